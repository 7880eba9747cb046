#!/usr/bin/env python3
"""Makes the long table of the batch from CSV: the same bytes on every machine.

Usage: activity.py FOLDER [ROWS]

activity.csv  lines of 4,000 enterprises in no order: facility, month, one of eight fuels, amount,
              unit; three in ten with measured heat value and carbon content (5,000,000 lines by
              default, about 215 MB)
ef.csv        the factors of the fuels, also as the table of the rules in Methodologies/
"""

import pathlib
import random
import struct
import sys

from generate import copy_rules, rule_table, write, write_rules

SEED = 20261120
ENTERPRISES = 4000
FACTORS = [
    ("烟煤", "t", "26.7", "0.02618", "0.99"),
    ("无烟煤", "t", "26.7", "0.02749", "0.94"),
    ("褐煤", "t", "11.9", "0.028", "0.96"),
    ("天然气", "万Nm3", "389.31", "0.01532", "0.99"),
    ("柴油", "t", "42.652", "0.0202", "0.98"),
    ("汽油", "t", "43.07", "0.0189", "0.98"),
    ("焦炭", "t", "28.435", "0.0295", "0.93"),
    ("高炉煤气", "万Nm3", "33.0", "0.0708", "0.99"),
]
HEAD = "企业ID,设施,年,月,燃料,消耗量,单位,低位发热量,元素碳含量"
BLOCK = 100_000


def lines(rng: random.Random, count: int) -> str:
    """Lines of the table; each takes 16 random bytes."""
    parts = []
    for a, b, c, d in struct.iter_unpack("<IIII", rng.randbytes(16 * count)):
        name, unit = FACTORS[a & 7][:2]
        enterprise = (a >> 3) % ENTERPRISES
        facility = (b & 7) + 1
        month = (b >> 3) % 12 + 1
        amount = (b >> 7) * (c & 1023) % 6_000_000 + 1
        line = (
            f"E{enterprise:05d},U{facility},2024,{month},{name},"
            f"{amount // 100}.{amount % 100:02d},{unit},"
        )
        if (c >> 10) % 10 < 3:
            heat, carbon = 15_000 + (c >> 14) % 15_001, 4000 + d % 3001
            line += f"{heat // 1000}.{heat % 1000:03d},0.{carbon:04d}\n"
        else:
            line += ",\n"
        parts.append(line)
    return "".join(parts)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000_000
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "Methodologies").is_dir():
        copy_rules(folder)
    factors = [f"{name},{unit},{ncv},{cc},{of}" for name, unit, ncv, cc, of in FACTORS]
    columns = {
        "fuel": "", "unit": 'type="unit"', "ncv": 'unit="GJ/unit(fuel)"', "cc": 'unit="tC/GJ"',
        "of": 'unit="1"',
    }
    write_rules(folder, "bench-activity", [rule_table("fuels", columns, factors)])
    short = [f"{name},{ncv},{cc},{of}" for name, _, ncv, cc, of in FACTORS]
    write(folder / "ef.csv", "燃料,ncv0,cc0,of0", short)
    rng = random.Random(SEED)
    with (folder / "activity.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD + "\n")
        for start in range(0, count, BLOCK):
            file.write(lines(rng, min(BLOCK, count - start)))


if __name__ == "__main__":
    main()
