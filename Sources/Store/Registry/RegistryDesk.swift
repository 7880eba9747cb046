import Accounting
import Diagnostics
import Quantities

/// Looks at records before the database does, so that people are told what is wrong in their words.
///
/// The triggers of the database refuse the same things by themselves: ``RegistrySchema``.
struct RegistryDesk {
  /// What the registry does not take, and why.
  private(set) var findings: [Finding] = []
  /// Whether the record looked at last can be added.
  private(set) var isAccepted = true
  /// Identifiers of records that were refused: what rests on them is not told again.
  private var refused: Set<String> = []

  /// Looks at a record.
  mutating func check(
    _ line: ProjectFile.RegistryLine, _ connection: borrowing Connection
  ) throws(StoreFailure) {
    let before = findings.count
    let isSilent = try checkReferences(line, connection)
    if before == findings.count, !isSilent {
      for finding in Self.forms(line.record) {
        findings.append(Finding(finding.kind, at: line.origin, finding.arguments))
      }
    }
    if before == findings.count, !isSilent { try checkRoom(line, connection) }
    isAccepted = before == findings.count && !isSilent
    if !isAccepted, let id = Self.identifier(line.record) {
      refused.insert("\(line.record.table.id) \(id)")
    }
  }

  private static func identifier(_ record: any RegistryRecord) -> String? {
    guard record.table.columns.first?.id == "id" else { return nil }
    return record.values.first?.text
  }

  /// Looks at the identifier and at the records that this one names.
  ///
  /// - Returns: whether a record that it names was refused before: then nothing more is told.
  private mutating func checkReferences(
    _ line: ProjectFile.RegistryLine, _ connection: borrowing Connection
  ) throws(StoreFailure) -> Bool {
    let record = line.record
    if let id = Self.identifier(record) {
      let table = RegistrySchema.table(record.table)
      if try connection.value("SELECT number FROM \(table) WHERE id = ?", [.text(id)]).int != nil {
        findings.append(
          Finding(.registryTaken, at: line.origin, ["table": record.table.title, "got": id]))
      }
    }
    let columns = record.table.columns.map(\.id)
    for reference in RegistrySchema.references where reference.child == record.table {
      guard let place = columns.firstIndex(of: reference.column),
        let id = record.values[place].text
      else { continue }
      if refused.contains("\(reference.parent.id) \(id)") { return true }
      let table = RegistrySchema.table(reference.parent)
      let isVoid = RegistrySchema.isVoid(reference.parent, table + ".number")
      let row = try connection.rows(
        "SELECT \(isVoid) FROM \(table) WHERE id = ?", [.text(id)]
      ).first
      let arguments = ["table": reference.parent.title, "got": id]
      if row == nil {
        findings.append(Finding(.registryUnknown, at: line.origin, arguments))
      } else if row?.first?.int == 1 {
        findings.append(Finding(.registryVoided, at: line.origin, arguments))
      }
    }
    return false
  }

  // MARK: What a record says by itself

  private static func forms(
    _ record: any RegistryRecord
  ) -> [(kind: FindingKind, arguments: [String: String])] {
    switch record {
    case let record as ProjectParticipant:
      guard let through = record.through, through < record.from else { return [] }
      return [(.registryDays, ["from": "\(record.from)", "through": "\(through)"])]
    case let record as MonitoringPeriod:
      if record.through < record.from {
        return [(.registryDays, ["from": "\(record.from)", "through": "\(record.through)"])]
      }
      let isOpen = record.quantity == nil && record.register == nil
      return isOpen ? [(.registryQuantityMissing, ["got": record.id])] : []
    case let record as CreditIssue: return forms(record)
    case let record as CreditMovement: return forms(record)
    default: return []
    }
  }

  private static func forms(
    _ record: CreditIssue
  ) -> [(kind: FindingKind, arguments: [String: String])] {
    if record.quantity <= .zero {
      return [(.registryNotPositive, ["got": "\(record.quantity)"])]
    }
    if record.first == nil, record.last == nil { return [] }
    if let first = record.first, let last = record.last, first > 0, last >= first {
      let (tonnes, grams) = record.quantity.grams.quotientAndRemainder(
        dividingBy: CreditQuantity.gramsOfTonne)
      if grams == 0, tonnes - 1 == last - first { return [] }
    }
    return [
      (
        .registryNumbers,
        [
          "first": record.first.map(String.init) ?? "—",
          "last": record.last.map(String.init) ?? "—", "got": "\(record.quantity)",
        ]
      )
    ]
  }

