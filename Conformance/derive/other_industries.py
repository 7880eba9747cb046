"""Expected digits of sectors/other-industries/2015 (工业其他行业, 2015), from the formulas of the text.

E = sum FC x CC x OF x 44/12; carbonates AD x EF x PUR; wastewater (TOW - S) x B0 x MCF;
R_CH4 = own use + supply + flare (16/22.4); CO2 recovery Q x PUR x 19.7; net electricity and heat,
steam enthalpy minus 83.74, hot water above 20 degrees with 4.1868.
"""

import sys

from common import CO2_C, GRID_2012, Fraction, Sheet, every_fuel, q, rest, total
from fuel_lists import F_NCSC
from ncsc_lib import CARBONATES, burn
from steam_tables import CURVE, DOUBTFUL, SUPERHEATED, between, boiling

s = Sheet("sectors/other-industries/2015")
GWP_CH4 = 21
e = burn("烟煤", "1000")
s.expect("coal-defaults", "fuel[烟煤]/E_fuel", e, "tCO2")
s.expect("coal-defaults", "combustion", e, "tCO2")
s.expect("coal-defaults", "total", e, "tCO2e(sar)")

e = burn("烟煤", "1000", content="0.5123", of="95")
s.expect("coal-measured-carbon", "fuel[烟煤]/E_fuel", e, "tCO2")

e = burn("烟煤", "1000", ncv="21.35")
s.expect("coal-measured-calorific-value", "fuel[烟煤]/CC", q("21.35") * q("0.02618"), "tC/t")
s.expect("coal-measured-calorific-value", "fuel[烟煤]/E_fuel", e, "tCO2")

e = burn("天然气", "120.5")
s.expect("natural-gas-defaults", "fuel[天然气]/E_fuel", e, "tCO2")
s.expect("natural-gas-defaults", "fuel[天然气]/Q_fuel", q("120.5") * q("389.31"), "GJ")

fc = q("12.5") + q("340.2") - q("20") - q("9.7")
s.expect("diesel-by-stock", "fuel[柴油]/FC", fc, "t")
s.expect("diesel-by-stock", "fuel[柴油]/E_fuel", burn("柴油", fc), "tCO2")

e = burn("轮胎油", "36.4", content="0.852", of="98")
s.expect("own-fuel-tyre-oil", "fuel[轮胎油]/E_fuel", e, "tCO2")
s.expect("own-fuel-tyre-oil", "combustion", e, "tCO2")

s.expect("own-fuel-not-measured", "fuel[轮胎油]/E_fuel", "absent")
s.expect("own-fuel-not-measured", "combustion", "absent")

s.expect("acetylene-measured", "fuel[乙炔]/E_fuel", burn("乙炔", "2.5", content="0.923", of="100"), "tCO2")

f1 = [burn("烟煤", "1000"), burn("柴油", "25.75")]
f2 = [burn("天然气", "333.3")]
s.expect("two-plants-three-fuels", "facility[F1]/fuel[柴油]/E_fuel", f1[1], "tCO2")
s.expect("two-plants-three-fuels", "combustion", total(f1 + f2), "tCO2")

s.expect("zero-consumption", "fuel[烟煤]/E_fuel", Fraction(0), "tCO2")
s.expect("zero-consumption", "total", Fraction(0), "tCO2e(sar)")

s.expect("consumption-missing", "fuel[烟煤]/E_fuel", "absent")
s.expect("consumption-missing", "fuel[柴油]/E_fuel", burn("柴油", "10"), "tCO2")
s.expect("consumption-missing", "combustion", "absent")
s.expect("consumption-missing", "total", "absent")

s.expect("one-fuel-not-occurring", "fuel[天然气]/E_fuel", "not occurring")
s.expect("one-fuel-not-occurring", "combustion", burn("柴油", "10"), "tCO2")

# Carbonates: E = sum AD x EF x PUR.
e = rest(q("500") * q("0.43971") * q("0.965"))
s.expect("limestone", "carbonate[CaCO3]/E_carbonate", e, "tCO2")
s.expect("limestone", "carbonate-emissions", e, "tCO2")
parts = [q("120") * q("0.5220") * q("0.91"), q("80.5") * q("0.44197") * q("0.88")]
s.expect("carbonates-own-and-listed", "carbonate[MgCO3]/E_carbonate", parts[0], "tCO2")
s.expect("carbonates-own-and-listed", "carbonate[铁白云石]/E_carbonate", parts[1], "tCO2")
s.expect("carbonates-own-and-listed", "carbonate-emissions", total(parts), "tCO2")
s.expect("carbonate-purity-missing", "carbonate[CaCO3]/E_carbonate", "absent")
s.expect("carbonate-purity-missing", "total", "absent")

