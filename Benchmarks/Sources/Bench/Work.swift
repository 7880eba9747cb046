import Engine
import Foundation
import Quantities
import RulePlan

/// Something that is measured: data sets in memory, and the figures that are compared.
struct Work {
  /// A figure that is compared: a named value of the plan, and how its elements are called.
  struct Answer {
    var named: String
    var name: @Sendable (_ row: Int, _ slot: Int, Dataset) -> String
  }

  /// The program.
  var plan: Plan
  /// The data, in one block or several that threads share.
  var blocks: [Dataset]
  /// What is compared.
  var answers: [Answer]
  /// Whether all columns are kept, as for an explanation.
  var keepsEverything: Bool
  /// How many input rows there are.
  var elements: Int

  /// Loads one of the workloads.
  static func load(_ name: String, from folder: URL) throws -> Work {
    switch name {
    case "facility": try fuels(folder, limit: 240, facilitiesPerBlock: 1, keepsEverything: true)
    case "batch": try fuels(folder, limit: .max, facilitiesPerBlock: 50, keepsEverything: false)
    case "plain", "rest":
      try fuels(
        folder, methodology: "sectors/bench-\(name)/1", limit: .max, facilitiesPerBlock: 50,
        keepsEverything: false)
    case "daily": try daily(folder)
    case "legs": try legs(folder)
    default: throw BenchError("no workload \(name)")
    }
  }

  private static func period() throws -> Period {
    guard let period = Period(year: 2025) else { throw BenchError("no period") }
    return period
  }

  private static func fuels(
    _ folder: URL, methodology: String = "sectors/bench-fuels/1", limit: Int,
    facilitiesPerBlock: Int, keepsEverything: Bool
  ) throws -> Work {
    let plan = try Rules.plan(methodology, in: folder)
    let table = try CSVTable(folder.appendingPathComponent("batch.csv"), limit: limit)
    let columns = [
      "consumption": table.numbers("fc"), "heat": table.numbers("ncv"),
      "carbon": table.numbers("c"),
    ]
    let keys = table.texts("fuel")
    let coded = Texts(keys)
    let facilities = table.texts("facility")
    let rowsPerFacility = 20
    let count = table.count / (rowsPerFacility * 12)
    var blocks: [Dataset] = []
    for start in stride(from: 0, to: count, by: facilitiesPerBlock) {
      let block = start..<min(start + facilitiesPerBlock, count)
      let fuels = block.lowerBound * rowsPerFacility..<block.upperBound * rowsPerFacility
      var builder = DatasetBuilder(plan: plan, period: try period())
      builder.rows["facility"] = Dataset.Rows(
        keys: block.map { facilities[$0 * rowsPerFacility * 12] },
        parents: block.map { _ in 0 })
      builder.rows["fuel"] = Dataset.Rows(
        keys: fuels.map { keys[$0 * 12] },
        parents: fuels.map { Int32($0 / rowsPerFacility - block.lowerBound) },
        codedKeys: Texts(pool: coded.pool, codes: fuels.map { coded.codes[$0 * 12] }))
      builder.columns = columns.mapValues { column in
        column.slice(fuels.lowerBound * 12..<fuels.upperBound * 12)
      }
      blocks.append(builder.dataset())
    }
    let total = Answer(named: "facility-total") { row, _, data in data.rows[1].keys[row] }
    return Work(
      plan: plan, blocks: blocks, answers: [total], keepsEverything: keepsEverything,
      elements: table.count)
  }

  private static func daily(_ folder: URL) throws -> Work {
    let plan = try Rules.plan("sectors/bench-daily/1", in: folder)
    let table = try CSVTable(folder.appendingPathComponent("daily.csv"))
    var builder = DatasetBuilder(plan: plan, period: try period())
    builder.rows["facility"] = Dataset.Rows(keys: ["F1"], parents: [0])
    builder.rows["unit"] = Dataset.Rows(
      keys: ["U1", "U2", "U3", "U4"], parents: [0, 0, 0, 0])
    let names = [
      "consumption": "fc", "heat": "ncv", "moisture": "mar", "moisture-dry": "mad",
      "generated": "w", "own-use": "own", "heat-supplied": "q", "purchased": "ad",
    ]
    builder.columns = names.mapValues { table.numbers($0) }
    let unit = plan.rowSets.firstIndex { $0.id == "unit" } ?? 0
    let answers = [("year", "year"), ("per-power", "per-power"), ("per-heat", "per-heat")].map {
      named, suffix in
      Answer(named: named) { row, _, data in "\(data.rows[unit].keys[row])/\(suffix)" }
    }
    let month = Answer(named: "month") { row, slot, data in
      "\(data.rows[unit].keys[row])/\(slot < 9 ? "0" : "")\(slot + 1)"
    }
    return Work(
      plan: plan, blocks: [builder.dataset()], answers: answers + [month], keepsEverything: true,
      elements: table.count)
  }

  private static func legs(_ folder: URL) throws -> Work {
    let plan = try Rules.plan("sectors/bench-legs/1", in: folder)
    let table = try CSVTable(folder.appendingPathComponent("legs.csv"))
    let classes = Set(try CSVTable(folder.appendingPathComponent("types.csv")).texts("class"))
    var builder = DatasetBuilder(plan: plan, period: try period())
    builder.rows["facility"] = Dataset.Rows(keys: ["F1"], parents: [0])
    builder.rows["leg"] = Dataset.Rows(
      keys: table.texts("leg"), parents: [Int32](repeating: 0, count: table.count))
    builder.rows["class"] = Dataset.Rows(
      keys: classes.sorted(), parents: [Int32](repeating: 0, count: classes.count))
    for (input, column) in [
      "aircraft": "type", "purpose": "kind", "origin": "from", "destination": "to",
    ] {
      builder.columns[input] = Column(.texts(Texts(table.texts(column))))
    }
    builder.columns["fuel"] = table.numbers("fuel")
    let set = plan.rowSets.firstIndex { $0.id == "class" } ?? 0
    let total = Answer(named: "class-emission") { row, _, data in data.rows[set].keys[row] }
    return Work(
      plan: plan, blocks: [builder.dataset()], answers: [total], keepsEverything: false,
      elements: table.count)
  }
}

/// What stops a run.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
