import Accounting
import OfficeFiles
import Quantities
import RulePlan

/// The sheets of one row set: one for each grain in which its values are entered.
struct ValueSheets {
  /// A line: what stands in its columns.
  typealias Line = [SheetLayout.Content: String]

  /// A sheet with its columns, as the stamp lists them.
  struct Made {
    var sheet: WorkbookSheet
    var stamp: WorkbookStamp.Sheet
    /// The range of the row set's own keys, for drop-downs of others; nil without such a column.
    var keys: String?
  }

  let plan: Plan
  let layout: SheetLayout
  let period: Period
  /// What drop-downs offer: ranges by what they list.
  let choices: ChoiceLists
  /// The ranges of the keys of row sets above this one.
  let parents: [Int: String]

  /// Rows of an empty table: for rows without periods, and repetitions of all months.
  private static let (emptyRows, emptyBlocks) = (20, 3)
  /// The line of headings, from 0; a title and the remarks stand above it.
  private static let headingRow = 2

  private var grains: [Grain] {
    let found = Set(layout.named.keys.map { plan.inputs[$0].shape.grain })
    return found.isEmpty ? [.year] : found.sorted()
  }

  /// The sheets with the lines of a table, or empty ones.
  func make(_ lines: [Line]?, besides taken: [String]) -> [Made] {
    var made: [Made] = []
    for grain in grains {
      let isFirst = grain == grains.first
      let own = lines.map { distribute($0, grain, isFirst) }
      let columns = self.columns(grain, isFirst, own ?? [])
      let body = own ?? []
      let name = SheetName.made(
        from: SheetNames.values(layout, grain),
        besides: taken + made.map(\.sheet.name))
      made.append(sheet(name, grain, columns, body, isEmpty: lines == nil))
    }
    return made
  }

  /// The lines of one grain with the values that are entered in it.
  private func distribute(_ lines: [Line], _ grain: Grain, _ isFirst: Bool) -> [Line] {
    lines.compactMap { line in
      var own: Line = [:]
      var hasValues = false
      var hasOthers = false
      for (content, text) in line {
        guard case .input(let input) = content else { continue }
        if plan.inputs[input].shape.grain == grain {
          own[content] = text
          hasValues = true
        } else {
          hasOthers = true
        }
      }
      let isDescription = line[.title] != nil || line[.from] != nil || line[.through] != nil
      guard hasValues || isFirst && (isDescription || !hasOthers) else { return nil }
      for (content, text) in line {
        switch content {
        case .key, .period, .unit: own[content] = text
        case .title, .from, .through: if isFirst { own[content] = text }
        case .input: break
        }
      }
      return own
    }
  }

  private func columns(_ grain: Grain, _ isFirst: Bool, _ lines: [Line]) -> [SheetLayout.Content] {
    let inputs = layout.columns.filter {
      guard case .input(let input) = $0 else { return false }
      return plan.inputs[input].shape.grain == grain
    }
    let isKeyed = inputs.contains { content in
      guard case .input(let input) = content else { return false }
      return SheetLayout.isKeyed(layout.named[input].flatMap { plan.named[$0].unit })
    }
    let hasValidity = layout.rowSet != 0 && plan.rowSets[layout.rowSet].hasValidity
    let used = Set(lines.flatMap(\.keys))
    return layout.columns.filter { content in
      switch content {
      case .key: true
      case .title: isFirst
      case .from, .through: isFirst && (hasValidity || used.contains(content))
      case .period, .unit, .input: false
      }
    } + (grain != .year || used.contains(.period) ? [.period] : [])
      + (isKeyed || used.contains(.unit) ? [.unit] : []) + inputs
  }

  // MARK: The sheet

