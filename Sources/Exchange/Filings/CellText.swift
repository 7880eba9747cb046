import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Values as they stand in the cells of tables.
enum CellText {
  /// A day: `2024-03-05`, `2024/3/5`, `2024年3月5日`, or a spreadsheet's serial number.
  ///
  /// - Source: ECMA-376-1, 18.17.4.1: serial 1 is 1900-01-01, and 1900-02-29, which never was,
  ///   has a number of its own.
  static func day(_ text: String) -> (day: Day, isSerial: Bool)? {
    if let day = Day(text) { return (day, false) }
    if let serial = serial(text) { return (serial, true) }
    let parts = numbers(text)
    guard parts.count == 3 else { return nil }
    return Day(year: parts[0], month: parts[1], day: parts[2]).map { ($0, false) }
  }

  /// A day, with a remark where a spreadsheet had made a number of it.
  static func day(_ text: String, at place: Origin, findings: inout FindingList) -> Day? {
    guard let (day, isSerial) = day(text) else { return nil }
    if isSerial {
      findings.append(
        Finding(.filingSerialDate, at: place, ["got": text, "day": day.description]))
    }
    return day
  }

  /// A day that has to be one.
  static func requiredDay(_ text: String, at place: Origin, findings: inout FindingList) -> Day? {
    let day = day(text, at: place, findings: &findings)
    if day == nil { findings.append(Finding(.filingDate, at: place, ["got": text])) }
    return day
  }

  /// A day between 1954 and 2064 as a whole number.
  private static func serial(_ text: String) -> Day? {
    guard text.utf8.count == 5, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int32(text), (20_000...60_000).contains(number)
    else { return nil }
    return Day(year: 1899, month: 12, day: 30)?.advanced(by: Int(number))
  }

  /// A period in canonical spelling: `2024-03` for `2024/3`, `2024年3月`; nil where it is none.
  static func period(_ text: String) -> (name: String, isSerial: Bool)? {
    if CellAddress.isPeriod(text) || Period(text) != nil { return (text, false) }
    if let day = serial(text), day.day == 1 { return (day.yearMonth.description, true) }
    if let month = shortMonth(text) { return (month.description, false) }
    let parts = numbers(text)
    switch parts.count {
    case 1 where text.hasSuffix("年"):
      return parts[0] > 999 ? (String(parts[0]), false) : nil
    case 2: return YearMonth(year: parts[0], month: parts[1]).map { ($0.description, false) }
    case 3:
      return Day(year: parts[0], month: parts[1], day: parts[2]).map { ($0.description, false) }
    default: return nil
    }
  }

  /// What a spreadsheet makes of a month that it takes for a date: `Jan-23`.
  private static func shortMonth(_ text: String) -> YearMonth? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = months.firstIndex(of: parts[0].lowercased()),
      parts[1].count == 2 || parts[1].count == 4, let year = Int(parts[1]), year >= 0
    else { return nil }
    return YearMonth(year: parts[1].count == 2 ? 2000 + year : year, month: month + 1)
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The numbers of a date with whatever usually stands between them; empty for anything else.
  private static func numbers(_ text: String) -> [Int] {
    guard text.unicodeScalars.allSatisfy({ "0123456789-/.年月日".unicodeScalars.contains($0) })
    else { return [] }
    return text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
  }

  /// A plain decimal number of at most 18 digits; nil for anything else, which takes longer.
  static func plain(_ bytes: ArraySlice<UInt8>) -> (value: Rational, decimals: Int)? {
    digits(bytes).map { (CellTable.number($0.integer, $0.decimals), $0.decimals) }
  }

  /// The digits of a plain decimal number without its point, and how many stand behind it.
  static func digits(_ bytes: ArraySlice<UInt8>) -> (integer: Int64, decimals: Int)? {
    guard bytes.count <= 19 else { return nil }
    return bytes.withUnsafeBufferPointer { digits($0) }
  }

