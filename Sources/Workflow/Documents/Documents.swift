import Accounting
import Diagnostics
import Dispatch
import Engine
import Exchange
import OfficeFiles
import Quantities
import Reporting
import RulePlan
import Synchronization
import Verification

/// The documents of a calculation.
///
/// Same calculation, same bytes. Documents are Chinese, as they are filed; only findings are told
/// in the language asked for.
public enum Documents {
  /// A document and the name of its files, without ending.
  public struct Titled: Sendable {
    /// `report`.
    public let name: String
    /// The document.
    public var document: Document
    /// Whether plain text is one of its usual formats.
    public var isText = false
    /// Whether it is worked through on a screen: nobody prints what goes into hundreds of boxes.
    public var isForScreen = false
    /// Files that stand beside it whatever the formats.
    public var companions: [DocumentFile] = []

    init(
      name: String, document: Document, isText: Bool = false, companions: [DocumentFile] = []
    ) {
      self.name = name
      self.document = document
      self.isText = isText
      self.companions = companions
    }
  }

  /// The annual report, what is disclosed of it where the edition has a form for that, and the list
  /// of what goes into which box of the platform: `report`, `disclosure`, `platform`.
  ///
  /// - Parameters:
  ///   - reading: what was found while the files of the filing were read.
  ///   - earlier: results of earlier periods, to compare with.
  public static func report(
    _ calculation: Calculation, in library: MethodLibrary, language: Language = .chinese,
    reading: [Finding] = [], earlier: [EarlierYear] = []
  ) -> [Titled] {
    let calculation = calculation.withoutPersonalData(library)
    if let credit = Credit(calculation) {
      return reduction(credit, calculation, library, language, calculation.tellable(reading))
    }
    var material = material(calculation, library)
    material.findings = calculation.tellable(reading) + material.findings
    material.earlier = earlier
    let forms = FormLibrary(library)
    let skeleton = frame("annual-report", calculation, forms)
    if let skeleton { material.askedHeader = skeleton.headerItems }
    var report = AnnualReport.document(material, skeleton: skeleton, language: language)
    report.properties = material.properties(.report)
    report.figures = material.figures()
    let frozen = material
    report.calculation = { frozen.calculationSheets() }
    var documents = [Titled(name: "report", document: report)]
    if let frame = frame("disclosure", calculation, forms) {
      // Public is what concerns the public: the item of the header that the frame asks for.
      var open = material
      open.askedHeader = frame.headerItems
      var disclosure = AnnualReport.document(open, skeleton: frame, language: language)
      disclosure.properties = open.properties(.report)
      documents.append(Titled(name: "disclosure", document: disclosure))
    }
    if let frame = frame("platform-list", calculation, forms) {
      let list = PlatformList(material, skeleton: frame)
      let entries = list.entries()
      var platform = list.document(frame, entries: entries)
      platform.properties = material.properties(.document)
      let file = DocumentFile(
        name: "platform.json", bytes: Array(PlatformList.json(entries).text(linesTo: 1).utf8))
      var titled = Titled(name: "platform", document: platform, companions: [file])
      titled.isForScreen = true
      documents.append(titled)
    }
    return documents
  }

  /// What a verifier works with: `checklist` (文件评审表, 现场核查清单), `verification-plan`,
  /// `non-conformities`, `conclusion`, `verification-report`.
  ///
  /// - Parameters:
  ///   - reading: what was found while the files of the filing were read.
  ///   - materiality: the share of the total from which a difference is material; nil for what the
  ///     regimes say.
  public static func checklist(
    _ calculation: Calculation, in library: MethodLibrary, reading: [Finding] = [],
    materiality: Rational? = nil
  ) -> [Titled] {
    checklist(Review(calculation, library, reading, materiality), in: library)
  }

  /// The same of a review that is there.
  static func checklist(_ review: Review, in library: MethodLibrary) -> [Titled] {
    if let credit = Credit(review.calculation) { return reduction(credit, review, library) }
    let forms = FormLibrary(library)
    let names = [
      ("desk-review", "checklist"), ("verification-plan", "verification-plan"),
      ("non-conformities", "non-conformities"),
      ("conclusion", "conclusion"), ("verification-report", "verification-report"),
    ]
    return names.compactMap { kind, name in
      let skeleton =
        frame(kind, review.calculation, forms) ?? (kind == "desk-review" ? .plainReview : nil)
      return skeleton.map { skeleton in
        var document = review.document(skeleton)
        document.properties = review.material.properties(.checklist)
        return Titled(name: name, document: document, isText: kind == "desk-review")
      }
    }
  }

  /// A checklist with what its documents are made of.
  struct Review {
    let calculation: Calculation
    let checklist: Checklist
    let material: ReportMaterial
    let rules: VerificationRules

    init(
      _ calculation: Calculation, _ library: MethodLibrary, _ reading: [Finding],
      _ share: Rational?
    ) {
      let reading = calculation.tellable(reading)
      let calculation = calculation.withoutPersonalData(library)
      self.calculation = calculation
      rules = VerificationRules(
        library, region: calculation.bound.filing.header.region, materiality: share)
      let reported = ReportedFigures(calculation, units: library.units)
      var own = Documents.checklistMaterial(calculation)
      own.findings = reading + reported.findings + own.findings
      own.sampling = rules.sampling
      own.reported = reported.numbers
      own.materiality = rules.materiality.share
      checklist = ChecklistBuilder.build(own)
      var material = Documents.material(calculation, library)
      material.findings = own.findings
      self.material = material
    }

