import Diagnostics
import Quantities

/// Makes rows of the tags of a worksheet.
final class SheetDelegate: XMLStreamDelegate {
  /// The most rows and columns of a sheet.
  static let (lastRow, lastColumn) = (1_048_576, 16_384)
  /// After so many faults a sheet is not read on.
  static let mostFaults = 200

  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let is1904: Bool
  private let origin: (Int, Int) -> Origin
  private let each: (SheetRow) -> Bool

  private(set) var findings: [Finding] = []
  private(set) var merges: [CellRange] = []

  private var row = SheetRow(number: 0, isHidden: false, cells: [])
  private var column = 0
  private var isInCell = false
  private var isOutside = false
  private var type: CellType = .number
  private var style = 0
  private var hasFormula = false
  private var hasValue = false
  private var value: [UInt8] = []
  private var inline: [UInt8] = []
  private var capture: Capture = .none
  private var isInReading = false

  private enum CellType {
    case number, shared, formulaText, inlineText, flag, error, isoDate
  }

  private enum Capture {
    case none, value, inline
  }

  init(
    strings: SharedStrings, formats: [NumberFormat], is1904: Bool,
    origin: @escaping (Int, Int) -> Origin, each: @escaping (SheetRow) -> Bool
  ) {
    self.strings = strings
    self.formats = formats
    self.is1904 = is1904
    self.origin = origin
    self.each = each
  }

  // MARK: Tags

  func start(_ tag: XMLTag) -> Bool {
    let name = tag.name
    if isInCell {
      if name.isNamed("v") {
        capture = .value
        hasValue = true
      } else if name.isNamed("f") {
        hasFormula = true
      } else if name.isNamed("t") {
        // Readings of characters are no content.
        capture = isInReading ? .none : .inline
      } else if name.isNamed("rPh") {
        isInReading = true
      }
      return true
    }
    if name.isNamed("c") { return startCell(tag) }
    if name.isNamed("row") { return startRow(tag) }
    if name.isNamed("mergeCell"), let text = tag["ref"] { merge(text) }
    return true
  }

  func text(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch capture {
    case .none: break
    case .value: value += bytes
    case .inline: inline += bytes
    }
    return true
  }

  func end(_ name: XMLName) -> Bool {
    if isInCell {
      if name.isNamed("c") {
        isInCell = false
        endCell()
        if findings.count < Self.mostFaults { return true }
        // What was read so far is not lost.
        if !row.cells.isEmpty { _ = each(row) }
        return false
      }
      if name.isNamed("rPh") { isInReading = false }
      capture = .none
      return true
    }
    guard name.isNamed("row") else { return true }
    let goesOn = row.cells.isEmpty || each(row)
    row.cells.removeAll(keepingCapacity: true)
    return goesOn
  }

  private func startRow(_ tag: XMLTag) -> Bool {
    let number = tag.bytes("r").flatMap { Self.number($0) } ?? row.number + 1
    guard number >= 1, number <= Self.lastRow else {
      add(.workbookOutside, row.number, 1, ["got": tag["r"] ?? ""])
      isOutside = true
      return true
    }
    isOutside = false
    row.number = number
    row.isHidden = tag.bytes("hidden").map { $0.count == 1 && $0[0] == 0x31 } ?? false
    row.cells.removeAll(keepingCapacity: true)
    column = 0
    return true
  }

  private func startCell(_ tag: XMLTag) -> Bool {
    isInCell = true
    hasFormula = false
    hasValue = false
    value.removeAll(keepingCapacity: true)
    inline.removeAll(keepingCapacity: true)
    type = Self.type(tag.bytes("t"))
    style = tag.bytes("s").flatMap { Self.number($0) } ?? 0
    guard let reference = tag.bytes("r") else {
      column += 1
      return true
    }
    guard let (row, column) = Self.place(reference), row == self.row.number || self.row.number == 0
    else {
      if !isOutside {
        add(.workbookOutside, self.row.number, self.column + 1, ["got": tag["r"] ?? ""])
      }
      self.column = Self.lastColumn + 1
      return true
    }
    self.column = column
    return true
  }

  private static func type(_ bytes: UnsafeBufferPointer<UInt8>?) -> CellType {
    guard let bytes, let first = bytes.first else { return .number }
    switch (first, bytes.count) {
    case (UInt8(ascii: "s"), 1): return .shared
    case (UInt8(ascii: "s"), _): return .formulaText
    case (UInt8(ascii: "i"), _): return .inlineText
    case (UInt8(ascii: "b"), _): return .flag
    case (UInt8(ascii: "e"), _): return .error
    case (UInt8(ascii: "d"), _): return .isoDate
    default: return .number
    }
  }

