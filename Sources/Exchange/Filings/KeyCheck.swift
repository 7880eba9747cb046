import Accounting
import Diagnostics
import RulePlan

/// Looks over the names of rows in a folder of tables: one row under two spellings splits in two.
enum KeyCheck {
  /// Warnings about names that differ in blanks, width or case only.
  static func alike(_ cells: CellList) -> [Finding] {
    var known: [CellAddress.Step: String] = [:]
    var told: Set<CellAddress.Step> = []
    var findings: [Finding] = []
    cells.forEachPath { steps, before, origin in
      // Rows that follow each other mostly lie below the same one.
      for (place, step) in steps.enumerated()
      where !(before.indices.contains(place) && before[place] == step) && !told.contains(step) {
        let folded = CellAddress.Step(step.rowSet, folded(step.key))
        guard let first = known[folded] else {
          known[folded] = step.key
          continue
        }
        guard first != step.key else { continue }
        told.insert(step)
        findings.append(
          Finding(.filingAlikeKeys, at: origin(), ["got": step.key, "known": first]))
      }
    }
    return findings
  }

  private static func folded(_ key: String) -> String {
    // Digits, small letters and what stands between them: nothing to fold.
    if key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x41 || $0 > 0x5A && $0 < 0x7F }) { return key }
    var scalars = String.UnicodeScalarView()
    for scalar in key.unicodeScalars where !scalar.properties.isWhitespace {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      scalars.append(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(scalars).lowercased()
  }

  /// Statements of the register about rows that no table has, and those that remain.
  ///
  /// Left in, they would make rows of which every value is missing.
  static func strays(
    _ register: [Filing.Entry], tables: CellList, rows: [Filing.Row], plan: Plan
  ) -> (kept: [Filing.Entry], findings: [Finding]) {
    guard register.contains(where: { $0.address.facet != nil }) else { return (register, []) }
    var known: [String: Set<String>] = [:]
    func note(_ steps: [CellAddress.Step]) {
      for step in steps { known[step.rowSet, default: []].insert(step.key) }
    }
    tables.forEachPath { steps, _, _ in note(steps) }
    for entry in register where entry.address.facet == nil { note(entry.address.steps) }
    for row in rows { note(row.steps) }
    // Rows that the rules make themselves need no line in a table.
    for set in plan.rowSets {
      if case .derived = set.keys { known[set.id] = nil }
    }
    var kept: [Filing.Entry] = []
    var findings: [Finding] = []
    for entry in register {
      let stray = entry.address.steps.first { known[$0.rowSet]?.contains($0.key) == false }
      guard entry.address.facet != nil, let stray else {
        kept.append(entry)
        continue
      }
      let near = Suggestions.nearest(stray.key, among: known[stray.rowSet] ?? [])
      findings.append(
        Finding(
          .filingStrayRow, at: entry.cell.origin,
          ["got": stray.key, "table": stray.rowSet], near: near))
    }
    return (kept, findings)
  }
}

extension CellList {
  /// Calls the body with the rows of cells, those before and the place of the first cell; the row
  /// of a table once, of other cells perhaps again and again.
  fileprivate func forEachPath(
    _ body: (_ steps: [CellAddress.Step], _ before: [CellAddress.Step], () -> Origin) -> Void
  ) {
    var before: [CellAddress.Step] = []
    for piece in pieces {
      switch piece {
      case .entries(let entries):
        for entry in entries {
          body(entry.address.steps, before) { entry.cell.origin }
          before = entry.address.steps
        }
      case .table(let table):
        var isSeen = [Bool](repeating: false, count: table.paths.count)
        for (number, line) in table.lines.enumerated() where !isSeen[Int(line.path)] {
          let cells = table.cells(of: number)
          guard let first = cells.first else { continue }
          isSeen[Int(line.path)] = true
          let steps = table.paths[Int(line.path)]
          body(steps, before) { table.entry(first, line).cell.origin }
          before = steps
        }
      }
    }
  }
}

extension FindingKind {
  static let filingAlikeKeys = FindingKind(
    "filing.alike-names", .warning, zh: "“{got}”和“{known}”只差空格、全半角或大小写，算作两行；若是同一个，请写成一样",
    en: "“{got}” and “{known}” differ in blanks, width or case only and are two rows")
  static let filingStrayRow = FindingKind(
    "filing.stray-row", .error, zh: "{table}.csv 里没有“{got}”这一行，此处的登记没有读入{hint}",
    en: "{table}.csv has no row “{got}”: what is stated here was not read{hintEn}")
}