# Wastewater: (TOW - S) x B0 x MCF, kg to t.
e = q("1000") * q("0.25") * q("0.5") / 1000
s.expect("wastewater-recorded", "treatment[1]/E_treatment", e, "tCH4")
s.expect("wastewater-recorded", "methane-net-equivalent", e * GWP_CH4, "tCO2e(sar)")
tow = q("120000") * (q("2.4") - q("0.35"))
e = (tow - 5000) * q("0.25") * q("0.8") / 1000
s.expect("wastewater-by-concentration", "treatment[1]/TOW", tow, "kgCOD")
s.expect("wastewater-by-concentration", "wastewater-methane", e, "tCH4")
s.expect("wastewater-by-concentration", "total", e * GWP_CH4, "tCO2e(sar)")
a = q("30000") * q("0.25") * q("0.2") / 1000
b = q("18000") * q("0.25") * q("0.8") / 1000
s.expect("wastewater-two-ponds", "treatment[浅塘]/E_treatment", a, "tCH4")
s.expect("wastewater-two-ponds", "treatment[深塘]/E_treatment", b, "tCH4")
s.expect("wastewater-two-ponds", "wastewater-methane", a + b, "tCH4")
s.expect("wastewater-aerobic", "wastewater-methane", Fraction(0), "tCH4")

# Recovery: 7.17 tCH4 per 10^4 Nm3; flare 16/22.4 kg/Nm3; CO2 19.7 t per 10^4 Nm3.
self_use = q("0.99") * q("12") * q("0.62") * q("7.17")
supply = q("5.5") * q("0.58") * q("7.17")
flare = rest(q("85") * q("1250") * q("0.6") * q("0.9") * q("16") / q("22.4") / 1000)
tow = q("1500000")
made = tow * q("0.25") * q("0.8") / 1000
s.expect("methane-self-use", "methane-self-used", self_use, "tCH4")
s.expect("methane-supply", "methane-supplied", supply, "tCH4")
s.expect("methane-flare", "flare[1]/R_flare", flare, "tCH4")
s.expect("methane-flare", "methane-flared", flare, "tCH4")
recovered = rest(self_use + supply + flare)
s.expect("methane-net", "methane-recovered", recovered, "tCH4")
s.expect("methane-net", "methane-net", rest(made - recovered), "tCH4")
s.expect("methane-net", "methane-net-equivalent", rest(rest(made - recovered) * GWP_CH4), "tCO2e(sar)")
s.expect("methane-net", "total", rest((made - recovered) * GWP_CH4), "tCO2e(sar)")
s.expect("carbon-dioxide-recovery", "carbon-dioxide-recovered", q("30") * q("0.995") * q("19.7"),
         "tCO2")
s.expect("carbon-dioxide-recovery", "total", -q("30") * q("0.995") * q("19.7"), "tCO2e(sar)")

# Electricity, net; the factor by day of filing.
s.expect("electricity-filed-2025", "electricity", (q("8123.4") - q("23.4")) * q("0.5366"), "tCO2")
s.expect("electricity-filed-2023", "electricity", (q("8123.4") - q("23.4")) * q("0.5703"), "tCO2")
s.expect("electricity-filed-2024", "electricity", q("1000") * q("0.5568"), "tCO2")
s.expect("electricity-filed-2026", "electricity", q("1000") * q("0.5306"), "tCO2")
s.expect("electricity-last-day-of-a-notice", "electricity", q("1000") * q("0.5810"), "tCO2")
s.expect("electricity-regional-2018", "electricity", q("8100") * q("0.7035"), "tCO2")
s.expect("electricity-exporter", "facility[F1]/AD_电", q("100") - q("350"), "MWh")
s.expect("electricity-exporter", "electricity", (q("100") - q("350")) * q("0.5366"), "tCO2")
s.expect("electricity-exporter", "total", (q("100") - q("350")) * q("0.5366"), "tCO2e(sar)")
s.expect("electricity-sold-missing", "electricity", "absent")
s.expect("electricity-sold-missing", "total", "absent")

# Heat.
s.expect("heat-metered", "heat", q("5600.5") * q("0.11"), "tCO2")
s.expect("heat-supplier-factor", "heat", q("5600.5") * q("0.098"), "tCO2")
water = q("2500") * (q("85") - 20) * q("4.1868") / 1000
s.expect("hot-water", "hot-water[1]/AD_water", water, "GJ")
s.expect("hot-water", "heat", water * q("0.11"), "tCO2")


