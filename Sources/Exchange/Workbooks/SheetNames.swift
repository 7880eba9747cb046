import Accounting
import RulePlan

/// What the sheets of a workbook are called.
enum SheetNames {
  /// Lists of a filing and the sheets that hold them.
  static let lists: [(table: String, name: String)] = [
    (FilingFile.header, "企业信息"), (FilingFile.samples, "检测报告"), (FilingFile.cells, "其他数据"),
    (FilingFile.evidence, "支撑材料"), (FilingFile.meters, "计量器具"), (FilingFile.boundary, "核算边界"),
    (FilingFile.plan, "监测计划参数"), (FilingFile.planVersions, "监测计划版本"),
    (FilingFile.planSections, "监测计划章节"), (FilingFile.explanations, "情况说明"),
    (FilingFile.signatures, "签字"), (FilingFile.stages, "各阶段修改"),
  ]
  /// The sheet of instructions.
  static let guide = "填写说明"
  /// The sheet of default values.
  static let defaults = "缺省值"
  /// The hidden sheet with what drop-downs offer.
  static let choices = "清单"

  /// The sheet of the values of a row set in one grain.
  static func values(_ layout: SheetLayout, _ grain: Grain) -> String {
    let title = layout.rowSet == 0 ? "企业整体" : layout.plan.rowSets[layout.rowSet].title.zh
    switch grain {
    case .year: return title
    case .calendarYear: return title + "（按自然年）"
    case .quarter: return title + "（按季）"
    case .month: return title + "（按月）"
    case .day: return title + "（按日）"
    }
  }

  /// All names that the sheets of a row set may have.
  static func all(_ layout: SheetLayout) -> Set<String> {
    var names = Set(Grain.allCases.map { values(layout, $0) })
    names.insert(FilingFolder.name(layout))
    return names
  }
}

extension FilingWorkbook {
  /// The sheet on which a value of this shape is entered.
  public static func sheetName(of shape: Shape, plan: Plan) -> String? {
    guard let layout = FilingFolder.layouts(plan)[shape.rows] else { return nil }
    let grains = Set(layout.named.keys.map { plan.inputs[$0].shape.grain })
    let grain = grains.contains(shape.grain) ? shape.grain : grains.min() ?? .year
    return SheetNames.values(layout, grain)
  }

  /// The sheet with what a filing says about itself.
  public static var headerSheet: String { SheetNames.lists[0].name }
}
