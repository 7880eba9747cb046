import Accounting
import Diagnostics
import Reporting
import RulePlan
import Verification

// The documents of a reduction: what is applied for, what was monitored, what came of it, and what
// applicant and reviewer go through.
extension Documents {
  /// `project-design`, `monitoring-report`, `reduction-report`.
  static func reduction(
    _ credit: Credit, _ calculation: Calculation, _ library: MethodLibrary, _ language: Language,
    _ reading: [Finding]
  ) -> [Titled] {
    var material = material(calculation, library)
    material.findings = reading + material.findings
    let parts = CreditParts(credit: credit, calculation: calculation, material: material)
    material.more = { parts.blocks($0) }
    let forms = FormLibrary(library)
    return ["project-design", "monitoring-report", "reduction-report"].compactMap { name in
      guard let skeleton = frame(name, calculation, forms) else { return nil }
      var own = material
      own.askedHeader = skeleton.headerItems
      var document = AnnualReport.document(own, skeleton: skeleton, language: language)
      if calculation.method.standing == "unofficial" {
        // No official title stands over what is no official document.
        var facts = ReportFacts.facts(
          method: own.method, filing: own.filing, revision: calculation.plan.revision,
          hash: own.hash)
        facts["enterprise"] = facts["enterprise"] ?? "项目业主（未填名称）"
        let title = SkeletonFiller(facts: facts, part: { _ in [] }).text(skeleton.title) + "（演示）"
        document.title = title
        document.blocks[0] = .heading(1, [.text(title)])
      }
      document.properties = own.properties(name == "reduction-report" ? .report : .document)
      if name == "reduction-report" {
        document.figures = own.figures()
        let frozen = own
        document.calculation = { frozen.calculationSheets() }
      }
      return Titled(name: name, document: document)
    }
  }

  /// `applicant-checklist`, `reviewer-checklist`.
  static func reduction(
    _ credit: Credit, _ review: Review, _ library: MethodLibrary
  ) -> [Titled] {
    let forms = FormLibrary(library)
    let parts = CreditParts(
      credit: credit, calculation: review.calculation, material: review.material)
    let check = ChecklistDocument(
      calculation: review.calculation, checklist: review.checklist, material: review.material,
      rules: review.rules)
    var facts = check.facts
    facts["enterprise"] =
      review.calculation.bound.filing.header.enterprise ?? "项目业主（未填名称）"
    return ["applicant-checklist", "reviewer-checklist"].compactMap { name in
      guard let skeleton = frame(name, review.calculation, forms) else { return nil }
      let titles = SubjectTitles(skeleton)
      let filler = SkeletonFiller(
        facts: facts,
        part: { part in
          part.name.hasPrefix("credit-") ? parts.blocks(part) : check.blocks(part, titles)
        })
      var document = filler.document(skeleton, banners: check.banners)
      document.properties = review.material.properties(.checklist)
      return Titled(name: name, document: document, isText: true)
    }
  }
}
