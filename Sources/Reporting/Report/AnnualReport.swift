import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// The annual report of a calculation.
///
/// The frame says which chapters there are and what they are called; the tables are the forms of
/// the methodology. The report adds nothing of its own but the annexes on how the figures came
/// about and how well their elements are known.
public struct AnnualReport {
  let material: ReportMaterial
  let values: ValueCells
  let used: UsedElements

  private init(_ material: ReportMaterial) {
    self.material = material
    values = ValueCells(material)
    used = UsedElements(material)
  }

  /// The parts that a frame of an annual report may ask for.
  public static let parts: Set<String> = [
    "facilities", "sources", "not-occurring", "header", "totals", "values", "forms", "how-to-open",
    "evidence", "derivations", "holes", "findings", "confirmations", "ways",
    "explanations", "documents", "meters", "boundary",
  ]

  /// The report as a document.
  ///
  /// - Parameters:
  ///   - skeleton: the frame; without one, the parts in their natural order.
  ///   - language: the language of findings; everything else is Chinese, as filed.
  public static func document(
    _ material: ReportMaterial, skeleton: Skeleton? = nil, language: Language = .chinese
  ) -> Document {
    AnnualReport(material).document(skeleton ?? .plainReport, language)
  }

  private func document(_ skeleton: Skeleton, _ language: Language) -> Document {
    let isUnofficial = material.method.standing == "unofficial"
    var facts = ReportFacts.facts(
      method: material.method, filing: material.filing, revision: material.plan.revision,
      hash: material.hash)
    facts["enterprise"] = facts["enterprise"] ?? "报告主体（未填名称）"
    facts["facilities"] = facilityNames
    facts["findings"] = "\(material.findings.count)"
    let filler = SkeletonFiller(
      facts: facts, conditions: [isUnofficial ? "unofficial" : "official"],
      part: { blocks($0, language) })
    var document = filler.document(skeleton, banners: banners(isUnofficial))
    if isUnofficial {
      // No official title stands over what is no official report.
      let title = "\(facts["enterprise"] ?? "") 核算演示"
      document.title = title
      document.blocks[0] = .heading(1, [.text(title)])
    }
    return document
  }

  private func banners(_ isUnofficial: Bool) -> [String] {
    var banners: [String] = []
    if isUnofficial { banners.append("非官方演示：方法学只凭记忆写成，不得用于报送") }
    if !isUnofficial, used.hasRecalled {
      banners.append("试算稿：部分规则或缺省值未见官方原文（见附录“来源状态”）")
    }
    if material.findings.contains(where: { $0.severity == .error }) {
      banners.append("有未解决的错误：数字不可直接使用（见附录“检查发现”）")
    }
    return banners
  }

  private var facilityNames: String {
    let rows = material.evaluation.dataset.rows
    guard rows.count > 1 else { return "" }
    return rows[1].keys.indices.map { row in
      material.rowTitle(row, 1).map { "\(rows[1].keys[row])（\($0)）" } ?? rows[1].keys[row]
    }.joined(separator: "、")
  }

  // MARK: parts

