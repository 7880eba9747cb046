import Accounting
import Diagnostics
import Engine
import RuleLanguage
import RulePlan

/// `mrv explain`: how a figure came about, down to the cells of the filing.
enum ExplainCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "explain",
      summary: Wording(zh: "说明一个数是怎样算出来的", en: "tell how a figure came about"),
      operands: "[METHOD] FILING FIGURE", count: 2...3,
      options: [
        OptionSpec("--depth", "N", zh: "只展开 N 层", en: "show N levels only"),
        .period, .allowRecalled,
      ],
      details: Wording(
        zh: """
          FIGURE 是结果、公式或数据的符号或标识，必要时写完整地址：facility[F1]/fuel[烟煤]/2024-03/E。
          依次给出公式、代入单位和数字后的公式、修约、取值方式、因子出处、依据的条款，再逐层展开到填报的数据。
          """,
        en: """
          FIGURE is the symbol or identifier of a figure, formula or input, with the address where
          there are several: facility[F1]/fuel[烟煤]/2024-03/E.
          Shows the formula, with units and with numbers, rounding, the alternative taken, where
          factors come from and the clause, then the same for what it was computed from.
          """),
      examples: [
        .init(
          "mrv explain sectors/other-industries/2015 data/ E_GHG", zh: "企业总量",
          en: "the total of the enterprise"),
        .init(
          "mrv explain data/ facility[F1]/fuel[烟煤]/CC --depth 1", zh: "一种燃料的含碳量，只看一层",
          en: "the carbon content of one fuel, one level"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    var limits = ExplanationLimits()
    if let text = call.value("--depth") {
      guard let depth = Int(text), depth >= 0, depth <= 1_000 else {
        throw CommandStop.usage(
          Wording(
            zh: "--depth 后面是 0 到 1000 的整数，不是“\(text)”",
            en: "--depth takes a whole number from 0 to 1000, not “\(text)”"))
      }
      limits.depth = depth
    }
    let words = call.operands
    let (reading, calculation) = try CalculationCall.run(
      call, method: words.count == 3 ? words[0] : nil, filing: words[words.count - 2])
    let target = try ExplainTarget.find(words[words.count - 1], in: calculation)
    let evaluation = calculation.evaluation
    let node = calculation.plan.named[target.named].node
    let explanation = evaluation.explain(node, element: target.element, limits: limits)
    if call.isJSON {
      call.console.out(explanation.json())
      return .clean
    }
    call.line(CalculationCall.heading(reading, calculation, call))
    call.line()
    let bound = calculation.bound
    let printer = FindingPrinter(call.language, sources: reading.sources)
    let text = ExplanationText(language: call.language) { input, element in
      bound.origin(input, element).flatMap { printer.place($0) }
    }
    call.console.out(text.text(explanation))
    return .clean
  }
}

/// The value that an address of the command line means.
struct ExplainTarget {
  /// Index into the plan's named values.
  let named: Int
  /// The element of its column.
  let element: Int

  static func find(_ text: String, in calculation: Calculation) throws -> ExplainTarget {
    var findings: [Finding] = []
    guard let address = CellAddress(text, at: .none, findings: &findings), !address.isRow else {
      let reason = findings.first
      throw CommandStop.usage(
        Wording(
          zh: "“\(text)”不是数的地址；\(reason?.message(.chinese) ?? "例：facility[F1]/fuel[烟煤]/FC")",
          en: "“\(text)” is no address of a value; "
            + (reason?.message(.english) ?? "example: facility[F1]/fuel[烟煤]/FC")))
    }
    guard let index = calculation.bound.named(address.name) else {
      throw CommandStop.usage(unknown(address.name, calculation.plan))
    }
    let named = calculation.plan.named[index]
    let shape = calculation.plan.nodes[named.node].shape
    if let element = calculation.bound.element(address, in: shape) {
      return ExplainTarget(named: index, element: element)
    }
    throw CommandStop.usage(several(text, named, calculation))
  }

  private static func unknown(_ name: String, _ plan: Plan) -> Wording {
    let names = plan.named.flatMap { [$0.symbol, $0.id] }.filter { !$0.isEmpty }
    var near = Nearest.names(to: name, among: Array(Set(names)).sorted())
    if near.isEmpty {
      near = plan.named.filter { $0.title.zh.contains(name) }.prefix(3).map(\.addressName)
    }
    if near.isEmpty {
      near = plan.named.filter { $0.role == .total || $0.role == .figure }.prefix(12)
        .map(\.addressName)
      return Wording(
        zh: "方法学里没有“\(name)”；结果有：\(near.joined(separator: "、"))",
        en: "the methodology has no “\(name)”; its figures are \(near.joined(separator: ", "))")
    }
    return Wording(
      zh: "方法学里没有“\(name)”；是否指 \(near.joined(separator: "、"))？",
      en: "the methodology has no “\(name)”; did you mean \(near.joined(separator: ", "))?")
  }

  /// Says which addresses there are where one does not tell a single value.
  private static func several(
    _ text: String, _ named: Named, _ calculation: Calculation
  ) -> Wording {
    let evaluation = calculation.evaluation
    let count = evaluation.count(of: named.node)
    if count == 0 {
      return Wording(
        zh: "“\(text)”在这份数据里一行也没有", en: "the filing has no row for “\(text)”")
    }
    var list = (0..<min(count, 12)).map { "\n    " + evaluation.address(of: named, $0) }.joined()
    if count > 12 { list += "\n    …" }
    return Wording(
      zh: "“\(text)”不止一个或不存在，有 \(count) 个，请写完整地址：\(list)",
      en: "“\(text)” is not one value; there are \(count), write one of these addresses:\(list)")
  }
}
