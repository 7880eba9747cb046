import Glibc
import Synchronization

/// Cuts a file into chunks of whole lines, for several threads in turn.
///
/// The file is read once from front to back; each thread takes the next chunk into a buffer of its
/// own. Line ends inside quotes end no line.
final class LineSource: Sendable {
  /// A chunk of whole lines.
  struct Chunk {
    /// Its number, from 0 in the order of the file.
    let number: Int
    /// How many bytes of the buffer it takes.
    let count: Int
    /// Whether any byte in it is a quote.
    let hasQuotes: Bool
  }

  /// What stops the reading.
  enum Failure: Error {
    /// The file cannot be opened or read.
    case unreadable
    /// A line does not end within the limit; its chunk.
    case endless(chunk: Int)
  }

  private struct State {
    var next = 0
    /// The beginning of a line whose end has not been read.
    var carry: [UInt8] = []
    var isEnd = false
    var failure: Failure?
  }

  /// Lines longer than this are refused.
  private static let longest = 8 << 20
  private static let quote = UInt8(ascii: "\"")

  private let descriptor: Int32
  private let separator: UInt8
  private let chunkSize: Int
  private let state = Mutex(State())

  init(path: String, separator: UInt8, chunkSize: Int) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.separator = separator
    self.chunkSize = chunkSize
    if descriptor >= 0 { posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Why reading stopped early; nil where it did not.
  var failure: Failure? { state.withLock { $0.failure } }

  /// Reads the next chunk to the front of the buffer; nil at the end.
  func next(into buffer: inout [UInt8]) -> Chunk? {
    state.withLock { state in
      if state.isEnd || state.failure != nil { return nil }
      if buffer.count < state.carry.count + chunkSize {
        buffer = [UInt8](repeating: 0, count: state.carry.count + chunkSize)
      }
      var count = state.carry.count
      buffer.withUnsafeMutableBytes { $0.copyBytes(from: state.carry) }
      while true {
        guard fill(&buffer, &count, &state) else { return nil }
        let end = state.isEnd ? (count, hasQuotes(buffer, count)) : lastLineEnd(buffer, count)
        if end.0 > 0 || state.isEnd {
          state.carry = Array(buffer[end.0..<count])
          defer { state.next += 1 }
          return count == 0 ? nil : Chunk(number: state.next, count: end.0, hasQuotes: end.1)
        }
        guard buffer.count < Self.longest else {
          state.failure = .endless(chunk: state.next)
          return nil
        }
        buffer += [UInt8](repeating: 0, count: buffer.count)
      }
    }
  }

  /// Fills the buffer as far as the file goes; false where reading fails.
  private func fill(_ buffer: inout [UInt8], _ count: inout Int, _ state: inout State) -> Bool {
    while count < buffer.count {
      let start = count
      let got = buffer.withUnsafeMutableBytes { bytes in
        read(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else {
        state.failure = .unreadable
        return false
      }
      count += got
      if got == 0 {
        state.isEnd = true
        return true
      }
    }
    return true
  }

  private func hasQuotes(_ buffer: [UInt8], _ count: Int) -> Bool {
    buffer.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      return memchr(start, Int32(Self.quote), count) != nil
    }
  }

  /// Behind the last byte that ends a line, and whether there are quotes before it.
  private func lastLineEnd(_ buffer: [UInt8], _ count: Int) -> (Int, Bool) {
    guard hasQuotes(buffer, count) else {
      return ((buffer[..<count].lastIndex(of: 0x0A) ?? -1) + 1, false)
    }
    return (quotedLineEnd(buffer, count), true)
  }

  /// As the parser reads it: a quote opens at the beginning of a field only.
  private func quotedLineEnd(_ buffer: [UInt8], _ count: Int) -> Int {
    buffer.withUnsafeBufferPointer { bytes in
      var end = 0
      var index = 0
      var isFieldStart = true
      while index < count {
        if isFieldStart, bytes[index] == Self.quote {
          index += 1
          while index < count {
            if bytes[index] == Self.quote {
              guard index + 1 < count, bytes[index + 1] == Self.quote else { break }
              index += 1
            }
            index += 1
          }
          if index >= count { return end }
        }
        isFieldStart = bytes[index] == separator || bytes[index] == 0x0A || bytes[index] == 0x0D
        index += 1
        if bytes[index - 1] == 0x0A { end = index }
      }
      return end
    }
  }
}
