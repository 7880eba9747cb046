import Foundation
import Testing

/// A sector, its plants and its materials live in rule files: adding one touches no Swift file.
@Suite struct SectorWordTests {
  /// Words that a sector would bring into the code. Comments may use them as examples.
  static let chinese = [
    "水泥", "熟料", "钢铁", "炼钢", "高炉", "发电", "机组", "供热", "民航", "航空", "航班", "碳酸盐",
    "石灰石", "电解铝", "石油化工", "化工", "玻璃", "陶瓷", "造纸", "煤炭", "烟煤", "焦炭", "冶炼",
    "矿山", "电网", "公共建筑", "电子设备", "污水", "废水", "林业", "造林", "光伏", "碳普惠",
  ]

  /// English words, lower case; identifiers are divided into words before they are compared.
  static let english: Set<String> = [
    "cement", "clinker", "kiln", "steel", "aviation", "airline", "flight", "aluminium", "aluminum",
    "smelter", "ammonia", "methanol", "petrochemical", "refinery", "ceramic", "ceramics",
    "limestone", "carbonate", "carbonates", "coal", "coke", "anthracite", "lignite", "wastewater",
    "boiler", "turbine", "photovoltaic", "forestry", "afforestation", "semiconductor",
  ]

  /// The words of a piece of code: `cementKiln_2` is `cement`, `kiln`, `2`.
  static func words(of line: Substring) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var wasLower = false
    for byte in line.utf8 + [0] {
      let isUpper = (65...90).contains(byte)
      let isLower = (97...122).contains(byte)
      if !isUpper && !isLower || isUpper && wasLower {
        words.insert(word)
        word = ""
      }
      if isUpper || isLower { word.unicodeScalars.append(Unicode.Scalar(byte | 32)) }
      wasLower = isLower
    }
    return words
  }

  /// The sector words in a piece of code; of the Chinese ones only these.
  static func hits(in line: Substring, of present: [String] = chinese) -> [String] {
    var words = english.intersection(words(of: line))
    // A tonne of coal equivalent is a unit's name and no sector's.
    if words == ["coal"], line.contains(/[Cc]oal-?[Ee]quivalent/) { words = [] }
    return present.filter { line.contains($0) } + words.sorted()
  }

  @Test func wordsAreRecognised() {
    #expect(Self.hits(in: #"let cementKiln = "x""#) == ["cement", "kiln"])
    #expect(Self.hits(in: #"if sector == "发电设施" {"#) == ["发电"])
    #expect(Self.hits(in: "let limit = coalesce(displacement, coalEquivalent)") == [])
  }

  @Test func codeKnowsNoSector() {
    var used: Set<Allowlist.Entry> = []
    let allowed = Allowlist.entries.filter { $0.rule == "sector-word" }
    for path in ImportTests.sources {
      let code = SwiftText.strip(Repository.text(path) ?? "", keeping: .codeAndStrings)
      // Few files have any of the words, even as a part of another: these are read line by line.
      let bytes = Data(code.lowercased().utf8)
      let present = Self.chinese.filter { bytes.range(of: Data($0.utf8)) != nil }
      let isSuspect = Self.english.contains { bytes.range(of: Data($0.utf8)) != nil }
      guard !present.isEmpty || isSuspect else { continue }
      let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
      let found = lines.enumerated().flatMap { number, line in
        Self.hits(in: line, of: present).map { "\(number + 1): \($0)" }
      }
      if let entry = allowed.first(where: { $0.covers(path) }) {
        if !found.isEmpty { used.insert(entry) }
      } else {
        #expect(found == [], "\(path): sector words belong into Methodologies/")
      }
    }
    #expect(Set(allowed) == used, "entries in Allowlist.txt that are not needed")
  }
}
