/// The different keys of one column, each decoded and looked over once.
struct KeyPool {
  /// What a key is good for.
  enum Use: Equatable {
    /// It names something.
    case name
    /// Nothing stands there.
    case blank
    /// The line is a sum of others.
    case total
    /// The bytes are no UTF-8.
    case undecodable
    /// The table that names are picked from does not have it.
    case unknown
  }

  private var interner = ByteInterner()
  /// For each spelling the number of the key that it means.
  private var meanings: [Int32] = []
  private(set) var texts: [String] = []
  private(set) var uses: [Use] = []
  /// Tells whether a name is known where names are picked from a table.
  private let isKnown: @Sendable (String) -> Bool

  init(isKnown: @escaping @Sendable (String) -> Bool = { _ in true }) { self.isKnown = isKnown }

  /// How many numbers there are.
  var count: Int { texts.count }

  /// The number of the key that these bytes spell, blanks at their ends left out.
  mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    let spelling = interner.number(bytes)
    if Int(spelling) < meanings.count { return meanings[Int(spelling)] }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return add(String(decoding: bytes, as: UTF8.self), .undecodable)
    }
    let plain = CSVWriter.restored(text).trimmed
    guard plain != text else {
      return add(
        text,
        text.isEmpty ? .blank : LineWords.isTotal(text) ? .total : isKnown(text) ? .name : .unknown)
    }
    // Another spelling of a key that has a number of its own.
    meanings.append(-1)
    texts.append(plain)
    uses.append(.blank)
    let meaning = Array(plain.utf8).withUnsafeBufferPointer { number($0) }
    meanings[Int(spelling)] = meaning
    return meaning
  }

  /// The number of a key that stands nowhere.
  mutating func number(ofText text: String) -> Int32 {
    Array(text.utf8).withUnsafeBufferPointer { number($0) }
  }

  /// What a key is good for that is not kept.
  static func use(of bytes: UnsafeBufferPointer<UInt8>) -> Use {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .undecodable }
    let plain = CSVWriter.restored(text).trimmed
    return plain.isEmpty ? .blank : LineWords.isTotal(plain) ? .total : .name
  }

  private mutating func add(_ text: String, _ use: Use) -> Int32 {
    let number = Int32(meanings.count)
    meanings.append(number)
    texts.append(text)
    uses.append(use)
    return number
  }
}
