import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

/// Looks for factors in the whole rule library by words: fuel, gas, place, year, name of a table.
struct FactorSearch {
  private let factors: FactorLibrary
  private let users: FactorUsers
  /// The regions of grids, each with its provinces.
  private let regions: [(id: String, provinces: [String])]

  init(library: MethodLibrary) {
    factors = FactorLibrary(library)
    users = FactorUsers(library)
    regions = library.files.paths.filter { $0.hasPrefix("places/") }
      .compactMap { library.element($0) }.flatMap { $0.elements(named: "region") }
      .compactMap { region in
        region.attribute("id").map { ($0.value, RegimeClocks.words(region, "provinces")) }
      }
  }

  /// An entry that fits all words, with the values that they mean.
  private struct Hit {
    let group: FactorLibrary.Group
    let entry: FactorLibrary.Entry
    let values: [FactorLibrary.Value]
  }

  func show(_ call: Invocation) throws -> ExitCode {
    let words = Array(call.operands.dropFirst())
    if words.isEmpty {
      list(call)
      return .clean
    }
    let terms = words.map { Term($0, regions) }
    let hits = factors.groups.flatMap { group in
      Self.exact(group.entries.compactMap { fit($0, group, terms) }, terms)
    }
    if hits.isEmpty {
      let list = words.map { "“\($0)”" }.joined(separator: call.say("和", " and "))
      throw CommandStop.failed(
        Wording(
          zh: "没有一张表、一个常数同时含有\(list)；mrv show factors 列出所有的表",
          en: "no table or constant has \(list); mrv show factors lists the tables"))
    }
    if call.isJSON {
      call.console.out(JSON.array(hits.map(json)).text(linesTo: 1) + "\n")
    } else {
      print(hits, call)
    }
    return .clean
  }

  // MARK: matching

  /// A word that is looked for.
  private struct Term {
    let word: String
    /// The calendar year that it is; nil where it is none.
    let year: Int?
    /// Regions of grids that it lies in, where it is a province.
    let regions: Set<String>

    init(_ word: String, _ places: [(id: String, provinces: [String])]) {
      self.word = word.lowercased()
      let digits = word.hasSuffix("年") ? String(word.dropLast()) : word
      year =
        digits.utf8.count == 4 ? Int(digits).flatMap { (1990...2100).contains($0) ? $0 : nil } : nil
      regions = Set(
        places.filter { $0.provinces.contains { Self.isPlace(word, $0) } }.map(\.id))
    }

    /// `广东省` for 广东, `内蒙古自治区` for 内蒙古.
    static func isPlace(_ word: String, _ name: String) -> Bool {
      word == name
        || word.hasPrefix(name)
          && ["省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"].contains(
            String(word.dropFirst(name.count)))
    }

    func isIn(_ text: String) -> Bool { text.lowercased().contains(word) }

    /// Whether a key of a row is meant: a part of it, the place with its ending, the grid's region.
    func isKey(_ key: String) -> Bool {
      isIn(key) || Self.isPlace(word, key) || regions.contains(key)
    }
  }

  private func fit(
    _ entry: FactorLibrary.Entry, _ group: FactorLibrary.Group, _ terms: [Term]
  ) -> Hit? {
    var values = entry.values
    for term in terms {
      let named = values.filter { term.isIn($0.title) || term.isIn($0.column) }
      let isGroup =
        term.isIn(group.id) || term.isIn(group.title.zh) || term.isIn(group.title.en ?? "")
      let isEntry = entry.keys.contains(where: term.isKey) || covers(entry, term)
      if !named.isEmpty, term.year != nil || !isEntry && !isGroup {
        // A word that means columns leaves the others out.
        values = named
      } else if !isEntry && !isGroup {
        return nil
      }
    }
    return Hit(group: group, entry: entry, values: values)
  }

  /// The hits without those in whose keys a word is only a part, where it is a whole one in others:
  /// 烟煤 without 无烟煤.
  private static func exact(_ hits: [Hit], _ terms: [Term]) -> [Hit] {
    terms.reduce(hits) { hits, term in
      let whole = hits.filter { $0.entry.keys.contains { $0.lowercased() == term.word } }
      return whole.isEmpty ? hits : whole
    }
  }

  /// Whether a dated row holds on a day of the year.
  private func covers(_ entry: FactorLibrary.Entry, _ term: Term) -> Bool {
    guard let year = term.year, entry.from != nil || entry.through != nil else { return false }
    let from = entry.from.flatMap { Int($0.prefix(4)) } ?? 0
    let through = entry.through.flatMap { Int($0.prefix(4)) } ?? 9999
    return from <= year && year <= through
  }

  // MARK: validity

  /// The entry that takes the place of one: the next of the same keys.
  private func successor(
    _ entry: FactorLibrary.Entry, in group: FactorLibrary.Group
  ) -> FactorLibrary.Entry? {
    guard let own = entry.from else { return nil }
    return group.entries.filter { $0.keys == entry.keys && ($0.from ?? "") > own }
      .min { ($0.from ?? "") < ($1.from ?? "") }
  }

