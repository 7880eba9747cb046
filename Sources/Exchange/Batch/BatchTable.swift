import Accounting
import Diagnostics
import Quantities
import RulePlan

/// A long table of many enterprises: a line for each row of one row set, and in it the enterprise.
///
/// The columns are those of the table of the row set in a filing (see ``FilingTemplate``), with one
/// for the enterprise before them and, unless one period holds for all, one for the year.
public struct BatchTable: Sendable {
  /// What a column holds.
  enum Content: Equatable {
    case enterprise
    case year
    case sheet(SheetLayout.Content, unit: String?)
  }

  /// The file.
  public let path: String
  /// The row set whose rows the lines are.
  public let rowSet: Int
  /// The heading of the column that names the enterprise.
  public let enterpriseHeading: String
  let plan: Plan
  let layout: SheetLayout
  /// The columns; nil where one is not read.
  let columns: [Content?]
  /// The row of the heading, from 1.
  let headingRow: Int
  let separator: UInt8
  let encoding: CSVEncoding
  /// The heading as it stands.
  let heading: [String]
  /// The period of lines that state none.
  public let period: Period?

  /// Words that head the column of enterprises, the surest first.
  private static let enterpriseWords = [
    "统一社会信用代码", "企业ID", "企业编号", "企业代码", "项目编号", "企业", "项目", "报告主体", "企业名称", "项目名称",
    "enterprise", "company", "project",
  ]
  private static let yearWords = ["年", "年份", "年度", "报告年度", "报告年份", "报告期", "year"]

  /// Reads the heading of a table.
  ///
  /// - Parameters:
  ///   - rowSet: the row set whose table it is; nil where the heading tells.
  ///   - period: the period of lines that state none.
  /// - Returns: the table and what is wrong with its heading; no table where it cannot be used.
  public static func open(
    _ path: String, plan: Plan, rowSet: String? = nil, period: Period? = nil
  ) -> (BatchTable?, [Finding]) {
    var titles = 0
    var record: CSVRecord?
    let outcome = CSVReader.read(.file(path), file: path) { line in
      let texts = line.texts.map(\.trimmed).filter { !$0.isEmpty }
      if texts.count < 2, titles < 5 {
        titles += 1
        return true
      }
      record = line
      return false
    }
    guard let record else { return (nil, outcome.findings) }
    let heading = record.texts.map { CSVWriter.restored($0).trimmed }
    let layouts = FilingFolder.layouts(plan).filter { set, layout in
      set != 0 && rowSet.map { layout.plan.rowSets[set].id == $0 } != false
    }
    let known = layouts.mapValues { layout in
      heading.filter { !layout.contents(SheetLayout.parts($0).name).isEmpty }.count
    }
    // Of equals the innermost: its table has the outer ones' keys too.
    guard let most = known.values.max(), most > 0,
      let set = known.filter({ $0.value == most }).keys.max(), let layout = layouts[set]
    else {
      let tables = FilingFolder.layouts(plan).keys.sorted().dropFirst().map { plan.rowSets[$0].id }
      return (
        nil,
        outcome.findings + [
          Finding(
            .batchNoTable, at: .cell(file: path, sheet: nil, row: record.row, column: 1),
            ["known": tables.joined(separator: "、")])
        ]
      )
    }
    var reader = HeadingReader(layout: layout, path: path, row: record.row)
    let columns = reader.columns(heading, enterpriseWords, yearWords)
    if !columns.contains(.year), period == nil { reader.note(.batchNoYear, column: 1) }
    guard let place = columns.firstIndex(of: .enterprise) else {
      reader.note(.batchNoEnterprise, column: 1)
      return (nil, outcome.findings + reader.findings)
    }
    guard columns.contains(.year) || period != nil else {
      return (nil, outcome.findings + reader.findings)
    }
    let table = BatchTable(
      path: path, rowSet: set, enterpriseHeading: heading[place], plan: plan, layout: layout,
      columns: columns, headingRow: record.row,
      separator: outcome.separator.asciiValue ?? UInt8(ascii: ","), encoding: outcome.encoding,
      heading: heading, period: period)
    return (table, outcome.findings + reader.findings)
  }

