"""Totals of the sample enterprises of the three first sectors, from their CSV tables by hand.

Prints what the tests of the samples expect: `python3 Conformance/derive/sample_enterprises.py`. Exact fractions;
formulas and factors are typed in again from the guidelines, no rule file and no result is read.
"""

import csv
import pathlib
from datetime import date
from fractions import Fraction as F

from steam_tables import SUPERHEATED

ROOT = pathlib.Path(__file__).resolve().parents[2] / "SampleData"
CARBON = F(44, 12)


def table(folder, name):
    """Rows of a table by the symbol of each column: the last word before the unit."""
    with open(ROOT / folder / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    heads = [h.split(" [")[0].split(" ")[-1] for h in rows[0]]
    return [dict(zip(heads, row)) for row in rows[1:]]


def two(x):
    """Two decimals, ties to even."""
    return F(round(x * 100), 100)


def by(rows, *keys):
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[k] for k in keys), []).append(row)
    return groups


def cement(folder):
    # Per fuel and plant: sum FC x mean of C weighted by FC x OF x 44/12, rounded as a whole.
    default = {"烟煤": ("93", None), "柴油": ("98", F("42.652") * F("20.2") / 1000)}
    burnt = F(0)
    for (_, fuel), rows in by(table(folder, "fuel"), "facility", "fuel").items():
        stated = [r["OF"] for r in rows if r["OF"]]
        oxidised = F(stated[0] if stated else default[fuel][0]) / 100
        amounts = [(F(r["FC"]), r) for r in rows if r["FC"]]
        carbon = [a * (F(r["C"]) if r["C"] else default[fuel][1] or 0) for a, r in amounts]
        burnt += sum(carbon) * oxidised * CARBON
    clinker = sum(F(r["Q"]) for r in table(folder, "clinker")) * F("0.535")
    cut = {"电石渣": "0.480", "钢渣": "0.215", "粉煤灰": "0.055"}
    process = clinker - sum(F(r["M_sub"]) * F(cut[r["substitute"]])
                            for r in table(folder, "substitute"))
    power = sum(F(r["AD_消耗"]) - F(r["AD_直供"]) - F(r["AD_自发"])
                for r in table(folder, "facility") if r["AD_消耗"]) * F("0.5366")
    parts = {"E_燃烧": two(burnt), "E_过程": two(process), "E_电": two(power)}
    return {**parts, "E_直接": parts["E_燃烧"] + parts["E_过程"], "E_总": sum(parts.values())}


