import Diagnostics
import Exchange
import Foundation
import Reporting
import RuleLanguage
import RulePlan

/// What owners of official texts have read in them: raises how well elements are known, rule files
/// untouched.
///
/// They stand in files `confirmations.json`, beside the rules for everybody or beside a filing for
/// it alone.
public struct Confirmations: Sendable, Hashable {
  /// One element that somebody has read.
  public struct Entry: Sendable, Hashable {
    /// The methodology.
    public var methodology: String
    /// The element: `coal-oxidation`, `NCV@default`, `fuels[烟煤].ncv`.
    public var element: String
    /// What the element said when it was confirmed; it counts only as long as it says the same.
    public var content: String
    /// The file of the document, without folders.
    public var file: String
    /// SHA-256 of the file.
    public var sha256: String
    /// The page, as people write it.
    public var page: String
    /// Who.
    public var by: String
    /// The day; nil where it was not stated.
    public var on: String?
  }

  /// In the order in which they were made.
  public var entries: [Entry] = []

  /// Makes none.
  public init() {}

  /// The name of the file in a folder.
  public static let fileName = "confirmations.json"

  /// Those of a methodology, for its report.
  func used(by methodology: String) -> [ReportMaterial.Confirmed] {
    entries.filter { $0.methodology == methodology }.map {
      ReportMaterial.Confirmed(
        element: $0.element, content: $0.content, file: $0.file, hash: $0.sha256, page: $0.page,
        by: $0.by)
    }
  }

  // MARK: applying

  /// A plan with the confirmed elements read in the official text.
  ///
  /// - Returns: the plan, and a finding for each confirmation that no longer fits.
  func applied(to plan: Plan) -> (Plan, [Finding]) {
    var plan = plan
    var findings: [Finding] = []
    for entry in entries where entry.methodology == plan.methodology {
      let targets = ConfirmedElement.all(entry.element, in: plan)
      guard !targets.isEmpty else {
        findings.append(
          Finding(
            .confirmationUnknown, at: .file(Self.fileName),
            ["element": entry.element, "method": entry.methodology]))
        continue
      }
      let now = ConfirmedElement.content(targets, in: plan)
      guard now == entry.content else {
        findings.append(
          Finding(
            .confirmationStale, at: .file(Self.fileName),
            ["element": entry.element, "was": entry.content, "is": now]))
        continue
      }
      for target in targets { target.raise(&plan, entry) }
    }
    return (plan, findings)
  }

  // MARK: file

  /// Reads a file; nothing where there is none.
  static func read(_ path: String) -> (Confirmations, [Finding]) {
    guard FileManager.default.fileExists(atPath: path) else { return (Confirmations(), []) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let data = FileManager.default.contents(atPath: path) else {
      return (
        Confirmations(), [Finding(.fileUnreadable, at: .file(name), ["path": name])]
      )
    }
    var findings: [Finding] = []
    let limits = JSONValue.Limits(depth: 8, bytes: 4 << 20)
    guard
      let value = JSONValue.read([UInt8](data), file: name, limits: limits, findings: &findings)
    else { return (Confirmations(), findings) }
    var result = Confirmations()
    for (index, element) in (value["confirmations"]?.elements ?? []).enumerated() {
      func text(_ key: String) -> String? { element[key]?.text }
      guard let methodology = text("methodology"), let id = text("element"),
        let content = text("content"), let file = text("file"), let hash = text("sha256"),
        hash.count == 64, let page = text("page"), let by = text("by"), !by.isEmpty
      else {
        findings.append(
          Finding(.confirmationForm, at: .file(name), ["place": "\(index + 1)"]))
        continue
      }
      result.entries.append(
        Entry(
          methodology: methodology, element: id, content: content, file: file, sha256: hash,
          page: page, by: by, on: text("on")))
    }
    return (result, findings)
  }

  /// The content of a file.
  var json: JSON {
    .members([
      "confirmations": .array(
        entries.map { entry in
          .members([
            "methodology": .text(entry.methodology), "element": .text(entry.element),
            "content": .text(entry.content), "file": .text(entry.file),
            "sha256": .text(entry.sha256), "page": .text(entry.page), "by": .text(entry.by),
            "on": .optional(entry.on),
          ])
        })
    ])
  }

  /// Adds a confirmation; one of the same element is replaced.
  mutating func add(_ entry: Entry) {
    entries.removeAll { $0.methodology == entry.methodology && $0.element == entry.element }
    entries.append(entry)
  }
}

extension FindingKind {
  static let confirmationUnknown = FindingKind(
    "confirmations.unknown", .warning, zh: "确认的元素 {element} 在 {method} 中已经没有，这项确认不起作用",
    en: "{method} has no element {element} any more: the confirmation counts for nothing")
  static let confirmationStale = FindingKind(
    "confirmations.stale", .warning,
    zh: "确认之后规则改过，{element} 的确认不再有效：确认时是“{was}”，现在是“{is}”，请重新对照原文",
    en:
      "the rule has changed since {element} was confirmed, from “{was}” to “{is}”: compare again"
  )
  static let confirmationForm = FindingKind(
    "confirmations.form", .error, zh: "第 {place} 项确认缺少内容，没有采用；请用 mrv confirm 重新确认",
    en: "confirmation {place} lacks something and was not taken; confirm again with mrv confirm")
}
