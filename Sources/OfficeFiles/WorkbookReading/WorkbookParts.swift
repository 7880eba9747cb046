import Diagnostics

/// Why a part of a workbook was not read.
enum PartProblem: Error, Hashable {
  /// A part that has to be there is missing.
  case missing(String)
  /// The container ends early or is garbled.
  case damaged
  /// A part is longer than it says.
  case tooLong(String)
  /// The XML of a part is wrong.
  case xml(String, XMLStreamProblem)
  /// More texts than fit.
  case texts

  func finding(file: String, sheet: String?) -> Finding {
    let origin: Origin =
      sheet.map { .cell(file: file, sheet: $0, row: 1, column: 1) } ?? .file(file)
    switch self {
    case .missing(let part): return Finding(.workbookMissing, at: origin, ["part": part])
    case .damaged: return Finding(.containerDamaged, at: .file(file))
    case .tooLong(let part):
      return Finding(.workbookTooLong, at: origin, ["part": part])
    case .texts: return Finding(.workbookTooLong, at: origin, ["part": "sharedStrings.xml"])
    case .xml(let part, .documentType):
      return Finding(.workbookDocumentType, at: origin, ["part": part])
    case .xml(let part, .tooMuch(let line)):
      return Finding(.workbookTooDeep, at: origin, ["part": part, "line": String(line)])
    case .xml(let part, .illFormed(let line, let message)):
      return Finding(
        .workbookIllFormed, at: origin, ["part": part, "line": String(line), "message": message])
    }
  }
}

/// Reads the parts of a workbook other than its sheets.
struct WorkbookParts {
  private let container: ZIPReader
  private let file: String

  init(_ container: ZIPReader, file: String) {
    self.container = container
    self.file = file
  }

  /// What the workbook lists.
  struct Book {
    var sheets: [WorkbookReader.Sheet] = []
    var is1904 = false
    var strings: String?
    var styles: String?
  }

  /// Streams a part into a delegate.
  func stream(_ name: String, _ delegate: any XMLStreamDelegate) throws(PartProblem) {
    guard let entry = container.entry(name) else { throw .missing(name) }
    let stream = XMLStream(delegate: delegate)
    do throws(ZIPReader.Failure) {
      try container.read(entry) { stream.add($0) }
    } catch {
      // What libxml2 says about the rest of a cut part is of no use.
      throw error == .tooLong ? .tooLong(name) : .damaged
    }
    do throws(XMLStreamProblem) {
      try stream.finish()
    } catch {
      throw .xml(name, error)
    }
  }

  /// All elements of a small part.
  private func elements(_ name: String) throws(PartProblem) -> [XMLStreamElement] {
    let list = ElementList()
    try stream(name, list)
    return list.elements
  }

  private final class ElementList: XMLStreamDelegate {
    var elements: [XMLStreamElement] = []

    func start(_ tag: XMLTag) -> Bool {
      elements.append(tag.element)
      return elements.count < 1_000_000
    }
    func text(_ bytes: UnsafeRawBufferPointer) -> Bool { true }
    func end(_ name: XMLName) -> Bool { true }
  }

  /// The relations of a part: identifier, kind, target as a name in the container.
  private func relations(of part: String) throws(PartProblem) -> [(
    id: String, type: String, target: String
  )] {
    let folder = part.split(separator: "/").dropLast().map(String.init)
    let name = (folder + ["_rels", (part.split(separator: "/").last ?? "") + ".rels"])
      .joined(separator: "/")
    guard container.entry(name) != nil else { return [] }
    return try elements(name).filter { $0.name == "Relationship" && $0["TargetMode"] != "External" }
      .map { element in
        let target = element["Target"] ?? ""
        let type = element["Type"]?.split(separator: "/").last.map(String.init) ?? ""
        return (element["Id"] ?? "", type, Self.resolved(target, from: folder))
      }
  }

