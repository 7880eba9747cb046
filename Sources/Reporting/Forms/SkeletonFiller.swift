import Diagnostics

/// Fills the frame of a document.
public struct SkeletonFiller {
  /// What is known, by name: `enterprise`, `year`, `header:法定代表人`.
  public var facts: [String: String]
  /// The conditions that hold: `official`, `unofficial` ….
  public var conditions: Set<String>
  /// What the program supplies for a part; nothing where there is nothing to say.
  public var part: (Skeleton.Part) -> [Block]

  /// Makes a filler.
  public init(
    facts: [String: String], conditions: Set<String> = [],
    part: @escaping (Skeleton.Part) -> [Block]
  ) {
    self.facts = facts
    self.conditions = conditions
    self.part = part
  }

  /// The document of a frame: its title as first heading, then its content.
  public func document(_ skeleton: Skeleton, banners: [String]) -> Document {
    let title = text(skeleton.title)
    return Document(
      title: title, banners: banners, blocks: [.heading(1, [.text(title)])] + blocks(skeleton))
  }

  /// The content of a frame without its title.
  public func blocks(_ skeleton: Skeleton) -> [Block] {
    var counter = Counter()
    return blocks(skeleton.items, level: 2, &counter)
  }

  /// A text with the facts put in; an unknown one leaves a line to write on. A box to tick stays
  /// with its word.
  public func text(_ template: String) -> String {
    let text = template.filled { facts[$0] ?? "＿＿＿＿" }
    return text.contains("□") ? text.replacing("□ ", with: "□\u{A0}") : text
  }

  // MARK: items

  /// How many chapters and appendices stood before.
  private struct Counter {
    var chapters = 0
    var appendices = 0
    /// The tables that have something in them: their number by that of the frame.
    var tables: [Int: Int] = [:]
  }

  /// A caption with the number that the table gets: `表6 …` is 表5 where 表5 has nothing to say.
  private func numbered(
    _ caption: String, _ counter: Counter
  ) -> (caption: String, place: (frame: Int, own: Int)?) {
    let digits = caption.dropFirst().prefix { $0.isASCII && $0.isNumber }
    guard caption.first == "表", let frame = Int(digits) else { return (caption, nil) }
    let own = counter.tables[frame] ?? counter.tables.count + 1
    return ("表\(own)\(caption.dropFirst(1 + digits.count))", (frame, own))
  }

  private func blocks(
    _ items: [Skeleton.Item], level: Int, _ counter: inout Counter
  ) -> [Block] {
    var blocks: [Block] = []
    for item in items {
      switch item {
      case .section(let section): blocks += chapter(section, level, &counter)
      case .text(let words, let tone): blocks.append(paragraph(text(words), tone))
      case .list(let points): blocks.append(.list(points.map { [.text(text($0))] }))
      case .fields(var fields):
        let number = numbered(fields.caption, counter)
        fields.caption = number.caption
        blocks.append(.table(table(fields)))
        if let place = number.place { counter.tables[place.frame] = place.own }
      case .grid(var grid):
        let number = numbered(grid.caption, counter)
        grid.caption = number.caption
        blocks.append(.table(table(grid)))
        if let place = number.place { counter.tables[place.frame] = place.own }
      case .part(var part):
        let number = numbered(part.options["caption"] ?? "", counter)
        if number.place != nil { part.options["caption"] = number.caption }
        let content = self.part(filled(part))
        blocks += content
        if let place = number.place, content.contains(where: \.hasTable) {
          counter.tables[place.frame] = place.own
        }
      case .pageBreak: blocks.append(.pageBreak)
      case .when(let condition, let inner):
        if conditions.contains(condition) { blocks += self.blocks(inner, level: level, &counter) }
      }
    }
    return blocks
  }

