import Accounting
import Diagnostics
import Quantities

extension ProjectFile {
  /// A record to be added, with the place that it comes from.
  public struct RegistryLine: Sendable {
    /// The record.
    public let record: any RegistryRecord
    /// Where it stands, for findings.
    public let origin: Origin

    /// Makes a line.
    public init(_ record: any RegistryRecord, at origin: Origin) {
      self.record = record
      self.origin = origin
    }
  }

  /// Adds records to the registry: all of them, or none.
  ///
  /// Methods come before projects and so on, movements in order of their days, whatever the order
  /// of the lines.
  ///
  /// - Throws: a refusal with every line that the registry does not take, and why.
  public func register(_ lines: [RegistryLine], _ note: AuditNote) throws(StoreFailure) {
    try transaction(note, .register) { entry throws(StoreFailure) in
      let findings = try take(lines, entry)
      guard findings.isEmpty else { throw .refused(findings) }
      return RegistryTable.allCases.compactMap { table in
        let count = lines.count { $0.record.table == table }
        return count > 0 ? "\(table.id) \(count)" : nil
      }.joined(separator: " ")
    }
  }

  /// What the registry would not take of these records, and why; nothing is kept.
  public func refusals(_ lines: [RegistryLine]) throws(StoreFailure) -> [Finding] {
    try connection.run("BEGIN IMMEDIATE")
    defer { try? connection.run("ROLLBACK") }
    return try take(lines, try nextEntry())
  }

  /// Adds the lines that can be added, and tells what cannot.
  private func take(_ lines: [RegistryLine], _ entry: Int) throws(StoreFailure) -> [Finding] {
    var desk = RegistryDesk()
    for line in Self.ordered(lines) {
      try desk.check(line, connection)
      if desk.isAccepted { try add(line.record, entry) }
    }
    return desk.findings
  }

  private static func ordered(_ lines: [RegistryLine]) -> [RegistryLine] {
    var order: [RegistryTable: Int] = [:]
    for (index, table) in RegistryTable.allCases.enumerated() { order[table] = index }
    func key(_ line: RegistryLine) -> (Int, Int32) {
      let day = (line.record as? CreditMovement)?.day.number ?? 0
      return (order[line.record.table] ?? 0, day)
    }
    return lines.enumerated().sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  private func add(_ record: any RegistryRecord, _ entry: Int) throws(StoreFailure) {
    let table = RegistrySchema.table(record.table)
    let columns = record.table.columns.map(\.id)
    let number = (try connection.value("SELECT max(number) FROM \(table)").int ?? 0) + 1
    let marks = Array(repeating: "?", count: columns.count + 2).joined(separator: ", ")
    try connection.run(
      "INSERT INTO \(table) (number, \(columns.joined(separator: ", ")), entry) VALUES (\(marks))",
      [.number(number)] + record.values.map(SQLValue.init) + [.number(entry)])
  }

  /// Voids a record: it stays where it is and does not count any more.
  ///
  /// - Throws: a refusal where it is not there, is void already, or others rest on it.
  public func void(
    _ table: RegistryTable, number: Int, remark: String, _ note: AuditNote
  ) throws(StoreFailure) {
    try transaction(note, .void) { entry throws(StoreFailure) in
      if let finding = try RegistryDesk.voidFault(table, number, connection) {
        throw .refused([finding])
      }
      let row = (try connection.value("SELECT max(number) FROM credit_void").int ?? 0) + 1
      try connection.run(
        "INSERT INTO credit_void (number, record, row, remark, entry) VALUES (?, ?, ?, ?, ?)",
        [.number(row), .text(table.id), .number(number), .text(remark), .number(entry)])
      return "\(table.id) \(number)"
    }
  }

  /// Everything that the registry holds.
  public func registry() throws(StoreFailure) -> Registry {
    var voided: [String: Int] = [:]
    for row in try connection.rows("SELECT record, row, entry FROM credit_void") {
      voided["\(row[0].text ?? "") \(row[1].int ?? 0)"] = row[2].int
    }
    var registry = Registry()
    registry.methods = try entries(voided)
    registry.steps = try entries(voided)
    registry.projects = try entries(voided)
    registry.participants = try entries(voided)
    registry.periods = try entries(voided)
    registry.issues = try entries(voided)
    registry.movements = try entries(voided)
    registry.results = try CreditResults.read(connection)
    return registry
  }

  private func entries<Record: RegistryRecord>(
    _ voided: [String: Int]
  ) throws(StoreFailure) -> [Registry.Entry<Record>] {
    let columns = Record.columns
    let names = columns.map(\.id).joined(separator: ", ")
    let sql =
      "SELECT number, entry, \(names) FROM \(RegistrySchema.table(Record.table)) ORDER BY number"
    var list: [Registry.Entry<Record>] = []
    try connection.each(sql) { row throws(StoreFailure) in
      var values: [String: RegistryValue] = [:]
      for (column, value) in zip(columns, row.dropFirst(2)) {
        values[column.id] = value.registryValue(column.kind)
      }
      guard let number = row[0].int, let entry = row[1].int,
        let record = Record(values)
      else {
        // The checks of the schema let nothing through that cannot be read.
        throw .refused([Finding(.storeSchema, at: .file(path))])
      }
      list.append(
        Registry.Entry(
          number: number, entry: entry, record: record,
          voidedBy: voided["\(Record.table.id) \(number)"]))
    }
    return list
  }
}

extension SQLValue {
  /// A cell of the registry.
  init(_ value: RegistryValue) {
    switch value {
    case .none: self = .null
    case .text(let text): self = .text(text)
    case .day(let day): self = .text(day.description)
    case .whole(let number): self = .integer(number)
    case .quantity(let quantity): self = .integer(quantity.grams)
    }
  }

  /// The cell as a column of the registry means it.
  func registryValue(_ kind: RegistryColumn.Kind) -> RegistryValue {
    switch (self, kind) {
    case (.text(let text), .text), (.text(let text), .word): .text(text)
    case (.text(let text), .day): Day(text).map { .day($0) } ?? .none
    case (.integer(let number), .whole): .whole(number)
    case (.integer(let number), .quantity): .quantity(CreditQuantity(grams: number))
    default: .none
    }
  }
}
