import Quantities

/// A methodology as a typed program over columns: what the evaluator runs, prints and hashes.
///
/// A plan is immutable data. It knows no syntax: every name has become an index, every unit
/// conversion an exact factor, every implicit step a node. ``nodes`` are in an order in which
/// operands come before the nodes that read them.
public struct Plan: Sendable {
  /// The version of the encoding that the hash covers.
  public static let encoding = 1

  /// The methodology's identifier: `sectors/other-industries/2015`.
  public var methodology: String
  /// Our transcription's own revision.
  public var revision: Int
  /// The official title.
  public var title: Label
  /// Row sets; index 0 is the filing (one row), index 1 the facilities.
  public var rowSets: [RowSet]
  /// Tables of factors and classes.
  public var tables: [Table]
  /// What a filing supplies.
  public var inputs: [Input]
  /// The program.
  public var nodes: [Node]
  /// Everything that has a name in the rule file, in declared order.
  public var named: [Named]
  /// Checks on a filing and its results.
  public var checks: [Check]

  /// Makes a plan.
  public init(
    methodology: String, revision: Int, title: Label, rowSets: [RowSet], tables: [Table],
    inputs: [Input], nodes: [Node], named: [Named], checks: [Check]
  ) {
    self.methodology = methodology
    self.revision = revision
    self.title = title
    self.rowSets = rowSets
    self.tables = tables
    self.inputs = inputs
    self.nodes = nodes
    self.named = named
    self.checks = checks
  }
}

/// A text in Chinese (always there) and English (where the author gave one).
public struct Label: Hashable, Sendable {
  /// The Chinese text.
  public var zh: String
  /// The English text.
  public var en: String?

  /// Makes a label.
  public init(_ zh: String, en: String? = nil) {
    self.zh = zh
    self.en = en
  }
}

/// A repetition: facilities, units, fuels, flight legs.
public struct RowSet: Hashable, Sendable {
  /// Where the rows come from.
  public enum Keys: Hashable, Sendable {
    /// The filing names them freely.
    case free
    /// The filing picks keys of a table; `extensible` admits others with properties of their own.
    case table(Int, extensible: Bool)
    /// One row for each row of the table whose other key columns equal the given ancestors' keys:
    /// key column index → row set whose key it must equal. The remaining key column is the key.
    case derived(table: Int, keyColumn: Int, fixed: [Int: Int])
  }

  /// Permanent identifier; the name in addresses.
  public var id: String
  /// The title that people see.
  public var title: Label
  /// The row set that each row belongs to; nil only for the filing.
  public var parent: Int?
  /// Where the rows come from.
  public var keys: Keys
  /// Whether rows have a validity period `[from, to)`.
  public var hasValidity: Bool
  /// The emission source or group that the rows are declared in, for sheets and empty sets.
  public var group: String?
  /// Whether keys and names of rows tell who somebody is, so that documents leave them out.
  public var isPersonal = false

  /// Makes a row set.
  public init(
    id: String, title: Label, parent: Int?, keys: Keys = .free, hasValidity: Bool = false,
    group: String? = nil
  ) {
    self.id = id
    self.title = title
    self.parent = parent
    self.keys = keys
    self.hasValidity = hasValidity
    self.group = group
  }
}

/// What kind of value a node holds.
public enum ValueKind: Hashable, Sendable {
  /// An exact number.
  case number
  /// Yes or no.
  case flag
  /// A text or a choice.
  case text
  /// A day.
  case date
  /// A row of the row set with this index.
  case reference(Int)
}

/// A value that the filing supplies, cell by cell.
public struct Input: Sendable {
  /// Which companion of a value the column holds.
  public enum Facet: String, Sendable, CaseIterable {
    /// The value itself.
    case value
    /// The alternative that the filer states, by id.
    case choice
    /// A field of the evidence behind the cell; the field is ``Input/field``.
    case evidence
    /// The value in the filing of the period before, at the stage ``Input/field``.
    case prior
    /// A figure or month value taken from another methodology or edition.
    case external
    /// The row's validity, as `from` or `to` in ``Input/field``.
    case validity
    /// An attribute of the filing itself (`date`, `purpose`, `region`), in ``Input/field``.
    case filing
  }

  /// Permanent identifier; unique in the plan together with ``facet`` and ``field``.
  public var id: String
  /// Which companion of the value the column holds.
  public var facet: Facet
  /// The evidence field, stage or filing attribute that ``facet`` names.
  public var field: String?
  /// The axes over which cells are entered.
  public var shape: Shape
  /// What a cell holds.
  public var kind: ValueKind
  /// The permitted texts of a choice; empty where any text will do.
  public var choices: [String]

