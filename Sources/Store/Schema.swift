/// The tables of a project file. `Documentation/Store.md` explains them.
enum Schema {
  /// Migration `0001-project`. Released text: changes go into a migration of their own.
  static let project =
    """
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY,
      time TEXT NOT NULL,
      author TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      reason TEXT NOT NULL,
      program TEXT NOT NULL,
      contents TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      sm3 TEXT NOT NULL CHECK (length(sm3) = 64)
    ) STRICT;
    CREATE TRIGGER audit_follows BEFORE INSERT ON audit
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
    BEGIN SELECT RAISE(ABORT, 'entries of the log follow each other'); END;
    CREATE TABLE migration (
      name TEXT PRIMARY KEY,
      ordinal INTEGER NOT NULL UNIQUE,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE content (
      sha256 TEXT PRIMARY KEY,
      sm3 TEXT NOT NULL,
      size INTEGER NOT NULL,
      bytes BLOB NOT NULL CHECK (length(bytes) = size),
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE filing (
      number INTEGER PRIMARY KEY,
      credit_code TEXT,
      enterprise TEXT,
      period TEXT NOT NULL,
      purpose TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE revision (
      number INTEGER PRIMARY KEY,
      filing INTEGER NOT NULL REFERENCES filing (number),
      base INTEGER REFERENCES revision (number),
      stage TEXT NOT NULL CHECK (stage IN ('reported', 'verified', 'reviewed', 'approved')),
      content TEXT NOT NULL REFERENCES content (sha256),
      methodology TEXT,
      cells INTEGER NOT NULL,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE evidence (
      revision INTEGER NOT NULL REFERENCES revision (number),
      ordinal INTEGER NOT NULL,
      sample TEXT NOT NULL,
      report TEXT,
      laboratory TEXT,
      sampled TEXT,
      received TEXT,
      tested TEXT,
      issued TEXT,
      file TEXT,
      sha256 TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (revision, ordinal)
    ) STRICT;
    CREATE TABLE rule_file (
      sources TEXT NOT NULL,
      path TEXT NOT NULL,
      content TEXT NOT NULL REFERENCES content (sha256),
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (sources, path)
    ) STRICT;
    CREATE TABLE result (
      number INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL REFERENCES revision (number),
      methodology TEXT NOT NULL,
      plan TEXT NOT NULL,
      sources TEXT NOT NULL,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE TABLE figure (
      result INTEGER NOT NULL REFERENCES result (number),
      ordinal INTEGER NOT NULL,
      id TEXT NOT NULL,
      role TEXT NOT NULL,
      address TEXT NOT NULL,
      state TEXT NOT NULL,
      value TEXT,
      unit TEXT,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (result, ordinal)
    ) STRICT;
    CREATE TABLE finding (
      result INTEGER NOT NULL REFERENCES result (number),
      ordinal INTEGER NOT NULL,
      code TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('remark', 'warning', 'error')),
      place TEXT NOT NULL,
      message TEXT NOT NULL,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (result, ordinal)
    ) STRICT;
    CREATE TABLE signoff (
      number INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL REFERENCES revision (number),
      result INTEGER REFERENCES result (number),
      role TEXT NOT NULL,
      person TEXT NOT NULL,
      entry INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    """
    + guards(
      [
        "audit", "migration", "content", "filing", "revision", "evidence", "rule_file", "result",
        "figure", "finding", "signoff",
      ])

  /// Nothing is ever changed or taken away; what belongs to an entry is found quickly.
  static func guards(_ tables: [String]) -> String {
    tables.map { table in
      let index = table == "audit" ? "" : "\nCREATE INDEX \(table)_entry ON \(table) (entry);"
      return """
        \(index)
        CREATE TRIGGER \(table)_update BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is never changed'); END;
        CREATE TRIGGER \(table)_delete BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is never deleted'); END;
        """
    }.joined()
  }

  /// A table whose rows are accounted for by the entries of the log.
  struct Table: Sendable {
    let name: String
    /// What the digest covers, in order.
    let columns: [String]
    /// What the rows are ordered by.
    let key: String
  }

  /// Every table but the log itself. The bytes of contents are covered by their own digests.
  static let tables =
    [
      Table(name: "migration", columns: ["name", "ordinal"], key: "name"),
      Table(name: "content", columns: ["sha256", "sm3", "size"], key: "sha256"),
      Table(
        name: "filing", columns: ["number", "credit_code", "enterprise", "period", "purpose"],
        key: "number"),
      Table(
        name: "revision",
        columns: ["number", "filing", "base", "stage", "content", "methodology", "cells"],
        key: "number"),
      Table(
        name: "evidence",
        columns: [
          "revision", "ordinal", "sample", "report", "laboratory", "sampled", "received", "tested",
          "issued", "file", "sha256",
        ], key: "revision, ordinal"),
      Table(name: "rule_file", columns: ["sources", "path", "content"], key: "sources, path"),
      Table(
        name: "result", columns: ["number", "revision", "methodology", "plan", "sources"],
        key: "number"),
      Table(
        name: "figure",
        columns: ["result", "ordinal", "id", "role", "address", "state", "value", "unit"],
        key: "result, ordinal"),
      Table(
        name: "finding", columns: ["result", "ordinal", "code", "severity", "place", "message"],
        key: "result, ordinal"),
      Table(
        name: "signoff", columns: ["number", "revision", "result", "role", "person"],
        key: "number"),
    ] + RegistrySchema.tables
}
