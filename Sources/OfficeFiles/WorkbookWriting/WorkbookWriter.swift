import CXLSXWriter
@preconcurrency import Glibc

/// Writes workbooks as XLSX, through libxlsxwriter.
public enum WorkbookWriter {
  /// The bytes of a workbook; the same workbook makes the same bytes.
  ///
  /// Sheets with ``WorkbookSheet/further`` rows are written row by row and take no memory for them.
  /// A number keeps 15 significant digits, as spreadsheets do: write longer ones as text.
  ///
  /// - Throws: where the disk is full, or a name, list or text is one that spreadsheets refuse.
  public static func bytes(_ workbook: Workbook) throws(OfficeFileError) -> [UInt8] {
    let file = try TemporaryFile()
    try write(workbook, to: file.path)
    return try file.bytes()
  }

  private static func write(_ workbook: Workbook, to path: String) throws(OfficeFileError) {
    var options = lxw_workbook_options()
    options.constant_memory = workbook.sheets.contains { $0.further != nil } ? 1 : 0
    options.use_zip64 = 0
    guard let book = workbook_new_opt(path, &options) else {
      throw OfficeFileError("write workbook", path, "out of memory")
    }
    var formats = FormatTable(book: book)
    var failure: OfficeFileError?
    do throws(OfficeFileError) {
      try properties(workbook.properties, book)
      for sheet in workbook.sheets {
        guard let pointer = sheet.name.withCString({ workbook_add_worksheet(book, $0) }) else {
          throw OfficeFileError("write sheet", sheet.name, "the name is taken or not allowed")
        }
        var writer = SheetWriter(sheet: sheet, pointer: pointer, book: book, formats: formats)
        try writer.write()
        formats = writer.formats
      }
      for name in workbook.names {
        let code = name.name.withCString { cName in
          ("=" + name.formula).withCString { workbook_define_name(book, cName, $0) }
        }
        try check(code, "define name", name.name)
      }
    } catch {
      failure = error
    }
    // Closing frees the workbook, also after a failure.
    let code = workbook_close(book)
    if let failure { throw failure }
    try check(code, "write workbook", path)
  }

  private static func properties(
    _ properties: Workbook.Properties, _ book: UnsafeMutablePointer<lxw_workbook>
  ) throws(OfficeFileError) {
    var values = lxw_doc_properties()
    let texts = CTexts()
    values.title = texts.pointer(properties.title)
    values.subject = texts.pointer(properties.subject)
    values.author = texts.pointer(properties.author)
    values.keywords = texts.pointer(properties.keywords)
    values.comments = texts.pointer(properties.comments)
    // Zero would mean now.
    values.created = max(1, properties.created)
    try check(workbook_set_properties(book, &values), "set", "properties")
    for (name, value) in properties.custom {
      let code = name.withCString { cName in
        value.withCString { workbook_set_custom_property_string(book, cName, $0) }
      }
      try check(code, "set property", name)
    }
  }

  /// Throws what libxlsxwriter says where it does not say that all is well.
  static func check(
    _ code: lxw_error, _ operation: String, _ subject: String
  ) throws(OfficeFileError) {
    guard code != LXW_NO_ERROR else { return }
    let reason = lxw_strerror(code).map { String(cString: $0) } ?? "code \(code.rawValue)"
    throw OfficeFileError(operation, subject, reason)
  }
}

/// C strings that live as long as this.
final class CTexts {
  private var pointers: [UnsafeMutablePointer<CChar>] = []

  deinit {
    for pointer in pointers { free(pointer) }
  }

  /// A C string; nil for nil.
  func pointer(_ text: String?) -> UnsafeMutablePointer<CChar>? {
    guard let text, let pointer = strdup(text) else { return nil }
    pointers.append(pointer)
    return pointer
  }
}

/// A file without a name of its own, gone with this value.
private final class TemporaryFile {
  let path: String

  init() throws(OfficeFileError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/workbook-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else {
      throw OfficeFileError("make temporary file in", folder, String(cString: strerror(errno)))
    }
    close(descriptor)
  }

  deinit { unlink(path) }

  func bytes() throws(OfficeFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw OfficeFileError("read", path, String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    lseek(descriptor, 0, SEEK_SET)
    let result = [UInt8](unsafeUninitializedCapacity: max(0, size)) { buffer, count in
      while count < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(buffer)[count...]
        let got = Glibc.read(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if got <= 0 { break }
        count += got
      }
    }
    guard result.count == size else { throw OfficeFileError("read", path, "it ends early") }
    return result
  }
}