  private func sheet(
    _ name: String, _ grain: Grain, _ columns: [SheetLayout.Content], _ lines: [Line],
    isEmpty: Bool
  ) -> Made {
    var sheet = WorkbookSheet(name)
    let remarks = columns.map { ColumnRemark(plan, layout, $0).short }
    let headings = columns.map { heading($0) }
    let widths = headings.map { text in
      let longest = text.split(separator: "\n").map { WorkbookStyle.width(String($0)) }.max() ?? 0
      return min(26, max(11, longest + 3))
    }
    sheet.columns = widths.indices.map { .init($0...$0, width: widths[$0]) }
    let remarkHeight = zip(remarks, widths).map { WorkbookStyle.height($0, width: $1) }.max() ?? 15
    let headingHeight =
      zip(headings, widths).map { WorkbookStyle.height($0, width: $1) }.max() ?? 15
    sheet.rows = [
      WorkbookRow([.text(title(grain), WorkbookStyle.title)], height: 24),
      WorkbookRow(
        remarks.map { WorkbookCell(.text($0), WorkbookStyle.remark) },
        height: min(180, max(15, remarkHeight))),
      WorkbookRow(
        zip(headings, columns).map { WorkbookCell(.text($0), headingFormat($1)) },
        height: max(32, headingHeight * 1.3)),
    ]
    let first = sheet.rows.count
    let body = isEmpty ? emptyLines(grain, columns) : lines
    sheet.rows += body.map { line in WorkbookRow(columns.map { cell(line[$0], $0) }) }
    if isEmpty, grain != .year { merge(&sheet, columns, grain, first) }
    let last = max(first + body.count - 1, first)
    // Drop-downs reach below the last line, for lines that are added.
    let reach = first...(layout.rowSet == 0 ? last : last + 200)
    sheet.validations = columns.indices.compactMap { validation(columns[$0], $0, reach) }
    sheet.comments = columns.indices.compactMap { index in
      let text = ColumnRemark(plan, layout, columns[index]).long
      return text.isEmpty
        ? nil : CellComment(row: Self.headingRow, column: index, String(text.prefix(1_500)))
    }
    sheet.frozen = (first, columns.prefix { if case .key = $0 { true } else { false } }.count)
    sheet.print.isLandscape = columns.count > 6
    sheet.print.repeatedRows = first
    sheet.tabColor = grain == .year ? 0x70AD47 : 0xFFC000
    let own = columns.firstIndex(of: .key(layout.rowSet))
    let keys = own.map { column in
      SheetName.quoted(name)
        + CellName.range(CellRange(rows: first...(first + 200), columns: column...column))
    }
    return Made(sheet: sheet, stamp: stamp(name, columns), keys: layout.rowSet == 0 ? nil : keys)
  }

  private func title(_ grain: Grain) -> String {
    let name = layout.rowSet == 0 ? "企业整体数据" : plan.rowSets[layout.rowSet].title.zh
    switch grain {
    case .year: return "\(name)　（每行一个，填全报告期 \(period)）"
    case .calendarYear: return "\(name)　（按自然年填报，\(period)）"
    case .quarter: return "\(name)　（按季填报，\(period)）"
    case .month: return "\(name)　（按月填报，\(period)；每个\(name)一组，每月一行）"
    case .day: return "\(name)　（按日填报，\(period)；每个\(name)一组，每日一行）"
    }
  }

  /// The heading in two lines: name with symbol, unit.
  private func heading(_ content: SheetLayout.Content) -> String {
    let text = layout.heading(content)
    switch content {
    case .key(let set):
      let title = plan.rowSets[set].title.zh
      return layout.contents(title) == [content] ? title : text
    default:
      let (name, unit) = SheetLayout.parts(text)
      return unit.map { "\(name)\n[\($0)]" } ?? name
    }
  }

  private func headingFormat(_ content: SheetLayout.Content) -> CellFormat {
    switch content {
    case .key, .period: WorkbookStyle.heading
    case .title, .from, .through, .unit: WorkbookStyle.optionalHeading
    case .input(let input):
      isOptional(input) ? WorkbookStyle.optionalHeading : WorkbookStyle.heading
    }
  }

  /// Whether a value has another way than being entered.
  private func isOptional(_ input: Int) -> Bool {
    guard let named = layout.named[input] else { return false }
    if plan.inputs[input].sheetFacet != nil { return true }
    return plan.named[named].alternatives.contains { $0.formula != nil }
  }

  private func stamp(_ name: String, _ columns: [SheetLayout.Content]) -> WorkbookStamp.Sheet {
    WorkbookStamp.Sheet(
      name: name, table: FilingFolder.name(layout) + ".csv",
      columns: columns.map { content in
        let heading = heading(content).replacing("\n", with: " ")
        guard case .input(let input) = content, let named = layout.named[input] else {
          return .init(heading: heading)
        }
        return .init(
          heading: heading, id: layout.id(input, named), concept: plan.named[named].concept)
      })
  }

