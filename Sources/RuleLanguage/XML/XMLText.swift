/// A text whose every part knows the bytes that it was read from.
///
/// Findings inside a formula need this: a formula that holds `&lt;` or a line break of Windows is
/// shorter than what stands in the file.
public struct XMLText: Sendable, Hashable {
  /// A run of the value and the bytes that stand for it.
  struct Piece: Sendable, Hashable {
    /// UTF-8 offsets in the value.
    var value: Range<Int>
    /// UTF-8 offsets in the file.
    var source: Range<Int>
    /// Whether offsets inside correspond one to one; otherwise a reference or a line break.
    var isVerbatim: Bool
  }

  /// The text with references resolved and line breaks as one line feed.
  public let value: String
  /// The bytes in the file; for a CDATA section those between the brackets.
  public let range: Range<Int>
  let pieces: [Piece]

  init(value: String, pieces: [Piece], range: Range<Int>) {
    self.value = value
    self.pieces = pieces
    self.range = range
  }

  /// A text that stands in the file byte for byte, from `offset`.
  public init(verbatim value: String, at offset: Int) {
    let count = value.utf8.count
    self.init(
      value: value,
      pieces: [
        Piece(value: 0..<count, source: offset..<(offset + count), isVerbatim: true)
      ], range: offset..<(offset + count))
  }

  /// Whether the bytes in the file are the value, so that offsets inside map one to one.
  public var isVerbatim: Bool {
    pieces.isEmpty || (pieces.count == 1 && pieces[0].isVerbatim)
  }

  /// The bytes in the file that stand for a part of the value, given by UTF-8 offsets.
  ///
  /// Offsets behind the end are read as the end. A part of a reference gives the whole reference.
  public func sourceRange(_ valueRange: Range<Int>) -> Range<Int> {
    let lower = sourceStart(valueRange.lowerBound)
    if valueRange.isEmpty { return lower..<lower }
    return lower..<max(lower, sourceEnd(valueRange.upperBound))
  }

  private func sourceStart(_ offset: Int) -> Int {
    guard let piece = piece(holding: offset) else { return range.upperBound }
    guard piece.isVerbatim else { return piece.source.lowerBound }
    return piece.source.lowerBound + max(0, offset - piece.value.lowerBound)
  }

  private func sourceEnd(_ offset: Int) -> Int {
    guard let piece = piece(holding: offset - 1) else { return range.upperBound }
    guard piece.isVerbatim else { return piece.source.upperBound }
    return piece.source.lowerBound + max(0, offset - piece.value.lowerBound)
  }

  /// The piece that holds the byte at `offset` of the value; pieces lie end to end.
  private func piece(holding offset: Int) -> Piece? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].value.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < pieces.count ? pieces[low] : nil
  }

  /// Several texts one after the other; what stands between them in the file is left out.
  init(joining texts: [XMLText]) {
    if texts.count == 1 {
      self = texts[0]
      return
    }
    var value = ""
    var pieces: [Piece] = []
    for text in texts {
      let shift = value.utf8.count
      for piece in text.pieces {
        var moved = piece
        moved.value = (piece.value.lowerBound + shift)..<(piece.value.upperBound + shift)
        pieces.append(moved)
      }
      value += text.value
    }
    let lower = texts.first?.range.lowerBound ?? 0
    self.init(value: value, pieces: pieces, range: lower..<(texts.last?.range.upperBound ?? lower))
  }

  /// The text without blanks, tabs and line breaks at either end.
  public var trimmed: XMLText {
    let bytes = Array(value.utf8)
    let first = bytes.firstIndex { !isXMLSpace($0) } ?? bytes.count
    let last = bytes.lastIndex { !isXMLSpace($0) } ?? (first - 1)
    if first == 0 && last == bytes.count - 1 { return self }
    if first > last {
      let start = sourceStart(0)
      return XMLText(value: "", pieces: [], range: start..<start)
    }
    let kept = first..<(last + 1)
    let pieces: [Piece] = pieces.compactMap { piece in
      let overlap = piece.value.clamped(to: kept)
      if overlap.isEmpty { return nil }
      let shifted = (overlap.lowerBound - first)..<(overlap.upperBound - first)
      guard piece.isVerbatim else {
        return Piece(value: shifted, source: piece.source, isVerbatim: false)
      }
      let start = piece.source.lowerBound + overlap.lowerBound - piece.value.lowerBound
      return Piece(value: shifted, source: start..<(start + overlap.count), isVerbatim: true)
    }
    return XMLText(
      value: String(decoding: bytes[kept], as: UTF8.self), pieces: pieces,
      range: sourceRange(kept))
  }
}

/// Whether a byte is one of XML's four white-space characters.
func isXMLSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}
