import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// What has to be supplied before the absent figures can be computed.
struct MissingList {
  /// One thing to supply.
  struct Item {
    /// Where: `facility[F1]/fuel[烟煤]/FC`.
    let address: String
    /// What it is called.
    let title: Label
    let unit: String?
    let remark: Wording?
    /// The table and line to fill in: `fuel.csv 第6行`; nil where the filing is no folder of tables.
    var place: Wording?
  }

  /// What keeps totals back, beside errors.
  let items: [Item]
  /// What keeps other figures and intensities back, but no total.
  let others: [Item]
  /// Whether totals are kept back by errors too, not by gaps alone.
  private let hasErrors: Bool
  /// How many lines people are shown.
  private static let listed = 40

  /// Looks at totals, then at the other figures.
  init(_ calculation: Calculation) {
    let plan = calculation.plan
    let evaluation = calculation.evaluation
    let totals = plan.named.filter { [.total, .reduction, .creditable].contains($0.role) }
    let figures = plan.named.filter { $0.role == .figure }
    hasErrors = totals.contains { total in
      (0..<evaluation.count(of: total.node)).contains {
        evaluation.state(total.node, $0) == .poisoned
      }
    }
    var known: Set<Missing> = []
    let first = totals.isEmpty ? figures : totals
    items = Self.items(Self.gaps(first, evaluation, &known), calculation)
    let rest = figures + plan.named.filter { $0.role == .intensity }
    others = Self.items(Self.gaps(rest, evaluation, &known), calculation)
  }

  /// What is missing for values, each thing once.
  private static func gaps(
    _ values: [Named], _ evaluation: Evaluation, _ known: inout Set<Missing>
  ) -> [Missing] {
    var found: [Missing] = []
    for value in values {
      for element in 0..<evaluation.count(of: value.node) {
        for missing in evaluation.missing(for: value.node, element)
        where known.insert(missing).inserted {
          found.append(missing)
        }
      }
    }
    return found
  }

  private static func items(_ found: [Missing], _ calculation: Calculation) -> [Item] {
    var items: [Item] = []
    var done: Set<String> = []
    let places = MissingPlaces(calculation)
    let cells = Dictionary(grouping: found) { missing -> Group in
      guard case .cell(let input, let element) = missing else { return Group(input: -1, row: 0) }
      return Group(input: input, row: element / slots(input, calculation))
    }
    for missing in found {
      switch missing {
      case .cell(let input, let element):
        let group = Group(input: input, row: element / slots(input, calculation))
        let elements = (cells[group] ?? []).compactMap { missing -> Int? in
          if case .cell(_, let element) = missing { element } else { nil }
        }
        guard done.insert("\(group)").inserted else { continue }
        var item = cell(input, elements, calculation)
        item.place = places.cell(input, elements.first ?? element)
        items.append(item)
      case .rows(let set, let shape, let element):
        let rows = calculation.plan.rowSets[set]
        let place = Self.place(of: shape, element, name: rows.id, calculation)
        guard done.insert(place).inserted else { continue }
        items.append(
          Item(
            address: place, title: rows.title, unit: nil,
            remark: Wording(
              zh: "没有一行；确实没有的，在名称处写“不涉及”", en: "no row; where there is none, write 不涉及"),
            place: places.table(set)))
      case .tableCell(let table, let column, let node, let element):
        let table = calculation.plan.tables[table]
        let shape = calculation.plan.nodes[node].shape
        items.append(
          Item(
            address: calculation.evaluation.address(
              of: shape, element, name: "\(table.id).\(table.columns[column].id)"),
            title: table.title, unit: table.columns[column].unit?.text,
            remark: Wording(
              zh: "表中没有这个值，须实测或另取", en: "the table has no value: measure it or choose another way"))
        )
      case .before(let node, let element): items.append(before(node, element, calculation))
      }
    }
    return items
  }

  /// Nothing lies before the slot that a formula looks back from.
  private static func before(_ node: Int, _ element: Int, _ calculation: Calculation) -> Item {
    let read = calculation.plan.nodes[node]
    let label = read.label ?? ""
    return Item(
      address: calculation.evaluation.address(of: read.shape, element, name: ""),
      title: Label(label, en: label), unit: read.unit,
      remark: Wording(
        zh: "报告期内此前没有可用的值，须另选取值方式", en: "the period has no value before: choose another way"))
  }

