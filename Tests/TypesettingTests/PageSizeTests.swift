import Testing
import Typesetting

@Suite struct PageSizeTests {
  // 210 mm = 595.276 pt, 297 mm = 841.890 pt: ISO 216 through 25.4 mm an inch.
  @Test func a4InPoints() {
    #expect(abs(PageSize.a4.width - 595.276) < 0.001)
    #expect(abs(PageSize.a4.height - 841.890) < 0.001)
  }
}
