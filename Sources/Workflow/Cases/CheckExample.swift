import Accounting
import Diagnostics
import Exchange
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

extension CheckExample {
  /// Where the example stands: file and line.
  func place(in library: MethodLibrary) -> String {
    let declaration = example.declaration
    guard let source = library.source(declaration.file) else { return declaration.file }
    return "\(declaration.file):\(source.position(at: declaration.range.lowerBound).line)"
  }

  /// The filing of the example's lines and what is wrong with them, at their places in the file.
  ///
  /// The period is the one that a line `period …` of the example states, else the first full year
  /// in which the methodology applies; nil where there is neither.
  func filing(_ method: Method?) -> (Filing, [Finding])? {
    let (stated, lines) = Self.statedPeriod(example.text)
    guard let period = stated ?? CaseRunner.period(of: method) else { return nil }
    // Blanks for all that stands before, so that places count from the beginning of the file.
    let before = String(repeating: " ", count: example.start ?? 0)
    let (file, problems) = CaseFile.read(
      lines: before + lines, period: period, file: example.declaration.file)
    var filing = file.filing
    filing.header.methodology = methodology
    return (filing, problems.map(placed))
  }

  /// What `mrv lint` tells: names, rows and units that the methodology does not have.
  func findings(in library: MethodLibrary) -> [Finding] {
    let compilation = library.compile(methodology)
    guard let plan = compilation.plan, let (filing, problems) = filing(compilation.method) else {
      return []
    }
    return problems
      + FilingBinder.bind(filing, to: plan, units: library.units).2
      .filter { $0.severity == .error }.map(placed)
  }

  /// The finding at the example, where the line of it is not known.
  private func placed(_ finding: Finding) -> Finding {
    if example.start != nil, case .source = finding.origin { return finding }
    let place = Origin.source(file: example.declaration.file, range: example.declaration.range)
    return Finding(finding.kind, at: place, finding.arguments)
  }

  /// The period that an example states, and its other lines with the place they had.
  private static func statedPeriod(_ text: String) -> (Period?, String) {
    var period: Period?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "period", let stated = Period(words[1]) else {
        return String(line)
      }
      period = stated
      return String(repeating: " ", count: line.utf8.count)
    }
    return (period, lines.joined(separator: "\n"))
  }
}

extension CaseRunner {
  /// Runs an example of a check in a filing of its lines.
  public func run(_ example: CheckExample) -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    var failures: [Wording] = []
    var uncompiled: String?
    let compilation = library.compile(example.methodology)
    let place = example.place(in: library)
    if let (filing, problems) = example.filing(compilation.method) {
      failures += problems.filter { $0.severity == .error }.map { describe($0) }
      if failures.isEmpty { uncompiled = self.uncompiled(example.methodology) }
      check(example, filing, &failures)
    } else {
      failures.append(
        Wording(
          zh: "方法学的适用月份不成期间，例子没有运行", en: "the months of the methodology are no period: not run"))
    }
    return Outcome(
      path: example.name, title: place, failures: failures, duration: clock.now - start,
      differences: [], uncompiled: uncompiled)
  }

  private func check(
    _ example: CheckExample, _ filing: Filing, _ failures: inout [Wording]
  ) {
    switch Calculation.run(filing, under: example.methodology, in: library) {
    case .failure(let failure):
      failures += failure.findings.filter { $0.severity == .error }.map { describe($0) }
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
      failures += calculation.findings
        .filter { $0.severity == .error && Self.isAboutTheFiling($0) }.map { describe($0) }
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
