"""Expected digits of sectors/fluorochemicals/ndrc-2015 (氟化工, 2015), from the formulas of the text.

HFC-23 = sum P x EF - R - D, x 11,700, with D = sum (in - out) of the incinerators; CO2 of destruction D x
44/70; losses sum P x EF x GWP (0.5 %, SF6 0.2 % or 8 % of high purity); fuels, net power and heat. GWP of the
Second Assessment Report.
"""

import sys

from common import SAR, Fraction, Sheet, every_fuel, q, rest, total
from fuel_lists import F_NCSC
from ncsc_lib import burn

s = Sheet("sectors/fluorochemicals/ndrc-2015")
GWP = {gas: value for gas, value in SAR.items() if gas not in ("HFC-23", "HFC-41")}
every_fuel(s, F_NCSC, burn)
s.expect("coal-measured-carbon", "combustion", burn("烟煤", 1000, content="0.5123", of="95"), "tCO2")

g1, g2 = rest(q("2500.5") * q("0.0212")), rest(q("2400") * q("0.0208"))
s.expect("hfc23-generated", "hcfc22-line[1]/2020-01/G_23", g1, "tHFC-23")
s.expect("hfc23-generated", "hcfc22-line[1]/2020-02/G_23", g2, "tHFC-23")
s.expect("hfc23-generated", "hfc23-generated-total", g1 + g2, "tHFC-23")
s.expect("hfc23-generated", "hfc23-emitted", g1 + g2, "tHFC-23")
s.expect("hfc23-generated", "hfc23-equivalent", (g1 + g2) * 11700, "tCO2e(sar)")
s.expect("hfc23-generated", "destruction-co2", "not occurring")
d = q("48.5") - q("0.02") + q("45") - q("0.015")
e = g1 + g2 - q("3") - q("2.5") - d
s.expect("recovered-and-destroyed", "hfc23-recovered-total", q("5.5"), "tHFC-23")
s.expect("recovered-and-destroyed", "incinerator[1]/2020-01/D_23", q("48.5") - q("0.02"), "tHFC-23")
s.expect("recovered-and-destroyed", "hfc23-destroyed", d, "tHFC-23")
s.expect("recovered-and-destroyed", "hfc23-emitted", e, "tHFC-23")
s.expect("recovered-and-destroyed", "hfc23-equivalent", e * 11700, "tCO2e(sar)")
s.expect("recovered-and-destroyed", "destruction-co2", d * 44 / 70, "tCO2")
s.expect("one-tonne-destroyed", "destruction-co2", Fraction(44, 70), "tCO2")
s.expect("factor-not-measured", "hcfc22-line[1]/2020-01/G_23", "poisoned")
s.expect("factor-not-measured", "hfc23-equivalent", "poisoned")
s.expect("output-month-missing", "hfc23-generated-total", "absent")
s.expect("output-month-missing", "hfc23-equivalent", "absent")
s.expect("output-month-missing", "total", "absent")
e = q("1000") * q("0.02") - q("28.5")
s.expect("store-of-last-year-destroyed", "facility[F1]/库_用", q("10") - q("1"), "tHFC-23")
s.expect("store-of-last-year-destroyed", "hfc23-emitted", e, "tHFC-23")
s.expect("store-of-last-year-destroyed", "hfc23-equivalent", e * 11700, "tCO2e(sar)")
s.expect("line-shut-in-january", "hfc23-generated-total", q("500") * q("0.02"), "tHFC-23")
s.expect("line-stands-still", "hfc23-equivalent", Fraction(0), "tCO2e(sar)")
s.expect("two-lines-two-incinerators", "hfc23-generated-total", q("500") * q("0.02") + q("300") * q("0.021"), "tHFC-23")
s.expect("two-lines-two-incinerators", "hfc23-destroyed", q("7") + q("5.5"), "tHFC-23")
s.expect("two-lines-two-incinerators", "hfc23-recovered-total", q("1.5"), "tHFC-23")

