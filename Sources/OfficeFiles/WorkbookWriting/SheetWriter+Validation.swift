import CXLSXWriter

extension SheetWriter {
  /// Writes what may be entered in a range.
  func add(_ validation: CellValidation) throws(OfficeFileError) {
    let texts = CTexts()
    var options = lxw_data_validation()
    options.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    options.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
    options.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    options.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
    options.error_type = UInt8(
      (validation.isStrict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING)
        .rawValue)
    options.input_message = texts.pointer(validation.prompt.map(Self.short))
    options.error_message = texts.pointer(validation.message.map(Self.short))
    var list: [UnsafeMutablePointer<CChar>?] = []
    switch validation.rule {
    case .list(let words):
      options.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      list = words.map { texts.pointer($0) } + [nil]
    case .range(let formula):
      options.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      options.value_formula = texts.pointer(formula)
    case .number:
      options.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      options.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      (options.minimum_number, options.maximum_number) = (-1e15, 1e15)
    case .date:
      options.validate = UInt8(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
      options.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      // 1990-01-01 to 2099-12-31.
      (options.minimum_number, options.maximum_number) = (32_874, 73_050)
    case .any: options.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
    }
    let range = validation.range
    let code = list.withUnsafeMutableBufferPointer { buffer in
      options.value_list = buffer.isEmpty ? nil : buffer.baseAddress
      return worksheet_data_validation_range(
        pointer, lxw_row_t(range.rows.lowerBound), lxw_col_t(range.columns.lowerBound),
        lxw_row_t(range.rows.upperBound), lxw_col_t(range.columns.upperBound), &options)
    }
    let place = CellName.range(range)
    try WorkbookWriter.check(code, "set choices of", "\(sheet.name)!\(place)")
  }

  /// A text of at most 255 characters, as spreadsheets show them.
  private static func short(_ text: String) -> String {
    text.unicodeScalars.count <= 255
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(254))) + "…"
  }
}
