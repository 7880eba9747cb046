import Quantities
import Reporting
import RulePlan

/// What came before and after an edition, and which notices say that it applies: a chapter of its
/// page.
struct MethodHistory {
  private let id: String
  private let library: MethodLibrary

  init(_ id: String, _ library: MethodLibrary) {
    self.id = id
    self.library = library
  }

  func blocks() -> [Block] {
    let tables = [editions(), notices()].compactMap { $0 }
    return tables.isEmpty ? [] : [.heading(2, [.text("沿革与适用")])] + tables.map { .table($0) }
  }

  private func heads(_ names: [String]) -> [[TableCell]] {
    [names.map { TableCell($0, .columnHeading) }]
  }

  /// The editions of the same sector, in order of their data months.
  private func editions() -> DocumentTable? {
    let folder = id.split(separator: "/").dropLast().joined(separator: "/") + "/"
    let methods = library.methodologies.filter { $0.hasPrefix(folder) }
      .compactMap { library.compile($0).method }
      .sorted { ($0.applies.from ?? "", $0.id) < ($1.applies.from ?? "", $1.id) }
    let base = library.base(of: id)
    if methods.count < 2, base == nil { return nil }
    let rows = methods.map { method -> [TableCell] in
      var relations: [String] = []
      if method.id == id { relations.append("本页") }
      if method.id == base { relations.append("本版本以它为基础，只写不同之处") }
      if library.base(of: method.id) == id { relations.append("以本版本为基础") }
      return [
        TableCell([.code(method.id)], .rowHeading), TableCell(method.title.zh),
        TableCell(method.document.number ?? ""), TableCell(MethodNames.applies(method)),
        TableCell(relations.joined(separator: "；")),
      ]
    }
    return DocumentTable(
      caption: "同一行业的各个版本", head: heads(["标识", "标题", "文号", "数据月份", "关系"]), rows: rows,
      widths: [22, 30, 18, 14, 16])
  }

  /// What notices say about when it applies.
  private func notices() -> DocumentTable? {
    let page = MethodPage.evidenceWord
    let rows = Regimes(library).rules.filter { $0.edition == id }.map { rule -> [TableCell] in
      let from = rule.from?.description ?? "…"
      return [
        TableCell("\(from) – \(rule.through?.description ?? "…")", .rowHeading),
        TableCell(rule.purposes.map(ScopePage.purpose).joined(separator: "、")),
        TableCell(rule.source ?? ""), TableCell(page(rule.evidence)),
      ]
    }
    if rows.isEmpty { return nil }
    return DocumentTable(
      caption: "哪些月份、哪种用途适用", head: heads(["数据月份", "用途", "依据", "来源状态"]), rows: rows,
      widths: [20, 20, 48, 12])
  }
}
