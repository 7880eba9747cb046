import Diagnostics
import Foundation
import Testing
import Workflow

/// Each planted defect of `Documentation/DefectGallery.md` is caught by whom the page says.
@Suite struct GalleryTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let gallery = root + "/Tests/Gallery"

  static let slugs = ((try? FileManager.default.contentsOfDirectory(atPath: gallery)) ?? [])
    .filter { !$0.hasPrefix(".") }.sorted()

  /// The rule library with the gallery laid over it.
  static let library: MethodLibrary? = {
    let files = FileManager.default
    let folder = NSTemporaryDirectory() + "mrv-gallery-\(UUID().uuidString)"
    defer { try? files.removeItem(atPath: folder) }
    do {
      try files.copyItem(atPath: root + "/Methodologies", toPath: folder)
      try files.copyItem(atPath: gallery, toPath: folder + "/gallery")
    } catch {
      return nil
    }
    return MethodLibrary(folder)
  }()

  /// Who catches the defect and with which code.
  static func expected(_ slug: String) throws -> (who: String, code: String) {
    let text = try String(contentsOfFile: "\(gallery)/\(slug)/expected.txt", encoding: .utf8)
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    try #require(words.count == 2)
    return (words[0], words[1])
  }

  @Test func thereIsAGallery() {
    #expect(Self.slugs.count >= 19)
  }

  @Test(arguments: slugs) func aDefectIsCaught(_ slug: String) throws {
    let library = try #require(Self.library)
    let (who, code) = try Self.expected(slug)
    let compilation = library.compile("gallery/\(slug)")
    if who == "compiler" {
      #expect(compilation.findings.map(\.code) == [code])
      return
    }
    #expect(compilation.findings.map(\.code) == [])
    let runner = CaseRunner(library)
    let paths = runner.paths(matching: "gallery/\(slug)/")
    #expect(paths.count == 1)
    for path in paths {
      let outcome = runner.run(path)
      if who == "case" {
        #expect(outcome.differences.count == 1, "only the worked example shows it")
      } else {
        #expect(outcome.failures.map(\.en) == [])
        let text = try String(
          contentsOfFile: "\(Self.gallery)/\(path.dropFirst("gallery/".count))", encoding: .utf8)
        #expect(text.contains("finds \(code) "), "the filing marks the finding")
      }
    }
  }

  @Test func thePageListsEveryDefect() throws {
    let page = try String(
      contentsOfFile: Self.root + "/Documentation/DefectGallery.md", encoding: .utf8)
    for slug in Self.slugs {
      let (who, code) = try Self.expected(slug)
      let row = page.split(separator: "\n").first { $0.contains("| `\(slug)` |") }
      let line = try #require(row, "\(slug) has no row")
      #expect(line.contains("| \(who) |"), "\(slug)")
      #expect(who == "case" || line.contains("`\(code)`"), "\(slug)")
    }
  }
}
