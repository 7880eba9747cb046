import Quantities
import RuleLanguage
import RulePlan
import Synchronization

/// Formulas as reports and the page of a method have them: sums as ∑ with what they go over
/// beneath, ratios of molar masses as the fraction that documents print, tables and row sets by
/// their titles.
///
/// What stands in `_{…}` is set as an index.
public struct FormulaWords: Sendable {
  private let plan: Plan
  /// The printed symbols of values by symbol and identifier.
  private let symbols: [String: String]
  private let known = Known()

  /// Formulas that were put into words: a report asks for the same ones for every row and month.
  private final class Known: Sendable {
    let texts = Mutex<[String: String]>([:])
  }

  /// Formulas of a plan.
  public init(_ plan: Plan) {
    self.plan = plan
    var symbols: [String: String] = [:]
    for named in plan.named {
      for name in [named.symbol, named.id] where symbols[name] == nil {
        symbols[name] = named.addressName
      }
    }
    self.symbols = symbols
  }

  /// The formula; as it is written where it cannot be read.
  public func text(_ formula: String) -> String {
    if let text = known.texts.withLock({ $0[formula] }) { return text }
    let text = Parser.parse(formula, file: "", base: 0).0.map { words($0, inside: 0) } ?? formula
    known.texts.withLock { $0[formula] = text }
    return text
  }

  /// The formula for places that know no indices.
  public func plainText(_ formula: String) -> String {
    text(formula).replacing("_{", with: "（").replacing("}", with: "）")
  }

  // MARK: parts

