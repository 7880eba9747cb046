@preconcurrency import Glibc

/// Bytes that can be read from any place: an array, or a file that stays on disk.
public final class ByteSource: @unchecked Sendable {
  // A descriptor that only `pread` uses, which keeps no position; the array never changes.
  private let descriptor: Int32
  private let array: [UInt8]
  /// How many bytes there are.
  public let count: Int
  /// The path of the file; nil for an array.
  let path: String?

  /// The bytes of an array.
  public init(_ bytes: [UInt8]) {
    (descriptor, array, count, path) = (-1, bytes, bytes.count, nil)
  }

  /// A file on disk; it is opened at once and closed with the source.
  ///
  /// - Throws: where there is no such file, or it cannot be opened.
  public init(path: String) throws(OfficeFileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw OfficeFileError("open", path, String(cString: strerror(errno)))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw OfficeFileError("open", path, "not a file")
    }
    (array, count, self.path) = ([], Int(status.st_size), path)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The bytes of a range, as far as there are any.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let wanted = range.clamped(to: 0..<count)
    return [UInt8](unsafeUninitializedCapacity: wanted.count) { buffer, filled in
      let got = read(into: UnsafeMutableRawBufferPointer(buffer), from: wanted.lowerBound)
      filled = got
    }
  }

  /// Fills a buffer from a place on and returns how many bytes there were.
  func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) -> Int {
    guard offset >= 0, offset < count else { return 0 }
    let wanted = min(buffer.count, count - offset)
    if descriptor < 0 {
      buffer.copyBytes(from: array[offset..<(offset + wanted)])
      return wanted
    }
    var filled = 0
    while filled < wanted {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<wanted])
      let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      filled += got
    }
    return filled
  }
}
