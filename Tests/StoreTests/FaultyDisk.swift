import CSQLite
import Foundation
import Synchronization

/// A layer between SQLite and the system that writes down what is asked of the disk, and can
/// refuse to write. What a disk holds after a power failure follows from the list.
///
/// - Source: SQLite's own test harness does the same, `src/test6.c`.
enum FaultyDisk {
  /// The name by which SQLite knows the layer.
  static let name = "mrv-faulty-disk"

  /// Something that was asked of the disk.
  enum Event: Sendable {
    case write(file: String, offset: Int, bytes: [UInt8])
    case truncate(file: String, size: Int)
    case sync(file: String)
    case delete(file: String)
    /// The program was told that a revision is on the disk.
    case acknowledged(Int)

    /// What it was, without the bytes.
    var brief: String {
      switch self {
      case .write(let file, let offset, let bytes): "write \(file) \(offset) \(bytes.count)"
      default: "\(self)"
      }
    }
  }

  struct State {
    var events: [Event] = []
    var names: [Int: String] = [:]
    var opened = 0
    /// How many more writes and syncs succeed; nil where all do.
    var remaining: Int?
    /// What the next ones answer.
    var answer = SQLITE_FULL
  }

  static let state = Mutex(State())

  /// Begins anew.
  static func clear(remaining: Int? = nil, answer: Int32 = SQLITE_FULL) {
    state.withLock {
      $0.events = []
      $0.remaining = remaining
      $0.answer = answer
    }
  }

  static func acknowledge(_ number: Int) {
    state.withLock { $0.events.append(.acknowledged(number)) }
  }

  static var events: [Event] { state.withLock { $0.events } }

  // MARK: The layer

  /// Makes the layer known to SQLite, once.
  static let isRegistered: Bool = {
    guard let base = sqlite3_vfs_find(nil) else { return false }
    let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    layer.initialize(to: base.pointee)
    layer.pointee.szOsFile = Int32(offset) + base.pointee.szOsFile
    layer.pointee.zName = UnsafePointer(strdup(name))
    layer.pointee.pNext = nil
    layer.pointee.xOpen = open
    layer.pointee.xDelete = { _, path, folder in
      guard let base = sqlite3_vfs_find(nil), let xDelete = base.pointee.xDelete else { return 1 }
      let code = xDelete(base, path, folder)
      if code == SQLITE_OK, let path { note(.delete(file: String(cString: path))) }
      return code
    }
    return sqlite3_vfs_register(layer, 0) == SQLITE_OK
  }()

  /// Our part of an open file: the methods and a number; the system's part follows.
  private static let offset = 16

  private static func real(
    _ file: UnsafeMutablePointer<sqlite3_file>?
  ) -> UnsafeMutablePointer<sqlite3_file>? {
    file.map {
      (UnsafeMutableRawPointer($0) + offset).assumingMemoryBound(to: sqlite3_file.self)
    }
  }

  private static func name(_ file: UnsafeMutablePointer<sqlite3_file>?) -> String? {
    guard let file else { return nil }
    let number = (UnsafeMutableRawPointer(file) + 8).load(as: Int.self)
    return state.withLock { $0.names[number] }
  }

  private static func note(_ event: Event) {
    state.withLock { $0.events.append(event) }
  }

  /// Whether the disk still takes something; else what it answers.
  private static func refusal() -> Int32? {
    state.withLock { state in
      guard let remaining = state.remaining else { return nil }
      if remaining > 0 {
        state.remaining = remaining - 1
        return nil
      }
      return state.answer
    }
  }

  private typealias Open =
    @convention(c) (
      UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?,
      UnsafeMutablePointer<sqlite3_file>?, Int32, UnsafeMutablePointer<Int32>?
    ) -> Int32

