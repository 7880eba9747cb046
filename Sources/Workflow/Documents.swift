import Accounting
import Diagnostics
import Engine
import Exchange
import Quantities
import Reporting
import RulePlan
import Verification

/// The documents of a calculation.
///
/// Same calculation, same bytes. Documents are Chinese, as they are filed; only findings are told
/// in the language asked for.
public enum Documents {
  /// A document and the name of its file, without ending.
  struct Titled {
    /// `report`.
    let name: String
    let document: Document
    /// Whether it is written as plain text too.
    var isText = false
  }

  /// The annual report, what is disclosed of it where the edition has a form for that, and the list
  /// of what goes into which box of the platform: `report.html`, `disclosure.html`,
  /// `platform.html`, `platform.json`.
  ///
  /// - Parameter reading: what was found while the files of the filing were read.
  public static func report(
    _ calculation: Calculation, in library: MethodLibrary, language: Language = .chinese,
    reading: [Finding] = []
  ) -> [DocumentFile] {
    var material = material(calculation, library)
    material.findings = reading + material.findings
    let forms = FormLibrary(library)
    let skeleton = frame("annual-report", calculation, forms)
    if let skeleton { material.askedHeader = skeleton.headerItems }
    var documents = [
      Titled(
        name: "report",
        document: AnnualReport.document(material, skeleton: skeleton, language: language))
    ]
    if let frame = frame("disclosure", calculation, forms) {
      // Public is what concerns the public: the item of the header that the frame asks for.
      var open = material
      open.askedHeader = frame.headerItems
      documents.append(
        Titled(
          name: "disclosure",
          document: AnnualReport.document(open, skeleton: frame, language: language)))
    }
    var files: [DocumentFile] = []
    if let frame = frame("platform-list", calculation, forms) {
      let list = PlatformList(material, skeleton: frame)
      documents.append(Titled(name: "platform", document: list.document(frame)))
      files.append(
        DocumentFile(name: "platform.json", bytes: Array(list.json.text(linesTo: 1).utf8)))
    }
    return self.files(documents) + files
  }

  /// What a verifier works with: `checklist.html` (文件评审表, 现场核查清单), `checklist.txt`,
  /// `verification-plan.html`,
  /// `non-conformities.html`, `conclusion.html`, `verification-report.html`.
  ///
  /// - Parameters:
  ///   - reading: what was found while the files of the filing were read.
  ///   - materiality: the share of the total from which a difference is material; nil for what the
  ///     regimes say.
  public static func checklist(
    _ calculation: Calculation, in library: MethodLibrary, language: Language = .chinese,
    reading: [Finding] = [], materiality: Rational? = nil
  ) -> [DocumentFile] {
    let review = Review(calculation, library, reading, materiality)
    let forms = FormLibrary(library)
    let names = [
      ("desk-review", "checklist"), ("verification-plan", "verification-plan"),
      ("non-conformities", "non-conformities"),
      ("conclusion", "conclusion"), ("verification-report", "verification-report"),
    ]
    return files(
      names.compactMap { kind, name in
        let skeleton =
          frame(kind, calculation, forms) ?? (kind == "desk-review" ? .plainReview : nil)
        return skeleton.map {
          Titled(name: name, document: review.document($0), isText: kind == "desk-review")
        }
      })
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

  /// Documents as files.
  static func files(_ documents: [Titled]) -> [DocumentFile] {
    documents.flatMap { titled -> [DocumentFile] in
      let page = DocumentFile(
        name: titled.name + ".html", bytes: HTMLRenderer.page(titled.document))
      guard titled.isText else { return [page] }
      let text = TextRenderer.text(titled.document)
      return [page, DocumentFile(name: titled.name + ".txt", bytes: Array(text.utf8))]
    }
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
    return unit.isEmpty || unit == "1" ? digits : "\(digits) \(unit)"
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
    func part(_ name: String, _ caption: String) -> Item {
      .part(Part(name: name, options: ["caption": caption]))
    }
    return Skeleton(
      id: "plain-review", document: "desk-review", title: "{enterprise} 核查工作表",
      citation: Citation(clause: nil, source: nil, evidence: .derived),
      items: [
        part("check-top", "影响最大、风险最高的数据"), part("check-numbers", "复算值、填报值、差异"),
        part("check-review", "文件评审"), part("check-records", "需索取的记录"),
        part("check-sampling", "抽样方案"), part("check-site", "现场核查"),
      ])
  }
}
