import Accounting
import Diagnostics
import RulePlan

// The unit of a key of the filer's own: `fuel[沼气]/unit = 万Nm3`.
extension CellBinder {
  /// The name of a cell that states the unit of its row's key.
  static let unitName = "unit"

  /// Takes the cells that state units; before all others, whose numbers are converted by them.
  mutating func bindKeyUnits(_ piece: Int, paths: [Int32]) {
    guard names.target(Self.unitName) == nil,
      case .entries(let entries) = filing.cells.pieces[piece]
    else { return }
    for (place, entry) in entries.enumerated() where statesUnit(entry) {
      let path = self.paths.all[Int(paths[place])]
      guard path.row >= 0, let units = unitsOfKeys(path.rowSet) else { continue }
      state(entry, path.rowSet, Int(path.row), units)
    }
  }

  /// Whether a cell states the unit of its row's key: no value has this name, and the keys of the
  /// rows have units.
  func statesUnit(_ entry: Filing.Entry) -> Bool {
    guard entry.address.name == Self.unitName, entry.address.facet == nil,
      names.target(Self.unitName) == nil, let last = entry.address.steps.last,
      let set = plan.rowSets.firstIndex(where: { $0.id == last.rowSet })
    else { return false }
    return unitsOfKeys(set) != nil
  }

  /// The units that the table of a row set gives its keys; nil where no one may bring a key along
  /// or keys have no unit.
  private func unitsOfKeys(_ set: Int) -> [String: String]? {
    guard case .table(let table, extensible: true) = plan.rowSets[set].keys else { return nil }
    return units.units(ofTable: table)
  }

  private mutating func state(
    _ entry: Filing.Entry, _ set: Int, _ row: Int, _ known: [String: String]
  ) {
    let key = tree.sets[set].keys[row]
    let expected = Set(known.values).sorted().joined(separator: " | ")
    guard let text = Self.text(entry.cell.value), units.isReadable(text) else {
      report(
        .intakeUnknownUnit, entry,
        ["got": Self.text(entry.cell.value) ?? "", "expected": expected])
      return
    }
    let before = known[key] ?? tree.sets[set].units[row]
    guard before == nil || before == text else {
      report(.intakeKeyUnit, entry, ["key": key, "unit": before ?? "", "got": text])
      return
    }
    if known[key] == nil { tree.sets[set].units[row] = text }
  }

  /// The units of the keys of a row set that its table does not have; empty where there are none.
  func ownUnits(_ set: Int) -> [Int: String] {
    guard let known = unitsOfKeys(set), case .table(let table, _) = plan.rowSets[set].keys else {
      return [:]
    }
    var own = tree.sets[set].units
    for (row, key) in tree.sets[set].keys.enumerated() where known[key] == nil && own[row] == nil {
      if let unit = units.fitted(key, table) { own[row] = unit }
    }
    return own
  }
}

extension FindingKind {
  static let intakeKeyUnit = FindingKind(
    "intake.key-unit", .error, zh: "“{key}”以 {unit} 计量，不能再写成 {got}",
    en: "“{key}” is measured in {unit}; it cannot be stated in {got} as well")
}
