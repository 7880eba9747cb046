/// What a container (ZIP: XLSX, DOCX) may hold before it is refused.
///
/// Checked before and while unpacking, so that a small hostile file cannot fill memory.
public struct ContainerLimits: Sendable {
  /// The most entries.
  public var entries: Int
  /// The most bytes of one unpacked entry.
  public var entryBytes: Int
  /// The most bytes of all unpacked entries together.
  public var totalBytes: Int

  /// Limits for files that people hand in; a workbook of 100,000 rows stays far below.
  public static let intake = ContainerLimits(
    entries: 2_000, entryBytes: 512 << 20, totalBytes: 1 << 30)

  /// Limits of your own.
  public init(entries: Int, entryBytes: Int, totalBytes: Int) {
    self.entries = entries
    self.entryBytes = entryBytes
    self.totalBytes = totalBytes
  }
}
