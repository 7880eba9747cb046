import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// The annual report of a calculation.
///
/// Its tables are the forms of the methodology; it adds nothing of its own but the annexes on how
/// the figures came about and how well their elements are known.
public struct AnnualReport {
  let material: ReportMaterial
  let values: ValueCells
  let used: UsedElements

  private init(_ material: ReportMaterial) {
    self.material = material
    values = ValueCells(material)
    used = UsedElements(material)
  }

  /// The report as a document.
  ///
  /// - Parameter language: the language of findings; everything else is Chinese, as filed.
  public static func document(
    _ material: ReportMaterial, language: Language = .chinese
  ) -> Document {
    AnnualReport(material).document(language)
  }

  private func document(_ language: Language) -> Document {
    let isUnofficial = material.method.standing == "unofficial"
    var banners: [String] = []
    if isUnofficial { banners.append("非官方演示：方法学只凭记忆写成，不得用于报送") }
    if !isUnofficial, used.hasRecalled {
      banners.append("试算稿：部分规则或缺省值未见官方原文（见附录一）")
    }
    if material.findings.contains(where: { $0.severity == .error }) {
      banners.append("有未解决的错误：数字不可直接使用（见附录四）")
    }
    var blocks = titleBlock(isUnofficial)
    blocks += identity(isUnofficial)
    blocks += Totals(material: material, values: values).blocks()
    blocks += forms()
    blocks += [.pageBreak]
    blocks += used.blocks()
    blocks += values.derivations()
    blocks += holes()
    blocks += findings(language)
    return Document(title: title(isUnofficial), banners: banners, blocks: blocks)
  }

  // MARK: title and identity

  private var year: String {
    let period = material.filing.period
    let isYear =
      period.from.month == 1 && period.through.month == 12
      && period.from.year == period.through.year
    return isYear
      ? "\(period.from.year)年度"
      : "\(period.from.year)年\(period.from.month)月至"
        + "\(period.through.year)年\(period.through.month)月"
  }

  private func title(_ isUnofficial: Bool) -> String {
    let name = material.filing.header.enterprise ?? "报告主体（未填名称）"
    return isUnofficial ? "\(name) 核算演示" : "\(name) \(year)温室气体排放报告"
  }

  private func titleBlock(_ isUnofficial: Bool) -> [Block] {
    let header = material.filing.header
    let heading = Block.heading(1, [.text(title(isUnofficial))])
    if isUnofficial {
      let words = "本页演示程序如何按一套自编方法计算，不是任何官方格式的报告。"
      return [heading, .note(.warning, [.paragraph([.strong(words)])])]
    }
    let rows: [[TableCell]] = [
      [
        TableCell("报告主体（盖章）", .rowHeading), TableCell(header.enterprise ?? "（未填）"),
        TableCell("报告期", .rowHeading), TableCell(year),
      ],
      [
        TableCell("编制日期", .rowHeading),
        TableCell(header.filedOn?.description ?? "（未填）"),
        TableCell("法定代表人（签字）", .rowHeading), TableCell(""),
      ],
    ]
    return [
      heading,
      .table(DocumentTable(caption: "封面", head: [], rows: rows, widths: [20, 32, 20, 28])),
      .paragraph([.small("本报告主体对本报告的真实性负责。")]),
    ]
  }

  private func identity(_ isUnofficial: Bool) -> [Block] {
    let header = material.filing.header
    let method = material.method
    var lines: [(String, String)] = [
      ("单位名称", header.enterprise ?? "（未填）"),
      ("统一社会信用代码", header.creditCode ?? "（未填）"),
      ("报告期", "\(material.filing.period)"),
      ("填报日期", header.filedOn?.description ?? "（未填）"),
    ]
    if let region = header.region { lines.append(("所在地区", region)) }
    lines += header.further.map { ($0.name, $0.value) }
    lines.append((isUnofficial ? "所用自编方法" : "核算依据", method.title.zh))
    if !isUnofficial {
      let document = [method.document.number, method.document.issuer, method.document.date]
      let words = document.compactMap { $0 }.joined(separator: "，")
      if !words.isEmpty { lines.append(("文号", words)) }
    }
    if let from = method.applies.from {
      lines.append(("适用数据月份", "\(from) 至 \(method.applies.through ?? "今")"))
    }
    lines.append(("规则", "\(method.id)，第 \(material.plan.revision) 版转写，\(material.hash)"))
    let rows = material.evaluation.dataset.rows
    if rows.count > 1 {
      let names = rows[1].keys.indices.map { row in
        material.rowTitle(row, 1).map { "\(rows[1].keys[row])（\($0)）" } ?? rows[1].keys[row]
      }
      lines.append((material.plan.rowSets[1].title.zh, names.joined(separator: "、")))
    }
    return [
      .heading(2, [.text("一、报告主体基本信息")]),
      .table(
        DocumentTable(
          caption: "表1 基本信息", head: [],
          rows: lines.map { [TableCell($0.0, .rowHeading), TableCell($0.1)] }, widths: [26, 74])),
    ]
  }

