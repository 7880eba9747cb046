/// The styles of Word documents, with the official faces.
///
/// - Source: GB/T 9704-2012 §5.2.3, §7.3.1, §7.3.3 (title 2号小标宋, text 3号仿宋, headings 黑体, 楷体,
///   仿宋), seen in transcriptions.
enum WordStyles {
  /// A paragraph style.
  private struct Style {
    var id: String
    var name: String
    var base: String? = "Normal"
    /// The Chinese face; the one of the document where it is nil.
    var face: String?
    /// The size in half points.
    var size: Int?
    var isBold = false
    var color: String?
    /// Paragraph properties, in the order of the schema.
    var paragraph = ""
    /// The level in the outline, from 0.
    var outline: Int?
  }

  private static let song = "仿宋_GB2312"
  private static let black = "黑体"

  /// The style sheet.
  ///
  /// - Parameter isOfficial: sizes of what is filed; smaller ones for working papers.
  static func xml(isOfficial: Bool) -> String {
    let body = isOfficial ? 32 : 22
    var result = WordXML.head + "<w:styles \(WordXML.namespaces)><w:docDefaults><w:rPrDefault>"
    result += "<w:rPr>\(fonts(song))<w:sz w:val=\"\(body)\"/><w:szCs w:val=\"\(body)\"/>"
    result += "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr>"
    result += "</w:rPrDefault><w:pPrDefault/></w:docDefaults>\n"
    for style in styles(isOfficial, body) { result += xml(style) }
    result += "<w:style w:type=\"character\" w:styleId=\"Code\"><w:name w:val=\"Code\"/><w:rPr>"
    result += "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:eastAsia=\"\(song)\"/>"
    result += "</w:rPr></w:style>\n"
    result += "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\">"
    result += "<w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign "
    result += "w:val=\"superscript\"/></w:rPr></w:style>\n"
    return result + tables + "</w:styles>"
  }

  private static func styles(_ isOfficial: Bool, _ body: Int) -> [Style] {
    // 22 lines in 225 mm.
    let line = isOfficial ? 580 : 340
    let exact = "<w:spacing w:line=\"\(line)\" w:lineRule=\"exact\"/>"
    let first = isOfficial ? "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>" : ""
    func heading(_ level: Int, _ face: String, isBold: Bool, _ size: Int) -> Style {
      Style(
        id: "Heading\(level)", name: "heading \(level)", face: face, size: size, isBold: isBold,
        paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\"/>",
        outline: level - 1)
    }
    func bar(_ color: String) -> String {
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"6\" w:color=\"\(color)\"/></w:pBdr>"
        + "<w:spacing w:line=\"\(line)\" w:lineRule=\"exact\"/><w:ind w:left=\"200\"/>"
    }
    let tight = "<w:spacing w:before=\"20\" w:after=\"20\"/>"
    return [
      Style(id: "Normal", name: "Normal", base: nil),
      Style(id: "BodyText", name: "Body Text", paragraph: exact + first),
      Style(
        id: "Title", name: "Title", face: "方正小标宋简体", size: isOfficial ? 44 : 36,
        paragraph: "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"360\"/>"
          + "<w:jc w:val=\"center\"/>", outline: nil),
      heading(1, black, isBold: false, isOfficial ? 32 : 28),
      heading(2, "楷体_GB2312", isBold: true, isOfficial ? 32 : 24),
      heading(3, song, isBold: true, body),
      Style(
        id: "Caption", name: "caption", face: black, size: 21,
        paragraph: "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"60\"/>"),
      Style(id: "TableText", name: "Table Text", face: "宋体", size: 21, paragraph: tight),
      Style(
        id: "Aside", name: "Aside", size: isOfficial ? 24 : 18, color: "404040",
        paragraph: "<w:spacing w:before=\"60\" w:after=\"60\"/>"),
      Style(id: "Note", name: "Note", paragraph: bar("2F6F4F")),
      Style(id: "Warning", name: "Warning", paragraph: bar("7A1F1F")),
      Style(
        id: "ListBullet", name: "List Bullet",
        paragraph: "<w:numPr><w:numId w:val=\"1\"/></w:numPr>" + exact),
      Style(id: "Figure", name: "Figure", paragraph: "<w:jc w:val=\"center\"/>"),
      Style(
        id: "Break", name: "Break", size: 2,
        paragraph: "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>"),
      Style(
        id: "Header", name: "header", face: black, size: 18, color: "7A1F1F",
        paragraph: "<w:jc w:val=\"center\"/>"),
      Style(id: "Footer", name: "footer", face: "宋体", size: isOfficial ? 28 : 21),
      Style(id: "FootnoteText", name: "footnote text", size: 18),
    ]
  }

  private static func fonts(_ face: String) -> String {
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"\(face)\" "
      + "w:cs=\"Times New Roman\"/>"
  }

  private static func xml(_ style: Style) -> String {
    let isDefault = style.id == "Normal" ? " w:default=\"1\"" : ""
    var result = "<w:style w:type=\"paragraph\"\(isDefault) w:styleId=\"\(style.id)\">"
    result += "<w:name w:val=\"\(style.name)\"/>"
    if let base = style.base { result += "<w:basedOn w:val=\"\(base)\"/>" }
    result += "<w:qFormat/>"
    var paragraph = style.paragraph
    if let outline = style.outline { paragraph += "<w:outlineLvl w:val=\"\(outline)\"/>" }
    if !paragraph.isEmpty { result += "<w:pPr>\(paragraph)</w:pPr>" }
    var run = ""
    if let face = style.face { run += fonts(face) }
    if style.isBold { run += "<w:b/>" }
    if let color = style.color { run += "<w:color w:val=\"\(color)\"/>" }
    if let size = style.size { run += "<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/>" }
    if !run.isEmpty { result += "<w:rPr>\(run)</w:rPr>" }
    return result + "</w:style>\n"
  }

  private static let tables: String = {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"]
    let borders = sides.map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"404040\"/>"
    }
    return "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
      + "<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr>"
      + "</w:style>\n<w:style w:type=\"table\" w:styleId=\"TableGrid\">"
      + "<w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
      + borders.joined() + "</w:tblBorders></w:tblPr></w:style>\n"
  }()

  /// Which faces may stand in for the official ones, which are not everywhere.
  static func fontTable() -> String {
    let faces = [
      ("仿宋_GB2312", "仿宋"), ("方正小标宋简体", "华文中宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei"),
      ("宋体", "SimSun"),
    ]
    var result = WordXML.head + "<w:fonts \(WordXML.namespaces)>"
    for (name, other) in faces {
      result += "<w:font w:name=\"\(name)\"><w:altName w:val=\"\(other)\"/>"
      result += "<w:charset w:val=\"86\"/><w:family w:val=\"auto\"/></w:font>"
    }
    return result + "</w:fonts>"
  }
}
