/// Units as people print them.
package enum UnitWords {
  /// `tCO2e(sar)` is printed `tCO2e`: which set it is stands in the formula. `GJ/t@ar` is printed
  /// `GJ/t，收到基`.
  package static func text(_ unit: String) -> String {
    let unit = named(unit)
    guard let open = unit.firstRange(of: "CO2e("),
      let close = unit[open.upperBound...].firstIndex(of: ")")
    else { return withBasis(unit) }
    return withBasis(unit[..<open.lowerBound] + "CO2e" + unit[unit.index(after: close)...])
  }

  /// `GJ/unit(fuel)` as `GJ/计量单位`: the unit stands with the rows.
  private static func named(_ unit: String) -> String {
    guard let open = unit.firstRange(of: "unit("),
      let close = unit[open.upperBound...].firstIndex(of: ")")
    else { return unit }
    return unit[..<open.lowerBound] + "计量单位" + unit[unit.index(after: close)...]
  }

  private static let bases = [
    "ar": "收到基", "ad": "空气干燥基", "d": "干燥基", "daf": "干燥无灰基", "a": "绝压", "g": "表压",
  ]

  /// The unit with its basis behind it; as it is where it has none, several or an unknown one.
  private static func withBasis(_ unit: some StringProtocol) -> String {
    let pieces = unit.split(separator: "@", omittingEmptySubsequences: false)
    var plain = String(pieces[0])
    var found: Set<String> = []
    for piece in pieces.dropFirst() {
      let name = piece.prefix { $0.isASCII && $0.isLetter }
      guard let words = bases[String(name)] else { return String(unit) }
      found.insert(words)
      plain += piece.dropFirst(name.count)
    }
    guard found.count <= 1 else { return String(unit) }
    return plain + (found.first.map { "，\($0)" } ?? "")
  }
}
