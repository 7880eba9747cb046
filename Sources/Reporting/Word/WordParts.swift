import Typesetting

/// The parts of a Word document beside its body.
enum WordParts {
  private static let officeRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packageTypes = "application/vnd.openxmlformats-officedocument"

  static func contentTypes(pictures: Bool) -> String {
    let word = "\(packageTypes).wordprocessingml"
    let parts = [
      ("document", "document.main"), ("styles", "styles"), ("settings", "settings"),
      ("fontTable", "fontTable"), ("numbering", "numbering"), ("footnotes", "footnotes"),
      ("header1", "header"), ("footer1", "footer"), ("footer2", "footer"),
    ]
    var result = WordXML.head
    result += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    result += "<Default Extension=\"rels\" "
    result += "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    result += "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    if pictures { result += "<Default Extension=\"png\" ContentType=\"image/png\"/>" }
    for (name, type) in parts {
      result += "<Override PartName=\"/word/\(name).xml\" ContentType=\"\(word).\(type)+xml\"/>"
    }
    result += "<Override PartName=\"/docProps/core.xml\" "
    result += "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    result += "<Override PartName=\"/docProps/app.xml\" "
    result += "ContentType=\"\(packageTypes).extended-properties+xml\"/>"
    return result + "</Types>"
  }

  static func relations() -> String {
    relations([
      ("rId1", "\(officeRelations)/officeDocument", "word/document.xml"),
      (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
          + "core-properties", "docProps/core.xml"
      ),
      ("rId3", "\(officeRelations)/extended-properties", "docProps/app.xml"),
    ])
  }

  static func documentRelations(pictures: Int) -> String {
    let own = [
      ("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"),
      ("numbering", "numbering"), ("footnotes", "footnotes"), ("header1", "header"),
      ("footer1", "footer"), ("footer2", "footer"),
    ].map { ("rId_\($0.0)", "\(officeRelations)/\($0.1)", "\($0.0).xml") }
    let charts = (1..<pictures + 1).map {
      ("rIdChart\($0)", "\(officeRelations)/image", "media/chart\($0).png")
    }
    return relations(own + charts)
  }

  private static func relations(_ list: [(String, String, String)]) -> String {
    var result = WordXML.head
    result +=
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    for (id, type, target) in list {
      result += "<Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"\(target)\"/>"
    }
    return result + "</Relationships>"
  }

  // MARK: pages

  /// The end of a section: paper, margins, header, footers.
  static func section(landscape: Bool) -> String {
    func mm(_ length: Double) -> Int { WordXML.twips(length * PageSetup.millimetre) }
    var result = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId_header1\"/>"
    result += "<w:headerReference w:type=\"even\" r:id=\"rId_header1\"/>"
    result += "<w:footerReference w:type=\"default\" r:id=\"rId_footer1\"/>"
    result += "<w:footerReference w:type=\"even\" r:id=\"rId_footer2\"/>"
    result += "<w:type w:val=\"nextPage\"/>"
    let (width, height) = (mm(210), mm(297))
    if landscape {
      result += "<w:pgSz w:w=\"\(height)\" w:h=\"\(width)\" w:orient=\"landscape\"/>"
      result += "<w:pgMar w:top=\"\(mm(28))\" w:right=\"\(mm(37))\" w:bottom=\"\(mm(26))\" "
      result += "w:left=\"\(mm(35))\" w:header=\"\(mm(18))\" w:footer=\"\(mm(14))\" "
    } else {
      result += "<w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"/>"
      result += "<w:pgMar w:top=\"\(mm(37))\" w:right=\"\(mm(26))\" w:bottom=\"\(mm(35))\" "
      result += "w:left=\"\(mm(28))\" w:header=\"\(mm(25))\" w:footer=\"\(mm(23))\" "
    }
    return result + "w:gutter=\"0\"/></w:sectPr>\n"
  }

  /// The mark of every page.
  static func header(_ banners: [String]) -> String {
    let words = banners.joined(separator: "　")
    let runs = words.isEmpty ? "" : WordXML.run(words)
    return WordXML.head + "<w:hdr \(WordXML.namespaces)>" + WordXML.paragraph("Header", runs)
      + "</w:hdr>"
  }

  /// `— 3 —` at the outer side: right of odd pages, left of even ones.
  static func footer(isOdd: Bool) -> String {
    let number =
      WordXML.run("— ") + "<w:fldSimple w:instr=\" PAGE \">" + WordXML.run("1")
      + "</w:fldSimple>" + WordXML.run(" —")
    let side = "<w:jc w:val=\"\(isOdd ? "right" : "left")\"/>"
    let indent = "<w:ind w:\(isOdd ? "right" : "left")=\"280\"/>"
    return WordXML.head + "<w:ftr \(WordXML.namespaces)>"
      + WordXML.paragraph("Footer", number, more: indent + side) + "</w:ftr>"
  }

  static func settings() -> String {
    WordXML.head + "<w:settings \(WordXML.namespaces)><w:mirrorMargins/>"
      + "<w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/>"
      + "<w:characterSpacingControl w:val=\"compressPunctuation\"/>"
      + "<w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>"
      + "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
      + "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
      + "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
  }

  static func footnotes(_ notes: [String]) -> String {
    var result = WordXML.head + "<w:footnotes \(WordXML.namespaces)>"
    for (id, kind) in [(0, "separator"), (1, "continuationSeparator")] {
      result += "<w:footnote w:type=\"\(kind)\" w:id=\"\(id)\">"
      result += "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>"
      result += "<w:r><w:\(kind)/></w:r></w:p></w:footnote>"
    }
    for (place, note) in notes.enumerated() {
      let mark =
        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>"
      result += "<w:footnote w:id=\"\(place + 2)\">"
      result += WordXML.paragraph("FootnoteText", mark + WordXML.run(" ") + note) + "</w:footnote>"
    }
    return result + "</w:footnotes>"
  }

  static func numbering() -> String {
    WordXML.head + "<w:numbering \(WordXML.namespaces)><w:abstractNum w:abstractNumId=\"0\">"
      + "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
      + "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>"
      + "<w:pPr><w:ind w:left=\"640\" w:hanging=\"320\"/></w:pPr></w:lvl></w:abstractNum>"
      + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
  }

  // MARK: properties

  static func core(_ document: Document) -> String {
    func element(_ name: String, _ text: String?) -> String {
      text.map { "<\(name)>\(HTMLText.escaped($0))</\(name)>" } ?? ""
    }
    let time = document.properties.timestamp
    let types = "xsi:type=\"dcterms:W3CDTF\""
    return WordXML.head
      + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
      + "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      + "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
      + element("dc:title", document.title) + element("dc:subject", document.properties.subject)
      + element("dc:creator", document.properties.author) + element("dc:language", "zh-CN")
      + "<dcterms:created \(types)>\(time)</dcterms:created>"
      + "<dcterms:modified \(types)>\(time)</dcterms:modified></cp:coreProperties>"
  }

  static func app() -> String {
    WordXML.head + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
      + "extended-properties\"><Application>mrv</Application></Properties>"
  }
}
