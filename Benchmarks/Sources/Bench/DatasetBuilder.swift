import Quantities
import RulePlan

/// Lays columns out for a plan; what is not supplied is absent.
struct DatasetBuilder {
  /// The program that reads the columns.
  let plan: Plan
  /// The reporting period.
  let period: Period
  /// Rows by the identifier of their row set.
  var rows: [String: Dataset.Rows] = [:]
  /// Columns by the identifier of their input.
  var columns: [String: Column] = [:]

  /// The data set.
  func dataset() -> Dataset {
    let sets = plan.rowSets.enumerated().map { index, set in
      rows[set.id]
        ?? (index == 0
          ? Dataset.Rows(keys: [""], parents: []) : Dataset.Rows(keys: [], parents: []))
    }
    let inputs = plan.inputs.map { input in
      if input.facet == .value, let column = columns[input.id] { return column }
      let slots = period.slotCount(TimeDivision(rawValue: input.shape.grain.rawValue) ?? .year)
      return .absent(input.kind, count: sets[input.shape.rows].count * slots)
    }
    return Dataset(period: period, rows: sets, columns: inputs)
  }
}
