import Accounting
import Diagnostics
import Exchange
import RulePlan

/// `mrv import`: a workbook, ledger or form becomes a filing: files, or a revision of a project.
enum ImportCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "import",
      summary: Wording(
        zh: "读入工作簿、台账等，存成填报数据或放入项目", en: "read workbooks and ledgers into files or a project"),
      operands: "[METHOD] FILING", count: 1...2,
      options: [
        OptionSpec(
          "--out", "DIR|FILE", zh: "写成一套 CSV（文件夹）、.json、.xml 或 .xlsx",
          en: "a folder of CSV, a .json, .xml or .xlsx file"),
        OptionSpec("--force", zh: "覆盖已有的文件", en: "replace files that exist"),
        OptionSpec(
          "--map", "MAP.csv", zh: "FILING 是自己的台账，按这份对照表读入",
          en: "FILING is a ledger of your own, read through this map"),
        OptionSpec(
          "--suggest-map", zh: "为台账起草对照表，写到 --out 的 .csv，供人修改",
          en: "draft the map of a ledger into the .csv of --out, for a person to correct"),
      ] + ImportInto.options + [.period],
      details: Wording(
        zh: """
          FILING 是填好的工作簿（见 mrv template）、CSV 文件夹、JSON 等。工作簿按标题和模板标记识别
          各表各列，旧模板的列按标识、符号或旧名称对应；读不懂的逐条指出工作表和单元格，其余照读。
          --out 写成另一种格式；有错误级发现的照写，退出码为 3。
          --into 成为项目的新一版；与上一版相同就不增加。要写明原因（首次填报可以不写）。
          --stage 核查 等：只把与现有数值不同的单元格作为这一阶段的改动，盖在企业填报的数据上；
          交来的可以是全部数据，也可以只有要改的几个单元格，没有提到的不变。
          放入项目时，读取有错误就什么也不放入。
          自己的台账（XLSX 或 CSV）：先用 --suggest-map 起草对照表（哪一列是哪个参数、什么单位、几行
          怎样合成一个值），改好后保存下来，以后每次用 --map 读入。只按对照表写明的方式汇总，原始各行
          另存为 台账明细.csv。
          --map 与 --into 一起用：台账里的值换到项目里同一报告期的填报数据上，其余不变，成为新的一版；
          再加 --out 文件夹，台账明细.csv 写在那里。
          """,
        en: """
          FILING is a workbook (see mrv template), a folder of CSV, JSON and so on. Sheets and
          columns of a workbook are found by heading and stamp; columns of older templates by
          identifier, symbol or old name. What cannot be read is told by sheet and cell, and the
          rest is read.
          --out writes another format, also with errors (exit code 3).
          --into makes a new revision of the project; one that changes nothing is not added. A
          reason is needed, but for the first.
          With --stage verified and so on, the cells that differ go over what the enterprise
          reported, as this stage's; a few cells are enough, what is not mentioned stays.
          Where the filing cannot be read without error nothing is added to a project.
          A ledger of your own (XLSX or CSV): --suggest-map drafts a map (which column is which
          value, in which unit, how several lines become one), which you correct and keep; --map
          reads the ledger through it from then on. Lines are combined as the map says and in no
          other way; the lines themselves are kept in 台账明细.csv.
          --map with --into puts the ledger's values over the project's filing of that period,
          as a new revision; everything else stays. 台账明细.csv then goes into --out, if given.
          """),
      examples: [
        .init("mrv import data.xlsx --out data", zh: "工作簿存成一套 CSV", en: "a workbook as CSV tables"),
        .init("mrv import data/ --out data.xlsx", zh: "CSV 存成工作簿", en: "CSV tables as a workbook"),
        .init(
          "mrv import --suggest-map sectors/power/mee-2022-12 台账.xlsx --out 对照表.csv",
          zh: "为台账起草对照表", en: "draft the map of a ledger"),
        .init(
          "mrv import --map 对照表.csv 台账.xlsx --out data", zh: "按对照表读入台账",
          en: "read the ledger through its map"),
        .init(
          "mrv import --map 对照表.csv 台账.xlsx --into plant.mrv --author 张三 --reason 三月台账",
          zh: "台账直接更新项目里的填报数据", en: "the ledger updates the project's filing"),
        .init(
          "mrv import data.xlsx --into plant.mrv --author 张三 --reason 补报三月化验单", zh: "新的一版",
          en: "a new revision"),
        .init(
          "mrv import cells.csv --into plant.mrv --stage 核查 --author 李四 --reason 与台账不符",
          zh: "核查改动的几个单元格", en: "cells that the verifier changed"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let filing = call.operands[call.operands.count - 1]
    let method = call.operands.count > 1 ? call.operands[0] : nil
    if call.has("--suggest-map"), call.has("--into") {
      throw CommandStop.usage(
        Wording(
          zh: "--suggest-map 只起草对照表，不能与 --into 同时用；改好对照表后用 --map … --into",
          en: "--suggest-map drafts a map only; correct it, then use --map … --into"))
    }
    if call.has("--suggest-map") {
      return try LedgerCall(call: call).suggest(filing, method: method)
    }
    if let map = call.value("--map") {
      return try LedgerCall(call: call).read(filing, map: map, method: method)
    }
    if let project = call.value("--into"), !project.isEmpty {
      let material = try ImportInto.material(
        filing, method: method, into: try ProjectFilings.read(project), call)
      return try ImportInto.run(call, material, into: project)
    }
    guard let target = call.value("--out"), !target.isEmpty else {
      throw CommandStop.usage(
        Wording(
          zh: "请用 --out 指明写成什么文件，或用 --into PROJECT.mrv 指明放入哪个项目",
          en: "say where to: --out FILE or DIR, or --into PROJECT.mrv"))
    }
    let library = try call.library()
    let reading = try FilingReader(library: library, period: try call.period())
      .read(filing, method: method)
    if let reason = reading.reason { call.console.note(reason.text(call.language) + "\n") }
    let (_, plan) = try library.usable(reading.methodology)
    let written = try FilingOutput(call: call, plan: plan).write(reading.filing, to: target)
    return tell(call, reading, written)
  }

  /// Tells what was read and written, and what is wrong.
  static func tell(
    _ call: Invocation, _ reading: FilingReader.Reading, _ written: [String]
  ) -> ExitCode {
    let code = call.code(reading.findings)
    if call.isJSON {
      let head = JSON.members([
        "methodology": .text(reading.methodology),
        "cells": .integer(reading.filing.cells.count),
        "written": .texts(written),
      ])
      call.write(head, reading.findings, sources: reading.sources)
      return code
    }
    for path in written { call.line(path) }
    let values = reading.filing.cells.filter { $0.address.facet == nil }.count
    let others = reading.filing.cells.count - values + reading.filing.records.count
    call.line(
      call.say(
        "读入 \(values) 个数据，\(others) 项登记，方法学 \(reading.methodology)",
        "\(values) values and \(others) statements were read for \(reading.methodology)"))
    if !reading.findings.isEmpty {
      let printer = FindingPrinter(call.language, sources: reading.sources)
      call.console.out("\n" + FindingDigest(printer: printer).text(reading.findings))
    }
    return code
  }
}

/// Writes a filing in the format that the name of the target asks for.
struct FilingOutput {
  let call: Invocation
  let plan: Plan

  /// Writes and returns the paths of the files.
  func write(_ filing: Filing, to target: String) throws -> [String] {
    let force = call.has("--force")
    let name = target.lowercased()
    var bytes: [UInt8]?
    if name.hasSuffix(".xlsx") {
      bytes = try OutputFiles.bytes(FilingWorkbook.workbook(filing, plan: plan))
    } else if name.hasSuffix(".json") {
      bytes = Array(FilingJSON.write(filing).utf8)
    } else if name.hasSuffix(".xml") {
      bytes = Array(FilingXML.write(filing).utf8)
    }
    if let bytes {
      let path = try OutputFiles.free(target, force: force)
      try OutputFiles.write(bytes, to: path)
      return [path]
    }
    let files = FilingFolder.write(filing, plan: plan)
    for file in files { _ = try OutputFiles.free(target, file.name, force: force) }
    return try files.map { file in
      let path = try OutputFiles.free(target, file.name, force: true)
      try OutputFiles.write(file.bytes, to: path)
      return path
    }
  }
}
