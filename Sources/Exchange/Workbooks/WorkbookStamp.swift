import OfficeFiles
import Quantities
import RulePlan

/// What a workbook of ours says about its origin, on a sheet that is hidden.
///
/// From it a stale workbook is known, and its columns are found though their names have changed.
public struct WorkbookStamp: Hashable, Sendable {
  /// The version of the layout of workbooks that this program writes.
  public static let current = 1
  /// The name of the hidden sheet.
  static let sheetName = "mrv"
  private static let mark = "mrv-template"

  /// The version of the layout.
  public var version = Self.current
  /// The methodology, by identifier.
  public var methodology: String
  /// The revision of its transcription.
  public var revision: Int
  /// The hash of its plan.
  public var plan: String
  /// The sheets with their columns.
  var sheets: [Sheet] = []

  /// A sheet as it was written.
  struct Sheet: Hashable, Sendable {
    var name: String
    /// The table that it holds, `fuel.csv`; nil for sheets that are only read by people.
    var table: String?
    var columns: [Column] = []
  }

  /// A column as it was written.
  struct Column: Hashable, Sendable {
    var heading: String
    /// The identifier of the input; nil for keys and fixed columns.
    var id: String?
    /// The concept that the input measures.
    var concept: String?
  }

  /// The stamp of a plan, without sheets.
  init(_ plan: Plan) {
    methodology = plan.methodology
    revision = plan.revision
    self.plan = plan.hash
  }

  private init(methodology: String, revision: Int, plan: String) {
    self.methodology = methodology
    self.revision = revision
    self.plan = plan
  }

  // MARK: Writing

  /// The hidden sheet.
  func sheet() -> WorkbookSheet {
    var sheet = WorkbookSheet(Self.sheetName)
    sheet.isHidden = true
    func add(_ texts: [String?]) {
      sheet.rows.append(WorkbookRow(texts.map { $0.map { .text($0) } ?? .empty }))
    }
    add([Self.mark, String(version)])
    add(["methodology", methodology])
    add(["revision", String(revision)])
    add(["plan", plan])
    for own in sheets {
      add(["sheet", own.name, own.table])
      for column in own.columns { add(["column", column.heading, column.id, column.concept]) }
    }
    return sheet
  }

  // MARK: Reading

  /// The stamp of a workbook; nil where it has none.
  public static func read(_ workbook: WorkbookReader) -> WorkbookStamp? {
    let named = workbook.sheets.filter { $0.name == sheetName }
    let hidden = workbook.sheets.filter { $0.visibility != .visible && $0.name != sheetName }
    return (named + hidden).lazy.compactMap { read(workbook, $0) }.first
  }

  private static func read(
    _ workbook: WorkbookReader, _ sheet: WorkbookReader.Sheet
  ) -> WorkbookStamp? {
    let found = Found()
    _ = workbook.rows(of: sheet) { row in
      var texts = [String](repeating: "", count: 4)
      for cell in row.cells where cell.column <= 4 { texts[cell.column - 1] = cell.content.text }
      return found.add(texts)
    }
    return found.stamp
  }

  /// Collects the lines of the hidden sheet.
  private final class Found {
    var stamp: WorkbookStamp?
    private var lines = 0

    /// Takes a line; no where this is no stamp or too long a one.
    func add(_ texts: [String]) -> Bool {
      lines += 1
      if lines == 1 {
        guard texts[0] == mark, let version = Int(texts[1]) else { return false }
        stamp = WorkbookStamp(methodology: "", revision: 0, plan: "")
        stamp?.version = version
        return true
      }
      switch texts[0] {
      case "methodology": stamp?.methodology = texts[1]
      case "revision": stamp?.revision = Int(texts[1]) ?? 0
      case "plan": stamp?.plan = texts[1]
      case "sheet":
        stamp?.sheets.append(Sheet(name: texts[1], table: texts[2].isEmpty ? nil : texts[2]))
      case "column":
        guard let last = stamp?.sheets.indices.last else { return true }
        stamp?.sheets[last].columns.append(
          Column(
            heading: texts[1], id: texts[2].isEmpty ? nil : texts[2],
            concept: texts[3].isEmpty ? nil : texts[3]))
      default: break
      }
      return lines < 20_000
    }
  }
}
