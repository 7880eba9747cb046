import Foundation
import Reporting
import RulePlan
import Testing

@testable import Workflow

/// The readable page of a methodology.
@Suite struct MethodDocumentTests {
  static let library = MethodLibrary(
    RunFindingTests.root.appendingPathComponent("Methodologies").path)

  private func words(_ id: String = "sectors/other-industries/2015") throws -> FormulaWords {
    FormulaWords(try #require(Self.library.compile(id).plan))
  }

  /// Sums stand as ∑ with what they go over, molar ratios as the fractions that documents print.
  @Test(arguments: [
    ("FC × CC × OF × molar(CO2/C)", "FC × CC × OF × 44/12"),
    ("sum over facility, fuel of E_fuel", "∑_{设施，化石燃料品种} E_fuel"),
    ("sum over month of (FC − 1) ÷ 2", "∑_{月} (FC − 1) ÷ 2"),
    ("(sum over fuel of FC) ÷ 2", "(∑_{化石燃料品种} FC) ÷ 2"),
    ("mean over month weighted by FC of CC", "加权平均_{月，按 FC 加权} CC"),
    ("if given(NCV) then NCV × FC else 0", "NCV 有值 时取 NCV × FC，否则取 0"),
    ("FC less than 1 and not given(CC)", "FC < 1 且 非 CC 有值"),
    ("any over facility of given(FC)", "任一_{设施} FC 有值"),
    ("Q ÷ (W_a + W_b)^2", "Q ÷ (W_a + W_b)^2"), ("prior(FC) − previous(FC)", "上年FC − 上一期FC"),
    ("round(FC, 2, half-up)", "修约(FC，2位小数，四舍五入)"), ("gwp(CH4) × 2", "GWP_{CH4} × 2"),
    ("what is this ?", "what is this ?"),
  ])
  func formulas(_ written: String, _ shown: String) throws {
    #expect(try words().text(written) == shown)
  }

  @Test func tablesAreNamedByTheirTitles() throws {
    let text = try words("sectors/cement/cets-2024").text("Q × clinker-factors[clinker].ef")
    #expect(text == "Q × 〔按熟料品种查《熟料过程排放因子》：过程排放因子〕")
  }

  /// When a form is printed is said in the words of the other formulas.
  @Test func conditionsOfFormsAreInWords() throws {
    let compilation = Self.library.compile("sectors/non-ferrous/ndrc-2015")
    let (method, plan) = (try #require(compilation.method), try #require(compilation.plan))
    let page = String(
      decoding: HTMLRenderer.page(MethodDocument(method, plan).document()), as: UTF8.self)
    #expect(page.contains("（仅当 任一（设施） Q_粗铜 有值）"))
  }

  @Test func everyChapterIsThere() throws {
    let id = "sectors/power/mee-2022"
    let compilation = Self.library.compile(id)
    let (method, plan) = (try #require(compilation.method), try #require(compilation.plan))
    let history = MethodHistory(id, Self.library).blocks()
    let document = MethodDocument(method, plan, history: history).document()
    let page = String(decoding: HTMLRenderer.page(document), as: UTF8.self)
    for chapter in ["要填的数据", "公式", "结果", "核查规则", "报告表格", "条款清单", "缺口", "沿革与适用", "表"] {
      #expect(page.contains(">\(chapter)"), "\(chapter)")
    }
    // 2022修订版 is written as differences to the guide of 2021, and applied to April to December.
    #expect(page.contains("本版本以它为基础"))
    #expect(page.contains("2022-04 – 2022-12"))
    let files = try Documents.files(
      [Documents.Titled(name: "page", document: document)], formats: [.pdf])
    #expect(files.findings.isEmpty)
    #expect(files.files.first?.bytes.starts(with: Array("%PDF-".utf8)) == true)
  }
}
