/// Molar masses as the guidelines use them: conventional whole numbers, in g/mol.
///
/// - Source: the ratios printed in the 核算方法与报告指南（试行）of the NDRC, 2013–2015: 44/12
///   (CO2/C), 16/12 (CH4/C), 44/28 (N2O/N2 of the nitrogen), 44/56 (CO2/CaO), 44/40 (CO2/MgO),
///   44/100 (CO2/CaCO3), 44/84 (CO2/MgCO3), 44/106 (CO2/Na2CO3).
public enum MolarTable {
  /// Conventional molar mass of each species, g/mol.
  public static let masses: [String: Int] = [
    "C": 12, "CO2": 44, "CO": 28, "CH4": 16, "H2": 2, "O2": 32, "O": 16, "H2O": 18,
    "N": 14, "N2": 28, "N2O": 44, "NO": 30, "NO2": 46, "NH3": 17, "HNO3": 63,
    "CaO": 56, "MgO": 40, "CaCO3": 100, "MgCO3": 84, "Na2CO3": 106, "NaHCO3": 84,
    "CaMg(CO3)2": 184, "CaC2": 64, "S": 32, "SO2": 64, "SO3": 80, "H2SO4": 98,
    "CaSO4": 136, "Ca(OH)2": 74, "C2H2": 26, "C2H4": 28, "C2H6": 30, "C3H8": 44,
    "CH3OH": 32,
  ]

  /// Molar mass of `a` over that of `b`; nil where one is not in the table.
  public static func ratio(_ a: String, _ b: String) -> Rational? {
    guard let above = masses[a], let below = masses[b] else { return nil }
    return .ratio(above, below)
  }
}
