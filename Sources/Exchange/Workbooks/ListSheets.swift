import Accounting
import Diagnostics
import OfficeFiles
import Quantities
import RulePlan

/// The sheets with fixed columns: enterprise, register, laboratory reports, what does not occur.
struct ListSheets {
  let plan: Plan
  let choices: ChoiceLists
  /// The rows of each row set, by which the register is read back.
  let rows: [Int: [[CellAddress.Step]]]
  let parents: [Int: String]

  /// A sheet with its stamp.
  typealias Made = (sheet: WorkbookSheet, stamp: WorkbookStamp.Sheet)

  private func make(
    _ name: String, _ table: String, title: String, _ headings: [String], widths: [Double],
    _ lines: [[WorkbookCell]], emptyRows: Int, remark: String = ""
  ) -> Made {
    var sheet = WorkbookSheet(name)
    sheet.columns = widths.indices.map { .init($0...$0, width: widths[$0]) }
    sheet.rows = [
      WorkbookRow([.text(title, WorkbookStyle.title)], height: 24),
      WorkbookRow([.text(remark, WorkbookStyle.remark.with { $0.wraps = false })]),
      WorkbookRow(headings.map { .text($0, WorkbookStyle.heading) }, height: 32),
    ]
    sheet.rows += lines.map { WorkbookRow($0) }
    let blank = headings.map { _ in
      WorkbookCell(.empty, WorkbookStyle.text(WorkbookStyle.optional))
    }
    sheet.rows += [WorkbookRow](repeating: WorkbookRow(blank), count: emptyRows)
    sheet.frozen = (3, 1)
    sheet.print.isLandscape = headings.count > 5
    sheet.print.repeatedRows = 3
    sheet.tabColor = 0x5B9BD5
    let stamp = WorkbookStamp.Sheet(
      name: name, table: table, columns: headings.map { .init(heading: $0) })
    return (sheet, stamp)
  }

  // MARK: Enterprise

  private static let headerRemarks = [
    "报告主体": "全称，与营业执照一致", "统一社会信用代码": "18 位", "方法学": "不要改",
    "报告期": "如 2024 或 2022-01..2022-04", "填报日期": "如 2025-03-20",
    "用途": "年度报告 或 月度存证", "地区": "省份全称，如 广东省",
  ]

  /// 企业信息.
  func header(_ items: [(String, String)]) -> Made {
    let lines = items.map { name, value in
      [
        WorkbookCell.text(name, WorkbookStyle.fixed),
        WorkbookCell(
          value.isEmpty ? .empty : .text(value), WorkbookStyle.text(WorkbookStyle.entry)),
        WorkbookCell(.text(Self.headerRemarks[name] ?? ""), WorkbookStyle.remark),
      ]
    }
    var made = make(
      "企业信息", FilingFile.header, title: "企业信息", ["项目", "内容", "填写提示"],
      widths: [22, 44, 40], lines, emptyRows: 6, remark: "要补充的项目（地址、联系人等）写在下面的空行里。")
    // The hints are read by people only.
    made.sheet.rows[2].cells[2] = .text("（填写提示）", WorkbookStyle.optionalHeading)
    made.stamp.columns.removeLast()
    if let row = items.firstIndex(where: { $0.0 == "用途" }) {
      made.sheet.validations.append(
        CellValidation(
          CellRange(rows: (3 + row)...(3 + row), columns: 1...1), .list(["年度报告", "月度存证"]),
          isStrict: false))
    }
    return made
  }

  // MARK: Register

  /// 登记表: the lines of the register of a folder, or a line for each parameter with a choice.
  func register(_ lines: [[String: String]]?, fields: [String]) -> Made {
    let own = [
      RegisterSheet.parameter, RegisterSheet.facility, RegisterSheet.row, RegisterSheet.period,
    ]
    let columns = own + fields.map(Tables.title) + [RegisterSheet.address]
    let body: [[String]]
    if let lines {
      let register = RegisterSheet(plan, rows: rows)
      body = lines.map { registerLine($0, fields, register) }
    } else {
      body = plan.named.filter { $0.role == .input && $0.alternatives.count > 1 }.map {
        [RegisterSheet.label($0)] + [String](repeating: "", count: columns.count - 1)
      }
    }
    let cells = body.map { line in
      line.enumerated().map { index, text in
        WorkbookCell(
          text.isEmpty ? .empty : .text(text),
          WorkbookStyle.text(index == 0 ? WorkbookStyle.fixed : WorkbookStyle.optional))
      }
    }
    var made = make(
      RegisterSheet.name, FilingFile.register, title: "登记表：各参数怎样取得、依据什么",
      columns, widths: [34, 12, 18, 12, 20] + columns.dropFirst(5).map { _ in 16 }, cells,
      emptyRows: lines == nil ? 40 : 10,
      remark: "设施、名称、期间空着表示全部；多级名称用 / 分开，如 1/燃煤。没有要说明的行不用填，也不用删。")
    addChoices(&made.sheet, body.map { $0[0] }, columns)
    return made
  }

