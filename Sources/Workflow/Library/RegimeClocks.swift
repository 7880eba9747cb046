import Diagnostics
import Quantities
import RuleLanguage
import RulePlan

/// What regimes say about filing a month's evidence: by when, and what belongs to it.
public struct RegimeClocks: Sendable {
  /// A term that runs from the end of the month.
  public struct Clock: Sendable {
    /// Permanent identifier.
    public var id: String
    /// Whose term it is, in words.
    public var title: String
    /// `enterprise`, `district` …; only the enterprise's own is its deadline.
    public var stage: String
    /// The region by name; nil for the whole country.
    public var region: String?
    /// Natural days after the month's last day.
    public var days: Int
    /// Where it was seen and how well it is known.
    public var citation: Citation

    /// The last day of the term for a month.
    public func deadline(_ month: YearMonth) -> Day {
      month.next.first.advanced(by: days - 1)
    }
  }

  /// One thing that belongs to a month's evidence.
  public struct Item: Sendable {
    /// What it is.
    public var title: String
    /// The concepts that it is made of.
    public var concepts: Set<String>
    /// Values by identifier, where no concept names them.
    public var values: Set<String>
    /// What bears it out: `ledger` or `laboratory`.
    public var proof: String
  }

  /// Terms of the month's filing; those of the region first.
  public let clocks: [Clock]
  /// What belongs to a month; empty where the regime says nothing.
  public let items: [Item]
  /// The fields that a laboratory report has to state.
  public let fields: [String]
  /// Where ``items`` were seen.
  public let source: String?

  /// Reads what holds for a sector, month and region.
  ///
  /// - Parameters:
  ///   - purpose: `monthly-filing`.
  ///   - region: as the filing names it; a region's own clocks come before the nation's.
  public init(
    _ library: MethodLibrary, sector: String, month: YearMonth, region: String?,
    purpose: String = "monthly-filing"
  ) {
    var clocks: [Clock] = []
    var items: [Item] = []
    var fields: [String] = []
    var source: String?
    for root in Self.regimes(library) {
      func applies(_ element: XMLElement) -> Bool {
        let from = element.attribute("from").flatMap { YearMonth($0.value) }
        let through = element.attribute("to").flatMap { YearMonth($0.value) }
        let purposes = element.attribute("purpose")?.value.split(separator: " ").map(String.init)
        let own = element.attribute("sector")?.value
        return (from.map { $0 <= month } ?? true) && (through.map { month <= $0 } ?? true)
          && (purposes?.contains(purpose) ?? true) && (own.map { $0 == sector } ?? true)
      }
      for element in root.elements(named: "clock") where applies(element) {
        let place = element.attribute("region")?.value
        guard let days = element.attribute("days").flatMap({ Int($0.value) }),
          (0...3660).contains(days), place.map({ Self.lies(region, in: $0) }) ?? true
        else { continue }
        clocks.append(
          Clock(
            id: element.attribute("id")?.value ?? "clock",
            title: element.attribute("title")?.value ?? "存证",
            stage: element.attribute("stage")?.value ?? "enterprise", region: place, days: days,
            citation: Self.citation(element, root)))
      }
      for package in root.elements(named: "package") where applies(package) && items.isEmpty {
        items = package.elements(named: "item").map(Self.item)
        source = Self.citation(package, root).source
      }
      for element in root.elements(named: "laboratory") where applies(element) && fields.isEmpty {
        fields = Self.words(element, "fields")
      }
    }
    self.clocks =
      clocks.filter { $0.region != nil } + clocks.filter { $0.region == nil }
    self.items = items
    self.fields = fields
    self.source = source
  }

  /// The enterprise's own term: the shortest that holds where it stands.
  public var own: Clock? {
    clocks.filter { $0.stage == "enterprise" }.min { $0.days < $1.days }
  }

  // MARK: reading

  /// The roots of all regimes, in order of their files.
  static func regimes(_ library: MethodLibrary) -> [XMLElement] {
    library.files.paths.filter { $0.hasPrefix("regimes/") && $0.hasSuffix(".xml") }
      .compactMap { library.element($0) }
  }

  /// A citation with what the regime as a whole says.
  static func citation(_ element: XMLElement, _ root: XMLElement) -> Citation {
    func value(_ name: String) -> String? {
      (element.attribute(name) ?? root.attribute(name))?.value
    }
    return Citation(
      clause: value("clause"), source: value("source"),
      evidence: value("evidence").flatMap { Evidence(rawValue: $0) } ?? .recalled)
  }

  static func words(_ element: XMLElement, _ name: String) -> [String] {
    (element.attribute(name)?.value ?? "").split(separator: " ").map(String.init)
  }

  private static func item(_ element: XMLElement) -> Item {
    Item(
      title: element.attribute("title")?.value ?? "", concepts: Set(words(element, "concepts")),
      values: Set(words(element, "values")), proof: element.attribute("proof")?.value ?? "ledger")
  }

  /// Whether a region as a filing names it lies in one of a regime: `广东省广州市` in 广东省.
  static func lies(_ region: String?, in place: String) -> Bool {
    guard let region else { return false }
    let short = place.hasSuffix("省") || place.hasSuffix("市") ? String(place.dropLast()) : place
    return region == place || region.contains(place) || region == short
  }
}
