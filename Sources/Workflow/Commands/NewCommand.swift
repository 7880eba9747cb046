import Diagnostics
import Foundation
import RuleLanguage

/// `mrv new`: a folder to write a methodology in.
enum NewCommand {
  /// Where the frames of methodologies stand in the library, before their names.
  private static let frames = "illustrative/new-"
  /// What a library of its own takes over: everything that methodologies share.
  private static let shared = [
    "concepts/", "factors/", "forms/", "gwp/", "modules/", "places/", "regimes/", "units/",
  ]

  static let command = Command(
    spec: CommandSpec(
      name: "new",
      summary: Wording(zh: "建立一个方法学的编制框架", en: "start a methodology from a frame"),
      operands: "FRAME DIR", count: 2...2,
      options: [
        OptionSpec("--title", "TEXT", zh: "方法学的名称", en: "the title of the methodology")
      ],
      details: Wording(
        zh: """
          FRAME 是框架的名字，如 carbon-benefit、sector；写错时列出全部。框架按编制提纲写好各章：
          范围、编制依据、术语、适用条件、普惠性、额外性、避免重复申报、核算边界、基准线、计算、数据与监测、核查。
          数字都是虚构的，须换成自己的来源。
          DIR 在一个规则库里时（上级文件夹有 mrv-library.xml），方法学写在那里，标识就是它在库中的路径；
          否则 DIR 成为一个自带单位、因子和文书框架的规则库，方法学写在 DIR/FRAME/draft。
          不覆盖已有的文件。
          """,
        en: """
          FRAME is the name of a frame, such as carbon-benefit; a wrong one lists them all. It has
          the chapters that a drafting outline asks for, from scope to verification, with made-up
          numbers to be replaced.
          Where DIR lies in a rule library (a folder above has mrv-library.xml) the methodology is
          written there and its path is its identifier. Else DIR becomes a library of its own, with
          units, factors and frames of documents, and the methodology stands in DIR/FRAME/draft.
          Existing files are not replaced.
          """),
      examples: [
        .init(
          "mrv new carbon-benefit my-method --title 某市出行方法学", zh: "自成一库的草案",
          en: "a draft in a library of its own"),
        .init(
          "mrv new carbon-benefit Methodologies/carbon-benefit/city-trips/draft",
          zh: "写进已有的规则库", en: "into a library that is there"),
        .init("mrv test --methods my-method", zh: "然后：运行草案的案例", en: "then: run its cases"),
      ]),
    run: run)

  private static func run(_ call: Invocation) throws -> ExitCode {
    let library = try call.library(cases: true)
    let frame = call.operands[0]
    let source = frames + frame + "/"
    let paths = library.files.paths.filter { $0.hasPrefix(source) }
    guard !paths.isEmpty else { throw CommandStop.usage(unknown(frame, library)) }
    let place = self.place(call.operands[1], frame)
    guard !FileManager.default.fileExists(atPath: place.folder + "/methodology.xml") else {
      throw CommandStop.failed(
        Wording(
          zh: "\(place.folder) 里已有方法学，没有改动",
          en: "\(place.folder) has a methodology already; nothing was changed"))
    }
    var written: [String] = []
    if place.isOwnLibrary {
      let rest = library.files.paths.filter { path in
        path == RuleFolder.marker || shared.contains { path.hasPrefix($0) }
      }
      for path in rest {
        try OutputFiles.write(library.files.files[path] ?? [], to: "\(place.root)/\(path)")
      }
    }
    for path in paths {
      let bytes = library.files.files[path] ?? []
      let text = adapted(
        String(decoding: bytes, as: UTF8.self), from: String(source.dropLast()), to: place.id,
        title: path == source + "methodology.xml" ? call.value("--title") : nil)
      let target = "\(place.folder)/\(path.dropFirst(source.count))"
      // Another identifier breaks the lines elsewhere.
      let laidOut =
        path.hasSuffix(".xml") ? RuleFormatter.format(Array(text.utf8), file: path).text : nil
      try OutputFiles.write(laidOut ?? text, to: target)
      written.append(target)
    }
    tell(written, place, call)
    return .clean
  }

  /// Where a methodology goes.
  private struct Place {
    /// The folder of the rule library.
    var root: String
    /// The identifier: the path below the library.
    var id: String
    /// Whether the library is made with it.
    var isOwnLibrary: Bool
    /// The folder of the methodology.
    var folder: String { "\(root)/\(id)" }
  }

  /// The library that a folder lies in, and its path below it.
  private static func place(_ word: String, _ frame: String) -> Place {
    var root = URL(fileURLWithPath: word).standardizedFileURL
    var steps: [String] = []
    while root.path != "/" {
      if FileManager.default.fileExists(atPath: root.path + "/" + RuleFolder.marker) {
        // The library itself is no place for a methodology.
        let id = steps.isEmpty ? "\(frame)/draft" : steps.reversed().joined(separator: "/")
        return Place(root: root.path, id: id, isOwnLibrary: false)
      }
      steps.append(root.lastPathComponent)
      root = root.deletingLastPathComponent()
    }
    let own = URL(fileURLWithPath: word).standardizedFileURL.path
    return Place(root: own, id: "\(frame)/draft", isOwnLibrary: true)
  }

  /// A file of the frame under its new identifier and title.
  private static func adapted(
    _ text: String, from frame: String, to id: String, title: String?
  ) -> String {
    var result = text.replacing("id=\"\(frame)\"", with: "id=\"\(id)\"")
      .replacing("method \(frame)\n", with: "method \(id)\n")
    guard let title, let start = result.firstRange(of: "<title>"),
      let end = result[start.upperBound...].firstRange(of: "</title>")
    else { return result }
    let escaped = title.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    result.replaceSubrange(start.upperBound..<end.lowerBound, with: escaped)
    return result
  }

  private static func unknown(_ frame: String, _ library: MethodLibrary) -> Wording {
    let names = library.methodologies.filter { $0.hasPrefix(frames) }
      .map { String($0.dropFirst(frames.count)) }
    let list = names.joined(separator: "、")
    return Wording(
      zh: names.isEmpty ? "规则库里没有编制框架" : "没有框架“\(frame)”；有：\(list)",
      en: names.isEmpty
        ? "the rule library has no frames"
        : "there is no frame “\(frame)”; there are: \(names.joined(separator: ", "))")
  }

  private static func tell(_ written: [String], _ place: Place, _ call: Invocation) {
    if call.isJSON {
      call.write(
        .members([
          "methodology": .text(place.id), "library": .text(place.root), "files": .texts(written),
        ]), [], sources: { _ in nil })
      return
    }
    for path in written { call.line(path) }
    call.line()
    let methods = place.isOwnLibrary ? " --methods \(place.root)" : ""
    call.line(
      call.say(
        "接着可以：mrv lint \(place.id)\(methods)；mrv test \(place.id)\(methods)；"
          + "mrv doc \(place.id)\(methods) --out page",
        "next: mrv lint \(place.id)\(methods); mrv test \(place.id)\(methods); "
          + "mrv doc \(place.id)\(methods) --out page"))
  }
}
