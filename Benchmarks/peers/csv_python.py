#!/usr/bin/env python3
"""The long table in plain Python with decimals: the reference for its totals.

Usage: csv_python.py FOLDER
"""

import pathlib
import sys
from decimal import ROUND_HALF_EVEN, Decimal, getcontext

import common

getcontext().prec = 50


def work(folder: pathlib.Path):
    factors = {row[0]: tuple(map(Decimal, row[1:])) for row in common.rows(folder, "ef")}
    cent, fourth = Decimal("0.01"), Decimal("0.0001")
    totals = {}
    count = 0
    for row in common.rows(folder, "activity"):
        heat_default, carbon_per_heat, oxidation = factors[row[4]]
        if row[8]:
            carbon = Decimal(row[8])
        else:
            heat = Decimal(row[7]) if row[7] else heat_default
            carbon = (heat * carbon_per_heat).quantize(fourth, ROUND_HALF_EVEN)
        emission = Decimal(row[5]) * carbon * oxidation * 44 / 12
        key = f"{row[0]}/{row[2]}"
        totals[key] = totals.get(key, 0) + emission.quantize(cent, ROUND_HALF_EVEN)
        count += 1
    return {key: value.quantize(Decimal(1), ROUND_HALF_EVEN) for key, value in totals.items()}, count


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    totals, _ = work(folder)
    common.answer(folder, "python", "activity", totals)


if __name__ == "__main__":
    main()
