"""Expected digits of sectors/aluminium/mee-2023: the terms of 2013 with other numbers.

NC 0.411, GWP 6630 and 11100, net purchases without directly supplied non-fossil power, 0.5703 for
2022 data filed in November 2023."""

import sys

import aluminium
from aluminium import gases, slope
from common import CO2_C, q, rest, total
from fuel_lists import F_MET
from heat_form import HeatForm

h = HeatForm("sectors/aluminium/mee-2023", F_MET)
s = h.sheet
GRID = q("0.5703")
E = "tCO2e(ar5)"


def anode(output, net="0.411", *shares):
    """t CO2 of one smelter's anodes."""
    return aluminium.anode(output, net, *shares)


def equivalent(*pairs):
    """t CO2e, fifth assessment report."""
    return aluminium.equivalent(*pairs, methane=6630, ethane=11100)


s.expect("one-tonne", "anode-emissions", q("0.411") * q("0.976") * CO2_C, "tCO2")
s.expect("one-tonne", "perfluorocarbon-emissions", q("0.26316"), E)
s.expect("one-tonne", "total", rest(q("0.411") * q("0.976") * CO2_C) + q("0.26316"), E)
made = "218500.5"
measured = anode(made, "0.4015", "0.0185", "0.0035")
s.expect("anode-measured", "anode-emissions", measured, "tCO2")
s.expect("anode-measured", "direct", measured + equivalent(gases(made)), E)
s.expect("anode-effect-slope", "perfluorocarbon-emissions", equivalent(slope(made, "0.21")), E)
s.expect("anode-effect-slope", "process", equivalent(slope(made, "0.21")), E)
for case, taken in (("direct-supply", "2400.5"), ("no-direct-supply", "0")):
    net = q("13500") - 100 - q(taken)
    s.expect(case, "facility[F1]/AD_电", net, "MWh")
    s.expect(case, "indirect", net * GRID, E)
    s.expect(case, "total", anode("1000") + equivalent(gases("1000")) + net * GRID, E)
s.expect("factor-notified", "electricity", q("8000") * q("0.5810"), "tCO2")
s.expect("output-missing", "anode-emissions", "absent")
s.expect("output-missing", "total", "absent")
lime, soda = q("812.4") * q("0.405"), q("96.35") * q("0.411")
s.expect("carbonates", "process", lime + soda, E)
w = "whole-enterprise"
fuel = total([h.burn("天然气", "1250.3"), h.burn("柴油", "310.5"), h.burn("烟煤", "4020", "21.347")])
anodes = total([anode("245000", "0.4082"), anode("118000.5")])
fluor = equivalent(slope("245000", "0.18"), gases("118000.5"))
power = total([(q("3350200.5") - 1200 - 182000) * GRID, q("1622940.8") * GRID])
warm = q("8200") * q("0.11")
s.expect(w, "combustion", fuel, "tCO2")
s.expect(w, "anode-emissions", anodes, "tCO2")
s.expect(w, "process", fluor + lime, E)
s.totals(w, fuel + anodes + rest(fluor + lime), power + warm, E)

if __name__ == "__main__":
    sys.exit(s.main())
