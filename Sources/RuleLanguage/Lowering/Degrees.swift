import RulePlan

/// Along which axes a value is an amount: tonnes of a plant and a year are an amount along plants
/// and years, a content is one along none.
///
/// An amount adds up along its axes. Summed along an axis that it does not have, it is counted
/// again for each row or month: the twelve-times-too-much of yearly data in a monthly formula.
/// Degrees behave like exponents: a product adds them, a quotient subtracts them, so that a share
/// of the whole is an amount along the axis it divides.
struct Degrees: Equatable {
  private enum Axis: Hashable {
    case rows(Int)
    case time(Grain)
  }

  private var powers: [Axis: Int] = [:]

  /// The degrees of what is no amount.
  init() {}

  /// The degrees of an amount entered over a shape.
  init(amountOver shape: Shape, _ ancestry: [Int]) {
    for rows in ancestry { powers[.rows(rows)] = 1 }
    for grain in Grain.allCases where grain <= shape.grain { powers[.time(grain)] = 1 }
  }

  /// The degrees of days counted slot by slot: an amount along time, and of no row.
  init(daysOver shape: Shape) {
    for grain in Grain.allCases where grain <= shape.grain { powers[.time(grain)] = 1 }
  }

  /// Whether the value is an amount of some rows: what was entered is one of the filing at least.
  var isAmount: Bool {
    powers.contains { axis, power in
      if case .rows = axis { power > 0 } else { false }
    }
  }

  /// The degrees of a product.
  func times(_ other: Degrees) -> Degrees { merged(other) { $0 + $1 } }

  /// The degrees of a quotient.
  func over(_ other: Degrees) -> Degrees { merged(other) { $0 - $1 } }

  /// The degrees of a sum or a choice: those of an amount, where one of them is.
  func plus(_ other: Degrees) -> Degrees { merged(other) { max($0, $1) } }

  /// Whether adding up along a row set counts the amount again.
  func repeats(along rows: Int) -> Bool { isAmount && (powers[.rows(rows)] ?? 0) <= 0 }

  /// Whether adding up along a grain of time counts the amount again.
  func repeats(along grain: Grain) -> Bool { isAmount && (powers[.time(grain)] ?? 0) <= 0 }

  /// The degrees after a reduction to a shape: along what went away there is nothing left.
  func reduced(to shape: Shape, _ ancestry: [Int]) -> Degrees {
    var result = Degrees()
    for (axis, power) in powers {
      switch axis {
      case .rows(let rows) where ancestry.contains(rows): result.powers[axis] = power
      case .time(let grain) where grain <= shape.grain: result.powers[axis] = power
      default: break
      }
    }
    return result
  }

  /// The degrees of an amount that references or dates have divided over a shape.
  func divided(over shape: Shape, _ ancestry: [Int]) -> Degrees {
    isAmount ? plus(Degrees(amountOver: shape, ancestry)) : self
  }

  private func merged(_ other: Degrees, _ join: (Int, Int) -> Int) -> Degrees {
    var result = Degrees()
    for axis in Set(powers.keys).union(other.powers.keys) {
      let power = join(powers[axis] ?? 0, other.powers[axis] ?? 0)
      if power != 0 { result.powers[axis] = power }
    }
    return result
  }
}
