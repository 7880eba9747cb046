"""Expected digits of sectors/iron-steel/ndrc-2013 (钢铁, 2013), from the formulas of the text.

E = sum NCV x FC x CC x OF x 44/12 with net consumption FC = bought + opening - closing - sold - used
elsewhere (negative for what a works makes and sells); fluxes P x EF, electrodes P x 3.663, materials
M x EF; net purchased power and heat (0.11); less carbon in products, sum AD x EF.
"""

import sys

from common import CO2_C, Fraction, every_fuel, q, rest, total
from fuel_lists import F_MET
from heat_form import HeatForm

h = HeatForm("sectors/iron-steel/ndrc-2013", F_MET)
s, burn = h.sheet, h.burn

every_fuel(s, F_MET, burn)

coke = q("152300.5") + q("12010") - q("9870.25") - q("2500") - q("310.75")
s.expect("coke-by-stock", "fuel[焦炭]/FC", coke, "t")
s.expect("coke-by-stock", "fuel[焦炭]/AD", coke * q("28.447"), "GJ")
s.expect("coke-by-stock", "fuel[焦炭]/EF", q("0.0295") * q("0.93") * CO2_C, "tCO2/GJ")
s.expect("coke-by-stock", "combustion", burn("焦炭", coke), "tCO2")

# Washed coal bought, its coke and tar partly sold: the sold ones are negative rows.
coal = burn("洗精煤", 1000000)
sold = burn("焦炭", q("20000") - q("25000") - q("100000"))
tar = burn("焦油", q("500") - q("480") - q("30000"))
s.expect("coke-and-tar-sold", "fuel[焦炭]/FC", q("-105000"), "t")
s.expect("coke-and-tar-sold", "fuel[焦炭]/E_fuel", sold, "tCO2")
s.expect("coke-and-tar-sold", "fuel[焦油]/FC", q("-29980"), "t")
s.expect("coke-and-tar-sold", "combustion", total([coal, sold, tar]), "tCO2")

s.expect("coal-measured-calorific-value", "fuel[烟煤]/E_fuel", burn("烟煤", 1000, ncv="21.35"), "tCO2")
s.expect("carbon-and-oxidation-measured", "fuel[无烟煤]/E_fuel",
         burn("无烟煤", 1000, carbon="27.1", oxidation="96.5"), "tCO2")
own = burn("轮胎油", "36.4", "40.12", "20.9", "98")
s.expect("own-fuel-tyre-oil", "fuel[轮胎油]/E_fuel", own, "tCO2")
s.expect("own-fuel-tyre-oil", "combustion", own, "tCO2")
s.expect("own-fuel-not-measured", "fuel[轮胎油]/E_fuel", "absent")
s.expect("own-fuel-not-measured", "combustion", "absent")
s.expect("consumption-missing", "fuel[焦炭]/FC", "absent")
s.expect("consumption-missing", "total", "absent")
s.expect("zero-consumption", "combustion", Fraction(0), "tCO2")
s.expect("zero-consumption", "total", Fraction(0), "tCO2")

lime, dolo = rest(q("85000.5") * q("0.440")), rest(q("21000.25") * q("0.471"))
s.expect("fluxes", "flux[石灰石]/E_flux", lime, "tCO2")
s.expect("fluxes", "flux[白云石]/E_flux", dolo, "tCO2")
s.expect("fluxes", "flux-emissions", lime + dolo, "tCO2")
measured = rest(q("1000") * q("0.4285")), rest(q("500") * q("0.5011"))
s.expect("flux-measured-and-own", "flux[石灰石]/E_flux", measured[0], "tCO2")
s.expect("flux-measured-and-own", "flux[菱镁石]/E_flux", measured[1], "tCO2")
s.expect("flux-measured-and-own", "process", total(measured), "tCO2")
s.expect("electrodes", "electrode-emissions", q("812.35") * q("3.663"), "tCO2")
s.expect("electrodes-measured", "electrode-emissions", q("812.35") * q("3.601"), "tCO2")
pieces = [rest(q(m) * q(f)) for m, f in (("1000", "0.172"), ("900.5", "0.073"), ("800", "0.037"),
                                          ("700", "0.275"), ("600.1", "0.018"))]
for name, value in zip(("生铁", "直接还原铁", "镍铁合金", "铬铁合金", "钼铁合金"), pieces):
    s.expect("every-material", f"material[{name}]/E_material", value, "tCO2")
