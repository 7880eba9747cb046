"""Totals of the sample enterprises of the three first sectors, from their CSV tables by hand.

--check compares them with Tests/CommandLineTests/SampleTotalsTests.swift. Exact fractions; formulas and
factors are typed from the guidelines, no rule file and no result is read.
"""

import re
import sys
from datetime import date

from common import CO2_C, q, round_half_even
from fuel_lists import F_GB, F_NCSC
from ncsc_lib import CARBONATES
from power_lib import FUELS, slot_end
from sample_totals import ROOT, Filing, number, settle, share, warmth


def cement(f):
    """Per fuel and plant: sum of FC x C, x OF x 44/12; every part rounded to two decimals."""
    lots = {}
    for row in f.rows("fuel"):
        lots.setdefault((row["facility"], row["fuel"]), []).append(row)
    burnt = q(0)
    for (_, fuel), rows in lots.items():
        ncv, heat, oxidation = F_GB.get(fuel, (None, None, None))
        oxidised = next((share(r, "OF") for r in rows if r["OF"]), None)
        carbon = sum(number(r, "FC") * (number(r, "C") if r["C"] else q(ncv) * q(heat) / 1000)
                     for r in rows if r["FC"])
        burnt += carbon * (q(oxidation) / 100 if oxidised is None else oxidised) * CO2_C
    cut = {"电石渣": "0.480", "钢渣": "0.215", "粉煤灰": "0.055"}
    process = (sum(number(r, "Q") * q("0.535") for r in f.rows("clinker"))
               - sum(number(r, "M_sub") * q(cut[r["substitute"]]) for r in f.rows("substitute")))
    power = sum(number(r, "AD_消耗") - number(r, "AD_直供") - number(r, "AD_自发")
                for r in f.rows("facility") if r["AD_消耗"]) * f.grid()
    burnt, process, power = (round_half_even(v, 2) for v in (burnt, process, power))
    return {"E_燃烧": burnt, "E_过程": process, "E_电": power,
            "E_直接": burnt + process, "E_总": burnt + process + power}


def power(f):
    """A month's carbon is that of its report, or the default where the report came late."""
    reported = {r["样品"]: date.fromisoformat(r["报告日期"]) for r in f.rows("samples")}
    sample = {r["地址"]: r["样品"] for r in f.rows("register") if r["样品"]}
    burnt = q(0)
    for r in f.rows("coal"):
        cell = f'facility[{r["facility"]}]/unit[{r["unit"]}]/coal[{r["coal"]}]/{r["期间"]}/C_ad'
        if (reported[sample[cell]] - slot_end(r["期间"])).days < 40:
            carbon = share(r, "C_ad") * (1 - share(r, "M_ar月")) / (1 - share(r, "M_ad"))
        else:
            carbon = number(r, "NCV_月") * q("0.03085")
        burnt += number(r, "FC_台账") * carbon * q("0.99") * CO2_C
    for r in f.rows("fuel"):
        _, *factors = FUELS[r["fuel"]]
        ncv, carbon, oxidised = map(q, factors)
        burnt += number(r, "FC_油气") * ncv * carbon * oxidised * CO2_C
    bought = sum(number(r, "AD_电", 0) for r in f.rows("unit"))
    bought += sum(number(r, "AD_公用", 0) for r in f.rows("facility"))
    electricity = bought * f.grid()
    return {"E_燃烧合计": burnt, "E_电合计": electricity, "E": burnt + electricity}


def other(f):
    """Fuels, carbonates, wastewater less what was recovered, power, heat."""
    burnt = q(0)
    for r in f.rows("fuel"):
        ncv, heat, oxidation = F_NCSC.get(r["fuel"], (None, None, None))
        carbon = number(r, "CC") if r["CC"] else number(r, "NCV", ncv) * q(heat) / 1000
        burnt += number(r, "FC") * carbon * share(r, "OF", oxidation) * CO2_C
    stone = sum(number(r, "AD_carbonate") * share(r, "PUR_carbonate") * q(CARBONATES[r["carbonate"]])
                for r in f.rows("carbonate"))
    mcf = {"厌氧反应器": "0.8", "浅厌氧塘（深度小于2米）": "0.2"}
    made = q(0)
    for r in f.rows("treatment"):
        tow = number(r, "TOW") if r["TOW"] else number(r, "W") * (number(r, "COD_in") - number(r, "COD_out"))
        made += (tow - number(r, "S_sludge", 0)) * q("0.25") * q(mcf[r["system"]]) / 1000
    kept = sum(number(r, "Q_self") * share(r, "PUR_self") * q("0.99") * q("7.17") for r in f.rows("self-use"))
    kept += sum(number(r, "FV") * number(r, "h_flare") * share(r, "V_flare") * share(r, "OX_flare")
                * 16 / q("22.4") / 1000 for r in f.rows("flare"))
    # What the verifier put over the filing.
    mended = {r["地址"]: number(r, "值") for r in f.rows("cells") if r["地址"].endswith("/AD_购电")}
    bought = sum(mended.get(f'facility[{r["facility"]}]/AD_购电', number(r, "AD_购电")) - number(r, "AD_售电")
                 for r in f.plants())
    parts = {"E_燃烧": burnt, "E_碳酸盐": stone, "E_CH4e": (made - kept) * 21,
             "E_电": bought * f.grid(), "E_热": warmth(f)}
    return {**parts, "E_GHG": sum(parts.values())}


SAMPLES = {"cement/2024": cement, "other-industries": other, "other-industries-2025": other,
           "power/2023-group": power}


def main():
    values = {(name, part): value for name, compute in SAMPLES.items()
              for part, value in compute(Filing(name)).items()}
    test = (ROOT / "Tests/CommandLineTests/SampleTotalsTests.swift").read_text(encoding="utf-8")
    lists = re.findall(r'"([a-z0-9/-]+)",\s*\[("E[^\]]*)\]', test)
    return settle(values, [((name, part), text) for name, figures in lists
                           for part, text in re.findall(r'"(\S+) (≈?[0-9.]+) t', figures)])


if __name__ == "__main__":
    sys.exit(main())
