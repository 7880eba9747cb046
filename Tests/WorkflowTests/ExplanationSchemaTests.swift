import Accounting
import Engine
import Foundation
import Testing

@testable import Workflow

/// `mrv explain --json` writes what `Documentation/schema/explanation.schema.json` says.
@Suite struct ExplanationSchemaTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The properties and required members of a definition of the schema.
  struct Definition {
    let properties: [String: [String: Any]]
    let required: [String]

    init(_ name: String) throws {
      let url = root.appendingPathComponent("Documentation/schema/explanation.schema.json")
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
      let schema = try #require(json as? [String: Any])
      let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
      let definition = try #require(definitions[name])
      properties = try #require(definition["properties"] as? [String: [String: Any]])
      required = try #require(definition["required"] as? [String])
    }

    /// What is wrong with an object: unknown and missing members, texts outside their list.
    func faults(_ object: [String: Any]) -> [String] {
      var faults = object.keys.filter { properties[$0] == nil }.map { "unknown \($0)" }
      faults += required.filter { object[$0] == nil }.map { "missing \($0)" }
      for (name, value) in object {
        guard let allowed = properties[name]?["enum"] as? [String], let text = value as? String,
          !allowed.contains(text)
        else { continue }
        faults.append("\(name) = \(text)")
      }
      return faults
    }
  }

  @Test(arguments: [
    "sectors/other-industries/2015/cases/whole-enterprise.case",
    "sectors/power/mee-2022/cases/january-to-april.case",
    "illustrative/forest/cases/precise.case",
    "illustrative/steam/cases/superheated.case",
  ]) func fits(_ path: String) throws {
    let library = MethodLibrary(Self.root.appendingPathComponent("Methodologies").path)
    let bytes = try #require(library.files.files[path])
    let file = try #require(CaseFile.read(String(decoding: bytes, as: UTF8.self), file: path).0)
    let methodology = try #require(file.filing.header.methodology)
    let calculation = try Calculation.run(file.filing, under: methodology, in: library).get()
    let results = calculation.plan.named.filter { $0.role == .total || $0.role == .figure }
    let total = try #require(results.last)
    let json = calculation.evaluation.explain(total.node, element: 0).json()
    let step = try Definition("step")
    let cell = try Definition("cell")
    let citation = try Definition("citation")
    var steps = 0
    func check(_ object: [String: Any]) {
      steps += 1
      #expect(step.faults(object) == [])
      if let said = object["citation"] as? [String: Any] { #expect(citation.faults(said) == []) }
      for inner in object["cells"] as? [[String: Any]] ?? [] { #expect(cell.faults(inner) == []) }
      for inner in object["children"] as? [[String: Any]] ?? [] { check(inner) }
    }
    check(try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]))
    #expect(steps > 5)
  }
}
