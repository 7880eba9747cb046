import Diagnostics
import RulePlan

/// Reads the files of a methodology into a flat list of declarations: modules included, base
/// editions overridden by id.
struct Collector {
  let library: RuleFiles
  var findings: [Finding] = []
  var declarations: [Declaration] = []
  private(set) var root: XMLElement?
  private(set) var rootFile = ""
  private(set) var layers: [(file: String, root: XMLElement)] = []
  /// Whether something could not be read, so that names are missing that are not misspelt.
  private(set) var isIncomplete = false
  /// What versions of the language the files state, and where.
  private(set) var languages: [(file: String, version: String, range: Range<Int>)] = []
  /// What adds to modules and base editions, with its version of the language, and where.
  var additions: [Addition] = []
  /// The additions of a layer to what it extends.
  private var waiting: [Addition] = []
  /// The modules that are being taken in, from the outside.
  private var including: [String] = []
  /// The modules that a layer has taken in, and where.
  private var included: [String: Origin] = [:]
  /// What tables modules are bound to, to be held against the tables that there are.
  private var bindings: [(name: String, file: String, range: Range<Int>)] = []

  init(_ library: RuleFiles) {
    self.library = library
  }

  /// Reads one methodology folder with everything that it takes in.
  mutating func collect(_ methodology: String) {
    layer(methodology, depth: 0)
    findDuplicates()
    checkBindings()
    checkReplaced()
  }

  private mutating func layer(_ methodology: String, depth: Int) {
    let path = methodology + "/methodology.xml"
    guard let element = read(path) else { return }
    if depth > 2 {
      report(.extendsTooDeep, path, element.tagRange)
      return
    }
    if let base = element.attribute("extends")?.value {
      if library.files[base + "/methodology.xml"] == nil {
        report(.extendsUnknown, path, place(element, "extends"), ["got": base])
        isIncomplete = true
      } else {
        layer(base, depth: depth + 1)
      }
    }
    root = element
    rootFile = path
    layers.append((path, element))
    included = [:]
    waiting = []
    var added: [Declaration] = []
    let context = Declaration.Context(file: path).entering(element)
    walk(element, context, into: &added)
    for part in library.parts(of: methodology) where part != path {
      guard let partRoot = read(part) else { continue }
      var inner = context
      inner.file = part
      inner = inner.entering(partRoot)
      if partRoot.name == "table" {
        declare(partRoot, inner, into: &added)
      } else {
        walk(partRoot, inner, into: &added)
      }
    }
    findRepeated(added)
    override(with: added)
    // What the layer itself declares says there what it has.
    let own = Set(added.filter { $0.context.module == nil }.map(\.id))
    var list = declarations
    for addition in waiting { add(addition, to: &list, except: own) }
    declarations = list
  }

  /// What an id names: an edition may compute what its base had entered, and the other way round.
  private static func space(_ kind: String) -> String {
    Vocabulary.values.contains(kind) ? "value" : kind
  }

  /// Two declarations of one layer with the same id; the second would hide the first.
  private mutating func findRepeated(_ added: [Declaration]) {
    let base = Set(declarations.map { Self.space($0.kind) + " " + $0.id })
    var seen: [String: Declaration] = [:]
    for declaration in added where !["clause", "remove"].contains(declaration.kind) {
      let key = Self.space(declaration.kind) + " " + declaration.id
      // What no base has is compared with all the others in the end.
      guard base.contains(key) else { continue }
      if let first = seen[key] {
        reportDuplicate(declaration, first)
      } else {
        seen[key] = declaration
      }
    }
  }

  /// Puts a layer's declarations over those of the editions it extends.
  private mutating func override(with added: [Declaration]) {
    var base = declarations
    var rest: [Declaration] = []
    for declaration in added {
      if declaration.kind == "remove" {
        let count = base.count
        base.removeAll { $0.id == declaration.id }
        if base.count == count {
          let near = Nearest.names(to: declaration.id, among: Set(base.map(\.id)).sorted())
          findings.append(
            Finding(
              .nameUnknown, at: declaration.origin(of: "id"),
              ["name": declaration.id, "known": near.joined(separator: " ")]))
        }
      } else if let index = base.firstIndex(where: {
        $0.id == declaration.id && Self.space($0.kind) == Self.space(declaration.kind)
      }), !declaration.id.isEmpty {
        base[index] = declaration
      } else {
        rest.append(declaration)
      }
    }
    declarations = base + rest
  }

  private mutating func walk(
    _ element: XMLElement, _ context: Declaration.Context, into list: inout [Declaration]
  ) {
    for child in element.elements { declare(child, context, into: &list) }
  }

