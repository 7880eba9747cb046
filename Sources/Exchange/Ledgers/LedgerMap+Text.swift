import Accounting
import Diagnostics
import Quantities

extension LedgerMap {
  /// The columns of the map as a table.
  static let headings = ["项目", "台账中", "对应", "单位", "汇总", "说明"]

  // MARK: Writing

  /// The map as CSV, with remarks for people.
  public func text() -> [UInt8] {
    var writer = CSVWriter()
    func add(_ texts: String...) {
      writer.add(
        (texts + [String](repeating: "", count: 6 - texts.count)).map {
          $0.isEmpty ? .empty : .text($0)
        })
    }
    writer.add(Self.headings.map { .text($0) })
    add("方法学", "", methodology ?? "")
    add("报告期", "", period?.description ?? "")
    for sheet in sheets {
      add("工作表", sheet.name)
      if let row = sheet.headingRow { add("标题行", String(row)) }
      if let column = sheet.periodColumn { add("期间列", column) }
      for key in sheet.keys { add("名称列", key.heading, key.rowSet) }
      if !sheet.fixed.isEmpty {
        add("固定行", "", sheet.fixed.map(\.description).joined(separator: "/"))
      }
      for name in sheet.names { add("名称", name.theirs, name.ours) }
      for value in sheet.values {
        add(
          "数值列", value.heading, value.target.description, value.unit ?? "",
          value.rule?.text ?? "", value.note)
      }
      for (column, note) in sheet.unread.sorted(by: { $0.key < $1.key }) {
        add("不读", column, "", "", "", note)
      }
    }
    return writer.bytes
  }

  // MARK: Reading

  /// Reads a map; what is wrong with it has its line.
  public static func read(_ bytes: [UInt8], file: String) -> (LedgerMap, [Finding]) {
    var map = LedgerMap()
    var findings: [Finding] = []
    var isFirst = true
    let outcome = CSVReader.read(.bytes(bytes), file: file) { record in
      let texts = (1...6).map { CSVWriter.restored(record.text($0)).trimmed }
      if isFirst, texts[0] == headings[0] {
        isFirst = false
        return true
      }
      isFirst = false
      let line = Line(texts: texts, row: record.row, file: file)
      if let problem = map.take(line) { findings.append(problem) }
      return true
    }
    return (map, outcome.findings + findings)
  }

  /// A line of the map.
  private struct Line {
    var texts: [String]
    var row: Int
    var file: String

    var theirs: String { texts[1] }
    var ours: String { texts[2] }

    func finding(_ kind: FindingKind, column: Int, _ arguments: [String: String] = [:]) -> Finding {
      Finding(
        kind, at: .cell(file: file, sheet: nil, row: row, column: column),
        ["got": texts[column - 1]].merging(arguments) { _, own in own })
    }
  }

  private static let words = [
    "方法学", "报告期", "工作表", "标题行", "期间列", "名称列", "固定行", "名称", "数值列", "不读",
  ]

  private mutating func take(_ line: Line) -> Finding? {
    switch line.texts[0] {
    case "": return nil
    case "方法学": methodology = line.ours.isEmpty ? nil : line.ours
    case "报告期":
      if line.ours.isEmpty { return nil }
      guard let read = ValueText.period(line.ours) else {
        return line.finding(.filingReportingPeriod, column: 3)
      }
      period = read
    case "工作表": sheets.append(Sheet(line.theirs))
    case let word where Self.words.contains(word):
      if sheets.isEmpty { sheets.append(Sheet("")) }
      return takeOfSheet(line)
    default:
      return line.finding(
        .mapWord, column: 1, ["known": Self.words.joined(separator: "、")])
    }
    return nil
  }

  private mutating func takeOfSheet(_ line: Line) -> Finding? {
    let last = sheets.count - 1
    switch line.texts[0] {
    case "标题行":
      guard let row = Int(line.theirs), row > 0 else { return line.finding(.mapRow, column: 2) }
      sheets[last].headingRow = row
    case "期间列": sheets[last].periodColumn = line.theirs
    case "名称列": sheets[last].keys.append((line.theirs, line.ours))
    case "固定行":
      var found: [Finding] = []
      guard let address = CellAddress(line.ours, at: .none, findings: &found), address.isRow else {
        return line.finding(.mapAddress, column: 3)
      }
      sheets[last].fixed = address.steps
    case "名称": sheets[last].names.append(Renaming(theirs: line.theirs, ours: line.ours))
    case "不读": sheets[last].unread[line.theirs] = line.texts[5]
    default:
      var found: [Finding] = []
      guard let address = CellAddress(line.ours, at: .none, findings: &found), !address.isRow
      else {
        return line.finding(.mapAddress, column: 3)
      }
      var value = Value(heading: line.theirs, target: address)
      value.unit = line.texts[3].isEmpty ? nil : line.texts[3]
      value.note = line.texts[5]
      value.line = line.row
      if !line.texts[4].isEmpty {
        guard let rule = Rule(line.texts[4]) else { return line.finding(.mapRule, column: 5) }
        value.rule = rule
      }
      sheets[last].values.append(value)
    }
    return nil
  }
}

extension LedgerMap.Rule {
  /// The rule as a map writes it: `合计`, `加权 入炉煤量 3位`.
  public var text: String {
    func decimals(_ count: Int?) -> String { count.map { " \($0)位" } ?? "" }
    switch self {
    case .sum: return "合计"
    case .weighted(let heading, let count): return "加权 \(heading)" + decimals(count)
    case .mean(let count): return "平均" + decimals(count)
    case .last: return "最后"
    case .largest: return "最大"
    case .smallest: return "最小"
    }
  }

  /// The rule of a text; nil where it is none.
  init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    var count: Int?
    if let last = words.last, last.hasSuffix("位"), let number = Int(last.dropLast()), number >= 0,
      number <= 20
    {
      count = number
      words.removeLast()
    }
    let rest = words.dropFirst().joined(separator: " ")
    switch words.first {
    case "合计" where rest.isEmpty && count == nil: self = .sum
    case "加权" where !rest.isEmpty: self = .weighted(by: rest, decimals: count)
    case "平均" where rest.isEmpty: self = .mean(decimals: count)
    case "最后" where rest.isEmpty && count == nil: self = .last
    case "最大" where rest.isEmpty && count == nil: self = .largest
    case "最小" where rest.isEmpty && count == nil: self = .smallest
    default: return nil
    }
  }
}

extension FindingKind {
  static let mapWord = FindingKind(
    "map.word", .error, zh: "对照表的“项目”不能是“{got}”，应为 {known}",
    en: "“{got}” is none of {known}")
  static let mapRow = FindingKind(
    "map.row", .error, zh: "标题行写第几行，如 3，不是“{got}”",
    en: "the row of headings is a number, not “{got}”")
  static let mapAddress = FindingKind(
    "map.address", .error, zh: "“{got}”不是地址；数值列写 FC 或 fuel[名称]/FC，固定行写 facility[东厂]",
    en: "“{got}” is no address; write FC or fuel[NAME]/FC for values, facility[东厂] for rows")
  static let mapRule = FindingKind(
    "map.rule", .error, zh: "汇总方式“{got}”不认识，应为 合计、加权 列标题 3位、平均、最后、最大 或 最小",
    en: "“{got}” is no rule; write 合计 (sum), 加权 HEADING 3位 (weighted), 平均, 最后, 最大 or 最小")
}
