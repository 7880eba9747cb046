import Accounting
import Diagnostics
import Exchange
import Foundation
import Quantities
import RulePlan
import Store

/// `mrv offsets`: which credits a programme takes, for a compliance year and day.
enum OffsetsCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "offsets",
      summary: Wording(
        zh: "哪些减排量可用于履约，为什么", en: "which credits are accepted for compliance, and why"),
      operands: "[PROJECT.mrv|FILE.csv]", count: 0...1,
      options: [
        OptionSpec(
          "--programme", "P", zh: "履约体系，如 guangdong 或 广东", en: "the programme, such as guangdong"),
        OptionSpec("--year", "YEAR", zh: "履约年度", en: "the compliance year"),
        OptionSpec("--date", "DAY", zh: "使用的日期（缺省：今天）", en: "the day of use (else today)"),
        OptionSpec(
          "--against", "DAY", zh: "再按这一天判断，只列结论不同的",
          en: "judge by this day too, list what differs"),
        OptionSpec(
          "--cutoff", "DAY", zh: "申请抵消的截止日；有的规则按它前推几天变更",
          en: "the last day for offsets; some rules change so many days before it"),
        OptionSpec("--emissions", "T", zh: "核定排放量，核对上限用", en: "approved emissions, for limits"),
        OptionSpec("--allowances", "T", zh: "核发的配额量", en: "allowances issued"),
        OptionSpec("--obligation", "T", zh: "应清缴的配额量", en: "allowances to surrender"),
        OptionSpec("--holder", "NAME", zh: "只看这位持有人的", en: "only what this holder has"),
      ],
      details: Wording(
        zh: """
          没有文件时列出规则：每条的条款、来源和证据状态，没有见到的也写明。
          有项目文件时逐批判断登记簿里的余额；CSV 表的列：批号、种类、年份、数量(tCO2e)、持有人、项目、类型、
          地区、所属片区、开始日期、结束日期。结论：可用、须由人核对、不能判断、不可用。
          没有见到上限的，不当作没有上限：写“没有见到上限，未核对”。有不可用的，退出码是 3。
          """,
        en: """
          Without a file it lists the rules, with clause, source and evidence, and what was not
          seen. With a project it judges what is left of each lot of its registry; a CSV table has
          the columns id, credit, vintage, tonnes, holder, project, kind, region, areas, from_day,
          through_day. Where no limit was seen, it says “no limit known, not checked”.
          The exit code is 3 where something is refused.
          """),
      examples: [
        .init("mrv offsets --programme 湖北 --year 2016", zh: "列出规则", en: "lists the rules"),
        .init(
          "mrv offsets credits.mrv --programme guangdong --year 2016 --date 2017-06-15"
            + " --emissions 1000000",
          zh: "逐批判断，核对上限", en: "judges each lot and looks at limits"),
        .init(
          "mrv offsets ccer.csv --programme hubei --year 2016 --cutoff 2017-06-30"
            + " --date 2017-06-01 --against 2017-06-28",
          zh: "规则改变前后有何不同", en: "what a change of the rules changed"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let today = Day(number: Int32(clamping: (try call.seconds() + 8 * 3600) / 86_400))
    let day = try OffsetArguments.day(call, "--date") ?? today
    let rules = try OffsetArguments.rules(call)
    guard let file = call.operands.first else { return try OffsetRuleList.run(rules, day, call) }
    let check = try OffsetArguments.check(call, day: day)
    let material = try material(file, check, call)
    let lines = material.credits.map { check.line($0) }
    if let other = try OffsetArguments.day(call, "--against") {
      let against = OffsetCheck(
        rules, programme: check.programme, year: check.year, day: other, cutoff: check.cutoff)
      return OffsetAnswer(check: check, lines: lines, limits: [], call: call)
        .compare(against, against.lines(material.credits))
    }
    let limits = OffsetLimits.lines(
      check, used: material.used, lines: lines, try OffsetArguments.bases(call))
    return OffsetAnswer(check: check, lines: lines, limits: limits, call: call).tell()
  }

  private struct Material {
    var credits: [OffsetCredit] = []
    var used: [OffsetCredit] = []
  }

  private static func material(
    _ file: String, _ check: OffsetCheck, _ call: Invocation
  ) throws -> Material {
    let holder = call.value("--holder")
    var material = Material()
    if ProjectReference(file) != nil {
      let registry = try RegistryCommand.read(file)
      material.used = OffsetArguments.used(registry, check, holder: holder)
      material.credits = registry.lots.flatMap { lot in
        lot.balances.map { OffsetCredit(lot, holder: $0.holder, quantity: $0.quantity) }
      }
    } else {
      guard FileManager.default.fileExists(atPath: file) else {
        throw CommandStop.usage(Wording(zh: "没有文件“\(file)”", en: "there is no file “\(file)”"))
      }
      let table = RegistryFile.credits(.file(file), file: file)
      guard !table.findings.hasErrors else {
        throw CommandStop.findings(table.findings, sources: { _ in nil })
      }
      material.credits = table.credits
    }
    if let holder { material.credits = material.credits.filter { $0.holder == holder } }
    return material
  }
}

extension OffsetCheck {
  /// Looks at lots in their order.
  func lines(_ credits: [OffsetCredit]) -> [Line] { credits.map { line($0) } }
}
