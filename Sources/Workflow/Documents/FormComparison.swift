import Accounting
import Diagnostics
import Engine
import Exchange
import Quantities
import RulePlan

/// The values of official forms beside those that are computed.
public struct FormComparison: Sendable {
  /// One value of a form and what became of it.
  public struct Line: Sendable {
    /// What was stated.
    public var stated: StatedValue
    /// What is computed, in the unit of the form; nil where nothing is.
    public var computed: Rational?
    /// How the two stand to each other.
    public var outcome: Outcome
    /// What may be the cause; nil where nothing is known.
    public var hint: Wording?
  }

  /// How a stated and a computed value stand to each other.
  public enum Outcome: String, Sendable {
    /// The same, to the digits that are written.
    case same
    /// Different.
    case different
    /// The filing has no such value, or it cannot be computed.
    case absent
    /// The unit of the form cannot be converted.
    case unit
  }

  /// The lines in the order of the forms.
  public private(set) var lines: [Line] = []
  private let calculation: Calculation
  private let units: UnitCatalogue

  /// Compares values with a calculation.
  public init(_ values: [StatedValue], _ calculation: Calculation, units: UnitCatalogue) {
    self.calculation = calculation
    self.units = units
    for value in values { lines.append(line(value)) }
  }

  /// The findings of what is not the same.
  public var findings: [Finding] {
    lines.compactMap { line in
      let stated = line.stated
      let named = calculation.plan.named[stated.named]
      let got = stated.number.text(decimals: stated.decimals)
      let arguments = [
        "form": stated.form, "label": stated.label, "got": got,
        "unit": stated.unit ?? named.unit?.text ?? "", "symbol": named.symbol,
        "expected": line.computed.map { $0.text(decimals: max(stated.decimals, 2)) } ?? "",
        "hint": line.hint.map { "；\($0.zh)" } ?? "", "hintEn": line.hint.map { "; \($0.en)" } ?? "",
      ]
      switch line.outcome {
      case .same: return nil
      case .different: return Finding(.formDiffers, at: stated.origin, arguments)
      case .absent: return Finding(.formAbsent, at: stated.origin, arguments)
      case .unit: return Finding(.formUnit, at: stated.origin, arguments)
      }
    }
  }

  // MARK: One value

  private func line(_ stated: StatedValue) -> Line {
    let named = calculation.plan.named[stated.named]
    let shape = calculation.plan.nodes[named.node].shape
    var address = stated.address
    // A column headed 3月 is of the year of the filing.
    if let month = address.period, month.hasPrefix("-") {
      address.period = "\(calculation.bound.filing.period.through.year)\(month)"
    }
    guard let element = calculation.bound.element(address, in: shape),
      let value = calculation.evaluation.number(named.node, element)
    else {
      let isZero = stated.number == .zero
      return Line(stated: stated, computed: nil, outcome: isZero ? .same : .absent, hint: nil)
    }
    guard let factor = factor(stated, named, element) else {
      return Line(stated: stated, computed: nil, outcome: .unit, hint: nil)
    }
    let computed = value * factor
    let difference = (stated.number - computed).magnitude
    // Half a unit of the last digit that is written.
    let tolerance = Rational(10).power(-stated.decimals).map { $0 * Rational.ratio(1, 2) } ?? .zero
    if difference <= tolerance {
      return Line(stated: stated, computed: computed, outcome: .same, hint: nil)
    }
    return Line(
      stated: stated, computed: computed, outcome: .different,
      hint: Self.hint(stated.number, computed, tolerance))
  }

  /// From the unit of the method to that of the form; nil where they measure different things.
  private func factor(_ stated: StatedValue, _ named: Named, _ element: Int) -> Rational? {
    let shape = calculation.plan.nodes[named.node].shape
    let known = named.unit.flatMap { calculation.evaluation.knownUnit($0, of: shape, element) }
    guard let own = known, own != "1" else {
      return stated.unit == "%" ? Rational(100) : .one
    }
    let shown = stated.unit ?? named.shownAs?.text
    guard let shown, shown != own else { return .one }
    guard case .success(let from) = units.parse(own), case .success(let to) = units.parse(shown)
    else { return nil }
    if let factor = from.factor(to: to) { return factor }
    // A tonne of CO2 is a tonne of CO2 equivalent: the one step that is never written.
    guard case .success(let plain) = units.parse(Self.plain(shown)) else { return nil }
    return from.factor(to: plain)
  }

  /// `tCO2` for `tCO2e(sar)`.
  private static func plain(_ unit: String) -> String {
    guard let open = unit.firstRange(of: "CO2e("),
      let close = unit[open.upperBound...].firstIndex(of: ")")
    else { return unit }
    return unit[..<open.lowerBound] + "CO2" + unit[unit.index(after: close)...]
  }

  /// What a ratio of the two says about the cause.
  private static func hint(
    _ stated: Rational, _ computed: Rational, _ tolerance: Rational
  ) -> Wording? {
    func isNear(_ expected: Rational) -> Bool {
      (stated - expected).magnitude <= tolerance * Rational(2)
    }
    if computed == .zero || stated == .zero { return nil }
    if isNear(.zero - computed) {
      return Wording(zh: "正负号相反", en: "the sign is reversed")
    }
    for power in [-6, -4, -3, -2, -1, 1, 2, 3, 4, 6] {
      guard let scale = Rational(10).power(power), isNear(computed * scale) else { continue }
      let zeros = "1" + String(repeating: "0", count: abs(power))
      return power > 0
        ? Wording(zh: "是重算值的 \(zeros) 倍，请核对单位", en: "\(zeros) times as much: which unit?")
        : Wording(zh: "是重算值的 \(zeros) 分之一，请核对单位", en: "one part in \(zeros): which unit?")
    }
    if isNear(computed * Rational.ratio(12, 44)) {
      return Wording(zh: "像是漏乘了 44/12", en: "44/12 seems to be missing")
    }
    if isNear(computed * Rational.ratio(44, 12)) {
      return Wording(zh: "像是多乘了 44/12", en: "44/12 seems to be there twice")
    }
    return nil
  }
}

extension FindingKind {
  static let formDiffers = FindingKind(
    "form.differs", .error, zh: "《{form}》“{label}”填 {got} {unit}，重算为 {expected}（{symbol}）{hint}",
    en: "“{label}” of {form} says {got} {unit}; computed: {expected} ({symbol}){hintEn}")
  static let formAbsent = FindingKind(
    "form.absent", .warning, zh: "《{form}》“{label}”填 {got} {unit}，按填报数据算不出来，没有核对（{symbol}）",
    en: "“{label}” of {form} says {got} {unit}; it cannot be computed from the filing ({symbol})")
  static let formUnit = FindingKind(
    "form.unit", .error, zh: "《{form}》“{label}”的单位“{unit}”不能换算成 {symbol} 的单位，没有核对",
    en: "the unit “{unit}” of “{label}” in {form} cannot be converted to that of {symbol}")
}