  private func dates(_ hit: Hit, _ language: Language) -> String? {
    guard hit.entry.from != nil || hit.entry.through != nil else { return nil }
    return "\(hit.entry.from ?? "…") – \(hit.entry.through ?? "…")"
  }

  /// That an entry holds no longer, and what has come in its place.
  private func ending(_ hit: Hit, _ language: Language) -> String? {
    let zh = language == .chinese
    if let next = successor(hit.entry, in: hit.group), let from = next.from {
      let values = next.values.map(\.words).joined(separator: ", ")
      let text = values.isEmpty ? (zh ? "没有数值" : "no value") : values
      return zh ? "\(from) 起被替代：\(text)" : "superseded from \(from) by \(text)"
    }
    if let through = hit.entry.through {
      return zh
        ? "\(through) 之后不再有效，没有后继" : "no longer valid after \(through), without successor"
    }
    let shown = Set(hit.values.map(\.column))
    let years = hit.entry.values.filter { $0.column.wholeMatch(of: /y\d{4}/) != nil }
    if let newest = years.max(by: { $0.column < $1.column }), !shown.contains(newest.column) {
      return zh
        ? "同表有更新的年份：\(newest.title) \(newest.words)"
        : "the table has a newer year: \(newest.title) \(newest.words)"
    }
    return nil
  }

  // MARK: printing

  private func print(_ hits: [Hit], _ call: Invocation) {
    var last = ""
    for hit in hits {
      let group = hit.group
      if group.file + group.id != last {
        if !last.isEmpty { call.line() }
        last = group.file + group.id
        head(group, call)
      }
      let values = hit.values.map { "\($0.title) \($0.words)" }.joined(
        separator: call.say("，", ", "))
      let text = values.isEmpty ? call.say("没有数值", "no value") : values
      let keys = hit.entry.keys.joined(separator: " ")
      call.console.out(TextWrap.lines(keys + call.say("：", ": ") + text, indent: 2))
      var rest = [dates(hit, call.language), hit.entry.evidence, ending(hit, call.language)]
      rest += [hit.entry.clause, hit.entry.source, hit.entry.note]
      call.console.out(
        TextWrap.lines(rest.compactMap { $0 }.joined(separator: call.say("；", "; ")), indent: 4))
    }
  }

  private func head(_ group: FactorLibrary.Group, _ call: Invocation) {
    let title = call.language == .english ? group.title.en ?? group.title.zh : group.title.zh
    call.line("\(group.id)  \(title)  \(group.file)")
    let document = [group.clause, group.source].compactMap { $0 }.joined(
      separator: call.say("；", "; "))
    if !document.isEmpty {
      call.console.out(TextWrap.lines(call.say("文件：", "document: ") + document, indent: 2))
    }
    if let note = group.note {
      call.console.out(TextWrap.lines(call.say("说明：", "note: ") + note, indent: 2))
    }
    let users = self.users.users(of: group)
    let list = users.map { "\($0.id)（\($0.months)）" }
    var text = call.say("用于：", "used by: ")
    text +=
      list.isEmpty
      ? call.say("没有方法学使用", "no methodology") : list.joined(separator: call.say("、", ", "))
    if !users.isEmpty, users.allSatisfy(\.hasEnded) {
      text += call.say("；这些版本都已结束", "; all of these editions have ended")
    }
    call.console.out(TextWrap.lines(text, indent: 2))
  }

  private func list(_ call: Invocation) {
    var page = TextTable(right: [2])
    for group in factors.groups where group.id != "constants" {
      let title = call.language == .english ? group.title.en ?? group.title.zh : group.title.zh
      let evidence = Dictionary(grouping: group.entries, by: \.evidence).mapValues(\.count)
        .sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      page.add([group.id, title, "\(group.entries.count)", evidence, group.file])
    }
    page.head([
      call.say("表", "table"), call.say("标题", "title"), call.say("行", "rows"),
      call.say("证据", "evidence"), call.say("文件", "file"),
    ])
    call.console.out(page.text)
  }

  private func json(_ hit: Hit) -> JSON {
    let next = successor(hit.entry, in: hit.group)
    return .members([
      "table": .text(hit.group.id), "title": .text(hit.group.title.zh),
      "file": .text(hit.group.file), "keys": .texts(hit.entry.keys),
      "values": values(hit.values), "from": .optional(hit.entry.from),
      "to": .optional(hit.entry.through), "datedBy": .optional(hit.group.dating),
      "supersededBy": next.map {
        .members(["from": .optional($0.from), "values": values($0.values)])
      },
      "ending": .optional(ending(hit, .chinese)),
      "evidence": .text(hit.entry.evidence),
      "clause": .optional(hit.entry.clause ?? hit.group.clause),
      "source": .optional(hit.entry.source ?? hit.group.source),
      "note": .optional(hit.entry.note ?? hit.group.note),
      "usedBy": .texts(users.users(of: hit.group).map(\.id)),
    ])
  }

  private func values(_ values: [FactorLibrary.Value]) -> JSON {
    .array(
      values.map {
        .members([
          "column": .text($0.column), "title": .text($0.title), "unit": .text($0.unit),
          "value": .text($0.text),
        ])
      })
  }
}
