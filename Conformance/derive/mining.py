"""Expected digits of sectors/mining/ndrc-2015, from the formulas of the text.

E = fuel + sum AD x rate x sum(EF x share) - sum product x sum(EF x share) + net power + net heat."""

import sys

from common import q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/mining/ndrc-2015", """
无烟煤 24.515 27.49 94
石脑油 41.031 20.00 98
烟煤 23.204 26.18 93
石油焦 31.00 27.50 98
褐煤 14.449 28.00 96
其他石油制品 40.19 20.00 98
洗精煤 26.344 25.40 93
焦油 33.453 22.00 98
其他洗煤 15.373 25.40 90
粗苯 41.816 22.70 98
型煤 17.46 33.60 90
炼厂干气 46.05 18.20 99
水煤浆 19.854 33.60 90
液化石油气 47.31 17.20 99
煤粉 24.010 33.60 90
液化天然气 41.868 15.30 99
焦炭 28.446 29.40 93
天然气 389.31 15.30 99
原油 42.62 20.10 98
焦炉煤气 173.854 13.60 99
燃料油 40.19 21.10 98
高炉煤气 37.69 70.80 99
汽油 44.80 18.90 98
转炉煤气 79.54 49.60 99
柴油 43.33 20.20 98
密闭电石炉炉气 111.19 39.51 99
一般煤油 44.75 19.60 98
喷气煤油 44.75 19.60 98
其他煤气 52.34 12.20 99
""")
s = h.sheet
h.common_cases()

FACTORS = {"CaCO3": "0.43971", "MgCO3": "0.5220", "Na2CO3": "0.4149", "NaHCO3": "0.5237",
           "FeCO3": "0.3799", "MnCO3": "0.3829", "BaCO3": "0.2230", "Li2CO3": "0.5955",
           "K2CO3": "0.3184", "SrCO3": "0.2980", "CaMg(CO3)2": "0.4773"}


def held(shares, **own):
    """t CO2 in a tonne of ore or product; shares in per cent."""
    return sum(q(own.get(k, FACTORS.get(k))) * q(v) / 100 for k, v in shares.items())


stone = {"CaCO3": "94.2", "MgCO3": "2.1"}
lime = rest(q("52000") * q("0.965") * held(stone))
s.expect("limestone", "decomposition-emissions", lime, "tCO2")
every = q("100000") * held({name: "1" for name in FACTORS})
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
s.expect("whole-enterprise", "direct", fuel + lime - bound, "tCO2")
s.expect("whole-enterprise", "indirect", power + warm, "tCO2")
s.expect("whole-enterprise", "total", fuel + lime - bound + power + warm, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
