#!/usr/bin/env python3
"""Recomputes the log of a project file, written from Documentation/Store.md and not from the program.

    verify_project.py PROJECT.mrv

Prints the digests of the last entry, or what does not agree; exit code 1 then.
"""
import hashlib
import sqlite3
import sys

TABLES = {  # columns in order, then what rows are ordered by
    "migration": ("name ordinal", "name"),
    "content": ("sha256 sm3 size", "sha256"),
    "filing": ("number credit_code enterprise period purpose", "number"),
    "revision": ("number filing base stage content methodology cells", "number"),
    "evidence": (
        "revision ordinal sample report laboratory sampled received tested issued file sha256",
        "revision, ordinal"),
    "rule_file": ("sources path content", "sources, path"),
    "result": ("number revision methodology plan sources", "number"),
    "figure": ("result ordinal id role address state value unit", "result, ordinal"),
    "finding": ("result ordinal code severity place message", "result, ordinal"),
    "signoff": ("number revision result role person", "number"),
    # Since format 2: the registry. Documentation/Registry.md.
    "credit_method": ("number id title scheme region batch notice supersedes", "number"),
    "credit_step": ("number method step day notice remark", "number"),
    "credit_project": (
        "number id title method kind region areas owner started register", "number"),
    "credit_participant": ("number project key from_day through_day", "number"),
    "credit_period": (
        "number id project method from_day through_day grams basis register", "number"),
    "credit_issue": (
        "number id period credit vintage grams holder day register series first last remark",
        "number"),
    "credit_movement": (
        "number issue action grams holder receiver programme year day register remark", "number"),
    "credit_void": ("number record row remark", "number"),
}


def encoded(value):
    """Kind, length in bytes, content: no two lists of values are the same bytes."""
    if value is None:
        return b"n0:"
    if isinstance(value, int):
        kind, content = b"i", str(value).encode()
    elif isinstance(value, str):
        kind, content = b"t", value.encode()
    else:
        kind, content = b"b", bytes(value)
    return kind + str(len(content)).encode() + b":" + content


def digests(data):
    return hashlib.sha256(data).hexdigest(), hashlib.new("sm3", data).hexdigest()


def contents(db, entry, there):
    text = ""
    for table, (columns, key) in TABLES.items():
        if table not in there:  # of a later format; a table that was dropped shows as rows missing
            continue
        query = f"SELECT {', '.join(columns.split())} FROM {table} WHERE entry = ? ORDER BY {key}"
        rows = db.execute(query, (entry,)).fetchall()
        if rows:
            data = b"".join(encoded(value) for row in rows for value in row)
            text += f"{table} {len(rows)} {' '.join(digests(data))}\n"
    return text


def verify(path):
    db = sqlite3.connect(path)
    wrong = []
    previous = ("0" * 64, "0" * 64)
    there = {name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    log = db.execute(
        "SELECT number, time, author, action, subject, reason, program, contents, sha256, sm3"
        " FROM audit ORDER BY number").fetchall()
    for number, *fields, sha256, sm3 in log:
        data = b"".join(encoded(value) for value in (*previous, number, *fields))
        if digests(data) != (sha256, sm3):
            wrong.append(f"entry {number}: digest")
        if contents(db, number, there) != fields[-1]:
            wrong.append(f"entry {number}: rows")
        previous = (sha256, sm3)
    for sha256, sm3, content in db.execute("SELECT sha256, sm3, bytes FROM content"):
        if digests(content) != (sha256, sm3):
            wrong.append(f"content {sha256[:12]}")
    if "credit_movement" in there:
        wrong += overdrawn(db)
    return wrong, previous


def overdrawn(db):
    """Every lot by plain addition: nobody has less than nothing on any day, no period gives more
    than was determined."""
    void = set(db.execute("SELECT record, row FROM credit_void"))
    lots, moves = {}, []
    issued, periods = {}, {}
    for number, period, grams in db.execute("SELECT number, id, grams FROM credit_period"):
        periods[period] = grams
    for number, lot, period, grams, holder in db.execute(
            "SELECT number, id, period, grams, holder FROM credit_issue"):
        if ("issues", number) not in void:
            lots[lot] = {holder: grams}
            issued[period] = issued.get(period, 0) + grams
    for row in db.execute("SELECT number, issue, grams, holder, receiver, day FROM credit_movement"):
        if ("movements", row[0]) not in void:
            moves.append(row)
    wrong = [f"period {period}: issued {grams}" for period, grams in sorted(issued.items())
             if periods[period] is not None and grams > periods[period]]
    moves.sort(key=lambda row: row[5])
    for index, (_, lot, grams, holder, receiver, day) in enumerate(moves):
        lots[lot][holder] = lots[lot].get(holder, 0) - grams
        if receiver is not None:
            lots[lot][receiver] = lots[lot].get(receiver, 0) + grams
        # At the end of each day.
        if index + 1 == len(moves) or moves[index + 1][5] != day:
            for name, held in lots.items():
                if min(held.values()) < 0:
                    wrong.append(f"lot {name}: overdrawn on {day}")
    return wrong


if __name__ == "__main__":
    found, last = verify(sys.argv[1])
    print("\n".join(found or last))
    sys.exit(1 if found else 0)