  mutating func declare(
    _ element: XMLElement, _ outer: Declaration.Context, into list: inout [Declaration]
  ) {
    var context = outer.entering(element)
    switch element.name {
    case "use":
      include(element, context, into: &list)
      return
    case "add":
      waiting.append(Addition(element: element, context: context))
      return
    case "source":
      list.append(declaration(element, context))
      context.emissionSource = element.attribute("id")?.value
      if let per = element.attribute("per")?.value { context.per = per }
    case "rows":
      list.append(declaration(element, context))
      context.rows = element.attribute("id")?.value
      context.entered = element.attribute("entered")?.value ?? context.entered
      context.evaluated = element.attribute("evaluated")?.value ?? context.evaluated
    case "clauses":
      walk(element, context, into: &list)
      return
    case "input", "constant", "formula", "figure", "balance", "allocate", "table", "check",
      "condition", "form", "clause", "hole", "remove":
      list.append(declaration(element, context))
      return
    default: return
    }
    walk(element, context, into: &list)
  }

  private func declaration(
    _ element: XMLElement, _ context: Declaration.Context
  ) -> Declaration {
    let id = element.attribute("id")?.value ?? element.attribute("ref")?.value ?? ""
    return Declaration(kind: element.name, id: id, element: element, context: context)
  }

  private mutating func include(
    _ use: XMLElement, _ context: Declaration.Context, into list: inout [Declaration]
  ) {
    let name = use.attribute("module")?.value ?? ""
    if including.contains(name) {
      report(.moduleCycle, context.file, use.tagRange, ["name": name])
      return
    }
    // Everything in it would be declared twice: told once.
    if let first = included[name] {
      findings.append(
        Finding(
          .moduleTwice, at: .source(file: context.file, range: place(use, "module")),
          ["name": name], notes: [Finding.Note(.declaredHere, at: first)]))
      return
    }
    included[name] = .source(file: context.file, range: place(use, "module"))
    including.append(name)
    defer { including.removeLast() }
    var inner = context
    inner.module = name
    for bind in use.elements where bind.name == "bind" {
      let alias = bind.attribute("name")?.value ?? ""
      let table = bind.attribute("to")?.value ?? ""
      inner.tables[alias] = context.tables[table] ?? table
      bindings.append((inner.tables[alias] ?? table, context.file, place(bind, "to")))
    }
    let parts = library.parts(of: "modules/" + name)
    if parts.isEmpty {
      report(.moduleUnknown, context.file, place(use, "module"), ["name": name])
      isIncomplete = true
    }
    var parameters: Set<String> = []
    var taken: [Declaration] = []
    for part in parts {
      guard let partRoot = read(part) else { continue }
      for parameter in partRoot.elements where parameter.name == "parameter" {
        let wanted = parameter.attribute("name")?.value ?? ""
        parameters.insert(wanted)
        if inner.tables[wanted] == nil {
          report(.moduleUnbound, context.file, use.tagRange, ["name": wanted, "module": name])
          isIncomplete = true
        }
      }
      var own = inner
      own.file = part
      if partRoot.name == "table" {
        declare(partRoot, own.entering(partRoot), into: &taken)
      } else {
        walk(partRoot, own.entering(partRoot), into: &taken)
      }
    }
    for element in use.elements where element.name == "add" && !parts.isEmpty {
      add(Addition(element: element, context: context.entering(element)), to: &taken)
    }
    list += taken
    if !parts.isEmpty { checkNames(of: use, among: parameters, context) }
  }

  /// A table that is bound to a name that the module does not have goes nowhere.
  private mutating func checkNames(
    of use: XMLElement, among parameters: Set<String>, _ context: Declaration.Context
  ) {
    for bind in use.elements where bind.name == "bind" {
      let name = bind.attribute("name")?.value ?? ""
      if parameters.contains(name) { continue }
      report(
        .nameUnknown, context.file, place(bind, "name"),
        ["name": name, "known": parameters.sorted().joined(separator: " ")])
    }
  }

  /// Modules are bound to tables that there are.
  private mutating func checkBindings() {
    let declared = Set(declarations.filter { $0.kind == "table" }.map(\.id))
    for binding in bindings where !declared.contains(binding.name) {
      let file = "/\(binding.name).xml"
      let isShared = library.paths.contains {
        ($0.hasPrefix("factors/") || $0.hasPrefix("places/")) && $0.hasSuffix(file)
      }
      if isShared { continue }
      report(.tableUnknown, binding.file, binding.range, ["name": binding.name])
      isIncomplete = true
    }
  }

  /// Sources replace sources that there are.
  private mutating func checkReplaced() {
    let sources = Set(declarations.filter { $0.kind == "source" }.map(\.id))
    for declaration in declarations where declaration.kind == "source" {
      let text = declaration.element.attribute("replaces")?.value ?? ""
      for name in text.split(separator: " ").map(String.init) where !sources.contains(name) {
        findings.append(
          Finding(
            .nameUnknown, at: declaration.origin(of: "replaces"),
            [
              "name": name,
              "known": Nearest.names(to: name, among: sources.sorted()).joined(separator: " "),
            ]))
      }
    }
  }

