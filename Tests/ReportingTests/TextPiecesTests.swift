import Testing

@testable import Reporting

/// Indices and exponents: `CO[2]` stands for a lower 2, `m{3}` for an upper 3.
@Suite struct TextPiecesTests {
  private func shown(_ pieces: [TextPiece]) -> String {
    pieces.map { piece in
      switch piece.rise {
      case .none: piece.text
      case .below: "[\(piece.text)]"
      case .above: "{\(piece.text)}"
      }
    }.joined()
  }

  @Test(arguments: [
    ("化石燃料燃烧CO2排放量", "化石燃料燃烧CO[2]排放量"), ("tCO2e", "tCO[2]e"), ("kgCH4/kgCOD", "kgCH[4]/kgCOD"),
    ("CaMg(CO3)2", "CaMg(CO[3])[2]"), ("Na2CO3", "Na[2]CO[3]"), ("SF6", "SF[6]"),
    ("GJ/万Nm3", "GJ/万Nm{3}"), ("m2", "m{2}"), ("10^4Nm3", "10{4}Nm{3}"), ("x^-2", "x{-2}"),
    ("H2O", "H[2]O"), ("N2", "N[2]"),
    // Names of rows, files and people are no substances.
    ("K1 号窑", "K1 号窑"), ("F1", "F1"), ("附表C.2", "附表C.2"), ("2024年", "2024年"), ("A4", "A4"),
    ("COD3", "COD3"), ("a^b", "a^b"), ("(12)3", "(12)3"), ("", ""), ("report2", "report2"),
  ])
  func plainText(_ given: String, _ expected: String) {
    #expect(shown(TextPieces.plain(given)) == expected)
  }

  @Test(arguments: [
    ("E_燃烧 × 2", "E[燃烧] × 2"), ("molar(CO2/CaO)", "molar(CO[2]/CaO)"), ("FC × NCV", "FC × NCV"),
    ("_x", "_x"), ("x_", "x_"), ("∑_{设施，窑} E_窑", "∑[设施，窑] E[窑]"), ("GWP_{CH4} × 2", "GWP[CH4] × 2"),
    ("x_{open", "x_{open"), ("t^2 + 10^4", "t{2} + 10{4}"), ("a^b", "a^b"),
  ])
  func formulas(_ given: String, _ expected: String) {
    #expect(shown(TextPieces.formula(given)) == expected)
  }

  @Test func nothingIsLost() {
    for text in ["tCO2e^", "((CO2))2^^3", "Nm3Nm3", "CO2CO2", "^", "CO2)4"] {
      let pieces = TextPieces.plain(text).map { $0.rise == .above ? "^" + $0.text : $0.text }
      let joined = pieces.joined()
      #expect(joined.filter { $0 != "^" } == text.filter { $0 != "^" })
    }
  }
}
