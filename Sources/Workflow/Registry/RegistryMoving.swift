import Accounting
import Diagnostics
import Quantities
import RulePlan
import Store

/// `mrv registry transfer`, `use` and `cancel`: one movement from the command line.
enum RegistryMoving {
  static func run(_ call: Invocation, _ action: CreditMovement.Action) throws -> ExitCode {
    let path = call.operands[1]
    // Whoever sets the rules aside says on whose authority.
    guard call.value("--despite")?.contains(where: { !$0.isWhitespace }) ?? true else {
      throw CommandStop.usage(
        Wording(zh: "--despite 后面要写明依据", en: "--despite takes the reason, which is empty here"))
    }
    let registry = try RegistryCommand.read(path)
    let lot = try lot(call.operands[2], registry)
    var movement = CreditMovement(
      issue: lot.issue.id, action: action,
      quantity: try OffsetArguments.quantity(call, "--quantity"),
      holder: try holder(lot, call), day: try OffsetArguments.day(call, "--day") ?? today(call))
    movement.remark = call.value("--despite") ?? call.value("--reason")
    if action == .transferred {
      guard let receiver = call.value("--to"), !receiver.isEmpty else {
        throw CommandStop.usage(Wording(zh: "请用 --to 写明受让人", en: "name the receiver with --to"))
      }
      movement.receiver = receiver
    }
    var findings: [Finding] = []
    if action == .surrendered {
      let check = try OffsetArguments.check(call, day: movement.day)
      movement.programme = check.programme.term.id
      movement.year = check.year
      findings = try OffsetAcceptance.findings(movement, lot, registry, check, call)
      // Refused by the rules: nothing is written.
      guard !findings.hasErrors else {
        throw CommandStop.findings(findings, sources: { _ in nil })
      }
    }
    let note = try call.note(reason: call.value("--despite") ?? call.value("--reason") ?? "")
    let left = try StoreCall.translate { () throws(StoreFailure) in
      let project = try ProjectFile.open(path, for: .writing)
      try project.register(
        [ProjectFile.RegistryLine(movement, at: .address("issues \(lot.issue.id)"))], note)
      return try project.registry().lots.first { $0.issue.id == lot.issue.id }?.available
    }
    tell(movement, left ?? .zero, findings, call)
    return call.code(findings)
  }

  /// The day in Beijing.
  static func today(_ call: Invocation) throws -> Day {
    Day(number: Int32(clamping: (try call.seconds() + 8 * 3600) / 86_400))
  }

  private static func lot(_ id: String, _ registry: Registry) throws -> CreditLot {
    let lots = registry.lots
    if let lot = lots.first(where: { $0.issue.id == id }) { return lot }
    let known = lots.prefix(10).map(\.issue.id).joined(separator: ", ")
    throw CommandStop.usage(
      Wording(
        zh: "登记簿里没有批次“\(id)”；有：\(known)", en: "there is no lot “\(id)”; there are \(known)"))
  }

  private static func holder(_ lot: CreditLot, _ call: Invocation) throws -> String {
    if let name = call.value("--holder") { return name }
    let holders = lot.balances.map(\.holder)
    if holders.count == 1 { return holders[0] }
    if holders.isEmpty { return lot.issue.holder }
    let list = holders.joined(separator: "、")
    throw CommandStop.usage(
      Wording(
        zh: "批次“\(lot.issue.id)”有几位持有人（\(list)）；请用 --holder 写明",
        en: "the lot “\(lot.issue.id)” has several holders (\(list)); name one with --holder"))
  }

  private static func tell(
    _ movement: CreditMovement, _ left: CreditQuantity, _ findings: [Finding], _ call: Invocation
  ) {
    if call.isJSON {
      let json = JSON.members([
        "project": .text(call.operands[1]), "lot": .text(movement.issue),
        "action": .text(movement.action.id), "tonnes": .text("\(movement.quantity)"),
        "holder": .text(movement.holder), "receiver": .optional(movement.receiver),
        "programme": .optional(movement.programme), "year": .optional(movement.year),
        "day": .text("\(movement.day)"), "left": .text("\(left)"),
      ])
      call.write(json, findings, sources: { _ in nil })
      return
    }
    let purpose = movement.programme.map { " \($0) \(movement.year ?? 0)" } ?? ""
    let receiver = movement.receiver.map { " → \($0)" } ?? ""
    call.line(
      TerminalText.printable(
        call.say(
          "\(movement.day) \(movement.action.title)\(purpose)：\(movement.issue)"
            + " \(movement.quantity) t，\(movement.holder)\(receiver)；本批余额 \(left) t",
          "\(movement.day) \(movement.action.id)\(purpose): \(movement.quantity) t of"
            + " \(movement.issue), \(movement.holder)\(receiver); \(left) t are left of the lot")))
    _ = RegistryCommand.tell(findings, call)
  }
}
