import CArchive

/// Packs files into a ZIP container, in memory.
///
/// Entries are sorted by name and carry one fixed time: same files, same bytes, whatever the clock
/// and the time zone. `[Content_Types].xml`, which office programs want first, sorts first.
public struct ZIPWriter {
  /// A file of the container.
  public struct Entry: Sendable {
    /// The path, with `/` between folders.
    public var path: String
    /// The content.
    public var bytes: [UInt8]

    /// Makes an entry.
    public init(_ path: String, _ bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }

    /// Makes an entry of text.
    public init(_ path: String, _ text: String) { self.init(path, Array(text.utf8)) }
  }

  /// The container.
  ///
  /// - Throws: what libarchive says; only want of memory makes it say something here.
  public static func pack(_ entries: [Entry]) throws(OfficeFileError) -> [UInt8] {
    let sink = Sink()
    guard let archive = archive_write_new() else {
      throw OfficeFileError("pack", "container", "out of memory")
    }
    defer { archive_write_free(archive) }
    try check(archive_write_set_format_zip(archive), "format", archive)
    try check(archive_write_zip_set_compression_deflate(archive), "deflate", archive)
    // Without padding to tape blocks.
    archive_write_set_bytes_per_block(archive, 1 << 16)
    archive_write_set_bytes_in_last_block(archive, 1)
    let context = Unmanaged.passUnretained(sink).toOpaque()
    // The archive is closed below, while the sink is still used.
    let code = archive_write_open2(
      archive, context, nil,
      { _, context, buffer, length in
        guard let context, let buffer else { return -1 }
        Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue().take(buffer, length)
        return length
      }, nil, nil)
    try check(code, "open", archive)
    for entry in entries.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      try write(entry, archive)
    }
    try check(archive_write_close(archive), "close", archive)
    return sink.bytes
  }

  private static func write(_ entry: Entry, _ archive: OpaquePointer) throws(OfficeFileError) {
    guard let head = archive_entry_new() else {
      throw OfficeFileError("pack", entry.path, "out of memory")
    }
    defer { archive_entry_free(head) }
    archive_entry_set_pathname_utf8(head, entry.path)
    archive_entry_set_size(head, Int64(entry.bytes.count))
    archive_entry_set_filetype(head, UInt32(0o100000))
    archive_entry_set_perm(head, 0o644)
    // Below 1980, where the calendar of ZIP begins: it becomes 1980-01-01 in every time zone.
    archive_entry_set_mtime(head, 0, 0)
    try check(archive_write_header(archive, head), entry.path, archive)
    let written = entry.bytes.withUnsafeBytes { bytes in
      archive_write_data(archive, bytes.baseAddress, bytes.count)
    }
    guard written == entry.bytes.count else { throw failure(entry.path, archive) }
  }

  private static func check(
    _ code: Int32, _ step: String, _ archive: OpaquePointer
  ) throws(OfficeFileError) {
    guard code == ARCHIVE_OK else { throw failure(step, archive) }
  }

  private static func failure(_ step: String, _ archive: OpaquePointer) -> OfficeFileError {
    let words = archive_error_string(archive).map { String(cString: $0) } ?? "unknown"
    return OfficeFileError("pack", step, words)
  }

  /// Where libarchive puts what is packed.
  private final class Sink {
    var bytes: [UInt8] = []

    func take(_ buffer: UnsafeRawPointer, _ length: Int) {
      bytes += UnsafeRawBufferPointer(start: buffer, count: length)
    }
  }
}
