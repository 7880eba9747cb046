import Diagnostics
import Testing

@testable import Exchange

@Suite struct CSVRobustnessTests {
  private static let sample = Array(
    "名称,数量,\"备注\"\r\n烟煤,\"1,234.5\",\"两\n行 \"\"引\"\"\"\n\n无烟煤,5\" ,x\"y\"\r天然气,,\"\"\n".utf8)

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

  @Test func `the result does not depend on where blocks end`() {
    let whole = readTable(Self.sample)
    #expect(whole.rows.count == 4)
    for block in 1...Self.sample.count {
      let parts = readTable(Self.sample, block: block)
      #expect(parts.rows == whole.rows, "blocks of \(block)")
      #expect(parts.outcome.findings == whole.outcome.findings)
    }
  }

  @Test func `a file cut short never gives a row that is not in the whole one`() {
    let whole = readTable(Self.sample).rows
    for length in 0..<Self.sample.count {
      let (rows, outcome) = readTable(Array(Self.sample[..<length]), encoding: .utf8)
      #expect(rows.dropLast() == whole.prefix(max(0, rows.count - 1)))
      #expect(outcome.isComplete || !outcome.findings.isEmpty)
    }
  }

  @Test func `changed bytes never trap, whatever the block`() {
    var random = Seeded(state: 4_180)
    let interesting = Array(",;\t\"\r\n\u{0}a".utf8) + [0xFF, 0xC3, 0xE4, 0x81, 0x30]
    var complete = 0
    for _ in 0..<3_000 {
      var bytes = Self.sample
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = interesting.randomElement(using: &random) ?? 0
      }
      let whole = readTable(bytes, encoding: .utf8)
      let parts = readTable(
        bytes, block: Int.random(in: 1...32, using: &random), encoding: .utf8)
      #expect(whole.rows == parts.rows)
      #expect(whole.outcome.findings == parts.outcome.findings)
      _ = readTable(bytes)
      if whole.outcome.isComplete { complete += 1 }
    }
    #expect(complete > 200)
  }

  @Test func `what the writer writes, the reader reads back`() {
    var random = Seeded(state: 20_260_710)
    let alphabet = Array("ab,;\t\"\r\n 烟煤=+-@'1.")
    for separator in CSVWriter.Separator.allCases {
      var writer = CSVWriter(marked: true, separator: separator)
      var expected: [[String]] = []
      let mark = Character(Unicode.Scalar(separator.rawValue))
      writer.add((0..<9).map { .text("h\($0)") })
      expected.append((0..<9).map { "h\($0)" })
      for _ in 0..<500 {
        let row = (0..<Int.random(in: 1...4, using: &random)).map { _ in
          String(
            (0..<Int.random(in: 0...6, using: &random)).map { _ in
              alphabet.randomElement(using: &random) ?? mark
            })
        }
        writer.add(row.map { .text($0) })
        expected.append(row)
      }
      let (rows, outcome) = readTable(writer.bytes)
      #expect(outcome.isComplete)
      #expect(outcome.findings == [])
      #expect(rows.map { $0.map(CSVWriter.restored) } == expected.map { $0.map(restoredOnce) })
    }
  }

  /// A text of the user's own that looks neutralised loses its apostrophe on the way back.
  private func restoredOnce(_ text: String) -> String {
    CSVWriter.neutralised(text) == text ? CSVWriter.restored(text) : text
  }

  @Test func `cells are quoted and neutralised where they must be`() {
    var writer = CSVWriter(marked: false)
    writer.add([.text("=HYPERLINK(\"x\")"), .number("-12.50"), .empty, .text("a,b")])
    writer.add([.text("-5"), .number("=1"), .number("1.2E-05"), .text("＝1"), .text(" x")])
    writer.add([.empty])
    #expect(
      String(decoding: writer.take(), as: UTF8.self)
        == "\"'=HYPERLINK(\"\"x\"\")\",-12.50,,\"a,b\"\r\n'-5,'=1,1.2E-05,'＝1,\" x\"\r\n\"\"\r\n")
    #expect(writer.bytes.isEmpty)
  }
}
