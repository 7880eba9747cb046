import Diagnostics
import Foundation
import Quantities
import Reporting
import RulePlan

/// `mrv report`: the annual report of a filing.
enum ReportCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "report",
      summary: Wording(zh: "生成年度排放报告", en: "write the annual emission report"),
      operands: "[METHOD] FILING", count: 1...2,
      options: [
        .out, FormatOption.spec, .period, .allowRecalled,
        OptionSpec(
          "--previous", "FILING", zh: "上一期的填报数据，用来比较", en: "the filing of the period before"),
      ],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写 report.*：官方结构的报告和附表、每个数的计算过程、各项规则和因子的
          来源状态、全部发现；disclosure.*：信息公开表（有的版本才有）；platform.*：平台填报清单，
          逐格写明填什么。HTML 里每个数可以点开；PDF 和 DOCX 用于打印报送；XLSX 的公式可以重算；
          XML 和 JSON 供程序读取。用到凭记忆写下的因子时每页标“试算稿”。已有的同名文件会被替换。
          报告里有与往年的比较表和图：往年的数取自 --previous、同一项目文件里的往年填报，或填报信息里的
          “上年报告值 符号,数值”。
          减排方法学改写 project-design.*（项目设计概要）、monitoring-report.*（监测报告）和
          reduction-report.*（减排量核算报告），不含个人信息。
          """,
        en: """
          Writes report.* into the folder --out: the report in its official structure, how each
          figure came about, how well rules and factors are known, and all findings; disclosure.*
          where the edition has such a form; platform.*, what to type into which box of the
          platform. Values open in HTML; PDF and DOCX are for paper; XLSX has live formulas; XML
          and JSON are for programs. A report that rests on recalled factors is marked as a trial
          on each page. Earlier files are replaced.
          Totals are compared with earlier years: those of --previous, of the same project, or of
          lines “上年报告值 SYMBOL,NUMBER” in the filing.
          A reduction method has project-design.*, monitoring-report.* and reduction-report.*
          instead, in which nobody is named.
          """),
      examples: [
        .init(
          "mrv report sectors/other-industries/2015 data/ --out report",
          zh: "写 report/report.html、.pdf、.docx、.xlsx、.xml、.json 等",
          en: "writes report/report.html, .pdf, .docx, .xlsx, .xml, .json and the rest"),
        .init("mrv report data/ --out report --format pdf,docx", zh: "只要这两种", en: "only these"),
        .init(
          "mrv report 2025/ --previous 2024/ --out report", zh: "与上一年比较",
          en: "compared with the year before"),
      ]),
    run: { call in
      let folder = try call.out()
      let method = call.operands.count > 1 ? call.operands[0] : nil
      let filing = call.operands[call.operands.count - 1]
      let (reading, calculation, library) = try CalculationCall.full(
        call, try call.library(), method, filing)
      var years = EarlierYears(call, library)
      let earlier = try years.before(calculation, at: filing, previous: call.value("--previous"))
      let made = Documents.report(
        calculation, in: library, language: call.language,
        reading: reading.findings + years.findings, earlier: earlier)
      let found = try DocumentCall.write(call, made, into: folder) + years.findings
      return DocumentCall.close(call, library, [(reading, calculation)], found)
    })
}

/// `mrv checklist`: what a verifier looks at.
enum ChecklistCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "checklist",
      summary: Wording(zh: "生成核查用的全部表格", en: "write what a verifier works with"),
      operands: "[METHOD] FILING …", count: 1...200,
      options: [
        .out, FormatOption.spec, .period, .allowRecalled,
        OptionSpec(
          "--materiality", "SHARE", zh: "重要性水平，如 5%（缺省：按规则库）",
          en: "share of the total, such as 5%"),
      ],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写：checklist.*（文件评审表、现场核查清单），
          non-conformities.*（不符合项清单），conclusion.*（核查结论），
          verification-plan.*（核查工作安排），
          verification-report.*（核查报告框架）。按吨数乘风险排序，写明要查看的记录、疑点、抽样和合格标准。
          给出几份填报数据时每份一个子文件夹，另写 summary.*，把全部数据排在一张表里。
          在 filing.csv 里写“报告值 符号,数值”，表中就对照填报值与复算值。
          减排方法学改写 applicant-checklist.*（申报自查表）和 reviewer-checklist.*（审核表）。
          """,
        en: """
          Writes into the folder --out: checklist.* (desk review and site visit),
          non-conformities.*, conclusion.*, verification-plan.* and
          verification-report.*, ranked by tonnes and risk, with records, doubts, sampling and
          what is accepted. Several filings each get a folder of their own, and summary.* ranks
          them in one table. A line “报告值 SYMBOL,NUMBER” in filing.csv compares what is reported
          with what is computed. A reduction method has applicant-checklist.* and
          reviewer-checklist.* instead.
          """),
      examples: [
        .init(
          "mrv checklist sectors/other-industries/2015 data/ --out review",
          zh: "写 review/checklist.html 等", en: "writes review/checklist.html and the rest"),
        .init(
          "mrv checklist plant-a/ plant-b/ plant-c.json --out review", zh: "几份一起排序",
          en: "ranks several filings"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let folder = try call.out()
    let rules = try call.library()
    let share = try materiality(call)
    let (method, filings) = filings(call, rules)
    guard !filings.isEmpty else {
      throw CommandStop.usage(Wording(zh: "请写出填报数据", en: "name the filing"))
    }
    guard filings.count > 1 else {
      let (reading, calculation, library) = try CalculationCall.full(
        call, rules, method, filings[0])
      let made = Documents.checklist(
        calculation, in: library, reading: reading.findings, materiality: share)
      let found = try DocumentCall.write(call, made, into: folder)
      return DocumentCall.close(call, library, [(reading, calculation)], found)
    }
    return try several(call, rules, method, filings, share, into: folder)
  }

  private static func several(
    _ call: Invocation, _ rules: MethodLibrary, _ method: String?, _ filings: [String],
    _ share: Rational?, into folder: String
  ) throws -> ExitCode {
    var entries: [ChecklistSummary.Entry] = []
    var done: [(FilingReader.Reading, Calculation)] = []
    var names: Set<String> = []
    var found: [Finding] = []
    for filing in filings {
      let (reading, calculation, library) = try CalculationCall.full(call, rules, method, filing)
      let name = self.name(filing, &names)
      let review = Documents.Review(calculation, library, reading.findings, share)
      let made = Documents.checklist(review, in: library)
      found += try DocumentCall.write(call, made, into: folder + "/" + name)
      entries.append(ChecklistSummary.Entry(name: name, review: review))
      done.append((reading, calculation))
    }
    if let frame = FormLibrary(rules).skeleton(
      "verification-summary", methodology: "", month: "9999-12")
    {
      let document = ChecklistSummary(entries).document(frame)
      let summary = Documents.Titled(name: "summary", document: document, isText: true)
      found += try DocumentCall.write(call, [summary], into: folder)
    }
    return DocumentCall.close(call, rules, done, found)
  }

  /// The methodology, where the first operand is one and no file, and the filings.
  private static func filings(
    _ call: Invocation, _ library: MethodLibrary
  ) -> (String?, [String]) {
    let words = call.operands
    guard words.count > 1 else { return (nil, words) }
    let isMethod = (try? MethodNames(library: library).all(words[0])) != nil
    let isFile = FilingReader.isFiling(words[0])
    // Two operands were always a methodology and a filing; a wrong name is told as such.
    if words.count == 2, !isFile { return (words[0], Array(words.dropFirst())) }
    return isMethod && !isFile ? (words[0], Array(words.dropFirst())) : (nil, words)
  }

  /// The last part of a path without its ending, told apart from those before.
  private static func name(_ path: String, _ taken: inout Set<String>) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(String.init)
    var name = parts.last ?? "filing"
    for ending in [".json", ".case", ".csv", ".xlsx", ".xml"] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.count))
    }
    // 2023 of several plants: the plant's folder says more.
    if parts.count > 1, taken.contains(name) || Int(name) != nil {
      name = "\(parts[parts.count - 2])-\(name)"
    }
    var unique = name
    var count = 2
    while !taken.insert(unique).inserted {
      unique = "\(name)-\(count)"
      count += 1
    }
    return unique
  }

  private static func materiality(_ call: Invocation) throws -> Rational? {
    guard let text = call.value("--materiality") else { return nil }
    guard let share = VerificationRules.share(text) else {
      throw CommandStop.usage(
        Wording(
          zh: "--materiality 要写成 5% 或 0.05，不是“\(text)”",
          en: "--materiality takes 5% or 0.05, not “\(text)”"))
    }
    return share
  }
}

