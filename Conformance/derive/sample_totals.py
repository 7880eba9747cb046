"""Totals of sample filings, from their CSV tables and the formulas of the text; never from the program.

The rows of `sampleTotals` in Tests/CommandLineTests/DocumentationTests.swift hold what this script prints, and
SampleData/README.md states some of it with six decimals; --check compares both."""

import argparse
import csv
import pathlib
import re
import sys

from carbon_materials import balance, calcine, heat, incinerate
from common import CO2_C, GRID_2012, q, rest, round_half_even, show, total
from fuel_lists import F_CER, F_GB, F_GB_THIRD_BATCH, F_MET_MAGNESIUM, F_NCSC
from machinery import GWP, fillings, weld
from ncsc_lib import CARBONATES
from steam_tables import saturated, superheated

ROOT = pathlib.Path(__file__).resolve().parents[2]
# One national factor by the day of filing; for the year 2018 the regional averages of 2012.
GRID = {"2023-12-31": q("0.5703"), "2024-03-20": q("0.5703"), "2025-03-20": q("0.5366"),
        "2026-03-20": q("0.5306")}


class Filing:
    """The tables of one folder; a cell is found by the symbol in its heading."""

    def __init__(self, name):
        self.folder = ROOT / "SampleData" / name

    def rows(self, table, **wanted):
        """The rows of a table as {symbol or identifier: text}, those with the wanted keys."""
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return
        with open(path, encoding="utf-8-sig", newline="") as file:
            head, *lines = csv.reader(file)
        names = [re.sub(r" \[.*?\]+$", "", h).split(" ")[-1] for h in head]
        for line in lines:
            row = dict(zip(names, line))
            if all(row[k] == v for k, v in wanted.items()):
                yield row

    def plants(self):
        """The facilities, without their rows of a month."""
        return (row for row in self.rows("facility") if not row.get("期间"))

    def grid(self, plant=None):
        with open(self.folder / "filing.csv", encoding="utf-8-sig", newline="") as file:
            day = dict(csv.reader(file))["填报日期"]
        return GRID[day] if day >= "2023" else q(GRID_2012[plant["grid"]])


def number(row, name, default=None):
    """The number of a cell without its unit; the default where the cell is blank."""
    text = (row.get(name) or "").split(" ")[0]
    return q(text) if text else (None if default is None else q(default))


def share(row, name, default=None):
    """A cell in per cent, as a fraction."""
    value = number(row, name, default)
    return value / 100 if value is not None else None


def fuels(filing, table):
    """AD = NCV x FC, EF = CC x OF x 44/12, each at rest."""
    terms = []
    for row in filing.rows("fuel"):
        ncv, carbon, oxidation = table.get(row["fuel"], (None, None, None))
        used = number(row, "FC")
        if used is None:
            used = (number(row, "FC_opening") + number(row, "FC_purchased") - number(row, "FC_sold")
                    - number(row, "FC_closing"))
        per_heat = number(row, "CC") or rest(q(carbon) / 1000)
        factor = rest(per_heat * (number(row, "OF", oxidation) / 100) * CO2_C)
        terms.append(rest(rest(used * number(row, "NCV", ncv)) * factor))
    return total(terms)


def power(filing):
    return total(rest((number(r, "AD_购电") - number(r, "AD_售电")) * filing.grid(r))
                 for r in filing.plants())


