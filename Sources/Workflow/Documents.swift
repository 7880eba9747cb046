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
  /// The annual report.
  ///
  /// - Parameter reading: what was found while the files of the filing were read.
  public static func report(
    _ calculation: Calculation, in library: MethodLibrary, language: Language = .chinese,
    reading: [Finding] = []
  ) -> Document {
    var material = material(calculation, library)
    material.findings = reading + material.findings
    var document = AnnualReport.document(material, language: language)
    document.properties = material.properties(.report)
    document.figures = material.figures()
    let frozen = material
    document.calculation = { frozen.calculationSheets() }
    return document
  }

  /// The verification checklist.
  ///
  /// - Parameter reading: what was found while the files of the filing were read.
  public static func checklist(
    _ calculation: Calculation, in library: MethodLibrary, language: Language = .chinese,
    reading: [Finding] = []
  ) -> Document {
    let properties = Self.material(calculation, library).properties(.checklist)
    var material = checklistMaterial(calculation)
    material.findings = reading + material.findings
    let checklist = ChecklistBuilder.build(material)
    var document = ChecklistDocument(calculation: calculation, checklist: checklist).document()
    document.properties = properties
    return document
  }

  private static func material(
    _ calculation: Calculation, _ library: MethodLibrary
  ) -> ReportMaterial {
    let bound = calculation.bound
    let units = library.units
    return ReportMaterial(
      method: calculation.method, evaluation: calculation.evaluation, filing: bound.filing,
      findings: calculation.findings, hash: calculation.plan.hash,
      entry: { bound.entry($0, $1) }, rowTitle: { bound.title(row: $0, of: $1) },
      factor: { units.shownFactor(from: $0, to: $1) })
  }

  private static func checklistMaterial(_ calculation: Calculation) -> ChecklistMaterial {
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
