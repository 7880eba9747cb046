"""Expected digits of sectors/magnesium/ndrc-2013, from the formulas of the text.

E = fuel + own ferrosilicon x 2.79 + dolomite x purity (98 %) x 0.478 + net power + net heat."""

import sys

from common import q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/magnesium/ndrc-2013", """
无烟煤 20.304 27.49 94
烟煤 19.570 26.18 93
褐煤 14.080 28.00 96
洗精煤 26.344 25.40 90
其他洗煤 8.363 25.40 90
其他煤制品 17.460 33.60 90
蓝炭 28.435 29.42 93
焦炭 28.447 29.50 93
原油 41.816 20.10 98
燃料油 41.816 21.10 98
汽油 43.070 18.90 98
柴油 42.652 20.20 98
一般煤油 44.750 19.60 98
液化天然气 41.868 17.20 98
液化石油气 50.179 17.20 98
焦油 33.453 22.00 98
粗苯 41.816 22.70 98
焦炉煤气 173.540 12.10 99
高炉煤气 33.000 70.80 99
转炉煤气 84.000 49.60 99
发生炉煤气 52.270 12.20 99
天然气 389.31 15.30 99
半焦气 81.000 11.96 99
炼厂干气 45.998 18.20 99
""")
s = h.sheet
h.common_cases()

s.expect("ferrosilicon", "ferrosilicon-emissions", q("4210.6") * q("2.79"), "tCO2")
s.expect("ferrosilicon-measured", "ferrosilicon-emissions", q("4210.6") * q("2.651"), "tCO2")
default = q("118350") * q("0.98") * q("0.478")
s.expect("dolomite", "dolomite-emissions", default, "tCO2")
s.expect("dolomite", "direct", default, "tCO2")
s.expect("dolomite-measured", "dolomite-emissions", q("118350") * q("0.9635") * q("0.4762"), "tCO2")
s.expect("dolomite-missing", "dolomite-emissions", "absent")
s.expect("dolomite-missing", "total", "absent")
s.expect("two-plants", "ferrosilicon-emissions", q("1000") * q("2.79"), "tCO2")
two = q("5000") * q("0.98") * q("0.478") + q("7000") * q("0.97") * q("0.478")
s.expect("two-plants", "dolomite-emissions", two, "tCO2")
s.expect("two-plants", "total", q("2790") + two, "tCO2")
fuel = total([h.burn("无烟煤", "3050.2"), h.burn("半焦气", "8123.5")])
made, power, warm = q("4210.6") * q("2.79"), q("52300") * q("0.6671"), q("1250") * q("0.11")
s.expect("whole-enterprise", "combustion", fuel, "tCO2")
s.expect("whole-enterprise", "direct", fuel + made + default, "tCO2")
s.expect("whole-enterprise", "indirect", power + warm, "tCO2")
s.expect("whole-enterprise", "total", fuel + made + default + power + warm, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
