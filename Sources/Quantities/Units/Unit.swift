/// One thing that a unit measures: a dimension, of which species, on which basis.
///
/// Tonnes of CO2 and tonnes of coal as received are different atoms; they do not add.
public struct UnitAtom: Hashable, Sendable {
  /// `mass`, `energy`, …; `unit(fuel)` for the unit that a table gives for the row's key.
  public let dimension: String
  /// `CO2`, `CO2e(sar)`, …; `[gas]` for the species that is the key of the row set `gas`.
  public let species: String?
  /// `ar`, `20C`, `g`, `gross`, …
  public let basis: String?

  /// Makes an atom.
  public init(dimension: String, species: String? = nil, basis: String? = nil) {
    self.dimension = dimension
    self.species = species
    self.basis = basis
  }

  /// Whether the scale has an arbitrary zero, as °C has.
  public var isAffine: Bool { dimension.hasSuffix(UnitAtom.pointSuffix) }

  static let pointSuffix = "-point"
}

extension UnitAtom: Comparable {
  /// Any fixed order, for output that does not depend on hashing.
  public static func < (left: UnitAtom, right: UnitAtom) -> Bool {
    let a = (left.dimension, left.species ?? "", left.basis ?? "")
    return a < (right.dimension, right.species ?? "", right.basis ?? "")
  }
}

/// A unit of measurement: a scale and powers of atoms.
///
/// Equality is that of scale and atoms; how the unit was spelled is kept for display only.
public struct Unit: Sendable {
  /// Size in the catalogue's base units.
  public let scale: Rational
  /// Powers of the atoms; none is zero.
  public let exponents: [UnitAtom: Int]
  /// Names and their powers in order of writing; none is zero.
  let symbols: [Symbol]

  struct Symbol: Hashable, Sendable {
    var name: String
    var power: Int
  }

  init(scale: Rational, exponents: [UnitAtom: Int], symbols: [Symbol]) {
    self.scale = scale
    self.exponents = exponents
    self.symbols = symbols
  }

  /// Makes a unit with a name of its own.
  public init(_ name: String, scale: Rational, exponents: [UnitAtom: Int]) {
    self.scale = scale
    self.exponents = exponents.filter { $0.value != 0 }
    self.symbols = [Symbol(name: name, power: 1)]
  }

  /// No unit.
  public static let one = Unit(scale: .one, exponents: [:], symbols: [])

  /// Whether this is no unit: nothing measured, scale 1.
  public var isOne: Bool { exponents.isEmpty && scale == .one }
  /// Whether nothing is measured: 1, %, ‰.
  public var isDimensionless: Bool { exponents.isEmpty }
  /// Whether the zero of the scale is arbitrary (°C); products with such a unit mean nothing.
  public var isAffine: Bool { exponents.keys.contains { $0.isAffine } }

  /// Whether both measure the same: units that differ in scale at most.
  public func hasSameKind(as other: Unit) -> Bool { exponents == other.exponents }

  /// What a number in this unit is multiplied by to be in `other`; nil where kinds differ.
  public func factor(to other: Unit) -> Rational? {
    hasSameKind(as: other) ? scale.divided(by: other.scale) : nil
  }

  /// The unit of a product.
  public func times(_ other: Unit) -> Unit {
    var exponents = exponents
    for (atom, power) in other.exponents {
      let sum = (exponents[atom] ?? 0) + power
      exponents[atom] = sum == 0 ? nil : sum
    }
    return Unit(
      scale: scale * other.scale, exponents: exponents,
      symbols: Unit.merged(symbols, other.symbols))
  }

  /// The unit of a quotient.
  public func over(_ other: Unit) -> Unit { times(other.inverse) }

  private var inverse: Unit {
    Unit(
      scale: scale.reciprocal ?? .one, exponents: exponents.mapValues { -$0 },
      symbols: symbols.map { Symbol(name: $0.name, power: -$0.power) })
  }

  /// The unit of a power; nil for exponents beyond ±100.
  public func power(_ exponent: Int) -> Unit? {
    if exponent == 0 { return .one }
    guard abs(exponent) <= 100, let scale = scale.power(exponent) else { return nil }
    return Unit(
      scale: scale, exponents: exponents.mapValues { $0 * exponent },
      symbols: symbols.map { Symbol(name: $0.name, power: $0.power * exponent) })
  }

  /// The unit of the difference of two numbers with these units; nil where they do not subtract.
  ///
  /// Two temperatures on the Celsius scale differ by kelvins; all else must agree and stays.
  public static func difference(_ left: Unit, _ right: Unit) -> Unit? {
    guard left == right else { return nil }
    guard left.isAffine else { return left }
    guard left.exponents.count == 1, let (atom, power) = left.exponents.first, power == 1 else {
      return nil
    }
    let dimension = String(atom.dimension.dropLast(UnitAtom.pointSuffix.count))
    let plain = UnitAtom(dimension: dimension, species: atom.species, basis: atom.basis)
    let name = dimension == "temperature" ? "K" : dimension
    return Unit(name, scale: left.scale, exponents: [plain: 1])
  }

  private static func merged(_ left: [Symbol], _ right: [Symbol]) -> [Symbol] {
    var result = left
    for symbol in right {
      if let place = result.firstIndex(where: { $0.name == symbol.name }) {
        result[place].power += symbol.power
      } else {
        result.append(symbol)
      }
    }
    return result.filter { $0.power != 0 }
  }
}

extension Unit: Hashable {
  /// Same scale, same atoms; spelling does not count.
  public static func == (left: Unit, right: Unit) -> Bool {
    left.scale == right.scale && left.exponents == right.exponents
  }

  /// Hashes scale and atoms.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(scale)
    hasher.combine(exponents)
  }
}

extension Unit: CustomStringConvertible {
  /// The same as ``text``.
  public var description: String { text }

  /// How the unit is written in rule files: `kJ/(kg·K)`, `1/d`, `1`.
  public var text: String {
    let above = symbols.filter { $0.power > 0 }.map { Unit.written($0.name, $0.power) }
    let below = symbols.filter { $0.power < 0 }.map { Unit.written($0.name, -$0.power) }
    let top = above.isEmpty ? "1" : above.joined(separator: "·")
    switch below.count {
    case 0: return top
    case 1: return "\(top)/\(below[0])"
    default: return "\(top)/(\(below.joined(separator: "·")))"
    }
  }

  private static func written(_ name: String, _ power: Int) -> String {
    if power == 1 { return name }
    // A factor before the name is not raised unless parentheses say so.
    let factor = name.contains("^") || name.hasPrefix("万") || name.hasPrefix("亿")
    return factor ? "(\(name))^\(power)" : "\(name)^\(power)"
  }
}
