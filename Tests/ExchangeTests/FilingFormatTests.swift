import Accounting
import Diagnostics
import Exchange
import Quantities
import Testing

/// One filing in three formats.
@Suite("Filings in CSV, JSON and XML")
struct FilingFormatTests {
  static let period = Period(year: 2024)

  @Test("Reads back from JSON and XML what was written", arguments: 0..<40)
  func documents(seed: Int) throws {
    var random = RandomFilings(seed: UInt64(seed))
    let filing = random.filing(period: try #require(Self.period))
    let json = FilingJSON.write(filing)
    let (fromJSON, jsonFindings) = FilingJSON.read(Array(json.utf8), file: "x.json")
    #expect(jsonFindings == [])
    let wanted = filing.canonical(sorted: false)
    #expect(wanted.differences(fromJSON?.canonical(sorted: false)) == [])
    let xml = FilingXML.write(filing)
    let (fromXML, xmlFindings) = FilingXML.read(Array(xml.utf8), file: "x.xml")
    #expect(xmlFindings == [])
    #expect(wanted.differences(fromXML?.canonical(sorted: false)) == [])
    #expect(FilingXML.write(try #require(fromXML)) == xml)
  }

  @Test("Reads back from a folder what was written, in any encoding", arguments: 0..<40)
  func folders(seed: Int) throws {
    var random = RandomFilings(seed: UInt64(seed))
    let filing = random.filing(period: try #require(Self.period))
    let files = FilingFolder.write(filing, plan: SmallPlan.plan)
    var plain = files
    for index in plain.indices { plain[index].bytes.removeFirst(3) }
    var chinese = plain
    for index in chinese.indices {
      chinese[index].bytes = try #require(GB18030.encode(plain[index].text))
    }
    for variant in [files, plain, chinese] {
      let (read, findings) = FilingFolder.read(
        variant, plan: SmallPlan.plan, units: SmallPlan.units)
      #expect(findings.filter { $0.severity == .error }.map(\.code) == [])
      let wanted = filing.canonical(sorted: true)
      #expect(wanted.differences(read?.canonical(sorted: true)) == [])
    }
  }

  @Test(
    "Says where a filing in JSON is wrong",
    arguments: [
      (#""cells": [{"at": "facility[F1]/x", "value": 1, "uint": "t"}]"#, "filing.unknown-field"),
      (#""meters": [{"title": "秤"}]"#, "filing.field-missing"),
      (#""meters": [{"id": "M", "calibrations": [{"on": "昨天"}]}]"#, "filing.field"),
      (#""boundary": [{"id": "P", "kind": "plant"}]"#, "filing.field"),
      (#""evidence": ["E1"]"#, "filing.record"),
      (#""records": [{"at": "fuel[烟煤/FC"}]"#, "address.step"),
      (
        #""monitoringPlan": {"versions": [{"number": "1", "day": "2024-01-01"}]}"#,
        "filing.unknown-field"
      ),
    ])
  func wrongJSON(member: String, code: String) throws {
    let text = #"{"format": "mrv-filing/1", "period": "2024","# + "\n  " + member + "\n}"
    let (filing, findings) = FilingJSON.read(Array(text.utf8), file: "x.json")
    #expect(filing != nil)
    #expect(findings.map(\.code) == [code])
    let finding = try #require(findings.first)
    guard case .source("x.json", let range) = finding.origin else {
      Issue.record("no place: \(finding.origin)")
      return
    }
    // The second line, where the record begins.
    #expect(Array(text.utf8)[..<range.lowerBound].contains(0x0A))
  }

  @Test(
    "Says where a filing in XML is wrong",
    arguments: [
      ("<cell at=\"facility[F1]/x\" value=\"1\" uint=\"t\"/>", "filing.unknown-field", "<cell"),
      ("<meter title=\"秤\"/>", "filing.field-missing", "<meter"),
      ("<sampel id=\"S\"><field/></sampel>", "filing.unknown-field", "<sampel"),
      ("<meter id=\"M\"><calibrate/></meter>", "filing.unknown-field", "<calibrate"),
      ("<meter id=\"M\">秤</meter>", "filing.xml-text", "<meter"),
      (
        "<monitoringPlan title=\"a\"/><monitoringPlan title=\"b\"/>", "filing.twice",
        "<monitoringPlan title=\"b"
      ),
    ])
  func wrongXML(element: String, code: String, place: String) throws {
    let text = "<filing format=\"mrv-filing/1\" period=\"2024\">\(element)</filing>"
    let (filing, findings) = FilingXML.read(Array(text.utf8), file: "x.xml")
    #expect(filing != nil)
    #expect(findings.map(\.code) == [code])
    let tag = try #require(text.firstRange(of: place))
    let start = text.utf8.distance(from: text.startIndex, to: tag.lowerBound)
    #expect(findings.first?.origin == .source(file: "x.xml", range: start..<(start + 1)))
  }

  @Test(
    "Refuses XML that is no filing or hostile",
    arguments: [
      ("<filing format=\"mrv-filing/2\" period=\"2024\"/>", "filing.xml-format"),
      ("<methodology/>", "filing.xml-format"),
      ("<filing format=\"mrv-filing/1\"/>", "filing.no-period"),
      ("<filing format=\"mrv-filing/1\" period=\"2024\">", "filing.xml-ill-formed"),
      ("", "filing.xml-ill-formed"), ("x", "filing.xml-ill-formed"),
      (
        "<!DOCTYPE filing [<!ENTITY a \"aaaa\">]><filing format=\"mrv-filing/1\"/>",
        "filing.xml-doctype"
      ),
      ("<!DOCTYPE filing SYSTEM \"file:///etc/passwd\"><filing/>", "filing.xml-doctype"),
      (
        "<filing format=\"mrv-filing/1\" period=\"2024\" region=\"&a;\"/>",
        "filing.xml-ill-formed"
      ),
      ("<?xml version=\"1.0\" encoding=\"GB18030\"?><filing/>", "filing.xml-encoding"),
      ("<a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a>", "filing.xml-format"),
    ])
  func hostileXML(text: String, code: String) {
    let (filing, findings) = FilingXML.read(Array(text.utf8), file: "x.xml")
    #expect(filing == nil)
    #expect(findings.map(\.code) == [code])
  }

  @Test("Holds to the limits of XML")
  func limits() {
    func codes(_ text: String, _ limits: FilingXMLLimits) -> [String] {
      FilingXML.read(Array(text.utf8), file: "x.xml", limits: limits).1.map(\.code)
    }
    let open = "<filing format=\"mrv-filing/1\" period=\"2024\">"
    let deep = open + "<x><x><x/></x></x></filing>"
    #expect(codes(deep, .init(depth: 4)) == ["filing.unknown-field"])
    #expect(codes(deep, .init(depth: 3)) == ["filing.xml-limit"])
    #expect(codes(open + "</filing>", .init(attributes: 1)) == ["filing.xml-limit"])
    #expect(codes(open + "</filing>", .init(bytes: 20)) == ["filing.xml-limit"])
    let text = String(repeating: "长", count: 99)
    let long = open + "<monitoringPlan><section title=\"a\"><text>\(text)"
    #expect(
      codes(long + "</text></section></monitoringPlan></filing>", .init(text: 200))
        == ["filing.xml-limit"])
  }

  @Test("Reads a filing that says no more than cells")
  func old() throws {
    let text = """
      {"format": "mrv-filing/1", "period": "2024-03", "cells": [
        {"at": "facility[F1]/x", "value": "1.50", "unit": "t"},
        {"at": "facility[F1]/y", "value": true}, {"at": "z", "date": "2024-03-05"}],
       "samples": [{"id": "S1", "fields": [{"name": "accredited", "value": true}]}]}
      """
    let (filing, findings) = FilingJSON.read(Array(text.utf8), file: "x.json")
    #expect(findings == [])
    let cells = try #require(filing).cells.map(\.cell.value)
    #expect(cells[0] == .number(Rational.ratio(3, 2), decimals: 2, unit: "t"))
    #expect(cells[1] == .flag(true))
    #expect(filing?.samples.first?.fields == [Filing.Field("accredited", .flag(true))])
  }
}
