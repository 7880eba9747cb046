"""Expected digits of sectors/magnesium/ndrc-2013, from the formulas of the text.

E = fuel + own ferrosilicon x 2.79 + dolomite x purity (98 %) x 0.478 + net power + net heat."""

import sys

from common import q, total
from fuel_lists import F_MET_MAGNESIUM
from heat_form import HeatForm

h = HeatForm("sectors/magnesium/ndrc-2013", F_MET_MAGNESIUM)
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
s.totals("whole-enterprise", fuel + made + default, power + warm)

if __name__ == "__main__":
    sys.exit(s.main())