  // MARK: forms

  private func forms() -> [Block] {
    let forms = material.method.forms
    let note: [Inline] = [.text("带 ▸ 的数值可以点开（或按 Tab 键选中后回车），显示公式、代入的数值、条款和数据来源。")]
    guard !forms.isEmpty else {
      // A method without a layout still shows its figures.
      return [
        .heading(2, [.text("三、结果")]), .interactive([.paragraph(note)]),
        .table(values.everyFigure()),
      ]
    }
    var blocks: [Block] = [
      .heading(2, [.text("三、报告附表")]), .interactive([.paragraph(note)]),
    ]
    for form in forms {
      let table = FormTable(material: material, values: values, form: form).table()
      blocks.append(.anchored("form-\(form.id)", [.table(table)]))
    }
    return blocks
  }

  // MARK: annexes

  private func holes() -> [Block] {
    var blocks: [Block] = [.heading(2, [.text("附录三　未见原文之处")])]
    let holes = material.method.holes
    if holes.isEmpty {
      blocks.append(.paragraph([.text("方法学没有登记缺口。")]))
      return blocks
    }
    let rows = holes.map { hole in
      [
        TableCell(ReportWords.clause(hole.clause)), TableCell(hole.text),
        TableCell([.code(hole.id)]),
      ]
    }
    blocks.append(
      .table(
        DocumentTable(
          caption: "转写规则时未能看到、因而没有写进规则的内容（\(holes.count) 项）",
          head: [["条款", "内容", "编号"].map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [22, 58, 20])))
    return blocks
  }

  private func findings(_ language: Language) -> [Block] {
    var blocks: [Block] = [.heading(2, [.text("附录四　检查发现")], anchor: "findings")]
    let findings = material.findings
    guard !findings.isEmpty else {
      return blocks + [.paragraph([.text("没有发现问题。")])]
    }
    let words: [Severity: String] = [.error: "错误", .warning: "警告", .remark: "提示"]
    let sorted = findings.enumerated().sorted {
      $0.element.severity != $1.element.severity
        ? $1.element.severity < $0.element.severity : $0.offset < $1.offset
    }
    let rows = sorted.map { _, finding -> [TableCell] in
      [
        TableCell([.strong(words[finding.severity] ?? "")]), TableCell([.code(place(finding))]),
        TableCell([.text(finding.message(language)), .lineBreak, .code(finding.code)]),
        TableCell(ReportWords.clause(finding.clause)),
      ]
    }
    blocks.append(
      .table(
        DocumentTable(
          caption: "程序检查发现（\(findings.count) 项）",
          head: [["程度", "位置", "内容", "依据"].map { TableCell($0, .columnHeading) }],
          rows: rows, widths: [9, 30, 43, 18])))
    return blocks
  }

  private func place(_ finding: Finding) -> String { OriginText.text(finding.origin) }
}

/// Places in words.
enum OriginText {
  /// A place as people find it: file, row and column, or the address.
  ///
  /// Files are told without their folders: a report does not depend on where somebody keeps them.
  static func text(_ origin: Origin) -> String {
    switch origin {
    case .source(let file, let range): "\(name(file))，第 \(range.lowerBound) 字节"
    case .cell(let file, let sheet, let row, let column):
      "\(name(file))\(sheet.map { "［\($0)］" } ?? "") 第 \(row) 行第 \(column) 列"
    case .address(let address): address
    case .file(let file): name(file)
    case .none: "—"
    }
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
