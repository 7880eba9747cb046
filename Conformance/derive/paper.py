"""Expected digits of sectors/paper/ndrc-2015, from the formulas of the text.

E = fuel + limestone x 0.405 + ((TOW - S) x 0.25 x MCF - R) x 21 + net power + net heat."""

import sys

from common import q, rest
from fuel_lists import F_GB_THIRD_BATCH
from heat_form import HeatForm

h = HeatForm("sectors/paper/ndrc-2015", F_GB_THIRD_BATCH)
s = h.sheet
h.common_cases()

made = h.wastewater_cases("0.5")

lime = q("8210.5") * q("0.405")
s.expect("limestone", "limestone-emissions", lime, "tCO2")
two = q("8210.5") * q("0.4215") + q("1000") * q("0.405")
s.expect("limestone-measured", "limestone-emissions", two, "tCO2")
coal, net = h.burn("烟煤", "51230"), rest((made - q("12.5005")) * 21)
power, warm = -q("11700") * q("0.7035"), q("1250") * q("0.11")
s.totals("whole-enterprise", coal + lime + net, power + warm, "tCO2e(sar)", "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
