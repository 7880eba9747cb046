import Testing

// Foundation has a Unit of its own: only what is needed.
import struct Foundation.Data
import struct Foundation.URL

@testable import Quantities

@Suite struct UnitTests {
  private let catalogue: UnitCatalogue

  /// The shipped `units.xml`, so that the file is tested with the parser.
  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Methodologies/units/units.xml")
    let reader = UnitFileReader()
    let text = try Data(contentsOf: file)
    try #require(reader.read(text))
    catalogue = UnitCatalogue(definitions: reader.definitions, species: reader.species)
  }

  private func unit(_ text: String) throws -> Unit { try catalogue.parse(text).get() }

  private func problem(_ text: String) -> UnitProblem? {
    if case .failure(let problem) = catalogue.parse(text) { return problem }
    return nil
  }

  @Test func everyNameOfTheFileIsRead() throws {
    #expect(catalogue.rejected.isEmpty)
    #expect(catalogue.definitions.count > 60)
    for definition in catalogue.definitions {
      let own = try unit(definition.name)
      #expect(own.text == definition.name)
      #expect(own.scale == definition.scale)
      for alias in definition.aliases { #expect(try unit(alias) == own, "\(alias)") }
      guard definition.mayCarrySpecies else { continue }
      for species in catalogue.species {
        let carried = try unit(definition.name + species)
        #expect(carried.text == definition.name + species)
        #expect(carried.exponents.keys.allSatisfy { $0.species == species })
      }
    }
  }

  @Test(arguments: [
    ("GJ/10^4Nm3", "GJ/万Nm3"), ("GJ/10⁴Nm³", "GJ/万Nm3"), ("GJ/万标准立方米", "GJ/万Nm3"),
    ("GJ／万Ｎm3", "GJ/万Nm3"), ("tCO2 / MWh", "tCO2/MWh"), ("tCO₂/MWh", "tCO2/MWh"),
    ("kJ/(kg·K)", "kJ/(kg·K)"), ("kJ/kg/K", "kJ/(kg·K)"), ("kJ·kg⁻¹·K⁻¹", "kJ/(kg·K)"),
    ("m3/min", "m3/min"), ("m³/min", "m3/min"), ("立方米/分钟", "m3/min"), ("万t", "万t"),
    ("万吨", "万t"), ("10^4 t", "万t"), ("亿元", "亿元"), ("万千瓦时", "万kWh"), ("1/d", "1/d"),
    ("d^-1", "1/d"), ("t*km", "t·km"), ("吨·公里", "t·km"), ("1", "1"), ("m2·m", "m2·m"),
    ("tCO2e(sar)/t", "tCO2e(sar)/t"), ("t@ar", "t@ar"), ("Nm3@20C", "Nm3@20C"),
    ("MPa@g", "MPa@g"), ("GJ@gross/t@ad", "GJ@gross/t@ad"), ("t[gas]", "t[gas]"),
    ("unit(fuel)", "unit(fuel)"), ("GJ/unit(fuel)", "GJ/unit(fuel)"), ("tCaO/t", "tCaO/t"),
    ("kgHFC-134a", "kgHFC-134a"), ("kgc-C4F8", "kgc-C4F8"), ("s2", "s^2"), ("W/m²", "W/m2"),
    ("10^6t", "10^6t"), ("℃", "°C"), ("人·km", "人·km"), ("１", "1"), ("（t）", "t"),
    ("吨CO2/兆瓦时", "tCO2/MWh"), ("kgCOD/m3", "kgCOD/m3"), ("Nm3CH4", "Nm3CH4"),
  ])
  func spellings(_ text: String, _ canonical: String) throws {
    let read = try unit(text)
    #expect(read.text == canonical)
    #expect(try unit(canonical) == read)
  }

  @Test(arguments: [
    ("MWh", "GJ", "3.6"), ("kWh", "kJ", "3600"), ("万kWh", "MWh", "10"), ("kW·h", "kWh", "1"),
    ("GJ/万Nm3", "kJ/Nm3", "100"), ("kcal", "kJ", "4.1868"), ("t", "kg", "1000"),
    ("万tCO2", "tCO2", "10000"), ("%", "1", "0.01"), ("m3", "L", "1000"), ("m·m·m", "m3", "1"),
    ("hm2", "m2", "10000"), ("m^3", "cm3", "1000000"), ("d", "min", "1440"), ("MPa", "kPa", "1000"),
    ("tC/TJ", "kgC/GJ", "1"), ("g/kWh", "t/MWh", "0.001"), ("Nm3@0C", "Nm3", "1"),
    ("kg/m3", "g/L", "1"), ("MW·d", "MWh", "24"),
  ])
  func factors(_ from: String, _ to: String, _ factor: String) throws {
    let expected = try #require(Rational(decimal: factor))
    #expect(try unit(from).factor(to: try unit(to)) == expected)
  }

  @Test(arguments: [
    ("t", "tCO2"), ("tCO2", "tC"), ("t@ar", "t@ad"), ("Nm3", "Nm3@20C"), ("Nm3", "m3"),
    ("MPa@a", "MPa@g"), ("°C", "K"), ("a", "d"), ("tCO2e(sar)", "tCO2e(ar5)"), ("GJ", "t"),
    ("unit(fuel)", "unit(gas)"), ("t[gas]", "t"), ("个", "1"), ("m2", "m3"),
  ])
  func kindsThatDiffer(_ a: String, _ b: String) throws {
    #expect(try !unit(a).hasSameKind(as: try unit(b)))
    #expect(try unit(a).factor(to: try unit(b)) == nil)
  }

  @Test(arguments: [
    ("tce", UnitProblem.Kind.coalEquivalent, "tce", 0), ("GJ/万tce", .coalEquivalent, "tce", 4),
    ("吨标准煤", .coalEquivalent, "吨标准煤", 0), ("kgce/kWh", .coalEquivalent, "kgce", 0),
    ("tCO2e", .missingWarmingSet, "CO2e", 1), ("tCO2e()", .missingWarmingSet, "CO2e", 1),
    ("tXy", .unknownSpecies, "Xy", 1), ("GJCO2", .speciesNotAllowed, "CO2", 2),
    ("GJ/foo", .unknownUnit, "foo", 3), ("kJ/kg·K", .ambiguousDivision, "·K", 5),
    ("", .syntax, "", 0), ("t/", .syntax, "", 2), ("(t", .syntax, "", 2), ("t)", .syntax, ")", 1),
    ("t t", .syntax, "t", 2), ("t^0", .badPower, "^0", 1), ("t^99", .badPower, "^99", 1),
    ("10^400t", .badPower, "10^400t", 0), ("t@", .syntax, "", 2),
    ("GJ[gas]", .speciesNotAllowed, "[gas]", 2),
    ("M", .unknownUnit, "M", 0), ("unit()", .syntax, "unit", 0), ("2t", .unknownUnit, "2t", 0),
    ("m³/tt", .unknownUnit, "tt", 3), ("m³³", .badPower, "³³", 1),
    ("m3²·foo", .unknownUnit, "foo", 4),
  ])
  func problems(_ text: String, _ kind: UnitProblem.Kind, _ piece: String, _ offset: Int) {
    let found = problem(text)
    #expect(found?.kind == kind)
    #expect(found?.piece == piece)
    #expect(found?.offset == offset)
  }

  @Test func suggestions() {
    #expect(problem("GJ/mwh")?.suggestions.first == "MWh")
    #expect(problem("NM3")?.suggestions.first == "Nm3")
    #expect(problem("tCO3")?.suggestions.contains("CO2") == true)
    #expect(problem("T")?.suggestions == ["t"])
  }

  @Test func bounds() {
    #expect(problem(String(repeating: "t·", count: 150) + "t")?.kind == .tooLong)
    let nested = String(repeating: "(", count: 60) + "t"
    #expect(problem(nested)?.kind == .tooLong)
  }

  @Test func products() throws {
    let rate = try unit("tCO2/MWh").times(try unit("MWh"))
    #expect(rate.text == "tCO2")
    #expect(rate == (try unit("tCO2")))
    let mixed = try unit("GJ").times(try unit("tC/TJ"))
    #expect(mixed.text == "GJ·tC/TJ")
    #expect(mixed.factor(to: try unit("kgC")) == .one)
    #expect(mixed != (try unit("tC")))
    #expect(try unit("t").over(try unit("t")) == .one)
    #expect(try unit("m").power(3) == (try unit("m3")))
    #expect(try unit("m").power(0)?.isOne == true)
    #expect(try unit("m").power(1000) == nil)
    #expect(try unit("kg").power(-2)?.text == "1/kg^2")
    let square = try #require(try unit("万Nm3").power(2))
    #expect(try unit(square.text) == square)
  }

  @Test func temperatures() throws {
    let (point, kelvin, tonne) = (try unit("°C"), try unit("K"), try unit("t"))
    #expect(point.isAffine)
    #expect(!kelvin.isAffine)
    #expect(Unit.difference(point, point) == kelvin)
    #expect(Unit.difference(tonne, tonne) == tonne)
    #expect(Unit.difference(point, kelvin) == nil)
  }

  @Test func molarRatios() {
    #expect(MolarTable.ratio("CO2", "C") == .ratio(44, 12))
    #expect(MolarTable.ratio("CO2", "CaO") == .ratio(44, 56))
    #expect(MolarTable.ratio("CO2", "MgO") == .ratio(44, 40))
    #expect(MolarTable.ratio("N2O", "N2") == .ratio(44, 28))
    #expect(MolarTable.ratio("CH4", "C") == .ratio(16, 12))
    #expect(MolarTable.ratio("CO2", "Na2CO3") == .ratio(44, 106))
    #expect(MolarTable.ratio("CO2", "煤") == nil)
  }
}

