/// A cell to be written into a CSV table.
public enum CSVCell: Hashable, Sendable {
  /// A text; one that a spreadsheet would run as a formula gets an apostrophe in front.
  case text(String)
  /// A decimal number such as `-12.50`; anything else is written as a text.
  case number(String)
  /// Nothing.
  case empty
}

/// Writes tables in CSV (RFC 4180), UTF-8, lines ended by CR LF.
public struct CSVWriter: Sendable {
  /// What has been written so far, in UTF-8.
  public private(set) var bytes: [UInt8]
  private let separator: UInt8

  /// Makes a writer.
  ///
  /// - Parameter marked: Whether the file begins with a byte order mark, without which Excel takes
  ///   UTF-8 for GBK.
  public init(marked: Bool = true, separator: Separator = .comma) {
    bytes = marked ? [0xEF, 0xBB, 0xBF] : []
    self.separator = separator.rawValue
  }

  /// What stands between two cells.
  public enum Separator: UInt8, Sendable, CaseIterable {
    /// `,`
    case comma = 0x2C
    /// `;`
    case semicolon = 0x3B
    /// A tab.
    case tab = 0x09
  }

  /// Adds a row.
  public mutating func add(_ cells: [CSVCell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      add(cell, isOnly: cells.count == 1)
    }
    bytes += [0x0D, 0x0A]
  }

  /// Adds a row that no spreadsheet will open: texts stay as they are.
  mutating func addAsIs(_ cells: [CSVCell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      if case .text(let text) = cell { add(text, isOnly: cells.count == 1) }
    }
    bytes += [0x0D, 0x0A]
  }

  /// Takes what has been written so far, so that long tables can be written in pieces.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func add(_ cell: CSVCell, isOnly: Bool) {
    switch cell {
    case .empty:
      // A row of one empty cell would be a blank line, which readers pass over.
      if isOnly { bytes += [0x22, 0x22] }
    case .number(let digits) where Self.isNumber(digits): bytes += digits.utf8
    case .number(let text), .text(let text): add(Self.neutralised(text), isOnly: isOnly)
    }
  }

  private mutating func add(_ text: String, isOnly: Bool) {
    let needsQuotes =
      text.utf8.contains { $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == separator }
      || text.utf8.first == 0x20 || text.utf8.last == 0x20 || text.isEmpty && isOnly
    if !needsQuotes {
      bytes += text.utf8
      return
    }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = digits.first, (0x30...0x39).contains(first) else { return false }
    return digits.allSatisfy {
      (0x30...0x39).contains($0) || [0x2E, 0x2D, 0x2B, 0x45, 0x65].contains($0)
    }
  }

  // MARK: Formula injection

  /// What makes a spreadsheet take a text for a formula; tab and CR because they are passed over.
  private static let triggers: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠",
  ]

  /// The text with an apostrophe in front where a spreadsheet would run it as a formula.
  public static func neutralised(_ text: String) -> String {
    text.unicodeScalars.first.map(triggers.contains) == true ? "'" + text : text
  }

  /// The text without the apostrophe that ``neutralised(_:)`` puts in front.
  public static func restored(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.first == "'", let second = scalars.dropFirst().first, triggers.contains(second)
    else { return text }
    return String(scalars.dropFirst())
  }
}
