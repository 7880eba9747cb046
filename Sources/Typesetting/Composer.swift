/// Sets text, tables and drawings on pages.
public struct Composer {
  /// A finished file.
  public struct Result: Sendable {
    /// The PDF.
    public var bytes: [UInt8]
    /// How many pages it has.
    public var pages: Int
    /// Characters that no font has; 〓 stands in their place.
    public var unknown: [Unicode.Scalar]
  }

  private let items: [FlowItem]
  private let sides: [Bool]
  private let pages: PageWriter
  private var cache: [Int: Prepared] = [:]

  /// An item measured for its page.
  private enum Prepared {
    case paragraph(Paragraph, TextBlock)
    case table(SetTable)
    case drawing(Drawing, scale: Double)
    case pageBreak
  }

  /// Sets the items on pages. Same items, same fonts, same bytes.
  ///
  /// - Precondition: ``FontBook/missingFamilies()`` is empty.
  public static func compose(
    _ items: [FlowItem], setup: PageSetup, metadata: PageMetadata, fonts: FontBook
  ) -> Result {
    var composer = Composer(items, setup, metadata, fonts)
    composer.run()
    let pages = composer.pages.number
    return Result(
      bytes: composer.pages.bytes(), pages: pages,
      unknown: fonts.unknown.sorted { $0.value < $1.value })
  }

  private init(
    _ items: [FlowItem], _ setup: PageSetup, _ metadata: PageMetadata, _ fonts: FontBook
  ) {
    self.items = items
    sides = Self.sides(items, setup)
    pages = PageWriter(setup, metadata, fonts: fonts)
    pages.canvas.destinations = Self.destinations(items)
  }

  /// Whether each item stands on a page on its side: wide tables, the headings above them, and
  /// short text between two of them.
  private static func sides(_ items: [FlowItem], _ setup: PageSetup) -> [Bool] {
    var sides = items.map { item in
      if case .table(let table) = item { return table.isLandscape }
      return false
    }
    for index in items.indices.reversed().dropFirst() {
      if case .paragraph(let paragraph) = items[index], paragraph.keepsWithNext {
        sides[index] = sides[index + 1]
      }
    }
    var last: Int?
    for index in items.indices where sides[index] {
      if let last, last + 1 < index {
        let between = items[last + 1..<index]
        let lines = between.map { item -> Double in
          if case .paragraph(let paragraph) = item {
            let characters = paragraph.runs.map(\.text.count).reduce(0, +)
            let size = paragraph.runs.map(\.style.size).max() ?? 10
            let lines = (Double(characters) * size / setup.height).rounded(.up)
            return lines * paragraph.pitch + paragraph.before + paragraph.after
          }
          return .infinity
        }
        if lines.reduce(0, +) < setup.width * 0.4 {
          for place in last + 1..<index { sides[place] = true }
        }
      }
      last = index
    }
    return sides
  }

  private static func destinations(_ items: [FlowItem]) -> Set<String> {
    var names: Set<String> = []
    for item in items {
      switch item {
      case .paragraph(let paragraph): paragraph.destination.map { _ = names.insert($0) }
      case .table(let table):
        table.destination.map { _ = names.insert($0) }
        for row in table.rows {
          for cell in row.cells { cell.destination.map { _ = names.insert($0) } }
        }
      case .drawing, .pageBreak: continue
      }
    }
    return names
  }

  // MARK: measuring

  private mutating func prepared(_ index: Int) -> Prepared {
    if let found = cache[index] { return found }
    let frame = pages.frame(landscape: sides[index], number: 1)
    let result: Prepared
    switch items[index] {
    case .paragraph(let paragraph):
      let block = TextBlock(
        paragraph.runs, width: frame.width - paragraph.indent, pitch: paragraph.pitch,
        alignment: paragraph.alignment, firstIndent: paragraph.firstIndent, fonts: pages.fonts)
      result = .paragraph(paragraph, block)
    case .table(let table): result = .table(SetTable(table, fonts: pages.fonts))
    case .drawing(let drawing):
      let scale = min(1, frame.width / drawing.width, frame.height * 0.8 / drawing.height)
      result = .drawing(drawing, scale: scale)
    case .pageBreak: result = .pageBreak
    }
    cache[index] = result
    return result
  }

