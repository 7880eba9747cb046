"""Expected digits of sectors/paper/ndrc-2015, from the formulas of the text.

E = fuel + limestone x 0.405 + ((TOW - S) x 0.25 x MCF - R) x 21 + net power + net heat."""

import sys

from common import q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/paper/ndrc-2015", """
无烟煤 26.7 27.4 94
烟煤 19.570 26.1 93
褐煤 11.9 28 96
洗精煤 26.334 25.41 90
其他洗煤 12.545 25.41 90
型煤 17.460 33.6 90
其他煤制品 17.460 33.6 98
焦炭 28.435 29.5 93
石油焦 32.5 27.50 98
原油 41.816 20.1 98
燃料油 41.816 21.1 98
汽油 43.070 18.9 98
柴油 42.652 20.2 98
一般煤油 43.070 19.6 98
液化天然气 44.2 17.2 98
液化石油气 50.179 17.2 98
石脑油 44.5 20.0 98
焦油 33.453 22.0 98
粗苯 41.816 22.7 98
其他石油制品 41.031 20.0 98
天然气 389.31 15.3 99
高炉煤气 33.00 70.80 99
转炉煤气 84.00 49.60 99
焦炉煤气 179.81 13.58 99
炼厂干气 45.998 18.2 99
其他煤气 52.270 12.2 99
""")
s = h.sheet
h.common_cases()

MCF = q("0.5")


def treat(volume, inlet, outlet, sludge, capacity="0.25"):
    """t CH4."""
    removed = q(volume) * (q(inlet) - q(outlet))
    return rest((removed - q(sludge)) * rest(q(capacity) * MCF) / 1000)


made = treat("120000", "2.4", "0.35", "5000")
s.expect("wastewater", "wastewater-methane", made, "tCH4")
s.expect("wastewater", "methane-net-equivalent", rest(made * 21), "tCO2e(sar)")
s.expect("wastewater-golden", "wastewater-methane", q("0.125"), "tCH4")
s.expect("wastewater-golden", "total", q("2.625"), "tCO2e(sar)")
s.expect("wastewater-recovered", "methane-net", made - q("12.5005"), "tCH4")
s.expect("wastewater-recovered", "total", (made - q("12.5005")) * 21, "tCO2e(sar)")
s.expect("wastewater-more-recovered", "methane-net", q("0.125") - q("0.225"), "tCH4")
s.expect("wastewater-more-recovered", "total", -q("2.1"), "tCO2e(sar)")
other = treat("30000", "5", "1", "0", "0.21")
s.expect("wastewater-two-plants", "wastewater-methane", made + other, "tCH4")
s.expect("wastewater-two-plants", "methane-recovered-total", q("0.15"), "tCH4")
s.expect("wastewater-two-plants", "methane-net-equivalent",
         rest((made + other - q("0.15")) * 21), "tCO2e(sar)")

lime = q("8210.5") * q("0.405")
s.expect("limestone", "limestone-emissions", lime, "tCO2")
two = q("8210.5") * q("0.4215") + q("1000") * q("0.405")
s.expect("limestone-measured", "limestone-emissions", two, "tCO2")
coal, net = h.burn("烟煤", "51230"), rest((made - q("12.5005")) * 21)
power, warm = -q("11700") * q("0.7035"), q("1250") * q("0.11")
s.expect("whole-enterprise", "direct", coal + lime + net, "tCO2e(sar)")
s.expect("whole-enterprise", "indirect", power + warm, "tCO2")
s.expect("whole-enterprise", "total", coal + lime + net + power + warm, "tCO2e(sar)")

if __name__ == "__main__":
    sys.exit(s.main())
