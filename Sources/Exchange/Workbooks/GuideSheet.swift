import OfficeFiles
import Quantities
import RulePlan

/// The sheet of instructions.
struct GuideSheet {
  let plan: Plan
  let period: Period
  /// The sheets with values, in their order.
  let sheets: [String]

  func make() -> WorkbookSheet {
    var sheet = WorkbookSheet(SheetNames.guide)
    sheet.columns = [.init(0...0, width: 5), .init(1...1, width: 96)]
    sheet.rows = [
      WorkbookRow([.text("填写说明：\(plan.title.zh)", WorkbookStyle.title)], height: 26),
      WorkbookRow([
        .text(
          "方法学 \(plan.methodology)，规则修订 \(plan.revision)，报告期 \(period)，"
            + "模板版本 \(WorkbookStamp.current)，规则指纹 \(plan.hash.prefix(12))",
          WorkbookStyle.remark.with { $0.wraps = false })
      ]),
    ]
    section(&sheet, "一、先填哪些表")
    add(&sheet, "1", "《企业信息》：报告主体、信用代码、填报日期。")
    add(&sheet, "2", "数据表：\(sheets.map { "《\($0)》" }.joined())。先填前面的，后面的表可以从下拉表里选已写的名称。")
    add(&sheet, "3", "《登记表》：哪些数是实测的、依据哪份记录和检测报告。《检测报告》：每份报告一行。")
    add(&sheet, "4", "《不涉及》：整类没有的项目在这里声明，不要只空着。《缺省值》供查阅。")
    section(&sheet, "二、怎样填")
    add(&sheet, "1", "深蓝标题的列要填，浅蓝标题的列可以不填（有缺省值或其他取值方式）。鼠标停在标题上，可以看到由谁测量、依据哪种记录、取值方式和条款。")
    add(&sheet, "2", "按月的表每个对象一组，组里的名称是合并单元格，只写一次；组不够时，整组复制到下面再改名称。")
    add(&sheet, "3", "空着表示没有数据（总量会算不出来）；确实为零写 0；没有这一项写 不涉及。")
    add(&sheet, "4", "数字按标题方括号里的单位填；用别的单位就把单位写在数后，如 1200 kWh。标题为 % 的列写 98 或 98%；写 0.98 会当作 0.98%。")
    add(&sheet, "5", "不要填合计行，合计由程序算。可以用公式，读入的是保存时的计算结果。")
    add(&sheet, "6", "列可以换次序，表可以改名，也可以插入自己的底稿表；不要改标题文字。")
    section(&sheet, "三、填完以后")
    add(&sheet, "1", "保存为 .xlsx，运行：mrv calculate 本文件.xlsx。缺什么、哪张表哪一格有误，会逐条列出。")
    add(&sheet, "2", "有自己的台账，可用 mrv import --map 按对照表读入，不必重新录入。")
    sheet.print.isLandscape = false
    return sheet
  }

  private func section(_ sheet: inout WorkbookSheet, _ text: String) {
    sheet.rows.append(WorkbookRow([]))
    sheet.rows.append(WorkbookRow([.text(text, WorkbookStyle.section)], height: 20))
  }

  private func add(_ sheet: inout WorkbookSheet, _ number: String, _ text: String) {
    let lines = (WorkbookStyle.width(text) / 92).rounded(.up)
    sheet.rows.append(
      WorkbookRow(
        [.text(number, WorkbookStyle.prose), .text(text, WorkbookStyle.prose)],
        height: max(1, lines) * 16 + 2))
  }
}