  /// What stands behind `@` in the address of a cell.
  public var facetName: String {
    facet == .prior && field == "choice" ? "prior-choice" : field ?? facet.rawValue
  }

  /// Makes an input.
  public init(
    id: String, facet: Facet = .value, field: String? = nil, shape: Shape, kind: ValueKind,
    choices: [String] = []
  ) {
    self.id = id
    self.facet = facet
    self.field = field
    self.shape = shape
    self.kind = kind
    self.choices = choices
  }
}

/// One step of the program: an operation over the columns of earlier nodes.
public struct Node: Sendable {
  /// What is done.
  public var operation: Operation
  /// Indices of earlier nodes.
  public var operands: [Int]
  /// The axes of the result.
  public var shape: Shape
  /// What the result holds.
  public var kind: ValueKind
  /// The piece of formula it came from, in canonical spelling; for explanations.
  public var label: String?
  /// The unit of the result, as text; for explanations. Nil for what is not a number.
  public var unit: String?

  /// Makes a node.
  public init(
    _ operation: Operation, _ operands: [Int] = [], shape: Shape, kind: ValueKind = .number,
    label: String? = nil, unit: String? = nil
  ) {
    self.operation = operation
    self.operands = operands
    self.shape = shape
    self.kind = kind
    self.label = label
    self.unit = unit
  }
}

/// Something the rule file names: an input, constant, formula or figure.
public struct Named: Sendable {
  /// What it is in the method.
  public enum Role: String, Sendable {
    /// Supplied by the filing: activity data 活动数据, coefficients, attributes.
    case input
    /// Printed in the document.
    case constant
    /// Computed on the way.
    case formula
    /// A result of one emission source.
    case figure
    /// A total.
    case total
    /// Reported beside the total, not part of it.
    case memo
    /// Emissions per unit of output.
    case intensity
    /// What would have been emitted or removed without the project.
    case baseline
    /// What the project emits or removes.
    case project
    /// What happens outside the boundary because of the project.
    case leakage
    /// The result of a reduction method, a quantity for each vintage.
    case reduction
    /// A flag that decides whether a reduction is creditable.
    case condition
    /// Whether all conditions hold, for each vintage.
    case creditable
  }

  /// Permanent identifier.
  public var id: String
  /// The symbol as the edition prints it.
  public var symbol: String
  /// The title that people see.
  public var title: Label
  /// What it is.
  public var role: Role
  /// The node that holds its value at rest.
  public var node: Int
  /// The unit, possibly depending on the row's key.
  public var unit: UnitLabel?
  /// The unit in which people enter and read it, where it differs: `%` for a share.
  public var shownAs: UnitLabel?
  /// The formula in canonical spelling; nil for inputs and constants.
  public var formula: String?
  /// How it is rounded; nil when it only comes to rest.
  public var rounding: Rounding?
  /// Where it stands in the document and how well that is known.
  public var citation: Citation
  /// The emission source it belongs to, by id.
  public var source: String?
  /// The concept it measures, by id; joins it to other methodologies.
  public var concept: String?
  /// `activity`, `factor`, `coefficient`, `production`, `attribute` for inputs.
  public var inputKind: String?
  /// The node that tells which alternative (取值方式) was taken, and the alternatives in order.
  public var chosen: Int?
  /// The alternatives in order of preference.
  public var alternatives: [Alternative]
  /// The range of values that raise no question, in the declared unit.
  public var plausible: ClosedRange<Rational>?
  /// Who measures it, how, how often, from which record.
  public var measurement: Measurement?
  /// How a coarser formula reads it: `sum`, `mean weighted by FC` …; nil where none may.
  public var overTime: String?
  /// Where it is declared.
  public var declaration: Declaration?
  /// What it decides, where it is a condition.
  public var condition: Condition?
  /// Whether what is entered tells who somebody is, so that documents leave it out.
  public var isPersonal = false

  /// Makes a named value; further properties are set on the result.
  public init(
    id: String, symbol: String, title: Label, role: Role, node: Int, unit: UnitLabel?,
    citation: Citation
  ) {
    self.id = id
    self.symbol = symbol
    self.title = title
    self.role = role
    self.node = node
    self.unit = unit
    self.citation = citation
    self.alternatives = []
  }

  /// One way to obtain a value.
  public struct Alternative: Sendable {
    /// Permanent identifier; what a filing states as its choice.
    public var id: String
    /// The title that people see.
    public var title: Label
    /// The formula or table look-up; nil when the value is entered.
    public var formula: String?
    /// Where it stands.
    public var citation: Citation

    /// Makes an alternative.
    public init(id: String, title: Label, formula: String?, citation: Citation) {
      self.id = id
      self.title = title
      self.formula = formula
      self.citation = citation
    }
  }

