import Diagnostics
import Exchange
import Quantities
import Testing

@Suite("JSON")
struct JSONTests {
  private func read(_ text: String) -> (JSONValue?, [String]) {
    var findings: [Finding] = []
    let value = JSONValue.read(Array(text.utf8), file: "x.json", findings: &findings)
    return (value, findings.map(\.code))
  }

  @Test("Keeps the digits of numbers and the order of members")
  func exact() {
    let text = #"{"b": 1.50, "a": [1e-7, -0, 123456789012345678901234567890.10, null, true]}"#
    let (value, codes) = read(text)
    #expect(codes == [])
    #expect(value?.written(isIndented: false) == text.filter { $0 != " " } + "\n")
    #expect(value?["b"]?.decimal == Rational.ratio(3, 2))
  }

  @Test("Reads escapes and writes text back")
  func escapes() {
    let (value, _) = read(#""\u6c34 \ud83d\ude00 \n\/\\\" é""#)
    #expect(value == .text("水 😀 \n/\\\" é"))
    #expect(value?.written() == "\"水 😀 \\n/\\\\\\\" é\"\n")
    #expect(JSONValue.text("\u{1}\u{2028}").written() == "\"\\u0001\\u2028\"\n")
  }

  @Test(
    "Refuses what is no JSON",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "nul", "\"a", "\"\u{1}\"",
      "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "[1] 2", "{a:1}", "NaN", "'a'",
    ])
  func malformed(text: String) {
    #expect(read(text).0 == nil)
    #expect(read(text).1 == ["json.syntax"])
  }

  @Test("Holds to its limits")
  func limits() {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(read(deep).1 == [])
    #expect(read("[[" + deep + "]]").1 == ["json.depth"])
    #expect(read(String(repeating: "[", count: 1_000_000)).1 == ["json.depth"])
    #expect(read(#"{"a":1,"a":2}"#).1 == ["json.duplicate-name"])
    var findings: [Finding] = []
    let bytes: [UInt8] = [0x22, 0xFF, 0x22]
    #expect(JSONValue.read(bytes, file: "x", findings: &findings) == nil)
    #expect(
      JSONValue.read(
        Array("[1, 2]".utf8), file: "x", limits: .init(depth: 64, bytes: 4), findings: &findings)
        == nil)
    #expect(findings.map(\.code) == ["json.encoding", "json.size"])
  }
}
