import Testing

/// What people are told who mistype: exit code 2, nothing on standard output, the nearest name.
struct UsageTests {
  @Test(arguments: [
    (["tset"], "test"), (["calculat", "x"], "calculate"),
    (["lint", "--evidnce", "x"], "--evidence"),
    (["show", "sectors/pwer"], "sectors/power"),
    (["show", "sectors/other-industrie/2015"], "sectors/other-industries/2015"),
    (["help", "explan"], "explain"), (["calc", "x"], "calculate"),
  ])
  func nearestName(words: [String], near: String) throws {
    let run = try Product.run(words)
    #expect(run.code == 2)
    #expect(run.out.isEmpty)
    #expect(run.note.contains(near), "\(run.note)")
  }

  @Test(arguments: [
    (["calculate"], "METHOD"), (["show"], "METHOD"), (["explain", "one"], "FIGURE"),
    (["template", "sectors/other-industries/2015"], "--out"),
    (["methods", "a", "b"], "b"), (["lint", "--evidence", "gossip"], "gossip"),
    (["lint", "--evidence"], "FLOOR"), (["methods", "--json=yes"], "--json"),
    (["calculate", "--period", "2024-13", "x"], "2024-13"), (["methods", "--lang", "fr"], "fr"),
    (["calculate", "no-such-file.case"], "no-such-file.case"), (["test", "nothing/here"], "here"),
    (["test", "--filter", "no case is called so"], ""),
  ])
  func isTold(words: [String], what: String) throws {
    for language in ["zh", "en"] where !words.contains("--lang") {
      let run = try Product.run(words + ["--lang", language])
      #expect(run.code == 2, "\(words) \(language)")
      #expect(run.out.isEmpty)
      #expect(what.isEmpty || run.note.contains(what), "\(run.note)")
      #expect(run.note.hasPrefix("mrv: "))
    }
  }

  @Test func severalEditionsAreListed() throws {
    let run = try Product.run("show", "sectors/power")
    #expect(run.code == 2)
    for edition in ["ndrc-2013", "mee-2021", "mee-2022", "mee-2022-12"] {
      #expect(run.note.contains("sectors/power/\(edition) "))
    }
  }

  @Test func languageOfMessages() throws {
    let chinese = try Product.run("nonsense").note
    let english = try Product.run("nonsense", "--lang", "en").note
    #expect(chinese.contains("没有命令"))
    #expect(english.contains("there is no command"))
  }

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let run = try Product.run("show", "a\u{1B}[31mred")
    #expect(run.code == 2)
    #expect(!run.note.unicodeScalars.contains("\u{1B}"))
  }

  @Test func libraryIsNamedOrFound() throws {
    let folder = try TemporaryFolder()
    let wrong = try Product.run("methods", "--methods", folder.path, "--lang", "en")
    #expect(wrong.code == 2)
    #expect(wrong.note.contains(folder.path) && wrong.note.contains("mrv-library.xml"))
    let variable = try Product.run("methods", "--lang", "en", library: folder.path)
    #expect(variable.code == 2)
    #expect(variable.note.contains("MRV_METHODS"))
    // The option goes before the variable, and the current folder never counts.
    try folder.copyLibrary("illustrative/own-fuel")
    let named = try Product.run("methods", "--methods", folder.path)
    #expect(named.code == 0)
    #expect(named.out.contains("illustrative/own-fuel"))
    #expect(!named.out.contains("sectors/"))
    let standing = try Product.run("methods", directory: folder.path)
    #expect(standing.out.contains("sectors/"))
  }
}
