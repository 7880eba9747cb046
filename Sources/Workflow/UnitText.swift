import Engine
import Quantities
import RulePlan

/// Units as people read them at one element.
public enum UnitText {
  /// The unit with the parts that depend on the row's key filled in.
  public static func concrete(
    _ label: UnitLabel, _ element: Int, _ shape: Shape, _ evaluation: Evaluation
  ) -> String {
    var text = label.text
    for part in label.parts {
      guard
        let row = evaluation.element(element, of: shape, in: Shape(rows: part.rows, grain: .year)),
        evaluation.dataset.rows[part.rows].keys.indices.contains(row)
      else { continue }
      let key = evaluation.dataset.rows[part.rows].keys[row]
      var replacement = key
      if let table = part.table {
        guard let column = part.column,
          let found = evaluation.plan.tables[table].rows.first(where: {
            $0.keys.first == .text(key)
          }),
          case .value(.text(let unit)) = found.cells[column].content
        else { continue }
        replacement = unit
      }
      text = text.replacing(part.placeholder, with: replacement)
    }
    return text
  }

  /// `tCO2e` without its GWP set reads as the set's own unit: scales agree, which is all that a
  /// conversion of expected values needs.
  static func withoutSets(_ text: String) -> String {
    var result = text
    while let open = result.firstRange(of: "CO2e("),
      let close = result[open.lowerBound...].firstIndex(of: ")")
    {
      result.replaceSubrange(open.lowerBound...close, with: "CO2")
    }
    return result.replacing("CO2e", with: "CO2")
  }
}
