extension Finding {
  /// The order in which findings are printed: path, place in the file, code.
  ///
  /// What has no file comes first, addresses of a filing last. Findings that differ at all are
  /// never equal in it, so that the printed order does not depend on the order of finding.
  public static func inPrintedOrder(_ left: Finding, _ right: Finding) -> Bool {
    let (one, two) = (left.origin.sortKey, right.origin.sortKey)
    if one != two { return one < two }
    if left.code != right.code { return left.code < right.code }
    let (first, second) = (left.sortedArguments, right.sortedArguments)
    return first.lexicographicallyPrecedes(second)
  }

  private var sortedArguments: [String] {
    arguments.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] } + [severity.rawValue]
      + notes.flatMap { [$0.caption.zh, $0.caption.en] } + [clause ?? ""]
  }
}

extension [Finding] {
  /// The findings in the order in which they are printed.
  public var inPrintedOrder: [Finding] { sorted(by: Finding.inPrintedOrder) }

  /// Whether any finding makes the result unusable.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}

extension Origin {
  /// Rank of the kind of place, path, sheet, offset or row, end or column.
  fileprivate struct SortKey: Comparable {
    var rank: Int
    var path: String
    var sheet = ""
    var first = 0
    var second = 0

    static func < (left: SortKey, right: SortKey) -> Bool {
      (left.rank, left.path, left.sheet, left.first, left.second)
        < (right.rank, right.path, right.sheet, right.first, right.second)
    }
  }

  fileprivate var sortKey: SortKey {
    switch self {
    case .none: SortKey(rank: 0, path: "")
    case .file(let file): SortKey(rank: 1, path: file, first: -1)
    case .source(let file, let range):
      SortKey(rank: 1, path: file, first: range.lowerBound, second: range.upperBound)
    case .cell(let file, let sheet, let row, let column):
      SortKey(rank: 1, path: file, sheet: sheet ?? "", first: row, second: column)
    case .address(let address): SortKey(rank: 2, path: address)
    }
  }
}
