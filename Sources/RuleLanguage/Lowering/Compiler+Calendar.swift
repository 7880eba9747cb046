import Diagnostics
import Quantities
import RulePlan

// Functions of days, and values that no other row has.
extension Compiler {
  /// `days-after(x, n)`, `years-after(x, n)`: a day later, or earlier where n is negative.
  mutating func later(
    _ name: String, _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    needsNewer("\(name)(…)", "1.2", at: at(tree, place), place.context)
    guard count(arguments, 2, name, tree, place), let day = lower(arguments[0], place),
      let number = lower(arguments[1], place),
      demand(day, .date, arguments[0], place) != nil,
      demand(number, .number, arguments[1], place) != nil
    else { return nil }
    guard number.unit == .one else {
      report(
        .unitBare, at(arguments[1], place), ["got": number.unit.text, "what": arguments[1].text])
      return nil
    }
    guard let (first, second, shape) = joinShapes(day, number, tree, place) else { return nil }
    let node = emit(
      name == "days-after" ? .daysAfter : .yearsAfter, [first.node, second.node], shape, .date,
      label: tree.label)
    return Typed(node: node, shape: shape, kind: .date)
  }

  /// `year(x)`: the calendar year of a day.
  mutating func yearOf(_ arguments: [Expression], _ tree: Expression, _ place: Place) -> Typed? {
    needsNewer("year(…)", "1.2", at: at(tree, place), place.context)
    guard count(arguments, 1, "year", tree, place), let day = lower(arguments[0], place),
      demand(day, .date, arguments[0], place) != nil
    else { return nil }
    let node = emit(.yearOf, [day.node], day.shape, .number, label: tree.label, unit: "1")
    return Typed(node: node, shape: day.shape, kind: .number)
  }

  /// `unique(x)`: whether no other row states the same x.
  mutating func unique(_ arguments: [Expression], _ tree: Expression, _ place: Place) -> Typed? {
    needsNewer("unique(…)", "1.2", at: at(tree, place), place.context)
    guard count(arguments, 1, "unique", tree, place), let value = lower(arguments[0], place) else {
      return nil
    }
    // What is computed may be the same by chance, and so may a measured number.
    guard case .input = nodes[value.node].operation, value.kind != .number else {
      report(.uniqueName, at(arguments[0], place), ["got": arguments[0].text])
      return nil
    }
    let node = emit(.unique, [value.node], value.shape, .flag, label: tree.label)
    return Typed(node: node, shape: value.shape, kind: .flag)
  }
}

extension FindingKind {
  static let uniqueName = FindingKind(
    "formula.unique-name", .error,
    zh: "unique(…) 里要写一个填报的文字、日期或引用的名称，不是“{got}”",
    en: "unique(…) takes the name of an entered text, date or reference, not “{got}”")
}
