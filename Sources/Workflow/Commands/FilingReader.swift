import Accounting
import Diagnostics
import Exchange
import Foundation
import OfficeFiles
import Quantities
import RulePlan

/// Reads a filing from what the command line names, and finds the methodology for it.
struct FilingReader {
  let library: MethodLibrary
  /// The reporting period where the tables state none.
  var period: Period?

  /// A filing and the methodology that it is to be computed under.
  struct Reading {
    var filing: Filing
    let methodology: String
    /// Why this edition; nil where it was named.
    let reason: Wording?
    let findings: [Finding]
    /// The texts of the files, for showing where findings are.
    let sources: FindingPrinter.Sources

    /// The reading with the cell behind each finding at an address.
    func located(_ calculation: Calculation) -> Reading {
      Reading(
        filing: filing, methodology: methodology, reason: reason,
        findings: WrittenPlaces(calculation).located(findings), sources: sources)
    }

    /// The reading with further findings.
    func adding(_ further: [Finding]) -> Reading {
      Reading(
        filing: filing, methodology: methodology, reason: reason, findings: findings + further,
        sources: sources)
    }
  }

  /// Whether a word names a file, a folder or a revision of a project, and no methodology.
  static func isFiling(_ word: String) -> Bool {
    FileManager.default.fileExists(atPath: ProjectReference(word)?.path ?? word)
  }

  /// The largest file that is read, in bytes.
  static let largest = 1 << 28

  /// Reads a filing.
  ///
  /// - Parameters:
  ///   - path: an `.xlsx`, `.case`, `.json`, `.xml` or `.csv` file, a folder, or a project.
  ///   - method: the methodology as the command line names it; nil where the filing has to.
  func read(_ path: String, method: String?) throws -> Reading {
    if let reference = ProjectReference(path) { return try read(reference, method: method) }
    let workbook = try Self.workbook(path)
    let files = workbook == nil ? try Self.files(path) : []
    let sources: FindingPrinter.Sources = { name in
      files.first { $0.name == name }.map { SourceText(file: name, bytes: $0.bytes) }
        ?? library.source(name)
    }
    let parse = { (plan: Plan?) in
      try workbook.map { self.parse($0, plan: plan) } ?? self.parse(path, files, plan: plan)
    }
    let (draft, draftFindings) = try parse(nil)
    let stated = draft?.header.methodology
    guard let word = method ?? stated else {
      // What cannot be read at all says more than that it names nothing.
      if draft == nil, draftFindings.hasErrors {
        throw CommandStop.findings(draftFindings, sources: sources)
      }
      throw CommandStop.usage(
        Wording(
          zh: "“\(path)”没有写明方法学，请写：mrv … METHOD \(path)",
          en: "“\(path)” names no methodology; write mrv … METHOD \(path)"))
    }
    guard let draft else { throw CommandStop.findings(draftFindings, sources: sources) }
    let choice = try MethodNames(library: library).find(
      word, period: draft.period, purpose: draft.header.purpose)
    // Tables of columns are read by the methodology's own names.
    guard isTables(path) else {
      return Reading(
        filing: draft, methodology: choice.id, reason: choice.reason, findings: draftFindings,
        sources: sources)
    }
    let (_, plan) = try library.usable(choice.id)
    let (filing, findings) = try parse(plan)
    guard let filing else { throw CommandStop.findings(findings, sources: sources) }
    return Reading(
      filing: filing, methodology: choice.id, reason: choice.reason, findings: findings,
      sources: sources)
  }

  private func isTables(_ path: String) -> Bool {
    ![".case", ".json", ".xml"].contains { path.hasSuffix($0) }
  }

  private func parse(_ workbook: WorkbookReader, plan: Plan?) -> (Filing?, [Finding]) {
    guard let plan else {
      return FilingWorkbook.header(workbook, units: library.units, period: period)
    }
    return FilingWorkbook.read(workbook, plan: plan, units: library.units, period: period)
  }

