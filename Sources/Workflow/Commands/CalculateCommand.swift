import Accounting
import Diagnostics
import RulePlan
import Verification

/// `mrv calculate`: the figures of a filing.
enum CalculateCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "calculate",
      summary: Wording(zh: "按方法学计算一份填报数据", en: "compute a filing under a methodology"),
      operands: "[METHOD] FILING", count: 1...2,
      options: [
        OptionSpec(
          "--all", zh: "列出每行每月的值，以及中间的公式", en: "list each row and month, and formulas, too"),
        OptionSpec(
          "--printed-digits", zh: "每个数只信到写出的末位，给出结果的下限和上限",
          en:
            "how low and high results can be if numbers end at their written digits"
        ),
        .period, .allowRecalled,
      ] + RecordedResult.options,
      details: Wording(
        zh: """
          FILING 是 .xlsx、.csv、.json、.xml、.case 文件，装有 CSV 表的文件夹（见 mrv template），
          或项目文件 PROJECT.mrv（最新版）、PROJECT.mrv@3（第 3 版）。
          METHOD 可以是有几个版本的文件夹（如 sectors/power），按报告期最后一个月选定版本；
          不写 METHOD 时用填报数据自己写明的方法学。
          --printed-digits：1000 t 当作 999.5 到 1000.5 t，写出的 0 当作准确的 0；下限和上限一定包住
          真值，但同一个数用到两处时会偏宽；给不出的写“—”。核查时差额在界内，可以只是末位舍入。
          总量缺数据的，列出还缺哪些数，退出码为 1；有错误级发现的，退出码为 3。
          """,
        en: """
          FILING is an .xlsx, .csv, .json, .xml or .case file, a folder of CSV tables (see mrv
          template), or a project: PROJECT.mrv (its latest revision), PROJECT.mrv@3.
          METHOD may be a folder of several editions (sectors/power): the last month of the period
          decides. Without METHOD the filing's own statement counts.
          --printed-digits: 1000 t is taken as 999.5 to 1000.5 t, a written 0 as exactly none. The
          limits are certain, but too wide where a number is used twice; “—” where there are none.
          Where a total is absent, the missing cells are listed and the exit code is 1; with
          findings of severity error it is 3.
          """),
      examples: [
        .init(
          "mrv calculate sectors/other-industries/2015 data/", zh: "文件夹里的 CSV 表",
          en: "tables in a folder"),
        .init(
          "mrv calculate sectors/power plant.json", zh: "由报告期选定版本",
          en: "the period chooses the edition"),
        .init(
          "mrv calculate plant.mrv --record", zh: "结果和所用的规则存入项目",
          en: "keeps the result and its rules in the project"),
        .init("mrv calculate data/ --json", zh: "给程序读的结果", en: "results for programs"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let (reading, calculation) =
      try call.has("--as-recorded") ? RecordedResult.recompute(call) : CalculationCall.run(call)
    try RecordedResult.record(calculation, reading, call)
    let findings = reading.findings + WrittenPlaces(calculation).located(calculation.findings)
    let figures = FigureList(
      calculation, all: call.has("--all"),
      printed: call.has("--printed-digits") ? try call.library().units : nil)
    let missing = MissingList(calculation)
    let found = call.code(findings)
    let code = found == .clean && !missing.items.isEmpty ? ExitCode.failed : found
    if call.isJSON {
      call.write(figures.json(reading, missing), findings, sources: reading.sources)
      return code
    }
    call.line(CalculationCall.heading(reading, calculation, call))
    for earlier in calculation.earlier {
      let id = earlier.plan.methodology
      let period = earlier.bound.filing.period
      call.line(call.say("其中 \(period) 按 \(id)", "of which \(period) by \(id)"))
    }
    call.line()
    call.console.out(figures.text(call.language))
    if let credit = figures.credit {
      call.console.out("\n" + credit.text(calculation, call.language))
    }
    let gaps = missing.text(call.language)
    if !gaps.isEmpty { call.console.out("\n" + gaps) }
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: reading.sources)
      call.console.out("\n" + FindingDigest(printer: printer).text(findings))
    }
    return code
  }
}

