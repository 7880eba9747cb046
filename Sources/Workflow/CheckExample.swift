import Accounting
import Diagnostics
import Quantities
import RulePlan

/// An example of a check: lines of a filing under which it fires, or keeps silent.
public struct CheckExample: Sendable {
  /// `METHOD/checks/ID#n`, n from 1.
  public let name: String
  /// The methodology.
  public let methodology: String
  /// The check, whether it fires, and the lines.
  public let example: Method.Example

  /// The examples of a methodology in declared order.
  public static func all(of methodology: String, in library: MethodLibrary) -> [CheckExample] {
    var counts: [String: Int] = [:]
    return (library.compile(methodology).method?.examples ?? []).map { example in
      counts[example.check, default: 0] += 1
      let number = counts[example.check] ?? 1
      return CheckExample(
        name: "\(methodology)/checks/\(example.check)#\(number)", methodology: methodology,
        example: example)
    }
  }
}

extension CaseRunner {
  /// Runs an example of a check in a filing of its lines.
  ///
  /// The period is the one that a line `period …` of the example states, else the first full year
  /// in which the methodology applies.
  public func run(_ example: CheckExample) -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    var failures: [Wording] = []
    let compilation = library.compile(example.methodology)
    let place = example.example.declaration.file
    let (stated, lines) = Self.statedPeriod(example.example.text)
    if let period = stated ?? Self.period(of: compilation.method) {
      let (file, problems) = CaseFile.read(lines: lines, period: period, file: place)
      for problem in problems where problem.severity == .error {
        failures.append(Wording(zh: problem.message(.chinese), en: problem.message(.english)))
      }
      var filing = file.filing
      filing.header.methodology = example.methodology
      check(example, filing, &failures)
    }
    return Outcome(
      path: example.name, title: example.name, failures: failures, duration: clock.now - start,
      differences: [])
  }

  /// The period that an example states, and its other lines.
  private static func statedPeriod(_ text: String) -> (Period?, String) {
    var period: Period?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "period", let stated = Period(words[1]) else {
        return line
      }
      period = stated
      return ""
    }
    return (period, lines.joined(separator: "\n"))
  }

  private func check(
    _ example: CheckExample, _ filing: Filing, _ failures: inout [Wording]
  ) {
    switch Calculation.run(filing, under: example.methodology, in: library) {
    case .failure(let failure):
      for finding in failure.findings where finding.severity == .error {
        failures.append(Wording(zh: finding.message(.chinese), en: finding.message(.english)))
      }
    case .success(let calculation):
      let id = example.example.check
      let fires = calculation.checks.contains { calculation.plan.checks[$0.check].id == id }
      if fires != example.example.fires {
        failures.append(
          fires
            ? Wording(zh: "核查规则 \(id) 不应触发，却触发了", en: "the check \(id) fires and should not")
            : Wording(zh: "核查规则 \(id) 应触发，没有触发", en: "the check \(id) should fire and does not"))
      }
      // What the example cannot say must not hide behind it.
      for finding in calculation.findings
      where finding.severity == .error && Self.isAboutTheFiling(finding) {
        failures.append(Wording(zh: finding.message(.chinese), en: finding.message(.english)))
      }
    }
  }

  /// Whether a finding tells of lines that the methodology does not understand.
  private static func isAboutTheFiling(_ finding: Finding) -> Bool {
    !finding.code.hasPrefix("check.") && !finding.code.hasPrefix("lookup.")
      && !finding.code.hasPrefix("arithmetic.")
  }

  /// The first full year of an edition; 2024 where it has no first month.
  static func period(of method: Method?) -> Period? {
    guard let from = method?.applies.from.flatMap({ YearMonth($0) }) else {
      return Period(year: 2024)
    }
    let year = from.month == 1 ? from.year : from.year + 1
    if let through = method?.applies.through.flatMap({ YearMonth($0) }),
      through < (YearMonth(year: year, month: 12) ?? through)
    {
      // An edition of less than a full year: the months it has.
      return Period(from: from, through: through)
    }
    return Period(year: year)
  }
}
