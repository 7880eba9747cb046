import Diagnostics
import Dispatch
import Engine
import Exchange
import Foundation
import Quantities
import RulePlan
import Synchronization

/// The totals of many enterprises from one long table.
public struct BatchRun: Sendable {
  /// The figures of one enterprise in one period.
  public struct Line: Sendable {
    /// The enterprise as the table names it.
    public let enterprise: String
    /// The reporting period.
    public let period: Period
    /// For each figure its states and values: one, or one for each calendar year of the period.
    public let values: [[(state: CellState, value: Value?)]]
    /// What is decided about its reductions.
    public let verdict: BatchVerdict
    /// Whether something about the enterprise's lines is wrong: then it has no figures.
    public let isSpoiled: Bool
  }

  /// The figures, in declared order: those of the filing and its whole period.
  public let figures: [Named]
  /// The conditions of a reduction, in declared order, as ``BatchVerdict`` counts them.
  public let conditions: [Named]
  /// The enterprises: by period, then in the order of the table.
  public let lines: [Line]
  /// How many lines of the table were taken in.
  public let count: Int
  /// Whether lines were computed one by one, so that memory did not grow with the table.
  public let isStreamed: Bool
  /// What is wrong or doubtful, in the order of the table.
  public let findings: [Finding]

  /// The figures that a batch gives: those of the filing for its whole period, and those of
  /// reductions for each calendar year.
  public static func figures(_ plan: Plan) -> [Named] {
    plan.named.filter { named in
      let shape = plan.nodes[named.node].shape
      return named.role.isFigure && shape.rows == 0
        && (shape.grain == .year || shape.grain == .calendarYear)
    }
  }

  /// What the figures come to for one enterprise of an evaluation.
  static func values(
    of figures: [Named], row: Int, _ evaluation: Evaluation
  ) -> [[(state: CellState, value: Value?)]] {
    figures.map { values(of: $0.node, row: row, evaluation) }
  }

  /// What a value of the whole filing comes to for one enterprise: once, or for each calendar year.
  static func values(
    of node: Int, row: Int, _ evaluation: Evaluation
  ) -> [(state: CellState, value: Value?)] {
    let isYearly = evaluation.plan.nodes[node].shape.grain == .calendarYear
    let slots = isYearly ? evaluation.dataset.period.slotCount(.calendarYear) : 1
    return (0..<slots).map { slot in
      let element = row * slots + slot
      return (evaluation.state(node, element), evaluation.value(node, element))
    }
  }

  /// The columns of a table of the figures: the figure, and the calendar year where it has one for
  /// each.
  public func columns(_ plan: Plan) -> [(figure: Int, year: Int?)] {
    let years = Set(lines.flatMap { $0.period.from.year...$0.period.through.year }).sorted()
    return figures.indices.flatMap { figure -> [(figure: Int, year: Int?)] in
      plan.nodes[figures[figure].node].shape.grain == .calendarYear
        ? years.map { (figure, $0) } : [(figure, nil)]
    }
  }

  /// Computes a table.
  ///
  /// - Parameters:
  ///   - project: what all enterprises have in common.
  ///   - threads: how many threads read and compute; the result does not depend on it.
  ///   - streams: whether lines may be computed one by one where the method allows it.
  ///   - chunk: how many bytes are read at once; the result does not depend on it.
  ///   - largest: tables beyond so many bytes are read line by line even where conditions then
  ///     cannot be decided.
  public static func run(
    _ table: BatchTable, plan: Plan, units: UnitCatalogue, project: BatchProject? = nil,
    threads: Int, streams: Bool = true, chunk: Int = 1 << 19, largest: Int = 1 << 26
  ) -> BatchRun {
    let work = Work(
      table: table, figures: figures(plan), conditions: BatchConditions(plan), units: units,
      project: project)
    guard streams, table.isLineByLine else { return whole(work, threads) }
    if let split = work.split {
      return BatchStream(work: work, split: split).run(threads: threads, chunk: chunk)
    }
    // Conditions that compare rows want the whole table: where that is too much, they stay open.
    var less = work
    less.conditions = BatchConditions(leavingOut: plan)
    guard !work.conditions.conditions.isEmpty, size(of: table) > largest, let split = less.split
    else {
      return whole(work, threads)
    }
    return BatchStream(work: less, split: split).run(threads: threads, chunk: chunk)
      .adding([Finding(.batchUndecided, at: .file(table.path), ["size": "\(largest >> 20)"])])
  }

  private static func size(of table: BatchTable) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: table.path)[.size] as? Int) ?? 0
  }

  /// What is to be computed of which table.
  struct Work: Sendable {
    let table: BatchTable
    let figures: [Named]
    var conditions: BatchConditions
    let units: UnitCatalogue
    let project: BatchProject?

    var roots: Set<Int> { conditions.roots.union(figures.map(\.node)) }
    /// The plan cut at the table's rows; nil where lines cannot be computed one by one.
    var split: PlanSplit? {
      let split = PlanSplit(conditions.plan, at: table.rowSet, roots: roots)
      // What lines read of a row above would have to be looked up for each of them.
      return project != nil && split?.upperInputs.isEmpty == false ? nil : split
    }
    /// The conditions with their wording.
    var named: [Named] { conditions.conditions.map { conditions.plan.named[$0.named] } }
  }

  private func adding(_ further: [Finding]) -> BatchRun {
    BatchRun(
      figures: figures, conditions: conditions, lines: lines, count: count,
      isStreamed: isStreamed, findings: findings + further)
  }

  /// Computes each enterprise as a filing of its own.
  private static func whole(_ work: Work, _ threads: Int) -> BatchRun {
    let filings = BatchFilings(work.table)
    let plan = work.conditions.plan
    let evaluator = Evaluator(plan: plan)
    let keeping = Keeping.roots(work.roots)
    let results = Mutex(
      [(line: Line, findings: [Finding])?](repeating: nil, count: filings.parts.count))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for index in stride(from: thread, to: filings.parts.count, by: threads) {
        let part = filings.parts[index]
        let (filing, reading) = FilingFolder.read(
          [part.file], plan: plan, units: work.units, period: part.period)
        guard let filing else { continue }
        var (data, _, binding) = FilingBinder.bind(filing, to: plan, units: work.units)
        work.project?.fill(&data, plan)
        let evaluation = evaluator.evaluate(data, keeping: keeping)
        let line = Line(
          enterprise: part.enterprise, period: part.period,
          values: values(of: work.figures, row: 0, evaluation),
          verdict: work.conditions.verdict(row: 0, evaluation),
          isSpoiled: (reading + binding).hasErrors)
        let findings = (reading + binding + evaluation.findings()).map {
          filings.placed($0, in: part)
        }
        results.withLock { $0[index] = (line, findings) }
      }
    }
    let done = results.withLock { $0.compactMap { $0 } }
    return BatchRun(
      figures: work.figures, conditions: work.named, lines: done.map(\.line),
      count: filings.lines, isStreamed: false,
      findings: filings.findings + done.flatMap(\.findings))
  }
}

extension FindingKind {
  static let batchUndecided = FindingKind(
    "batch.conditions-left-out", .warning,
    zh: "方法学有要比较各行的条件（如编号不重复），表大于 {size} MiB 时不判定：没有给出是否可核证",
    en: "conditions of the method compare rows, which is not done in tables beyond {size} MiB:"
      + " whether reductions are creditable is not decided")
}