/// What commands about one filing have in common.
enum CalculationCall {
  /// Reads the filing that the operands name and computes it.
  static func run(_ call: Invocation) throws -> (FilingReader.Reading, Calculation) {
    let method = call.operands.count > 1 ? call.operands[0] : nil
    return try run(call, method: method, filing: call.operands[call.operands.count - 1])
  }

  /// Reads a filing and computes it.
  static func run(
    _ call: Invocation, method: String?, filing: String
  ) throws -> (FilingReader.Reading, Calculation) {
    let (reading, calculation, _) = try full(call, try call.library(), method, filing)
    return (reading, calculation)
  }

  /// Reads a filing and computes it with what is confirmed beside it.
  ///
  /// - Parameter adjust: what is said otherwise than in the filing, such as what it is filed for.
  static func full(
    _ call: Invocation, _ rules: MethodLibrary, _ method: String?, _ filing: String,
    adjust: (inout Filing) -> Void = { _ in }
  ) throws -> (FilingReader.Reading, Calculation, MethodLibrary) {
    let (own, faults) = Confirmations.read(ConfirmationPlace.beside(filing))
    let library = rules.confirming(own)
    var reading = try FilingReader(library: library, period: try call.period())
      .read(filing, method: method)
    adjust(&reading.filing)
    let (known, calculation) = try run(call, reading, library)
    let stale = library.confirmations.applied(to: calculation.plan).1
    return (known.adding(faults + stale).located(calculation), calculation, library)
  }

  /// Computes a revision of a project with other rules than those at hand.
  static func run(
    _ call: Invocation, method: String, filing: ProjectReference, library: MethodLibrary
  ) throws -> (FilingReader.Reading, Calculation) {
    let reading = try FilingReader(library: library).read(filing, method: method)
    return try run(call, reading, library)
  }

  /// Computes a filing that has been read.
  static func run(
    _ call: Invocation, _ reading: FilingReader.Reading, _ library: MethodLibrary
  ) throws -> (FilingReader.Reading, Calculation) {
    if let reason = reading.reason { call.console.note(reason.text(call.language) + "\n") }
    let (methodology, _) = try library.usable(reading.methodology)
    // Faults of the filing would only distract: nothing that it says can be computed.
    if let refusal = Calculation.registeredOnly(methodology) {
      throw CommandStop.findings([refusal], sources: reading.sources)
    }
    try refuseRecalled(reading.methodology, methodology.standing, call)
    switch Calculation.run(reading.filing, under: reading.methodology, in: library) {
    case .success(let calculation):
      return (
        reading.adding(
          PassedOver.findings(calculation) + DistantWays.findings(calculation)
            + LaboratoryChecks.findings(calculation.bound.filing)),
        calculation
      )
    case .failure(let failure):
      throw CommandStop.findings(reading.findings + failure.findings, sources: reading.sources)
    }
  }

  /// Stops where a methodology is known only from memory and nobody said that it may run.
  static func refuseRecalled(_ id: String, _ standing: String, _ call: Invocation) throws {
    guard standing == "unofficial", !call.has("--allow-recalled") else { return }
    throw CommandStop.failed(
      Wording(
        zh: "\(id) 只凭记忆写成，结果不能用于报送；要试算请加 --allow-recalled",
        en: "\(id) is known only from memory and its results are not for filing;"
          + " try it with --allow-recalled"))
  }

  /// The methodology, the enterprise and the period.
  static func heading(
    _ reading: FilingReader.Reading, _ calculation: Calculation, _ call: Invocation
  ) -> String {
    let title = calculation.method.title
    var parts = [call.language == .english ? title.en ?? title.zh : title.zh]
    parts[0] += call.say("（\(reading.methodology)）", " (\(reading.methodology))")
    if let enterprise = reading.filing.header.enterprise { parts.append(enterprise) }
    parts.append(call.say("报告期 ", "period ") + reading.filing.period.description)
    if calculation.method.standing == "unofficial" {
      parts.append(call.say("非官方演示", "unofficial demonstration"))
    }
    return TerminalText.printable(parts.joined(separator: call.say("，", ", ")))
  }
}