  private func words(_ tree: Expression, inside level: Int) -> String {
    switch tree.node {
    case .number(_, let text): return text
    case .text(let text): return "“\(text)”"
    case .flag(let flag): return flag ? "是" : "否"
    case .name(let name): return self.name(name)
    case .member(let value, let name):
      return "\(self.name(name))_{\(plainWords(value))}"
    case .lookup(let table, let keys, let column): return lookup(table, keys, column)
    case .call(let name, let arguments): return call(name, arguments)
    case .special(let name, let word): return special(name, word)
    case .evidence(let value, let field):
      return "\(words(value, inside: 9))的\(Self.fields[field] ?? field)"
    case .unary(.minus, let value): return bracketed("−" + words(value, inside: 7), 7, level)
    case .unary(.not, let value): return bracketed("非 " + words(value, inside: 3), 3, level)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, inside: level)
    case .unit(let value, let use, let unit, _): return self.unit(value, use, unit)
    case .conditional(let condition, let yes, let no):
      let text =
        "\(words(condition, inside: 1)) 时取 \(words(yes, inside: 1))，否则取 \(words(no, inside: 0))"
      return bracketed(text, 0, level)
    case .oneOf(let value, let words):
      return bracketed(
        "\(self.words(value, inside: 5)) 为 \(words.joined(separator: "、"))之一", 4, level)
    case .this(let set): return "本\(name(set))"
    case .reduction(let fold): return reduction(fold, inside: level)
    }
  }

  private func bracketed(_ text: String, _ own: Int, _ level: Int) -> String {
    own < level ? "(\(text))" : text
  }

  /// The symbol of a value, or the title of a row set.
  private func name(_ name: String) -> String {
    if let symbol = symbols[name] { return symbol }
    return plan.rowSets.first { $0.id == name }?.title.zh ?? name
  }

  /// Words that stand in an index: no index of their own.
  private func plainWords(_ tree: Expression) -> String {
    words(tree, inside: 0).replacing("_{", with: " ").replacing("}", with: "")
  }

  /// A cell of a table; in a module the table is called by the name of its parameter, and found by
  /// what it has.
  private func lookup(_ id: String, _ keys: [Expression], _ column: String) -> String {
    let fitting = plan.tables.filter { table in
      table.keys.count == keys.count && table.columns.contains { $0.id == column }
    }
    let table = plan.tables.first { $0.id == id } ?? (fitting.count == 1 ? fitting[0] : nil)
    let own = (table ?? fitting.first)?.columns.first { $0.id == column }?.title.zh ?? column
    let list = keys.map { plainWords($0) }.joined(separator: "、")
    return "〔按\(list)查\(table.map { "《\($0.title.zh)》" } ?? "表")：\(own)〕"
  }

  private func call(_ name: String, _ arguments: [Expression]) -> String {
    let list = arguments.map { words($0, inside: 0) }
    switch name {
    case "given": return "\(list[0]) 有值"
    case "absent": return "\(list[0]) 无值"
    case "occurs": return "\(list[0]) 涉及"
    case "prior": return "上年\(list[0])"
    case "previous":
      return list.count > 1 ? "前第\(list[1])期\(list[0])" : "上一期\(list[0])"
    case "choice": return "\(list[0]) 的取值方式"
    case "abs": return "|\(list[0])|"
    case "dry": return "(1 − \(list[0]))"
    case "low": return "\(list[0]) 的下限"
    case "high": return "\(list[0]) 的上限"
    case "unique": return "\(list[0]) 不重复"
    case "year": return "\(list[0]) 的年份"
    case "years-after", "days-after":
      guard list.count == 2 else { break }
      return "\(list[0]) 之后\(list[1])\(name == "years-after" ? "年" : "日")"
    case "overlap":
      guard list.count == 4 else { break }
      return "\(list[0])至\(list[1])与\(list[2])至\(list[3])重叠的天数"
    case "days": return "\(list.joined(separator: " 至 ")) 的天数"
    case "round":
      guard arguments.count == 2, case .text(let rule) = arguments[1].node else { break }
      return "修约(\(list[0])，\(Rounding(attribute: rule).map { self.rounding($0) } ?? rule))"
    default: break
    }
    return "\(name)(\(list.joined(separator: "，")))"
  }

  private func special(_ name: String, _ word: String) -> String {
    switch name {
    case "molar":
      let parts = word.split(whereSeparator: { $0 == "/" || $0 == "÷" }).map {
        String($0).trimmingPrefix(while: \.isWhitespace).split(separator: " ").joined()
      }
      guard parts.count == 2, let above = MolarTable.masses[parts[0]],
        let below = MolarTable.masses[parts[1]]
      else { return "M(\(word))" }
      return "\(above)/\(below)"
    case "gwp":
      return "GWP_{\(plan.rowSets.first { $0.id == word }?.title.zh ?? word)}"
    case "carbon": return "\(word)的含碳量"
    case "external":
      let parts = word.split(separator: "#").map(String.init)
      return parts.count == 2 ? "\(parts[1])_{\(parts[0])}" : word
    case "filing": return Self.facts[word] ?? word
    case "slot-start": return "期初"
    case "slot-end": return "期末"
    default: return "\(name)(\(word))"
    }
  }

  private static let facts = [
    "date": "填报日期", "purpose": "用途", "region": "地区", "year": "报告年度",
  ]

  private static let fields = [
    "report": "报告编号", "laboratory": "检测机构", "accredited": "检测资质", "sampled": "采样日期",
    "received": "收样日期", "tested": "检测日期", "issued": "报告日期", "basis": "基准",
    "standard": "检测标准", "sample": "样品",
  ]

  private func unit(_ value: Expression, _ use: Expression.UnitUse, _ unit: String) -> String {
    switch use {
    // The unit of the result stands beside the formula.
    case .to, .as: return words(value, inside: 8)
    case .in: return "{\(words(value, inside: 0))}_{\(unit)}"
    }
  }

  private func binary(
    _ operation: Expression.Binary, _ left: Expression, _ right: Expression, inside level: Int
  ) -> String {
    let own = operation.precedence
    let isPower = operation == .power
    let first = words(left, inside: isPower || own == 4 ? own + 1 : own)
    if isPower, case .number(_, let digits) = right.node, digits.allSatisfy(\.isNumber) {
      return bracketed("\(first)^\(digits)", own, level)
    }
    let sign =
      switch operation {
      case .and: "且"
      case .or: "或"
      case .less: "<"
      case .greater: ">"
      case .power: "的次方"
      default: operation.rawValue
      }
    let second = words(right, inside: isPower ? own : own + 1)
    return bracketed("\(first) \(sign) \(second)", own, level)
  }

  // MARK: reductions

  private func reduction(_ fold: Expression.Fold, inside level: Int) -> String {
    var below = fold.axes.map { Self.times[$0.name] ?? name($0.name) }
    if let (window, grain, _) = fold.window {
      below.append(
        "前\(window.slots)\(window.givenOnly ? "个有值的" : "个")\(Self.times[grain] ?? grain)")
    }
    if let bucket = fold.bucket {
      below.append("按\(plainWords(bucket.date))所在\(Self.times[bucket.grain] ?? bucket.grain)")
    }
    if let condition = fold.condition { below.append("其中 \(plainWords(condition))") }
    if let weight = fold.weight { below.append("按 \(plainWords(weight)) 加权") }
    let body = fold.body.map { words($0, inside: 6) } ?? ""
    let text = "\(sign(fold))_{\(below.joined(separator: "，"))} \(body)"
    return bracketed(text, 5, level)
  }

  private func sign(_ fold: Expression.Fold) -> String {
    switch fold.reduction {
    case .sum: "∑"
    case .product: "∏"
    case .mean: fold.weight == nil ? "平均" : "加权平均"
    case .min: "最小"
    case .max: "最大"
    case .count: "个数"
    case .any: "任一"
    case .all: "全部"
    case .last: "末值"
    case .variance: "方差"
    }
  }

  private static let times = [
    "calendar-year": "自然年", "month": "月", "day": "日", "quarter": "季", "year": "年",
  ]

  /// A unit; what depends on the row is called after the row set.
  public func unit(_ unit: UnitLabel) -> String {
    let text =
      unit.text { part in
        part.table == nil
          ? "（按\(plan.rowSets[part.rows].title.zh)）" : "计量单位（按\(plan.rowSets[part.rows].title.zh)）"
      } ?? unit.text
    return text == "1" ? "" : text
  }

  /// A rounding rule in words: `保留2位小数`.
  public func rounding(_ rounding: Rounding) -> String {
    var text =
      switch rounding.precision {
      case .decimals(0): "取整"
      case .decimals(let count): "\(count)位小数"
      case .digits(let count): "\(count)位有效数字"
      }
    if rounding.step != 1 { text += "，间隔\(rounding.step == 5 ? "0.5" : "0.2")" }
    switch rounding.mode {
    case .halfEven: break
    case .halfUp: text += "，四舍五入"
    default: text += "，\(rounding.mode.rawValue)"
    }
    return text
  }
}
