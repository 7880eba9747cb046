import Engine
import OfficeFiles
import Quantities
import RulePlan

/// The formulas of a calculation as cells of a workbook.
///
/// Each named value has a row: what the program computed, and a formula that a spreadsheet can
/// compute anew. The formulas hold for the filing as it stands: which alternative was taken, what
/// does not occur and which rows there are is fixed; the numbers are live.
struct FormulaBook {
  /// An element of a node.
  struct Place: Hashable {
    var node: Int
    var element: Int
  }

  /// A cell in the making.
  struct Line {
    var named: Named
    var element: Int
    /// The value of the program.
    var exact: Value?
    var formula: SheetTerm?
    var remark = ""
  }

  /// Something that a formula needs a cell of its own for.
  struct Step {
    var address: String
    var label: String
    var term: SheetTerm
  }

  /// A number of a table that a formula looks up.
  struct Factor {
    var key: String
    var table: String
    var row: String
    var column: String
    var term: SheetTerm
    var unit: String
    var evidence: String
  }

  /// Why there is no formula.
  struct Unsupported: Error {
    var reason: String
  }

  static let valueSheet = "计算"
  static let stepSheet = "步骤"
  static let factorSheet = "因子"
  /// The most rows of values; a workbook for people, not an archive.
  private static let most = 20_000
  /// The most elements of one value that are listed.
  private static let mostOfOne = 4_000
  /// Rows above the first line of each sheet.
  static let headRows = 3
  /// A formula gets a cell of its own above this length.
  static let longest = 600

  let material: ReportMaterial
  private(set) var lines: [Line] = []
  private(set) var steps: [Step] = []
  private(set) var factors: [Factor] = []
  /// The line of each named place.
  private var rows: [Place: Int] = [:]
  private var isDone: Set<Int> = []
  private var stepCells: [Place: SheetTerm] = [:]
  private var factorRows: [String: Int] = [:]
  private var dependencies: Dependencies
  /// How many values were left out for their number.
  private(set) var omitted = 0

  private var plan: Plan { material.plan }
  private var evaluation: Evaluation { material.evaluation }

  init(_ material: ReportMaterial) {
    self.material = material
    dependencies = Dependencies(material.evaluation)
    for named in plan.named {
      let count = evaluation.count(of: named.node)
      if count > Self.mostOfOne || lines.count + count > Self.most {
        omitted += count
        continue
      }
      for element in 0..<count {
        let exact = evaluation.value(named.node, element)
        // What nobody filled in has nothing to compute.
        if named.role == .input, exact == nil { continue }
        let place = Place(node: named.node, element: element)
        // Two names of one value: the first one has the formula.
        if rows[place] == nil { rows[place] = lines.count }
        lines.append(Line(named: named, element: element, exact: exact))
      }
    }
    for index in lines.indices { resolve(index) }
  }

  /// The cell with the formula of a line.
  static func cell(
    _ line: Int, column: String = "E", sheet: String? = FormulaBook.valueSheet
  ) -> String {
    (sheet.map { SheetName.quoted($0) } ?? "") + "\(column)\(line + headRows + 1)"
  }

  // MARK: lines

  /// Makes the formula of a line, once.
  private mutating func resolve(_ index: Int) {
    guard isDone.insert(index).inserted else { return }
    let line = lines[index]
    guard let exact = line.exact else {
      lines[index].remark = ReportWords.state(evaluation.state(line.named.node, line.element))
      return
    }
    if line.named.role == .constant {
      lines[index].formula = given(index, exact)
      return
    }
    let place = Place(node: line.named.node, element: line.element)
    if let first = rows[place], first != index {
      resolve(first)
      lines[index].formula = SheetTerm(Self.cell(first), Self.double(exact))
      return
    }
    do throws(Unsupported) {
      let term = try body(place)
      guard Self.agrees(term.value, exact, line.named, material) else {
        throw Unsupported(reason: "电子表格按浮点数计算，末位与精确值不同：写出数值")
      }
      // A number alone is no formula: it is what the filing makes of it.
      guard Double(term.outer) == nil, term.text != "TRUE", term.text != "FALSE" else {
        throw Unsupported(reason: "由填报情况决定：写出数值")
      }
      lines[index].formula = term
      if let rounding = line.named.rounding, rounding != .rest {
        lines[index].remark = ReportWords.rounding(rounding)
      }
    } catch {
      lines[index].remark = error.reason
    }
  }

  /// The cell in which the value itself stands.
  private func given(_ line: Int, _ exact: Value) -> SheetTerm {
    SheetTerm(Self.cell(line, column: "D"), Self.double(exact))
  }

  /// The cell of a value that the filing states; nil for what stands beside values: evidence,
  /// choices, the year before.
  func entered(_ input: Int, _ element: Int) -> SheetTerm? {
    let declared = plan.inputs[input]
    guard declared.facet == .value,
      let named = plan.named.first(where: { $0.id == declared.id && $0.role == .input }),
      plan.nodes[named.node].shape == declared.shape,
      let line = rows[Place(node: named.node, element: element)], let exact = lines[line].exact
    else { return nil }
    return given(line, exact)
  }

