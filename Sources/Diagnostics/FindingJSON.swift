/// Prints findings as JSON for editors, pipelines and the archive.
///
/// The same fields as ``FindingPrinter`` in both languages, in the same order; keys are sorted, so
/// equal findings give equal bytes.
public struct FindingJSON: Sendable {
  private let sources: FindingPrinter.Sources

  /// Makes a printer; files whose text is not at hand get no line and column.
  public init(sources: @escaping FindingPrinter.Sources = { _ in nil }) {
    self.sources = sources
  }

  /// An object with the list `findings`, one finding a line, ended by a line break.
  public func text(_ findings: [Finding]) -> String {
    if findings.isEmpty { return "{\"findings\":[]}\n" }
    let lines = findings.inPrintedOrder.map { value($0).text }
    return "{\"findings\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
  }

  private func value(_ finding: Finding) -> Value {
    .object([
      "code": .string(finding.code),
      "severity": .string(finding.severity.rawValue),
      "message": .object([
        "zh": .string(finding.message(.chinese)), "en": .string(finding.message(.english)),
      ]),
      "arguments": .object(finding.arguments.mapValues { .string($0) }),
      "origin": value(finding.origin),
      "notes": .list(
        finding.notes.map {
          .object([
            "caption": value($0.caption, finding.arguments), "origin": value($0.origin),
          ])
        }),
      "fix": finding.fix.map { value($0, finding.arguments) } ?? .null,
      "clause": finding.clause.map { .string($0) } ?? .null,
    ])
  }

  private func value(_ wording: Wording, _ arguments: [String: String]) -> Value {
    .object([
      "zh": .string(wording.zh.filled(with: arguments)),
      "en": .string(wording.en.filled(with: arguments)),
    ])
  }

  private func value(_ fix: Finding.Fix, _ arguments: [String: String]) -> Value {
    .object([
      "title": value(fix.title, arguments),
      "file": .string(fix.file),
      "edits": .list(
        fix.edits.map {
          .object(["range": value($0.range), "replacement": .string($0.replacement)])
        }),
    ])
  }

  private func value(_ range: Range<Int>) -> Value {
    .list([.number(range.lowerBound), .number(range.upperBound)])
  }

  private func value(_ origin: Origin) -> Value {
    switch origin {
    case .none: return .null
    case .file(let file): return .object(["file": .string(file)])
    case .address(let address): return .object(["address": .string(address)])
    case .source(let file, let range):
      var fields = ["file": Value.string(file), "range": value(range)]
      if let position = sources(file)?.position(at: range.lowerBound) {
        fields["line"] = .number(position.line)
        fields["column"] = .number(position.column)
      }
      return .object(fields)
    case .cell(let file, let sheet, let row, let column):
      var fields = ["file": Value.string(file), "row": .number(row), "column": .number(column)]
      fields["cell"] = .string(Origin.cellName(row: row, column: column))
      if let sheet { fields["sheet"] = .string(sheet) }
      return .object(fields)
    }
  }

  /// A JSON value; numbers are places and counts, never figures.
  private indirect enum Value {
    case null
    case number(Int)
    case string(String)
    case list([Value])
    case object([String: Value])

    var text: String {
      switch self {
      case .null: return "null"
      case .number(let number): return String(number)
      case .string(let string): return Self.quoted(string)
      case .list(let values):
        return "[" + values.map(\.text).joined(separator: ",") + "]"
      case .object(let fields):
        let members = fields.sorted { $0.key < $1.key }
          .map { "\(Self.quoted($0.key)):\($0.value.text)" }
        return "{" + members.joined(separator: ",") + "}"
      }
    }

    private static func quoted(_ string: String) -> String {
      var result = "\""
      for scalar in string.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
      }
      return result + "\""
    }
  }
}
