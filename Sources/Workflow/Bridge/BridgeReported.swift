import Accounting
import Diagnostics
import Exchange
import Foundation
import Quantities
import RulePlan

/// Figures as somebody reported them: a table 指标, 值, 单位.
enum BridgeReported {
  private static let headings: [String: String] = [
    "指标": "figure", "符号": "figure", "figure": "figure", "值": "value", "value": "value",
    "单位": "unit", "unit": "unit",
  ]

  /// The figures of a plan that a file states, in the units of the plan, and what is wrong with it.
  static func read(_ path: String, _ plan: Plan) throws -> ([Int: Rational], [Finding]) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandStop.usage(
        Wording(zh: "没有文件“\(path)”", en: "there is no file “\(path)”"))
    }
    var values: [Int: Rational] = [:]
    var findings: [Finding] = []
    var columns: [String: Int]?
    let outcome = CSVReader.read(.bytes([UInt8](data)), file: path) { record in
      guard let places = columns else {
        var found: [String: Int] = [:]
        for (index, text) in record.texts.enumerated() {
          if let name = headings[text.trimmingCharacters(in: .whitespaces)] {
            found[name] = index + 1
          }
        }
        if found["figure"] == nil || found["value"] == nil {
          findings.append(
            Finding(.bridgeHeading, at: .cell(file: path, sheet: nil, row: record.row, column: 1)))
          return false
        }
        columns = found
        return true
      }
      func text(_ name: String) -> String {
        places[name].map { record.text($0).trimmingCharacters(in: .whitespaces) } ?? ""
      }
      func origin(_ name: String) -> Origin {
        .cell(file: path, sheet: nil, row: record.row, column: places[name] ?? 1)
      }
      take(text, origin, plan, &values, &findings)
      return true
    }
    return (values, outcome.findings + findings)
  }

  private static func take(
    _ text: (String) -> String, _ origin: (String) -> Origin, _ plan: Plan,
    _ values: inout [Int: Rational], _ findings: inout [Finding]
  ) {
    let name = text("figure")
    if name.isEmpty { return }
    let index = plan.named.firstIndex { named in
      [named.id, named.symbol, named.title.zh].contains(name) && named.role != .input
        && named.role != .constant && plan.nodes[named.node].shape == .filing
        && plan.nodes[named.node].kind == .number
    }
    guard let index else {
      findings.append(Finding(.bridgeFigure, at: origin("figure"), ["got": name]))
      return
    }
    let reading = NumberText.read(text("value"), at: origin("value"))
    guard let number = reading.value else {
      findings.append(Finding(.bridgeValue, at: origin("value"), ["got": text("value")]))
      return
    }
    let own = plan.named[index].unit?.text ?? "1"
    let unit = text("unit").isEmpty ? reading.unit ?? own : text("unit")
    guard UnitText.withoutSets(unit) == UnitText.withoutSets(own) else {
      findings.append(
        Finding(.bridgeUnit, at: origin("unit"), ["got": unit, "expected": own, "name": name]))
      return
    }
    values[index] = number
  }
}

extension FindingKind {
  static let bridgeHeading = FindingKind(
    "bridge.heading", .error, zh: "第一行应有“指标”和“值”两列（可加“单位”）",
    en: "the first line must have the columns figure and value, and perhaps unit")
  static let bridgeFigure = FindingKind(
    "bridge.figure", .error, zh: "该方法学没有全企业的结果“{got}”；mrv calculate 列出全部结果",
    en: "the methodology has no figure “{got}” of the whole filing; mrv calculate lists them")
  static let bridgeValue = FindingKind(
    "bridge.value", .error, zh: "“{got}”不是数字", en: "“{got}” is no number")
  static let bridgeUnit = FindingKind(
    "bridge.unit", .error, zh: "“{name}”的单位是 {expected}，读到“{got}”",
    en: "“{name}” is measured in {expected}, not “{got}”")
}
