import Accounting
import Diagnostics
import Quantities
import RulePlan
import Verification

/// The rows of a registry that follow from a computed filing: its monitoring period, and units of
/// each year that is creditable.
struct IssueProposal {
  /// The period; nil where the registry has it.
  var period: MonitoringPeriod?
  /// The units, whole tonnes, of which none were issued yet.
  private(set) var issues: [CreditIssue] = []
  /// What stands in the way, or is to be looked at.
  var findings: [Finding] = []

  /// All rows, the period first.
  var records: [any RegistryRecord] { [period].compactMap { $0 } + issues }
  /// Whether everything is registered.
  var isEmpty: Bool { records.isEmpty }

  init(
    _ registry: Registry, _ reading: FilingReader.Reading, _ calculation: Calculation,
    _ call: Invocation
  ) throws {
    guard let credit = Credit(calculation) else {
      throw CommandStop.usage(
        Wording(
          zh: "\(reading.methodology) 不是减排量方法学，没有可以签发的",
          en: "\(reading.methodology) computes no reductions: there is nothing to issue"))
    }
    let choice = IssueChoice(registry: registry, reading: reading, calculation: calculation)
    let method = try choice.method(call)
    let project = try choice.project(call, method)
    let computed = Self.computed(credit, reading)
    guard let total = computed.quantity,
      computed.vintages.contains(where: { $0.isCreditable == true })
    else {
      findings = Self.verdicts(credit, calculation)
      findings.append(Finding(.registryNothingCreditable, at: .none))
      return
    }
    findings = Self.verdicts(credit, calculation)
    if calculation.method.standing == "unofficial" {
      findings.append(
        Finding(.registryUnofficial, at: .none, ["name": reading.methodology]))
    }
    if project.method != method.id, method.supersedes != project.method {
      findings.append(
        Finding(
          .registryOtherMethod, at: .address("projects \(project.id)"),
          ["project": project.id, "method": project.method, "got": method.id]))
    }
    let known = registry.periods.first { entry in
      entry.isValid && entry.record.project == project.id && entry.record.from == computed.from
        && entry.record.through == computed.through
    }?.record
    if let known {
      if let register = known.register {
        throw CommandStop.usage(IssueChoice.elsewhere(known, register))
      }
      if let quantity = known.quantity, quantity != total {
        findings.append(RegistryChecks.otherwise(known, computed))
        return
      }
    } else {
      period = Self.period(registry, project, method, computed, total)
    }
    let own = known ?? period
    guard let own else { return }
    let holder = call.value("--holder") ?? project.owner ?? reading.filing.header.enterprise
    guard let kind = call.value("--credit") ?? method.scheme, let holder else {
      throw CommandStop.usage(IssueChoice.unstated(method, project, isHolder: holder == nil))
    }
    let day = try OffsetArguments.day(call, "--day") ?? RegistryMoving.today(call)
    issue(registry, project, own, computed, total, credit: kind, holder: holder, day: day)
  }

  /// The calculation as a registry counts it.
  private static func computed(
    _ credit: Credit, _ reading: FilingReader.Reading
  ) -> CreditResult {
    CreditResult(
      origin: CreditResult.Origin(revision: 0, result: 0, sha256: ""), filing: 0,
      methodology: reading.methodology, period: reading.filing.period,
      vintages: credit.vintages.compactMap { vintage in
        Int(vintage.name).map {
          CreditResult.Vintage(
            year: $0, quantity: vintage.quantity, isCreditable: vintage.isCreditable)
        }
      })
  }

  private static func period(
    _ registry: Registry, _ project: CreditProject, _ method: CreditMethod,
    _ computed: CreditResult, _ total: CreditQuantity
  ) -> MonitoringPeriod {
    var period = MonitoringPeriod(
      id: free("\(project.id)/\(computed.period)", registry.periods.map(\.record.id), "/"),
      project: project.id, method: method.id, from: computed.from, through: computed.through)
    period.quantity = total
    return period
  }

  /// An identifier that was never used, voided ones included.
  private static func free(_ id: String, _ taken: [String], _ mark: String) -> String {
    let taken = Set(taken)
    guard taken.contains(id) else { return id }
    var number = 2
    while taken.contains("\(id)\(mark)\(number)") { number += 1 }
    return "\(id)\(mark)\(number)"
  }

  private mutating func issue(
    _ registry: Registry, _ project: CreditProject, _ period: MonitoringPeriod,
    _ computed: CreditResult, _ total: CreditQuantity, credit: String, holder: String, day: Day
  ) {
    let before = registry.issues.filter { $0.isValid && $0.record.period == period.id }
      .map(\.record)
    func issued(_ issues: [CreditIssue]) -> Int64 {
      issues.reduce(0) { $0 + $1.quantity.grams }
    }
    var room = total.grams - issued(before)
    for vintage in computed.vintages where vintage.isCreditable == true {
      let left = vintage.most.grams - issued(before.filter { $0.vintage == vintage.year })
      let units = CreditQuantity(grams: max(min(left, room), 0)).wholeTonnes
      if left > room, room >= 0 {
        findings.append(
          Finding(
            .registryDeficit, at: .none, ["year": "\(vintage.year)", "total": "\(total)"]))
      }
      room -= units.grams
      guard units > .zero else { continue }
      issues.append(
        CreditIssue(
          id: Self.free(
            "\(project.id)-\(vintage.year)", registry.issues.map(\.record.id), "-"),
          period: period.id, credit: credit, vintage: vintage.year, quantity: units,
          holder: holder, day: day))
    }
    if room > 0, !issues.isEmpty || before.isEmpty {
      findings.append(
        Finding(
          .registryFraction, at: .none,
          ["period": period.id, "rest": "\(CreditQuantity(grams: room))"]))
    }
  }

