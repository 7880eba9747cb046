/// The texts that cells of a workbook share, in one buffer.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The most bytes of all texts.
  static let limit = 256 << 20

  /// The text of an index; nil where there is none.
  subscript(index: Int) -> [UInt8]? {
    guard ends.indices.contains(index) else { return nil }
    return Array(bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
  }

  /// How many there are.
  var count: Int { ends.count }

  /// Takes the next text; no where there are too many.
  fileprivate mutating func add(_ text: [UInt8]) -> Bool {
    guard bytes.count + text.count <= Self.limit, ends.count < 20_000_000 else { return false }
    bytes += text
    ends.append(bytes.count)
    return true
  }

  /// Makes texts of the tags of `sharedStrings.xml`.
  final class Delegate: XMLStreamDelegate {
    private(set) var strings = SharedStrings()
    /// Whether there were more than fit.
    private(set) var isTooMuch = false
    private var text: [UInt8] = []
    private var isInText = false
    private var isInReading = false

    func start(_ tag: XMLTag) -> Bool {
      if tag.name.isNamed("si") { text.removeAll(keepingCapacity: true) }
      if tag.name.isNamed("rPh") { isInReading = true }
      if tag.name.isNamed("t") { isInText = !isInReading }
      return true
    }

    func text(_ bytes: UnsafeRawBufferPointer) -> Bool {
      if isInText { text += bytes }
      return true
    }

    func end(_ name: XMLName) -> Bool {
      if name.isNamed("t") { isInText = false }
      if name.isNamed("rPh") { isInReading = false }
      guard name.isNamed("si") else { return true }
      isTooMuch = !strings.add(text)
      return !isTooMuch
    }
  }
}
