extension BigInt {
  /// Reads decimal digits after an optional `+`, `-` or `−`; nil for anything else.
  ///
  /// At most 10,000 characters are read.
  public init?(_ text: some StringProtocol) {
    var bytes = DecimalBytes(text)
    guard bytes.remaining <= 10_000 else { return nil }
    let negative = bytes.takeSign()
    guard let digits = bytes.takeDigits(), bytes.isAtEnd else { return nil }
    self.init(negative: negative, digits: digits)
  }

  /// Makes a number of ASCII digits.
  init(negative: Bool, digits: ArraySlice<UInt8>) {
    var limbs: [UInt64] = []
    var chunk: UInt64 = 0
    var count = 0
    for digit in digits {
      chunk = chunk * 10 + UInt64(digit - 0x30)
      count += 1
      if count == 19 {
        Limbs.multiplyAdd(&limbs, Decimals.powerOfTen(19), chunk)
        (chunk, count) = (0, 0)
      }
    }
    if count > 0 { Limbs.multiplyAdd(&limbs, Decimals.powerOfTen(count), chunk) }
    self.init(negative: negative, limbs: limbs)
  }

  /// The decimal digits of the magnitude.
  var digits: String {
    if limbs.isEmpty { return "0" }
    var chunks: [UInt64] = []
    var rest = limbs
    while !rest.isEmpty { chunks.append(Limbs.divide(&rest, by: Decimals.powerOfTen(19))) }
    var text = String(chunks[chunks.count - 1])
    for chunk in chunks.dropLast().reversed() {
      let part = String(chunk)
      text += String(repeating: "0", count: 19 - part.utf8.count) + part
    }
    return text
  }
}

extension BigInt: CustomStringConvertible {
  /// Decimal digits, after `-` where negative.
  public var description: String { isNegative ? "-" + digits : digits }
}

/// A reader of the bytes of a number.
struct DecimalBytes {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }
  var remaining: Int { bytes.count - position }

  /// Takes `+`, `-` or `−` (U+2212); whether it was a minus.
  mutating func takeSign() -> Bool {
    if take(0x2B) { return false }
    if take(0x2D) { return true }
    if remaining >= 3, bytes[position] == 0xE2, bytes[position + 1] == 0x88,
      bytes[position + 2] == 0x92
    {
      position += 3
      return true
    }
    return false
  }

  /// Takes one byte if it is next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Takes ASCII digits; nil where there is none.
  mutating func takeDigits() -> ArraySlice<UInt8>? {
    let start = position
    while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
      position += 1
    }
    return position > start ? bytes[start..<position] : nil
  }
}
