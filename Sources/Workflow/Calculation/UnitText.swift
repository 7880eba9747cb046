/// Units as texts, for comparing those that people write.
enum UnitText {
  /// `tCO2e` without its GWP set reads as the set's own unit: scales agree, which is all that a
  /// conversion of expected values needs.
  static func withoutSets(_ text: String) -> String {
    // Nearly all units are of something else; `e` stands in few of them.
    guard text.utf8.contains(0x65) else { return text }
    var result = text
    while let open = result.firstRange(of: "CO2e("),
      let close = result[open.lowerBound...].firstIndex(of: ")")
    {
      result.replaceSubrange(open.lowerBound...close, with: "CO2")
    }
    return result.replacing("CO2e", with: "CO2")
  }
}
