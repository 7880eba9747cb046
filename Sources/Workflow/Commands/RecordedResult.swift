import Diagnostics
import RuleLanguage
import Store

/// Results that a project keeps: recorded by `calculate --record`, computed again as they were by
/// `calculate --as-recorded`.
enum RecordedResult {
  /// The options of `calculate` that are about projects.
  static let options: [OptionSpec] = [
    OptionSpec(
      "--record", zh: "把结果连同所用的规则存入项目文件", en: "keep the result and its rules in the project"),
    OptionSpec(
      "--as-recorded", zh: "用项目里存下的规则重算，并与存下的结果核对",
      en: "compute with the rules kept in the project and compare with the kept result"),
    .author, .reason,
  ]

  // MARK: Recording

  /// Records a calculation where the command line asks for it, and says so.
  static func record(
    _ calculation: Calculation, _ reading: FilingReader.Reading, _ call: Invocation
  ) throws {
    guard call.has("--record") else { return }
    guard !call.has("--as-recorded") else {
      throw CommandStop.usage(
        Wording(
          zh: "--record 与 --as-recorded 不能同时用", en: "--record and --as-recorded exclude each other")
      )
    }
    let reference = try project(call)
    let revision = try ProjectFilings.read(reference.path)
      .chosen(reference, period: try call.period())
    let (number, rules) = try keep(
      calculation, reading, of: revision.number, in: reference.path, try call.library(),
      try call.note(reason: call.value("--reason") ?? ""))
    let name = "\(reference.path)@\(revision.number)"
    call.console.note(
      call.say(
        "已存为 \(name) 的核算结果 \(number)，连同 \(rules) 个规则文件\n",
        "kept as result \(number) of \(name), with \(rules) rule files\n"))
  }

  /// Keeps a calculation of a revision and its rules in a project; gives the number of the result
  /// and how many rule files went with it.
  static func keep(
    _ calculation: Calculation, _ reading: FilingReader.Reading, of revision: Int,
    in path: String, _ library: MethodLibrary, _ note: AuditNote
  ) throws -> (number: Int, rules: Int) {
    let printer = FindingPrinter(.chinese, sources: reading.sources)
    let findings = (reading.findings + calculation.findings).inPrintedOrder.map {
      FindingRecord(
        code: $0.code, severity: $0.severity.rawValue, place: printer.place($0.origin) ?? "",
        message: $0.message(.chinese))
    }
    let result = NewResult(
      revision: revision, methodology: calculation.plan.methodology,
      plan: calculation.plan.hash, rules: RuleSelection.files(calculation, in: library),
      figures: figures(calculation), findings: findings)
    let number = try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.open(path, for: .writing).add(result, note)
    }
    return (number, result.rules.count)
  }

  /// The figures as a project keeps them: numbers with all their digits.
  static func figures(_ calculation: Calculation) -> [FigureRecord] {
    FigureList(calculation).lines.map { line in
      FigureRecord(
        id: line.named.id, role: line.named.role.rawValue, address: line.address,
        state: line.state.name,
        value: line.value.map { FigureText.exact($0, calculation, line.named) }, unit: line.unit)
    }
  }

  private static func project(_ call: Invocation) throws -> ProjectReference {
    if let reference = ProjectReference(call.operands[call.operands.count - 1]) { return reference }
    throw CommandStop.usage(
      Wording(
        zh: "--record 和 --as-recorded 只用于项目文件：mrv calculate PROJECT.mrv@3",
        en: "--record and --as-recorded are for projects: mrv calculate PROJECT.mrv@3"))
  }

  // MARK: Recomputing

  /// Computes a revision with the rules of its latest recorded result, and compares.
  static func recompute(_ call: Invocation) throws -> (FilingReader.Reading, Calculation) {
    let reference = try project(call)
    guard call.operands.count == 1 else {
      throw CommandStop.usage(
        Wording(
          zh: "--as-recorded 用记录里的方法学，不能另写 METHOD",
          en: "--as-recorded takes the methodology of the record; leave METHOD out"))
    }
    let revision = try ProjectFilings.read(reference.path)
      .chosen(reference, period: try call.period())
    let name = "\(reference.path)@\(revision.number)"
    let project = try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.open(reference.path, for: .reading)
    }
    let results = try StoreCall.translate { () throws(StoreFailure) in try project.results() }
    guard let result = results.last(where: { $0.revision == revision.number }) else {
      throw CommandStop.usage(
        Wording(
          zh: "\(name) 没有存下的核算结果；mrv calculate \(name) --record 存一个",
          en: "\(name) has no recorded result; mrv calculate \(name) --record keeps one"))
    }
    let (rules, figures) = try StoreCall.translate { () throws(StoreFailure) in
      (try project.rules(result.sources), try project.figures(of: result.number))
    }
    let exact = ProjectReference(path: reference.path, revision: revision.number)
    let (reading, calculation) = try CalculationCall.run(
      call, method: result.methodology, filing: exact,
      library: MethodLibrary(RuleFiles(rules)))
    let findings = differences(calculation, result, figures, at: name)
    if !findings.hasErrors {
      call.console.note(
        call.say(
          "用存下的规则重算，与核算结果 \(result.number)（\(BeijingTime.short(result.note.time)) "
            + "\(result.note.author)）逐位相同\n",
          "with the rules kept, every digit is that of result \(result.number)"
            + " (\(BeijingTime.short(result.note.time)) \(result.note.author))\n"))
    }
    return (reading.adding(findings), calculation)
  }

  /// What differs between a calculation and the record of it.
  private static func differences(
    _ calculation: Calculation, _ result: ResultRecord, _ figures: [FigureRecord], at name: String
  ) -> [Finding] {
    var findings: [Finding] = []
    let program = "mrv \(CommandLineTool.version)"
    if calculation.plan.hash != result.plan {
      findings.append(
        Finding(
          .resultPlan, at: .file(name), ["got": program, "recorded": result.note.program]))
    }
    let now = Dictionary(Self.figures(calculation).map { ("\($0.id) \($0.address)", $0) }) {
      first, _ in first
    }
    for figure in figures {
      let other = now["\(figure.id) \(figure.address)"]
      guard other != figure else { continue }
      findings.append(
        Finding(
          .resultDiffers, at: .address(figure.address),
          [
            "recorded": figure.value ?? figure.state, "got": other?.value ?? other?.state ?? "—",
            "number": "\(result.number)",
          ]))
    }
    if now.count != figures.count, !findings.hasErrors {
      findings.append(
        Finding(
          .resultDiffers, at: .file(name),
          [
            "recorded": "\(figures.count)", "got": "\(now.count)", "number": "\(result.number)",
          ]))
    }
    return findings
  }
}

extension FindingKind {
  static let resultPlan = FindingKind(
    "result.plan", .warning,
    zh: "同样的规则文件，本程序（{got}）编译出的计算与记录时（{recorded}）不同；已逐个比较结果",
    en:
      "{got} reads the same rules otherwise than {recorded} did; figures are compared one by one"
  )
  static let resultDiffers = FindingKind(
    "result.differs", .error, zh: "核算结果 {number} 记录的是 {recorded}，用存下的规则重算得 {got}",
    en: "result {number} says {recorded}; computed with the rules kept it is {got}")
}
