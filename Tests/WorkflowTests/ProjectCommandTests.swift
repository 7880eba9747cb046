import Accounting
import Diagnostics
import Exchange
import Foundation
import Store
import Synchronization
import Testing

@testable import Workflow

/// A folder with a filing and a project, and the command line in this process.
private final class Desk {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("mrv-project-\(UUID().uuidString)")
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  var library = Desk.repository.appendingPathComponent("Methodologies").path
  /// 2026-03-01 09:30 in China.
  var epoch = 1_772_328_600

  struct Run {
    let out: String
    let note: String
    let code: ExitCode
  }

  init(sample: String = "other-industries") throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.repository.appendingPathComponent("SampleData/\(sample)"),
      to: folder.appendingPathComponent("data"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Replaces a text that stands there once.
  func replace(_ old: String, _ new: String, in name: String) throws {
    let url = folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(text.components(separatedBy: old).count == 2, "\(old) once in \(name)")
    try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: url)
  }

  /// Puts a verifier's cell, `ADDRESS,VALUE,UNIT`, beside the tables as a stage.
  func carryStage(_ cell: String) throws {
    try write("阶段,作者,日期,理由\n核查,李四,2025-05-16,与台账不符\n", "data/stages.csv")
    let cells = try String(contentsOfFile: path("data/cells.csv"), encoding: .utf8)
    let lines = cells.split(whereSeparator: \.isNewline)
    let wider = ["\(lines[0]),修改"] + lines.dropFirst().map { "\($0)," } + ["\(cell),,,核查,1"]
    try write(wider.joined(separator: "\n") + "\n", "data/cells.csv")
  }

  /// Runs a command; `P` is the project, `D` the folder of tables, `/x` a file of the desk.
  @discardableResult
  func run(_ words: String...) -> Run {
    let out = Mutex("")
    let note = Mutex("")
    let full = words.map { word in
      if word == "P" || word.hasPrefix("P@") { return path("p.mrv") + word.dropFirst() }
      return word == "D" ? path("data") : word.hasPrefix("/") ? folder.path + word : word
    }
    epoch += 60
    let epoch = Int64(epoch)
    let code = CommandLineTool.run(
      full, environment: ["MRV_METHODS": library, "MRV_AUTHOR": "张三"], executable: "/",
      clock: { epoch },
      console: Console(
        out: { text in out.withLock { $0 += text } }, note: { text in note.withLock { $0 += text } }
      ))
    return Run(out: out.withLock { $0 }, note: note.withLock { $0 }, code: code)
  }

  /// A project with a filing, a correction by the enterprise and one by the verifier.
  func story() throws {
    #expect(run("init", "P", "--from", "D").code == .clean)
    try replace("146.28", "164.28", in: "data/fuel.csv")
    #expect(run("import", "D", "--into", "P", "--reason", "抄错").code == .clean)
    try write("地址,值,单位\nfacility[西厂]/fuel[汽油]/FC,38.11,t\n", "cells.csv")
    #expect(
      run(
        "import", "/cells.csv", "--into", "P", "--stage", "核查", "--author", "李四", "--reason",
        "与台账不符"
      ).code == .clean)
  }
}

@Suite struct ProjectCommandTests {
  @Test func theStoryOfAFiling() throws {
    let desk = try Desk()
    try desk.story()
    let change = "facility[西厂]/fuel[汽油]/FC  38.91 t  →  38.11 t  @3 核查 李四：与台账不符\n"
    #expect(desk.run("diff", "P").out.hasSuffix("数据 1\n  " + change))
    let both = desk.run("diff", "P", "1", "3", "--lang", "en").out
    #expect(both.contains("cells 2\n"))
    #expect(both.contains("146.28 t  →  164.28 t  @2 reported 张三: 抄错"))
    #expect(desk.run("diff", "P@3", "P@2").out.contains("38.11 t  →  38.91 t\n"))
    #expect(desk.run("diff", "P@2", "D").out.contains("没有不同"))
    #expect(desk.run("diff", "P", "2").out == desk.run("diff", "P").out)
    let cell = desk.run("history", "P", "--cell", "facility[西厂]/fuel[汽油]/FC").out
    #expect(cell.contains("@1    2026-03-01 09:31  填报  张三    38.91 t  首次填报\n"))
    #expect(cell.contains("@3") && cell.contains("38.11 t") && !cell.contains("@2"))
    #expect(desk.run("sign", "P", "--role", "审核", "--person", "王五").code == .clean)
    let history = desk.run("history", "P", "--verify")
    #expect(history.code == .clean && history.out.contains("审计链完整：5 条记录"))
    #expect(history.out.contains("核查改动 1 个单元格，第 3 版"))
    #expect(history.out.contains("签署第 3 版：审核 王五"))
    let status = desk.run("status", "P").out
    #expect(status.contains("阶段      核查") && status.contains("审核 王五"))
  }

