import Diagnostics
import Dispatch
import Engine
import Exchange
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
    /// For each figure its state and its value where it has one.
    public let values: [(state: CellState, value: Value?)]
    /// Whether something about the enterprise's lines is wrong: then it has no figures.
    public let isSpoiled: Bool
  }

  /// The figures, in declared order: those of the filing and its whole period.
  public let figures: [Named]
  /// The enterprises: by period, then in the order of the table.
  public let lines: [Line]
  /// How many lines of the table were taken in.
  public let count: Int
  /// Whether lines were computed one by one, so that memory did not grow with the table.
  public let isStreamed: Bool
  /// What is wrong or doubtful, in the order of the table.
  public let findings: [Finding]

  /// The figures that a batch gives: totals, figures, memo items and intensities of the filing.
  public static func figures(_ plan: Plan) -> [Named] {
    plan.named.filter { $0.role.isFigure && plan.nodes[$0.node].shape == .filing }
  }

  /// Computes a table.
  ///
  /// - Parameters:
  ///   - threads: how many threads read and compute; the result does not depend on it.
  ///   - streams: whether lines may be computed one by one where the method allows it.
  ///   - chunk: how many bytes are read at once; the result does not depend on it.
  public static func run(
    _ table: BatchTable, plan: Plan, units: UnitCatalogue, threads: Int, streams: Bool = true,
    chunk: Int = 1 << 19
  ) -> BatchRun {
    let figures = figures(plan)
    let roots = Set(figures.map(\.node))
    if streams, table.isLineByLine,
      let split = PlanSplit(plan, at: table.rowSet, roots: roots)
    {
      let stream = BatchStream(table: table, split: split, figures: figures, units: units)
      return stream.run(threads: threads, chunk: chunk)
    }
    return whole(table, plan, figures, units, threads)
  }

  /// Computes each enterprise as a filing of its own.
  private static func whole(
    _ table: BatchTable, _ plan: Plan, _ figures: [Named], _ units: UnitCatalogue, _ threads: Int
  ) -> BatchRun {
    let filings = BatchFilings(table)
    let evaluator = Evaluator(plan: plan)
    let keeping = Keeping.roots(Set(figures.map(\.node)))
    let results = Mutex(
      [(line: Line, findings: [Finding])?](repeating: nil, count: filings.parts.count))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for index in stride(from: thread, to: filings.parts.count, by: threads) {
        let part = filings.parts[index]
        let (filing, reading) = FilingFolder.read(
          [part.file], plan: plan, units: units, period: part.period)
        guard let filing else { continue }
        let (data, _, binding) = FilingBinder.bind(filing, to: plan, units: units)
        let evaluation = evaluator.evaluate(data, keeping: keeping)
        let line = Line(
          enterprise: part.enterprise, period: part.period,
          values: figures.map { (evaluation.state($0.node, 0), evaluation.value($0.node, 0)) },
          isSpoiled: (reading + binding).hasErrors)
        let findings = (reading + binding + evaluation.findings()).map {
          filings.placed($0, in: part)
        }
        results.withLock { $0[index] = (line, findings) }
      }
    }
    let done = results.withLock { $0.compactMap { $0 } }
    return BatchRun(
      figures: figures, lines: done.map(\.line), count: filings.lines, isStreamed: false,
      findings: filings.findings + done.flatMap(\.findings))
  }
}