  /// The address of a row set below an element, whatever its period.
  private static func place(
    of shape: Shape, _ element: Int, name: String, _ calculation: Calculation
  ) -> String {
    let steps = calculation.bound.address(of: name, shape, element).steps
    return CellAddress(steps: steps, name: name).description
  }

  private struct Group: Hashable {
    let input: Int
    let row: Int
  }

  private static func slots(_ input: Int, _ calculation: Calculation) -> Int {
    let shape = calculation.plan.inputs[input].shape
    let rows = max(1, calculation.evaluation.dataset.rows[shape.rows].count)
    return max(1, calculation.evaluation.dataset.columns[input].count / rows)
  }

  /// One line for the missing cells of a row: all slots, or the first and how many more.
  private static func cell(
    _ input: Int, _ elements: [Int], _ calculation: Calculation
  ) -> Item {
    let declared = calculation.plan.inputs[input]
    let named = calculation.plan.named.first {
      $0.role == .input && ($0.id == declared.id || $0.symbol == declared.id)
    }
    var address = calculation.bound.address(input, elements.first ?? 0)
    let total = slots(input, calculation)
    var remark = remark(declared)
    if elements.count > 1, elements.count == total {
      address.period = nil
      remark = remark ?? Wording(zh: "全部 \(total) 期", en: "all \(total) periods")
    } else if elements.count > 1 {
      let periods = elements.map { calculation.bound.address(input, $0).period ?? "" }
      remark = remark ?? Self.periods(elements, periods)
    }
    let unit = named?.shownAs ?? named?.unit
    return Item(
      address: address.description, title: named?.title ?? Label(declared.id),
      unit: unit.map {
        calculation.evaluation.unitText($0, of: declared.shape, elements.first ?? 0)
      }, remark: remark)
  }

  /// The periods behind the first one: a run by its last, single ones by name.
  private static func periods(_ elements: [Int], _ periods: [String]) -> Wording {
    let count = elements.count
    let isRun = (elements.last ?? 0) - (elements.first ?? 0) == count - 1
    if isRun, let last = periods.last {
      return Wording(zh: "至 \(last)，共 \(count) 期", en: "to \(last), \(count) periods")
    }
    let others = periods.dropFirst().prefix(6)
    let more = count > 7 ? "…" : ""
    return Wording(
      zh: "及 \(others.joined(separator: "、"))\(more)，共 \(count) 期",
      en: "and \(others.joined(separator: ", "))\(more), \(count) periods")
  }

  private static func remark(_ input: Input) -> Wording? {
    switch input.facet {
    case .value, .validity: nil
    case .choice: Wording(zh: "须选定取值方式", en: "choose an alternative")
    case .evidence: Wording(zh: "检测凭据", en: "evidence")
    case .prior where input.field == "choice":
      Wording(zh: "上一报告期的取值方式", en: "the alternative taken in the period before")
    case .prior: Wording(zh: "上一报告期的值", en: "the value of the period before")
    case .external: Wording(zh: "取自另一方法学", en: "taken from another methodology")
    case .filing: Wording(zh: "填报自身的属性", en: "an attribute of the filing itself")
    }
  }

  /// The list for people; empty where nothing is missing.
  func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    let heading =
      hasErrors
      ? say("除了下面列出的错误，还缺：\n", "besides the errors below, missing:\n")
      : say("总量算不出来，还缺：\n", "the total cannot be computed; missing:\n")
    let further = say("总量之外，有的数算不出来，还缺：\n", "for figures beside the total, missing:\n")
    let parts = [
      Self.text(heading, items, language), Self.text(further, others, language),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func text(_ heading: String, _ items: [Item], _ language: Language) -> String {
    if items.isEmpty { return "" }
    var table = TextTable()
    for item in items.prefix(listed) {
      let title = language == .english ? item.title.en ?? item.title.zh : item.title.zh
      let unit = item.unit == "1" ? nil : item.unit
      table.add([
        "  " + item.address, title, unit ?? "", item.place?.text(language) ?? "",
        item.remark?.text(language) ?? "",
      ])
    }
    var text = heading + table.text
    let more = items.count - listed
    if more > 0 {
      text +=
        language == .chinese ? "  另有 \(more) 项，见 --json\n" : "  and \(more) more, with --json\n"
    }
    return text
  }

  /// The list for programs.
  var json: JSON {
    .array(
      (items + others).map {
        .members([
          "address": .text($0.address), "title": .text($0.title.zh), "unit": .optional($0.unit),
          "remark": .optional($0.remark?.zh), "place": .optional($0.place?.zh),
        ])
      })
  }
}