  private static let open: Open = { _, path, file, flags, outFlags in
    guard let file, let base = sqlite3_vfs_find(nil), let xOpen = base.pointee.xOpen else {
      return SQLITE_ERROR
    }
    file.pointee.pMethods = nil
    let code = xOpen(base, path, real(file), flags, outFlags)
    guard code == SQLITE_OK else { return code }
    let number = state.withLock { state in
      state.opened += 1
      if let path, flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL) != 0 {
        state.names[state.opened] = String(cString: path)
      }
      return state.opened
    }
    (UnsafeMutableRawPointer(file) + 8).storeBytes(of: number, as: Int.self)
    file.pointee.pMethods = UnsafePointer(methods)
    return SQLITE_OK
  }

  nonisolated(unsafe) private static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    var own = sqlite3_io_methods()
    own.iVersion = 2
    own.xClose = { real($0)?.pointee.pMethods?.pointee.xClose?(real($0)) ?? SQLITE_OK }
    own.xRead = { real($0)?.pointee.pMethods?.pointee.xRead?(real($0), $1, $2, $3) ?? 1 }
    own.xFileSize = { real($0)?.pointee.pMethods?.pointee.xFileSize?(real($0), $1) ?? 1 }
    own.xLock = { real($0)?.pointee.pMethods?.pointee.xLock?(real($0), $1) ?? 1 }
    own.xUnlock = { real($0)?.pointee.pMethods?.pointee.xUnlock?(real($0), $1) ?? 1 }
    own.xCheckReservedLock = {
      real($0)?.pointee.pMethods?.pointee.xCheckReservedLock?(real($0), $1) ?? 1
    }
    own.xFileControl = {
      real($0)?.pointee.pMethods?.pointee.xFileControl?(real($0), $1, $2) ?? SQLITE_NOTFOUND
    }
    own.xSectorSize = { real($0)?.pointee.pMethods?.pointee.xSectorSize?(real($0)) ?? 512 }
    // Nothing is promised: neither atomic writes nor that a write leaves its neighbours alone.
    own.xDeviceCharacteristics = { _ in 0 }
    own.xShmMap = { real($0)?.pointee.pMethods?.pointee.xShmMap?(real($0), $1, $2, $3, $4) ?? 1 }
    own.xShmLock = { real($0)?.pointee.pMethods?.pointee.xShmLock?(real($0), $1, $2, $3) ?? 1 }
    own.xShmBarrier = { real($0)?.pointee.pMethods?.pointee.xShmBarrier?(real($0)) }
    own.xShmUnmap = { real($0)?.pointee.pMethods?.pointee.xShmUnmap?(real($0), $1) ?? 1 }
    own.xWrite = { file, bytes, count, offset in
      if let answer = refusal() { return answer }
      let code = real(file)?.pointee.pMethods?.pointee.xWrite?(real(file), bytes, count, offset)
      if let name = name(file), let bytes {
        let content = Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        note(.write(file: name, offset: Int(offset), bytes: content))
      }
      return code ?? SQLITE_ERROR
    }
    own.xTruncate = { file, size in
      if let name = name(file) { note(.truncate(file: name, size: Int(size))) }
      return real(file)?.pointee.pMethods?.pointee.xTruncate?(real(file), size) ?? SQLITE_ERROR
    }
    own.xSync = { file, flags in
      if let answer = refusal() { return answer == SQLITE_FULL ? SQLITE_OK : answer }
      let code = real(file)?.pointee.pMethods?.pointee.xSync?(real(file), flags)
      if let name = name(file) { note(.sync(file: name)) }
      return code ?? SQLITE_ERROR
    }
    methods.initialize(to: own)
    return methods
  }()
}

/// What a disk may hold when the power fails.
struct DiskImage {
  /// One file: what is surely there, and what was written since it was last synced.
  private struct File {
    var durable: [UInt8]
    var pending: [FaultyDisk.Event] = []
    /// What the name stood for before it was deleted, until the new file is synced.
    var before: [UInt8]?
    var isDeleted = false
  }

  private var files: [String: File] = [:]
  /// How many revisions had been acknowledged.
  private(set) var acknowledged = 0

  /// A disk that surely holds these files.
  init(_ files: [String: [UInt8]]) {
    self.files = files.mapValues { File(durable: $0) }
  }

  /// Takes notice of what was asked of the disk.
  mutating func apply(_ event: FaultyDisk.Event) {
    switch event {
    case .acknowledged: acknowledged += 1
    case .write(let name, _, _), .truncate(let name, _):
      files[name, default: File(durable: [])].isDeleted = false
      files[name, default: File(durable: [])].pending.append(event)
    case .sync(let name):
      guard var file = files[name] else { return }
      for event in file.pending { Self.apply(event, to: &file.durable) }
      file.pending = []
      file.before = nil
      files[name] = file
    case .delete(let name):
      guard let file = files[name] else { return }
      var kept = file.durable
      for event in file.pending { Self.apply(event, to: &kept) }
      files[name] = File(durable: [], before: file.before ?? kept, isDeleted: true)
    }
  }

  private static func apply(_ event: FaultyDisk.Event, to bytes: inout [UInt8]) {
    switch event {
    case .write(_, let offset, let content):
      let end = offset + content.count
      if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(offset..<end, with: content)
    case .truncate(_, let size):
      if size < bytes.count { bytes.removeLast(bytes.count - size) }
    default: break
    }
  }

  /// What is there after the failure: each write that was not synced is there, is not, or is there
  /// with a sector of rubbish; a deletion that was not synced may not have happened.
  func afterFailure(_ random: inout Random) -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      if let before = file.before, Bool.random(using: &random) {
        result[name] = before
        continue
      }
      if file.isDeleted { continue }
      var bytes = file.durable
      for event in file.pending {
        switch UInt8.random(in: 0..<3, using: &random) {
        case 0: continue
        case 1: Self.apply(event, to: &bytes)
        default: Self.apply(Self.garbled(event, &random), to: &bytes)
        }
      }
      result[name] = bytes
    }
    return result
  }

  private static func garbled(
    _ event: FaultyDisk.Event, _ random: inout Random
  ) -> FaultyDisk.Event {
    guard case .write(let file, let offset, var bytes) = event, !bytes.isEmpty else { return event }
    let start = Int.random(in: 0..<bytes.count, using: &random) / 512 * 512
    for index in start..<min(start + 512, bytes.count) {
      bytes[index] = UInt8.random(in: 0...255, using: &random)
    }
    return .write(file: file, offset: offset, bytes: bytes)
  }
}