def steam(mass, enthalpy):
    return rest(q(mass) * (rest(enthalpy) - q("83.74")) / 1000)


en = between("1.75", "1.70", "2793.8", "1.80", "2795.1")
assert en == q("2794.45")  # published vector PAR-001 of GHGTOOL for GB/T 32151.34-2024
s.expect("steam-saturated", "saturated-steam[1]/En_saturated", en, "kJ/kg")
s.expect("steam-saturated", "saturated-steam[1]/AD_saturated", steam("1000", en), "GJ")
s.expect("steam-saturated", "heat", steam("1000", en) * q("0.11"), "tCO2")

p = q("0.8") + q("0.101325")
en = between(p, "0.90", "2773.0", "1.00", "2777.0")
s.expect("steam-saturated-gauge", "saturated-steam[1]/P_saturated", p, "MPa@a")
s.expect("steam-saturated-gauge", "saturated-steam[1]/En_saturated", rest(en), "kJ/kg")

s.expect("steam-superheated", "superheated-steam[1]/En_superheated", q("3051.3"), "kJ/kg")
s.expect("steam-superheated", "heat", steam("1000", q("3051.3")) * q("0.11"), "tCO2")

p = q("0.8") + q("0.101325")
en = between(p, "0.5", "3064.2", "1", "3051.3")
s.expect("steam-superheated-gauge", "superheated-steam[1]/En_superheated", rest(en), "kJ/kg")

low = between("2", "1", "3051.3", "3", "2994.2")
high = between("2", "1", "3157.7", "3", "3115.7")
en = between("310", "300", low, "350", high)
s.expect("steam-superheated-between", "superheated-steam[1]/En_superheated", rest(en), "kJ/kg")

# 0.5 MPa, 155 degrees: the cell pair 140/160 straddles saturation at 151.85, which ends it.
en = between("155", "151.85", "2748.5", "160", "2767.3")
s.expect("steam-near-saturation", "superheated-steam[1]/En_superheated", rest(en), "kJ/kg")

s.expect("steam-below-saturation", "superheated-steam[1]/En_superheated", "poisoned")
s.expect("steam-below-saturation", "heat", "poisoned")
s.expect("steam-doubtful-cell", "superheated-steam[1]/En_superheated", "poisoned")
s.expect("steam-outside-table", "saturated-steam[1]/En_saturated", "poisoned")

net = q("3000") - steam("1000", q("3051.3"))
s.expect("heat-exporter", "facility[F1]/AD_热", net, "GJ")
s.expect("heat-exporter", "heat", net * q("0.11"), "tCO2")

# A whole enterprise: two plants, every source.
burnt = total([burn("烟煤", "1000"), burn("天然气", "333.3"), burn("柴油", "25.75")])
limestone = q("500") * q("0.43971") * q("0.965")
power = total([(q("8123.4") - q("23.4")) * q("0.5366"), q("-250") * q("0.5366")])
warm = total([(q("5600.5") + steam("1000", q("3051.3"))) * q("0.11"), q("1200") * q("0.11")])
methane = made - recovered
carbon_dioxide = q("30") * q("0.995") * q("19.7")
s.expect("whole-enterprise", "combustion", burnt, "tCO2")
s.expect("whole-enterprise", "carbonate-emissions", limestone, "tCO2")
s.expect("whole-enterprise", "wastewater-methane", made, "tCH4")
s.expect("whole-enterprise", "methane-recovered", recovered, "tCH4")
s.expect("whole-enterprise", "carbon-dioxide-recovered", carbon_dioxide, "tCO2")
s.expect("whole-enterprise", "electricity", power, "tCO2")
s.expect("whole-enterprise", "heat", warm, "tCO2")
s.totals("whole-enterprise", burnt + limestone + rest(rest(methane) * GWP_CH4) - carbon_dioxide,
         power + warm, "tCO2e(sar)")

SYSTEMS = """
海洋、河流或湖泊排放 0.1
好氧处理设施（管理完善） 0
好氧处理设施（管理不善或过载） 0.3
污泥厌氧消化池 0.8
厌氧反应器 0.8
浅厌氧塘（深度小于2米） 0.2
深厌氧塘（深度大于2米） 0.8
"""

# Every default of the three tables once, so that no digit of a table can change unseen.
every_fuel(s, F_NCSC, burn)
for name, factor in CARBONATES.items():
    s.expect("every-carbonate-default", f"carbonate[{name}]/E_carbonate", 100 * q(factor), "tCO2")
