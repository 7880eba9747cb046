import Accounting
import Foundation
import Testing

@testable import Workflow

@Suite struct RegistryCommandTests {
  @Test func theSampleIsTaken() throws {
    let desk = try RegistryDesk(filled: false)
    let run = desk.run(["registry", "add", "P"] + RegistryDesk.tables)
    #expect(run.code == .clean, "\(run.note)")
    #expect(run.out.hasPrefix("已登记：方法 5、备案环节 4、项目 5、参与者 4、监测期 6、签发 6\n"))
    let list = desk.run("registry", "list", "P").out
    #expect(list.contains("PH-1") && list.contains("示例控排企业 239197"))
    // 1,000 + 2,000 + 3,000 + 303,641 + 500.
    #expect(list.contains("310141"))
    #expect(desk.run("history", "P").out.contains("登记：方法 5 条、备案环节 4 条"))
    #expect(desk.run("registry", "check", "P").out.hasPrefix("没有发现重复申报：6 批，4 个识别码"))
  }

  /// Guangdong 2016: 303,641 t of CCER and 239,197 t of PHCER were used, 542,838 t together.
  ///
  /// - Source: 广东省碳排放权配额履约率100%, 人民日报, 2017-07-03; the sum by hand.
  @Test func guangdong2016() throws {
    let desk = try RegistryDesk()
    let for2016 = ["--programme", "guangdong", "--year", "2016", "--day", "2017-06-20"]
    let first = desk.run(
      ["registry", "use", "P", "PH-1", "--quantity", "239197"] + for2016)
    #expect(first.code == .clean && first.out.contains("本批余额 0 t"))
    #expect(first.out.contains("offsets.no-limit-known"))
    let more = desk.run(["registry", "use", "P", "PH-1", "--quantity", "0.000001"] + for2016)
    #expect(more.code == .findings && more.note.contains("registry.not-enough"))
    let second = desk.run(
      ["registry", "use", "P", "GZ-2-2015", "--quantity", "303641", "--emissions", "3036410"]
        + for2016)
    #expect(second.code == .clean && !second.out.contains("offsets.over-limit"))
    #expect(second.out.contains("offsets.by-hand") && second.out.contains("pre-CDM"))
    let used = desk.run("registry", "list", "P", "movements", "--json").out
    #expect(used.contains("\"tonnes\":\"239197\"") && used.contains("\"tonnes\":\"303641\""))
    let totals = desk.run("registry", "list", "P", "--json").out
    #expect(totals.contains(#""credit":"PHCER","issued":"239197","surrendered":"239197""#))
    #expect(totals.contains(#""credit":"CCER","issued":"310141","surrendered":"303641""#))
    #expect(239_197 + 303_641 == 542_838)
    #expect(desk.run("history", "P", "--verify").code == .clean)
    let rows = desk.run("registry", "list", "P", "movements").out
    #expect(rows.contains("履约") && !rows.contains("surrendered"))
    let english = desk.run("registry", "list", "P", "movements", "--lang", "en").out
    #expect(english.contains("surrendered") && !english.contains("履约"))
  }

  /// What nobody has seen is told where rules are listed and where they are used; a list from
  /// memory does not pass for one that was read.
  @Test func whatWasNotSeenIsTold() throws {
    let desk = try RegistryDesk()
    let hubei = desk.run("offsets", "--programme", "hubei", "--year", "2016").out
    #expect(hubei.contains("空缺：县市名单未见") && hubei.contains("空缺：抵消比例上限未见"))
    let guangdong = desk.run("offsets", "--programme", "guangdong", "--year", "2016").out
    #expect(guangdong.contains("条件：不是来自其他碳交易试点地区（凭记忆"))
    #expect(!guangdong.contains("条件：不是水电，不是化石能源类项目（"))
    let answer = [
      "offsets", "P", "--programme", "guangdong", "--year", "2016", "--date", "2017-06-15",
    ]
    #expect(desk.run(answer).out.contains("空缺：通知所指的试点名单未见"))
    #expect(desk.run(answer + ["--json"]).out.contains("\"notSeen\":[\n\"通知所指的试点名单未见"))
  }

