import Glibc

/// Where the bytes of a table come from, block by block.
public struct CSVSource {
  /// Fills a buffer and returns the number of bytes; 0 at the end, negative where reading fails.
  public typealias Read = (UnsafeMutableRawBufferPointer) -> Int

  let read: Read

  /// Makes a source of a closure.
  public init(_ read: @escaping Read) { self.read = read }

  /// The bytes of an array, handed out in blocks of at most `block` bytes.
  public static func bytes(_ bytes: [UInt8], block: Int = .max) -> CSVSource {
    var position = 0
    return CSVSource { buffer in
      let count = min(buffer.count, bytes.count - position, max(1, block))
      buffer.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
  }

  /// A file on disk; it is opened at once and closed with the source.
  ///
  /// A file that cannot be opened or read leaves the finding `csv.unreadable`.
  public static func file(_ path: String) -> CSVSource {
    let file = OpenFile(path)
    return CSVSource { buffer in file.read(buffer) }
  }

  private final class OpenFile {
    private let descriptor: Int32

    init(_ path: String) { descriptor = open(path, O_RDONLY | O_CLOEXEC) }

    deinit {
      if descriptor >= 0 { close(descriptor) }
    }

    func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
      guard descriptor >= 0 else { return -1 }
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
  }
}
