"""Expected digits of sectors/aluminium/ndrc-2013, from the formulas of the text.

E = fuel + output x NC (1 - S - A) 44/12 + output x (6500 CF4 + 9200 C2F6) / 1000 + carbonates +
net power + net heat. By slope: CF4 = 0.143 x minutes, C2F6 a tenth of it."""

import sys

from common import CO2_C, q, rest, total
from fuel_lists import F_MET
from heat_form import HeatForm

h = HeatForm("sectors/aluminium/ndrc-2013", F_MET)
s = h.sheet
h.common_cases()


def anode(output, net="0.42", sulfur="0.02", ash="0.004"):
    """t CO2 of one smelter's anodes."""
    return rest(q(output) * rest(q(net) * (1 - q(sulfur) - q(ash)) * CO2_C))


def gases(output, methane="0.034", ethane="0.0034"):
    """t CF4 and t C2F6 of one smelter."""
    return rest(q(output) * q(methane) / 1000), rest(q(output) * q(ethane) / 1000)


def slope(output, minutes):
    """The same by the slope."""
    return gases(output, q("0.143") * q(minutes), q("0.1") * q("0.143") * q(minutes))


def equivalent(*pairs, methane=6500, ethane=9200):
    """t CO2e, second assessment report."""
    return rest(total(p[0] for p in pairs) * methane + total(p[1] for p in pairs) * ethane)


E = "tCO2e(sar)"
s.expect("one-tonne", "facility[F1]/EF_炭阳极", q("0.42") * q("0.976") * CO2_C, "tCO2/t")
s.expect("one-tonne", "anode-emissions", q("1.50304"), "tCO2")
s.expect("one-tonne", "perfluorocarbon-emissions", q("0.25228"), E)
s.expect("one-tonne", "total", q("1.75532"), E)
made = "218500.5"
s.expect("output-year", "anode-emissions", anode(made), "tCO2")
s.expect("output-year", "perfluoromethane", gases(made)[0], "tCF4")
s.expect("output-year", "perfluoroethane", gases(made)[1], "tC2F6")
s.expect("output-year", "process", equivalent(gases(made)), E)
s.expect("output-year", "direct", anode(made) + equivalent(gases(made)), E)
s.expect("anode-measured", "anode-emissions", anode(made, "0.4015", "0.0185", "0.0035"), "tCO2")
s.expect("anode-sulfur-only", "anode-emissions", anode(made, "0.42", "0.0312"), "tCO2")
s.expect("anode-effect-slope", "facility[F1]/EF_CF4", q("0.143") * q("0.21"), "kgCF4/t")
s.expect("anode-effect-slope", "facility[F1]/EF_C2F6", q("0.0143") * q("0.21"), "kgC2F6/t")
s.expect("anode-effect-slope", "perfluorocarbon-emissions", equivalent(slope(made, "0.21")), E)
s.expect("anode-effect-none", "perfluorocarbon-emissions", q("0"), E)
s.expect("anode-effect-none", "total", anode(made), E)
s.expect("anode-effect-measured", "perfluorocarbon-emissions",
         equivalent(gases(made, "0.0275", "0.0021")), E)
s.expect("anode-effect-one-measured", "perfluoromethane", gases(made, "0.0275")[0], "tCF4")
s.expect("anode-effect-one-measured", "perfluoroethane", gases(made)[1], "tC2F6")
mixed = (gases(made, "0.0275")[0], slope(made, "0.21")[1])
s.expect("anode-effect-measured-and-minutes", "perfluorocarbon-emissions", equivalent(mixed), E)
s.expect("anode-effect-default-chosen", "perfluorocarbon-emissions", equivalent(gases(made)), E)
s.expect("zero-output", "anode-emissions", q("0"), "tCO2")
s.expect("zero-output", "total", q("0"), E)
s.expect("output-missing", "anode-emissions", "absent")
s.expect("output-missing", "perfluorocarbon-emissions", "absent")
s.expect("output-missing", "total", "absent")
lime, soda = q("812.4") * q("0.405"), q("96.35") * q("0.411")
s.expect("carbonates", "facility[F1]/carbonate[石灰石]/E_carbonate", lime, "tCO2")
s.expect("carbonates", "facility[F1]/carbonate[纯碱]/E_carbonate", soda, "tCO2")
s.expect("carbonates", "process", lime + soda, E)
own = q("812.4") * q("0.4217") + q("50") * q("0.468")
s.expect("carbonate-measured", "carbonate-emissions", own, "tCO2")
s.expect("carbonate-not-measured", "carbonate-emissions", "absent")
s.expect("carbonate-missing", "carbonate-emissions", "absent")
s.expect("carbonate-missing", "total", "absent")
first, second = "150000", "92000.25"
two_anodes = total([anode(first), anode(second, "0.411")])
two_gases = equivalent(gases(first), slope(second, "0.15"))
s.expect("two-smelters", "anode-emissions", two_anodes, "tCO2")
s.expect("two-smelters", "perfluorocarbon-emissions", two_gases, E)
s.expect("two-smelters", "total", rest(two_anodes + two_gases), E)
s.expect("smelter-closed-in-june", "anode-emissions", total([anode(first), anode("40000")]), "tCO2")
s.expect("smelter-closed-in-june", "perfluorocarbon-emissions",
         equivalent(gases(first), gases("40000")), E)
fuel = total([h.burn("天然气", "1250.3"), h.burn("柴油", "310.5")])
power, warm = (q("3350200.5") - q("1200")) * q("0.6671"), q("8200") * q("0.11")
direct = fuel + anode("245000", "0.4082") + equivalent(slope("245000", "0.18")) + lime
s.expect("whole-enterprise", "combustion", fuel, "tCO2")
s.totals("whole-enterprise", direct, power + warm, E)

if __name__ == "__main__":
    sys.exit(s.main())
