import Accounting
import Diagnostics
import Exchange
import Foundation
import Quantities
import RuleLanguage
import RulePlan
import Testing

@testable import Workflow

/// What a batch decides about reductions: each participant's conditions, and the project's.
@Suite("batch verdicts") struct BatchVerdictTests {
  private static let rules = """
    <methodology language="1.2" id="b" standing="unofficial" evidence="definition">
      <title>参与者</title>
      <input id="tenure" symbol="权属" type="flag" per="filing"><title>权属</title></input>
      <rows id="participant" per="filing" personal="yes"><title>参与者</title>
        <input id="begins" symbol="起" type="date"><title>起</title></input>
        <input id="ends" symbol="止" type="date"><title>止</title></input>
        <input id="activity" symbol="AD" kind="activity" unit="km"><title>里程</title></input>
        <input id="real" symbol="实名" type="flag"><title>实名</title></input>
        <input id="number" symbol="证号" type="text"><title>证号</title></input>
        <condition id="long" kind="eligibility" decides="rows" holds="AD in km ≥ 1">
          <message>不足1公里</message>
        </condition>
        <condition id="named" kind="eligibility" holds="实名"><message>有人没有实名</message></condition>
        UNIQUE
        <formula id="year" symbol="w" unit="km" evaluated="calendar-year">
          AD × overlap(起, days-after(止, 1), slot-start, slot-end) ÷ days(起, days-after(止, 1))
        </formula>
      </rows>
      <figure id="reduction" symbol="ER" role="reduction" unit="km">
        sum over participant where long of w
      </figure>
      <condition id="owned" kind="applicability" holds="权属"><message>权属不清</message></condition>
      <condition id="large" kind="size" evaluated="calendar-year" holds="ER in km ≥ 5">
        <message>不足5公里</message>
      </condition>
    </methodology>
    """

  private static let unique = """
    <condition id="once" kind="exclusion" holds="unique(证号)"><message>重复</message></condition>
    """

  private static let table = """
    项目,参与者,起,止,AD [km],实名,证号
    一,甲,2024-12-31,2025-01-02,9,是,A
    二,甲,2025-01-01,2025-01-10,5,否,A
    一,乙,2024-12-01,2024-12-31,0.5,是,B
    三,丙,2025-01-05,2025-01-05,7,,C

    """

  private func run(
    _ table: String = table, unique: String = "", owned: Bool?, streams: Bool = true,
    largest: Int = 1 << 26
  ) throws -> BatchRun {
    let root = RegistryDesk.repository.appendingPathComponent("Methodologies").path
    var files = MethodLibrary(root).files.files.filter { $0.key.hasPrefix("units/") }
    files["b/methodology.xml"] = Array(Self.rules.replacing("UNIQUE", with: unique).utf8)
    let library = MethodLibrary(RuleFiles(files))
    let compilation = library.compile("b")
    #expect(compilation.findings.map { "\($0.code) \($0.arguments)" } == [])
    let plan = try #require(compilation.plan)
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-verdict-\(UUID().uuidString).csv").path
    try Data(table.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let period = try #require(Period("2024-12..2025-01"))
    let opened = BatchTable.open(path, plan: plan, period: period)
    #expect(opened.1.map(\.code) == [])
    let own = try #require(opened.0)
    let project = owned.map { flag in
      let filing = Filing(
        period: period, cells: [.init(CellAddress(name: "权属"), Cell(.flag(flag)))])
      let (data, _, findings) = FilingBinder.bind(filing, to: plan, units: library.units)
      #expect(findings.map(\.code) == [])
      return BatchProject(data, plan, above: own.rowSet)
    }
    return BatchRun.run(
      own, plan: plan, units: library.units, project: project, threads: 2, streams: streams,
      chunk: 64, largest: largest)
  }

  private func verdicts(_ run: BatchRun) -> [String] {
    run.lines.sorted { $0.enterprise < $1.enterprise }.map { line in
      let years = line.verdict.creditable.map { years in
        years.map { $0.map { $0 ? "yes" : "no" } ?? "open" }.joined(separator: " ")
      }
      return "\(line.enterprise) \(years ?? "none") \(line.verdict.fails) \(line.verdict.open)"
    }
  }

  /// 一 has 3 km in 2024 and 6 km in 2025, 二 5 km in 2025 and nobody named, 三 7 km in 2025 by
  /// somebody of whom nothing is known; 0 km are less than five.
  @Test(arguments: [true, false]) func eachCondition(streams: Bool) throws {
    let run = try run(owned: true, streams: streams)
    #expect(run.isStreamed == streams)
    #expect(run.conditions.map(\.id) == ["long", "named", "owned", "large"])
    #expect(
      verdicts(run) == [
        "一 no yes [[1], [0], [0], [1, 0]] [[0], [0], [0], [0, 0]]",
        "三 no open [[0], [0], [0], [1, 0]] [[0], [1], [0], [0, 0]]",
        "二 no no [[0], [1], [0], [1, 0]] [[0], [0], [0], [0, 0]]",
      ])
  }

