import CXLSXWriter

/// The formats of a workbook: each is made once, in the order in which it is first used.
struct FormatTable {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var known: [CellFormat: UnsafeMutablePointer<lxw_format>] = [:]

  init(book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

  /// libxlsxwriter's format; nil for the usual look.
  mutating func pointer(_ format: CellFormat?) -> UnsafeMutablePointer<lxw_format>? {
    guard let format else { return nil }
    if let pointer = known[format] { return pointer }
    guard let pointer = workbook_add_format(book) else { return nil }
    Self.apply(format, to: pointer)
    known[format] = pointer
    return pointer
  }

  private static func apply(_ format: CellFormat, to pointer: UnsafeMutablePointer<lxw_format>) {
    // Names longer than libxlsxwriter's fields are cut there.
    if let code = format.numberFormat { format_set_num_format(pointer, code) }
    if let name = format.fontName { format_set_font_name(pointer, name) }
    if let size = format.fontSize { format_set_font_size(pointer, size) }
    if let color = format.fontColor { format_set_font_color(pointer, lxw_color_t(color)) }
    if let fill = format.fill {
      format_set_pattern(pointer, UInt8(LXW_PATTERN_SOLID.rawValue))
      // Cells show a solid pattern in its foreground, conditions in its background.
      format_set_bg_color(pointer, lxw_color_t(fill))
    }
    if format.isBold { format_set_bold(pointer) }
    if format.isItalic { format_set_italic(pointer) }
    if format.wraps { format_set_text_wrap(pointer) }
    if format.isUnlocked { format_set_unlocked(pointer) }
    if format.indent > 0 { format_set_indent(pointer, UInt8(clamping: format.indent)) }
    border(format, pointer)
    let horizontal =
      switch format.horizontal {
      case .general: LXW_ALIGN_NONE
      case .left: LXW_ALIGN_LEFT
      case .center: LXW_ALIGN_CENTER
      case .right: LXW_ALIGN_RIGHT
      }
    format_set_align(pointer, UInt8(horizontal.rawValue))
    let vertical =
      switch format.vertical {
      case .top: LXW_ALIGN_VERTICAL_TOP
      case .center: LXW_ALIGN_VERTICAL_CENTER
      case .bottom: LXW_ALIGN_VERTICAL_BOTTOM
      }
    format_set_align(pointer, UInt8(vertical.rawValue))
  }

  private static func border(
    _ format: CellFormat, _ pointer: UnsafeMutablePointer<lxw_format>
  ) {
    switch format.border {
    case .none: return
    case .thin: format_set_border(pointer, UInt8(LXW_BORDER_THIN.rawValue))
    case .medium: format_set_border(pointer, UInt8(LXW_BORDER_MEDIUM.rawValue))
    case .bottom: format_set_bottom(pointer, UInt8(LXW_BORDER_THIN.rawValue))
    }
    if let color = format.borderColor { format_set_border_color(pointer, lxw_color_t(color)) }
  }
}
