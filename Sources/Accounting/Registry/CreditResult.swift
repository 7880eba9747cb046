import Quantities

/// What a result that the project file keeps says of the reductions of a filing.
public struct CreditResult: Hashable, Sendable {
  /// Which result it is, in which file.
  public struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// The revision of the filing.
    public let revision: Int
    /// The result.
    public let result: Int
    /// The digest of the entry of the log that recorded it, which covers everything before.
    public let sha256: String

    /// Makes an origin.
    public init(revision: Int, result: Int, sha256: String) {
      self.revision = revision
      self.result = result
      self.sha256 = sha256
    }

    /// Reads what stands as the basis of a monitoring period; nil for anything else.
    public init?(_ text: String) {
      let words = text.split(separator: " ")
      guard words.count == 3, words[0].hasPrefix("第"), words[0].hasSuffix("版"),
        let revision = Int(words[0].dropFirst().dropLast()), words[1].hasPrefix("核算结果"),
        let result = Int(words[1].dropFirst(4)), words[2].hasPrefix("sha256:")
      else { return nil }
      self.init(revision: revision, result: result, sha256: String(words[2].dropFirst(7)))
    }

    /// As it stands in a registry: `第3版 核算结果2 sha256:3f9a…`.
    public var description: String { "第\(revision)版 核算结果\(result) sha256:\(sha256)" }
  }

  /// One calendar year.
  public struct Vintage: Hashable, Sendable {
    /// The year.
    public let year: Int
    /// The reductions in tCO2e; nil where they were not computed.
    public let quantity: Rational?
    /// Whether they are creditable; nil where that is not decided.
    public let isCreditable: Bool?

    /// Makes a vintage.
    public init(year: Int, quantity: Rational?, isCreditable: Bool?) {
      self.year = year
      self.quantity = quantity
      self.isCreditable = isCreditable
    }

    /// The most that can be issued of it: down to whole grams, and nothing unless it is creditable.
    public var most: CreditQuantity {
      guard isCreditable == true, let quantity, quantity > .zero else { return .zero }
      return CreditQuantity.below(quantity) ?? .zero
    }
  }

  /// Which result it is.
  public let origin: Origin
  /// The filing in the project file.
  public let filing: Int
  /// The methodology that computed it.
  public let methodology: String
  /// The monitoring period.
  public let period: Period
  /// The years of the period in order.
  public let vintages: [Vintage]

  /// Makes a result.
  public init(
    origin: Origin, filing: Int, methodology: String, period: Period, vintages: [Vintage]
  ) {
    self.origin = origin
    self.filing = filing
    self.methodology = methodology
    self.period = period
    self.vintages = vintages
  }

  /// The first day.
  public var from: Day { period.start }
  /// The last day.
  public var through: Day { period.end.advanced(by: -1) }

  /// What was determined for the monitoring period: the sum of the years that are creditable, down
  /// to whole grams; nil beyond the range.
  public var quantity: CreditQuantity? {
    CreditQuantity.below(
      vintages.reduce(.zero) { sum, vintage in
        vintage.isCreditable == true ? sum + (vintage.quantity ?? .zero) : sum
      })
  }
}

extension CreditQuantity {
  /// The most whole grams that are not above a number of tonnes, nil beyond the range.
  ///
  /// Registries count grams; what is left of one is nobody's.
  public static func below(_ tonnes: Rational) -> CreditQuantity? {
    let grams = tonnes * Rational(gramsOfTonne)
    let whole = grams.rounded(Rounding(grams.signum < 0 ? .up : .down, .decimals(0)))
    return whole.exactInt.map { CreditQuantity(grams: Int64($0)) }
  }

  /// The whole tonnes in it.
  public var wholeTonnes: CreditQuantity {
    CreditQuantity(grams: grams - grams % Self.gramsOfTonne)
  }
}
