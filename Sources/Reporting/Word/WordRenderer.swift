import OfficeFiles
import Typesetting

/// Writes documents as DOCX.
///
/// Same document and same system packages, same bytes.
public enum WordRenderer {
  /// The document as a file.
  ///
  /// - Throws: where libarchive cannot pack.
  public static func file(_ document: Document) throws(OfficeFileError) -> [UInt8] {
    let fonts = FontBook()
    let body = WordBody(document, fonts: fonts.missingFamilies().isEmpty ? fonts : nil)
    let isOfficial = document.properties.kind == .report
    let text =
      WordXML.head + "<w:document \(WordXML.namespaces)><w:body>\n" + body.xml()
      + "</w:body></w:document>"
    var entries: [ZIPWriter.Entry] = [
      .init("[Content_Types].xml", WordParts.contentTypes(pictures: !body.pictures.isEmpty)),
      .init("_rels/.rels", WordParts.relations()),
      .init("docProps/core.xml", WordParts.core(document)),
      .init("docProps/app.xml", WordParts.app()),
      .init("word/document.xml", text),
      .init(
        "word/_rels/document.xml.rels", WordParts.documentRelations(pictures: body.pictures.count)),
      .init("word/styles.xml", WordStyles.xml(isOfficial: isOfficial)),
      .init("word/fontTable.xml", WordStyles.fontTable()),
      .init("word/settings.xml", WordParts.settings()),
      .init("word/numbering.xml", WordParts.numbering()),
      .init("word/footnotes.xml", WordParts.footnotes(body.lines.notes)),
      .init("word/header1.xml", WordParts.header(document.banners)),
      .init("word/footer1.xml", WordParts.footer(isOdd: true)),
      .init("word/footer2.xml", WordParts.footer(isOdd: false)),
    ]
    for picture in body.pictures {
      entries.append(.init("word/media/\(picture.name)", picture.bytes))
    }
    return try ZIPWriter.pack(entries)
  }
}
