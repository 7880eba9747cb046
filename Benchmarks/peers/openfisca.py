#!/usr/bin/env python3
"""The facility and batch workloads in OpenFisca, the rules-as-code engine that comes nearest.

Usage: openfisca.py FOLDER WORKLOAD RUNS

OpenFisca computes vectors of 32-bit binary floating point, month by month. A unit is one fuel of
one facility; totals are summed in 64 bits. Its figures may differ from the exact ones: how many do
is printed by compare.py.
"""

import pathlib
import sys

import numpy
from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

import common

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


def rounded(value, decimals: int):
    return numpy.round(value, decimals)


def system():
    """The rules as OpenFisca writes them: a variable each, formulas of variables."""
    unit = entities.build_entity("unit", "units", "fuel of a facility", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([unit])

    def add(name: str, formula=None) -> None:
        body = {
            "value_type": float, "entity": unit, "definition_period": periods.DateUnit.MONTH,
            "label": name,
        }
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (variables.Variable,), body))

    def heat(units, period, parameters=None):
        measured = units("heat_measured", period)
        return numpy.where(measured > 0, measured, units("heat_default", period))

    def carbon(units, period, parameters=None):
        measured = units("carbon_measured", period)
        by_heat = rounded(units("heat", period) * units("carbon_per_heat", period), 4)
        return numpy.where(measured > 0, measured, by_heat)

    def emission(units, period, parameters=None):
        carbon = units("consumption", period) * units("carbon", period)
        return rounded(carbon * units("oxidation", period) * 44 / 12, 2)

    for name in (
        "consumption", "heat_measured", "carbon_measured", "heat_default", "carbon_per_heat",
        "oxidation",
    ):
        add(name)
    add("heat", heat)
    add("carbon", carbon)
    add("emission", emission)
    return system


def load(folder: pathlib.Path, limit: int | None):
    factors = {row[0]: row[1:] for row in common.rows(folder, "fuels")}
    rows = []
    for row in common.rows(folder, "batch"):
        if limit is not None and len(rows) == limit:
            break
        rows.append(row)
    # Twelve lines a fuel, in the order of the months.
    fuels = rows[::12]
    facilities = [row[0] for row in fuels]

    def column(place: int):
        numbers = [float(row[place]) if row[place] else 0.0 for row in rows]
        return numpy.array(numbers).reshape(-1, 12)

    fixed = {
        name: numpy.array([float(factors[row[1]][place]) for row in fuels])
        for place, name in enumerate(("heat_default", "carbon_per_heat", "oxidation"))
    }
    entered = {"consumption": column(3), "heat_measured": column(4), "carbon_measured": column(5)}
    return system(), facilities, fixed, entered, len(rows)


def run(loaded):
    rules, facilities, fixed, entered, _ = loaded
    builder = simulation_builder.SimulationBuilder()
    simulation = builder.build_default_simulation(rules, count=len(facilities))
    for place, month in enumerate(MONTHS):
        for name, values in fixed.items():
            simulation.set_input(name, month, values)
        for name, values in entered.items():
            simulation.set_input(name, month, values[:, place])
    total = numpy.zeros(len(facilities))
    for month in MONTHS:
        total += simulation.calculate("emission", month)
    names, places = numpy.unique(facilities, return_inverse=True)
    sums = numpy.bincount(places, weights=total)
    return dict(zip(names.tolist(), (f"{value:.0f}" for value in rounded(sums, 0))))


def main() -> None:
    folder, workload, runs = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if workload not in ("facility", "batch"):
        sys.exit(f"no workload {workload} here")
    loaded = load(folder, 240 if workload == "facility" else None)
    seconds, result = common.measure(lambda: run(loaded), runs)
    common.answer(folder, "openfisca", workload, result)
    common.report("openfisca", workload, seconds, loaded[-1])


if __name__ == "__main__":
    main()
