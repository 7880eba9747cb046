"""Expected digits of sectors/mining/ndrc-2015, from the formulas of the text.

E = fuel + sum AD x rate x sum(EF x share) - sum product x sum(EF x share) + net power + net heat."""

import sys

from common import q, rest, total
from fuel_lists import F_NCSC
from heat_form import HeatForm
from ncsc_lib import CARBONATES

h = HeatForm("sectors/mining/ndrc-2015", F_NCSC)
s = h.sheet
h.common_cases()


def held(shares, **own):
    """t CO2 in a tonne of ore or product; shares in per cent."""
    return sum(q(own.get(k, CARBONATES.get(k))) * q(v) / 100 for k, v in shares.items())


stone = {"CaCO3": "94.2", "MgCO3": "2.1"}
lime = rest(q("52000") * q("0.965") * held(stone))
s.expect("limestone", "decomposition-emissions", lime, "tCO2")
every = q("100000") * held({name: "1" for name in CARBONATES})
s.expect("every-carbonate", "decomposition-emissions", every, "tCO2")
zinc = q("2000") * q("0.98") * held({"CaCO3": "10", "ZnCO3": "20"}, CaCO3="0.4385", ZnCO3="0.351")
s.expect("factor-measured", "decomposition-emissions", zinc, "tCO2")
two = [q("52000") * q("0.965") * held({"CaCO3": "94.2"}),
       q("8000") * q("0.99") * held({"CaMg(CO3)2": "91.5"})]
s.expect("two-ores", "decomposition-emissions", total(two), "tCO2")
s.expect("rate-missing", "decomposition-emissions", "absent")
s.expect("rate-missing", "total", "absent")
bound = q("4200.5") * held({"CaCO3": "97.8", "MgCO3": "0.6"})
s.expect("carbonation", "carbonation-removals", bound, "tCO2")
s.expect("carbonation", "total", -bound, "tCO2")
measured = (q("4200.5") * held({"CaCO3": "97.8"}, CaCO3="0.4391")
            + q("120") * held({"SrCO3": "98"}))
s.expect("carbonation-measured", "carbonation-removals", measured, "tCO2")
fuel = total([h.burn("柴油", "1512.5"), h.burn("烟煤", "3200")])
power, warm = q("9300") * q("0.7769"), q("1250") * q("0.11")
s.expect("whole-enterprise", "combustion", fuel, "tCO2")
s.totals("whole-enterprise", fuel + lime - bound, power + warm)

if __name__ == "__main__":
    sys.exit(s.main())