def warmth(filing):
    """Net heat of each facility, water above 20 degrees, steam above 83.74 kJ/kg, at 0.11."""
    facilities = []
    for plant in filing.plants():
        net, here = q(0), {"facility": plant["facility"]}
        for row in filing.rows("heat-metered", **here):
            net += number(row, "AD_metered") * (-1 if row["direction_metered"] == "sold" else 1)
        for row in filing.rows("hot-water", **here):
            joules = rest(number(row, "Ma_w") * (number(row, "T_w") - 20) * q("4.1868") / 1000)
            net += joules * (-1 if row["direction_water"] == "sold" else 1)
        for row in filing.rows("saturated-steam", **here):
            enthalpy = saturated(number(row, "P_saturated_gauge") + q("0.101325"))
            joules = rest(number(row, "Ma_saturated") * (enthalpy - q("83.74")) / 1000)
            net += joules * (-1 if row["direction_saturated"] == "sold" else 1)
        for row in filing.rows("superheated-steam", **here):
            pressure = number(row, "P_superheated_gauge") + q("0.101325")
            enthalpy = superheated(number(row, "T_superheated"), pressure)
            joules = rest(number(row, "Ma_superheated") * (enthalpy - q("83.74")) / 1000)
            net += joules * (-1 if row["direction_superheated"] == "sold" else 1)
        facilities.append(rest(rest(net) * q("0.11")))
    return total(facilities)


def wastewater(filing, correction):
    """((TOW - S) x 0.25 x MCF - R) x 21."""
    made = []
    for row in filing.rows("treatment"):
        removed = rest(number(row, "W") * (number(row, "COD_in") - number(row, "COD_out")))
        made.append(rest((removed - number(row, "S_sludge")) * rest(q("0.25") * q(correction)) / 1000))
    recovered = total(number(r, "R_CH4") for r in filing.rows("facility")) / 1000
    return rest(rest(total(made) - recovered) * 21)


def mining(f):
    ores = [rest(number(r, "AD_矿石") * share(r, "η") * total(
        rest(q(CARBONATES[c["component"]]) * share(c, "PUR_组分")) for c in f.rows("component", ore=r["ore"])))
        for r in f.rows("ore")]
    bound = [rest(number(r, "AD_产物") * total(
        rest(q(CARBONATES[c["bound"]]) * share(c, "PUR_产物")) for c in f.rows("bound", product=r["product"])))
        for r in f.rows("product")]
    return fuels(f, F_NCSC) + total(ores) - total(bound) + power(f)


def food(f):
    soda = total(rest(number(r, "AD_carbonate") * q(CARBONATES[r["carbonate"]]) * share(r, "PUR_carbonate"))
                 for r in f.rows("carbonate"))
    lost = {"一次灌装": "40", "二次灌装": "60"}
    gas = total(number(r, "AD_CO2") * share(r, "δ", lost[r["灌装方式"]]) for r in f.rows("filling"))
    return fuels(f, F_GB_THIRD_BATCH) + soda + gas + wastewater(f, "0.5") + power(f) + warmth(f)


def buildings(f):
    return fuels(f, F_GB_THIRD_BATCH) + power(f) + warmth(f)


def paper(f):
    lime = total(number(r, "L") * q("0.405") for r in f.rows("facility"))
    return fuels(f, F_GB_THIRD_BATCH) + lime + wastewater(f, "0.5") + power(f) + warmth(f)


def machinery(f):
    leaks = []
    for row in f.rows("gas"):
        lost = total([q(0)] + [
            number(c, "CH") * (rest(number(c, "EF_CH") / 10**6) if c["EF_CH"] else fillings(row["gas"], 1))
            for c in f.rows("connection", gas=row["gas"])])
        delivered = number(row, "DI")
        if row["MM"]:
            delivered = number(row, "MM") - lost
        elif row["MB"]:
            delivered = number(row, "MB") - number(row, "ME") - lost
        gone = number(row, "IB") + number(row, "AC") - number(row, "IE") - delivered
        leaks.append(rest(gone * GWP[row["gas"]]))
    welded = []
    for row in f.rows("shielding-gas"):
        parts = [(c["component"], number(c, "P")) for c in f.rows("component", **{"shielding-gas": row["shielding-gas"]})]
        used = number(row, "IB_焊") + number(row, "AC_焊") - number(row, "IE_焊") - number(row, "DI_焊")
        welded.append(weld(used, *parts))
    return fuels(f, F_GB_THIRD_BATCH) + rest(total(leaks) + total(welded)) + power(f) + warmth(f)


