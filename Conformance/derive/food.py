"""Expected digits of sectors/food-beverages/ndrc-2015, from the formulas of the text.

E = fuel + carbonates AD x EF x PUR + purchased CO2 x share lost + ((TOW - S) x 0.25 x MCF - R) x 21 +
net power + net heat."""

import sys

from common import q, rest, total
from fuel_lists import F_GB_THIRD_BATCH
from heat_form import HeatForm
from ncsc_lib import CARBONATES

h = HeatForm("sectors/food-beverages/ndrc-2015", F_GB_THIRD_BATCH)
s = h.sheet
h.common_cases()

made = h.wastewater_cases("0.7")

three = [q("1000") * q("0.25") * q(f) / 1000 for f in ("0.7", "0.3", "0.5")]
for number, value in enumerate(three, 1):
    s.expect("every-industry", f"treatment[{number}]/E_treatment", value, "tCH4")
s.expect("every-industry", "wastewater-methane", sum(three), "tCH4")
s.expect("filling", "filling[玻璃瓶]/E_filling", q("512.4") * q("0.4"), "tCO2")
s.expect("filling", "carbon-dioxide-losses", q("512.4") * q("0.4") + q("300") * q("0.6"), "tCO2")
s.expect("filling-measured", "carbon-dioxide-losses", q("512.4") * q("0.335"), "tCO2")
s.expect("filling-method-missing", "carbon-dioxide-losses", "absent")
carbonates = [q("98") * q(CARBONATES[c]) for c in ("CaCO3", "MgCO3", "Na2CO3", "NaHCO3", "CaMg(CO3)2")]
s.expect("every-carbonate", "carbonate-emissions", total(carbonates), "tCO2")
coal, net = h.burn("烟煤", "5123"), rest((made - q("12.5005")) * 21)
process = carbonates[2] + q("512.4") * q("0.4")
power, warm = q("9300") * q("0.7035"), q("1250") * q("0.11")
s.totals("whole-enterprise", coal + process + net, power + warm, "tCO2e(sar)", "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