  @Test(arguments: [true, false]) func theProjectDecidesForAll(streams: Bool) throws {
    let unknown = try run(owned: nil, streams: streams)
    #expect(
      verdicts(unknown).map { $0.prefix { $0 != "[" } } == ["一 no open ", "三 no open ", "二 no no "])
    let refused = try run(owned: false, streams: streams)
    #expect(
      verdicts(refused).map { $0.prefix { $0 != "[" } } == ["一 no no ", "三 no no ", "二 no no "])
  }

  /// A number twice in one project, once each in two: only the first is refused. A table that is
  /// too large for that is read all the same, and it is said that nothing was decided.
  @Test func whatComparesRows() throws {
    let twice = Self.table + "一,丁,2025-01-05,2025-01-05,1,是,B\n"
    let whole = try run(twice, unique: Self.unique, owned: true)
    #expect(!whole.isStreamed && whole.findings.map(\.code) == [])
    #expect(
      verdicts(whole)[0] == "一 no no [[1], [0], [2], [0], [1, 0]] [[0], [0], [0], [0], [0, 0]]")
    let large = try run(twice, unique: Self.unique, owned: true, largest: 100)
    #expect(large.isStreamed && large.findings.map(\.code) == ["batch.conditions-left-out"])
    #expect(verdicts(large)[0] == "一 none [] []")
    #expect(
      large.lines.map { "\($0.values)" }.sorted() == whole.lines.map { "\($0.values)" }.sorted())
  }

  /// The appliances of the sample as one table, with the sample as the project: what
  /// `Conformance/derive/sample_reductions.py` computes of them.
  @Test func theSampleAsATable() throws {
    let desk = try RegistryDesk(filled: false)
    let sample = RegistryDesk.repository
      .appendingPathComponent("SampleData/carbon-benefit/appliances")
    let text = try String(
      contentsOf: sample.appendingPathComponent("appliance.csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == "\u{FEFF}" } }
    try desk.write(
      (["项目," + lines[0]] + lines.dropFirst().map { "换新," + $0 }).joined(separator: "\n") + "\n",
      "all.csv")
    let method = "illustrative/appliance-replacement"
    let run = desk.run(
      "batch", method, "/all.csv", "--filing", sample.path, "--allow-recalled")
    #expect(run.code == .clean, "\(run.note)")
    let cells = run.out.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(cells.count == 2)
    let places = try #require(cells.first).indices
    func cell(_ heading: String) -> Substring? {
      places.first { cells[0][$0].contains(heading) }.map { cells[1][$0] }
    }
    #expect(cell("ER_期") == "9.278" && cell("减排量 ER 2023") == "4.355")
    #expect(cell("是否可核证 2023") == "是" && cell("是否可核证 2024") == "是")
    let json = desk.run(
      "batch", method, "/all.csv", "--filing", sample.path, "--allow-recalled", "--json"
    ).out
    #expect(
      json.contains(#""condition":"appliance-counts","decides":"rows","fails":[2],"undecided":[0]"#)
    )
    // What is found in the project's filing is told like what is found in the table.
    let doubtful = desk.folder.appendingPathComponent("project")
    try FileManager.default.createDirectory(at: doubtful, withIntermediateDirectories: false)
    for name in ["filing.csv", "facility.csv"] {
      var bytes = try Data(contentsOf: sample.appendingPathComponent(name))
      if name == "facility.csv" { bytes.append(contentsOf: "合计,\n".utf8) }
      try bytes.write(to: doubtful.appendingPathComponent(name))
    }
    let told = desk.run(
      "batch", method, "/all.csv", "--filing", "/project", "--allow-recalled", "--json")
    #expect(told.out.contains("\"filing.total-row\"") && !json.contains("filing.total-row"))
    let alone = desk.run(
      "batch", method, "/all.csv", "--period", "2023-01..2024-12", "--allow-recalled")
    #expect(alone.out.contains("待定：是否符合“在公布的换新计划之内”（2 处）"))
    let other = desk.run(
      "batch", method, "/all.csv", "--filing", sample.path, "--period", "2023", "--allow-recalled")
    #expect(other.code == .usage)
  }
}
