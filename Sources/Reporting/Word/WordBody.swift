import Typesetting

/// The body of a Word document.
struct WordBody {
  /// Something of the body with the side that its page lies on.
  private struct Part {
    var xml: String
    var isLandscape = false
    /// A heading stands with what follows.
    var keepsWithNext = false
  }

  /// A picture of the document.
  struct Picture {
    var name: String
    var bytes: [UInt8]
  }

  private var parts: [Part] = []
  private(set) var lines: WordRuns
  private var anchors = WordAnchors()
  private(set) var pictures: [Picture] = []
  private var waiting: String?
  private let hasIndent: Bool
  private let fonts: FontBook?

  /// - Parameter fonts: for charts; nil where the fonts are missing, and tables stand for them.
  init(_ document: Document, fonts: FontBook?) {
    lines = WordRuns(bookmarks: Anchors.names(document.blocks))
    hasIndent = document.properties.kind == .report
    self.fonts = fonts
    for block in document.blocks { add(block, Surrounding()) }
  }

  /// What a block stands in.
  private struct Surrounding {
    var indent = 0
    var isNote = false
    var tone = Tone.plain
  }

  // MARK: sections

  /// The whole body, sections closed.
  func xml() -> String {
    var parts = self.parts
    for index in parts.indices.reversed().dropFirst() where parts[index].keepsWithNext {
      parts[index].isLandscape = parts[index + 1].isLandscape
    }
    var result = ""
    for (index, part) in parts.enumerated() {
      if index > 0, parts[index - 1].isLandscape != part.isLandscape {
        let section = WordParts.section(landscape: parts[index - 1].isLandscape)
        result += "<w:p><w:pPr><w:pStyle w:val=\"Break\"/>\(section)</w:pPr></w:p>\n"
      }
      result += part.xml
    }
    // A table may not be the last thing of a document.
    result += "<w:p><w:pPr><w:pStyle w:val=\"Break\"/></w:pPr></w:p>\n"
    return result + WordParts.section(landscape: parts.last?.isLandscape ?? false)
  }

  // MARK: blocks

  private mutating func add(_ block: Block, _ around: Surrounding) {
    switch block {
    case .heading(let level, let content, let anchor):
      let mark = mark(anchor)
      let style = level == 1 ? "Title" : "Heading\(min(level, 4) - 1)"
      // 22 pt in 156 mm; 18 pt where it is no official document.
      let shown =
        level == 1 ? TitleLines.divided(content, room: hasIndent ? 20 : 24) : content
      parts.append(
        Part(
          xml: WordXML.paragraph(style, mark + lines.runs(shown), more: indent(around)),
          keepsWithNext: true))
    case .paragraph(let content): paragraph(content, around)
    case .equation(let terms):
      paragraph([.formula(terms.map(\.symbol).joined(separator: " "))], around)
      let numbers = terms.map { $0.number.isEmpty ? $0.symbol : "\($0.number) \($0.unit)" }
      paragraph([.text("= " + numbers.joined(separator: " "))], around)
    case .list(let points):
      for point in points {
        let runs = mark(nil) + lines.runs(point)
        parts.append(Part(xml: WordXML.paragraph("ListBullet", runs)))
      }
    case .table(let table): add(table)
    case .chart(let chart): add(chart)
    case .note(let tone, let blocks):
      var inner = around
      inner.isNote = true
      inner.tone = tone
      for block in blocks { add(block, inner) }
    case .details(let summary, let anchor, let blocks):
      waiting = anchor ?? waiting
      paragraph(summary, around)
      var inner = around
      inner.indent += 280
      for block in blocks { add(block, inner) }
    case .anchored(let anchor, let blocks):
      waiting = anchor
      for block in blocks { add(block, around) }
    case .interactive: return
    case .pageBreak:
      let turn = "<w:r><w:br w:type=\"page\"/></w:r>"
      parts.append(Part(xml: WordXML.paragraph("Break", turn)))
    }
  }

  private mutating func mark(_ anchor: String?) -> String {
    defer { waiting = nil }
    return anchors.mark(anchor ?? waiting, lines)
  }

  private func indent(_ around: Surrounding) -> String {
    around.indent > 0 ? "<w:ind w:left=\"\(around.indent)\"/>" : ""
  }

  private mutating func paragraph(_ content: [Inline], _ around: Surrounding) {
    let plain = content.isAside ? "Aside" : "BodyText"
    let style = around.isNote ? (around.tone == .plain ? "Note" : "Warning") : plain
    let runs = mark(nil) + lines.runs(content)
    parts.append(Part(xml: WordXML.paragraph(style, runs, more: indent(around))))
  }

  private mutating func add(_ table: DocumentTable) {
    let plan = TablePlan(table)
    for part in plan.parts {
      var xml = ""
      let runs = mark(nil) + lines.runs([.text(part.table.caption)])
      if !part.table.caption.isEmpty { xml += WordXML.paragraph("Caption", runs) }
      xml += WordTable(plan: plan).xml(part, &lines, &anchors)
      // Tables that follow each other directly would become one.
      xml += "<w:p><w:pPr><w:pStyle w:val=\"Break\"/></w:pPr></w:p>\n"
      parts.append(Part(xml: xml, isLandscape: plan.isLandscape))
    }
  }

  // MARK: charts

  private mutating func add(_ chart: Chart) {
    guard let fonts, let png = ChartDrawing.drawing(chart).png(scale: 3, fonts: fonts) else {
      let rows = chart.bars.map { [TableCell($0.label, .rowHeading), TableCell($0.text, .number)] }
      return add(DocumentTable(caption: chart.caption, head: [], rows: rows))
    }
    let shapes = ChartShapes(chart, .page)
    pictures.append(Picture(name: "chart\(pictures.count + 1).png", bytes: png))
    let number = pictures.count
    let words = chart.bars.map { "\($0.label) \($0.text)" }.joined(separator: "；")
    let name = HTMLText.escaped("\(chart.caption)：\(words)")
    // Lengths in English metric units, 12,700 to the point.
    let size = "cx=\"\(shapes.width * 12_700)\" cy=\"\(shapes.height * 12_700)\""
    let picture =
      "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
      + "<wp:extent \(size)/><wp:docPr id=\"\(number)\" name=\"图\(number)\" descr=\"\(name)\"/>"
      + "<a:graphic><a:graphicData "
      + "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
      + "<pic:nvPicPr><pic:cNvPr id=\"\(number)\" name=\"chart\(number).png\"/><pic:cNvPicPr/>"
      + "</pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdChart\(number)\"/>"
      + "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
      + "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \(size)/></a:xfrm>"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
      + "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    let caption = WordXML.paragraph("Caption", mark(nil) + lines.runs([.text(chart.caption)]))
    parts.append(Part(xml: caption + WordXML.paragraph("Figure", picture)))
  }
}
