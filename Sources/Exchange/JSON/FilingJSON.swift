import Accounting
import Diagnostics
import Quantities

/// A filing as JSON, without loss.
///
/// A cell has its address in `at` and one of `value` (a number or yes/no), `text`, `date`,
/// `notOccurring` (the reason) or `substituted` with `rule`. Numbers keep the digits in which they
/// were written; a string of digits is as good as a number.
/// `Documentation/schema/filing.schema.json` describes the format.
public enum FilingJSON {
  /// The identifier of the format.
  public static let format = "mrv-filing/1"

  /// The JSON text of a filing; places where cells were written are not kept.
  public static func write(_ filing: Filing) -> String {
    var writer = ListWriter()
    var filing = filing
    filing.visitLists(&writer)
    let head = RecordWriter.object(FilingHead(filing)).members ?? []
    return JSONValue.object([.init("format", .text(format))] + head + writer.members).written()
  }

  /// Reads a filing; nil where the text is no JSON, no filing, or states no period.
  public static func read(_ bytes: [UInt8], file: String) -> (Filing?, [Finding]) {
    var findings: [Finding] = []
    guard let (json, places) = JSONValue.readPlaced(bytes, file: file, findings: &findings) else {
      return (nil, findings)
    }
    guard json["format"]?.plainText == format else {
      let got = json["format"]?.plainText ?? ""
      let place = Finding(.jsonFormat, at: .file(file), ["expected": format, "got": got])
      return (nil, [place])
    }
    let members = (json.members ?? []).filter { $0.name != "format" && $0.value != .null }
    let head = members.filter { FilingAssembly.part($0.name) == nil }
    var assembly = FilingAssembly(head: .object(head), at: .file(file))
    for member in members {
      guard let part = FilingAssembly.part(member.name) else { continue }
      let items = part.isSingle ? [member.value] : member.value.elements ?? [member.value]
      let starts = places[member.name] ?? []
      for (index, item) in items.enumerated() {
        let start = index < starts.count ? starts[index] : 0
        assembly.add(item, to: part.name, at: .source(file: file, range: start..<(start + 1)))
      }
    }
    return assembly.finish()
  }
}

/// Writes every list as a member.
private struct ListWriter: FilingListVisitor {
  private(set) var members: [JSONValue.Member] = []

  mutating func list<R: FilingRecord>(_ name: String, _ records: inout [R]) {
    if records.isEmpty { return }
    members.append(.init(name, .array(records.map { RecordWriter.object($0) })))
  }

  mutating func single<R: FilingRecord>(_ name: String, _ record: inout R, isEmpty: Bool) {
    if !isEmpty { members.append(.init(name, RecordWriter.object(record))) }
  }
}

extension FindingKind {
  static let jsonFormat = FindingKind(
    "json.format", .error, zh: "不是填报数据：format 应为 {expected}，读到“{got}”",
    en: "this is no filing: format must be {expected}, not “{got}”")
}