  private static func forms(
    _ record: CreditMovement
  ) -> [(kind: FindingKind, arguments: [String: String])] {
    if record.quantity <= .zero {
      return [(.registryNotPositive, ["got": "\(record.quantity)"])]
    }
    if (record.action == .transferred) != (record.receiver != nil) {
      return [(.registryReceiver, ["action": record.action.title])]
    }
    if record.receiver == record.holder { return [(.registrySelf, ["holder": record.holder])] }
    let isForCompliance = record.programme != nil && record.year != nil
    if (record.action == .surrendered) != isForCompliance {
      return [(.registryProgramme, ["action": record.action.title])]
    }
    return []
  }

  // MARK: What the others leave room for

  private mutating func checkRoom(
    _ line: ProjectFile.RegistryLine, _ connection: borrowing Connection
  ) throws(StoreFailure) {
    switch line.record {
    case let record as MonitoringPeriod:
      try checkBasis(record, line.origin, connection)
      let other = try connection.value(
        "SELECT " + RegistrySchema.overlap(project: "?1", from: "?2", through: "?3"),
        [.text(record.project), .text("\(record.from)"), .text("\(record.through)")]
      ).text
      if let other {
        findings.append(
          Finding(
            .registryOverlap, at: line.origin,
            ["got": record.id, "other": other, "project": record.project]))
      }
    case let record as CreditIssue: try checkRoom(record, line.origin, connection)
    case let record as CreditMovement: try checkRoom(record, line.origin, connection)
    default: break
    }
  }

  private mutating func checkRoom(
    _ record: CreditIssue, _ origin: Origin, _ connection: borrowing Connection
  ) throws(StoreFailure) {
    let row = try connection.rows(
      """
      SELECT from_day, through_day, grams, \(RegistrySchema.issued(period: "?1")), basis
      FROM credit_period WHERE id = ?1
      """, [.text(record.period)]
    ).first
    guard let row, let from = row[0].text.flatMap({ Day($0) }),
      let through = row[1].text.flatMap({ Day($0) })
    else { return }
    if record.vintage < from.year || record.vintage > through.year {
      findings.append(
        Finding(
          .registryVintage, at: origin,
          ["got": "\(record.vintage)", "from": "\(from)", "through": "\(through)"]))
    }
    if record.day <= through {
      findings.append(
        Finding(.registryEarly, at: origin, ["got": "\(record.day)", "through": "\(through)"]))
    }
    let issued = CreditQuantity(grams: Int64(row[3].int ?? 0))
    if let grams = row[2].int {
      let total = issued.adding(record.quantity)
      if total.map({ $0 > CreditQuantity(grams: Int64(grams)) }) ?? true {
        findings.append(
          Finding(
            .registryOverIssued, at: origin,
            [
              "got": "\(record.quantity)", "period": record.period, "issued": "\(issued)",
              "expected": "\(CreditQuantity(grams: Int64(grams)))",
            ]))
      }
    }
    if let result = try Self.result(row[4].text, connection) {
      try checkVintage(record, result, origin, connection)
    }
    if let first = record.first, let last = record.last {
      let other = try connection.value(
        "SELECT "
          + RegistrySchema.sameNumbers(register: "?1", series: "?2", first: "?3", last: "?4"),
        [.optional(record.register), .optional(record.series), .integer(first), .integer(last)]
      ).text
      if let other {
        findings.append(
          Finding(
            .registryNumbersTaken, at: origin,
            ["first": "\(first)", "last": "\(last)", "other": other]))
      }
    }
  }

  private mutating func checkRoom(
    _ record: CreditMovement, _ origin: Origin, _ connection: borrowing Connection
  ) throws(StoreFailure) {
    let issued = try connection.value(
      "SELECT day FROM credit_issue WHERE id = ?", [.text(record.issue)]
    ).text
    if let issued, "\(record.day)" < issued {
      findings.append(
        Finding(.registryBeforeIssue, at: origin, ["got": "\(record.day)", "issued": issued]))
      return
    }
    let least = try connection.value(
      "SELECT " + RegistrySchema.least(issue: "?1", holder: "?2", from: "?3"),
      [.text(record.issue), .text(record.holder), .text("\(record.day)")]
    ).int
    let there = CreditQuantity(grams: Int64(least ?? 0))
    if there < record.quantity {
      findings.append(
        Finding(
          .registryNotEnough, at: origin,
          [
            "lot": record.issue, "holder": record.holder, "got": "\(record.quantity)",
            "there": "\(there)",
          ]))
    }
  }

  // MARK: What was computed

