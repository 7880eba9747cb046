import Diagnostics
import RuleLanguage

/// Rule files in canonical layout: what `mrv fmt` does.
public enum Formatting {
  /// One file before and after.
  public struct Result: Sendable {
    /// Its path below the library.
    public let path: String
    /// The canonical text; nil where the file is not well-formed.
    public let text: String?
    /// Whether the text differs from the file.
    public let isChanged: Bool
    /// Why there is no text.
    public let findings: [Finding]
  }

  /// The rule files of a library, ascending by path, each with its canonical text.
  ///
  /// - Parameters:
  ///   - library: the rules; nothing is written.
  ///   - prefix: the folder or file to format, below the library; everything where it is empty.
  public static func run(_ library: MethodLibrary, below prefix: String = "") -> [Result] {
    let folder = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
    return library.files.paths.compactMap { path in
      let isInside = folder.isEmpty || path == folder || path.hasPrefix(folder + "/")
      guard path.hasSuffix(".xml"), isInside else { return nil }
      return run(library.files.files[path] ?? [], path: path)
    }
  }

  /// One file.
  public static func run(_ bytes: [UInt8], path: String) -> Result {
    let (text, findings) = RuleFormatter.format(bytes, file: path)
    return Result(
      path: path, text: text, isChanged: text.map { Array($0.utf8) != bytes } ?? false,
      findings: findings)
  }
}
