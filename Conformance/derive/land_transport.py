"""Expected digits of sectors/land-transport/ndrc-2015, from the formulas of the text.

E = fuel + CH4 x 21 + N2O x 310 (vehicles x km x mg/km x 10^-9) + urea M x 12/60 x P x 44/12 + net power + net heat.
Fuel by volume: m3 x t/m3 (diesel 0.84); by turnover: t km x t/(t km)."""

import sys

from common import CO2_C, q, rest, total
from fuel_lists import F_NCSC
from heat_form import HeatForm

h = HeatForm("sectors/land-transport/ndrc-2015", F_NCSC)
s = h.sheet
h.common_cases()

# Printed by the audit that quotes the guideline: 2.6419028944 kgCO2 a litre.
litre = q("0.84") * q("43.330") * q("0.0202") * q("0.98") * CO2_C
assert litre == q("2.6419028944")
s.expect("diesel-per-litre", "combustion", litre / 1000, "tCO2")
s.expect("diesel-per-litre", "fuel[柴油]/FC", q("0.84") / 1000, "t")
petrol = q("52400") / 1000 * q("0.735")
s.expect("density-measured", "fuel[汽油]/FC", petrol, "t")
s.expect("density-measured", "combustion", h.burn("汽油", petrol), "tCO2")
# Volume with a measured density goes before turnover and before the default density.
both = q("100000") / 1000 * q("0.845")
s.expect("volume-before-turnover", "fuel[柴油]/FC", both, "t")
s.expect("volume-before-turnover", "fuel[柴油]/FC@choice", "by-volume")
s.expect("volume-before-turnover", "combustion", h.burn("柴油", both), "tCO2")
carried = q("12000000") * q("0.000015")
s.expect("diesel-by-turnover", "fuel[柴油]/FC", carried, "t")
s.expect("diesel-by-turnover", "combustion", h.burn("柴油", carried), "tCO2")

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
s.totals(w, total(fuel) + road + total(clean), total(power) + total(warm), "tCO2e(sar)", "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
