import CXLSXWriter

/// Writes one sheet.
struct SheetWriter {
  let sheet: WorkbookSheet
  let pointer: UnsafeMutablePointer<lxw_worksheet>
  let book: UnsafeMutablePointer<lxw_workbook>
  var formats: FormatTable
  private var failure: OfficeFileError?
  private var row = 0

  init(
    sheet: WorkbookSheet, pointer: UnsafeMutablePointer<lxw_worksheet>,
    book: UnsafeMutablePointer<lxw_workbook>, formats: FormatTable
  ) {
    self.sheet = sheet
    self.pointer = pointer
    self.book = book
    self.formats = formats
  }

  mutating func write() throws(OfficeFileError) {
    for column in sheet.columns {
      var options = lxw_row_col_options()
      options.hidden = column.isHidden ? 1 : 0
      let format = formats.pointer(column.format)
      try check(
        worksheet_set_column_opt(
          pointer, lxw_col_t(column.columns.lowerBound), lxw_col_t(column.columns.upperBound),
          column.width, format, &options), "set width of")
    }
    for row in sheet.rows { add(row) }
    if let further = sheet.further {
      // The closure cannot hold a mutating self; a box carries it there and back.
      let box = Box(self)
      further { box.writer.add($0) }
      self = box.writer
    }
    if let failure { throw failure }
    for validation in sheet.validations { try add(validation) }
    for condition in sheet.conditions { try add(condition) }
    for comment in sheet.comments { try add(comment) }
    for chart in sheet.charts { try add(chart) }
    try finish()
  }

  private final class Box {
    var writer: SheetWriter
    init(_ writer: SheetWriter) { self.writer = writer }
  }

  private func check(_ code: lxw_error, _ operation: String) throws(OfficeFileError) {
    try WorkbookWriter.check(code, operation, "sheet \(sheet.name)")
  }

  private func mergeFormat(_ merge: CellRange, _ row: WorkbookRow) -> CellFormat? {
    let column = merge.columns.lowerBound
    return column < row.cells.count ? row.cells[column].format : nil
  }

  // MARK: Cells

  private mutating func add(_ content: WorkbookRow) {
    guard failure == nil else { return }
    let row = lxw_row_t(self.row)
    // Merging writes the cells of its range, so it comes before their content.
    for merge in sheet.merges where merge.rows.lowerBound == self.row {
      let code = worksheet_merge_range(
        pointer, row, lxw_col_t(merge.columns.lowerBound), lxw_row_t(merge.rows.upperBound),
        lxw_col_t(merge.columns.upperBound), "", formats.pointer(mergeFormat(merge, content)))
      guard code == LXW_NO_ERROR else { return fail(code, "merge", merge.columns.lowerBound) }
    }
    if let height = content.height { _ = worksheet_set_row(pointer, row, height, nil) }
    for (index, cell) in content.cells.enumerated() {
      let code = write(cell, row, lxw_col_t(index))
      guard code == LXW_NO_ERROR else { return fail(code, "write", index) }
    }
    self.row += 1
  }

  private mutating func fail(_ code: lxw_error, _ operation: String, _ column: Int) {
    let reason = lxw_strerror(code).map { String(cString: $0) } ?? "code \(code.rawValue)"
    let name = CellName.cell(row: row, column: column)
    failure = OfficeFileError("\(operation) cell", "\(sheet.name)!\(name)", reason)
  }

  private mutating func write(
    _ cell: WorkbookCell, _ row: lxw_row_t, _ column: lxw_col_t
  ) -> lxw_error {
    switch cell.content {
    case .empty:
      guard let format = formats.pointer(cell.format) else { return LXW_NO_ERROR }
      return worksheet_write_blank(pointer, row, column, format)
    case .text(let text): return write(text, cell.format, row, column)
    case .number(let digits):
      guard let number = Double(digits), number.isFinite else {
        return write(digits, cell.format, row, column)
      }
      return worksheet_write_number(pointer, row, column, number, formats.pointer(cell.format))
    case .flag(let flag):
      return worksheet_write_boolean(
        pointer, row, column, flag ? 1 : 0, formats.pointer(cell.format))
    case .date(let date):
      var format = cell.format ?? CellFormat()
      format.numberFormat =
        format.numberFormat ?? (date.seconds == 0 ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm")
      return worksheet_write_number(pointer, row, column, date.serial, formats.pointer(format))
    case .formula(let formula, let cached):
      let format = formats.pointer(cell.format)
      switch cached {
      case .number(let digits):
        return worksheet_write_formula_num(
          pointer, row, column, "=" + formula, format, Double(digits) ?? 0)
      case .text(let text):
        return worksheet_write_formula_str(pointer, row, column, "=" + formula, format, text)
      }
    }
  }

  /// Writes a text; one that a spreadsheet would take for a formula when it is edited or saved as
  /// CSV gets the format for texts.
  private mutating func write(
    _ text: String, _ format: CellFormat?, _ row: lxw_row_t, _ column: lxw_col_t
  ) -> lxw_error {
    var format = format
    if format?.numberFormat == nil, FormulaText.isDangerous(text) {
      format = (format ?? CellFormat()).with { $0.numberFormat = "@" }
    }
    return worksheet_write_string(
      pointer, row, column, EscapedText.encoded(text), formats.pointer(format))
  }

  // MARK: Around the cells

  private mutating func add(_ condition: ConditionalFormat) throws(OfficeFileError) {
    let texts = CTexts()
    var options = lxw_conditional_format()
    options.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
    options.value_string = texts.pointer(condition.formula)
    options.format = formats.pointer(condition.format)
    try check(
      worksheet_conditional_format_range(
        pointer, lxw_row_t(condition.range.rows.lowerBound),
        lxw_col_t(condition.range.columns.lowerBound),
        lxw_row_t(condition.range.rows.upperBound),
        lxw_col_t(condition.range.columns.upperBound), &options), "set condition on")
  }

  private func add(_ comment: CellComment) throws(OfficeFileError) {
    let texts = CTexts()
    var options = lxw_comment_options()
    options.author = texts.pointer("mrv")
    options.width = 260
    options.font_size = 9
    // About 20 characters a line, and the full height for few lines.
    let lines = comment.text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + 1 + $1.count / 20 }
    options.height = UInt16(clamping: 20 + 17 * max(2, lines))
    try check(
      worksheet_write_comment_opt(
        pointer, lxw_row_t(comment.row), lxw_col_t(comment.column), comment.text, &options),
      "write remark on")
  }

