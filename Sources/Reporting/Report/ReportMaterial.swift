import Accounting
import Diagnostics
import Engine
import Quantities
import RulePlan

/// What a report is made of: a calculation, as values.
public struct ReportMaterial: Sendable {
  /// The methodology.
  public var method: Method
  /// The columns.
  public let evaluation: Evaluation
  /// The filing as it was written.
  public var filing: Filing
  /// All findings.
  public var findings: [Finding]
  /// The hash of the program.
  public var hash: String
  /// The cell behind an element of an input's column; nil where nothing was written.
  public var entry: @Sendable (_ input: Int, _ element: Int) -> Filing.Entry?
  /// The name that the filing gives a row.
  public var rowTitle: @Sendable (_ row: Int, _ rowSet: Int) -> String?
  /// What a number in one unit is multiplied by to be in another; nil where they do not agree.
  public var factor: @Sendable (_ from: String, _ to: String) -> Rational?

  /// What the owner of the official text has confirmed of the elements that were used.
  public var confirmations: [Confirmed] = []
  /// The same results of earlier periods, the oldest first.
  public var earlier: [EarlierYear] = []
  /// What is looked up again and again, shared by all documents of the calculation.
  let lookups: ReportLookups
  /// For each node the decimals that the rules give its value.
  public var decimals: [Int?] { lookups.decimals }
  /// Items of the filing's header that the frame asks for by name.
  public var askedHeader: Set<String> = []
  /// Where the value at an address was written, as people find it; nil where nothing was.
  public var written: @Sendable (_ address: String) -> Origin? = { _ in nil }

  /// Parts of a frame that only the maker of the material knows.
  public var more: @Sendable (Skeleton.Part) -> [Block] = { _ in [] }

  /// An element whose text somebody has read in the official document.
  public struct Confirmed: Hashable, Sendable {
    /// The element, as `mrv confirm` names it.
    public var element: String
    /// What it says.
    public var content: String
    /// The file of the document, without folders, and its hash.
    public var file: String
    /// SHA-256 of the document's file.
    public var hash: String
    /// The page.
    public var page: String
    /// Who.
    public var by: String

    /// Makes a confirmation.
    public init(
      element: String, content: String, file: String, hash: String, page: String, by: String
    ) {
      self.element = element
      self.content = content
      self.file = file
      self.hash = hash
      self.page = page
      self.by = by
    }
  }

  /// Makes the material.
  public init(
    method: Method, evaluation: Evaluation, filing: Filing, findings: [Finding], hash: String,
    entry: @escaping @Sendable (Int, Int) -> Filing.Entry?,
    rowTitle: @escaping @Sendable (Int, Int) -> String?,
    factor: @escaping @Sendable (String, String) -> Rational?
  ) {
    self.method = method
    self.evaluation = evaluation
    lookups = ReportLookups(evaluation, filing)
    self.filing = filing
    self.findings = findings
    self.hash = hash
    self.entry = entry
    self.rowTitle = rowTitle
    self.factor = factor
  }

  var plan: Plan { evaluation.plan }

  /// The place of a finding in words: what it is about, then the cell of the file.
  package func placeWords(of finding: Finding) -> [Inline] {
    guard case .address(let address) = finding.origin else {
      return [.code(OriginText.text(finding.origin))]
    }
    let file = written(address).map { [Inline.lineBreak, .code(OriginText.text($0))] } ?? []
    return places.line(address) + file
  }

  /// The unit of a named value at an element; empty where it has none.
  func unitText(_ named: Named, _ element: Int) -> String {
    guard let label = named.unit else { return "" }
    let shape = plan.nodes[named.node].shape
    let text = evaluation.unitText(label, of: shape, element)
    return text == "1" ? "" : ownUnits(text)
  }