  /// Whether lines can be computed one by one: nothing is said over several lines.
  ///
  /// Then each line is a row of its own and the row set's key is left out, but where rows are
  /// people: nobody has two lines, and that none has is looked at in the end.
  public var isLineByLine: Bool {
    guard encoding == .utf8 else { return false }
    let chain = RowTree(plan.rowSets).chains[rowSet]
    for set in chain.dropLast() where set != 1 && place(of: .key(set)) == nil { return false }
    return !columns.contains { column in
      guard case .sheet(let content, _) = column else { return false }
      let rows = plan.rowSets[rowSet]
      if content == .key(rowSet), rows.isPersonal, rows.keys == .free { return false }
      return [.key(rowSet), .title, .from, .through, .period].contains(content)
    }
  }

  /// The row sets from the filing to the one above another.
  public func rowSets(above rowSet: Int) -> [Int] {
    [0] + RowTree(plan.rowSets).chains[rowSet].dropLast()
  }

  /// The column of a content, from 0; nil where there is none.
  func place(of content: SheetLayout.Content) -> Int? {
    columns.firstIndex { column in
      if case .sheet(content, _) = column { return true }
      return false
    }
  }
}

/// Recognises the columns of a heading.
private struct HeadingReader {
  let layout: SheetLayout
  let path: String
  let row: Int
  var findings: [Finding] = []

  mutating func note(_ kind: FindingKind, column: Int, _ arguments: [String: String] = [:]) {
    let origin = Origin.cell(file: path, sheet: nil, row: row, column: column)
    findings.append(Finding(kind, at: origin, arguments))
  }

  mutating func columns(
    _ heading: [String], _ enterpriseWords: [String], _ yearWords: [String]
  ) -> [BatchTable.Content?] {
    let folded = heading.map { SheetLayout.folded($0).lowercased() }
    let words = enterpriseWords.map { SheetLayout.folded($0).lowercased() }
    let enterprise = words.lazy.compactMap { folded.firstIndex(of: $0) }.first
    var columns: [BatchTable.Content?] = []
    for (index, text) in heading.enumerated() {
      var content: BatchTable.Content?
      if index == enterprise {
        content = .enterprise
      } else if yearWords.contains(folded[index]) {
        content = .year
      } else if !words.contains(folded[index]), !text.isEmpty {
        content = sheet(text, index + 1)
      }
      if let known = content, isRepeated(known, columns) {
        note(.filingRepeatedColumn, column: index + 1, ["got": text])
        content = nil
      }
      columns.append(content)
    }
    return columns
  }

  private func isRepeated(_ content: BatchTable.Content, _ columns: [BatchTable.Content?]) -> Bool {
    columns.contains { other in
      if case .sheet(let a, _) = other, case .sheet(let b, _) = content { return a == b }
      return other == content
    }
  }

  private mutating func sheet(_ heading: String, _ column: Int) -> BatchTable.Content? {
    let (name, unit) = SheetLayout.parts(heading)
    let contents = layout.contents(name)
    guard let content = contents.first else {
      let near = Suggestions.nearest(name, among: layout.headings)
      note(
        .filingUnknownColumn, column: column,
        ["got": heading].merging(Suggestions.arguments(near)) { a, _ in a })
      return nil
    }
    guard contents.count == 1 else {
      let known = contents.map { layout.heading($0) }.joined(separator: "、")
      note(.filingAmbiguousColumn, column: column, ["got": heading, "known": known])
      return nil
    }
    return .sheet(content, unit: unit.flatMap { $0.hasPrefix("按") ? nil : $0 })
  }
}

extension FindingKind {
  static let batchNoTable = FindingKind(
    "batch.no-table", .error, zh: "标题行与方法学的任何一张表都对不上；可用 --table 指明，有：{known}",
    en: "the heading fits no table of the methodology; name one with --table: {known}")
  static let batchNoEnterprise = FindingKind(
    "batch.no-enterprise", .error, zh: "标题行没有企业列；请加一列“企业”，每行写明是哪家企业",
    en: "no column names the enterprise; add one with the heading 企业 (enterprise)")
  static let batchNoYear = FindingKind(
    "batch.no-year", .error, zh: "标题行没有“年”列；请加一列，或用 --period 2024 指明报告期",
    en: "no column states the year; add one with the heading 年 (year), or use --period 2024")
}
