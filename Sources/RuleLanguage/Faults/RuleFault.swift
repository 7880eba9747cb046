/// One fault that can be put into a rule file: the mistakes that people make when they copy rules.
public struct RuleFault: Sendable, Hashable {
  /// The kind of mistake.
  public let kind: Kind
  /// The file.
  public let file: String
  /// The bytes that are replaced: a half-open range of UTF-8 offsets.
  public let range: Range<Int>
  /// What takes their place, as it stands in the file.
  public let replacement: String
  /// The line of the first replaced byte, from 1.
  public let line: Int
  /// What stands there, as people read it; cut to where the two differ.
  public let before: String
  /// What the fault makes of it.
  public let after: String

  /// Kinds of mistakes.
  public enum Kind: String, Sendable, CaseIterable {
    /// A molar ratio such as 44/12 is forgotten.
    case droppedMolar = "dropped-molar"
    /// Another factor is forgotten.
    case droppedFactor = "dropped-factor"
    /// × for ÷.
    case timesForOver = "times-for-over"
    /// ÷ for ×.
    case overForTimes = "over-for-times"
    /// + for −.
    case plusForMinus = "plus-for-minus"
    /// − for +.
    case minusForPlus = "minus-for-plus"
    /// A term of a sum or difference is forgotten.
    case droppedTerm = "dropped-term"
    /// `to UNIT` is forgotten.
    case droppedConversion = "dropped-conversion"
    /// `then` and `else` change places.
    case swappedBranches = "swapped-branches"
    /// ≤ and less than, ≥ and more than: the edge moves.
    case edge
    /// = and ≠.
    case equality
    /// and, or.
    case connective
    /// `not` is forgotten.
    case droppedNot = "dropped-not"
    /// `where` is forgotten.
    case droppedCondition = "dropped-condition"
    /// The weight of a mean is forgotten.
    case droppedWeight = "dropped-weight"
    /// Sum and mean.
    case sumForMean = "sum-for-mean"
    /// Min and max, any and all.
    case otherExtreme = "other-extreme"
    /// A digit of a number in a formula.
    case digit
    /// A digit of a constant.
    case constantDigit = "constant-digit"
    /// Another unit of the same kind: MWh for kWh.
    case unit
    /// Rounded to one decimal more or less.
    case decimals
    /// Another way to read a value over time.
    case overTime = "over-time"
    /// Another slot: `previous` or `given` is forgotten.
    case otherSlot = "other-slot"
    /// What was made for what was used.
    case balanceMade = "balance-made"
    /// The sides of a balance change places.
    case balanceSides = "balance-sides"
    /// Two alternatives change places.
    case alternativeOrder = "alternative-order"
    /// A condition says the opposite.
    case negatedCondition = "negated-condition"
    /// A date is moved by a month.
    case month
    /// The other end of a flow.
    case flowEnd = "flow-end"
    /// The residue of an allocation goes elsewhere.
    case residue
  }

  /// The file with the fault in it.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    result.replaceSubrange(range.clamped(to: 0..<bytes.count), with: Array(replacement.utf8))
    return result
  }
}

/// Shortens two texts to where they differ, with a word of context.
enum Difference {
  static func shortened(_ before: String, _ after: String) -> (String, String) {
    let old = before.split(separator: " ", omittingEmptySubsequences: false)
    let new = after.split(separator: " ", omittingEmptySubsequences: false)
    var head = zip(old, new).prefix { $0 == $1 }.count
    var tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    tail = min(tail, min(old.count, new.count) - head)
    head = max(0, head - 3)
    tail = max(0, tail - 3)
    func cut(_ words: [Substring]) -> String {
      let middle = words[head..<max(head, words.count - tail)].joined(separator: " ")
      return (head > 0 ? "… " : "") + middle + (tail > 0 ? " …" : "")
    }
    return (cut(old), cut(new))
  }
}
