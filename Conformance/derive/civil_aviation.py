"""Expected digits of sectors/civil-aviation/ndrc-2013, from the formulas of the text.

E = flights (domestic, international) FC x NCV x CC x OF x 44/12 + blends, fossil part (1 - BF) +
ground fuels + net power + net heat. The airline's sheet: fuel by class of aircraft x kerosene."""

import sys

from common import CO2_C, q, rest, total
from fuel_lists import fuels
from heat_form import HeatForm

h = HeatForm("sectors/civil-aviation/ndrc-2013", fuels("""
无烟煤 23.210 27.4 94
烟煤 22.350 26.1 93
褐煤 14.080 28.0 96
型煤 17.460 33.6 90
焦炭 28.435 29.5 93
原油 41.816 20.1 98
燃料油 41.816 21.1 98
汽油 43.070 18.9 98
柴油 42.652 20.2 98
一般煤油 43.070 19.6 98
航空汽油 44.300 19.1 100
航空煤油 44.100 19.5 100
液化天然气 41.868 17.2 98
液化石油气 50.179 17.2 98
炼厂干气 45.998 18.2 98
石脑油 44.500 20.0 98
石油焦 32.500 27.5 98
其他石油制品 40.200 20.0 98
天然气 389.31 15.3 99
焦炉煤气 174.06 13.6 99
其他煤气 157.584 12.2 99
"""))
s = h.sheet
h.common_cases()


def blend(domestic, international, share, ncv="44.1", carbon="19.5", oxidation="1"):
    """t CO2 of one blend."""
    factor = rest(q(carbon) / 1000 * q(oxidation) * CO2_C)
    return total(rest(q(amount) * q(ncv) * (1 - q(share))) * factor
                 for amount in (domestic, international))


def kerosene(amount):
    """t CO2, defaults."""
    return h.burn("航空煤油", amount)


T = "tCO2"
s.expect("one-tonne-kerosene", "domestic", q("3.15315"), T)
s.expect("one-tonne-gasoline", "domestic", q("44.3") * q("0.0191") * CO2_C, T)
s.expect("kerosene", "facility[F1]/aviation-fuel[航空煤油]/AD_国内", q("812350.4") * q("44.1"), "GJ")
s.expect("kerosene", "domestic", kerosene("812350.4"), T)
s.expect("kerosene", "international", kerosene("301220.75"), T)
s.expect("kerosene", "total", kerosene("812350.4") + kerosene("301220.75"), T)
s.expect("kerosene-measured", "domestic", h.burn("航空煤油", "5000", "43.2", "19.7", "99.5"), T)
s.expect("kerosene-measured", "international", h.burn("航空煤油", "1200", "43.2", "19.7", "99.5"), T)
s.expect("two-aviation-fuels", "domestic",
         total([kerosene("900"), h.burn("航空汽油", "15.5")]), T)
s.expect("two-aviation-fuels", "international",
         total([kerosene("40"), h.burn("航空汽油", "2.5")]), T)
s.expect("international-missing", "domestic", kerosene("900"), T)
s.expect("international-missing", "international", "absent")
s.expect("international-missing", "total", "absent")
s.expect("blend", "facility[F1]/blend[1]/AD_混国内", q("2000") * q("44.1") * q("0.7"), "GJ")
s.expect("blend", "blended", blend("2000", "500", "0.3"), T)
s.expect("blend", "total", blend("2000", "500", "0.3"), T)
s.expect("blend-measured", "blended", blend("2000", "500", "0.3", "43.6", "19.3", "0.99"), T)
s.expect("blend-all-biomass", "blended", q("0"), T)
s.expect("blend-no-biomass", "blended", kerosene("2500"), T)
s.expect("two-blends", "blended", total([blend("1000", "0", "0.1"), blend("0", "800", "0.5")]), T)
s.expect("blend-share-missing", "blended", "absent")
classes = {"第一类": ("2500.5", "3100.2"), "第二类": ("6200", "7400"), "第三类": ("300", "812.5"),
           "第四类": ("150", "201"), "第五类": ("80", "60.5"), "第六类ARJ21": ("45", "30"),
           "第六类新舟60": ("12", "6")}
for name, (burnt, _) in classes.items():
    s.expect("airline-sheet", f"facility[F1]/class[{name}]/E_类", q(burnt) * q("3.15315"), T)
s.expect("airline-sheet", "sheet-fuel", total(q(v[0]) for v in classes.values()), "t")
s.expect("airline-sheet", "sheet-emissions",
         total(q(v[0]) * q("3.15315") for v in classes.values()), T)
s.expect("airline-sheet", "sheet-turnover", total(q(v[1]) for v in classes.values()), "万t·km")
s.expect("airline-sheet", "total", kerosene("10000"), T)
measured = rest(q("43.2") * rest(q("0.0197") * q("0.995") * CO2_C))
s.expect("airline-sheet-measured", "facility[F1]/EF_航煤", measured, "tCO2/t")
s.expect("airline-sheet-measured", "sheet-emissions", q("100") * measured, T)
s.expect("base-closed-in-june", "domestic", total([kerosene("5000"), kerosene("700")]), T)
s.expect("base-closed-in-june", "total", total([kerosene("5000"), kerosene("700")]), T)
flown = [kerosene("812350.4"), kerosene("301220.75"), blend("2000", "500", "0.3")]
ground = total([h.burn("柴油", "1820.6"), h.burn("天然气", "95.2")])
power, warm = q("68200.5") * q("0.7035"), q("15000") * q("0.11")
s.expect("whole-enterprise", "combustion", ground, T)
s.totals("whole-enterprise", total(flown) + ground, power + warm, T)

# The sheet of airports: the total beside tonnes handled and floor area.
airport = total([total([h.burn("柴油", "820.6"), h.burn("天然气", "95.2")]),
                 (q("68200.5") - 4100) * q("0.7035"), q("15000") * q("0.11")])
area = q("8.25") + q("21.6") + q("1.04")


def figures(case, emissions, handled, floor):
    """The airport's total beside what it handles and its floor."""
    s.expect(case, "airport-emissions", emissions, T)
    s.expect(case, "airport-throughput-total", handled, "t")
    s.expect(case, "airport-area", floor, "万m2")
    s.expect(case, "airport-intensity", emissions / handled, "tCO2/t")
    s.expect(case, "airport-area-intensity", emissions / floor, "tCO2/万m2")


figures("airport-sheet", airport, q("412350.5"), area)
s.expect("airport-sheet", "total", airport, T)
s.expect("airport-sheet", "facility[F1]/既有新增", "既有")
more = airport + h.burn("柴油", "12") + q("900") * q("0.7035")
figures("airport-two-sites", more, q("412660.75"), area + q("0.4"))
hotel = airport + h.burn("天然气", "8") + q("1200") * q("0.7035")
figures("airport-with-hotel", hotel, q("412350.5"), area)
s.expect("airport-with-hotel", "facility[F2]/既有新增", "not occurring")
s.expect("airport-sheet-no-airport", "total", total(flown) + ground + power + warm, T)
for figure in ("emissions", "throughput-total", "area", "intensity", "area-intensity"):
    s.expect("airport-sheet-no-airport", f"airport-{figure}", "not occurring")

if __name__ == "__main__":
    sys.exit(s.main())
