"""Expected digits of sectors/petrochemicals/ndrc-2014 (石油化工, 2014), from the formulas of the text.

Flares: Q (CC OF 44/12 + V 19.7), CC = sum 12 V CN 10/22.4; upsets GF T CN OF 44/22.4 x 10. Coke burnt
continuously MC CF OF 44/12; in campaigns MC (1-CF1) [CF1/(1-CF1) - CF2/(1-CF2)] OF 44/12; hydrogen (AD CC -
Q CC - Q CC) 44/12; calcining [M CC - (M + M) CC] 44/12; asphalt M x 0.05; cracking Q T (CO2 + CO) 19.7 / 10^4
with shares; oxide (RE 0.85 - EO 0.545) 44/12; others by carbon balance. Sheet of crude oil processing: fuel +
power + heat.
"""

import sys

from common import CO2_C, Fraction, Sheet, every_fuel, q, rest, total
from fuel_lists import F_NCSC
from ncsc_lib import MOLECULES, SUBSTANCES, burn, carbon, flare, part

s = Sheet("sectors/petrochemicals/ndrc-2014")
every_fuel(s, F_NCSC, burn)
s.expect("refinery-gas-measured-carbon", "combustion", burn("炼厂干气", "12000.5", content="0.7421"), "tCO2")
s.expect("fuel-oil-measured-calorific-value", "combustion", burn("燃料油", 1000, ncv="41.2", of="99"), "tCO2")

CN = {"甲烷": 1, "乙烷": 2, "乙烯": 2, "丙烷": 3, "丙烯": 3, "丁烷": 4, "丁烯": 4, "戊烷": 5,
      "一氧化碳": 1, "氢气": 0, "氮气": 0, "氧气": 0, "硫化氢": 0}
for name, n in CN.items():
    s.expect("every-component", f"component[{name}]/CC_n", part("5", n), "tC/万Nm3")
gas = [("5", n) for n in CN.values()]
s.expect("every-component", "flare-stream[1]/CC_非CO2", rest(sum(part(v, n) for v, n in gas)), "tC/万Nm3")
mix = [("62.5", 1), ("8.2", 2), ("4.1", 3), ("20", 0), ("2", 0)]
e = flare("350.5", mix, "3.2")
s.expect("flare-by-composition", "flare-stream[1]/E_火炬CO2", e, "tCO2")
s.expect("flare-by-composition", "flare-normal", e, "tCO2")
s.expect("flare-by-composition", "flare-stream[1]/V_合计", q("1"), "")
e = flare("120", [], "1.5", of="0.995", content="6.105")
s.expect("flare-carbon-measured", "flare-normal", e, "tCO2")
# Methane alone: 12/22.4 x 10 x 0.98 x 44/12 = 44 x 9.8/22.4 per 10^4 Nm3.
assert flare(1, [("100", 1)], 0) == rest(rest(Fraction(120) / q("22.4")) * q("0.98") * CO2_C)
s.expect("flare-own-component", "component[新戊烷]/CC_n", part("10", 5), "tC/万Nm3")
# C5 and heavier as analysed: 5.4 atoms go before the formula's 5.
s.expect("flare-own-component", "component[戊烷]/CC_n", part("10", q("5.4")), "tC/万Nm3")


def upset(gf, t, cn, of="0.98"):
    return rest(q(gf) * q(t) * q(cn) * q(of) * 44 / q("22.4") * 10)


s.expect("upset-refinery", "flare-upset", upset("2.5", "6.5", 5), "tCO2")
s.expect("upset-chemical", "flare-upset", upset("1.2", "3", 3), "tCO2")
a, b = upset("2.5", "6.5", "4.2", "0.99"), upset("1", "2", 3)
s.expect("two-upsets", "upset[1]/E_事故", a, "tCO2")
s.expect("two-upsets", "flare-upset", a + b, "tCO2")


def coke(mc, cf="1", of="0.98"):
    return rest(q(mc) * q(cf) * q(of) * CO2_C)


s.expect("cracking-coke", "catalytic-cracking", coke("85000.5"), "tCO2")
s.expect("cracking-coke-measured", "catalytic-cracking", coke("85000.5", "0.935", "0.995"), "tCO2")
s.expect("fluid-coking", "fluid-coking", coke("1200") + coke("300"), "tCO2")


def campaign(mass, before, after, of="0.98"):
    x, y = q(before) / 100, q(after) / 100
    return rest(q(mass) * (1 - x) * (x / (1 - x) - y / (1 - y)) * q(of) * CO2_C)