  /// The least room in which an item can begin.
  private mutating func start(_ index: Int) -> Double {
    guard index < items.count else { return 0 }
    switch prepared(index) {
    case .paragraph(let paragraph, let block):
      let count = block.lines.count
      let lines = paragraph.keepsWithNext || count <= 3 ? count : 2
      let own = paragraph.before + Double(lines) * block.pitch
      return paragraph.keepsWithNext ? own + paragraph.after + start(index + 1) : own
    case .table(let table):
      guard table.heights.count > table.headRows else { return table.topHeight }
      // A small table stands on one page.
      let body = table.height(table.headRows..<table.heights.count)
      if body <= pages.setup.width * Self.small { return table.topHeight + body }
      let group = table.height(table.group(from: table.headRows))
      // What is taller than this may be divided.
      return table.topHeight + min(group, pages.setup.width * 0.4)
    case .drawing(let drawing, let scale): return drawing.height * scale + Self.drawingGap * 2
    case .pageBreak: return 0
    }
  }

  // MARK: placing

  /// How much of a page a table may take that is not divided, in widths of the text.
  private static let small = 0.24
  private static let drawingGap = 8.0
  private static let tableGap = 12.0

  private mutating func run() {
    if items.isEmpty { pages.newPage(landscape: false) }
    for index in items.indices {
      if case .pageBreak = prepared(index) {
        if !pages.isAtTop, index + 1 < items.count { pages.newPage(landscape: sides[index + 1]) }
        continue
      }
      let isOtherSide = pages.number == 0 || sides[index] != pages.isLandscape
      if isOtherSide {
        pages.newPage(landscape: sides[index])
      } else if !pages.isAtTop, start(index) > pages.room {
        pages.newPage(landscape: sides[index])
      }
      switch prepared(index) {
      case .paragraph(let paragraph, let block): place(paragraph, block)
      case .table(let table): place(table)
      case .drawing(let drawing, let scale): place(drawing, scale)
      case .pageBreak: continue
      }
      // Blocks hold Pango's memory; they are not needed again.
      cache[index] = nil
    }
  }

  private func place(_ paragraph: Paragraph, _ block: TextBlock) {
    if !pages.isAtTop { pages.y += paragraph.before }
    if let bookmark = paragraph.bookmark { pages.add(bookmark, at: pages.y) }
    if let name = paragraph.destination {
      pages.canvas.destination(name, x: pages.frame.x, y: pages.y)
    }
    var line = 0
    while line < block.lines.count {
      let fit = fit(block, from: line)
      if fit == 0 {
        pages.newPage(landscape: pages.isLandscape)
        continue
      }
      draw(paragraph, block, line..<line + fit)
      line += fit
      if line < block.lines.count { pages.newPage(landscape: pages.isLandscape) }
    }
    pages.y += paragraph.after
  }

  /// How many lines go onto this page, no line of a paragraph alone on either.
  private func fit(_ block: TextBlock, from line: Int) -> Int {
    let left = block.lines.count - line
    var fit = 0
    while fit < left {
      let notes = pages.blocks(for: block.notes(in: line..<line + fit + 1))
      let needed = Double(fit + 1) * block.pitch + pages.height(adding: notes)
      // A page takes at least one line, however much stands below it.
      if needed > pages.room + 0.01, !(pages.isAtTop && fit == 0) { break }
      fit += 1
    }
    if fit < left, left - fit == 1, fit > 2 { fit -= 1 }
    if fit == 1, left > 1, !pages.isAtTop { return 0 }
    return fit
  }

  private func draw(_ paragraph: Paragraph, _ block: TextBlock, _ lines: Range<Int>) {
    let frame = pages.frame
    pages.add(notes: pages.blocks(for: block.notes(in: lines)))
    let height = Double(lines.count) * block.pitch
    block.draw(lines, x: frame.x + paragraph.indent, y: pages.y, on: pages.canvas)
    if let bar = paragraph.bar {
      pages.canvas.fill(x: frame.x, y: pages.y, width: 3, height: height + paragraph.after, bar)
    }
    pages.y += height
  }

