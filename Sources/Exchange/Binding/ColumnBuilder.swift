import Quantities
import RulePlan

/// Fills the column of one input; storage is made with the first value.
struct ColumnBuilder {
  let kind: ValueKind
  let count: Int
  private var numbers: [Rational] = []
  private var flags: [Bool] = []
  /// The different texts, for each its place, and the place of each element's text.
  private var pool: [String] = []
  private var codes: [String: Int32] = [:]
  private var texts: [Int32] = []
  private var dates: [Day] = []
  private var references: [Int32] = []
  private(set) var states: [CellState] = []
  /// The entry of the filing behind each element; −1 where there is none.
  private(set) var sources: [Int32] = []

  init(kind: ValueKind, count: Int) {
    self.kind = kind
    self.count = count
  }

  func source(_ element: Int) -> Int32 { sources.isEmpty ? -1 : sources[element] }

  func state(_ element: Int) -> CellState { states.isEmpty ? .absent : states[element] }

  mutating func put(_ value: Scalar, at element: Int, state: CellState = .given) {
    mark(element, state)
    switch value {
    case .number(let number):
      if numbers.isEmpty { numbers = Array(repeating: .zero, count: count) }
      numbers[element] = number
    case .flag(let flag):
      if flags.isEmpty { flags = Array(repeating: false, count: count) }
      flags[element] = flag
    case .text(let text): put(code: code(of: text), at: element, state: state)
    case .date(let day):
      if dates.isEmpty { dates = Array(repeating: Day(number: 0), count: count) }
      dates[element] = day
    }
  }

  /// The number of a text in this column.
  mutating func code(of text: String) -> Int32 {
    // What elements without a text hold.
    if pool.isEmpty { _ = add("") }
    return codes[text] ?? add(text)
  }

  private mutating func add(_ text: String) -> Int32 {
    let code = Int32(pool.count)
    pool.append(text)
    codes[text] = code
    return code
  }

  mutating func put(code: Int32, at element: Int, state: CellState = .given) {
    mark(element, state)
    if texts.isEmpty { texts = Array(repeating: 0, count: count) }
    texts[element] = code
  }

  mutating func put(row: Int32, at element: Int) {
    mark(element, .given)
    if references.isEmpty { references = Array(repeating: -1, count: count) }
    references[element] = row
  }

  mutating func mark(_ element: Int, _ state: CellState) {
    if states.isEmpty { states = Array(repeating: .absent, count: count) }
    states[element] = state
  }

  mutating func note(source: Int32, at element: Int) {
    if sources.isEmpty { sources = Array(repeating: -1, count: count) }
    sources[element] = source
  }

  /// The column; elements that nothing was put into are absent.
  func column() -> Column {
    let values: Column.Values
    switch kind {
    case .number:
      values = .numbers(
        numbers.isEmpty
          ? .narrow(Array(repeating: 0, count: count), factor: .one) : .narrowest(numbers))
    case .flag: values = .flags(flags.isEmpty ? Array(repeating: false, count: count) : flags)
    case .text:
      values = .texts(
        texts.isEmpty ? Texts(repeating: "", count: count) : Texts(pool: pool, codes: texts))
    case .date:
      values = .dates(dates.isEmpty ? Array(repeating: Day(number: 0), count: count) : dates)
    case .reference:
      values = .references(
        references.isEmpty ? Array(repeating: -1, count: count) : references)
    }
    if states.isEmpty {
      return Column(values, states: count == 0 ? nil : Array(repeating: .absent, count: count))
    }
    return Column(values, states: states.allSatisfy { $0 == .given } ? nil : states)
  }
}
