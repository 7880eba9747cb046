import CArchive
import Diagnostics

/// A ZIP container whose entries are streamed, after its directory has been found harmless.
///
/// Nothing is ever unpacked to disk. Names are compared without regard to case, as office formats
/// do.
public struct ZIPReader: Sendable {
  /// An entry that can be read.
  public struct Entry: Hashable, Sendable {
    /// The name in the container: `xl/workbook.xml`.
    public let name: String
    /// Bytes after unpacking, as the directory states.
    public let size: Int
  }

  /// The entries in the order of the directory.
  public let entries: [Entry]
  private let source: ByteSource
  private let limits: ContainerLimits
  private let byName: [String: Entry]

  /// Reads the directory of a container; nil with a finding where it is refused.
  ///
  /// - Parameter name: What findings call the file.
  public static func open(
    _ source: ByteSource, name: String, limits: ContainerLimits = .intake
  ) -> (ZIPReader?, [Finding]) {
    func refuse(
      _ kind: FindingKind, _ arguments: [String: String] = [:]
    ) -> (ZIPReader?, [Finding]) {
      (nil, [Finding(kind, at: .file(name), arguments)])
    }
    if source.count == 0 { return refuse(.containerEmpty) }
    if source.count > limits.fileBytes {
      return refuse(.containerTooLarge, ["limit": megabytes(limits.fileBytes)])
    }
    let directory: ZIPDirectory
    do throws(ZIPDirectory.Problem) {
      directory = try ZIPDirectory(source, limit: limits.entries)
    } catch {
      switch error {
      case .tooMany(let count):
        return refuse(
          .containerTooMany, ["got": String(count), "limit": String(limits.entries)])
      case .noEnd where !source.bytes(0..<4).starts(with: [0x50, 0x4B]):
        return refuse(.containerNoZIP)
      case .noEnd, .damaged: return refuse(.containerDamaged)
      }
    }
    if let problem = check(directory, limits) { return refuse(problem.0, problem.1) }
    return (ZIPReader(directory, source, limits), [])
  }

  private init(_ directory: ZIPDirectory, _ source: ByteSource, _ limits: ContainerLimits) {
    entries = directory.entries.filter { !$0.name.hasSuffix("/") }
      .map { Entry(name: $0.name, size: $0.unpacked) }
    self.source = source
    self.limits = limits
    byName = Dictionary(
      entries.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is wrong with a directory that could be read.
  private static func check(
    _ directory: ZIPDirectory, _ limits: ContainerLimits
  ) -> (FindingKind, [String: String])? {
    var names: Set<String> = []
    var total = 0
    for entry in directory.entries {
      let shown = ["entry": String(entry.name.prefix(80))]
      if entry.isEncrypted { return (.containerEncrypted, [:]) }
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      let isAbsolute = entry.name.hasPrefix("/") || parts.first?.hasSuffix(":") == true
      if isAbsolute || parts.contains("..") || entry.name.contains("\0") {
        return (.containerEscapes, shown)
      }
      if !names.insert(entry.name.lowercased()).inserted { return (.containerTwice, shown) }
      if entry.method != 0 && entry.method != 8 { return (.containerMethod, shown) }
      if entry.unpacked > limits.entryBytes {
        return (
          .containerBomb, shown.merging(["limit": megabytes(limits.entryBytes)]) { a, _ in a }
        )
      }
      if entry.unpacked > limits.ratioFloor, entry.unpacked / limits.ratio > entry.packed {
        return (.containerRatio, shown.merging(["limit": String(limits.ratio)]) { a, _ in a })
      }
      total += entry.unpacked
    }
    if total > limits.totalBytes {
      return (.containerBomb, ["entry": "", "limit": megabytes(limits.totalBytes)])
    }
    // Entries that share bytes: a bomb in which a few bytes are unpacked many times.
    let sorted = directory.entries.sorted { $0.offset < $1.offset }
    for (entry, next) in zip(sorted, sorted.dropFirst())
    where entry.offset + 30 + entry.packed > next.offset {
      return (.containerDamaged, [:])
    }
    return nil
  }

  static func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }

  /// The entry of a name, whatever its case.
  public func entry(_ name: String) -> Entry? { byName[name.lowercased()] }

  /// Why the bytes of an entry ended early.
  public enum Failure: Error, Hashable, Sendable {
    /// There is no such entry.
    case missing
    /// The container is cut off or garbled.
    case damaged
    /// The entry is longer than its directory says or than is allowed.
    case tooLong
  }

  /// Hands out the bytes of an entry block by block; the closure returns no to stop.
  ///
  /// - Throws: ``Failure``, after the blocks before the fault have been handed out.
  public func read(
    _ entry: Entry, _ each: (UnsafeRawBufferPointer) -> Bool
  ) throws(Failure) {
    let stream = Stream(source)
    // libarchive keeps a bare pointer to the stream until it is freed.
    defer { withExtendedLifetime(stream) {} }
    guard let archive = archive_read_new() else { throw .damaged }
    defer { archive_read_free(archive) }
    try Self.open(archive, stream)
    var header: OpaquePointer?
    while true {
      let code = archive_read_next_header(archive, &header)
      guard code == ARCHIVE_OK || code == ARCHIVE_WARN else { throw .missing }
      guard let path = archive_entry_pathname_utf8(header) ?? archive_entry_pathname(header)
      else { continue }
      let name = String(String(cString: path).map { $0 == "\\" ? "/" : $0 })
      if name == entry.name { break }
    }
    var total = 0
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = block.withUnsafeMutableBytes {
        archive_read_data(archive, $0.baseAddress, $0.count)
      }
      if count < 0 { throw .damaged }
      if count == 0 { break }
      total += count
      if total > entry.size || total > limits.entryBytes { throw .tooLong }
      let goesOn = block.withUnsafeBytes { each(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      if !goesOn { return }
    }
    if total != entry.size { throw .damaged }
  }

  /// All bytes of an entry, for small ones.
  public func bytes(_ entry: Entry) throws(Failure) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(entry.size, 1 << 20))
    try read(entry) {
      result += $0
      return true
    }
    return result
  }

