import Accounting
import Diagnostics
import Exchange
import OfficeFiles
import Quantities
import RulePlan

/// `mrv compare`: official forms filled in by hand beside what is computed.
enum CompareCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "compare",
      summary: Wording(zh: "核对手填的官方表格", en: "check official forms filled in by hand"),
      operands: "FORM.xlsx [METHOD] [FILING]", count: 2...3,
      options: [
        OptionSpec("--all", zh: "也列出一致的", en: "list what agrees, too"), .period, .allowRecalled,
        OptionSpec(
          "--out", "DIR|FILE", zh: "把表中的活动数据和因子另存为填报数据",
          en: "write activity data and factors of the forms as a filing"),
        OptionSpec("--force", zh: "覆盖已有的文件", en: "replace files that exist"),
      ],
      details: Wording(
        zh: """
          FORM.xlsx 是手工填写的附表1–3、补充数据表等，按方法学的表格布局识别（认表题和行名，不认位置）。
          给出 FILING 时，表中每个数与按填报数据重算的结果比较；不给 FILING 时，用表中自己的活动数据和
          因子重算，再与表中的排放量比较（须写 METHOD 和 --period）。
          按所填的位数比较；差 10 的整数次方、44/12、正负号的会指出来。有不一致的，退出码为 3。
          """,
        en: """
          FORM.xlsx holds annexes or supplementary tables filled in by hand; they are known by the
          layout of the methodology (titles and labels, not places). With FILING each number is
          compared with what is computed from it; without, the forms' own activity data and factors
          are computed and compared with the emissions that they state (METHOD and --period are
          needed). Numbers agree to the digits that are written; a power of ten, 44/12 or a sign
          between them is pointed out. Where something differs the exit code is 3.
          """),
      examples: [
        .init("mrv compare 附表.xlsx data/", zh: "与填报数据核对", en: "against a filing"),
        .init(
          "mrv compare 附表.xlsx sectors/other-industries/2015 --period 2024",
          zh: "用表中数据重算", en: "computed from the forms themselves"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library()
    guard let workbook = try FilingReader.workbook(call.operands[0]) else {
      throw CommandStop.usage(
        Wording(
          zh: "“\(call.operands[0])”不是 .xlsx；请把表格另存为 XLSX",
          en: "“\(call.operands[0])” is no .xlsx; save the forms as XLSX"))
    }
    let words = Array(call.operands.dropFirst())
    // The last word is a methodology where the library knows it, else a filing.
    if words.count == 1, isMethod(words[0], library) {
      return try byThemselves(call, workbook, words[0], library)
    }
    let (reading, calculation) = try CalculationCall.run(
      call, method: words.count > 1 ? words[0] : nil, filing: words[words.count - 1])
    let (values, found) = stated(workbook, calculation, library)
    return try tell(call, values, found, calculation, reading.findings, library)
  }

  private static func isMethod(_ word: String, _ library: MethodLibrary) -> Bool {
    ((try? MethodNames(library: library).all(word)) ?? []).isEmpty == false
  }

  private static func stated(
    _ workbook: WorkbookReader, _ calculation: Calculation, _ library: MethodLibrary
  ) -> ([StatedValue], [Finding]) {
    FormReader(
      workbook, forms: calculation.method.forms, plan: calculation.plan, units: library.units
    ).read()
  }

  /// Computes the forms from what they state themselves.
  private static func byThemselves(
    _ call: Invocation, _ workbook: WorkbookReader, _ word: String, _ library: MethodLibrary
  ) throws -> ExitCode {
    guard let period = try call.period() else {
      throw CommandStop.usage(
        Wording(
          zh: "表格没有写明报告期；请加 --period，如 --period 2024",
          en: "the forms state no period; add --period, for example --period 2024"))
    }
    let choice = try MethodNames(library: library).find(word, period: period)
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (method, plan) = try library.usable(choice.id)
    let (values, found) = FormReader(
      workbook, forms: method.forms, plan: plan, units: library.units
    ).read()
    let filing = FormFiling.filing(values, plan: plan, period: period)
    if let target = call.value("--out"), !target.isEmpty {
      for path in try FilingOutput(call: call, plan: plan).write(filing, to: target) {
        call.line(path)
      }
    }
    switch Calculation.run(filing, under: choice.id, in: library) {
    case .success(let calculation):
      return try tell(call, values, found, calculation, [], library)
    case .failure(let failure):
      throw CommandStop.findings(found + failure.findings, sources: { library.source($0) })
    }
  }

  private static func tell(
    _ call: Invocation, _ values: [StatedValue], _ found: [Finding], _ calculation: Calculation,
    _ before: [Finding], _ library: MethodLibrary
  ) throws -> ExitCode {
    let comparison = FormComparison(values, calculation, units: library.units)
    let findings = found + comparison.findings
    let code = call.code(findings + before)
    let sources: FindingPrinter.Sources = { library.source($0) }
    if call.isJSON {
      call.write(json(comparison, calculation), findings, sources: sources)
      return code
    }
    let table = FormResultTable(comparison, calculation, language: call.language)
    call.console.out(table.text(all: call.has("--all")))
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: sources)
      call.console.out("\n" + FindingDigest(printer: printer).text(findings))
    }
    return code
  }

  private static func json(_ comparison: FormComparison, _ calculation: Calculation) -> JSON {
    let lines = comparison.lines.map { line in
      JSON.members([
        "form": .text(line.stated.form), "label": .text(line.stated.label),
        "symbol": .text(calculation.plan.named[line.stated.named].symbol),
        "address": .text(line.stated.address.description),
        "stated": .text(line.stated.number.text(decimals: line.stated.decimals)),
        "unit": JSON.optional(line.stated.unit),
        "computed": JSON.optional(
          line.computed.map { $0.text(decimals: line.stated.decimals + 4) }),
        "outcome": .text(line.outcome.rawValue),
      ])
    }
    return JSON.members([
      "methodology": .text(calculation.plan.methodology), "lines": .array(lines),
    ])
  }
}

