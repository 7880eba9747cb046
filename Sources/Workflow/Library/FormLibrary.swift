import Diagnostics
import Quantities
import Reporting
import RuleLanguage
import RulePlan

/// The frames of documents in a rule library: `forms/*.xml`.
public struct FormLibrary: Sendable {
  /// All frames, in order of their files.
  public let skeletons: [Skeleton]
  /// What is wrong in them.
  public let findings: [Finding]

  /// Reads the frames of a rule library.
  public init(_ library: MethodLibrary) {
    var skeletons: [Skeleton] = []
    var findings: [Finding] = []
    for path in library.files.paths where path.hasPrefix("forms/") && path.hasSuffix(".xml") {
      let (root, faults) = XMLReader.read(library.files.files[path] ?? [], file: path)
      findings += faults
      guard let root else { continue }
      var reader = SkeletonReader(file: path)
      if let skeleton = reader.skeleton(root) { skeletons.append(skeleton) }
      findings += reader.findings
    }
    self.skeletons = skeletons
    self.findings = findings
  }

  /// The frame of a document for a methodology and its last data month: the closest one.
  public func skeleton(_ document: String, methodology: String, month: String) -> Skeleton? {
    var best: (skeleton: Skeleton, fit: Int)?
    for skeleton in skeletons where skeleton.document == document {
      guard let fit = skeleton.fit(methodology: methodology, month: month) else { continue }
      if best.map({ fit > $0.fit }) ?? true { best = (skeleton, fit) }
    }
    return best?.skeleton
  }
}

/// Reads one frame.
struct SkeletonReader {
  let file: String
  var findings: [Finding] = []

  /// What an element of a frame may carry; `part` carries what its part wants.
  private static let attributes: [String: Set<String>] = [
    "skeleton": ["language", "id", "document", "methods", "from", "to"],
    "section": ["title", "number", "optional", "anchor"], "text": [], "small": [], "warning": [],
    "list": [], "item": [], "fields": ["caption", "columns"],
    "field": ["label", "value", "missing"], "table": ["caption", "blank", "widths"],
    "head": [], "row": [], "cell": [], "page-break": [], "when": ["is"], "note": [], "title": [],
  ]
  private static let everywhere: Set<String> = ["clause", "source", "evidence"]
  /// Parts that documents know, with those of the annual report.
  static let parts: Set<String> = AnnualReport.parts.union(DocumentParts.names)
  private static let conditions: Set<String> = [
    "official", "unofficial", "with-filing", "without-filing", "monthly", "late", "on-time",
  ]

  init(file: String) {
    self.file = file
  }

  /// The frame of a file; nil where it is none.
  mutating func skeleton(_ root: XMLElement) -> Skeleton? {
    guard root.name == "skeleton" else {
      unknown(root.name, of: "forms", known: ["skeleton"], at: root.nameRange)
      return nil
    }
    check(root)
    for name in ["id", "document"] where root.attribute(name) == nil {
      findings.append(
        Finding(
          .formsMissing, at: .source(file: file, range: root.tagRange),
          ["name": name, "element": "skeleton"]))
    }
    guard let id = root.attribute("id")?.value, let document = root.attribute("document")?.value
    else { return nil }
    var skeleton = Skeleton(
      id: id, document: document, title: words(root.elements(named: "title").first),
      citation: citation(root), items: items(root.elements))
    skeleton.methods = (root.attribute("methods")?.value ?? "").split(separator: " ")
      .map(String.init)
    skeleton.months = (root.attribute("from")?.value, root.attribute("to")?.value)
    return skeleton
  }

  private func citation(_ element: XMLElement) -> Citation {
    let evidence = element.attribute("evidence").flatMap { Evidence(rawValue: $0.value) }
    return Citation(
      clause: element.attribute("clause")?.value, source: element.attribute("source")?.value,
      evidence: evidence ?? .recalled,
      note: element.elements(named: "note").first.map { TextWrap.normalised($0.text) })
  }

  // MARK: items

  private mutating func items(_ elements: [XMLElement]) -> [Skeleton.Item] {
    elements.compactMap { element in
      check(element)
      switch element.name {
      case "section": return .section(section(element))
      case "text": return .text(words(element), .plain)
      case "small": return .text(words(element), .small)
      case "warning": return .text(words(element), .warning)
      case "list": return .list(element.elements(named: "item").map { words($0) })
      case "fields": return .fields(fields(element))
      case "table": return .grid(grid(element))
      case "page-break": return .pageBreak
      case "when":
        let condition = element.attribute("is")?.value ?? ""
        if !Self.conditions.contains(condition) {
          unknown(
            condition, of: "when", known: Self.conditions,
            at: element.attribute("is")?.valueRange ?? element.tagRange)
        }
        return .when(condition, items(element.elements))
      case "part": return part(element)
      case "title", "note": return nil
      default:
        unknown(
          element.name, of: "skeleton", known: Set(Self.attributes.keys).union(["part"]),
          at: element.nameRange)
        return nil
      }
    }
  }