  private static func open(_ archive: OpaquePointer, _ stream: Stream) throws(Failure) {
    guard archive_read_support_format_zip_seekable(archive) == ARCHIVE_OK else { throw .damaged }
    archive_read_set_read_callback(archive) { _, data, buffer in
      Stream.from(data)?.next(buffer) ?? -1
    }
    archive_read_set_seek_callback(archive) { _, data, offset, whence in
      Stream.from(data)?.seek(offset, whence) ?? -1
    }
    archive_read_set_skip_callback(archive) { _, data, count in
      Stream.from(data)?.skip(count) ?? 0
    }
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(stream).toOpaque())
    guard archive_read_open1(archive) == ARCHIVE_OK else { throw .damaged }
  }

  /// The place in the source where libarchive reads.
  private final class Stream {
    private let source: ByteSource
    private var position = 0
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    init(_ source: ByteSource) { self.source = source }

    deinit { block.deallocate() }

    static func from(_ data: UnsafeMutableRawPointer?) -> Stream? {
      data.map { Unmanaged<Stream>.fromOpaque($0).takeUnretainedValue() }
    }

    func next(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
      let count = source.read(into: block, from: position)
      position += count
      buffer?.pointee = UnsafeRawPointer(block.baseAddress)
      return count
    }

    func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
      let base: Int
      switch whence {
      case SEEK_SET: base = 0
      case SEEK_CUR: base = position
      default: base = source.count
      }
      let (target, overflow) = base.addingReportingOverflow(Int(offset))
      guard !overflow, target >= 0 else { return Int64(ARCHIVE_FATAL) }
      position = target
      return Int64(target)
    }

    func skip(_ count: Int64) -> Int64 {
      let wanted = min(max(0, Int(count)), max(0, source.count - position))
      position += wanted
      return Int64(wanted)
    }
  }
}

extension FindingKind {
  static let containerEmpty = FindingKind(
    "container.empty", .error, zh: "文件是空的（0 字节）；请重新保存或传送",
    en: "the file is empty (0 bytes); save or send it again")
  static let containerTooLarge = FindingKind(
    "container.too-large", .error, zh: "文件超过 {limit}，没有打开；请删去无关的表和图片",
    en: "the file has more than {limit} and was not opened; take out sheets and pictures")
  static let containerTooMany = FindingKind(
    "container.too-many", .error, zh: "文件内有 {got} 个部分，多于 {limit}，没有打开",
    en: "the file has {got} parts, more than {limit}, and was not opened")
  static let containerNoZIP = FindingKind(
    "container.not-a-zip", .error, zh: "不是 XLSX 文件（扩展名可能被改过）；请在 Excel 或 WPS 中打开后另存为 XLSX",
    en: "this is no XLSX file, whatever its name; open it in a spreadsheet and save it as XLSX")
  static let containerDamaged = FindingKind(
    "container.damaged", .error, zh: "文件不完整或已损坏；请重新保存或传送",
    en: "the file is cut off or damaged; save or send it again")
  static let containerEncrypted = FindingKind(
    "container.encrypted", .error, zh: "文件有密码，不能读取；请去掉密码后另存",
    en: "the file has a password and cannot be read; save it without one")
  static let containerEscapes = FindingKind(
    "container.escapes", .error, zh: "文件内的部分“{entry}”指向文件之外，没有打开",
    en: "the part “{entry}” points out of the file, which was not opened")
  static let containerTwice = FindingKind(
    "container.twice", .error, zh: "文件内有两个部分叫“{entry}”，没有打开",
    en: "two parts of the file are called “{entry}”; it was not opened")
  static let containerMethod = FindingKind(
    "container.method", .error, zh: "部分“{entry}”的压缩方式不是 Excel 所用的；请在 Excel 或 WPS 中打开后另存为 XLSX",
    en: "the part “{entry}” is packed in an unusual way; open it in a spreadsheet and save it again"
  )
  static let containerBomb = FindingKind(
    "container.too-much", .error, zh: "文件解压后超过 {limit}，没有打开（{entry}）",
    en: "unpacked, the file has more than {limit}; it was not opened ({entry})")
  static let containerRatio = FindingKind(
    "container.ratio", .error, zh: "部分“{entry}”解压后是原来的 {limit} 倍以上，像是压缩炸弹，没有打开",
    en: "the part “{entry}” grows more than {limit} times when unpacked; it was not opened")
}
