import Accounting
import Engine
import Quantities
import RulePlan

/// The chapters of activity data, factors and production data: each value with where it comes
/// from.
struct ValueTables {
  let material: ReportMaterial
  let values: ValueCells
  private let evidence: EvidenceIndex
  private let ways: WayWords
  private let years: YearValues

  init(material: ReportMaterial, values: ValueCells) {
    self.material = material
    self.values = values
    evidence = EvidenceIndex(material.filing)
    ways = WayWords(material: material)
    years = YearValues(material: material)
  }

  /// A row of a named value that has something to show.
  private struct Place {
    var named: Int
    var row: Int
    var elements: Range<Int>
  }

  /// A table for each emission source that has values of these kinds.
  ///
  /// - Parameters:
  ///   - kinds: `activity`, `factor`, `coefficient`, `production`.
  ///   - caption: what the tables show; the source's title is put behind it.
  func blocks(kinds: Set<String>, caption: String) -> [Block] {
    var order: [String] = []
    var groups: [String: [Place]] = [:]
    for place in places(kinds) {
      let source = material.plan.named[place.named].source ?? ""
      if groups[source] == nil { order.append(source) }
      groups[source, default: []].append(place)
    }
    return order.flatMap { source -> [Block] in
      let title = material.method.sources.first { $0.id == source }?.title.zh
      let places = groups[source] ?? []
      let rows = places.map(line)
      // Where nothing is attached its column only has to hold its heading.
      let isBare = rows.allSatisfy { $0.last.map { TextRenderer.inline($0.content) } == "" }
      let table = Block.table(
        DocumentTable(
          caption: title.map { "\(caption)：\($0)" } ?? caption,
          head: [
            ["参数", "设施、品种", "数值", "单位", "取值方式", "数据来源", "支撑材料"]
              .map { TableCell($0, .columnHeading) }
          ], rows: rows,
          widths: isBare ? [18, 22, 13, 9, 11, 20, 7] : [16, 20, 12, 8, 10, 18, 16]))
      return [table] + measuring(places)
    }
  }

  /// How the parameters of a table are measured, each once.
  private func measuring(_ places: [Place]) -> [Block] {
    var seen: Set<Int> = []
    let lines = places.filter { seen.insert($0.named).inserted }.compactMap { place -> [Inline]? in
      let named = material.plan.named[place.named]
      let words = method(named)
      return words == "—" ? nil : [.formula(named.addressName), .small("　\(words)")]
    }
    guard !lines.isEmpty else { return [] }
    return [.paragraph([.small("监测方法与频次（规则的要求）：")]), .list(lines)]
  }