  private func place(_ drawing: Drawing, _ scale: Double) {
    let frame = pages.frame
    pages.y += Self.drawingGap
    let x = frame.x + (frame.width - drawing.width * scale) / 2
    pages.canvas.moved(x: x, y: pages.y, scale: scale) {
      drawing.draw(on: pages.canvas, fonts: pages.fonts)
    }
    pages.y += drawing.height * scale + Self.drawingGap
  }

  // MARK: tables

  private func place(_ table: SetTable) {
    if let name = table.table.destination {
      pages.canvas.destination(name, x: pages.frame.x, y: pages.y)
    }
    drawTop(table, isFirst: true)
    var row = table.headRows
    let end = table.heights.count
    while row < end {
      let group = table.group(from: row)
      let notes = pages.blocks(for: table.notes(group))
      let height = table.height(group)
      if height + pages.height(adding: notes) <= pages.room + 0.01 {
        drawRows(group, table, notes)
        row = group.upperBound
      } else if height <= pages.setup.width * 0.4, !isBelowTop(table) {
        nextPage(table)
      } else {
        divide(group, table)
        row = group.upperBound
      }
    }
    pages.y += Self.tableGap
  }

  /// Whether nothing but the head of the table stands on the page.
  private func isBelowTop(_ table: SetTable) -> Bool {
    pages.y <= pages.frame.y + table.topHeight + 0.01
  }

  private func nextPage(_ table: SetTable) {
    pages.newPage(landscape: pages.isLandscape)
    drawTop(table, isFirst: false)
  }

  private func drawTop(_ table: SetTable, isFirst: Bool) {
    let caption = table.captions[isFirst ? 0 : 1]
    if caption.lines.first?.width ?? 0 > 0 {
      caption.draw(0..<caption.lines.count, x: pages.frame.x, y: pages.y, on: pages.canvas)
      pages.y += caption.height
    }
    table.draw(0..<table.headRows, x: pages.frame.x, y: pages.y, on: pages.canvas)
    pages.y += table.height(0..<table.headRows)
  }

  private func drawRows(_ rows: Range<Int>, _ table: SetTable, _ notes: [TextBlock]) {
    pages.add(notes: notes)
    table.draw(rows, x: pages.frame.x, y: pages.y, on: pages.canvas)
    pages.y += table.height(rows)
  }

  /// Sets rows that go together but do not fit: row by row, and a row line by line.
  private func divide(_ group: Range<Int>, _ table: SetTable) {
    // Rows that fit are drawn together, so that cells over several rows stay one box.
    var first = group.lowerBound
    var row = first
    while row < group.upperBound {
      if table.height(first..<row + 1) <= pages.room + 0.01 {
        row += 1
        continue
      }
      let isDivided = group.count == 1 || table.height(row..<row + 1) > pages.frame.height / 2
      if first < row {
        // A heading goes along with what it stands above.
        let left = pages.room - table.height(first..<row) - 2 * table.table.padding
        let isBare = !isDivided || left < 3 * table.table.pitch
        if isBare, table.areHeadings(first..<row), !isBelowTop(table) {
          nextPage(table)
          continue
        }
        drawRows(first..<row, table, pages.blocks(for: table.notes(first..<row)))
        first = row
      }
      if isDivided {
        divide(row: row, table)
        first = row + 1
      } else {
        nextPage(table)
      }
      row += 1
    }
    if first < group.upperBound {
      drawRows(
        first..<group.upperBound, table,
        pages.blocks(for: table.notes(first..<group.upperBound)))
    }
  }

  private func divide(row: Int, _ table: SetTable) {
    pages.add(notes: pages.blocks(for: table.notes(row..<row + 1)))
    let padding = 2 * table.table.padding
    let pitch = table.table.pitch
    let lines = table.cells(in: row).map(\.block.lines.count).max() ?? 0
    var line = 0
    while line < lines {
      var fit = min(Int((pages.room - padding + 0.01) / pitch), lines - line)
      if lines - line - fit == 1, fit > 2 { fit -= 1 }
      if fit < min(3, lines - line), !isBelowTop(table) {
        nextPage(table)
        continue
      }
      fit = max(fit, 1)
      let height = Double(fit) * pitch + padding
      table.draw(
        row: row, lines: line..<line + fit, height: height, x: pages.frame.x, y: pages.y,
        on: pages.canvas)
      pages.y += height
      line += fit
      if line < lines { nextPage(table) }
    }
  }
}
