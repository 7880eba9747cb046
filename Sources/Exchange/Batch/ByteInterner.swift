/// Numbers short byte strings in the order in which they are first seen.
struct ByteInterner {
  /// Where the bytes of each number begin; one more for the end of the last.
  private var starts: [Int] = [0]
  private var bytes: [UInt8] = []
  private var hashes: [UInt64] = []
  /// Open addressing; −1 where free.
  private var slots = [Int32](repeating: -1, count: 64)
  /// Nobody who writes a file can foresee which keys collide.
  private let seed = UInt64.random(in: .min ... .max)

  /// How many numbers there are.
  var count: Int { hashes.count }

  /// The bytes of a number.
  func bytes(_ number: Int32) -> ArraySlice<UInt8> {
    bytes[starts[Int(number)]..<starts[Int(number) + 1]]
  }

  /// The number of these bytes; ``count`` before the call where they are new.
  mutating func number(_ key: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = hash(key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = slots[slot]
      if hashes[Int(known)] == hash, isSame(known, key) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(hashes.count)
    slots[slot] = number
    hashes.append(hash)
    bytes.append(contentsOf: key)
    starts.append(bytes.count)
    if 2 * hashes.count > slots.count { grow() }
    return number
  }

  private func isSame(_ number: Int32, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[Int(number)]
    guard starts[Int(number) + 1] - start == key.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<key.count where bytes[start + index] != key[index] { return false }
      return true
    }
  }

  private func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: key.count)
    var index = 0
    let raw = UnsafeRawBufferPointer(key)
    while index + 8 <= key.count {
      hash = Self.mixed(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < key.count {
      rest = rest << 8 | UInt64(key[index])
      index += 1
    }
    return Self.mixed(hash ^ rest)
  }

  /// A product folded into itself, so that every bit reaches every other.
  @inline(__always)
  static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}

/// Numbers pairs of numbers in the order in which they are first seen.
struct PairInterner {
  private(set) var pairs: [(first: Int32, second: Int32)] = []
  /// Open addressing; −1 where free.
  private var slots = [Int32](repeating: -1, count: 64)
  private let seed = UInt64.random(in: .min ... .max)

  /// How many numbers there are.
  var count: Int { pairs.count }

  /// The number of a pair; ``count`` before the call where it is new.
  mutating func number(_ first: Int32, _ second: Int32) -> Int32 {
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

  private func place(_ first: Int32, _ second: Int32) -> Int {
    let word = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    return Int(truncatingIfNeeded: ByteInterner.mixed(seed ^ word)) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (number, pair) in pairs.enumerated() {
      var slot = place(pair.first, pair.second)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
