import Diagnostics
import Quantities
import RulePlan

// What the authority did with a method, and methods of which nothing more is known.
extension Compiler {
  /// The registration that a methodology states.
  mutating func registration(
    _ element: XMLElement, _ layer: (file: String, root: XMLElement)
  ) -> Method.Registration? {
    let file = layer.file
    let context = Declaration.Context(file: file).entering(layer.root)
    needsNewer(
      "<registration>", "1.2", at: .source(file: file, range: element.tagRange), context)
    var registration = Method.Registration(number: element.attribute("number")?.value.nonEmpty)
    registration.region = element.attribute("region")?.value
    registration.batch = element.attribute("batch")?.value
    registration.supersedes = element.attribute("supersedes")?.value
    registration.supersededBy = element.attribute("superseded-by")?.value
    var latest = ""
    for stage in element.elements(named: "stage") {
      let date = stage.attribute("date")
      // Days and months compare as texts as far as both are told.
      let told = min(date?.value.count ?? 0, latest.count)
      if let date, date.value.prefix(told) < latest.prefix(told) {
        report(
          .attributeValue, .source(file: file, range: date.valueRange),
          ["name": "date", "got": date.value, "expected": "≥ \(latest)"])
      }
      latest = date?.value ?? latest
      registration.stages.append(
        Method.Registration.Stage(
          status: stage.attribute("status")?.value ?? "", date: date?.value,
          document: stage.attribute("document")?.value,
          citation: context.entering(element).entering(stage).citation(note: stage.noteText)))
    }
    checkOtherEnds(element, registration, file)
    return registration
  }

  /// A method that is registered only says where it is registered, and has nothing to compute.
  mutating func checkRegistered(_ root: XMLElement, _ file: String, _ method: Method) {
    guard method.isRegisteredOnly, let standing = root.attribute("standing") else { return }
    let place = Origin.source(file: file, range: standing.valueRange)
    var context = Declaration.Context(file: file)
    context.language = languageOf[file] ?? "1"
    needsNewer("standing=\"registered\"", "1.2", at: place, context)
    if method.registration == nil {
      report(.childMissing, place, ["name": "registration", "element": "methodology"])
    }
    if method.holes.isEmpty {
      report(.childMissing, place, ["name": "hole", "element": "methodology"])
    }
    for declaration in declarations
    where Vocabulary.values.contains(declaration.kind) || declaration.kind == "check" {
      report(.registeredComputes, declaration.origin, ["name": declaration.name])
    }
  }

  /// Versions that replace each other say so at both ends.
  private mutating func checkOtherEnds(
    _ element: XMLElement, _ registration: Method.Registration, _ file: String
  ) {
    let ends = [
      ("supersedes", registration.supersedes, "superseded-by"),
      ("superseded-by", registration.supersededBy, "supersedes"),
    ]
    for (name, other, back) in ends {
      guard let other, let attribute = element.attribute(name) else { continue }
      let place = Origin.source(file: file, range: attribute.valueRange)
      guard let bytes = library.files[other + "/methodology.xml"] else {
        let near = Nearest.names(to: other, among: library.methodologies)
        report(
          .supersededUnknown, place, ["got": other, "known": near.joined(separator: " ")])
        continue
      }
      let root = XMLReader.read(bytes, file: other + "/methodology.xml").0
      let found = root?.elements(named: "registration").first?.attribute(back)?.value
      if found != methodology {
        report(.supersededOneSided, place, ["other": other, "name": back, "own": methodology])
      }
    }
  }
}

extension FindingKind {
  static let registeredComputes = FindingKind(
    "rules.registered-computes", .error,
    zh: "只登记、未见公式的方法学（standing=\"registered\"）不能有计算内容：“{name}”",
    en: "a method that is only registered computes nothing; “{name}” does")
  static let supersededUnknown = FindingKind(
    "rules.superseded-unknown", .error,
    zh: "规则库中没有方法学“{got}”；相近的有：{known}。库中没有的版本请写在 <note> 里",
    en: "the library has no methodology “{got}”; near ones: {known}. Name others in a <note>")
  static let supersededOneSided = FindingKind(
    "rules.superseded-one-sided", .error,
    zh: "“{other}”没有写 {name}=\"{own}\"：新旧版本要互相写明",
    en: "“{other}” does not say {name}=\"{own}\": both versions name each other")
}
