import Quantities
import RulePlan

/// What the enterprises of a batch have in common: the values of a project's own filing for the
/// whole of it and for the rows above the table's.
public struct BatchProject: Sendable {
  private let data: Dataset
  private let plan: Plan
  /// The row sets that it is asked about, from the filing inwards.
  private let sets: [Int]
  /// For each of them the rows by the keys on the way to them.
  private let places: [Int: [[String]: Int]]

  /// Takes a filing that was bound to a plan.
  ///
  /// - Parameter rowSet: the row set of the table.
  public init(_ data: Dataset, _ plan: Plan, above rowSet: Int) {
    self.data = data
    self.plan = plan
    sets = plan.ancestry(rowSet).dropFirst().reversed()
    places = Dictionary(
      uniqueKeysWithValues: sets.map { set in
        let paths = Self.paths(data, plan, set)
        return (
          set, Dictionary(zip(paths, paths.indices), uniquingKeysWith: { first, _ in first })
        )
      })
  }

  /// The values of the whole filing, by input.
  var wholeFiling: [Int: Column] {
    Dictionary(
      uniqueKeysWithValues: plan.inputs.indices.filter { plan.inputs[$0].shape.rows == 0 }
        .map { ($0, data.columns[$0]) })
  }

  /// Puts the values into the data of enterprises, row by row; rows that the project has not got
  /// stay as they are without values.
  func fill(_ other: inout Dataset, _ plan: Plan) {
    for set in sets {
      let rows =
        set == 0
        ? [Int?](repeating: 0, count: other.rows[0].count)
        : Self.paths(other, plan, set).map { places[set]?[$0] }
      for index in self.plan.inputs.indices where self.plan.inputs[index].shape.rows == set {
        let slots = data.period.slotCount(self.plan.inputs[index].shape.grain.division)
        other.columns[index] = data.columns[index].taking(rows, slots: slots)
      }
    }
  }

  /// The keys on the way to each row of a set, without the filing's.
  private static func paths(_ data: Dataset, _ plan: Plan, _ set: Int) -> [[String]] {
    guard set != 0, let parent = plan.rowSets[set].parent else {
      return [[String]](repeating: [], count: data.rows[set].count)
    }
    let above = paths(data, plan, parent)
    let rows = data.rows[set]
    return rows.keys.indices.map { row in
      (parent == 0 ? [] : above[Int(rows.parents[row])]) + [rows.keys[row]]
    }
  }
}
