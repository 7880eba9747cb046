/// The definition of a unit, as `Methodologies/units/units.xml` gives it.
public struct UnitDefinition: Hashable, Sendable {
  /// The name used in texts that the program writes.
  public var name: String
  /// Other names that are read.
  public var aliases: [String]
  /// Dimension, or powers of dimensions: `mass`, `length^3`, `energy·time^-1`, `1`.
  public var dimension: String
  /// Size in base units of the dimension.
  public var scale: Rational
  /// Whether a species may follow the name.
  public var mayCarrySpecies: Bool
  /// Whether the zero is arbitrary; the dimension's name then ends in `-point`.
  public var isAffine: Bool
  /// The basis where none is written: `0C` for Nm3.
  public var basis: String?

  /// Makes a definition.
  public init(
    name: String, aliases: [String] = [], dimension: String, scale: Rational,
    mayCarrySpecies: Bool = false, isAffine: Bool = false, basis: String? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.dimension = dimension
    self.scale = scale
    self.mayCarrySpecies = mayCarrySpecies
    self.isAffine = isAffine
    self.basis = basis
  }

  /// The dimension read as powers; nil where it is misspelled.
  var exponents: [String: Int]? {
    if dimension == "1" { return [:] }
    var result: [String: Int] = [:]
    for part in dimension.split(separator: "·", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "^", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty, pieces.count <= 2 else { return nil }
      let power = pieces.count == 2 ? Int(pieces[1]) : 1
      guard let power, power != 0, abs(power) <= 20 else { return nil }
      let full = isAffine && !name.hasSuffix(UnitAtom.pointSuffix)
      result[full ? name + UnitAtom.pointSuffix : String(name), default: 0] += power
    }
    return result
  }
}

/// All units and species that rule files and filings may use.
public struct UnitCatalogue: Sendable {
  /// Definitions in the order given, without those whose name or dimension was unusable.
  public let definitions: [UnitDefinition]
  /// Names of species.
  public let species: Set<String>
  /// Names and aliases that were given twice, and names of definitions that could not be used.
  public let rejected: [String]
  /// Definition of each name and alias.
  let byName: [String: Entry]
  /// Characters of the longest name.
  let longestName: Int

  struct Entry: Sendable {
    let definition: UnitDefinition
    let exponents: [String: Int]
  }

  /// Makes a catalogue; of two definitions with the same name the first counts.
  public init(definitions: [UnitDefinition], species: Set<String>) {
    var kept: [UnitDefinition] = []
    var rejected: [String] = []
    var byName: [String: Entry] = [:]
    for definition in definitions {
      guard let exponents = definition.exponents, definition.scale.signum > 0,
        byName[definition.name] == nil
      else {
        rejected.append(definition.name)
        continue
      }
      kept.append(definition)
      let entry = Entry(definition: definition, exponents: exponents)
      byName[definition.name] = entry
      for alias in definition.aliases where alias != definition.name {
        if byName[alias] == nil { byName[alias] = entry } else { rejected.append(alias) }
      }
    }
    self.definitions = kept
    self.species = species
    self.rejected = rejected
    self.byName = byName
    self.longestName = byName.keys.map(\.count).max() ?? 0
  }

  /// Reads a unit text.
  ///
  /// Products with `·`, `×` or `*`, quotients with `/`, powers `m^3`, `m3`, `m³`, factors `10^4`,
  /// `万` and `亿` before a unit; species and bases as `Documentation/Language.md` §3 says.
  public func parse(_ text: String) -> Result<Unit, UnitProblem> {
    var parser = UnitParser(text, self)
    do throws(UnitProblem) {
      return .success(try parser.parse())
    } catch {
      return .failure(error)
    }
  }
}
