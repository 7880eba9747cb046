import Diagnostics
import OfficeFiles

/// What a document can be written as.
public enum DocumentFormat: String, Sendable, CaseIterable {
  /// One page for a browser; values open to what is behind them.
  case html
  /// Pages to be printed and filed.
  case pdf
  /// For Word and WPS.
  case docx
  /// A workbook.
  case xlsx
  /// For programs.
  case xml
  /// For programs.
  case json
  /// For terminals and mails.
  case text = "txt"
}

/// Documents in some formats, and what was found while writing them.
public struct DocumentSet: Sendable {
  /// The files.
  public var files: [DocumentFile]
  /// Missing fonts and characters.
  public var findings: [Finding]

  /// Makes a set.
  public init(files: [DocumentFile] = [], findings: [Finding] = []) {
    self.files = files
    self.findings = findings
  }

  /// A document in some formats.
  ///
  /// - Parameter name: the name of the files without the ending.
  /// - Throws: where the system cannot pack or write.
  public static func make(
    _ document: Document, name: String, formats: [DocumentFormat]
  ) throws(OfficeFileError) -> DocumentSet {
    var set = DocumentSet()
    for format in formats {
      let bytes: [UInt8]?
      switch format {
      case .html: bytes = HTMLRenderer.page(document)
      case .pdf:
        let file = PDFRenderer.file(document)
        bytes = file.bytes
        set.findings += file.findings
      case .docx: bytes = try WordRenderer.file(document)
      case .xlsx: bytes = try WorkbookRenderer.file(document)
      case .xml: bytes = Array(XMLRenderer.text(document).utf8)
      case .json: bytes = Array(JSONRenderer.text(document).utf8)
      case .text: bytes = Array(TextRenderer.text(document).utf8)
      }
      if let bytes {
        set.files.append(DocumentFile(name: "\(name).\(format.rawValue)", bytes: bytes))
      }
    }
    return set
  }
}
