import Diagnostics

/// The state machine that cuts UTF-8 into fields and rows.
struct CSVParser {
  private enum State {
    case fieldStart
    case unquoted
    case quoted
    /// Behind a quote inside a quoted field: its end, or the first half of a doubled quote.
    case quoteSeen
    /// Behind the closing quote something else stands than a separator.
    case afterQuote
  }

  private static let quote = UInt8(ascii: "\"")
  /// Findings of one kind are listed up to this number.
  private static let listed = 20

  private let file: String
  private let limits: CSVLimits
  private let separator: UInt8
  private var state = State.fieldStart
  private var record = CSVRecord(row: 1)
  private var fieldStart = 0
  private var skipsLineFeed = false
  private var handedOut = 0
  private var isStopped = false
  private var counts: [String: Int] = [:]
  private var findings: [Finding] = []

  init(file: String, limits: CSVLimits, separator: UInt8) {
    self.file = file
    self.limits = limits
    self.separator = separator
  }

  /// The separator that occurs most often in the first line that has any, outside of quotes.
  static func separator(_ text: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in text {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D {
        if counts.contains(where: { $0 > 0 }) { break }
      } else if let index = candidates.firstIndex(of: byte) {
        counts[index] += 1
      }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  /// Adds what was found to the outcome.
  func report(to outcome: inout CSVOutcome) {
    outcome.separator = Character(Unicode.Scalar(separator))
    outcome.rows = handedOut
    outcome.findings += findings
  }

  /// How many rows were ended so far, blank lines among them.
  var rows: Int { record.row - 1 }

  /// What was found so far, but for an empty table.
  var found: [Finding] { findings.filter { $0.kind != .csvEmpty } }

  // MARK: Findings

  private mutating func note(_ kind: FindingKind, _ arguments: [String: String] = [:]) {
    let count = counts[kind.code, default: 0]
    counts[kind.code] = count + 1
    guard count < Self.listed else { return }
    findings.append(
      Finding(
        kind,
        at: .cell(file: file, sheet: nil, row: record.row, column: record.ends.count + 1),
        arguments))
  }

  private mutating func stop(_ kind: FindingKind, limit: Int) {
    isStopped = true
    note(kind, ["limit": String(limit)])
  }

  /// Says that the bytes behind the last field read are in no known encoding.
  mutating func noteInvalid() { note(.csvEncoding) }

  // MARK: Fields and rows

  /// Reads a block and returns whether to go on.
  mutating func consume(_ text: [UInt8], _ each: (CSVRecord) -> Bool) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count, !isStopped {
        if skipsLineFeed {
          skipsLineFeed = false
          if bytes[index] == 0x0A {
            index += 1
            continue
          }
        }
        switch state {
        case .fieldStart:
          if bytes[index] == Self.quote {
            state = .quoted
            index += 1
          } else {
            state = .unquoted
          }
        case .unquoted, .afterQuote: index = plain(bytes, index, each)
        case .quoted: index = quoted(bytes, index)
        case .quoteSeen: index = quoteSeen(bytes, index)
        }
      }
    }
    return !isStopped
  }

  /// Ends the table and returns whether it was whole.
  mutating func finish(_ each: (CSVRecord) -> Bool) -> Bool {
    if state == .quoted {
      note(.csvUnclosedQuote)
      return false
    }
    if state != .fieldStart || record.count > 0 { endRecord(each) }
    if handedOut == 0, findings.isEmpty { findings.append(Finding(.csvEmpty, at: .file(file))) }
    return !isStopped
  }

