import Dispatch
import Engine
import Foundation
import Quantities
import RulePlan
import Synchronization

/// Bench FOLDER WORKLOAD RUNS [THREADS]: one line of JSON, and the figures in FOLDER/answers.
@main struct Bench {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count >= 4, let runs = Int(arguments[3]), runs > 0 else {
        throw BenchError("Bench FOLDER WORKLOAD RUNS [THREADS]")
      }
      let folder = URL(fileURLWithPath: arguments[1])
      let threads = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
      let work = try Work.load(arguments[2], from: folder)
      let peer = threads == 1 ? "mrv" : "mrv-\(threads)-threads"
      let roots = Set(try work.answers.map { try node($0.named, in: work.plan) })
      let evaluator = Evaluator(plan: work.plan)
      var best = Duration.seconds(1_000_000)
      var cpu = Double.infinity
      var results: [Evaluation] = []
      for _ in 0..<runs {
        results = []
        let clock = ContinuousClock()
        let start = clock.now
        let used = processSeconds()
        results = evaluate(
          work.blocks, evaluator, work.keepsEverything ? .everything : .roots(roots), threads)
        best = min(best, clock.now - start)
        cpu = min(cpu, processSeconds() - used)
      }
      try write(results, of: work, to: folder, peer: peer, workload: arguments[2])
      let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
      print(
        """
        {"peer": "\(peer)", "workload": "\(arguments[2])", "seconds": \(seconds), "cpu": \(cpu), \
        "runs": \(runs), "elements": \(work.elements)}
        """)
    } catch {
      FileHandle.standardError.write(Data("Bench: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func evaluate(
    _ blocks: [Dataset], _ evaluator: Evaluator, _ keeping: Keeping, _ threads: Int
  ) -> [Evaluation] {
    if threads == 1 || blocks.count == 1 {
      return blocks.map { evaluator.evaluate($0, keeping: keeping) }
    }
    let results = Mutex([Evaluation?](repeating: nil, count: blocks.count))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for index in stride(from: thread, to: blocks.count, by: threads) {
        let result = evaluator.evaluate(blocks[index], keeping: keeping)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// The seconds that all threads of the process have used.
  private static func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func node(_ named: String, in plan: Plan) throws -> Int {
    guard let value = plan.named.first(where: { $0.id == named }) else {
      throw BenchError("the plan has no \(named)")
    }
    return value.node
  }

  private static func write(
    _ results: [Evaluation], of work: Work, to folder: URL, peer: String, workload: String
  ) throws {
    var lines: [String] = []
    for evaluation in results {
      guard evaluation.problems.isEmpty else {
        throw BenchError("\(evaluation.problems.prefix(3))")
      }
      for answer in work.answers {
        let node = try node(answer.named, in: work.plan)
        let rows = evaluation.dataset.rows[work.plan.nodes[node].shape.rows].count
        let slots = evaluation.count(of: node) / max(1, rows)
        for element in 0..<rows * slots {
          let name = answer.name(element / slots, element % slots, evaluation.dataset)
          let value = evaluation.number(node, element).map(\.description) ?? "none"
          lines.append("\(name),\(value)\n")
        }
      }
    }
    let answers = folder.appendingPathComponent("answers")
    try FileManager.default.createDirectory(at: answers, withIntermediateDirectories: true)
    let file = answers.appendingPathComponent("\(workload).\(peer).csv")
    try Data(lines.sorted().joined().utf8).write(to: file)
  }
}
