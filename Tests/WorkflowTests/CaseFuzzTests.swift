import Accounting
import Diagnostics
import Foundation
import RuleLanguage
import Testing
import Workflow

/// Cases with tokens lost, doubled, exchanged: reading, binding, computing and checking them ends
/// with values or findings, never with a trap.
@Suite(.timeLimit(.minutes(10))) struct CaseFuzzTests {
  static let library = MethodLibrary(GalleryTests.root + "/Methodologies")
  static let strange = [
    "0", "−1", "1e9", String(repeating: "9", count: 400), "absent", "[", "]", "/", "@", "%", "\"",
    "2024-13", "0000-00", "t@ar", "万", "not occurring", "\u{200B}", "..", "=",
  ]

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

  /// The text with one to four words or signs deleted, doubled, exchanged or replaced.
  static func mutated(_ text: String, _ random: inout Random) -> String {
    var tokens = text.matches(of: /[\p{L}\p{N}_]+|\s+|./.dotMatchesNewlines())
      .map { String($0.0) }
    for _ in 0...random.below(4) where tokens.count > 1 {
      let place = random.below(tokens.count)
      switch random.below(5) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens.swapAt(place, random.below(tokens.count))
      case 3: tokens[place] = tokens[random.below(tokens.count)]
      default: tokens[place] = strange[random.below(strange.count)]
      }
    }
    return tokens.joined()
  }

  /// Rounds over all cases, where the environment asks for them; else every fifth case once.
  static let asked = Int(ProcessInfo.processInfo.environment["MRV_FUZZ_ROUNDS"] ?? "")

  @Test func `a broken case never breaks the run`() {
    let cases = Self.library.files.paths.filter { $0.hasSuffix(".case") }
    #expect(cases.count > 100)
    var computed = 0
    for round in 0..<(Self.asked ?? 1) {
      for (index, path) in cases.enumerated() where Self.asked != nil || index % 5 == 0 {
        var random = Random(state: UInt64(round * 100_000 + index))
        let text = String(decoding: Self.library.files.files[path] ?? [], as: UTF8.self)
        let (file, findings) = CaseFile.read(Self.mutated(text, &random), file: path)
        guard let file else {
          #expect(!findings.isEmpty, "round \(round): \(path)")
          continue
        }
        let methodology = file.filing.header.methodology ?? ""
        switch Calculation.run(file.filing, under: methodology, in: Self.library) {
        case .success(let calculation):
          computed += 1
          for value in calculation.plan.named {
            _ = calculation.evaluation.count(of: value.node)
          }
        case .failure(let failure): #expect(!failure.findings.isEmpty)
        }
      }
    }
    #expect(computed > cases.count / 15)
  }
}