  /// What is to be said of years that are not creditable.
  private static func verdicts(_ credit: Credit, _ calculation: Calculation) -> [Finding] {
    credit.vintages.filter { $0.isCreditable != true }.map { vintage in
      func verdict(_ language: Language) -> String {
        let none = language == .chinese ? "没有判定：方法学没有写条件" : "not decided: there are no conditions"
        return credit.hasConditions ? vintage.verdict(calculation.plan, language) : none
      }
      return Finding(
        .registryNotProposed, at: .none,
        [
          "year": vintage.name, "verdict": verdict(.chinese), "verdictEn": verdict(.english),
        ])
    }
  }
}

/// Which method and project of a registry a filing belongs to.
struct IssueChoice {
  let registry: Registry
  let reading: FilingReader.Reading
  let calculation: Calculation

  /// The method by which the filing was computed, as the registry has it.
  func method(_ call: Invocation) throws -> CreditMethod {
    let path = reading.methodology
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let names = [calculation.method.registration?.normalised, last, path].compactMap { $0 }
    let methods = registry.methods.filter(\.isValid).map(\.record)
    for name in names {
      if let method = methods.first(where: { $0.id.lowercased() == name }) { return method }
    }
    throw CommandStop.usage(
      Wording(
        zh: "登记簿里没有方法“\(names[0])”；先用 mrv registry add 放入方法和项目的表",
        en: "the registry has no method “\(names[0])”; first add tables of methods and projects"))
  }

  /// The project: the one that is named, the only one of the method, or the one of this title.
  func project(_ call: Invocation, _ method: CreditMethod) throws -> CreditProject {
    let projects = registry.projects.filter(\.isValid).map(\.record)
    if let id = call.value("--project") {
      if let project = projects.first(where: { $0.id == id }) { return project }
      throw CommandStop.usage(
        Wording(
          zh: "登记簿里没有项目“\(id)”；有：\(Self.list(projects))",
          en: "the registry has no project “\(id)”; there are \(Self.list(projects))"))
    }
    let fitting = projects.filter { [method.id, method.supersedes].contains($0.method) }
    if fitting.count == 1 { return fitting[0] }
    let stated = Set(reading.filing.header.further.map(\.value))
    let titled = fitting.filter { stated.contains($0.title) }
    if titled.count == 1 { return titled[0] }
    throw CommandStop.usage(
      fitting.isEmpty
        ? Wording(
          zh: "登记簿里没有按“\(method.id)”登记的项目；先用 mrv registry add 放入项目的表，或用 --project 写明",
          en: "no project is registered under “\(method.id)”; add it, or name one with --project")
        : Wording(
          zh: "登记簿里按“\(method.id)”登记的项目有 \(fitting.count) 个，请用 --project 写明：\(Self.list(fitting))",
          en: "\(fitting.count) projects are registered under “\(method.id)”; name one with"
            + " --project: \(Self.list(fitting))"))
  }

  private static func list(_ projects: [CreditProject]) -> String {
    projects.prefix(10).map { "\($0.id)（\($0.title)）" }.joined(separator: "、")
  }

  /// That units of a period are issued elsewhere: a tonne is registered once.
  static func elsewhere(_ period: MonitoringPeriod, _ register: String) -> Wording {
    Wording(
      zh: "监测期“\(period.id)”由“\(register)”登记，减排量在那里签发，这里不再签发",
      en: "the period “\(period.id)” is registered in “\(register)”: its units are issued there")
  }

  /// What neither registry nor command line says.
  static func unstated(
    _ method: CreditMethod, _ project: CreditProject, isHolder: Bool
  ) -> Wording {
    isHolder
      ? Wording(
        zh: "项目“\(project.id)”没有登记业主，请用 --holder 写明减排量归谁",
        en: "the project “\(project.id)” has no owner; say with --holder who gets the units")
      : Wording(
        zh: "方法“\(method.id)”没有登记体系，请用 --credit 写明减排量的种类，如 PHCER",
        en: "the method “\(method.id)” has no scheme; name the kind of credit with --credit")
  }
}

extension FindingKind {
  static let registryNotProposed = FindingKind(
    "registry.year-not-creditable", .warning, zh: "{year} 年{verdict}；不签发这一年的减排量",
    en: "{year} is {verdictEn}; no units of it are issued")
  static let registryNothingCreditable = FindingKind(
    "registry.nothing-creditable", .error, zh: "没有一年可核证，这份核算不能签发减排量",
    en: "no year is creditable: no units are issued from this calculation")
  static let registryUnofficial = FindingKind(
    "registry.unofficial", .warning, zh: "{name} 只凭记忆写成：这样登记的减排量只是演示",
    en: "{name} is known from memory only: units registered by it are a demonstration")
  static let registryOtherMethod = FindingKind(
    "registry.other-method", .warning, zh: "项目“{project}”按方法“{method}”登记，这一期却按“{got}”核算",
    en: "the project “{project}” is registered under “{method}”, computed by “{got}”")
  static let registryDeficit = FindingKind(
    "registry.deficit", .warning,
    zh: "有的年份减排量为负，各年合计只有 {total} t：{year} 年少签发；扣在哪一年由登记机构决定",
    en: "some years are negative and all together come to {total} t: less of {year} is issued;"
      + " the registrar decides which year bears it")
  static let registryFraction = FindingKind(
    "registry.fraction", .remark, zh: "只签发整吨；{rest} t 留在监测期“{period}”",
    en: "whole tonnes are issued; {rest} t stay with the period “{period}”")
}
