import Accounting
import Diagnostics
import Store

extension FilingReader {
  /// Reads a revision of a project, with the stages up to it.
  func read(_ reference: ProjectReference, method: String?) throws -> Reading {
    let project = try ProjectFilings.read(reference.path)
    let record = try project.chosen(reference, period: period)
    let filing = try project.data(record).filing()
    guard let word = method ?? record.methodology ?? filing.header.methodology else {
      let name = "\(reference.path)@\(record.number)"
      throw CommandStop.usage(
        Wording(
          zh: "“\(name)”没有写明方法学，请写：mrv … METHOD \(name)",
          en: "“\(name)” names no methodology; write mrv … METHOD \(name)"))
    }
    let choice = try MethodNames(library: library).find(
      word, period: filing.period, purpose: filing.header.purpose)
    let library = library
    return Reading(
      filing: filing, methodology: choice.id, reason: choice.reason, findings: [],
      sources: { library.source($0) })
  }
}
