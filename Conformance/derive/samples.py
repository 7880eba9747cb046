"""Totals of sample filings, from their tables and the formulas of the text, beside README.md of SampleData.

Reads the CSV tables of SampleData as they are filed; never a rule file or a result of the program. With
--check the totals must stand in SampleData/README.md.
"""

import csv
import pathlib
import sys

from common import CO2_C, q, rest, round_half_even, show, total
from fuel_lists import F_CER, F_MET_MAGNESIUM

ROOT = pathlib.Path(__file__).resolve().parents[2] / "SampleData"
GRID_2012 = {"华北": "0.8843", "东北": "0.7769", "华东": "0.7035", "华中": "0.5257",
             "西北": "0.6671", "南方": "0.5271"}


def rows(folder, table):
    """The lines of a table, by symbol: the word before the unit of a heading."""
    path = ROOT / folder / f"{table}.csv"
    if not path.exists():
        return []
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    names = [head.split(" [")[0].split()[-1] for head in lines[0]]
    return [dict(zip(names, line)) for line in lines[1:]]


def number(text, default=None):
    """A cell; a blank is the default."""
    text = text.removesuffix(" %")
    return q(text) if text else default


def combustion(folder, fuels):
    """Fuels by heat; consumption metered, else from the stock balance."""
    burnt = []
    for row in rows(folder, "fuel"):
        ncv, carbon, oxidation = map(q, fuels[row["fuel"]])
        used = number(row["FC"])
        if used is None:
            used = (q(row["FC_opening"]) + q(row["FC_purchased"]) - q(row["FC_sold"])
                    - q(row["FC_closing"]))
        heat = rest(used * number(row["NCV"], ncv))
        burnt.append(heat * rest(carbon / 1000 * oxidation / 100 * CO2_C))
    return total(burnt)


def energy(folder, factor=None):
    """Net power, by the regional average of 2012 or one national factor, and net metered heat at 0.11."""
    power = total((q(r["AD_购电"]) - q(r["AD_售电"])) * q(factor or GRID_2012[r["grid"]])
                  for r in rows(folder, "facility") if r["AD_购电"])
    heat = total((-1 if r["direction_metered"] == "sold" else 1) * q(r["AD_metered"]) * q("0.11")
                 for r in rows(folder, "heat-metered"))
    return power + heat


def magnesium():
    """Own ferrosilicon and dolomite; 2023 filed in 2023: 0.5703."""
    works = rows("magnesium", "facility")
    made = total(q(r["S_硅铁"]) * q("2.79") for r in works)
    stone = total(q(r["D_白云石"]) * q(r["PUR_白云石"]) / 100 * q("0.478") for r in works)
    return combustion("magnesium", F_MET_MAGNESIUM) + made + stone + energy("magnesium", "0.5703")


def ceramics():
    """Carbonates of the raw materials, 44/100 and 44/84."""
    fired = total(q(r["M_原料"]) * q(r["η"]) / 100
                  * (number(r["C_CaCO3"]) / 100 * q("44") / 100
                     + number(r["C_MgCO3"]) / 100 * q("44") / 84)
                  for r in rows("ceramics", "raw-material"))
    return combustion("ceramics", F_CER) + fired + energy("ceramics")


def flat_glass():
    """Carbon powder and the carbonates of the batch; 2023 filed in 2023: 0.5703."""
    factors = {"石灰石": "0.43971", "白云石": "0.47732", "纯碱": "0.41492"}
    powder = total(q(r["Q_碳粉"]) * q(r["C_碳粉"]) / 100 * CO2_C for r in rows("flat-glass", "facility"))
    batch = total(q(r["M_碳酸盐"]) * number(r["EF_碳酸盐"], q(factors[r["carbonate"]]))
                  * number(r["F_煅烧"], q("100")) / 100 for r in rows("flat-glass", "carbonate"))
    return combustion("flat-glass", F_CER) + powder + batch + energy("flat-glass", "0.5703")


def by_month(folder, table, key, amount, factor, defaults):
    """Amounts of all months times the year's factor, by works and row."""
    sums, stated = {}, {}
    for row in rows(folder, table):
        place = row["facility"], row[key]
        if row[amount]:
            sums[place] = sums.get(place, 0) + q(row[amount])
        if row[factor]:
            stated[place] = q(row[factor])
    return [(used, stated.get(place, q(defaults[place[1]]) if place[1] in defaults else None))
            for place, used in sums.items()]


def non_ferrous():
    """Reductants, carbonates and oxalic acid by month."""
    f = "non-ferrous"
    reduced = total(a * b for a, b in by_month(f, "reductant", "reductant", "AD_还原剂", "EF_还原剂",
                                               {"焦炭": "2.862", "天然气": "21.622"}))
    stone = total(a * b for a, b in by_month(f, "carbonate", "carbonate", "AD_碳酸盐", "EF_碳酸盐",
                                             {"石灰石": "0.405"}))
    acid = total(a * q("0.349") * b / 100
                 for a, b in by_month(f, "oxalic", "oxalic", "AD_草酸", "PUR_草酸", {}))
    return combustion(f, F_MET_MAGNESIUM) + reduced + rest(stone + acid) + energy(f)


def two_power_plants():
    """Coal by month, C_ar = C_ad (1 - M_ar) / (1 - M_ad), 99 %; oil and gas; power bought at 0.5703."""
    f = "power/2023-two-plants"
    burnt = []
    for r in rows(f, "coal"):
        wet = (1 - q(r["M_ar月"]) / 100) / (1 - q(r["M_ad"]) / 100)
        burnt.append(q(r["FC_台账"]) * rest(q(r["C_ad"]) / 100 * wet) * q("0.99") * CO2_C)
    defaults = {"柴油": ("42.652", "0.0202", "0.98"), "天然气": ("389.31", "0.01532", "0.99")}
    for r in rows(f, "fuel"):
        ncv, carbon, oxidation = map(q, defaults[r["fuel"]])
        burnt.append(q(r["FC_油气"]) * number(r["NCV_油气"], ncv) * carbon * oxidation * CO2_C)
    bought = [q(r["AD_电"]) for r in rows(f, "unit") if r["AD_电"]]
    bought += [q(r["AD_公用"]) for r in rows(f, "facility") if r["AD_公用"]]
    return total(burnt) + total(b * q("0.5703") for b in bought)


TOTALS = {"magnesium": magnesium, "ceramics": ceramics, "flat-glass": flat_glass,
          "non-ferrous": non_ferrous, "power/2023-two-plants": two_power_plants}


def main():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    wrong = 0
    for folder, compute in TOTALS.items():
        value = show(round_half_even(compute(), 6))
        print(folder, value)
        line = next((l for l in text.splitlines() if l.startswith(f"| `{folder}` ")), "")
        if "--check" in sys.argv and f"{value} tCO2" not in line:
            wrong += 1
            print(f"{folder}: not in SampleData/README.md")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