  private func blocks(_ part: Skeleton.Part, _ language: Language) -> [Block] {
    let caption = part.options["caption"] ?? ""
    let boundary = BoundaryBlocks(material: material)
    switch part.name {
    case "facilities": return boundary.facilities(caption: caption)
    case "sources": return boundary.sources(caption: caption)
    case "not-occurring": return boundary.notOccurring(caption: caption)
    case "header": return header(caption)
    case "totals":
      return Totals(material: material, values: values, caption: caption).blocks()
    case "values":
      let kinds = (part.options["kinds"] ?? "").split(separator: " ").map(String.init)
      let tables = ValueTables(material: material, values: values)
      let blocks = tables.blocks(kinds: Set(kinds), caption: caption)
      guard blocks.isEmpty, let words = part.options["otherwise"] else { return blocks }
      return [.paragraph([.text(words)])]
    case "ways":
      let kinds = (part.options["kinds"] ?? "").split(separator: " ").map(String.init)
      return ValueTables(material: material, values: values)
        .ways(kinds: Set(kinds), caption: caption)
    case "explanations": return FilingTables(material).explanations(caption)
    case "documents": return FilingTables(material).documents(caption)
    case "meters": return FilingTables(material).meters(caption)
    case "boundary": return FilingTables(material).boundary(caption)
    case "forms": return forms(part)
    case "how-to-open":
      return [
        .interactive([
          .paragraph([
            .small("带 ▸ 的数值可以点开（或按 Tab 键选中后回车），显示公式、代入的数值、条款和数据来源。")
          ])
        ])
      ]
    case "evidence": return used.blocks()
    case "confirmations": return material.confirmations.isEmpty ? [] : confirmations(caption)
    case "derivations": return values.derivations()
    case "holes": return holes()
    case "findings": return findings(language)
    default: return material.more(part)
    }
  }

  /// Items of the header that no field of the frame asks for by name.
  private func header(_ caption: String) -> [Block] {
    let asked = material.askedHeader
    let rows = material.filing.header.further.filter {
      !asked.contains($0.name) && !$0.name.hasPrefix(Filing.Header.externalPrefix)
    }.map { [TableCell($0.name, .rowHeading), TableCell($0.value)] }
    if rows.isEmpty { return [] }
    return [.table(DocumentTable(caption: caption, head: [], rows: rows, widths: [26, 74]))]
  }

  /// The official tables whose identifiers a frame names; `appendix-*` names all that begin so.
  private func forms(_ part: Skeleton.Part) -> [Block] {
    let all = material.method.forms
    let patterns = (part.options["forms"] ?? "*").split(separator: " ").map(String.init)
    let without = (part.options["without"] ?? "").split(separator: " ").map(String.init)
    let forms = all.filter { form in
      patterns.contains { Self.fits(form.id, $0) } && !without.contains { Self.fits(form.id, $0) }
    }
    if forms.isEmpty {
      if all.isEmpty, part.options["forms"] == nil { return [.table(values.everyFigure())] }
      return part.options["otherwise"].map { [.paragraph([.text($0)])] } ?? []
    }
    let tables = forms.filter(concerns).map { form in
      let table = FormTable(material: material, values: values, form: form).table()
      return Block.anchored("form-\(form.id)", [.table(table)])
    }
    let leftOut = forms.filter { !concerns($0) }.map { form in
      "\(form.title.zh)（\(form.condition?.otherwise ?? "")）"
    }
    if leftOut.isEmpty { return tables }
    let line = "未列出、视为不涉及的表：\(leftOut.joined(separator: "；"))。"
    return tables + [.paragraph([.small(line)])]
  }

  /// Whether a form is printed: its condition is not known to be no.
  private func concerns(_ form: Form) -> Bool {
    guard let node = form.condition?.node else { return true }
    let evaluation = material.evaluation
    if evaluation.state(node, 0) == .notOccurring { return false }
    return evaluation.value(node, 0) != .flag(false)
  }

  static func fits(_ id: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? id.hasPrefix(pattern.dropLast()) : id == pattern
  }

  // MARK: annexes

  private func confirmations(_ caption: String) -> [Block] {
    let rows = material.confirmations.map { confirmation in
      [
        TableCell([.code(confirmation.element)], .rowHeading), TableCell(confirmation.content),
        TableCell("\(confirmation.file)，第 \(confirmation.page) 页"), TableCell(confirmation.by),
        TableCell([.code(confirmation.hash)]),
      ]
    }
    return [
      .table(
        DocumentTable(
          caption: caption,
          head: [
            ["元素", "内容", "原文", "确认人", "原文文件 SHA-256"].map { TableCell($0, .columnHeading) }
          ], rows: rows, widths: [26, 26, 18, 10, 20]))
    ]
  }

