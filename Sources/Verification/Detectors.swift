import Engine
import Quantities
import RulePlan

/// General detectors of suspicious data: a closed catalogue, parameterised by rule files.
///
/// Each returns the elements of its first operand's shape at which it fires. Values that are not
/// given take part in none, nor do defaults: see ``ReportedValues``.
enum Detectors {
  /// Runs the detector of this name.
  static func run(
    _ name: String, _ operands: [Int], _ parameters: [String: String], _ evaluation: Evaluation
  ) -> [Int] {
    let columns = Columns(operands, evaluation)
    func number(_ key: String, _ other: Rational) -> Rational {
      parameters[key].flatMap { Rational(decimal: $0) } ?? other
    }
    func count(_ key: String, _ other: Int) -> Int { parameters[key].flatMap { Int($0) } ?? other }
    switch name {
    case "repeated": return columns.repeated(atLeast: count("at-least", 3))
    case "consecutive": return columns.consecutive(atLeast: count("at-least", 4))
    case "date-order": return columns.dateOrder()
    case "last-digit":
      return columns.lastDigit(atLeast: count("count", 20), share: number("share", .ratio(1, 2)))
    case "outlier": return columns.outlier(limit: number("limit", Rational(3)))
    case "parts-differ": return columns.partsDiffer(within: number("within", .zero))
    default: return []
    }
  }
}

/// The columns that a detector looks at, by row and slot.
private struct Columns {
  let evaluation: Evaluation
  let operands: [Int]
  let shape: Shape
  let rows: Int
  let slots: Int
  /// The reported values of the first operand in the slots of each row.
  private let series: [[(element: Int, value: Rational)]]

  init(_ operands: [Int], _ evaluation: Evaluation) {
    self.evaluation = evaluation
    self.operands = operands
    shape = operands.first.map { evaluation.plan.nodes[$0].shape } ?? .filing
    rows = evaluation.dataset.rows[shape.rows].count
    slots = rows == 0 ? 0 : evaluation.element(of: shape, row: 1, slot: 0)
    var reported = ReportedValues(evaluation: evaluation)
    var series: [[(element: Int, value: Rational)]] = []
    for row in 0..<rows {
      series.append([])
      for slot in 0..<slots {
        let element = evaluation.element(of: shape, row: row, slot: slot)
        guard let operand = operands.first, reported.contains(operand, element),
          let value = evaluation.number(operand, element)
        else { continue }
        series[row].append((element, value))
      }
    }
    self.series = series
  }

  /// The same value in many slots of one row: one element, the first, for each run of values.
  func repeated(atLeast limit: Int) -> [Int] {
    var found: [Int] = []
    for row in 0..<rows {
      var places: [Rational: [Int]] = [:]
      for (element, value) in series[row] { places[value, default: []].append(element) }
      found += places.values.filter { $0.count >= limit }.compactMap(\.first).sorted()
    }
    return found
  }

  /// Values that rise or fall by the same step from slot to slot.
  func consecutive(atLeast limit: Int) -> [Int] {
    var found: [Int] = []
    for row in 0..<rows {
      let values = series[row]
      var start = 0
      while start + 1 < values.count {
        let step = values[start + 1].value - values[start].value
        var end = start + 1
        while end + 1 < values.count, values[end + 1].value - values[end].value == step { end += 1 }
        if !step.isZero, end - start + 1 >= limit { found.append(values[start].element) }
        start = max(end, start + 1)
      }
    }
    return found
  }

  /// Dates that do not stand in the order of the operands.
  func dateOrder() -> [Int] {
    (0..<evaluation.count(of: operands[0])).filter { element in
      var last: Day?
      for node in operands {
        guard
          let place = evaluation.element(
            element, of: shape, in: evaluation.plan.nodes[node].shape),
          case .date(let day) = evaluation.value(node, place)
        else { continue }
        if let last, day < last { return true }
        last = day
      }
      return false
    }
  }

  /// Too many values of a column that end in the same digit: fires at the first value.
  func lastDigit(atLeast limit: Int, share: Rational) -> [Int] {
    let values = series.flatMap { $0 }
    guard values.count >= limit, let first = values.first else { return [] }
    var counts: [Character: Int] = [:]
    for (_, value) in values {
      if let digit = value.magnitude.description.last { counts[digit, default: 0] += 1 }
    }
    let most = counts.values.max() ?? 0
    return Rational(most) > share * Rational(values.count) ? [first.element] : []
  }

  /// How far above the median a value would be that is as many times larger as this one is smaller:
  /// a tenth of what is usual is as far off as ten times as much.
  private func mirrored(_ value: Rational, _ middle: Rational) -> Rational {
    guard value.signum > 0, value < middle,
      let other = (middle * middle).divided(by: value)
    else { return .zero }
    return other - middle
  }

  /// Values farther from the median of their row than `limit` times the median distance.
  func outlier(limit: Rational) -> [Int] {
    var found: [Int] = []
    for row in 0..<rows {
      let values = series[row]
      guard values.count >= 5, let middle = median(values.map(\.value)) else { continue }
      let distances = values.map { ($0.value - middle).magnitude }
      guard let spread = median(distances), !spread.isZero else { continue }
      for (element, value) in values
      where max((value - middle).magnitude, mirrored(value, middle)) > limit * spread {
        found.append(element)
      }
    }
    return found
  }

  /// The first operand differs from the sum of the others by more than a share of itself.
  func partsDiffer(within share: Rational) -> [Int] {
    (0..<evaluation.count(of: operands[0])).filter { element in
      guard let whole = evaluation.number(operands[0], element) else { return false }
      var sum = Rational.zero
      for node in operands.dropFirst() {
        guard
          let place = evaluation.element(
            element, of: shape, in: evaluation.plan.nodes[node].shape),
          let part = evaluation.number(node, place)
        else { return false }
        sum = sum + part
      }
      return (whole - sum).magnitude > share * whole.magnitude
    }
  }

  private func median(_ values: [Rational]) -> Rational? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    return (sorted[middle - 1] + sorted[middle]).divided(by: Rational(2))
  }
}
