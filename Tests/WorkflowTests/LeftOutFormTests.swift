import Exchange
import Foundation
import Reporting
import Testing
import Workflow

/// Official tables that do not concern an enterprise.
@Suite struct LeftOutFormTests {
  private static let airport = "form-supplementary-airport"
  private static let airline = "form-supplementary-airline"

  /// The annual report of the sample of an airline, with more cells.
  private func report(cells: String = "", without: Set<String> = []) throws -> String {
    let path = SampleDocumentTests.root + "/SampleData/civil-aviation"
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let files = names.filter { !without.contains($0) }.compactMap { name in
      FileManager.default.contents(atPath: path + "/" + name).map { data in
        FilingFile(
          name: name, bytes: [UInt8](data) + Array((name == "cells.csv" ? cells : "").utf8))
      }
    }
    let library = SampleDocumentTests.library
    let method = "sectors/civil-aviation/ndrc-2013"
    let plan = try #require(library.compile(method).plan)
    let (filing, findings) = FilingFolder.read(files, plan: plan, units: library.units)
    #expect(findings.filter { $0.severity == .error } == [])
    let calculation = try Calculation.run(try #require(filing), under: method, in: library).get()
    let document = Documents.report(calculation, in: library)[0].document
    return String(decoding: HTMLRenderer.page(document), as: UTF8.self)
  }

  /// What the report says of tables that it does not print.
  private func leftOut(_ page: String) -> String {
    guard let start = page.range(of: "未列出、视为不涉及的表：") else { return "" }
    return String(page[start.upperBound...].prefix { $0 != "<" })
  }

  @Test func `an airline has no sheet of airports, and is told`() throws {
    let page = try report()
    #expect(page.contains(Self.airline))
    #expect(!page.contains(Self.airport))
    #expect(
      leftOut(page) == "福建省碳交易市场民用航空企业（机场）2018年温室气体排放报告补充数据表（没有填报机场吞吐量）。")
  }

  @Test func `who states throughput has the sheet`() throws {
    let page = try report(cells: "facility[上海]/Q_吞吐,380500,t,,,\r\n")
    #expect(page.contains(Self.airport))
    #expect(leftOut(page) == "")
  }

  @Test(arguments: ["", "class,,,不涉及,无航班,\r\n"])
  func `without classes of aircraft there is no sheet of airlines`(_ cells: String) throws {
    let page = try report(cells: cells, without: ["class.csv"])
    #expect(!page.contains(Self.airline))
    #expect(leftOut(page).hasPrefix("补充数据表（航空公司）（没有填报分机型的燃油和周转量）；"))
  }
}
