import Accounting
import Diagnostics

/// Looks over what the lists of a filing say of each other: identifiers that nothing bears, are
/// borne twice or go round in a circle.
enum ReferenceCheck {
  /// What is wrong.
  static func findings(_ filing: Filing) -> [Finding] {
    let documents = filing.evidence.map(\.id)
    let meters = filing.meters.map(\.id)
    let parts = filing.boundary.map(\.id)
    var findings = twice(documents, filing.evidence.map(\.origin), "支撑材料", "document")
    findings += twice(meters, filing.meters.map(\.origin), "计量器具", "meter")
    findings += twice(parts, filing.boundary.map(\.origin), "核算边界", "part of the boundary")
    func look(
      _ names: [String], among known: [String], _ zh: String, _ en: String, at origin: Origin
    ) {
      for name in names where !known.contains(name) {
        let near = Suggestions.arguments(Suggestions.nearest(name, among: known))
        findings.append(
          Finding(
            .filingReference, at: origin,
            ["got": name, "list": zh, "listEn": en].merging(near) { a, _ in a }))
      }
    }
    for sample in filing.samples {
      look(
        sample.evidence.map { [$0] } ?? [], among: documents, "支撑材料", "document",
        at: sample.origin)
    }
    for record in filing.records {
      look(record.evidence, among: documents, "支撑材料", "document", at: record.origin)
      look(record.meters, among: meters, "计量器具", "meter", at: record.origin)
    }
    for parameter in filing.monitoringPlan.parameters {
      look(parameter.meters, among: meters, "计量器具", "meter", at: parameter.origin)
    }
    for meter in filing.meters {
      look(
        meter.subMeterOf.map { [$0] } ?? [], among: meters, "计量器具", "meter", at: meter.origin)
    }
    for part in filing.boundary {
      look(part.partOf, among: parts, "核算边界", "part of the boundary", at: part.origin)
    }
    findings += circles(filing)
    for document in filing.evidence { findings += hash(document) }
    return findings
  }

  private static func twice(
    _ names: [String], _ origins: [Origin], _ zh: String, _ en: String
  ) -> [Finding] {
    var seen: Set<String> = []
    return zip(names, origins).compactMap { name, origin in
      seen.insert(name).inserted
        ? nil
        : Finding(.filingIdentifierTwice, at: origin, ["got": name, "list": zh, "listEn": en])
    }
  }

  /// A meter below itself, a part of itself.
  private static func circles(_ filing: Filing) -> [Finding] {
    let meters = filing.meters.map {
      (name: $0.id, above: $0.subMeterOf.map { [$0] } ?? [], origin: $0.origin)
    }
    let parts = filing.boundary.map { (name: $0.id, above: $0.partOf, origin: $0.origin) }
    return [meters, parts].flatMap { list -> [Finding] in
      var above: [String: [String]] = [:]
      for item in list { above[item.name] = item.above }
      return list.compactMap { item in
        var waiting = item.above
        var seen: Set<String> = []
        while let next = waiting.popLast() {
          if next == item.name {
            return Finding(.filingCircle, at: item.origin, ["got": item.name])
          }
          if seen.insert(next).inserted { waiting += above[next] ?? [] }
        }
        return nil
      }
    }
  }

  private static func hash(_ document: Filing.EvidenceItem) -> [Finding] {
    guard let hash = document.sha256 else { return [] }
    let isHash = hash.utf8.count == 64 && hash.allSatisfy { $0.isHexDigit && $0.isASCII }
    return isHash ? [] : [Finding(.filingHash, at: document.origin, ["got": hash])]
  }
}

extension FindingKind {
  static let filingReference = FindingKind(
    "filing.reference", .error, zh: "“{list}”里没有“{got}”{hint}",
    en: "there is no {listEn} “{got}”{hintEn}")
  static let filingIdentifierTwice = FindingKind(
    "filing.identifier-twice", .error, zh: "“{list}”的编号“{got}”重复",
    en: "two entries bear the name “{got}” ({listEn})")
  static let filingCircle = FindingKind(
    "filing.circle", .error, zh: "“{got}”的上级关系成了环：它属于自己",
    en: "“{got}” belongs to itself by way of others")
  static let filingHash = FindingKind(
    "filing.hash", .error, zh: "SHA-256 应为 64 位十六进制数，读到“{got}”",
    en: "a SHA-256 has 64 hexadecimal digits, not “{got}”")
}
