/// A word from a short list: what files call it, and what people do.
public protocol FilingWord: Hashable, Sendable, CaseIterable {
  /// The word in files; permanent.
  var id: String { get }
  /// The Chinese word, which files may have as well.
  var title: String { get }
}

extension FilingWord {
  /// The word with this identifier or Chinese name.
  public init?(named name: String) {
    guard let word = Self.allCases.first(where: { $0.id == name || $0.title == name }) else {
      return nil
    }
    self = word
  }
}

extension FilingWord where Self: RawRepresentable, RawValue == String {
  /// The word in files.
  public var id: String { rawValue }
}
