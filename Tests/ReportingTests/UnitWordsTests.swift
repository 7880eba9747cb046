import Reporting
import Testing

/// Units as the guidelines print them; the words for the bases are those of GB/T 483.
@Suite struct UnitWordsTests {
  @Test(arguments: [
    ("tCO2e(sar)", "tCO2e"), ("tCO2e(sar)/t", "tCO2e/t"), ("t@ar", "t，收到基"),
    ("GJ/t@ar", "GJ/t，收到基"), ("tC/t@ad", "tC/t，空气干燥基"), ("tC/t@d", "tC/t，干燥基"),
    ("MPa@g", "MPa，表压"), ("MPa@a", "MPa，绝压"), ("t@d*MJ/t@d", "t*MJ/t，干燥基"), ("t", "t"), ("", ""),
    // What has no word of its own, and a ratio of two bases, stands as it is.
    ("Nm3@20C", "Nm3@20C"), ("t@d/t@ar", "t@d/t@ar"), ("@", "@"), ("t@", "t@"),
    ("tCO2e(sar", "tCO2e(sar"),
  ])
  func units(_ unit: String, _ printed: String) {
    #expect(UnitWords.text(unit) == printed)
  }
}
