import Testing

/// The reader that the other tests rest on.
@Suite struct SwiftTextTests {
  @Test func commentsGo() {
    #expect(SwiftText.strip("a // b!\nc /* d! /* e */ f */ g") == "a \nc   g")
  }

  @Test func stringsAreEmptied() {
    #expect(SwiftText.strip(#"let a = "x! // y""#) == #"let a = """#)
    #expect(SwiftText.strip(##"f(#"a "b" \c"#)"##) == #"f("")"#)
    #expect(SwiftText.strip("\"\"\"\n a! \n\"\"\" b") == "\"\n\n\" b")
  }

  @Test func interpolationsAreCode() {
    #expect(SwiftText.strip(#""a \(b(c) + "d")! e" f"#) == #""(b(c) + "")" f"#)
  }

  @Test func stringsCanBeKept() {
    #expect(SwiftText.strip(#"f("a \" b") // c"#, keeping: .codeAndStrings) == #"f("a " b") "#)
  }
}
