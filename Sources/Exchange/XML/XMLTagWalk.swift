import Diagnostics

/// Finds the start tags of a well-formed XML text one after the other, in step with a stream.
struct XMLTagWalk {
  private let bytes: [UInt8]
  private var cursor = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Where the next start tag begins.
  mutating func next() -> Int {
    while let open = bytes[cursor...].firstIndex(of: UInt8(ascii: "<")) {
      if has("<!--", at: open) {
        cursor = end(of: "-->", from: open + 4)
      } else if has("<![CDATA[", at: open) {
        cursor = end(of: "]]>", from: open + 9)
      } else if has("<?", at: open) {
        cursor = end(of: "?>", from: open + 2)
      } else {
        cursor = open + 1
        if !has("</", at: open) { return open }
      }
    }
    return max(0, bytes.count - 1)
  }

  private func has(_ text: String, at start: Int) -> Bool {
    bytes[start...].starts(with: text.utf8)
  }

  /// The place behind the next occurrence of a text.
  private func end(of text: String, from start: Int) -> Int {
    var index = min(start, bytes.count)
    while index < bytes.count, !has(text, at: index) { index += 1 }
    return min(bytes.count, index + text.utf8.count)
  }

  /// The first byte of a line, counted from 1.
  func origin(line: Int, _ file: String) -> Origin {
    var start = 0
    for _ in 1..<max(1, line) {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
      start = end + 1
    }
    return .source(file: file, range: start..<min(bytes.count, start + 1))
  }

  /// Whether a parser will read the bytes as UTF-8; in another encoding places would be wrong.
  static func isUTF8(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = bytes[start...].prefix(200)
    // 0x4C begins a text in EBCDIC; zeros are those of UTF-16 and UTF-32.
    guard let first = head.first, first < 0x80, first != 0x4C, !head.prefix(4).contains(0) else {
      return bytes.isEmpty
    }
    let end = head.firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
    let declaration = String(decoding: head[..<end], as: UTF8.self).lowercased()
    guard declaration.hasPrefix("<?xml"),
      let name = declaration.firstRange(of: "encoding")
    else { return true }
    let value = declaration[name.upperBound...].drop { " =\t\r\n".contains($0) }
    return value.hasPrefix("\"utf-8\"") || value.hasPrefix("'utf-8'")
  }
}
