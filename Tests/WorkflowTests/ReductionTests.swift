import Diagnostics
import Exchange
import Foundation
import Quantities
import Reporting
import RuleLanguage
import RulePlan
import Testing

@testable import Workflow

/// Vintages, what is creditable and why not, and documents without names of people.
@Suite struct ReductionTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let library = MethodLibrary(root.appendingPathComponent("Methodologies").path)
  static let folder = "illustrative/new-carbon-benefit"

  static func calculation(_ path: String) throws -> Calculation {
    let file = try #require(library.readCase("\(folder)/\(path).case").0)
    switch Calculation.run(file.filing, under: folder, in: library) {
    case .success(let calculation): return calculation
    case .failure(let failure):
      Issue.record("\(failure.findings.map { $0.message(.english) })")
      throw CancellationError()
    }
  }

  /// 甲 620 km over 62 days, 乙 400 km of 1,000 in ten days: 2024 has 310 km, 2025 has 710 km, at
  /// 0.15 kg each, cut to a kilogram.
  @Test func vintagesOfAGoodProject() throws {
    let credit = try #require(Credit(try Self.calculation("cases/two-years")))
    #expect(credit.vintages.map(\.name) == ["2024", "2025"])
    #expect(credit.vintages.map { $0.quantity?.description } == ["0.046", "0.106"])
    #expect(credit.vintages.map(\.isCreditable) == [true, true])
    #expect(credit.vintages.map(\.reasons.count) == [0, 0])
    #expect(credit.creditable.description == "0.152")
  }

  @Test func whatStandsInTheWayIsSaidAndTheQuantityStays() throws {
    let calculation = try Self.calculation("failing/claimed-twice")
    let credit = try #require(Credit(calculation))
    #expect(credit.vintages.map { $0.quantity?.description } == ["0.046", "0.106"])
    #expect(credit.vintages.map(\.isCreditable) == [false, false])
    #expect(credit.creditable.isZero)
    let verdict = credit.vintages[1].verdict(calculation.plan, .chinese)
    #expect(verdict == "不可核证，因为：已在其他减排机制登记，不得重复申报；同一账号申报了两次（2 处）")
  }

  @Test func oneVintageMayFailAlone() throws {
    let calculation = try Self.calculation("failing/after-crediting-period")
    let credit = try #require(Credit(calculation))
    #expect(credit.vintages.map(\.isCreditable) == [true, false])
    #expect(credit.creditable.description == "0.046")
    #expect(credit.vintages[1].verdict(calculation.plan, .chinese) == "不可核证，因为：该年份超出计入期")
  }

  @Test func whatIsMissingLeavesItOpen() throws {
    let calculation = try Self.calculation("cases/undecided")
    let credit = try #require(Credit(calculation))
    #expect(credit.vintages.map(\.isCreditable) == [nil, nil])
    let verdict = credit.vintages[0].verdict(calculation.plan, .chinese)
    #expect(verdict == "待定，尚缺：已在其他减排机制登记，不得重复申报")
  }

  // MARK: documents

  /// The case with a name that stands nowhere else, in every place where one can stand.
  private static func named() throws -> Calculation {
    let path = "\(folder)/failing/claimed-twice.case"
    let base = try #require(
      library.files.files["\(folder)/cases/two-years.case"].map {
        String(decoding: $0, as: UTF8.self)
      })
    let text =
      base.replacing("[甲]", with: "[欧阳测试某]").replacing("A-001", with: "m13900001234")
      .replacing("A-002", with: "m13900001234")
      + "row participant[欧阳测试某] \"欧阳测试某先生\"\n"
    var files = library.files.files
    files[path] = Array(text.utf8)
    let own = MethodLibrary(RuleFiles(files))
    let file = try #require(own.readCase(path).0)
    switch Calculation.run(file.filing, under: folder, in: library) {
    case .success(let calculation): return calculation
    case .failure: throw CancellationError()
    }
  }

  private static func text(_ documents: [Documents.Titled]) throws -> String {
    let set = try Documents.files(documents, formats: [.html, .json, .xml, .text])
    return set.files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
  }

  @Test func documentsNameNobody() throws {
    let calculation = try Self.named()
    #expect(calculation.findings.contains { $0.code == "check.counted-once" })
    let reading = [Finding(.methodUnknown, at: .none, ["got": "欧阳测试某", "known": ""])]
    let report = Documents.report(calculation, in: Self.library, reading: reading)
    let review = Documents.checklist(calculation, in: Self.library, reading: reading)
    #expect(
      report.map(\.name) == ["project-design", "monitoring-report", "reduction-report"])
    #expect(review.map(\.name) == ["applicant-checklist", "reviewer-checklist"])
    let text = try Self.text(report + review)
    #expect(!text.contains("欧阳"))
    #expect(!text.contains("13900001234"))
    // The same person is still the same person.
    #expect(text.contains("同一账号申报了两次（2 处）"))
    #expect(text.contains("participant[参与者1]"))
    #expect(text.contains("documents.personal") || text.contains("可能含个人信息"))
  }

  @Test func reportTellsVintagesAndConditions() throws {
    let calculation = try Self.calculation("failing/after-crediting-period")
    let report = Documents.report(calculation, in: Self.library)
    let text = try Self.text(report)
    for words in ["不可核证，因为：该年份超出计入期", "可核证合计", "额外性", "避免重复申报", "0.106"] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func framesOfReductionsAreSound() {
    let forms = FormLibrary(Self.library)
    #expect(forms.findings.map { $0.message(.english) } == [])
  }
}
