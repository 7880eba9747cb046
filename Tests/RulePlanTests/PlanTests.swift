import Quantities
import RulePlan
import Testing

@Suite("Plans as text, JSON and hash")
struct PlanTests {
  static let citation = Citation(clause: "式（1）", source: nil, evidence: .recalled)

  static func plan() -> Plan {
    let shape = Shape(rows: 1, grain: .month)
    return Plan(
      methodology: "sectors/x/2015", revision: 3, title: Label("试"),
      rowSets: [
        RowSet(id: "filing", title: Label("填报"), parent: nil),
        RowSet(id: "fuel", title: Label("燃料"), parent: 0),
      ], tables: [], inputs: [Input(id: "fc", shape: shape, kind: .number)],
      nodes: [
        Node(.input(0), [], shape: shape),
        Node(.constant(.number(Rational.ratio(44, 12))), [], shape: shape, label: "44/12"),
        Node(.multiply, [0, 1], shape: shape, label: "FC × 44/12", unit: "t"),
        Node(.round(.rest), [2], shape: shape),
      ],
      named: [
        Named(
          id: "e", symbol: "E", title: Label("排放量"), role: .formula, node: 3,
          unit: UnitLabel("tCO2"), citation: citation)
      ], checks: [])
  }

  @Test(
    "SHA-256",
    arguments: [
      // FIPS 180-2, appendix B, and the empty message of the NIST test vectors.
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func sha(message: String, expected: String) {
    #expect(SHA256.hexadecimal(Array(message.utf8)) == expected)
  }

  @Test("a million bytes in uneven pieces")
  func million() {
    var hash = SHA256()
    var left = 1_000_000
    var piece = 1
    while left > 0 {
      hash.update([UInt8](repeating: UInt8(ascii: "a"), count: min(piece, left)))
      left -= min(piece, left)
      piece = piece % 131 + 1
    }
    // FIPS 180-2, appendix B.3.
    #expect(hash.finished().prefix(4) == [0xcd, 0xc7, 0x6e, 0x5c])
  }

  @Test("the text has a line a node")
  func text() {
    let lines = Self.plan().text().split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[3] == "n2 fuel×month number = multiply n0 n1  ; FC × 44/12 [t]")
    #expect(lines[4] == "n3 fuel×month number = round (34 digits) n2  ; E:")
  }

  @Test("the hash covers meaning, not words")
  func hash() {
    let plan = Self.plan()
    var words = plan
    words.title = Label("另一题目")
    words.revision = 4
    words.nodes[2].label = "x"
    words.named[0].citation.evidence = .primary
    #expect(words.hash == plan.hash)
    var operation = plan
    operation.nodes[2].operation = .divide
    var constant = plan
    constant.nodes[1].operation = .constant(.number(Rational.ratio(44, 16)))
    var unit = plan
    unit.named[0].unit = UnitLabel("kgCO2")
    let hashes = Set([plan.hash, operation.hash, constant.hash, unit.hash])
    #expect(hashes.count == 4)
  }

  @Test("JSON keeps fractions exact")
  func json() {
    let json = Self.plan().json()
    #expect(json.contains("\"value\":{\"number\":\"11/3\"}"))
    #expect(json.contains("\"rounding\":{\"mode\":\"half-even\",\"digits\":34,\"step\":1}"))
    #expect(json == Self.plan().json())
  }

  @Test("violations are found")
  func violations() {
    #expect(Self.plan().violations() == [])
    var order = Self.plan()
    order.nodes[2].operands = [0, 3]
    #expect(order.violations() == ["n2: an operand does not come before it"])
    var shape = Self.plan()
    shape.nodes[1].shape = .filing
    #expect(shape.violations() == ["n2 multiply: operand 1 has another shape"])
    var kind = Self.plan()
    kind.nodes[3].operation = .not
    #expect(!kind.violations().isEmpty)
    var input = Self.plan()
    input.inputs[0].kind = .flag
    #expect(input.violations() == ["n0 input: it differs from its input"])
  }
}
