import Quantities
import RulePlan

/// A formula as a tree, with the place of every part in its file.
public struct Expression: Sendable {
  /// What it is.
  public let node: Node
  /// Half-open range of UTF-8 offsets in the file.
  public let range: Range<Int>

  /// The forms an expression has.
  public indirect enum Node: Sendable {
    /// A decimal number without a unit, as written.
    case number(Rational, String)
    /// A text between quotes.
    case text(String)
    /// `yes` or `no`.
    case flag(Bool)
    /// A symbol, an id, or a row set (its key).
    case name(String)
    /// The value at the row that a reference names: `to.capacity`.
    case member(Expression, String)
    /// A cell of a table: `fuels[fuel].ncv`.
    case lookup(table: String, keys: [Expression], column: String)
    /// A function of values: `round(x, 2)`.
    case call(String, [Expression])
    /// A function of words that are not values: `molar(CO2/C)`, `gwp(CH4)`, `filing(date)`.
    case special(String, String)
    /// The evidence behind a value: `evidence(x, issued)`.
    case evidence(Expression, String)
    /// − x, not x.
    case unary(Unary, Expression)
    /// Two operands.
    case binary(Binary, Expression, Expression)
    /// `x to GJ`, `x in cm`, `x as t@d/t@ar`.
    case unit(Expression, UnitUse, String, Range<Int>)
    /// `if a then b else c`.
    case conditional(Expression, Expression, Expression)
    /// `x one of ("a", "b")`.
    case oneOf(Expression, [String])
    /// `this line`: the current row outside a reduction.
    case this(String)
    /// `sum over fuel of E`.
    case reduction(Fold)
  }

  /// A reduction.
  public struct Fold: Sendable {
    /// What is done.
    public var reduction: Reduction
    /// The axes that go away, with their places.
    public var axes: [(name: String, range: Range<Int>)]
    /// `previous 3 given month`: slots before, in place of axes.
    public var window: (window: Window, grain: String, range: Range<Int>)?
    /// `by month of DATE`: the grain and the date.
    public var bucket: (grain: String, date: Expression)?
    /// Which rows count.
    public var condition: Expression?
    /// The weight of a mean.
    public var weight: Expression?
    /// What is reduced; nil for a bare `count over rows`.
    public var body: Expression?
  }

  /// Operators of one operand.
  public enum Unary: String, Sendable {
    /// − x
    case minus = "−"
    /// not x
    case not
  }

  /// Operators of two operands, in canonical spelling.
  public enum Binary: String, Sendable {
    /// +
    case plus = "+"
    /// −
    case minus = "−"
    /// ×
    case times = "×"
    /// ÷
    case over = "÷"
    /// ^
    case power = "^"
    /// =
    case equal = "="
    /// ≠
    case notEqual = "≠"
    /// less than
    case less = "less than"
    /// ≤
    case lessOrEqual = "≤"
    /// more than
    case greater = "more than"
    /// ≥
    case greaterOrEqual = "≥"
    /// and
    case and
    /// or
    case or

    /// How tightly it binds; larger is tighter.
    public var precedence: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
      case .plus, .minus: 5
      case .times, .over: 6
      case .power: 8
      }
    }
  }

  /// What is done with a unit behind a value.
  public enum UnitUse: String, Sendable {
    /// Converts to a unit of the same kind.
    case to
    /// The bare number of it in a unit.
    case `in`
    /// States the basis of a ratio: the only cast there is.
    case `as`
  }
}