# OF is in the formula; an implementation shows it and forgets it.
one = campaign("85.5", "5.2", "0.15")
s.expect("reforming-campaign", "regeneration[1]/E_间歇", one, "tCO2")
s.expect("reforming-campaign", "reforming", one, "tCO2")
two, more = campaign("60", "4.8", "0", "1"), coke("3500")
s.expect("reforming-both-ways", "reforming", more + coke("500") + one + two, "tCO2")
s.expect("reforming-both-ways", "other-decoking", coke("210") + coke("90")
         + campaign("12", "3", "0.5") + campaign("20", "4", "1"), "tCO2")
s.expect("reforming-both-ways", "catalytic-cracking", "not occurring")

h2 = rest((q("42000") * q("0.8310") - q("9100.5") * q("0.512") - q("120") * q("0.85")) * CO2_C)
s.expect("hydrogen", "hydrogen[1]/E_氢", h2, "tCO2")
s.expect("hydrogen", "hydrogen-total", h2, "tCO2")
s.expect("hydrogen-without-residue", "hydrogen-total",
         rest((q("42000") * q("0.8310") - q("9100.5") * q("0.512")) * CO2_C), "tCO2")
pc = rest((q("120000") * q("0.872") - (q("95000") + q("2100.5")) * q("0.981")) * CO2_C)
s.expect("calcining", "calcining-total", pc, "tCO2")
s.expect("asphalt", "asphalt-total", q("25000.5") * q("0.05"), "tCO2")
s.expect("asphalt-measured", "asphalt-total", q("25000.5") * q("0.03"), "tCO2")


def decoke(flow, hours, co2, co):
    return rest(q(flow) * q(hours) * (q(co2) + q(co)) / 100 * q("19.7") / 10000)


# Shares, not percent figures: 12.5 % is 0.125.
a, b = decoke("15000", "36.5", "12.5", "1.2"), decoke("14800", "40", "11", "0.8")
s.expect("cracker-decoking", "decoke[1]/E_烧焦", a, "tCO2")
s.expect("cracker-decoking", "decoke-total", a + b, "tCO2")
oxide = rest((q("95000") * q("0.85") - q("120000.5") * q("0.545")) * CO2_C)
s.expect("oxide-defaults", "oxide-total", oxide, "tCO2")
s.expect("oxide-measured", "oxide-total",
         rest((q("95000") * q("0.8568") - q("120000.5") * q("0.5454")) * CO2_C), "tCO2")
NAMES = ("乙腈", "丙烯腈", "丁二烯", "炭黑", "乙烯", "二氯乙烷", "氰化氢", "甲醇", "甲烷", "丙烷", "丙烯", "氯乙烯单体")
for name in NAMES:
    s.expect("every-substance-default", f"feed[{name}]/C_r", 10 * q(SUBSTANCES[name]), "tC")
for name in ("石脑油", "天然气"):
    s.expect("every-substance-default", f"feed[{name}]/C_r", 10 * carbon(name), "tC")
for name in NAMES:
    c, m = MOLECULES[name]
    s.expect("every-molecule-by-purity", f"feed[{name}]/CC_r", q("0.99") * c / q(m), "tC/t")
nitrile = rest((rest(q("11000") * q("0.8563")) - rest(q("9500") * q("0.6664")) - rest(q("300") * q("0.5852"))
                - rest(q("40") * q("0.55"))) * CO2_C)
s.expect("acrylonitrile", "feed-emissions", nitrile, "tCO2")
s.expect("carbon-dioxide-recovery", "carbon-dioxide-recovered", q("30.5") * q("0.995") * q("19.7"), "tCO2")
s.expect("power-exporter", "electricity", (q("100") - q("52100.5")) * q("0.8843"), "tCO2")
s.expect("coke-burnt-missing", "process", "absent")
s.expect("coke-burnt-missing", "total", "absent")
s.expect("units-stand-still", "process", Fraction(0), "tCO2")
s.expect("unit-dismantled", "catalytic-cracking", coke("4000"), "tCO2")

p = [rest(q("310000") * q("0.6101")), rest(q("52000") * q("0.6101")), Fraction(0), Fraction(0)]
h = [Fraction(0), rest(q("120000") * q("0.098")), rest(q("90000") * q("0.11")), rest(q("10.5") * q("0.11"))]
f = [burn("炼厂干气", "180000", ncv="45.12"), burn("天然气", "2100.5"),
     burn("燃料油", "900", cc="21.4", of="99")]