  /// The result of this file that a text names as basis.
  private static func result(
    _ basis: String?, _ connection: borrowing Connection
  ) throws(StoreFailure) -> CreditResult? {
    guard let origin = basis.flatMap({ CreditResult.Origin($0) }) else { return nil }
    return try CreditResults.read(connection, number: origin.result)
      .first { $0.origin == origin }
  }

  /// A period that names a result has its days and its quantity.
  private mutating func checkBasis(
    _ record: MonitoringPeriod, _ origin: Origin, _ connection: borrowing Connection
  ) throws(StoreFailure) {
    guard let result = try Self.result(record.basis, connection) else { return }
    if record.quantity == result.quantity, record.from == result.from,
      record.through == result.through
    {
      return
    }
    findings.append(
      Finding(
        .registryBasis, at: origin,
        [
          "got": record.id, "result": "\(result.origin.result)",
          "from": "\(result.from)", "through": "\(result.through)",
          "expected": result.quantity.map { "\($0)" } ?? "—",
          "quantity": record.quantity.map { "\($0)" } ?? "—",
        ]))
  }

  /// No year gets more units than the result of its period credits it with.
  private mutating func checkVintage(
    _ record: CreditIssue, _ result: CreditResult, _ origin: Origin,
    _ connection: borrowing Connection
  ) throws(StoreFailure) {
    let vintage = result.vintages.first { $0.year == record.vintage }
    var arguments = [
      "period": record.period, "year": "\(record.vintage)", "result": "\(result.origin.result)",
    ]
    guard let vintage, vintage.isCreditable == true else {
      findings.append(Finding(.registryNotCreditable, at: origin, arguments))
      return
    }
    let grams = try connection.value(
      "SELECT " + RegistrySchema.issued(period: "?1", vintage: "?2"),
      [.text(record.period), .number(record.vintage)]
    ).int
    let issued = CreditQuantity(grams: Int64(grams ?? 0))
    guard issued.adding(record.quantity).map({ $0 > vintage.most }) ?? true else { return }
    arguments["got"] = "\(record.quantity)"
    arguments["issued"] = "\(issued)"
    arguments["expected"] = "\(vintage.most)"
    findings.append(Finding(.registryOverVintage, at: origin, arguments))
  }

  // MARK: Voiding

  /// Why a record cannot be voided; nil where it can.
  static func voidFault(
    _ table: RegistryTable, _ number: Int, _ connection: borrowing Connection
  ) throws(StoreFailure) -> Finding? {
    let arguments = ["table": table.title, "got": "\(number)"]
    let origin = Origin.address("\(table.id) \(number)")
    let name = RegistrySchema.table(table)
    let row = try connection.rows(
      "SELECT \(RegistrySchema.isVoid(table, name + ".number")) FROM \(name) WHERE number = ?",
      [.number(number)]
    ).first
    guard let row else { return Finding(.registryNoRow, at: origin, arguments) }
    if row.first?.int == 1 { return Finding(.registryVoided, at: origin, arguments) }
    if let carrying = RegistrySchema.isCarrying(table, "?1"),
      try connection.value("SELECT \(carrying)", [.number(number)]).int == 1
    {
      return Finding(.registryCarrying, at: origin, arguments)
    }
    if table == .movements,
      try connection.value("SELECT \(RegistrySchema.isPassedOn("?1"))", [.number(number)]).int == 1
    {
      return Finding(.registryPassedOn, at: origin, arguments)
    }
    return nil
  }
}

