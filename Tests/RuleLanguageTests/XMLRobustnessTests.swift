import Diagnostics
import Testing

@testable import RuleLanguage

@Suite struct XMLRobustnessTests {
  private static let sample = Array(XMLReaderTests.sample.utf8)

  /// A repeatable sequence: xorshift64*.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 2_685_821_657_736_338_717
    }
  }

  @Test func `a file cut short at any byte is refused with one finding inside it`() {
    for length in 0..<Self.sample.count {
      let (root, findings) = XMLReader.read(Array(Self.sample[..<length]), file: "cut.xml")
      #expect(root == nil, "cut at \(length)")
      #expect(findings.count == 1, "cut at \(length): \(findings)")
      for finding in findings {
        guard case .source(_, let range) = finding.origin else {
          Issue.record("no place")
          continue
        }
        #expect(range.upperBound <= length)
        #expect(!finding.message(.english).contains("libxml2"), "\(finding.message(.english))")
      }
    }
  }

  @Test func `changed bytes never trap, and a tree keeps its places within the file`() {
    var random = Seeded(state: 20_261_120)
    let interesting = Array("<>&\"'/=![]-?; \r\nax\u{0}".utf8) + [0xFF, 0xE2, 0x80]
    var accepted = 0
    for _ in 0..<4_000 {
      var bytes = Self.sample
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = interesting.randomElement(using: &random) ?? 0
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: bytes.remove(at: index)
        }
      }
      let (root, findings) = XMLReader.read(bytes, file: "changed.xml")
      #expect(root != nil || !findings.isEmpty)
      for case .source(_, let range) in findings.map(\.origin) {
        #expect(range.upperBound <= bytes.count)
      }
      if let root {
        accepted += 1
        check(root, bytes)
      }
    }
    // Without this the loop might only ever see refusals.
    #expect(accepted > 200)
  }

  /// Every range reads back what the tree says.
  private func check(_ element: XMLElement, _ bytes: [UInt8]) {
    #expect(bytes[element.tagRange.lowerBound] == UInt8(ascii: "<"))
    #expect(bytes[element.range.upperBound - 1] == UInt8(ascii: ">"))
    #expect(bytes[element.tagRange.upperBound - 1] == UInt8(ascii: ">"))
    let name = (element.prefix.map { $0 + ":" } ?? "") + element.name
    #expect(String(decoding: bytes[element.nameRange], as: UTF8.self) == name)
    for attribute in element.attributes {
      #expect(String(decoding: bytes[attribute.nameRange], as: UTF8.self) == attribute.name)
      check(attribute.text, bytes)
    }
    for child in element.children {
      switch child {
      case .element(let inner): check(inner, bytes)
      case .text(let text): check(text, bytes)
      case .comment(let range, let text):
        #expect(String(decoding: bytes[range], as: UTF8.self) == "<!--\(text)-->")
      }
    }
  }

  private func check(_ text: XMLText, _ bytes: [UInt8]) {
    let value = Array(text.value.utf8)
    #expect(text.pieces.last?.value.upperBound ?? 0 == value.count)
    for piece in text.pieces where piece.isVerbatim {
      #expect(value[piece.value] == bytes[piece.source])
    }
  }

  @Test func `many threads read at once`() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask {
          let text = number.isMultiple(of: 2) ? Self.sample : Array("<a><b></a>".utf8)
          return (XMLReader.read(text, file: "t.xml").root != nil) == number.isMultiple(of: 2)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
