import Accounting
import Diagnostics
import Engine
import RulePlan

/// Places of a filing in words, with the names that the filing gives its rows.
struct PlaceWords: Sendable {
  private let plan: Plan
  private let titles: [[CellAddress.Step]: String]
  /// Titles of rows that an address may name without their ancestors; nil where two have the step.
  private let short: [CellAddress.Step: String?]

  init(_ filing: Filing, _ plan: Plan) {
    self.plan = plan
    let titled = filing.rows.compactMap { row in row.title.map { (row.steps, $0) } }
    titles = Dictionary(titled, uniquingKeysWith: { first, _ in first })
    short = Dictionary(
      titled.compactMap { steps, title in steps.last.map { ($0, title) } },
      uniquingKeysWith: { first, second in first == second ? first : nil })
  }

  /// `东区热电厂 · 2号机组 · 燃煤，2023-09　空气干燥基元素碳 C_ad`.
  func line(_ address: CellAddress) -> [Inline] {
    let named = plan.named.first { $0.symbol == address.name || $0.id == address.name }
    let set = plan.rowSets.first { $0.id == address.name }
    var line: [Inline] = []
    let place = row(address)
    if !place.isEmpty { line.append(.text(address.name.isEmpty ? place : place + "　")) }
    if let named {
      line += named.inline
    } else if !address.name.isEmpty {
      line.append(.text(set?.title.zh ?? address.name))
    }
    if let facet = address.facet { line.append(.text("（\(Self.facets[facet] ?? facet)）")) }
    return line
  }

  /// The rows and the period of an address.
  func row(_ address: CellAddress) -> String {
    let rows = address.steps.indices.map { place in
      let step = address.steps[place]
      return titles[Array(address.steps[...place])] ?? (short[step] ?? nil) ?? step.key
    }.joined(separator: " · ")
    return [rows, address.period ?? ""].filter { !$0.isEmpty }.joined(separator: "，")
  }

  /// The same of an address as text; what is no address stays as it is.
  func line(_ text: String) -> [Inline] {
    var findings: [Finding] = []
    guard let address = CellAddress(text, at: .none, findings: &findings), findings.isEmpty else {
      return [.text(text)]
    }
    return line(address)
  }

  static let facets = [
    "choice": "取值方式", "prior": "上年", "sample": "样品", "report": "报告编号", "laboratory": "检测机构",
    "accredited": "有资质", "sampled": "采样", "received": "收样", "tested": "检测", "issued": "出具",
    "basis": "基准", "standard": "标准",
  ]
}

extension Named {
  /// What a value is called with its symbol; once where the symbol is the name.
  var inline: [Inline] {
    title.zh == addressName
      ? [.formula(addressName)] : [.text(title.zh + " "), .formula(addressName)]
  }
}

extension ReportMaterial {
  /// Places of the filing in words.
  var places: PlaceWords { lookups.places }

  /// The row and the period of an address in words; a dash for the whole.
  package func placeName(_ address: String) -> String {
    var findings: [Finding] = []
    guard let address = CellAddress(address, at: .none, findings: &findings) else { return address }
    let place = places.row(address)
    return place.isEmpty ? "—" : place
  }

  /// The row and the period of an element in words; empty for the whole.
  package func placeName(_ shape: Shape, _ element: Int) -> String {
    var place = rowName(shape, element)
    if shape.grain != .year {
      let slot = evaluation.address(of: shape, element, name: "").split(separator: "/").last ?? ""
      place += place.isEmpty ? slot : "，" + slot
    }
    return place
  }
}
