import Engine
import Quantities
import Reporting
import RulePlan

/// The data of a reduction for a report: few values one by one, many by their number and limits.
struct CreditValues {
  let calculation: Calculation
  let material: ReportMaterial

  /// From how many values on only their number, sum and limits are told.
  private static let most = 14

  private static let missing = "未填"

  /// The printed unit of a value; what depends on the row has no name of its own.
  static func unit(_ named: Named) -> String {
    let unit = (named.shownAs ?? named.unit)?.text { _ in "计量单位" } ?? ""
    return ["", "1"].contains(unit) ? "—" : UnitWords.text(unit)
  }

  private var plan: Plan { calculation.plan }
  private var evaluation: Evaluation { calculation.evaluation }

  func blocks(_ caption: String) -> [Block] {
    var rows: [[TableCell]] = []
    for named in plan.named where named.role == .input && !named.isPersonal {
      let shape = plan.nodes[named.node].shape
      let head = [
        TableCell([.formula(named.addressName)], .rowHeading), TableCell(named.title.zh),
        TableCell(Self.unit(named)),
      ]
      let count = evaluation.count(of: named.node)
      let isEmpty = (0..<count).allSatisfy { text(named, $0) == Self.missing }
      if count > Self.most || isEmpty && count > 1 {
        rows.append(
          head + [
            TableCell(place(shape)),
            TableCell(isEmpty ? "全部未填" : summary(named, count)),
          ])
        continue
      }
      for element in 0..<count {
        let first = element == 0 ? head : [TableCell(""), TableCell(""), TableCell("")]
        let place = material.placeName(shape, element)
        rows.append(
          first + [TableCell(place.isEmpty ? "—" : place), TableCell(text(named, element))])
      }
    }
    return Block.table(
      caption, ["符号", "数据或参数", "单位", "对象、时段", "数值"], [12, 26, 12, 28, 22], rows)
  }

  private func place(_ shape: Shape) -> String {
    let rows = shape.rows == 0 ? "" : plan.rowSets[shape.rows].title.zh
    let grain = MethodPage(calculation.method, plan, .chinese).grainName(shape.grain)
    return [rows, shape.grain == .year ? "" : grain].filter { !$0.isEmpty }.joined(separator: "，")
  }

  private func factor(_ named: Named) -> Rational {
    named.shownAs?.text == "%" && (named.unit?.text ?? "1") == "1" ? Rational(100) : .one
  }

  private func text(_ named: Named, _ element: Int) -> String {
    switch evaluation.value(named.node, element) {
    case .number(let number): (number * factor(named)).text(atMost: 6)
    case .flag(let flag): flag ? "是" : "否"
    case .text(let text): text
    case .date(let day): day.description
    case .reference(let row):
      if case .reference(let set) = plan.nodes[named.node].kind, row >= 0 {
        evaluation.dataset.rows[set].keys[row]
      } else {
        "—"
      }
    case nil: evaluation.state(named.node, element) == .notOccurring ? "不涉及" : Self.missing
    }
  }

  private func summary(_ named: Named, _ count: Int) -> String {
    var values = 0
    var sum = Rational.zero
    var limits: (low: Rational, high: Rational)?
    var yes = 0
    for element in 0..<count {
      switch evaluation.value(named.node, element) {
      case .number(let number):
        values += 1
        sum = sum + number
        limits = (min(limits?.low ?? number, number), max(limits?.high ?? number, number))
      case .flag(let flag):
        values += 1
        yes += flag ? 1 : 0
      case nil: break
      default: values += 1
      }
    }
    guard let limits else {
      if plan.nodes[named.node].kind == .flag { return "\(values) 个值，其中“是” \(yes) 个" }
      return "\(values) 个值"
    }
    let scale = factor(named)
    var parts = ["\(values) 个值"]
    let isAmount = ["activity", "production"].contains(named.inputKind ?? "")
    if isAmount { parts.append("合计 \((sum * scale).text(atMost: 4))") }
    parts.append(
      "\((limits.low * scale).text(atMost: 4)) 至 \((limits.high * scale).text(atMost: 4))")
    return parts.joined(separator: "，")
  }
}
