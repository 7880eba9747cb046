import Diagnostics
import RulePlan

/// Holds the elements of a file against the vocabulary.
enum VocabularyCheck {
  /// Everything in a tree that the vocabulary does not know.
  static func findings(_ element: XMLElement, file: String, isRoot: Bool) -> [Finding] {
    var list: [Finding] = []
    check(element, file, &list)
    return list
  }

  private static func check(_ element: XMLElement, _ file: String, _ list: inout [Finding]) {
    guard let rule = Vocabulary.rules[element.name] else { return }
    for attribute in element.attributes where !rule.open {
      guard !rule.required.contains(attribute.name), !rule.optional.contains(attribute.name) else {
        continue
      }
      let known = rule.required.union(rule.optional).sorted()
      list.append(
        Finding(
          .attributeUnknown, at: .source(file: file, range: attribute.nameRange),
          [
            "name": attribute.name, "element": element.name,
            "known": Nearest.names(to: attribute.name, among: known).joined(separator: " "),
          ]))
    }
    for name in rule.required.sorted() where element.attribute(name) == nil {
      list.append(
        Finding(
          .attributeMissing, at: .source(file: file, range: element.tagRange),
          ["name": name, "element": element.name]))
    }
    if let attribute = element.attribute("evidence"), Evidence(rawValue: attribute.value) == nil {
      let known = Evidence.allCases.map(\.rawValue).joined(separator: " ")
      list.append(
        Finding(
          .attributeValue, at: .source(file: file, range: attribute.valueRange),
          ["name": "evidence", "got": attribute.value, "expected": known]))
    }
    for attribute in element.attributes {
      guard let values = AttributeValues.rule(attribute.name, of: element.name),
        !values.accepts(attribute.value)
      else { continue }
      list.append(
        Finding(
          .attributeValue, at: .source(file: file, range: attribute.valueRange),
          ["name": attribute.name, "got": attribute.value, "expected": values.expected]))
    }
    checkChildren(element, file, &list)
    if let attribute = element.attribute("id"), !rule.open, !isIdentifier(attribute.value),
      !["methodology", "sample", "key", "column", "gas"].contains(element.name)
    {
      list.append(
        Finding(
          .identifierForm, at: .source(file: file, range: attribute.valueRange),
          ["got": attribute.value]))
    }
    if !rule.text { checkText(element, file, &list) }
    for child in element.elements {
      guard rule.children.contains(child.name), Vocabulary.rules[child.name] != nil else {
        let known = Nearest.names(to: child.name, among: rule.children.sorted())
        list.append(
          Finding(
            .elementUnknown, at: .source(file: file, range: child.tagRange),
            [
              "name": child.name, "element": element.name,
              "known": known.joined(separator: " "),
            ]))
        continue
      }
      check(child, file, &list)
    }
  }

  /// What must stand inside, and what may stand there once.
  private static func checkChildren(
    _ element: XMLElement, _ file: String, _ list: inout [Finding]
  ) {
    if ["check", "condition"].contains(element.name), element.elements(named: "message").isEmpty {
      list.append(
        Finding(
          .childMissing, at: .source(file: file, range: element.tagRange),
          ["name": "message", "element": element.name]))
    }
    var seen: Set<String> = []
    for alternative in element.elements(named: "alternative") {
      guard let id = alternative.attribute("id"), !seen.insert(id.value).inserted else { continue }
      list.append(
        Finding(
          .nameDuplicate, at: .source(file: file, range: id.valueRange), ["name": id.value]))
    }
    // The line of a form has attributes of its own; that of a grid is named by the table.
    guard element.name == "form" || element.name == "each" else { return }
    for (name, known) in [("line", Vocabulary.formLine), ("column", Vocabulary.formColumn)] {
      for attribute in element.elements(named: name).flatMap(\.attributes)
      where !known.contains(attribute.name) {
        let near = Nearest.names(to: attribute.name, among: known.sorted())
        list.append(
          Finding(
            .attributeUnknown, at: .source(file: file, range: attribute.nameRange),
            ["name": attribute.name, "element": name, "known": near.joined(separator: " ")]))
      }
    }
  }

  private static func checkText(_ element: XMLElement, _ file: String, _ list: inout [Finding]) {
    for case .text(let text) in element.children
    where text.value.contains(where: { !$0.isWhitespace }) {
      list.append(
        Finding(
          .textUnexpected, at: .source(file: file, range: text.range), ["element": element.name]))
    }
  }

  private static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
  }
}

/// Finds the known names that somebody may have meant.
package enum Nearest {
  /// At most three names with the fewest changes of a character, nearest first.
  package static func names(to name: String, among known: [String]) -> [String] {
    let limit = max(2, name.count / 2)
    return known.map { (distance($0, name, limit), $0) }.filter { $0.0 <= limit }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(3).map(\.1)
  }

  private static func distance(_ left: String, _ right: String, _ limit: Int) -> Int {
    let a = Array(left.prefix(64))
    let b = Array(right.prefix(64))
    if abs(a.count - b.count) > limit { return limit + 1 }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var previous = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(previous + (x == y ? 0 : 1), above + 1, row[j] + 1)
        previous = above
      }
    }
    return row[b.count]
  }
}

extension FindingKind {
  static let attributeUnknown = FindingKind(
    "rules.attribute-unknown", .error, zh: "<{element}> 没有属性“{name}”；相近的有：{known}",
    en: "<{element}> has no attribute “{name}”; near ones: {known}")
  static let attributeMissing = FindingKind(
    "rules.attribute-missing", .error, zh: "<{element}> 缺少属性“{name}”",
    en: "<{element}> lacks the attribute “{name}”")
  static let childMissing = FindingKind(
    "rules.child-missing", .error, zh: "<{element}> 中缺少 <{name}>",
    en: "<{element}> lacks a <{name}>")
  static let attributeValue = FindingKind(
    "rules.attribute-value", .error, zh: "属性“{name}”不能是“{got}”，应为：{expected}",
    en: "the attribute “{name}” cannot be “{got}”; expected: {expected}")
  static let elementUnknown = FindingKind(
    "rules.element-unknown", .error, zh: "<{element}> 中不能有 <{name}>；相近的有：{known}",
    en: "<{name}> cannot stand in <{element}>; near ones: {known}")
  static let textUnexpected = FindingKind(
    "rules.text-unexpected", .error, zh: "<{element}> 中不能直接写文字",
    en: "text cannot stand directly in <{element}>")
  static let identifierForm = FindingKind(
    "rules.identifier-form", .error, zh: "标识“{got}”只能用小写英文字母、数字和连字符",
    en: "the identifier “{got}” may have lower-case ASCII letters, digits and hyphens only")
}
