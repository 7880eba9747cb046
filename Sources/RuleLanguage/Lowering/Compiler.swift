import Diagnostics
import Quantities
import RulePlan

/// A methodology that has been read and typed.
public struct Compilation: Sendable {
  /// The program; nil when a finding of severity error stands in the way.
  public let plan: Plan?
  /// What the method says beside its program: forms, clauses, holes, standing.
  public let method: Method?
  /// Everything that was found, sorted by place.
  public let findings: [Finding]

  /// Makes a result.
  public init(plan: Plan?, method: Method?, findings: [Finding]) {
    self.plan = plan
    self.method = method
    self.findings = findings
  }
}

/// Turns the files of a methodology into a plan.
///
/// Names, units, species, bases, shapes and kinds are checked on the way; all findings of one run
/// are collected. A part with a finding is left out, and what reads it is not reported again.
public struct Compiler {
  let library: RuleFiles
  /// The identifier of what is compiled.
  let methodology: String
  let units: UnitCatalogue
  var findings: [Finding] = []
  var declarations: [Declaration] = []
  var byName: [String: Int] = [:]
  var compiled: [Int: Progress] = [:]

  var rowSets: [RowSet] = []
  var rowSetIndex: [String: Int] = [:]
  var rowDeclarations: [Int: Declaration] = [:]
  var tables: [Table] = []
  var tableIndex: [String: Int] = [:]
  var columnUnits: [Int: [Unit?]] = [:]
  var keyUnits: [Int: [Unit?]] = [:]
  /// The columns of units of each table, by its id.
  var unitColumns: [String: [String]] = [:]
  /// The rows of each table that have been read, by its id and their keys.
  var rowsByKey: [String: [[Scalar]: [Table.Row]]] = [:]
  var inputs: [Input] = []
  var inputIndex: [String: Int] = [:]
  var nodes: [Node] = []
  var named: [Named] = []
  var checks: [Check] = []
  var shared: [Shared: Int] = [:]
  var gwpSet: String?
  /// Where the GWP set is named.
  var gwpOrigin = Origin.none
  let concepts: ConceptLibrary
  /// The version of the language that each file states.
  var languageOf: [String: String] = [:]
  /// The version of the language that a file needs, where that is not the first.
  var neededVersions: [String: String] = [:]
  /// The named values that wait for the one that is being compiled, by declaration.
  var chain: [Int] = []
  /// How many levels of formulas are being lowered.
  var depth = 0
  /// The most levels that are followed, over all formulas that wait for each other.
  static let deepestTree = 500
  /// The longest chain of formulas that is followed.
  static let longestChain = 100

  /// What makes two nodes one. Not their text: a set inside an operation prints in any order.
  struct Shared: Hashable {
    let operation: Operation
    let operands: [Int]
    let shape: Shape
    var label = ""
  }

  /// How far a named value has been compiled.
  enum Progress {
    case running
    case done(Known?)
  }

  /// A named value that formulas may read.
  struct Known {
    /// Index into the plan's named values; nil for helpers.
    var named: Int
    /// The node to read: at rest, percent turned into the fraction.
    var value: Typed
    /// How a coarser formula reads it.
    var overTime: String?
    /// The declaration, for findings and weights.
    var declaration: Int
  }

  /// A node with its type.
  struct Typed {
    var node: Int
    var shape: Shape
    var kind: ValueKind
    var unit = Unit.one
    /// The texts that it can be, where they are known.
    var choices: Set<String>?
    /// Along which axes it is an amount, and to which power.
    var degrees = Degrees()
  }

  /// Where a formula is evaluated.
  struct Place {
    var shape: Shape
    var context: Declaration.Context
  }

  /// Compiles one methodology of a rule library.
  ///
  /// - Parameters:
  ///   - methodology: its identifier, the folder below the library.
  ///   - library: the files.
  /// - Returns: the plan, where there is no error, and all findings.
  public static func compile(_ methodology: String, in library: RuleFiles) -> Compilation {
    let (catalogue, unitFindings) = UnitLibrary.read(library)
    var compiler = Compiler(methodology, library: library, units: catalogue)
    compiler.findings = unitFindings
    return compiler.run()
  }

  private init(_ methodology: String, library: RuleFiles, units: UnitCatalogue) {
    self.library = library
    self.methodology = methodology
    self.units = units
    concepts = ConceptLibrary(library)
  }

  private mutating func run() -> Compilation {
    var collector = Collector(library)
    collector.collect(methodology)
    findings += collector.findings
    declarations = collector.declarations
    guard let root = collector.root else { return finish(nil, nil) }
    // The id names the methodology inside its family; the path below the library is its address.
    let steps = methodology.split(separator: "/").map(String.init)
    if let id = root.attribute("id"), id.value != methodology, !steps.contains(id.value),
      !steps.indices.contains(where: { steps[$0...].joined(separator: "/") == id.value })
    {
      report(
        .identityDiffers, .source(file: collector.rootFile, range: id.valueRange),
        ["got": id.value, "expected": methodology])
    }
    for stated in collector.languages { languageOf[stated.file] = stated.version }
    for addition in collector.additions {
      needsNewer("<add>", "1.3", at: addition.origin, addition.context)
    }
    readSettings(collector.layers)
    bindTables()
    bindRows()
    indexNames()
    for index in compilingOrder() { _ = known(index) }
    sortNamed()
    decideCredit()
    bindChecks()
    checkDeclarations()
    // Forms are read with the method, and may need a newer language too.
    let method = method(methodology, collector.layers)
    checkRegistered(root, collector.rootFile, method)
    checkLanguages(collector.languages, below: methodology)
    if collector.isIncomplete { forgetMissingNames(except: collector.findings) }
    let plan = Plan(
      methodology: methodology,
      revision: Int(root.attribute("revision")?.value ?? "1") ?? 1,
      title: root.label ?? Label(methodology), rowSets: rowSets, tables: tables, inputs: inputs,
      nodes: nodes, named: named, checks: checks)
    return finish(plan, method)
  }

  private func finish(_ plan: Plan?, _ method: Method?) -> Compilation {
    let failed = findings.contains { $0.severity == .error }
    return Compilation(
      plan: failed ? nil : plan, method: method, findings: findings.inOrder.withoutRepetition)
  }

  /// Where a file or a module could not be read, what it declares is not misspelt elsewhere.
  private mutating func forgetMissingNames(except collected: [Finding]) {
    let kinds: [FindingKind] = [.nameUnknown, .rowsUnknown, .tableUnknown]
    let codes = Set(kinds.map(\.code))
    let kept = Set(collected)
    guard collected.contains(where: { $0.severity == .error }) else { return }
    findings.removeAll { codes.contains($0.code) && !kept.contains($0) }
  }

  private mutating func readSettings(_ layers: [(file: String, root: XMLElement)]) {
    for layer in layers {
      for element in layer.root.elements where element.name == "gwp" {
        gwpSet = element.attribute("set")?.value
        gwpOrigin = .source(
          file: layer.file, range: element.attribute("set")?.valueRange ?? element.tagRange)
      }
    }
  }

  private mutating func indexNames() {
    let values = declarations.indices.filter {
      Vocabulary.values.contains(declarations[$0].kind)
    }
    for index in values where byName[declarations[index].name] == nil {
      byName[declarations[index].name] = index
    }
    for index in values where byName[declarations[index].id] == nil {
      byName[declarations[index].id] = index
    }
  }

  // MARK: small things

  mutating func report(
    _ kind: FindingKind, _ origin: Origin, _ arguments: [String: String] = [:],
    notes: [Finding.Note] = [], fix: Finding.Fix? = nil, clause: String? = nil
  ) {
    findings.append(
      Finding(kind, at: origin, arguments, notes: notes, fix: fix, clause: clause))
  }

  /// Adds a node; equal pure nodes are shared.
  mutating func emit(
    _ operation: Operation, _ operands: [Int] = [], _ shape: Shape, _ kind: ValueKind = .number,
    label: String? = nil, unit: String? = nil
  ) -> Int {
    var key = Shared(operation: operation, operands: operands, shape: shape)
    // A printed 1 and a named constant of the same value are two things in an explanation.
    if case .constant = operation { key.label = label ?? "" }
    if let existing = shared[key] { return existing }
    nodes.append(
      Node(operation, operands, shape: shape, kind: kind, label: label, unit: unit))
    shared[key] = nodes.count - 1
    return nodes.count - 1
  }

  /// The value repeated over a finer shape; itself where the shapes are equal.
  mutating func broadcast(_ value: Typed, to shape: Shape) -> Typed {
    guard value.shape != shape else { return value }
    var wide = value
    wide.node = emit(
      .broadcast, [value.node], shape, value.kind, label: nodes[value.node].label,
      unit: nodes[value.node].unit)
    wide.shape = shape
    return wide
  }

  /// The row sets from one up to the filing, itself first.
  func ancestry(_ rows: Int) -> [Int] {
    var list = [rows]
    var current = rows
    while let parent = rowSets[current].parent {
      list.append(parent)
      current = parent
    }
    return list
  }

  /// Whether `ancestor` is `rows` or contains it.
  func contains(_ ancestor: Int, _ rows: Int) -> Bool { ancestry(rows).contains(ancestor) }
}

extension FindingKind {
  static let identityDiffers = FindingKind(
    "rules.identity", .error, zh: "标识“{got}”与所在文件夹不一致，应为“{expected}”",
    en: "the id “{got}” differs from its folder; it should be “{expected}”")
}

extension [Finding] {
  /// The findings sorted by file, offset and code.
  var inOrder: [Finding] {
    func key(_ finding: Finding) -> (String, Int, String) {
      switch finding.origin {
      case .source(let file, let range): (file, range.lowerBound, finding.code)
      case .cell(let file, _, let row, let column): (file, row << 16 + column, finding.code)
      case .address(let text): (text, 0, finding.code)
      case .file(let file): (file, 0, finding.code)
      case .none: ("", 0, finding.code)
      }
    }
    return sorted { key($0) < key($1) }
  }

  /// The findings without those that say again what is said of the same place: the value of an
  /// attribute is looked at by the vocabulary and by what reads it.
  fileprivate var withoutRepetition: [Finding] {
    var seen: Set<Finding> = []
    var valued: Set<Origin> = []
    return filter { finding in
      if finding.code == FindingKind.attributeValue.code {
        return valued.insert(finding.origin).inserted
      }
      return seen.insert(finding).inserted
    }
  }
}
