extension Rounding {
  /// Reads the spelling of rule files: `2`, `2 half-up`, `4 digits down`, `1 interval 0.5`.
  ///
  /// Decimals −30 … 100, digits 1 … 100; mode half-even where none is named; nil for other texts.
  public init?(attribute text: String) {
    var words = text.split(separator: " ")[...]
    guard let first = words.popFirst(), let count = Int(first), first.utf8.first != 0x2B else {
      return nil
    }
    let precision: Precision
    if words.first == "digits" {
      words.removeFirst()
      guard (1...100).contains(count) else { return nil }
      precision = .digits(count)
    } else {
      guard (-30...100).contains(count) else { return nil }
      precision = .decimals(count)
    }
    var step = 1
    if words.first == "interval" {
      words.removeFirst()
      switch words.popFirst() {
      case "0.5": step = 5
      case "0.2": step = 2
      case "1": step = 1
      default: return nil
      }
    }
    var mode = Mode.halfEven
    if let word = words.popFirst() {
      guard let named = Mode(rawValue: String(word)) else { return nil }
      mode = named
    }
    guard words.isEmpty else { return nil }
    // GB/T 8170 names the interval in units of the place before the last one kept: with one
    // decimal the interval 0.5 is a half, that is 5 units of the last place.
    self.init(mode, precision, step: step)
  }

  /// The spelling of rule files; half-even is not said.
  public var text: String {
    var words: [String]
    switch precision {
    case .decimals(let count): words = [String(count)]
    case .digits(let count): words = [String(count), "digits"]
    }
    if step == 5 { words.append("interval 0.5") }
    if step == 2 { words.append("interval 0.2") }
    if mode != .halfEven { words.append(mode.rawValue) }
    return words.joined(separator: " ")
  }
}
