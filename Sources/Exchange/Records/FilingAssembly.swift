import Accounting
import Diagnostics
import Quantities

/// Puts a filing together from records as JSON or XML has them.
struct FilingAssembly {
  /// Lists and single parts of a filing.
  static let shapes: FilingShapes = {
    var shapes = FilingShapes()
    if let period = Period(year: 2000) {
      var blank = Filing(period: period)
      blank.visitLists(&shapes)
    }
    return shapes
  }()

  /// Nil where the filing states no period; then nothing can be laid out.
  private var filing: Filing?
  private var intake: RecordIntake

  /// Begins with what the filing says about itself.
  init(head: JSONValue, at origin: Origin) {
    var findings = FindingList()
    if head["period"] == nil || head["period"] == .null {
      findings.append(Finding(.filingNoPeriod, at: origin))
    } else if let read = RecordReader.read(FilingHead.self, head, at: origin, findings: &findings) {
      filing = read.period.map { Filing(header: read.header, period: $0) }
    }
    intake = RecordIntake(findings: findings)
  }

  /// The list or part that a member of a filing is.
  static func part(_ name: String) -> FilingShapes.Part? {
    shapes.parts.first { $0.name == name }
  }

  /// Takes a record.
  mutating func add(_ object: JSONValue, to list: String, at origin: Origin) {
    guard var built = filing else { return }
    // The only reference goes along, so that lists grow in place.
    filing = nil
    intake.add(.init(object: object, origin: origin), to: list, of: &built)
    filing = built
  }

  /// Takes a finding.
  mutating func report(_ finding: Finding) { intake.report(finding) }

  /// The filing and what is wrong with it.
  mutating func finish() -> (Filing?, [Finding]) {
    if var built = filing {
      filing = nil
      intake.finish(&built)
      filing = built
    }
    return (filing, intake.findings.all)
  }
}
