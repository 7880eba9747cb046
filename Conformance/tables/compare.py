#!/usr/bin/env python3
"""The tables of the rule files against a second transcription, cell by cell, in both directions.

The cells of each CSV beside this script were written from the evidence, without a look at the rule
files; names of keys and columns follow the rule files, and the days in from and to and the list of
constants were gone through with the rule files open. The first line names the table: a file below
Methodologies and, after #, the table's id. A column's header carries the unit; * marks what belongs
to the key of a dated row. `mark` is the most that the evidence allows; a row of the rule file that
claims more is a difference too. A printed range stands behind the value, `0.8 (0.8 .. 1.0)`; `?`
behind a number marks a doubtful cell.

Prints every difference; exit code 1 when there is one.
"""

import csv
import re
import sys
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
METHODS = ROOT / "Methodologies"
STRENGTH = {"recalled": 0, "secondary": 1, "transcription": 2, "primary": 3}
BESIDE = {"evidence", "source", "clause", "from", "to"}


class Differences:
    """What was found, and how much was looked at."""

    def __init__(self):
        self.lines = []
        self.cells = 0

    def add(self, table, where, text):
        self.lines.append(f"{table}: {where}: {text}")


def transcribed(path):
    """The head line and the rows of one CSV; every row a dictionary by header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    name = lines[0].removeprefix("# of: ")
    rows = csv.DictReader(line for line in lines if line and not line.startswith("#"))
    return name, list(rows), rows.fieldnames


def cell(text):
    """A cell in comparable form: decimals by value, everything else by its letters."""
    text = (text or "").strip().replace("10^4Nm3", "万Nm3")
    parts = re.fullmatch(r"([^ (]+?)(\?)?(?: \((.+?) \.\. (.+?)\))?", text)
    if not parts:
        return text
    try:
        numbers = [Decimal(p) if p else None for p in (parts[1], parts[3], parts[4])]
    except InvalidOperation:
        return text
    return (*numbers, bool(parts[2]))


def claims(element, inherited):
    """The evidence an element claims: `secondary` from a transcription counts as more."""
    status = element.get("evidence", inherited[0])
    source = element.get("source", inherited[1])
    if status == "secondary" and re.search("transcription|转录", source or ""):
        return "transcription", (status, source)
    return status, (status, source)


def with_inheritance(root, wanted):
    """The element `wanted(element)` picks, and what its ancestors say about evidence."""
    def walk(element, inherited):
        own = claims(element, inherited)[1]
        if wanted(element):
            return element, own
        for child in element:
            found = walk(child, own)
            if found:
                return found
        return None

    return walk(root, (None, None))


def written(path, name):
    """The rows of a table of a rule file: {key: ({column: text}, claim)} and the units."""
    root = ElementTree.parse(path).getroot()
    found = with_inheritance(root, lambda e: e.tag == "table" and e.get("id") == name)
    if not found:
        return None
    table, inherited = found
    keys = [k.get("id") for k in table.findall("key")]
    columns = {c.get("id"): c.get("unit", "") for c in table.findall("column")}
    kinds = {c.get("id"): c.get("type") for c in table.findall("column")}
    rows = []
    for row in table.findall("row"):
        rows.append((dict(row.attrib), claims(row, inherited)[0]))
    grid = table.find("grid")
    if grid is not None:
        (across,) = grid.attrib
        (column,) = columns
        for line in grid.findall("line"):
            (down,) = [k for k in keys if k != across]
            for at, value in zip(grid.get(across).split(), line.text.split(), strict=True):
                rows.append(({down: line.get(down), across: at, column: value},
                             claims(grid, inherited)[0]))
    return keys, columns, kinds, rows


def compare_table(path, differences):
    """One CSV against its table."""
    name, expected, header = transcribed(path)
    file, table = name.split("#")
    got = written(METHODS / file, table)
    if got is None:
        differences.add(table, file, "no such table")
        return name
    keys, columns, kinds, rows = got
    split = {h: re.fullmatch(r"(\S+)(?: \[(.*)\])?(?: (\*)| \(text\))?", h) for h in header}
    ids = {h: m[1] for h, m in split.items()}
    dated = [ids[h] for h, m in split.items() if m[3]]
    for h, m in split.items():
        if m[2] is not None and columns.get(m[1]) != m[2]:
            differences.add(table, m[1], f"unit {columns.get(m[1])}, transcribed {m[2]}")

    def key_of(row):
        return tuple(cell(row.get(k)) for k in keys + dated)

    theirs = {}
    for row, claim in rows:
        if key_of(row) in theirs:
            differences.add(table, row, "key twice in the rule file")
        theirs[key_of(row)] = (row, claim)
    seen = set()
    for raw in expected:
        row = {ids[h]: v for h, v in raw.items()}
        key = key_of(row)
        where = " ".join(row[k] for k in keys + dated)
        if key in seen:
            differences.add(table, where, "key twice in the transcription")
        seen.add(key)
        if key not in theirs:
            differences.add(table, where, "not in the rule file")
            continue
        other, claim = theirs[key]
        compared = {c for c in columns if not (kinds[c] == "text" and c not in row)}
        for column in compared:
            differences.cells += 1
            if cell(other.get(column)) != cell(row.get(column)):
                differences.add(table, f"{where} {column}",
                                f"{other.get(column)}, transcribed {row.get(column)}")
        promoted(table, where, claim, row["mark"], differences)
    for key, (row, _) in theirs.items():
        if key not in seen:
            differences.add(table, " ".join(str(row.get(k)) for k in keys + dated),
                            "not in the transcription")
    return name


def promoted(table, where, claim, mark, differences):
    """A difference where the rule file claims better evidence than there is."""
    if mark == "definition" or claim == mark:
        return
    if STRENGTH.get(claim, 9) > STRENGTH.get(mark, -1):
        differences.add(table, where, f"claims {claim}, the evidence allows {mark}")


def compare_gwp(path, differences):
    """A set of global warming potentials."""
    name, expected, _ = transcribed(path)
    root = ElementTree.parse(METHODS / name).getroot()
    inherited = claims(root, (None, None))[1]
    theirs = {g.get("id"): (g.get("value"), claims(g, inherited)[0]) for g in root.iter("gas")}
    for row in expected:
        value, claim = theirs.pop(row["gas"], (None, None))
        differences.cells += 1
        if cell(value) != cell(row["value"]):
            differences.add(name, row["gas"], f"{value}, transcribed {row['value']}")
        elif row["mark"] == "definition" and claim != "definition":
            differences.add(name, row["gas"], f"claims {claim}, it is a definition")
        else:
            promoted(name, row["gas"], claim, row["mark"], differences)
    for gas in theirs:
        differences.add(name, gas, "not in the transcription")


def compare_units(path, differences):
    """The scales of the units: only ratios within a dimension mean something."""
    name, expected, _ = transcribed(path)
    root = ElementTree.parse(METHODS / name).getroot()
    units = {u.get("id"): u for u in root.iter("unit")}
    first = {}
    for row in expected:
        unit = units.pop(row["unit"], None)
        if unit is None:
            differences.add(name, row["unit"], "not in the rule file")
            continue
        ratio = Fraction(unit.get("scale")) / Fraction(row["si"])
        start = first.setdefault(unit.get("dimension"), (row["unit"], ratio))
        differences.cells += 1
        if unit.get("dimension") == "1" and ratio != 1 or ratio != start[1]:
            differences.add(name, row["unit"], f"{unit.get('scale')}, not as {start[0]}")
    for unit in units:
        differences.add(name, unit, "not in the transcription")


def compare_molar(path, differences):
    """The conventional molar masses, which the program and not a rule file holds."""
    _, expected, _ = transcribed(path)
    source = ROOT / "Sources/Quantities/Units/MolarTable.swift"
    body = source.read_text(encoding="utf-8").split("masses:")[1].split("]\n")[0]
    theirs = dict(re.findall(r'"([^"]+)": (\d+)', body))
    for row in expected:
        differences.cells += 1
        value = theirs.pop(row["species"], None)
        if value != row["g/mol"]:
            differences.add("molar", row["species"], f"{value}, transcribed {row['g/mol']}")
    for species in theirs:
        differences.add("molar", species, "not in the transcription")


def tables_of_the_library():
    """Every table of a rule file; illustrative methodologies invent theirs, frames of documents (forms)
    have tables of words."""
    for path in sorted(METHODS.rglob("*.xml")):
        inside = path.relative_to(METHODS)
        if inside.parts[0] in ("illustrative", "forms"):
            continue
        for table in ElementTree.parse(path).getroot().iter("table"):
            yield f"{inside.as_posix()}#{table.get('id')}"


def main():
    differences = Differences()
    done = set()
    for path in sorted(HERE.glob("*.csv")):
        if path.stem == "constants":
            compare_constants(path, differences)
        elif path.stem.startswith("gwp-"):
            compare_gwp(path, differences)
        elif path.stem == "units":
            compare_units(path, differences)
        elif path.stem == "molar":
            compare_molar(path, differences)
        else:
            done.add(compare_table(path, differences))
    for name in tables_of_the_library():
        if name not in done:
            differences.add(name, "table", "nobody transcribed it a second time")
    for line in differences.lines:
        print(line)
    print(f"{differences.cells} cells, {len(differences.lines)} differences")
    return 1 if differences.lines else 0


def compare_constants(path, differences):
    """Constants of methodologies and modules: value, unit and evidence."""
    _, expected, _ = transcribed(path)
    theirs = {}
    for file in sorted(METHODS.rglob("*.xml")):
        inside = file.relative_to(METHODS)
        if inside.parts[0] == "illustrative":
            continue
        root = ElementTree.parse(file).getroot()

        def walk(element, inherited):
            claim, own = claims(element, inherited)
            if element.tag == "constant":
                theirs[inside.as_posix(), element.get("id")] = (element, claim)
            for child in element:
                walk(child, own)

        walk(root, (None, None))
    for row in expected:
        where = f"{row['file']} {row['constant']}"
        element, claim = theirs.pop((row["file"], row["constant"]), (None, None))
        if element is None:
            differences.add("constants", where, "not in the rule file")
            continue
        differences.cells += 1
        value = (element.text or "") + "".join(child.tail or "" for child in element)
        value, unit = value.strip(), element.get("unit", "1")
        if cell(value) != cell(row["value"]) or unit != row["unit"]:
            differences.add("constants", where,
                            f"{value} {unit}, transcribed {row['value']} {row['unit']}")
        promoted("constants", where, claim, row["mark"], differences)
    for file, name in theirs:
        differences.add("constants", f"{file} {name}", "not in the transcription")


if __name__ == "__main__":
    sys.exit(main())
