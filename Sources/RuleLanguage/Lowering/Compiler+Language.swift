import Diagnostics

extension Compiler {
  /// Notes the use of something that language 1 does not have; its file must state the version.
  mutating func needsNewer(
    _ feature: String, _ version: String = "1.1", at origin: Origin, _ context: Declaration.Context
  ) {
    let known = Vocabulary.languages
    func place(_ version: String) -> Int { known.firstIndex(of: version) ?? 0 }
    if place(version) > place(neededVersions[context.file] ?? "1") {
      neededVersions[context.file] = version
    }
    guard place(context.language) < place(version) else { return }
    report(
      .languageNeeded, origin, ["feature": feature, "version": version, "got": context.language],
      clause: context.clause)
  }

  /// A file states the least that it needs, so that older programs read what they can.
  mutating func checkLanguages(
    _ stated: [(file: String, version: String, range: Range<Int>)], below folder: String
  ) {
    if findings.contains(where: { $0.severity == .error }) { return }
    for file in stated where file.file.hasPrefix(folder + "/") {
      let least = neededVersions[file.file] ?? "1"
      guard file.version != least else { continue }
      report(
        .languageLeast, .source(file: file.file, range: file.range),
        ["got": file.version, "least": least])
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
    zh: "此文件写 language=\"{got}\"，用到的只是第 {least} 版的写法，请改为 {least}",
    en: "this file states language {got} and uses nothing beyond language {least}; state {least}")
}
