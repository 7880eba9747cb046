import Accounting
import OfficeFiles
import Quantities
import RulePlan

/// What the headings of a sheet mean, by the table that the sheet holds.
struct TableKind {
  /// What a table holds.
  enum Content {
    /// Values of a row set.
    case values(SheetLayout)
    /// A list with fixed columns.
    case list
    /// Statements by parameter and row.
    case register
    /// What does not occur.
    case absences
  }

  /// The file that the table would be in a folder: `fuel.csv`.
  let table: String
  let content: Content
  /// Names that its sheet may have.
  let names: Set<String>
  /// Headings of a list.
  let headings: Set<String>
  /// Headings without which a list is none of this kind.
  let required: Set<String>
  /// Headings of earlier editions, with what they are called now.
  private let renamed: [String: String]
  private let units: UnitCatalogue

  init(
    table: String, content: Content, names: Set<String>, headings: Set<String> = [],
    required: Set<String> = [], renamed: [String: String] = [:], units: UnitCatalogue
  ) {
    self.table = table
    self.content = content
    self.names = names
    self.headings = headings
    self.required = required
    self.renamed = renamed
    self.units = units
  }

  /// The heading as the reader of tables takes it; nil where this table has no such column.
  func heading(_ text: String) -> String? {
    let text = text.trimmed
    if text.isEmpty { return nil }
    switch content {
    case .values(let layout):
      if !layout.contents(SheetLayout.parts(text).name).isEmpty { return text }
      if let now = renamed[SheetLayout.folded(SheetLayout.parts(text).name)] {
        return Self.joined(now, SheetLayout.parts(text).unit)
      }
      guard let (name, unit) = bracketed(text), !layout.contents(name).isEmpty else { return nil }
      return Self.joined(name, unit)
    case .list: return headings.contains(SheetLayout.folded(text)) ? text : nil
    case .register: return RegisterSheet.column(text)
    case .absences: return AbsenceSheet.column(text)
    }
  }

  /// Name and unit as many people write them: `低位发热量（GJ/t）`.
  private func bracketed(_ text: String) -> (name: String, unit: String)? {
    let folded = text.replacing("（", with: "(").replacing("）", with: ")")
    guard folded.hasSuffix(")"), let open = folded.lastIndex(of: "(") else { return nil }
    let unit = String(folded[folded.index(after: open)...].dropLast()).trimmed
    guard isUnit(unit) else { return nil }
    return (String(folded[..<open]).trimmed, unit)
  }

  /// Whether a text is a unit.
  func isUnit(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 40 else { return false }
    if case .success = units.parse(text) { return true }
    return false
  }

  /// A name with its unit, as headings have it.
  static func joined(_ name: String, _ unit: String?) -> String {
    unit.map { "\(name) [\($0)]" } ?? name
  }

  /// Whether a heading is the row set's own key, which tells it from other tables.
  func isOwnKey(_ heading: String) -> Bool {
    guard case .values(let layout) = content else { return false }
    return layout.contents(SheetLayout.parts(heading).name) == [.key(layout.rowSet)]
  }
}

/// Where the headings of a sheet stand and what they say.
struct SheetHeading {
  /// The row of the headings, from 1.
  var row: Int
  /// The first row below them.
  var next: Int
  /// The headings by column, from 1, as the reader of tables takes them.
  var texts: [Int: String]
  /// How many of them the table knows.
  var known: Int
  /// Columns for people only; their headings stand in brackets.
  var hints: Set<Int> = []

  /// The best line of headings for a table; nil where none has a known heading.
  static func find(_ grid: SheetGrid, _ kind: TableKind) -> SheetHeading? {
    var best: SheetHeading?
    for row in grid.texts.keys.sorted() where row <= SheetGrid.depth - 5 {
      guard let heading = at(row, grid, kind), heading.known > (best?.known ?? 0) else { continue }
      best = heading
    }
    return best
  }

  private static func at(_ row: Int, _ grid: SheetGrid, _ kind: TableKind) -> SheetHeading? {
    var heading = SheetHeading(row: row, next: row + 1, texts: [:], known: 0)
    for column in 1...max(1, min(grid.width, 16_384)) {
      let own = grid.text(row, column)
      let above = row > 1 ? grid.text(row - 1, column) : ""
      // A heading over several columns names a group; what stands below it names the column.
      let whole = kind.isUnit(own) ? TableKind.joined(above, own) : "\(above) \(own)"
      let candidates = grid.isSpread(row, column) ? [] : [own, whole, above]
      if let text = candidates.lazy.compactMap({ kind.heading($0) }).first {
        heading.texts[column] = text
        heading.known += 1
      } else if own.hasPrefix("（"), own.hasSuffix("）") {
        heading.hints.insert(column)
      } else if !own.isEmpty {
        heading.texts[column] = own
      }
    }
    guard heading.known > 0, kind.required.isSubset(of: heading.texts.values) else { return nil }
    heading.takeUnits(grid, kind)
    return heading
  }

  /// Takes a line of units below the headings: `t`, `GJ/t`, `%`.
  private mutating func takeUnits(_ grid: SheetGrid, _ kind: TableKind) {
    guard case .values = kind.content else { return }
    let below = grid.texts[row + 1]?.filter { !$0.value.trimmed.isEmpty } ?? [:]
    let units = below.filter { kind.isUnit($0.value.trimmed) }
    guard !units.isEmpty, units.count == below.count else { return }
    for (column, unit) in units {
      guard let text = texts[column], SheetLayout.parts(text).unit == nil else { continue }
      texts[column] = TableKind.joined(text, unit.trimmed)
    }
    next = row + 2
  }
}
