import Reporting
import Testing

@Suite struct AnnualReportTests {
  // 10.50 × 2.25 = 23.625 and 2 × 3 = 6, by hand; 29.625 rounds to 29.62, the tie going to even.
  @Test func figuresAreRoundedForDisplayAndWholeInTheExplanation() {
    let page = SmallReport().page
    #expect(page.contains("<summary aria-label=\"排放总量 29.62，E_总，查看来历\">29.62</summary>"))
    #expect(page.contains("= 29.625"))
    #expect(page.contains("= 23.625"))
  }

  @Test func anExplanationLeadsDownToTheCellOfTheFile() {
    let page = SmallReport().page
    #expect(page.contains("填报：10.50，<code>fuel.csv 第 2 行第 3 列（C2）</code>"))
    #expect(page.contains("<code>facility[F1]/fuel[烟煤]/FC</code>"))
    #expect(page.contains("条款：式（1）；出处：某指南"))
  }

  @Test func enteredNumbersKeepTheirDecimals() {
    #expect(SmallReport().page.contains(">10.50</summary>"))
  }

  @Test func whatAChoiceHandsOnKeepsTheDecimalsItWasFiledWith() {
    let small = SmallReport(consumption: ["9.0", "2.25"], handsOn: true)
    #expect(small.page.contains(">9.0</summary>"))
    #expect(small.page.contains(">2.25</summary>"))
  }

  @Test func aMissingValueIsNamedWhereTheTotalShouldStand() {
    let page = SmallReport(consumption: ["10.50", "?"]).page
    #expect(page.contains(">缺数据</summary>"))
    #expect(page.contains("缺少或不能使用的数据："))
    #expect(page.contains("<li><code>facility[F1]/fuel[天然气]/FC</code>"))
    #expect(!page.contains("23.62</summary>"), "a part is no total")
  }

  @Test func whatDoesNotOccurHasItsReason() {
    let page = SmallReport(consumption: ["10.50", "-"]).page
    #expect(page.contains(">不涉及</summary>"))
    #expect(page.contains("不涉及的原因：停用"))
    #expect(page.contains("23.62</summary>"))
  }

  @Test func recalledElementsMakeATrialCalculationOnEveryPage() {
    let known = SmallReport()
    #expect(!known.page.contains("试算稿"))
    let recalled = SmallReport(evidence: .recalled).page
    #expect(recalled.contains("<div class=\"banner\" role=\"note\"><strong>试算稿"))
    #expect(recalled.contains("@top-center{content:\"试算稿"))
    #expect(recalled.contains("凭记忆，未见原文：4 个"))
  }

  @Test func anUnofficialMethodHasNoOfficialTitle() {
    let page = SmallReport(standing: "unofficial").page
    #expect(page.contains("非官方演示"))
    #expect(!page.contains("盖章"))
    #expect(!page.contains("温室气体排放报告</h1>"))
    #expect(SmallReport().page.contains("<h1>某厂 2024年度温室气体排放报告</h1>"))
  }

  @Test func sameMaterialSameBytes() {
    #expect(
      HTMLRenderer.page(SmallReport().document) == HTMLRenderer.page(SmallReport().document))
  }

  @Test func aFilersTextCannotBecomeMarkup() {
    let page = SmallReport(enterprise: "<script>alert(1)</script>\" onload=\"x").page
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x"))
  }
}
