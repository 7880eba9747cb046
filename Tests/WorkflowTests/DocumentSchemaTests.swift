import Accounting
import Foundation
import Reporting
import RuleLanguage
import Testing

@testable import Workflow

/// Documents for programs are what `Documentation/schema/document.*` say.
@Suite struct DocumentSchemaTests {
  private static let root = URL(fileURLWithPath: SampleDocumentTests.root)

  private func document(_ path: String) throws -> Document {
    let library = SampleDocumentTests.library
    let bytes = try #require(library.files.files[path])
    let file = try #require(CaseFile.read(String(decoding: bytes, as: UTF8.self), file: path).0)
    let methodology = try #require(file.filing.header.methodology)
    let calculation = try Calculation.run(file.filing, under: methodology, in: library).get()
    return Documents.report(calculation, in: library)[0].document
  }

  private static let cases = [
    "sectors/other-industries/2015/cases/whole-enterprise.case",
    "sectors/power/mee-2022/cases/january-to-april.case",
    "illustrative/forest/cases/precise.case",
  ]

  @Test(arguments: cases) func xmlFitsItsSchema(_ path: String) throws {
    let url = Self.root.appendingPathComponent("Documentation/schema/document.rng")
    let schema = try [UInt8](Data(contentsOf: url))
    let text = XMLRenderer.text(try document(path))
    let found = RelaxNGSchema.validate(Array(text.utf8), against: schema, file: "report.xml")
    #expect(found.map { $0.message(.english) } == [])
  }

  @Test(arguments: cases) func jsonFitsItsSchema(_ path: String) throws {
    let url = Self.root.appendingPathComponent("Documentation/schema/document.schema.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    let schema = try #require(json as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    let text = JSONRenderer.text(try document(path))
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let faults = JSONSchema(definitions: definitions).faults(
      value, try #require(definitions["document"]))
    #expect(faults.prefix(5) == [])
  }

  @Test func everyFigureOfATableIsListed() throws {
    let document = try document(Self.cases[0])
    let text = JSONRenderer.text(document)
    let known = Set(document.figures.map(\.address))
    let shown = text.matches(of: /"figure":"([^"]+)"/).map { String($0.1) }
    #expect(!shown.isEmpty)
    #expect(Set(shown).subtracting(known) == [])
    #expect(known.count == document.figures.count)
  }
}

/// The few words of JSON Schema 2020-12 that our schema uses.
private struct JSONSchema {
  let definitions: [String: [String: Any]]

  /// What is wrong with a value, with its path.
  func faults(_ value: Any, _ schema: [String: Any], at path: String = "") -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.split(separator: "/").last ?? "")
      return definitions[name].map { faults(value, $0, at: path) } ?? ["\(path): no \(name)"]
    }
    if let choices = schema["oneOf"] as? [[String: Any]] {
      let fitting = choices.filter { faults(value, $0, at: path).isEmpty }.count
      return fitting == 1 ? [] : ["\(path): fits \(fitting)"]
    }
    var found: [String] = []
    if let words = schema["enum"] as? [String], !words.contains((value as? String) ?? "") {
      found.append("\(path): \(value)")
    }
    if let word = schema["const"] as? String, word != value as? String { found.append(path) }
    switch schema["type"] as? String {
    case "string": if !(value is String) { found.append("\(path): no text") }
    case "integer":
      guard let number = value as? Int else { return found + ["\(path): no integer"] }
      if let least = schema["minimum"] as? Int, number < least { found.append("\(path): small") }
      if let only = schema["const"] as? Int, number != only { found.append("\(path): \(number)") }
    case "array":
      guard let list = value as? [Any], let items = schema["items"] as? [String: Any] else {
        return found + ["\(path): no list"]
      }
      for (place, item) in list.enumerated() {
        found += faults(item, items, at: "\(path)/\(place)")
      }
    case "object":
      guard let members = value as? [String: Any] else { return found + ["\(path): no object"] }
      let known = schema["properties"] as? [String: [String: Any]] ?? [:]
      for name in schema["required"] as? [String] ?? [] where members[name] == nil {
        found.append("\(path): \(name) is missing")
      }
      for (name, member) in members {
        guard let own = known[name] else {
          found.append("\(path): \(name)")
          continue
        }
        found += faults(member, own, at: "\(path)/\(name)")
      }
    default: break
    }
    return found
  }
}
