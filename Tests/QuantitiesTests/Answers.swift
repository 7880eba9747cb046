import Foundation
import Testing

@testable import Quantities

/// Rows of a file that `Conformance/answers/quantities.py` wrote.
func answers(_ name: String, least: Int) throws -> [[String]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("Answers/\(name).tsv")
  let text = try String(contentsOf: file, encoding: .utf8)
  let rows = text.split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }
  // A truncated file must not pass.
  try #require(rows.count >= least)
  return rows
}

func big(_ text: String) throws -> BigInt { try #require(BigInt(text)) }

func fraction(_ text: String) throws -> Rational {
  let parts = text.split(separator: "/")
  let denominator = parts.count == 2 ? try big(String(parts[1])) : .one
  return try #require(Rational(try big(String(parts[0])), over: denominator))
}

/// `n/d` whatever the denominator: the spelling of the answers.
func spelled(_ x: Rational?) -> String {
  x.map { "\($0.numerator)/\($0.denominator)" } ?? "-"
}

func rule(_ mode: String, _ kind: String, _ count: String, _ step: String) throws -> Rounding {
  let number = try #require(Int(count))
  return Rounding(
    try #require(Rounding.Mode(rawValue: mode)),
    kind == "digits" ? .digits(number) : .decimals(number), step: try #require(Int(step)))
}

func sign<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }
