import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

/// Finds the methodology that a word of the command line means.
struct MethodNames {
  let library: MethodLibrary

  /// The methodology, and whether it was chosen among several editions.
  struct Choice {
    let id: String
    /// Why this edition, in words; nil where the word named it.
    let reason: Wording?
  }

  /// The methodology of this name: its identifier, its folder, the end of its identifier, or a
  /// folder of several editions of which one applies to the last month of the period.
  ///
  /// - Parameter purpose: what is filed for, where annual notices decide by it.
  func find(_ word: String, period: Period? = nil, purpose: String? = nil) throws -> Choice {
    let name = Self.cleaned(word)
    if library.methodologies.contains(name) { return Choice(id: name, reason: nil) }
    let editions = library.methodologies.filter { $0.hasPrefix(name + "/") }
    if !editions.isEmpty { return try edition(of: name, among: editions, period, purpose) }
    let endings = library.methodologies.filter { $0.hasSuffix("/" + name) }
    if endings.count == 1, let only = endings.first { return Choice(id: only, reason: nil) }
    let families = library.methodologies.filter { ("/" + $0).contains("/" + name + "/") }
    if !families.isEmpty {
      return try edition(of: name, among: families, period, purpose)
    }
    if let registered = registered(name) { return Choice(id: registered, reason: nil) }
    throw CommandStop.usage(unknown(name, endings))
  }

  /// All methodologies that a word means; every edition of a folder.
  func all(_ word: String) throws -> [String] {
    let name = Self.cleaned(word)
    let below = library.methodologies.filter {
      $0 == name || $0.hasPrefix(name + "/") || ("/" + $0).contains("/" + name + "/")
        || $0.hasSuffix("/" + name)
    }
    if below.isEmpty, let registered = registered(name) { return [registered] }
    if below.isEmpty { throw CommandStop.usage(unknown(name, [])) }
    return below
  }

  /// The methodology that an authority registered under this number, in whatever case it prints it.
  private func registered(_ number: String) -> String? {
    let wanted = number.lowercased()
    guard wanted.contains(where: \.isNumber) else { return nil }
    let found = library.methodologies.filter { $0.hasSuffix("/" + wanted) }
    if found.count == 1 { return found.first }
    return library.methodologies.first {
      library.compile($0).method?.registration?.normalised == wanted
    }
  }

  /// The word without the path of the library before it and slashes behind it.
  static func cleaned(_ word: String) -> String {
    var name = word[...]
    for suffix in ["/methodology.xml"] where name.hasSuffix(suffix) {
      name = name.dropLast(suffix.count)
    }
    while name.hasSuffix("/") { name = name.dropLast() }
    while name.hasPrefix("./") { name = name.dropFirst(2) }
    if let range = name.firstRange(of: "Methodologies/") { name = name[range.upperBound...] }
    return String(name)
  }

  private func edition(
    of name: String, among editions: [String], _ period: Period?, _ purpose: String?
  ) throws -> Choice {
    if editions.count == 1, let only = editions.first { return Choice(id: only, reason: nil) }
    let list = editions.map { id -> String in
      "\n    \(id)  \(MethodNames.applies(library.compile(id).method))"
    }.joined()
    guard let period else {
      throw CommandStop.usage(
        Wording(
          zh: "“\(name)”有 \(editions.count) 个版本，请写明是哪一个：\(list)",
          en: "“\(name)” has \(editions.count) editions, name one of them:\(list)"))
    }
    let month = period.through
    let sector = name.split(separator: "/").last.map(String.init) ?? name
    let rule = Regimes(library).rule(sector: sector, month: month, purpose: purpose)
    if let rule, editions.contains(rule.edition) {
      return Choice(
        id: rule.edition,
        reason: Wording(
          zh: "按年度通知（\(rule.regime)），\(month) 的数据适用 \(rule.edition)",
          en: "by annual notice (\(rule.regime)), data of \(month) go by \(rule.edition)"))
    }
    let fitting = editions.filter { applies(library.compile($0).method, to: month) }
    if fitting.count == 1, let only = fitting.first {
      return Choice(
        id: only,
        reason: Wording(
          zh: "报告期最后一个月 \(month) 适用的版本是 \(only)",
          en: "the edition for the last month of the period, \(month), is \(only)"))
    }
    throw CommandStop.usage(
      fitting.isEmpty
        ? Wording(
          zh: "“\(name)”没有适用于 \(month) 的版本：\(list)",
          en: "“\(name)” has no edition for \(month):\(list)")
        : Wording(
          zh: "“\(name)”有 \(fitting.count) 个版本适用于 \(month)，请写明是哪一个：\(list)",
          en: "“\(name)” has \(fitting.count) editions for \(month), name one of them:\(list)"))
  }

  private func applies(_ method: Method?, to month: YearMonth) -> Bool {
    guard let method else { return false }
    if let from = method.applies.from.flatMap({ YearMonth($0) }), month < from { return false }
    if let through = method.applies.through.flatMap({ YearMonth($0) }), through < month {
      return false
    }
    return true
  }

  private func unknown(_ name: String, _ several: [String]) -> Wording {
    var near = several.isEmpty ? library.methodologies.filter { $0.contains(name) } : several
    if near.isEmpty { near = Nearest.names(to: name, among: library.methodologies + folders) }
    let list = near.prefix(5).map { "\n    \($0)" }.joined()
    return Wording(
      zh: "规则库里没有方法学“\(name)”"
        + (near.isEmpty ? "；mrv methods 列出全部" : "；是否指其中之一：\(list)"),
      en: "the rule library has no methodology “\(name)”"
        + (near.isEmpty ? "; mrv methods lists them all" : "; did you mean one of these:\(list)"))
  }

  /// The folders that hold several editions.
  private var folders: [String] {
    let parents = library.methodologies.map { id in
      id.split(separator: "/").dropLast().joined(separator: "/")
    }
    return Set(parents).sorted()
  }

  /// The data months of an edition: `2013-01 – 2021-12`.
  static func applies(_ method: Method?) -> String {
    guard let method else { return "" }
    let from = method.applies.from ?? "…"
    return "\(from) – \(method.applies.through ?? "…")"
  }
}

extension MethodLibrary {
  /// The methodology, compiled; throws its findings where it has no plan.
  func usable(_ id: String) throws -> (Method, Plan) {
    let compilation = compile(id)
    guard let method = compilation.method, let plan = compilation.plan else {
      throw CommandStop.findings(compilation.findings, sources: { self.source($0) })
    }
    if let violation = plan.violations().first {
      throw CommandStop.fault("\(id): \(violation)")
    }
    return (method, plan)
  }

  /// The cases of a methodology, worked examples and failing ones.
  func cases(of id: String) -> [String] {
    files.paths.filter {
      $0.hasSuffix(".case") && ($0.hasPrefix(id + "/cases/") || $0.hasPrefix(id + "/failing/"))
    }
  }
}
