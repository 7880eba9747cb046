import Quantities
import RulePlan
import Testing

@testable import Engine

@Suite("Explanations")
struct ExplanationTests {
  /// Two fuels × two months of FC × NCV × 44/12, summed.
  static func builder() -> (PlanBuilder, Int) {
    var builder = PlanBuilder()
    builder.plan.tables = [
      Table(
        id: "fuels", title: Label("表2-1 常用化石燃料"),
        keys: [Table.Key(id: "fuel", title: Label("燃料"))],
        columns: [
          Table.Column(id: "ncv", title: Label("低位发热量"), kind: .number, unit: UnitLabel("GJ/t"))
        ],
        rows: [
          Table.Row(
            keys: [.text("烟煤")],
            cells: [
              Table.Cell(
                .value(.number(PlanBuilder.rational("26.18"))), citation: PlanBuilder.citation)
            ])
        ], citation: PlanBuilder.citation)
    ]
    builder.rows[2] = Dataset.Rows(keys: ["烟煤"], parents: [0])
    let consumption = builder.input(["10.5", "20"], PlanBuilder.month)
    builder.name(consumption, "FC", role: .input)
    let key = builder.add(.key, [], PlanBuilder.year, .text, label: "fuel")
    let cell = builder.add(
      .lookup(table: 0, column: 0), [key], PlanBuilder.year, label: "fuels[fuel].ncv")
    builder.name(cell, "NCV")
    let everyMonth = builder.add(.broadcast, [cell], PlanBuilder.month)
    let heat = builder.add(
      .multiply, [consumption, everyMonth], PlanBuilder.month, label: "FC × NCV")
    let ratio = builder.add(
      .constant(.number(PlanBuilder.rational("44/12"))), [], PlanBuilder.month, label: "44/12")
    let product = builder.add(.multiply, [heat, ratio], PlanBuilder.month)
    let emission = builder.add(
      .round(Rounding(.halfEven, .decimals(2))), [product], PlanBuilder.month)
    builder.name(emission, "E")
    let sum = builder.add(.reduce(.sum), [emission], .filing, label: "sum over fuel, month of E")
    builder.name(sum, "E_总", role: .total)
    return (builder, sum)
  }

  @Test("the text: symbols, units and numbers beneath each other, rounding, clause, cell")
  func text() {
    let (builder, sum) = Self.builder()
    let explanation = builder.evaluation().explain(sum, element: 0)
    let text = ExplanationText().text(explanation)
    let expected = """
      E_总 = 2927.8 t  E_总
        sum over fuel, month of E
        1007.93 + 1919.87
        条款：式（1）；来源：GB；来源状态：secondary
        E = 1007.93 t  E  [facility[F1]/fuel[烟煤]/2024-01/E]
          FC   × NCV   × 44/12
          t      t
          10.5 × 26.18 × 44/12
          条款：式（1）；来源：GB；来源状态：secondary
          FC = 10.5 t  FC  [facility[F1]/fuel[烟煤]/2024-01/FC]
            条款：式（1）；来源：GB；来源状态：secondary
          NCV = 26.18 t  NCV  [facility[F1]/fuel[烟煤]/NCV]
            查表：《表2-1 常用化石燃料》[烟煤] 低位发热量 = 26.18 GJ/t；条款：式（1）；来源：GB；来源状态：secondary
            条款：式（1）；来源：GB；来源状态：secondary
        E = 1919.87 t  E  [facility[F1]/fuel[烟煤]/2024-02/E]
          FC × NCV   × 44/12
          t    t
          20 × 26.18 × 44/12
          修约：1919.86666666667… → 1919.87（2）
          条款：式（1）；来源：GB；来源状态：secondary
          FC = 20 t  FC  [facility[F1]/fuel[烟煤]/2024-02/FC]
            条款：式（1）；来源：GB；来源状态：secondary
          NCV = 26.18 t  NCV  [facility[F1]/fuel[烟煤]/NCV]
            （见上文）

      """
    #expect(text == expected)
  }

  @Test("limits are kept and what is left out is counted")
  func limits() {
    let (builder, sum) = Self.builder()
    let evaluation = builder.evaluation()
    let few = evaluation.explain(sum, element: 0, limits: ExplanationLimits(terms: 1))
    #expect(few.children.count == 1)
    #expect(few.omitted == 1)
    let shallow = evaluation.explain(sum, element: 0, limits: ExplanationLimits(depth: 0))
    #expect(shallow.children.isEmpty)
    #expect(shallow.omitted == 2)
  }

  @Test("only the taken alternative is explained")
  func taken() {
    var builder = PlanBuilder()
    let flag = builder.input(["no", "yes"], PlanBuilder.year, .flag)
    let a = builder.input(["1", "2"], PlanBuilder.year)
    let b = builder.input(["3", "4"], PlanBuilder.year)
    let select = builder.add(.select, [flag, a, b], PlanBuilder.year)
    let evaluation = builder.evaluation()
    #expect(evaluation.explain(select, element: 0).children.map(\.node) == [flag, b])
    #expect(evaluation.explain(select, element: 1).children.map(\.node) == [flag, a])
  }
}
