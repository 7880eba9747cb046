import Quantities
import RulePlan

/// The sheet of instructions that lies beside empty tables: what goes into which column.
enum FilingGuide {
  /// The name of the sheet; readers of filings pass it over.
  static let name = "填写说明.txt"

  /// The sheet for a plan and the layouts of its tables.
  static func file(_ plan: Plan, _ layouts: [Int: SheetLayout], _ period: Period) -> FilingFile {
    var lines = ["填写说明：\(plan.title.zh)（\(plan.methodology)），报告期 \(period)", ""]
    lines += general(plan)
    for set in layouts.keys.sorted() {
      if let layout = layouts[set] { lines += table(layout) }
    }
    lines += ["", "三、可以自己加的表（没有就不用建；第一行写下面的标题，次序随意，用不到的列可以不要）"]
    lines += RecordTables.added.map { name in
      "  \(name)：\(RecordTables.headings(name).joined(separator: "、"))"
    }
    lines += [
      "  同一台计量器具的多次检定、同一设施的多次变化各占一行，后面几行只写编号和检定（变化）各列。",
      "  register.csv 还可以加：\(ListReader.recordFields.map(Tables.title).joined(separator: "、"))；"
        + "一格里有几项的，一项一行。",
    ]
    let text = lines.map { $0 + "\r\n" }.joined()
    return FilingFile(name: name, bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8))
  }

  private static func general(_ plan: Plan) -> [String] {
    let facility = plan.rowSets.count > 1 ? plan.rowSets[1].title.zh : "设施"
    let example = example(plan)
    return [
      "一、怎样填",
      "1. 用 Excel 或 WPS 打开各 CSV 表填写，存盘时仍选 CSV，不改文件名和第一行标题；列的次序可以变。",
      "2. filing.csv：报告期写 2024 或 2022-01..2022-04；填报日期写 2024-03-20；"
        + "用途写 年度报告 或 月度存证；地区写省份。",
      "3. 每个排放源、设备或品种一行（按月填的每月一行）。每行都要写“\(facility)”等名称，"
        + "各表写法一致；不要合并单元格。",
      "4. 空着表示没有数据（总量会算不出来）；确实为零写 0；没有这一项写 不涉及。",
      "5. 整张表都没有的：在表里写一行，名称处写 不涉及；或在 cells.csv 对应行的“状态”写 不涉及。",
      "6. 数字按标题方括号里的单位填；用别的单位就把单位写在数后，如 1200 kWh、35 kg、98%。",
      "   标题为 % 的列，98 就是 98%，写 0.98 会当作 0.98%。",
      "7. 不要填合计行，合计由程序算（写了也不读入）。",
      "8. register.csv：说明某个数是实测还是缺省、对应哪份检测报告。地址写法如：",
      "   \(example)",
      "   样品的检测报告登记在 samples.csv。没有要说明的，这两张表可以空着。",
      "9. 填完运行：mrv calculate 本文件夹。缺什么、哪一格有误，会逐条列出。",
      "",
      "二、各表各列",
    ]
  }

  /// An address with its choice, as the register takes it.
  private static func example(_ plan: Plan) -> String {
    let tree = RowTree(plan.rowSets)
    let named = plan.inputs.lazy.filter { $0.facet == .value && $0.shape.rows > 1 }
      .compactMap { input in plan.named.first { $0.id == input.id }.map { (input, $0) } }
    guard let (input, value) = named.first(where: { $0.1.alternatives.count > 1 }) ?? named.first
    else { return "facility[一厂]/…" }
    let steps = tree.chains[input.shape.rows].map { set -> String in
      let key = set == 1 ? "一厂" : keys(plan, set).first ?? "1"
      return "\(plan.rowSets[set].id)[\(key)]/"
    }
    let month = input.shape.grain == .year ? "" : "2024-03/"
    return steps.joined() + month + value.symbol
  }

  private static func table(_ layout: SheetLayout) -> [String] {
    let plan = layout.plan
    var lines = ["", "【\(FilingFolder.name(layout)).csv】\(plan.rowSets[layout.rowSet].title.zh)"]
    for column in layout.columns {
      let remark: String
      switch column {
      case .key(let set): remark = key(set, plan, isOwn: set == layout.rowSet)
      case .title: remark = "全称，可不填"
      case .from, .through: remark = "报告期内才启用或停用的写日期，如 2024-03-15；否则不填"
      case .period: remark = "如 2024-03；空着的那一行填全年不变的量"
      case .unit: remark = "“[按…]”各列所用的单位，如 t、万Nm3；不填时用缺省值表的单位"
      case .input(let input) where plan.inputs[input].sheetFacet != nil:
        remark = "照上年报告填；上年没有这一项的不填"
      case .input(let input):
        remark = layout.named[input].map { value(plan.inputs[input], plan.named[$0]) } ?? ""
      }
      lines.append("  \(layout.heading(column))" + (remark.isEmpty ? "" : "：\(remark)"))
    }
    return lines
  }

  private static func key(_ set: Int, _ plan: Plan, isOwn: Bool) -> String {
    if !isOwn { return "与 \(plan.rowSets[set].id).csv 中的名称一致" }
    switch plan.rowSets[set].keys {
    case .free: return "自己起的名称，如 1、东厂"
    case .table(_, let extensible):
      let known = keys(plan, set).joined(separator: "、")
      return "缺省值表中的名称之一：\(known)" + (extensible ? "；也可写表外的名称，参数自填" : "")
    case .derived: return "由规则规定，不用填"
    }
  }

  static func keys(_ plan: Plan, _ set: Int) -> [String] {
    guard case .table(let table, _) = plan.rowSets[set].keys else { return [] }
    var known: [String] = []
    for row in plan.tables[table].rows {
      if let key = row.keys.first.map(TableKeys.text), !known.contains(key) { known.append(key) }
    }
    return known
  }

  private static func value(_ input: Input, _ named: Named) -> String {
    var parts: [String] = []
    switch input.kind {
    case .flag: parts.append("写 是 或 否")
    case .date: parts.append("写日期，如 2024-03-15")
    case .text where !input.choices.isEmpty:
      parts.append("写 " + input.choices.map(ChoiceWords.offered).joined(separator: " 或 "))
    case .reference: parts.append("写另一张表里的名称")
    case .number, .text: break
    }
    switch input.shape.grain {
    case .day: parts.append("每日一个值")
    case .month: parts.append("每月一个值")
    case .calendarYear: parts.append("每自然年一个值")
    case .quarter: parts.append("每季度一个值")
    case .year: break
    }
    if let how = named.measurement?.how { parts.append(how) }
    if named.alternatives.count > 1 || named.alternatives.first?.formula != nil {
      let ways = named.alternatives.map { way in
        way.title.zh == way.id ? way.id : "\(way.id)（\(way.title.zh)）"
      }
      parts.append("取值方式：" + ways.joined(separator: "、"))
      if named.alternatives.contains(where: { $0.formula != nil }) {
        parts.append("不填则按后面的方式取值")
      }
    }
    return parts.joined(separator: "；")
  }
}
