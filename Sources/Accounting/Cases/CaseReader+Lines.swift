import Diagnostics
import Quantities

extension CaseReader {
  /// `ADDRESS = VALUE` or `ADDRESS not occurring "reason"`.
  mutating func readCell(_ line: inout LineScanner) {
    guard let address = readAddress(&line) else { return }
    let origin = line.origin
    let isStatement = line.peek()?.text == "not" && address.isRow && address.period == nil
    guard isStatement || requireName(address, origin) else { return }
    if line.take("=") {
      guard let value = readValue(&line, isCell: true) else { return }
      end(&line)
      cells.append(Filing.Entry(address, Cell(value, origin: origin)))
    } else if line.take("not"), line.take("occurring") {
      let reason = line.word()?.text ?? ""
      if reason.isEmpty {
        findings.append(Finding(.caseReason, at: origin))
      }
      end(&line)
      notOccurring.append(Filing.Statement(address, reason: reason, origin: origin))
    } else {
      expected("“= 值”或“not occurring \"理由\"”", "“= VALUE” or “not occurring \"reason\"”", line)
    }
  }

  /// Whether the address names a value; a finding where it does not.
  mutating func requireName(_ address: CellAddress, _ origin: Origin) -> Bool {
    guard address.isRow else { return true }
    findings.append(Finding(.addressName, at: origin, ["got": address.description]))
    return false
  }

  mutating func readAddress(_ line: inout LineScanner) -> CellAddress? {
    guard let word = line.word(), !word.quoted else {
      expected("地址", "an address", line)
      return nil
    }
    return CellAddress(word.text, at: line.origin(word.range), findings: &findings)
  }

  /// A value: quoted text, yes or no, a day, a number with an optional unit, a word.
  mutating func readValue(_ line: inout LineScanner, isCell: Bool) -> CellValue? {
    guard let word = line.word() else {
      expected("值", "a value", line)
      return nil
    }
    if word.quoted { return .text(word.text) }
    if word.text.hasPrefix("\"") {
      findings.append(Finding(.caseQuote, at: line.origin(word.range)))
      return nil
    }
    let value = ValueText.value(word.text)
    guard case .number(let number, let decimals, var unit) = value else { return value }
    if unit == nil, let next = line.peek(), !next.quoted,
      !["within", "because", "substituted"].contains(next.text)
    {
      unit = line.word()?.text
    }
    guard isCell, line.take("substituted") else {
      return .number(number, decimals: decimals, unit: unit)
    }
    return .substituted(number, unit: unit, rule: line.word()?.text ?? "")
  }

  /// `row facility[F1] "一厂" from 2024-05-17 to 2024-09-30`; both days belong to the row.
  mutating func readRow(_ line: inout LineScanner) {
    let origin = line.origin
    guard let word = line.peek() else {
      return expected("行，如 unit[1]", "a row such as unit[1]", line)
    }
    guard let address = readAddress(&line) else { return }
    guard address.isRow, address.period == nil, address.facet == nil else {
      findings.append(
        Finding(.caseRow, at: line.origin(word.range), ["got": word.text]))
      return
    }
    var row = Filing.Row(steps: address.steps, origin: origin)
    if let title = line.peek(), title.quoted { row.title = line.word()?.text }
    while !line.isAtEnd() {
      let isFrom = line.take("from")
      guard isFrom || line.take("to") else {
        return expected("“from 日期”或“to 日期”", "“from DAY” or “to DAY”", line)
      }
      guard let word = line.word() else { return expected("日期", "a day", line) }
      guard let day = Day(word.text) else { return date(word, line) }
      if isFrom { row.from = day } else { row.through = day }
    }
    rows.append(row)
  }

