"""Expected digits of sectors/iron-steel/mee-2023: the terms of 2013, 0.5703 on fossil net purchases."""

import sys

from common import q, rest, total
from fuel_lists import F_MET
from heat_form import HeatForm

h = HeatForm("sectors/iron-steel/mee-2023", F_MET)
s, burn = h.sheet, h.burn
GRID = q("0.5703")
T = "tCO2"
for case, taken in (("direct-supply", "24000.5"), ("no-direct-supply", "0")):
    net = q("135000") - 1000 - q(taken)
    s.expect(case, "facility[F1]/AD_电", net, "MWh")
    s.expect(case, "total", net * GRID, T)
s.expect("factor-notified", "total", q("581"), T)
flux = total([q("1000") * q("0.440"), q("500.5") * q("0.471")])
rods = q("12.5") * q("3.663")
metal = total(q(m) * q(f) for m, f in (("100", "0.172"), ("90", "0.073"), ("80", "0.037"),
                                       ("70", "0.275"), ("60", "0.018")))
held = total([q("50000") * q("0.0154"), q("20") * q("1.375")])
f = "factors-of-2013"
s.expect(f, "process", flux + rods + metal, T)
s.expect(f, "fixed-carbon", held, T)
s.expect(f, "total", burn("焦炭", "1000") + flux + rods + metal - held, T)
s.expect("scrap-without-factor", "material-emissions", "absent")
s.expect("scrap-without-factor", "total", "absent")
w = "whole-enterprise"
fuel = total([burn("洗精煤", "1350000"), burn("烟煤", "480000", ncv="25.812"),
              burn("焦炭", q("15000") + 210000 - 60000 - 18000), burn("柴油", "2150.5"),
              burn("天然气", "820.35"), burn("焦油", "-38500")])
process = total([total([q("310000") * q("0.440"), q("82000") * q("0.471")]), q("1250") * q("3.663"),
                 total([q("24000") * q("0.172"), q("3500") * q("0.275")])])
held = total([q("3012000") * q("0.0154"), q("15000") * q("0.172")])
power, warm = (q("1205000") - 35000 - 90000) * GRID, -q("260000") * q("0.11")
s.expect(w, "combustion", fuel, T)
s.expect(w, "process", process, T)
s.expect(w, "fixed-carbon", held, T)
s.expect(w, "electricity", power, T)
s.expect(w, "heat", warm, T)
s.expect(w, "total", fuel + process + power + warm - held, T)
s.expect(w, "crude-steel-intensity", rest(fuel + process + power + warm - held) / 3012000, "tCO2/t")

if __name__ == "__main__":
    sys.exit(s.main())
