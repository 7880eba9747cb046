import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Factors from the units in which lines state their values to those of the plan.
struct BatchUnits {
  private let plan: Plan
  private let rowSet: Int
  private let tree: RowTree
  private let chain: [Int]
  private var conversion: UnitConversion

  init(plan: Plan, rowSet: Int, units: UnitCatalogue) {
    self.plan = plan
    self.rowSet = rowSet
    tree = RowTree(plan.rowSets)
    chain = tree.chains[rowSet]
    conversion = UnitConversion(plan: plan, units: units)
  }

  /// What becomes of a number of a named value in a unit.
  ///
  /// - Parameter keys: the key of each row set above, from the outermost.
  mutating func convert(_ unit: String?, named: Int, keys: [String]) -> UnitConversion.Outcome {
    var path = tree
    var row: Int32 = 0
    for (set, key) in zip(chain, keys + [""]) { row = path.sets[set].add(key, below: row) }
    return conversion.convert(unit, named: named, row: row, set: rowSet, tree: path)
  }
}
