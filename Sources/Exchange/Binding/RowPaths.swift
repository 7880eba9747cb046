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

  /// The numbers of the rows that a table's lines name, by their place in the table; −1 where no
  /// line names a row.
  ///
  /// - Parameter isAlone: whether no other rows are of the row sets of these, so that none can be
  ///   known yet and none has to be found again.
  mutating func numbers(of table: CellTable, isAlone: Bool) -> [Int32] {
    var result = [Int32](repeating: -1, count: table.paths.count)
    if isAlone { all.reserveCapacity(all.count + table.paths.count) }
    for (number, line) in table.lines.enumerated() where result[Int(line.path)] < 0 {
      guard let first = table.cells(of: number).first else { continue }
      let steps = table.paths[Int(line.path)]
      guard isAlone, !steps.isEmpty else {
        result[Int(line.path)] = self.number(steps, table.entry(first, line).cell.origin)
        continue
      }
      result[Int(line.path)] = Int32(all.count)
      all.append(Path(steps: steps, origin: table.entry(first, line).cell.origin))
    }
    return result
  }

  mutating func update(_ number: Int, _ change: (inout Path) -> Void) { change(&all[number]) }
}
