import Accounting
import Diagnostics

/// The distinct row paths of a filing, each with the place where it was first written.
///
/// A filing names a row once for each of its cells, so cells keep the number of a path.
struct RowPaths {
  struct Path {
    var steps: [CellAddress.Step]
    var origin: Origin
    /// The row set of the last step; −1 once the path has failed.
    var rowSet = 0
    /// The row, once resolved; −1 while it is not known.
    var row: Int32 = 0
  }

  private(set) var all: [Path] = [Path(steps: [], origin: .none)]
  private var numbers: [[CellAddress.Step]: Int32] = [:]
  private var last: (steps: [CellAddress.Step], number: Int32) = ([], 0)

  /// The number of a path; 0 is the filing itself.
  mutating func number(_ steps: [CellAddress.Step], _ origin: @autoclosure () -> Origin) -> Int32 {
    if steps.isEmpty { return 0 }
    if steps == last.steps { return last.number }
    let number: Int32
    if let known = numbers[steps] {
      number = known
    } else {
      number = Int32(all.count)
      numbers[steps] = number
      all.append(Path(steps: steps, origin: origin()))
    }
    last = (steps, number)
    return number
  }

  /// Makes room for about so many paths.
  mutating func reserve(_ count: Int) {
    all.reserveCapacity(count)
    numbers.reserveCapacity(count)
  }

  mutating func update(_ number: Int, _ change: (inout Path) -> Void) { change(&all[number]) }
}
