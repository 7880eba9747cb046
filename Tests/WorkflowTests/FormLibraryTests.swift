import Diagnostics
import Reporting
import RuleLanguage
import Testing

@testable import Workflow

/// Frames in the rule library.
@Suite struct FormLibraryTests {
  private func read(_ text: String) -> FormLibrary {
    FormLibrary(MethodLibrary(RuleFiles(["forms/a.xml": Array(text.utf8)])))
  }

  @Test func theFramesOfTheLibraryAreSound() {
    let forms = FormLibrary(SampleDocumentTests.library)
    #expect(forms.findings.map { $0.message(.english) } == [])
    #expect(forms.skeletons.count >= 10)
    // What is printed as an official form says where it was seen.
    #expect(forms.skeletons.allSatisfy { $0.citation.source != nil && $0.citation.clause != nil })
  }

  @Test func editionsHaveTheirOwnFrames() {
    let forms = FormLibrary(SampleDocumentTests.library)
    func id(_ methodology: String) -> String? {
      forms.skeleton("annual-report", methodology: methodology, month: "2023-12")?.id
    }
    #expect(id("sectors/power/mee-2022-12") == "annual-report-power")
    #expect(id("sectors/power/ndrc-2013") == "annual-report")
    #expect(id("sectors/other-industries/2015") == "annual-report")
    #expect(forms.skeleton("no-such", methodology: "a", month: "2023-12") == nil)
  }

  @Test(arguments: [
    ("<skeleton language='1' id='a' document='b'><section titel='x'/></skeleton>", "titel"),
    ("<skeleton language='1' id='a' document='b'><part name='totls'/></skeleton>", "totls"),
    (
      "<skeleton language='1' id='a' document='b'><text>{entreprise}</text></skeleton>",
      "entreprise"
    ),
    ("<skeleton language='1' id='a' document='b'><chapter/></skeleton>", "chapter"),
    ("<skeleton language='1' id='a' document='b'><when is='sunny'/></skeleton>", "sunny"),
    ("<skeleton language='1' id='a' document='b'><section title='a' number='x'/></skeleton>", "x"),
    (
      "<skeleton language='1' id='a' document='b'><fields><field label='a' value='nmae'/></fields>"
        + "</skeleton>", "nmae"
    ),
    ("<part language='1'/>", "part"),
  ]) func whatAFrameCannotSayIsTold(_ text: String, _ word: String) {
    let findings = read(text).findings
    #expect(findings.map(\.code) == ["forms.unknown"])
    #expect(findings.first?.arguments["got"] == word)
  }

  @Test func aFrameNeedsItsNames() {
    let library = read("<skeleton language='1' id='a'/>")
    #expect(library.findings.map(\.code) == ["forms.missing"])
    #expect(library.skeletons.isEmpty)
  }

  @Test func aBrokenFileIsTold() {
    #expect(read("<skeleton").findings.map(\.code).contains { $0.hasPrefix("xml.") })
  }
}
