import Foundation
import RuleLanguage

/// Which methodologies use a table, a set of potentials or the constants of a file: as their files
/// say it, so that nothing has to be compiled.
struct FactorUsers {
  /// A methodology with the data months to which it applies.
  struct User: Sendable {
    let id: String
    /// `2013-01 – 2021-12`.
    let months: String
    /// Whether its months have ended.
    let hasEnded: Bool
  }

  /// A methodology as its files say it.
  private struct Source {
    let user: User
    let base: String?
    let set: String?
    let modules: Set<String>
    /// The text of its own files, its base's and its modules'.
    let text: Data
  }

  private let sources: [Source]

  init(_ library: MethodLibrary) {
    let files = library.files
    var roots: [String: XMLElement] = [:]
    for id in library.methodologies {
      roots[id] = library.element(id + "/methodology.xml")
    }
    func text(_ folder: String) -> Data {
      files.paths.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".xml") }
        .reduce(into: Data()) { $0.append(contentsOf: files.files[$1] ?? []) }
    }
    func set(_ id: String) -> String? {
      guard let root = roots[id] else { return nil }
      return root.elements(named: "gwp").first?.attribute("set")?.value
        ?? root.attribute("extends").flatMap { $0.value == id ? nil : set($0.value) }
    }
    func modules(_ id: String) -> Set<String> {
      guard let root = roots[id] else { return [] }
      let own = root.elements(named: "use").compactMap { $0.attribute("module")?.value }
      let base = root.attribute("extends")?.value
      return Set(own).union(base.map { $0 == id ? [] : modules($0) } ?? [])
    }
    sources = library.methodologies.compactMap { id in
      guard let root = roots[id] else { return nil }
      let applies = root.elements(named: "applies").first
      let from = applies?.attribute("from")?.value ?? "…"
      let through = applies?.attribute("to")?.value
      let base = root.attribute("extends")?.value
      let used = modules(id)
      var all = text(id)
      if let base { all.append(text(base)) }
      for module in used.sorted() { all.append(text("modules/" + module)) }
      return Source(
        user: User(id: id, months: "\(from) – \(through ?? "…")", hasEnded: through != nil),
        base: base, set: set(id), modules: used, text: all)
    }
  }

  /// The users of a group, ascending.
  func users(of group: FactorLibrary.Group) -> [User] {
    let parts = group.file.split(separator: "/").map(String.init)
    let found: [Source]
    if parts.first == "gwp" {
      found = sources.filter { $0.set == group.id }
    } else if parts.first == "factors" {
      found = sources.filter { Self.names(group.id, in: $0.text) }
    } else if parts.first == "modules", parts.count > 1 {
      found = sources.filter { $0.modules.contains(parts[1]) }
    } else {
      found = sources.filter { source in
        group.file.hasPrefix(source.user.id + "/")
          || source.base.map { group.file.hasPrefix($0 + "/") } ?? false
      }
    }
    return found.map(\.user)
  }

  /// Whether a text has an identifier as a whole word.
  private static func names(_ id: String, in text: Data) -> Bool {
    let word = Data(id.utf8)
    var start = text.startIndex
    while let found = text.range(of: word, in: start..<text.endIndex) {
      let before = found.lowerBound > text.startIndex ? text[found.lowerBound - 1] : 0x20
      let after = found.upperBound < text.endIndex ? text[found.upperBound] : 0x20
      if !isPart(before), !isPart(after) { return true }
      start = found.upperBound
    }
    return false
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (48...57).contains(byte) || (97...122).contains(byte)
      || (65...90).contains(byte)
  }
}
