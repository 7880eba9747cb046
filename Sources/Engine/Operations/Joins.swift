import Quantities
import RulePlan

// Rows that name other rows.
extension Machine {
  /// Rows of a target set by their key, below each row of a common ancestor.
  struct KeyIndex {
    /// The row of the common ancestor for each row of the seeking set; nil when it is the same.
    let seekers: [Int32]?
    /// By ancestor row and code of the key; −2 where several rows have the key.
    let rows: [Key: Int32]
    /// The keys by their codes.
    let pool: [String]

    struct Key: Hashable {
      let ancestor: Int32
      let key: Int32
    }
  }

  private func keyIndex(from rowSet: Int, to target: Int) -> KeyIndex {
    let common = layout.commonAncestor(of: rowSet, andTarget: target)
    let owners = layout.ancestors(of: target, in: common)
    var rows: [KeyIndex.Key: Int32] = [:]
    let keys = codedKeys(target)
    for (row, key) in keys.codes.enumerated() {
      let place = KeyIndex.Key(ancestor: owners?[row] ?? Int32(row), key: key)
      rows[place] = rows[place] == nil ? Int32(row) : -2
    }
    return KeyIndex(
      seekers: layout.ancestors(of: rowSet, in: common), rows: rows, pool: keys.pool)
  }

  mutating func match(_ index: Int, _ node: Node, _ target: Int) {
    let count = layout.count(node.shape)
    let slots = layout.slots(node.shape.grain)
    let keys = texts(node.operands[0])
    var states = strict(node.operands, count: count)
    let lookup = keyIndex(from: node.shape.rows, to: target)
    var pool = lookup.pool
    let codes = keys.coded(in: &pool)
    let seekers = lookup.seekers ?? (0..<Int32(count / max(slots, 1))).map { $0 }
    let ancestors = repeated(seekers, slots)
    let combined = KeyCodes(
      [.references(ancestors), .texts(Texts(pool: pool, codes: codes))], count: count)
    // By code: the row, −1 before it is asked for, −2 where several have the key, −3 where none.
    var known = [Int32](repeating: -1, count: combined.limit)
    var rows = [Int32](repeating: -1, count: count)
    for element in 0..<count where states[element].hasValue {
      let code = Int(combined.codes[element])
      if known[code] == -1 {
        let key = KeyIndex.Key(ancestor: ancestors[element], key: codes[element])
        known[code] = lookup.rows[key] ?? -3
      }
      switch known[code] {
      case -3: states[element] = .absent
      case -2:
        states[element] = .poisoned
        record(index, element, .ambiguousKey(keys[element]))
      case let row: rows[element] = row
      }
    }
    set(index, .references(rows), states)
  }

  mutating func follow(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let references = self.references(node.operands[0])
    let target = plan.nodes[node.operands[1]].shape
    let slots = layout.slots(node.shape.grain)
    let targetSlots = layout.slots(target.grain)
    let slotMap = layout.coarser(from: node.shape.grain, to: target.grain)
    let values = column(node.operands[1])
    var states = strict([node.operands[0]], count: count)
    var places = [Int32](repeating: -1, count: count)
    for element in 0..<count where states[element].hasValue {
      guard references[element] >= 0 else {
        states[element] = .absent
        continue
      }
      let slot = element % slots
      let place = Int(references[element]) * targetSlots + (slotMap.map { Int($0[slot]) } ?? slot)
      places[element] = Int32(place)
      if values.states != nil { states[element] = values.state(place) }
    }
    set(index, values.values.gathered(places), states)
  }

  mutating func collect(_ index: Int, _ node: Node, _ reduction: Reduction) {
    let referenceNode = node.operands[0]
    let source = plan.nodes[node.operands[1]].shape
    let references = column(referenceNode)
    let rows = self.references(referenceNode)
    let slots = layout.slots(source.grain)
    let upperSlots = layout.slots(node.shape.grain)
    let slotMap = layout.coarser(from: source.grain, to: node.shape.grain)
    let referenceShape = plan.nodes[referenceNode].shape
    let referenceSlots = layout.coarser(from: source.grain, to: referenceShape.grain)
    let referenceCount = layout.slots(referenceShape.grain)
    let count = layout.count(source)
    var targets = [Int32](repeating: -1, count: count)
    var grouping = Grouping(
      targets: [], count: layout.count(node.shape), marks: States(count: layout.count(node.shape)))
    for element in 0..<count {
      let slot = element % slots
      let place =
        (element / slots) * referenceCount + (referenceSlots.map { Int($0[slot]) } ?? slot)
      let upperSlot = slotMap.map { Int($0[slot]) } ?? slot
      let state = references.state(place)
      if state == .poisoned {
        poisonBelowCommonAncestor(of: element / slots, source, node, upperSlot, &grouping.marks)
      }
      guard state.hasValue, rows[place] >= 0 else { continue }
      targets[element] = Int32(Int(rows[place]) * upperSlots + upperSlot)
    }
    grouping.targets = targets
    reduce(index, reduction, node.operands[1], weight: node.operands.dropFirst(2).first, grouping)
  }

  /// A poisoned reference could name any row below the common ancestor: all of them are poisoned.
  private func poisonBelowCommonAncestor(
    of row: Int, _ source: Shape, _ node: Node, _ slot: Int, _ marks: inout States
  ) {
    let common = layout.commonAncestor(of: source.rows, andTarget: node.shape.rows)
    let own = layout.ancestors(of: source.rows, in: common).map { Int($0[row]) } ?? row
    let owners = layout.ancestors(of: node.shape.rows, in: common)
    let slots = layout.slots(node.shape.grain)
    for target in 0..<layout.rows(node.shape.rows)
    where (owners.map { Int($0[target]) } ?? target) == own {
      marks[target * slots + slot] = .poisoned
    }
  }

  mutating func bucket(_ index: Int, _ node: Node, _ reduction: Reduction) {
    let source = plan.nodes[node.operands[1]].shape
    let days = dates(node.operands[0])
    let dayStates = states(node.operands[0])
    let values = column(node.operands[1])
    let rowMap = layout.ancestors(of: source.rows, in: node.shape.rows)
    let sourceSlots = layout.slots(source.grain)
    let slots = layout.slots(node.shape.grain)
    let count = layout.count(source)
    var targets = [Int32](repeating: -1, count: count)
    var marks = missingRows(from: source.rows, to: node.shape)
    for element in 0..<count where values.state(element) != .notOccurring {
      let row = element / sourceSlots
      let upper = (rowMap.map { Int($0[row]) } ?? row) * slots
      let state = dayStates?[element] ?? .given
      var mark = CellState.absent
      if state.hasValue {
        if let slot = data.period.slot(containing: days[element], node.shape.grain.division) {
          targets[element] = Int32(upper + slot)
          continue
        }
        record(index, upper, .outsidePeriod(days[element].description))
        mark = .poisoned
      } else if state == .notOccurring {
        continue
      } else if state == .poisoned {
        mark = .poisoned
      }
      for slot in upper..<(upper + slots) where marks[slot] != .poisoned { marks[slot] = mark }
    }
    let grouping = Grouping(targets: targets, count: layout.count(node.shape), marks: marks)
    reduce(index, reduction, node.operands[1], weight: node.operands.dropFirst(2).first, grouping)
  }
}