  // MARK: Lines

  private func emptyLines(_ grain: Grain, _ columns: [SheetLayout.Content]) -> [Line] {
    if grain == .year {
      return [Line](repeating: [:], count: layout.rowSet == 0 ? 1 : Self.emptyRows)
    }
    let names = slots(grain)
    let blocks = layout.rowSet == 0 || grain == .day ? 1 : Self.emptyBlocks
    return (0..<blocks).flatMap { _ in names.map { [.period: $0] } }
  }

  private func slots(_ grain: Grain) -> [String] {
    (0..<period.slotCount(grain.division)).map { period.name(grain.division, $0) }
  }

  /// Merges the keys of each block of months, so that they are written once.
  private func merge(
    _ sheet: inout WorkbookSheet, _ columns: [SheetLayout.Content], _ grain: Grain, _ first: Int
  ) {
    let length = slots(grain).count
    guard length > 1 else { return }
    for start in stride(from: first, to: sheet.rows.count, by: length) {
      for (column, content) in columns.enumerated() {
        guard case .key = content else { continue }
        sheet.merges.append(
          CellRange(rows: start...(start + length - 1), columns: column...column))
      }
    }
  }

  private func cell(_ text: String?, _ content: SheetLayout.Content) -> WorkbookCell {
    switch content {
    case .key: return .init(self.content(text), WorkbookStyle.text(WorkbookStyle.key))
    case .title, .unit: return .init(self.content(text), WorkbookStyle.text(WorkbookStyle.optional))
    case .period:
      return .init(self.content(text), WorkbookStyle.text(WorkbookStyle.fixed))
    case .from, .through: return day(text, WorkbookStyle.optional)
    case .input(let input):
      let format = isOptional(input) ? WorkbookStyle.optional : WorkbookStyle.entry
      switch plan.inputs[input].kind {
      case .number: return NumberCell.cell(text, format)
      case .date: return day(text, format)
      case .flag, .text, .reference: return .init(self.content(text), WorkbookStyle.text(format))
      }
    }
  }

  private func content(_ text: String?) -> WorkbookCell.Content {
    text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
  }

  private func day(_ text: String?, _ format: CellFormat) -> WorkbookCell {
    guard let text, let day = Day(text) else { return .init(content(text), format) }
    return .init(.date(SheetDate(day)), format)
  }

  // MARK: Drop-downs

  private func validation(
    _ content: SheetLayout.Content, _ column: Int, _ rows: ClosedRange<Int>
  ) -> CellValidation? {
    let range = CellRange(rows: rows, columns: column...column)
    switch content {
    case .key(let set):
      if set != layout.rowSet, let above = parents[set] {
        return CellValidation(range, .range("=" + above), isStrict: false)
      }
      guard let list = choices.keys[set] else { return nil }
      return CellValidation(
        range, .range("=" + list), isStrict: false, message: "不在缺省值表中的名称也可以写，但参数要自己填。")
    case .unit:
      guard let list = choices.units[layout.rowSet] else { return nil }
      return CellValidation(range, .range("=" + list), isStrict: false)
    case .input(let input):
      let kind = plan.inputs[input].kind
      if kind == .flag { return CellValidation(range, .list(["是", "否"])) }
      if case .reference(let set) = kind, let list = parents[set] {
        return CellValidation(range, .range("=" + list), isStrict: false)
      }
      guard let list = choices.inputs[input] else { return nil }
      return CellValidation(range, .range("=" + list), isStrict: false)
    case .title, .from, .through, .period: return nil
    }
  }
}

/// A number as a cell: a number where a spreadsheet keeps it, a text where it would not.
enum NumberCell {
  static func cell(_ text: String?, _ format: CellFormat) -> WorkbookCell {
    guard let text, !text.isEmpty else { return .init(.empty, format) }
    guard let (_, decimals) = CellText.plain(Array(text.utf8)[...]),
      text.utf8.filter({ (0x30...0x39).contains($0) }).drop(while: { $0 == 0x30 }).count <= 15
    else { return .init(.text(text), WorkbookStyle.text(format)) }
    return .init(.number(text), WorkbookStyle.number(format, decimals: decimals))
  }
}
