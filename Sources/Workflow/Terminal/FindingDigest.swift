import Diagnostics

/// Findings as people read them: errors first, and of remarks of one kind in one file only a few.
///
/// A column of a thousand separators is one remark; errors and warnings are all told.
struct FindingDigest {
  private static let listed = 2

  let printer: FindingPrinter

  /// The findings and their count.
  func text(_ findings: [Finding]) -> String {
    var kept: [Finding] = []
    var counts: [String: Int] = [:]
    for finding in findings.inPrintedOrder where finding.severity == .remark {
      let group = finding.code + "\n" + file(finding.origin)
      counts[group, default: 0] += 1
      if counts[group, default: 0] <= Self.listed { kept.append(finding) }
    }
    let serious = findings.filter { $0.severity != .remark }
    let more = counts.values.reduce(0) { $0 + max(0, $1 - Self.listed) }
    var text = printer.text(serious.filter { $0.severity == .error })
    text += printer.text(serious.filter { $0.severity != .error }) + printer.text(kept)
    if more > 0 {
      text +=
        printer.language == .chinese
        ? "另有 \(more) 条同类提示，见 --json\n" : "\(more) more remarks of these kinds, with --json\n"
    }
    return text + printer.summary(findings) + "\n"
  }

  private func file(_ origin: Origin) -> String {
    switch origin {
    case .file(let file), .source(let file, _), .cell(let file, _, _, _): file
    case .none, .address: ""
    }
  }
}
