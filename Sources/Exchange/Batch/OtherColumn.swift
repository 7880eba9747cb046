import Accounting
import Quantities
import RulePlan

/// A column of texts, choices, yes or no, or days being filled: each spelling is read once.
struct OtherColumn {
  /// What a spelling means.
  enum Content {
    case value(Scalar)
    case state(CellState)
    /// Nothing of the kind; what stands there.
    case wrong(String)
  }

  let input: Input
  private var interner = ByteInterner()
  private var contents: [Content] = []
  private var codes: [Int32] = []

  init(_ input: Input) { self.input = input }

  /// Adds what stands in a cell; the text where it is wrong.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let code = interner.number(bytes)
    if Int(code) == contents.count { contents.append(read(bytes)) }
    codes.append(code)
    if case .wrong(let text) = contents[Int(code)] { return text }
    return nil
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Content {
    guard let raw = String(validating: bytes, as: UTF8.self) else {
      return .wrong(String(decoding: bytes, as: UTF8.self))
    }
    let text = CSVWriter.restored(raw).trimmed
    if text.isEmpty { return .state(.absent) }
    if text == "不涉及" { return .state(.notOccurring) }
    switch input.kind {
    case .flag: return ValueText.flag(text).map { .value(.flag($0)) } ?? .wrong(text)
    case .date: return CellText.day(text).map { .value(.date($0.day)) } ?? .wrong(text)
    case .text:
      let known = Set(input.choices)
      if known.isEmpty || known.contains(text) { return .value(.text(text)) }
      return ChoiceWords.choice(text, among: known).map { .value(.text($0)) } ?? .wrong(text)
    case .number, .reference: return .wrong(text)
    }
  }

  /// The column so far; the next one begins.
  mutating func take() -> Column {
    defer { codes.removeAll(keepingCapacity: true) }
    let states = contents.map { content -> CellState in
      switch content {
      case .value: .given
      case .state(let state): state
      case .wrong: .poisoned
      }
    }
    let own = codes.map { states[Int($0)] }
    let values: Column.Values
    switch input.kind {
    case .flag: values = .flags(each(false) { if case .flag(let flag) = $0 { flag } else { nil } })
    case .date:
      values = .dates(
        each(Day(number: 0)) { if case .date(let day) = $0 { day } else { nil } })
    default:
      // Few spellings, so that interning them again costs nothing.
      let texts = Texts(
        contents.map { content in
          if case .value(.text(let text)) = content { text } else { "" }
        })
      values = .texts(
        Texts(pool: texts.pool, codes: codes.map { texts.codes[Int($0)] }))
    }
    return Column(values, states: own.contains { $0 != .given } ? own : nil)
  }

  private func each<A>(_ none: A, _ read: (Scalar) -> A?) -> [A] {
    let values = contents.map { content -> A in
      if case .value(let scalar) = content { return read(scalar) ?? none }
      return none
    }
    return codes.map { values[Int($0)] }
  }
}
