/// The texts of a column, each different text stored once.
///
/// Columns hold few different texts many times over: fuels, airports, purposes. Kernels compare
/// and look up the codes, which are integers, and touch the texts themselves once for each code.
public struct Texts: Sendable {
  /// The different texts, in order of first use; perhaps some that no element has.
  public private(set) var pool: [String]
  /// For each element the place of its text in ``pool``.
  public private(set) var codes: [Int32]

  /// Makes a column of codes.
  ///
  /// - Precondition: the pool holds no text twice, and every code lies in it.
  public init(pool: [String], codes: [Int32]) {
    self.pool = pool
    self.codes = codes
  }

  /// Makes a column of texts.
  public init(_ texts: some Sequence<String>) {
    var places: [String: Int32] = [:]
    pool = []
    codes = []
    codes.reserveCapacity(texts.underestimatedCount)
    for text in texts {
      // Neighbours are often alike.
      if let last = codes.last, pool[Int(last)] == text {
        codes.append(last)
        continue
      }
      let code = places[text] ?? Int32(pool.count)
      if Int(code) == pool.count {
        places[text] = code
        pool.append(text)
      }
      codes.append(code)
    }
  }

  /// Makes a column that holds one text everywhere.
  public init(repeating text: String, count: Int) {
    pool = [text]
    codes = [Int32](repeating: 0, count: count)
  }

  /// The same texts with codes of another pool, which is lengthened by what it lacks.
  public func coded(in other: inout [String]) -> [Int32] {
    if pool == other { return codes }
    var places = Dictionary(
      other.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    let translated = pool.map { text in
      if let place = places[text] { return place }
      let place = Int32(other.count)
      places[text] = place
      other.append(text)
      return place
    }
    return codes.map { translated[Int($0)] }
  }
}

extension Texts: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }
  /// How many elements there are.
  public var endIndex: Int { codes.count }
  /// One text.
  public subscript(index: Int) -> String { pool[Int(codes[index])] }
}

extension Texts: ExpressibleByArrayLiteral {
  /// Makes a column of texts.
  public init(arrayLiteral elements: String...) { self.init(elements) }
}