  static func double(_ value: Value) -> Double {
    switch value {
    case .number(let number): SheetTerm(number).value
    case .flag(let flag): flag ? 1 : 0
    default: 0
    }
  }

  /// Whether a spreadsheet's value prints as the exact one.
  static func agrees(
    _ value: Double, _ exact: Value, _ named: Named, _ material: ReportMaterial
  ) -> Bool {
    switch exact {
    case .number(let number):
      let wanted = SheetTerm(number).value
      if value == wanted { return true }
      let places = material.decimals(nil, named, unit: named.unit?.text ?? "")
      let slack = places.map { 0.5 / Self.power($0) }
      let near = (value - wanted).magnitude
      return near <= wanted.magnitude * 1e-11 && near < (slack ?? .infinity)
    case .flag(let flag): return value == (flag ? 1 : 0)
    default: return true
    }
  }

  private static func power(_ places: Int) -> Double {
    (0..<max(places, 0)).reduce(1.0) { power, _ in power * 10 }
  }

  /// The cell of a named place, resolved; nil where it has none.
  private mutating func reference(_ place: Place) -> SheetTerm? {
    guard let row = rows[place] else { return nil }
    resolve(row)
    let value = lines[row].formula?.value ?? lines[row].exact.map(Self.double) ?? 0
    return SheetTerm(Self.cell(row), value)
  }

  // MARK: terms

  /// An element as a term: the cell of its name, else its formula.
  mutating func term(_ node: Int, _ element: Int) throws(Unsupported) -> SheetTerm {
    let place = Place(node: node, element: element)
    guard let exact = evaluation.value(node, element) else {
      throw Unsupported(reason: "用到没有数值的量：写出数值")
    }
    if let found = stepCells[place] { return found }
    if let named = reference(place) { return named }
    if case .text(let text) = exact { return SheetTerm(SheetTerm.quoted(text), 0) }
    let made = try body(place)
    guard made.text.count > Self.longest else { return made }
    return step(place, made)
  }

  /// A cell of its own for a term; an existing cell stays what it is.
  mutating func step(_ place: Place, _ term: SheetTerm) -> SheetTerm {
    if let found = stepCells[place] { return found }
    let node = plan.nodes[place.node]
    let address = evaluation.address(of: node.shape, place.element, name: "")
    let label = node.label.map { material.lookups.words.text($0) } ?? "中间值"
    steps.append(Step(address: address, label: label, term: term))
    let cell = SheetName.quoted(Self.stepSheet) + "C\(steps.count + Self.headRows)"
    let reference = SheetTerm(cell, term.value)
    stepCells[place] = reference
    return reference
  }

  /// The elements that decided an element.
  mutating func sources(_ place: Place) -> [Dependency] {
    dependencies.of(place.node, place.element)
  }

  // MARK: look-ups

  /// A cell of a table, found by its key in the sheet of factors.
  mutating func lookup(_ place: Place) throws(Unsupported) -> SheetTerm {
    let step = material.lookups.explanations.explain(
      place.node, element: place.element, limits: ExplanationLimits(depth: 0, terms: 0, steps: 1))
    var sum: SheetTerm?
    for cell in step.cells {
      guard case .value(.number(let number)) = cell.cell.content else {
        throw Unsupported(reason: "查到的不是数：写出数值")
      }
      let found = factor(cell, number)
      let part =
        cell.weight == .one ? found : SheetTerm.binary(SheetTerm(cell.weight), "*", found)
      sum = sum.map { SheetTerm.binary($0, "+", part) } ?? part
    }
    guard let sum else { throw Unsupported(reason: "查表结果无法写成公式：写出数值") }
    return sum
  }

  private mutating func factor(
    _ cell: ExplanationNode.TableCell, _ number: Rational
  ) -> SheetTerm {
    let row = cell.keys.joined(separator: "｜")
    // One row of a dated table for each value: the days do not stand in the key.
    var key = "\(cell.table.zh)｜\(row)｜\(cell.column.zh)"
    let term = SheetTerm(number)
    var copy = 1
    while let known = factorRows[key], factors[known].term.text != term.text {
      copy += 1
      key = "\(cell.table.zh)｜\(row)｜\(cell.column.zh)｜\(copy)"
    }
    if factorRows[key] == nil {
      factorRows[key] = factors.count
      factors.append(
        Factor(
          key: key, table: cell.table.zh, row: row, column: cell.column.zh, term: term,
          unit: cell.unit ?? "", evidence: ReportWords.evidence(cell.cell.citation.evidence)))
    }
    let sheet = SheetName.quoted(Self.factorSheet)
    return SheetTerm(
      "INDEX(\(sheet)$E:$E,MATCH(\(SheetTerm.quoted(key)),\(sheet)$A:$A,0))", term.value)
  }
}
