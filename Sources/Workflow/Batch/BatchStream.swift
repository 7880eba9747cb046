import Diagnostics
import Dispatch
import Engine
import Exchange
import Quantities
import RulePlan
import Synchronization

/// A table computed line by line: blocks of rows, sums by enterprise, the rest with the sums.
struct BatchStream: Sendable {
  let work: BatchRun.Work
  let split: PlanSplit

  private var table: BatchTable { work.table }

  /// What one thread has done.
  private struct Share: Sendable {
    var worker: BatchWorker
    /// For each partial its sums, one for each calendar year where it has them.
    var sums: [[PartialSums]]
  }

  func run(threads: Int, chunk: Int) -> BatchRun {
    let source = BatchSource(table, chunk: chunk)
    let shares = Mutex([Share?](repeating: nil, count: threads))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      let share = share(of: source)
      shares.withLock { $0[thread] = share }
    }
    let all = shares.withLock { $0.compactMap { $0 } }
    let (groups, places) = BatchGroups.merged(all.map(\.worker.groups))
    let sums = split.partials.indices.map { partial -> [Column] in
      let level = all[0].worker.level(of: split.partials[partial].target)
      let count = groups.levels[level].count
      let slots = all.map(\.sums[partial].count).max() ?? 0
      return (0..<max(slots, 1)).map { slot in
        var merged = PartialSums()
        for (part, share) in all.enumerated() where slot < share.sums[partial].count {
          merged.merge(share.sums[partial][slot], places[part][level], count: count)
        }
        return switch split.partials[partial].reduction {
        case .any: merged.truths(count: count, decisive: true)
        case .all: merged.truths(count: count, decisive: false)
        default: merged.column(count: count)
        }
      }
    }
    var spoiled = Set<Int32>()
    for (part, share) in all.enumerated() {
      spoiled.formUnion(share.worker.spoiled.map { places[part][0][Int($0)] })
    }
    var workers = all.map(\.worker)
    spoiled.formUnion(BatchWorker.noteRepeated(&workers, places.map { $0[0] }))
    var findings = BatchWorker.findings(workers, of: source)
    let lines = rest(groups, sums, spoiled, &findings)
    return BatchRun(
      figures: work.figures, conditions: work.named, lines: lines,
      count: all.reduce(0) { $0 + $1.worker.taken },
      isStreamed: true, findings: findings)
  }

  /// Reads and computes chunks until there are none.
  private func share(of source: BatchSource) -> Share {
    let needs = BatchNeeds(
      inputs: split.inputs, keySets: split.keySets, innermost: split.innermost,
      given: work.project?.wholeFiling ?? [:])
    var worker = BatchWorker(table, needs, units: work.units, source: source)
    var sums = split.partials.map { _ in [PartialSums()] }
    let evaluator = Evaluator(plan: split.rows)
    let keeping = Keeping.roots(Set(split.partials.map(\.node)))
    while let blocks = worker.next() {
      for block in blocks {
        let evaluation = evaluator.evaluate(block.dataset, keeping: keeping)
        for (place, partial) in split.partials.enumerated() {
          guard let column = evaluation.columns[partial.node] else { continue }
          let level = worker.level(of: partial.target)
          let count = worker.groupCount(level)
          let slots =
            split.rows.nodes[partial.node].shape.grain == .calendarYear
            ? block.dataset.period.slotCount(.calendarYear) : 1
          for slot in 0..<slots {
            let target = partial.grain == .calendarYear ? slot : 0
            while sums[place].count <= target { sums[place].append(PartialSums()) }
            let own = column.slot(slot, of: slots)
            let groups = block.groups[level]
            switch partial.reduction {
            case .count: sums[place][target].count(own, to: groups, count: count)
            case .any, .all:
              sums[place][target].decide(
                own, to: groups, count: count, decisive: partial.reduction == .any)
            default: sums[place][target].add(own, to: groups, count: count)
            }
          }
        }
        note(evaluation, block, &worker)
      }
    }
    return Share(worker: worker, sums: sums)
  }

  /// Takes over what the engine found wrong in a block, at the first line that it concerns.
  private func note(_ evaluation: Evaluation, _ block: BatchBlock, _ worker: inout BatchWorker) {
    let row = Shape(rows: split.rowSet, grain: .year)
    for problem in evaluation.problems {
      guard let finding = evaluation.finding(problem, at: .none) else { continue }
      let shape = evaluation.plan.nodes[problem.node].shape
      let line =
        shape.rows == split.rowSet
        ? evaluation.element(problem.element, of: shape, in: row)
        : block.lines.indices.first {
          evaluation.element($0, of: row, in: shape) == problem.element
        }
      worker.note(finding, in: block, row: line ?? 0, rowSet: shape.rows)
    }
  }

  // MARK: The rest

  /// Computes the rest of the plan for all enterprises of each period together.
  private func rest(
    _ groups: BatchGroups, _ sums: [[Column]], _ spoiled: Set<Int32>, _ findings: inout [Finding]
  ) -> [BatchRun.Line] {
    let evaluator = Evaluator(plan: split.rest)
    var lines: [BatchRun.Line] = []
    for period in groups.periods.indices {
      let ranges = ranges(groups, period)
      guard let top = ranges.first, !top.isEmpty else { continue }
      let data = dataset(groups, sums, groups.periods[period], ranges)
      let evaluation = evaluator.evaluate(
        data, keeping: .roots(work.roots))
      for problem in evaluation.problems {
        let shape = evaluation.plan.nodes[problem.node].shape
        let own = evaluation.element(problem.element, of: shape, in: .filing) ?? 0
        let place = "\(groups.levels[0][top.lowerBound + own].key)/\(groups.periods[period])"
        if let finding = evaluation.finding(problem, at: .address(place)) {
          findings.append(finding)
        }
      }
      for row in 0..<top.count {
        lines.append(
          BatchRun.Line(
            enterprise: groups.levels[0][top.lowerBound + row].key,
            period: groups.periods[period],
            values: BatchRun.values(of: work.figures, row: row, evaluation),
            verdict: work.conditions.verdict(row: row, evaluation),
            isSpoiled: spoiled.contains(Int32(top.lowerBound + row))))
      }
    }
    return lines
  }

  /// The groups of a period at each level, which lie side by side.
  private func ranges(_ groups: BatchGroups, _ period: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var parents = period..<(period + 1)
    for level in groups.levels {
      let first = level.firstIndex { parents.contains(Int($0.parent)) } ?? 0
      let last = level.lastIndex { parents.contains(Int($0.parent)) }
      parents = first..<((last ?? first - 1) + 1)
      ranges.append(parents)
    }
    return ranges
  }

  /// Enterprises as filings side by side, with the sums as inputs and nothing else given.
  private func dataset(
    _ groups: BatchGroups, _ sums: [[Column]], _ period: Period, _ ranges: [Range<Int>]
  ) -> Dataset {
    let plan = split.rest
    var rows = plan.rowSets.map { _ in Dataset.Rows(keys: [], parents: []) }
    let chain = table.rowSets(above: split.rowSet)
    for (level, range) in ranges.enumerated() {
      let own = groups.levels[level][range]
      let above = level == 0 ? 0 : ranges[level - 1].lowerBound
      rows[chain[level]] = Dataset.Rows(
        keys: own.map(\.key),
        parents: level == 0 ? [] : own.map { $0.parent - Int32(above) })
    }
    var columns = plan.inputs.map { input -> Column in
      let slots = period.slotCount(input.shape.grain.division)
      let count = rows[input.shape.rows].count
      return Column.year(input, period, count: count) ?? .absent(input.kind, count: count * slots)
    }
    for (place, partial) in split.partials.enumerated() {
      let level = chain.firstIndex(of: partial.target) ?? 0
      let slots = partial.grain == .calendarYear ? period.slotCount(.calendarYear) : 1
      columns[partial.input] = .interleaved(
        sums[place].prefix(slots).map { $0.slice(ranges[level]) })
    }
    var data = Dataset(period: period, rows: rows, columns: columns)
    work.project?.fill(&data, plan)
    return data
  }
}
