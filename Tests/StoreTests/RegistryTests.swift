import Accounting
import Diagnostics
import Foundation
import Quantities
import Testing

@testable import Store

/// The registry: what goes in comes out, and what would use a tonne twice does not go in.
@Suite struct RegistryTests {
  private typealias Made = RegistrySample

  /// A project file with the records of the sample and nothing moved yet.
  private func project(_ folder: TemporaryFolder) throws -> ProjectFile {
    let project = try ProjectFile.create(folder.path("a.mrv"), Sample.note(1))
    try project.register(Made.lines(Made.records), Sample.note(2))
    return project
  }

  private func codes(_ records: [any RegistryRecord], in project: borrowing ProjectFile) -> [String]
  {
    do {
      try project.register(Made.lines(records), Sample.note(5))
    } catch StoreFailure.refused(let findings) {
      return findings.map(\.code)
    } catch {
      return ["\(error)"]
    }
    return []
  }

  @Test func whatWentInComesOut() throws {
    let folder = try TemporaryFolder()
    let registry = try ProjectFile.open(Made.file(folder.path("a.mrv")), for: .reading).registry()
    #expect(registry.methods.map(\.record) == [Made.method])
    #expect(registry.steps.map(\.record) == [Made.filed])
    #expect(registry.projects.map(\.record) == [Made.project])
    #expect(registry.participants.map(\.record) == [Made.participant])
    #expect(registry.periods.map(\.record) == [Made.period("P1-2016", 239_207)])
    #expect(registry.issues.map(\.record) == [Made.issue(), Made.numbered])
    #expect(registry.movements.map(\.record.action) == [.transferred, .surrendered])
    #expect(registry.movements.map(\.isValid) == [true, false])
    #expect(registry.movements[0].record.receiver == "乙")
    #expect(registry.movements[0].entry == 8 && registry.movements[1].voidedBy == 9)
    let lot = try #require(registry.lots.first)
    #expect(lot.balances.map(\.holder) == ["乙", "甲"])
    #expect(lot.balances.map(\.quantity) == [Made.tonnes(7), Made.tonnes(239_190)])
    #expect(lot.surrendered == .zero)
  }

