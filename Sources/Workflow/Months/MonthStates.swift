import Accounting
import Diagnostics
import Exchange
import Foundation
import Quantities
import RulePlan

/// What became of each month's evidence: submitted and locked, returned, supplemented.
///
/// It stands in `months.json` beside the filing; nothing in it is ever taken back, only followed.
struct MonthStates: Hashable, Sendable {
  /// What happened.
  enum Action: String, Sendable {
    /// 提交: from now on the month is locked.
    case submitted
    /// 补报: submitted late, or again after it was returned.
    case supplemented
    /// 退回: by the authority; the lock is open.
    case returned

    /// The Chinese word.
    var title: String {
      switch self {
      case .submitted: "提交"
      case .supplemented: "补报"
      case .returned: "退回"
      }
    }
  }

  /// One event.
  struct Event: Hashable, Sendable {
    var month: String
    var action: Action
    var on: Day
    var by: String
    /// Why; wanted for 补报 and 退回.
    var reason: String
    /// SHA-256 of the month's data at that time.
    var sha256: String
  }

  /// In the order in which it happened.
  var events: [Event] = []

  /// The name of the file.
  static let fileName = "months.json"

  /// The file beside a filing.
  static func path(beside filing: String) -> String {
    let other = ConfirmationPlace.beside(filing)
    return other.dropLast(Confirmations.fileName.count) + fileName
  }

  /// The events of a month.
  func of(_ month: YearMonth) -> [Event] { events.filter { $0.month == month.description } }

  /// Whether a month is locked: submitted, and not returned since.
  func isLocked(_ month: YearMonth) -> Bool {
    of(month).last.map { $0.action != .returned } ?? false
  }

  // MARK: file

  /// Reads the events; nothing where there is no file.
  static func read(_ path: String) -> (MonthStates, [Finding]) {
    guard FileManager.default.fileExists(atPath: path) else { return (MonthStates(), []) }
    guard let data = FileManager.default.contents(atPath: path) else {
      return (MonthStates(), [Finding(.fileUnreadable, at: .file(fileName), ["path": fileName])])
    }
    var findings: [Finding] = []
    let limits = JSONValue.Limits(depth: 8, bytes: 4 << 20)
    guard
      let value = JSONValue.read(
        [UInt8](data), file: fileName, limits: limits, findings: &findings)
    else { return (MonthStates(), findings) }
    var states = MonthStates()
    for (index, element) in (value["months"]?.elements ?? []).enumerated() {
      func text(_ key: String) -> String { element[key]?.text ?? "" }
      guard YearMonth(text("month")) != nil, let action = Action(rawValue: text("action")),
        let day = Day(text("on")), text("sha256").utf8.count == 64
      else {
        findings.append(Finding(.monthEvent, at: .file(fileName), ["place": "\(index + 1)"]))
        continue
      }
      states.events.append(
        Event(
          month: text("month"), action: action, on: day, by: text("by"), reason: text("reason"),
          sha256: text("sha256")))
    }
    return (states, findings)
  }

  /// The content of the file.
  var json: JSON {
    .members([
      "months": .array(
        events.map { event in
          .members([
            "month": .text(event.month), "action": .text(event.action.rawValue),
            "on": .text(event.on.description), "by": .text(event.by),
            "reason": .text(event.reason), "sha256": .text(event.sha256),
          ])
        })
    ])
  }

  // MARK: hash

  /// The hash of everything that a filing states of a month: cells and the samples they name.
  static func hash(_ filing: Filing, _ month: YearMonth) -> String {
    let name = month.description
    var lines: [String] = []
    var samples: Set<String> = []
    for entry in filing.cells {
      guard let period = entry.address.period, period == name || period.hasPrefix(name + "-") else {
        continue
      }
      lines.append("\(entry.address) = \(words(entry.cell.value))")
      if entry.address.facet == "sample", case .text(let id) = entry.cell.value {
        samples.insert(id)
      }
    }
    for sample in filing.samples where samples.contains(sample.id) {
      for field in sample.fields {
        lines.append("sample \(sample.id) \(field.name) = \(words(field.value))")
      }
    }
    return SHA256.hexadecimal(Array(lines.sorted().joined(separator: "\n").utf8))
  }

  private static func words(_ value: CellValue) -> String {
    switch value {
    case .number(let number, let decimals, let unit):
      "\(number.text(decimals: max(decimals, number.decimalPlaces ?? decimals))) \(unit ?? "")"
    case .text(let text): "text \(text)"
    case .flag(let flag): "flag \(flag)"
    case .date(let day): "date \(day)"
    case .notOccurring(let reason): "not-occurring \(reason)"
    case .substituted(let number, let unit, let rule):
      "substituted \(number) \(unit ?? "") \(rule)"
    }
  }
}

extension FindingKind {
  static let monthEvent = FindingKind(
    "month.event", .error, zh: "months.json 第 {place} 条记录缺内容或写法不对，没有读入",
    en: "event {place} of months.json lacks something and was not read")
  static let monthChanged = FindingKind(
    "month.changed", .error, zh: "{month} 已于 {on} 提交并锁定，之后数据有改动；须由主管部门退回或说明原因补报",
    en: "{month} was submitted and locked on {on}, and its data have changed since")
}
