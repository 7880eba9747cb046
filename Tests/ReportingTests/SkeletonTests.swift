import Reporting
import RulePlan
import Testing

/// Frames of documents, against texts written by hand.
@Suite struct SkeletonTests {
  private func text(
    _ items: [Skeleton.Item], facts: [String: String] = [:], conditions: Set<String> = [],
    part: @escaping (Skeleton.Part) -> [Block] = { _ in [] }
  ) -> [String] {
    let skeleton = Skeleton(
      id: "a", document: "a", title: "{enterprise} 计划",
      citation: Citation(clause: nil, source: nil, evidence: .recalled), items: items)
    let filler = SkeletonFiller(facts: facts, conditions: conditions, part: part)
    return TextRenderer.text(filler.document(skeleton, banners: []))
      .split(separator: "\n").map { $0.drop { $0 == "#" || $0 == " " } }.map(String.init)
  }

  private func section(
    _ title: String, _ items: [Skeleton.Item] = [.text("x", .plain)],
    _ numbering: Skeleton.Section.Numbering = .chapter, isOptional: Bool = false
  ) -> Skeleton.Item {
    .section(.init(title: title, numbering: numbering, isOptional: isOptional, items: items))
  }

  @Test func chaptersAreCountedWithoutGaps() {
    let lines = text(
      [
        section("甲"), section("空", [.part(.init(name: "none"))], isOptional: true),
        section("乙", [section("子一"), section("子二", [section("孙")])]),
        section("附", [.text("x", .plain)], .appendix), section("无号", [.text("x", .plain)], .none),
      ], facts: ["enterprise": "某厂"])
    for wanted in ["某厂 计划", "一、甲", "二、乙", "（一）子一", "（二）子二", "1. 孙", "附录一　附", "无号"] {
      #expect(lines.contains { $0.contains(wanted) }, "\(wanted) in \(lines)")
    }
    #expect(!lines.contains { $0.contains("空") })
  }

  @Test func whatIsNotKnownIsALineToWriteOn() {
    let lines = text([.text("{entity}在{region}", .plain)], facts: ["entity": "报告主体"])
    #expect(lines.contains { $0.contains("报告主体在＿＿＿＿") })
  }

  // A filer's text with braces is text, not another fact.
  @Test func factsAreNotReadAgain() {
    let lines = text(
      [.text("{region}", .plain)], facts: ["region": "{credit-code}", "credit-code": "9144"])
    #expect(lines.contains { $0.contains("{credit-code}") })
    #expect(!lines.contains { $0.contains("9144") })
  }

  @Test func fieldsTakeTheFirstKnownSource() {
    let fields = Skeleton.Fields(
      caption: "表", columns: 2,
      fields: [
        .init(label: "联系人", sources: ["header:联系人", "header:填报负责人"], missing: "（未填）"),
        .init(label: "电话", sources: ["header:电话"], missing: "（未填）"), .init(label: "签字"),
      ])
    let joined = text([.fields(fields)], facts: ["header:填报负责人": "李某"]).joined(separator: "\n")
    #expect(joined.contains("李某"))
    #expect(joined.contains("（未填）"))
  }

  @Test func conditionsChoose() {
    let items: [Skeleton.Item] = [
      .when("official", [.text("盖章", .plain)]), .when("unofficial", [.text("演示", .plain)]),
    ]
    let lines = text(items, conditions: ["unofficial"])
    #expect(lines.contains { $0.contains("演示") } && !lines.contains { $0.contains("盖章") })
  }

  @Test func gridsKeepLinesToWriteIn() throws {
    let grid = Skeleton.Grid(
      caption: "成员", heads: ["姓名", "职责"], rows: [["组长", "统筹"]], blanks: 2)
    var rows: [[TableCell]]?
    let filler = SkeletonFiller(facts: [:], part: { _ in [] })
    let skeleton = Skeleton(
      id: "a", document: "a", title: "",
      citation: Citation(clause: nil, source: nil, evidence: .recalled),
      items: [.grid(grid)])
    for case .table(let table) in filler.blocks(skeleton) { rows = table.rows }
    #expect(try #require(rows).map(\.count) == [2, 2, 2])
  }

  @Test func theClosestFrameFits() {
    var general = Skeleton(
      id: "g", document: "d", title: "",
      citation: Citation(clause: nil, source: nil, evidence: .recalled), items: [])
    #expect(general.fit(methodology: "sectors/x/2015", month: "2024-12") == 0)
    general.months = ("2021-01", "2023-12")
    #expect(general.fit(methodology: "sectors/x/2015", month: "2020-12") == nil)
    #expect(general.fit(methodology: "sectors/x/2015", month: "2023-12") == 0)
    general.months = (nil, nil)
    general.methods = ["sectors/x/", "sectors/x/2015"]
    #expect(general.fit(methodology: "sectors/x/2015", month: "2024-12") == 14)
    #expect(general.fit(methodology: "sectors/y/2015", month: "2024-12") == nil)
  }
}