  /// `sample S1 report "R-1" accredited yes received 2024-02-02`.
  mutating func readSample(_ line: inout LineScanner) {
    let origin = line.origin
    guard let id = line.word() else {
      return expected("样品编号", "an identifier of the sample", line)
    }
    var sample = Filing.Sample(id: id.text, fields: [], origin: origin)
    while let field = line.word() {
      guard Filing.evidenceFields.contains(field.text) else {
        findings.append(
          Finding(
            .caseSampleField, at: line.origin(field.range),
            ["got": field.text, "known": Filing.evidenceFields.joined(separator: " ")]))
        _ = line.word()
        continue
      }
      guard let value = line.word() else {
        return expected("\(field.text) 的内容", "the content of \(field.text)", line)
      }
      let read = value.quoted ? CellValue.text(value.text) : ValueText.value(value.text)
      sample.fields.append(Filing.Field(field.text, read))
    }
    if samples.contains(where: { $0.id == id.text }) {
      findings.append(Finding(.caseRepeated, at: origin, ["name": "sample \(id.text)"]))
    }
    samples.append(sample)
  }

  /// `expect ADDRESS = NUMBER UNIT [within X because "…"]`, or a state.
  mutating func readExpectation(_ line: inout LineScanner) {
    let origin = line.origin
    guard let address = readAddress(&line), requireName(address, origin) else { return }
    let outcome: CaseFile.Outcome
    if line.take("absent") {
      outcome = .absent
    } else if line.take("poisoned") {
      outcome = .poisoned
    } else if line.take("not"), line.take("occurring") {
      outcome = .notOccurring
    } else if line.take("=") {
      guard let value = readOutcome(&line) else { return }
      outcome = value
    } else {
      return expected(
        "“= 值”、absent、not occurring 或 poisoned",
        "“= VALUE”, absent, not occurring or poisoned", line)
    }
    end(&line)
    expectations.append(CaseFile.Expectation(address, outcome, origin: origin))
  }

  mutating func readOutcome(_ line: inout LineScanner) -> CaseFile.Outcome? {
    guard let value = readValue(&line, isCell: false) else { return nil }
    switch value {
    case .text(let text): return .text(text)
    case .flag(let flag): return .flag(flag)
    case .date(let day): return .date(day)
    case .notOccurring: return .notOccurring
    case .substituted(let number, let unit, _):
      return .number(number, decimals: 0, unit: unit, within: nil)
    case .number(let number, let decimals, let unit):
      var tolerance: CaseFile.Tolerance?
      if line.take("within") {
        guard let word = line.word(), let limit = ValueText.number(word.text), limit.unit == nil
        else {
          expected("容差，如 0.005", "a tolerance such as 0.005", line)
          return nil
        }
        guard line.take("because"), let reason = line.word(), reason.quoted, !reason.text.isEmpty
        else {
          findings.append(Finding(.caseTolerance, at: line.origin))
          return nil
        }
        tolerance = CaseFile.Tolerance(limit.value, reason: reason.text)
      }
      return .number(number, decimals: decimals, unit: unit, within: tolerance)
    }
  }

  /// `finds CODE [at ADDRESS]`.
  mutating func readFinding(_ line: inout LineScanner) {
    let origin = line.origin
    guard let code = line.word(), !code.quoted, code.text.contains(".") else {
      return expected("结论代码，如 intake.unit", "the code of a finding such as intake.unit", line)
    }
    var address: CellAddress?
    if line.take("at") {
      guard let read = readAddress(&line) else { return }
      address = read
    }
    end(&line)
    expectedFindings.append(CaseFile.ExpectedFinding(code.text, at: address, origin: origin))
  }
}

extension FindingKind {
  static let caseReason = FindingKind(
    "case.reason", .error, zh: "“不涉及”须写明理由：not occurring \"理由\"",
    en: "“not occurring” needs a reason in quotation marks")
  static let caseQuote = FindingKind(
    "case.quote", .error, zh: "缺少结尾的引号", en: "the closing quotation mark is missing")
  static let caseRow = FindingKind(
    "case.row", .error, zh: "“{got}”不是行；应写作 行集[行名]，不带期间和数据项",
    en: "“{got}” is no row; write rows[key] without period and value")
  static let caseSampleField = FindingKind(
    "case.sample-field", .error, zh: "样品没有字段“{got}”，可用的有：{known}",
    en: "a sample has no field “{got}”; there are {known}")
  static let caseTolerance = FindingKind(
    "case.tolerance", .error, zh: "容差须写明理由：within 0.005 because \"原文只印到两位小数\"",
    en: "a tolerance needs a reason: within 0.005 because \"printed with two decimals\"")
}
