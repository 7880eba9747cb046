import RuleLanguage
import Testing

/// The faults that can be put into rules.
@Suite struct RuleFaultTests {
  private func faults(_ body: String) -> [RuleFault] {
    RuleFaults.all(in: Array("<part language='1'>\(body)</part>".utf8), file: "a.xml")
  }

  /// Kind and what the fault makes, of the faults of a formula.
  private func made(_ formula: String) -> [String] {
    faults("<formula id='r'>\(formula)</formula>").map { "\($0.kind.rawValue): \($0.after)" }
  }

  @Test func `factors and terms are dropped and signs exchanged`() {
    #expect(
      made("a × b + c") == [
        "minus-for-plus: a × b − c", "dropped-term: c", "dropped-term: a × b",
        "over-for-times: a ÷ b + c", "dropped-factor: b + c", "dropped-factor: a + c",
      ])
    #expect(
      made("a × molar(CO2/C)") == [
        "over-for-times: a ÷ molar(CO2/C)", "dropped-factor: molar(CO2/C)", "dropped-molar: a",
      ])
    #expect(
      made("a ÷ b − c") == [
        "plus-for-minus: a ÷ b + c", "dropped-term: −c", "dropped-term: a ÷ b",
        "times-for-over: a × b − c", "dropped-factor: a − c",
      ])
  }

  @Test func `conditions, edges and branches`() {
    #expect(
      made("if a ≤ b then c else d") == [
        "swapped-branches: … ≤ b then d else c", "edge: if a less than b then c …",
      ])
    #expect(
      made("not a or b = c") == [
        "connective: not a and b = c", "dropped-not: a or b …", "equality: … a or b ≠ c",
      ])
  }

  @Test func `slots before are mistaken`() {
    #expect(
      made("mean over previous 3 given month of x") == [
        "other-slot: … over previous 3 month of x",
        "digit: mean over previous 2 given month of …", "sum-for-mean: sum over previous 3 …",
      ])
    #expect(made("previous(x) − x").contains("other-slot: x − x"))
    #expect(made("low(t[k].c)") == ["other-extreme: high(t[k].c)"])
  }

  @Test func `reductions lose their condition, their weight, their kind`() {
    #expect(
      made("sum over f where p of x") == [
        "dropped-condition: sum over f of x", "sum-for-mean: mean over f where …",
      ])
    #expect(
      made("mean over f weighted by w of x") == [
        "dropped-weight: mean over f of x", "sum-for-mean: sum over f of x",
      ])
    #expect(made("any over f of x") == ["other-extreme: all over f of …"])
  }

  @Test func `digits, decimals and units`() {
    #expect(
      made("round(a × 19, 2)").contains("digit: round(a × 10, 2)"))
    #expect(made("round(a, 2)") == ["decimals: round(a, 3)", "decimals: round(a, 1)"])
    #expect(
      made("a to MWh") == ["dropped-conversion: a", "unit: a to kWh"])
    let units = faults("<input id='i' unit='tCO2/MWh'/>").map(\.after)
    #expect(units == ["unit=\"kgCO2/MWh\"", "unit=\"tCO2/kWh\""])
    #expect(faults("<input id='i' unit='tce'/><input id='j' unit='unit(fuel)'/>").isEmpty)
    #expect(faults("<constant id='c'>0.98</constant>").map(\.after) == ["0.99"])
  }

  @Test func `attributes of time, balance, allocation and order`() {
    func after(_ body: String) -> [String] { faults(body).map(\.after) }
    #expect(after("<input id='i' over-time='sum'/>") == ["over-time=\"mean\""])
    #expect(after("<input id='i' over-time='mean weighted by x'/>") == ["over-time=\"mean\""])
    #expect(
      after("<balance id='b' opening='o' inflow='i' outflow='u' closing='c'/>") == [
        "opening=\"c\" closing=\"o\"", "inflow=\"u\" outflow=\"i\"",
      ])
    #expect(
      after("<allocate id='a' of='x' over='r' key='y' decimals='2'/>") == [
        "residue=\"last\"", "decimals=\"3\"", "decimals=\"1\"",
      ])
    #expect(
      after("<formula id='f'><alternative id='a'>x</alternative> <alternative id='b'/></formula>")
        == ["b, a"])
    #expect(after("<input id='f'><alternative id='a' when='p'/></input>") == ["when=\"not (p)\""])
    #expect(
      after("<table id='t'><row k='1' v='2' from='2023-12' to='2024-01-31'/></table>") == [
        "from=\"2024-01\"", "to=\"2024-02-28\"",
      ])
  }

  @Test func `the other end of a flow`() {
    let inputs = """
      <input id='from' type='reference' to='plant'/><input id='to' type='reference' to='plant'/>
      <formula id='r'>count over pipe where to = this plant</formula>
      """
    #expect(faults(inputs).contains { $0.kind == .flowEnd && $0.after.contains("from = this") })
  }

  @Test func `digits of tables are left alone`() {
    #expect(
      faults("<table id='t'><key id='k'/><column id='v'/><row k='1' v='2.5'/></table>").isEmpty)
  }

  @Test func `each fault of every rule file leaves a well-formed file that differs`() {
    var kinds: Set<RuleFault.Kind> = []
    for path in RuleCorpus.files.paths {
      let bytes = RuleCorpus.files.files[path] ?? []
      // Every ninth, for there are thousands.
      for (index, fault) in RuleFaults.all(in: bytes, file: path).enumerated() {
        kinds.insert(fault.kind)
        if index % 9 != 0 { continue }
        let broken = fault.applied(to: bytes)
        #expect(broken != bytes, "\(path):\(fault.line) \(fault.kind)")
        #expect(
          XMLReader.read(broken, file: path).root != nil, "\(path):\(fault.line) \(fault.kind)")
        #expect(fault.before != fault.after, "\(path):\(fault.line) \(fault.kind)")
      }
    }
    #expect(kinds.count >= 24, "\(Set(RuleFault.Kind.allCases).subtracting(kinds))")
  }
}
