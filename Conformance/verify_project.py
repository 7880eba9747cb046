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


def contents(db, entry):
    text = ""
    for table, (columns, key) in TABLES.items():
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
    log = db.execute(
        "SELECT number, time, author, action, subject, reason, program, contents, sha256, sm3"
        " FROM audit ORDER BY number").fetchall()
    for number, *fields, sha256, sm3 in log:
        data = b"".join(encoded(value) for value in (*previous, number, *fields))
        if digests(data) != (sha256, sm3):
            wrong.append(f"entry {number}: digest")
        if contents(db, number) != fields[-1]:
            wrong.append(f"entry {number}: rows")
        previous = (sha256, sm3)
    for sha256, sm3, content in db.execute("SELECT sha256, sm3, bytes FROM content"):
        if digests(content) != (sha256, sm3):
            wrong.append(f"content {sha256[:12]}")
    return wrong, previous


if __name__ == "__main__":
    found, last = verify(sys.argv[1])
    print("\n".join(found or last))
    sys.exit(1 if found else 0)
