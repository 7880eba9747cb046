import Testing

@testable import Exchange

/// Words for choices that rule files name in English.
@Suite struct ChoiceWordTests {
  /// What a drop-down offers can be chosen from it.
  @Test(arguments: ["purchased", "sold"])
  func whatIsOfferedIsRead(_ id: String) {
    let offered = ChoiceWords.offered(id)
    #expect(offered != id)
    #expect(ChoiceWords.choice(offered, among: ["purchased", "sold"]) == id)
    #expect(ChoiceWords.choice(offered, among: ["other"]) == nil)
  }

  @Test(arguments: [("购入", "purchased"), ("外供", "sold"), ("外购", "purchased")])
  func wordsOfPeople(_ word: String, _ id: String) {
    #expect(ChoiceWords.choice(word, among: ["purchased", "sold"]) == id)
  }
}
