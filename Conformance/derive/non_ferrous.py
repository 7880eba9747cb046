"""Expected digits of sectors/non-ferrous/ndrc-2015, from the formulas of the text.

E = fuel + reductants x factor + carbonates x factor + oxalic acid x 0.349 x concentration + net
power + net heat."""

import sys

from common import q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/non-ferrous/ndrc-2015", """
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
炼厂干气 45.998 18.20 99
""")
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
s.expect("whole-enterprise", "direct", fuel + raw + process, "tCO2")
s.expect("whole-enterprise", "indirect", power + warm, "tCO2")
s.expect("whole-enterprise", "total", fuel + raw + process + power + warm, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