  private func chapter(
    _ section: Skeleton.Section, _ level: Int, _ counter: inout Counter
  ) -> [Block] {
    var inner = Counter()
    inner.tables = counter.tables
    let content = blocks(section.items, level: level + 1, &inner)
    if content.isEmpty, section.isOptional { return [] }
    counter.tables = inner.tables
    var number = ""
    switch section.numbering {
    case .none: break
    case .appendix:
      counter.appendices += 1
      number = "附录\(Self.chinese(counter.appendices))　"
    case .chapter:
      counter.chapters += 1
      switch level {
      case 2: number = Self.chinese(counter.chapters) + "、"
      case 3: number = "（\(Self.chinese(counter.chapters))）"
      default: number = "\(counter.chapters). "
      }
    }
    let heading = Block.heading(
      min(level, 4), [.text(number + text(section.title))], anchor: section.anchor)
    // A bare heading looks like something forgotten.
    let nothing = [Block.paragraph([.small("（本报告没有此项内容）")])]
    return [heading] + (content.isEmpty ? nothing : content)
  }

  private func paragraph(_ words: String, _ tone: Skeleton.Tone) -> Block {
    switch tone {
    case .plain: .paragraph([.text(words)])
    case .small: .paragraph([.small(words)])
    case .warning: .note(.warning, [.paragraph([.strong(words)])])
    }
  }

  private func filled(_ part: Skeleton.Part) -> Skeleton.Part {
    var part = part
    part.options = part.options.mapValues { text($0) }
    return part
  }

  // MARK: tables

  private func table(_ fields: Skeleton.Fields) -> DocumentTable {
    let columns = max(fields.columns, 1)
    var rows: [[TableCell]] = []
    for start in stride(from: 0, to: fields.fields.count, by: columns) {
      let line = fields.fields[start..<min(start + columns, fields.fields.count)]
      var cells = line.flatMap { field in
        [TableCell(text(field.label), .rowHeading), TableCell(value(field))]
      }
      // A pair that stands alone on the last line takes the room of the others.
      let gap = columns - line.count
      if gap > 0, let last = cells.indices.last { cells[last].columns += 2 * gap }
      rows.append(cells)
    }
    let widths =
      columns == 1
      ? [26, 74]
      : columns == 2 ? [18, 32, 18, 32] : columns == 3 ? [18, 16, 18, 15, 18, 15] : []
    return DocumentTable(caption: text(fields.caption), head: [], rows: rows, widths: widths)
  }

  /// What is known of a field.
  private func value(_ field: Skeleton.Field) -> String {
    field.sources.lazy.compactMap { facts[$0] }.first { !$0.isEmpty } ?? text(field.missing)
  }

  private func table(_ grid: Skeleton.Grid) -> DocumentTable {
    let width = max(grid.heads.count, grid.rows.map(\.count).max() ?? 1)
    var rows = grid.rows.map { row in
      row.enumerated().map { column, words in
        TableCell(text(words), column == 0 && !words.isEmpty ? .rowHeading : .text)
      } + [TableCell](repeating: TableCell(""), count: width - row.count)
    }
    // A blank line that nothing stands in would be drawn too low to write in.
    let blank = [TableCell](repeating: TableCell("　"), count: width)
    rows += [[TableCell]](repeating: blank, count: grid.blanks)
    return DocumentTable(
      caption: text(grid.caption),
      head: grid.heads.isEmpty ? [] : [grid.heads.map { TableCell(text($0), .columnHeading) }],
      rows: rows, widths: grid.widths)
  }

  /// 一, 二, … 十一 ….
  static func chinese(_ number: Int) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard (1..<100).contains(number) else { return "\(number)" }
    let (tens, ones) = (number / 10, number % 10)
    return (tens == 0 ? "" : (tens == 1 ? "" : digits[tens]) + "十") + digits[ones]
  }
}

extension Block {
  /// Whether a table stands in it.
  fileprivate var hasTable: Bool {
    switch self {
    case .table: true
    case .note(_, let blocks), .details(_, _, let blocks), .anchored(_, let blocks),
      .interactive(let blocks):
      blocks.contains(where: \.hasTable)
    default: false
    }
  }
}