sum_e = Fraction(0)
for name, gwp in GWP.items():
    share = q("0.002") if name == "SF6" else q("0.005")
    s.expect("every-gas-default", f"gas[{name}]/grade[1]/M_逃", 100 * share, f"t{name}")
    s.expect("every-gas-default", f"gas[{name}]/grade[1]/E_逃", 100 * share * gwp, "tCO2e(sar)")
    sum_e += 100 * share * gwp
s.expect("every-gas-default", "losses", sum_e, "tCO2e(sar)")
s.expect("sf6-two-grades", "gas[SF6]/grade[高纯]/E_逃", q("120.5") * q("0.08") * 23900, "tCO2e(sar)")
s.expect("sf6-two-grades", "gas[SF6]/grade[工业级]/E_逃", q("800") * q("0.002") * 23900, "tCO2e(sar)")
s.expect("sf6-two-grades", "losses", (q("120.5") * q("0.08") + q("800") * q("0.002")) * 23900, "tCO2e(sar)")
s.expect("loss-measured", "losses", q("5000") * q("0.0031") * 650 + q("10") * q("0.05") * 23900, "tCO2e(sar)")
s.expect("output-of-three-months", "losses", (q("10.5") + q("0") + q("12")) * q("0.005") * 2800, "tCO2e(sar)")
s.expect("grade-unknown", "losses", "absent")
s.expect("power-exporter", "electricity", (q("100") - q("5100")) * q("0.7035"), "tCO2")
s.expect("steam-bought", "heat", q("26450.5") * q("0.11"), "tCO2")

s.expect("diesel-by-stock", "combustion", burn("柴油", "323"), "tCO2")
d = q("29.5") + q("39.99")
s.expect("incinerator-replaced", "hfc23-destroyed", d, "tHFC-23")
s.expect("incinerator-replaced", "destruction-co2", d * 44 / 70, "tCO2")
s.expect("power-bought", "electricity", q("8620.5") * q("0.5810"), "tCO2")

w = "whole-enterprise"
fuels = [burn("天然气", "850.5"), burn("柴油", "60.25")]
gen = [rest(q("2500.5") * q("0.0212")), rest(q("2400") * q("0.0208")), rest(q("900") * q("0.019")), rest(q("880") * q("0.0195"))]
des = [q("52"), q("49.2"), q("16.5"), q("16.9")]
rec = q("0.3") + q("0.2")
e = total(gen) - rec - sum(des)
loss = [rest((q("5000") + q("5200")) * q("0.005") * 650), rest((q("10") + q("12")) * q("0.08") * 23900),
        rest((q("700") + q("650")) * q("0.005") * 1300)]
power = [rest((q("81234.5") - q("23.4")) * q("0.5810")), rest(q("100") * q("0.5810"))]
warm = [rest(q("56000.5") * q("0.11")), rest(q("-1200") * q("0.11"))]
s.expect(w, "combustion", total(fuels), "tCO2")
s.expect(w, "hfc23-generated-total", total(gen), "tHFC-23")
s.expect(w, "hfc23-recovered-total", rec, "tHFC-23")
s.expect(w, "hfc23-destroyed", sum(des), "tHFC-23")
s.expect(w, "hfc23-emitted", e, "tHFC-23")
s.expect(w, "hfc23-equivalent", e * 11700, "tCO2e(sar)")
co2 = rest(sum(des) * 44 / 70)
s.expect(w, "destruction-co2", co2, "tCO2")
s.expect(w, "losses", total(loss), "tCO2e(sar)")
process = rest(e * 11700 + co2 + total(loss))
s.expect(w, "process", process, "tCO2e(sar)")
s.expect(w, "electricity", total(power), "tCO2")
s.expect(w, "heat", total(warm), "tCO2")
s.totals(w, total(fuels) + process, total(power) + total(warm), "tCO2e(sar)")

if __name__ == "__main__":
    sys.exit(s.main())
