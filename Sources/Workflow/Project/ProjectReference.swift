import Store

/// A project, or one revision of it, as the command line names it: `plant.mrv`, `plant.mrv@3`.
struct ProjectReference: Hashable, Sendable {
  /// The file.
  let path: String
  /// The revision; nil for the latest.
  let revision: Int?

  /// Nil where the word names no project.
  init?(_ word: String) {
    if word.hasSuffix(StoreVersion.ending) {
      path = word
      revision = nil
      return
    }
    guard let at = word.lastIndex(of: "@"), word[..<at].hasSuffix(StoreVersion.ending),
      let number = Int(word[word.index(after: at)...]), number > 0
    else { return nil }
    path = String(word[..<at])
    revision = number
  }

  init(path: String, revision: Int?) {
    self.path = path
    self.revision = revision
  }
}
