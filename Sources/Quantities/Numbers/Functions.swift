/// Functions whose values are not rational in general, correctly rounded.
public enum Functions {
  /// Square root.
  public static func squareRoot(_ x: Rational, _ rule: Rounding) -> Rational? { nil }
  /// Power.
  public static func power(_ x: Rational, _ y: Rational, _ rule: Rounding) -> Rational? { nil }
  /// Natural logarithm.
  public static func logarithm(_ x: Rational, _ rule: Rounding) -> Rational? { nil }
  /// Exponential function.
  public static func exponential(_ x: Rational, _ rule: Rounding) -> Rational? { nil }
}
