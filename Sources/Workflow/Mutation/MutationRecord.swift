import Diagnostics
import Exchange
import Foundation
import Quantities
import RulePlan

/// What mutation was measured to be, folder by folder, with the state of the rules it was measured
/// on: mutants take too long to be run whenever somebody wants to know the score.
public struct MutationRecord: Sendable, Hashable {
  /// The measurement of one folder.
  public struct Entry: Sendable, Hashable {
    /// The methodology or module.
    public var folder: String
    /// The hash of the rules then, as ``MutationRecord/rules(of:in:)`` tells it.
    public var rules: String
    /// How many cases and examples of checks the mutants were tried on.
    public var cases: Int
    /// Faults that change the program.
    public var effective: Int
    /// Those that nobody noticed.
    public var survived: Int
    /// Caught faults per effective one, in tenths of a percent, rounded down; 1000 without any.
    public var score: Int {
      effective == 0 ? 1000 : (effective - survived) * 1000 / effective
    }

    /// The score as people write it: `98.5`.
    public var percent: String { "\(score / 10).\(score % 10)" }
  }

  /// The entries by folder.
  public private(set) var entries: [String: Entry] = [:]

  /// Makes an empty record.
  public init() {}

  /// Puts a measurement in the place of an earlier one of the same folder.
  mutating func add(_ report: MutationReport, in library: MethodLibrary) {
    entries[report.folder] = Entry(
      folder: report.folder, rules: Self.rules(of: report.folder, in: library),
      cases: report.cases, effective: report.effective, survived: report.survivors.count)
  }

  /// The hash of what is mutated: of a methodology its program's, of a module that of its files.
  public static func rules(of folder: String, in library: MethodLibrary) -> String {
    if library.methodologies.contains(folder) {
      return library.compile(folder).plan?.hash ?? ""
    }
    var hash: [UInt8] = []
    for path in library.files.paths where path.hasPrefix(folder + "/") && path.hasSuffix(".xml") {
      hash += Array(path.utf8) + [0] + (library.files.files[path] ?? []) + [0]
    }
    return SHA256.hexadecimal(hash)
  }

  /// Whether a measurement is of the rules as they are now.
  public func isCurrent(_ folder: String, in library: MethodLibrary) -> Bool {
    entries[folder]?.rules == Self.rules(of: folder, in: library)
  }

  // MARK: file

  /// Reads a record; an empty one where there is no file.
  ///
  /// - Returns: nil where the file is no record.
  public static func read(_ path: String) -> MutationRecord? {
    guard FileManager.default.fileExists(atPath: path) else { return MutationRecord() }
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    var findings: [Finding] = []
    let limits = JSONValue.Limits(depth: 8, bytes: 4 << 20)
    guard
      let value = JSONValue.read([UInt8](data), file: path, limits: limits, findings: &findings),
      let list = value["mutation"]?.elements
    else { return nil }
    var record = MutationRecord()
    for element in list {
      func number(_ name: String) -> Int? {
        element[name]?.decimal.flatMap { Int($0.description) }
      }
      guard let folder = element["folder"]?.text, let rules = element["rules"]?.text,
        let cases = number("cases"), let effective = number("effective"),
        let survived = number("survived"), survived <= effective, effective <= 1 << 40,
        survived >= 0
      else { return nil }
      record.entries[folder] = Entry(
        folder: folder, rules: rules, cases: cases, effective: effective, survived: survived)
    }
    return record
  }

  /// The text of the file: one folder a line, ascending, so that branches merge.
  public func text() -> String {
    let list = entries.values.sorted { $0.folder < $1.folder }.map { entry -> JSON in
      .members([
        "folder": .text(entry.folder), "rules": .text(entry.rules),
        "cases": .integer(entry.cases), "effective": .integer(entry.effective),
        "survived": .integer(entry.survived),
      ])
    }
    return JSON.members(["mutation": .array(list)]).text(linesTo: 2) + "\n"
  }
}
