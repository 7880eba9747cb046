/// Numbers short byte strings in the order in which they are first seen.
struct ByteInterner {
  /// What tells byte strings apart: at most 16 bytes whole, of longer ones a number of their own.
  private struct Key: Equatable {
    var first: UInt64
    var second: UInt64
    var length: Int
  }

  /// Open addressing; small, so that it stays in the processor's cache.
  private struct Slot {
    /// Part of the key's hash.
    var tag: UInt32
    /// −1 where the slot is free.
    var number: Int32
  }

  /// A key that was asked for lately.
  private struct Recent {
    var key: Key
    var number: Int32
  }

  private static let free = Slot(tag: 0, number: -1)
  /// Columns of at most so many different keys find nearly all of them among the recent ones.
  private static let few = 64

  private var slots = [Slot](repeating: free, count: 64)
  private var keys: [Key] = []
  /// By some bits of the key alone, which costs less than the hash.
  private var recent = [Recent](
    repeating: Recent(key: Key(first: 0, second: 0, length: -1), number: -1), count: few)
  /// Byte strings of more than 16 bytes.
  private var long: [[UInt8]: UInt64] = [:]
  /// Nobody who writes a file can foresee which keys collide.
  private let seed = UInt64.random(in: .min ... .max)

  /// How many numbers there are.
  var count: Int { keys.count }

  /// The number of these bytes; ``count`` before the call where they are new.
  @inline(__always)
  mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let key = bytes.count <= 16 ? Self.key(bytes) : longKey(bytes)
    let product = (key.first ^ key.second &<< 1) &* 0x9e37_79b9_7f4a_7c15
    let place = Int(truncatingIfNeeded: product >> 58)
    if recent[place].key == key { return recent[place].number }
    let number = search(key)
    if keys.count <= Self.few { recent[place] = Recent(key: key, number: number) }
    return number
  }

  private mutating func search(_ key: Key) -> Int32 {
    let hash = hash(key)
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while true {
      let known = slots[slot]
      if known.number < 0 { break }
      if known.tag == tag, keys[Int(known.number)] == key { return known.number }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    slots[slot] = Slot(tag: tag, number: Int32(keys.count))
    keys.append(key)
    if 2 * keys.count > slots.count { grow() }
    return Int32(keys.count - 1)
  }

  /// At most 16 bytes in two words that may overlap; with the length they are unambiguous.
  @inline(__always)
  private static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> Key {
    let raw = UnsafeRawBufferPointer(bytes)
    let length = raw.count
    if length >= 8 {
      return Key(
        first: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        second: raw.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self), length: length)
    }
    if length >= 4 {
      return Key(
        first: UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self)),
        second: UInt64(raw.loadUnaligned(fromByteOffset: length - 4, as: UInt32.self)),
        length: length)
    }
    var word: UInt64 = 0
    for byte in raw { word = word << 8 | UInt64(byte) }
    return Key(first: word, second: 0, length: length)
  }

  private mutating func longKey(_ bytes: UnsafeBufferPointer<UInt8>) -> Key {
    let text = [UInt8](bytes)
    let number = long[text] ?? UInt64(long.count)
    if number == UInt64(long.count) { long[text] = number }
    return Key(first: number, second: 0, length: bytes.count)
  }

  @inline(__always)
  private func hash(_ key: Key) -> UInt64 {
    Self.mixed(Self.mixed(seed ^ key.first) ^ key.second &+ UInt64(key.length))
  }

  /// A product folded into itself, so that every bit reaches every other.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }

  private mutating func grow() {
    slots = [Slot](repeating: Self.free, count: slots.count * 2)
    for (number, key) in keys.enumerated() {
      let hash = hash(key)
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot].number >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Slot(tag: UInt32(truncatingIfNeeded: hash >> 32), number: Int32(number))
    }
  }
}

/// Numbers pairs of numbers in the order in which they are first seen.
struct PairInterner {
  private(set) var pairs: [(first: Int32, second: Int32)] = []
  /// The numbers of pairs whose first number is small, by the second; −1 where there is none.
  private var direct: [[Int32]] = []
  private static let mostDirect: Int32 = 16
  /// Open addressing; −1 where free.
  private var slots = [Int32](repeating: -1, count: 64)
  private let seed = UInt64.random(in: .min ... .max)

  /// How many numbers there are.
  var count: Int { pairs.count }

  /// The number of a pair; ``count`` before the call where it is new.
  mutating func number(_ first: Int32, _ second: Int32) -> Int32 {
    if first < Self.mostDirect {
      let row = Int(first)
      if row < direct.count, Int(second) < direct[row].count, direct[row][Int(second)] >= 0 {
        return direct[row][Int(second)]
      }
      return addDirect(row, Int(second))
    }
    var slot = place(first, second)
    while slots[slot] >= 0 {
      let known = pairs[Int(slots[slot])]
      if known.first == first, known.second == second { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(pairs.count)
    slots[slot] = number
    pairs.append((first, second))
    if 2 * pairs.count > slots.count { grow() }
    return number
  }

  private mutating func addDirect(_ first: Int, _ second: Int) -> Int32 {
    while direct.count <= first { direct.append([]) }
    if direct[first].count <= second {
      let missing = max(second + 1, 2 * direct[first].count) - direct[first].count
      direct[first] += [Int32](repeating: -1, count: missing)
    }
    direct[first][second] = Int32(pairs.count)
    pairs.append((Int32(first), Int32(second)))
    if 2 * pairs.count > slots.count { grow() }
    return Int32(pairs.count - 1)
  }

  private func place(_ first: Int32, _ second: Int32) -> Int {
    let word = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    return Int(truncatingIfNeeded: ByteInterner.mixed(seed ^ word)) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (number, pair) in pairs.enumerated() where pair.first >= Self.mostDirect {
      var slot = place(pair.first, pair.second)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
