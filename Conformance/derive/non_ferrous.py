"""Expected digits of sectors/non-ferrous/ndrc-2015, from the formulas of the text.

E = fuel + reductants x factor + carbonates x factor + oxalic acid x 0.349 x concentration + net
power + net heat."""

import sys

from common import q, rest, total
from fuel_lists import F_MET_MAGNESIUM
from heat_form import HeatForm

FUELS = {name: row for name, row in F_MET_MAGNESIUM.items() if name != "半焦气"}
h = HeatForm("sectors/non-ferrous/ndrc-2015", FUELS)
s = h.sheet
h.common_cases()

reduced = [q("120.5") * q("2.853"), q("80") * q("2.862"), q("60.25") * q("1.924"),
           q("3.5") * q("21.622")]
s.expect("reductants-every-default", "reductant-emissions", total(reduced), "tCO2")
s.expect("reductant-measured", "reductant-emissions", q("80") * q("2.905"), "tCO2")
s.expect("reductant-own", "reductant-emissions", q("15.5") * q("3.21"), "tCO2")
s.expect("reductant-missing", "reductant-emissions", "absent")
carbonates = [q("5200") * q("0.405"), q("310.5") * q("0.468"), q("42") * q("0.411")]
s.expect("carbonates", "process-emissions", total(carbonates), "tCO2")
s.expect("carbonate-measured", "process-emissions", q("5200") * q("0.4213"), "tCO2")
s.expect("oxalic-default", "process-emissions", q("830.4") * q("0.349") * q("0.996"), "tCO2")
s.expect("oxalic-measured", "process-emissions", q("830.4") * q("0.349") * q("0.991"), "tCO2")
acid = rest(q("830.4") * q("0.349") * q("0.996")) + q("20") * q("0.349") * q("0.99")
s.expect("oxalic-two-uses", "process-emissions", acid, "tCO2")
fuel = total([h.burn("焦炭", "512"), h.burn("天然气", "96.4")])
raw = q("2300") * q("1.924")
process = carbonates[0] + q("30") * q("0.349") * q("0.996")
power, warm = q("51000") * q("0.5271"), q("1250") * q("0.11")
s.expect("whole-enterprise", "combustion", fuel, "tCO2")
s.expect("whole-enterprise", "process-emissions", process, "tCO2")
s.totals("whole-enterprise", fuel + raw + process, power + warm)

# The copper sheet takes three of the five terms; a mill that does not smelt is in 附表1 all the same.
s.expect("copper-sheet-other-metal", "total", fuel + raw + process + power + warm, "tCO2")
s.expect("copper-sheet-other-metal", "sheet-emissions", "not occurring")
s.expect("copper-sheet-other-metal", "sheet-copper", "not occurring")
s.expect("copper-sheet-other-metal", "sheet-intensity", "not occurring")
burnt = total([h.burn("天然气", "310.25"), h.burn("燃料油", "640"), h.burn("天然气", "45")])
grid = total([(q("201300") - q("5200")) * q("0.7035"), q("98200.25") * q("0.7035"),
              q("12050") * q("0.7035")])
steam = total([-q("8600") * q("0.11"), q("1250") * q("0.11")])
sheet, copper = rest(burnt + grid + steam), q("182350.5") + q("96400")
others = q("2100") * q("2.862") + q("800") * q("0.405")
s.expect("copper-sheet", "combustion", burnt, "tCO2")
s.expect("copper-sheet", "electricity", grid, "tCO2")
s.expect("copper-sheet", "heat", steam, "tCO2")
s.expect("copper-sheet", "sheet-emissions", sheet, "tCO2")
s.expect("copper-sheet", "sheet-copper", copper, "t")
s.expect("copper-sheet", "sheet-intensity", rest(sheet / copper), "tCO2/t")
s.expect("copper-sheet", "total", burnt + grid + steam + others, "tCO2")
s.expect("copper-sheet-output-missing", "sheet-emissions", sheet, "tCO2")
s.expect("copper-sheet-output-missing", "sheet-copper", "absent")
s.expect("copper-sheet-output-missing", "sheet-intensity", "absent")
# Amounts by month are added up.
s.expect("three-months", "reductant[焦炭]/E_reductant", (q("210.5") + q("198.25")) * q("2.862"), "tCO2")
s.expect("three-months", "process-emissions",
         q("169.5") * q("0.405") + q("6.25") * q("0.349") * q("0.996"), "tCO2")
s.expect("three-months", "sheet-copper", q("31530.5"), "t")
s.expect("three-months", "sheet-emissions", q("9000") * q("0.5257"), "tCO2")
s.expect("three-months", "electricity", q("9000") * q("0.5257"), "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
