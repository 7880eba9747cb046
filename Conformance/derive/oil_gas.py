"""Expected digits of sectors/oil-gas/ndrc-2014 (石油和天然气生产, 2014), from the formulas of the text.

Fuels FC NCV CC OF 44/12; flares Q (CC OF 44/12 + V 19.7) and CH4 Q V (1 - OF) 7.17, upsets with Q = GF T;
well tests Q H V 7.17; facilities N x EF; processing Q x 13.83 and Q x 40.34; acid gas (Q V - Q V) 44/22.4 x 10;
crude pipelines Q x 753.29; recovered CH4 Q PUR 7.17, CO2 Q PUR 19.7; CH4 x 21; net power and heat.
"""

import functools
import sys

import ncsc_lib
from common import CO2_C, Fraction, Sheet, every_fuel, q, rest, total
from fuel_lists import F_OG
from ncsc_lib import flare, part

s = Sheet("sectors/oil-gas/ndrc-2014")
burn = functools.partial(ncsc_lib.burn, fuels=F_OG)

# What a database prints per fuel, to five decimals: the factors multiply to it (those that were seen).
assert round(float(q("389.31") * q("15.30") / 1000 * q("0.99") * CO2_C), 3) == 21.622
every_fuel(s, F_OG, burn)
s.expect("gas-measured-carbon", "combustion", burn("天然气", "820.5", content="5.731"), "tCO2")
s.expect("lng-of-this-guideline", "fuel[液化天然气]/E_fuel",
         rest(100 * q("41.868") * q("0.0172") * q("0.99") * CO2_C), "tCO2")


def slip(volume, ch4, of="0.98"):
    return rest(q(volume) * q(ch4) / 100 * (1 - q(of)) * q("7.17"))


CN = {"甲烷": 1, "乙烷": 2, "丙烷": 3, "丁烷": 4, "戊烷": 5, "己烷": 6, "一氧化碳": 1, "氢气": 0, "氮气": 0,
      "氧气": 0, "硫化氢": 0}
for name, n in CN.items():
    s.expect("every-component", f"component[{name}]/CC_n", part("5", n), "tC/万Nm3")
    s.expect("every-component", f"upset-component[{name}]/CC_事", part("5", n), "tC/万Nm3")
s.expect("every-component", "flare-stream[1]/V_火炬CH4", q("0.05"), "")
mix = [("86.5", 1), ("6.2", 2), ("2.1", 3), ("1.2", 0)]
s.expect("flare-normal", "flare-normal", flare("250.5", mix, "4"), "tCO2")
s.expect("flare-normal", "flare-normal-ch4", slip("250.5", "86.5"), "tCH4")
s.expect("flare-oxidation-measured", "flare-normal", flare("250.5", mix, "4", "0.995"), "tCO2")
s.expect("flare-oxidation-measured", "flare-normal-ch4", slip("250.5", "86.5", "0.995"), "tCH4")
v = q("3.2") * q("2.5")


def upset(volume, gas, co2, of="0.98"):
    """As a flare, but the sum of carbon is no value of its own here and does not rest."""
    cc = sum(part(x, n) for x, n in gas)
    return rest(volume * (cc * q(of) * CO2_C + q(co2) / 100 * q("19.7")))


s.expect("flare-upset", "upset[1]/Q_事故", v, "万Nm3")
s.expect("flare-upset", "flare-upset", upset(v, mix, "4"), "tCO2")
s.expect("flare-upset", "flare-upset-ch4", slip(v, "86.5"), "tCH4")
v2 = q("1") * q("4")
s.expect("two-upsets", "flare-upset", upset(v, mix, "4") + upset(
    v2, [("90", 1), ("9", 5), ("0.5", q("6.4"))], "1", "0.97"), "tCO2")
s.expect("two-upsets", "flare-upset-ch4", slip(v, "86.5") + slip(v2, "90", "0.97"), "tCH4")
s.expect("flare-without-methane", "flare-stream[1]/V_火炬CH4", "not occurring")
s.expect("flare-without-methane", "flare-normal-ch4", "not occurring")

