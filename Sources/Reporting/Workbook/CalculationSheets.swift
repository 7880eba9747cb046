import Engine
import OfficeFiles
import Quantities
import RulePlan

/// The sheets that hold a calculation, and where each value stands in them.
public struct CalculationSheets: Sendable {
  /// The sheets: values, steps between them, factors.
  public var sheets: [WorkbookSheet] = []
  /// The cell of each value by its address: `'计算'!E12`.
  public var cells: [String: String] = [:]

  /// No sheets.
  public init() {}
}

extension ReportMaterial {
  /// The calculation as sheets with live formulas beside the values.
  public func calculationSheets() -> CalculationSheets {
    let book = FormulaBook(self)
    var result = CalculationSheets()
    result.sheets = CalculationWriter(book: book).sheets()
    for (index, line) in book.lines.enumerated() where line.formula != nil {
      let address = evaluation.address(of: line.named, line.element)
      if result.cells[address] == nil {
        result.cells[address] = FormulaBook.cell(index)
      }
    }
    return result
  }
}

/// Lays the formulas out as sheets.
private struct CalculationWriter {
  let book: FormulaBook
  private var material: ReportMaterial { book.material }

  init(book: FormulaBook) { self.book = book }

  func sheets() -> [WorkbookSheet] {
    var sheets = [values()]
    if !book.steps.isEmpty { sheets.append(steps()) }
    if !book.factors.isEmpty { sheets.append(factors()) }
    return sheets
  }

  private func sheet(
    _ name: String, _ title: String, _ note: String, _ heads: [String], _ widths: [Double]
  ) -> WorkbookSheet {
    var sheet = WorkbookSheet(name)
    sheet.rows = [
      WorkbookRow([.text(title, SheetLook.title)], height: 24),
      WorkbookRow([.text(note, SheetLook.note)]),
      WorkbookRow(heads.map { .text($0, SheetLook.head) }),
    ]
    sheet.columns = widths.enumerated().map { .init($0...$0, width: $1) }
    sheet.frozen = (rows: FormulaBook.headRows, columns: 0)
    sheet.print.isLandscape = true
    sheet.print.repeatedRows = FormulaBook.headRows
    sheet.print.footer = "&C第 &P 页，共 &N 页"
    return sheet
  }

  // MARK: values

  private func values() -> WorkbookSheet {
    let left = book.omitted > 0 ? "另有 \(book.omitted) 个数值因行数过多未列。" : ""
    var sheet = sheet(
      FormulaBook.valueSheet, "计算过程（可重算）",
      "黄色为填报数据和常数，改动后“重算”一列随之变化；取值方式和不涉及的项目按本次填报固定。\(left)",
      ["地址", "名称", "符号", "程序数值", "重算", "单位", "核对", "规则公式", "备注"],
      [38, 30, 14, 18, 18, 14, 8, 44, 40])
    for (index, line) in book.lines.enumerated() { sheet.rows.append(row(line, index)) }
    let last = max(sheet.rows.count - 1, FormulaBook.headRows)
    sheet.filter = CellRange(rows: FormulaBook.headRows - 1...last, columns: 0...8)
    return sheet
  }

  private func row(_ line: FormulaBook.Line, _ index: Int) -> WorkbookRow {
    let named = line.named
    let address = material.evaluation.address(of: named, line.element)
    let places = decimals(line)
    let look = SheetLook.number(places)
    let isGiven = line.formula?.text == FormulaBook.cell(index, column: "D")
    let value = content(line, isGiven ? look.with { $0.fill = SheetLook.given } : look)
    var formula = WorkbookCell.empty
    if let term = line.formula {
      formula = WorkbookCell(
        .formula(term.formula(on: FormulaBook.valueSheet), cached: cached(line)), look)
    } else if line.exact != nil {
      formula = content(line, look)
    }
    let check = line.formula == nil || isGiven ? WorkbookCell.empty : check(line, index, places)
    return WorkbookRow([
      .text(address, SheetLook.cell), .text(named.title.zh, SheetLook.cell),
      .text(named.symbol, SheetLook.cell), value, formula,
      .text(UnitWords.text(material.unitText(named, line.element)), SheetLook.cell), check,
      .text(named.formula.map { material.lookups.words.text($0) } ?? "", SheetLook.cell),
      .text(line.remark, SheetLook.cell),
    ])
  }

  private func decimals(_ line: FormulaBook.Line) -> Int? {
    let unit = material.unitText(line.named, line.element)
    return material.decimals(nil, line.named, unit: unit)
  }

