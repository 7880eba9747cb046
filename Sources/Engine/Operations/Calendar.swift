import Quantities
import RulePlan

// Days counted on from a day, its year, and values that no other row has.
extension Machine {
  /// A day so many days or years later; the number must be whole, the day within the calendar.
  mutating func later(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    var states = strict(node.operands, count: count)
    let days = dates(node.operands[0])
    let numbers = operand(node.operands[1])
    let isYears = node.operation == .yearsAfter
    var result = [Day](repeating: Day(number: 0), count: count)
    for element in 0..<count where states[element].hasValue {
      let day = days[element]
      let moved = numbers[element].exactInt.flatMap { number in
        isYears ? day.moved(years: number) : day.moved(days: number)
      }
      if let moved {
        result[element] = moved
      } else {
        states[element] = .poisoned
        record(index, element, .domain(isYears ? "years-after" : "days-after"))
      }
    }
    set(index, .dates(result), states)
  }

  mutating func yearOf(_ index: Int, _ node: Node) {
    let states = strict(node.operands, count: layout.count(node.shape))
    let years = mapped(dates(node.operands[0])) { Int64($0.year) }
    set(index, .numbers(.narrow(years, factor: .one)), states)
  }

  /// Whether the value of an element stands in no other row, slot by slot.
  mutating func unique(_ index: Int, _ node: Node) {
    let count = layout.count(node.shape)
    let slots = layout.slots(node.shape.grain)
    let states = strict(node.operands, count: count)
    let keys = KeyCodes([column(node.operands[0]).values], count: count)
    var flags = [Bool](repeating: false, count: count)
    for slot in 0..<slots {
      var seen = [UInt8](repeating: 0, count: keys.limit)
      for element in stride(from: slot, to: count, by: slots) where states[element].hasValue {
        let code = Int(keys.codes[element])
        seen[code] = min(2, seen[code] + 1)
      }
      for element in stride(from: slot, to: count, by: slots) where states[element].hasValue {
        flags[element] = seen[Int(keys.codes[element])] == 1
      }
    }
    set(index, .flags(flags), states)
  }
}
