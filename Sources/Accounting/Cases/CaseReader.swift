import Diagnostics
import Quantities

extension CaseFile {
  /// Reads a case; every malformed line leaves a finding and reading goes on behind it.
  ///
  /// The case is nil where no period is stated, for then nothing can be laid out.
  /// - Parameter others: the bytes of another case that the first line `like PATH` names.
  public static func read(
    _ text: String, file: String, others: @escaping (String) -> [UInt8]? = { _ in nil }
  ) -> (CaseFile?, [Finding]) {
    var reader = CaseReader(Array(text.utf8), file: file)
    reader.others = others
    return reader.read()
  }

  /// Reads lines that are put into a filing: examples of checks.
  ///
  /// Lines are those of a case without its head; a period that they state themselves wins.
  public static func read(lines text: String, period: Period, file: String) -> (CaseFile, [Finding])
  {
    var reader = CaseReader(Array(text.utf8), file: file)
    reader.readLines()
    return (reader.caseFile(reader.period ?? period), reader.findings)
  }
}

/// Reads one case file line by line.
struct CaseReader {
  let bytes: [UInt8]
  let file: String
  var findings: [Finding] = []
  var title: String?
  var derived: String?
  var period: Period?
  var header = Filing.Header()
  var rows: [Filing.Row] = []
  var cells: [Filing.Entry] = []
  var notOccurring: [Filing.Statement] = []
  var samples: [Filing.Sample] = []
  var expectations: [CaseFile.Expectation] = []
  var expectedFindings: [CaseFile.ExpectedFinding] = []
  /// Finds the bytes of another case.
  var others: (String) -> [UInt8]? = { _ in nil }
  /// What the case that this one is like files; nil where it is like none.
  var base: CaseBase?
  /// How many cases stand between this one and the one that is being read.
  var depth = 0
  /// Whether a line has been read.
  var hasBegun = false

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    header.origin = .file(file)
  }

  mutating func read() -> (CaseFile?, [Finding]) {
    readLines()
    takeOver()
    if title == nil { missing("title", "title 燃煤一年") }
    if header.methodology == nil { missing("method", "method sectors/other-industries/2015") }
    guard let period else {
      if !findings.contains(where: { $0.kind == .casePeriod }) { missing("period", "period 2024") }
      return (nil, findings)
    }
    return (caseFile(period), findings)
  }

  func caseFile(_ period: Period) -> CaseFile {
    let filing = Filing(
      header: header, period: period, rows: rows, cells: cells, notOccurring: notOccurring,
      samples: samples)
    return CaseFile(
      title: title ?? "", filing: filing, expectations: expectations, findings: expectedFindings,
      derived: derived)
  }

  mutating func missing(_ name: String, _ example: String) {
    findings.append(
      Finding(.caseMissing, at: .file(file), ["name": name, "example": example]))
  }

  mutating func readLines() {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var line = LineScanner(bytes, file: file, line: start..<end)
      if !line.isAtEnd() { read(&line) }
      start = end + 1
    }
  }

  mutating func read(_ line: inout LineScanner) {
    var directive = line
    guard let word = directive.word() else { return }
    let isCell = directive.peek().map { !$0.quoted && $0.text == "=" } ?? false
    if word.quoted || isCell || !readDirective(word.text, &directive) {
      hasBegun = true
      readCell(&line)
    } else {
      line = directive
    }
  }

  /// Reads a line that begins with a word of the case language; no where the word is none.
  mutating func readDirective(_ name: String, _ line: inout LineScanner) -> Bool {
    defer { hasBegun = true }
    switch name {
    case "like": readLike(&line)
    case "without": readWithout(&line)
    case "title": title = once(title, "title", &line)
    case "derived": derived = once(derived, "derived", &line)
    case "method": header.methodology = once(header.methodology, "method", &line)
    case "period": readPeriod(&line)
    case "filing": readHeader(&line)
    case "external": readExternal(&line)
    case "row": readRow(&line)
    case "sample": readSample(&line)
    case "expect": readExpectation(&line)
    case "finds": readFinding(&line)
    default: return false
    }
    return true
  }

  /// The rest of the line, which takes the place of what was there before with a finding.
  mutating func once(_ before: String?, _ name: String, _ line: inout LineScanner) -> String? {
    guard let rest = line.rest() else {
      expected("一段文字", "a text", line)
      return before
    }
    if before != nil {
      findings.append(Finding(.caseRepeated, at: line.origin, ["name": name]))
    }
    return rest.text
  }

  mutating func readPeriod(_ line: inout LineScanner) {
    guard let word = line.word() else {
      return expected("期间，如 2024", "a period such as 2024", line)
    }
    guard let read = ValueText.period(word.text) else {
      findings.append(Finding(.casePeriod, at: line.origin(word.range), ["got": word.text]))
      return
    }
    if period != nil {
      findings.append(Finding(.caseRepeated, at: line.origin, ["name": "period"]))
    }
    period = read
    end(&line)
  }

  mutating func readHeader(_ line: inout LineScanner) {
    guard let name = line.word(), let value = line.rest() else {
      return expected(
        "filing 项目 内容，如 filing date 2025-03-20", "filing NAME VALUE: filing date 2025-03-20", line)
    }
    switch name.text {
    case "date":
      guard let day = Day(value.text) else { return date(value, line) }
      header.filedOn = day
    case "purpose": header.purpose = value.text
    case "region": header.region = value.text
    case "name", "enterprise": header.enterprise = value.text
    case "credit-code":
      header.creditCode = value.text
      // The check character is looked at when the filing is laid out.
      header.origin = line.origin(value.range)
    default: header.further.append(Filing.Attribute(name.text, value.text))
    }
  }

  /// A figure of another methodology, stated instead of computed.
  mutating func readExternal(_ line: inout LineScanner) {
    guard let name = line.word(), line.word()?.text == "=", let value = line.rest(),
      ValueText.number(value.text) != nil
    else {
      return expected(
        "external 方法学#结果 = 数值 单位", "external METHODOLOGY#FIGURE = NUMBER UNIT", line)
    }
    header.further.append(
      Filing.Attribute(Filing.Header.externalPrefix + name.text, value.text))
  }

  mutating func date(_ word: LineScanner.Word, _ line: LineScanner) {
    findings.append(Finding(.caseDate, at: line.origin(word.range), ["got": word.text]))
  }

  /// A finding that something else had to stand at the next word.
  mutating func expected(_ zh: String, _ en: String, _ line: LineScanner) {
    let got = line.peek()?.text
    findings.append(
      Finding(
        .caseExpected, at: line.next,
        ["expected": zh, "expectedEn": en, "got": got ?? "行尾", "gotEn": got ?? "the end of line"]))
  }

  /// A finding if anything is left of the line.
  mutating func end(_ line: inout LineScanner) {
    if !line.isAtEnd() { expected("行尾", "the end of the line", line) }
  }
}

extension FindingKind {
  static let caseExpected = FindingKind(
    "case.expected", .error, zh: "此处应为{expected}，读到的是“{got}”",
    en: "{expectedEn} must stand here, not “{gotEn}”")
  static let caseRepeated = FindingKind(
    "case.repeated", .error, zh: "{name} 只能写一次", en: "{name} must be written once")
  static let caseMissing = FindingKind(
    "case.missing", .error, zh: "缺少 {name}，如：{example}", en: "{name} is missing: {example}")
  static let casePeriod = FindingKind(
    "case.period", .error, zh: "“{got}”不是期间，应写作 2024、2024-03 或 2022-01..2022-04",
    en: "“{got}” is no period; write 2024, 2024-03 or 2022-01..2022-04")
  static let caseDate = FindingKind(
    "case.date", .error, zh: "“{got}”不是日期，应写作 2024-03-15",
    en: "“{got}” is no day; write 2024-03-15")
}
