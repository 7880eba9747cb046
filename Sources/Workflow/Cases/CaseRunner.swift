import Accounting
import Diagnostics
import Engine
import Exchange
import Quantities
import RulePlan

/// Runs the worked examples of a rule library.
public struct CaseRunner: Sendable {
  /// The rules.
  public let library: MethodLibrary

  /// Makes a runner.
  public init(_ library: MethodLibrary) {
    self.library = library
  }

  /// What came of one case.
  public struct Outcome: Sendable {
    /// The path of the case below the library.
    public let path: String
    /// The title of the case.
    public let title: String
    /// What was not as it should be, one line each in Chinese and English; empty when it passed.
    public let failures: [Wording]
    /// Whole seconds and attoseconds it took.
    public let duration: Duration
    /// The computed values that differ: address, got, expected.
    public let differences: [Difference]
    /// The methodology whose rules do not compile; then ``failures`` tell of nothing else.
    public var uncompiled: String?
  }

  /// A value that is not what the case expects.
  public struct Difference: Sendable {
    /// The address as the case writes it.
    public let address: String
    /// What was computed.
    public let got: String
    /// What the case expects.
    public let expected: String
  }

  /// The paths of all cases, ascending, whose path contains the filter.
  public func paths(matching filter: String?) -> [String] {
    library.files.paths.filter { path in
      path.hasSuffix(".case") && (filter.map { path.contains($0) } ?? true)
    }
  }

