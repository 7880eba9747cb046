import Quantities

/// What a methodology says beside its program: identity, sources, clauses, holes, forms.
public struct Method: Sendable {
  /// The methodology's identifier.
  public var id: String
  /// The official title.
  public var title: Label
  /// `transcribed` or `unofficial`.
  public var standing: String
  /// Document number, issuer and date.
  public var document: (number: String?, issuer: String?, date: String?)
  /// First and last data month to which the edition applies, `2015-01`; nil when open.
  public var applies: (from: String?, through: String?)
  /// Where it is registered, with the stages of that; nil where the document does not say.
  public var registration: Registration?
  /// Words that the edition uses for things: `enterprise` → 报告主体.
  public var terms: [String: String]
  /// Emission sources in declared order.
  public var sources: [Source]
  /// The clause inventory.
  public var clauses: [Clause]
  /// What nobody saw.
  public var holes: [Hole]
  /// Official tables.
  public var forms: [Form]
  /// Examples of checks: check id, whether it fires, lines of a case.
  public var examples: [Example]

  /// Makes a method description.
  public init(id: String, title: Label, standing: String) {
    self.id = id
    self.title = title
    self.standing = standing
    document = (nil, nil, nil)
    applies = (nil, nil)
    terms = [:]
    sources = []
    clauses = []
    holes = []
    forms = []
    examples = []
  }

  /// Whether it is registered only: nobody saw its formulas.
  public var isRegisteredOnly: Bool { standing == "registered" }

  /// The registration of a method with an authority.
  public struct Registration: Hashable, Sendable {
    /// The number as printed: `2017004-V01`; nil where nobody saw it.
    public var number: String?
    /// Where it holds.
    public var region: String?
    /// The batch in which it was filed.
    public var batch: String?
    /// The methodology that it takes the place of.
    public var supersedes: String?
    /// The methodology that took its place.
    public var supersededBy: String?
    /// What became of it, in order of time.
    public var stages: [Stage]

    /// Makes a registration without stages.
    public init(number: String?) {
      self.number = number
      stages = []
    }

    /// The number as it is compared: authorities print it in either case.
    public var normalised: String? { number?.lowercased() }

    /// One step of a registration.
    public struct Stage: Hashable, Sendable {
      /// `evaluated`, `filed`, `revised` or `expired`.
      public var status: String
      /// The day or month; nil where nobody saw it.
      public var date: String?
      /// The notice.
      public var document: String?
      /// How well that is known.
      public var citation: Citation

      /// Makes a stage.
      public init(status: String, date: String?, document: String?, citation: Citation) {
        self.status = status
        self.date = date
        self.document = document
        self.citation = citation
      }
    }
  }

  /// An emission source.
  public struct Source: Sendable {
    /// Permanent identifier.
    public var id: String
    /// The title that people see.
    public var title: Label
    /// The gas, as written.
    public var gas: String?
    /// `direct`, `indirect` or `removal`.
    public var scope: String?
    /// `baseline`, `project` or `leakage` in a reduction method.
    public var scenario: String?
    /// Where it stands.
    public var citation: Citation

    /// Makes a source.
    public init(id: String, title: Label, gas: String?, scope: String?, citation: Citation) {
      self.id = id
      self.title = title
      self.gas = gas
      self.scope = scope
      self.citation = citation
    }
  }

  /// A clause of the text and what became of it.
  public struct Clause: Sendable {
    /// Number as printed.
    public var reference: String
    /// Its title.
    public var title: String
    /// `formalised`, `not-computable`, `contradictory` or `hole`.
    public var status: String
    /// The ids that formalise it.
    public var by: [String]
    /// Who checks it, where it is not computable.
    public var who: String?
    /// The text or the reading chosen.
    public var text: String
    /// How well it is known.
    public var citation: Citation

    /// Makes a clause.
    public init(
      reference: String, title: String, status: String, by: [String], who: String?, text: String,
      citation: Citation
    ) {
      self.reference = reference
      self.title = title
      self.status = status
      self.by = by
      self.who = who
      self.text = text
      self.citation = citation
    }
  }

  /// Something that nobody saw.
  public struct Hole: Sendable {
    /// Permanent identifier.
    public var id: String
    /// What is missing and where it should be looked for.
    public var text: String
    /// The clause that it belongs to.
    public var clause: String?

    /// Makes a hole.
    public init(id: String, text: String, clause: String?) {
      self.id = id
      self.text = text
      self.clause = clause
    }
  }

  /// Lines of a case under which a check fires or keeps silent.
  public struct Example: Sendable {
    /// The check.
    public var check: String
    /// Whether it fires.
    public var fires: Bool
    /// Lines in the grammar of cases.
    public var text: String
    /// Where the example stands.
    public var declaration: Named.Declaration
    /// Where its lines begin in the file; nil where what stands there is not what was read.
    public var start: Int?

    /// Makes an example.
    public init(
      check: String, fires: Bool, text: String, declaration: Named.Declaration, start: Int? = nil
    ) {
      self.check = check
      self.fires = fires
      self.text = text
      self.declaration = declaration
      self.start = start
    }
  }
}

/// An official table: which values stand where.
public struct Form: Sendable {
  /// Permanent identifier.
  public var id: String
  /// The title as printed.
  public var title: Label
  /// Column heads with the printed unit.
  public var columns: [(title: String, unit: String?)]
  /// The lines, in order.
  public var lines: [Line]
  /// Whether the columns are followed by one for each month of the reporting period.
  public var hasMonths: Bool
  /// What stands in the column of the whole period behind the months, by the index of the month
  /// value in ``Plan/named``.
  public var years: [Int: Year] = [:]
  /// When it concerns a filing; nil: always.
  public var condition: Condition?

  /// When a form concerns a filing.
  public struct Condition: Sendable {
    /// The node of the flag, of the whole filing and period; the form is left out where it is no or
    /// not occurring.
    public var node: Int
    /// The condition as it is written.
    public var text: String
    /// What documents say of a form that is left out.
    public var otherwise: String

    /// Makes a condition.
    public init(node: Int, text: String, otherwise: String) {
      self.node = node
      self.text = text
      self.otherwise = otherwise
    }
  }

  /// Makes a form.
  public init(
    id: String, title: Label, columns: [(title: String, unit: String?)], lines: [Line],
    hasMonths: Bool = false
  ) {
    self.id = id
    self.title = title
    self.columns = columns
    self.lines = lines
    self.hasMonths = hasMonths
  }

  /// What stands in the column of the whole period.
  public enum Year: Sendable {
    /// The months added up.
    case sum
    /// Another value, by its index in ``Plan/named``.
    case value(Int)
  }

  /// A line of a form or a repetition of lines.
  public indirect enum Line: Sendable {
    /// A fixed line: its label, then the cells.
    case fixed(label: String, cells: [Cell])
    /// A line for each row of a row set, below the current one.
    case each(rows: Int, cells: [Cell], lines: [Line])
    /// A heading across the table.
    case heading(String)
  }

  /// A cell of a form.
  public enum Cell: Sendable {
    /// The value of a named thing (index into ``Plan/named``) with its printed decimals and unit.
    case value(Int, decimals: Int?, unit: String?)
    /// The key of the row.
    case key
    /// Fixed text.
    case text(String)
  }
}