  private func addChoices(
    _ sheet: inout WorkbookSheet, _ parameters: [String], _ columns: [String]
  ) {
    let last = sheet.rows.count + 300
    if let list = choices.parameters {
      sheet.validations.append(
        CellValidation(
          CellRange(rows: 3...last, columns: 0...0), .range("=" + list), isStrict: false))
    }
    if let facilities = parents[1] {
      sheet.validations.append(
        CellValidation(
          CellRange(rows: 3...last, columns: 1...1), .range("=" + facilities), isStrict: false))
    }
    guard let column = columns.firstIndex(of: Tables.title("choice")) else { return }
    let byLabel = Dictionary(
      plan.named.filter(RegisterSheet.isListed).map { (RegisterSheet.label($0), $0) },
      uniquingKeysWith: { first, _ in first })
    for (index, parameter) in parameters.enumerated() {
      guard let named = byLabel[parameter], !named.alternatives.isEmpty else { continue }
      let ways = named.alternatives.map(RegisterSheet.label)
      guard ways.joined(separator: ",").unicodeScalars.count <= 255,
        !ways.contains(where: { $0.contains(",") })
      else { continue }
      sheet.validations.append(
        CellValidation(
          CellRange(rows: (3 + index)...(3 + index), columns: column...column), .list(ways),
          isStrict: false))
    }
  }

  /// A line by parameter, facility, row and period; by its address where that is not the same.
  private func registerLine(
    _ line: [String: String], _ fields: [String], _ register: RegisterSheet
  ) -> [String] {
    let address = line["address"] ?? ""
    var own = RegisterSheet.Line()
    var named: Named?
    var none: [Finding] = []
    if let parsed = CellAddress(address, at: .none, findings: &none), parsed.facet == nil {
      named = plan.named.first { $0.symbol == parsed.name }
      own.parameter = named.map(RegisterSheet.label) ?? ""
      let facility = plan.rowSets.count > 1 ? plan.rowSets[1].id : ""
      own.facility = parsed.steps.first { $0.rowSet == facility }?.key ?? ""
      own.row = parsed.steps.filter { $0.rowSet != facility }.map(\.key).joined(separator: "/")
      own.period = parsed.period ?? ""
      if !((try? register.addresses(own)) == [address]) { named = nil }
    }
    let texts = fields.map { field -> String in
      let text = line[field] ?? ""
      guard field == "choice", let named else { return text }
      let way = named.alternatives.first { $0.id == text }.map(RegisterSheet.label)
      return way.map { register.choice($0, own.parameter) == text ? $0 : text } ?? text
    }
    if named == nil { return ["", "", "", ""] + texts + [address] }
    return [own.parameter, own.facility, own.row, own.period] + texts + [""]
  }

  // MARK: Others

  /// 不涉及: a line for each row set that may stay empty.
  func absences(_ sets: [Int]) -> Made {
    let lines = sets.map { set -> [WorkbookCell] in
      let title = plan.rowSets[set].title.zh
      let blank = WorkbookCell(.empty, WorkbookStyle.optional)
      return [.text(title, WorkbookStyle.fixed), blank, blank, blank]
    }
    var made = make(
      AbsenceSheet.name, FilingFile.cells, title: "没有的项目",
      [AbsenceSheet.item, AbsenceSheet.facility, AbsenceSheet.state, AbsenceSheet.reason],
      widths: [34, 16, 14, 50], lines, emptyRows: 8,
      remark: "整类没有的，在“是否涉及”选 不涉及 并写理由；设施空着表示所有设施。空着的行不算声明。")
    made.sheet.validations = [
      CellValidation(
        CellRange(rows: 3...(3 + lines.count + 50), columns: 2...2), .list(["不涉及", "涉及"]))
    ]
    return made
  }

  /// Any other list, with the columns that its table has.
  func list(
    _ name: String, _ table: String, _ headings: [String], _ lines: [[String]], emptyRows: Int
  ) -> Made {
    let cells = lines.map { line in
      headings.indices.map { index in
        let text = index < line.count ? line[index] : ""
        return WorkbookCell(
          text.isEmpty ? .empty : .text(text), WorkbookStyle.text(WorkbookStyle.optional))
      }
    }
    return make(
      name, table, title: name, headings, widths: headings.map { _ in 18 }, cells,
      emptyRows: emptyRows)
  }
}
