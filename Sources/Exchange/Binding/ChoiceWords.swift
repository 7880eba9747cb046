/// What people write for choices that rule files name in English.
enum ChoiceWords {
  private static let words: [(id: String, zh: [String])] = [
    ("purchased", ["购入", "外购", "买入", "购买"]),
    ("sold", ["外供", "售出", "外销", "销售"]),
  ]

  /// The choice that a word means, or that is offered in these words; nil where it means none of
  /// them.
  static func choice(_ text: String, among known: Set<String>) -> String? {
    words.first { word in
      known.contains(word.id) && (word.zh.contains(text) || offered(word.id) == text)
    }?.id
  }

  /// A choice as it is offered: `purchased（购入）`.
  static func offered(_ id: String) -> String {
    guard let zh = words.first(where: { $0.id == id })?.zh.first else { return id }
    return "\(id)（\(zh)）"
  }
}
