import Diagnostics
import Foundation
import RuleLanguage
import RulePlan
import Testing

/// Rule files with tokens lost, doubled, exchanged: whatever comes of it, the compiler answers with
/// a plan that holds together or with findings, and soon.
@Suite(.timeLimit(.minutes(10))) struct TokenFuzzTests {
  /// SplitMix64, so that a failure can be repeated.
  struct Random {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, count)))
    }
  }

  /// Words of a text and what stands between them, one token each.
  static func tokens(_ text: String) -> [Substring] {
    var tokens: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      var end = text.index(after: start)
      if text[start].isLetter || text[start].isNumber {
        while end < text.endIndex, text[end].isLetter || text[end].isNumber {
          end = text.index(after: end)
        }
      }
      tokens.append(text[start..<end])
      start = end
    }
    return tokens
  }

  /// The text with up to three tokens deleted, doubled, exchanged or replaced.
  static func mutated(_ text: String, _ random: inout Random) -> String {
    var tokens = tokens(text)
    for _ in 0...random.below(3) where tokens.count > 1 {
      let place = random.below(tokens.count)
      switch random.below(4) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens.swapAt(place, random.below(tokens.count))
      default: tokens[place] = tokens[random.below(tokens.count)]
      }
    }
    return tokens.joined()
  }

  /// Rounds over the corpus: 1, or what the environment asks for.
  static let rounds = Int(ProcessInfo.processInfo.environment["MRV_FUZZ_ROUNDS"] ?? "") ?? 1

  @Test func `a broken rule file never breaks the compiler`() {
    let library = RuleCorpus.files
    let methodologies = library.methodologies
    var compiled = 0
    for round in 0..<Self.rounds {
      for (index, path) in library.paths.enumerated() {
        var random = Random(state: UInt64(round * 100_000 + index))
        let text = String(decoding: library.files[path] ?? [], as: UTF8.self)
        var files = library.files
        files[path] = Array(Self.mutated(text, &random).utf8)
        let owner =
          methodologies.first { path.hasPrefix($0 + "/") }
          ?? methodologies[random.below(methodologies.count)]
        let compilation = Compiler.compile(owner, in: RuleFiles(files))
        if let plan = compilation.plan {
          compiled += 1
          #expect(plan.violations() == [], "round \(round): \(path)")
        } else {
          #expect(
            compilation.findings.contains { $0.severity == .error }, "round \(round): \(path)")
        }
      }
    }
    #expect(compiled > 0)
  }

  @Test func `a broken formula never breaks the parser, and what is read can be printed`() {
    var formulas: [String] = []
    for path in RuleCorpus.files.paths {
      guard let root = XMLReader.read(RuleCorpus.files.files[path] ?? [], file: path).root else {
        continue
      }
      formulas += FormulaPlaces.all(in: root).map(\.value)
    }
    var read = 0
    for round in 0..<Self.rounds {
      for (index, formula) in formulas.enumerated() {
        var random = Random(state: UInt64(round * 100_000 + index))
        let text = Self.mutated(formula, &random)
        guard let tree = Parser.parse(text, file: "f", base: 0).0 else { continue }
        read += 1
        let again = Parser.parse(tree.text, file: "f", base: 0).0
        #expect(again?.form == tree.form, "\(text) is printed as \(tree.text)")
      }
    }
    #expect(read > 50)
  }
}