/// The filing that the activity data and factors of forms make.
enum FormFiling {
  /// The inputs among the values, the first of each place; one facility where none is named.
  static func filing(_ values: [StatedValue], plan: Plan, period: Period) -> Filing {
    var filing = Filing(period: period)
    filing.header.methodology = plan.methodology
    var seen: Set<CellAddress> = []
    for value in values {
      let named = plan.named[value.named]
      guard named.role == .input else { continue }
      var address = value.address
      if let month = address.period, month.hasPrefix("-") {
        address.period = "\(period.through.year)\(month)"
      }
      guard seen.insert(address).inserted else { continue }
      filing.cells.append(
        Filing.Entry(
          address,
          Cell(
            .number(value.number, decimals: value.decimals, unit: value.unit), origin: value.origin)
        ))
    }
    let facility = plan.rowSets.count > 1 ? plan.rowSets[1].id : ""
    if !filing.cells.contains(where: { $0.address.steps.contains { $0.rowSet == facility } }) {
      filing.rows.append(Filing.Row(steps: [.init(facility, "报告主体")], title: nil))
    }
    return filing
  }
}

/// The comparison as a table in the terminal.
struct FormResultTable {
  private let comparison: FormComparison
  private let calculation: Calculation
  private let language: Language

  init(_ comparison: FormComparison, _ calculation: Calculation, language: Language) {
    self.comparison = comparison
    self.calculation = calculation
    self.language = language
  }

  private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

  func text(all: Bool) -> String {
    let lines = comparison.lines
    let same = lines.filter { $0.outcome == .same }.count
    let different = lines.filter { $0.outcome == .different }.count
    let rest = lines.count - same - different
    var text = say(
      "核对 \(lines.count) 个数：一致 \(same)，不一致 \(different)，不能核对 \(rest)\n",
      "\(lines.count) numbers: \(same) agree, \(different) differ, \(rest) could not be compared\n")
    let shown = all ? lines : lines.filter { $0.outcome != .same }
    guard !shown.isEmpty else { return text }
    var table = TextTable(right: [2, 3, 4])
    table.head([
      say("表格", "form"), say("行", "line"), say("填写", "stated"), say("重算", "computed"),
      say("差", "difference"), say("单位", "unit"), say("结果", "result"),
    ])
    for line in shown { table.add(row(line)) }
    text += "\n" + table.text
    return text
  }

  private func row(_ line: FormComparison.Line) -> [String] {
    let stated = line.stated
    let decimals = stated.decimals
    let keys = stated.address.steps.map(\.key) + [stated.address.period].compactMap { $0 }
    let label = ([stated.label] + keys).joined(separator: " · ")
    let result =
      switch line.outcome {
      case .same: say("一致", "agrees")
      case .different:
        say("不一致", "differs") + (line.hint.map { say("：\($0.zh)", ": \($0.en)") } ?? "")
      case .absent: say("算不出来", "cannot be computed")
      case .unit: say("单位不能换算", "unit")
      }
    return [
      stated.form, label, stated.number.text(decimals: decimals),
      line.computed.map { $0.text(decimals: max(decimals, 2)) } ?? "—",
      line.computed.map { (stated.number - $0).text(decimals: max(decimals, 2)) } ?? "—",
      stated.unit ?? calculation.plan.named[stated.named].unit?.text ?? "", result,
    ]
  }
}
