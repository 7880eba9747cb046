import Quantities
import RulePlan

/// How one value came about: a step, and the steps it was computed from.
///
/// A view over the columns of an evaluation, built when asked for. Repetition of a value over a
/// finer shape is no step of its own.
public struct ExplanationNode: Sendable {
  /// What kind of step it is.
  public enum Kind: String, Sendable {
    /// A value of the filing.
    case input
    /// A number printed in the rule.
    case constant
    /// A step or named value on the way.
    case formula
    /// A result: figure, total, memo item, intensity.
    case figure
    /// A cell of a table.
    case lookup
    /// One value made of many.
    case reduction
    /// One of several alternatives.
    case choice
    /// A property of the row or slot itself: its key, its first day.
    case position
  }

  /// What kind of step it is.
  public var kind: Kind
  /// The node of the plan.
  public let node: Int
  /// The element of the node's column.
  public let element: Int
  /// What was done.
  public let operation: Operation
  /// The operand place of the reader that this value stands at.
  public var place: Int
  /// The piece of formula it came from.
  public let label: String?
  /// The named value that it is; nil for steps between.
  public let named: Named?
  /// The unit as text, with the row's own unit put in; nil for what is no number.
  public let unit: String?
  /// The value, exactly; nil where there is none.
  public let value: Value?
  /// The state.
  public let state: CellState
  /// The number before rounding, where this step rounds and that changed it.
  public let beforeRounding: Rational?
  /// How it was rounded.
  public let rounding: Rounding?
  /// The table cells that it was taken from.
  public let cells: [TableCell]
  /// The alternative (取值方式) that was taken.
  public let alternative: Named.Alternative?
  /// Where the element is.
  public let address: String
  /// What was wrong here first.
  public let problem: Problem.Reason?
  /// The steps it was computed from, in the order of the operands.
  public var children: [ExplanationNode]
  /// How many further steps are not listed because of a limit.
  public var omitted: Int
  /// Whether the same element is explained earlier in the same tree; then there are no children.
  public var isRepeated: Bool

  /// A cell of a table with its share in a value.
  public struct TableCell: Sendable {
    /// The table's title.
    public let table: Label
    /// The table's identifier.
    public let tableID: String
    /// The keys of the row, as printed.
    public let keys: [String]
    /// First day of the row's validity, where rows are dated.
    public let from: Day?
    /// The column's identifier.
    public let columnID: String
    /// The column's title.
    public let column: Label
    /// The column's unit.
    public let unit: String?
    /// What stands in the cell.
    public let cell: Table.Cell
    /// Its share: 1, or less when interpolated.
    public let weight: Rational
  }
}

/// How much of an explanation is built.
public struct ExplanationLimits: Sendable {
  /// The deepest step.
  public var depth: Int
  /// How many terms of one reduction are listed.
  public var terms: Int
  /// How many steps there are in all.
  public var steps: Int

  /// Makes limits.
  public init(depth: Int = 64, terms: Int = 32, steps: Int = 4_000) {
    self.depth = depth
    self.terms = terms
    self.steps = steps
  }

  /// Everything, for replay.
  public static let none = ExplanationLimits(depth: 100_000, terms: .max, steps: .max)
}

extension Evaluation {
  /// Explains one element of a node; the evaluation must have kept everything.
  public func explain(
    _ node: Int, element: Int, limits: ExplanationLimits = ExplanationLimits()
  ) -> ExplanationNode {
    var explainer = Explainer(self)
    return explainer.explain(node, element, limits)
  }

  /// A unit with the parts that depend on the row's key put in.
  ///
  /// A key that its table does not have and for which the filing states no unit leaves the part as
  /// it is written.
  public func unitText(_ unit: UnitLabel, of shape: Shape, _ element: Int) -> String {
    unit.text { unitPart($0, of: shape, element) ?? $0.placeholder } ?? unit.text
  }

  /// A unit with the parts that depend on the row's key put in; nil where a table lacks the key.
  public func knownUnit(_ unit: UnitLabel, of shape: Shape, _ element: Int) -> String? {
    unit.text { unitPart($0, of: shape, element) }
  }

  /// What a part of a unit is at an element; the part itself where the element has no such row,
  /// nil where the table lacks the row's key.
  private func unitPart(_ part: UnitLabel.Part, of shape: Shape, _ element: Int) -> String? {
    let rows = Shape(rows: part.rows, grain: .year)
    guard let row = self.element(element, of: shape, in: rows) else { return part.placeholder }
    let key = dataset.rows[part.rows].keys[row]
    guard let table = part.table, let column = part.column else { return key }
    let known = plan.tables[table].rows.first { $0.keys.first == .text(key) }
    return known?.cells[column].text ?? dataset.rows[part.rows].units[row]
  }
}
