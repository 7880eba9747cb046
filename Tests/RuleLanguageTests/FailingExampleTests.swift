import Diagnostics
import Foundation
import RuleLanguage
import Testing

/// Each finding that the reading of rules can make has a small example that makes it, and no other.
///
/// `Tests/Failing/<code>` holds the example, `about.txt` (title, why, what to do), `printed.txt`,
/// what people see. `Documentation/Findings/<code>.md` is made of them.
@Suite struct FailingExampleTests {
  static let folder = "Tests/Failing"
  static let codes = RuleCorpus.names(in: folder)

  /// Codes without an example, and who exercises them.
  static let elsewhere = [
    "xml.attribute-too-long": "XMLLimitTests: needs an attribute of 64 KiB",
    "xml.schema": "XMLSchemaTests: editors only, the compiler has findings of its own",
    "xml.schema-unusable": "XMLSchemaTests: the schema is wrong, no rule file",
    "xml.too-deep": "XMLLimitTests: the shorter tests there show both sides of the limit",
    "xml.too-large": "XMLLimitTests: needs a file of 4 MiB",
    "xml.too-many-attributes": "XMLLimitTests: needs 129 attributes",
    "xml.too-many-elements": "XMLLimitTests: needs 200,000 elements",
    "xml.too-much-text": "XMLLimitTests: needs 3 MiB of text",
  ]

  /// The library with an example laid over it; `modules/` goes to the modules of the library.
  static func library(_ code: String) -> RuleFiles {
    let example = RuleCorpus.read(RuleCorpus.root.appendingPathComponent("\(folder)/\(code)"))
    var files = RuleCorpus.files.files
    for (path, bytes) in example.files {
      files[path.hasPrefix("modules/") ? path : "failing/\(code)/\(path)"] = bytes
    }
    return RuleFiles(files)
  }

  @Test(arguments: codes) func `an example makes its finding and no other`(_ code: String) {
    let library = Self.library(code)
    let compilation = Compiler.compile("failing/\(code)", in: library)
    #expect(compilation.findings.map(\.code) == [code])
    let printed = printed(compilation.findings, library)
    let path = "\(Self.folder)/\(code)/printed.txt"
    if ProcessInfo.processInfo.environment["MRV_WRITE_PRINTED"] != nil {
      let url = RuleCorpus.root.appendingPathComponent(path)
      #expect((try? Data(printed.utf8).write(to: url)) != nil)
    }
    #expect(RuleCorpus.text(path) == printed, "look at it, then set MRV_WRITE_PRINTED=1 once")
  }

  private func printed(_ findings: [Finding], _ library: RuleFiles) -> String {
    [Language.chinese, .english].map { language in
      FindingPrinter(language) { path in
        library.files[path].map { SourceText(file: path, bytes: $0) }
      }.text(findings)
    }.joined(separator: "\n")
  }

  @Test(arguments: codes) func `an example says why and what to do`(_ code: String) {
    let lines = (RuleCorpus.text("\(Self.folder)/\(code)/about.txt") ?? "")
      .split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines.first?.hasSuffix(".") == false)
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(".") })
  }

  @Test func `every code of the rule language has an example or a reason`() {
    let declared = Self.declared
    #expect(declared.count > 80)
    let examples = Set(Self.codes)
    #expect(declared.subtracting(examples).subtracting(Self.elsewhere.keys).sorted() == [])
    #expect(examples.subtracting(declared).sorted() == [], "no longer declared")
    #expect(examples.intersection(Self.elsewhere.keys).sorted() == [], "has an example by now")
    #expect(Set(Self.elsewhere.keys).subtracting(declared).sorted() == [], "no longer declared")
  }

  /// The codes that the sources of the rule language declare.
  private static var declared: Set<String> {
    let folder = RuleCorpus.root.appendingPathComponent("Sources/RuleLanguage").path
    var codes: Set<String> = []
    let names = FileManager.default.enumerator(atPath: folder)
    while let name = names?.nextObject() as? String {
      guard name.hasSuffix(".swift"),
        let text = RuleCorpus.text("Sources/RuleLanguage/\(name)")
      else { continue }
      for match in text.matches(of: /FindingKind\(\s*"([^"]+)",/) { codes.insert(String(match.1)) }
    }
    return codes
  }
}

/// The generated pages are those that the generator would write.
@Suite struct FindingPageTests {
  @Test func `pages are fresh`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let tool = RuleCorpus.root.appendingPathComponent("Conformance/tools/findings_index.py").path
    process.arguments = ["python3", tool, "--check"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "run `make index`")
  }
}
