import Diagnostics

/// The known names nearest to one that is not known, for findings.
enum Suggestions {
  /// At most three names, nearest first; texts of more than 64 characters are not compared.
  static func nearest(_ name: String, among known: some Sequence<String>) -> [String] {
    let sought = Array(name.lowercased())
    guard sought.count <= 64 else { return [] }
    let limit = max(1, (sought.count + 1) / 2)
    var found: [(distance: Int, name: String)] = []
    for candidate in Set(known) {
      let text = Array(candidate.lowercased())
      guard abs(text.count - sought.count) <= limit else { continue }
      let distance = distance(sought, text)
      if distance <= limit { found.append((distance, candidate)) }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// The names in a sentence: “是否指 x、y？”, or nothing.
  static func arguments(_ names: [String]) -> [String: String] {
    guard !names.isEmpty else { return ["hint": "", "hintEn": ""] }
    let list = names.joined(separator: "、")
    let listEn = names.joined(separator: ", ")
    return ["hint": "；是否指 \(list)？", "hintEn": "; did you mean \(listEn)?"]
  }

  /// Insertions, deletions and replacements from one text to the other.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

extension Finding {
  /// A finding that asks whether one of these names was meant.
  init(
    _ kind: FindingKind, at origin: Origin, _ arguments: [String: String], near names: [String]
  ) {
    self.init(kind, at: origin, arguments.merging(Suggestions.arguments(names)) { own, _ in own })
  }
}