  /// Runs one case.
  public func run(_ path: String) -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    var title = path
    var failures: [Wording] = []
    var differences: [Difference] = []
    let (file, problems) = library.readCase(path)
    failures += problems.filter { $0.severity == .error }.map { describe($0) }
    var uncompiled: String?
    if let file {
      title = file.title
      if failures.isEmpty { uncompiled = self.uncompiled(file.filing.header.methodology ?? "") }
      run(file, isFailing: path.contains("/failing/"), &failures, &differences)
    }
    return Outcome(
      path: path, title: title, failures: failures, duration: clock.now - start,
      differences: differences, uncompiled: uncompiled)
  }

  /// The methodology, where the library has it and its rules do not compile.
  func uncompiled(_ methodology: String) -> String? {
    let isThere = library.files.methodologies.contains(methodology)
    return isThere && library.compile(methodology).plan == nil ? methodology : nil
  }

  /// A finding in words, with its line where it has one.
  func describe(_ finding: Finding) -> Wording {
    var place = ""
    if case .source(let file, let range) = finding.origin, let source = library.source(file) {
      place = "\(file):\(source.position(at: range.lowerBound).line): "
    }
    return Wording(
      zh: place + finding.message(.chinese), en: place + finding.message(.english))
  }

  /// What is not as a case expects it, its filing computed under the methodology that it names.
  func failures(of file: CaseFile) -> [Wording] {
    var failures: [Wording] = []
    var differences: [Difference] = []
    run(file, isFailing: false, &failures, &differences)
    return failures
  }

  private func run(
    _ file: CaseFile, isFailing: Bool, _ failures: inout [Wording],
    _ differences: inout [Difference]
  ) {
    let methodology = file.filing.header.methodology ?? ""
    switch Calculation.run(file.filing, under: methodology, in: library) {
    case .failure(let failure):
      failures += failure.findings.filter { $0.severity == .error }.map { describe($0) }
    case .success(let calculation):
      for expectation in file.expectations {
        compare(expectation, calculation, &failures, &differences)
      }
      compareFindings(file, isFailing, calculation, &failures)
    }
  }

  // MARK: values

  private func compare(
    _ expectation: CaseFile.Expectation, _ calculation: Calculation,
    _ failures: inout [Wording], _ differences: inout [Difference]
  ) {
    let address = expectation.address
    guard let index = calculation.bound.named(address.name) else {
      failures.append(
        Wording(zh: "没有名为“\(address.name)”的量", en: "nothing is called “\(address.name)”"))
      return
    }
    let named = calculation.plan.named[index]
    let isChoice = address.facet == "choice"
    let node = isChoice ? named.chosen ?? named.node : named.node
    guard let element = calculation.bound.element(address, in: calculation.plan.nodes[node].shape)
    else {
      let shape = calculation.plan.nodes[node].shape
      let rows = calculation.plan.rowSets[shape.rows].id
      failures.append(
        Wording(
          zh: "地址 \(address) 不存在或不唯一：这个量每个 \(rows)、每个 \(shape.grain.name) 一个值",
          en: """
            the address \(address) does not exist or is not unique: there is one value for each \
            \(rows) and \(shape.grain.name)
            """))
      return
    }
    let got = describe(calculation.evaluation, node, element)
    if let wording = unitMistake(expectation.outcome, calculation, named, node, element) {
      failures.append(wording)
      return
    }
    let (matches, expected) = matches(expectation.outcome, calculation, named, node, element)
    if !matches {
      differences.append(Difference(address: address.description, got: got, expected: expected))
      failures.append(
        Wording(
          zh: "\(address)：得 \(got)，应为 \(expected)",
          en: "\(address): got \(got), expected \(expected)"))
    }
  }

  private func describe(_ evaluation: Evaluation, _ node: Int, _ element: Int) -> String {
    switch evaluation.value(node, element) {
    case .number(let number): number.description
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): text
    case .date(let day): day.description
    case .reference(let row): "row \(row)"
    case nil: "\(evaluation.state(node, element))"
    }
  }

  private func matches(
    _ outcome: CaseFile.Outcome, _ calculation: Calculation, _ named: Named, _ node: Int,
    _ element: Int
  ) -> (Bool, String) {
    let evaluation = calculation.evaluation
    switch outcome {
    case .number(let number, _, let unit, let tolerance):
      let wanted = number * factor(unit, named, calculation, element)
      guard let got = evaluation.number(node, element) else { return (false, number.description) }
      if let tolerance {
        let limit = tolerance.value * factor(unit, named, calculation, element)
        return ((got - wanted).magnitude <= limit, "\(number) ± \(tolerance.value)")
      }
      return (got == wanted, wanted.description)
    case .text(let text):
      if case .reference(let rows) = calculation.plan.nodes[node].kind,
        case .reference(let row) = evaluation.value(node, element), row >= 0
      {
        return (evaluation.dataset.rows[rows].keys[row] == text, text)
      }
      return (evaluation.value(node, element) == .text(text), text)
    case .flag(let flag): return (evaluation.value(node, element) == .flag(flag), "\(flag)")
    case .date(let day): return (evaluation.value(node, element) == .date(day), "\(day)")
    case .absent: return (evaluation.state(node, element) == .absent, "absent")
    case .notOccurring: return (evaluation.state(node, element) == .notOccurring, "notOccurring")
    case .poisoned: return (evaluation.state(node, element) == .poisoned, "poisoned")
    }
  }

  /// What is wrong with the unit of an expected number: it must be one of what is computed.
  private func unitMistake(
    _ outcome: CaseFile.Outcome, _ calculation: Calculation, _ named: Named, _ node: Int,
    _ element: Int
  ) -> Wording? {
    guard case .number(_, _, let unit?, _) = outcome, let declared = named.unit else { return nil }
    let text = calculation.evaluation.unitText(
      declared, of: calculation.plan.nodes[named.node].shape, element)
    guard unit != text, case .success = library.units.parse(UnitText.withoutSets(text)),
      library.units.factor(from: unit, to: text) == nil
    else { return nil }
    return Wording(
      zh: "\(named.symbol) 的单位是 \(text)，预期值却写成 \(unit)",
      en: "\(named.symbol) is in \(text); the expected value is given in \(unit)")
  }

  /// What an expected number is multiplied by to be in the declared unit.
  private func factor(
    _ unit: String?, _ named: Named, _ calculation: Calculation, _ element: Int
  ) -> Rational {
    guard let unit, let declared = named.unit else { return .one }
    let shape = calculation.plan.nodes[named.node].shape
    let text = calculation.evaluation.unitText(declared, of: shape, element)
    return library.units.factor(from: unit, to: text) ?? .one
  }

  // MARK: findings

  private func compareFindings(
    _ file: CaseFile, _ isFailing: Bool, _ calculation: Calculation, _ failures: inout [Wording]
  ) {
    if isFailing, file.findings.isEmpty {
      failures.append(
        Wording(zh: "failing 案例必须写 finds", en: "a failing case must say what it finds"))
    }
    var unused = calculation.findings
    for wanted in file.findings {
      let index = unused.firstIndex { finding in
        finding.code == wanted.code && isAt(finding, wanted.address)
      }
      if let index {
        unused.remove(at: index)
      } else {
        let place = wanted.address.map { " \($0)" } ?? ""
        failures.append(
          Wording(
            zh: "应有发现 \(wanted.code)\(place)，没有出现",
            en: "the finding \(wanted.code)\(place) did not appear"))
      }
    }
    let codes = Set(file.findings.map(\.code))
    let expectsPoison = file.expectations.contains { $0.outcome == .poisoned }
    for finding in unused where !codes.contains(finding.code) {
      let arises =
        finding.code.hasPrefix("lookup.") || finding.code.hasPrefix("arithmetic.")
        || finding.code.hasPrefix("intake.")
      if expectsPoison, arises { continue }
      if finding.severity == .error || (isFailing && finding.severity == .warning) {
        failures.append(
          Wording(
            zh: "多出的发现 \(finding.code)：\(finding.message(.chinese))",
            en: "unexpected finding \(finding.code): \(finding.message(.english))"))
      }
    }
  }

  /// Whether a finding stands at an address; names are not compared, as a check has none.
  private func isAt(_ finding: Finding, _ address: CellAddress?) -> Bool {
    guard let address else { return true }
    switch finding.origin {
    case .address(let text):
      var ignored: [Finding] = []
      guard let found = CellAddress(text, at: .none, findings: &ignored) else { return false }
      let own = found.name.hasPrefix("check.") ? [] : found.steps
      return Set(address.steps).isSubset(of: Set(own)) || Set(own).isSubset(of: Set(address.steps))
    default: return true
    }
  }
}
