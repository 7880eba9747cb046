import Accounting
import Quantities

/// Reads what the results that a project keeps say of reductions.
enum CreditResults {
  /// The results of methods that have a reduction, in the order in which they were recorded.
  ///
  /// - Parameter number: only this result; nil for all.
  static func read(
    _ connection: borrowing Connection, number: Int? = nil
  ) throws(StoreFailure) -> [CreditResult] {
    let rows = try connection.rows(
      """
      SELECT result.number, revision, filing, period, result.methodology, sha256 FROM result
      JOIN revision ON revision.number = revision JOIN filing ON filing.number = filing
      JOIN audit ON audit.number = result.entry
      WHERE result.number = ?1 OR ?1 IS NULL ORDER BY result.number
      """, [.optional(number)])
    var results: [CreditResult] = []
    for row in rows {
      guard let number = row[0].int, let period = row[3].text.flatMap({ Period($0) }) else {
        continue
      }
      let vintages = try vintages(of: number, connection)
      guard !vintages.isEmpty else { continue }
      results.append(
        CreditResult(
          origin: CreditResult.Origin(
            revision: row[1].int ?? 0, result: number, sha256: row[5].text ?? ""),
          filing: row[2].int ?? 0, methodology: row[4].text ?? "", period: period,
          vintages: vintages))
    }
    return results
  }

  /// The years of a result; their figures have addresses such as `2024/ER`.
  private static func vintages(
    of result: Int, _ connection: borrowing Connection
  ) throws(StoreFailure) -> [CreditResult.Vintage] {
    let rows = try connection.rows(
      """
      SELECT role, address, value FROM figure
      WHERE result = ? AND role IN ('reduction', 'creditable') ORDER BY ordinal
      """, [.number(result)])
    return rows.filter { $0[0].text == "reduction" }.compactMap { row in
      guard let year = Self.year(row) else { return nil }
      let verdict = rows.first { $0[0].text == "creditable" && Self.year($0) == year }?[2].text
      return CreditResult.Vintage(
        year: year, quantity: row[2].text.flatMap { Rational(decimal: $0) },
        isCreditable: verdict.map { $0 == "yes" })
    }
  }

  private static func year(_ row: [SQLValue]) -> Int? {
    row[1].text?.split(separator: "/").first.flatMap { Int($0) }
  }
}
