import Accounting
import Diagnostics
import Exchange
import Foundation
import RuleLanguage
import Testing

@testable import Workflow

/// Findings that only a run makes: each from the smallest filing that brings it about.
@Suite struct RunFindingTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func library(
    _ methods: [String: String], standing: String = "unofficial", language: String = "1"
  ) -> MethodLibrary {
    var files = RuleFolder.read(root.appendingPathComponent("Methodologies").path).0.files
      .filter { !$0.key.hasPrefix("sectors/") && !$0.key.hasPrefix("illustrative/") }
    for (id, body) in methods {
      files["\(id)/methodology.xml"] = Array(
        """
        <methodology language="\(language)" id="\(id.split(separator: "/").last ?? "")" \
        standing="\(standing)">
        <title>例</title>\(body)</methodology>
        """.utf8)
    }
    return MethodLibrary(RuleFiles(files))
  }

  static func codes(
    _ methods: [String: String], run: String = "x/a", standing: String = "unofficial",
    language: String = "1", _ lines: String
  ) throws -> Set<String> {
    let text = "title 例\nmethod \(run)\nperiod 2024\n" + lines
    let file = try #require(CaseFile.read(text, file: "example.case").0)
    switch Calculation.run(
      file.filing, under: run, in: library(methods, standing: standing, language: language))
    {
    case .success(let calculation): return Set(calculation.findings.map(\.code))
    case .failure(let failure): return Set(failure.findings.map(\.code))
    }
  }

  static let number = "<input id=\"x\" unit=\"1\"><title>数</title></input>"

  @Test func logarithmOfNothing() throws {
    let rules = Self.number + "<formula id=\"y\" unit=\"1\">round(ln(x), 4)</formula>"
    #expect(try Self.codes(["x/a": rules], "facility[F1]/x = 0").contains("arithmetic.domain"))
    #expect(!(try Self.codes(["x/a": rules], "facility[F1]/x = 2").contains("arithmetic.domain")))
  }

  /// A row that `where` leaves out of a weighted mean needs no weight either.
  @Test func rowLeftOutWithItsWeight() throws {
    let rules = """
      <rows id="r"><title>行</title><input id="use" type="flag"><title>用</title></input>
      <input id="x" unit="1"><title>值</title></input>
      <input id="w" unit="t" required="no"><title>量</title></input></rows>
      <formula id="m" per="facility" unit="1">mean over r where use weighted by w of x</formula>
      <check id="three" severity="warning" per="facility" row="quality" holds="m ≠ 3">
      <message>三</message></check>
      """
    let first = "r[A]/use = yes\nr[A]/x = 3\nr[A]/w = 2 t\n"
    let left = try Self.codes(["x/a": rules], first + "r[B]/use = no\nr[B]/x = 5\n")
    #expect(left.contains("check.three"))
    let taken = try Self.codes(["x/a": rules], first + "r[B]/use = yes\nr[B]/x = 5\n")
    #expect(!taken.contains("check.three"))
  }

  /// A way is passed over where it has data that the way taken does not read.
  @Test func waysThatReadTheSameCells() throws {
    let rules = """
      <rows id="r"><title>行</title><input id="k" type="choice" of="a b"><title>类</title></input>
      <input id="x" unit="1"><title>值</title></input>
      <input id="z" unit="1"><title>测值</title>
      <alternative id="measured" when='k = "a"'/><alternative id="printed">5</alternative></input>
      <formula id="y" unit="1"><alternative id="one" when='k = "a"'>x × 2</alternative>
      <alternative id="published" when='k = "a"'>7</alternative>
      <alternative id="two" when='k = "b"'>x × 30 + z</alternative></formula></rows>
      """
    let text = "title 例\nmethod x/a\nperiod 2024\nr[A]/k = b\nr[A]/x = 2\nr[A]/z = 4\n"
    let file = try #require(CaseFile.read(text, file: "example.case").0)
    let library = Self.library(["x/a": rules])
    let calculation = try Calculation.run(file.filing, under: "x/a", in: library).get()
    let told = PassedOver.findings(calculation)
    #expect(told.map(\.arguments["given"]) == ["实测值（measured）"])
    // Twice and thirty times two lie far apart, but the first way is not for this row.
    #expect(DistantWays.findings(calculation).isEmpty)
  }

  @Test func tooManyDigits() throws {
    let rules = Self.number + "<formula id=\"y\" unit=\"1\">round(exp(x), 4)</formula>"
    let codes = try Self.codes(["x/a": rules], "facility[F1]/x = 1000000000")
    #expect(codes.contains("arithmetic.overflow"))
  }

  @Test func monthsOfAnotherEdition() throws {
    let rules = "<applies from=\"2024-04\"/>" + Self.number
    #expect(
      try Self.codes(["x/a": rules], "facility[F1]/x = 1").contains("editions.months-outside"))
  }

  @Test func nobodysMethodology() throws {
    #expect(try Self.codes([:], run: "x/none", "").contains("methods.unknown"))
  }

  @Test func methodThatIsRegisteredOnly() throws {
    let registration = "<registration number=\"2017004-V01\"/><hole id=\"h\">公式未见</hole>"
    let codes = try Self.codes(
      ["x/a": registration], standing: "registered", language: "1.2", "row facility[F1]")
    #expect(codes == ["methods.registered-only"])
  }

  @Test func versionThatHasALaterOne() throws {
    func rules(_ word: String, _ other: String) -> String {
      "<registration number=\"1\" \(word)=\"x/\(other)\"/>" + Self.number
    }
    let both = ["x/a": rules("superseded-by", "b"), "x/b": rules("supersedes", "a")]
    #expect(
      try Self.codes(both, language: "1.2", "facility[F1]/x = 1").contains("methods.superseded"))
    let later = try Self.codes(both, run: "x/b", language: "1.2", "facility[F1]/x = 1")
    #expect(!later.contains("methods.superseded"))
  }

  @Test func projectThatGoesByAnotherVersion() throws {
    let regime = """
      <regime language="1" id="transition">
        <rule type="heat-pumps" edition="x/heat-pumps/v01" registered-to="2019-06-30"/>
        <rule type="heat-pumps" edition="x/heat-pumps/v02" registered-from="2019-07-01"/>
      </regime>
      """
    func codes(_ day: String) throws -> Set<String> {
      var files = Self.library(["x/heat-pumps/v02": Self.number]).files.files
      files["regimes/transition.xml"] = Array(regime.utf8)
      let text = "title 例\nmethod x/heat-pumps/v02\nperiod 2024\nfacility[F1]/x = 1\n"
      var filing = try #require(CaseFile.read(text, file: "example.case").0).filing
      filing.header.further = [.init("项目备案日期", day)]
      switch Calculation.run(
        filing, under: "x/heat-pumps/v02", in: MethodLibrary(RuleFiles(files)))
      {
      case .success(let calculation): return Set(calculation.findings.map(\.code))
      case .failure(let failure): return Set(failure.findings.map(\.code))
      }
    }
    #expect(try codes("2019-06-30").contains("methods.transition"))
    #expect(try !codes("2019-07-01").contains("methods.transition"))
  }

  @Test func methodologiesThatReadEachOther() throws {
    func rules(_ other: String) -> String {
      "<formula id=\"y\" unit=\"1\">external(\"x/\(other)#y\")</formula>"
    }
    let codes = try Self.codes(["x/a": rules("b"), "x/b": rules("a")], "row facility[F1]")
    #expect(codes.contains("methods.chain"))
  }

  @Test func dayOutsideThePeriod() throws {
    let rules = """
      <rows id="batch" per="facility"><title>批次</title>
        <input id="day" type="date"><title>日期</title></input>
        <input id="mass" unit="t"><title>质量</title></input>
      </rows>
      <formula id="monthly" unit="t" evaluated="month">
        sum over batch by month of day of mass
      </formula>
      """
    let lines = "facility[F1]/batch[1]/mass = 1 t\nfacility[F1]/batch[1]/day = "
    #expect(try Self.codes(["x/a": rules], lines + "2025-01-01").contains("period.outside"))
    #expect(!(try Self.codes(["x/a": rules], lines + "2024-12-31").contains("period.outside")))
  }

  @Test func twoRowsOfOneKey() throws {
    let rules = """
      <rows id="line" per="facility"><title>线</title>
        <rows id="unit" per="line"><title>机组</title>
          <formula id="heat" unit="GJ">sum over stream where unit-name = this unit of h</formula>
        </rows>
      </rows>
      <rows id="stream" per="facility"><title>流</title>
        <input id="unit-name" type="text"><title>机组</title></input>
        <input id="h" unit="GJ"><title>热量</title></input>
      </rows>
      """
    let lines = """
      row facility[F1]/line[1]/unit[A]
      row facility[F1]/line[2]/unit[SECOND]
      facility[F1]/stream[1]/unit-name = A
      facility[F1]/stream[1]/h = 1 GJ
      """
    func run(_ second: String) throws -> Set<String> {
      try Self.codes(["x/a": rules], lines.replacingOccurrences(of: "SECOND", with: second))
    }
    #expect(try run("A").contains("reference.ambiguous-key"))
    #expect(!(try run("B").contains("reference.ambiguous-key")))
  }

  @Test func tenTimesTooLowIsAsFarOffAsTenTimesTooHigh() throws {
    let rules = """
      <input id="x" unit="GJ/t" entered="month"><title>热值</title></input>
      <check id="far" detector="outlier" of="x" limit="10"><message>离群</message></check>
      """
    // Their median is 21, the median distance from it 0.5: 2.1 lies 38 distances below, its mirror
    // 378 above; 14 lies 14 below, 17 only 8, its mirror 9.9 above.
    func run(_ last: String) throws -> Bool {
      let values = ["20", "20.5", "21", "21.5", "22", "21", last]
      let lines = values.enumerated().map { "facility[F1]/2024-0\($0 + 1)/x = \($1) GJ/t" }
      return try Self.codes(["x/a": rules], lines.joined(separator: "\n")).contains("check.far")
    }
    #expect(try run("2.1") && run("210"))
    #expect(try !run("17") && !run("25"))
  }

  @Test(arguments: [
    ("x", true), ("z", false),
    // What is taken is a constant, though a cell decides on it or stands beside it.
    ("if x in t more than 1 then z else x", false), ("if x in t less than 1 then z else x", true),
  ]) func valuesThatAreTakenAreTheOnesLookedAt(_ formula: String, _ fires: Bool) throws {
    let rules = """
      <input id="x" unit="t" entered="month"><title>量</title></input>
      <constant id="z" unit="t">5</constant>
      <formula id="r" unit="t" evaluated="month">FORMULA</formula>
      <check id="same" detector="repeated" of="r" at-least="3"><message>重复</message></check>
      """
    let lines = (1...4).map { "facility[F1]/2024-0\($0)/x = 20 t" }.joined(separator: "\n")
    let codes = try Self.codes(
      ["x/a": rules.replacingOccurrences(of: "FORMULA", with: formula)], lines)
    #expect(codes.contains("check.same") == fires)
  }

  @Test func hundredAndMoreOfOneKind() throws {
    let lines = (1...150).map { "facility[F1]/none\($0) = 1" }.joined(separator: "\n")
    #expect(try Self.codes(["x/a": Self.number], lines).contains("intake.more"))
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mrv-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let large = Data(repeating: 0x20, count: RuleFolder.largest + 1)
    try large.write(to: folder.appendingPathComponent("large.xml"))
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("folder.xml"), withIntermediateDirectories: true)
    let (files, findings) = RuleFolder.read(folder.path)
    #expect(files.paths.isEmpty)
    #expect(findings.map(\.code).contains("files.too-large"))
    #expect(findings.map(\.code).contains("files.unreadable"))
  }

  @Test(arguments: [
    ("[1]", "json.format"), ("{\"format\": \"other\"}", "json.format"),
    ("HEAD, \"sampels\": []}", "filing.unknown-field"),
    ("HEAD, \"cells\": [{\"value\": 1}]}", "filing.field-missing"),
    ("HEAD, \"cells\": [{\"at\": \"facility[F1]/x\"}]}", "json.value"),
  ]) func foreignJSON(_ text: String, _ code: String) {
    let head = "{\"format\": \"\(FilingJSON.format)\", \"period\": \"2024\""
    let whole = text.replacingOccurrences(of: "HEAD", with: head)
    let codes = FilingJSON.read(Array(whole.utf8), file: "filing.json").1.map(\.code)
    #expect(codes == [code])
  }
}
