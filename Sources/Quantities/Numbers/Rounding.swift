/// How a number is brought to fewer digits, as a guideline or a form prescribes it.
///
/// - Source: GB/T 8170—2008 for ``Mode/halfEven`` (四舍六入五成双) and the intervals 0.5 and 0.2.
public struct Rounding: Hashable, Sendable {
  /// Which neighbour a number goes to.
  public enum Mode: String, Sendable, CaseIterable {
    /// The nearer neighbour; a tie goes to the even digit.
    case halfEven = "half-even"
    /// The nearer neighbour; a tie goes away from zero.
    case halfUp = "half-up"
    /// Towards zero.
    case down
    /// Away from zero.
    case up
  }

  /// What is counted: digits after the decimal point, or significant digits.
  public enum Precision: Hashable, Sendable {
    /// Digits after the decimal point; negative values round to tens, hundreds ….
    case decimals(Int)
    /// Significant digits, at least 1.
    case digits(Int)
  }

  /// Which neighbour is taken.
  public let mode: Mode
  /// How many digits stay.
  public let precision: Precision
  /// The step in units of the last place: 1, 5 (interval 0.5) or 2 (interval 0.2).
  public let step: Int

  /// Makes a rounding rule.
  public init(_ mode: Mode, _ precision: Precision, step: Int = 1) {
    self.mode = mode
    self.precision = precision
    self.step = step
  }

  /// How a named value without a declared rounding comes to rest: 34 significant digits, half-even.
  ///
  /// - Source: the precision of IEEE 754 decimal128; `Documentation/Decisions/0001-numbers.md`.
  public static let rest = Rounding(.halfEven, .digits(34))
}
