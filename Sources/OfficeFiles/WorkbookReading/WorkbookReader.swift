import Diagnostics

/// A workbook (XLSX) that is read sheet by sheet, row by row, in bounded memory.
///
/// Formulas are never computed: the stored result counts. What is wrong with one cell leaves a
/// finding with sheet and cell, and the rest is read.
public struct WorkbookReader: Sendable {
  /// A sheet as the workbook lists it.
  public struct Sheet: Hashable, Sendable {
    /// The name on its tab.
    public let name: String
    /// Who can see it.
    public let visibility: SheetVisibility
    let entry: String
  }

  /// The sheets in the order of their tabs.
  public let sheets: [Sheet]
  /// Whether days are counted from 1904.
  public let is1904: Bool
  /// The name of the file in findings.
  public let file: String
  private let container: ZIPReader
  private let strings: SharedStrings
  private let formats: [NumberFormat]

  /// Opens a workbook; nil with findings where it is none or cannot be read.
  ///
  /// - Parameter name: What findings call the file.
  public static func open(
    _ source: ByteSource, name: String, limits: ContainerLimits = .intake
  ) -> (WorkbookReader?, [Finding]) {
    if let kind = FileKind.other(source) { return (nil, [Finding(kind, at: .file(name))]) }
    let (container, findings) = ZIPReader.open(source, name: name, limits: limits)
    guard let container else { return (nil, findings) }
    if let kind = FileKind.other(container) { return (nil, [Finding(kind, at: .file(name))]) }
    let parts = WorkbookParts(container, file: name)
    do throws(PartProblem) {
      let book = try parts.book()
      let reader = WorkbookReader(
        sheets: book.sheets, is1904: book.is1904, file: name, container: container,
        strings: try parts.strings(book.strings), formats: try parts.formats(book.styles))
      return (reader, [])
    } catch {
      return (nil, [error.finding(file: name, sheet: nil)])
    }
  }

  private init(
    sheets: [Sheet], is1904: Bool, file: String, container: ZIPReader, strings: SharedStrings,
    formats: [NumberFormat]
  ) {
    self.sheets = sheets
    self.is1904 = is1904
    self.file = file
    self.container = container
    self.strings = strings
    self.formats = formats
  }

  /// Hands out the rows of a sheet that hold something; the closure returns no to stop.
  ///
  /// - Returns: what is wrong with the sheet. Rows before a fault that ends the reading have been
  ///   handed out.
  public func rows(of sheet: Sheet, _ each: @escaping (SheetRow) -> Bool) -> [Finding] {
    read(sheet, each).findings
  }

  /// The merged ranges of a sheet, rows and columns from 0; they stand behind its cells, so the
  /// whole sheet is read for them.
  public func merges(of sheet: Sheet) -> [CellRange] { read(sheet) { _ in true }.merges }

  private func read(
    _ sheet: Sheet, _ each: @escaping (SheetRow) -> Bool
  ) -> (merges: [CellRange], findings: [Finding]) {
    let (file, name) = (file, sheet.name)
    let delegate = SheetDelegate(
      strings: strings, formats: formats, is1904: is1904,
      origin: { .cell(file: file, sheet: name, row: $0, column: $1) }, each: each)
    var findings: [Finding] = []
    do throws(PartProblem) {
      try WorkbookParts(container, file: file).stream(sheet.entry, delegate)
    } catch {
      findings.append(error.finding(file: file, sheet: name))
    }
    findings = delegate.findings + findings
    if delegate.findings.count >= SheetDelegate.mostFaults {
      findings.append(
        Finding(
          .workbookGivenUp, at: .cell(file: file, sheet: name, row: 1, column: 1),
          ["sheet": name, "count": String(SheetDelegate.mostFaults)]))
    }
    return (delegate.merges, findings)
  }
}

/// Who can see a sheet.
public enum SheetVisibility: Hashable, Sendable {
  /// Everybody.
  case visible
  /// Those who unhide it.
  case hidden
  /// Programs.
  case veryHidden
}

