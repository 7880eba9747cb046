/// A set of rule files and the hash that stands for their text.
public struct RuleManifest: Sendable {
  /// The files, ascending by path.
  let files: [(path: String, bytes: [UInt8])]
  /// The digests and paths as `sha256sum` lists them, a line each.
  public let text: String
  /// The source hash: SHA-256 of ``text``.
  public let hash: String

  /// Makes the manifest of files by their path.
  public init(_ rules: [String: [UInt8]]) {
    files = rules.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
      .map { (path: $0.key, bytes: $0.value) }
    text = files.map { "\(Digest(of: $0.bytes).sha256)  \($0.path)\n" }.joined()
    hash = Digest(of: Array(text.utf8)).sha256
  }
}
