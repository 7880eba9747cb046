import Quantities
import RulePlan

/// Lines of one chunk and one period as a data set, with the groups that their results go to.
public struct BatchBlock: Sendable {
  /// The lines as rows, below the keys that the computation reads.
  public let dataset: Dataset
  /// For each level of groups the group of each line, as the worker numbers them.
  public let groups: [[Int32]]
  /// The line of each row, counted from the beginning of the chunk.
  public let lines: [Int32]
  /// The number of the chunk.
  public let chunk: Int
}

/// Where results are told apart: enterprises with their periods, below them rows.
public struct BatchGroups: Sendable {
  /// A group as a worker or the whole run numbers it.
  public struct Group: Sendable {
    /// The group above; at level 0 the number of the period.
    public var parent: Int32
    /// The enterprise at level 0, below it the key of the row.
    public var key: String
    /// The chunk and the line in it where the group is first seen.
    var chunk: Int
    var line: Int
  }

  /// The levels from the enterprise inwards.
  public internal(set) var levels: [[Group]]
  /// The periods.
  public internal(set) var periods: [Period]

  /// Puts the groups of all workers together: by period, then in the order of the file.
  ///
  /// - Returns: the groups, and for each worker and level the place of each of its groups.
  public static func merged(_ parts: [BatchGroups]) -> (BatchGroups, places: [[[Int32]]]) {
    let periods = Set(parts.flatMap(\.periods)).sorted {
      ($0.from, $0.through) < ($1.from, $1.through)
    }
    let depth = parts.first?.levels.count ?? 0
    var result = BatchGroups(levels: [], periods: periods)
    var places = [[[Int32]]](repeating: [], count: parts.count)
    for level in 0..<depth {
      var numbers: [Name: Int32] = [:]
      var groups: [Group] = []
      var own = [[Int32]](repeating: [], count: parts.count)
      for (part, worker) in parts.enumerated() {
        for group in worker.levels[level] {
          var group = group
          group.parent =
            level == 0
            ? Int32(periods.firstIndex(of: worker.periods[Int(group.parent)]) ?? 0)
            : places[part][level - 1][Int(group.parent)]
          let name = Name(parent: group.parent, key: group.key)
          let number = numbers[name] ?? Int32(groups.count)
          own[part].append(number)
          if Int(number) == groups.count {
            numbers[name] = number
            groups.append(group)
          } else if (group.chunk, group.line)
            < (groups[Int(number)].chunk, groups[Int(number)].line)
          {
            groups[Int(number)] = group
          }
        }
      }
      let order = groups.indices.sorted { a, b in
        (groups[a].parent, groups[a].chunk, groups[a].line)
          < (groups[b].parent, groups[b].chunk, groups[b].line)
      }
      var moved = [Int32](repeating: 0, count: groups.count)
      for (place, number) in order.enumerated() { moved[number] = Int32(place) }
      result.levels.append(order.map { groups[$0] })
      for part in parts.indices { places[part].append(own[part].map { moved[Int($0)] }) }
    }
    return (result, places)
  }

  private struct Name: Hashable {
    var parent: Int32
    var key: String
  }
}
