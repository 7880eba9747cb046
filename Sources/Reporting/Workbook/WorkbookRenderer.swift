import OfficeFiles

/// Writes documents as XLSX: each table a sheet, and the calculation with live formulas.
///
/// Same document and same system packages, same bytes.
public enum WorkbookRenderer {
  /// The document as a file.
  ///
  /// - Throws: where libxlsxwriter cannot write.
  public static func file(_ document: Document) throws(OfficeFileError) -> [UInt8] {
    try WorkbookWriter.bytes(workbook(document))
  }

  /// The document as a workbook.
  public static func workbook(_ document: Document) -> Workbook {
    let calculation = document.calculation?() ?? CalculationSheets()
    var workbook = Workbook(
      sheets: TableSheets(document, calculation).sheets + calculation.sheets)
    if workbook.sheets.isEmpty { workbook.sheets = [WorkbookSheet("文件")] }
    workbook.properties.title = document.title
    workbook.properties.author = document.properties.author
    workbook.properties.subject = document.properties.subject
    workbook.properties.custom = document.properties.facts.map { ($0.id, $0.value) }
    if let date = document.properties.date {
      workbook.properties.created = Int(date.number) * 86_400
    }
    return workbook
  }
}
