import Diagnostics
import Quantities

/// A JSON text as data: members keep their order, numbers the digits in which they were written.
///
/// - Source: RFC 8259. No number passes through binary floating point.
public indirect enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case flag(Bool)
  /// A number, as written.
  case number(String)
  /// A string.
  case text(String)
  /// An array.
  case array([JSONValue])
  /// An object; no name occurs twice.
  case object([Member])

  /// A named value of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// An object of the members that have a value, in this order.
  public static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// The member of an object with this name; nil where there is none or this is no object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The string, if this is one.
  public var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The elements, if this is an array.
  public var elements: [JSONValue]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  /// The members, if this is an object.
  public var members: [Member]? {
    if case .object(let members) = self { return members }
    return nil
  }

  /// The exact number that is written as a number or as a string.
  public var decimal: Rational? {
    switch self {
    case .number(let digits), .text(let digits): Rational(decimal: digits)
    default: nil
    }
  }
}

extension JSONValue {
  /// The JSON text, ended by a line end; indented by two blanks a level where `isIndented`.
  ///
  /// Short arrays and objects without nested ones stay on one line.
  public func written(isIndented: Bool = true) -> String {
    var out = ""
    write(to: &out, indent: isIndented ? 0 : nil)
    return out + "\n"
  }

  private func write(to out: inout String, indent: Int?) {
    switch self {
    case .null: out += "null"
    case .flag(let flag): out += flag ? "true" : "false"
    case .number(let digits): out += digits
    case .text(let text): Self.write(text, to: &out)
    case .array(let elements):
      Self.write(elements, "[", "]", to: &out, indent: indent, isFlat: isFlat) {
        $1.write(to: &$0, indent: $2)
      }
    case .object(let members):
      Self.write(members, "{", "}", to: &out, indent: indent, isFlat: isFlat) {
        Self.write($1.name, to: &$0)
        $0 += indent == nil ? ":" : ": "
        $1.value.write(to: &$0, indent: $2)
      }
    }
  }

  /// Whether nothing in it is nested.
  private var isFlat: Bool {
    let values: [JSONValue]
    switch self {
    case .array(let elements): values = elements
    case .object(let members): values = members.map(\.value)
    default: return true
    }
    return values.count <= 8
      && values.allSatisfy {
        switch $0 {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: true
        }
      }
  }

  private static func write<T>(
    _ parts: [T], _ open: String, _ close: String, to out: inout String, indent: Int?,
    isFlat: Bool, _ write: (inout String, T, Int?) -> Void
  ) {
    out += open
    let inner = indent.map { $0 + 1 }
    for (index, part) in parts.enumerated() {
      if index > 0 { out += "," }
      if let inner, !isFlat {
        out += "\n" + String(repeating: "  ", count: inner)
      } else if index > 0, indent != nil {
        out += " "
      }
      write(&out, part, inner)
    }
    if let indent, !isFlat, !parts.isEmpty {
      out += "\n" + String(repeating: "  ", count: indent)
    }
    out += close
  }

  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
