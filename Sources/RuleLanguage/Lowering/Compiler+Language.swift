import Diagnostics

extension Compiler {
  /// Notes the use of something that language 1 does not have; its file must state the version.
  mutating func needsNewer(_ feature: String, at origin: Origin, _ context: Declaration.Context) {
    newerFiles.insert(context.file)
    guard context.language == "1" else { return }
    report(
      .languageNeeded, origin, ["feature": feature, "version": "1.1", "got": context.language],
      clause: context.clause)
  }

  /// A file states the least that it needs, so that older programs read what they can.
  mutating func checkLanguages(
    _ stated: [(file: String, version: String, range: Range<Int>)], below folder: String
  ) {
    if findings.contains(where: { $0.severity == .error }) { return }
    for file in stated
    where file.version != "1" && !newerFiles.contains(file.file)
      && file.file.hasPrefix(folder + "/")
    {
      report(
        .languageLeast, .source(file: file.file, range: file.range), ["got": file.version])
    }
  }
}

extension FindingKind {
  static let languageNeeded = FindingKind(
    "rules.language-needed", .error,
    zh: "“{feature}”要到规则语言 {version} 版才有，此文件写的是 language=\"{got}\"，请改为 {version}",
    en: "“{feature}” came with language {version}, this file states {got}; state {version}")
  static let languageLeast = FindingKind(
    "rules.language-least", .remark,
    zh: "此文件写 language=\"{got}\"，却没有用到第 1 版以外的写法，请改为 1",
    en: "this file states language {got} and uses nothing beyond language 1; state 1")
}
