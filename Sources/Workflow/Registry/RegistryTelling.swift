import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Store
import Verification

/// `mrv registry list`, `check` and `export`.
enum RegistryTelling {
  static func list(_ call: Invocation) throws -> ExitCode {
    let registry = try RegistryCommand.read(call.operands[1])
    guard call.operands.count > 2 else { return lots(registry, call) }
    guard let table = RegistryTable(named: call.operands[2]) else {
      let known = RegistryTable.allCases.map(\.id).joined(separator: ", ")
      throw CommandStop.usage(
        Wording(
          zh: "没有“\(call.operands[2])”这张表；可用：\(known)",
          en: "there is no table “\(call.operands[2])”, but \(known)"))
    }
    return rows(registry, table, call)
  }

  private static func rows(
    _ registry: Registry, _ table: RegistryTable, _ call: Invocation
  ) -> ExitCode {
    let rows = registry.rows(table)
    if call.isJSON {
      let head = JSON.members([
        "project": .text(call.operands[1]), "table": .text(table.id),
        "rows": .array(rows.map { row in json(table, row.number, row.isValid, row.values) }),
      ])
      call.write(head, [], sources: { _ in nil })
      return .clean
    }
    var text = TextTable()
    for row in rows {
      text.add(
        ["\(row.number)"]
          + zip(table.columns, row.values).map { column, value in
            column.text(value, chinese: call.language == .chinese) ?? ""
          } + [row.isValid ? "" : call.say("已冲销", "voided")])
    }
    text.head(
      [call.say("序号", "no.")] + table.columns.map { call.say($0.title, $0.name) } + [""])
    call.console.out(text.text)
    return .clean
  }

  private static func json(
    _ table: RegistryTable, _ number: Int, _ isValid: Bool, _ values: [RegistryValue]
  ) -> JSON {
    .object(
      [JSON.Member("number", .integer(number))] + members(table, values)
        + (isValid ? [] : [JSON.Member("voided", .flag(true))]))
  }

  /// A row for programs.
  static func json(_ table: RegistryTable, _ values: [RegistryValue]) -> JSON {
    .object(members(table, values))
  }

  private static func members(_ table: RegistryTable, _ values: [RegistryValue]) -> [JSON.Member] {
    zip(table.columns, values).compactMap { column, value in
      if case .whole(let number) = value {
        return JSON.Member(column.name, .integer(Int(number)))
      }
      return value.text.map { JSON.Member(column.name, .text($0)) }
    }
  }

  // MARK: Lots

  private static func lots(_ registry: Registry, _ call: Invocation) -> ExitCode {
    let holder = call.value("--holder")
    let lots = registry.lots.filter { lot in
      holder.map { name in lot.balances.contains { $0.holder == name } } ?? true
    }
    if call.isJSON {
      let head = JSON.members([
        "project": .text(call.operands[1]), "lots": .array(lots.map { json($0) }),
        "totals": .array(totals(lots).map { json($0) }),
      ])
      call.write(head, [], sources: { _ in nil })
      return .clean
    }
    if lots.isEmpty {
      call.line(
        call.say(
          "登记簿里还没有签发的减排量；mrv registry export \(call.operands[1]) --out DIR 写出空表",
          "no units are issued yet; mrv registry export \(call.operands[1]) --out DIR writes tables"
        ))
      return .clean
    }
    var table = TextTable(right: [4, 5, 6, 7, 8])
    for lot in lots {
      table.add(
        [lot.issue.id, lot.issue.credit, "\(lot.issue.vintage)", lot.project.id]
          + Self.quantities(lot).map(\.description)
          + [
            lot.balances.map { "\($0.holder) \($0.quantity)" }.joined(separator: "；"),
            lot.issue.register ?? "",
          ])
    }
    for total in totals(lots) {
      table.add(
        [call.say("合计", "total"), total.credit, "", ""] + total.quantities.map(\.description)
          + ["", ""])
    }
    table.head([
      call.say("批号", "lot"), call.say("种类", "credit"), call.say("年份", "vintage"),
      call.say("项目", "project"), call.say("签发 t", "issued t"),
      call.say("履约", "surrendered"), call.say("自愿", "voluntary"), call.say("注销", "cancelled"),
      call.say("余额", "left"), call.say("持有人", "holders"), call.say("外部登记", "register"),
    ])
    call.console.out(table.text)
    return .clean
  }