  private static func digits(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (integer: Int64, decimals: Int)? {
    var integer = 0
    var digits = 0
    var decimals = 0
    var hasPoint = false
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39:
        integer = integer * 10 + Int(byte - 0x30)
        digits += 1
        if hasPoint { decimals += 1 }
      case 0x2E where !hasPoint && digits > 0: hasPoint = true
      case 0x2D where index == 0: continue
      default: return nil
      }
    }
    guard digits > 0, digits <= CellTable.mostDecimals, hasPoint == (decimals > 0) else {
      return nil
    }
    return (Int64(bytes.first == 0x2D ? -integer : integer), decimals)
  }

  /// How many decimals a canonical number text has; an exponent moves them.
  static func decimals(_ digits: String) -> Int {
    let parts = digits.split(whereSeparator: { $0 == "e" || $0 == "E" })
    let fraction = parts.first?.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    let exponent = parts.dropFirst().first.flatMap { Int($0) } ?? 0
    return max(0, fraction - exponent)
  }

  /// A value of a list, in the spelling of cases; text that would read as something else is quoted.
  static func value(_ text: String, at origin: Origin, findings: inout FindingList) -> CellValue? {
    if text.unicodeScalars.first == "\"", restored(text) != text { return .text(restored(text)) }
    let value = ValueText.value(text)
    guard case .text = value, let first = text.unicodeScalars.first,
      first.properties.numericType != nil || "-−+＋－.".unicodeScalars.contains(first)
    else { return value }
    if let (day, isSerial) = day(text), !isSerial { return .date(day) }
    let reading = NumberText.read(text, at: origin)
    guard case .number(let number, let digits, let unit) = reading.content else { return value }
    for finding in reading.findings { findings.append(finding) }
    return .number(number, decimals: decimals(digits), unit: unit)
  }

  /// The spelling that ``value(_:at:findings:)`` reads back.
  static func spelled(_ value: CellValue) -> String {
    switch value {
    case .number(let number, let decimals, _): return number.text(decimals: decimals)
    case .substituted(let number, _, _): return number.description
    case .flag(let flag): return flag ? "yes" : "no"
    case .date(let day): return day.description
    case .notOccurring: return "不涉及"
    case .text(let text):
      var none = FindingList()
      let isPlain =
        text != "不涉及" && Self.value(text, at: .none, findings: &none) == value
      return isPlain ? spelled(text) : quoted(text)
    }
  }

  /// A text that stands in a cell for itself; in quotation marks where blanks, an apostrophe or
  /// quotation marks of its own would be taken away.
  static func spelled(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text == text.trimmed && text.unicodeScalars.first != "\""
      && CSVWriter.restored(text) == text && !text.unicodeScalars.contains("\r")
    return isPlain ? text : quoted(text)
  }

  /// Texts that stand on lines of their own in one cell.
  static func spelled(_ texts: [String]) -> String {
    texts.map { text in
      let spelled = spelled(text)
      return spelled == text && text.unicodeScalars.contains("\n") ? quoted(text) : spelled
    }.joined(separator: "\n")
  }

  /// The text that ``spelled(_:)-swift.type.method`` was given.
  static func restored(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isQuoted = scalars.count >= 2 && scalars.first == "\"" && scalars.last == "\""
    return isQuoted ? unquoted(text) : text
  }

  private static func quoted(_ text: String) -> String {
    // A line break of its own would be taken for the end of a text in a list of texts.
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func unquoted(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars.dropFirst().dropLast() {
      if !isEscaped, scalar == "\\" {
        isEscaped = true
        continue
      }
      switch scalar {
      case "n" where isEscaped: result.unicodeScalars.append("\n")
      case "r" where isEscaped: result.unicodeScalars.append("\r")
      default: result.unicodeScalars.append(scalar)
      }
      isEscaped = false
    }
    return result
  }
}
