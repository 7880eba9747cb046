import Accounting

/// The tables of the registry. `Documentation/Registry.md` explains them.
///
/// A tonne is used once because the database refuses anything else: the triggers below hold for
/// every program that writes, not only for this one. Quantities are whole grams, so that sums are
/// exact; an overflow is refused by SQLite itself.
enum RegistrySchema {
  /// Migration `0002-registry`. Released text: changes go into a migration of their own.
  static let registry =
    """
    CREATE TABLE credit_method (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      scheme TEXT,
      region TEXT,
      batch TEXT,
      notice TEXT,
      supersedes TEXT REFERENCES credit_method (id),
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE credit_step (
      number INTEGER PRIMARY KEY,
      method TEXT NOT NULL REFERENCES credit_method (id),
      step TEXT NOT NULL CHECK (step IN ('assessed', 'filed', 'revised', 'expired')),
      day TEXT NOT NULL CHECK (\(day("day"))),
      notice TEXT,
      remark TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE credit_project (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      method TEXT NOT NULL REFERENCES credit_method (id),
      kind TEXT,
      region TEXT,
      areas TEXT,
      owner TEXT,
      started TEXT CHECK (\(day("started"))),
      register TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE credit_participant (
      number INTEGER PRIMARY KEY,
      project TEXT NOT NULL REFERENCES credit_project (id),
      key TEXT NOT NULL,
      from_day TEXT NOT NULL CHECK (\(day("from_day"))),
      through_day TEXT CHECK (\(day("through_day")) AND through_day >= from_day),
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE credit_period (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      project TEXT NOT NULL REFERENCES credit_project (id),
      method TEXT NOT NULL REFERENCES credit_method (id),
      from_day TEXT NOT NULL CHECK (\(day("from_day"))),
      through_day TEXT NOT NULL CHECK (\(day("through_day")) AND through_day >= from_day),
      grams INTEGER,
      basis TEXT,
      register TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      CHECK (grams IS NOT NULL OR register IS NOT NULL)
    ) STRICT;
    CREATE INDEX credit_period_project ON credit_period (project);
    CREATE TABLE credit_issue (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      period TEXT NOT NULL REFERENCES credit_period (id),
      credit TEXT NOT NULL,
      vintage INTEGER NOT NULL,
      grams INTEGER NOT NULL CHECK (grams > 0),
      holder TEXT NOT NULL,
      day TEXT NOT NULL CHECK (\(day("day"))),
      register TEXT,
      series TEXT,
      first INTEGER,
      last INTEGER,
      remark TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      CHECK ((first IS NULL) = (last IS NULL)),
      CHECK (first IS NULL OR first > 0 AND last >= first AND grams / 1000000 = last - first + 1
        AND grams % 1000000 = 0)
    ) STRICT;
    CREATE INDEX credit_issue_period ON credit_issue (period);
    CREATE INDEX credit_issue_series ON credit_issue (series, first);
    CREATE TABLE credit_movement (
      number INTEGER PRIMARY KEY,
      issue TEXT NOT NULL REFERENCES credit_issue (id),
      action TEXT NOT NULL
        CHECK (action IN ('transferred', 'surrendered', 'voluntary', 'cancelled')),
      grams INTEGER NOT NULL CHECK (grams > 0),
      holder TEXT NOT NULL,
      receiver TEXT CHECK (receiver <> holder),
      programme TEXT,
      year INTEGER,
      day TEXT NOT NULL CHECK (\(day("day"))),
      register TEXT,
      remark TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      CHECK ((action = 'transferred') = (receiver IS NOT NULL)),
      CHECK ((action = 'surrendered') = (programme IS NOT NULL AND year IS NOT NULL))
    ) STRICT;
    CREATE INDEX credit_movement_issue ON credit_movement (issue);
    CREATE TABLE credit_void (
      number INTEGER PRIMARY KEY,
      record TEXT NOT NULL
        CHECK (record IN (\(RegistryTable.allCases.map { "'\($0.id)'" }.joined(separator: ", ")))),
      row INTEGER NOT NULL,
      remark TEXT NOT NULL,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      UNIQUE (record, row)
    ) STRICT;
    CREATE INDEX credit_participant_key ON credit_participant (key);
    """ + parents + quantities + voids
    + Schema.guards([
      "credit_method", "credit_step", "credit_project", "credit_participant", "credit_period",
      "credit_issue", "credit_movement", "credit_void",
    ])

  private static func day(_ column: String) -> String {
    let digit = "[0-9]"
    let pattern = [4, 2, 2].map { String(repeating: digit, count: $0) }.joined(separator: "-")
    return "\(column) GLOB '\(pattern)'"
  }

