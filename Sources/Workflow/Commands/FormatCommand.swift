import Diagnostics
import RuleLanguage
import RulePlan

/// `mrv fmt`: rule files in canonical layout.
enum FormatCommand {
  static let command = Command(
    spec: CommandSpec(
      name: "fmt",
      summary: Wording(zh: "把规则文件写成统一格式", en: "write rule files in canonical layout"),
      operands: "[METHOD|PATH …]", count: 0...64,
      options: [
        OptionSpec(
          "--check", zh: "只列出要改的文件，不写；有则退出码为 1",
          en: "list files that would change, write nothing; 1 where there are any")
      ],
      details: Wording(
        zh: "不写名称则处理整个规则库。只改写法，不改含义；注释和文字保留。",
        en: """
          Without a name all files of the library. What the files mean does not change; comments and
          texts are kept.
          """),
      examples: [
        .init(
          "mrv fmt sectors/cement/ndrc-2013", zh: "一个方法学的全部文件", en: "all files of a methodology"),
        .init("mrv fmt --check", zh: "检查整个规则库", en: "check the whole library"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library()
    let prefixes = call.operands.isEmpty ? [""] : call.operands.map { MethodNames.cleaned($0) }
    let isCheck = call.has("--check")
    var findings: [Finding] = []
    var changed: [String] = []
    for prefix in prefixes {
      let results = Formatting.run(library, below: prefix)
      if results.isEmpty { throw CommandStop.usage(nothing(prefix, library)) }
      for result in results {
        findings += result.findings
        guard result.isChanged, let text = result.text else { continue }
        changed.append(result.path)
        if !isCheck { try OutputFiles.write(text, to: library.root + "/" + result.path) }
      }
    }
    if call.isJSON {
      call.write(
        .members(["changed": .texts(changed)]), findings, sources: { library.source($0) })
    } else {
      for path in changed { call.line(path) }
      if !findings.isEmpty {
        let printer = FindingPrinter(call.language, sources: { library.source($0) })
        call.console.out(printer.text(findings))
      }
    }
    let code = call.code(findings)
    return code == .clean && isCheck && !changed.isEmpty ? .failed : code
  }

  private static func nothing(_ prefix: String, _ library: MethodLibrary) -> Wording {
    let folders = library.files.paths.map {
      $0.split(separator: "/").dropLast().joined(separator: "/")
    }
    let near = Nearest.names(to: prefix, among: Set(folders).sorted())
    return Wording(
      zh: "规则库里没有“\(prefix)”这个文件夹或文件"
        + (near.isEmpty ? "" : "；是否指 \(near.joined(separator: "、"))？"),
      en: "the rule library has no folder or file “\(prefix)”"
        + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"))
  }
}
