/// A cell as it was read.
public struct SheetCell: Hashable, Sendable {
  /// The row, from 1.
  public var row: Int
  /// The column, from 1.
  public var column: Int
  /// What it holds.
  public var content: SheetContent
  /// Whether the content is the stored result of a formula.
  public var isComputed: Bool

  /// Makes a cell.
  public init(row: Int, column: Int, _ content: SheetContent, isComputed: Bool = false) {
    self.row = row
    self.column = column
    self.content = content
    self.isComputed = isComputed
  }

  /// Letters and number: `C5`.
  public var name: String { CellName.cell(row: row - 1, column: column - 1) }
}

/// What a cell holds.
public enum SheetContent: Hashable, Sendable {
  /// A text.
  case text(String)
  /// A number: the shortest decimal that means the stored double.
  case number(SheetNumber)
  /// A number that shows as a percentage, already times 100.
  case percent(SheetNumber)
  /// Yes or no.
  case flag(Bool)
  /// A number that shows as a day, with the number.
  case date(SheetDate, SheetNumber)
  /// A number that shows as a month: its first day most often.
  case month(SheetDate, SheetNumber)
  /// An error of the spreadsheet: `#DIV/0!`.
  case error(String)
  /// A formula that no spreadsheet has computed yet.
  case noResult

  /// The content as people would type it.
  public var text: String {
    switch self {
    case .text(let text), .error(let text): text
    case .number(let number): number.digits
    case .percent(let number): number.digits + "%"
    case .flag(let flag): flag ? "TRUE" : "FALSE"
    case .date(let date, _): date.text
    case .month(let date, _): String(date.text.prefix(7))
    case .noResult: ""
    }
  }
}

/// A number of a spreadsheet: a binary double, written as a decimal.
public struct SheetNumber: Hashable, Sendable {
  /// The shortest decimal whose nearest double is the stored one: `0.57` for what Excel stores as
  /// `0.56999999999999995`. Without exponent; zeros at the end are those that the cell shows.
  public var digits: String
  /// Whether it has more than 15 significant digits, which spreadsheets do not show and which
  /// most often come from computing in binary.
  public var isLong: Bool

  /// The number of a text as a spreadsheet stores it; nil where it is none or not finite.
  init?(stored text: String) {
    if let plain = Self.plain(text.utf8) {
      self.init(digits: plain, isLong: false)
    } else {
      guard let double = Double(text), double.isFinite else { return nil }
      self.init(double)
    }
  }

  private init(digits: String, isLong: Bool) {
    self.digits = digits
    self.isLong = isLong
  }

  /// The shortest decimal of a double.
  init(_ double: Double) {
    let parts = double.magnitude.description.split(separator: "e")
    let mantissa = parts.first ?? "0"
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let pieces = mantissa.split(separator: ".")
    let whole = pieces.first.map(String.init) ?? "0"
    let fraction = pieces.count > 1 && pieces[1] != "0" ? String(pieces[1]) : ""
    let magnitude = Self.shifted(whole + fraction, point: whole.utf8.count + exponent)
    digits = double < 0 && magnitude != "0" ? "-" + magnitude : magnitude
    let significant = digits.utf8.filter { (0x30...0x39).contains($0) }.drop { $0 == 0x30 }
    isLong = (Self.withoutZeros(Array(significant), isFraction: digits.contains("."))) > 15
  }

  /// The number times 100.
  var timesHundred: SheetNumber {
    let isNegative = digits.hasPrefix("-")
    let magnitude = isNegative ? digits.dropFirst() : digits[...]
    let pieces = magnitude.split(separator: ".")
    let whole = pieces.first.map(String.init) ?? "0"
    let fraction = pieces.count > 1 ? String(pieces[1]) : ""
    var result = self
    let moved = Self.shifted(whole + fraction, point: whole.utf8.count + 2)
    result.digits = isNegative && moved != "0" ? "-" + moved : moved
    return result
  }

  /// The number with as many decimals as the cell shows, if it shows more than there are.
  func padded(to decimals: Int?) -> SheetNumber {
    guard let decimals, decimals > 0, decimals <= 15 else { return self }
    let own = digits.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    guard own < decimals else { return self }
    var result = self
    result.digits += (own == 0 ? "." : "") + String(repeating: "0", count: decimals - own)
    return result
  }

  /// Digits with the point at a place, without zeros that say nothing.
  private static func shifted(_ digits: String, point: Int) -> String {
    var whole: String
    var fraction: String
    if point <= 0 {
      (whole, fraction) = ("0", String(repeating: "0", count: -point) + digits)
    } else if point >= digits.utf8.count {
      (whole, fraction) = (digits + String(repeating: "0", count: point - digits.utf8.count), "")
    } else {
      (whole, fraction) = (String(digits.prefix(point)), String(digits.dropFirst(point)))
    }
    whole = String(whole.drop { $0 == "0" })
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
  }

  private static func withoutZeros(_ digits: [UInt8], isFraction: Bool) -> Int {
    if isFraction { return digits.count }
    return digits.count - digits.reversed().prefix { $0 == 0x30 }.count
  }

  /// A plain decimal of at most 15 digits: it is its own shortest decimal. Nil for other texts.
  private static func plain(_ bytes: String.UTF8View) -> String? {
    var digits = 0
    var point: Int?
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2E where point == nil && digits > 0: point = digits
      case 0x2D where index == 0: continue
      default: return nil
      }
    }
    guard digits > 0, digits <= 15, point != digits else { return nil }
    let isNegative = bytes.first == 0x2D
    let figures = bytes.filter { (0x30...0x39).contains($0) }
    let magnitude = shifted(String(decoding: figures, as: UTF8.self), point: point ?? digits)
    return isNegative && magnitude != "0" ? "-" + magnitude : magnitude
  }
}

/// A row as it was read.
public struct SheetRow: Sendable {
  /// The number, from 1.
  public var number: Int
  /// Whether it is hidden, by hand or by a filter.
  public var isHidden: Bool
  /// The cells that hold something, from left to right.
  public var cells: [SheetCell]
}