/// A reader of `units.xml` for these tests only.
private final class UnitFileReader {
  var definitions: [UnitDefinition] = []
  var species: Set<String> = []

  /// Picks the attributes out of the start tags; no value holds a `>`.
  func read(_ data: Data) -> Bool {
    for tag in String(decoding: data, as: UTF8.self).split(separator: ">") {
      let text = Substring("<" + (tag.split(separator: "<").last ?? ""))
        .replacing("\n", with: " ")[...]
      if text.hasPrefix("<species "), let id = attribute("id", text) { species.insert(id) }
      guard text.hasPrefix("<unit "), let id = attribute("id", text),
        let dimension = attribute("dimension", text),
        let scale = attribute("scale", text).flatMap({ Rational(decimal: $0) })
      else { continue }
      definitions.append(
        UnitDefinition(
          name: id,
          aliases: (attribute("alias", text) ?? "").split(separator: " ").map(String.init),
          dimension: dimension, scale: scale,
          mayCarrySpecies: attribute("species", text) == "yes",
          isAffine: attribute("affine", text) == "yes", basis: attribute("basis", text)))
    }
    return !definitions.isEmpty && !species.isEmpty
  }

  private func attribute(_ name: String, _ text: Substring) -> String? {
    guard let start = text.firstRange(of: " \(name)=\"") else { return nil }
    return text[start.upperBound...].firstIndex(of: "\"").map {
      String(text[start.upperBound..<$0])
    }
  }
}
