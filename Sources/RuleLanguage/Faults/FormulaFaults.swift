import Quantities
import RulePlan

/// The faults of one formula.
struct FormulaFaults {
  /// A formula with one fault.
  struct Variant {
    let kind: RuleFault.Kind
    let tree: Expression
  }

  /// For each reference, the others that lead to the same rows.
  var references: [String: [String]] = [:]

  /// Every variant whose form differs from the formula's, in order of the parts they concern.
  func all(of tree: Expression) -> [Variant] {
    let own = tree.form
    var seen: Set<String> = []
    return variants(tree).filter { variant in
      let form = variant.tree.form
      return form != own && seen.insert(form).inserted
    }
  }

  private func variants(_ tree: Expression) -> [Variant] {
    var list = self.own(tree)
    for (index, child) in tree.parts.enumerated() {
      for variant in variants(child) {
        list.append(
          Variant(kind: variant.kind, tree: tree.replacing(part: index, with: variant.tree)))
      }
    }
    return list
  }

  /// Faults of the operation at the root of a tree.
  private func own(_ tree: Expression) -> [Variant] {
    func make(_ kind: RuleFault.Kind, _ node: Expression.Node) -> Variant {
      Variant(kind: kind, tree: Expression(node: node, range: tree.range))
    }
    switch tree.node {
    case .number(_, let text):
      let other = Self.otherDigit(text)
      guard let value = Rational(decimal: other) else { return [] }
      return [make(.digit, .number(value, other))]
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, tree)
    case .unary(.not, let value): return [Variant(kind: .droppedNot, tree: value)]
    case .unary(.minus, let value): return [Variant(kind: .plusForMinus, tree: value)]
    case .unit(let value, let use, let unit, let range):
      let units = SiblingUnits.of(unit).map { make(.unit, .unit(value, use, $0, range)) }
      return (use == .to ? [Variant(kind: .droppedConversion, tree: value)] : []) + units
    case .conditional(let condition, let yes, let no):
      return [make(.swappedBranches, .conditional(condition, no, yes))]
    case .call("round", let arguments) where arguments.count == 2:
      guard case .text(let rule) = arguments[1].node else { return [] }
      return Self.otherDecimals(rule).map { text in
        let argument = Expression(node: .text(text), range: arguments[1].range)
        return make(.decimals, .call("round", [arguments[0], argument]))
      }
    case .call("min", let arguments): return [make(.otherExtreme, .call("max", arguments))]
    case .call("max", let arguments): return [make(.otherExtreme, .call("min", arguments))]
    case .call("low", let arguments): return [make(.otherExtreme, .call("high", arguments))]
    case .call("high", let arguments): return [make(.otherExtreme, .call("low", arguments))]
    case .call("previous", let arguments):
      return arguments.first.map { [Variant(kind: .otherSlot, tree: $0)] } ?? []
    case .reduction(let fold):
      return self.fold(fold).map { make($0.0, .reduction($0.1)) }
    default: return []
    }
  }

  private func binary(
    _ operation: Expression.Binary, _ left: Expression, _ right: Expression, _ tree: Expression
  ) -> [Variant] {
    func with(_ kind: RuleFault.Kind, _ other: Expression.Binary) -> Variant {
      Variant(
        kind: kind, tree: Expression(node: .binary(other, left, right), range: tree.range))
    }
    switch operation {
    case .plus:
      return [
        with(.minusForPlus, .minus), Variant(kind: .droppedTerm, tree: right),
        Variant(kind: .droppedTerm, tree: left),
      ]
    case .minus:
      let negated = Expression(node: .unary(.minus, right), range: tree.range)
      return [
        with(.plusForMinus, .plus), Variant(kind: .droppedTerm, tree: negated),
        Variant(kind: .droppedTerm, tree: left),
      ]
    case .times:
      return [
        with(.overForTimes, .over), Variant(kind: Self.droppedKind(left), tree: right),
        Variant(kind: Self.droppedKind(right), tree: left),
      ]
    case .over: return [with(.timesForOver, .times), Variant(kind: .droppedFactor, tree: left)]
    case .power: return []
    case .less: return [with(.edge, .lessOrEqual)]
    case .lessOrEqual: return [with(.edge, .less)]
    case .greater: return [with(.edge, .greaterOrEqual)]
    case .greaterOrEqual: return [with(.edge, .greater)]
    case .equal: return [with(.equality, .notEqual)] + otherEnds(left, right, tree)
    case .notEqual: return [with(.equality, .equal)]
    case .and: return [with(.connective, .or)]
    case .or: return [with(.connective, .and)]
    }
  }

  private static func droppedKind(_ tree: Expression) -> RuleFault.Kind {
    if case .special("molar", _) = tree.node { return .droppedMolar }
    return .droppedFactor
  }

  /// `to = this line` with the reference at the other end.
  private func otherEnds(
    _ left: Expression, _ right: Expression, _ tree: Expression
  ) -> [Variant] {
    guard case .name(let name) = left.node, case .this = right.node else { return [] }
    return (references[name] ?? []).map { other in
      let end = Expression(node: .name(other), range: left.range)
      return Variant(
        kind: .flowEnd, tree: Expression(node: .binary(.equal, end, right), range: tree.range))
    }
  }

  private func fold(_ fold: Expression.Fold) -> [(RuleFault.Kind, Expression.Fold)] {
    var list: [(RuleFault.Kind, Expression.Fold)] = []
    func change(_ kind: RuleFault.Kind, _ edit: (inout Expression.Fold) -> Void) {
      var other = fold
      edit(&other)
      list.append((kind, other))
    }
    if fold.condition != nil { change(.droppedCondition) { $0.condition = nil } }
    if fold.weight != nil { change(.droppedWeight) { $0.weight = nil } }
    if let (window, _, _) = fold.window {
      change(.otherSlot) { $0.window?.window.givenOnly.toggle() }
      change(.digit) { $0.window?.window.slots = window.slots > 1 ? window.slots - 1 : 2 }
    }
    switch fold.reduction {
    case .sum: change(.sumForMean) { $0.reduction = .mean }
    case .mean:
      change(.sumForMean) {
        $0.reduction = .sum
        $0.weight = nil
      }
    case .min: change(.otherExtreme) { $0.reduction = .max }
    case .max: change(.otherExtreme) { $0.reduction = .min }
    case .any: change(.otherExtreme) { $0.reduction = .all }
    case .all: change(.otherExtreme) { $0.reduction = .any }
    default: break
    }
    return list
  }

  /// The number with its last digit one higher.
  static func otherDigit(_ text: String) -> String {
    guard let last = text.last, let digit = last.wholeNumberValue else { return text }
    return text.dropLast() + String((digit + 1) % 10)
  }

  /// A rounding with one decimal more, and one less where there is one.
  static func otherDecimals(_ rule: String) -> [String] {
    let words = rule.split(separator: " ", maxSplits: 1)
    guard let first = words.first, let places = Int(first) else { return [] }
    let rest = words.count > 1 ? " " + words[1] : ""
    let isDigits = rest.hasPrefix(" digits")
    let fewer = isDigits && places <= 1 ? [] : ["\(places - 1)\(rest)"]
    return ["\(places + 1)\(rest)"] + fewer
  }
}

