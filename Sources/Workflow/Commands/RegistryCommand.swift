import Accounting
import Diagnostics
import RulePlan
import Store

/// `mrv registry`: methods, projects, periods and units in a project file.
enum RegistryCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "registry",
      summary: Wording(zh: "减排量登记簿：登记、流转、使用、核对", en: "the registry of reductions in a project"),
      operands: "ACTION PROJECT.mrv …", count: 2...64,
      options: [
        OptionSpec(
          "--hash-with", "FILE", zh: "add：参与者的识别码只存以此文件为密钥换算的代码",
          en: "add: keep only codes of participants, made with this file as key"),
        OptionSpec("--enter", zh: "issue：登记提议的行", en: "issue: enter the rows it proposes"),
        OptionSpec(
          "--project", "ID", zh: "issue：登记簿里的哪个项目（只有一个时可省）",
          en: "issue: the project in the registry (else the only one)"),
        OptionSpec(
          "--credit", "KIND", zh: "issue：减排量种类（缺省：方法登记的体系）",
          en: "issue: the kind of credit (else the scheme of the method)"),
        OptionSpec("--quantity", "T", zh: "数量，tCO2e", en: "how much, in tCO2e"),
        OptionSpec(
          "--holder", "NAME", zh: "持有人（只有一位时可省）", en: "the holder (else the only one)"),
        OptionSpec("--to", "NAME", zh: "transfer：受让人", en: "transfer: who gets them"),
        OptionSpec(
          "--programme", "P", zh: "use：履约体系，如 guangdong",
          en: "use: the programme, such as guangdong"),
        OptionSpec("--year", "YEAR", zh: "use：履约年度", en: "use: the compliance year"),
        OptionSpec("--voluntary", zh: "use：自愿使用，不是履约", en: "use: of free will, not for compliance"),
        OptionSpec("--day", "DAY", zh: "哪一天（缺省：今天）", en: "on which day (else today)"),
        OptionSpec(
          "--emissions", "T", zh: "use：核定排放量，核对上限用", en: "use: approved emissions, for limits"),
        OptionSpec("--allowances", "T", zh: "use：核发的配额量", en: "use: allowances issued"),
        OptionSpec("--obligation", "T", zh: "use：应清缴的配额量", en: "use: allowances to surrender"),
        OptionSpec("--cutoff", "DAY", zh: "use：申请抵消的截止日", en: "use: the last day for offsets"),
        OptionSpec(
          "--despite", "TEXT", zh: "use：规则库判断不符合，仍按此依据登记",
          en: "use: enter it although the rules refuse it, for this reason"),
        OptionSpec("--force", zh: "覆盖已有文件", en: "replace files"), .out, .author, .reason,
        .period, .allowRecalled,
      ],
      details: Wording(
        zh: """
          ACTION 是：
            add PROJECT.mrv FILE|DIR …      放入 CSV 表，或一表一页的工作簿（.xlsx）：
                                            方法、环节、项目、参与者、监测期、签发、流转
            issue PROJECT.mrv [FILING]      由填报核算出监测期和各年的签发，先提议；--enter 登记，
                                            填报版本和核算结果一并存下，作为依据
            list PROJECT.mrv [TABLE]        各批余额；写出 TABLE 则列那张表
            check PROJECT.mrv               查重复申报、失效的方法、冲销后再用
            transfer PROJECT.mrv LOT        转让   --quantity --to
            use PROJECT.mrv LOT             使用   --quantity --programme --year，或 --voluntary
            cancel PROJECT.mrv LOT          注销   --quantity
            void PROJECT.mrv TABLE N        冲销录错的一条（--reason 必填）；记录仍在，不再计算
            export PROJECT.mrv --out DIR    写出 CSV 表；空的登记簿写出只有标题的表，可以填了再放入
          同一吨只能用一次，由数据库保证；放入的表有一处错误就什么也不写。
          在别处登记的，在“外部登记”一列写登记簿的名字。
          issue 不写 FILING 时用项目文件里最新的填报（或 PROJECT.mrv@3）；只签发可核证的年份，只签发整吨；
          加 --out DIR 把提议的行写成 CSV 表，改了再用 add 放入。
          """,
        en: """
          ACTION is one of
            add PROJECT.mrv FILE|DIR …      CSV tables in, or workbooks with a sheet for each:
                                            methods, steps, projects, participants, periods,
                                            issues, movements
            issue PROJECT.mrv [FILING]      proposes period and units of a computed filing; with
                                            --enter writes them, and keeps filing and result
            list PROJECT.mrv [TABLE]        what is left of each lot; with TABLE its rows
            check PROJECT.mrv               double claims, methods that ended, uses after voiding
            transfer PROJECT.mrv LOT        hands over   --quantity --to
            use PROJECT.mrv LOT             uses   --quantity --programme --year, or --voluntary
            cancel PROJECT.mrv LOT          cancels   --quantity
            void PROJECT.mrv TABLE N        voids a mistaken record (--reason); it stays there
            export PROJECT.mrv --out DIR    writes CSV tables; of an empty registry their headings
          A tonne is used once: the database sees to it. Tables with a single error add nothing.
          What is registered elsewhere has the name of that register in the column 外部登记.
          Without FILING issue takes the latest revision of the project (or PROJECT.mrv@3). Only
          years that are creditable get units, in whole tonnes; --out DIR writes the rows as tables.
          """),
      examples: [
        .init(
          "mrv registry add credits.mrv methods.csv projects.csv periods.csv issues.csv",
          zh: "放入四张表", en: "takes four tables"),
        .init(
          "mrv registry issue credits.mrv data/ --enter",
          zh: "核算结果登记为监测期和签发", en: "a computed filing becomes period and units"),
        .init(
          "mrv registry use credits.mrv PH-1 --quantity 239197 --programme guangdong --year 2016",
          zh: "用于广东2016年度履约", en: "for Guangdong's compliance year 2016"),
        .init("mrv registry list credits.mrv", zh: "各批余额", en: "what is left"),
        .init("mrv registry check credits.mrv", zh: "查重复申报", en: "looks for double claims"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let actions: [String: (count: ClosedRange<Int>, run: (Invocation) throws -> ExitCode)] = [
      "add": (3...64, RegistryEntering.add), "issue": (2...3, RegistryIssuing.issue),
      "list": (2...3, RegistryTelling.list),
      "check": (2...2, RegistryTelling.check), "export": (2...2, RegistryTelling.export),
      "transfer": (3...3, { try RegistryMoving.run($0, .transferred) }),
      "use": (
        3...3, { try RegistryMoving.run($0, $0.has("--voluntary") ? .voluntary : .surrendered) }
      ),
      "cancel": (3...3, { try RegistryMoving.run($0, .cancelled) }),
      "void": (4...4, RegistryEntering.void),
    ]
    let name = call.operands[0]
    guard let action = actions[name] else {
      let known = actions.keys.sorted().joined(separator: ", ")
      throw CommandStop.usage(
        Wording(
          zh: "mrv registry 没有“\(name)”；可用：\(known)",
          en: "mrv registry has no “\(name)”, but \(known)"))
    }
    guard action.count.contains(call.operands.count) else {
      throw CommandStop.usage(
        Wording(
          zh: "mrv registry \(name) 后面的内容多了或少了；见 mrv registry --help",
          en: "mrv registry \(name) takes more or less behind it; see mrv registry --help"))
    }
    let project = call.operands[1]
    // Tables where the project is wanted: the mistake of whoever has only tables so far.
    guard ProjectReference(project) != nil else {
      throw CommandStop.usage(
        Wording(
          zh: "mrv registry \(name) 后面先写项目文件（.mrv），“\(project)”不是；"
            + "CSV 表先放入项目文件：mrv init NAME.mrv，再 mrv registry add NAME.mrv \(project)",
          en: "mrv registry \(name) wants a project file (.mrv) first, “\(project)” is none;"
            + " put CSV tables in one: mrv init NAME.mrv, then mrv registry add NAME.mrv \(project)"
        ))
    }
    return try action.run(call)
  }

  /// The registry of a project.
  static func read(_ path: String) throws -> Registry {
    try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.open(path, for: .reading).registry()
    }
  }

  /// Tells findings and gives the exit code.
  static func tell(
    _ findings: [Finding], sources: @escaping FindingPrinter.Sources = { _ in nil },
    _ call: Invocation
  ) -> ExitCode {
    if !findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: sources)
      call.console.out(FindingDigest(printer: printer).text(findings))
    }
    return call.code(findings)
  }
}
