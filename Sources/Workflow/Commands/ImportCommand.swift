import Accounting
import Diagnostics
import Exchange
import OfficeFiles
import RulePlan

/// `mrv import`: a workbook, ledger or form into a filing of another format.
enum ImportCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "import",
      summary: Wording(zh: "读入工作簿或台账，存成填报数据", en: "read a workbook or ledger into a filing"),
      operands: "[METHOD] FILE", count: 1...2,
      options: [
        OptionSpec(
          "--out", "DIR|FILE", zh: "写成一套 CSV（文件夹）、.json 或 .xlsx",
          en: "a folder of CSV, a .json or an .xlsx file"),
        .period,
        OptionSpec("--force", zh: "覆盖已有的文件", en: "replace files that exist"),
      ],
      details: Wording(
        zh: """
          FILE 是填好的工作簿（见 mrv template）、CSV 文件夹或 JSON。按标题和模板标记识别各表各列，
          旧模板的列按标识、符号或旧名称对应。读不懂的，按工作表和单元格逐条指出，其余照常读入。
          有错误级发现的，文件照写，退出码为 3。
          """,
        en: """
          FILE is a workbook (see mrv template), a folder of CSV or JSON. Sheets and columns are found
          by heading and stamp; columns of older templates by identifier, symbol or old name. What
          cannot be read is told by sheet and cell, and the rest is read. With findings of severity
          error the output is written all the same and the exit code is 3.
          """),
      examples: [
        .init("mrv import data.xlsx --out data", zh: "工作簿存成一套 CSV", en: "a workbook as CSV tables"),
        .init("mrv import data.xlsx --out data.json", zh: "存成 JSON", en: "as JSON"),
        .init("mrv import data/ --out data.xlsx", zh: "CSV 存成工作簿", en: "CSV tables as a workbook"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let target = try call.out()
    let library = try call.library()
    let method = call.operands.count > 1 ? call.operands[0] : nil
    let reading = try FilingReader(library: library, period: try call.period())
      .read(call.operands[call.operands.count - 1], method: method)
    if let reason = reading.reason { call.console.note(reason.text(call.language) + "\n") }
    let (_, plan) = try library.usable(reading.methodology)
    let written = try FilingOutput(call: call, plan: plan).write(reading.filing, to: target)
    return report(call, reading, written)
  }

  /// Tells what was read and written, and what is wrong.
  private static func report(
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
    let counts = reading.filing.cells.filter { $0.address.facet == nil }.count
    call.line(
      call.say(
        "读入 \(counts) 个数据，\(reading.filing.cells.count - counts) 项登记，方法学 \(reading.methodology)",
        "\(counts) values and \(reading.filing.cells.count - counts) statements were read"
          + " for \(reading.methodology)"))
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
    var bytes: [UInt8]?
    if target.lowercased().hasSuffix(".xlsx") {
      bytes = try OutputFiles.bytes(FilingWorkbook.workbook(filing, plan: plan))
    } else if target.lowercased().hasSuffix(".json") {
      bytes = Array(FilingJSON.write(filing).utf8)
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
