import Accounting
import Diagnostics
import Exchange
import Quantities
import RuleLanguage

/// What is fuzzed: each takes any bytes and must return.
enum Readers {
  static let names = ["rules", "formula", "csv", "case", "xlsx", "json", "xml"]

  /// Feeds bytes to a reader; traps where the reader breaks a promise.
  static func feed(_ bytes: [UInt8], to name: String) {
    switch name {
    case "rules": rules(bytes)
    case "formula": formula(bytes)
    case "csv": csv(bytes)
    case "case": filing(bytes)
    case "xlsx": Workbooks.feed(bytes)
    case "json": filing(FilingJSON.read(bytes, file: "a.json"))
    case "xml": filing(FilingXML.read(bytes, file: "a.xml"))
    default: break
    }
  }

  /// A rule file is read, compiled, laid out and searched for places of faults.
  private static func rules(_ bytes: [UInt8]) {
    var files = library
    files["m/methodology.xml"] = bytes
    let compilation = Compiler.compile("m", in: RuleFiles(files))
    if let plan = compilation.plan {
      precondition(plan.violations().isEmpty, "a plan that does not hold together")
    } else {
      precondition(compilation.findings.contains { $0.severity == .error }, "no plan, no finding")
    }
    if let text = RuleFormatter.format(bytes, file: "m").text {
      let again = RuleFormatter.format(Array(text.utf8), file: "m").text
      precondition(again == text, "formatting twice differs")
    }
    _ = RuleFaults.all(in: bytes, file: "m").count
  }

  /// A formula that can be read can be printed, and reads the same again.
  private static func formula(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let (tree, findings) = Parser.parse(text, file: "f", base: 0)
    guard let tree else {
      precondition(!findings.isEmpty, "no tree, no finding")
      return
    }
    let printed = tree.text
    guard printed.utf8.count <= Parser.longest else { return }
    precondition(
      Parser.parse(printed, file: "f", base: 0).0?.text == printed, "prints otherwise")
  }

  private static func csv(_ bytes: [UInt8]) {
    // The size of the blocks that arrive must not change what is read.
    var whole = 0
    _ = CSVReader.read(.bytes(bytes), file: "a.csv") { _ in
      whole += 1
      return whole < 10_000
    }
    var pieces = 0
    _ = CSVReader.read(.bytes(bytes, block: 7), file: "a.csv") { _ in
      pieces += 1
      return pieces < 10_000
    }
    precondition(whole == pieces, "rows depend on blocks")
    _ = NumberText.read(String(decoding: bytes.prefix(64), as: UTF8.self), at: .none)
  }

  private static func filing(_ bytes: [UInt8]) {
    _ = CaseFile.read(String(decoding: bytes, as: UTF8.self), file: "a.case")
  }

  /// A filing that can be read says the same in JSON and in XML; one that cannot leaves an error.
  private static func filing(_ read: (filing: Filing?, findings: [Finding])) {
    guard let filing = read.filing else {
      precondition(read.findings.contains { $0.severity == .error }, "no filing, no finding")
      return
    }
    let json = FilingJSON.write(filing)
    let again = FilingJSON.read(Array(json.utf8), file: "b.json")
    precondition(again.0.map(FilingJSON.write) == json && again.1.isEmpty, "JSON reads otherwise")
    let xml = FilingXML.write(filing)
    let other = FilingXML.read(Array(xml.utf8), file: "b.xml")
    precondition(other.0.map(FilingJSON.write) == json && other.1.isEmpty, "XML reads otherwise")
  }

  /// The smallest library that gives units and gases a meaning.
  private static let library: [String: [UInt8]] = [
    "units/units.xml": Array(
      """
      <units language="1"><unit id="t" dimension="mass" scale="1" species="yes"/>
      <unit id="kg" dimension="mass" scale="0.001" species="yes"/>
      <unit id="GJ" dimension="energy" scale="1"/><unit id="%" dimension="1" scale="0.01"/>
      <unit id="Nm3" dimension="volume" scale="1" basis="0C"/>
      <unit id="°C" dimension="temperature" scale="1" affine="yes"/>
      <species id="CO2"/><species id="CH4"/><species id="C"/><species id="CaO"/></units>
      """.utf8),
    "gwp/sar.xml": Array(
      "<gwp language=\"1\" id=\"sar\"><gas id=\"CH4\" value=\"21\"/></gwp>".utf8),
    "modules/m/module.xml": Array(
      "<module language=\"1\" id=\"m\"><parameter name=\"t\" kind=\"table\"/></module>".utf8),
    "factors/grid.xml": Array(
      """
      <table language="1" id="grid" dated-by="data-month"><key id="g"/><column id="f"/>
      <row g="a" f="0.5" from="2024-01"/></table>
      """.utf8),
  ]
}
