import Accounting
import RulePlan

/// What a filing says of itself beside its values, as tables: explanations, documents, meters,
/// boundary.
struct FilingTables {
  let filing: Filing
  private let places: PlaceWords

  init(_ material: ReportMaterial) {
    filing = material.filing
    places = material.places
  }

  /// What the enterprise says about its values.
  func explanations(_ caption: String) -> [Block] {
    let rows = filing.explanations.map { item in
      [
        TableCell(item.kind.title, .rowHeading), TableCell(places.line(item.at)),
        TableCell(item.text),
      ]
    }
    return Block.table(caption, ["事项", "数据", "说明"], [14, 34, 52], rows)
  }

  /// 支撑材料目录.
  func documents(_ caption: String) -> [Block] {
    let rows = filing.evidence.map { item in
      [
        TableCell(item.id, .rowHeading), TableCell(item.type ?? "—"),
        TableCell(item.title ?? item.report ?? "—"), TableCell(item.file ?? "—"),
        TableCell(item.sha256.map { [.code($0)] } ?? [.text("—")]),
      ]
    }
    return Block.table(
      caption, ["编号", "类别", "名称", "文件", "SHA-256"], [10, 14, 26, 22, 28], rows)
  }

  /// 计量器具, with the calibration that holds longest.
  func meters(_ caption: String) -> [Block] {
    let rows = filing.meters.map { meter -> [TableCell] in
      let last = meter.calibrations.max {
        ($0.through ?? $0.on).map { Int($0.number) } ?? .min
          < ($1.through ?? $1.on).map { Int($0.number) } ?? .min
      }
      let model = [meter.model, meter.serial].compactMap { $0 }.joined(separator: "、")
      return [
        TableCell(meter.id, .rowHeading), TableCell(meter.title ?? meter.type ?? "　"),
        TableCell(model.isEmpty ? "　" : model), TableCell(meter.accuracy ?? "　"),
        TableCell(meter.place ?? "　"),
        TableCell(measures(meter)),
        TableCell(meter.every ?? "　"),
        TableCell(last?.through?.description ?? last?.on?.description ?? "　"),
      ]
    }
    return Block.table(
      caption, ["编号", "名称", "型号、出厂编号", "准确度等级", "安装位置", "对应参数", "检定、校准频次", "有效期至"],
      [7, 13, 13, 8, 12, 27, 9, 11], rows)
  }

  /// What an instrument measures, one value a line.
  private func measures(_ meter: Filing.Meter) -> [Inline] {
    Array(meter.measures.map { places.line($0) }.joined(separator: [.lineBreak]))
  }

  /// The boundary as a graph of parts, with what changed in the period.
  func boundary(_ caption: String) -> [Block] {
    let titles = Dictionary(
      filing.boundary.map { ($0.id, $0.title ?? $0.id) }, uniquingKeysWith: { first, _ in first })
    let rows = filing.boundary.map { part -> [TableCell] in
      let changes = part.changes.map { change in
        [
          change.on?.description, change.kind.title, change.before.map { "原为 \($0)" }, change.note,
        ].compactMap { $0 }.joined(separator: " ")
      }
      let included = part.isIncluded ?? true ? "是" : "否"
      return [
        TableCell(part.kind.title, .rowHeading), TableCell(part.title ?? part.id),
        TableCell(part.partOf.map { titles[$0] ?? $0 }.joined(separator: "、")),
        TableCell(part.note.map { "\(included)，\($0)" } ?? included),
        TableCell(changes.isEmpty ? "—" : changes.joined(separator: "；")),
      ]
    }
    return Block.table(
      caption, ["类别", "名称", "所属", "纳入边界", "本报告期变化"], [12, 26, 18, 22, 22], rows)
  }
}