  /// One table of how values were determined: way by period, measured how, by whom.
  func ways(kinds: Set<String>, caption: String) -> [Block] {
    let rows = places(kinds).map { place -> [TableCell] in
      let named = material.plan.named[place.named]
      let shape = material.plan.nodes[named.node].shape
      return [
        TableCell(shape.rows == 0 ? "全企业" : material.rowName(shape, place.elements.lowerBound)),
        TableCell(named.inline, .rowHeading),
        TableCell(ways.text(place.named, place.elements)), TableCell(method(named)),
        TableCell(laboratories(place)), TableCell(proof(place)),
      ]
    }
    if rows.isEmpty { return [] }
    let heads = ["设施、品种", "参数", "确定方式", "检测方法与频次", "检测机构", "检测报告"]
    return [
      .table(
        DocumentTable(
          caption: caption, head: [heads.map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [22, 19, 12, 19, 13, 15]))
    ]
  }

  private func laboratories(_ place: Place) -> String {
    var names: [String] = []
    for element in place.elements {
      guard let entry = ways.entry(place.named, element),
        let sample = evidence.sample(entry.address)
      else { continue }
      for field in sample.fields where field.name == "laboratory" {
        if case .text(let text) = field.value, !names.contains(text) { names.append(text) }
      }
    }
    return names.joined(separator: "、")
  }

  private func places(_ kinds: Set<String>) -> [Place] {
    let evaluation = material.evaluation
    return material.plan.named.indices.flatMap { index -> [Place] in
      let named = material.plan.named[index]
      guard named.role == .input, let kind = named.inputKind, kinds.contains(kind),
        case .number = material.plan.nodes[named.node].kind
      else { return [] }
      let shape = material.plan.nodes[named.node].shape
      let slots = evaluation.element(of: shape, row: 1, slot: 0)
      return (0..<evaluation.dataset.rows[shape.rows].count).compactMap { row in
        let elements = row * slots..<(row + 1) * slots
        let isShown = elements.contains {
          evaluation.state(named.node, $0).hasValue || values.isMissed(index, $0)
        }
        return isShown ? Place(named: index, row: row, elements: elements) : nil
      }
    }
  }

  private func line(_ place: Place) -> [TableCell] {
    let named = material.plan.named[place.named]
    let shape = material.plan.nodes[named.node].shape
    let (content, unit) = value(place)
    return [
      TableCell(named.inline, .rowHeading),
      TableCell(shape.rows == 0 ? "全企业" : material.rowName(shape, place.elements.lowerBound)),
      TableCell(content, .number), TableCell(unit.isEmpty ? "—" : unit),
      TableCell(ways.text(place.named, place.elements)), TableCell(source(place)),
      TableCell(proof(place)),
    ]
  }

  /// The value, or that of the year with how many months it is made of.
  private func value(_ place: Place) -> (content: [Inline], unit: String) {
    let evaluation = material.evaluation
    let named = material.plan.named[place.named]
    let first = values.cell(place.named, place.elements.lowerBound, decimals: nil, unit: nil)
    guard place.elements.count > 1 else { return (first.content, first.unit) }
    let shape = material.plan.nodes[named.node].shape
    let expected = place.elements.filter { evaluation.exists(shape, $0) }
    let given = expected.filter { evaluation.state(named.node, $0).hasValue }
    let filled = given.first.map { values.cell(place.named, $0, decimals: nil, unit: nil) } ?? first
    var content: [Inline]
    if let year = years.value(place.named, row: place.row) {
      let factor = material.printed(named, given.first ?? place.elements.lowerBound).factor ?? .one
      content = [
        .text(NumberDisplay.text(year * factor, decimals: named.overTime == "sum" ? nil : 4))
      ]
    } else if given.isEmpty {
      content = [.text("缺数据")]
    } else {
      content = [.text("逐期见附表")]
    }
    content.append(.lineBreak)
    content.append(.small("\(given.count)/\(expected.count) 期有数"))
    return (content, filled.unit)
  }

  /// Where the elements come from, each source once.
  private func source(_ place: Place) -> String {
    let named = material.plan.named[place.named]
    var words: [String] = []
    for element in place.elements where material.evaluation.state(named.node, element).hasValue {
      let word = ways.source(place.named, element)
      if !words.contains(word) { words.append(word) }
    }
    guard words.count > 2, let first = words.first else {
      return words.isEmpty ? "—" : words.joined(separator: "；")
    }
    return "\(first)等 \(words.count) 处"
  }

  private func method(_ named: Named) -> String {
    guard let measurement = named.measurement else { return "—" }
    let words = [
      measurement.how, measurement.every.map { FrequencyWords.text($0) }, measurement.standard,
    ]
    return words.compactMap { $0 }.joined(separator: "；")
  }

  /// Laboratory reports and documents behind the elements: how many, and the first.
  private func proof(_ place: Place) -> String {
    var reports: [String] = []
    var documents: [String] = []
    for element in place.elements {
      guard let entry = ways.entry(place.named, element) else { continue }
      if let number = evidence.sample(entry.address)?.reportNumber, !reports.contains(number) {
        reports.append(number)
      }
      for document in evidence.documents(entry.address) where !documents.contains(document.words) {
        documents.append(document.words)
      }
    }
    return [Self.first(reports, "检测报告"), Self.first(documents, "材料")].compactMap { $0 }
      .joined(separator: "；")
  }

  private static func first(_ names: [String], _ word: String) -> String? {
    guard let first = names.first else { return nil }
    return names.count == 1 ? "\(word) \(first)" : "\(word) \(names.count) 份：\(first) 等"
  }
}