  private static func quantities(_ lot: CreditLot) -> [CreditQuantity] {
    [lot.issue.quantity, lot.surrendered, lot.voluntary, lot.cancelled, lot.available]
  }

  /// What there is of a kind of credits.
  private struct Total {
    let credit: String
    let quantities: [CreditQuantity]
  }

  private static func totals(_ lots: [CreditLot]) -> [Total] {
    Dictionary(grouping: lots, by: \.issue.credit).sorted { $0.key < $1.key }.map { credit, lots in
      let rows = lots.map { Self.quantities($0) }
      let sums = (0..<5).map { column in
        rows.reduce(CreditQuantity.zero) {
          $0.adding($1[column]) ?? CreditQuantity(grams: .max)
        }
      }
      return Total(credit: credit, quantities: sums)
    }
  }

  private static let names = ["issued", "surrendered", "voluntary", "cancelled", "left"]

  private static func json(_ total: Total) -> JSON {
    .object(
      [JSON.Member("credit", .text(total.credit))]
        + zip(names, total.quantities).map { JSON.Member($0, .text($1.description)) })
  }

  private static func json(_ lot: CreditLot) -> JSON {
    let head: [JSON.Member] = [
      JSON.Member("lot", .text(lot.issue.id)), JSON.Member("credit", .text(lot.issue.credit)),
      JSON.Member("vintage", .integer(lot.issue.vintage)),
      JSON.Member("project", .text(lot.project.id)), JSON.Member("period", .text(lot.period.id)),
      JSON.Member("method", .text(lot.period.method)),
    ]
    let holders = lot.balances.map { balance in
      JSON.members([
        "holder": .text(balance.holder), "tonnes": .text(balance.quantity.description),
      ])
    }
    return .object(
      head + zip(names, quantities(lot)).map { JSON.Member($0, .text($1.description)) }
        + [JSON.Member("holders", .array(holders))]
        + (lot.issue.register.map { [JSON.Member("register", .text($0))] } ?? []))
  }

  // MARK: Check and export

  static func check(_ call: Invocation) throws -> ExitCode {
    let registry = try RegistryCommand.read(call.operands[1])
    let findings = RegistryChecks.findings(registry)
    if call.isJSON {
      let head = JSON.members([
        "project": .text(call.operands[1]), "lots": .integer(registry.lots.count),
        "participants": .integer(registry.participants.count { $0.isValid }),
      ])
      call.write(head, findings, sources: { _ in nil })
      return call.code(findings)
    }
    if findings.isEmpty {
      call.line(
        call.say(
          "没有发现重复申报：\(registry.lots.count) 批，\(registry.participants.count { $0.isValid }) 个识别码",
          "no double claims: \(registry.lots.count) lots,"
            + " \(registry.participants.count { $0.isValid }) keys"))
    }
    return RegistryCommand.tell(findings, call)
  }

  static func export(_ call: Invocation) throws -> ExitCode {
    let folder = try call.out()
    let registry = try RegistryCommand.read(call.operands[1])
    var paths: [String] = []
    for table in RegistryTable.allCases {
      paths.append(
        try OutputFiles.free(folder, RegistryFile.name(table), force: call.has("--force")))
    }
    for (table, path) in zip(RegistryTable.allCases, paths) {
      try OutputFiles.write(RegistryFile.written(registry, table), to: path)
    }
    if call.isJSON {
      call.write(JSON.members(["written": .texts(paths)]), [], sources: { _ in nil })
    } else {
      for path in paths { call.line(path) }
    }
    return .clean
  }
}
