import Quantities

extension Plan {
  /// The plan for people, one line a node:
  /// `n12 fuel×month number = multiply n3 n11  ; FC × NCV [GJ]`.
  public func text() -> String {
    var names: [Int: String] = [:]
    for value in named.reversed() {
      names[value.node] = value.symbol.isEmpty ? value.id : value.symbol
    }
    var lines = ["plan \(methodology) revision \(revision) \(hash)"]
    for (index, node) in nodes.enumerated() { lines.append(line(index, node, names[index])) }
    for check in checks { lines.append("check \(check.id) \(check.severity) \(check.test.text)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ index: Int, _ node: Node, _ name: String?) -> String {
    let shape = "\(rowSets[node.shape.rows].id)×\(node.shape.grain.name)"
    var words = ["n\(index)", shape, node.kind.name, "=", node.operation.name]
    words += parameters(of: node.operation)
    words += node.operands.map { "n\($0)" }
    var comment: [String] = []
    if let name { comment.append("\(name):") }
    if let label = node.label { comment.append(label) }
    if let unit = node.unit { comment.append("[\(unit)]") }
    if !comment.isEmpty { words.append(" ; " + comment.joined(separator: " ")) }
    return words.joined(separator: " ")
  }

  private func parameters(of operation: Operation) -> [String] {
    switch operation {
    case .input(let index):
      let input = inputs[index]
      let facet = input.facet == .value ? nil : "@" + (input.field ?? input.facet.rawValue)
      return [input.id + (facet ?? "")]
    case .constant(let value): return [value.text]
    case .power(let exponent): return [String(exponent)]
    case .irrational(let function, let rounding): return [function.rawValue, "(\(rounding.words))"]
    case .round(let rounding): return ["(\(rounding.words))"]
    case .compare(let comparison): return [comparison.rawValue]
    case .state(let states):
      let names = states.sorted { $0.rawValue < $1.rawValue }.map(\.name)
      return ["(" + names.joined(separator: ", ") + ")"]
    case .choose(let ids), .chosen(let ids): return ["(" + ids.joined(separator: ", ") + ")"]
    case .lookup(let table, let column):
      return ["\(tables[table].id).\(tables[table].columns[column].id)"]
    case .reduce(let reduction), .collect(let reduction), .bucket(let reduction):
      return [reduction.rawValue]
    case .shift(let slots): return [String(slots)]
    case .window(let reduction, let window):
      return [reduction.rawValue, String(window.slots)] + (window.givenOnly ? ["given"] : [])
    case .match(let rows): return [rowSets[rows].id]
    case .allocate(let decimals, let residue): return [String(decimals), residue.rawValue]
    default: return []
    }
  }
}

extension Check.Test {
  fileprivate var text: String {
    switch self {
    case .fires(let node): "fires n\(node)"
    case .detector(let name, let operands, let parameters):
      ([name] + operands.map { "n\($0)" }
        + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        .joined(separator: " ")
    }
  }
}

extension Scalar {
  /// The value for people: a number, `yes`/`no`, a text in quotes, a day.
  fileprivate var text: String {
    switch self {
    case .number(let number): number.description
    case .flag(let flag): flag ? "yes" : "no"
    case .text(let text): "\"\(text)\""
    case .date(let day): day.description
    }
  }
}

extension Rounding {
  /// The rounding for people: `2 decimals`, `34 digits`, `1 decimals half-up interval 5`.
  package var words: String {
    var words: [String]
    switch precision {
    case .decimals(let count): words = ["\(count) decimals"]
    case .digits(let count): words = ["\(count) digits"]
    }
    if mode != .halfEven { words.append(mode.rawValue) }
    if step != 1 { words.append("step \(step)") }
    return words.joined(separator: " ")
  }
}