s.expect("refinery-sheet", "sheet[炼厂]/E_表燃烧", total(f), "tCO2")
s.expect("refinery-sheet", "sheet[炼厂]/E_表电力", total(p), "tCO2")
s.expect("refinery-sheet", "sheet[炼厂]/E_表热力", total(h), "tCO2")
s.expect("refinery-sheet", "sheet[炼厂]/E_表", total(f) + total(p) + total(h), "tCO2")
s.expect("refinery-sheet", "sheet[炼厂]/I_表", (total(f) + total(p) + total(h)) / q("8500000"), "tCO2/t")
s.expect("sheet-without-throughput", "sheet[炼厂]/E_表", q("61.01"), "tCO2")
s.expect("sheet-without-throughput", "sheet[炼厂]/I_表", "not occurring")
s.expect("sheet-stated-power-factor", "sheet[炼厂]/E_表电力", q("1000") * q("0.5366"), "tCO2")

# A works that is one refinery takes the fuels of 附表2; another lists those of its refinery.
w = "refinery-sheet-whole-works"
first = total([burn("炼厂干气", "182000", ncv="45.12"), burn("天然气", "2100.5")])
second = burn("天然气", "35")
power, warm = rest(q("310000") * q("0.6101")), rest(q("120000") * q("0.11"))
s.expect(w, "sheet[一炼]/E_表燃烧", first, "tCO2")
s.expect(w, "sheet[一炼]/E_表", first + power + warm, "tCO2")
s.expect(w, "sheet[二炼]/E_表燃烧", second, "tCO2")
s.expect(w, "sheet[二炼]/E_表", second, "tCO2")
s.expect(w, "sheets-total", rest(first + power + warm) + second, "tCO2")
s.expect(w, "sheets-throughput", q("8750000"), "t")
s.expect(w, "combustion", total([burn("炼厂干气", "182000", ncv="45.12"), burn("天然气", "2100.5"),
                                 burn("天然气", "400")]), "tCO2")
# Data of 2022, filed before the end of March 2024: 0.5703 for grid and captive plant.
p = [rest(q("310000") * q("0.5703")), rest(q("52000") * q("0.5703"))]
s.expect("sheet-power-2022", "sheet[炼厂]/E_表电力", total(p), "tCO2")
# The boundary of the years: 0.6101 for data of 2020, 0.5810 for 2021 filed in September 2022.
for year, grid in (("2020", "0.6101"), ("2021", "0.5810")):
    s.expect(f"sheet-power-{year}", "sheet[炼厂]/E_表电力",
             total([q("310000") * q(grid), q("52000") * q("0.6")]), "tCO2")

# Two works, every source.
w = "whole-enterprise"
fuels = [burn("炼厂干气", "182000", ncv="45.12"), burn("天然气", "2100.5")]
fl = [flare("350.5", mix, "3.2"), flare("50", mix, "3.2")]
up = [upset("2.5", "6.5", 5), upset("1.2", "3", 3)]
fcc = [coke("85000.5"), coke("1000")]
ref = [one, campaign("60", "4.8", "0.1")]
oth = campaign("12", "3", "0.5")
fluid = coke("1200")
asphalt = [rest(q("25000.5") * q("0.05")), rest(q("100") * q("0.05"))]
dec = [a, b]
hyd = [h2, rest((q("100") * q("0.8") - q("50") * q("0.5")) * CO2_C)]
cal = [pc, rest((q("100") * q("0.87") - (q("80") + q("1")) * q("0.98")) * CO2_C)]
oxi = [oxide, rest((q("100") * q("0.85") - q("110") * q("0.545")) * CO2_C)]
back = [rest(q("300") * q("0.995") * q("19.7")), rest(q("1") * q("0.9") * q("19.7"))]
power = [rest((q("612345.5") - q("2023.4")) * q("0.5703")), rest(q("100") * q("0.5703"))]
warm = [rest(q("56000.5") * q("0.11")), rest(q("-1200") * q("0.11"))]
for name, terms in (("combustion", fuels), ("flare-normal", fl), ("flare-upset", up),
                    ("catalytic-cracking", fcc), ("reforming", ref), ("other-decoking", [oth]),
                    ("fluid-coking", [fluid]), ("hydrogen-total", hyd), ("calcining-total", cal),
                    ("asphalt-total", asphalt), ("decoke-total", dec), ("oxide-total", oxi),
                    ("feed-emissions", [nitrile]), ("carbon-dioxide-recovered", back),
                    ("electricity", power), ("heat", warm)):
    s.expect(w, name, total(terms), "tCO2")
process = rest(total(fcc) + total(ref) + oth + fluid + total(hyd) + total(cal) + total(asphalt) + total(dec)
               + total(oxi) + nitrile)
flares = rest(total(fl) + total(up))
s.expect(w, "flares", flares, "tCO2")
s.expect(w, "process", process, "tCO2")
direct = total(fuels) + flares + process - total(back)
s.totals(w, direct, total(power) + total(warm))

if __name__ == "__main__":
    sys.exit(s.main())