def carbon(f):
    content = {}
    for row in f.rows("material"):
        wet, dry = share(row, "M_ar"), share(row, "M_ad", "0")
        both = []
        for received, of_dry, of_air_dried in (("WFC", "C_d", "C_ad"), ("WVar", "V_d", "V_ad")):
            value = share(row, received)
            if value is None and row[of_dry]:
                value = rest(share(row, of_dry) * (1 - wet))
            elif value is None and row[of_air_dried]:
                value = rest(share(row, of_air_dried) * (1 - wet) / (1 - dry))
            both.append(value)
        content[row["material"]] = (*both, wet)

    def streams(furnace, *roles):
        for row in f.rows("stream", furnace=furnace):
            if row["角色"] in roles:
                carbon_, volatile, wet = content[row["物料"]]
                mass = number(row, "m")
                if mass is None:
                    mass = rest(number(row, "m_d") / (1 - wet))
                yield mass, carbon_, volatile

    furnaces = []
    for row in f.rows("furnace"):
        name = row["furnace"]
        if row["工序"] == "煅烧":
            others = [m for m, _, _ in streams(name, "欠烧料", "炭粉尘")]
            furnaces.append(calcine(list(streams(name, "待煅烧原料")), list(streams(name, "煅后料")), others))
            continue
        into, out, volatile = {
            "焙烧": (("填充料", "待焙烧品"), ("焙烧品", "焙烧粉尘、碎屑、副产品"), ("填充料", "待焙烧品")),
            "石墨化": (("保温料和电阻料", "待石墨化品"), ("石墨化品", "石墨化粉尘、碎屑、残块、副产品"),
                       ("保温料和电阻料",))}[row["工序"]]
        furnaces.append(balance([(m, c) for m, c, _ in streams(name, *into)],
                                [(m, c) for m, c, _ in streams(name, *out)],
                                [(m, v) for m, _, v in streams(name, *volatile)]))
    burnt = []
    for row in f.rows("fuel"):
        ncv, carbon_, oxidation = map(q, F_GB[row["fuel"]])
        if row["FC_料"]:
            burnt.append(rest(number(row, "AF") * number(row, "FC_料") * oxidation / 100 * CO2_C))
        else:
            joules = rest(number(row, "AF") * number(row, "H", ncv))
            burnt.append(rest(joules * rest(carbon_ / 1000) * oxidation / 100 * CO2_C))
    fume = [incinerate(*(number(r, n) for n in ("Q", "QVar", "HM_焦油", "FCh_焦油", "FOx_焦油", "T")))
            for r in f.rows("incinerator")]
    factors = {"CaCO3": q("0.440"), "MgCO3": q("0.522")}
    lime = [rest(number(r, "CAL") * share(r, "TR", "100") * total(
        rest(share(c, "I", "90") * factors[c["component"]]) for c in f.rows("component", sorbent=r["sorbent"])))
        for r in f.rows("sorbent")]
    lines = {"购入": q(0), "输出": q(0)}
    for row in f.rows("power-line"):
        proved = row["属性"] == "非化石" and row["证明"] not in ("", "无")
        lines[row["方向_电"]] += rest(number(row, "QGe") * (q(0) if proved else f.grid()))
    for row in f.rows("heat-line"):
        pressure = number(row, "P_汽")
        enthalpy = saturated(pressure) if row["蒸汽"] == "饱和" else superheated(number(row, "T_汽"), pressure)
        lines[row["方向_热"]] += heat(number(row, "BGd"), enthalpy)
    direct = rest(total(burnt) + total(furnaces) + rest(total(fume) + total(lime)))
    return direct + rest(lines["购入"] - lines["输出"])


def magnesium(f):
    """Own ferrosilicon and dolomite."""
    made = total(number(r, "S_硅铁") * q("2.79") for r in f.plants())
    stone = total(number(r, "D_白云石") * share(r, "PUR_白云石") * q("0.478") for r in f.plants())
    return fuels(f, F_MET_MAGNESIUM) + made + stone + power(f) + warmth(f)


def ceramics(f):
    """Carbonates of the raw materials, 44/100 and 44/84."""
    fired = total(number(r, "M_原料") * share(r, "η")
                  * (share(r, "C_CaCO3") * q("44") / 100 + share(r, "C_MgCO3") * q("44") / 84)
                  for r in f.rows("raw-material"))
    return fuels(f, F_CER) + fired + power(f) + warmth(f)


