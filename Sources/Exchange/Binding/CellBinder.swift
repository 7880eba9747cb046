import Accounting
import Diagnostics
import Quantities
import RulePlan

/// Puts the cells of a filing into columns.
struct CellBinder {
  let plan: Plan
  let filing: Filing
  let names: NameIndex
  var tree: RowTree
  let paths: RowPaths
  var builders: [ColumnBuilder]
  var slots: TimeSlots
  var units: UnitConversion
  var findings: FindingList
  private var unknownNames: Set<String> = []
  let choices: [Set<String>]
  private let samples: [String: Filing.Sample]
  private var referenceRows: [Int: [ReferenceKey: Int32]] = [:]
  private var lastName = (text: "", target: -1)

  struct ReferenceKey: Hashable {
    var ancestor: Int32
    var key: String
  }

  init(_ parts: BindingParts, filing: Filing, rows: RowBinder) {
    plan = parts.plan
    self.filing = filing
    names = parts.names
    tree = rows.tree
    paths = rows.paths
    findings = rows.findings
    slots = TimeSlots(filing.period)
    units = UnitConversion(parts)
    choices = parts.choices
    samples = Self.samples(filing)
    let tree = tree
    builders = plan.inputs.map {
      let slots = filing.period.slotCount($0.shape.grain.division)
      return ColumnBuilder(kind: $0.kind, count: tree.sets[$0.shape.rows].count * slots)
    }
  }

