import Accounting
import Diagnostics
import Exchange
import Quantities
import RulePlan
import Store
import Verification

/// `mrv registry issue`: from a computed filing to its monitoring period and units.
///
/// The program proposes the rows; whoever issues writes them with `--enter`, and then the filing's
/// revision and the result are kept with them.
enum RegistryIssuing {
  static func issue(_ call: Invocation) throws -> ExitCode {
    guard let project = ProjectReference(call.operands[1]) else { return .usage }
    let word = call.operands.count > 2 ? call.operands[2] : call.operands[1]
    let (reading, calculation, library) = try CalculationCall.full(
      call, try call.library(), nil, word)
    guard !reading.findings.hasErrors else {
      throw CommandStop.findings(reading.findings, sources: reading.sources)
    }
    let registry = try RegistryCommand.read(project.path)
    var proposal = try IssueProposal(registry, reading, calculation, call)
    let refusals = try StoreCall.translate { () throws(StoreFailure) in
      try ProjectFile.open(project.path, for: .writing).refusals(lines(proposal))
    }
    proposal.findings += refusals
    let isRefused = proposal.findings.hasErrors
    // Whoever issues is told of the calculation what whoever computes is told.
    proposal.findings.insert(
      contentsOf: reading.findings + WrittenPlaces(calculation).located(calculation.findings),
      at: 0)
    guard !isRefused else {
      throw CommandStop.findings(proposal.findings, sources: reading.sources)
    }
    if let out = call.value("--out") { try write(proposal, to: out, call) }
    guard call.has("--enter"), !proposal.isEmpty else {
      return tell(proposal, origin: nil, project.path, reading.sources, call)
    }
    let revision: Int
    if let own = ProjectReference(word), own.path == project.path {
      revision = try ProjectFilings.read(own.path).chosen(own, period: try call.period()).number
    } else {
      let material = try ImportInto.material(word, method: nil, into: nil, call)
      let stored = try ImportInto.store(call, material, into: project.path)
      proposal.findings += stored.findings.filter { !material.reading.findings.contains($0) }
      revision = stored.number
    }
    let origin = try origin(
      of: calculation, reading, revision, project.path, library, call)
    proposal.period?.basis = origin.description
    let note = try call.note(reason: call.value("--reason") ?? "")
    let after = try StoreCall.translate { () throws(StoreFailure) in
      let file = try ProjectFile.open(project.path, for: .writing)
      try file.register(lines(proposal), note)
      return try file.registry()
    }
    proposal.findings += RegistryChecks.findings(after)
    return tell(proposal, origin: origin, project.path, reading.sources, call)
  }

  private static func lines(_ proposal: IssueProposal) -> [ProjectFile.RegistryLine] {
    proposal.records.map { record in
      let id = record.values.first?.text ?? ""
      return ProjectFile.RegistryLine(record, at: .address("\(record.table.id) \(id)"))
    }
  }

  /// The result of a revision in the project, kept now where the latest one is another.
  private static func origin(
    of calculation: Calculation, _ reading: FilingReader.Reading, _ revision: Int, _ path: String,
    _ library: MethodLibrary, _ call: Invocation
  ) throws -> CreditResult.Origin {
    let (known, registry) = try StoreCall.translate { () throws(StoreFailure) in
      let file = try ProjectFile.open(path, for: .reading)
      let last = try file.results().last { $0.revision == revision }
      let figures = try last.map { result throws(StoreFailure) in
        try file.figures(of: result.number)
      }
      let isSame =
        last?.plan == calculation.plan.hash && figures == RecordedResult.figures(calculation)
      return (isSame ? last?.number : nil, try file.registry())
    }
    if let known, let result = registry.results.first(where: { $0.origin.result == known }) {
      return result.origin
    }
    let (number, _) = try RecordedResult.keep(
      calculation, reading, of: revision, in: path, library,
      try call.note(reason: call.value("--reason") ?? ""))
    guard
      let result = try RegistryCommand.read(path).results.first(where: {
        $0.origin.result == number
      })
    else { throw CommandStop.fault("a result of a reduction is not read back as one") }
    return result.origin
  }

  /// Writes the proposed rows as tables, for other registers or for changes by hand.
  private static func write(
    _ proposal: IssueProposal, to folder: String, _ call: Invocation
  ) throws {
    var registry = Registry()
    registry.periods = [proposal.period].compactMap { $0 }.map {
      Registry.Entry(number: 1, entry: 0, record: $0, voidedBy: nil)
    }
    registry.issues = proposal.issues.map {
      Registry.Entry(number: 1, entry: 0, record: $0, voidedBy: nil)
    }
    for table in [RegistryTable.periods, .issues] where !registry.rows(table).isEmpty {
      let path = try OutputFiles.free(folder, RegistryFile.name(table), force: call.has("--force"))
      try OutputFiles.write(RegistryFile.written(registry, table), to: path)
    }
  }

  // MARK: Telling

  private static func tell(
    _ proposal: IssueProposal, origin: CreditResult.Origin?, _ path: String,
    _ sources: @escaping FindingPrinter.Sources, _ call: Invocation
  ) -> ExitCode {
    if call.isJSON {
      call.write(json(proposal, origin, path), proposal.findings, sources: sources)
      return call.code(proposal.findings)
    }
    if proposal.isEmpty {
      call.line(
        call.say("这一期已经全部登记，没有要写的", "this period is registered already; nothing is left to do"))
      return RegistryCommand.tell(proposal.findings, sources: sources, call)
    }
    for table in [RegistryTable.periods, .issues] {
      let rows = proposal.records.filter { $0.table == table }.map(\.values)
      guard !rows.isEmpty else { continue }
      call.line(call.say(table.title, table.id))
      let filled = table.columns.indices.filter { column in
        rows.contains { $0[column] != .none }
      }
      var text = TextTable()
      for row in rows {
        text.add(
          filled.map {
            table.columns[$0].text(row[$0], chinese: call.language == .chinese) ?? ""
          })
      }
      text.head(filled.map { call.say(table.columns[$0].title, table.columns[$0].name) })
      call.console.out(text.text + "\n")
    }
    call.line(
      origin == nil
        ? call.say(
          "以上是提议，什么也没有写；核对后加 --enter 登记",
          "this is a proposal and nothing was written; look at it, then add --enter")
        : call.say("已登记到 \(path)", "entered in \(path)"))
    return RegistryCommand.tell(proposal.findings, sources: sources, call)
  }

  private static func json(
    _ proposal: IssueProposal, _ origin: CreditResult.Origin?, _ path: String
  ) -> JSON {
    func rows(_ table: RegistryTable) -> JSON {
      .array(
        proposal.records.filter { $0.table == table }.map {
          RegistryTelling.json(table, $0.values)
        })
    }
    return .members([
      "project": .text(path), "entered": .flag(origin != nil),
      "revision": .optional(origin?.revision), "result": .optional(origin?.result),
      "sha256": .optional(origin?.sha256), "periods": rows(.periods), "issues": rows(.issues),
    ])
  }
}
