import Testing

@testable import Typesetting

@Suite("Characters that cairo would lose")
struct LostGlyphTests {
  /// A page with one character between others, as PDF.
  private func page(_ text: String, _ style: TextStyle) -> Composer.Result {
    let paragraph = Paragraph([TextRun(text, style)], pitch: 16)
    return Composer.compose(
      [.paragraph(paragraph)], setup: .official, metadata: PageMetadata(), fonts: FontBook())
  }

  private func fonts(_ result: Composer.Result) -> String {
    String(decoding: result.bytes, as: UTF8.self)
  }

  @Test("They are set in a family that keeps them, all others are not")
  func families() {
    let plain = fonts(page("是，简要说明", TextStyle(.sans, 10)))
    #expect(plain.contains("NotoSansCJKsc-Regular"))
    #expect(!plain.contains("NotoSansCJKjp"))
    let lost = fonts(page("如是，简要说明", TextStyle(.sans, 10)))
    #expect(lost.contains("NotoSansCJKsc-Regular"))
    #expect(lost.contains("NotoSansCJKjp-Regular"))
    #expect(fonts(page("奴", TextStyle(.sans, 10, isBold: true))).contains("NotoSansCJKjp-Bold"))
    #expect(!fonts(page("如", TextStyle(.serif, 10))).contains("jp"))
    #expect(!fonts(page("如", TextStyle(.sans, 10, isBold: true))).contains("jp"))
  }
}
