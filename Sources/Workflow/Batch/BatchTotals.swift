import Diagnostics
import Engine
import Exchange
import Quantities
import RulePlan

/// The totals of a batch as a table.
struct BatchTotals {
  let run: BatchRun
  /// The figures, those of calendar years once for each year.
  let columns: [(figure: Int, year: Int?)]
  /// What the enterprises' column is called.
  let enterpriseHeading: String

  /// The table: a line for each enterprise and period.
  var csv: [UInt8] {
    var writer = CSVWriter()
    var head = [enterpriseHeading, "报告期"]
    for (place, year) in columns {
      let figure = run.figures[place]
      let unit = figure.unit.map { $0.text == "1" ? "" : " [\($0.text)]" } ?? ""
      let title = figure.title.zh == figure.symbol ? "" : figure.title.zh + " "
      head.append(title + figure.addressName + (year.map { " \($0)" } ?? "") + unit)
    }
    head += verdictYears.map { "是否可核证 \($0)" }
    head += leftOut.map { column in
      "不计入：" + run.conditions[column.condition].failure + (column.year.map { " \($0)" } ?? "")
    }
    writer.add((head + ["说明"]).map { .text($0) })
    for line in run.lines {
      var cells: [CSVCell] = [.text(line.enterprise), .text(line.period.description)]
      for column in columns { cells.append(cell(line, column)) }
      cells += verdictYears.map { verdict(line, $0) }
      cells += leftOut.map { column in
        guard !line.isSpoiled,
          let count = count(line.verdict.fails, column.condition, column.year, line)
        else { return .empty }
        return .number("\(count)")
      }
      cells.append(note(line).map { .text($0) } ?? .empty)
      writer.add(cells)
    }
    return writer.bytes
  }

  // MARK: Conditions

  /// The years of which something is decided.
  private var verdictYears: [Int] {
    guard run.lines.contains(where: { $0.verdict.creditable != nil }) else { return [] }
    return Set(run.lines.flatMap { $0.period.from.year...$0.period.through.year }).sorted()
  }

  /// The conditions that leave rows out, those of calendar years once for each year.
  private var leftOut: [(condition: Int, year: Int?)] {
    let years = Set(run.lines.flatMap { $0.period.from.year...$0.period.through.year }).sorted()
    return run.conditions.indices.filter { run.conditions[$0].condition?.decidesRows == true }
      .flatMap { index -> [(condition: Int, year: Int?)] in
        let isYearly = run.lines.contains { $0.verdict.fails[index].count > 1 }
        return isYearly ? years.map { (index, $0) } : [(index, nil)]
      }
  }

  /// How often a condition is so in a year; nil where the period has no such year.
  private func count(
    _ counts: [[Int]], _ condition: Int, _ year: Int?, _ line: BatchRun.Line
  ) -> Int? {
    guard counts.indices.contains(condition) else { return nil }
    let own = counts[condition]
    let slot = year.map { $0 - line.period.from.year } ?? 0
    return own.count == 1 ? own[0] : own.indices.contains(slot) ? own[slot] : nil
  }

  private func verdict(_ line: BatchRun.Line, _ year: Int) -> CSVCell {
    let slot = year - line.period.from.year
    guard !line.isSpoiled, let years = line.verdict.creditable, years.indices.contains(slot) else {
      return .empty
    }
    return .text(years[slot].map { $0 ? "是" : "否" } ?? "待定")
  }

  /// What stands in the way of a reduction, and what is not decided.
  private func reasons(_ line: BatchRun.Line) -> [String] {
    func told(
      _ counts: [[Int]], _ words: (Named) -> String, _ isWanted: (Named.Condition) -> Bool
    ) -> [String] {
      run.conditions.indices.compactMap { index in
        let named = run.conditions[index]
        guard let condition = named.condition, isWanted(condition) else { return nil }
        let sum = counts.indices.contains(index) ? counts[index].reduce(0, +) : 0
        guard sum > 0 else { return nil }
        return words(named) + (sum > 1 ? "（\(sum) 处）" : "")
      }
    }
    return told(line.verdict.fails, { "不可核证：" + $0.failure }) { !$0.decidesRows }
      + told(line.verdict.open, { "待定：是否符合" + $0.quoted }) { _ in true }
  }

  private func cell(_ line: BatchRun.Line, _ column: (figure: Int, year: Int?)) -> CSVCell {
    let slot = column.year.map { $0 - line.period.from.year } ?? 0
    let values = line.values[column.figure]
    guard !line.isSpoiled, values.indices.contains(slot) else { return .empty }
    let (state, value) = values[slot]
    switch value {
    case .number(let number): return .number(number.description)
    case .flag(let flag): return .text(flag ? "是" : "否")
    case .text(let text): return .text(text)
    case .date(let day): return .text(day.description)
    case .reference, nil: return state == .notOccurring ? .text("不涉及") : .empty
    }
  }

  /// Why a line has not all its figures or is not creditable; nil where nothing is to be said.
  private func note(_ line: BatchRun.Line) -> String? {
    if line.isSpoiled { return "有错误" }
    let states = line.values.joined().map(\.state)
    let missing =
      states.contains(.poisoned) ? ["有错误"] : states.contains(.absent) ? ["缺数据"] : []
    let parts = missing + reasons(line)
    return parts.isEmpty ? nil : parts.joined(separator: "；")
  }

  /// The same for programs.
  var json: [JSON] {
    run.lines.map { line in
      .members([
        "enterprise": .text(line.enterprise), "period": .text(line.period.description),
        "spoiled": .flag(line.isSpoiled),
        "figures": .array(
          zip(run.figures, line.values).flatMap { figure, values in
            values.enumerated().map { slot, value in
              var text: String?
              if !line.isSpoiled, case .number(let number) = value.value {
                text = number.description
              }
              let year = columns.contains {
                $0.year != nil && run.figures[$0.figure].id == figure.id
              }
              return .members([
                "id": .text(figure.id),
                "vintage": year ? .text(line.period.name(.calendarYear, slot)) : nil,
                "state": .text(value.state.name), "value": .optional(text),
              ])
            }
          }),
        "creditable": line.isSpoiled
          ? nil
          : line.verdict.creditable.map { years in
            .array(
              years.enumerated().map { slot, verdict in
                .members([
                  "vintage": .text(line.period.name(.calendarYear, slot)),
                  "creditable": verdict.map { .flag($0) },
                ])
              })
          },
        "conditions": line.isSpoiled ? nil : conditions(line),
      ])
    }
  }

  /// For each condition how often it does not hold and is not decided.
  private func conditions(_ line: BatchRun.Line) -> JSON? {
    guard !line.verdict.fails.isEmpty else { return nil }
    return .array(
      run.conditions.enumerated().map { index, named in
        .members([
          "condition": .text(named.id),
          "decides": .text(named.condition?.decidesRows == true ? "rows" : "result"),
          "fails": .array(line.verdict.fails[index].map { .integer($0) }),
          "undecided": .array(line.verdict.open[index].map { .integer($0) }),
        ])
      })
  }
}

extension Named {
  /// The condition by its name.
  fileprivate var quoted: String { "“\(title.zh)”" }

  /// What is said where it does not hold, without the values of a row.
  fileprivate var failure: String {
    guard title.zh == id, let text = condition?.message.zh, !text.contains("{") else {
      return "不符合\(quoted)"
    }
    return text
  }
}