  @Test func whatTheRulesRefuseIsNotWritten() throws {
    let desk = try RegistryDesk()
    let for2016 = ["--programme", "广东", "--year", "2016", "--day", "2017-06-20"]
    let hydro = desk.run(["registry", "use", "P", "YN-1-2015", "--quantity", "1"] + for2016)
    #expect(hydro.code == .findings && hydro.note.contains("项目类型是水电"))
    #expect(desk.run("registry", "list", "P", "movements").out.split(separator: "\n").count == 2)
    // A tenth of 3,036,400 t is 303,640 t.
    let over = desk.run(
      ["registry", "use", "P", "GZ-2-2015", "--quantity", "303641", "--emissions", "3036400"]
        + for2016)
    #expect(over.code == .findings && over.note.contains("上限是 303640 t"))
    let unstated = desk.run(
      ["registry", "use", "P", "GZ-2-2015", "--quantity", "1"] + for2016)
    #expect(unstated.code == .clean && unstated.out.contains("offsets.limit-unchecked"))
    let idle = desk.run(
      ["registry", "use", "P", "YN-1-2015", "--quantity", "1", "--despite", " "] + for2016)
    #expect(idle.code == .usage && idle.note.contains("--despite"))
    let despite = desk.run(
      ["registry", "use", "P", "YN-1-2015", "--quantity", "1", "--despite", "主管部门同意"] + for2016)
    #expect(despite.code == .clean && despite.out.contains("offsets.refused"))
    #expect(desk.run("registry", "list", "P", "movements").out.contains("主管部门同意"))
    let never = desk.run(
      "registry", "use", "P", "PH-1", "--quantity", "1", "--programme", "guangdong", "--year",
      "2012", "--day", "2017-06-20")
    #expect(never.code == .clean && never.out.contains("offsets.undecided"))
    let everybody = desk.run(
      "registry", "use", "P", "PH-1", "--quantity", "1", "--programme", "guangdong", "--year",
      "2017", "--day", "2018-06-01")
    #expect(everybody.code == .clean && everybody.out.contains("offsets.limit-together"))
    #expect(
      desk.run(["registry", "use", "P", "PH-1", "--quantity", "1"]).code == .usage)
    #expect(
      desk.run("registry", "use", "P", "PH-1", "--quantity", "1", "--voluntary").code == .clean)
  }

  /// The share that has to come from the province: beside 7,000 t of its own 3,000 t from outside
  /// are 30 %, and 3,001 t are more.
  @Test func theShareOfTheProvinceIsLookedAt() throws {
    let desk = try RegistryDesk()
    let table = """
      编号,名称,方法,类型,地区
      SC-1,外省项目,example-ccer-v01,风力发电,四川省
      """
    try desk.write(table, "projects.csv")
    try desk.write(
      "编号,项目,方法,开始日期,结束日期,减排量(tCO2e),外部登记\nS,SC-1,example-ccer-v01,2015-01-01,2015-12-31,,外\n",
      "periods.csv")
    try desk.write(
      "批号,监测期,种类,年份,数量,持有人,签发日期\nS1,S,CCER,2015,3001,示例控排企业,2016-09-01\n", "issues.csv")
    #expect(
      desk.run("registry", "add", "P", "/projects.csv", "/periods.csv", "/issues.csv").code
        == .clean)
    let use = [
      "--programme", "guangdong", "--year", "2016", "--day", "2017-06-20", "--emissions",
      "99999999",
    ]
    #expect(
      desk.run(["registry", "use", "P", "GZ-2-2015", "--quantity", "7000"] + use).code == .clean)
    let fits = desk.run(["registry", "use", "P", "S1", "--quantity", "2999"] + use)
    #expect(fits.code == .clean && !fits.out.contains("offsets.share-below"))
    let above = desk.run(["registry", "use", "P", "S1", "--quantity", "1"] + use)
    #expect(!above.out.contains("offsets.share-below"), "7,000 of 10,000 is 70 %")
    let last = desk.run(["registry", "use", "P", "S1", "--quantity", "1"] + use)
    #expect(last.code == .clean && last.out.contains("offsets.share-below"))
    #expect(last.out.contains("10001 t 中有 7000 t"))
    let list = desk.run(
      ["offsets", "P", "--programme", "guangdong", "--year", "2016", "--date", "2017-06-21"]
    ).out
    #expect(list.contains("guangdong-2016-ccer"))
  }

  @Test func unitsChangeHands() throws {
    let desk = try RegistryDesk()
    #expect(
      desk.run(
        "registry", "transfer", "P", "HB-1-2014", "--quantity", "400", "--to", "另一企业", "--day",
        "2017-01-05"
      ).code == .clean)
    let unnamed = desk.run("registry", "cancel", "P", "HB-1-2014", "--quantity", "1")
    #expect(unnamed.code == .usage && unnamed.note.contains("另一企业"))
    #expect(
      desk.run(
        "registry", "cancel", "P", "HB-1-2014", "--quantity", "400", "--holder", "另一企业"
      ).out.contains("本批余额 600 t"))
    #expect(desk.run("registry", "void", "P", "movements", "1").code == .usage)
    let passed = desk.run("registry", "void", "P", "movements", "1", "--reason", "录错")
    #expect(passed.code == .findings && passed.note.contains("registry.passed-on"))
    #expect(desk.run("registry", "void", "P", "movements", "2", "--reason", "录错").code == .clean)
    #expect(desk.run("registry", "void", "P", "movements", "1", "--reason", "录错").code == .clean)
    #expect(
      desk.run("registry", "cancel", "P", "HB-1-2014", "--quantity", "1000").code == .clean)
    let check = desk.run("registry", "check", "P")
    #expect(check.out.contains("registry.used-after-void"))
    #expect(desk.run("history", "P").out.contains("冲销：流转第 2 条"))
  }

  /// One key in two projects at one time, under two methods, one of them outside.
  @Test func doubleClaimsAreFound() throws {
    let desk = try RegistryDesk()
    try desk.write(
      "项目,识别码,开始日期,结束日期\nHB-1,meter:440100-0001,2016-12-31,\nGD-1,meter:440100-0002,2016-06-01,\n"
        + "HB-2,meter:440100-0002,2017-01-01,2017-12-31\n", "participants.csv")
    let added = desk.run("registry", "add", "P", "/participants.csv")
    #expect(added.code == .findings && added.out.contains("registry.claimed-twice"))
    let check = desk.run("registry", "check", "P", "--lang", "en").out
    #expect(check.contains("“meter:440100-0001” is in GD-1") && check.contains("from 2016-12-31"))
    // The second key was in GD-1 twice, and from 2017 on in HB-2 as well.
    #expect(check.contains("registry.listed-twice"))
    #expect(check.components(separatedBy: "registry.claimed-twice").count == 3)
    #expect(desk.run("registry", "check", "P").code == .findings)
  }

  @Test func methodsAndProjectsAreLookedAt() throws {
    let desk = try RegistryDesk(filled: false)
    try desk.write(
      "编号,名称\nm-1,甲法\nm-2,乙法\n", "methods.csv")
    try desk.write(
      "方法,环节,日期\nm-1,备案,2015-01-01\nm-1,专家评估,2015-02-01\nm-1,失效,2016-01-01\n", "steps.csv")
    try desk.write(
      "编号,名称,方法,类型,地区,业主\nA,甲,m-1,节电,广东省,某公司\nB,乙,m-2,节电,广东省,某公司\n", "projects.csv")
    try desk.write(
      "编号,项目,方法,开始日期,结束日期,减排量\nA1,A,m-1,2016-01-01,2016-12-31,10\n"
        + "B1,B,m-2,2016-06-01,2017-05-31,10\n", "periods.csv")
    try desk.write(
      "批号,监测期,种类,年份,数量,持有人,签发日期\nL1,A1,PHCER,2016,10,某,2017-01-01\n"
        + "L2,B1,PHCER,2017,10,某,2017-06-01\n", "issues.csv")
    let tables = ["methods", "steps", "projects", "periods", "issues"].map { "/\($0).csv" }
    let added = desk.run(["registry", "add", "P"] + tables).out
    let codes = [
      "registry.method-ended", "registry.method-not-filed", "registry.alike",
      "registry.step-order",
    ]
    for code in codes { #expect(added.contains(code), "\(code)") }
  }

  @Test func whatGoesOutComesIn() throws {
    let desk = try RegistryDesk()
    #expect(desk.run("registry", "export", "P", "--out", "/out").code == .clean)
    #expect(desk.run("registry", "export", "P", "--out", "/out").code == .failed)
    let other = try RegistryDesk(filled: false)
    let files = RegistryTable.allCases.filter { $0 != .movements }.map { "\($0.id).csv" }
    for file in files {
      try FileManager.default.copyItem(
        atPath: desk.path("out/\(file)"), toPath: other.path(file))
    }
    let names = files.map { "/\($0)" }
    #expect(other.run(["registry", "add", "P"] + names).code == .clean)
    // A folder stands for its tables; one that is none is told, and nothing is added.
    let folder = try RegistryDesk(filled: false)
    let none = folder.run("registry", "add", "P", "/")
    #expect(none.code == .usage && none.note.contains("没有 CSV 表"))
    for file in files {
      try FileManager.default.copyItem(
        atPath: desk.path("out/\(file)"), toPath: folder.path(file))
    }
    #expect(folder.run("registry", "add", "P", "/").code == .clean)
    #expect(folder.run("registry", "list", "P").out == other.run("registry", "list", "P").out)
    for table in RegistryTable.allCases {
      #expect(
        desk.run("registry", "list", "P", table.id).out
          == other.run("registry", "list", "P", table.id).out)
    }
    #expect(desk.run("registry", "list", "P").out == other.run("registry", "list", "P").out)
  }

  /// The tables of the sample as sheets, made by openpyxl with days and numbers as such; five
  /// sheets have the names of tables, the participants' headings tell.
  @Test func aWorkbookHoldsTables() throws {
    let desk = try RegistryDesk(filled: false)
    for name in ["registry", "registry-wrong"] {
      try FileManager.default.copyItem(
        atPath: RegistryDesk.repository
          .appendingPathComponent("Tests/WorkflowTests/Answers/\(name).xlsx").path,
        toPath: desk.path("\(name).xlsx"))
    }
    let wrong = desk.run("registry", "add", "P", "/registry-wrong.xlsx")
    #expect(wrong.code == .findings && wrong.note.contains("[签发] 第2行 第5列 (E2)"))
    #expect(wrong.note.contains("registry.value") && wrong.note.contains("registry.missing"))
    #expect(desk.run("registry", "list", "P", "methods").out.split(separator: "\n").count == 2)
    let added = desk.run("registry", "add", "P", "/registry.xlsx")
    #expect(added.code == .clean, "\(added.note)")
    let other = try RegistryDesk()
    for table in RegistryTable.allCases {
      #expect(
        desk.run("registry", "list", "P", table.id, "--json").out
          .replacing(desk.folder.path, with: "")
          == other.run("registry", "list", "P", table.id, "--json").out
          .replacing(other.folder.path, with: ""))
    }
  }

  @Test func tablesThatAreWrongAreToldByCell() throws {
    let desk = try RegistryDesk()
    func told(_ text: String, _ name: String = "issues.csv", _ more: [String] = []) throws -> String
    {
      try desk.write(text, name)
      let run = desk.run(["registry", "add", "P", "/" + name] + more)
      #expect(run.code == .findings, "\(text)")
      return run.note
    }
    let head = "批号,监测期,种类,年份,数量,持有人,签发日期\n"
    #expect(try told(head + "X,GD-1/2016,PHCER,2016,,甲,2017-06-09\n").contains("registry.missing"))
    let day = try told(head + "X,GD-1/2016,PHCER,2016,1,甲,9/6/2017\n")
    #expect(day.contains("registry.value") && day.contains("(G2)"))
    #expect(
      try told(head + "X,GD-1/2016,PHCER,2016,0.0000001,甲,2017-06-09\n")
        .contains("registry.too-fine"))
    #expect(try told("批号,数量\n1,2\n").contains("registry.column-missing"))
    #expect(try told(head.dropLast() + ",颜色\n").contains("registry.column"))
    #expect(try told("批号,批号\n").contains("registry.column-twice"))
    #expect(try told("甲,乙\n", "x.csv").contains("registry.table"))
    // 11010519491231002X is the example of GB 11643; 13800138000 a number for tests.
    for number in ["11010519491231002X", "13800138000"] {
      let note = try told("项目,识别码,开始日期\nGD-1,\(number),2016-01-01\n", "participants.csv")
      #expect(note.contains("registry.personal-key") && !note.contains(number))
    }
    try desk.write("0123456789abcdef", "secret")
    #expect(
      desk.run("registry", "add", "P", "/participants.csv", "--hash-with", "/secret").code
        == .clean)
    // HMAC-SHA-256 by Python's hmac.
    #expect(
      desk.run("registry", "list", "P", "participants").out
        .contains("523ecb40568489642145ec3bc655d72e"))
    #expect(desk.run("registry", "nothing", "P").code == .usage)
    #expect(desk.run("registry", "list").code == .usage)
    #expect(desk.run("registry", "list", "/none.mrv").code == .usage)
    for project in ["/", "/issues.csv"] {
      let list = desk.run("registry", "list", project)
      #expect(list.code == .usage && list.note.contains("mrv registry add NAME.mrv"))
    }
  }
}
