"""Expected digits of sectors/grid/ndrc-2013, from the formulas of the text.

E = E_SF6 + E_loss. E_SF6 = sum (capacity - recovered, kg) x 23,900 / 1000 over equipment repaired and
retired; E_loss = (from plants + from other provinces - to other provinces - sold) x regional factor
of 2012. No rounding is told.
"""

import sys

from common import GRID_2012, Sheet, q, rest, total

s = Sheet("sectors/grid/ndrc-2013")
GWP = q("23900")
EAST, NORTH_WEST = q("0.7035"), q("0.6671")


def sf6(case, kilograms):
    """Mass in kg to t CO2e."""
    s.expect(case, "sf6", rest(kilograms * GWP / 1000), "tCO2e(sar)")


def loss(plants, imports, exports, sold):
    return q(plants) + q(imports) - q(exports) - q(sold)


s.expect("sf6-golden", "repaired[1]/M_修理", q("100") - q("80"), "kgSF6")
s.expect("sf6-golden", "sf6-mass", q("20"), "kgSF6")
sf6("sf6-golden", q("20"))
s.expect("sf6-golden", "total", q("20") * GWP / 1000, "tCO2e(sar)")
s.expect("sf6-retired", "retired[1]/M_退役", q("62.5") - q("60.13"), "kgSF6")
sf6("sf6-retired", q("62.5") - q("60.13"))
mass = (q("38.2") - q("36.9")) + (q("120") - q("97.75")) + q("38.2") + (q("15") - q("15"))
s.expect("sf6-several", "sf6-mass", mass, "kgSF6")
sf6("sf6-several", mass)
sf6("sf6-in-tonnes", q("0.1") * 1000 - q("80"))
s.expect("sf6-recovery-missing", "sf6", "absent")
s.expect("sf6-recovery-missing", "total", "absent")
s.expect("sf6-none", "sf6", "not occurring")
s.expect("sf6-none", "total", loss("1000", "0", "0", "950") * EAST, "tCO2e(sar)")

east = loss("215300125.5", "18230400", "9120300.25", "210880011")
s.expect("loss-east", "facility[G]/L", east, "MWh")
s.expect("loss-east", "facility[G]/E_L", rest(east * EAST), "tCO2")
s.expect("loss-east", "losses", rest(east * EAST), "tCO2")
s.expect("loss-east", "loss-total", east, "MWh")
s.expect("loss-east", "loss-rate", east / (q("215300125.5") + q("18230400") - q("9120300.25")), "1")

for number, factor in enumerate(GRID_2012.values(), 1):
    s.expect("every-regional-grid", f"facility[{number}]/E_L", 100 * q(factor), "tCO2")
s.expect("every-regional-grid", "losses", total(100 * q(f) for f in GRID_2012.values()), "tCO2")

negative = loss("1000", "0", "400", "650")
s.expect("loss-negative", "facility[G]/L", negative, "MWh")
s.expect("loss-negative", "losses", negative * NORTH_WEST, "tCO2")
s.expect("loss-negative", "total", negative * NORTH_WEST, "tCO2e(sar)")
s.expect("loss-zero", "losses", loss("1000", "200", "300", "900") * q("0.5271"), "tCO2")
s.expect("loss-zero", "loss-rate", q("0"), "1")
bought = loss("5000", "100", "0", "4800")
s.expect("loss-notified-factor", "losses", bought * q("0.6101"), "tCO2")
s.expect("loss-no-region", "facility[G]/L", bought, "MWh")
s.expect("loss-no-region", "losses", "absent")
s.expect("loss-sales-missing", "facility[G]/L", "absent")
s.expect("loss-sales-missing", "total", "absent")
s.expect("loss-in-units", "facility[G]/L", bought, "MWh")
s.expect("loss-in-units", "losses", bought * EAST, "tCO2")

one, two = loss("52000", "0", "1200", "47900.5"), loss("31000.25", "2500", "0", "31700")
mass = (q("38.2") - q("36.9")) + (q("15") - q("14.2"))
s.expect("whole-enterprise", "sf6-mass", mass, "kgSF6")
sf6("whole-enterprise", mass)
s.expect("whole-enterprise", "loss-total", one + two, "MWh")
s.expect("whole-enterprise", "losses", total([one * EAST, two * EAST]), "tCO2")
inflow = q("52000") - q("1200") + q("31000.25") + q("2500")
s.expect("whole-enterprise", "loss-rate", (one + two) / inflow, "1")
s.expect("whole-enterprise", "total", mass * GWP / 1000 + (one + two) * EAST, "tCO2e(sar)")

if __name__ == "__main__":
    sys.exit(s.main())