  /// The samples by name, each with what the document of the evidence index says of it.
  private static func samples(_ filing: Filing) -> [String: Filing.Sample] {
    let documents = Dictionary(
      filing.evidence.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var samples: [String: Filing.Sample] = [:]
    for var sample in filing.samples where samples[sample.id] == nil {
      let stated = Set(sample.fields.map(\.name))
      let report = sample.evidence.flatMap { documents[$0]?.fields } ?? []
      sample.fields += report.filter { !stated.contains($0.name) }
      samples[sample.id] = sample
    }
    return samples
  }

  /// The order in which cells are placed: what is said of one slot before what holds for several,
  /// a field of the evidence itself before a sample.
  static func rank(_ address: CellAddress) -> Int {
    guard let facet = address.facet else { return 0 }
    return (facet == "sample" ? 2 : 0) + (address.period == nil ? 1 : 0)
  }

  /// Where a cell goes.
  struct Place {
    var input: Int
    var row: Int32
    var elements: Range<Int>
  }

  /// Places the cells of a run that have a rank.
  ///
  /// - Parameter paths: the numbers of the rows, by cell or by the row of a table.
  mutating func bind(_ piece: Int, rank: Int, paths: [Int32]) {
    let start = filing.cells.starts[piece]
    switch filing.cells.pieces[piece] {
    case .entries(let entries):
      for (place, entry) in entries.enumerated() where Self.rank(entry.address) == rank {
        bind(start + place, path: paths[place])
      }
    case .table(let table):
      // The cells of a table are values, which go first.
      if rank == 0 { bind(table, from: start, paths: paths) }
    }
  }

  mutating func bind(_ number: Int, path: Int32) {
    let entry = filing.cells[number]
    let address = entry.address
    if statesUnit(entry) { return }
    guard let target = target(address.name, entry.cell.origin) else { return }
    let found = names.targets[target]
    switch address.facet {
    case nil:
      guard let input = found.value else {
        return report(.intakeComputed, entry, ["name": address.name])
      }
      put(number, input, path, found, broadcast: false)
    case "choice":
      guard let input = found.choice else {
        if case .text("entered") = entry.cell.value { return }
        return report(.intakeNoChoice, entry, ["name": address.name])
      }
      put(number, input, path, found, broadcast: true)
    case "prior":
      guard !found.prior.isEmpty else {
        return report(.intakeUnknownFacet, entry, ["facet": "prior", "name": address.name])
      }
      for input in found.prior { put(number, input, path, found, broadcast: false) }
    case "prior-choice":
      guard let input = found.priorChoice else {
        return report(.intakeUnknownFacet, entry, ["facet": "prior-choice", "name": address.name])
      }
      put(number, input, path, found, broadcast: false)
    case "sample":
      putSample(number, path, found)
    case .some(let field):
      guard Filing.evidenceFields.contains(field) else {
        return report(.intakeUnknownFacet, entry, ["facet": field, "name": address.name])
      }
      // Evidence that no rule reads stays in the filing for the verifier.
      if let input = found.evidence[field] { put(number, input, path, found, broadcast: true) }
    }
  }

  private mutating func putSample(_ number: Int, _ path: Int32, _ found: NameIndex.Target) {
    let entry = filing.cells[number]
    guard let id = Self.text(entry.cell.value), let sample = samples[id] else {
      let near = Suggestions.nearest(
        Self.text(entry.cell.value) ?? "", among: samples.keys.sorted())
      return report(
        .intakeUnknownSample, entry,
        ["got": Self.text(entry.cell.value) ?? ""], near: near)
    }
    // The sample itself is evidence too: values of one sample belong together.
    for field in sample.fields + [Filing.Field("sample", .text(id))] {
      guard let input = found.evidence[field.name] else { continue }
      guard let place = place(entry, input, path, broadcast: true) else { return }
      put(field.value, number, place, found.named)
    }
  }

  // MARK: Where it goes

  mutating func target(_ name: String, _ origin: Origin) -> Int? {
    if name == lastName.text, lastName.target >= 0 { return lastName.target }
    if let target = names.target(name) {
      lastName = (name, target)
      return target
    }
    if unknownNames.insert(name).inserted {
      let near = Suggestions.nearest(name, among: names.entered(plan))
      findings.append(
        Finding(
          .intakeUnknownName, at: origin,
          ["got": name], near: near))
    }
    return nil
  }

  private mutating func put(
    _ number: Int, _ input: Int, _ path: Int32, _ found: NameIndex.Target, broadcast: Bool
  ) {
    let entry = filing.cells[number]
    guard let place = place(entry, input, path, broadcast: broadcast) else { return }
    put(entry.cell.value, number, place, found.named)
  }

  /// The elements that a cell fills; nil with a finding where row or period do not fit.
  mutating func place(
    _ entry: Filing.Entry, _ input: Int, _ path: Int32, broadcast: Bool
  ) -> Place? {
    let shape = plan.inputs[input].shape
    guard let row = row(entry, shape.rows, path) else { return nil }
    let count = filing.period.slotCount(shape.grain.division)
    let range: Range<Int>
    switch slots.place(entry.address.period, shape.grain) {
    case .slot(let slot): range = slot..<(slot + 1)
    case .slots(let slots) where broadcast: range = slots
    case .outside:
      report(
        .intakeOutside, entry,
        ["got": entry.address.period ?? "", "period": filing.period.description])
      return nil
    case .slots, .finer:
      let words = shape.grain.words
      var example = entry.address
      example.period =
        shape.grain == .year ? nil : filing.period.name(shape.grain.division, 0)
      report(
        .intakeGrain, entry,
        [
          "name": entry.address.name, "expected": words.zh, "expectedEn": words.en,
          "example": example.description,
        ])
      return nil
    }
    let start = Int(row) * count
    return Place(
      input: input, row: row, elements: (start + range.lowerBound)..<(start + range.upperBound))
  }

  private mutating func row(_ entry: Filing.Entry, _ set: Int, _ path: Int32) -> Int32? {
    let found = paths.all[Int(path)]
    // The path left its finding when the rows were made.
    guard found.row >= 0 else { return nil }
    if found.rowSet == set { return found.row }
    let chain = tree.chains[set]
    guard found.rowSet == 0 || chain.contains(found.rowSet) else {
      let expected = chain.map { plan.rowSets[$0].id + "[…]/" }.joined() + entry.address.name
      report(
        .intakeWrongRows, entry, ["name": entry.address.name, "expected": expected])
      return nil
    }
    let row = tree.onlyRow(of: set, below: found.row, in: found.rowSet)
    if row >= 0 { return row }
    let expected = chain.map { plan.rowSets[$0].id + "[…]/" }.joined() + entry.address.name
    findings.append(
      .ambiguous(
        entry.address.description, expected: expected, candidates: [], at: entry.cell.origin))
    return nil
  }

  // MARK: What goes there

  mutating func put(_ value: CellValue, _ number: Int, _ place: Place, _ named: Int?) {
    let free = place.elements.filter { isFree($0, number, place) }
    if free.count < place.elements.count { reportDuplicate(number, place) }
    guard !free.isEmpty else { return }
    let content = content(value, number, place, named)
    for element in free {
      builders[place.input].note(source: Int32(number), at: element)
      switch content {
      case .value(let value, let state):
        builders[place.input].put(value, at: element, state: state)
      case .row(let row): builders[place.input].put(row: row, at: element)
      case .state(let state): builders[place.input].mark(element, state)
      }
    }
  }

  /// Whether an element has no value yet, or one of an earlier stage.
  private func isFree(_ element: Int, _ number: Int, _ place: Place) -> Bool {
    let before = builders[place.input].source(element)
    return before < 0
      || filing.cells[Int(before)].cell.stage < filing.cells[number].cell.stage
  }

  /// A finding where two cells say the same.
  ///
  /// What holds for all slots yields to what is said of one.
  private mutating func reportDuplicate(_ number: Int, _ place: Place) {
    let entry = filing.cells[number]
    for element in place.elements {
      let before = Int(builders[place.input].source(element))
      guard before >= 0, before != number, filing.cells[before].cell.stage == entry.cell.stage,
        Self.rank(filing.cells[before].address) == Self.rank(entry.address)
      else { continue }
      let first = Wording(zh: "先写在此处", en: "first written here")
      findings.append(
        Finding(
          .intakeDuplicate, at: entry.cell.origin, ["address": entry.address.description],
          notes: [Finding.Note(first, at: filing.cells[before].cell.origin)]))
      return
    }
  }

  /// What a cell puts into its elements.
  private enum Content {
    case value(Scalar, CellState)
    case row(Int32)
    case state(CellState)
  }

  private mutating func content(
    _ value: CellValue, _ number: Int, _ place: Place, _ named: Int?
  ) -> Content {
    if case .notOccurring = value { return .state(.notOccurring) }
    switch plan.inputs[place.input].kind {
    case .number: return numberContent(value, number, place, named)
    case .flag:
      guard let flag = Self.flag(value) else { return wrong(number, "是或否", "yes or no") }
      return .value(.flag(flag), .given)
    case .date:
      guard let day = Self.day(value) else {
        return wrong(number, "日期，如 2024-03-15", "a day such as 2024-03-15")
      }
      return .value(.date(day), .given)
    case .text: return textContent(value, number, place, named)
    case .reference(let set): return referenceContent(value, number, place, set)
    }
  }

  private mutating func numberContent(
    _ value: CellValue, _ number: Int, _ place: Place, _ named: Int?
  ) -> Content {
    let given: Rational
    let unit: String?
    var state = CellState.given
    switch value {
    case .number(let value, _, let text): (given, unit) = (value, text)
    case .substituted(let value, let text, _): (given, unit, state) = (value, text, .substituted)
    default: return wrong(number, "数字", "a number")
    }
    let facet = plan.inputs[place.input].facet
    let set = plan.inputs[place.input].shape.rows
    let outcome =
      facet == .external && named == nil
      ? .factor(.one) : units.convert(unit, named: named, row: place.row, set: set, tree: tree)
    switch outcome {
    case .factor(let factor):
      let converted = factor == .one ? given : given * factor
      if facet == .value, let named, let range = plan.named[named].plausible,
        !range.contains(converted)
      {
        implausible(converted, range, number, place, named)
      }
      return .value(.number(converted), state)
    case .unreadable:
      report(
        .intakeUnknownUnit, filing.cells[number],
        [
          "got": unit ?? "", "expected": named.flatMap { plan.named[$0].unit?.text } ?? "1",
        ])
    case .different(let expected):
      report(
        .intakeUnit, filing.cells[number],
        [
          "got": unit ?? "", "expected": expected, "name": filing.cells[number].address.name,
        ].merging(basisHint(unit ?? "", expected, named, place)) { a, _ in a })
    }
    return .state(.poisoned)
  }

  /// A unit that only leaves out the basis, kJ/kg for GJ/t@ar, and how to write it.
  private mutating func basisHint(
    _ got: String, _ expected: String, _ named: Int?, _ place: Place
  ) -> [String: String] {
    let set = plan.inputs[place.input].shape.rows
    if !got.contains("@"), let mark = expected.firstIndex(of: "@") {
      let given = got + expected[mark...]
      let outcome = units.convert(given, named: named, row: place.row, set: set, tree: tree)
      if case .factor = outcome {
        return [
          "hint": "；若已是该基准的值，单位写 \(given)",
          "hintEn": "; if it has that basis, write \(given)",
        ]
      }
    }
    return ["hint": "", "hintEn": ""]
  }

  private mutating func implausible(
    _ value: Rational, _ range: ClosedRange<Rational>, _ number: Int, _ place: Place,
    _ index: Int
  ) {
    let named = plan.named[index]
    let set = plan.inputs[place.input].shape.rows
    var factor = Rational.one
    var unit = named.unit
    // The range is shown in the unit that people enter.
    if let shown = named.shownAs, let text = units.text(shown, place.row, set, tree),
      case .factor(let known) = units.convert(
        text, named: index, row: place.row, set: set, tree: tree),
      let inverse = known.reciprocal
    {
      factor = inverse
      unit = shown
    }
    let text = unit.flatMap { units.text($0, place.row, set, tree) } ?? ""
    report(
      .intakePlausible, filing.cells[number],
      [
        "name": named.title.zh, "nameEn": named.title.en ?? named.symbol,
        "got": (value * factor).description,
        "from": (range.lowerBound * factor).description,
        "to": (range.upperBound * factor).description, "unit": text == "1" ? "" : " \(text)",
      ])
  }

  private mutating func textContent(
    _ value: CellValue, _ number: Int, _ place: Place, _ named: Int?
  ) -> Content {
    guard let text = Self.text(value) else { return wrong(number, "文字", "a text") }
    let known = choices[place.input]
    if known.isEmpty || known.contains(text) { return .value(.text(text), .given) }
    if let meant = ChoiceWords.choice(text, among: known) { return .value(.text(meant), .given) }
    let alternatives = named.map { plan.named[$0].alternatives } ?? []
    let declared = plan.inputs[place.input]
    if declared.facet == .choice || declared.field == "choice",
      let alternative = alternatives.first(where: {
        $0.title.zh == text || RegisterSheet.label($0) == text
      })
    {
      return .value(.text(alternative.id), .given)
    }
    let listed = plan.inputs[place.input].choices
    let near = Suggestions.nearest(text, among: listed)
    report(
      .intakeChoice, filing.cells[number],
      ["got": text, "known": listed.map(ChoiceWords.offered).joined(separator: " ")], near: near)
    return .state(.poisoned)
  }

  private mutating func referenceContent(
    _ value: CellValue, _ number: Int, _ place: Place, _ set: Int
  ) -> Content {
    guard let key = Self.text(value) else { return wrong(number, "行名", "the key of a row") }
    let from = plan.inputs[place.input].shape.rows
    let common = tree.commonAncestor(from, set)
    if referenceRows[place.input] == nil {
      var rows: [ReferenceKey: Int32] = [:]
      for (row, key) in tree.sets[set].keys.enumerated() {
        let ancestor = tree.ancestor(of: Int32(row), in: set, at: common) ?? 0
        rows[ReferenceKey(ancestor: ancestor, key: key)] = Int32(row)
      }
      referenceRows[place.input] = rows
    }
    let ancestor = tree.ancestor(of: place.row, in: from, at: common) ?? 0
    if let row = referenceRows[place.input]?[ReferenceKey(ancestor: ancestor, key: key)] {
      return .row(row)
    }
    let near = Suggestions.nearest(key, among: tree.sets[set].keys.prefix(1000))
    report(
      .intakeUnknownRow, filing.cells[number],
      ["got": key, "rows": plan.rowSets[set].title.zh, "id": plan.rowSets[set].id], near: near)
    return .state(.poisoned)
  }

  private mutating func wrong(_ number: Int, _ zh: String, _ en: String) -> Content {
    let entry = filing.cells[number]
    report(
      .intakeKind, entry, ["name": entry.address.name, "expected": zh, "expectedEn": en])
    return .state(.poisoned)
  }

  mutating func report(
    _ kind: FindingKind, _ entry: Filing.Entry, _ arguments: [String: String],
    near names: [String]? = nil
  ) {
    let origin = entry.cell.origin
    findings.append(
      names.map { Finding(kind, at: origin, arguments, near: $0) }
        ?? Finding(kind, at: origin, arguments))
  }
}