  /// Every command takes a project; the figures are those of the same data in a folder.
  @Test func aProjectIsAFiling() throws {
    let desk = try Desk()
    try desk.story()
    try desk.replace(",38.91,", ",38.11,", in: "data/fuel.csv")
    func figures(_ run: Desk.Run) -> Substring? {
      run.out.split(separator: "\"figures\":").last?.split(separator: "\"missing\"").first
    }
    let folder = figures(desk.run("calculate", "D", "--json"))
    #expect(folder?.contains("E_GHG") == true)
    #expect(figures(desk.run("calculate", "P", "--json")) == folder)
    #expect(figures(desk.run("calculate", "P@3", "--json")) == folder)
    #expect(figures(desk.run("calculate", "P@2", "--json")) != folder)
    #expect(figures(desk.run("calculate", "other-industries/2015", "P", "--json")) == folder)
    #expect(desk.run("explain", "P", "E_GHG", "--depth", "1").code == .clean)
    for command in ["report", "checklist"] {
      #expect(desk.run(command, "P", "--out", "/\(command)").code == .clean)
    }
    #expect(FileManager.default.fileExists(atPath: desk.path("report/report.html")))
  }

  /// What goes into a project comes out, whatever sample it is.
  @Test func everySampleIsKeptWhole() throws {
    let samples = Desk.repository.appendingPathComponent("SampleData")
    let desk = try Desk()
    let library = MethodLibrary(desk.library)
    var count = 0
    for case let url as URL in FileManager.default.enumerator(
      at: samples, includingPropertiesForKeys: nil) ?? .init()
    where url.lastPathComponent == "filing.csv" {
      let reading = try FilingReader(library: library).read(
        url.deletingLastPathComponent().path, method: nil)
      let (read, findings) = FilingJSON.read(try reading.filing.canonical(), file: "")
      #expect(findings.isEmpty)
      let kept = try #require(read)
      #expect(FilingDifference(from: reading.filing, to: kept).isEmpty)
      #expect(kept.cells.count == reading.filing.cells.count)
      count += 1
    }
    #expect(count >= 3)
  }

  @Test func sameStoryMakesTheSameBytes() throws {
    let desks = [try Desk(), try Desk()]
    let files = try desks.map { desk in
      try desk.story()
      desk.run("calculate", "P", "--record")
      return try Data(contentsOf: desk.folder.appendingPathComponent("p.mrv"))
    }
    #expect(files[0] == files[1])
  }

  @Test func nothingNewIsNotAdded() throws {
    let desk = try Desk()
    try desk.story()
    let again = desk.run(
      "import", "/cells.csv", "--into", "P", "--stage", "核查", "--reason", "再来")
    #expect(again.code == .clean && again.out.contains("与第 3 版相同"))
    #expect(desk.run("history", "P").out.contains("末条第 4 条"))
  }

  @Test func aStageChangesValuesOnly() throws {
    let desk = try Desk()
    try desk.story()
    try desk.replace("华南能源检测有限公司", "另一家", in: "data/samples.csv")
    let strange = desk.run("import", "D", "--into", "P", "--stage", "核查", "--reason", "x")
    #expect(strange.code == .findings && strange.note.contains("store.stage-other"))
    #expect(strange.note.contains("华南能源检测有限公司") && strange.note.contains("另一家"))
    try desk.write("地址,值,单位\nfacility[西厂]/fuel[汽油]/FC,39,t\n", "cells.csv")
    desk.run("import", "/cells.csv", "--into", "P", "--stage", "核定", "--reason", "定")
    try desk.write("地址,值,单位\nfacility[西厂]/fuel[汽油]/FC,37,t\n", "cells.csv")
    let late = desk.run("import", "/cells.csv", "--into", "P", "--stage", "核查", "--reason", "y")
    #expect(late.code == .clean && late.out.contains("store.later-stage"))
    let cell = desk.run("history", "P", "--cell", "facility[西厂]/fuel[汽油]/FC").out
    #expect(cell.contains("39 t") && !cell.contains("37 t"))
    let anew = desk.run("import", "D", "--into", "P", "--reason", "重报")
    #expect(anew.out.contains("store.stages-left") && anew.out.contains("1 个单元格"))
  }

