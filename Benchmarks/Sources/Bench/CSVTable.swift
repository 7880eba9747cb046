import Foundation
import Quantities
import RulePlan

/// A table without quotes, as generate.py writes it, column by column.
struct CSVTable {
  private let bytes: [UInt8]
  private let names: [String]
  private var fields: [[Range<Int>]]

  /// How many rows there are below the head.
  var count: Int { fields.first?.count ?? 0 }

  /// Reads a file; at most so many rows.
  init(_ file: URL, limit: Int = .max) throws {
    bytes = Array(try Data(contentsOf: file))
    var names: [String] = []
    var fields: [[Range<Int>]] = []
    var start = 0
    var column = 0
    var isHead = true
    for index in bytes.indices {
      let isEnd = bytes[index] == UInt8(ascii: "\n")
      guard isEnd || bytes[index] == UInt8(ascii: ",") else { continue }
      if isHead {
        names.append(String(decoding: bytes[start..<index], as: UTF8.self))
      } else {
        fields[column].append(start..<index)
      }
      start = index + 1
      column = isEnd ? 0 : column + 1
      guard isEnd else { continue }
      if isHead { fields = names.map { _ in [] } }
      isHead = false
      if fields[0].count == limit { break }
    }
    self.names = names
    self.fields = fields
  }

  /// The texts of a column.
  func texts(_ name: String) -> [String] {
    column(name).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// The numbers of a column as integers times one factor; blank cells are absent.
  func numbers(_ name: String) -> Column {
    let ranges = column(name)
    let decimals = ranges.first { !$0.isEmpty }.map { range in
      bytes[range].lastIndex(of: UInt8(ascii: ".")).map { range.upperBound - $0 - 1 } ?? 0
    }
    var integers = [Int64](repeating: 0, count: ranges.count)
    var states: [CellState]? = nil
    for (row, range) in ranges.enumerated() {
      if range.isEmpty {
        if states == nil { states = [CellState](repeating: .given, count: ranges.count) }
        states?[row] = .absent
        continue
      }
      var value: Int64 = 0
      for index in range where bytes[index] != UInt8(ascii: ".") {
        value = value * 10 + Int64(bytes[index] - UInt8(ascii: "0"))
      }
      integers[row] = value
    }
    let factor = Rational.ratio(1, (0..<(decimals ?? 0)).reduce(1) { power, _ in power * 10 })
    return Column(.numbers(.narrow(integers, factor: factor)), states: states)
  }

  private func column(_ name: String) -> [Range<Int>] {
    guard let index = names.firstIndex(of: name) else { return [] }
    return fields[index]
  }
}