/// What commands that write documents have in common.
enum DocumentCall {
  /// Writes documents in the formats of `--format` into a folder and lists the paths; what was
  /// found meanwhile.
  static func write(
    _ call: Invocation, _ documents: [Documents.Titled], into folder: String
  ) throws -> [Finding] {
    let set: DocumentSet
    let formats = try FormatOption.formats(call)
    do {
      set = try Documents.files(documents, formats: formats)
    } catch {
      throw CommandStop.failed(
        Wording(zh: "文件生成失败：\(error)", en: "the file cannot be made: \(error)"))
    }
    for file in set.files {
      let path = try OutputFiles.free(folder, file.name, force: true)
      try OutputFiles.write(file.bytes, to: path)
      if !call.isJSON { call.line(path) }
    }
    return set.findings
  }

  /// Tells how much was found, and gives the exit code.
  ///
  /// - Parameter made: what was found while the documents were written.
  static func close(
    _ call: Invocation, _ library: MethodLibrary,
    _ done: [(reading: FilingReader.Reading, calculation: Calculation)], _ made: [Finding] = []
  ) -> ExitCode {
    let forms = FormLibrary(library).findings + made
    var findings = forms
    for (reading, calculation) in done { findings += reading.findings + calculation.findings }
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: { library.source($0) })
      if !forms.isEmpty { call.console.note(printer.text(forms)) }
      call.console.note(printer.summary(findings) + "\n")
    }
    return call.code(findings)
  }
}
