import Accounting
import Diagnostics
import Testing

@Suite("Cell addresses")
struct CellAddressTests {
  private func read(_ text: String) -> (CellAddress?, [String]) {
    var findings: [Finding] = []
    let address = CellAddress(text, at: .none, findings: &findings)
    return (address, findings.map(\.code))
  }

  @Test(
    "Reads and prints what it read",
    arguments: [
      "facility[F1]/kiln[K1]/2024-03/FR1", "NCV@choice", "fuel[烟煤]/2024-01/C@sample",
      "2024/E_过程1", "2024-Q1/FC", "fuel[a/b@c d]/2024-03-15/FC", "combustion", "unit[1]",
      "unit[1]/2024-03",
      "sectors/power/2021#unit-emission", "unit[1]/2022-04/sectors/power/2021#E",
      #"fuel[a\]b]/FC"#, #"fuel[a\\]/FC"#,
    ])
  func roundTrip(text: String) throws {
    #expect(try #require(read(text).0).description == text)
  }

  @Test("Takes an address apart")
  func parts() throws {
    let address = try #require(read(#"facility[F1]/fuel[x\]y]/2024-03/FC@issued"#).0)
    #expect(address.steps == [.init("facility", "F1"), .init("fuel", "x]y")])
    #expect(address.period == "2024-03")
    #expect(address.name == "FC")
    #expect(address.facet == "issued")
    #expect(!address.isRow)
  }

  @Test(
    "Refuses malformed addresses",
    arguments: [
      ("fuel[烟煤/FC", "address.step"), ("[x]/FC", "address.step"), ("fuel[]/FC", "address.step"),
      ("fuel[a]FC", "address.step"), ("fuel[a]/2024-13/FC", "address.period"),
      ("2024-3/FC", "address.period"), ("2024-Q5/FC", "address.period"),
      ("fuel[a]/", "address.name"), ("", "address.name"), ("a/b", "address.name"),
      ("2024/", "address.name"), ("FC@", "address.facet"), ("FC@a@b", "address.facet"),
    ])
  func malformed(text: String, code: String) {
    let (address, codes) = read(text)
    #expect(address == nil)
    #expect(codes == [code])
  }

  // Codes of two large companies, from the public company register.
  @Test("Accepts real credit codes", arguments: ["9144030071526726XG", "91330106673959654P"])
  func creditCode(code: String) {
    #expect(CreditCode.check(code, at: .none) == nil)
  }

  @Test("Refuses a credit code with one wrong character")
  func wrongCreditCode() {
    // Two neighbours swapped.
    #expect(CreditCode.check("9144030071526762XG", at: .none)?.code == "filing.credit-code")
    #expect(CreditCode.check("914403007152672IXG", at: .none)?.code == "filing.credit-code-form")
    #expect(CreditCode.check("91440300715267", at: .none)?.code == "filing.credit-code-form")
  }
}