def flat_glass(f):
    """Carbon powder and the carbonates of the batch."""
    factors = {"石灰石": "0.43971", "白云石": "0.47732", "纯碱": "0.41492"}
    powder = total(number(r, "Q_碳粉") * share(r, "C_碳粉") * CO2_C for r in f.plants())
    batch = total(number(r, "M_碳酸盐") * number(r, "EF_碳酸盐", factors[r["carbonate"]])
                  * share(r, "F_煅烧", "100") for r in f.rows("carbonate"))
    return fuels(f, F_CER) + powder + batch + power(f) + warmth(f)


def by_month(f, table, amount, factor, defaults):
    """The sum of the months and the factor of the year, by works and kind."""
    sums, stated = {}, {}
    for row in f.rows(table):
        place = row["facility"], row[table]
        if row[amount]:
            sums[place] = sums.get(place, 0) + number(row, amount)
        if row[factor]:
            stated[place] = number(row, factor)
    return [(used, stated[place] if place in stated else q(defaults[place[1]]))
            for place, used in sums.items()]


def non_ferrous(f):
    """Reductants, carbonates and oxalic acid by month."""
    reduced = total(a * b for a, b in by_month(f, "reductant", "AD_还原剂", "EF_还原剂",
                                               {"焦炭": "2.862", "天然气": "21.622"}))
    stone = total(a * b for a, b in by_month(f, "carbonate", "AD_碳酸盐", "EF_碳酸盐",
                                             {"石灰石": "0.405"}))
    acid = total(a * q("0.349") * b / 100 for a, b in by_month(f, "oxalic", "AD_草酸", "PUR_草酸", {}))
    return fuels(f, F_MET_MAGNESIUM) + reduced + rest(stone + acid) + power(f) + warmth(f)


SAMPLES = {"machinery": machinery, "carbon-materials": carbon, "mining": mining, "food-beverages": food,
           "buildings": buildings, "paper": paper, "magnesium": magnesium, "ceramics": ceramics,
           "flat-glass": flat_glass, "non-ferrous": non_ferrous}


def told(value, text):
    """Whether a printed number is this value: after ≈ to its decimals, else exactly."""
    digits = text.removeprefix("≈")
    if text != digits:
        value = round_half_even(value, len(digits.partition(".")[2]))
    return q(digits) == rest(value)


def settle(values, stated):
    """Prints values by (sample, figure); with --check where a stated (key, printed number) differs or has none,
    and samples of which nothing is stated."""
    parser = argparse.ArgumentParser(description="totals of sample filings, from their tables")
    parser.add_argument("--check", action="store_true", help="compare with what the tests and texts state")
    if not parser.parse_args().check:
        for key, value in values.items():
            print(*key, show(value))
        return 0
    wrong = [f"{' '.join(key)}: no derivation" for key, _ in stated if key not in values]
    wrong += [f"{' '.join(key)}: {show(values[key])}, stated is {text}" for key, text in stated
              if key in values and not told(values[key], text)]
    wrong += [f"{name}: stated nowhere"
              for name in sorted({name for name, _ in values} - {name for (name, _), _ in stated})]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def main():
    values = {(name, "total"): compute(Filing(name)) for name, compute in SAMPLES.items()}
    test = (ROOT / "Tests/CommandLineTests/DocumentationTests.swift").read_text(encoding="utf-8")
    readme = (ROOT / "SampleData/README.md").read_text(encoding="utf-8")
    rows = re.findall(r'\("SampleData/([^"]+)", "([0-9.\-]+)"\)', test)
    rows += [(name, "≈" + text) for name, text in
             re.findall(r"^\| `([^`]+)` .*?总量 ([0-9.\-]+) tCO2", readme, re.MULTILINE)]
    return settle(values, [((name, "total"), text) for name, text in rows])


if __name__ == "__main__":
    sys.exit(main())