  private func add(_ chart: WorkbookChart) throws(OfficeFileError) {
    let type =
      switch chart.kind {
      case .column: LXW_CHART_COLUMN
      case .stackedColumn: LXW_CHART_COLUMN_STACKED
      case .bar: LXW_CHART_BAR
      case .line: LXW_CHART_LINE
      case .pie: LXW_CHART_PIE
      }
    guard let made = workbook_add_chart(book, UInt8(type.rawValue)) else { return }
    for series in chart.series {
      guard let added = chart_add_series(made, series.categories, series.values) else { continue }
      chart_series_set_name(added, series.name)
      if let color = series.color {
        var fill = lxw_chart_fill()
        fill.color = lxw_color_t(color)
        chart_series_set_fill(added, &fill)
      }
    }
    if let title = chart.title { chart_title_set_name(made, title) }
    if let title = chart.valueTitle, chart.kind != .pie {
      chart_axis_set_name(made.pointee.y_axis, title)
    }
    if chart.series.count == 1, chart.kind != .pie {
      chart_legend_set_position(made, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    }
    var options = lxw_chart_options()
    (options.x_scale, options.y_scale) = (chart.widthScale, chart.heightScale)
    try check(
      worksheet_insert_chart_opt(
        pointer, lxw_row_t(chart.row), lxw_col_t(chart.column), made, &options), "put chart on")
  }

  private func finish() throws(OfficeFileError) {
    if sheet.frozen.rows > 0 || sheet.frozen.columns > 0 {
      worksheet_freeze_panes(
        pointer, lxw_row_t(sheet.frozen.rows), lxw_col_t(sheet.frozen.columns))
    }
    if let filter = sheet.filter {
      try check(
        worksheet_autofilter(
          pointer, lxw_row_t(filter.rows.lowerBound), lxw_col_t(filter.columns.lowerBound),
          lxw_row_t(filter.rows.upperBound), lxw_col_t(filter.columns.upperBound)), "filter")
    }
    if sheet.isHidden { worksheet_hide(pointer) }
    if let color = sheet.tabColor { worksheet_set_tab_color(pointer, lxw_color_t(color)) }
    if sheet.isProtected { protect() }
    worksheet_set_paper(pointer, 9)
    if sheet.print.isLandscape { worksheet_set_landscape(pointer) }
    if sheet.print.fitsWidth { worksheet_fit_to_pages(pointer, 1, 0) }
    if sheet.print.repeatedRows > 0 {
      try check(
        worksheet_repeat_rows(pointer, 0, lxw_row_t(sheet.print.repeatedRows - 1)), "repeat rows of"
      )
    }
    if let header = sheet.print.header {
      try check(worksheet_set_header(pointer, header), "set header of")
    }
    if let footer = sheet.print.footer {
      try check(worksheet_set_footer(pointer, footer), "set footer of")
    }
  }

  /// Widths, heights, sorting and filters stay free: people need them to read a sheet.
  private func protect() {
    var options = lxw_protection()
    options.format_columns = 1
    options.format_rows = 1
    options.sort = 1
    options.autofilter = 1
    worksheet_protect(pointer, nil, &options)
  }
}

/// Texts that a spreadsheet may run.
public enum FormulaText {
  /// What makes a spreadsheet take a text for a formula; tab and CR because they are passed over.
  private static let triggers: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠",
  ]

  /// Whether a text, typed into a cell, would be run or read as something else.
  public static func isDangerous(_ text: String) -> Bool {
    text.unicodeScalars.first.map(triggers.contains) == true
  }
}
