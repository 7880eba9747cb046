import Diagnostics

extension Declaration {
  /// An alternative of a value, with what it inherits.
  struct Alternative {
    let element: XMLElement
    let context: Context

    /// What filers state to choose it.
    var id: String { element.attribute("id")?.value ?? "" }
  }

  /// Alternatives that are added to those of a value.
  struct Added {
    let alternatives: [Alternative]
    /// The alternative before which they stand; nil: behind all.
    let before: String?
  }

  /// The alternatives in order of preference, added ones among them.
  var alternatives: [Alternative] {
    var list = element.elements(named: "alternative").map {
      Alternative(element: $0, context: context.entering($0))
    }
    // What is entered was the only way until now.
    if list.isEmpty, !added.isEmpty, kind == "input" { list = [entered] }
    for addition in added {
      let place = addition.before.flatMap { id in list.firstIndex { $0.id == id } }
      list.insert(contentsOf: addition.alternatives, at: place ?? list.endIndex)
    }
    return list
  }

  /// Whether there is anything to choose.
  var isAlternating: Bool {
    !added.isEmpty || !element.elements(named: "alternative").isEmpty
  }

  /// The entered value of an input that names no alternatives, as one of several.
  private var entered: Alternative {
    let range = element.tagRange.lowerBound..<element.tagRange.lowerBound
    func attribute(_ name: String, _ value: String) -> XMLAttribute {
      XMLAttribute(
        name: name, text: XMLText(value: value, pieces: [], range: range), nameRange: range,
        valueRange: range)
    }
    let alternative = XMLElement(
      name: "alternative", attributes: [attribute("id", "entered"), attribute("title", "填报值")],
      children: [], range: range, tagRange: range, nameRange: range)
    return Alternative(element: alternative, context: context)
  }
}

/// An element `add`, and where it stands.
struct Addition {
  let element: XMLElement
  let context: Declaration.Context

  /// Where it stands.
  var origin: Origin { .source(file: context.file, range: element.tagRange) }

  /// Where a finding about one of its attributes points to.
  func origin(of attribute: String) -> Origin {
    guard let found = element.attribute(attribute) else { return origin }
    return .source(file: context.file, range: found.valueRange)
  }
}

// What a methodology adds to a module that it uses, and an edition to the one that it extends.
extension Collector {
  /// Adds alternatives to a value, or declarations to rows or a source.
  ///
  /// - Parameter own: ids that whoever adds declares itself.
  mutating func add(
    _ addition: Addition, to list: inout [Declaration], except own: Set<String> = []
  ) {
    additions.append(addition)
    let id = addition.element.attribute("to")?.value ?? ""
    let inner = addition.element.elements.filter { $0.name != "note" }
    let alternatives = inner.filter { $0.name == "alternative" }
    let kinds: Set<String> = alternatives.isEmpty ? ["rows", "source"] : Vocabulary.alternating
    guard
      let target = list.firstIndex(where: {
        $0.id == id && kinds.contains($0.kind) && !own.contains(id)
      })
    else {
      let known = list.filter { kinds.contains($0.kind) && !own.contains($0.id) }.map(\.id)
      let near = Nearest.names(to: id, among: Set(known).sorted())
      findings.append(
        Finding(
          .addTarget, at: addition.origin(of: "to"),
          [
            "name": id, "what": kinds.contains("rows") ? "rows source" : "input formula figure",
            "known": near.joined(separator: " "),
          ]))
      return
    }
    if alternatives.isEmpty {
      let context = addition.context.inside(list[target])
      for element in inner { declare(element, context, into: &list) }
    } else {
      // A declaration beside alternatives has no place: values hold no values.
      for element in inner where element.name != "alternative" {
        findings.append(
          Finding(
            .elementUnknown,
            at: .source(file: addition.context.file, range: element.tagRange),
            ["name": element.name, "element": "add", "known": "alternative"]))
      }
      add(alternatives, of: addition, to: &list[target])
    }
  }

  private mutating func add(
    _ alternatives: [XMLElement], of addition: Addition, to target: inout Declaration
  ) {
    let known = target.element.elements(named: "alternative")
    if known.isEmpty, target.kind != "input" {
      findings.append(
        Finding(
          .childMissing, at: target.origin, ["name": "alternative", "element": target.kind]))
      return
    }
    let before = addition.element.attribute("before")?.value
    let ids = target.isAlternating ? target.alternatives.map(\.id) : ["entered"]
    if let before, !ids.contains(before) {
      findings.append(
        Finding(
          .nameUnknown, at: addition.origin(of: "before"),
          ["name": before, "known": ids.joined(separator: " ")]))
    }
    for alternative in alternatives {
      guard let id = alternative.attribute("id"), ids.contains(id.value) else { continue }
      findings.append(
        Finding(
          .nameDuplicate, at: .source(file: addition.context.file, range: id.valueRange),
          ["name": id.value], notes: [Finding.Note(.declaredHere, at: target.origin)]))
    }
    target.added.append(
      Declaration.Added(
        alternatives: alternatives.map {
          Declaration.Alternative(element: $0, context: addition.context.entering($0))
        }, before: before))
  }
}

extension Declaration.Context {
  /// The context as it is inside rows or a source of somebody else: theirs is the place, names of
  /// tables and what is cited stay those of whoever writes.
  fileprivate func inside(_ target: Declaration) -> Declaration.Context {
    var inner = self
    let own = target.context
    let isRows = target.kind == "rows"
    func value(_ name: String) -> String? { target.element.attribute(name)?.value }
    inner.emissionSource = isRows ? own.emissionSource : target.id
    inner.rows = isRows ? target.id : own.rows
    inner.per = isRows ? own.per : value("per") ?? own.per
    inner.entered = (isRows ? value("entered") : nil) ?? own.entered
    inner.evaluated = (isRows ? value("evaluated") : nil) ?? own.evaluated
    return inner
  }
}

extension FindingKind {
  static let addTarget = FindingKind(
    "rules.add-target", .error,
    zh: "所用模块或被继承的版本里没有可以添加的“{name}”（{what}）；相近的有：{known}",
    en: "the module or base edition has no “{name}” to add to ({what}); near ones: {known}")
}
