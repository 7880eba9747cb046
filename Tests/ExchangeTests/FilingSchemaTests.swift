import CXML2
import Exchange
import Foundation
import Quantities
import Testing

/// The published schemas say what is written.
@Suite struct FilingSchemaTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Documentation/schema")

  /// Compares a published file with what the program writes; `MRV_RECORD=1` writes it, and fails.
  private func compare(_ name: String, _ text: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["MRV_RECORD"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("wrote \(name)")
    }
    let published = try String(contentsOf: file, encoding: .utf8)
    #expect(published == text, "run the test with MRV_RECORD=1")
  }

  @Test func publishedSchemasAreFresh() throws {
    try compare("filing.schema.json", FilingSchema.json)
    try compare("filing.xsd", FilingSchema.xml)
  }

  @Test(arguments: 0..<25) func whatIsWrittenFits(seed: Int) throws {
    var random = RandomFilings(seed: UInt64(1000 + seed))
    let filing = random.filing(period: try #require(Period(year: 2024)))
    let schema = try SmallSchema(FilingSchema.json)
    #expect(try schema.faults(FilingJSON.write(filing)) == [])
    #expect(XMLSchemaCheck.isValid(FilingXML.write(filing), FilingSchema.xml))
  }

  @Test(arguments: [
    (#"{"format": "mrv-filing/1"}"#, "<filing format=\"mrv-filing/1\"/>"),
    (
      #"{"format": "mrv-filing/1", "period": "2024", "meters": [{"title": "x"}]}"#,
      "<filing format=\"mrv-filing/1\" period=\"2024\"><meter title=\"x\"/></filing>"
    ),
    (
      #"{"format": "mrv-filing/1", "period": "2024", "cell": []}"#,
      "<filing format=\"mrv-filing/1\" period=\"2024\"><cells/></filing>"
    ),
    (
      #"{"format": "mrv-filing/1", "period": "2024", "cells": [{"at": "x", "value": 1, "t": 1}]}"#,
      "<filing format=\"mrv-filing/1\" period=\"2024\"><cell at=\"x\" value=\"1\" t=\"1\"/>"
        + "</filing>"
    ),
    (
      #"{"format": "mrv-filing/1", "period": "2024", "filedOn": "1.3.2024"}"#,
      "<filing format=\"mrv-filing/1\" period=\"2024\" filedOn=\"1.3.2024\"/>"
    ),
  ]) func whatIsWrongDoesNot(json: String, xml: String) throws {
    #expect(try SmallSchema(FilingSchema.json).faults(json) != [])
    #expect(!XMLSchemaCheck.isValid(xml, FilingSchema.xml))
  }
}

/// The part of JSON Schema 2020-12 that the schema of filings uses.
private struct SmallSchema {
  private let root: [String: Any]

  init(_ text: String) throws {
    root = try #require(Self.read(text) as? [String: Any])
  }

  private static func read(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  func faults(_ text: String) throws -> [String] {
    var seen: Set<String> = []
    return faults(try Self.read(text), root, "", &seen)
  }

  /// What is wrong; the members that a schema knows of are added to the seen ones.
  private func faults(
    _ value: Any, _ schema: [String: Any], _ path: String, _ seen: inout Set<String>
  ) -> [String] {
    var faults: [String] = []
    if let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last,
      let target = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
    {
      faults += self.faults(value, target, path, &seen)
    }
    if let type = schema["type"] as? String, !Self.isOf(type, value) {
      return faults + ["\(path): no \(type)"]
    }
    if let constant = schema["const"] as? String, value as? String != constant {
      faults.append("\(path): not \(constant)")
    }
    if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
      faults.append("\(path): none of \(words)")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      faults.append("\(path): not \(pattern)")
    }
    for item in schema["allOf"] as? [[String: Any]] ?? [] {
      faults += self.faults(value, item, path, &seen)
    }
    for (key, least, most) in [("anyOf", 1, Int.max), ("oneOf", 1, 1)] {
      guard let items = schema[key] as? [[String: Any]] else { continue }
      var fitting = 0
      for item in items {
        var inner: Set<String> = []
        guard self.faults(value, item, path, &inner).isEmpty else { continue }
        fitting += 1
        seen.formUnion(inner)
      }
      if !(least...most).contains(fitting) { faults.append("\(path): \(fitting) of \(key)") }
    }
    return faults + members(value, schema, path, &seen) + elements(value, schema, path)
  }

  private func members(
    _ value: Any, _ schema: [String: Any], _ path: String, _ seen: inout Set<String>
  ) -> [String] {
    guard let object = value as? [String: Any] else { return [] }
    var faults: [String] = []
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for (name, inner) in properties where object[name] != nil {
      seen.insert(name)
      var own: Set<String> = []
      faults += self.faults(object[name] ?? "", inner, "\(path)/\(name)", &own)
    }
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      faults.append("\(path): lacks \(name)")
    }
    let closed = ["additionalProperties", "unevaluatedProperties"].contains {
      schema[$0] as? Bool == false
    }
    if closed { faults += object.keys.filter { !seen.contains($0) }.map { "\(path): \($0)" } }
    return faults
  }

  private func elements(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    guard let list = value as? [Any], let inner = schema["items"] as? [String: Any] else {
      return []
    }
    return list.enumerated().flatMap { index, item in
      var own: Set<String> = []
      return faults(item, inner, "\(path)/\(index)", &own)
    }
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "boolean": (value as? NSNumber).map(isFlag) ?? false
    default: (value as? NSNumber).map { !isFlag($0) } ?? false
    }
  }

  private static func isFlag(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }
}

/// libxml2's validation by an XML Schema.
private enum XMLSchemaCheck {
  static func isValid(_ text: String, _ schema: String) -> Bool {
    // The parser keeps no copy of the text: schema and validation live within one call.
    return schema.withCString { bytes in
      let parser = xmlSchemaNewMemParserCtxt(bytes, Int32(schema.utf8.count))
      defer { xmlSchemaFreeParserCtxt(parser) }
      guard let parsed = xmlSchemaParse(parser) else { return false }
      defer { xmlSchemaFree(parsed) }
      guard let document = text.withCString({ xmlParseMemory($0, Int32(text.utf8.count)) }) else {
        return false
      }
      defer { xmlFreeDoc(document) }
      let context = xmlSchemaNewValidCtxt(parsed)
      defer { xmlSchemaFreeValidCtxt(context) }
      return xmlSchemaValidateDoc(context, document) == 0
    }
  }
}
