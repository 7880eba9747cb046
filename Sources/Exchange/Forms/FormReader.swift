import Accounting
import Diagnostics
import OfficeFiles
import Quantities
import RulePlan

/// A value that stands in an official form filled in by hand.
public struct StatedValue: Sendable {
  /// The title of the form.
  public var form: String
  /// What the line says.
  public var label: String
  /// Which value of the methodology it is: index into ``Plan/named``.
  public var named: Int
  /// The rows and the period that it is of.
  public var address: CellAddress
  /// The number as written.
  public var number: Rational
  /// How many decimals it is written with.
  public var decimals: Int
  /// The unit that the form states for it; nil where it states none.
  public var unit: String?
  /// Where it stands.
  public var origin: Origin
}

/// Reads official forms out of a workbook by the layout of a methodology.
///
/// Lines are known by their labels: blanks, numbering and marks for footnotes do not matter, and
/// neither does the place of a form in the workbook. Forms may follow each other on one sheet.
public struct FormReader {
  /// So many rows and columns of a sheet are looked through.
  private static let (rows, columns) = (5_000, 60)

  private let workbook: WorkbookReader
  private let forms: [Form]
  private let plan: Plan
  private let units: UnitCatalogue

  /// Prepares the reading of a workbook.
  public init(_ workbook: WorkbookReader, forms: [Form], plan: Plan, units: UnitCatalogue) {
    self.workbook = workbook
    self.forms = forms
    self.plan = plan
    self.units = units
  }

  /// The values that were found, in the order of the sheets.
  public func read() -> ([StatedValue], [Finding]) {
    var values: [StatedValue] = []
    var findings = FindingList()
    let outlines = forms.map { FormOutline($0, plan) }
    for sheet in workbook.sheets where sheet.visibility == .visible {
      var scan = FormScan(
        outlines: outlines, plan: plan, units: units, file: workbook.file, sheet: sheet.name)
      // The closure cannot hold a mutating value; a box carries it there and back.
      final class Box {
        var scan: FormScan
        init(_ scan: FormScan) { self.scan = scan }
      }
      let box = Box(scan)
      let problems = workbook.rows(of: sheet) { row in
        box.scan.add(row.number, row.cells.filter { $0.column <= Self.columns })
        return row.number < Self.rows
      }
      scan = box.scan
      for finding in problems { findings.append(finding) }
      // A sheet without a form may hold anything.
      guard !scan.values.isEmpty else { continue }
      values += scan.values
      for finding in scan.findings { findings.append(finding) }
    }
    if values.isEmpty {
      findings.append(
        Finding(
          .formNone, at: .file(workbook.file),
          ["known": forms.map(\.title.zh).joined(separator: "、")]))
    }
    return (values, findings.all)
  }
}

/// The lines of a form with the rows that they stand below.
struct FormOutline {
  /// A line with one or several values.
  struct Line {
    var label: String
    /// The row set that it stands below; 0 for the filing.
    var rowSet: Int
    var cells: [Form.Cell]
  }

  /// A line for each row of a row set, its values side by side.
  struct Table {
    var rowSet: Int
    var cells: [Form.Cell]
  }

  let form: Form
  private(set) var lines: [Line] = []
  private(set) var tables: [Table] = []
  /// The row sets whose rows have headings of their own.
  private(set) var groups: [Int] = []

  init(_ form: Form, _ plan: Plan) {
    self.form = form
    add(form.lines, below: 0)
  }

  private mutating func add(_ list: [Form.Line], below set: Int) {
    for line in list {
      switch line {
      case .heading: break
      case .fixed(let label, let cells):
        lines.append(Line(label: label, rowSet: set, cells: cells))
      case .each(let rows, let cells, let inner):
        if cells.isEmpty {
          groups.append(rows)
        } else {
          tables.append(Table(rowSet: rows, cells: cells))
        }
        add(inner, below: rows)
      }
    }
  }

  /// A label without what does not matter: blanks, numbering, brackets with a unit, marks.
  static func folded(_ text: String) -> String {
    var folded = SheetLayout.folded(text).filter { !"①②③④⑤*＊：:，,".contains($0) }
    if folded.hasSuffix(")"), let open = folded.lastIndex(of: "(") {
      folded = String(folded[..<open])
    }
    let numbering = folded.prefix { $0.isNumber && $0.isASCII || ".、-()（）一二三四五六七八九十".contains($0) }
    let rest = folded.dropFirst(numbering.count)
    return rest.isEmpty ? folded : String(rest)
  }
}

extension FindingKind {
  static let formNone = FindingKind(
    "form.none", .error, zh: "没有找到方法学的表格；应有表题和行名，如 {known}",
    en: "none of the forms was found; there should be titles and labels of {known}")
}
