import Accounting
import Diagnostics
import Quantities
import RulePlan

/// What commands about offsets take from the command line.
enum OffsetArguments {
  /// The check that `--programme`, `--year` and `--cutoff` ask for.
  static func check(_ call: Invocation, day: Day) throws -> OffsetCheck {
    let rules = try rules(call)
    let programme = try programme(rules, call)
    guard let text = call.value("--year"), let year = Int(text), (1990...2200) ~= year else {
      throw CommandStop.usage(
        Wording(zh: "请用 --year 写明履约年度，如 2016", en: "give the compliance year with --year, as 2016"))
    }
    return OffsetCheck(
      rules, programme: programme, year: year, day: day, cutoff: try Self.day(call, "--cutoff"))
  }

  /// The rules of the library; rules that are not in order decide nothing.
  static func rules(_ call: Invocation) throws -> OffsetRules {
    let rules = OffsetRules(try call.library())
    guard !rules.findings.hasErrors else {
      throw CommandStop.findings(rules.findings, sources: sources(call))
    }
    return rules
  }

  /// The texts of the rule files, for printing findings.
  static func sources(_ call: Invocation) -> FindingPrinter.Sources {
    let library = try? call.library()
    return { library?.source($0) }
  }

  private static func programme(
    _ rules: OffsetRules, _ call: Invocation
  ) throws -> OffsetRules.Programme {
    let known = rules.programmes.map { "\($0.term.id)（\($0.term.title)）" }.joined(separator: "、")
    guard let name = call.value("--programme") else {
      throw CommandStop.usage(
        Wording(
          zh: "请用 --programme 写明履约体系：\(known)", en: "name the programme with --programme: \(known)")
      )
    }
    guard let programme = rules.programme(name) else {
      throw CommandStop.usage(
        Wording(zh: "没有履约体系“\(name)”；有：\(known)", en: "no programme “\(name)”; there are \(known)"))
    }
    return programme
  }

  /// A day that an option states; nil without the option.
  static func day(_ call: Invocation, _ option: String) throws -> Day? {
    guard let text = call.value(option) else { return nil }
    guard let day = Day(text) else {
      throw CommandStop.usage(
        Wording(
          zh: "\(option) 后面是日期，如 2017-06-09，不是“\(text)”",
          en: "\(option) takes a day, as 2017-06-09, not “\(text)”"))
    }
    return day
  }

  /// The quantity that an option states.
  static func quantity(_ call: Invocation, _ option: String) throws -> CreditQuantity {
    guard let text = call.value(option) else {
      throw CommandStop.usage(
        Wording(zh: "请用 \(option) 写明数量（t）", en: "give the tonnes with \(option)"))
    }
    guard let number = Rational(decimal: text),
      case .success(let quantity) = CreditQuantity.tonnes(number)
    else {
      throw CommandStop.usage(
        Wording(
          zh: "\(option) 后面是吨数，最细到克，如 239197 或 0.00014，不是“\(text)”",
          en: "\(option) takes tonnes, not finer than a gram, as 239197 or 0.00014, not “\(text)”"))
    }
    return quantity
  }

  /// The quantities that shares are taken of.
  static func bases(_ call: Invocation) throws -> OffsetLimits.Bases {
    func number(_ option: String) throws -> Rational? {
      guard let text = call.value(option) else { return nil }
      guard let number = Rational(decimal: text), number >= .zero else {
        throw CommandStop.usage(
          Wording(zh: "\(option) 后面是吨数，不是“\(text)”", en: "\(option) takes tonnes, not “\(text)”"))
      }
      return number
    }
    var bases = OffsetLimits.Bases()
    bases.emissions = try number("--emissions")
    bases.allowances = try number("--allowances")
    bases.obligation = try number("--obligation")
    return bases
  }

  /// What a holder, or everybody, used for a programme and year already.
  static func used(
    _ registry: Registry, _ check: OffsetCheck, holder: String?
  ) -> [OffsetCredit] {
    let lots = Dictionary(registry.lots.map { ($0.issue.id, $0) }) { first, _ in first }
    return registry.movements.compactMap { entry in
      let movement = entry.record
      guard entry.isValid, movement.action == .surrendered, movement.year == check.year,
        let name = movement.programme, check.programme.term.isNamed(name),
        holder.map({ $0 == movement.holder }) ?? true, let lot = lots[movement.issue]
      else { return nil }
      return OffsetCredit(lot, holder: movement.holder, quantity: movement.quantity)
    }
  }
}
