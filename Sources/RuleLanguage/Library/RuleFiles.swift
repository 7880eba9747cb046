/// The rule files below one library folder, by path with `/` between its parts.
///
/// Reading the disk is the caller's affair; the compiler is a function of this value.
public struct RuleFiles: Sendable {
  /// The bytes of each file.
  public let files: [String: [UInt8]]
  /// All paths, ascending: the order in which parts are read.
  public let paths: [String]
  /// The identifiers of all methodologies, ascending.
  public let methodologies: [String]

  /// Makes a set of files.
  public init(_ files: [String: [UInt8]]) {
    self.files = files
    paths = files.keys.sorted()
    methodologies = paths.compactMap { path in
      path.hasSuffix("/methodology.xml") ? String(path.dropLast("/methodology.xml".count)) : nil
    }
    .sorted()
  }

  /// The paths of the XML files in a folder, ascending, without cases.
  func parts(of folder: String) -> [String] {
    let prefix = folder + "/"
    // Folders of methodologies inside this one: an edition below a sector is not a part of it.
    let nested = paths.compactMap { path -> Substring? in
      guard path.hasPrefix(prefix), path.hasSuffix("/methodology.xml") else { return nil }
      let rest = path.dropFirst(prefix.count).dropLast("methodology.xml".count)
      return rest.isEmpty ? nil : rest
    }
    return paths.filter { path in
      guard path.hasPrefix(prefix), path.hasSuffix(".xml") else { return false }
      let rest = path.dropFirst(prefix.count)
      return !rest.hasPrefix("cases/") && !rest.hasPrefix("failing/")
        && !nested.contains { rest.hasPrefix($0) }
    }
  }
}