  /// Takes the run of plain bytes at an index and the separator, line end or oddity behind it.
  private mutating func plain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ each: (CSVRecord) -> Bool
  ) -> Int {
    var index = start
    let separator = separator
    while index < bytes.count {
      let byte = bytes[index]
      // Nearly all bytes are letters and digits, which lie above the special ones.
      if byte > 0x2C ? byte == separator : isSpecial(byte) { break }
      index += 1
    }
    append(bytes, start..<index)
    guard index < bytes.count, !isStopped else { return index }
    switch bytes[index] {
    case separator: endField()
    case 0x0A: endRecord(each)
    case 0x0D:
      skipsLineFeed = true
      endRecord(each)
    case 0: note(.csvNull)
    default:
      // Once a field: `5"` in a text is read as it stands.
      if state == .unquoted { note(.csvStrayQuote) }
      state = .afterQuote
      append(bytes, index..<(index + 1))
    }
    return index + 1
  }

  private func isSpecial(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.quote || byte == 0x0A || byte == 0x0D || byte == 0
  }

  private mutating func quoted(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != Self.quote, bytes[index] != 0 { index += 1 }
    append(bytes, start..<index)
    guard index < bytes.count else { return index }
    if bytes[index] == 0 { note(.csvNull) } else { state = .quoteSeen }
    return index + 1
  }

  private mutating func quoteSeen(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let byte = bytes[index]
    if byte == Self.quote {
      append(bytes, index..<(index + 1))
      state = .quoted
      return index + 1
    }
    if byte != separator, byte != 0x0A, byte != 0x0D { note(.csvStrayQuote) }
    state = .afterQuote
    return index
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    record.storage.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    if record.storage.count - fieldStart > limits.field {
      stop(.csvFieldTooLong, limit: limits.field)
    }
  }

  private mutating func endField() {
    record.ends.append(record.storage.count)
    fieldStart = record.storage.count
    state = .fieldStart
    if record.ends.count >= limits.columns { stop(.csvColumns, limit: limits.columns) }
  }

  private mutating func endRecord(_ each: (CSVRecord) -> Bool) {
    // The last field has no separator behind it, so it never passes the limit of columns.
    record.ends.append(record.storage.count)
    let isLine = record.ends.count > 1 || !record.storage.isEmpty || state != .unquoted
    if isLine {
      if handedOut == limits.rows {
        record.ends.removeAll(keepingCapacity: true)
        return stop(.csvRows, limit: limits.rows)
      }
      handedOut += 1
      if !each(record) { isStopped = true }
    }
    record.clear(row: record.row + 1)
    fieldStart = 0
    state = .fieldStart
  }
}

extension FindingKind {
  static let csvEncoding = FindingKind(
    "csv.encoding", .error,
    zh: "此处的字节既不是 UTF-8 也不是 GB18030；请另存为“CSV UTF-8”",
    en: "the bytes here are neither UTF-8 nor GB 18030; save the file as “CSV UTF-8”")
  static let csvNull = FindingKind(
    "csv.null", .error,
    zh: "单元格中有空字节（NUL），文件可能已损坏", en: "the cell holds a NUL byte; the file may be damaged")
  static let csvUnclosedQuote = FindingKind(
    "csv.unclosed-quote", .error,
    zh: "从此处开始的引号没有闭合，其后的内容没有读入",
    en: "the quote that opens here is never closed; nothing behind it was read")
  static let csvStrayQuote = FindingKind(
    "csv.stray-quote", .warning,
    zh: "单元格中间有引号，已按原样读入；含引号的文字应整体加引号并把引号写两次",
    en: "a quote inside the cell was read as it stands; quote the whole text and double it")
  static let csvFieldTooLong = FindingKind(
    "csv.field-too-long", .error,
    zh: "一个单元格不得长于 {limit} 字节；引号是否没有闭合？",
    en: "a cell may have at most {limit} bytes; is a closing quote missing?")
  static let csvColumns = FindingKind(
    "csv.columns", .error,
    zh: "一行不得多于 {limit} 列", en: "a row may have at most {limit} columns")
  static let csvRows = FindingKind(
    "csv.rows", .error, zh: "不得多于 {limit} 行", en: "there may be at most {limit} rows")
  static let csvEmpty = FindingKind(
    "csv.empty", .error, zh: "表中没有内容", en: "the table is empty")
}
