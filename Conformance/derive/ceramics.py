"""Expected digits of sectors/ceramics/ndrc-2013, from the formulas of the text.

E = fuel + sum M x utilisation x (CaCO3 x 44/100 + MgCO3 x 44/84) + net power + net heat."""

import sys

from common import q, rest, total
from fuel_lists import F_CER
from heat_form import HeatForm

h = HeatForm("sectors/ceramics/ndrc-2013", F_CER)
s = h.sheet
h.common_cases()


def fire(mass, use, calcium, magnesium):
    """Percentages in; t CO2."""
    share = q(calcium) / 100 * q("44") / 100 + q(magnesium) / 100 * q("44") / 84
    return rest(q(mass) * q(use) / 100 * share)


lime = fire("1200", "92.5", "97.1", "0")
dolomite = fire("640.5", "91", "54.2", "45.1")
s.expect("limestone", "firing-emissions", lime, "tCO2")
s.expect("dolomite", "firing-emissions", dolomite, "tCO2")
clay = fire("35000", "93", "0.82", "0.31")
s.expect("two-materials-two-plants", "firing-emissions", total([lime, clay, dolomite]), "tCO2")
s.expect("utilisation-missing", "firing-emissions", "absent")
s.expect("utilisation-missing", "total", "absent")
s.expect("share-in-tonnes", "firing-emissions", q("22"), "tCO2")
fuel = total([h.burn("天然气", "1250.8"), h.burn("柴油", "85")])
bought = q("18300") * q("0.5257") + q("1250") * q("0.11")
s.totals("whole-enterprise", fuel + lime, bought)

# The sheet of sanitary ware: combustion and net power of the facilities that make ceramics.
burnt = total([h.burn("天然气", "1250.8"), h.burn("天然气", "612.25"), h.burn("柴油", "85")])
grid = total([q("18300") * q("0.7035"), (q("9050.5") - 120) * q("0.7035")])
output = q("41250.6") + q("18300")
s.expect("sanitary-ware-sheet", "sheet-combustion", burnt, "tCO2")
s.expect("sanitary-ware-sheet", "sheet-electricity", grid, "tCO2")
s.expect("sanitary-ware-sheet", "sheet-emissions", burnt + grid, "tCO2")
s.expect("sanitary-ware-sheet", "sheet-output", output, "t")
s.expect("sanitary-ware-sheet", "sheet-intensity", rest(burnt + grid) / output, "tCO2/t")
s.expect("sanitary-ware-sheet", "total",
         burnt + grid + h.burn("天然气", "33.5") + q("3100") * q("0.7035") + lime
         + q("1250") * q("0.11"), "tCO2")
s.expect("sanitary-ware-one-plant", "sheet-combustion", fuel, "tCO2")
s.expect("sanitary-ware-one-plant", "sheet-electricity", q("18300") * q("0.5257"), "tCO2")
s.expect("sanitary-ware-one-plant", "sheet-intensity",
         rest(fuel + q("18300") * q("0.5257")) / 30000, "tCO2/t")
s.expect("sanitary-ware-other-product", "total", fuel + lime + bought, "tCO2")
for figure in ("sheet-emissions", "sheet-combustion", "sheet-electricity", "sheet-output",
               "sheet-intensity"):
    s.expect("sanitary-ware-other-product", figure, "not occurring")

if __name__ == "__main__":
    sys.exit(s.main())