s.expect("every-material", "material-emissions", total(pieces), "tCO2")
s.expect("scrap-measured", "material[废钢]/E_material", q("50000") * q("0.0075"), "tCO2")
s.expect("scrap-measured", "material-emissions",
         q("50000") * q("0.0075") + q("200") * q("0.161"), "tCO2")
s.expect("scrap-without-factor", "material[废钢]/E_material", "absent")
s.expect("scrap-without-factor", "process", "absent")
held = [rest(q("5000") * q("0.172")), rest(q("1200000") * q("0.0154")), rest(q("300") * q("1.375"))]
for name, value in zip(("生铁", "粗钢", "甲醇"), held):
    s.expect("every-product", f"product[{name}]/R_product", value, "tCO2")
s.expect("every-product", "fixed-carbon", total(held), "tCO2")
s.expect("product-of-its-own", "product[焦油]/R_product", q("1000") * q("3.37"), "tCO2")
s.expect("product-of-its-own", "fixed-carbon", q("1000") * q("3.37"), "tCO2")
s.expect("product-of-its-own", "total", burn("洗精煤", 10000) - q("1000") * q("3.37"), "tCO2")

power = rest((q("980000") - q("12500.5")) * q("0.5703"))
s.expect("power-and-heat", "electricity", power, "tCO2")
s.expect("power-and-heat", "heat", q("125000.5") * q("0.11"), "tCO2")
s.expect("power-and-heat", "indirect", power + q("125000.5") * q("0.11"), "tCO2")
s.expect("power-exporter", "electricity", (q("100") - q("5100")) * q("0.8843"), "tCO2")
s.expect("power-exporter", "total", (q("100") - q("5100")) * q("0.8843"), "tCO2")
s.expect("heat-exporter", "heat", -q("5000") * q("0.11"), "tCO2")

s.expect("idle-works-takes-power", "total", q("570.3"), "tCO2")
s.expect("idle-works-takes-power", "crude-steel-intensity", "not occurring")

# One works, every source.
fuels = [burn("洗精煤", 1350000), burn("烟煤", 480000, ncv="25.812"),
         burn("焦炭", q("210000") + q("15000") - q("18000") - q("60000")), burn("柴油", "2150.5"),
         burn("天然气", "820.35"), burn("焦油", "-38500")]
flux = [rest(q("310000") * q("0.440")), rest(q("82000") * q("0.471"))]
rods = rest(q("1250") * q("3.663"))
mats = [rest(q("24000") * q("0.172")), rest(q("3500") * q("0.275"))]
fixed = [rest(q("3012000") * q("0.0154")), rest(q("15000") * q("0.172"))]
power = rest((q("1205000") - q("35000")) * q("0.5703"))
warm = rest((q("0") - q("260000")) * q("0.11"))
process = total(flux) + rods + total(mats)
direct = total(fuels) + process - total(fixed)
s.expect("whole-enterprise", "combustion", total(fuels), "tCO2")
s.expect("whole-enterprise", "process", process, "tCO2")
s.expect("whole-enterprise", "fixed-carbon", total(fixed), "tCO2")
s.expect("whole-enterprise", "electricity", power, "tCO2")
s.expect("whole-enterprise", "heat", warm, "tCO2")
s.totals("whole-enterprise", direct, power + warm)
s.expect("whole-enterprise", "crude-steel-total", q("3012000"), "t")
s.expect("whole-enterprise", "crude-steel-intensity", (direct + power + warm) / q("3012000"), "tCO2/t")

# Two plants.
a, b = burn("焦炭", 1000), burn("天然气", 200)
f1, f2 = rest(q("100") * q("0.440")), rest(q("50") * q("0.440"))
r1, r2 = rest(q("10") * q("3.663")), rest(q("4") * q("3.663"))
m1, m2 = rest(q("7") * q("0.172")), rest(q("9") * q("0.172"))
p1, p2 = rest(q("2000") * q("0.0154")), rest(q("1500") * q("0.0154"))
s.expect("two-plants", "combustion", total([a, b]), "tCO2")
s.expect("two-plants", "flux-emissions", f1 + f2, "tCO2")
s.expect("two-plants", "electrode-emissions", r1 + r2, "tCO2")
s.expect("two-plants", "material-emissions", m1 + m2, "tCO2")
s.expect("two-plants", "fixed-carbon", p1 + p2, "tCO2")
s.expect("two-plants", "crude-steel-total", q("3500"), "t")
s.expect("two-plants", "total", a + b + f1 + f2 + r1 + r2 + m1 + m2 - p1 - p2, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