  /// The table of the database behind a table of the registry.
  static func table(_ table: RegistryTable) -> String {
    switch table {
    case .methods: "credit_method"
    case .steps: "credit_step"
    case .projects: "credit_project"
    case .participants: "credit_participant"
    case .periods: "credit_period"
    case .issues: "credit_issue"
    case .movements: "credit_movement"
    }
  }

  /// A column that names a record of another table.
  struct Reference: Sendable {
    let child: RegistryTable
    let column: String
    let parent: RegistryTable
  }

  /// Which records rest on which.
  static let references = [
    Reference(child: .methods, column: "supersedes", parent: .methods),
    Reference(child: .steps, column: "method", parent: .methods),
    Reference(child: .projects, column: "method", parent: .methods),
    Reference(child: .participants, column: "project", parent: .projects),
    Reference(child: .periods, column: "project", parent: .projects),
    Reference(child: .periods, column: "method", parent: .methods),
    Reference(child: .issues, column: "period", parent: .periods),
    Reference(child: .movements, column: "issue", parent: .issues),
  ]

  // MARK: Conditions, for triggers and for messages alike

  /// Whether a row of a table was voided: an expression over the number of the row, which names its
  /// table, since voids have numbers of their own.
  static func isVoid(_ table: RegistryTable, _ number: String) -> String {
    "EXISTS (SELECT 1 FROM credit_void WHERE record = '\(table.id)' AND row = \(number))"
  }

  /// Whether the record with an identifier was voided.
  static func isVoid(_ table: RegistryTable, id: String) -> String {
    "EXISTS (SELECT 1 FROM credit_void JOIN \(Self.table(table)) AS parent"
      + " ON row = parent.number WHERE record = '\(table.id)' AND parent.id = \(id))"
  }

  /// What a holder has of a lot at the end of a day, in grams.
  static func balance(issue: String, holder: String, day: String) -> String {
    let valid = "NOT \(isVoid(.movements, "m.number"))"
    return """
      (SELECT CASE WHEN i.holder = \(holder) THEN i.grams ELSE 0 END
        FROM credit_issue AS i WHERE i.id = \(issue))
      + coalesce((SELECT sum(m.grams) FROM credit_movement AS m WHERE m.issue = \(issue)
        AND m.receiver = \(holder) AND m.day <= \(day) AND \(valid)), 0)
      - coalesce((SELECT sum(m.grams) FROM credit_movement AS m WHERE m.issue = \(issue)
        AND m.holder = \(holder) AND m.day <= \(day) AND \(valid)), 0)
      """
  }

  /// The least that a holder has of a lot at the end of a day or of any later one, in grams.
  ///
  /// What was entered for later days counts: an entry that comes late cannot take it away.
  static func least(issue: String, holder: String, from day: String) -> String {
    """
    (SELECT min(\(balance(issue: issue, holder: holder, day: "days.d"))) FROM (
      SELECT \(day) AS d UNION SELECT later.day FROM credit_movement AS later
      WHERE later.issue = \(issue) AND later.day > \(day)) AS days)
    """
  }

  /// What was issued of a monitoring period, in grams.
  static func issued(period: String) -> String {
    """
    coalesce((SELECT sum(o.grams) FROM credit_issue AS o WHERE o.period = \(period)
      AND NOT \(isVoid(.issues, "o.number"))), 0)
    """
  }

  /// What was issued of one year of a monitoring period, in grams.
  static func issued(period: String, vintage: String) -> String {
    """
    coalesce((SELECT sum(o.grams) FROM credit_issue AS o WHERE o.period = \(period)
      AND o.vintage = \(vintage) AND NOT \(isVoid(.issues, "o.number"))), 0)
    """
  }

  /// Whether a period of the same project has a day of this one.
  static func overlap(project: String, from: String, through: String) -> String {
    """
    (SELECT p.id FROM credit_period AS p WHERE p.project = \(project)
      AND p.from_day <= \(through) AND p.through_day >= \(from)
      AND NOT \(isVoid(.periods, "p.number")) ORDER BY p.number LIMIT 1)
    """
  }

  /// The lot that has one of these numbers already.
  static func sameNumbers(
    register: String, series: String, first: String, last: String
  ) -> String {
    """
    (SELECT s.id FROM credit_issue AS s WHERE s.first <= \(last) AND s.last >= \(first)
      AND s.series IS \(series) AND s.register IS \(register)
      AND NOT \(isVoid(.issues, "s.number")) ORDER BY s.number LIMIT 1)
    """
  }

  // MARK: Triggers

