/// The schemas of filings, made from the same description of records that reads and writes them.
///
/// The files in `Documentation/schema` hold what this writes; a test compares them.
public enum FilingSchema {
  // MARK: JSON Schema

  /// A JSON Schema 2020-12 of ``FilingJSON``.
  public static var json: String {
    let shapes = FilingAssembly.shapes
    var definitions = [JSONValue.Member("value", cellValue)]
    var properties = [
      JSONValue.Member("format", .members([("const", .text(FilingJSON.format))]))
    ]
    properties += shapes.head.fields.map { property($0, &definitions) }
    for part in shapes.parts {
      let reference = define(part.shape, &definitions)
      properties.append(.init(part.name, part.isSingle ? reference : list(reference)))
    }
    return JSONValue.members([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .text("filing.schema.json")), ("title", .text(FilingHead.recordTitle)),
      ("type", .text("object")), ("properties", .object(properties)),
      (
        "required",
        .array(([.text("format")] + required(shapes.head.fields)))
      ),
      ("additionalProperties", .flag(false)), ("$defs", .object(definitions)),
    ]).written()
  }

  private static func list(_ items: JSONValue) -> JSONValue {
    .members([("type", .text("array")), ("items", items)])
  }

  private static func required(_ fields: [RecordShape.Field]) -> [JSONValue] {
    fields.filter { $0.isRequired && $0.id != "value" }.map { .text($0.id) }
  }

  /// Defines a record and refers to it.
  private static func define(
    _ shape: RecordShape, _ definitions: inout [JSONValue.Member]
  ) -> JSONValue {
    let reference = JSONValue.members([("$ref", .text("#/$defs/\(shape.element)"))])
    if definitions.contains(where: { $0.name == shape.element }) { return reference }
    let place = definitions.count
    definitions.append(.init(shape.element, .null))
    let hasValue = shape.fields.contains(where: \.isValue)
    var properties: [JSONValue.Member] = []
    for field in shape.fields where !field.isValue {
      properties.append(property(field, &definitions))
    }
    definitions[place].value = .members([
      ("title", .text(shape.title)), ("type", .text("object")),
      ("properties", .object(properties)),
      ("required", .array(required(shape.fields))),
      (
        "allOf",
        hasValue ? .array([.members([("$ref", .text("#/$defs/value"))])]) : nil
      ),
      (hasValue ? "unevaluatedProperties" : "additionalProperties", .flag(false)),
    ])
    return reference
  }

  private static func property(
    _ field: RecordShape.Field, _ definitions: inout [JSONValue.Member]
  ) -> JSONValue.Member {
    let title = ("title", JSONValue.text(field.title))
    func typed(_ type: String, _ more: (String, JSONValue?)...) -> JSONValue {
      .members([title, ("type", .text(type))] + more)
    }
    let schema: JSONValue
    switch field.kind {
    case .day: schema = typed("string", ("pattern", .text(day)))
    case .flag: schema = typed("boolean")
    case .word(let words):
      let both = words.map { JSONValue.text($0.id) } + words.map { .text($0.title) }
      schema = .members([title, ("enum", .array(both))])
    case .texts, .addresses:
      schema = typed("array", ("items", .members([("type", .text("string"))])))
    case .records(let shape):
      schema = typed("array", ("items", define(shape, &definitions)))
    case .text, .prose, .period, .address, .value: schema = typed("string")
    }
    return .init(field.id, schema)
  }

  private static let day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  private static let number = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$"

  /// One of the forms that the value of a cell takes.
  private static var cellValue: JSONValue {
    let text = JSONValue.members([("type", .text("string"))])
    let digits = JSONValue.members([
      (
        "anyOf",
        .array([
          .members([("type", .text("number"))]),
          .members([("type", .text("string")), ("pattern", .text(number))]),
        ])
      )
    ])
    let plain = JSONValue.members([
      ("anyOf", .array([digits, .members([("type", .text("boolean"))])]))
    ])
    let date = JSONValue.members([("type", .text("string")), ("pattern", .text(day))])
    func form(_ members: (String, JSONValue)...) -> JSONValue {
      .members([
        ("properties", .object(members.map { JSONValue.Member($0.0, $0.1) })),
        ("required", .array([.text(members[0].0)])),
      ])
    }
    return .members([
      ("title", .text("值")),
      (
        "oneOf",
        .array([
          form(("value", plain), ("unit", text)), form(("text", text)), form(("date", date)),
          form(("notOccurring", text)),
          form(("substituted", digits), ("unit", text), ("rule", text)),
        ])
      ),
    ])
  }

  // MARK: XML Schema

  /// An XML Schema 1.0 of ``FilingXML``.
  public static var xml: String {
    let shapes = FilingAssembly.shapes
    var types: [(name: String, text: String)] = []
    let elements = shapes.parts.map { part in
      type(part.shape, &types)
      return "      <xs:element name=\"\(part.shape.element)\" type=\"\(part.shape.element)\"/>\n"
    }
    let format =
      "    <xs:attribute name=\"format\" use=\"required\" fixed=\"\(FilingJSON.format)\"/>\n"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:element name="filing" type="filing"/>
        <xs:complexType name="filing">
          <xs:choice minOccurs="0" maxOccurs="unbounded">
      \(elements.joined())    </xs:choice>
      \(format)\(shapes.head.fields.map(attribute).joined())  </xs:complexType>
      \(types.map(\.text).joined())</xs:schema>

      """
  }

  /// Adds the type of a record and those of the records inside.
  private static func type(_ shape: RecordShape, _ types: inout [(name: String, text: String)]) {
    if types.contains(where: { $0.name == shape.element }) { return }
    let place = types.count
    types.append((shape.element, ""))
    var inner = ""
    for field in shape.fields {
      switch field.kind {
      case .records(let nested):
        type(nested, &types)
        inner += "      <xs:element name=\"\(nested.element)\" type=\"\(nested.element)\"/>\n"
      case .prose, .texts, .addresses:
        inner += "      <xs:element name=\"\(field.id)\" type=\"xs:string\"/>\n"
      default: continue
      }
    }
    if !inner.isEmpty {
      inner =
        "    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n\(inner)    </xs:choice>\n"
    }
    let attributes = shape.fields.map(attribute).joined()
    types[place].text =
      "  <!-- \(shape.title) -->\n  <xs:complexType name=\"\(shape.element)\">\n"
      + "\(inner)\(attributes)  </xs:complexType>\n"
  }

  private static func attribute(_ field: RecordShape.Field) -> String {
    func line(_ name: String, _ type: String, _ isRequired: Bool) -> String {
      let use = isRequired ? " use=\"required\"" : ""
      return "    <xs:attribute name=\"\(name)\" type=\"xs:\(type)\"\(use)/>\n"
    }
    switch field.kind {
    case .records, .prose, .texts, .addresses: return ""
    case .value:
      // Which of them may stand together is for the reader to say.
      return ["value", "unit", "text", "notOccurring", "rule"].map { line($0, "string", false) }
        .joined() + line("date", "date", false) + line("substituted", "decimal", false)
    case .day: return line(field.id, "date", field.isRequired)
    case .flag: return line(field.id, "boolean", field.isRequired)
    case .text, .word, .period, .address: return line(field.id, "string", field.isRequired)
    }
  }
}

extension RecordShape.Field {
  fileprivate var isValue: Bool {
    if case .value = kind { return true }
    return false
  }
}
