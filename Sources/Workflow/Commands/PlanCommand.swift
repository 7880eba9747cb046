import Diagnostics
import Foundation
import Quantities
import Reporting
import RulePlan

/// `mrv plan`: the monitoring plan of a method or a filing.
enum PlanCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "plan",
      summary: Wording(zh: "生成监测计划（数据质量控制计划、方案）", en: "write the monitoring plan"),
      operands: "METHOD|FILING [FILING]", count: 1...2,
      options: [.out, FormatOption.spec, .period, .allowRecalled],
      details: Wording(
        zh: """
          在 --out 指定的文件夹里写 monitoring-plan.*，名称随版本：监测计划、数据质量控制计划或
          数据质量控制方案。由规则中的监测要求和填报数据预填：版本与修订、边界与设施、每个参数的来源、
          方法、频次、仪表、缺失时的处理和部门，内部质量控制；不知道的留空，供填写。
          """,
        en: """
          Writes monitoring-plan.* into the folder --out, under the name that the edition gives
          the plan. Filled from what the rules say of measuring and from the filing: versions,
          boundary and facilities, source, method, frequency, meter, missing data and department of
          each parameter, internal quality control. What is not known stays blank.
          """),
      examples: [
        .init(
          "mrv plan sectors/cement/cets-2024 --out plan", zh: "空白的数据质量控制方案",
          en: "a blank plan of the edition"),
        .init(
          "mrv plan SampleData/power/2023 --out plan", zh: "按填报数据预填", en: "filled from a filing"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let folder = try call.out()
    let rules = try call.library()
    let last = call.operands[call.operands.count - 1]
    let document: Document
    if call.operands.count == 1, !FilingReader.isFiling(last) {
      document = try blank(call, rules, last)
    } else {
      let method = call.operands.count > 1 ? call.operands[0] : nil
      let (_, calculation, library) = try CalculationCall.full(call, rules, method, last)
      let month = calculation.bound.filing.period.through.description
      document = try self.document(
        MonitoringPlanDocument(
          method: calculation.method, plan: calculation.plan,
          material: Documents.material(calculation, library)),
        library, calculation.method.id, month)
    }
    let plan = Documents.Titled(name: "monitoring-plan", document: document)
    return DocumentCall.close(call, rules, [], try DocumentCall.write(call, [plan], into: folder))
  }

  private static func blank(
    _ call: Invocation, _ library: MethodLibrary, _ word: String
  ) throws -> Document {
    let choice = try MethodNames(library: library).find(word, period: try call.period())
    if let reason = choice.reason { call.console.note(reason.text(call.language) + "\n") }
    let (method, plan) = try library.usable(choice.id)
    let months = try call.period()?.through.description ?? method.applies.through
    return try document(
      MonitoringPlanDocument(method: method, plan: plan, material: nil), library, choice.id,
      months ?? method.applies.from ?? "2024-01")
  }

  private static func document(
    _ plan: MonitoringPlanDocument, _ library: MethodLibrary, _ methodology: String,
    _ month: String
  ) throws -> Document {
    guard
      let frame = FormLibrary(library).skeleton(
        "monitoring-plan", methodology: methodology, month: month)
    else {
      throw CommandStop.failed(
        Wording(
          zh: "规则库的 forms 里没有监测计划的框架", en: "the rule library has no frame of a monitoring plan"))
    }
    return plan.document(frame, month: month)
  }
}