  /// How an input is obtained, for the data sheet, the monitoring plan and the checklist.
  public struct Measurement: Hashable, Sendable {
    /// Instrument or procedure.
    public var how: String?
    /// How often, in words or as `day`, `batch`, `month`.
    public var every: String?
    /// The primary record.
    public var record: String?
    /// The standard that is followed.
    public var standard: String?
    /// Records that it is compared with.
    public var crossChecks: [String]

    /// Makes a measurement.
    public init(
      how: String? = nil, every: String? = nil, record: String? = nil, standard: String? = nil,
      crossChecks: [String] = []
    ) {
      self.how = how
      self.every = every
      self.record = record
      self.standard = standard
      self.crossChecks = crossChecks
    }
  }

  /// The file and bytes of a declaration.
  public struct Declaration: Hashable, Sendable {
    /// Path of the rule file below the rule library.
    public var file: String
    /// Half-open range of UTF-8 offsets.
    public var range: Range<Int>

    /// Makes a declaration.
    public init(file: String, range: Range<Int>) {
      self.file = file
      self.range = range
    }
  }
}

/// A unit as people read it, with the parts that depend on the row's key.
public struct UnitLabel: Hashable, Sendable {
  /// A part that depends on the key of a row.
  public struct Part: Hashable, Sendable {
    /// The text to be replaced: `unit(fuel)` or `[gas]`.
    public var placeholder: String
    /// The row set whose key decides.
    public var rows: Int
    /// The table column that holds the unit; nil when the key itself is the species.
    public var table: Int?
    /// The column of ``table``.
    public var column: Int?

    /// Makes a part.
    public init(placeholder: String, rows: Int, table: Int? = nil, column: Int? = nil) {
      self.placeholder = placeholder
      self.rows = rows
      self.table = table
      self.column = column
    }
  }

  /// The unit as written.
  public var text: String
  /// What depends on a row's key.
  public var parts: [Part]

  /// Makes a unit label.
  public init(_ text: String, parts: [Part] = []) {
    self.text = text
    self.parts = parts
  }

  /// The unit with every part that depends on a row's key put in; nil where one has no text.
  public func text(with words: (Part) -> String?) -> String? {
    var result = text
    for part in parts {
      guard let word = words(part) else { return nil }
      result =
        result == part.placeholder ? word : result.replacing(part.placeholder, with: word)
    }
    return result
  }
}

/// How well something is known.
///
/// - Source: `Documentation/Decisions/0005-evidence.md`.
public enum Evidence: String, Sendable, CaseIterable {
  /// Read in the official text.
  case primary
  /// A transcription or an independent public source.
  case secondary
  /// General knowledge; nobody may mistake it for an official number.
  case recalled
  /// True by definition: 44/12, 1,000 kg/t.
  case definition
  /// Computed from other numbers.
  case derived
}

/// Where something stands and how well that is known.
public struct Citation: Hashable, Sendable {
  /// Clause, formula number, table and page.
  public var clause: String?
  /// The document or public source.
  public var source: String?
  /// How well it is known.
  public var evidence: Evidence
  /// What else is to be said: rival values, doubts.
  public var note: String?

  /// Makes a citation.
  public init(clause: String?, source: String?, evidence: Evidence, note: String? = nil) {
    self.clause = clause
    self.source = source
    self.evidence = evidence
    self.note = note
  }
}

/// A condition on a filing or its results that leaves a finding where it does not hold.
public struct Check: Sendable {
  /// What is tested.
  public enum Test: Sendable {
    /// A flag node; true where the check fires.
    case fires(Int)
    /// A general detector over the columns of nodes, with its parameters as written.
    case detector(String, operands: [Int], parameters: [String: String])
  }

  /// Permanent identifier; the finding's code is `check.` and this, in the methodology's name.
  public var id: String
  /// `error`, `warning` or `remark`.
  public var severity: String
  /// The message, with `{symbol}` where a value goes.
  public var message: Label
  /// The values that the message names.
  public var arguments: [String: Int]
  /// What is tested.
  public var test: Test
  /// The row of the desk-review form 文件评审表 that it belongs to.
  public var reviewRow: String?
  /// What a verifier looks at, and when the point is closed.
  public var acceptance: Label?
  /// Where it stands.
  public var citation: Citation

  /// Makes a check.
  public init(
    id: String, severity: String, message: Label, arguments: [String: Int], test: Test,
    reviewRow: String? = nil, acceptance: Label? = nil, citation: Citation
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.arguments = arguments
    self.test = test
    self.reviewRow = reviewRow
    self.acceptance = acceptance
    self.citation = citation
  }
}
