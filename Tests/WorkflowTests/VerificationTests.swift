import Accounting
import Diagnostics
import Exchange
import Foundation
import Quantities
import Reporting
import Testing
import Verification

@testable import Workflow

/// What verifiers get: reported beside computed, samples, meters, several filings.
@Suite struct VerificationTests {
  static let library = SampleDocumentTests.library

  private func calculation(
    _ folder: String, _ method: String, _ change: (inout Filing) -> Void = { _ in }
  ) throws -> Calculation {
    let path = SampleDocumentTests.root + "/SampleData/" + folder
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let files = names.compactMap { name in
      FileManager.default.contents(atPath: path + "/" + name).map {
        FilingFile(name: name, bytes: [UInt8]($0))
      }
    }
    let plan = try #require(Self.library.compile(method).plan)
    var filing = try #require(
      FilingFolder.read(files, plan: plan, units: Self.library.units).0)
    change(&filing)
    return try Calculation.run(filing, under: method, in: Self.library).get()
  }

  private func review(
    _ folder: String, _ method: String, share: Rational? = nil,
    _ change: (inout Filing) -> Void = { _ in }
  ) throws -> Documents.Review {
    Documents.Review(try calculation(folder, method, change), Self.library, [], share)
  }

  private static let other = "sectors/other-industries/2015"

  private func file(_ review: Documents.Review, _ document: String) throws -> String {
    let skeleton = try #require(
      FormLibrary(Self.library).skeleton(
        document, methodology: review.calculation.method.id, month: "2024-12"))
    return TextRenderer.text(review.document(skeleton))
  }

  // MARK: reported beside computed

  /// 112290.03 tCO2e is the total of `SampleData/other-industries`, as its README's figures say.
  @Test func aReportedTotalIsComparedToItsOwnLastDigit() throws {
    for (text, isRounding) in [("112290", true), ("112290.0", true), ("112291", false)] {
      let review = try review("other-industries", Self.other) {
        $0.header.further.append(Filing.Attribute("报告值 E_GHG", text))
      }
      let comparison = try #require(
        review.checklist.comparisons.first { $0.isTotal && $0.reported != nil })
      #expect(comparison.isRounding == isRounding, "\(text)")
    }
  }

  @Test func aDifferenceIsANonconformityAgainstTheMateriality() throws {
    for (share, words) in [(Rational.ratio(1, 20), "低于重要性水平"), (.ratio(1, 100), "超过重要性水平")] {
      let review = try review("other-industries", Self.other, share: share) {
        $0.header.further.append(Filing.Attribute("报告值 E_GHG", "110,000 tCO2e"))
      }
      let text = try file(review, "desk-review")
      // 112290.03 − 110000 = 2290.03, 2.04 % of the total.
      #expect(text.contains("-2290.03"))
      #expect(text.contains("2.04%"))
      #expect(text.contains(words))
      #expect(try file(review, "non-conformities").contains("填报值与复算值不一致"))
    }
  }

  @Test func whatIsReportedOfNothingIsTold() throws {
    let calculation = try calculation("other-industries", Self.other) {
      $0.header.further = [
        Filing.Attribute("报告值 E_无", "1"), Filing.Attribute("报告值 E_GHG", "约一万"),
        Filing.Attribute("报告值 E_GHG", "1 GJ"),
      ]
    }
    let reported = ReportedFigures(calculation, units: Self.library.units)
    #expect(
      reported.findings.map(\.code) == ["reported.unknown", "reported.number", "reported.number"])
    #expect(reported.numbers.isEmpty)
  }

  // MARK: forms

  @Test func theFormsHaveTheirParts() throws {
    let review = try review("other-industries-wrong", Self.other)
    let desk = try file(review, "desk-review")
    for row in ["6.1 数据质量控制计划", "6.2 数据质量控制计划的执行", "需索取的原始记录", "抽样方案"] {
      #expect(desk.contains(row), "\(row)")
    }
    let list = try file(review, "non-conformities")
    #expect(list.contains("整改措施及相关证据") && list.contains("整改措施是否符合要求"))
    #expect(list.contains("facility[西厂]/carbonate[Na2CO3]/PUR_carbonate"))
    let conclusion = try file(review, "conclusion")
    var rest = conclusion[...]
    for part in ["一、重点排放单位基本信息", "二、文件评审和现场核查过程", "三、核查发现", "四、核查确认"] {
      let found = try #require(rest.range(of: part), "\(part)")
      rest = rest[found.upperBound...]
    }
    #expect(conclusion.contains("不符合项已整改且满足要求"))
    let report = try file(review, "verification-report")
    for chapter in ["核查目的", "核查范围", "核查准则", "文件评审", "现场核查", "初始报告值", "经核查值"] {
      #expect(report.contains(chapter), "\(chapter)")
    }
  }

  // MARK: samples

  // 30 %, 50 %, 80 %, 100 % of twelve months, rounded up.
  @Test func beijingsStepsAreTaken() {
    let rules = VerificationRules(Self.library, region: "北京市")
    #expect(rules.sampling.counts(of: 12) == [4, 6, 10, 12])
    #expect(rules.sampling.below == .ratio(1, 20))
    #expect(rules.sampling.citation.evidence == .secondary)
    let elsewhere = VerificationRules(Self.library, region: "广东省")
    #expect(elsewhere.sampling.citation.evidence == .recalled)
    #expect(elsewhere.materiality.share == .zero)
    #expect(
      VerificationRules(Self.library, region: nil, materiality: .one).materiality.share == .one)
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4)])
  func similarSitesByTheirSquareRoot(_ count: Int, _ sites: Int) {
    #expect(SamplingRule.squareRoot(of: count) == sites)
  }

  @Test(arguments: [("5%", "1/20"), ("0.05", "1/20"), ("100%", "1")])
  func sharesAreRead(_ text: String, _ share: String) {
    #expect(VerificationRules.share(text)?.description == (share == "1" ? "1" : "0.05"))
    for wrong in ["", "%", "5", "-1%", "101%", "x%"] {
      #expect(VerificationRules.share(wrong) == nil, "\(wrong)")
    }
  }

  // MARK: plan and meters

  @Test func metersWithoutValidCalibrationAreDoubted() throws {
    let review = try review("other-industries", Self.other) { filing in
      func meter(_ id: String, _ parts: [(String, String)]) -> Filing.Meter {
        var meter = Filing.Meter(id: id)
        meter.calibrations = parts.map {
          Filing.Calibration(on: Day($0.0), through: Day($0.1))
        }
        return meter
      }
      filing.meters = [
        meter("M1", [("2023-06-01", "2024-05-31"), ("2024-06-01", "2025-05-31")]),
        meter("M2", [("2023-06-01", "2024-05-31"), ("2024-07-01", "2025-06-30")]),
        meter("M3", [("2022-01-01", "2023-12-31")]), meter("M4", []),
      ]
    }
    let items = review.checklist.rows.first { $0.subject == .execution }?.items ?? []
    let item = try #require(items.first { $0.title.contains("计量器具") })
    #expect(
      item.doubts == [
        "M2：2024-06-01 至 2024-06-30 没有有效检定", "M3：2024-01-01 至 2024-12-31 没有有效检定",
        "M4：没有检定记录",
      ])
  }

  @Test func parametersThatThePlanLeavesOutAreTold() throws {
    let review = try review("other-industries", Self.other) { filing in
      filing.monitoringPlan.parameters = [.init(at: CellAddress(name: "FC"))]
    }
    let items = review.checklist.rows.first { $0.subject == .plan }?.items ?? []
    let doubts = items.flatMap(\.doubts).joined()
    #expect(doubts.contains("计划没有写") && doubts.contains("（AD_购电）"))
    #expect(!doubts.contains("（FC）"))
  }

  // MARK: several filings

  @Test func filingsAreRankedAndLaboratoriesCompared() throws {
    func sample(_ number: String) -> Filing.Sample {
      Filing.Sample(
        id: number,
        fields: [
          .init("report", .text(number)), .init("laboratory", .text("某检测")),
          .init("issued", .date(Day(number: 19_800))),
        ])
    }
    let good = try review("other-industries", Self.other) { $0.samples = [sample("HN-101")] }
    let wrong = try review("other-industries-wrong", Self.other) {
      $0.samples = [sample("HN-102")]
    }
    let skeleton = try #require(
      FormLibrary(Self.library).skeleton("verification-summary", methodology: "", month: "9999-12"))
    let text = TextRenderer.text(
      ChecklistSummary([.init(name: "good", review: good), .init(name: "wrong", review: wrong)])
        .document(skeleton))
    // The one with missing data stands first, whatever the order in which they were named.
    let first = try #require(text.range(of: "wrong"))
    let second = try #require(text.range(of: "good"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(text.contains("同一日期，编号连续"))
    let alone = TextRenderer.text(
      ChecklistSummary([.init(name: "good", review: good)]).document(skeleton))
    #expect(!alone.contains("编号连续"))
  }
}