  private mutating func read(_ path: String) -> XMLElement? {
    guard let bytes = library.files[path] else {
      findings.append(Finding(.fileMissing, at: .file(path), ["path": path]))
      isIncomplete = true
      return nil
    }
    let (element, problems) = XMLReader.read(bytes, file: path)
    findings += problems
    guard let element else {
      isIncomplete = true
      return nil
    }
    guard Vocabulary.roots.contains(element.name) else {
      report(.rootUnknown, path, element.tagRange, ["got": element.name])
      isIncomplete = true
      return nil
    }
    if let language = element.attribute("language")?.value, !Vocabulary.languages.contains(language)
    {
      report(
        .languageUnknown, path, place(element, "language"),
        ["got": language, "known": Vocabulary.languages.joined(separator: ", ")])
      isIncomplete = true
      return nil
    }
    if let language = element.attribute("language") {
      languages.append((path, language.value, language.valueRange))
    }
    let wrong = VocabularyCheck.findings(element, file: path, isRoot: true)
    // An element that cannot stand where it stands takes the names in it along.
    if wrong.contains(where: { $0.code == FindingKind.elementUnknown.code }) { isIncomplete = true }
    findings += wrong
    return element
  }

  private mutating func findDuplicates() {
    var seen: [String: Declaration] = [:]
    let free: Set<String> = ["clause", "hole", "remove", "check", "form", "source"]
    for declaration in declarations {
      let name =
        free.contains(declaration.kind)
        ? declaration.kind + " " + declaration.id : declaration.name
      if declaration.kind == "clause" { continue }
      if let first = seen[name] {
        reportDuplicate(declaration, first)
      } else {
        seen[name] = declaration
      }
      if declaration.id != declaration.name, !free.contains(declaration.kind) {
        if let first = seen[declaration.id], first.name == declaration.id {
          reportDuplicate(declaration, first, of: "id")
        } else {
          seen[declaration.id] = seen[declaration.id] ?? declaration
        }
      }
    }
  }

  private mutating func reportDuplicate(
    _ declaration: Declaration, _ first: Declaration, of name: String? = nil
  ) {
    let attribute = name ?? (declaration.element.attribute("symbol") == nil ? "id" : "symbol")
    findings.append(
      Finding(
        .nameDuplicate, at: declaration.origin(of: attribute),
        ["name": name == nil ? declaration.name : declaration.id],
        notes: [Finding.Note(.declaredHere, at: first.origin)],
        clause: declaration.context.clause))
  }

  private func place(_ element: XMLElement, _ attribute: String) -> Range<Int> {
    element.attribute(attribute)?.valueRange ?? element.tagRange
  }

  private mutating func report(
    _ kind: FindingKind, _ file: String, _ range: Range<Int>, _ arguments: [String: String] = [:]
  ) {
    findings.append(Finding(kind, at: .source(file: file, range: range), arguments))
  }
}

extension Wording {
  static let declaredHere = Wording(zh: "第一次声明在这里", en: "first declared here")
}

extension FindingKind {
  static let fileMissing = FindingKind(
    "rules.file-missing", .error, zh: "规则库中没有文件 {path}", en: "the rule library has no file {path}")
  static let rootUnknown = FindingKind(
    "rules.root", .error, zh: "根元素“{got}”不是规则文件的根元素",
    en: "“{got}” is not the root element of a rule file")
  static let languageUnknown = FindingKind(
    "rules.language", .error, zh: "本程序读规则语言 {known} 版，此文件要求“{got}”，请升级程序",
    en: "this program reads rule language {known}, the file needs “{got}”; use a newer program")
  static let extendsTooDeep = FindingKind(
    "rules.extends-depth", .error, zh: "版本继承最多两层",
    en: "an edition extends at most two levels deep")
  static let extendsUnknown = FindingKind(
    "rules.extends-unknown", .error, zh: "找不到被继承的版本“{got}”",
    en: "there is no edition “{got}” to extend")
  static let moduleCycle = FindingKind(
    "rules.module-cycle", .error, zh: "模块“{name}”引用了自己", en: "the module “{name}” uses itself")
  static let moduleTwice = FindingKind(
    "rules.module-twice", .error, zh: "模块“{name}”已经引用过，其中的量会重复声明",
    en: "the module “{name}” is taken in already; all that it declares would be declared twice")
  static let moduleUnknown = FindingKind(
    "rules.module-unknown", .error, zh: "规则库的 modules 中没有“{name}”",
    en: "the rule library has no module “{name}”")
  static let moduleUnbound = FindingKind(
    "rules.module-unbound", .error, zh: "模块“{module}”的参数“{name}”没有绑定，请加 <bind>",
    en: "the parameter “{name}” of module “{module}” is not bound; add a <bind>")
  static let nameDuplicate = FindingKind(
    "names.duplicate", .error, zh: "名称“{name}”已经用过，一个符号只能表示一个量",
    en: "the name “{name}” is taken; one symbol stands for one quantity")
}
