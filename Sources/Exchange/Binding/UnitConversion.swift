import Diagnostics
import Quantities
import RulePlan

/// Converts given units to the units in which a plan computes.
struct UnitConversion {
  /// What becomes of a number in a given unit.
  enum Outcome {
    /// Multiply by this.
    case factor(Rational)
    /// The given unit cannot be read.
    case unreadable
    /// The units measure different things; the expected one.
    case different(expected: String)
  }

  private struct Pair: Hashable {
    var given: String
    var wanted: String
  }

  private struct OwnKey: Hashable {
    var part: BindingParts.TableColumn
    var key: String
  }

  private let parts: BindingParts
  private var plan: Plan { parts.plan }
  private var parsed: [String: Unit?] = [:]
  private var factors: [Pair: Rational?] = [:]
  /// The unit that was first used for a key that the table does not have.
  private var ownUnits: [OwnKey: String] = [:]

  init(_ parts: BindingParts) {
    self.parts = parts
  }

  init(plan: Plan, units: UnitCatalogue) {
    self.init(BindingParts(plan, units))
  }

  /// The factor from the given unit, or from the one people enter in, to the declared one.
  mutating func convert(
    _ given: String?, named: Int?, row: Int32, set: Int, tree: RowTree
  ) -> Outcome {
    guard let named, let declared = plan.named[named].unit else {
      // A value without a unit of its own takes shares and bare numbers only.
      return given.map { outcome($0, wanted: "1") } ?? .factor(.one)
    }
    if given == nil, plan.named[named].shownAs == nil, declared.parts.isEmpty {
      return .factor(.one)
    }
    if let wanted = text(declared, row, set, tree) {
      guard let entered = given ?? plan.named[named].shownAs.flatMap({ text($0, row, set, tree) })
      else {
        return .factor(.one)
      }
      return outcome(entered, wanted: wanted)
    }
    guard let given else { return .factor(.one) }
    return convertOwn(given, declared, row, set, tree)
  }

  /// The unit of a label for one row; nil where the table does not have the row's key.
  mutating func text(_ label: UnitLabel, _ row: Int32, _ set: Int, _ tree: RowTree) -> String? {
    label.text { part in
      guard let owner = tree.ancestor(of: row, in: set, at: part.rows) else { return nil }
      let key = tree.sets[part.rows].keys[Int(owner)]
      guard let table = part.table, let column = part.column else { return key }
      let place = BindingParts.TableColumn(table: table, column: column)
      return parts.keyUnits[place]?[key] ?? tree.sets[part.rows].units[Int(owner)]
        ?? ownUnits[OwnKey(part: place, key: key)]
    }
  }

  /// A key of the filer's own has the first unit of the table's column that fits what is given.
  private mutating func convertOwn(
    _ given: String, _ label: UnitLabel, _ row: Int32, _ set: Int, _ tree: RowTree
  ) -> Outcome {
    guard let part = label.parts.first(where: { $0.table != nil }), let table = part.table,
      let column = part.column, let owner = tree.ancestor(of: row, in: set, at: part.rows)
    else { return .factor(.one) }
    let place = BindingParts.TableColumn(table: table, column: column)
    let key = tree.sets[part.rows].keys[Int(owner)]
    let own = OwnKey(part: place, key: key)
    var expected: [String] = []
    for unit in Set(parts.keyUnits[place, default: [:]].values).sorted() {
      ownUnits[own] = unit
      guard let wanted = text(label, row, set, tree) else { continue }
      if case .factor(let factor) = outcome(given, wanted: wanted) { return .factor(factor) }
      expected.append(wanted)
    }
    ownUnits[own] = nil
    return .different(expected: expected.joined(separator: " | "))
  }

  /// The units that a table gives its keys; nil where it has no column of units.
  func units(ofTable table: Int) -> [String: String]? {
    let column = plan.tables[table].columns.firstIndex { $0.id == "unit" }
    return column.flatMap { parts.keyUnits[BindingParts.TableColumn(table: table, column: $0)] }
  }

  /// The unit that was found for a key of the filer's own from what was given first.
  func fitted(_ key: String, _ table: Int) -> String? {
    guard let column = plan.tables[table].columns.firstIndex(where: { $0.id == "unit" }) else {
      return nil
    }
    return ownUnits[OwnKey(part: BindingParts.TableColumn(table: table, column: column), key: key)]
  }

  /// Whether a text is a unit.
  mutating func isReadable(_ text: String) -> Bool { unit(text) != nil }

  private mutating func outcome(_ given: String, wanted: String) -> Outcome {
    if given == wanted { return .factor(.one) }
    let pair = Pair(given: given, wanted: wanted)
    if let known = factors[pair] {
      if let known { return .factor(known) }
    } else {
      let factor = unit(given).flatMap { from in
        unit(wanted).flatMap {
          from.factor(to: $0) ?? shareFactor(from, $0) ?? plainFactor(from, $0)
        }
      }
      factors[pair] = .some(factor)
      if let factor { return .factor(factor) }
    }
    return unit(given) == nil ? .unreadable : .different(expected: wanted)
  }

  /// A share by mass or volume (tCaO/t, tC/t@ar) may be given in %: 65 % of CaO is 0.65 tCaO/t.
  private func shareFactor(_ given: Unit, _ wanted: Unit) -> Rational? {
    guard given.isDimensionless, !given.isOne else { return nil }
    var powers: [String: Int] = [:]
    for (atom, power) in wanted.exponents { powers[atom.dimension, default: 0] += power }
    guard wanted.exponents.count == 2, powers.values.allSatisfy({ $0 == 0 }) else { return nil }
    return given.scale.divided(by: wanted.scale)
  }

  /// An amount of one substance (kgSF6, t@ar) may be given in the plain unit: the column says
  /// of what.
  ///
  /// Only amounts: in a ratio the plain unit could mean another substance (tC/GJ, tCO2/GJ).
  private func plainFactor(_ given: Unit, _ wanted: Unit) -> Rational? {
    guard given.exponents.count == 1, wanted.exponents.count == 1,
      let from = given.exponents.first, let to = wanted.exponents.first,
      from.value == 1, to.value == 1, from.key.dimension == to.key.dimension,
      from.key.species == nil, from.key.basis == nil
    else { return nil }
    return given.scale.divided(by: wanted.scale)
  }

  private mutating func unit(_ text: String) -> Unit? {
    if let known = parsed[text] { return known }
    let unit = try? parts.units.parse(text).get()
    parsed[text] = .some(unit)
    return unit
  }
}
