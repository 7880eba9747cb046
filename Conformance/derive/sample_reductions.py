"""Totals of the sample filings of reductions, from their CSV tables and the formulas of the text.

Never from the program; --check compares them with Tests/CommandLineTests/ReductionSampleTests.swift."""

import re
import sys
from datetime import date

from illustrative_reductions import CLASSES, LEAK, LIFE, MARGINS, MODES, baseline_factor, down, years_after
from common import CO2_C as CARBON
from reduction_lib import F, Meter, day, fuel, overlap, power, rest, slot_end, start, total
from sample_totals import ROOT, Filing, number, settle


def meter(filing, table, keys, reading, allowed, calibrations, begun, due, done, error):
    """A meter with its monthly readings and calibrations."""
    readings, permitted = {}, None
    for row in filing.rows(table, **keys):
        if row["期间"]:
            readings[row["期间"]] = row[reading].split(" ")[0]
        elif row[allowed]:
            permitted = row[allowed].split(" ")[0]
    cycles = [(r[begun], r[due], r[done] or None, r[error].split(" ")[0] or None)
              for r in filing.rows(calibrations, **keys)]
    return Meter(readings, permitted, cycles)


def solar(filing):
    """CCER-01-001: one site, one year."""
    out, back = [], []
    for row in filing.rows("power-meter"):
        if row["计量方向"]:
            m = meter(filing, "power-meter", {"power-meter": row["power-meter"]}, "EG_表", "δ_允", "calibration",
                      "周期始", "应校日", "实校日", "δ_实")
            sign, bucket = (-1, out) if row["计量方向"] == "上网" else (1, back)
            bucket += [power(m, month, sign) for month in m.readings]
    factors = {}
    for row in filing.rows("facility"):
        for name in ("EF_OM", "EF_BM", "ω_OM", "ω_BM"):
            if row[name]:
                factors[name] = number(row, name)
    margin = rest(factors["EF_OM"] * factors["ω_OM"] + factors["EF_BM"] * factors["ω_BM"])
    burnt = []
    for row in filing.rows("fuel"):
        m = meter(filing, "fuel-meter", {"fuel": row["fuel"]}, "FC_表", "ε_允", "fuel-calibration",
                  "装置周期始", "装置应校日", "装置实校日", "ε_实")
        factor = rest(number(row, "NCV") * number(row, "CC") * number(row, "OF") / 100 * CARBON)
        burnt.append(rest(total([fuel(m, month) for month in m.readings]) * factor))
    return rest(rest(rest(total(out) - total(back)) * margin) - total(burnt))


def rooftops(filing):
    """Systems up to 400 kW with their own meter, ten years each; every vintage down to whole tonnes."""
    grids = {r["facility"]: r["电网"] for r in filing.rows("facility")}
    systems = {}
    for row in filing.rows("system"):
        systems.setdefault((row["facility"], row["system"]), []).append(row)
    meters = [r["表号"] for rows in systems.values() for r in rows if r["表号"]]
    terms = {}
    for (site, _), rows in systems.items():
        head = next(r for r in rows if r["并网日"])
        if number(head, "P") > 400 or meters.count(head["表号"]) > 1:
            continue
        since = day(head["并网日"])
        for row in rows:
            if not row["期间"]:
                continue
            a, b = start(row["期间"]), slot_end(row["期间"])
            share = rest(F(overlap(a, b, since, years_after(since, 10)), overlap(a, b, since, b)))
            made = rest((number(row, "EG_自用") + number(row, "EG_上网")) * share / 1000)
            om, bm = MARGINS[grids[site]][row["期间"] >= "2024-07"]
            terms.setdefault(row["期间"][:4], []).append(rest(made * (F("0.75") * F(om) + F("0.25") * F(bm))))
    return sum(down(total(v), 0) for v in terms.values())


def riders(filing):
    """Trips that count of riders who consented, capped, and sixty kilograms a rider and year."""
    agreed = {r["rider"] for r in filing.rows("rider") if r["授权"] == "是"}
    trips = list(filing.rows("trip"))
    numbers = [r["行程号"] for r in trips]
    parts = {}
    for row in trips:
        project, cap, shortest, fastest = map(F, MODES[row["方式"]])
        km, hours = number(row, "里程"), number(row, "时长") / 60
        if km < shortest or km > fastest * hours or numbers.count(row["行程号"]) > 1 or row["rider"] not in agreed:
            continue
        length, year = min(km, cap), row["日期"][:4]
        be, pe = parts.setdefault((year, row["rider"]), ([], []))
        be.append(rest(length * baseline_factor(year)))
        pe.append(rest(length * project))
    years = {}
    for (year, _), (be, pe) in parts.items():
        gain = rest(total(be) / 1000) - rest(total(pe) / 1000)
        years.setdefault(year, []).append(rest(min(gain, F(60))))
    return down(total([rest(total(v) / 1000) for v in years.values()]), 3)


def appliances(filing):
    """Days of each calendar year in the window of each appliance."""
    factors = {(r["facility"], r["期间"]): number(r, "EF") for r in filing.rows("facility") if r["期间"]}
    rows = list(filing.rows("appliance"))
    serials = [r["机号"] for r in rows]
    result = F(0)
    for year in ("2023", "2024"):
        before, after, leaks = [], [], []
        for row in rows:
            if number(row, "能效等级") > 2 or serials.count(row["机号"]) > 1:
                continue
            kind, since = row["类别"], day(row["安装日"])
            end = years_after(since, LIFE[kind])
            if row["停用日"]:
                end = min(end, day(row["停用日"]))
            days = overlap(date(int(year), 1, 1), date(int(year) + 1, 1, 1), since, end)
            base = [b for y, b in CLASSES[kind] if y <= row["安装日"][:4]][-1]
            factor = factors[row["facility"], year]
            before.append(rest(F(base) * days / 365 * factor))
            after.append(rest(number(row, "EC") * days / 365 * factor))
            leaks.append(rest((before[-1] - after[-1]) * LEAK[row["旧机去向"]] / 100))
        result += down(sum(rest(total(v) / 1000) * s for v, s in ((before, 1), (after, -1), (leaks, -1))), 3)
    return result


SAMPLES = {"solar-thermal": solar, "distributed-pv": rooftops, "riders": riders, "appliances": appliances}


def main():
    values = {(name, "total"): compute(Filing(f"carbon-benefit/{name}")) for name, compute in SAMPLES.items()}
    test = (ROOT / "Tests/CommandLineTests/ReductionSampleTests.swift").read_text(encoding="utf-8")
    rows = re.findall(r'\("([a-z-]+)", "(≈?[0-9.\-]+) tCO2"', test)
    return settle(values, [((name, "total"), text) for name, text in rows])


if __name__ == "__main__":
    sys.exit(main())
