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
      return Self.absent(input.kind, sets[input.shape.rows].count * slots)
    }
    return Dataset(period: period, rows: sets, columns: inputs)
  }

  private static func absent(_ kind: ValueKind, _ count: Int) -> Column {
    let states = [CellState](repeating: .absent, count: count)
    let values: Column.Values =
      switch kind {
      case .number: .numbers(.narrow([Int64](repeating: 0, count: count), factor: .one))
      case .flag: .flags([Bool](repeating: false, count: count))
      case .text: .texts(Texts(repeating: "", count: count))
      case .date: .dates([Day](repeating: Day(number: 0), count: count))
      case .reference: .references([Int32](repeating: -1, count: count))
      }
    return Column(values, states: states)
  }
}

extension Column {
  /// The elements in a range.
  func slice(_ range: Range<Int>) -> Column {
    let part: Values =
      switch values {
      case .numbers(.narrow(let all, let factor)):
        .numbers(.narrow(Array(all[range]), factor: factor))
      case .numbers(.medium(let all, let factor)):
        .numbers(.medium(Array(all[range]), factor: factor))
      case .numbers(.wide(let all)): .numbers(.wide(Array(all[range])))
      case .flags(let all): .flags(Array(all[range]))
      case .texts(let all): .texts(Texts(pool: all.pool, codes: Array(all.codes[range])))
      case .dates(let all): .dates(Array(all[range]))
      case .references(let all): .references(Array(all[range]))
      }
    return Column(part, states: states.map { Array($0[range]) })
  }
}
