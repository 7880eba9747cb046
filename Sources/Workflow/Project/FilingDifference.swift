import Accounting
import Diagnostics
import Exchange
import Quantities

/// What differs between two filings, by address.
struct FilingDifference: Hashable, Sendable {
  /// One thing that is not the same; nil where it is not there.
  struct Change: Hashable, Sendable {
    /// The list that it stands in, as JSON calls it: `header`, `rows`, `cells`, `meters` ….
    let kind: String
    /// Address, name or identifier.
    let place: String
    let old: String?
    let new: String?
  }

  /// The changes: by kind, then in the order of the newer filing, then what it lacks.
  let changes: [Change]

  /// Whether nothing differs.
  var isEmpty: Bool { changes.isEmpty }

  /// Compares two filings as they stand, with the stages that they bring along.
  /// - Complexity: O(cells).
  init(from old: Filing, to new: Filing) {
    let (old, new) = (FilingRevision(base: old).filing(), FilingRevision(base: new).filing())
    var changes: [Change] = []
    func compare(_ kind: String, _ old: [(String, String)], _ new: [(String, String)]) {
      // Of what is said twice the last counts; texts are compared as bytes.
      let before = Dictionary(old.map { (Array($0.0.utf8), $0.1) }) { _, last in last }
      let after = Dictionary(new.map { (Array($0.0.utf8), $0.1) }) { _, last in last }
      var told: Set<[UInt8]> = []
      for place in new.map(\.0) + old.map(\.0) {
        let key = Array(place.utf8)
        guard told.insert(key).inserted else { continue }
        let (left, right) = (before[key], after[key])
        if left.map({ Array($0.utf8) }) != right.map({ Array($0.utf8) }) {
          changes.append(Change(kind: kind, place: place, old: left, new: right))
        }
      }
    }
    compare("header", Self.header(old), Self.header(new))
    compare("rows", old.rows.map(Self.row), new.rows.map(Self.row))
    compare("cells", Self.cells(old), Self.cells(new))
    compare(
      "notOccurring", old.notOccurring.map { ($0.target.description, $0.reason) },
      new.notOccurring.map { ($0.target.description, $0.reason) })
    compare("samples", old.samples.flatMap(Self.sample), new.samples.flatMap(Self.sample))
    let (before, after) = (FilingRemainder.lists(old), FilingRemainder.lists(new))
    var kinds: [String] = []
    for list in after + before where !kinds.contains(list.kind) { kinds.append(list.kind) }
    for kind in kinds {
      compare(
        kind, before.first { $0.kind == kind }?.fields ?? [],
        after.first { $0.kind == kind }?.fields ?? [])
    }
    self.changes = changes
  }

  private static func header(_ filing: Filing) -> [(String, String)] {
    let header = filing.header
    let fields: [(String, String?)] = [
      ("enterprise", header.enterprise), ("creditCode", header.creditCode),
      ("methodology", header.methodology), ("period", filing.period.description),
      ("filedOn", header.filedOn?.description), ("purpose", header.purpose),
      ("region", header.region),
    ]
    return fields.compactMap { name, value in value.map { (name, $0) } }
      + header.further.map { ($0.name, $0.value) }
  }

  private static func row(_ row: Filing.Row) -> (String, String) {
    let parts = [
      row.title, row.from.map { "\($0) →" }, row.through.map { "→ \($0)" },
    ]
    return (
      CellAddress(steps: row.steps, name: "").description,
      parts.compactMap { $0 }.joined(separator: " ")
    )
  }

  /// The cells that count: of one address the last of the latest stage.
  private static func cells(_ filing: Filing) -> [(String, String)] {
    var places: [CellAddress: Int] = [:]
    var kept: [Filing.Entry] = []
    for entry in filing.cells {
      guard let place = places[entry.address] else {
        places[entry.address] = kept.count
        kept.append(entry)
        continue
      }
      if kept[place].cell.stage <= entry.cell.stage { kept[place] = entry }
    }
    return kept.map { ($0.address.description, text($0.cell.value)) }
  }

  private static func sample(_ sample: Filing.Sample) -> [(String, String)] {
    [(sample.id, "")] + sample.fields.map { ("\(sample.id)@\($0.name)", text($0.value)) }
  }

  /// A value as people read it: with the decimals it was written with, and its unit.
  static func text(_ value: CellValue) -> String {
    switch value {
    case .number(let number, let decimals, let unit):
      return number.text(decimals: decimals) + (unit.map { " \($0)" } ?? "")
    case .text(let text): return text
    case .flag(let flag): return flag ? "是" : "否"
    case .date(let day): return day.description
    case .notOccurring(let reason): return reason.isEmpty ? "不涉及" : "不涉及（\(reason)）"
    case .substituted(let number, let unit, let rule):
      return number.description + (unit.map { " \($0)" } ?? "") + "（替代：\(rule)）"
    }
  }
}

/// Everything that a filing lists beside header, rows, cells and samples: records, documents,
/// meters, boundary, monitoring plan and what else there will be. It is compared as JSON has it.
private enum FilingRemainder {
  /// The lists with their fields, each by its place in the list.
  static func lists(_ filing: Filing) -> [(kind: String, fields: [(String, String)])] {
    var rest = Filing(period: filing.period)
    rest.header.revision = filing.header.revision
    rest.records = filing.records
    rest.evidence = filing.evidence
    rest.meters = filing.meters
    rest.boundary = filing.boundary
    rest.monitoringPlan = filing.monitoringPlan
    rest.explanations = filing.explanations
    rest.signatures = filing.signatures
    var findings: [Finding] = []
    let json = JSONValue.read(
      Array(FilingJSON.write(rest).utf8), file: "", findings: &findings)
    return (json?.members ?? []).filter { !["format", "period"].contains($0.name) }.map { member in
      var fields: [(String, String)] = []
      flatten(member.value, "", &fields)
      return (kind: member.name, fields: fields)
    }
  }

  private static func flatten(
    _ value: JSONValue, _ place: String, _ fields: inout [(String, String)]
  ) {
    switch value {
    case .null: break
    case .flag(let flag): fields.append((place, flag ? "是" : "否"))
    case .number(let text), .text(let text): fields.append((place, text))
    case .object(let members):
      for member in members {
        flatten(member.value, place.isEmpty ? member.name : "\(place).\(member.name)", &fields)
      }
    case .array(let elements):
      var counts: [String: Int] = [:]
      for element in elements {
        // What has a name of its own is not moved by what is put in before it.
        let name =
          ["id", "at", "number", "role", "title", "on"].compactMap { element[$0]?.text }
          .first ?? element.text ?? ""
        counts[name, default: 0] += 1
        let count = counts[name] ?? 1
        let step = name.isEmpty ? "\(count)" : count == 1 ? name : "\(name) \(count)"
        flatten(element, "\(place)[\(step)]", &fields)
      }
    }
  }
}
