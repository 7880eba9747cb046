import Accounting
import Diagnostics
import Engine
import Exchange
import OfficeFiles
import Quantities
import Reporting
import RulePlan

/// `mrv bridge`: why two results differ.
enum BridgeCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "bridge",
      summary: Wording(
        zh: "说明两个结果为何不同：逐项吨数，合计精确", en: "why two results differ: causes that add up exactly"),
      operands: "A [B]", count: 1...2,
      options: [
        OptionSpec("--method", "METHOD", zh: "两边用的方法学（缺省：各自写明的）", en: "methodology of both"),
        OptionSpec("--method-b", "METHOD", zh: "B 用的方法学", en: "methodology of B"),
        OptionSpec(
          "--stage-a", "STAGE", zh: "A 取到哪个阶段：填报、核查、复核、核定", en: "the stage of A: reported …"),
        OptionSpec("--stage-b", "STAGE", zh: "B 取到哪个阶段", en: "the stage of B"),
        OptionSpec(
          "--choose-b", "WAY", zh: "B 中凡有此取值方式的都改用它，如 default",
          en: "use this alternative in B wherever there is one: default"),
        OptionSpec("--purpose-b", "PURPOSE", zh: "B 的用途，如 monthly-filing", en: "the purpose of B"),
        OptionSpec(
          "--reported", "FILE", zh: "A 是这张表（指标,值,单位）里的报告值，B 是重算值",
          en: "A is what this table (figure, value, unit) reports, B what is recomputed"),
        OptionSpec("--figure", "FIGURE", zh: "比较哪个结果（缺省：排放总量）", en: "which figure (the total)"),
        OptionSpec(
          "--out", "DIR", zh: "写 bridge.html、bridge.xlsx 和 波动说明.txt 的文件夹",
          en: "folder for documents"),
        .period, .allowRecalled,
      ],
      details: Wording(
        zh: """
          A、B 是填报数据（文件、文件夹，或项目文件的版本 plant.mrv@2）；只写一个时 B 与 A 相同，由选项说明哪里不同。
          从 A 到 B 逐项替换：报告期和填报信息、边界、数据（按规则文件的次序，按概念和行名对应）、规则、修约；
          每替换一项重算一次，差值就是这一项的吨数，合计等于总差，一位不差。
          --out 另写网页（差异图、差异表）、Excel 表和波动说明文稿；稿中的原因取自填报数据的说明，没有的留空。
          """,
        en: """
          A and B are filings (files, folders, or revisions of a project, plant.mrv@2); with one
          operand B is A and options tell the difference. From A to B one thing after the other is
          exchanged: period and filing, boundary, data (in the order of the rules, matched by
          concept and row), rules, roundings; what the figure moves by is the amount of each, and
          they add up exactly. --out writes a page, a workbook and the paragraph 波动说明.
          """),
      examples: [
        .init("mrv bridge 2023/ 2024/", zh: "两个年度", en: "two years"),
        .init("mrv bridge plant.mrv@1 plant.mrv@2", zh: "两个版本", en: "two revisions"),
        .init(
          "mrv bridge data/ --stage-a 填报 --stage-b 核查", zh: "填报与核查", en: "reported and verified"),
        .init("mrv bridge data/ --choose-b default", zh: "实测与缺省", en: "measured and default"),
        .init(
          "mrv bridge data/ --method-b sectors/power/mee-2022", zh: "两个版本的规则", en: "two editions"),
        .init("mrv bridge data/ --reported report.csv", zh: "报告值与重算值", en: "reported, recomputed"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library()
    let first = try side(call, call.operands[0], library, isSecond: false)
    let figure = call.value("--figure")
    if let path = call.value("--reported") {
      let (reported, findings) = try BridgeReported.read(path, first.calculation.plan)
      if findings.hasErrors { throw CommandStop.findings(findings, sources: { _ in nil }) }
      let bridge = try bridge {
        () throws(BridgeProblem) in
        try BridgeBuilder(
          first.calculation, first.calculation, units: library.units, figure: figure
        ).build(reported: reported)
      }
      return try write(bridge, first, first, call)
    }
    let second = try side(call, call.operands[call.operands.count - 1], library, isSecond: true)
    let names = labels(first, second)
    let bridge = try bridge {
      () throws(BridgeProblem) in
      try BridgeBuilder(
        first.calculation, second.calculation, units: library.units, figure: figure
      ).build(labels: names)
    }
    return try write(bridge, first, second, call)
  }

  private static func bridge(
    _ build: () throws(BridgeProblem) -> Bridge
  ) throws -> Bridge {
    do throws(BridgeProblem) {
      return try build()
    } catch {
      throw stop(error)
    }
  }

  // MARK: Sides

  private struct Side {
    var path: String
    var reading: FilingReader.Reading
    var calculation: Calculation
    var stage: Stage?
    var way: String?
  }

  private static func side(
    _ call: Invocation, _ path: String, _ library: MethodLibrary, isSecond: Bool
  ) throws -> Side {
    let own = isSecond ? call.value("--method-b") : nil
    let method = own ?? call.value("--method")
    let reading = try FilingReader(library: library, period: try call.period())
      .read(path, method: method)
    var filing = reading.filing
    let stage = try stage(call.value(isSecond ? "--stage-b" : "--stage-a"))
    if let stage { filing = filing.standing(at: stage) }
    if isSecond, let purpose = call.value("--purpose-b") { filing.header.purpose = purpose }
    var way: String?
    if isSecond, let word = call.value("--choose-b") {
      let (_, plan) = try library.usable(reading.methodology)
      filing = try chosen(word, filing, plan, library)
      way = word
    }
    let changed = FilingReader.Reading(
      filing: filing, methodology: reading.methodology, reason: reading.reason,
      findings: reading.findings, sources: reading.sources)
    let (final, calculation) = try CalculationCall.run(call, changed, library)
    return Side(path: path, reading: final, calculation: calculation, stage: stage, way: way)
  }

  private static func stage(_ word: String?) throws -> Stage? {
    guard let word else { return nil }
    if let stage = Stage(named: word) { return stage }
    let known = Stage.allCases.map { "\($0.title)（\($0.id)）" }.joined(separator: "、")
    let knownEn = Stage.allCases.map(\.id).joined(separator: ", ")
    throw CommandStop.usage(
      Wording(zh: "没有阶段“\(word)”；应为 \(known)", en: "“\(word)” is none of \(knownEn)"))
  }

  /// The filing in which every value is obtained in one way that this way has a value for.
  private static func chosen(
    _ way: String, _ filing: Filing, _ plan: Plan, _ library: MethodLibrary
  ) throws -> Filing {
    let all = try choose(way, filing, plan, library, except: [])
    func absent(_ filing: Filing) -> Set<String> {
      guard
        case .success(let calculation) = Calculation.run(
          filing, under: plan.methodology, in: library)
      else { return [] }
      let evaluation = calculation.evaluation
      var found: Set<String> = []
      for named in plan.named where named.alternatives.count > 1 {
        let shape = plan.nodes[named.node].shape
        for element in 0..<evaluation.count(of: named.node)
        where evaluation.state(named.node, element) == .absent {
          let yearly = Shape(rows: shape.rows, grain: .year)
          let row = element / max(1, filing.period.slotCount(shape.grain.division))
          found.insert(calculation.bound.address(of: named.symbol, yearly, row).description)
        }
      }
      return found
    }
    // A fuel that no table knows keeps what was measured.
    let lost = absent(all).subtracting(absent(filing))
    return lost.isEmpty ? all : try choose(way, filing, plan, library, except: lost)
  }

  private static func choose(
    _ way: String, _ filing: Filing, _ plan: Plan, _ library: MethodLibrary,
    except kept: Set<String>
  ) throws -> Filing {
    let chosen = plan.named.compactMap { named -> (Named, String)? in
      let own = named.alternatives.first { $0.id == way || $0.title.zh == way }
      return own.map { (named, $0.id) }
    }
    guard !chosen.isEmpty else {
      let all = plan.named.flatMap(\.alternatives)
      let known = Set(all.map(\.id)).sorted()
      let knownZh = Set(all.map { $0.title.zh == $0.id ? $0.id : "\($0.title.zh)（\($0.id)）" })
      throw CommandStop.usage(
        Wording(
          zh: "\(plan.methodology) 没有取值方式“\(way)”；有：\(knownZh.sorted().joined(separator: "、"))",
          en: "\(plan.methodology) has no way “\(way)”; it has \(known.joined(separator: ", "))"))
    }
    let (dataset, bound, _) = FilingBinder.bind(filing, to: plan, units: library.units)
    var filing = filing.standing(at: .approved)
    for (named, id) in chosen {
      guard let input = plan.inputs.first(where: { $0.id == named.id && $0.facet == .choice })
      else { continue }
      let yearly = Shape(rows: input.shape.rows, grain: .year)
      let rows = Set(
        (0..<dataset.rows[input.shape.rows].count).filter { row in
          !kept.contains(bound.address(of: named.symbol, yearly, row).description)
        })
      filing.cells.removeAll { entry in
        entry.address.facet == "choice" && [named.id, named.symbol].contains(entry.address.name)
          && bound.row(entry.address.steps, of: input.shape.rows).map(rows.contains) ?? false
      }
      for row in rows.sorted() {
        let address = bound.address(of: named.symbol, yearly, row, facet: "choice")
        filing.cells.append(Filing.Entry(address, Cell(.text(id))))
      }
    }
    return filing
  }

  /// What people call the two sides: by what tells them apart.
  private static func labels(_ first: Side, _ second: Side) -> (String, String) {
    let periods = (first.reading.filing.period, second.reading.filing.period)
    if periods.0 != periods.1 { return (name(periods.0), name(periods.1)) }
    let methods = (first.reading.methodology, second.reading.methodology)
    if methods.0 != methods.1 {
      let titles = (first.calculation.method.title.zh, second.calculation.method.title.zh)
      return titles.0 == titles.1
        ? methods : ("《\(titles.0)》", "《\(titles.1)》")
    }
    if let way = second.way { return ("原取值方式", "取值方式 \(way) ") }
    if first.stage != second.stage {
      return (first.stage?.title ?? "最后阶段", second.stage?.title ?? "最后阶段")
    }
    let purposes = (first.reading.filing.header.purpose, second.reading.filing.header.purpose)
    if purposes.0 != purposes.1 { return (purposes.0 ?? "—", purposes.1 ?? "—") }
    return (last(first.path), last(second.path))
  }

  private static func name(_ period: Period) -> String {
    let text = period.description
    return text.utf8.count == 4 ? text + "年" : text
  }

  private static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  // MARK: Results

  private static func write(
    _ bridge: Bridge, _ first: Side, _ second: Side, _ call: Invocation
  ) throws -> ExitCode {
    let table = BridgeTable(bridge: bridge)
    let explanations = second.reading.filing.explanations + first.reading.filing.explanations
    let narrative = BridgeNarrative(bridge, explanations: explanations)
    let findings = (first.path == second.path ? [first] : [first, second]).flatMap {
      $0.reading.findings + $0.calculation.findings
    }
    let sources: FindingPrinter.Sources = {
      first.reading.sources($0) ?? second.reading.sources($0)
    }
    var paths: [String] = []
    if let folder = call.value("--out") {
      let document = BridgeDocument(
        bridge, narrative, enterprise: second.reading.filing.header.enterprise
      ).document()
      let text = narrative.paragraphs().map { $0 + "\n" }.joined()
      let workbook = try WorkbookWriter.bytes(BridgeWorkbook(bridge, narrative).workbook())
      for (name, bytes) in [
        ("bridge.html", HTMLRenderer.page(document)), ("bridge.xlsx", workbook),
        ("波动说明.txt", Array(text.utf8)),
      ] {
        let path = try OutputFiles.free(folder, name, force: true)
        try OutputFiles.write(bytes, to: path)
        paths.append(path)
      }
    }
    if call.isJSON {
      call.write(table.json(), findings, sources: sources)
      return call.code(findings)
    }
    call.console.out(table.text(call.language))
    call.line()
    call.line(call.say("波动说明", "波动说明 (for the report, in Chinese)"))
    for paragraph in narrative.paragraphs() { call.console.out(TextWrap.lines(paragraph)) }
    for path in paths { call.line(path) }
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: sources)
      call.console.note(printer.summary(findings) + "\n")
    }
    return call.code(findings)
  }

  private static func stop(_ problem: BridgeProblem) -> CommandStop {
    switch problem {
    case .noFigure(let name, let methodology):
      .usage(
        Wording(
          zh: "\(methodology) 没有结果“\(name)”；mrv calculate 列出全部结果",
          en: "\(methodology) has no figure “\(name)”; mrv calculate lists them"))
    case .noValue(let side):
      .failed(
        Wording(
          zh: "“\(side)”算不出这个结果，无法比较；mrv calculate 说明缺什么、错在哪里",
          en: "“\(side)” has no value for the figure; mrv calculate tells what is missing or wrong")
      )
    case .units(let first, let second):
      .failed(
        Wording(
          zh: "两个结果的单位 \(first) 与 \(second) 不能换算，无法比较",
          en: "the figures are in \(first) and \(second), which do not convert"))
    }
  }
}

extension Filing {
  /// The filing as it stands at a stage, with nothing of later ones.
  fileprivate func standing(at stage: Stage) -> Filing {
    var filing = FilingRevision(base: self).filing(at: stage)
    filing.cells.removeAll { $0.cell.stage > stage }
    return filing
  }
}