  private func check(_ line: FormulaBook.Line, _ index: Int, _ places: Int?) -> WorkbookCell {
    let row = index + FormulaBook.headRows + 1
    guard case .number? = line.exact else {
      return WorkbookCell(
        .formula("IF(E\(row)=D\(row),\"一致\",\"不同\")", cached: .text("一致")), SheetLook.cell)
    }
    // Half a unit of the last printed digit; without printed digits the last bits of a double.
    let slack =
      places.map { "0." + String(repeating: "0", count: $0) + "5" }
      ?? "ABS(D\(row))*0.000000001"
    return WorkbookCell(
      .formula(
        "IF(ABS(E\(row)-D\(row))<=\(slack),\"一致\",\"不同\")", cached: .text("一致")),
      SheetLook.cell)
  }

  private func content(_ line: FormulaBook.Line, _ look: CellFormat) -> WorkbookCell {
    switch line.exact {
    case .number(let number): .number(Self.digits(number), look)
    case .flag(let flag): WorkbookCell(.flag(flag), look)
    case .text, .date, .reference: .text(text(line), look)
    case nil: WorkbookCell(.empty, look)
    }
  }

  private func cached(_ line: FormulaBook.Line) -> WorkbookCell.Cached {
    switch line.exact {
    case .number(let number): .number(Self.digits(number))
    case .flag(let flag): .number(flag ? "1" : "0")
    case .text, .date, .reference, nil: .text(text(line))
    }
  }

  /// A value that is no number.
  private func text(_ line: FormulaBook.Line) -> String {
    switch line.exact {
    case .text(let text): return text
    case .date(let day): return day.description
    case .reference(let row):
      guard case .reference(let set) = material.plan.nodes[line.named.node].kind, row >= 0 else {
        return "—"
      }
      return material.evaluation.dataset.rows[set].keys[row]
    default: return ""
    }
  }

  /// The digits that a spreadsheet can hold.
  private static func digits(_ number: Rational) -> String {
    guard let places = number.decimalPlaces, places <= 17 else { return number.text(digits: 17) }
    return number.description
  }

  // MARK: steps and factors

  private func steps() -> WorkbookSheet {
    var sheet = sheet(
      FormulaBook.stepSheet, "中间步骤", "公式里出现多次或太长的部分在这里单独计算。",
      ["位置", "内容", "值"], [40, 60, 22])
    for step in book.steps {
      let value = WorkbookCell.Cached.number("\(step.term.value)")
      sheet.rows.append(
        WorkbookRow([
          .text(step.address, SheetLook.cell), .text(step.label, SheetLook.cell),
          WorkbookCell(
            .formula(step.term.formula(on: FormulaBook.stepSheet), cached: value), SheetLook.cell),
        ]))
    }
    return sheet
  }

  private func factors() -> WorkbookSheet {
    var sheet = sheet(
      FormulaBook.factorSheet, "用到的表中数值", "公式按第一列的查找键取第五列的数值。",
      ["查找键", "表", "行", "列", "数值", "单位", "来源状态"], [50, 30, 22, 22, 16, 16, 22])
    for factor in book.factors {
      let value: WorkbookCell =
        factor.term.text.contains("/") || factor.term.text.contains("(")
        ? WorkbookCell(.formula(factor.term.outer, cached: .number("\(factor.term.value)")))
        : .number(factor.term.text)
      sheet.rows.append(
        WorkbookRow([
          .text(factor.key, SheetLook.cell), .text(factor.table, SheetLook.cell),
          .text(factor.row, SheetLook.cell), .text(factor.column, SheetLook.cell),
          WorkbookCell(value.content, SheetLook.cell.with { $0.fill = SheetLook.given }),
          .text(UnitWords.text(factor.unit), SheetLook.cell),
          .text(factor.evidence, SheetLook.cell),
        ]))
    }
    return sheet
  }
}

/// How the cells of our workbooks look.
enum SheetLook {
  static let given = 0xFFF7D6

  static let cell = CellFormat().with {
    $0.fontSize = 10
    $0.border = .thin
    $0.borderColor = 0xB0B0B0
    $0.wraps = true
  }
  static let head = cell.with {
    $0.isBold = true
    $0.fill = 0xEDEFEF
    $0.horizontal = .center
  }
  static let group = cell.with {
    $0.isBold = true
    $0.fill = 0xEDEFEF
  }
  static let title = CellFormat().with {
    $0.fontSize = 14
    $0.isBold = true
  }
  static let note = CellFormat().with {
    $0.fontSize = 9
    $0.fontColor = 0x404040
  }
  static let mark = CellFormat().with {
    $0.fontSize = 10
    $0.isBold = true
    $0.fontColor = 0x7A1F1F
  }

  /// A number with its printed decimals; as it is without them.
  static func number(_ places: Int?) -> CellFormat {
    cell.with {
      $0.horizontal = .right
      $0.indent = 1
      $0.numberFormat = places.map { decimals($0) }
    }
  }

  static func decimals(_ places: Int) -> String {
    places > 0 ? "0." + String(repeating: "0", count: min(places, 15)) : "0"
  }
}
