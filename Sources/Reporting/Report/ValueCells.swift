import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// A named value at an element.
struct ValuePlace: Hashable {
  var named: Int
  var element: Int
}

/// Writes values into cells, each opening to the explanation behind it.
struct ValueCells {
  let material: ReportMaterial
  let steps: ExplanationBlocks
  /// Addresses at which a value is missed.
  private let missed: Set<String>

  /// A cell's content and its unit.
  struct Filled {
    var content: [Inline]
    var unit: String
    /// The content with the unit behind it.
    var withUnit: [Inline] { unit.isEmpty ? content : content + [.small(" \(unit)")] }
  }

  init(_ material: ReportMaterial) {
    self.material = material
    steps = ExplanationBlocks(material)
    var missed = material.evaluation.awaited()
    for finding in material.findings {
      if case .address(let address) = finding.origin { missed.insert(address) }
    }
    self.missed = missed
  }

  /// Whether a value is missing for a figure or has a finding.
  func isMissed(_ named: Int, _ element: Int) -> Bool {
    missed.contains(material.evaluation.address(of: material.plan.named[named], element))
  }

  /// A value for a cell of a form.
  ///
  /// - Parameters:
  ///   - decimals: the printed decimals, where the form says them.
  ///   - printed: the printed unit, where the form says it.
  func cell(_ index: Int, _ element: Int, decimals: Int?, unit printed: String?) -> Filled {
    let named = material.plan.named[index]
    let (unit, factor) = material.printed(named, element, unit: printed)
    let place = ValuePlace(named: index, element: element)
    let shown = self.shown(named, element, unit, factor, decimals)
    return Filled(content: opening(place, shown: shown), unit: UnitWords.text(unit))
  }

  private func shown(
    _ named: Named, _ element: Int, _ unit: String, _ factor: Rational?, _ decimals: Int?
  ) -> [Inline] {
    let evaluation = material.evaluation
    // A default has a value also where there is nothing that it could be of.
    guard evaluation.exists(material.plan.nodes[named.node].shape, element) else {
      return [.text(ReportWords.state(.notOccurring))]
    }
    switch evaluation.value(named.node, element) {
    case .number(let number):
      let printed = number * (factor ?? .one)
      let filed = filedDecimals(named, element, printed)
      // What was filed stands as it was filed; what only hands it on may be rounded.
      let places =
        named.role == .input
        ? material.decimals(decimals ?? filed, named, unit: unit, factor: factor)
        : material.decimals(decimals, named, unit: unit, factor: factor) ?? filed
      let text = NumberDisplay.text(printed, decimals: places)
      var shown: [Inline] = [.text(text)]
      if factor == nil {
        shown.append(.small(" \(UnitWords.text(material.unitText(named, element)))"))
      }
      if evaluation.state(named.node, element) == .substituted { shown.append(.small("（代入）")) }
      return shown
    case .flag(let flag): return [.text(flag ? "是" : "否")]
    case .text(let text): return [.text(text)]
    case .date(let day): return [.text(day.description)]
    case .reference(let row): return [.text(reference(named, row))]
    case nil: return [.text(ReportWords.state(evaluation.state(named.node, element)))]
    }
  }

  /// The decimals that a number was written with, where it is printed as it was written.
  private func filedDecimals(_ named: Named, _ element: Int, _ printed: Rational) -> Int? {
    guard case .number(let number, let decimals, _)? = material.source(named, element)?.cell.value
    else { return nil }
    return number == printed ? decimals : nil
  }

  private func reference(_ named: Named, _ row: Int) -> String {
    guard case .reference(let set) = material.plan.nodes[named.node].kind, row >= 0 else {
      return "—"
    }
    return material.evaluation.dataset.rows[set].keys[row]
  }

  /// A piece that opens to the explanation of a value.
  func opening(_ place: ValuePlace, shown: [Inline]) -> [Inline] {
    let named = material.plan.named[place.named]
    let address = material.evaluation.address(of: named, place.element)
    let text = TextRenderer.inline(shown)
    let name = "\(named.title.zh) \(text)，\(address)，查看来历"
    return [.opening(shown, Card(name, steps.card(place), address: address))]
  }

  // MARK: tables of values

  /// Results of a method without a layout.
  func everyFigure() -> DocumentTable {
    let plan = material.plan
    let roles: [Named.Role] = [.figure, .total, .memo, .intensity]
    let rows = plan.named.indices.filter { roles.contains(plan.named[$0].role) }.flatMap { index in
      (0..<material.evaluation.count(of: plan.named[index].node)).map { element -> [TableCell] in
        let named = plan.named[index]
        let filled = cell(index, element, decimals: nil, unit: nil)
        let shape = plan.nodes[named.node].shape
        let place = material.placeName(shape, element)
        return [
          TableCell(named.inline, .rowHeading),
          TableCell(place.isEmpty ? "合计" : place), TableCell(filled.content, .number),
          TableCell(filled.unit),
        ]
      }
    }
    return DocumentTable(
      caption: "结果", head: [["量", "位置", "数值", "单位"].map { TableCell($0, .columnHeading) }],
      rows: rows, widths: [40, 26, 20, 14])
  }

  /// The most rows of the annex of derivations; more are found by opening the values.
  private static let mostRows = 150
  /// The most rows of one value: a year of months; the others are computed in the same way.
  private static let mostElements = 12

  /// The annex of derivations, for paper: totals first, then what they are made of, each computed
  /// value once. What only hands a value on says nothing and is left out.
  func derivations() -> [Block] {
    let plan = material.plan
    let evaluation = material.evaluation
    var rows: [[TableCell]] = []
    var left = 0
    let order: [Named.Role] = [.total, .figure, .intensity, .memo, .formula]
    for role in order {
      for named in plan.named where named.role == role {
        let shape = plan.nodes[named.node].shape
        var own = 0
        for element in 0..<evaluation.count(of: named.node) {
          guard case .number? = evaluation.value(named.node, element),
            evaluation.exists(shape, element)
          else { continue }
          guard rows.count < Self.mostRows, own < Self.mostElements else {
            left += 1
            continue
          }
          if let row = steps.derivation(named, element) {
            rows.append(row)
            own += 1
          }
        }
      }
    }
    guard !rows.isEmpty else { return [.paragraph([.text("没有可以计算的量。")])] }
    var blocks: [Block] = [
      .table(
        DocumentTable(
          caption: "各计算值的公式与代入的数值",
          head: [["量", "公式、代入数值与结果", "条款"].map { TableCell($0, .columnHeading) }],
          rows: rows, widths: [28, 54, 18]))
    ]
    if left > 0 {
      blocks.append(.paragraph([.small("另有 \(left) 个计算值未在此列出，可在本报告的网页版（HTML）附表中点开查看。")]))
    }
    return blocks
  }
}
