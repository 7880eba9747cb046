"""Expected digits of sectors/land-transport/ndrc-2015, from the formulas of the text.

E = fuel + CH4 x 21 + N2O x 310 (vehicles x km x mg/km x 10^-9) + urea M x 12/60 x P x 44/12 + net power + net heat.
Diesel by volume: 0.84 t/m3 x 43.330 GJ/t."""

import sys

from common import CO2_C, q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/land-transport/ndrc-2015", """
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
柴油（按体积） 36.3972 20.20 98
密闭电石炉炉气 111.19 39.51 99
一般煤油 44.75 19.60 98
喷气煤油 44.75 19.60 98
其他煤气 52.34 12.20 99
""")
s = h.sheet
h.common_cases()

# Printed by the audit that quotes the guideline: 2.6419028944 kgCO2 a litre.
litre = q("0.84") * q("43.330") * q("0.0202") * q("0.98") * CO2_C
assert litre == q("2.6419028944")
s.expect("diesel-per-litre", "combustion", litre / 1000, "tCO2")

MG = {}  # class, fuel: first stage -> N2O, CH4 in mg/km
for line in """轿车 汽油 1 38 45|轿车 汽油 2 24 94|轿车 汽油 3 12 83|轿车 汽油 4 6 57
轿车 柴油 1 0 18|轿车 柴油 2 3 6|轿车 柴油 3 15 7|轿车 柴油 4 15 0
轿车 LPG 1 38 80|轿车 LPG 2 23 80|轿车 LPG 3 9 80
其他轻型车 汽油 1 122 45|其他轻型车 汽油 2 62 94|其他轻型车 汽油 3 36 83|其他轻型车 汽油 4 16 57
其他轻型车 柴油 1 0 18|其他轻型车 柴油 2 3 6|其他轻型车 柴油 3 15 7|其他轻型车 柴油 4 15 0
重型车 汽油 0 6 140|重型车 柴油 0 30 175""".replace("\n", "|").split("|"):
    kind, fuel, stage, n2o, ch4 = line.split()
    MG.setdefault((kind, fuel), {})[int(stage)] = (n2o, ch4)


def driven(kind, fuel, stage, count, km, n2o=None, ch4=None):
    """(tN2O, tCH4) of a fleet: the row of the greatest stage that is not above."""
    rows = MG.get((kind, fuel), {})
    found = rows[max(k for k in rows if k <= stage)] if rows else (None, None)
    return tuple(rest(q(count) * q(km) * q(mg or d) / 10**9)
                 for mg, d in ((n2o, found[0]), (ch4, found[1])))


rows = [(k, f, st) for (k, f), stages in MG.items() for st in stages]
each = [driven(*r, 1, 1000) for r in rows]
for (k, f, st), (n, c) in zip(rows, each):
    s.expect("every-factor", f"fleet[{k}{f}{st}]/E_N2O", n, "tN2O")
    s.expect("every-factor", f"fleet[{k}{f}{st}]/E_CH4", c, "tCH4")
s.expect("every-factor", "vehicle-n2o", total(n for n, _ in each), "tN2O")
s.expect("every-factor", "vehicle-ch4", total(c for _, c in each), "tCH4")
OPEN = [("轿车", "汽油", 6), ("轿车", "LPG", 5), ("其他轻型车", "柴油", 6), ("重型车", "柴油", 6)]
for i, r in enumerate(OPEN, 1):
    n, c = driven(*r, 30, "15000")
    s.expect("open-stages", f"fleet[{i}]/E_N2O", n, "tN2O")
    s.expect("open-stages", f"fleet[{i}]/E_CH4", c, "tCH4")
gas = [driven("重型车", "天然气", 3, 10, "60000", "12", "5400"),
       driven("重型车", "天然气", 5, 20, "80000", "12", "900")]
s.expect("gas-trucks", "vehicle-ch4", total(c for _, c in gas), "tCH4")
s.expect("gas-trucks", "vehicle-n2o", total(n for n, _ in gas), "tN2O")
s.expect("gas-truck-without-n2o", "vehicle-n2o", "absent")
s.expect("gas-truck-without-n2o", "vehicle-ch4", driven("", "", 0, 1, "1000", "1", "900")[1], "tCH4")
s.expect("gas-truck-without-n2o", "vehicle-emissions", "absent")
n, c = driven("轿车", "汽油", 4, 8, "20000", "5.5", "50")
s.expect("factors-measured", "vehicle-emissions", c * 21 + n * 310, "tCO2e(sar)")
s.expect("no-vehicle", "vehicle-emissions", q("0"), "tCO2e(sar)")
s.expect("stage-missing", "vehicle-emissions", "absent")
n, c = driven("重型车", "柴油", 5, 40, "35000")
s.expect("fleet-sold-in-june", "vehicle-ch4", c, "tCH4")


def urea(mass, share):
    return rest(q(mass) * q(share) / 100 * 12 / 60 * CO2_C)


s.expect("urea-solution", "urea-emissions", urea("96", "32.5"), "tCO2")
s.expect("urea-pure", "urea-emissions", urea("10.5", "100"), "tCO2")
s.expect("urea-share-missing", "urea-emissions", "absent")
s.expect("railway", "total", rest(h.burn("柴油", "8600.5") + q("52000") * q("0.5366")), "tCO2e(sar)")

# Two depots, every source.
w = "whole-enterprise"
fuel = [h.burn("汽油", "126.5"), h.burn("柴油", "3060"), h.burn("天然气", "21.6")]
cars = [driven("轿车", "汽油", 4, 30, "15000"), driven("重型车", "柴油", 5, 140, "85000")]
clean = [urea("96", "32.5"), urea("4", "32.5")]
power = [rest(q("412.5") * q("0.5366")), rest((q("100") - q("20")) * q("0.5366"))]
warm = [rest(q("1250") * q("0.11")), rest(q("-50") * q("0.11"))]
m_n, m_c = total(n for n, _ in cars), total(c for _, c in cars)
road = rest(m_c * 21 + m_n * 310)
s.expect(w, "combustion", total(fuel), "tCO2")
s.expect(w, "vehicle-n2o", m_n, "tN2O")
s.expect(w, "vehicle-ch4", m_c, "tCH4")
s.expect(w, "vehicle-emissions", road, "tCO2e(sar)")
s.expect(w, "urea-emissions", total(clean), "tCO2")
s.expect(w, "electricity", total(power), "tCO2")
s.expect(w, "heat", total(warm), "tCO2")
s.expect(w, "direct", total(fuel) + road + total(clean), "tCO2e(sar)")
s.expect(w, "indirect", total(power) + total(warm), "tCO2")
s.expect(w, "total", total(fuel) + road + total(clean) + total(power) + total(warm), "tCO2e(sar)")

if __name__ == "__main__":
    sys.exit(s.main())