/// Units that are mistaken for one another.
enum SiblingUnits {
  private static let pairs: [(String, String)] = [
    ("kWh", "MWh"), ("MWh", "kWh"), ("GWh", "MWh"), ("GJ", "MJ"), ("MJ", "GJ"), ("TJ", "GJ"),
    ("kJ", "MJ"), ("万Nm3", "Nm3"), ("10^4Nm3", "Nm3"), ("Nm3", "万Nm3"), ("万t", "t"), ("kg", "t"),
    ("%", "1"),
  ]

  /// The unit with one of its parts mistaken, a text for each part that may be.
  static func of(_ unit: String) -> [String] {
    var parts: [(text: String, separator: String)] = []
    var current = ""
    for character in unit {
      if "/·".contains(character) {
        parts.append((current, String(character)))
        current = ""
      } else {
        current.append(character)
      }
    }
    parts.append((current, ""))
    return parts.indices.compactMap { index in
      guard let other = sibling(parts[index].text) else { return nil }
      var changed = parts
      changed[index].text = other
      return changed.map { $0.text + $0.separator }.joined()
    }
  }

  private static func sibling(_ part: String) -> String? {
    let bracket = part.hasPrefix("(") ? "(" : ""
    let body = part.dropFirst(bracket.count)
    for (name, other) in pairs where body.hasPrefix(name) {
      return bracket + other + body.dropFirst(name.count)
    }
    // `t`, `tCO2`, `t@ar`, `t[gas]`, but not a unit that only begins with the letter.
    guard body.first == "t" else { return nil }
    let following = body.dropFirst().first
    guard following.map({ $0.isUppercase || "@[)".contains($0) }) ?? true else { return nil }
    return bracket + "kg" + body.dropFirst()
  }
}
