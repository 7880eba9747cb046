import Quantities
import RulePlan

/// Empty tables to be filled in, made from a plan.
public enum FilingTemplate {
  /// The files of a filing for a plan, with a line for each month or quarter of the period.
  ///
  /// Days are not written out. Lines of one row stand as an example: further rows repeat them.
  /// A sheet of instructions, which is no table, lies beside them.
  public static func files(for plan: Plan, period: Period) -> [FilingFile] {
    let items = [
      ("报告主体", ""), ("统一社会信用代码", ""), ("方法学", plan.methodology),
      ("报告期", period.description), ("填报日期", ""), ("用途", ""), ("地区", ""),
    ]
    var files = [
      Tables.file(
        FilingFile.header, [.text("项目"), .text("内容")],
        items.map { [.text($0.0), $0.1.isEmpty ? .empty : .text($0.1)] })
    ]
    let layouts = FilingFolder.layouts(plan)
    for set in layouts.keys.sorted() {
      guard let layout = layouts[set] else { continue }
      files.append(
        Tables.file(
          FilingFolder.name(layout) + ".csv", layout.columns.map { .text(layout.heading($0)) },
          lines(layout, period)))
    }
    let evidence = [
      "report", "laboratory", "accredited", "sampled", "received", "tested", "issued",
    ]
    files.append(
      Tables.file(
        FilingFile.register,
        (["address", "choice", "sample"] + evidence).map { .text(Tables.title($0)) }, []))
    files.append(
      Tables.file(
        FilingFile.samples, (["sample"] + evidence).map { .text(Tables.title($0)) }, []))
    files.append(absences(plan, layouts))
    files.append(FilingGuide.file(plan, layouts, period))
    return files
  }

  /// A line for each table that may stay empty; it says something once its state is filled in.
  private static func absences(_ plan: Plan, _ layouts: [Int: SheetLayout]) -> FilingFile {
    let lines = layouts.keys.sorted().filter { $0 > 1 }.map { set -> [CSVCell] in
      let rows = plan.rowSets[set]
      return [
        .text(rows.id), .empty, .empty, .empty, .text("无\(rows.title.zh)"),
      ]
    }
    let columns = ["address", "value", "unit", "state", "note"]
    return Tables.file(FilingFile.cells, columns.map { .text(Tables.title($0)) }, lines)
  }

  /// The periods of the grains in which the inputs of a table are entered.
  private static func lines(_ layout: SheetLayout, _ period: Period) -> [[CSVCell]] {
    let grains = Set(layout.named.keys.map { layout.plan.inputs[$0].shape.grain })
    guard layout.columns.contains(.period) else { return [] }
    var names: [String?] = grains.contains(.year) ? [nil] : []
    for grain in [Grain.calendarYear, .quarter, .month] where grains.contains(grain) {
      names += (0..<period.slotCount(grain.division)).map { period.name(grain.division, $0) }
    }
    return names.map { name in
      layout.columns.map { column in
        column == .period ? name.map { .text($0) } ?? .empty : .empty
      }
    }
  }
}