  private static func trigger(
    _ name: String, on table: String, when condition: String, _ message: String
  ) -> String {
    """
    CREATE TRIGGER \(name) BEFORE INSERT ON \(table)
    WHEN \(condition)
    BEGIN SELECT RAISE(ABORT, '\(message)'); END;

    """
  }

  /// Nothing may rest on a record that was voided.
  private static let parents = references.map { reference in
    trigger(
      "\(table(reference.child))_rests_on_\(reference.column)", on: table(reference.child),
      when: isVoid(reference.parent, id: "NEW.\(reference.column)"),
      "a voided record carries nothing")
  }.joined()

  private static let quantities =
    trigger(
      "credit_period_once", on: "credit_period",
      when: overlap(project: "NEW.project", from: "NEW.from_day", through: "NEW.through_day")
        + " IS NOT NULL", "monitoring periods of a project do not overlap")
    + trigger(
      "credit_issue_room", on: "credit_issue",
      when: """
        (SELECT grams FROM credit_period WHERE id = NEW.period)
        < \(issued(period: "NEW.period")) + NEW.grams
        """, "no more is issued than was determined")
    + trigger(
      "credit_issue_vintage", on: "credit_issue",
      when: """
        NOT EXISTS (SELECT 1 FROM credit_period WHERE id = NEW.period
          AND NEW.vintage BETWEEN CAST(substr(from_day, 1, 4) AS INTEGER)
            AND CAST(substr(through_day, 1, 4) AS INTEGER) AND NEW.day > through_day)
        """, "units are of a year of their period and issued behind it")
    + trigger(
      "credit_issue_numbers", on: "credit_issue",
      when: "NEW.first IS NOT NULL AND "
        + sameNumbers(
          register: "NEW.register", series: "NEW.series", first: "NEW.first", last: "NEW.last")
        + " IS NOT NULL", "each number is issued once")
    + trigger(
      "credit_movement_room", on: "credit_movement",
      when: least(issue: "NEW.issue", holder: "NEW.holder", from: "NEW.day") + " < NEW.grams",
      "nobody moves more than is there")
    + trigger(
      "credit_movement_day", on: "credit_movement",
      when: "NEW.day < (SELECT day FROM credit_issue WHERE id = NEW.issue)",
      "units move when they are issued, not before")

  /// A record is voided where it is, once, and when nothing rests on it.
  private static let voids: String = {
    var text = ""
    for record in RegistryTable.allCases {
      text += trigger(
        "credit_void_\(record.id)", on: "credit_void",
        when: "NEW.record = '\(record.id)' AND NOT EXISTS"
          + " (SELECT 1 FROM \(table(record)) WHERE number = NEW.row)",
        "only what is there can be voided")
      guard let isCarrying = isCarrying(record, "NEW.row") else { continue }
      text += trigger(
        "credit_void_under_\(record.id)", on: "credit_void",
        when: "NEW.record = '\(record.id)' AND \(isCarrying)",
        "what others rest on is not voided")
    }
    return text
      + trigger(
        "credit_void_receiver", on: "credit_void",
        when: "NEW.record = 'movements' AND \(isPassedOn("NEW.row"))",
        "units that went on are not taken back")
  }()

  /// Whether valid records rest on a row; nil where none ever does.
  static func isCarrying(_ parent: RegistryTable, _ number: String) -> String? {
    let own = references.filter { $0.parent == parent }
    if own.isEmpty { return nil }
    let id = "(SELECT id FROM \(table(parent)) WHERE number = \(number))"
    let parts = own.map { reference in
      """
      EXISTS (SELECT 1 FROM \(table(reference.child)) AS c WHERE c.\(reference.column) = \(id)
        AND NOT \(isVoid(reference.child, "c.number")))
      """
    }
    return "(" + parts.joined(separator: " OR ") + ")"
  }

  /// Whether somebody who got units by a movement does not have them any more.
  static func isPassedOn(_ number: String) -> String {
    func field(_ name: String) -> String {
      "(SELECT \(name) FROM credit_movement WHERE number = \(number))"
    }
    return """
      (\(field("receiver")) IS NOT NULL AND \
      \(least(issue: field("issue"), holder: field("receiver"), from: field("day"))) \
      < \(field("grams")))
      """
  }

  // MARK: The log

  /// The tables as the log accounts for them.
  static let tables: [Schema.Table] =
    RegistryTable.allCases.map { table in
      Schema.Table(
        name: Self.table(table), columns: ["number"] + table.columns.map(\.id), key: "number")
    } + [
      Schema.Table(
        name: "credit_void", columns: ["number", "record", "row", "remark"], key: "number")
    ]
}
