import Glibc

/// Turns the blocks of a file into UTF-8 and finds out which encoding they have.
///
/// A file counts as UTF-8 as long as it can be; only where its first block with other characters
/// than ASCII is not UTF-8 it is tried as GB 18030.
struct CSVDecoder: ~Copyable {
  /// What became of a block.
  enum Progress: Equatable {
    case decoded
    /// The bytes up to here are decoded; the next ones belong to no character.
    case invalid
    /// A byte order mark of UTF-16.
    case foreign
  }

  private(set) var encoding: CSVEncoding?
  private var isAtStart = true
  /// Bytes of a character whose rest is in the next block.
  private var pending: [UInt8] = []
  private var converter: iconv_t?

  init(_ encoding: CSVEncoding?) { self.encoding = encoding }

  deinit {
    if let converter { iconv_close(converter) }
  }

  /// Appends the characters of a block to `output`.
  mutating func decode(
    _ block: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8]
  ) -> Progress {
    pending += block
    if isAtStart, pending.starts(with: [0xFF, 0xFE]) || pending.starts(with: [0xFE, 0xFF]) {
      return .foreign
    }
    if isAtStart, pending.count < 3, !isLast { return .decoded }
    if isAtStart, pending.starts(with: [0xEF, 0xBB, 0xBF]) {
      pending.removeFirst(3)
      encoding = encoding ?? .utf8
    }
    isAtStart = false
    switch encoding {
    case .utf8: return decodeUTF8(isLast, &output)
    case .gb18030: return decodeGB18030(isLast, &output)
    case nil: return decide(isLast, &output)
    }
  }

  private mutating func decide(_ isLast: Bool, _ output: inout [UInt8]) -> Progress {
    let valid = Self.validPrefix(pending)
    guard valid.others > 0 || valid.count < pending.count else {
      output += pending
      pending.removeAll(keepingCapacity: true)
      return .decoded
    }
    let isCut = !isLast && Self.isCutCharacter(pending[valid.count...])
    if isCut, valid.others == 0 {
      // The first half of a character says nothing yet.
      output += pending[..<valid.count]
      pending.removeFirst(valid.count)
      return .decoded
    }
    // UTF-8 is often valid GB 18030 too (名 reads as 鍚…), so a file that turns out mixed must not
    // become nonsense; three Chinese characters in a row of bytes are no accident.
    if valid.count == pending.count || isCut || valid.long >= 3 {
      encoding = .utf8
      return decodeUTF8(isLast, &output)
    }
    let (start, kept) = (output.count, pending)
    if decodeGB18030(isLast, &output) == .decoded {
      encoding = .gb18030
      return .decoded
    }
    // Neither fits: report the place in the encoding that files should have.
    output.removeSubrange(start...)
    pending = kept
    encoding = .utf8
    return decodeUTF8(isLast, &output)
  }

  private mutating func decodeUTF8(_ isLast: Bool, _ output: inout [UInt8]) -> Progress {
    let valid = Self.validPrefix(pending).count
    output += pending[..<valid]
    pending.removeFirst(valid)
    return pending.isEmpty || !isLast && Self.isCutCharacter(pending[...]) ? .decoded : .invalid
  }

  private mutating func decodeGB18030(_ isLast: Bool, _ output: inout [UInt8]) -> Progress {
    if converter == nil { converter = iconv_open("UTF-8", "GB18030") }
    guard let converter, converter != iconv_t(bitPattern: -1) else { return .invalid }
    let start = output.count
    output += repeatElement(0, count: pending.count * 3 + 16)
    var consumed = 0
    var produced = 0
    let failure: Int32 = pending.withUnsafeMutableBytes { input in
      output.withUnsafeMutableBytes { result in
        var source = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var sourceLeft = input.count
        var target = (result.baseAddress?.assumingMemoryBound(to: CChar.self)).map { $0 + start }
        var targetLeft = result.count - start
        let code = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
        let problem = code == -1 ? errno : 0
        consumed = input.count - sourceLeft
        produced = result.count - start - targetLeft
        return problem
      }
    }
    output.removeSubrange((start + produced)...)
    pending.removeFirst(consumed)
    return failure == 0 || failure == EINVAL && !isLast ? .decoded : .invalid
  }

  // MARK: UTF-8

  /// How many bytes at the start are whole, valid characters; how many are not ASCII, and how
  /// many of these take three bytes or four.
  private static func validPrefix(_ bytes: [UInt8]) -> (count: Int, others: Int, long: Int) {
    bytes.withUnsafeBytes { buffer in
      var index = 0
      var others = 0
      var long = 0
      while index < buffer.count {
        if buffer[index] < 0x80 {
          index += 1
          while index + 8 <= buffer.count,
            buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
              & 0x8080_8080_8080_8080 == 0
          { index += 8 }
          continue
        }
        let length = characterLength(buffer, index)
        if length == 0 { return (index, others, long) }
        others += 1
        if length > 2 { long += 1 }
        index += length
      }
      return (index, others, long)
    }
  }

  /// The length of the character at an index, which is not ASCII; 0 where there is none.
  private static func characterLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    let lead = bytes[index]
    let length: Int
    switch lead {
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return 0
    }
    guard index + length <= bytes.count else { return 0 }
    for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    return isSecond(bytes[index + 1], after: lead) ? length : 0
  }

  /// Whether a second byte makes a character neither too long, a surrogate nor beyond Unicode.
  private static func isSecond(_ byte: UInt8, after lead: UInt8) -> Bool {
    switch lead {
    case 0xE0: byte >= 0xA0
    case 0xED: byte < 0xA0
    case 0xF0: byte >= 0x90
    case 0xF4: byte < 0x90
    default: byte & 0xC0 == 0x80
    }
  }

  /// Whether the bytes are the beginning of one character, as at the end of a block.
  private static func isCutCharacter(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let lead = bytes.first, bytes.count < 4 else { return false }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard (0xC2..<0xF5).contains(lead), bytes.count < length else { return false }
    let rest = bytes.dropFirst()
    guard rest.allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
    return rest.first.map { isSecond($0, after: lead) } ?? true
  }
}
