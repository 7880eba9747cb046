import Diagnostics
import Quantities

/// What a case takes over from another one that it is `like`: all that is filed, nothing that is
/// expected.
struct CaseBase {
  var period: Period?
  var header: Filing.Header
  var rows: [Filing.Row]
  var cells: [Filing.Entry]
  var notOccurring: [Filing.Statement]
  var samples: [Filing.Sample]

  /// Takes out what an address means: a cell, or a row with all that belongs to it.
  ///
  /// - Returns: whether there was anything.
  mutating func remove(_ address: CellAddress) -> Bool {
    let before = cells.count + rows.count + notOccurring.count
    if address.isRow, address.period == nil {
      func isBelow(_ steps: [CellAddress.Step]) -> Bool { steps.starts(with: address.steps) }
      rows.removeAll { isBelow($0.steps) }
      cells.removeAll { isBelow($0.address.steps) }
      notOccurring.removeAll { isBelow($0.target.steps) }
    } else {
      cells.removeAll { $0.address.means(address) }
      notOccurring.removeAll { $0.target.means(address) }
    }
    return cells.count + rows.count + notOccurring.count < before
  }
}

extension CellAddress {
  /// Whether two addresses may mean one cell: ancestors may be left out.
  fileprivate func means(_ other: CellAddress) -> Bool {
    name == other.name && facet == other.facet && period == other.period
      && steps.last == other.steps.last
      && (steps.isWithin(other.steps) || other.steps.isWithin(steps))
  }
}

extension [CellAddress.Step] {
  /// Whether the steps stand in others in the same order.
  fileprivate func isWithin(_ others: [CellAddress.Step]) -> Bool {
    var rest = others[...]
    for step in self {
      guard let place = rest.firstIndex(of: step) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }
}

extension CaseReader {
  /// How many cases may build on one another.
  static let deepest = 4

  /// `like cases/twelve-months.case`, the first line.
  mutating func readLike(_ line: inout LineScanner) {
    let origin = line.origin
    guard let path = line.rest() else {
      return expected("案例文件，如 cases/a.case", "a case such as cases/a.case", line)
    }
    guard !hasBegun else {
      findings.append(Finding(.caseLikeFirst, at: origin))
      return
    }
    // A case that somebody sends reads nothing outside its own folder.
    let steps = path.text.split(separator: "/", omittingEmptySubsequences: false)
    let isBelow = !steps.contains { $0.isEmpty || $0 == ".." || $0.contains("\\") }
    guard depth < Self.deepest, isBelow, let bytes = others(path.text) else {
      findings.append(
        Finding(
          .caseLikeMissing, at: line.origin(path.range),
          ["got": path.text, "limit": "\(Self.deepest)"]))
      return
    }
    var reader = CaseReader(bytes, file: path.text)
    reader.others = others
    reader.depth = depth + 1
    reader.readLines()
    reader.takeOver()
    // What is wrong there is told once, at this line; that case tells it line by line itself.
    if let problem = reader.findings.first(where: { $0.severity == .error }) {
      findings.append(Finding(problem.kind, at: origin, problem.arguments))
    }
    base = CaseBase(
      period: reader.period, header: reader.header, rows: reader.rows, cells: reader.cells,
      notOccurring: reader.notOccurring, samples: reader.samples)
  }

  /// `without fuel[烟煤]/2024-03/FC`: an inherited cell, or a row with all below it, is not filed.
  mutating func readWithout(_ line: inout LineScanner) {
    let origin = line.origin
    guard let address = readAddress(&line) else { return }
    end(&line)
    if base?.remove(address) != true {
      findings.append(Finding(.caseWithout, at: origin, ["got": address.description]))
    }
  }

  /// Puts the own lines over those of the case that this one is like.
  mutating func takeOver() {
    guard var base else { return }
    for entry in cells { _ = base.remove(entry.address) }
    for statement in notOccurring where !statement.target.isRow {
      _ = base.remove(statement.target)
    }
    base.rows.removeAll { row in rows.contains { $0.steps == row.steps } }
    base.samples.removeAll { sample in samples.contains { $0.id == sample.id } }
    rows = base.rows + rows
    cells = base.cells + cells
    notOccurring = base.notOccurring + notOccurring
    samples = base.samples + samples
    period = period ?? base.period
    header.methodology = header.methodology ?? base.header.methodology
    header.filedOn = header.filedOn ?? base.header.filedOn
    header.purpose = header.purpose ?? base.header.purpose
    header.region = header.region ?? base.header.region
    header.enterprise = header.enterprise ?? base.header.enterprise
    header.creditCode = header.creditCode ?? base.header.creditCode
    let own = Set(header.further.map(\.name))
    header.further = base.header.further.filter { !own.contains($0.name) } + header.further
  }
}

extension FindingKind {
  static let caseLikeFirst = FindingKind(
    "case.like-first", .error, zh: "like 须是第一行，且只写一次",
    en: "“like” must be the first line and stand once")
  static let caseLikeMissing = FindingKind(
    "case.like-missing", .error,
    zh: "没有案例“{got}”（从方法学文件夹算起的路径），或案例相套超过 {limit} 层",
    en: "there is no case “{got}” below the methodology, or more than {limit} build on one another")
  static let caseWithout = FindingKind(
    "case.without-nothing", .error, zh: "沿用的案例里没有“{got}”，无可去掉",
    en: "the case that this one is like has no “{got}” to leave out")
}
