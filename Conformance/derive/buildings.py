"""Expected digits of sectors/buildings/ndrc-2015, from the formulas of the text.

E = fuel + net power + net heat."""

import sys

from common import q, rest, total
from fuel_lists import F_GB_THIRD_BATCH
from heat_form import HeatForm

h = HeatForm("sectors/buildings/ndrc-2015", F_GB_THIRD_BATCH)
s = h.sheet
h.common_cases()

fuel = total([h.burn("天然气", "31.25"), h.burn("天然气", "8.4")])
power = rest(q("5230.4") * q("0.8843")) + rest((q("1800") - q("120.5")) * q("0.8843"))
warm = 2 * q("1250") * q("0.11")
s.expect("two-buildings", "combustion", fuel, "tCO2")
s.expect("two-buildings", "electricity", power, "tCO2")
s.totals("two-buildings", fuel, power + warm)

if __name__ == "__main__":
    sys.exit(s.main())
