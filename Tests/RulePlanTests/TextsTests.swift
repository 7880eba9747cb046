import RulePlan
import Testing

/// Texts with codes are the texts.
@Suite("texts") struct TextsTests {
  @Test("every text once in the pool, every element where it was")
  func interning() {
    let texts = Texts(["烟煤", "柴油", "柴油", "", "烟煤"])
    #expect(Array(texts) == ["烟煤", "柴油", "柴油", "", "烟煤"])
    #expect(texts.pool == ["烟煤", "柴油", ""])
    #expect(texts.codes == [0, 1, 1, 2, 0])
    #expect(Array(Texts(repeating: "天然气", count: 2)) == ["天然气", "天然气"])
    #expect(Texts([]).isEmpty)
  }

  @Test("texts of another pool: the same texts, the pool lengthened by what it lacks")
  func pools() {
    var pool = ["柴油", "汽油"]
    let codes = Texts(["烟煤", "柴油", "烟煤", "焦炭"]).coded(in: &pool)
    #expect(pool == ["柴油", "汽油", "烟煤", "焦炭"])
    #expect(codes.map { pool[Int($0)] } == ["烟煤", "柴油", "烟煤", "焦炭"])
  }

  @Test("a unit takes a text for each part that depends on a key; one that lacks leaves none")
  func units() {
    let label = UnitLabel(
      "t[gas]/unit(fuel)/unit(fuel)",
      parts: [.init(placeholder: "[gas]", rows: 1), .init(placeholder: "unit(fuel)", rows: 2)])
    #expect(label.text { $0.rows == 1 ? "CO2" : "万Nm3" } == "tCO2/万Nm3/万Nm3")
    #expect(label.text { $0.rows == 1 ? "CO2" : nil } == nil)
    #expect(label.text(with: \.placeholder) == label.text)
    #expect(UnitLabel("GJ/t").text { _ in nil } == "GJ/t")
  }
}
