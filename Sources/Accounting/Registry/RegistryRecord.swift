import Quantities

/// What stands in a row of a table: its columns are declared once, for database, tables and JSON.
public protocol RegistryRow: Hashable, Sendable {
  /// The columns in order, each with the property that it stands for.
  static var fields: [RegistryField<Self>] { get }
  /// A row in which nothing is filled in yet.
  static var blank: Self { get }
}

extension RegistryRow {
  /// The columns in order.
  public static var columns: [RegistryColumn] { fields.map(\.column) }

  /// Reads a row from its cells by the names of their columns; nil where something that must be
  /// there is missing or of another kind.
  public init?(_ cells: [String: RegistryValue]) {
    self = Self.blank
    for field in Self.fields where !field.write(cells[field.column.id] ?? .none, &self) {
      return nil
    }
  }

  /// The values in the order of the columns.
  public var values: [RegistryValue] { Self.fields.map { $0.read(self) } }
}

/// One record of a registry.
public protocol RegistryRecord: RegistryRow {
  /// The table that it stands in.
  static var table: RegistryTable { get }
}

extension RegistryRecord {
  /// The table that it stands in.
  public var table: RegistryTable { Self.table }
}

/// A column and the property of a row that it stands for.
public struct RegistryField<Row>: Sendable {
  /// The column.
  public let column: RegistryColumn
  fileprivate let read: @Sendable (Row) -> RegistryValue
  /// Takes a value over; false where it is of another kind, or nothing where something must be.
  fileprivate let write: @Sendable (RegistryValue, inout Row) -> Bool

  /// A column that must be filled in.
  init<V: RegistryCell>(
    _ id: String, _ title: String, _ path: any WritableKeyPath<Row, V> & Sendable,
    personal: Bool = false
  ) {
    column = RegistryColumn(id, title, V.kind, required: true, personal: personal)
    read = { $0[keyPath: path].cell }
    write = { value, row in
      guard let own = V(cell: value) else { return false }
      row[keyPath: path] = own
      return true
    }
  }

  /// A column that may be left empty.
  init<V: RegistryCell>(
    _ id: String, _ title: String, _ path: any WritableKeyPath<Row, V?> & Sendable
  ) {
    column = RegistryColumn(id, title, V.kind)
    read = { $0[keyPath: path]?.cell ?? .none }
    write = { value, row in
      row[keyPath: path] = V(cell: value)
      return value == .none || row[keyPath: path] != nil
    }
  }
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

/// What can stand in a cell of a registry.
protocol RegistryCell: Sendable {
  /// What its column holds.
  static var kind: RegistryColumn.Kind { get }
  /// Reads a cell; nil where there is nothing, or something of another kind.
  init?(cell: RegistryValue)
  /// The cell.
  var cell: RegistryValue { get }
}

extension String: RegistryCell {
  static var kind: RegistryColumn.Kind { .text }
  init?(cell: RegistryValue) {
    guard case .text(let text) = cell else { return nil }
    self = text
  }
  var cell: RegistryValue { .text(self) }
}

extension Day: RegistryCell {
  /// Where no day is filled in yet.
  static var blank: Day { Day(number: 0) }

  static var kind: RegistryColumn.Kind { .day }
  init?(cell: RegistryValue) {
    guard case .day(let day) = cell else { return nil }
    self = day
  }
  var cell: RegistryValue { .day(self) }
}

extension Int64: RegistryCell {
  static var kind: RegistryColumn.Kind { .whole }
  init?(cell: RegistryValue) {
    guard case .whole(let number) = cell else { return nil }
    self = number
  }
  var cell: RegistryValue { .whole(self) }
}

extension Int: RegistryCell {
  static var kind: RegistryColumn.Kind { .whole }
  init?(cell: RegistryValue) {
    guard case .whole(let number) = cell else { return nil }
    self.init(clamping: number)
  }
  var cell: RegistryValue { .whole(Int64(self)) }
}

extension CreditQuantity: RegistryCell {
  static var kind: RegistryColumn.Kind { .quantity }
  init?(cell: RegistryValue) {
    guard case .quantity(let quantity) = cell else { return nil }
    self = quantity
  }
  var cell: RegistryValue { .quantity(self) }
}

extension RegistryCell where Self: FilingWord {
  static var kind: RegistryColumn.Kind {
    .word(allCases.map { RegistryColumn.Word(id: $0.id, title: $0.title) })
  }
  init?(cell: RegistryValue) {
    guard case .text(let text) = cell else { return nil }
    self.init(named: text)
  }
  var cell: RegistryValue { .text(id) }
}
