import Accounting
import RuleLanguage
import Store

/// The rule files that a calculation rests on.
enum RuleSelection {
  /// The files by their path: enough to compile every methodology of the calculation to the same
  /// plan. Other methodologies and all cases are left out.
  ///
  /// Whether they are enough is tried out; where they are not, all rule files are kept.
  static func files(_ calculation: Calculation, in library: MethodLibrary) -> [String: [UInt8]] {
    let plans = Self.plans(calculation)
    let selected = select(Set(plans.keys), library)
    let trial = MethodLibrary(RuleFiles(selected))
    let isEnough = plans.allSatisfy { trial.compile($0.key).plan?.hash == $0.value }
    return isEnough ? selected : library.files.files.filter { $0.key.hasSuffix(".xml") }
  }

  /// The methodologies of a calculation with their plan hashes.
  private static func plans(_ calculation: Calculation) -> [String: String] {
    var plans = [calculation.plan.methodology: calculation.plan.hash]
    for earlier in calculation.earlier {
      plans.merge(Self.plans(earlier)) { first, _ in first }
    }
    return plans
  }

  private static func select(
    _ methodologies: Set<String>, _ library: MethodLibrary
  ) -> [String: [UInt8]] {
    var wanted = methodologies
    // What an edition extends belongs to it.
    var open = Array(methodologies)
    while let next = open.popLast() {
      guard let base = library.base(of: next), library.methodologies.contains(base),
        wanted.insert(base).inserted
      else { continue }
      open.append(base)
    }
    let others = library.methodologies.filter { !wanted.contains($0) }
    return library.files.files.filter { path, _ in
      guard path.hasSuffix(".xml") else { return false }
      return !others.contains { path.hasPrefix($0 + "/") }
        || wanted.contains { path.hasPrefix($0 + "/") }
    }
  }
}

/// Whether a recorded result still is what the rules would give.
enum ResultStanding: String, Sendable {
  /// Rules and data are those of the result.
  case current
  /// The text of a rule changed, its methodology still means the same.
  case reworded
  /// The methodology means something else now.
  case rulesChanged = "rules-changed"
  /// The rule library has not got the methodology, or it does not compile.
  case unknown

  /// Holds a result against the rule library.
  init(_ result: ResultRecord, _ recorded: [String: [UInt8]], in library: MethodLibrary) {
    guard library.methodologies.contains(result.methodology),
      let plan = library.compile(result.methodology).plan
    else {
      self = .unknown
      return
    }
    guard plan.hash == result.plan else {
      self = .rulesChanged
      return
    }
    let isSame = recorded.allSatisfy { library.files.files[$0.key] == $0.value }
    self = isSame ? .current : .reworded
  }
}
