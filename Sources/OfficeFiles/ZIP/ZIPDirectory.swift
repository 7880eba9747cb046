/// The list of entries at the end of a ZIP container, read before anything is unpacked.
///
/// - Source: PKWARE APPNOTE 6.3.10, 4.3.12 to 4.3.16 and 4.5.3.
struct ZIPDirectory {
  /// One entry as the directory states it; the statements are checked again while unpacking.
  struct Entry: Hashable {
    /// The name with plain slashes.
    var name: String
    /// Bytes in the container.
    var packed: Int
    /// Bytes after unpacking.
    var unpacked: Int
    /// Where its local header stands.
    var offset: Int
    /// Whether it needs a password.
    var isEncrypted: Bool
    /// 0 stored, 8 deflated.
    var method: Int
  }

  /// Why a directory was not read.
  enum Problem: Error, Hashable {
    /// No end record: another format, or cut off.
    case noEnd
    /// Records overlap, leave the file or contradict each other.
    case damaged
    /// More entries than allowed.
    case tooMany(Int)
  }

  var entries: [Entry]
  /// Where the directory begins; the entries lie before it.
  var start: Int

  init(_ source: ByteSource, limit: Int) throws(Problem) {
    let tailStart = max(0, source.count - 65_557)
    let tail = source.bytes(tailStart..<source.count)
    guard let end = Self.endRecord(tail) else { throw .noEnd }
    var count = Self.number(tail, end + 10, 2)
    var size = Self.number(tail, end + 12, 4)
    var start = Self.number(tail, end + 16, 4)
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      guard let wide = Self.wideEnd(source, locator: tailStart + end - 20) else { throw .damaged }
      (count, size, start) = wide
    }
    if count > limit { throw .tooMany(count) }
    guard start >= 0, size >= 0, size <= 64 << 20, start <= source.count,
      size <= source.count - start
    else { throw .damaged }
    self.start = start
    entries = []
    let bytes = source.bytes(start..<(start + size))
    var position = 0
    for _ in 0..<count {
      guard let (entry, length) = Self.entry(bytes, position), entry.offset < start,
        entry.packed >= 0, entry.unpacked >= 0, entry.packed <= start - entry.offset
      else { throw .damaged }
      entries.append(entry)
      position += length
    }
  }

  /// The place of the end record, searched from the end: a remark may stand behind it.
  private static func endRecord(_ tail: [UInt8]) -> Int? {
    guard tail.count >= 22 else { return nil }
    return stride(from: tail.count - 22, through: 0, by: -1).first { place in
      tail[place] == 0x50 && tail[place + 1] == 0x4B && tail[place + 2] == 5
        && tail[place + 3] == 6 && place + 22 + number(tail, place + 20, 2) <= tail.count
    }
  }

  /// Count, size and start out of the records for large containers.
  private static func wideEnd(_ source: ByteSource, locator: Int) -> (Int, Int, Int)? {
    guard locator >= 0 else { return nil }
    let found = source.bytes(locator..<(locator + 20))
    guard found.count == 20, number(found, 0, 4) == 0x0706_4B50 else { return nil }
    let place = number(found, 8, 8)
    guard place >= 0, place < source.count else { return nil }
    let record = source.bytes(place..<min(source.count, place + 56))
    guard record.count == 56, number(record, 0, 4) == 0x0606_4B50 else { return nil }
    return (number(record, 32, 8), number(record, 40, 8), number(record, 48, 8))
  }

  private static func entry(_ bytes: [UInt8], _ place: Int) -> (Entry, Int)? {
    guard place + 46 <= bytes.count, number(bytes, place, 4) == 0x0201_4B50 else { return nil }
    let nameLength = number(bytes, place + 28, 2)
    let extraLength = number(bytes, place + 30, 2)
    let length = 46 + nameLength + extraLength + number(bytes, place + 32, 2)
    guard place + length <= bytes.count else { return nil }
    let name = String(
      decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self)
    var entry = Entry(
      name: String(name.map { $0 == "\\" ? "/" : $0 }), packed: number(bytes, place + 20, 4),
      unpacked: number(bytes, place + 24, 4), offset: number(bytes, place + 42, 4),
      isEncrypted: number(bytes, place + 8, 2) & 1 != 0, method: number(bytes, place + 10, 2))
    let extra = (place + 46 + nameLength)..<(place + 46 + nameLength + extraLength)
    widen(&entry, Array(bytes[extra]))
    return (entry, length)
  }

  /// Takes 64-bit sizes out of the extra fields where the 32-bit ones are full.
  private static func widen(_ entry: inout Entry, _ extra: [UInt8]) {
    var place = 0
    while place + 4 <= extra.count {
      let (id, size) = (number(extra, place, 2), number(extra, place + 2, 2))
      let end = min(extra.count, place + 4 + size)
      if id == 1 {
        var next = place + 4
        func take(_ value: inout Int) {
          guard value == 0xFFFF_FFFF, next + 8 <= end else { return }
          value = number(extra, next, 8)
          next += 8
        }
        take(&entry.unpacked)
        take(&entry.packed)
        take(&entry.offset)
      }
      place += 4 + size
    }
  }

  /// A little-endian number; one that does not fit is negative and refused.
  private static func number(_ bytes: [UInt8], _ place: Int, _ length: Int) -> Int {
    var result: UInt64 = 0
    for index in 0..<length { result |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    return Int(truncatingIfNeeded: result)
  }
}
