import Diagnostics
import RulePlan

/// An edition as one rule file: base editions and modules taken in, overridden parts left out.
public enum FlatEdition {
  /// The text of the edition as one `methodology` document.
  ///
  /// What an element inherits (clause, source, evidence) stands in its attributes, and tables are
  /// called by the names that the edition binds them to. Comments of the files are left out.
  /// - Returns: the text, nil where the files cannot be read, and what was found on the way.
  public static func text(_ methodology: String, in library: RuleFiles) -> (String?, [Finding]) {
    var collector = Collector(library)
    collector.collect(methodology)
    guard let root = collector.root else { return (nil, collector.findings) }
    var writer = FlatWriter()
    // One file needs what the neediest of those needs that it is made of.
    let languages = collector.languages.map(\.version)
    let language = Vocabulary.languages.last { languages.contains($0) } ?? "1"
    writer.open(
      root,
      attributes: root.attributes.filter { $0.name != "extends" }.map { attribute in
        (attribute.name, attribute.name == "language" ? language : attribute.value)
      })
    for element in head(collector.layers.map(\.root)) { writer.write(element, tables: [:]) }
    let clauses = collector.declarations.filter { $0.kind == "clause" }
    let tree = Tree(collector.declarations.filter { $0.kind != "clause" }, root: root)
    tree.write(nil, into: &writer)
    if !clauses.isEmpty {
      writer.open("clauses")
      for clause in clauses { tree.write(leaf: clause, into: &writer) }
      writer.close("clauses")
    }
    writer.close(root.name)
    return (writer.text, collector.findings)
  }

  /// What stands in the root beside declarations: the last layer's, and of earlier layers what the
  /// later ones do not say.
  private static func head(_ layers: [XMLElement]) -> [XMLElement] {
    let kinds = ["title", "document", "applies", "gwp", "term", "note"]
    var found: [XMLElement] = []
    for kind in kinds {
      let last = layers.last { !$0.elements(named: kind).isEmpty }
      if kind == "term" {
        var terms: [String: XMLElement] = [:]
        for term in layers.flatMap({ $0.elements(named: kind) }) {
          terms[term.attribute("name")?.value ?? ""] = term
        }
        found += terms.sorted { $0.key < $1.key }.map(\.value)
      } else {
        found += last?.elements(named: kind) ?? []
      }
    }
    return found
  }

  /// The declarations, each below the source or row set that it stands in.
  private struct Tree {
    private var children: [String: [Declaration]] = [:]
    private let root: XMLElement

    init(_ declarations: [Declaration], root: XMLElement) {
      self.root = root
      for declaration in declarations {
        children[Self.parent(of: declaration), default: []].append(declaration)
      }
    }

    private static func parent(of declaration: Declaration) -> String {
      if let rows = declaration.context.rows { return "rows " + rows }
      if let source = declaration.context.emissionSource { return "source " + source }
      return ""
    }

    func write(_ parent: Declaration?, into writer: inout FlatWriter) {
      let key = parent.map { "\($0.kind) \($0.id)" } ?? ""
      for declaration in children[key] ?? [] {
        let element = declaration.element
        guard declaration.kind == "source" || declaration.kind == "rows" else {
          write(leaf: declaration, into: &writer)
          continue
        }
        writer.open(element, attributes: attributes(declaration))
        for child in element.elements where child.name == "title" || child.name == "note" {
          writer.write(child, tables: tables(declaration))
        }
        write(declaration, into: &writer)
        writer.close(element.name)
      }
    }

    func write(leaf declaration: Declaration, into writer: inout FlatWriter) {
      let element = declaration.element
      guard !declaration.added.isEmpty else {
        writer.write(element, attributes: attributes(declaration), tables: tables(declaration))
        return
      }
      writer.open(element, attributes: attributes(declaration))
      for child in element.elements where child.name != "alternative" {
        writer.write(child, tables: tables(declaration))
      }
      for alternative in declaration.alternatives {
        // An added one does not inherit what its value cites.
        let isAdded = alternative.context.file != declaration.context.file
        writer.write(
          alternative.element,
          attributes: attributes(
            alternative.element, isAdded ? alternative.context : declaration.context,
            citation: isAdded ? .whole : .none),
          tables: alternative.context.tables)
      }
      writer.close(element.name)
    }