  /// A target as a name in the container.
  private static func resolved(_ target: String, from folder: [String]) -> String {
    var path = target.hasPrefix("/") ? [] : folder
    for part in target.split(separator: "/") {
      if part == ".." { _ = path.popLast() } else if part != "." { path.append(String(part)) }
    }
    return path.joined(separator: "/")
  }

  func book() throws(PartProblem) -> Book {
    let main =
      try relations(of: "").first { $0.type == "officeDocument" }?.target ?? "xl/workbook.xml"
    let relations = try relations(of: main)
    var book = Book()
    book.strings = relations.first { $0.type == "sharedStrings" }?.target
    book.styles = relations.first { $0.type == "styles" }?.target
    for element in try elements(main) {
      switch element.name {
      case "workbookPr":
        book.is1904 = ["1", "true"].contains(element["date1904"] ?? "")
      case "sheet":
        guard let relation = relations.first(where: { $0.id == element["id"] }),
          relation.type == "worksheet"
        else { continue }
        let visibility: SheetVisibility =
          switch element["state"] {
          case "hidden": .hidden
          case "veryHidden": .veryHidden
          default: .visible
          }
        book.sheets.append(
          WorkbookReader.Sheet(
            name: EscapedText.decoded(element["name"] ?? ""), visibility: visibility,
            entry: relation.target))
      default: break
      }
    }
    if book.sheets.isEmpty { throw .missing("worksheet") }
    // One part may be listed again and again.
    if book.sheets.count > 500 { throw .tooLong(main) }
    return book
  }

  func strings(_ part: String?) throws(PartProblem) -> SharedStrings {
    guard let part, container.entry(part) != nil else { return SharedStrings() }
    let delegate = SharedStrings.Delegate()
    try stream(part, delegate)
    if delegate.isTooMuch { throw .texts }
    return delegate.strings
  }

  /// What the number formats of the cell styles make of numbers, by style.
  func formats(_ part: String?) throws(PartProblem) -> [NumberFormat] {
    guard let part, container.entry(part) != nil else { return [] }
    var own: [Int: NumberFormat] = [:]
    var formats: [NumberFormat] = []
    var isInCells = false
    for element in try elements(part) {
      switch element.name {
      case "numFmt":
        guard let id = element["numFmtId"].flatMap({ Int($0) }) else { continue }
        own[id] = NumberFormat(code: element["formatCode"] ?? "")
      case "cellXfs": isInCells = true
      case "cellStyles", "dxfs", "cellStyleXfs": isInCells = false
      case "xf" where isInCells:
        let id = element["numFmtId"].flatMap { Int($0) } ?? 0
        formats.append(own[id] ?? NumberFormat(builtIn: id))
      default: break
      }
    }
    return formats
  }
}

extension FindingKind {
  static let workbookMissing = FindingKind(
    "workbook.missing-part", .error, zh: "文件里缺少“{part}”，不是完整的工作簿；请在 Excel 或 WPS 中打开后另存为 XLSX",
    en: "the part “{part}” is missing: no whole workbook; save it again from a spreadsheet")
  static let workbookTooLong = FindingKind(
    "workbook.too-long", .error, zh: "文件的“{part}”比声明的长或文本太多，没有读入",
    en: "the part “{part}” is longer than stated or has too many texts; it was not read")
  static let workbookDocumentType = FindingKind(
    "workbook.document-type", .error, zh: "文件的“{part}”含 DOCTYPE 或实体声明，工作簿不得有，没有读入",
    en: "the part “{part}” has a DOCTYPE or entities, which no workbook has; it was not read")
  static let workbookTooDeep = FindingKind(
    "workbook.too-deep", .error, zh: "文件的“{part}”第 {line} 行嵌套过深或内容过多，没有读入",
    en: "line {line} of the part “{part}” is too deep or too long; it was not read")
  static let workbookIllFormed = FindingKind(
    "workbook.ill-formed", .error, zh: "文件的“{part}”第 {line} 行已损坏；请在 Excel 或 WPS 中打开后重新保存",
    en: "line {line} of the part “{part}” is damaged ({message}); save it again from a spreadsheet")
}
