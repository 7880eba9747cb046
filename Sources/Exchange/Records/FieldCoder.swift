import Accounting
import Diagnostics
import Quantities

/// Something that a filing lists: a cell, a meter, a document.
///
/// ``code(_:)`` names its fields once; from it every format is read and written, and the schemas
/// are made.
protocol FilingRecord: SendableMetatype {
  /// What an element of the list is called in XML.
  static var element: String { get }
  /// What people call it.
  static var recordTitle: String { get }
  /// Where it was written.
  var origin: Origin { get set }
  /// A record of which nothing is known yet.
  init(blankAt origin: Origin)
  /// Shows each field to a coder, which writes, reads or describes it.
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder)
}

/// What a field holds.
indirect enum FieldKind: Sendable {
  /// A text of one line.
  case text
  /// A text of any length; in XML an element.
  case prose
  /// A day.
  case day
  /// Yes or no.
  case flag
  /// One word of a list: identifiers with their Chinese words.
  case word([(id: String, title: String)])
  /// A reporting period.
  case period
  /// The address of a value or row.
  case address
  /// Texts.
  case texts
  /// Addresses.
  case addresses
  /// The value of a cell: one of several members.
  case value
  /// Records inside this one.
  case records(RecordShape)
}

/// What fields a record has.
struct RecordShape: Sendable {
  /// A field.
  struct Field: Sendable {
    var id: String
    var title: String
    var kind: FieldKind
    var isRequired: Bool
  }

  var element: String
  var title: String
  var fields: [Field] = []
}

/// Writes, reads or describes the fields of a record.
protocol FieldCoder {
  /// A field that one JSON value holds.
  ///
  /// - Parameters:
  ///   - value: what is to be written; nil for nothing.
  ///   - take: takes what was read; no where it is of another kind.
  mutating func field(
    _ field: RecordShape.Field, _ value: @autoclosure () -> JSONValue?,
    take: (JSONValue) -> Bool)
  /// Records inside this one.
  mutating func records<R: FilingRecord>(_ id: String, _ title: String, _ records: inout [R])
  /// The value of a cell, spread over several members.
  mutating func value(_ value: inout CellValue)
}

extension FieldCoder {
  /// A text that has to be there.
  mutating func text(_ id: String, _ title: String, _ value: inout String) {
    let written = value
    field(.init(id: id, title: title, kind: .text, isRequired: true), .text(written)) {
      guard let text = $0.plainText else { return false }
      value = text
      return true
    }
  }

  /// A text that may be missing.
  mutating func text(
    _ id: String, _ title: String, _ value: inout String?, _ kind: FieldKind = .text
  ) {
    let written = value
    field(.init(id: id, title: title, kind: kind, isRequired: false), written.map { .text($0) }) {
      guard let text = $0.plainText else { return false }
      value = text
      return true
    }
  }

  /// A long text that has to be there.
  mutating func prose(_ id: String, _ title: String, _ value: inout String) {
    let written = value
    field(.init(id: id, title: title, kind: .prose, isRequired: true), .text(written)) {
      guard let text = $0.plainText else { return false }
      value = text
      return true
    }
  }

  /// A day.
  mutating func day(_ id: String, _ title: String, _ value: inout Day?) {
    let written = value
    field(
      .init(id: id, title: title, kind: .day, isRequired: false),
      written.map { .text($0.description) }
    ) {
      guard let day = $0.text.flatMap({ Day($0) }) else { return false }
      value = day
      return true
    }
  }

  /// Yes, no or nothing said.
  mutating func flag(_ id: String, _ title: String, _ value: inout Bool?) {
    let written = value
    field(.init(id: id, title: title, kind: .flag, isRequired: false), written.map { .flag($0) }) {
      switch $0 {
      case .flag(let flag): value = flag
      case .text("true"): value = true
      case .text("false"): value = false
      default: return false
      }
      return true
    }
  }

  /// One word of a list; `silent` is the one that is meant where nothing stands.
  mutating func word<Word: FilingWord>(
    _ id: String, _ title: String, _ value: inout Word, silent: Word? = nil
  ) {
    let written = value
    let words = Word.allCases.map { (id: $0.id, title: $0.title) }
    field(
      .init(id: id, title: title, kind: .word(words), isRequired: silent == nil),
      written == silent ? nil : .text(written.id)
    ) {
      guard let word = $0.text.flatMap({ Word(named: $0) }) else { return false }
      value = word
      return true
    }
  }

  /// The address of a value or row.
  mutating func address(_ id: String, _ title: String, _ value: inout CellAddress) {
    let written = value
    field(
      .init(id: id, title: title, kind: .address, isRequired: true), .text(written.description)
    ) {
      guard let address = $0.address else { return false }
      value = address
      return true
    }
  }

  /// A row, as the address that ends with it; required or perhaps missing.
  mutating func steps(
    _ id: String, _ title: String, _ value: inout [CellAddress.Step], isRequired: Bool = false
  ) {
    let written = value.isEmpty ? nil : CellAddress(steps: value, name: "").description
    field(
      .init(id: id, title: title, kind: .address, isRequired: isRequired),
      written.map { .text($0) }
    ) {
      guard let address = $0.address, address.isRow, address.period == nil else { return false }
      value = address.steps
      return true
    }
  }

  /// Texts; a single one may stand without the list around it.
  mutating func texts(_ id: String, _ title: String, _ value: inout [String]) {
    let written = value
    field(
      .init(id: id, title: title, kind: .texts, isRequired: false),
      written.isEmpty ? nil : .array(written.map { .text($0) })
    ) {
      let texts = ($0.elements ?? [$0]).compactMap(\.plainText)
      guard texts.count == ($0.elements?.count ?? 1) else { return false }
      value = texts
      return true
    }
  }

  /// Addresses; a single one may stand without the list around it.
  mutating func addresses(_ id: String, _ title: String, _ value: inout [CellAddress]) {
    let written = value
    field(
      .init(id: id, title: title, kind: .addresses, isRequired: false),
      written.isEmpty ? nil : .array(written.map { .text($0.description) })
    ) {
      let addresses = ($0.elements ?? [$0]).compactMap(\.address)
      guard addresses.count == ($0.elements?.count ?? 1) else { return false }
      value = addresses
      return true
    }
  }
}

extension JSONValue {
  /// A text; digits that were not put in quotation marks are as good.
  var plainText: String? {
    switch self {
    case .text(let text), .number(let text): text
    default: nil
    }
  }

  /// The address that the text is; nil where it is none.
  fileprivate var address: CellAddress? {
    var findings: [Finding] = []
    return text.flatMap { CellAddress($0, at: .none, findings: &findings) }
  }
}
