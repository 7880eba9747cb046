#!/usr/bin/env python3
"""The workloads in plain Python with decimals, as a careful analyst would write them.

Usage: python_decimal.py FOLDER WORKLOAD RUNS
"""

import pathlib
import sys
from decimal import ROUND_HALF_EVEN, Context, Decimal, getcontext

import common

getcontext().prec = 50
ONE = Decimal(1)
CENT = Decimal("0.01")
MILLI = Decimal("0.001")
TENTH_OF_MILLI = Decimal("0.0001")


def rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, ROUND_HALF_EVEN)


def optional(text: str):
    return Decimal(text) if text else None


def load_batch(folder: pathlib.Path, limit: int | None = None):
    factors = {r[0]: tuple(map(Decimal, r[1:])) for r in common.rows(folder, "fuels")}
    data = []
    for row in common.rows(folder, "batch"):
        if limit is not None and len(data) == limit:
            break
        data.append((row[0], row[1], Decimal(row[3]), optional(row[4]), optional(row[5])))
    return factors, data


def run_batch(loaded):
    factors, data = loaded
    totals = {}
    for facility, fuel, consumption, heat, carbon in data:
        heat_default, carbon_per_heat, oxidation = factors[fuel]
        if carbon is None:
            if heat is None:
                heat = heat_default
            carbon = rounded(heat * carbon_per_heat, TENTH_OF_MILLI)
        emission = rounded(consumption * carbon * oxidation * 44 / 12, CENT)
        totals[facility] = totals.get(facility, 0) + emission
    return {key: rounded(value, ONE) for key, value in totals.items()}


def run_plain(loaded):
    factors, data = loaded
    totals = {}
    for facility, fuel, consumption, _, _ in data:
        heat_default, carbon_per_heat, oxidation = factors[fuel]
        heat = rounded(consumption * heat_default, MILLI)
        carbon = rounded(heat * carbon_per_heat, TENTH_OF_MILLI)
        emission = rounded(carbon * oxidation * 44 / 12, CENT)
        totals[facility] = totals.get(facility, 0) + emission
    return {key: rounded(value, ONE) for key, value in totals.items()}


def run_rest(loaded):
    """Factors at rest, 34 digits, multiplied and divided again."""
    factors, data = loaded
    totals = {}
    rest = Context(prec=34, rounding=ROUND_HALF_EVEN)
    exact = Context(prec=120)
    for facility, fuel, consumption, heat, carbon in data:
        heat_default, carbon_per_heat, oxidation = factors[fuel]
        if heat is None:
            heat = heat_default
        if carbon is None:
            carbon = exact.multiply(heat, carbon_per_heat)
        factor = rest.divide(exact.multiply(exact.multiply(carbon, oxidation), 44), 12)
        per_heat = rest.divide(factor, heat)
        emission = rest.multiply(exact.multiply(consumption, heat), per_heat)
        totals[facility] = exact.add(totals.get(facility, 0), emission)
    return {key: rest.plus(value) for key, value in totals.items()}


def load_daily(folder: pathlib.Path):
    return [
        (row[0], int(row[1]), *map(Decimal, row[3:])) for row in common.rows(folder, "daily")
    ]


def run_daily(data):
    months = {}
    for unit, month, *values in data:
        consumption, heat, moisture, moisture_dry, power, own, supplied, bought = values
        sums = months.setdefault((unit, month), [Decimal(0)] * 9)
        sums[0] += consumption
        sums[1] += heat * consumption
        sums[2] += moisture * consumption
        sums[3] += moisture_dry
        sums[4] += power
        sums[5] += own
        sums[6] += supplied
        sums[7] += bought
        sums[8] += 1
    results = {}
    years = {}
    for (unit, month), s in months.items():
        heat = rounded(s[1] / s[0], MILLI)
        moisture = rounded(s[2] / s[0], TENTH_OF_MILLI)
        dry = rounded(s[3] / s[8], TENTH_OF_MILLI)
        carbon = rounded(
            heat * Decimal("0.03085") * (1 - moisture) / (1 - dry), TENTH_OF_MILLI
        )
        coal = rounded(s[0] * carbon * Decimal("0.99") * 44 / 12, CENT)
        emission = coal + rounded(s[7] * Decimal("0.581"), CENT)
        results[f"{unit}/{month:02d}"] = emission
        year = years.setdefault(unit, [Decimal(0)] * 3)
        year[0] += emission
        year[1] += s[4] - s[5]
        year[2] += s[6]
    for unit, (emission, power, supplied) in years.items():
        results[f"{unit}/year"] = emission
        results[f"{unit}/per-power"] = rounded(emission / power, TENTH_OF_MILLI)
        results[f"{unit}/per-heat"] = rounded(emission / supplied, TENTH_OF_MILLI)
    return results


def load_legs(folder: pathlib.Path):
    types = {r[0]: r[1] for r in common.rows(folder, "types")}
    counted = {r[0]: r[1] == "yes" for r in common.rows(folder, "flights")}
    inland = {r[0]: r[1] == "yes" for r in common.rows(folder, "places")}
    data = [(r[1], r[2], r[3], r[4], Decimal(r[5])) for r in common.rows(folder, "legs")]
    return types, counted, inland, data


def run_legs(loaded):
    types, counted, inland, data = loaded
    factor = Decimal("44.1") * Decimal("0.0195") * 44
    totals = dict.fromkeys(types.values(), Decimal(0))
    for aircraft, kind, origin, target, fuel in data:
        if counted[kind] and inland[origin] and inland[target]:
            totals[types[aircraft]] += rounded(fuel * factor / 12, MILLI)
    return totals


WORKLOADS = {
    "facility": (lambda folder: load_batch(folder, 240), run_batch),
    "batch": (load_batch, run_batch),
    "plain": (load_batch, run_plain),
    "rest": (load_batch, run_rest),
    "daily": (load_daily, run_daily),
    "legs": (load_legs, run_legs),
}


def size(loaded) -> int:
    return len(loaded) if isinstance(loaded, list) else len(loaded[-1])


def main() -> None:
    folder, workload, runs = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    load, run = WORKLOADS[workload]
    loaded = load(folder)
    seconds, results = common.measure(lambda: run(loaded), runs)
    common.answer(folder, "python", workload, results)
    common.report("python", workload, seconds, size(loaded))


if __name__ == "__main__":
    main()
