import Accounting
import Exchange
import Quantities
import RulePlan
import Testing

/// Tables as people fill them in with a spreadsheet.
@Suite("Filled-in tables")
struct FilledTablesTests {
  private func read(_ files: [(String, String)]) throws -> (filing: Filing, codes: [String]) {
    let header = FilingFile(name: "filing.csv", bytes: Array("项目,内容\n报告期,2024\n".utf8))
    let (filing, findings) = FilingFolder.read(
      [header] + files.map { FilingFile(name: $0.0, bytes: Array($0.1.utf8)) },
      plan: SmallPlan.plan, units: SmallPlan.units)
    return (try #require(filing), findings.map(\.code))
  }

  @Test(
    "A line of totals is told and not read",
    arguments: ["合计", " 合 计：", "总计", "Total"])
  func totals(word: String) throws {
    let (filing, codes) = try read([
      ("fuel.csv", "设施,燃料,单位,FC\nA,烟煤,t,1\nA,天然气,万Nm3,2\n\(word),,,3\n")
    ])
    #expect(codes == ["filing.total-row"])
    #expect(filing.cells.count == 2)
    #expect(filing.rows.allSatisfy { $0.steps.first?.key == "A" })
  }

  @Test("Lines without a key are told once each and not read, where the table has several rows")
  func merged() throws {
    let table = "设施,机组,期间,Q\nA,1,2024-01,5\n,,2024-02,6\nA,2,2024-01,7\n,,2024-02,8\n"
    let (filing, codes) = try read([("unit.csv", table)])
    #expect(codes == ["filing.no-key", "filing.no-key"])
    #expect(filing.cells.map(\.address.period) == ["2024-01", "2024-01"])
    // Of one row only, lines need no key.
    let single = try read([("unit.csv", "设施,机组,期间,Q\nA,1,2024-01,5\n,,2024-02,6\n")])
    #expect(single.codes == [])
    #expect(single.filing.cells.count == 2)
  }

  @Test("不涉及 in place of a key states that there is none")
  func none() throws {
    let (filing, codes) = try read([
      ("fuel.csv", "设施,燃料,名称,FC\nA,不涉及,全部外购蒸汽,\nB,无,,\nC,,不涉及,\n"),
      ("gas.csv", "设施,气体,名称\n,不涉及,\n"),
    ])
    #expect(codes == [])
    #expect(filing.rows == [])
    #expect(
      filing.notOccurring.map { "\($0.target) \($0.reason)" } == [
        "facility[A]/fuel 全部外购蒸汽", "facility[B]/fuel ", "facility[C]/fuel ", "gas ",
      ])
  }

  @Test(
    "A month that a spreadsheet took for a date stays a month",
    arguments: ["2024/3/1", "2024-03-01", "45352", "Mar-24", "mar-2024", "2024/3", "2024年3月"])
  func months(spelling: String) throws {
    let (filing, codes) = try read([("unit.csv", "设施,机组,期间,Q\nA,1,\(spelling),5\n")])
    #expect(filing.cells.map(\.address.period) == ["2024-03"])
    #expect(Set(codes).isSubset(of: ["filing.first-day", "filing.serial-date"]))
  }

  @Test("A heading that two values share is told, and the longer one is read")
  func ambiguous() throws {
    var plan = SmallPlan.plan
    let inputs = plan.inputs.indices.filter {
      plan.inputs[$0].facet == .value && plan.inputs[$0].shape.rows == SmallPlan.fuel
    }
    let ids = inputs.prefix(2).map { plan.inputs[$0].id }
    for id in ids {
      let index = try #require(plan.named.firstIndex { $0.id == id })
      plan.named[index].title = Label("用量")
    }
    let header = FilingFile(name: "filing.csv", bytes: Array("项目,内容\n报告期,2024\n".utf8))
    func codes(_ heading: String) -> [String] {
      let table = FilingFile(
        name: "fuel.csv", bytes: Array("设施,燃料,\(heading)\nA,烟煤,1\n".utf8))
      return FilingFolder.read([header, table], plan: plan, units: SmallPlan.units).1.map(\.code)
    }
    #expect(ids.count == 2)
    #expect(codes("用量") == ["filing.ambiguous-column"])
    #expect(codes("用量 \(ids[0])") == [])
  }

  @Test("0.98 under a heading in % is doubted, 98 and 98% are not")
  func percent() throws {
    #expect(try read([("facility.csv", "设施,S\nA,0.98\n")]).codes == ["filing.percent"])
    #expect(try read([("facility.csv", "设施,S\nA,98\nB,0.98%\nC,0\n")]).codes == [])
  }

  @Test("A key outside the table is told once, with the names of the table")
  func ownKey() throws {
    let (_, codes) = try read([("gas.csv", "设施,气体\nA,甲烷\nB,甲烷\nA,CH4\n")])
    #expect(codes == ["filing.own-key"])
  }

  @Test("The template has a sheet of instructions that names every table and column")
  func guide() throws {
    let period = try #require(Period(year: 2024))
    let files = FilingTemplate.files(for: SmallPlan.plan, period: period)
    let guide = try #require(files.first { $0.name == "填写说明.txt" }).text
    for file in files where file.name.hasSuffix(".csv") && file.name != "enterprise.csv" {
      if ["filing.csv", "cells.csv", "register.csv", "samples.csv"].contains(file.name) {
        continue
      }
      #expect(guide.contains("【\(file.name)】"))
      let heading = try #require(file.text.split(separator: "\r\n").first)
      for column in heading.split(separator: ",") { #expect(guide.contains("  \(column)")) }
    }
    #expect(guide.contains("烟煤、天然气"))
  }

  @Test("Names are taken without blanks at their ends; others that look alike are told")
  func names() throws {
    let (filing, codes) = try read([
      ("unit.csv", "设施,机组,期间,Q\nA ,1,2024-01,5\nA,1\u{3000},2024-02,6\nＡ,1,2024-03,7\n")
    ])
    #expect(
      filing.cells.map { $0.address.steps.map(\.key) } == [["A", "1"], ["A", "1"], ["Ａ", "1"]])
    #expect(codes == ["filing.alike-names"])
  }

  @Test("What the register says of a row that no table has makes no row")
  func strays() throws {
    let (filing, codes) = try read([
      ("fuel.csv", "设施,燃料,FC\nA,烟煤,1\n"),
      (
        "register.csv",
        "地址,取值方式\nfacility[A]/fuel[烟媒]/C,default\nfacility[A]/fuel[烟煤]/C,default\n"
      ),
    ])
    #expect(codes == ["filing.stray-row"])
    #expect(filing.cells.count == 2)
  }

  @Test("A title above the heading is passed over; negative amounts are doubted")
  func titles() throws {
    let (filing, codes) = try read([("unit.csv", "某厂机组表,,,\n设施,机组,期间,Q\nA,1,2024-01,5\n")])
    #expect(codes == ["filing.title-row"])
    #expect(filing.cells.count == 1)
  }
}
