import Diagnostics

/// `mrv import`: a filing goes into a project.
enum ImportCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "import", summary: Wording(zh: "把填报数据放入项目文件", en: "add a filing to a project"),
      operands: "[METHOD] FILING", count: 1...2,
      options: ImportInto.options + [.period],
      details: Wording(
        zh: """
          填报数据成为项目的新一版；与上一版相同就不增加。要写明原因（首次填报可以不写）。
          --stage 核查 等：只把与现有数值不同的单元格作为这一阶段的改动，盖在企业填报的数据上；
          交来的可以是全部数据，也可以只有要改的几个单元格，没有提到的不变。
          读取有错误时什么也不放入。
          """,
        en: """
          The filing becomes a new revision of the project; one that changes nothing is not added.
          A reason is needed, but for the first.
          With --stage verified and so on, the cells that differ go over what the enterprise
          reported, as this stage's; a few cells are enough, what is not mentioned stays.
          Where the filing cannot be read without error nothing is added.
          """),
      examples: [
        .init(
          "mrv import data/ --into plant.mrv --author 张三 --reason 补报三月化验单", zh: "新的一版",
          en: "a new revision"),
        .init(
          "mrv import cells.csv --into plant.mrv --stage 核查 --author 李四 --reason 与台账不符",
          zh: "核查改动的几个单元格", en: "cells that the verifier changed"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    guard let path = call.value("--into"), !path.isEmpty else {
      throw CommandStop.usage(
        Wording(
          zh: "请用 --into PROJECT.mrv 指明放入哪个项目文件", en: "name the project with --into PROJECT.mrv"))
    }
    let words = call.operands
    let material = try ImportInto.material(
      words[words.count - 1], method: words.count > 1 ? words[0] : nil,
      into: try ProjectFilings.read(path), call)
    return try ImportInto.run(call, material, into: path)
  }
}
