import OfficeFiles
import Testing

/// Containers are packed in one order and at one time.
@Suite struct ZIPWriterTests {
  private let entries: [ZIPWriter.Entry] = [
    .init("word/document.xml", String(repeating: "排放", count: 4000)),
    .init("_rels/.rels", "b"), .init("[Content_Types].xml", "a"), .init("empty", ""),
  ]

  @Test func entriesAreSortedAndComeBack() throws {
    let bytes = try ZIPWriter.pack(entries)
    let (reader, findings) = ZIPReader.open(ByteSource(bytes), name: "x.zip")
    let read = try #require(reader)
    #expect(findings.isEmpty)
    #expect(
      read.entries.map(\.name) == [
        "[Content_Types].xml", "_rels/.rels", "empty", "word/document.xml",
      ])
    for entry in entries {
      let found = try #require(read.entry(entry.path))
      #expect(try read.bytes(found) == entry.bytes)
    }
    // 24,000 bytes of one word: they were deflated.
    #expect(bytes.count < 2000)
  }

  /// APPNOTE.TXT 4.3.7: in a local header the time stands at 10, the day at 12; 1980-01-01 is
  /// month 1 in bits 5…8 and day 1 in bits 0…4.
  @Test func everyEntryIsFromTheFirstDay() throws {
    let bytes = try ZIPWriter.pack(entries)
    var heads = 0
    for start in 0..<bytes.count - 14
    where Array(bytes[start..<start + 4]) == [0x50, 0x4B, 3, 4] {
      heads += 1
      #expect(Array(bytes[start + 10..<start + 14]) == [0, 0, 0x21, 0])
    }
    #expect(heads == entries.count)
  }

  @Test func orderOfEntriesDoesNotMatter() throws {
    #expect(try ZIPWriter.pack(entries) == ZIPWriter.pack(entries.reversed()))
  }
}
