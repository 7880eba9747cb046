import Diagnostics
import RuleLanguage

/// The words of a command line, sorted into operands and options.
struct CommandArguments: Sendable {
  var operands: [String] = []
  var options: [String: [String]] = [:]

  /// Sorts the words behind the command's name.
  ///
  /// `--name value` and `--name=value` are the same; behind `--` everything is an operand.
  static func parse(_ words: [String], for spec: CommandSpec) throws -> CommandArguments {
    var result = CommandArguments()
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        result.operands += words[index...]
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        result.operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0] == "-h" ? "--help" : String(parts[0])
      guard let option = spec.allOptions.first(where: { $0.name == name }) else {
        throw CommandStop.usage(unknown(name, spec))
      }
      guard let placeholder = option.placeholder else {
        if parts.count > 1 {
          throw CommandStop.usage(
            Wording(zh: "选项 \(name) 不带值", en: "the option \(name) takes no value"))
        }
        result.options[name, default: []].append("")
        continue
      }
      if parts.count > 1 {
        result.options[name, default: []].append(String(parts[1]))
      } else if index < words.count, !words[index].hasPrefix("--") {
        result.options[name, default: []].append(words[index])
        index += 1
      } else {
        throw CommandStop.usage(
          Wording(
            zh: "选项 \(name) 后面要有 \(placeholder)",
            en: "the option \(name) needs \(placeholder) behind it"))
      }
    }
    return result
  }

  /// Says how many operands are wanted where the number is wrong.
  func checkCount(_ spec: CommandSpec) throws {
    if spec.count.contains(operands.count) { return }
    if operands.count > spec.count.upperBound, let extra = operands.last {
      throw CommandStop.usage(
        Wording(
          zh: "多出“\(extra)”；用法：mrv \(spec.name) \(spec.operands)",
          en: "“\(extra)” is too much; usage: mrv \(spec.name) \(spec.operands)"))
    }
    throw CommandStop.usage(
      Wording(
        zh: "还缺少内容；用法：mrv \(spec.name) \(spec.operands)",
        en: "something is missing; usage: mrv \(spec.name) \(spec.operands)"))
  }

  private static func unknown(_ name: String, _ spec: CommandSpec) -> Wording {
    let near = Nearest.names(to: name, among: spec.allOptions.map(\.name))
    let zh = near.isEmpty ? "" : "；是否指 \(near.joined(separator: "、"))？"
    let en = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
    return Wording(
      zh: "mrv \(spec.name) 没有选项 \(name)\(zh)", en: "mrv \(spec.name) has no option \(name)\(en)")
  }
}
