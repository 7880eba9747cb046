import Testing

@testable import Workflow

/// `mrv registry issue`: a computed filing becomes a monitoring period and units.
@Suite struct RegistryIssueTests {
  private static func sample(_ name: String) -> String {
    RegistryDesk.repository.appendingPathComponent("SampleData/carbon-benefit/\(name)").path
  }

  /// A registry with a project for each of three methods, and nothing issued.
  private func desk() throws -> RegistryDesk {
    let desk = try RegistryDesk(filled: false)
    try desk.write(
      "编号,名称,体系\nccer-01-001-v01,光热,CCER\nrooftop-solar,屋顶光伏,PHCER\n"
        + "appliance-replacement,空调,PHCER\n", "methods.csv")
    try desk.write(
      "编号,名称,方法,业主\nST-1,光热项目,ccer-01-001-v01,光热公司\nPV-1,屋顶项目,rooftop-solar,光伏公司\n"
        + "AC-1,空调项目,appliance-replacement,\n", "projects.csv")
    try desk.write(
      "方法,环节,日期\nccer-01-001-v01,备案,2023-10-24\nrooftop-solar,备案,2017-01-01\n"
        + "appliance-replacement,备案,2017-01-01\n", "steps.csv")
    #expect(
      desk.run("registry", "add", "P", "/methods.csv", "/projects.csv", "/steps.csv").code == .clean
    )
    return desk
  }

  private func issue(_ desk: RegistryDesk, _ filing: String, _ more: String...) -> RegistryDesk.Run
  {
    desk.run(["registry", "issue", "P", filing, "--allow-recalled"] + more)
  }

  /// 251,354.438766… t and 143 + 509 t are those of `Conformance/derive/sample_reductions.py`.
  @Test func nothingIsWrittenUnlessAsked() throws {
    let desk = try desk()
    let before = desk.run("history", "P").out
    let proposal = issue(desk, Self.sample("solar-thermal"))
    #expect(proposal.code == .clean, "\(proposal.note)")
    #expect(proposal.out.contains("ST-1/2024") && proposal.out.contains(" 251354.438766"))
    #expect(proposal.out.contains("什么也没有写") && proposal.out.contains("registry.fraction"))
    #expect(desk.run("history", "P").out == before)
    #expect(desk.run("status", "P").out.contains("还没有填报数据"))
    let entered = issue(desk, Self.sample("solar-thermal"), "--enter")
    #expect(entered.code == .clean && entered.out.contains("已登记到"))
    #expect(entered.out.contains("第1版 核算结果1 sha256:"))
    let lots = desk.run("registry", "list", "P").out
    #expect(lots.contains("ST-1-2024") && lots.contains("光热公司 251354\n"))
    #expect(desk.run("history", "P", "--verify").code == .clean)
    #expect(desk.run("registry", "check", "P").code == .clean)
    // Once is enough, from the tables and from the project itself.
    let again = issue(desk, Self.sample("solar-thermal"), "--enter")
    #expect(again.code == .clean && again.out.hasPrefix("这一期已经全部登记"))
    #expect(desk.run("registry", "issue", "P").out.hasPrefix("这一期已经全部登记"))
  }

  /// The digest that stands as origin is that of the log: `mrv history --noted` knows it.
  @Test func theOriginIsInTheLog() throws {
    let desk = try desk()
    let entered = issue(desk, Self.sample("distributed-pv"), "--enter", "--json").out
    let digest = try #require(entered.firstMatch(of: /"sha256":"([0-9a-f]{64})"/)).1
    #expect(desk.run("history", "P", "--verify", "--noted", String(digest)).code == .clean)
    #expect(entered.contains(#""vintage":2023,"tonnes":"143""#))
    #expect(entered.contains(#""vintage":2024,"tonnes":"509""#))
    #expect(entered.contains("registry.unofficial"))
    #expect(desk.run("calculate", "P", "--as-recorded", "--allow-recalled").code == .clean)
  }

  @Test func whatIsNotCreditableIsNotIssued() throws {
    let desk = try desk()
    try desk.write(Self.appliances(programme: "no"), "no.case")
    let refused = issue(desk, "/no.case", "--enter", "--holder", "某公司")
    #expect(refused.code == .findings && refused.note.contains("registry.nothing-creditable"))
    #expect(refused.note.contains("registry.year-not-creditable"))
    #expect(refused.note.contains("不在公布的换新计划之内"))
    #expect(desk.run("status", "P").out.contains("还没有填报数据"))
    #expect(desk.run("registry", "list", "P", "periods").out.split(separator: "\n").count == 2)
  }

  /// One appliance saves (620 − 430) kWh, 10.83 t in 2023; with the other of 850 kWh, whose class
  /// of 2024 is 560 kWh, 2024 has (190 − 290) × 366/365 kWh, −5.515 t by hand: 5.315 t in all.
  @Test func aNegativeYearTakesFromTheOthers() throws {
    let desk = try desk()
    try desk.write(Self.appliances(), "a.case")
    let nobody = issue(desk, "/a.case")
    #expect(nobody.code == .usage && nobody.note.contains("--holder"))
    let run = issue(desk, "/a.case", "--holder", "某公司", "--enter")
    #expect(run.out.contains("registry.deficit"), "\(run.out)\(run.note)")
    let issues = desk.run("registry", "list", "P", "issues", "--json").out
    #expect(issues.contains(#""vintage":2023,"tonnes":"5""#) && !issues.contains("2024,"))
    #expect(desk.run("registry", "list", "P", "periods", "--json").out.contains("\"5.315\""))
  }

  /// What another register keeps is issued there: a tonne is not issued twice.
  @Test func whatAnotherRegisterKeepsIsNotIssuedHere() throws {
    let desk = try desk()
    try desk.write(
      "编号,项目,方法,开始日期,结束日期,外部登记\nX,PV-1,rooftop-solar,2023-10-01,2024-09-30,某登记簿\n",
      "periods.csv")
    #expect(desk.run("registry", "add", "P", "/periods.csv").code == .clean)
    let run = issue(desk, Self.sample("distributed-pv"), "--enter")
    #expect(run.code == .usage && run.note.contains("“某登记簿”"))
    #expect(desk.run("registry", "list", "P", "issues").out.split(separator: "\n").count == 2)
    #expect(desk.run("status", "P").out.contains("还没有填报数据"))
  }

  /// One of the appliances uses more than the baseline, an error of the filing; whoever issues is
  /// told as whoever computes is.
  @Test func whatIsSaidOfTheCalculationIsTold() throws {
    let desk = try desk()
    try desk.write(Self.appliances(), "a.case")
    let computed = desk.run("calculate", "/a.case", "--allow-recalled")
    #expect(computed.code == .findings && computed.out.contains("check.uses-less"))
    let proposed = issue(desk, "/a.case", "--holder", "某公司")
    #expect(proposed.code == .findings && proposed.out.contains("check.uses-less"))
    let sound = issue(desk, Self.sample("distributed-pv"))
    #expect(sound.code == .clean && !sound.out.contains("check."))
  }

  /// After the period was voided, somebody enters 600 t by hand; 652 t were computed.
  @Test func anotherQuantityIsFound() throws {
    let desk = try desk()
    #expect(issue(desk, Self.sample("distributed-pv"), "--enter").code == .clean)
    for (table, number) in [("issues", "2"), ("issues", "1"), ("periods", "1")] {
      #expect(desk.run("registry", "void", "P", table, number, "--reason", "录错").code == .clean)
    }
    try desk.write(
      "编号,项目,方法,开始日期,结束日期,减排量\nX,PV-1,rooftop-solar,2023-10-01,2024-09-30,600\n",
      "periods.csv")
    let added = desk.run("registry", "add", "P", "/periods.csv")
    #expect(added.code == .findings && added.out.contains("registry.computed-otherwise"))
    #expect(added.out.contains("600 t") && added.out.contains("652 t"))
    let issued = issue(desk, Self.sample("distributed-pv"), "--enter")
    #expect(issued.code == .findings && issued.note.contains("registry.computed-otherwise"))
    #expect(desk.run("registry", "void", "P", "periods", "2", "--reason", "录错").code == .clean)
    // Identifiers are not used again.
    #expect(issue(desk, Self.sample("distributed-pv"), "--enter").code == .clean)
    let periods = desk.run("registry", "list", "P", "periods").out
    #expect(periods.contains("PV-1/2023-10..2024-09/2 "))
    #expect(desk.run("registry", "list", "P").out.contains("PV-1-2023-2"))
    #expect(desk.run("registry", "check", "P").code == .clean)
  }

  @Test func tablesByHandAreHeldToTheResult() throws {
    let desk = try desk()
    #expect(issue(desk, Self.sample("distributed-pv"), "--enter").code == .clean)
    #expect(desk.run("registry", "void", "P", "issues", "1", "--reason", "录错").code == .clean)
    #expect(desk.run("registry", "void", "P", "issues", "2", "--reason", "录错").code == .clean)
    let head = "批号,监测期,种类,年份,数量,持有人,签发日期\n"
    // 652 t are there, but only 143 t of 2023.
    try desk.write(head + "H,PV-1/2023-10..2024-09,PHCER,2023,144,某,2025-01-01\n", "issues.csv")
    let over = desk.run("registry", "add", "P", "/issues.csv")
    #expect(over.code == .findings && over.note.contains("registry.over-vintage"))
    try desk.write(head + "H,PV-1/2023-10..2024-09,PHCER,2023,143,某,2025-01-01\n", "issues.csv")
    #expect(desk.run("registry", "add", "P", "/issues.csv").code == .clean)
    // The rest is proposed and nothing else.
    let rest = issue(desk, Self.sample("distributed-pv")).out
    #expect(rest.contains(" 509 ") && !rest.contains("2023-10-01") && !rest.contains(" 143 "))
  }

  @Test func aBasisIsWhatItSays() throws {
    let desk = try desk()
    let entered = issue(desk, Self.sample("distributed-pv"), "--enter", "--json").out
    let basis = try #require(entered.firstMatch(of: /"basis":"([^"]*)"/)).1
    for (table, number) in [("issues", "2"), ("issues", "1"), ("periods", "1")] {
      #expect(desk.run("registry", "void", "P", table, number, "--reason", "录错").code == .clean)
    }
    func add(_ from: String, _ tonnes: String) throws -> RegistryDesk.Run {
      try desk.write(
        "编号,项目,方法,开始日期,结束日期,减排量,依据\nX,PV-1,rooftop-solar,\(from),2024-09-30,\(tonnes),\(basis)\n",
        "periods.csv")
      return desk.run("registry", "add", "P", "/periods.csv")
    }
    for (from, tonnes) in [("2023-10-01", "652.000001"), ("2023-10-02", "652")] {
      let wrong = try add(from, tonnes)
      #expect(wrong.code == .findings && wrong.note.contains("registry.basis"), "\(from) \(tonnes)")
    }
    #expect(try add("2023-10-01", "652").code == .clean)
  }

  @Test func aLaterResultIsCompared() throws {
    let desk = try desk()
    try desk.write(Self.appliances(), "a.case")
    // One appliance uses more than the baseline: it is entered, and told.
    #expect(issue(desk, "/a.case", "--holder", "某公司", "--enter").code == .findings)
    try desk.write(Self.appliances(second: "849 kWh/a"), "b.case")
    #expect(desk.run("import", "/b.case", "--into", "P", "--reason", "更正").code == .clean)
    #expect(desk.run("registry", "check", "P").out.hasPrefix("没有发现"))
    // That is told again; the result is kept all the same.
    desk.run("calculate", "P", "--record", "--allow-recalled")
    let check = desk.run("registry", "check", "P").out
    #expect(check.contains("registry.computed-anew") && check.contains("5.315 t"))
  }

  @Test func whoseItIsHasToBeClear() throws {
    let desk = try desk()
    let inventory = RegistryDesk.repository.appendingPathComponent("SampleData/other-industries")
      .path
    let none = issue(desk, inventory)
    #expect(none.code == .usage && none.note.contains("不是减排量方法学"))
    let riders = issue(desk, Self.sample("riders"))
    #expect(riders.code == .usage && riders.note.contains("没有方法“green-travel”"))
    try desk.write(
      "编号,名称,方法,业主\nPV-2,二号,rooftop-solar,光伏公司\n", "projects.csv")
    #expect(desk.run("registry", "add", "P", "/projects.csv").code == .clean)
    let two = issue(desk, Self.sample("distributed-pv"))
    #expect(two.code == .usage && two.note.contains("PV-1（屋顶项目）、PV-2（二号）"))
    let wrong = issue(desk, Self.sample("distributed-pv"), "--project", "PV-9")
    #expect(wrong.code == .usage && wrong.note.contains("PV-9"))
    let other = issue(desk, Self.sample("distributed-pv"), "--project", "ST-1")
    #expect(other.code == .clean && other.out.contains("registry.other-method"))
    let chosen = issue(
      desk, Self.sample("distributed-pv"), "--project", "PV-2", "--credit", "甲类", "--holder", "乙",
      "--day", "2025-02-03", "--out", "/tables")
    #expect(chosen.out.contains("甲类") && chosen.out.contains("2025-02-03"))
    #expect(desk.run("registry", "add", "P", "/tables").code == .clean)
    #expect(desk.run("registry", "list", "P").out.contains("乙 509"))
  }

  /// Two appliances with a factor a hundred times the usual one, so that whole tonnes come out.
  private static func appliances(
    programme: String = "yes", second: String = "850 kWh/a"
  ) -> String {
    func appliance(_ number: Int, _ day: String, _ use: String) -> String {
      """
      facility[F1]/appliance[\(number)]/类别 = 挂机
      facility[F1]/appliance[\(number)]/机号 = "S\(number)"
      facility[F1]/appliance[\(number)]/安装日 = \(day)
      facility[F1]/appliance[\(number)]/能效等级 = 1
      facility[F1]/appliance[\(number)]/EC = \(use)
      facility[F1]/appliance[\(number)]/旧机去向 = 拆解

      """
    }
    return """
      title 空调
      method illustrative/appliance-replacement
      period 2023-01..2024-12
      facility[F1]/换新计划有效 = \(programme)
      facility[F1]/2023/EF = 57 kgCO2/kWh
      facility[F1]/2024/EF = 55 kgCO2/kWh

      """ + appliance(1, "2022-07-15", "430 kWh/a") + appliance(2, "2024-01-01", second)
  }
}
