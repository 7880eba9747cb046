import Diagnostics

/// Reads tables in CSV (RFC 4180) as people send them, row by row.
///
/// Read are UTF-8 and GB 18030, the separators `,`, `;` and tab, and any line ends; memory does not
/// grow with the file. What cannot be read without guessing is a finding with its row and column.
public enum CSVReader {
  /// Bytes that are read at once; the encoding is decided on the first so many.
  private static let blockSize = 256 << 10

  /// Reads a table and hands out its rows.
  ///
  /// - Parameters:
  ///   - file: The name under which findings speak of the table.
  ///   - encoding: The encoding, where it is known and not to be found out.
  ///   - each: Takes a row, blank lines excepted, and returns whether to go on.
  public static func read(
    _ source: CSVSource, file: String, encoding: CSVEncoding? = nil,
    limits: CSVLimits = CSVLimits(), each: (CSVRecord) -> Bool
  ) -> CSVOutcome {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 16)
    defer { block.deallocate() }
    return read(source, file: file, encoding: encoding, limits: limits, block: block, each: each)
  }

  /// As above with a buffer of the caller, whose size the result must not depend on.
  static func read(
    _ source: CSVSource, file: String, encoding: CSVEncoding?, limits: CSVLimits,
    block: UnsafeMutableRawBufferPointer, each: (CSVRecord) -> Bool
  ) -> CSVOutcome {
    var outcome = CSVOutcome()
    var decoder = CSVDecoder(encoding)
    var parser: CSVParser?
    var text: [UInt8] = []
    var isEnd = false
    while !isEnd {
      guard let count = fill(block, from: source) else {
        outcome.findings.append(Finding(.csvUnreadable, at: .file(file)))
        break
      }
      isEnd = count < block.count
      let progress = decoder.decode(
        UnsafeRawBufferPointer(rebasing: block[..<count]), isLast: isEnd, into: &text)
      if progress == .foreign {
        outcome.findings.append(Finding(.csvForeign, at: .file(file)))
        break
      }
      // The separator shows in the first line, which a small block may not hold.
      if parser == nil, progress == .decoded, !isEnd, !hasLine(text) { continue }
      var reading =
        parser ?? CSVParser(file: file, limits: limits, separator: CSVParser.separator(text))
      parser = nil
      let goesOn = reading.consume(text, each)
      if goesOn, progress == .invalid {
        reading.noteInvalid()
        isEnd = true
      } else if goesOn, isEnd {
        outcome.isComplete = reading.finish(each)
      }
      parser = reading
      text.removeAll(keepingCapacity: true)
      if !goesOn { break }
    }
    outcome.encoding = decoder.encoding ?? .utf8
    if let parser { parser.report(to: &outcome) }
    return outcome
  }

  private static func hasLine(_ text: [UInt8]) -> Bool {
    text.count >= blockSize || text.contains { $0 == 0x0A || $0 == 0x0D }
  }

  /// Fills the block as far as the source goes; nothing where reading fails.
  private static func fill(
    _ block: UnsafeMutableRawBufferPointer, from source: CSVSource
  ) -> Int? {
    var count = 0
    while count < block.count {
      let got = source.read(UnsafeMutableRawBufferPointer(rebasing: block[count...]))
      if got < 0 { return nil }
      if got == 0 { break }
      count += got
    }
    return count
  }
}

extension FindingKind {
  static let csvUnreadable = FindingKind(
    "csv.unreadable", .error, zh: "文件打不开或读不出", en: "the file cannot be opened or read")
  static let csvForeign = FindingKind(
    "csv.foreign", .error,
    zh: "文件是 UTF-16 编码；请在 Excel 中另存为“CSV UTF-8（逗号分隔）”",
    en: "the file is encoded in UTF-16; save it from Excel as “CSV UTF-8 (comma delimited)”")
}

/// Every finding that reading CSV and its numbers may leave.
public enum CSVFindings {
  /// All kinds, in order of their codes.
  public static let all: [FindingKind] = [
    .cellDash, .cellFormulaError, .cellFullWidth, .cellGrouping, .cellInvisible,
    .cellNotNumber, .cellScientific, .csvColumns, .csvEmpty, .csvEncoding, .csvFieldTooLong,
    .csvForeign, .csvNull, .csvRows, .csvStrayQuote, .csvUnclosedQuote, .csvUnreadable,
  ]
}
