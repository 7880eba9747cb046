import Quantities
import RulePlan

extension Machine {
  /// Computes one node from its operands.
  mutating func evaluate(_ index: Int) {
    let node = plan.nodes[index]
    switch node.operation {
    case .input(let input): self.input(index, input)
    case .constant(let value): setUniform(index, value)
    case .key, .row, .slotStart, .slotEnd: position(index, node)
    case .broadcast: broadcast(index, node)
    case .add, .subtract: addition(index, node)
    case .multiply: multiplication(index, node)
    case .divide: division(index, node)
    case .negate, .magnitude: sign(index, node)
    case .power(let exponent): power(index, node, exponent)
    case .irrational(let function, let rounding): irrational(index, node, function, rounding)
    case .round(let rounding): round(index, node, rounding)
    case .least, .greatest: extreme(index, node)
    case .compare(let comparison): compare(index, node, comparison)
    case .and, .or, .not: logic(index, node)
    case .state(let states): stateTest(index, node, states)
    case .select, .firstGiven, .occursWhere, .choose, .chosen: choice(index, node)
    case .lookup(let table, let column): lookup(index, node, table: table, column: column)
    case .reduce(let reduction): reduce(index, node, reduction)
    case .match(let rows): match(index, node, rows)
    case .follow: follow(index, node)
    case .collect(let reduction): collect(index, node, reduction)
    case .bucket(let reduction): bucket(index, node, reduction)
    case .shift(let slots): shift(index, node, slots)
    case .window(let reduction, let window): self.window(index, node, reduction, window)
    case .days, .overlap: dateDistance(index, node)
    case .daysAfter, .yearsAfter: later(index, node)
    case .yearOf: yearOf(index, node)
    case .unique: unique(index, node)
    case .allocate(let decimals, let residue): allocate(index, node, decimals, residue)
    }
    settleDeclared(index)
  }
}
