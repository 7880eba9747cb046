import Diagnostics
import Foundation
import Quantities
import RuleLanguage
import RulePlan

/// Where confirmations stand.
enum ConfirmationPlace {
  /// The file beside a filing: in its folder, or with its name.
  static func beside(_ filing: String) -> String {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: filing, isDirectory: &isFolder), isFolder.boolValue {
      return (filing.hasSuffix("/") ? filing : filing + "/") + Confirmations.fileName
    }
    return filing + "." + Confirmations.fileName
  }
}

/// `mrv confirm`: what somebody has read in the official text.
enum ConfirmCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "confirm",
      summary: Wording(zh: "登记：某个规则元素已与官方原文核对", en: "record what was read in the official text"),
      operands: "METHOD ELEMENT …", count: 1...64,
      options: [
        OptionSpec("--page", "N", zh: "原文页码", en: "page of the document"),
        OptionSpec("--file", "FILE", zh: "原文文件（记下文件名和 SHA-256，不复制）", en: "the document's file"),
        OptionSpec("--by", "NAME", zh: "确认人", en: "who has read it"),
        OptionSpec("--on", "DATE", zh: "确认日期，如 2026-03-01", en: "day, such as 2026-03-01"),
        OptionSpec(
          "--filing", "FILING", zh: "只对这份填报数据有效；不写则对整个规则库有效",
          en: "for this filing only; without it for all"),
        OptionSpec("--list", zh: "列出已有的确认", en: "list what is confirmed"),
      ],
      details: Wording(
        zh: """
          持有官方原文的人逐项核对后登记，元素的来源状态升为 primary（读自官方原文），规则文件不动。
          ELEMENT 照抄报告附录“来源状态”里的写法：fuels[烟煤].ncv、coal-oxidation、NCV@default；
          只写表名是整张表。登记写在规则库旁的 confirmations.json，有 --filing 时写在填报数据旁。
          规则以后改了，那一项确认自动失效并提示。
          """,
        en: """
          The owner of the official text compares an element and records it: its evidence becomes
          primary, rule files stay as they are. ELEMENT is written as in the report's annex of
          evidence: fuels[烟煤].ncv, coal-oxidation, NCV@default; a table's name means all of it.
          The record goes into confirmations.json beside the rules, or beside the filing that
          --filing names. A confirmation ends by itself when the rule is changed.
          """),
      examples: [
        .init(
          "mrv confirm sectors/power/mee-2022-12 coal-oxidation-default --page 12 --file 指南.pdf"
            + " --by 王某",
          zh: "碳氧化率已在第 12 页核对", en: "the oxidation rate was read on page 12"),
        .init(
          "mrv confirm sectors/power/mee-2022-12 --list", zh: "列出这个方法学的确认",
          en: "what is confirmed of this methodology"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let rules = try call.library()
    let choice = try MethodNames(library: rules).find(call.operands[0])
    let path =
      call.value("--filing").map { ConfirmationPlace.beside($0) }
      ?? rules.root + "/" + Confirmations.fileName
    if let filing = call.value("--filing"), !FileManager.default.fileExists(atPath: filing) {
      throw CommandStop.usage(
        Wording(zh: "没有填报数据“\(filing)”", en: "there is no filing “\(filing)”"))
    }
    var (known, findings) = Confirmations.read(path)
    if findings.contains(where: { $0.severity == .error }) {
      // A file that cannot be read is not written over: somebody's confirmations are in it.
      throw CommandStop.findings(findings, sources: { _ in nil })
    }
    if call.has("--list") {
      list(known, choice.id, call)
      return .clean
    }
    let elements = Array(call.operands.dropFirst())
    guard !elements.isEmpty else {
      throw CommandStop.usage(
        Wording(zh: "请写出要确认的元素；--list 列出已有的", en: "name the element; --list shows what there is"))
    }
    let (_, plan) = try rules.usable(choice.id)
    let record = try self.record(call)
    for element in elements {
      let targets = ConfirmedElement.all(element, in: plan)
      guard !targets.isEmpty else { throw CommandStop.usage(unknown(element, choice.id, plan)) }
      var entry = record
      entry.methodology = choice.id
      entry.element = element
      entry.content = ConfirmedElement.content(targets, in: plan)
      known.add(entry)
      call.line(
        call.say(
          "\(choice.id)#\(element)：\(entry.content)", "\(choice.id)#\(element): \(entry.content)"))
    }
    try OutputFiles.write(known.json.text(linesTo: 2) + "\n", to: path)
    call.line(path)
    return .clean
  }

  /// Page, file with its hash, and who; all are wanted.
  private static func record(_ call: Invocation) throws -> Confirmations.Entry {
    func wanted(_ option: String, _ zh: String, _ en: String) throws -> String {
      if let value = call.value(option), !value.isEmpty { return value }
      throw CommandStop.usage(
        Wording(zh: "请用 \(option) 写明\(zh)", en: "\(option) has to state \(en)"))
    }
    let page = try wanted("--page", "页码", "the page")
    let file = try wanted("--file", "原文文件", "the document's file")
    let by = try wanted("--by", "确认人", "who has read it")
    let on = call.value("--on")
    if let on, Day(on) == nil {
      throw CommandStop.usage(
        Wording(zh: "--on 要写成 2026-03-01，不是“\(on)”", en: "--on takes 2026-03-01, not “\(on)”"))
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue
    else {
      throw CommandStop.usage(Wording(zh: "没有文件“\(file)”", en: "there is no file “\(file)”"))
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    guard size <= FilingReader.largest, size > 0,
      let data = FileManager.default.contents(atPath: file)
    else {
      throw CommandStop.failed(
        Wording(
          zh: "“\(file)”读不出来、是空的或大于 \(FilingReader.largest >> 20) MiB",
          en: "“\(file)” cannot be read, is empty or over \(FilingReader.largest >> 20) MiB"))
    }
    return Confirmations.Entry(
      methodology: "", element: "", content: "",
      file: file.split(separator: "/").last.map(String.init) ?? file,
      sha256: SHA256.hexadecimal([UInt8](data)), page: page, by: by, on: on)
  }

  private static func list(_ known: Confirmations, _ methodology: String, _ call: Invocation) {
    let entries = known.entries.filter { $0.methodology == methodology }
    if call.isJSON {
      var own = Confirmations()
      own.entries = entries
      call.line(own.json.text(linesTo: 2))
      return
    }
    if entries.isEmpty { call.line(call.say("没有确认过的元素", "nothing is confirmed")) }
    var table = TextTable()
    for entry in entries {
      table.add([
        entry.element, entry.content,
        call.say("\(entry.file) 第 \(entry.page) 页", "\(entry.file) p. \(entry.page)"), entry.by,
        entry.on ?? "",
      ])
    }
    call.console.out(table.text)
  }

  private static func unknown(_ element: String, _ methodology: String, _ plan: Plan) -> Wording {
    let names =
      plan.named.map(\.id) + plan.named.map(\.symbol) + plan.tables.map(\.id)
      + plan.named.flatMap { named in named.alternatives.map { "\(named.id)@\($0.id)" } }
    let table = element.split(separator: "[").first.map(String.init) ?? element
    let near = Nearest.names(to: element.contains("[") ? table : element, among: names)
    return Wording(
      zh: "\(methodology) 没有元素“\(element)”"
        + (near.isEmpty ? "；照抄报告附录“来源状态”里的写法" : "；是否指 \(near.joined(separator: "、"))？"),
      en: "\(methodology) has no element “\(element)”"
        + (near.isEmpty
          ? "; write it as in the report's annex of evidence"
          : "; did you mean \(near.joined(separator: ", "))?"))
  }
}
