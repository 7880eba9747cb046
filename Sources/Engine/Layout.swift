import Quantities
import RulePlan

/// Where elements stand: the rows and slots behind the flat columns of one data set.
///
/// A column of shape (row set, grain) is row-major with the slot fastest: element = row × slots +
/// slot. The layout answers which element of one shape belongs to an element of another.
struct Layout: Sendable {
  let plan: Plan
  let data: Dataset
  /// How many slots each grain has in the reporting period.
  private let slotCounts: [Int]

  init(plan: Plan, data: Dataset) {
    self.plan = plan
    self.data = data
    slotCounts = Grain.allCases.map { data.period.slotCount($0.division) }
  }

  /// How many slots the reporting period has at a grain.
  func slots(_ grain: Grain) -> Int { slotCounts[grain.rawValue] }

  /// How many rows a row set has.
  func rows(_ rowSet: Int) -> Int { data.rows[rowSet].count }

  /// How many elements a shape has.
  func count(_ shape: Shape) -> Int { rows(shape.rows) * slots(shape.grain) }

  /// The row of an element.
  func row(_ element: Int, _ shape: Shape) -> Int { element / slots(shape.grain) }

  /// The time slot of an element.
  func slot(_ element: Int, _ shape: Shape) -> Int { element % slots(shape.grain) }

  /// The chain of row sets from one up to the filing, itself first.
  func ancestry(_ rowSet: Int) -> [Int] { plan.ancestry(rowSet) }

  /// Whether a row set is another one or above it.
  func isAncestor(_ ancestor: Int, of rowSet: Int) -> Bool { ancestry(rowSet).contains(ancestor) }

  /// The nearest row set that is above both; for a set and one of its own descendants or itself,
  /// the parent of the upper one, so that rows can refer to their sisters.
  func commonAncestor(of rowSet: Int, andTarget target: Int) -> Int {
    let chain = ancestry(rowSet)
    if chain.contains(target) { return plan.rowSets[target].parent ?? 0 }
    return ancestry(target).first { chain.contains($0) } ?? 0
  }

  /// For each row of a row set, the row of an ancestor set that it belongs to; nil if the sets are
  /// the same or the other is no ancestor.
  func ancestors(of rowSet: Int, in ancestor: Int) -> [Int32]? {
    guard rowSet != ancestor, var parent = plan.rowSets[rowSet].parent else { return nil }
    if parent == 0, ancestor == 0, rows(0) == 1 {
      return [Int32](repeating: 0, count: rows(rowSet))
    }
    var map = data.rows[rowSet].parents
    while parent != ancestor {
      guard let next = plan.rowSets[parent].parent else { return nil }
      let parents = data.rows[parent].parents
      for index in map.indices { map[index] = parents[Int(map[index])] }
      parent = next
    }
    return map
  }

  /// The row above a row; several filings may lie side by side.
  func parentRow(of row: Int, in rowSet: Int, below parent: Int) -> Int {
    parent == 0 && rows(0) == 1 ? 0 : Int(data.rows[rowSet].parents[row])
  }

  /// The slot of a coarser grain for each slot of a finer one; nil when the grains are equal.
  func coarser(from fine: Grain, to coarse: Grain) -> [Int32]? {
    if fine == coarse { return nil }
    return data.period.coarser(from: fine.division, to: coarse.division)
  }

  /// The element of an ancestor-and-coarser shape that an element of a shape belongs to.
  func element(_ element: Int, of shape: Shape, in upper: Shape) -> Int {
    var row = self.row(element, shape)
    var set = shape.rows
    while set != upper.rows, let parent = plan.rowSets[set].parent {
      row = parentRow(of: row, in: set, below: parent)
      set = parent
    }
    let slot = self.slot(element, shape)
    let map = coarser(from: shape.grain, to: upper.grain)
    return row * slots(upper.grain) + (map.map { Int($0[slot]) } ?? slot)
  }
}

/// How the elements of a finer shape lie in a coarser one.
struct Folding {
  /// For each finer row, the coarser row; nil when the row sets are the same.
  let rowMap: [Int32]?
  /// For each finer slot, the coarser slot; nil when the grains are the same.
  let slotMap: [Int32]?
  /// Rows of the finer shape.
  let rows: Int
  /// Slots of the finer shape.
  let slots: Int
  /// Rows of the coarser shape.
  let upperRows: Int
  /// Slots of the coarser shape.
  let upperSlots: Int

  init(_ layout: Layout, from fine: Shape, to coarse: Shape) {
    rowMap = layout.ancestors(of: fine.rows, in: coarse.rows)
    slotMap = layout.coarser(from: fine.grain, to: coarse.grain)
    rows = layout.rows(fine.rows)
    slots = layout.slots(fine.grain)
    upperRows = layout.rows(coarse.rows)
    upperSlots = layout.slots(coarse.grain)
  }

  /// Rows without slots that lie in other rows.
  init(rows: Int, upperRows: Int, rowMap: [Int32]) {
    self.rowMap = rowMap
    slotMap = nil
    self.rows = rows
    slots = 1
    self.upperRows = upperRows
    upperSlots = 1
  }

  /// Elements of the coarser shape.
  var upperCount: Int { upperRows * upperSlots }

  /// Whether both shapes are the same.
  var isIdentity: Bool { rowMap == nil && slotMap == nil }

  /// For each finer element the coarser one that it lies in.
  var places: [Int32] {
    if slots == 1, upperSlots == 1, let rowMap { return rowMap }
    var places = [Int32](repeating: 0, count: rows * slots)
    places.withUnsafeMutableBufferPointer { places in
      forEach { places[$0] = Int32(truncatingIfNeeded: $1) }
    }
    return places
  }

  /// Calls the body with each finer element and the coarser one that it lies in.
  @inline(__always)
  func forEach(_ body: (_ fine: Int, _ coarse: Int) -> Void) {
    for row in 0..<rows {
      let base = (rowMap.map { Int($0[row]) } ?? row) * upperSlots
      let start = row * slots
      if let slotMap {
        for slot in 0..<slots { body(start + slot, base + Int(slotMap[slot])) }
      } else {
        for slot in 0..<slots { body(start + slot, base + slot) }
      }
    }
  }

  /// The largest number of finer elements in one coarser element.
  var largestGroup: Int {
    var perRow = rows == 0 ? 0 : 1
    if let rowMap {
      var counts = [Int](repeating: 0, count: upperRows)
      for row in rowMap { counts[Int(row)] += 1 }
      perRow = counts.max() ?? 0
    }
    var perSlot = 1
    if let slotMap {
      var counts = [Int](repeating: 0, count: upperSlots)
      for slot in slotMap { counts[Int(slot)] += 1 }
      perSlot = counts.max() ?? 0
    }
    return perRow * perSlot
  }
}
