import Accounting
import Diagnostics
import Quantities
import Reporting
import RulePlan

/// Results of earlier periods for a report to compare with: stated in the filing, computed from
/// another filing, or from the same project.
struct EarlierYears {
  let call: Invocation
  let library: MethodLibrary
  /// What could not be used, and why.
  private(set) var findings: [Finding] = []

  init(_ call: Invocation, _ library: MethodLibrary) {
    self.call = call
    self.library = library
  }

  /// The years before a calculation, the oldest first, each once.
  ///
  /// - Parameters:
  ///   - path: the filing of the calculation, as the command line names it.
  ///   - previous: the filing of the year before, where the command line names one.
  mutating func before(
    _ calculation: Calculation, at path: String, previous: String?
  ) throws -> [EarlierYear] {
    var years: [EarlierYear] = []
    if let stated = stated(calculation) { years.append(stated) }
    let own = calculation.bound.filing
    if let reference = ProjectReference(path) {
      let project = try ProjectFilings.read(reference.path)
      for filing in project.filings where isEarlier(filing.period, own.period) {
        let covers = filing.covers(
          creditCode: own.header.creditCode, enterprise: own.header.enterprise,
          period: filing.period, purpose: own.header.purpose)
        guard covers, let revision = project.latest(of: filing.number) else { continue }
        let name = "\(reference.path)@\(revision.number)"
        if let year = try computed(name, calculation) { years.append(year) }
      }
    }
    if let previous {
      if let year = try computed(previous, calculation, isNamed: true) { years.append(year) }
    }
    // What is computed counts more than what is stated, the named filing more than the project's.
    var byPeriod: [String: EarlierYear] = [:]
    for year in years { byPeriod[year.period] = year }
    return byPeriod.sorted { $0.key < $1.key }.map(\.value)
  }

  private func isEarlier(_ period: String, _ own: Period) -> Bool {
    guard let period = Period(period) else { return false }
    return period.through < own.from && period.months.count == own.months.count
  }

  /// The results of another filing; nil, with a finding, where it has no total.
  private mutating func computed(
    _ path: String, _ calculation: Calculation, isNamed: Bool = false
  ) throws -> EarlierYear? {
    let reading = try FilingReader(library: library, period: nil).read(path, method: nil)
    let period = reading.filing.period
    let own = calculation.bound.filing.period
    guard isEarlier(period.description, own) else {
      guard isNamed else { return nil }
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”不是报告期 \(own.description) 之前、长短相同的一期，无法比较",
          en: "“\(path)” is no earlier period of the same length"))
    }
    var values: [String: Rational] = [:]
    if case .success(let other) = Calculation.run(
      reading.filing, under: reading.methodology, in: library)
    {
      values = Self.values(other, like: calculation)
    }
    let totals = Self.results(calculation).filter { $0.role == .total }
    guard totals.contains(where: { values[$0.id] != nil }) else {
      findings.append(Finding(.reportEarlier, at: .file(path), ["period": period.description]))
      return nil
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return EarlierYear(
      period: period.description, source: "按 \(name) 核算", methodology: reading.methodology,
      values: values)
  }

  /// The results that both have, in the same unit.
  private static func values(
    _ other: Calculation, like calculation: Calculation
  ) -> [String: Rational] {
    var values: [String: Rational] = [:]
    let units = Dictionary(
      results(calculation).map { ($0.id, $0.unit?.text) },
      uniquingKeysWith: { first, _ in first })
    for named in results(other) {
      guard let number = other.evaluation.number(named.node, 0),
        let unit = units[named.id], unit == named.unit?.text
      else { continue }
      values[named.id] = number
    }
    return values
  }

  /// What the filing states of the year before.
  private mutating func stated(_ calculation: Calculation) -> EarlierYear? {
    let reported = ReportedFigures(
      calculation, units: library.units, prefixes: ReportedFigures.lastYear)
    findings += reported.findings
    let own = calculation.bound.filing.period
    guard !reported.numbers.isEmpty, own.months.count == 12,
      let period = Period(year: own.from.year - 1)
    else { return nil }
    let values = reported.numbers.map { (calculation.plan.named[$0.key].id, $0.value.number) }
    return EarlierYear(
      period: period.description, source: "企业填报",
      values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
  }

  /// Results of the whole filing.
  private static func results(_ calculation: Calculation) -> [Named] {
    calculation.plan.named.filter {
      calculation.plan.nodes[$0.node].shape == .filing
        && [.total, .figure, .memo].contains($0.role)
    }
  }
}

extension FindingKind {
  static let reportEarlier = FindingKind(
    "report.earlier", .warning, zh: "报告期 {period} 的填报数据算不出结果，报告里没有与它比较",
    en: "the filing of {period} cannot be computed; the report does not compare with it")
}
