import Diagnostics

/// The keys of the lines themselves, kept only so far that two lines with one key are found.
///
/// A line read by itself cannot know that another thread has seen its key; at the end all keys of
/// an enterprise are laid side by side. A key is held as 128 bits of its bytes and those of the
/// rows around it, so that a million participants take 32 MB.
struct BatchRowKeys: Sendable {
  private struct Entry {
    let first: UInt64
    let second: UInt64
    /// The enterprise with its period.
    let top: Int32
    let chunk: Int32
    let line: Int32
  }

  private var entries: [Entry] = []

  /// Two hashes that have nothing in common but their input.
  struct Mixer {
    private(set) var first: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var second: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Takes in the bytes of one key.
    @inline(__always)
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
      var index = 0
      while index < bytes.count {
        var word: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64, index < bytes.count {
          word |= UInt64(bytes[index]) << shift
          shift += 8
          index += 1
        }
        mix(word)
      }
      // The length tells `ab` `c` from `a` `bc`.
      mix(UInt64(bytes.count) | 1 << 63)
    }

    @inline(__always)
    private mutating func mix(_ word: UInt64) {
      first = (first ^ word) &* 0x0000_0100_0000_01B3
      first ^= first >> 32
      first = first &* 0xD6E8_FEB8_6659_FD93
      second = (second ^ (word &* 0x8764_8D0B_1E2F_59C5)) &* 0xC2B2_AE3D_27D4_EB4F
      second ^= second >> 29
    }
  }

  mutating func add(_ key: Mixer, top: Int32, chunk: Int, line: Int) {
    entries.append(
      Entry(
        first: key.first, second: key.second, top: top,
        chunk: Int32(truncatingIfNeeded: chunk), line: Int32(truncatingIfNeeded: line)))
  }

  /// The lines whose key an earlier line of the same enterprise has, in order, with the enterprise.
  ///
  /// - Parameter places: for each part the number that an enterprise has among all.
  static func repeated(
    _ parts: [BatchRowKeys], _ places: [[Int32]]
  ) -> [(top: Int32, chunk: Int, line: Int)] {
    var all: [Entry] = []
    all.reserveCapacity(parts.reduce(0) { $0 + $1.entries.count })
    for (part, keys) in parts.enumerated() {
      for entry in keys.entries {
        all.append(
          Entry(
            first: entry.first, second: entry.second, top: places[part][Int(entry.top)],
            chunk: entry.chunk, line: entry.line))
      }
    }
    all.sort {
      ($0.first, $0.second, $0.top, $0.chunk, $0.line)
        < ($1.first, $1.second, $1.top, $1.chunk, $1.line)
    }
    var found: [(top: Int32, chunk: Int, line: Int)] = []
    for (before, entry) in zip(all, all.dropFirst())
    where before.first == entry.first && before.second == entry.second && before.top == entry.top {
      found.append((entry.top, Int(entry.chunk), Int(entry.line)))
    }
    return found.sorted { ($0.chunk, $0.line) < ($1.chunk, $1.line) }
  }
}

extension BatchWorker {
  /// The lines whose key an earlier line has, and the enterprises that this spoils.
  ///
  /// - Parameter places: for each worker the number that its enterprises have among all.
  public static func noteRepeated(
    _ workers: inout [BatchWorker], _ places: [[Int32]]
  ) -> Set<Int32> {
    guard let first = workers.first, first.rowKeyColumn >= 0 else { return [] }
    let repeated = BatchRowKeys.repeated(workers.map(\.rowKeys), places)
    for (_, chunk, line) in repeated {
      workers[0].findings.add(
        .batchRowTwice, chunk: chunk, line: line, column: first.rowKeyColumn + 1)
    }
    return Set(repeated.map(\.top))
  }

  /// The bytes without blanks at their ends.
  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var range = 0..<bytes.count
    while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
    while let first = range.first, bytes[first] <= 0x20 { range = first + 1..<range.upperBound }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Takes the key of a line; false where the line has none and is left out.
  mutating func takeRowKey(_ cells: BatchCells, _ top: Int32) -> Bool {
    let bytes = Self.trimmed(cells[rowKeyColumn])
    let isPlain = bytes.first.map { $0 > 0x20 && $0 < 0x80 } ?? false
    // Words for a sum are looked for where one can begin.
    if !isPlain || [0x54, 0x74, 0x53, 0x73].contains(bytes[0]) {
      let use = KeyPool.use(of: bytes)
      if use != .name {
        leaveOut(
          use, String(decoding: bytes, as: UTF8.self), rowKeyColumn, top, table.rowSet)
        return false
      }
    }
    var mixer = BatchRowKeys.Mixer()
    for column in keyColumns where column >= 0 { mixer.add(Self.trimmed(cells[column])) }
    mixer.add(bytes)
    rowKeys.add(mixer, top: top, chunk: chunk, line: line)
    return true
  }
}

extension FindingKind {
  static let batchRowTwice = FindingKind(
    "batch.row-twice", .error, zh: "这一行的名称前面已有一行用过：同一对象报了两次",
    en: "an earlier line has the same key: one thing is claimed twice")
}
