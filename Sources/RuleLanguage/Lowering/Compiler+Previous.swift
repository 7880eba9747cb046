import Diagnostics
import Quantities
import RulePlan

// Along time: `previous(x)` and reductions over the slots before.
extension Compiler {
  /// The value some slots before; where the year's value is that of its last slot, the slot before
  /// the first is last year's.
  mutating func previous(
    _ arguments: [Expression], _ tree: Expression, _ place: Place
  ) -> Typed? {
    needsNewer("previous(…)", at: at(tree, place), place.context)
    var distance = 1
    if arguments.count == 2 {
      guard case .number(let number, _) = arguments[1].node, let whole = number.exactInt,
        (1...Parser.longestWindow).contains(whole)
      else {
        report(
          .formulaWindow, at(arguments[1], place),
          ["got": arguments[1].text, "limit": "\(Parser.longestWindow)"])
        return nil
      }
      distance = whole
    } else if !count(arguments, 1, "previous", tree, place) {
      return nil
    }
    guard let value = lower(arguments[0], place) else { return nil }
    guard value.shape.grain > .year else {
      report(
        .previousYear, at(tree, place), ["name": arguments[0].text], clause: place.context.clause)
      return nil
    }
    guard let closing = closing(of: arguments[0], value, tree, place) else {
      return shifted(value, by: distance, tree)
    }
    var result = value
    result.node = emit(
      .shift(1), [value.node, closing.node], value.shape, value.kind, label: tree.label,
      unit: nodes[value.node].unit)
    return distance == 1 ? result : shifted(result, by: distance - 1, tree)
  }

  private mutating func shifted(_ value: Typed, by distance: Int, _ tree: Expression) -> Typed {
    var result = value
    result.node = emit(
      .shift(distance), [value.node], value.shape, value.kind, label: tree.label,
      unit: nodes[value.node].unit)
    return result
  }

  /// Last year's value of a name that is read over time by its last slot: a stock.
  private mutating func closing(
    of argument: Expression, _ value: Typed, _ tree: Expression, _ place: Place
  ) -> Typed? {
    guard case .name(let name) = argument.node, let index = byName[name],
      declarations[index].element.attribute("over-time")?.value == "last"
    else { return nil }
    let reading = Expression(node: .call("prior", [argument]), range: tree.range)
    return prior([argument], reading, place)
  }

  /// `mean over previous 3 month of x`.
  mutating func window(_ fold: Expression.Fold, _ tree: Expression, _ place: Place) -> Typed? {
    guard let (window, grainName, range) = fold.window, let body = fold.body else { return nil }
    needsNewer("over previous", at: at(tree, place), place.context)
    let origin = Origin.source(file: place.context.file, range: range)
    guard let grain = Grain(name: grainName), grain != .year, grain == place.shape.grain else {
      report(
        .windowGrain, origin, ["got": grainName, "grain": place.shape.grain.name],
        clause: place.context.clause)
      return nil
    }
    guard var value = lower(body, place) else { return nil }
    var shape = Shape(rows: value.shape.rows, grain: grain)
    var operands: [Int]
    if let expression = fold.weight {
      guard let weight = lower(expression, place),
        demand(weight, .number, expression, place) != nil,
        let joint = joinShapes(value, weight, tree, place)
      else { return nil }
      shape.rows = joint.2.rows
      operands = [broadcast(value, to: shape).node, broadcast(weight, to: shape).node]
    } else {
      operands = [broadcast(value, to: shape).node]
    }
    value.shape = shape
    guard let parts = result(fold.reduction, value, operands, shape.rows, tree, place) else {
      return nil
    }
    let node = emit(
      .window(fold.reduction, window), parts.operands, shape, parts.kind, label: tree.label,
      unit: parts.unit.text)
    var degrees = value.degrees
    // A running total does not add up along time.
    if fold.reduction == .sum {
      degrees = degrees.reduced(to: Shape(rows: shape.rows, grain: .year), ancestry(shape.rows))
    }
    return Typed(node: node, shape: shape, kind: parts.kind, unit: parts.unit, degrees: degrees)
  }
}

extension FindingKind {
  static let previousYear = FindingKind(
    "shapes.previous-year", .error,
    zh: "“{name}”每年只有一个值，没有前一时段；上年的值写 prior({name})",
    en: "“{name}” has one value for the year, nothing lies before it; write prior({name})")
  static let windowGrain = FindingKind(
    "shapes.window-grain", .error,
    zh: "窗口按“{got}”写，而公式按{grain}计算：窗口只能用公式自己的时段",
    en: "the window goes by {got}, the formula by {grain}: a window uses the grain of its formula")
}
