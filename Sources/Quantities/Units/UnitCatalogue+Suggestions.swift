extension UnitCatalogue {
  /// Names and aliases near to a misspelled one, at most three, the nearest first.
  func namesNear(_ text: String) -> [String] {
    UnitCatalogue.nearest(text, Array(byName.keys))
  }

  /// Species near to a misspelled one, at most three, the nearest first.
  func speciesNear(_ text: String) -> [String] {
    UnitCatalogue.nearest(text, Array(species) + ["CO2e"])
  }

  private static func nearest(_ text: String, _ names: [String]) -> [String] {
    guard text.count <= 40 else { return [] }
    let folded = Array(text.lowercased())
    // Short names are all near to each other: only another case is worth a suggestion there.
    let limit = folded.count <= 2 ? 0 : folded.count <= 4 ? 1 : 2
    var found: [(distance: Int, name: String)] = []
    for name in names {
      let distance = editDistance(folded, Array(name.lowercased()), limit: limit)
      if let distance { found.append((distance, name)) }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// Insertions, deletions and replacements from one to the other; nil beyond `limit`.
  private static func editDistance(_ a: [Character], _ b: [Character], limit: Int) -> Int? {
    if abs(a.count - b.count) > limit { return nil }
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count] <= limit ? row[b.count] : nil
  }
}