/// What a file is that is no workbook of ours.
enum FileKind {
  /// By its first bytes; nil for a ZIP container and what cannot be told.
  static func other(_ source: ByteSource) -> FindingKind? {
    let head = source.bytes(0..<4_096)
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      let isEncrypted = contains("EncryptedPackage", in: source.bytes(0..<(1 << 20)))
      return isEncrypted ? .containerEncrypted : .workbookOld
    }
    if head.isEmpty || head.starts(with: [0x50, 0x4B]) { return nil }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    if text.contains("<html") || text.contains("<table") || text.contains("<!doctype") {
      return .workbookHTML
    }
    if text.contains("<workbook") || text.contains("excel.sheet") { return .workbookXML }
    let printable = head.filter { $0 >= 0x20 || [0x09, 0x0A, 0x0D].contains($0) }.count
    let separators = head.filter { [0x2C, 0x3B, 0x09].contains($0) }.count
    return printable == head.count && separators > 0 ? .workbookText : nil
  }

  /// A name in UTF-16, as the old containers list their streams.
  private static func contains(_ name: String, in bytes: [UInt8]) -> Bool {
    var wanted: [UInt8] = []
    for byte in name.utf8 { wanted += [byte, 0] }
    let last = bytes.count - wanted.count
    guard last > 0 else { return false }
    return (0..<last).contains { (place: Int) -> Bool in
      bytes[place] == wanted[0] && bytes[place + 2] == wanted[2]
        && bytes[place..<(place + wanted.count)].elementsEqual(wanted)
    }
  }

  /// By its entries.
  static func other(_ container: ZIPReader) -> FindingKind? {
    if container.entry("xl/workbook.bin") != nil { return .workbookBinary }
    if container.entry("word/document.xml") != nil { return .workbookDocument }
    if let entry = container.entry("mimetype"), entry.size < 200,
      let bytes = try? container.bytes(entry),
      String(decoding: bytes, as: UTF8.self).contains("opendocument")
    {
      return .workbookOpenDocument
    }
    return nil
  }
}

extension FindingKind {
  static let workbookOld = FindingKind(
    "workbook.old", .error, zh: "这是旧格式（.xls）的文件；请在 Excel 或 WPS 中打开，另存为“Excel 工作簿 (*.xlsx)”",
    en: "this is a file of the old format (.xls); open it in a spreadsheet and save it as .xlsx")
  static let workbookHTML = FindingKind(
    "workbook.html", .error, zh: "这是网页表格，只是扩展名像 Excel（不少系统这样导出）；请用 Excel 或 WPS 打开后另存为 XLSX",
    en: "this is a web page with a spreadsheet's name; open it in a spreadsheet and save it as XLSX"
  )
  static let workbookXML = FindingKind(
    "workbook.xml-2003", .error, zh: "这是“XML 电子表格 2003”；请用 Excel 或 WPS 打开后另存为 XLSX",
    en: "this is an XML spreadsheet of 2003; open it in a spreadsheet and save it as XLSX")
  static let workbookText = FindingKind(
    "workbook.text", .error, zh: "这是文本表格（CSV），不是 XLSX；请把扩展名改为 .csv，或用 Excel 打开后另存为 XLSX",
    en: "this is a text table (CSV), not XLSX; name it .csv, or save it as XLSX")
  static let workbookBinary = FindingKind(
    "workbook.binary", .error, zh: "这是二进制工作簿（.xlsb）；请在 Excel 中另存为 XLSX",
    en: "this is a binary workbook (.xlsb); save it as XLSX")
  static let workbookDocument = FindingKind(
    "workbook.document", .error, zh: "这是 Word 文档，不是表格",
    en: "this is a text document, not a workbook")
  static let workbookOpenDocument = FindingKind(
    "workbook.open-document", .error, zh: "这是 OpenDocument（.ods）表格；请另存为 XLSX",
    en: "this is an OpenDocument spreadsheet (.ods); save it as XLSX")
  static let workbookGivenUp = FindingKind(
    "workbook.given-up", .error,
    zh: "工作表“{sheet}”有 {count} 处以上不能读的单元格，没有读完；请在 Excel 或 WPS 中打开后重新保存",
    en: "the sheet “{sheet}” has more than {count} unreadable cells; it was not read to its end")
}
