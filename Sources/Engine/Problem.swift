import Diagnostics
import Quantities
import RulePlan

/// Why a value was poisoned, and where that happened first.
public struct Problem: Hashable, Sendable {
  /// The node of the plan.
  public let node: Int
  /// The element of the node's column.
  public let element: Int
  /// What is wrong there.
  public let reason: Reason

  /// What makes a value unusable.
  public enum Reason: Hashable, Sendable {
    /// A number other than zero divided by zero, or zero to a negative power.
    case divisionByZero
    /// No row of the table has this key.
    case keyNotFound(table: Int, key: String)
    /// The key lies outside the keys of the table.
    case outsideTable(table: Int, key: String)
    /// The point lies in the liquid or two-phase region, below the boundary position.
    case belowBoundary(table: Int, key: String, boundary: String)
    /// The cell is printed doubtfully; the printed text is given.
    case doubtfulCell(table: Int, key: String, printed: String)
    /// Two rows of the table hold for the same key and day.
    case ambiguousRow(table: Int, key: String)
    /// A function outside its domain: root or logarithm of a negative number, a negative share key.
    case domain(String)
    /// The result has more digits than any quantity can need.
    case overflow
    /// The filer states an alternative (取值方式) that the rule does not have.
    case unknownAlternative(String)
    /// Several rows have the key that a reference names.
    case ambiguousKey(String)
    /// A dated row lies outside the reporting period.
    case outsidePeriod(String)
    /// The filing supplies a value that was found wrong before.
    case wrongInput
  }
}

extension Problem {
  /// The finding that reports the problem at the place of its element.
  ///
  /// A wrong input has been reported by whoever found it wrong, so it makes no finding here.
  func finding(plan: Plan, at origin: Origin, clause: String?) -> Finding? {
    let arguments = self.arguments(plan)
    guard let kind else { return nil }
    return Finding(kind, at: origin, arguments, clause: clause)
  }

  private var kind: FindingKind? {
    switch reason {
    case .divisionByZero: .divisionByZero
    case .keyNotFound: .keyNotFound
    case .outsideTable: .outsideTable
    case .belowBoundary: .belowBoundary
    case .doubtfulCell: .doubtfulCell
    case .ambiguousRow: .ambiguousRow
    case .domain: .domain
    case .overflow: .overflow
    case .unknownAlternative: .unknownAlternative
    case .ambiguousKey: .ambiguousKey
    case .outsidePeriod: .outsidePeriod
    case .wrongInput: nil
    }
  }

  private func arguments(_ plan: Plan) -> [String: String] {
    var arguments = ["formula": plan.nodes[node].label ?? ""]
    func title(_ table: Int) -> String { plan.tables[table].title.zh }
    switch reason {
    case .divisionByZero, .overflow, .wrongInput: break
    case .keyNotFound(let table, let key), .outsideTable(let table, let key),
      .ambiguousRow(let table, let key):
      arguments["table"] = title(table)
      arguments["key"] = key
    case .belowBoundary(let table, let key, let boundary):
      arguments["table"] = title(table)
      arguments["key"] = key
      arguments["expected"] = boundary
    case .doubtfulCell(let table, let key, let printed):
      arguments["table"] = title(table)
      arguments["key"] = key
      arguments["got"] = printed
    case .domain(let what): arguments["function"] = what
    case .unknownAlternative(let id): arguments["got"] = id
    case .ambiguousKey(let key): arguments["key"] = key
    case .outsidePeriod(let day): arguments["got"] = day
    }
    return arguments
  }
}

extension FindingKind {
  static let divisionByZero = FindingKind(
    "arithmetic.division-by-zero", .error,
    zh: "除数为零：{formula}", en: "Division by zero: {formula}")
  static let domain = FindingKind(
    "arithmetic.domain", .error,
    zh: "{function} 的自变量超出定义域：{formula}",
    en: "The argument of {function} is outside its domain: {formula}")
  static let overflow = FindingKind(
    "arithmetic.overflow", .error,
    zh: "结果位数过多，无法表示：{formula}", en: "The result has too many digits: {formula}")
  static let keyNotFound = FindingKind(
    "lookup.key-not-found", .error,
    zh: "“{table}”中没有“{key}”", en: "“{table}” has no row “{key}”")
  static let outsideTable = FindingKind(
    "lookup.outside-table", .error,
    zh: "{key} 超出“{table}”的范围，不得外推",
    en: "{key} lies outside “{table}”; there is no extrapolation")
  static let belowBoundary = FindingKind(
    "lookup.below-boundary", .error,
    zh: "{key} 处于“{table}”的液相或两相区（界线为 {expected}），不能查取",
    en: "{key} is in the liquid or two-phase region of “{table}” (boundary {expected})")
  static let doubtfulCell = FindingKind(
    "lookup.doubtful-cell", .error,
    zh: "“{table}”中“{key}”的印刷值 {got} 存疑，核对官方文本前不得使用",
    en: "The printed value {got} for “{key}” in “{table}” is doubtful and not used")
  static let ambiguousRow = FindingKind(
    "lookup.ambiguous-row", .error,
    zh: "“{table}”中“{key}”有多行同时有效", en: "Several rows of “{table}” hold for “{key}”")
  static let unknownAlternative = FindingKind(
    "choice.unknown-alternative", .error,
    zh: "没有名为“{got}”的取值方式", en: "There is no alternative “{got}”")
  static let ambiguousKey = FindingKind(
    "reference.ambiguous-key", .error,
    zh: "有多行的键为“{key}”，引用不明确", en: "Several rows have the key “{key}”")
  static let outsidePeriod = FindingKind(
    "period.outside", .error,
    zh: "日期 {got} 不在报告期内", en: "The date {got} is outside the reporting period")
}