t1, t2 = rest(q("2.4") * q("36") * q("0.912") * q("7.17")), rest(q("1.1") * q("12.5") * q("0.95") * q("7.17"))
s.expect("well-tests", "well-test[1]/E_试CH4", t1, "tCH4")
s.expect("well-tests", "exploration-ch4", t1 + t2, "tCH4")
s.expect("well-tests", "exploration-co2", q("2.4") * q("36") * q("0.03") * q("19.7"), "tCO2")
FIELD = {"原油：井口装置": (None, "0.23"), "原油：单井储油装置": ("0.22", "0.38"), "原油：接转站": ("0.11", "0.18"),
         "原油：联合站": ("0.45", "1.40"), "天然气：井口装置": (None, "2.50"), "天然气：集气站": ("23.6", "27.9"),
         "天然气：计量/配气站": (None, "8.47"), "天然气：储气站": ("10.0", "58.37")}
MOVE = {"压气站/增压站": ("10.05", "85.05"), "计量站/分输站": ("13.52", "31.50"), "管线（逆止阀）": ("5.49", "0.85"),
        "清管站": ("0.001", "0")}
for table, kind, a, b in ((FIELD, "field-facility", "E_采放", "E_采逃"), (MOVE, "transport-facility", "E_储放", "E_储逃")):
    for name, (vent, leak) in table.items():
        s.expect("every-facility", f"{kind}[{name}]/{a}", 7 * q(vent) if vent else "not occurring", "tCH4")
        s.expect("every-facility", f"{kind}[{name}]/{b}", 7 * q(leak), "tCH4")
s.expect("every-facility", "production-vented", 7 * sum(q(v) for v, _ in FIELD.values() if v), "tCH4")
s.expect("every-facility", "production-leaked", 7 * sum(q(l) for _, l in FIELD.values()), "tCH4")
s.expect("every-facility", "transport-vented", 7 * sum(q(v) for v, _ in MOVE.values()), "tCH4")
s.expect("every-facility", "transport-leaked", 7 * sum(q(l) for _, l in MOVE.values()), "tCH4")
s.expect("facility-factors-measured", "production-vented", 3 * q("20.5"), "tCH4")
s.expect("facility-factors-measured", "production-leaked", 3 * q("25.1"), "tCH4")
s.expect("facility-factors-measured", "transport-vented", 2 * q("9.1") + 4 * q("1.2"), "tCH4")
s.expect("facility-factors-measured", "transport-leaked", 2 * q("80") + 4 * q("0.6"), "tCH4")
s.expect("own-facility-not-measured", "production-leaked", "absent")
s.expect("own-facility-not-measured", "leaked-ch4", "absent")
s.expect("no-facility-left", "production-leaked", Fraction(0), "tCH4")
s.expect("no-facility-left", "production-vented", Fraction(0), "tCH4")
s.expect("gas-processing", "processing-vented", q("35.25") * q("13.83"), "tCH4")
s.expect("gas-processing", "processing-leaked", q("35.25") * q("40.34"), "tCH4")
s.expect("gas-processing-measured", "processing-vented", q("35.25") * q("11") + q("2") * q("13.83"), "tCH4")
s.expect("gas-processing-measured", "processing-leaked", q("35.25") * q("38.2") + q("2") * q("40.34"), "tCH4")
s.expect("plant-handed-over-in-may", "processing-leaked", q("10") * q("40.34"), "tCH4")


def acid(qi, vi, qo, vo):
    return rest((q(qi) * q(vi) / 100 - q(qo) * q(vo) / 100) * 44 / q("22.4") * 10)


one, two = acid("180000", "6.5", "169500.5", "2.1"), acid("1000", "5", "960", "1")
s.expect("acid-gas", "acid-gas-co2", one, "tCO2")
s.expect("acid-gas-two-units", "acid-gas-co2", one + two, "tCO2")
s.expect("crude-pipeline", "transport-leaked", q("0.185") * q("753.29"), "tCH4")
s.expect("crude-pipeline-measured", "transport-leaked", q("0.185") * q("600") + q("0.01") * q("753.29"), "tCH4")
s.expect("methane-recovery", "methane-recovered", q("120.5") * q("0.92") * q("7.17"), "tCH4")
s.expect("methane-recovery", "methane-recovered-equivalent", q("120.5") * q("0.92") * q("7.17") * 21, "tCO2e(sar)")
s.expect("carbon-dioxide-recovery", "carbon-dioxide-recovered", q("30.5") * q("0.995") * q("19.7"), "tCO2")
s.expect("power-exporter", "electricity", (q("100") - q("5100")) * q("0.6671"), "tCO2")
s.expect("heat-exporter", "heat", -q("5000") * q("0.11"), "tCO2")