for number, line in enumerate(SYSTEMS.split("\n")[1:-1], 1):
    name, factor = line.split()
    s.expect("every-treatment-default", f"treatment[{number}]/E_treatment",
             q("10000") * q("0.25") * q(factor) / 1000, "tCH4")
for grid, factor in GRID_2012.items():
    s.expect("every-regional-grid", f"facility[{grid}]/E_facility_电", 1000 * q(factor), "tCO2")
s.expect("coal-defaults", "fuel[烟煤]/NCV@choice", "default")
s.expect("coal-defaults", "fuel[烟煤]/CC@choice", "by-heat")
s.expect("coal-measured-carbon", "fuel[烟煤]/CC@choice", "measured")

# Every cell of the steam tables once, one tonne each: those that are steam and not doubtful.
s.expect("every-saturated-cell", "facility[F1]/AD_热", total(steam("1", h) for _, _, h in CURVE),
         "GJ")
ways = [q("5600.5"), water, steam("1000", q("2777.0")), steam("1000", q("3051.3"))]
s.expect("heat-four-ways", "facility[F1]/AD_热", sum(ways), "GJ")
s.expect("heat-four-ways", "heat", sum(ways) * q("0.11"), "tCO2")
s.expect("hot-water-at-reference", "hot-water[1]/AD_water", Fraction(0), "GJ")
s.expect("hot-water-just-above", "hot-water[1]/AD_water", q("2500") * q("0.5") * q("4.1868") / 1000,
         "GJ")
heads, *lines = [line.split() for line in SUPERHEATED.split("\n")[1:-1]]
STEAM_CELLS = [(t, p, h) for t, *row in lines for p, h in zip(heads[1:], row)
               if (t, p) not in DOUBTFUL and q(t) > (boiling(p) or q("399"))]
s.expect("every-superheated-cell", "facility[F1]/AD_热",
         total(steam("1", q(h)) for _, _, h in STEAM_CELLS), "GJ")

# What is stated goes before every default; two plants, because the figures add.
name = "stated-before-default"
carbon = rest(q("43.33") * q("0.0199"))
burnt = rest(q("100") * carbon * q("0.98") * CO2_C)
s.expect(name, "facility[F1]/fuel[柴油]/E_fuel", burnt, "tCO2")
s.expect(name, "carbonate-emissions", q("100") * q("0.43") * q("0.9"), "tCO2")
s.expect(name, "wastewater-methane", (q("50000") - 2000) * q("0.21") * q("0.7") / 1000, "tCH4")
used = [rest(q("0.97") * q("12") * q("0.62") * q("7.17")),
        rest(q("0.99") * q("3") * q("0.5") * q("7.17"))]
given = [rest(q(a) * q(b) * q("7.17")) for a, b in (("5.5", "0.58"), ("2", "0.6"))]
burned = [rest(q(v) * q(h) * q("0.6") * q("0.9") * q("16") / q("22.4") / 1000)
          for v, h in (("85", "1250"), ("40", "300"))]
s.expect(name, "methane-self-used", total(used), "tCH4")
s.expect(name, "methane-supplied", total(given), "tCH4")
s.expect(name, "methane-flared", total(burned), "tCH4")
s.expect(name, "carbon-dioxide-recovered",
         (q("30") * q("0.995") + q("10") * q("0.99")) * q("19.7"), "tCO2")
s.expect(name, "electricity", q("1000") * q("0.6011") + q("500") * q("0.5366"), "tCO2")
s.expect(name, "facility[F1]/saturated-steam[1]/En_saturated", q("2777.0"), "kJ/kg")
s.expect(name, "facility[F1]/superheated-steam[1]/En_superheated", q("3051.3"), "kJ/kg")
warm = [steam("10", q("2777.0")) + steam("10", q("3051.3")), q("50")]
s.expect(name, "heat", rest(warm[0] * q("0.098")) + rest(warm[1] * q("0.11")), "tCO2")

# Every kind of heat bought and sold; power by the national factor although the grid is named.
name = "heat-bought-and-sold"
hot = [q(mass) * (q(degrees) - 20) * q("4.1868") / 1000
       for mass, degrees in (("2500", "85"), ("700", "60"))]
s.expect(name, "facility[F1]/AD_热",
         q("500") - q("120") + hot[0] - hot[1] + steam("900", q("2777.0"))
         - steam("200", q("2777.0")) + steam("800", q("3051.3")) - steam("150", q("3051.3")), "GJ")
s.expect(name, "electricity", q("1000") * q("0.5366"), "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
