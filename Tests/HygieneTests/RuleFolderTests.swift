import Testing

/// The rule library: one folder tells the whole story of a methodology.
@Suite struct RuleFolderTests {
  /// Families whose grandchildren are methodologies: `sectors/<sector>/<edition>`.
  static let families = ["sectors", "carbon-benefit", "ccer", "allocation", "verification"]

  /// Families of inventions that show what the language can do: `illustrative/<name>`.
  static let inventions = ["illustrative"]

  /// Folders of methodologies.
  static let methodologies: [String] =
    families.flatMap { folders(in: "Methodologies/\($0)").flatMap(folders(in:)) }
    + inventions.flatMap { folders(in: "Methodologies/\($0)") }

  /// All files of the library.
  static let files = Repository.files(below: "Methodologies")

  /// The cases of all methodologies, good and failing.
  static let cases = files.filter { $0.hasSuffix(".case") }

  static func folders(in path: String) -> [String] {
    Repository.names(in: path).map { "\(path)/\($0)" }.filter(Repository.hasFolder)
  }

  /// The first words of the lines of a case.
  static func words(of path: String) -> [String] {
    Repository.lines(path).compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  @Test func libraryIsMarked() {
    #expect(Repository.exists("Methodologies/mrv-library.xml"))
  }

  @Test func aMethodologyHasItsParts() {
    for folder in Self.methodologies {
      #expect(Repository.exists(folder + "/methodology.xml"), "\(folder)/methodology.xml")
      // A method that is only registered computes nothing.
      let text = Repository.text(folder + "/methodology.xml") ?? ""
      if text.contains("standing=\"registered\"") { continue }
      let good = Self.cases.filter { $0.hasPrefix(folder + "/cases/") }
      #expect(good != [], "\(folder)/cases has no worked example")
    }
  }

  @Test func aMethodologyIsNamedByItsFolder() {
    for folder in Self.methodologies {
      let text = Repository.text(folder + "/methodology.xml") ?? ""
      let id = text.firstMatch(of: /<methodology\s[^>]*?\bid="([^"]*)"/).map { String($0.1) } ?? ""
      #expect(folder.hasSuffix("/" + id), "\(folder): the id is the folder, here “\(id)”")
    }
  }

  @Test func methodologiesStandAtTheirDepth() {
    let stray = Self.files.filter { path in
      path.hasSuffix("/methodology.xml")
        && !Self.methodologies.contains { path == $0 + "/methodology.xml" }
    }
    #expect(stray == [])
  }

  @Test func namesAreLowerCaseWords() {
    let wrong = Self.files.flatMap { path -> [String] in
      let parts = path.split(separator: "/").dropFirst()
      return parts.filter {
        $0.wholeMatch(of: /[a-z0-9]+(?:[\-.][a-z0-9]+)*(?:\.\w+)?/) == nil
      }.map { "\(path): \($0)" }
    }
    #expect(wrong == [])
  }

  @Test func onlyKnownKindsOfFiles() {
    let known = [".xml", ".case", ".md"]
    let stray = Self.files.filter { path in !known.contains { path.hasSuffix($0) } }
    #expect(stray == [])
  }

  @Test func aCaseStatesWhatItExpects() {
    for path in Self.cases {
      let words = Self.words(of: path)
      let isFailing = path.contains("/failing/")
      #expect(
        words.contains("title") && (words.contains("method") || words.contains("like")),
        "\(path): title and method, or what it is like")
      if isFailing {
        #expect(words.contains("finds"), "\(path): a failing case says which finding it makes")
      } else {
        #expect(path.contains("/cases/"), "\(path): cases lie in cases/ or failing/")
        #expect(words.contains("expect"), "\(path): a case expects something")
      }
    }
  }

  @Test func aCaseRunsAMethodologyThatIsThere() {
    for path in Self.cases {
      for line in Repository.lines(path) where line.hasPrefix("method ") {
        let words = line.split(separator: "#")[0].split(separator: " ").dropFirst()
        for id in words where id.contains("/") {
          #expect(Repository.exists("Methodologies/\(id)/methodology.xml"), "\(path): \(id)")
        }
      }
    }
  }

  @Test func digitsComeFromElsewhere() {
    for path in Self.cases {
      for line in Repository.lines(path) where line.hasPrefix("derived ") {
        let file = line.split(separator: "#")[0].split(separator: " ").dropFirst().joined()
        let isPath = file.contains("/") && file.hasSuffix(".py")
        #expect(!isPath || Repository.exists(file), "\(path): \(file) is not there")
      }
    }
  }
}