  // MARK: Cells

  private func endCell() {
    guard column <= Self.lastColumn, !isOutside, row.number > 0, let content = content() else {
      return
    }
    row.cells.append(
      SheetCell(row: row.number, column: column, content, isComputed: hasFormula))
  }

  private func content() -> SheetContent? {
    if type == .inlineText { return text(inline) }
    if value.isEmpty {
      // A formula whose result is an empty text has a value, if an empty one.
      if type == .formulaText, hasValue { return nil }
      return hasFormula ? .noResult : nil
    }
    switch type {
    case .shared:
      guard let index = Self.number(value), let bytes = strings[index] else {
        add(.workbookString, row.number, column, ["got": String(decoding: value, as: UTF8.self)])
        return nil
      }
      return text(bytes)
    case .formulaText, .inlineText: return text(value)
    case .flag: return .flag(value == [0x31] || value == Array("true".utf8))
    case .error: return .error(String(decoding: value, as: UTF8.self))
    case .isoDate: return isoDate() ?? text(value)
    case .number: return number()
    }
  }

  private func text(_ bytes: [UInt8]) -> SheetContent? {
    bytes.isEmpty ? nil : .text(EscapedText.decoded(String(decoding: bytes, as: UTF8.self)))
  }

  private func number() -> SheetContent? {
    let text = String(decoding: value, as: UTF8.self)
    guard let number = SheetNumber(stored: text) else {
      add(.workbookNumber, row.number, column, ["got": String(text.prefix(40))])
      return nil
    }
    switch style < formats.count ? formats[style] : .number(decimals: nil) {
    case .number(let decimals): return .number(number.padded(to: decimals))
    case .percent(let decimals): return .percent(number.timesHundred.padded(to: decimals))
    case .date: return date(text).map { .date($0, number) } ?? .number(number)
    case .month: return date(text).map { .month($0, number) } ?? .number(number)
    }
  }

  private func date(_ text: String) -> SheetDate? {
    Double(text).flatMap { SheetDate(serial: $0, is1904: is1904) }
  }

  /// A day in a file of the strict kind: `2024-03-05` with or without a time.
  private func isoDate() -> SheetContent? {
    let text = String(decoding: value, as: UTF8.self)
    guard let day = Day(text.prefix(10)) else { return nil }
    let date = SheetDate(day)
    return .date(date, SheetNumber(date.serial))
  }

  private func merge(_ text: String) {
    let ends = text.split(separator: ":").map { part in
      Array(part.utf8).withUnsafeBufferPointer { Self.place($0) }
    }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, merges.count < 100_000,
      first.0 <= last.0, first.1 <= last.1
    else { return }
    merges.append(
      CellRange(rows: (first.0 - 1)...(last.0 - 1), columns: (first.1 - 1)...(last.1 - 1)))
  }

  private func add(
    _ kind: FindingKind, _ row: Int, _ column: Int, _ arguments: [String: String]
  ) {
    guard findings.count < Self.mostFaults else { return }
    findings.append(Finding(kind, at: origin(max(1, row), column), arguments))
  }

  // MARK: References

  private static func number<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 10 else { return nil }
    var result = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      result = result * 10 + Int(byte - 0x30)
    }
    return result
  }

  /// Row and column of `C5`, from 1; nil where no sheet has such a cell.
  private static func place(_ bytes: UnsafeBufferPointer<UInt8>) -> (Int, Int)? {
    var column = 0
    var index = 0
    while index < bytes.count, index < 4 {
      let byte = bytes[index] & 0xDF
      guard (0x41...0x5A).contains(byte) else { break }
      column = column * 26 + Int(byte - 0x40)
      index += 1
    }
    guard index > 0, column <= lastColumn, let row = number(bytes[index...]),
      row >= 1, row <= lastRow
    else { return nil }
    return (row, column)
  }
}

extension FindingKind {
  static let workbookOutside = FindingKind(
    "workbook.outside", .error, zh: "单元格“{got}”不在工作表的范围之内（最多 1,048,576 行、16,384 列），没有读入",
    en: "the cell “{got}” lies outside a sheet of 1,048,576 rows and 16,384 columns; not read")
  static let workbookString = FindingKind(
    "workbook.string", .error, zh: "此格指向的文本 {got} 不在文件里，没有读入；请在 Excel 或 WPS 中打开后重新保存",
    en: "the text {got} of this cell is missing; open the file in a spreadsheet and save it again")
  static let workbookNumber = FindingKind(
    "workbook.number", .error, zh: "此格存的“{got}”不是数值，没有读入",
    en: "the stored “{got}” of this cell is not a number; not read")
}