  /// Tables that carry a stage of their own say the same in a folder, a project and a stage's hand.
  @Test func stagesInTablesCountOnce() throws {
    let desk = try Desk()
    let place = "facility[西厂]/fuel[汽油]/FC"
    #expect(desk.run("init", "P", "--from", "D").code == .clean)
    try desk.carryStage(place + ",38.11,t")
    let change = "\(place)  38.91 t  →  38.11 t"
    #expect(desk.run("diff", "P", "D").out.contains(change))
    // The verifier hands in the whole folder: what the stage changed is what is kept.
    let stage = desk.run("import", "D", "--into", "P", "--stage", "核查", "--reason", "核查")
    #expect(stage.code == .clean && stage.out.contains("p.mrv@2"))
    #expect(desk.run("diff", "P").out.contains(change))
    #expect(desk.run("diff", "P", "D").out.contains("没有不同"))
    #expect(
      desk.run("import", "D", "--into", "P", "--stage", "核查", "--reason", "再来").out
        .contains("与第 2 版相同"))
    #expect(desk.run("init", "/q.mrv", "--from", "D").code == .clean)
    #expect(desk.run("history", "/q.mrv", "--cell", place).out.contains("38.11 t"))
    #expect(desk.run("status", "/q.mrv").out.contains("阶段      核查"))
    #expect(desk.run("diff", "/q.mrv", "P").out.contains("没有不同"))
  }

  /// An edition that gives the months before sees nothing of what a stage changed in later ones.
  @Test func stagesOfOtherMonthsStayOutside() throws {
    let desk = try Desk(sample: "power/2022-01-to-04")
    let before = desk.run("calculate", "D")
    #expect(before.code == .clean)
    try desk.carryStage("unit[1]/coal[燃煤]/2022-04/FC_台账,50000,t@ar")
    let after = desk.run("calculate", "D")
    #expect(after.code == .clean && !after.out.contains("intake.outside-period"))
    #expect(after.out != before.out)
  }

  @Test func severalFilingsAreToldApart() throws {
    let desk = try Desk()
    try desk.story()
    try desk.replace("91440101MA9EXAMP09", "91110000710924910P", in: "data/filing.csv")
    let other = desk.run("import", "D", "--into", "P")
    #expect(other.out.contains("store.second-filing") && other.out.contains("p.mrv@4"))
    let which = desk.run("calculate", "P")
    #expect(
      which.code == .usage && which.note.contains("p.mrv@3") && which.note.contains("p.mrv@4"))
    #expect(desk.run("calculate", "P@4", "--json").code == .clean)
    #expect(desk.run("calculate", "P", "--period", "2023").code == .usage)
    let numbered = desk.run("import", "D", "--into", "P", "--filing", "1", "--reason", "更正代码")
    #expect(numbered.out.contains("p.mrv@5") && !numbered.out.contains("store.second-filing"))
  }

  @Test func evidenceIsIndexed() throws {
    let desk = try Desk()
    try FileManager.default.createDirectory(
      at: desk.folder.appendingPathComponent("files"), withIntermediateDirectories: true)
    try desk.write("report", "files/HN-2024-031.pdf")
    try desk.write("other", "files/photo.jpg")
    desk.run("init", "P")
    let run = desk.run("import", "D", "--into", "P", "--evidence", "/files")
    #expect(run.code == .clean)
    let evidence = try ProjectFile.open(desk.path("p.mrv"), for: .reading).evidence(of: 1)
    let sample = try #require(evidence.first { $0.sample == "HN-2024-031" })
    #expect(sample.file == "HN-2024-031.pdf" && sample.laboratory == "华南能源检测有限公司")
    // printf report | sha256sum
    #expect(
      sample.sha256 == "845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917")
    #expect(evidence.last?.file == "photo.jpg" && evidence.last?.report == nil)
    try FileManager.default.removeItem(atPath: desk.path("files/HN-2024-031.pdf"))
    try desk.replace("146.28", "164.28", in: "data/fuel.csv")
    let without = desk.run(
      "import", "D", "--into", "P", "--evidence", "/files", "--reason", "r")
    #expect(without.out.contains("evidence.no-file") && without.out.contains("HN-2024-031"))
  }

  /// What a filing lists beside its cells is compared, too, and documents by their digest.
  @Test func everythingThatIsListedIsCompared() throws {
    let desk = try Desk()
    func filing(_ accuracy: String, _ before: String, _ digest: String) -> String {
      """
      {"format": "mrv-filing/1", "methodology": "other-industries/2015", "period": "2024",
      "meters": [\(before){"id": "M1", "accuracy": "\(accuracy)"}],
      "evidence": [{"id": "D1", "file": "a.pdf", "sha256": "\(digest)"}]}
      """
    }
    try FileManager.default.createDirectory(
      at: desk.folder.appendingPathComponent("files"), withIntermediateDirectories: true)
    try desk.write("report", "files/a.pdf")
    let right = "845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917"
    let wrong = String(right.reversed())
    try desk.write(filing("0.5", "", right), "a.json")
    try desk.write(filing("0.2", #"{"id": "M0"}, "#, right), "b.json")
    try desk.write(filing("0.2", "", wrong), "c.json")
    #expect(desk.run("init", "P", "--from", "/a.json", "--evidence", "/files").code == .clean)
    #expect(
      desk.run(
        "import", "/b.json", "--into", "P", "--reason", "换表", "--evidence", "/files"
      ).code == .clean)
    let diff = desk.run("diff", "P").out
    #expect(diff.contains("计量器具 2\n"))
    #expect(diff.contains("[M1].accuracy  0.5     →  0.2  @2 填报 张三：换表"))
    #expect(diff.contains("[M0].id        （无）  →  M0"))
    let other = desk.run(
      "import", "/c.json", "--into", "P", "--reason", "r", "--evidence", "/files")
    #expect(other.code == .findings && other.note.contains("evidence.other-file"))
    #expect(desk.run("history", "P").out.contains("末条第 3 条"))
  }

  @Test func wrongUseIsTold() throws {
    let desk = try Desk()
    #expect(desk.run("init", "/p").code == .usage)
    let both = desk.run("import", "--suggest-map", "/l.csv", "--into", "P", "--out", "/o")
    #expect(both.code == .usage && both.note.contains("不能与 --into 同时用"))
    #expect(desk.run("init", "P", "--from", "/none").code == .usage)
    #expect(!FileManager.default.fileExists(atPath: desk.path("p.mrv")))
    #expect(desk.run("calculate", "P").note.contains("mrv init"))
    try desk.story()
    #expect(desk.run("init", "P").code == .failed)
    #expect(desk.run("init", "P", "--upgrade").out.contains("已是现在的格式"))
    try desk.replace("164.28", "165.28", in: "data/fuel.csv")
    #expect(desk.run("import", "D", "--into", "P").note.contains("--reason"))
    #expect(desk.run("import", "D").code == .usage)
    #expect(desk.run("import", "D", "--into", "P@2").note.contains("不带版本"))
    #expect(
      desk.run("import", "D", "--into", "P", "--stage", "初核", "--reason", "r").code == .usage)
    #expect(desk.run("import", "D", "--into", "P", "--filing", "7").code == .usage)
    #expect(desk.run("calculate", "P@9").note.contains("最新是第 3 版"))
    #expect(desk.run("diff", "P", "1", "x").code == .usage)
    #expect(desk.run("diff", "D").code == .usage)
    #expect(desk.run("sign", "P").code == .usage)
    #expect(desk.run("history", "P", "--cell", "none/AD").code == .usage)
    #expect(desk.run("calculate", "D", "--record").code == .usage)
    #expect(desk.run("calculate", "P", "--as-recorded").note.contains("--record"))
    #expect(desk.run("calculate", "P", "--record", "--as-recorded").code == .usage)
    // A filing with an error in it would lose a cell.
    try desk.replace("165.28", "十六", in: "data/fuel.csv")
    let bad = desk.run("import", "D", "--into", "P", "--reason", "r")
    #expect(bad.code == .findings && desk.run("history", "P").out.contains("末条第 4 条"))
  }

  @Test func aClockThatIsBehindIsTold() throws {
    let desk = try Desk()
    try desk.story()
    #expect(!desk.run("status", "P").out.contains("store.clock-now"))
    desk.epoch -= 100_000
    #expect(desk.run("status", "P").out.contains("store.clock-now"))
    desk.run("sign", "P", "--role", "批准")
    let verified = desk.run("history", "P", "--verify")
    #expect(verified.code == .clean && verified.out.contains("store.clock"))
    #expect(desk.run("history", "P", "--verify", "--strict").code == .findings)
  }
}

