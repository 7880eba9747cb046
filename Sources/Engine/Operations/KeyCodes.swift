import Quantities
import RulePlan

/// The keys that elements look up by, each different combination of them with a code of its own.
struct KeyCodes {
  /// The code of each element.
  private(set) var codes: [Int32]
  /// Above every code.
  private(set) var limit: Int

  /// Codes of up to this number need no dictionary when they are combined.
  private static let direct = 1 << 16

  /// The codes of several columns of keys together.
  init(_ columns: [Column.Values], count: Int) {
    codes = []
    limit = 1
    for column in columns {
      let own = Self.codes(of: column)
      if limit == 1 { self = own } else { combine(own) }
    }
    if codes.isEmpty { codes = [Int32](repeating: 0, count: count) }
  }

  private init(codes: [Int32], limit: Int) {
    self.codes = codes
    self.limit = limit
  }

  private static func codes(of column: Column.Values) -> KeyCodes {
    switch column {
    case .texts(let texts): KeyCodes(codes: texts.codes, limit: texts.pool.count)
    case .flags(let flags): KeyCodes(codes: mapped(flags) { $0 ? 1 : 0 }, limit: 2)
    case .dates(let days): KeyCodes(interning: mapped(days) { $0.number })
    case .references(let rows): KeyCodes(interning: rows)
    case .numbers(.narrow(let integers, _)): KeyCodes(interning: integers)
    case .numbers(.medium(let integers, _)): KeyCodes(interning: integers)
    case .numbers(.wide(let fractions)): KeyCodes(interning: fractions)
    }
  }

  private init<Key: Hashable>(interning values: [Key]) {
    codes = []
    codes.reserveCapacity(values.count)
    limit = 0
    var known: [Key: Int32] = [:]
    for (element, value) in values.enumerated() {
      if element > 0, values[element - 1] == value {
        codes.append(codes[element - 1])
        continue
      }
      let code = known[value] ?? Int32(limit)
      if Int(code) == limit {
        known[value] = code
        limit += 1
      }
      codes.append(code)
    }
  }

  /// Takes in the codes of another column of keys.
  private mutating func combine(_ other: KeyCodes) {
    let (size, over) = limit.multipliedReportingOverflow(by: other.limit)
    if !over, size <= Self.direct {
      let width = Int32(other.limit)
      codes = mapped(codes, other.codes) { $0 &* width &+ $1 }
      limit = size
    } else {
      self = KeyCodes(interning: mapped(codes, other.codes) { Int64($0) << 32 | Int64($1) })
    }
  }
}
