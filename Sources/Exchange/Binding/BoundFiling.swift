import Accounting
import Diagnostics
import Quantities
import RulePlan

/// The way between the elements of a plan's columns and the cells of a filing.
public struct BoundFiling: Sendable {
  /// The filing as it was written.
  public let filing: Filing
  let plan: Plan
  let tree: RowTree
  let names: NameIndex
  /// For each input, the entry behind each element; −1 where there is none, empty where nowhere.
  let sources: [[Int32]]

  init(plan: Plan, filing: Filing, tree: RowTree, names: NameIndex, sources: [[Int32]]) {
    self.plan = plan
    self.filing = filing
    self.tree = tree
    self.names = names
    self.sources = sources
  }

  /// The cell of the filing behind an element of an input's column; nil where nothing was written.
  public func entry(_ input: Int, _ element: Int) -> Filing.Entry? {
    guard sources.indices.contains(input), sources[input].indices.contains(element),
      sources[input][element] >= 0
    else { return nil }
    return filing.cells[Int(sources[input][element])]
  }

  /// How many elements of an input's column may have been written; none where nothing was.
  public func count(of input: Int) -> Int {
    sources.indices.contains(input) ? sources[input].count : 0
  }

  /// Where the value of an element was written; nil where nothing was.
  public func origin(_ input: Int, _ element: Int) -> Origin? {
    entry(input, element)?.cell.origin
  }

  /// The full address of an element of an input's column, with the input's symbol.
  public func address(_ input: Int, _ element: Int) -> CellAddress {
    let declared = plan.inputs[input]
    let named = names.target(declared.id).flatMap { names.targets[$0].named }
    let facet: String?
    switch declared.facet {
    case .value, .external, .validity, .filing: facet = nil
    case .choice: facet = "choice"
    case .prior: facet = declared.facetName
    case .evidence: facet = declared.field
    }
    return address(
      of: named.map { plan.named[$0].symbol } ?? declared.id, declared.shape, element,
      facet: facet)
  }

  /// The full address of an element of any column of this shape.
  ///
  /// A year value has no period in its address.
  public func address(
    of name: String, _ shape: Shape, _ element: Int, facet: String? = nil
  ) -> CellAddress {
    let division = shape.grain.division
    let count = filing.period.slotCount(division)
    let row = element / count
    guard row < tree.sets[shape.rows].count else {
      return CellAddress(name: name, facet: facet)
    }
    return CellAddress(
      steps: tree.steps(to: Int32(row), in: shape.rows),
      period: shape.grain == .year ? nil : filing.period.name(division, element % count),
      name: name, facet: facet)
  }

  /// The title that the filing gives a row; nil where it gives none.
  public func title(row: Int, of rowSet: Int) -> String? {
    let titles = tree.sets[rowSet].titles
    return titles.indices.contains(row) ? titles[row] : nil
  }

  /// The index in ``RulePlan/Plan/named`` of what a symbol or identifier names.
  public func named(_ name: String) -> Int? {
    names.target(name).flatMap { names.targets[$0].named }
  }

  /// The element of a column of this shape that an address means, whatever its name and facet.
  ///
  /// Ancestors may be left out where only one row fits; nil where none or several do, where the
  /// period does not fit the grain, or where a row does not exist.
  public func element(_ address: CellAddress, in shape: Shape) -> Int? {
    var slots = TimeSlots(filing.period)
    guard case .slot(let slot) = slots.place(address.period, shape.grain),
      let row = row(address.steps, of: shape.rows)
    else { return nil }
    return row * filing.period.slotCount(shape.grain.division) + slot
  }

  /// The row of a row set that steps lead to, or that is the only one below them.
  public func row(_ steps: [CellAddress.Step], of rowSet: Int) -> Int? {
    let chain = tree.chains[rowSet]
    var candidates: [Int32] = [0]
    var candidateSet = 0
    var next = 0
    for set in chain {
      var below: [Int32] = []
      let key =
        next < steps.count && steps[next].rowSet == tree.rowSets[set].id
        ? steps[next].key : nil
      if let key {
        next += 1
        for parent in candidates {
          if let row = tree.sets[set].index[RowTree.Key(parent: parent, key: key)] {
            below.append(row)
          }
        }
      } else {
        let parents = Set(candidates)
        for (row, parent) in tree.sets[set].parents.enumerated() where parents.contains(parent) {
          below.append(Int32(row))
        }
      }
      candidates = below
      candidateSet = set
    }
    guard next == steps.count, candidates.count == 1, candidateSet == rowSet else { return nil }
    return Int(candidates[0])
  }
}
