import Quantities

/// What a node does with the columns of its operands.
///
/// How each treats absent, not-occurring and poisoned elements is said in
/// `Documentation/Semantics.md`; the Python evaluator in `Conformance/` is a second reading of it.
public enum Operation: Hashable, Sendable {
  /// The filing's column with this index in ``Plan/inputs``.
  case input(Int)
  /// One value everywhere.
  case constant(Scalar)
  /// The key of the row, as text. The shape's row set decides whose.
  case key
  /// The row itself, as a reference to the shape's row set.
  case row
  /// First day of the time slot.
  case slotStart
  /// Day after the last day of the time slot.
  case slotEnd
  /// Operand 0 repeated over the finer shape.
  case broadcast

  /// Operand 0 + operand 1; not occurring counts as nothing.
  case add
  /// Operand 0 − operand 1; not occurring counts as nothing.
  case subtract
  /// Operand 0 × operand 1.
  case multiply
  /// Operand 0 ÷ operand 1; division by zero poisons, 0 ÷ 0 is not occurring.
  case divide
  /// − operand 0.
  case negate
  /// Operand 0 to a whole power; a negative one divides.
  case power(Int)
  /// A function whose value is not rational, correctly rounded.
  case irrational(Irrational, Rounding)
  /// Operand 0 rounded.
  case round(Rounding)
  /// Absolute value.
  case magnitude
  /// The smaller of operands 0 and 1.
  case least
  /// The larger of operands 0 and 1.
  case greatest

  /// Compares operands 0 and 1: numbers by value, texts and references for equality, dates by day.
  case compare(Comparison)
  /// Both.
  case and
  /// Either.
  case or
  /// Not.
  case not
  /// Whether operand 0 is in one of these states; always yes or no.
  case state(Set<CellState>)

  /// Operand 1 where operand 0 holds, else operand 2.
  case select
  /// The first operand that is given at the element.
  case firstGiven
  /// Operand 1 where operand 0 holds, else not occurring.
  case occursWhere
  /// The value of the alternative (取值方式) that is taken. Operand 0 is the filer's choice (text);
  /// then for each alternative its condition (flag) and its value. Alternatives before the stated
  /// one are passed over; the first at or after it that holds and is given is taken.
  case choose([String])
  /// The id of the alternative that ``choose(_:)`` takes with the same operands, as text.
  case chosen([String])

  /// A cell of a table: operands are the keys in order, then for a dated table the day.
  case lookup(table: Int, column: Int)
  /// Reduces operand 0 to the coarser shape: over descendant rows and finer slots.
  /// A further operand is the weight of ``Reduction/mean``.
  case reduce(Reduction)
  /// The row of this row set whose key equals operand 0 (text), among those below the same row of
  /// their nearest common ancestor; a reference, absent where there is none.
  case match(Int)
  /// Operand 1 at the row that operand 0 refers to.
  case follow
  /// Reduces operand 1 over the rows whose reference, operand 0, is the row of the result;
  /// a further operand is the weight.
  case collect(Reduction)
  /// Reduces operand 1 into the slots that operand 0 (dates) falls in, and over descendant rows to
  /// the result's rows; a further operand is the weight.
  case bucket(Reduction)
  /// Operand 0 so many slots earlier; in the slot before the first one operand 1 where there is one
  /// (the value of the period before), else absent where the reporting period has no such slot.
  case shift(Int)
  /// Reduces operand 0 at each slot over slots before it; a further operand is the weight.
  case window(Reduction, Window)
  /// Days from operand 0 to operand 1; negative when they are the other way round.
  case days
  /// Days that `[operand 0, operand 1)` and `[operand 2, operand 3)` have in common.
  case overlap
  /// The day so many days (operand 1, a whole number) after operand 0.
  case daysAfter
  /// The same day so many years (operand 1, a whole number) after operand 0; where the year has no
  /// 29 February, the 28th.
  case yearsAfter
  /// The calendar year of operand 0, a number.
  case yearOf
  /// Whether no other row has the same value as operand 0 in the same slot.
  case unique
  /// Operand 0 (coarser) divided over the rows in proportion to operand 1 (finer), each share
  /// rounded down in magnitude to the given decimals, the residue to one row: nothing is lost.
  case allocate(decimals: Int, residue: Residue)
}

/// One value of a plan.
public enum Scalar: Hashable, Sendable {
  /// An exact number.
  case number(Rational)
  /// Yes or no.
  case flag(Bool)
  /// A text.
  case text(String)
  /// A day.
  case date(Day)
}

/// A comparison; equality of numbers is numeric.
public enum Comparison: String, Sendable, CaseIterable {
  /// =
  case equal = "="
  /// ≠
  case notEqual = "≠"
  /// Less than; written `less than` or `＜`-free in rule files.
  case less = "<"
  /// ≤
  case lessOrEqual = "≤"
  /// Greater than.
  case greater = ">"
  /// ≥
  case greaterOrEqual = "≥"
}

/// A function whose value is not rational in general.
public enum Irrational: String, Sendable, CaseIterable {
  /// Operand 0 to the power of operand 1, for operand 0 > 0.
  case power
  /// Square root.
  case squareRoot = "sqrt"
  /// Natural logarithm.
  case logarithm = "ln"
  /// Exponential function.
  case exponential = "exp"
}

/// A way to make one value of many.
public enum Reduction: String, Sendable, CaseIterable {
  /// Sum; each term at rest.
  case sum
  /// Mean, weighted where there is a weight.
  case mean
  /// Smallest.
  case min
  /// Largest.
  case max
  /// How many are given (numbers) or hold (flags).
  case count
  /// Whether one holds.
  case any
  /// Whether all hold.
  case all
  /// Product.
  case product
  /// Sample variance: squared deviations from the mean by n − 1.
  case variance
  /// The value of the last slot or row that is given.
  case last
}

/// The slots before a slot that a windowed reduction looks at.
public struct Window: Hashable, Sendable {
  /// How many.
  public var slots: Int
  /// Whether only slots with a value count, so that the window reaches farther back.
  public var givenOnly: Bool

  /// Makes a window.
  public init(slots: Int, givenOnly: Bool) {
    self.slots = slots
    self.givenOnly = givenOnly
  }
}

/// Who gets what rounding left over.
public enum Residue: String, Sendable, CaseIterable {
  /// The row with the largest key; the first of equals.
  case largest
  /// The last row.
  case last
}

/// The state of one element of a column.
public enum CellState: UInt8, Sendable, CaseIterable {
  /// There is a value; zero is one.
  case given = 0
  /// A value put in by a rule for missing data.
  case substituted = 1
  /// 不涉及: declared, with a reason.
  case notOccurring = 2
  /// Nothing is known.
  case absent = 3
  /// There is a finding; nothing that follows from it is reported again.
  case poisoned = 4

  /// Whether there is a value to compute with.
  public var hasValue: Bool { rawValue <= CellState.substituted.rawValue }
}
