/// What a container (ZIP: XLSX, DOCX) may hold before it is refused.
///
/// Checked before and while unpacking, so that a small hostile file cannot fill memory.
public struct ContainerLimits: Sendable {
  /// The most bytes of the container itself.
  public var fileBytes: Int
  /// The most entries.
  public var entries: Int
  /// The most bytes of one unpacked entry.
  public var entryBytes: Int
  /// The most bytes of all unpacked entries together.
  public var totalBytes: Int
  /// How many times larger than packed an entry of more than ``ratioFloor`` bytes may be.
  public var ratio: Int
  /// Entries below this size may be packed as well as they can.
  public var ratioFloor: Int

  /// Limits for files that people hand in; a workbook of 100,000 rows stays far below.
  public static let intake = ContainerLimits(
    entries: 2_000, entryBytes: 512 << 20, totalBytes: 1 << 30)

  /// Limits of your own.
  public init(
    fileBytes: Int = 256 << 20, entries: Int, entryBytes: Int, totalBytes: Int,
    ratio: Int = 150, ratioFloor: Int = 8 << 20
  ) {
    self.fileBytes = fileBytes
    self.entries = entries
    self.entryBytes = entryBytes
    self.totalBytes = totalBytes
    self.ratio = ratio
    self.ratioFloor = ratioFloor
  }
}
