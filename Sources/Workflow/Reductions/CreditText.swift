import Diagnostics
import Quantities
import RulePlan

extension Credit {
  /// The vintages for a terminal: quantity and verdict.
  func text(_ calculation: Calculation, _ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var table = TextTable(right: [1])
    let unit = reduction.unit.map(\.text) ?? ""
    for vintage in vintages {
      table.add([
        vintage.name, vintage.quantity.map { FigureText.short($0) } ?? "—", unit,
        vintage.verdict(calculation.plan, language),
      ])
    }
    table.head([
      say("年份", "vintage"), reduction.addressName, say("单位", "unit"), say("结论", "verdict"),
    ])
    guard hasConditions else { return table.text }
    return table.text
      + say("可核证合计：", "creditable in all: ") + "\(FigureText.short(creditable)) \(unit)\n"
  }

  /// The vintages for programs.
  func json(_ plan: Plan) -> JSON {
    .members([
      "figure": .text(reduction.id),
      "creditable": hasConditions ? .text(creditable.description) : nil,
      "vintages": .array(
        vintages.map { vintage in
          .members([
            "vintage": .text(vintage.name), "quantity": .optional(vintage.quantity?.description),
            "creditable": vintage.isCreditable.map { .flag($0) },
            "reasons": .array(
              vintage.reasons.map { reason in
                .members([
                  "condition": .text(plan.named[reason.named].id),
                  "outcome": .text(reason.fails ? "fails" : "undecided"),
                  "count": .integer(reason.addresses.count),
                  "addresses": .texts(Array(reason.addresses.prefix(20))),
                ])
              }),
          ])
        }),
    ])
  }
}