  /// The unit that a value is printed in, and what its number is multiplied by to be in it.
  ///
  /// - Parameter unit: the printed unit, where a form says it.
  /// - Returns: no factor where the units do not agree: that is the layout's fault, and the value
  ///   is right in its own unit only.
  func printed(
    _ named: Named, _ element: Int, unit: String? = nil
  ) -> (unit: String, factor: Rational?) {
    let own = unitText(named, element)
    let shape = plan.nodes[named.node].shape
    let shown = unit ?? named.shownAs.map { evaluation.unitText($0, of: shape, element) } ?? own
    if own == shown { return (own, .one) }
    return (shown == "1" ? "" : shown, factor(own.isEmpty ? "1" : own, shown))
  }

  /// The decimals with which a value is printed: those of the form, else those it was rounded to,
  /// else two for masses; nil to show it as it is.
  ///
  /// - Parameters:
  ///   - unit: the unit that it is printed in.
  ///   - factor: what the value was multiplied by to be in that unit.
  func decimals(
    _ printed: Int?, _ named: Named, unit: String, factor: Rational? = .one
  ) -> Int? {
    if let printed { return printed }
    if let ruled = lookups.decimals[named.node] {
      return NumberDisplay.places(movedBy: factor ?? .one).map { max(ruled - $0, 0) }
    }
    let isComputed = named.role != .input && named.role != .constant
    return isComputed && unit.hasPrefix("t") && !unit.contains("/") ? 2 : nil
  }

  /// The cell of the filing that was written for an element of a named value itself.
  func entry(_ named: Named, _ element: Int) -> Filing.Entry? {
    let shape = plan.nodes[named.node].shape
    return lookups.input(named.id, shape).flatMap { entry($0, element) }
  }

  /// The cell of the filing whose number an element has: its own, or that of the value that a
  /// choice or a repetition handed on.
  func source(_ named: Named, _ element: Int) -> Filing.Entry? {
    if let own = entry(named, element) { return own }
    var dependencies = Dependencies(evaluation)
    var (node, place) = (named.node, element)
    while true {
      switch plan.nodes[node].operation {
      case .input(let input):
        return plan.inputs[input].facet == .value ? entry(input, place) : nil
      case .broadcast, .firstGiven, .occursWhere, .choose, .select, .round:
        guard let source = dependencies.of(node, place).last else { return nil }
        (node, place) = (source.node, source.element)
      default: return nil
      }
    }
  }

  /// A unit in which `unit(fuel)` of a row whose unit nobody stated reads in words.
  func ownUnits(_ text: String) -> String {
    var result = text
    while let start = result.firstRange(of: "unit("),
      let end = result[start.upperBound...].firstIndex(of: ")")
    {
      result.replaceSubrange(start.lowerBound...end, with: "（单位未填）")
    }
    return result
  }

  /// The row of an element in words, with the names that the filing gives: `一厂 · 烟煤`.
  package func rowName(_ shape: Shape, _ element: Int) -> String {
    evaluation.path(of: shape, element).map { step in
      rowTitle(step.row, step.set) ?? evaluation.dataset.rows[step.set].keys[step.row]
    }.joined(separator: " · ")
  }

  /// Why a value does not occur, as the filing says it.
  func reason(_ named: Named, _ element: Int) -> String? {
    let shape = plan.nodes[named.node].shape
    if case .notOccurring(let reason)? = entry(named, element)?.cell.value { return reason }
    var targets: Set<String> = [named.id, named.symbol]
    if let source = named.source { targets.insert(source) }
    var set: Int? = shape.rows
    while let current = set {
      targets.insert(plan.rowSets[current].id)
      set = plan.rowSets[current].parent
    }
    let address = evaluation.address(of: named, element)
    return filing.notOccurring.first { statement in
      let steps = statement.target.steps.map(\.description)
      let isNamed =
        statement.target.isRow
        ? steps.isEmpty == false : targets.contains(statement.target.name)
      return isNamed && steps.allSatisfy { address.contains($0) }
    }?.reason
  }
}