@Suite struct RecordedResultTests {
  /// The library with one factor changed.
  private func changedLibrary(_ desk: Desk, _ old: String, _ new: String) throws {
    try FileManager.default.copyItem(
      atPath: desk.library, toPath: desk.path("rules"))
    desk.library = desk.path("rules")
    var changed = 0
    for case let url as URL in FileManager.default.enumerator(
      at: URL(fileURLWithPath: desk.library), includingPropertiesForKeys: nil) ?? .init()
    where url.path.contains("sectors/other-industries/2015") && url.pathExtension == "xml" {
      let text = try String(contentsOf: url, encoding: .utf8)
      guard text.contains(old) else { continue }
      changed += 1
      try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: url)
    }
    #expect(changed > 0)
  }

  private func total(_ run: Desk.Run) -> Substring? {
    run.out.split(separator: "\n").last { $0.hasPrefix("E_GHG") }
  }

  @Test func aResultIsRecomputedWithTheRulesOfItsTime() throws {
    let desk = try Desk()
    try desk.story()
    let before = desk.run("calculate", "P@1", "--record")
    #expect(before.note.contains("核算结果 1") && before.code == .clean)
    #expect(desk.run("status", "P").out.contains("数据已有第 3 版，应重算；规则未变"))
    // The oxidation rate of liquid fuels, wherever the table states it.
    try changedLibrary(desk, "\"98\"", "\"97\"")
    #expect(desk.run("status", "P").out.contains("规则已变，应重算"))
    let changed = desk.run("calculate", "P@1")
    let again = desk.run("calculate", "P@1", "--as-recorded")
    #expect(total(before) != nil && total(changed) != total(before))
    #expect(total(again) == total(before))
    #expect(again.note.contains("逐位相同") && again.code == .clean)
  }

  @Test func rewordedRulesAreToldApart() throws {
    let desk = try Desk()
    try desk.story()
    desk.run("calculate", "P", "--record")
    try changedLibrary(desk, "</methodology>", "<!-- a remark --></methodology>")
    #expect(desk.run("status", "P").out.contains("规则文字有改动，这一方法学的算法未变"))
    desk.library = desk.path("nowhere")
    #expect(desk.run("status", "P").out.contains("没有找到规则库"))
    #expect(desk.run("diff", "P").code == .clean)
  }

  /// What is kept is enough to compile the methodology, and has nothing of other sectors.
  @Test func onlyTheRulesOfTheResultAreKept() throws {
    let desk = try Desk()
    try desk.story()
    desk.run("calculate", "P", "--record")
    let project = try ProjectFile.open(desk.path("p.mrv"), for: .reading)
    let result = try #require(try project.results().first)
    let rules = try project.rules(result.sources)
    #expect(rules["sectors/other-industries/2015/methodology.xml"] != nil)
    #expect(rules.keys.allSatisfy { $0.hasSuffix(".xml") })
    let strangers = rules.keys.filter {
      $0.hasPrefix("illustrative/") || $0.hasPrefix("sectors/") && !$0.contains("other-industries")
    }
    #expect(strangers.isEmpty)
    #expect(try project.figures(of: 1).contains { $0.role == "total" && $0.value != nil })
    // An edition that takes months from an earlier one keeps both.
    try FileManager.default.removeItem(atPath: desk.path("data"))
    try FileManager.default.copyItem(
      at: Desk.repository.appendingPathComponent("SampleData/power/2022-01-to-04"),
      to: desk.folder.appendingPathComponent("data"))
    desk.run("init", "/q.mrv", "--from", "D")
    let record = desk.run("calculate", "/q.mrv", "--record")
    #expect(record.note.contains("核算结果 1"))
    let again = desk.run("calculate", "/q.mrv", "--as-recorded")
    #expect(again.note.contains("逐位相同"))
    let other = try ProjectFile.open(desk.path("q.mrv"), for: .reading)
    let kept = try other.rules(try #require(try other.results().first).sources)
    let editions = Set(kept.keys.filter { $0.hasSuffix("/methodology.xml") })
    #expect(editions.count >= 2 && editions.allSatisfy { $0.hasPrefix("sectors/power/") })
  }

  /// A record that this program does not come to is told, figure by figure.
  @Test func aRecordThatDoesNotAgreeIsTold() throws {
    let desk = try Desk()
    try desk.story()
    desk.run("calculate", "P", "--record")
    do {
      let project = try ProjectFile.open(desk.path("p.mrv"), for: .writing)
      let result = try #require(try project.results().first)
      var figures = try project.figures(of: 1)
      let place = try #require(figures.firstIndex { $0.role == "total" })
      figures[place].value = "1"
      let note = AuditNote(
        time: "2026-03-02T09:30:00+08:00", author: "乙", reason: "", program: "mrv 9.9.9")
      _ = try project.add(
        NewResult(
          revision: 3, methodology: result.methodology, plan: String(repeating: "0", count: 64),
          rules: try project.rules(result.sources), figures: figures, findings: []), note)
    }
    let again = desk.run("calculate", "P", "--as-recorded")
    #expect(again.code == .findings && !again.note.contains("逐位相同"))
    #expect(again.out.contains("result.differs") && again.out.contains("result.plan"))
    #expect(again.out.contains("记录的是 1，") && again.out.contains("mrv 9.9.9"))
  }
}
