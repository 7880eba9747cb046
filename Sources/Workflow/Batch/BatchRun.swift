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
    /// For each figure its states and values: one, or one for each calendar year of the period.
    public let values: [[(state: CellState, value: Value?)]]
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
    figures.map { figure in
      let isYearly = evaluation.plan.nodes[figure.node].shape.grain == .calendarYear
      let slots = isYearly ? evaluation.dataset.period.slotCount(.calendarYear) : 1
      return (0..<slots).map { slot in
        let element = row * slots + slot
        return (
          evaluation.state(figure.node, element), evaluation.value(figure.node, element)
        )
      }
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
          values: values(of: figures, row: 0, evaluation),
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