extension FindingKind {
  static let registryTaken = FindingKind(
    "registry.id-taken", .error,
    zh: "{table}“{got}”已经登记过；编号只用一次，冲销过的也不再用",
    en: "“{got}” is registered already; an identifier is used once, even when it was voided")
  static let registryUnknown = FindingKind(
    "registry.unknown", .error, zh: "登记簿里没有{table}“{got}”，请先登记",
    en: "the registry has no “{got}” ({table}); enter it first")
  static let registryNoRow = FindingKind(
    "registry.no-row", .error, zh: "{table}没有第 {got} 条；mrv registry list 文件 表 列出序号",
    en: "{table} has no number {got}; mrv registry list PROJECT TABLE shows the numbers")
  static let registryVoided = FindingKind(
    "registry.voided", .error, zh: "{table}“{got}”已经冲销", en: "“{got}” ({table}) was voided")
  static let registryDays = FindingKind(
    "registry.days", .error, zh: "结束日期 {through} 早于开始日期 {from}",
    en: "the last day {through} is before the first, {from}")
  static let registryQuantityMissing = FindingKind(
    "registry.quantity-missing", .error,
    zh: "监测期“{got}”没有减排量；只有外部登记的监测期可以不填",
    en: "the period “{got}” has no quantity; only one of an outside register may lack it")
  static let registryNotPositive = FindingKind(
    "registry.not-positive", .error, zh: "数量 {got} t 应大于零",
    en: "a quantity is more than 0 t, not {got}")
  static let registryNumbers = FindingKind(
    "registry.numbers", .error,
    zh: "起号 {first} 到止号 {last} 与数量 {got} t 不符：一个号码是 1 t，起止号要么都填，要么都不填",
    en: "numbers {first} to {last} are not {got} t: a number is one tonne, give both or neither")
  static let registryNumbersTaken = FindingKind(
    "registry.numbers-taken", .error,
    zh: "号码 {first} 到 {last} 中有的已在“{other}”中：同一吨不能登记两次",
    en: "of the numbers {first} to {last} some are in “{other}”: a tonne is registered once")
  static let registryReceiver = FindingKind(
    "registry.receiver", .error, zh: "“转让”要填受让人，其他操作不填（这里是“{action}”）",
    en: "a transfer has a receiver, nothing else has one (here: {action})")
  static let registrySelf = FindingKind(
    "registry.self", .error, zh: "受让人和持有人都是“{holder}”", en: "“{holder}” is holder and receiver")
  static let registryProgramme = FindingKind(
    "registry.programme", .error,
    zh: "“履约”要填履约体系和履约年度，其他操作两项都不填（这里是“{action}”）",
    en: "units surrendered have programme and compliance year, others neither (here: {action})")
  static let registryOverlap = FindingKind(
    "registry.period-overlap", .error,
    zh: "监测期“{got}”与项目“{project}”的监测期“{other}”重叠：同一天的减排量只能算一次",
    en: "the period “{got}” overlaps “{other}” of the project “{project}”: a day counts once")
  static let registryVintage = FindingKind(
    "registry.vintage", .error, zh: "年份 {got} 不在监测期 {from} 至 {through} 之内",
    en: "the vintage {got} is not in the period {from} to {through}")
  static let registryEarly = FindingKind(
    "registry.issued-early", .error, zh: "签发日期 {got} 应在监测期最后一天 {through} 之后",
    en: "units are issued behind the last day of their period, {through}, not on {got}")
  static let registryOverIssued = FindingKind(
    "registry.over-issued", .error,
    zh: "监测期“{period}”的减排量是 {expected} t，已签发 {issued} t，不能再签发 {got} t",
    en: "the period “{period}” has {expected} t, {issued} t are issued: {got} t more cannot be")
  static let registryBasis = FindingKind(
    "registry.basis", .error,
    zh: "监测期“{got}”填的是 {quantity} t，它依据的核算结果 {result} 是 {from} 至 {through}，{expected} t",
    en: "the period “{got}” says {quantity} t; result {result}, on which it rests, is of {from} to"
      + " {through} and says {expected} t")
  static let registryNotCreditable = FindingKind(
    "registry.not-creditable", .error,
    zh: "监测期“{period}”依据的核算结果 {result} 没有判定 {year} 年可核证，不能签发",
    en: "result {result}, on which “{period}” rests, does not credit {year}: nothing is issued")
  static let registryOverVintage = FindingKind(
    "registry.over-vintage", .error,
    zh: "监测期“{period}”{year} 年按核算结果 {result} 可核证 {expected} t，已签发 {issued} t，"
      + "不能再签发 {got} t",
    en: "result {result} credits {year} of “{period}” with {expected} t, {issued} t are issued:"
      + " {got} t more cannot be")
  static let registryBeforeIssue = FindingKind(
    "registry.before-issue", .error, zh: "日期 {got} 早于签发日期 {issued}",
    en: "the day {got} is before the day of issue, {issued}")
  static let registryNotEnough = FindingKind(
    "registry.not-enough", .error,
    zh: "“{holder}”在批次“{lot}”中可用的只有 {there} t，不够 {got} t：同一吨只能用一次",
    en: "“{holder}” has {there} t of “{lot}” left, not {got} t: a tonne is used once")
  static let registryCarrying = FindingKind(
    "registry.carrying", .error, zh: "{table}第 {got} 条还有别的记录以它为依据，请先冲销那些记录",
    en: "other records rest on {table} {got}; void those first")
  static let registryPassedOn = FindingKind(
    "registry.passed-on", .error, zh: "{table}第 {got} 条转出的减排量已被受让人再转让或使用，不能冲销",
    en: "what {table} {got} handed over went on from its receiver; it cannot be voided")
}