# Two fields, every source.
w = "whole-enterprise"
fuels = [burn("天然气", "21350.5"), burn("柴油", "8600.25"), burn("原油", "12000")]
f_co2 = [flare("250.5", mix, "4"), flare("80", mix, "4")]
f_ch4 = [slip("250.5", "86.5"), slip("80", "86.5")]
u_co2, u_ch4 = [flare(v, mix, "4"), flare(v2, mix, "4")], [slip(v, "86.5"), slip(v2, "86.5")]
tests = [t1, t2]
t_co2 = [rest(q("2.4") * q("36") * q("0.03") * q("19.7")), rest(q("1.1") * q("12.5") * q("0.01") * q("19.7"))]
field_v = [rest(45 * q("23.6")), rest(12 * q("0.45"))]
field_l = [rest(45 * q("27.9")), rest(12 * q("1.40")), rest(1800 * q("2.50"))]
plant_v, plant_l = [rest(q("35.25") * q("13.83")), rest(q("2") * q("13.83"))], [rest(q("35.25") * q("40.34")), rest(q("2") * q("40.34"))]
acids = [one, two]
move_v, move_l = [rest(3 * q("10.05")), rest(5 * q("13.52"))], [rest(3 * q("85.05")), rest(5 * q("31.50"))]
pipe = [rest(q("0.185") * q("753.29")), rest(q("0.01") * q("753.29"))]
back = [rest(q("120.5") * q("0.92") * q("7.17")), rest(q("20") * q("0.9") * q("7.17"))]
back_co2 = [rest(q("300") * q("0.995") * q("19.7")), rest(q("1") * q("0.9") * q("19.7"))]
power = [rest((q("512345.5") - q("23.4")) * q("0.5703")), rest(q("100") * q("0.5703"))]
warm = [rest(q("5600.5") * q("0.11")), rest(q("-1200") * q("0.11"))]
for name, terms, unit in (
        ("combustion", fuels, "tCO2"), ("flare-normal", f_co2, "tCO2"), ("flare-normal-ch4", f_ch4, "tCH4"),
        ("flare-upset", u_co2, "tCO2"), ("flare-upset-ch4", u_ch4, "tCH4"), ("exploration-ch4", tests, "tCH4"),
        ("exploration-co2", t_co2, "tCO2"), ("production-vented", field_v, "tCH4"),
        ("production-leaked", field_l, "tCH4"), ("processing-vented", plant_v, "tCH4"),
        ("processing-leaked", plant_l, "tCH4"), ("acid-gas-co2", acids, "tCO2"),
        ("transport-vented", move_v, "tCH4"), ("transport-leaked", move_l + pipe, "tCH4"),
        ("methane-recovered", back, "tCH4"), ("carbon-dioxide-recovered", back_co2, "tCO2"),
        ("electricity", power, "tCO2"), ("heat", warm, "tCO2")):
    s.expect(w, name, total(terms), unit)
flares = rest(total(f_co2) + total(u_co2) + (total(f_ch4) + total(u_ch4)) * 21)
vented = rest(total(t_co2) + total(acids) + (total(tests) + total(field_v) + total(plant_v) + total(move_v)) * 21)
leaked = rest(total(field_l) + total(plant_l) + total(move_l + pipe))
s.expect(w, "flares", flares, "tCO2e(sar)")
s.expect(w, "vented", vented, "tCO2e(sar)")
s.expect(w, "leaked-ch4", leaked, "tCH4")
s.expect(w, "leaked", leaked * 21, "tCO2e(sar)")
direct = rest(total(fuels) + flares + vented + leaked * 21 - total(back) * 21 - total(back_co2))
s.totals(w, direct, total(power) + total(warm), "tCO2e(sar)")

if __name__ == "__main__":
    sys.exit(s.main())
