import Accounting
import Diagnostics
import Quantities
import RulePlan

// The values of a line.
extension SheetReader {
  mutating func value(
    _ bytes: ArraySlice<UInt8>, _ index: Int, _ column: ValueColumn, _ line: Line, _ row: Int,
    _ findings: inout FindingList
  ) {
    let content: CellTable.Content?
    if column.kind == .number {
      content = number(bytes, column, line, origin(row, index + 1), &findings)
    } else {
      content = text(bytes, index, column.kind, row, &findings)
    }
    guard let content else { return }
    if column.readsMonths, let period = line.period, period.month != period.place,
      periods.lastFirstDay != row
    {
      periods.lastFirstDay = row
      findings.append(
        Finding(
          .filingFirstDay, at: origin(row, line.periodColumn),
          [
            "got": table.periods[Int(period.place)], "month": table.periods[Int(period.month)],
          ]))
    }
    table.append(content, column: column.place)
  }

  // MARK: Numbers

  private func number(
    _ bytes: ArraySlice<UInt8>, _ column: ValueColumn, _ line: Line,
    _ place: @autoclosure () -> Origin, _ findings: inout FindingList
  ) -> CellTable.Content? {
    let lineUnit = column.takesLineUnit ? line.unit : nil
    guard let (integer, decimals) = CellText.digits(bytes) else {
      return unusual(bytes, column, lineUnit, place(), &findings)
    }
    if column.mayBePercent || integer < 0 {
      doubt(CellTable.number(integer, decimals), column, hasUnit: false, place(), &findings)
    }
    guard let lineUnit else { return .decimal(integer, decimals: decimals) }
    return .other(
      .number(CellTable.number(integer, decimals), decimals: decimals, unit: lineUnit))
  }

  /// A number that is written otherwise than plainly.
  private func unusual(
    _ bytes: ArraySlice<UInt8>, _ column: ValueColumn, _ lineUnit: String?, _ place: Origin,
    _ findings: inout FindingList
  ) -> CellTable.Content? {
    let reading = NumberText.read(
      CSVWriter.restored(String(decoding: bytes, as: UTF8.self)), at: place)
    for finding in reading.findings { findings.append(finding) }
    switch reading.content {
    case .blank, .unreadable: return nil
    case .notOccurring: return .other(.notOccurring(reason: ""))
    case .number(let value, let digits, let own):
      let unit = own ?? column.unit ?? lineUnit
      doubt(value, column, hasUnit: unit != nil, place, &findings)
      return .other(.number(value, decimals: CellText.decimals(digits), unit: unit))
    }
  }

  /// What is to be asked about a number: below zero, or 0.98 in a column of percentages that no
  /// range of plausible values guards.
  private func doubt(
    _ number: Rational, _ column: ValueColumn, hasUnit: Bool, _ place: Origin,
    _ findings: inout FindingList
  ) {
    if column.mayBePercent, !hasUnit, number > .zero, number <= .one {
      findings.append(
        Finding(
          .filingPercent, at: place,
          ["got": number.description, "meant": (number * Rational(100)).description]))
    }
    if column.isNeverNegative, number < .zero {
      findings.append(Finding(.filingNegative, at: place, ["got": number.description]))
    }
  }

  // MARK: Texts

  /// A cell that is no number; nil for a blank one.
  private mutating func text(
    _ bytes: ArraySlice<UInt8>, _ index: Int, _ kind: ValueKind, _ row: Int,
    _ findings: inout FindingList
  ) -> CellTable.Content? {
    let number = memories[index].number(of: bytes)
    if number < memories[index].contents.count, let known = memories[index].contents[number] {
      return known
    }
    if number == memories[index].contents.count { memories[index].contents.append(nil) }
    let text = CSVWriter.restored(String(decoding: bytes, as: UTF8.self)).trimmed
    if text.isEmpty { return nil }
    let content: CellTable.Content
    if text == "不涉及" {
      content = .other(.notOccurring(reason: ""))
    } else if kind == .flag, let flag = ValueText.flag(text) {
      content = .other(.flag(flag))
    } else if kind == .date, let day = Day(text) {
      content = .date(day)
    } else if kind == .date,
      let day = CellText.day(text, at: origin(row, index + 1), findings: &findings)
    {
      // Not remembered: each such cell may leave a finding.
      return .date(day)
    } else {
      content = .text(table.add(text: text))
    }
    memories[index].contents[number] = content
    return content
  }
}

extension FindingKind {
  static let filingNegative = FindingKind(
    "filing.negative", .warning, zh: "“{got}”是负数；消耗量、产量和因子一般不为负，请核对",
    en: "“{got}” is negative; amounts and factors are not as a rule")
  static let filingPercent = FindingKind(
    "filing.percent", .warning, zh: "“{got}”按 {got}% 读入；若指 {meant}%，请写 {meant}",
    en: "“{got}” was read as {got} %; if it means {meant} %, write {meant}")
}
