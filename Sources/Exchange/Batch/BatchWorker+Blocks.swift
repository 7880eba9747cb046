import Diagnostics
import Quantities
import RulePlan

extension BatchWorker {
  /// The groups as this worker numbers them.
  public var groups: BatchGroups {
    var levels = [
      groupPairs[0].pairs.enumerated().map { number, pair in
        group(pair.first, enterprises.texts[Int(pair.second)], 0, number)
      }
    ]
    for level in 0..<depth {
      levels.append(
        groupPairs[level + 1].pairs.enumerated().map { number, pair in
          group(pair.first, keys[level].texts[Int(pair.second)], level + 1, number)
        })
    }
    return BatchGroups(levels: levels, periods: periods)
  }

  private func group(
    _ parent: Int32, _ key: String, _ level: Int, _ number: Int
  ) -> BatchGroups.Group {
    let seen = firstSeen[level][number]
    return BatchGroups.Group(parent: parent, key: key, chunk: seen.chunk, line: seen.line)
  }

  func builder() -> Builder {
    Builder(
      numbers: numbers.map { NumberColumn(sure: $0.sure) },
      others: others.map { OtherColumn(table.plan.inputs[$0.input]) },
      groups: [[Int32]](repeating: [], count: depth + 1))
  }

  /// The keys on a path from the outermost row set; those that are not read are empty.
  func keyTexts(_ path: Int32) -> [String] {
    var texts: [String] = []
    var path = path
    for level in chain.indices.reversed() {
      guard isInPath[level] else {
        texts.append("")
        continue
      }
      let pair = paths[level].pairs[Int(path)]
      texts.append(keys[level].texts[Int(pair.second)])
      path = pair.first
    }
    return texts.reversed()
  }

  /// The lines of a builder as a data set; the builder begins anew.
  func block(_ builder: inout Builder, _ period: Int) -> BatchBlock {
    let plan = table.plan
    let count = builder.lines.count
    var rows = plan.rowSets.map { _ in Dataset.Rows(keys: [], parents: []) }
    rows[0] = Dataset.Rows(keys: [""], parents: [])
    var above = 1
    for (level, set) in chain.enumerated() {
      if isInPath[level] {
        let pairs = paths[level].pairs
        let texts = pairs.map { keys[level].texts[Int($0.second)] }
        rows[set] = Dataset.Rows(keys: texts, parents: pairs.map(\.first))
        above = pairs.count
      } else {
        rows[set] = Dataset.Rows(
          keys: [String](repeating: "", count: above), parents: (0..<Int32(above)).map { $0 })
      }
    }
    rows[table.rowSet] = Dataset.Rows(
      keys: [String](repeating: "", count: count), parents: builder.parents)
    var columns = plan.inputs.enumerated().map { index, input in
      if let given = needs.given[index] { return given }
      let isRow = input.shape.rows == table.rowSet
      let slots = isRow ? 1 : periods[period].slotCount(input.shape.grain.division)
      let needed =
        !isRow || input.facet != .value
        || needs.inputs.contains(where: {
          plan.inputs[$0].id == input.id && plan.inputs[$0].facet == input.facet
        })
      return Column.year(input, periods[period], count: 1)
        ?? Column.absent(input.kind, count: needed ? rows[input.shape.rows].count * slots : 0)
    }
    for (place, number) in numbers.enumerated() {
      columns[number.input] = builder.numbers[place].take(
        times: number.factor ?? .one, capacity: count + count / 8)
    }
    for (place, other) in others.enumerated() {
      columns[other.input] = builder.others[place].take()
    }
    let block = BatchBlock(
      dataset: Dataset(period: periods[period], rows: rows, columns: columns),
      groups: builder.groups, lines: builder.lines, chunk: chunk)
    for level in builder.groups.indices { builder.groups[level].removeAll(keepingCapacity: true) }
    builder.parents.removeAll(keepingCapacity: true)
    builder.lines.removeAll(keepingCapacity: true)
    return block
  }
}

extension BatchWorker {
  /// How many groups there are so far at a level.
  public func groupCount(_ level: Int) -> Int { groupPairs[level].count }

  /// The level of groups of a row set; 0 for the filing.
  public func level(of rowSet: Int) -> Int { (chain.firstIndex(of: rowSet) ?? -1) + 1 }

  /// Notes what the computation found wrong with a row of a block.
  ///
  /// - Parameter rowSet: the row set whose value is wrong: its key's column is named.
  public mutating func note(_ finding: Finding, in block: BatchBlock, row: Int, rowSet: Int) {
    let column = chain.firstIndex(of: rowSet).map { keyColumns[$0] } ?? -1
    findings.add(
      finding.kind, chunk: block.chunk, line: Int(block.lines[row]), column: max(column, 0) + 1,
      finding.arguments)
  }

  /// What workers found wrong, in the order of the file, and what stopped the reading.
  public static func findings(_ workers: [BatchWorker], of source: BatchSource) -> [Finding] {
    guard let table = workers.first?.table else { return [] }
    var counts: [Int: Int] = [:]
    for worker in workers { counts.merge(worker.lineCounts) { first, _ in first } }
    var firstRows = [1]
    for chunk in 0..<counts.count { firstRows.append(firstRows[chunk] + (counts[chunk] ?? 0)) }
    let found = BatchFindings.merged(
      workers.map(\.findings), file: table.path, firstRows: firstRows)
    return found + (source.failure(table, firstRows: firstRows).map { [$0] } ?? [])
  }
}
