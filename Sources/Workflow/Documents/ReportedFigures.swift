import Accounting
import Diagnostics
import Quantities
import RulePlan

/// What an enterprise reports of its results, as its filing states it: `报告值 E_总,27300`, and of
/// those of the year before: `上年报告值 E_总,26800`.
struct ReportedFigures {
  /// What the names of such items of the header begin with.
  static let prefixes = ["报告值 ", "报告值:", "报告值：", "reported "]
  /// The same for the year before.
  static let lastYear = ["上年报告值 ", "上年报告值:", "上年报告值：", "reported last year "]

  /// By index into ``RulePlan/Plan/named``: the number in the result's own unit, and half of the
  /// last digit that was written.
  let numbers: [Int: (number: Rational, tolerance: Rational)]
  /// Items that name no result or state no number.
  let findings: [Finding]

  init(
    _ calculation: Calculation, units: UnitCatalogue, prefixes: [String] = Self.prefixes
  ) {
    let plan = calculation.plan
    let filing = calculation.bound.filing
    var numbers: [Int: (number: Rational, tolerance: Rational)] = [:]
    var findings: [Finding] = []
    for item in filing.header.further {
      guard let prefix = prefixes.first(where: { item.name.hasPrefix($0) }) else { continue }
      let name = item.name.dropFirst(prefix.count).trimmed
      let index = plan.named.firstIndex {
        ($0.symbol == name || $0.id == name || $0.title.zh == name)
          && plan.nodes[$0.node].shape == .filing && $0.role != .input && $0.role != .constant
      }
      guard let index else {
        let known = plan.named.filter {
          plan.nodes[$0.node].shape == .filing && [.figure, .total].contains($0.role)
        }.prefix(8).map(\.addressName)
        findings.append(
          Finding(
            .reportedUnknown, at: filing.header.origin,
            ["got": name, "known": known.joined(separator: " ")]))
        continue
      }
      guard let value = Self.value(item.value, plan.named[index], units) else {
        findings.append(
          Finding(
            .reportedNumber, at: filing.header.origin,
            ["name": name, "got": item.value, "unit": plan.named[index].unit?.text ?? "1"]))
        continue
      }
      numbers[index] = value
    }
    self.numbers = numbers
    self.findings = findings
  }

  /// `27300`, `27,300.5`, `2.73 万tCO2`.
  private static func value(
    _ text: String, _ named: Named, _ units: UnitCatalogue
  ) -> (number: Rational, tolerance: Rational)? {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let digits = (parts.first ?? "").replacing(",", with: "")
    guard let number = Rational(decimal: digits) else { return nil }
    let decimals = digits.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
    var factor = Rational.one
    if parts.count == 2 {
      guard let between = units.factor(from: parts[1], to: named.unit?.text ?? "1") else {
        return nil
      }
      factor = between
    }
    var half = Rational.ratio(1, 2)
    for _ in 0..<min(decimals, 40) { half = half * .ratio(1, 10) }
    return (number * factor, half * factor.magnitude)
  }
}

extension StringProtocol {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension FindingKind {
  static let reportedUnknown = FindingKind(
    "reported.unknown", .error, zh: "没有结果“{got}”可以对照；可以写的有：{known}",
    en: "there is no result “{got}” to compare with; there are {known}")
  static let reportedNumber = FindingKind(
    "reported.number", .error, zh: "{name} 的报告值“{got}”不是数值，或单位与 {unit} 不符",
    en: "the reported {name}, “{got}”, is no number or its unit does not fit {unit}")
}
