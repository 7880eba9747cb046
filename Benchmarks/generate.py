#!/usr/bin/env python3
"""Makes the data of the benchmark: the same bytes on every machine.

Usage: generate.py FOLDER [FACILITIES] [LEGS]

fuels.csv   the factors of the twenty fuels
batch.csv   facilities × 20 fuels × 12 months; every third month row is measured
daily.csv   4 units × 365 days × 8 parameters
legs.csv    flight legs with aircraft type, flight type and both ends
types.csv, flights.csv, places.csv   the tables they are looked up in
Methodologies/                       the rules of the work, with the same tables
"""

import pathlib
import random
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
LIBRARY = HERE.parent / "Methodologies"

SEED = 20260101
FUELS = 20
MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
CLASSES = ["wide", "narrow", "regional", "freight", "turboprop", "rotor"]
KINDS = ["passenger", "cargo", "training", "ferry", "rescue", "state"]
EXCLUDED = {"training", "rescue", "state"}


def decimal(units: int, decimals: int) -> str:
    """A whole number of units of the last place, as a decimal."""
    text = f"{units:0{decimals + 1}d}"
    return f"{text[:-decimals]}.{text[-decimals:]}"


def write(path: pathlib.Path, head: str, lines) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(head + "\n")
        file.writelines(line + "\n" for line in lines)


def fuels(rng: random.Random):
    for index in range(FUELS):
        yield (
            f"f{index:02d},{decimal(rng.randint(10000, 50000), 3)},"
            f"{decimal(rng.randint(1500, 3200), 5)},{decimal(rng.randint(93, 99), 2)}"
        )


def batch(rng: random.Random, facilities: int):
    for facility in range(facilities):
        for fuel in range(FUELS):
            for month in range(1, 13):
                consumption = decimal(rng.randint(1, 2_000_000), 2)
                roll = rng.randint(1, 30)
                measured = decimal(rng.randint(4000, 7000), 4) if roll <= 5 else ""
                heat = decimal(rng.randint(15000, 30000), 3) if roll <= 10 else ""
                yield f"F{facility:06d},f{fuel:02d},{month},{consumption},{heat},{measured}"


def daily(rng: random.Random):
    for unit in range(4):
        for month, days in enumerate(MONTH_DAYS, 1):
            for day in range(1, days + 1):
                cells = [
                    decimal(rng.randint(300_000, 600_000), 2),  # coal, t
                    decimal(rng.randint(18_000, 23_000), 3),  # net calorific value, GJ/t
                    decimal(rng.randint(800, 2000), 4),  # moisture as received
                    decimal(rng.randint(100, 500), 4),  # moisture air-dried
                    decimal(rng.randint(5_000_000, 9_000_000), 3),  # generated, MWh
                    decimal(rng.randint(300_000, 600_000), 3),  # own use, MWh
                    decimal(rng.randint(100_000, 900_000), 2),  # heat supplied, GJ
                    decimal(rng.randint(0, 20_000), 3),  # purchased, MWh
                ]
                yield f"U{unit + 1},{month},{day}," + ",".join(cells)


def tables(rng: random.Random):
    types = [f"T{index:02d}" for index in range(30)]
    classes = {name: CLASSES[rng.randrange(len(CLASSES))] for name in types}
    places = {f"P{index:03d}": "yes" if index < 150 else "no" for index in range(220)}
    return types, classes, places


def legs(rng: random.Random, count: int, types: list, places: dict):
    names = list(places)
    for leg in range(count):
        kind = KINDS[0] if rng.random() < 0.8 else KINDS[rng.randrange(len(KINDS))]
        yield (
            f"L{leg:06d},{types[rng.randrange(len(types))]},{kind},"
            f"{names[rng.randrange(len(names))]},{names[rng.randrange(len(names))]},"
            f"{decimal(rng.randint(300, 60_000), 3)}"
        )


def rule_table(name: str, columns: dict, lines) -> str:
    """A table of a rule file; the first column is the key, `columns` gives the others' type."""
    key, *others = columns
    parts = [f'  <table id="{name}">\n    <title>{name}</title>\n    <key id="{key}"/>']
    parts += [f"    <column id=\"{column}\" {columns[column]}/>" for column in others]
    for line in lines:
        cells = zip(columns, line.split(","))
        parts.append("    <row " + " ".join(f'{column}="{cell}"' for column, cell in cells) + "/>")
    return "\n".join(parts) + "\n  </table>\n"


def write_rules(folder: pathlib.Path, method: str, tables: list) -> None:
    """The tables of a methodology as a part file."""
    head = '<part language="1" evidence="definition" source="Benchmarks/generate.py">\n'
    path = folder / "Methodologies" / "sectors" / method / "1" / "tables.xml"
    path.write_text(head + "".join(tables) + "</part>\n", encoding="utf-8")


def copy_rules(folder: pathlib.Path) -> None:
    """The rules of the work beside what they need of the rule library."""
    target = folder / "Methodologies"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(HERE / "Methodologies", target)
    shutil.copy(LIBRARY / "mrv-library.xml", target)
    for name in ("units", "gwp", "concepts"):
        if (LIBRARY / name).is_dir():
            shutil.copytree(LIBRARY / name, target / name)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    facilities = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 300_000
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    copy_rules(folder)
    factors = list(fuels(rng))
    write(folder / "fuels.csv", "fuel,ncv,cc,of", factors)
    columns = {"fuel": "", "ncv": 'unit="GJ/t"', "cc": 'unit="tC/GJ"', "of": 'unit="1"'}
    for method in ("bench-fuels", "bench-plain", "bench-rest"):
        write_rules(folder, method, [rule_table("fuels", columns, factors)])
    write(folder / "batch.csv", "facility,fuel,month,fc,ncv,c", batch(rng, facilities))
    write(folder / "daily.csv", "unit,month,day,fc,ncv,mar,mad,w,own,q,ad", daily(rng))
    types, classes, places = tables(rng)
    lines = {
        "types": [f"{name},{group}" for name, group in classes.items()],
        "flights": [f"{kind},{'no' if kind in EXCLUDED else 'yes'}" for kind in KINDS],
        "places": [f"{name},{inland}" for name, inland in places.items()],
    }
    heads = {"types": "type,class", "flights": "kind,counted", "places": "place,inland"}
    for name, head in heads.items():
        write(folder / f"{name}.csv", head, lines[name])
    text = 'type="text"'
    rules = [
        rule_table(name, dict.fromkeys(head.split(","), text), lines[name])
        for name, head in heads.items()
    ]
    rules.append(rule_table("classes", {"class": "", "name": text}, [f"{c},{c}" for c in CLASSES]))
    write_rules(folder, "bench-legs", rules)
    write(folder / "legs.csv", "leg,type,kind,from,to,fuel", legs(rng, count, types, places))


if __name__ == "__main__":
    main()