  private mutating func section(_ element: XMLElement) -> Skeleton.Section {
    var numbering = Skeleton.Section.Numbering.chapter
    if let attribute = element.attribute("number") {
      if let known = Skeleton.Section.Numbering(rawValue: attribute.value) {
        numbering = known
      } else {
        unknown(
          attribute.value, of: "number", known: ["chapter", "appendix", "none"],
          at: attribute.valueRange)
      }
    }
    return Skeleton.Section(
      title: checked(element.attribute("title")), numbering: numbering,
      isOptional: element.attribute("optional")?.value == "yes",
      anchor: element.attribute("anchor")?.value, items: items(element.elements))
  }

  private mutating func fields(_ element: XMLElement) -> Skeleton.Fields {
    let columns = element.attribute("columns").flatMap { Int($0.value) } ?? 1
    let fields = element.elements(named: "field").map { field -> Skeleton.Field in
      check(field)
      let sources = (field.attribute("value")?.value ?? "").split(separator: " ").map(String.init)
      for source in sources where !Self.isFact(source) {
        unknown(
          source, of: "field", known: ReportFacts.names,
          at: field.attribute("value")?.valueRange ?? field.tagRange)
      }
      return Skeleton.Field(
        label: checked(field.attribute("label")), sources: sources,
        missing: checked(field.attribute("missing")))
    }
    return Skeleton.Fields(
      caption: checked(element.attribute("caption")), columns: min(max(columns, 1), 4),
      fields: fields)
  }

  private mutating func grid(_ element: XMLElement) -> Skeleton.Grid {
    func cells(_ row: XMLElement, _ reader: inout SkeletonReader) -> [String] {
      reader.check(row)
      return row.elements(named: "cell").map { reader.words($0) }
    }
    let heads = element.elements(named: "head").first.map { cells($0, &self) } ?? []
    let rows = element.elements(named: "row").map { cells($0, &self) }
    let widths = (element.attribute("widths")?.value ?? "").split(separator: " ")
      .compactMap { Int($0) }
    let blanks = element.attribute("blank").flatMap { Int($0.value) } ?? 0
    return Skeleton.Grid(
      caption: checked(element.attribute("caption")), heads: heads,
      widths: widths.count == max(heads.count, rows.first?.count ?? 0) ? widths : [], rows: rows,
      blanks: min(max(blanks, 0), 40))
  }

  private mutating func part(_ element: XMLElement) -> Skeleton.Item {
    var options: [String: String] = [:]
    for attribute in element.attributes where attribute.name != "name" {
      options[attribute.name] = checked(attribute)
    }
    let name = element.attribute("name")?.value ?? ""
    if !Self.parts.contains(name) {
      unknown(
        name, of: "part", known: Self.parts,
        at: element.attribute("name")?.valueRange ?? element.tagRange)
    }
    let rows = element.elements(named: "row").map { row in
      Dictionary(
        row.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    return .part(Skeleton.Part(name: name, options: options, rows: rows))
  }

  // MARK: words and faults

  /// The text of an element with its facts checked.
  private mutating func words(_ element: XMLElement?) -> String {
    guard let element else { return "" }
    return checked(TextWrap.normalised(element.text), at: element.content.range)
  }

  private mutating func checked(_ attribute: XMLAttribute?) -> String {
    guard let attribute else { return "" }
    return checked(attribute.value, at: attribute.valueRange)
  }

  /// The text; facts in braces that no document knows are told.
  private mutating func checked(_ text: String, at range: Range<Int>) -> String {
    for match in text.matches(of: /\{([^{}]*)\}/) where !Self.isFact(String(match.1)) {
      unknown(String(match.1), of: "{…}", known: ReportFacts.names, at: range)
    }
    return text
  }

  static func isFact(_ name: String) -> Bool {
    ReportFacts.names.contains(name) || name.hasPrefix("header:")
  }

  private mutating func check(_ element: XMLElement) {
    guard let known = Self.attributes[element.name] else { return }
    for attribute in element.attributes {
      guard !known.contains(attribute.name), !Self.everywhere.contains(attribute.name) else {
        continue
      }
      unknown(
        attribute.name, of: element.name, known: known, at: attribute.nameRange)
    }
  }

  private mutating func unknown(
    _ name: String, of element: String, known: Set<String>, at range: Range<Int>
  ) {
    let near = Nearest.names(to: name, among: known.sorted())
    findings.append(
      Finding(
        .formsUnknown, at: .source(file: file, range: range),
        [
          "got": name, "element": element,
          "known": (near.isEmpty ? Array(known.sorted().prefix(8)) : near).joined(separator: " "),
        ]))
  }
}

extension FindingKind {
  static let formsUnknown = FindingKind(
    "forms.unknown", .error, zh: "文书框架的 {element} 里不认识“{got}”；可用的有：{known}",
    en: "“{got}” is not known in {element} of a document's frame; there are {known}")
  static let formsMissing = FindingKind(
    "forms.missing", .error, zh: "文书框架的 {element} 缺少 {name}",
    en: "{element} of a document's frame lacks {name}")
}
