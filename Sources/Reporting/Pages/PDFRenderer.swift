import Diagnostics
import Quantities
import Typesetting

/// Writes documents as PDF on A4 pages after GB/T 9704.
///
/// Same document and same system packages, same bytes.
public enum PDFRenderer {
  /// The document as a file, and what stood in the way.
  ///
  /// Without the fonts there is no file but a finding; a character that no font has is printed
  /// as 〓 and found.
  public static func file(_ document: Document) -> (bytes: [UInt8]?, findings: [Finding]) {
    let fonts = FontBook()
    let missing = fonts.missingFamilies()
    guard missing.isEmpty else { return (nil, [Self.missing(missing)]) }
    let flow = PageFlow(document)
    var setup = PageSetup.official
    let mark = TextStyle(.sans, 9, isBold: true, ink: PageStyle.mark)
    setup.mark =
      document.banners.isEmpty
      ? [] : [TextRun(document.banners.joined(separator: "　"), mark)]
    if document.properties.kind != .report { setup.number = TextStyle(.serif, 10.5) }
    let result = Composer.compose(
      flow.items, setup: setup, metadata: metadata(document), fonts: fonts)
    guard !result.unknown.isEmpty else { return (result.bytes, []) }
    let names = result.unknown.prefix(12).map {
      "\($0)（U+\(String($0.value, radix: 16, uppercase: true))）"
    }
    return (
      result.bytes,
      [Finding(.glyphMissing, at: .none, ["characters": names.joined(separator: "、")])]
    )
  }

  static func missing(_ families: [String]) -> Finding {
    Finding(.fontMissing, at: .none, ["fonts": families.joined(separator: "、")])
  }

  private static func metadata(_ document: Document) -> PageMetadata {
    var metadata = PageMetadata()
    metadata.title = document.title
    metadata.author = document.properties.author ?? ""
    metadata.subject = document.properties.subject ?? ""
    metadata.creator = "mrv"
    metadata.created = document.properties.timestamp
    return metadata
  }
}

extension DocumentProperties {
  /// The day of making that files carry: the filing's, so that no clock is read.
  var timestamp: String { "\(date?.description ?? "2000-01-01")T00:00:00Z" }
}

extension FindingKind {
  static let fontMissing = FindingKind(
    "documents.font-missing", .error,
    zh: "没有字体 {fonts}，不能排 PDF；请安装软件包 fonts-noto-cjk",
    en: "the fonts {fonts} are missing, no PDF can be set; install the package fonts-noto-cjk")
  static let glyphMissing = FindingKind(
    "documents.glyph-missing", .warning,
    zh: "字体里没有字符 {characters}，PDF 中以〓代替",
    en: "no font has the characters {characters}; the PDF prints 〓 in their place")
}
