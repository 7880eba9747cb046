/// Who does something with a project, when and why. The store has no clock of its own.
public struct AuditNote: Hashable, Sendable {
  /// The time, `2026-03-01T09:30:00+08:00`.
  public var time: String
  /// The person.
  public var author: String
  /// The reason.
  public var reason: String
  /// The program and its version.
  public var program: String

  /// Makes a note.
  public init(time: String, author: String, reason: String, program: String) {
    self.time = time
    self.author = author
    self.reason = reason
    self.program = program
  }
}

/// One entry of the log of a project.
public struct AuditEntry: Hashable, Sendable {
  /// What was done.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// The project file was made.
    case create
    /// The format was raised by a newer program.
    case migrate
    /// A filing, or a new revision of one, was taken in.
    case file
    /// A stage put cells over a revision.
    case overlay
    /// A result was recorded.
    case calculate
    /// Somebody signed.
    case sign
    /// Records came into the registry.
    case register
    /// A record of the registry was voided.
    case void
  }

  /// The number, from 1 without gaps.
  public let number: Int
  /// Who, when, why, by which program.
  public let note: AuditNote
  /// What was done; nil where a newer program did something this one does not know.
  public let action: Action?
  /// What it was done with: `filing 1 revision 3`.
  public let subject: String
  /// The tables that got rows: name, count and digests, a line each.
  public let contents: String
  /// The digest of this entry and, through the one before it, of everything earlier.
  public let digest: Digest

  /// The word of the action as stored.
  let word: String

  init(
    number: Int, note: AuditNote, word: String, subject: String, contents: String, digest: Digest
  ) {
    self.number = number
    self.note = note
    self.word = word
    self.action = Action(rawValue: word)
    self.subject = subject
    self.contents = contents
    self.digest = digest
  }

  /// The digest that an entry must have behind another one.
  static func digest(
    after previous: Digest, number: Int, note: AuditNote, word: String, subject: String,
    contents: String
  ) -> Digest {
    var bytes: [UInt8] = []
    let values: [SQLValue] = [
      .text(previous.sha256), .text(previous.sm3), .number(number), .text(note.time),
      .text(note.author), .text(word), .text(subject), .text(note.reason), .text(note.program),
      .text(contents),
    ]
    for value in values { value.encode(into: &bytes) }
    return Digest(of: bytes)
  }

  /// An entry as it stands in the table; nil where the table is not in order.
  init?(row: [SQLValue]) {
    guard row.count == 10, let number = row[0].int else { return nil }
    let texts = row.dropFirst().map { $0.text ?? "" }
    self.init(
      number: number,
      note: AuditNote(time: texts[0], author: texts[1], reason: texts[4], program: texts[5]),
      word: texts[2], subject: texts[3], contents: texts[6],
      digest: Digest(sha256: texts[7], sm3: texts[8]))
  }

  /// The columns in the order in which ``init(row:)`` reads them.
  static let columns =
    "number, time, author, action, subject, reason, program, contents, sha256, sm3"
}
