"""Expected digits of sectors/buildings/ndrc-2015, from the formulas of the text.

E = fuel + net power + net heat."""

import sys

from common import q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/buildings/ndrc-2015", """
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

fuel = total([h.burn("天然气", "31.25"), h.burn("天然气", "8.4")])
power = rest(q("5230.4") * q("0.8843")) + rest((q("1800") - q("120.5")) * q("0.8843"))
warm = 2 * q("1250") * q("0.11")
s.expect("two-buildings", "combustion", fuel, "tCO2")
s.expect("two-buildings", "direct", fuel, "tCO2")
s.expect("two-buildings", "electricity", power, "tCO2")
s.expect("two-buildings", "indirect", power + warm, "tCO2")
s.expect("two-buildings", "total", fuel + power + warm, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
