import Quantities

/// A quantity of reductions in tCO2e, held as whole grams so that a database can count it exactly.
///
/// Negative where a monitoring period emitted more than its baseline. At most 9.2 × 10¹² t.
public struct CreditQuantity: Hashable, Sendable {
  /// Whole grams of CO2 equivalent.
  public let grams: Int64

  /// Makes a quantity.
  public init(grams: Int64) { self.grams = grams }

  /// Why a number is no quantity.
  public enum Problem: Error, Hashable, Sendable {
    /// It has parts of a gram.
    case tooFine
    /// It is beyond ± 9.2 × 10¹² t.
    case tooLarge
  }

  /// A number of tonnes as a quantity.
  public static func tonnes(_ number: Rational) -> Result<CreditQuantity, Problem> {
    let grams = number * Rational(gramsOfTonne)
    guard grams.isInteger else { return .failure(.tooFine) }
    guard let whole = grams.exactInt else { return .failure(.tooLarge) }
    return .success(CreditQuantity(grams: Int64(whole)))
  }

  /// One tonne.
  public static let gramsOfTonne: Int64 = 1_000_000

  /// Nothing.
  public static let zero = CreditQuantity(grams: 0)

  /// The quantity in tonnes, exact.
  public var tonnes: Rational { Rational(grams) * .ratio(1, Int(Self.gramsOfTonne)) }

  /// The sum; nil beyond the range.
  public func adding(_ other: CreditQuantity) -> CreditQuantity? {
    let (sum, isOver) = grams.addingReportingOverflow(other.grams)
    return isOver ? nil : CreditQuantity(grams: sum)
  }
}

extension CreditQuantity: Comparable {
  /// Order by size.
  public static func < (left: CreditQuantity, right: CreditQuantity) -> Bool {
    left.grams < right.grams
  }
}

extension CreditQuantity: CustomStringConvertible {
  /// Tonnes with as many decimals as there are: `239197`, `0.00014`.
  public var description: String { tonnes.description }
}
