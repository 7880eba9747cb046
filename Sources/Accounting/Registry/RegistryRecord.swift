import Quantities

/// One record of a registry: a row whose columns are declared once for database, tables and JSON.
public protocol RegistryRecord: Hashable, Sendable {
  /// The table that it stands in.
  static var table: RegistryTable { get }
  /// The columns in order.
  static var columns: [RegistryColumn] { get }
  /// Reads a row; nil where something that must be there is missing or of another kind.
  init?(_ row: RegistryRow)
  /// The values in the order of the columns.
  var values: [RegistryValue] { get }
}

extension RegistryRecord {
  /// The table that it stands in.
  public var table: RegistryTable { Self.table }
}

/// A column of a table of a registry.
public struct RegistryColumn: Hashable, Sendable {
  /// What a column holds.
  public enum Kind: Hashable, Sendable {
    /// A text.
    case text
    /// One of some words: what the database keeps, and the Chinese word.
    case word([Word])
    /// A day.
    case day
    /// A whole number.
    case whole
    /// A quantity in tCO2e.
    case quantity
  }

  /// A word and its Chinese form.
  public struct Word: Hashable, Sendable {
    /// What is kept; permanent.
    public let id: String
    /// What people write.
    public let title: String
  }

  /// The name in the database; permanent.
  public let id: String
  /// The heading in Chinese tables.
  public let title: String
  /// What it holds.
  public let kind: Kind
  /// Whether it must be filled in.
  public let isRequired: Bool
  /// Whether it tells one participant from another and must not hold a person's numbers.
  public let isPersonal: Bool

  /// The name in JSON and in English tables, where quantities stand in tonnes.
  public var name: String { kind == .quantity ? "tonnes" : id }

  /// A cell as people read it: words are Chinese where the language is.
  public func text(_ value: RegistryValue, chinese: Bool) -> String? {
    guard chinese, case .word(let words) = kind, case .text(let id) = value else {
      return value.text
    }
    return words.first { $0.id == id }?.title ?? id
  }

  init(
    _ id: String, _ title: String, _ kind: Kind = .text, required: Bool = false,
    personal: Bool = false
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    isRequired = required
    isPersonal = personal
  }

  init<W: FilingWord>(_ id: String, _ title: String, words: W.Type) {
    self.init(
      id, title, .word(W.allCases.map { Word(id: $0.id, title: $0.title) }), required: true)
  }
}

/// What stands in a cell of a registry.
public enum RegistryValue: Hashable, Sendable {
  /// Nothing.
  case none
  /// A text or a word.
  case text(String)
  /// A day.
  case day(Day)
  /// A whole number.
  case whole(Int64)
  /// A quantity in tCO2e.
  case quantity(CreditQuantity)

  static func optional(_ text: String?) -> RegistryValue { text.map { .text($0) } ?? .none }
  static func optional(_ day: Day?) -> RegistryValue { day.map { .day($0) } ?? .none }
  static func optional(_ number: Int64?) -> RegistryValue { number.map { .whole($0) } ?? .none }

  /// The cell as text: days as `2017-06-09`, quantities in tonnes; nil where there is nothing.
  public var text: String? {
    switch self {
    case .none: nil
    case .text(let text): text
    case .day(let day): day.description
    case .whole(let number): String(number)
    case .quantity(let quantity): quantity.description
    }
  }
}

/// The cells of a row by the names of their columns.
public struct RegistryRow: Sendable {
  private let values: [String: RegistryValue]

  /// Makes a row.
  public init(_ values: [String: RegistryValue]) { self.values = values }

  func text(_ column: String) -> String? {
    if case .text(let text) = values[column] { return text }
    return nil
  }

  func word<W: FilingWord>(_ column: String) -> W? { text(column).flatMap { W(named: $0) } }

  func day(_ column: String) -> Day? {
    if case .day(let day) = values[column] { return day }
    return nil
  }

  func whole(_ column: String) -> Int64? {
    if case .whole(let number) = values[column] { return number }
    return nil
  }

  func quantity(_ column: String) -> CreditQuantity? {
    if case .quantity(let quantity) = values[column] { return quantity }
    return nil
  }
}
