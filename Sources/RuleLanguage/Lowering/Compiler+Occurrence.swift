import Diagnostics
import RulePlan

// Where a value occurs: its own condition, and when its emission source applies.
extension Compiler {
  /// The value where the declaration's `when` and its source's `applies` hold, else not occurring.
  mutating func occurs(
    _ value: Typed, _ declaration: Declaration, _ place: Place, isFigure: Bool
  ) -> Typed? {
    var result = value
    var conditions: [Condition] = []
    if let when = declaration.element.attribute("when") {
      conditions.append(Condition(attribute: when, context: declaration.context, holds: true))
    }
    conditions += sourceConditions(declaration)
    for condition in conditions {
      guard let (flag, isNegated) = flag(condition, place) else { return nil }
      var wide = broadcast(flag, to: result.shape)
      if isNegated { wide.node = emit(.not, [wide.node], wide.shape, .flag) }
      result.node = emit(
        .occursWhere, [wide.node, result.node], result.shape, result.kind,
        label: nodes[result.node].label, unit: nodes[result.node].unit)
    }
    return result
  }

  /// A condition under which a declaration occurs.
  private struct Condition {
    let attribute: XMLAttribute
    let context: Declaration.Context
    /// Whether it must hold, or must not.
    let holds: Bool
    /// The row set of the source that it belongs to; nil: the condition of one declaration.
    var per: String?
  }

  /// When the emission source of a declaration occurs: where its `applies` holds, and where that of
  /// a source that replaces it does not.
  private mutating func sourceConditions(_ declaration: Declaration) -> [Condition] {
    guard let id = declaration.context.emissionSource else { return [] }
    var conditions: [Condition] = []
    for source in declarations where source.kind == "source" {
      let replaced = (source.element.attribute("replaces")?.value ?? "").split(separator: " ")
      let isReplacing = replaced.contains { $0 == id }
      guard source.id == id || isReplacing else { continue }
      if let applies = source.element.attribute("applies") {
        conditions.append(
          Condition(
            attribute: applies, context: source.context, holds: !isReplacing,
            per: source.element.attribute("per")?.value ?? source.context.per))
      } else if isReplacing {
        report(
          .attributeMissing, source.origin(of: "replaces"),
          ["name": "applies", "element": "source"])
      }
    }
    return conditions
  }

  /// The flag of a condition at the place of a declaration, and whether it is the contrary.
  private mutating func flag(_ condition: Condition, _ place: Place) -> (Typed, Bool)? {
    let own = Place(shape: place.shape, context: condition.context)
    guard let rows = condition.per.flatMap({ rowSetIndex[$0] }), rows != place.shape.rows,
      contains(place.shape.rows, rows)
    else {
      return lower(condition.attribute, own, expecting: .flag).map { ($0, !condition.holds) }
    }
    // What is said of the whole is read there; only what each row says is asked row by row.
    var trial = self
    let flag = trial.lower(condition.attribute, own, expecting: .flag)
    let codes = Set(trial.findings.dropFirst(findings.count).map(\.code))
    guard flag == nil, codes == [FindingKind.shapeReduce.code] else {
      self = trial
      return flag.map { ($0, !condition.holds) }
    }
    return anyRow(condition, below: place, rows).map { ($0, false) }
  }

  /// Whether the condition of a source holds for any of the rows below a place: what a figure adds
  /// up occurs where one of its terms does.
  private mutating func anyRow(_ condition: Condition, below place: Place, _ rows: Int) -> Typed? {
    needsNewer(
      "applies per \(rowSets[rows].id)", "1.3",
      at: .source(file: condition.context.file, range: condition.attribute.valueRange),
      condition.context)
    let own = grain("evaluated", condition.context, rows).flatMap { Grain(name: $0) } ?? .year
    let inner = Place(
      shape: Shape(rows: rows, grain: max(own, place.shape.grain)), context: condition.context)
    guard var flag = lower(condition.attribute, inner, expecting: .flag) else { return nil }
    if !condition.holds { flag.node = emit(.not, [flag.node], flag.shape, .flag) }
    let result = Shape(rows: place.shape.rows, grain: min(flag.shape.grain, place.shape.grain))
    let node = emit(
      .reduce(.any), [flag.node], result, .flag, label: "any: \(condition.attribute.value)")
    return Typed(node: node, shape: result, kind: .flag)
  }
}
