import Diagnostics
import Reporting

/// The option `--format` of commands that write documents.
enum FormatOption {
  static let spec = OptionSpec(
    "--format", "LIST", zh: "格式，以逗号分开，可选 \(list)；缺省为各文件常用的几种",
    en: "formats by commas, of \(list); else those of use for each")

  private static let list = DocumentFormat.allCases.map(\.rawValue).joined(separator: ",")

  /// The formats asked for, each once, in the order of the list; nil without the option.
  static func formats(_ call: Invocation) throws -> [DocumentFormat]? {
    guard let text = call.value("--format") else { return nil }
    var wanted: [DocumentFormat] = []
    for word in text.split(whereSeparator: { $0 == "," || $0 == "，" }) {
      let name = word.filter { $0 != " " }.lowercased()
      guard let format = DocumentFormat(rawValue: name) else { throw unknown(String(word)) }
      if !wanted.contains(format) { wanted.append(format) }
    }
    guard !wanted.isEmpty else { throw unknown(text) }
    return wanted
  }

  private static func unknown(_ word: String) -> CommandStop {
    .usage(
      Wording(
        zh: "--format 不认识“\(word)”；可选 \(list)，用逗号分开",
        en: "--format does not know “\(word)”; there are \(list), by commas"))
  }
}
