import Accounting
import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

extension OffsetRules {
  /// Reads the regimes of a rule library.
  ///
  /// What is not understood is a finding, never passed over: a restriction that is misspelt must
  /// not be one restriction less.
  public init(_ library: MethodLibrary) {
    var reader = OffsetRuleReader()
    let paths = library.files.paths.filter { $0.hasPrefix("regimes/") && $0.hasSuffix(".xml") }
    for path in paths {
      let reading = XMLReader.read(library.files.files[path] ?? [], file: path)
      reader.findings += reading.findings
      if let root = reading.root { reader.read(root, path) }
    }
    reader.checkNames()
    self.init(
      credits: reader.credits, kinds: reader.kinds, areas: reader.areas,
      programmes: reader.programmes, versions: reader.versions, findings: reader.findings)
  }
}

/// Reads the elements of regimes that are about offsets.
private struct OffsetRuleReader {
  var credits: [OffsetRules.Term] = []
  var kinds: [OffsetRules.Term] = []
  var areas: [OffsetRules.Area] = []
  var programmes: [OffsetRules.Programme] = []
  var versions: [OffsetRules.Version] = []
  var findings: [Finding] = []
  private var file = ""
  private var root: XMLElement?
  /// The version whose elements are being read: what it says about itself holds for them.
  private var owner: XMLElement?
  /// Names that tests and versions use, to be looked up at the end.
  private var uses: [(word: String, kind: String, origin: Origin)] = []

  mutating func read(_ root: XMLElement, _ path: String) {
    file = path
    self.root = root
    for element in root.elements {
      switch element.name {
      case "credit": credits += term(element)
      case "kind": kinds += term(element)
      case "area":
        check(element, ["id", "title", "names", "within"], ["hole", "note"])
        let within = text(element, "within")
        let holes = element.elements(named: "hole").map(\.text)
        areas += term(element, checked: true).map {
          OffsetRules.Area(term: $0, within: within, holes: holes)
        }
      case "programme":
        check(element, ["id", "title", "names", "region"], ["hole", "note"])
        let holes = element.elements(named: "hole").map(\.text)
        programmes += term(element, checked: true).map {
          OffsetRules.Programme(term: $0, holes: holes)
        }
      case "offset": readVersion(element)
      // Clocks, packages and the rest are read by others.
      default: continue
      }
    }
  }

  /// Looks up the words that tests and versions use.
  mutating func checkNames() {
    let known: [String: Set<String>] = [
      "credit": Set(credits.map(\.id)), "kind": Set(kinds.map(\.id)),
      "area": Set(areas.map(\.term.id)), "programme": Set(programmes.map(\.term.id)),
    ]
    for use in uses where known[use.kind]?.contains(use.word) != true {
      findings.append(Finding(.offsetForm, at: use.origin, ["what": "\(use.kind)=\"\(use.word)\""]))
    }
    for list in [credits.map(\.id), kinds.map(\.id), versions.map(\.id)] {
      var seen: Set<String> = []
      for id in list where !seen.insert(id).inserted {
        findings.append(Finding(.offsetForm, at: .none, ["what": "id=\"\(id)\""]))
      }
    }
  }

  // MARK: Versions

  private mutating func readVersion(_ element: XMLElement) {
    check(
      element, ["id", "programme", "credits", "years", "from", "until"],
      ["require", "by-hand", "either", "limit", "at-least", "hole", "note"])
    owner = element
    defer { owner = nil }
    let before = findings.count
    let programme = text(element, "programme") ?? ""
    use(programme, "programme", element)
    let named = words(element, "credits")
    for credit in named { use(credit, "credit", element) }
    let years = Self.years(text(element, "years") ?? "")
    if years == nil { wrong(element, "years") }
    if named.isEmpty { wrong(element, "credits") }
    let limits = element.elements.filter { ["limit", "at-least"].contains($0.name) }
      .compactMap { limit($0) }
    let holes = element.elements(named: "hole").map { (text($0, "id") ?? "", $0.text) }
    let hasMost = limits.contains {
      if case .least = $0.amount { false } else { true }
    }
    // Whoever knows no limit must say so.
    if !hasMost, !holes.contains(where: { $0.0 == "limit" || $0.0 == "conditions" }) {
      findings.append(Finding(.offsetForm, at: origin(element), ["what": "hole id=\"limit\""]))
    }
    let version = OffsetRules.Version(
      id: text(element, "id") ?? "", programme: programme, credits: named,
      years: years ?? (0, 0), from: bound(element, "from"), until: bound(element, "until"),
      conditions: conditions(element), limits: limits, holes: holes, citation: citation(element))
    if before == findings.count { versions.append(version) }
  }

  private mutating func conditions(_ element: XMLElement) -> [OffsetRules.Condition] {
    var list: [OffsetRules.Condition] = []
    for child in element.elements {
      switch child.name {
      case "require":
        check(
          child,
          [
            "id", "generated-from", "generated-through", "region", "not-region", "area", "kind",
            "not-kind",
          ], ["text", "hole", "note"])
        if let test = test(child) { list.append(.test(test)) }
      case "by-hand":
        check(child, ["id"], [])
        list.append(.byHand(text: child.text, citation: citation(child)))
      case "either":
        check(child, ["id"], ["case"])
        let cases = child.elements(named: "case")
        for one in cases { check(one, ["id"], ["require", "by-hand", "either"]) }
        if cases.isEmpty { wrong(child, "case") }
        list.append(.either(cases.map { conditions($0) }))
      default: continue
      }
    }
    return list
  }

