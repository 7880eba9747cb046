import OfficeFiles

/// How the sheets of a filing look.
enum WorkbookStyle {
  private static let base = CellFormat().with {
    $0.fontName = "等线"
    $0.fontSize = 11
  }

  /// A cell of a table.
  private static let bordered = base.with {
    $0.border = .thin
    $0.borderColor = 0xBFBFBF
  }

  /// The line above a table.
  static let title = base.with {
    $0.fontSize = 14
    $0.isBold = true
  }
  /// A remark above a table.
  static let remark = base.with {
    $0.fontSize = 9
    $0.fontColor = 0x595959
    $0.wraps = true
    $0.vertical = .top
  }
  /// A heading of a column to be filled in.
  static let heading = bordered.with {
    $0.isBold = true
    $0.fill = 0x1F4E79
    $0.fontColor = 0xFFFFFF
    $0.wraps = true
    $0.horizontal = .center
  }
  /// A heading of a column that may stay empty.
  static let optionalHeading = heading.with { $0.fill = 0x5B7F9E }
  /// A cell for the name of a row.
  static let key = bordered.with {
    $0.fill = 0xE2EFDA
    $0.wraps = true
  }
  /// A cell to be filled in.
  static let entry = bordered.with { $0.fill = 0xFFF9E5 }
  /// A cell that may stay empty.
  static let optional = bordered.with { $0.fill = 0xEDF3F8 }
  /// A cell that is filled in already.
  static let fixed = bordered.with { $0.fill = 0xF2F2F2 }
  /// A cell with long text.
  static let prose = base.with {
    $0.wraps = true
    $0.vertical = .top
  }
  /// A line between two parts of a text.
  static let section = base.with {
    $0.isBold = true
    $0.fontColor = 0x1F4E79
    $0.fontSize = 12
  }

  /// The format of a number with so many decimals; the usual one for whole numbers.
  static func number(_ format: CellFormat, decimals: Int) -> CellFormat {
    guard decimals > 0 else { return format }
    return format.with { $0.numberFormat = "0." + String(repeating: "0", count: decimals) }
  }

  /// The format of a text, so that `2024-03` does not become a day.
  static func text(_ format: CellFormat) -> CellFormat { format.with { $0.numberFormat = "@" } }

  /// About how many narrow characters wide a text is.
  static func width(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? 2 : 1) }
  }

  /// The height in points of a text of 9 points in a column of this width.
  static func height(_ text: String, width: Double) -> Double {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + Int((self.width(String($1)) * 0.9 / max(4, width)).rounded(.up).magnitude) }
    return Double(max(1, lines)) * 13 + 4
  }
}
