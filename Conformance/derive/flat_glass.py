"""Expected digits of sectors/flat-glass/ndrc-2013, from the formulas of the text.

E = fuel + carbon powder x C x 44/12 + sum carbonate x factor x calcined share + net power + heat."""

import sys

from common import q, rest, total
from fuel_lists import F_CER
from heat_form import HeatForm

h = HeatForm("sectors/flat-glass/ndrc-2013", F_CER)
s = h.sheet
h.common_cases()

powder = rest(q("152.4") * q("44") / 12)
s.expect("powder-default", "powder-emissions", powder, "tCO2")
s.expect("powder-measured", "powder-emissions", q("152.4") * q("0.968") * q("44") / 12, "tCO2")
two = rest(q("100") * q("44") / 12) + rest(q("60") * q("0.95") * q("44") / 12)
s.expect("powder-two-plants", "powder-emissions", two, "tCO2")
FACTORS = {"石灰石": "0.43971", "菱镁石": "0.52197", "白云石": "0.47732", "菱铁矿": "0.37987",
           "铁白云石": "0.44197", "菱锰矿": "0.38286", "纯碱": "0.41492"}
for name, factor in FACTORS.items():
    s.expect("every-carbonate", f"carbonate[{name}]/E_carbonate", 1000 * q(factor), "tCO2")
s.expect("every-carbonate", "decomposition-emissions", 1000 * sum(map(q, FACTORS.values())), "tCO2")
s.expect("soda-measured", "decomposition-emissions", q("21500.5") * q("0.4139") * q("0.992"), "tCO2")
s.expect("own-carbonate", "decomposition-emissions", q("12") * q("0.223"), "tCO2")
s.expect("carbonate-missing", "decomposition-emissions", "absent")
fuel = total([h.burn("天然气", "5210.4"), h.burn("燃料油", "120")])
batch = (q("8200") * q("0.43971") + q("30500.25") * q("0.47732") + q("36800") * q("0.41492"))
power = q("33100") * q("0.8843") + q("1250") * q("0.11")
s.expect("whole-enterprise", "combustion", fuel, "tCO2")
s.expect("whole-enterprise", "decomposition-emissions", batch, "tCO2")
s.totals("whole-enterprise", fuel + powder + batch, power)

if __name__ == "__main__":
    sys.exit(s.main())