    /// The document of a frame.
    func document(_ skeleton: Skeleton) -> Document {
      ChecklistDocument(
        calculation: calculation, checklist: checklist, material: material, rules: rules
      ).document(skeleton)
    }
  }

  /// The frame of a document for a calculation; nil where the library has none.
  static func frame(
    _ document: String, _ calculation: Calculation, _ forms: FormLibrary
  ) -> Skeleton? {
    forms.skeleton(
      document, methodology: calculation.method.id,
      month: calculation.bound.filing.period.through.description)
  }

  /// Documents as files: in the formats asked for, else in those that are of use for each.
  ///
  /// - Throws: where the system cannot pack or write.
  public static func files(
    _ documents: [Titled], formats: [DocumentFormat]? = nil
  ) throws(OfficeFileError) -> DocumentSet {
    let wanted = documents.map { titled in
      let taken = Set(titled.companions.map(\.name))
      return (formats ?? usual(titled)).filter {
        !taken.contains("\(titled.name).\($0.rawValue)")
      }
    }
    let parts = try parts(documents, wanted)
    var set = DocumentSet()
    for (place, titled) in documents.enumerated() {
      for format in wanted[place] {
        guard let made = parts[place]?[format] else { continue }
        set.files += made.files
        set.findings += made.findings
      }
      set.files += titled.companions
    }
    return set
  }

  /// Each document in each format, on two processors: pages, which take longest and keep to one
  /// thread with their fonts, and everything else.
  private static func parts(
    _ documents: [Titled], _ wanted: [[DocumentFormat]]
  ) throws(OfficeFileError) -> [Int: [DocumentFormat: DocumentSet]] {
    let made = Mutex<[Int: [DocumentFormat: DocumentSet]]>([:])
    let failure = Mutex<OfficeFileError?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { lane in
      for (place, titled) in documents.enumerated() {
        for format in wanted[place] where (format == .pdf) == (lane == 0) {
          do throws(OfficeFileError) {
            let part = try DocumentSet.make(
              titled.document, name: titled.name, formats: [format])
            made.withLock { $0[place, default: [:]][format] = part }
          } catch {
            failure.withLock { $0 = $0 ?? error }
          }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return made.withLock { $0 }
  }

  /// Workbooks and files for programs where there are values to compute; text for terminals.
  /// Methods are read on the screen.
  private static func usual(_ titled: Titled) -> [DocumentFormat] {
    if titled.document.properties.kind == .method || titled.isForScreen { return [.html] }
    let paper: [DocumentFormat] = [.html, .pdf, .docx]
    if !titled.document.figures.isEmpty { return paper + [.xlsx, .xml, .json] }
    return titled.isText ? paper + [.text] : paper
  }

  static func material(
    _ calculation: Calculation, _ library: MethodLibrary
  ) -> ReportMaterial {
    let bound = calculation.bound
    let units = library.units
    let places = WrittenPlaces(calculation)
    var material = ReportMaterial(
      method: calculation.method, evaluation: calculation.evaluation, filing: bound.filing,
      findings: calculation.findings, hash: calculation.plan.hash,
      entry: { bound.entry($0, $1) }, rowTitle: { bound.title(row: $0, of: $1) },
      factor: { units.shownFactor(from: $0, to: $1) })
    material.written = { places.origin($0) }
    material.confirmations = library.confirmations.used(by: calculation.method.id)
    return material
  }

  static func checklistMaterial(_ calculation: Calculation) -> ChecklistMaterial {
    let bound = calculation.bound
    let evaluation = calculation.evaluation
    return ChecklistMaterial(
      method: calculation.method, evaluation: evaluation, fired: calculation.checks,
      findings: calculation.findings, filing: bound.filing, entry: { bound.entry($0, $1) },
      rowTitle: { bound.title(row: $0, of: $1) },
      text: { named, element in text(calculation, named, element) })
  }

  /// A value with its unit, as people read it.
  private static func text(_ calculation: Calculation, _ index: Int, _ element: Int) -> String {
    let evaluation = calculation.evaluation
    let named = calculation.plan.named[index]
    guard case .number(let number)? = evaluation.value(named.node, element) else { return "—" }
    let shape = calculation.plan.nodes[named.node].shape
    let unit = named.unit.map { evaluation.unitText($0, of: shape, element) } ?? ""
    let isShort = (number.decimalPlaces ?? 99) <= 8
    let digits = isShort ? number.description : number.text(digits: 8)
    return unit.isEmpty || unit == "1" ? digits : "\(digits) \(UnitWords.text(unit))"
  }
}

extension Skeleton {
  /// The items of the header that fields ask for by name.
  var headerItems: Set<String> {
    func names(_ items: [Item]) -> [String] {
      items.flatMap { item -> [String] in
        switch item {
        case .fields(let fields):
          fields.fields.flatMap(\.sources).filter { $0.hasPrefix("header:") }
            .map { String($0.dropFirst("header:".count)) }
        case .section(let section): names(section.items)
        case .when(_, let inner): names(inner)
        default: []
        }
      }
    }
    return Set(names(items))
  }

  /// The review for a rule library without frames: the items, without official wording.
  static var plainReview: Skeleton {
    Skeleton(
      id: "plain-review", document: "desk-review", title: "{enterprise} 核查工作表",
      citation: Citation(clause: nil, source: nil, evidence: .derived),
      items: [
        .captioned("check-top", "影响最大、风险最高的数据"), .captioned("check-numbers", "复算值、填报值、差异"),
        .captioned("check-review", "文件评审"), .captioned("check-records", "需索取的记录"),
        .captioned("check-sampling", "抽样方案"), .captioned("check-site", "现场核查"),
      ])
  }
}
