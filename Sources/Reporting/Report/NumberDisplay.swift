import Quantities
import RulePlan

/// How numbers stand on paper: exact values are rounded for display only.
enum NumberDisplay {
  /// By how many places the decimal point moves under a factor; nil where it does not just move.
  static func places(movedBy factor: Rational) -> Int? {
    var power = Rational.one
    for moved in 0..<12 {
      if factor == power { return moved }
      if factor * power == .one { return -moved }
      power = power * Rational(10)
    }
    return nil
  }

  /// The number with these decimals; without any, exactly if that is short, else six significant
  /// digits.
  static func text(_ number: Rational, decimals: Int?) -> String {
    if let decimals { return number.text(decimals: decimals) }
    if let places = number.decimalPlaces, places <= 6 { return number.description }
    return number.text(digits: 6)
  }

  /// All digits of a number; a fraction that never ends, with 34 of them.
  static func full(_ number: Rational) -> String {
    guard let places = number.decimalPlaces, places <= 40 else { return number.text(digits: 34) }
    return number.description
  }

  /// A share as a percentage with two decimals.
  static func share(_ part: Rational, of whole: Rational) -> String {
    part.divided(by: whole).map { ($0 * Rational(100)).text(decimals: 2) + "%" } ?? "—"
  }
}

/// The words for states, roles and evidence.
enum ReportWords {
  static func state(_ state: CellState) -> String {
    switch state {
    case .given, .substituted: ""
    case .notOccurring: "不涉及"
    case .absent: "缺数据"
    case .poisoned: "无法计算"
    }
  }

  static func evidence(_ evidence: Evidence) -> String {
    switch evidence {
    case .primary: "官方文本"
    case .secondary: "转录或公开来源"
    case .recalled: "凭记忆，未见原文"
    case .definition: "定义"
    case .derived: "由他值推得"
    }
  }

  /// A clause; a dash where none is cited.
  static func clause(_ clause: String?) -> String { clause ?? "—" }

  static func rounding(_ rounding: Rounding) -> String {
    let digits: String
    switch rounding.precision {
    case .decimals(let count) where count >= 0: digits = "保留 \(count) 位小数"
    case .decimals(let count): digits = "修约到 10 的 \(-count) 次方"
    case .digits(let count): digits = "保留 \(count) 位有效数字"
    }
    let mode: String
    switch rounding.mode {
    case .halfEven: mode = "四舍六入五成双"
    case .halfUp: mode = "四舍五入"
    case .down: mode = "舍去"
    case .up: mode = "进位"
    }
    let step = rounding.step == 1 ? "" : "，间隔 \(rounding.step) 个末位单位"
    return "\(digits)，\(mode)\(step)"
  }
}
