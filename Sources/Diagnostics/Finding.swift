/// One thing that is wrong, doubtful or worth knowing in somebody's material.
///
/// Findings are collected, never thrown. The identity is ``FindingKind/code``: wording may change,
/// codes never do.
public struct Finding: Hashable, Sendable {
  /// What kind of finding it is, with its wording.
  public let kind: FindingKind
  /// How grave it is; a rule file may declare a severity of its own for a check.
  public let severity: Severity
  /// Where it is.
  public let origin: Origin
  /// The values that the wording names: `got`, `expected`, `name` ….
  public let arguments: [String: String]
  /// Further places with a caption.
  public let notes: [Note]
  /// The change that removes the finding, where there is exactly one.
  public let fix: Fix?
  /// The clause of the guideline that the finding rests on.
  public let clause: String?

  /// Makes a finding.
  public init(
    _ kind: FindingKind, at origin: Origin, _ arguments: [String: String] = [:],
    severity: Severity? = nil, notes: [Note] = [], fix: Fix? = nil, clause: String? = nil
  ) {
    self.kind = kind
    self.severity = severity ?? kind.severity
    self.origin = origin
    self.arguments = arguments
    self.notes = notes
    self.fix = fix
    self.clause = clause
  }

  /// The code, `domain.slug`.
  public var code: String { kind.code }

  /// The message in one language, with the arguments filled in.
  public func message(_ language: Language) -> String {
    kind.wording(language).filled(with: arguments)
  }

  /// A further place that explains a finding.
  public struct Note: Hashable, Sendable {
    /// What is to be seen there, in Chinese and English.
    public let caption: Wording
    /// Where it is.
    public let origin: Origin

    /// Makes a note.
    public init(_ caption: Wording, at origin: Origin) {
      self.caption = caption
      self.origin = origin
    }
  }

  /// A change of the text that removes the finding.
  public struct Fix: Hashable, Sendable {
    /// What the change does, in Chinese and English.
    public let title: Wording
    /// The file that is changed.
    public let file: String
    /// The replaced bytes and what takes their place; the ranges do not overlap.
    public let edits: [Edit]

    /// Makes a fix.
    public init(_ title: Wording, in file: String, _ edits: [Edit]) {
      self.title = title
      self.file = file
      self.edits = edits
    }
  }

  /// One replacement in a file.
  public struct Edit: Hashable, Sendable {
    /// Half-open range of UTF-8 offsets.
    public let range: Range<Int>
    /// What stands there afterwards.
    public let replacement: String

    /// Makes an edit.
    public init(_ range: Range<Int>, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }
}

/// How grave a finding is.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Worth knowing; nothing has to be done.
  case remark
  /// Doubtful; somebody has to look.
  case warning
  /// Wrong; the result cannot be used as it is.
  case error

  /// Remarks come before warnings, warnings before errors.
  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .remark: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// The language of messages. Documents and figures never depend on it.
public enum Language: String, Sendable, CaseIterable {
  /// Simplified Chinese.
  case chinese = "zh"
  /// English.
  case english = "en"
}

/// A place in a rule file, a filing or a table.
public enum Origin: Hashable, Sendable {
  /// Bytes of a text file: half-open range of UTF-8 offsets.
  case source(file: String, range: Range<Int>)
  /// A cell of a table file: one-based row and column, as a spreadsheet counts them.
  case cell(file: String, sheet: String?, row: Int, column: Int)
  /// A value of a filing, by its address, with the file it came from where that is known.
  case address(String)
  /// A file as a whole.
  case file(String)
  /// No place: the command line or the run as a whole.
  case none

  /// A row in an address, `kiln[K1]`; `]` and `\` in its key stand escaped.
  public static func step(_ rowSet: String, _ key: String) -> String {
    guard key.utf8.contains(where: { $0 == 0x5D || $0 == 0x5C }) else {
      return "\(rowSet)[\(key)]"
    }
    var escaped = ""
    for character in key.unicodeScalars {
      if character == "]" || character == "\\" { escaped.unicodeScalars.append("\\") }
      escaped.unicodeScalars.append(character)
    }
    return "\(rowSet)[\(escaped)]"
  }
}

/// One text in Chinese and English, with `{name}` where an argument goes.
public struct Wording: Hashable, Sendable {
  /// The Chinese text.
  public let zh: String
  /// The English text.
  public let en: String

  /// Makes a wording.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

/// What kind of finding it is: a permanent code, its severity and its wording.
///
/// Kinds are declared as static members in an extension at the foot of the file that emits them.
/// There is no registry of them: the declarations are the list. A hygiene test reads them (codes
/// are unique, of their form, exercised), and so does the generator of `Documentation/Findings`.
public struct FindingKind: Hashable, Sendable {
  /// `domain.slug`; permanent, never reused.
  public let code: String
  /// How grave such a finding is unless a rule file says otherwise.
  public let severity: Severity
  /// The one-line message: states the rule, no full stop.
  public let wording: Wording

  /// Makes a kind; `zh` and `en` may name arguments as `{name}`.
  public init(_ code: String, _ severity: Severity, zh: String, en: String) {
    self.code = code
    self.severity = severity
    self.wording = Wording(zh: zh, en: en)
  }

  /// The message template in one language.
  public func wording(_ language: Language) -> String {
    language == .chinese ? wording.zh : wording.en
  }
}

extension String {
  /// The text with each `{name}` replaced by the argument of that name.
  public func filled(with arguments: [String: String]) -> String {
    filled { arguments[$0] ?? "{\($0)}" }
  }

  /// The text with each `{name}` replaced by what the name stands for.
  public func filled(_ argument: (String) -> String) -> String {
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else {
        return result + rest[open...]
      }
      result += argument(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
