import Foundation
import Testing

/// The samples of reductions as a user computes them; the totals are those that
/// `Conformance/derive/sample_reductions.py` computes from the tables.
@Suite struct ReductionSampleTests {
  @Test(arguments: [
    ("solar-thermal", "≈251354.438766 tCO2", []),
    ("distributed-pv", "652 tCO2", ["--allow-recalled"]),
    ("riders", "0.515 tCO2", ["--allow-recalled"]),
    ("appliances", "9.278 tCO2", ["--allow-recalled"]),
  ])
  func totalsAndVerdict(sample: String, total: String, words: [String]) throws {
    let path = Product.repository.appendingPathComponent("SampleData/carbon-benefit/\(sample)").path
    let run = try Product.run(["calculate", path] + words)
    #expect(run.code == 0)
    let figures = run.lines.map { $0.split(separator: " ").map(String.init) }
    #expect(
      figures.contains {
        $0.last == "总量" && $0.suffix(3).prefix(2).joined(separator: " ") == total
      },
      "\(run.out)")
    // Each vintage has a verdict; a yes is told in the reader's language.
    let verdicts = figures.filter { $0.first?.hasSuffix("creditable") == true }
    #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0.contains("是") }, "\(run.out)")
  }
}