  private func holes() -> [Block] {
    let holes = material.method.holes
    if holes.isEmpty { return [.paragraph([.text("方法学没有登记缺口。")])] }
    let rows = holes.map { hole in
      [
        TableCell(ReportWords.clause(hole.clause)), TableCell(hole.text),
        TableCell([.code(hole.id)]),
      ]
    }
    return [
      .table(
        DocumentTable(
          caption: "转写规则时未能看到、因而没有写进规则的内容（\(holes.count) 项）",
          head: [["条款", "内容", "编号"].map { TableCell($0, .columnHeading) }], rows: rows,
          widths: [22, 58, 20]))
    ]
  }

  private func findings(_ language: Language) -> [Block] {
    let findings = material.findings
    guard !findings.isEmpty else { return [.paragraph([.text("没有发现问题。")])] }
    let words: [Severity: String] = [.error: "错误", .warning: "警告", .remark: "提示"]
    let sorted = findings.enumerated().sorted {
      $0.element.severity != $1.element.severity
        ? $1.element.severity < $0.element.severity : $0.offset < $1.offset
    }
    let rows = sorted.map { _, finding -> [TableCell] in
      [
        TableCell([.strong(words[finding.severity] ?? "")]),
        TableCell(material.placeWords(of: finding)),
        TableCell([.text(finding.message(language)), .lineBreak, .code(finding.code)]),
        TableCell(ReportWords.clause(finding.clause)),
      ]
    }
    return [
      .table(
        DocumentTable(
          caption: "程序检查发现（\(findings.count) 项）",
          head: [["程度", "位置", "内容", "依据"].map { TableCell($0, .columnHeading) }],
          rows: rows, widths: [9, 30, 43, 18]))
    ]
  }
}

extension Skeleton {
  /// The frame for a rule library that has none: nothing official, every part once.
  public static var plainReport: Skeleton {
    func chapter(_ title: String, _ parts: [String], anchor: String? = nil) -> Item {
      .section(
        Section(
          title: title, anchor: anchor,
          items: parts.map { .part(Part(name: $0, options: ["caption": title])) }))
    }
    let signing: [Item] = [
      .fields(
        Fields(
          caption: "封面", columns: 2,
          fields: [
            Field(label: "{entity}（盖章）", sources: ["enterprise"]),
            Field(label: "报告期", sources: ["year"]),
          ])),
      .text("本报告主体对本报告的真实性负责。", .small),
    ]
    return Skeleton(
      id: "plain", document: "annual-report", title: "{enterprise} {year}温室气体排放报告",
      citation: Citation(clause: nil, source: nil, evidence: .derived),
      items: [
        .when("official", signing), chapter("基本情况", ["header", "facilities", "sources"]),
        chapter("温室气体排放量", ["totals"]), chapter("报告附表", ["how-to-open", "forms"]),
        .pageBreak, chapter("来源状态", ["evidence", "confirmations"], anchor: "evidence"),
        chapter("计算过程", ["derivations"]), chapter("未见原文之处", ["holes"]),
        chapter("检查发现", ["findings"], anchor: "findings"),
      ])
  }
}

/// Places in words.
public enum OriginText {
  /// A place as people find it: file, row and column, or the address.
  ///
  /// Files are told without their folders: a report does not depend on where somebody keeps them.
  public static func text(_ origin: Origin) -> String {
    switch origin {
    case .source(let file, let range): "\(name(file))，第 \(range.lowerBound) 字节"
    case .cell(let file, let sheet, let row, let column):
      "\(name(file))\(sheet.map { "［\($0)］" } ?? "") 第 \(row) 行第 \(column) 列"
        + "（\(letters(column))\(row)）"
    case .address(let address): address
    case .file(let file): name(file)
    case .none: "—"
    }
  }

  /// The column as a spreadsheet names it: A, Z, AA.
  private static func letters(_ column: Int) -> String {
    var (rest, text) = (column, "")
    while rest > 0 {
      let digit = (rest - 1) % 26
      text = String(UnicodeScalar(UInt8(65 + digit))) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