def power(folder):
    samples = {r["样品"]: r for r in table(folder, "samples")}
    of_cell = {r["地址"]: r["样品"] for r in table(folder, "register") if r["样品"]}
    burnt = F(0)
    late = []
    for r in table(folder, "coal"):
        place = f'facility[{r["facility"]}]/unit[{r["unit"]}]/coal[{r["coal"]}]/{r["期间"]}'
        year, month = map(int, r["期间"].split("-"))
        after = date(year + month // 12, month % 12 + 1, 1)
        sample = samples[of_cell[place + "/C_ad"]]
        if (date.fromisoformat(sample["报告日期"]) - after).days < 40:
            carbon = F(r["C_ad"]) / 100 * (100 - F(r["M_ar月"])) / (100 - F(r["M_ad"]))
        else:
            carbon = F(r["NCV_月"]) * F("0.03085")
            late.append(place)
        burnt += F(r["FC_台账"]) * carbon * F("0.99") * CARBON
    for r in table(folder, "fuel"):
        assert r["fuel"] == "柴油"
        burnt += F(r["FC_油气"]) * F("42.652") * F("0.02020") * F("0.98") * CARBON
    bought = sum(F(r["AD_电"]) for r in table(folder, "unit") if r["AD_电"])
    bought += sum(F(r["AD_公用"]) for r in table(folder, "facility") if r["AD_公用"])
    electricity = bought * F("0.5703")
    return {"E_燃烧合计": burnt, "E_电合计": electricity, "E": burnt + electricity, "late": late}


def superheated(temperature, pressure):
    """Enthalpy between the cells of the printed table, linear in both."""
    head, *rows = [line.split() for line in SUPERHEATED.split("\n")[1:-1]]
    grid = {(F(row[0]), F(p)): F(h) for row in rows for p, h in zip(head[1:], row[1:])}

    def around(x, values):
        return max(v for v in values if v <= x), min(v for v in values if v > x)

    t0, t1 = around(temperature, {t for t, _ in grid})
    p0, p1 = around(pressure, {p for _, p in grid})
    t, p = (temperature - t0) / (t1 - t0), (pressure - p0) / (p1 - p0)
    low = grid[t0, p0] + p * (grid[t0, p1] - grid[t0, p0])
    high = grid[t1, p0] + p * (grid[t1, p1] - grid[t1, p0])
    return low + t * (high - low)


def other(folder, grid):
    table_of = {"烟煤": (None, "26.18", "93"), "柴油": ("43.33", "20.20", "98"),
                "汽油": ("44.8", "18.90", "98"), "液化石油气": ("47.31", "17.20", "99"),
                "燃料油": ("40.19", "21.10", "98"), "天然气": ("389.31", "15.30", "99")}
    burnt = F(0)
    for r in table(folder, "fuel"):
        ncv, heat, oxidised = table_of.get(r["fuel"], (None, None, None))
        carbon = F(r["CC"]) if r["CC"] else F(r["NCV"] or ncv) * F(heat) / 1000
        burnt += F(r["FC"]) * carbon * F(r["OF"] or oxidised) / 100 * CARBON
    factors = {"CaCO3": "0.43971", "CaMg(CO3)2": "0.4773", "Na2CO3": "0.4149"}
    stone = sum(F(r["AD_carbonate"]) * F(r["PUR_carbonate"]) / 100 * F(factors[r["carbonate"]])
                for r in table(folder, "carbonate"))
    made = F(0)
    for r in table(folder, "treatment"):
        tow = F(r["TOW"]) if r["TOW"] else F(r["W"]) * (F(r["COD_in"]) - F(r["COD_out"]))
        mcf = {"厌氧反应器": "0.8", "浅厌氧塘（深度小于2米）": "0.2"}[r["system"]]
        made += (tow - F(r["S_sludge"] or 0)) * F("0.25") * F(mcf) / 1000
    kept = sum(F(r["Q_self"]) * F(r["PUR_self"]) / 100 * F("0.99") * F("7.17")
               for r in table(folder, "self-use"))
    kept += sum(F(r["FV"]) * F(r["h_flare"]) * F(r["V_flare"]) / 100 * F(r["OX_flare"]) / 100
                * 16 / F("22.4") / 1000 for r in table(folder, "flare"))
    bought = {r["facility"]: F(r["AD_购电"]) - F(r["AD_售电"]) for r in table(folder, "facility")}
    for r in table(folder, "cells"):  # what the verifier put over the filing
        if r["地址"].endswith("/AD_购电"):
            own = next(f for f in table(folder, "facility") if f'[{f["facility"]}]' in r["地址"])
            bought[own["facility"]] = F(r["值"]) - F(own["AD_售电"])
    # Superheated steam at 280 degrees and 0.9 + 0.101325 MPa.
    (steam,) = table(folder, "superheated-steam")
    pressure = F(steam["P_superheated_gauge"]) + F("0.101325")
    enthalpy = superheated(F(steam["T_superheated"]), pressure)
    heat = F(steam["Ma_superheated"]) * (enthalpy - F("83.74")) / 1000
    heat -= sum(F(r["AD_metered"]) for r in table(folder, "heat-metered"))
    net = (made - kept) * 21
    parts = {"E_燃烧": burnt, "E_碳酸盐": stone, "E_CH4e": net,
             "E_电": sum(bought.values()) * F(grid), "E_热": heat * F("0.11")}
    return {**parts, "E_GHG": sum(parts.values())}


if __name__ == "__main__":
    for title, parts in (("cement/2024", cement("cement/2024")),
                         ("other-industries", other("other-industries", "0.5366")),
                         ("other-industries-2025", other("other-industries-2025", "0.5306")),
                         ("power/2023-group", power("power/2023-group"))):
        print(title)
        for name, value in parts.items():
            print(" ", name, value if isinstance(value, list) else f"{float(value):.6f}")