  /// Guangdong 2016: 239,197 t were issued on 9 June 2017 and all of them used.
  ///
  /// - Source: 国家碳交易试点地区2016年度履约情况专题报道, 和碳视角, 2017-08-01.
  @Test func everyTonneOfGuangdongIsUsedOnce() throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    #expect(codes([Made.movement(.surrendered, 239_197)], in: project) == [])
    #expect(try project.registry().lots.first?.available == .zero)
    var gram = Made.movement(.surrendered, 1)
    gram.quantity = CreditQuantity(grams: 1)
    #expect(codes([gram], in: project) == ["registry.not-enough"])
    for action in [CreditMovement.Action.voluntary, .cancelled] {
      #expect(codes([Made.movement(action, 1)], in: project) == ["registry.not-enough"])
    }
    #expect(
      codes([Made.movement(.transferred, 1, to: "乙")], in: project) == ["registry.not-enough"])
    #expect(try project.verify().findings == [])
  }

  /// One mistake in a table: nothing of the table is there afterwards.
  @Test func allOrNothing() throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    let before = try Sample.dump(project)
    let found = codes(
      [
        Made.issue("L3", 1, period: "none"), Made.movement(.voluntary, 1, of: "L3"),
        Made.movement(.voluntary, 1),
      ], in: project)
    // What rests on the refused lot is not told again.
    #expect(found == ["registry.unknown"])
    #expect(try Sample.dump(project) == before)
  }

  @Test func whatDoesNotFitIsTold() throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    func issue(_ change: (inout CreditIssue) -> Void) -> CreditIssue {
      var issue = Made.issue("L9", 5)
      change(&issue)
      return issue
    }
    func movement(_ change: (inout CreditMovement) -> Void) -> CreditMovement {
      var movement = Made.movement(.voluntary, 1)
      change(&movement)
      return movement
    }
    var openPeriod = Made.period("X", 1, from: "2018-01-01", through: "2018-12-31")
    openPeriod.quantity = nil
    openPeriod.register = nil
    let wrong: [(any RegistryRecord, [String])] = [
      (Made.method, ["registry.id-taken"]), (Made.issue("L9", 1), ["registry.over-issued"]),
      (Made.period("X", 1, from: "2016-12-31", through: "2017-12-31"), ["registry.period-overlap"]),
      (Made.period("X", 1, from: "2018-02-01", through: "2018-01-31"), ["registry.days"]),
      (openPeriod, ["registry.quantity-missing"]),
      (issue { $0.vintage = 2017 }, ["registry.vintage", "registry.over-issued"]),
      (
        issue { $0.day = Made.day("2016-12-31") },
        ["registry.issued-early", "registry.over-issued"]
      ),
      (issue { $0.quantity = .zero }, ["registry.not-positive"]),
      (issue { $0.first = 1 }, ["registry.numbers"]),
      (
        issue {
          $0.first = 1
          $0.last = 6
        }, ["registry.numbers"]
      ),
      (
        issue {
          $0.first = .min
          $0.last = 5
        }, ["registry.numbers"]
      ),
      (
        issue {
          $0.first = 1
          $0.last = .max
        }, ["registry.numbers"]
      ),
      (movement { $0.receiver = "乙" }, ["registry.receiver"]),
      (movement { $0.action = .transferred }, ["registry.receiver"]),
      (
        movement {
          $0.action = .transferred
          $0.receiver = "甲"
        }, ["registry.self"]
      ),
      (movement { $0.action = .surrendered }, ["registry.programme"]),
      (movement { $0.day = Made.day("2017-06-08") }, ["registry.before-issue"]),
      (movement { $0.holder = "丙" }, ["registry.not-enough"]),
      (movement { $0.quantity = CreditQuantity(grams: -1) }, ["registry.not-positive"]),
    ]
    for (record, expected) in wrong {
      #expect(codes([record], in: project) == expected, "\(record)")
    }
    // Units of one register and series have each number once; another series is another unit.
    var more = Made.period("P1-2018", 20, from: "2018-01-01", through: "2018-12-31")
    more.register = nil
    var numbers = Made.numbered
    numbers.id = "L4"
    numbers.period = "P1-2018"
    numbers.vintage = 2018
    numbers.day = Made.day("2019-01-01")
    numbers.first = 10
    numbers.last = 19
    #expect(codes([more, numbers], in: project) == ["registry.numbers-taken"])
    numbers.series = "GD-2018"
    #expect(codes([more, numbers], in: project) == [])
  }

  /// A sale that is entered late cannot take away what was used meanwhile, although enough was
  /// there on its own day.
  @Test func entriesThatComeLateTakeNothingAway() throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    #expect(codes([Made.movement(.voluntary, 239_000, on: "2017-08-01")], in: project) == [])
    #expect(
      codes([Made.movement(.transferred, 198, to: "乙", on: "2017-07-01")], in: project)
        == ["registry.not-enough"])
    #expect(
      codes([Made.movement(.transferred, 197, to: "乙", on: "2017-07-01")], in: project) == [])
    // In one table the order of the lines does not matter: the days do.
    #expect(
      codes(
        [
          Made.movement(.voluntary, 197, "丙", on: "2017-07-03"),
          Made.movement(.transferred, 197, "乙", to: "丙", on: "2017-07-02"),
        ], in: project) == [])
  }

  @Test func mistakesAreVoidedFromTheEnd() throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    try project.register(
      Made.lines([
        Made.movement(.transferred, 10, to: "乙"), Made.movement(.surrendered, 10, "乙"),
      ]), Sample.note(3))
    func fault(_ table: RegistryTable, _ number: Int) -> [String] {
      Sample.refusal { try project.void(table, number: number, remark: "录错", Sample.note(4)) }
    }
    #expect(fault(.methods, 1) == ["registry.carrying"])
    #expect(fault(.projects, 1) == ["registry.carrying"])
    #expect(fault(.periods, 1) == ["registry.carrying"])
    #expect(fault(.issues, 1) == ["registry.carrying"])
    #expect(fault(.movements, 1) == ["registry.passed-on"])
    #expect(fault(.movements, 3) == ["registry.no-row"])
    #expect(fault(.movements, 2) == [])
    #expect(fault(.movements, 2) == ["registry.voided"])
    #expect(fault(.movements, 1) == [])
    #expect(fault(.issues, 1) == [])
    #expect(codes([Made.movement(.voluntary, 1)], in: project) == ["registry.voided"])
    #expect(codes([Made.issue()], in: project) == ["registry.id-taken"])
    // What the voided lot had taken of the period is free again.
    #expect(codes([Made.issue("L1-2", 239_197)], in: project) == [])
    #expect(try project.verify().findings == [])
  }

  /// A period that rests on a result of the file: years that it does not credit get no units, by
  /// whatever table they come.
  @Test func resultsAreHeldTo() throws {
    let folder = try TemporaryFolder()
    let project = try ProjectFile.open(Sample.file(folder.path("a.mrv")), for: .writing)
    func keep(_ value: String, _ verdict: String, _ second: Int) throws -> CreditResult {
      let figures = [("reduction", "2024/ER", value), ("creditable", "2024/creditable", verdict)]
        .map {
          FigureRecord(
            id: $0.0, role: $0.0, address: $0.1, state: "given", value: $0.2, unit: nil)
        }
      let number = try project.add(
        NewResult(
          revision: 1, methodology: "m", plan: "p", rules: ["a.xml": []], figures: figures,
          findings: []), Sample.note(second))
      return try #require(
        try project.registry().results.first { $0.origin.result == number })
    }
    func period(_ result: CreditResult, _ quantity: CreditQuantity?) -> MonitoringPeriod {
      var period = Made.period("R", 0, from: "2024-01-01", through: "2024-12-31")
      period.basis = result.origin.description
      period.quantity = quantity
      return period
    }
    func issue(_ grams: Int64) -> CreditIssue {
      var issue = Made.issue("I", 1, period: "R")
      issue.vintage = 2024
      issue.quantity = CreditQuantity(grams: grams)
      issue.day = Made.day("2026-01-01")
      return issue
    }
    let ground: [any RegistryRecord] = [Made.method, Made.project]
    let refused = try keep("7", "no", 8)
    #expect(refused.quantity == .zero && refused.vintages.map(\.isCreditable) == [false])
    #expect(
      codes(ground + [period(refused, .zero), issue(1)], in: project)
        == ["registry.over-issued", "registry.not-creditable"])
    let result = try keep("3.5000005", "yes", 9)
    // Down to the gram.
    let grams = CreditQuantity(grams: 3_500_000)
    #expect(result.quantity == grams)
    #expect(try project.entries().last?.digest.sha256 == result.origin.sha256)
    #expect(CreditResult.Origin(result.origin.description) == result.origin)
    #expect(codes(ground + [period(result, Made.tonnes(4))], in: project) == ["registry.basis"])
    let tooMuch = ground + [period(result, grams), issue(3_500_001)]
    #expect(codes(tooMuch, in: project) == ["registry.over-issued", "registry.over-vintage"])
    #expect(try project.refusals(Made.lines(tooMuch)).count == 2)
    #expect(try project.registry().periods.isEmpty)
    #expect(codes(ground + [period(result, grams), issue(3_500_000)], in: project) == [])
    // The times of the sample's entries do not ascend here; nothing else may be wrong.
    #expect(try project.verify().findings.filter { $0.code != "store.clock" } == [])
  }

  // MARK: The database by itself

  /// Whoever writes to the database past this program is refused the same things.
  @Test(arguments: [
    "INSERT INTO credit_movement VALUES (1, 'L1', 'voluntary', 239197000001, '甲', NULL, NULL,"
      + " NULL, '2017-06-20', NULL, NULL, 1)",
    "INSERT INTO credit_movement VALUES (1, 'L1', 'voluntary', 1, '丙', NULL, NULL, NULL,"
      + " '2017-06-20', NULL, NULL, 1)",
    "INSERT INTO credit_movement VALUES (1, 'L1', 'voluntary', 1, '甲', NULL, NULL, NULL,"
      + " '2017-06-08', NULL, NULL, 1)",
    "INSERT INTO credit_movement VALUES (1, 'L1', 'surrendered', 1, '甲', NULL, NULL, NULL,"
      + " '2017-06-20', NULL, NULL, 1)",
    "INSERT INTO credit_movement VALUES (1, 'L1', 'voluntary', -5, '甲', NULL, NULL, NULL,"
      + " '2017-06-20', NULL, NULL, 1)",
    "INSERT INTO credit_movement VALUES (1, 'L1', 'voluntary', 1, '甲', NULL, NULL, NULL, 'soon',"
      + " NULL, NULL, 1)",
    "INSERT INTO credit_issue SELECT 9, 'L9', period, credit, vintage, 1, holder, day, NULL, NULL,"
      + " NULL, NULL, NULL, 1 FROM credit_issue WHERE id = 'L1'",
    "INSERT INTO credit_period SELECT 9, 'X', project, method, '2016-12-31', '2017-12-31', 1,"
      + " NULL, NULL, 1 FROM credit_period",
    "INSERT INTO credit_void VALUES (1, 'issues', 77, 'x', 1)",
    "INSERT INTO credit_void VALUES (1, 'methods', 1, 'x', 1)",
    "INSERT INTO credit_void VALUES (1, 'figures', 1, 'x', 1)",
    "INSERT INTO credit_issue VALUES (9, 'L9', 'none', 'c', 2016, 1, 'h', '2017-01-01', NULL,"
      + " NULL, NULL, NULL, NULL, 1)",
  ])
  func theDatabaseRefusesByItself(_ statement: String) throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    let before = try Sample.dump(project)
    #expect(throws: StoreFailure.self, "\(statement)") { try project.connection.run(statement) }
    #expect(try Sample.dump(project) == before)
  }

  /// Random stories: units handed over, used, cancelled and voided on days in any order, half of
  /// them past this program. A second account, kept here, must come to the same answer each time.
  @Test(arguments: 1...4)
  func noStoryUsesATonneTwice(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let project = try project(folder)
    var random = Random(seed)
    var account = Account(issued: 239_197)
    var (taken, refused) = (0, 0)
    for step in 0..<120 {
      if step % 10 == 9, let number = account.valid.randomElement(using: &random) {
        let isTaken =
          Sample.refusal {
            try project.void(.movements, number: number, remark: "录错", Sample.note(4))
          } == []
        #expect(isTaken == account.void(number), "step \(step)")
        continue
      }
      let movement = Self.randomMovement(&random)
      let isRaw = Bool.random(using: &random)
      let isTaken = isRaw ? Self.raw(movement, project) : codes([movement], in: project) == []
      #expect(isTaken == account.take(movement), "step \(step), raw \(isRaw): \(movement)")
      taken += isTaken ? 1 : 0
      refused += isTaken ? 0 : 1
    }
    #expect(taken > 10 && refused > 10, "the stories are one-sided: \(taken), \(refused)")
    let lot = try #require(try project.registry().lots.first { $0.issue.id == "L1" })
    let gone = lot.surrendered.grams + lot.voluntary.grams + lot.cancelled.grams
    #expect(gone + lot.available.grams == 239_197_000_000)
    #expect(gone == account.gone * 1_000_000)
  }

  private static func randomMovement(_ random: inout Random) -> CreditMovement {
    let holders = ["甲", "乙", "丙"]
    let actions = CreditMovement.Action.allCases + [.transferred, .transferred]
    let action = actions.randomElement(using: &random) ?? .transferred
    let holder = holders.randomElement(using: &random) ?? "甲"
    let receiver = holders.filter { $0 != holder }.randomElement(using: &random)
    let day = Made.day("2017-06-09").advanced(by: Int.random(in: 0..<40, using: &random))
    return Made.movement(
      action, Int64.random(in: 1...60_000, using: &random), holder,
      to: action == .transferred ? receiver : nil, on: "\(day)")
  }

  /// Adds a movement as another program would, with the entry of the log that an earlier one had.
  private static func raw(_ movement: CreditMovement, _ project: borrowing ProjectFile) -> Bool {
    do {
      try project.connection.run(
        """
        INSERT INTO credit_movement SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          ?, 1 FROM credit_movement
        """, movement.values.map(SQLValue.init))
      return true
    } catch {
      return false
    }
  }

  /// The same story by plain addition, day by day; in tonnes.
  private struct Account {
    let issued: Int64
    private var moves: [(movement: CreditMovement, isValid: Bool)] = []

    init(issued: Int64) { self.issued = issued }

    var valid: [Int] { moves.indices.filter { moves[$0].isValid }.map { $0 + 1 } }

    var gone: Int64 {
      moves.filter { $0.isValid && $0.movement.action != .transferred }
        .reduce(0) { $0 + $1.movement.quantity.grams / 1_000_000 }
    }

    mutating func take(_ movement: CreditMovement) -> Bool {
      moves.append((movement, true))
      if isSound { return true }
      moves.removeLast()
      return false
    }

    mutating func void(_ number: Int) -> Bool {
      moves[number - 1].isValid = false
      if isSound { return true }
      moves[number - 1].isValid = true
      return false
    }

    /// Whether nobody has less than nothing at the end of any day.
    private var isSound: Bool {
      var held: [String: Int64] = ["甲": issued]
      let sorted = moves.filter(\.isValid).map(\.movement).sorted { $0.day < $1.day }
      for (index, movement) in sorted.enumerated() {
        let tonnes = movement.quantity.grams / 1_000_000
        held[movement.holder, default: 0] -= tonnes
        if let receiver = movement.receiver { held[receiver, default: 0] += tonnes }
        let isLast = index + 1 == sorted.count || sorted[index + 1].day != movement.day
        if isLast, held.values.contains(where: { $0 < 0 }) { return false }
      }
      return true
    }
  }

  // MARK: Codes of participants

  /// - Source: RFC 4231, test case 6, and the example of RFC 2104's article in Wikipedia, both
  ///   recomputed with Python's `hmac`.
  @Test func codesAreHMAC() {
    let text = "The quick brown fox jumps over the lazy dog"
    #expect(
      Digest.code(of: text, key: Array("key".utf8)) == "f7bc83f430538424b13298e6aa6fb143")
    #expect(
      Digest.code(
        of: "Test Using Larger Than Block-Size Key - Hash Key First",
        key: [UInt8](repeating: 0xaa, count: 131)) == "60e431591ee0b67f0d8a26aacbf5b77f")
  }
}