  private mutating func test(_ element: XMLElement) -> OffsetRules.Test? {
    var subjects: [OffsetRules.Subject] = []
    for (name, make) in Self.subjects {
      let list = words(element, name)
      if element.attribute(name) == nil { continue }
      if list.isEmpty { wrong(element, name) }
      let noun = name.split(separator: "-").last.map(String.init) ?? name
      if noun != "region" { for word in list { use(word, noun, element) } }
      subjects.append(make(list))
    }
    let days = ["generated-from", "generated-through"].map { name -> Day? in
      guard let text = text(element, name) else { return nil }
      if Day(text) == nil { wrong(element, name) }
      return Day(text)
    }
    if days.contains(where: { $0 != nil }) {
      subjects.append(.generated(from: days[0], through: days[1]))
    }
    // One test, one subject: else nobody could say which one failed.
    guard subjects.count == 1 else {
      wrong(element, "require")
      return nil
    }
    return OffsetRules.Test(
      text: element.elements(named: "text").first?.text ?? "", subject: subjects[0],
      holes: element.elements(named: "hole").map(\.text), citation: citation(element))
  }

  private static let subjects: [(String, @Sendable ([String]) -> OffsetRules.Subject)] = [
    ("region", { .region($0) }), ("not-region", { .notRegion($0) }), ("area", { .area($0) }),
    ("kind", { .kind($0) }), ("not-kind", { .notKind($0) }),
  ]

  private mutating func limit(_ element: XMLElement) -> OffsetRules.Limit? {
    check(element, ["id", "share", "amount", "of", "region", "not-region"], ["text", "note"])
    let share = text(element, "share").flatMap { VerificationRules.share($0) }
    let base = text(element, "of").flatMap { OffsetRules.Limit.Base(rawValue: $0) }
    let total = text(element, "amount").flatMap { Rational(decimal: $0) }
      .flatMap { try? CreditQuantity.tonnes($0).get() }
    let amount: OffsetRules.Limit.Amount
    switch (element.name, share, base, total) {
    case ("at-least", let share?, nil, nil): amount = .least(share)
    case ("limit", let share?, let base?, nil) where base != .programme:
      amount = .most(share, of: base)
    case ("limit", nil, .programme, let total?): amount = .total(total)
    default:
      wrong(element, element.name)
      return nil
    }
    return OffsetRules.Limit(
      id: text(element, "id") ?? "", amount: amount, regions: words(element, "region"),
      notRegions: words(element, "not-region"),
      text: element.elements(named: "text").first?.text, citation: citation(element))
  }

  /// `2016`, `2013..2015`, `2016..`
  private static func years(_ text: String) -> (first: Int, last: Int?)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 { return Int(parts[0]).map { ($0, $0) } }
    guard parts.count == 3, parts[1].isEmpty, let first = Int(parts[0]) else { return nil }
    if parts[2].isEmpty { return (first, nil) }
    guard let last = Int(parts[2]), last >= first else { return nil }
    return (first, last)
  }

  /// `2017-01-09` or `cutoff-7`.
  private mutating func bound(_ element: XMLElement, _ name: String) -> OffsetRules.Bound? {
    guard let text = text(element, name) else { return nil }
    if let day = Day(text) { return .day(day) }
    let prefix = "cutoff-"
    if text.hasPrefix(prefix), let days = Int(text.dropFirst(prefix.count)), (0...366) ~= days {
      return .beforeCutoff(days)
    }
    wrong(element, name)
    return nil
  }

  // MARK: Elements

  private mutating func term(_ element: XMLElement, checked: Bool = false) -> [OffsetRules.Term] {
    if !checked { check(element, ["id", "title", "names"], ["note"]) }
    guard let id = text(element, "id"), let title = text(element, "title") else {
      wrong(element, "id")
      return []
    }
    return [OffsetRules.Term(id: id, title: title, names: words(element, "names"))]
  }

  private mutating func check(
    _ element: XMLElement, _ attributes: Set<String>, _ children: Set<String>
  ) {
    let everywhere: Set<String> = ["evidence", "source", "clause"]
    for attribute in element.attributes {
      let isKnown =
        attributes.contains(attribute.name) || everywhere.contains(attribute.name)
      let isEvidence = attribute.name == "evidence"
      if !isKnown || isEvidence && Evidence(rawValue: attribute.value) == nil {
        wrong(element, attribute.name)
      }
    }
    for child in element.elements where !children.contains(child.name) {
      wrong(child, child.name)
    }
    if attributes.contains("id"), element.attribute("id") == nil { wrong(element, "id") }
  }

  private mutating func wrong(_ element: XMLElement, _ what: String) {
    let place = element.attribute(what)?.range ?? element.tagRange
    findings.append(
      Finding(.offsetForm, at: .source(file: file, range: place), ["what": what]))
  }

  private func origin(_ element: XMLElement) -> Origin {
    .source(file: file, range: element.tagRange)
  }

  private mutating func use(_ word: String, _ kind: String, _ element: XMLElement) {
    uses.append((word, kind, origin(element)))
  }

  private func text(_ element: XMLElement, _ name: String) -> String? {
    element.attribute(name)?.value
  }

  private func words(_ element: XMLElement, _ name: String) -> [String] {
    RegimeClocks.words(element, name)
  }

  /// What an element says about itself, else what its version and the regime say.
  private func citation(_ element: XMLElement) -> Citation {
    func value(_ name: String) -> String? {
      [element, owner, root].compactMap { $0?.attribute(name)?.value }.first
    }
    return Citation(
      clause: value("clause"), source: value("source"),
      evidence: value("evidence").flatMap { Evidence(rawValue: $0) } ?? .recalled)
  }
}

extension FindingKind {
  static let offsetForm = FindingKind(
    "offsets.rule-form", .error, zh: "抵消规则读不懂“{what}”，不能据以判断",
    en: "the rule of acceptance has “{what}”, which is not understood; nothing is decided by it")
}