  private func parse(
    _ path: String, _ files: [FilingFile], plan: Plan?
  ) throws -> (Filing?, [Finding]) {
    guard let first = files.first else { return (nil, []) }
    if path.hasSuffix(".case") {
      let (file, findings) = CaseFile.read(
        String(decoding: first.bytes, as: UTF8.self), file: first.name
      ) { other in
        let folder = URL(fileURLWithPath: first.name).deletingLastPathComponent()
          .deletingLastPathComponent()
        return (try? Self.file(folder.appendingPathComponent(other).path))?.bytes
      }
      return (file?.filing, findings)
    }
    if path.hasSuffix(".json") { return FilingJSON.read(first.bytes, file: first.name) }
    if path.hasSuffix(".xml") { return FilingXML.read(first.bytes, file: first.name) }
    // Without a plan only the header is wanted: what the tables mean is not known yet.
    let plan = plan ?? Self.empty
    let header = files.filter { $0.name.hasSuffix(FilingFile.header) }
    let isDraft = plan.methodology.isEmpty && !header.isEmpty
    return FilingFolder.read(
      isDraft ? header : files, plan: plan, units: library.units, period: period)
  }

  private static let empty = Plan(
    methodology: "", revision: 1, title: Label(""),
    rowSets: [
      RowSet(id: "filing", title: Label("填报"), parent: nil),
      RowSet(id: "facility", title: Label("工厂"), parent: 0),
    ],
    tables: [], inputs: [], nodes: [], named: [], checks: [])

  // MARK: files

  /// The workbook that a path names; nil for other kinds of files.
  static func workbook(_ path: String) throws -> WorkbookReader? {
    guard path.lowercased().hasSuffix(".xlsx") || path.lowercased().hasSuffix(".xlsm") else {
      return nil
    }
    let source: ByteSource
    do throws(OfficeFileError) {
      source = try ByteSource(path: path)
    } catch {
      throw CommandStop.usage(
        Wording(
          zh: "文件“\(path)”打不开：\(error.reason)", en: "“\(path)” cannot be opened: \(error.reason)")
      )
    }
    let (workbook, findings) = WorkbookReader.open(source, name: path)
    guard let workbook else {
      throw CommandStop.findings(findings, sources: { _ in nil })
    }
    return workbook
  }

  private static func files(_ path: String) throws -> [FilingFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandStop.usage(
        Wording(zh: "没有文件或文件夹“\(path)”", en: "there is no file or folder “\(path)”"))
    }
    guard isFolder.boolValue else {
      let known = [".xlsx", ".case", ".json", ".xml", ".csv"]
      guard known.contains(where: { path.lowercased().hasSuffix($0) }) else {
        throw CommandStop.usage(
          Wording(
            zh: "不认识“\(path)”的格式；填报数据可以是 .xlsx、.csv、.json、.xml、.case 或装有 CSV 的文件夹",
            en:
              "the format of “\(path)” is not known; it may be .xlsx, .csv, .json, .xml, .case or a"
              + " folder"
          ))
      }
      return [try file(path)]
    }
    let tables = tables(in: path)
    guard !tables.isEmpty else {
      throw CommandStop.usage(
        Wording(
          zh: "文件夹“\(path)”里没有 CSV 文件；mrv template METHOD --out DIR 生成空表",
          en: "the folder “\(path)” has no CSV; mrv template METHOD --out DIR makes empty tables"))
    }
    return try tables.map { try file($0) }
  }

  /// The CSV files of a folder by name.
  static func tables(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let head = folder.hasSuffix("/") ? folder : folder + "/"
    return names.filter { $0.lowercased().hasSuffix(".csv") }.sorted().map { head + $0 }
  }

  /// The bytes of a file that is there, unless it is too large.
  static func file(_ path: String) throws -> FilingFile {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size <= largest else {
      throw CommandStop.failed(
        Wording(
          zh: "“\(path)”大于 \(largest >> 20) MiB，没有读取", en: "“\(path)” is over \(largest >> 20) MiB")
      )
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandStop.failed(
        Wording(zh: "“\(path)”读不出来（权限？）", en: "“\(path)” cannot be read (permission?)"))
    }
    return FilingFile(name: path, bytes: [UInt8](data))
  }
}