    private func tables(_ declaration: Declaration) -> [String: String] {
      declaration.context.tables
    }

    /// The element's own attributes and those that it inherits.
    private func attributes(_ declaration: Declaration) -> [(String, String)] {
      attributes(declaration.element, declaration.context)
    }

    /// What of a citation is written: nothing, what differs from the root's, or all of it.
    private enum Written {
      case none
      case own
      case whole
    }

    private func attributes(
      _ element: XMLElement, _ context: Declaration.Context, citation: Written = .own
    ) -> [(String, String)] {
      var list = element.attributes.map { attribute in
        (
          attribute.name,
          TableNames.replace(attribute.value, attribute: attribute.name, context.tables)
        )
      }
      let inherited: [(String, String?)] = [
        ("clause", context.clause), ("source", context.source),
        ("evidence", context.evidence?.rawValue),
      ]
      for (name, value) in inherited where citation != .none && element.attribute(name) == nil {
        // What the root says need not be said again, unless another stands between.
        if let value, citation == .whole || value != root.attribute(name)?.value {
          list.append((name, value))
        }
      }
      return list
    }
  }
}

/// Calls tables by the names of the edition where a module has names of its own.
enum TableNames {
  /// The text of an expression or attribute with the tables' names of the edition.
  static func replace(
    _ text: String, attribute: String? = nil, _ tables: [String: String]
  ) -> String {
    if tables.isEmpty { return text }
    if let attribute, attribute == "key" || attribute == "of", let name = tables[text] {
      return name
    }
    // Whole names before `[`, and before `.` in keys of derived rows.
    var result = ""
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "-" || character == "_" {
        word.append(character)
        continue
      }
      let isTable = character == "[" || (attribute == "key" && character == ".")
      result += isTable ? tables[word] ?? word : word
      result.append(character)
      word = ""
    }
    return result + word
  }
}

/// Writes elements with two blanks a level.
private struct FlatWriter {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var level = 0

  mutating func open(_ element: XMLElement, attributes: [(String, String)]) {
    text += indent + Self.tag(element, attributes) + ">\n"
    level += 1
  }

  mutating func open(_ name: String) {
    text += indent + "<\(name)>\n"
    level += 1
  }

  mutating func close(_ name: String) {
    level -= 1
    text += indent + "</\(name)>\n"
  }

  mutating func write(
    _ element: XMLElement, attributes: [(String, String)]? = nil, tables: [String: String]
  ) {
    let own =
      attributes
      ?? element.attributes.map {
        ($0.name, TableNames.replace($0.value, attribute: $0.name, tables))
      }
    let content = TableNames.replace(element.text, tables)
    let inner = element.elements
    if content.isEmpty, inner.isEmpty {
      text += indent + Self.tag(element, own) + "/>\n"
      return
    }
    if inner.isEmpty, !content.contains("\n") {
      text += indent + Self.tag(element, own) + ">\(Self.escaped(content))</\(element.name)>\n"
      return
    }
    text += indent + Self.tag(element, own) + ">\n"
    level += 1
    for child in inner { write(child, tables: tables) }
    for line in content.split(separator: "\n") {
      let trimmed = line.trimming
      if !trimmed.isEmpty { text += indent + Self.escaped(trimmed) + "\n" }
    }
    level -= 1
    text += indent + "</\(element.name)>\n"
  }

  private var indent: String { String(repeating: "  ", count: level) }

  private static func tag(_ element: XMLElement, _ attributes: [(String, String)]) -> String {
    "<" + element.name + attributes.map { " \($0.0)=\"\(escaped($0.1, quoted: true))\"" }.joined()
  }

  private static func escaped(_ text: String, quoted: Bool = false) -> String {
    var result = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    if quoted { result = result.replacing("\"", with: "&quot;") }
    return result
  }
}

extension Substring {
  /// The text without blanks at either end.
  fileprivate var trimming: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
