"""Expected digits of sectors/carbon-materials/gbt-2024, from formulas (1) to (16) of GB/T 32151.34-2024.

The vectors of the transcription (guidelines, section 10, set A) are typed in as their authors print them and
compared here with the formulas."""

import sys

from common import CO2_C, Sheet, every_fuel, percent, q, rest, total
from fractions import Fraction
from fuel_lists import F_GB
from steam_tables import saturated, superheated

s = Sheet("sectors/carbon-materials/gbt-2024")
CO2_CH4 = Fraction(44, 16)
K = "0.35"
GRID = q("0.5306")


def vector(value, printed):
    """The value, after a look at what the transcription expects."""
    printed = printed.rstrip(".")
    places = len(printed.partition(".")[2])
    cut = Fraction(int(value * 10**places), 10**places)
    assert cut == q(printed), (value, printed)
    return value


def burn(fuel, amount, ncv=None, carbon=None, oxidation=None):
    """(3) with (4), (5): t CO2; carbon in tC/TJ."""
    own = F_GB.get(fuel, (None, None, None))
    ncv, carbon, oxidation = (q(a if a is not None else b) for a, b in zip((ncv, carbon, oxidation), own))
    return rest(rest(q(amount) * ncv) * rest(carbon / 1000) * (oxidation / 100) * CO2_C)


def part(rows):
    """Mass times content, row by row, at rest."""
    return total(rest(q(m) * c) for m, c in rows)


def calcine(raw, product, others=(), k=K):
    """(6): raw and product are (mass, fixed carbon, volatile) as fractions; others are masses."""
    made = [q(m) for m, _, _ in product]
    content = rest(sum(rest(m * c) for m, (_, c, _) in zip(made, product)) / sum(made))
    carbon = part((m, c) for m, c, _ in raw) - (sum(made) + sum(map(q, others))) * content
    volatile = part((m, v) for m, _, v in raw) - part((m, v) for m, _, v in product)
    return rest(carbon * CO2_C + volatile * q(k) * CO2_CH4)


def balance(into, out, volatile, k=K):
    """(7), (8): (mass, content) of carbon in and out and of volatile matter."""
    return rest((part(into) - part(out)) * CO2_C + part(volatile) * q(k) * CO2_CH4)


def heat(kg, enthalpy, factor="0.11"):
    """(13): the whole enthalpy."""
    return rest(q(kg) * q(enthalpy) * q(factor) / 10**6)


# The vectors.
volume = vector(2 * q("0.015") * q("0.98") * CO2_C, "0.1078")
s.expect("vector-fuel-by-volume", "combustion", volume, "tCO2")
mass = vector(10 * q("0.02") * CO2_C, "0.733333333333")
s.expect("vector-fuel-by-mass", "combustion", mass, "tCO2")
s.expect("vector-fuel-by-heat", "combustion", mass, "tCO2")
s.expect("vector-heat-of-fuel", "fuel[天然气]/AFh", vector(q(2) * 3, "6"), "GJ")
s.expect("vector-heat-of-fuel", "fuel[柴油]/AFh", vector(q(10) * 3, "30"), "GJ")
ec = vector(calcine([("100", q("0.008"), q("0.10"))], [("70", q("0.002"), q("0.02"))], ("5", "1")), "10.6535")
s.expect("vector-calcination", "furnace[1]/EC", ec, "tCO2")
s.expect("vector-calcination", "calcination-total", ec, "tCO2")
s.expect("vector-calcination", "baking-total", "not occurring")
eb = vector(balance([("10", q("0.005")), ("100", q("0.007"))], [("5", q("0.01")), ("95", q("0.006"))],
                    [("10", q("0.10")), ("100", q("0.02"))]), "3.364166666666")
s.expect("vector-baking", "baking-total", eb, "tCO2")
eg = vector(balance([("10", q("0.005")), ("100", q("0.007"))], [("5", q("0.01")), ("95", q("0.006"))],
                    [("10", q("0.10"))]), "1.439166666666")
s.expect("vector-graphitisation", "graphitisation-total", eg, "tCO2")
s.expect("vector-graphitisation", "direct", eg, "tCO2")


def incinerate(q_, var, hm, c, ox, days):
    """(9), with 10^-9 and 24 as printed."""
    return rest(q(q_) * q(var) / 10**9 * q(hm) * q(c) * percent(ox) * CO2_C * q(days) * 24)


er = vector(incinerate(1000, 10, 30, "0.02", 98, 1), "0.00051744")
s.expect("vector-incineration", "incineration-total", er, "tCO2")
ed = vector(10 * q("0.9") * q("0.44"), "3.96")
s.expect("vector-desulphurisation", "desulphurisation-total", ed, "tCO2")
s.expect("vector-power", "electricity-bought", vector(q(100) * q("0.5"), "50"), "tCO2")
s.expect("vector-heat", "heat-bought", vector(heat(1000, 2800), "0.308"), "tCO2")
ei = vector(50 + q("0.308") - 5 - q("0.0616"), "45.2464")
s.expect("vector-indirect", "heat-delivered", q("0.0616"), "tCO2")
s.expect("vector-indirect", "indirect", ei, "tCO2")
s.expect("vector-indirect", "direct", "not occurring")
s.expect("vector-indirect", "total", ei, "tCO2")
w = "vectors-together"
s.expect(w, "flue-gas", er + ed, "tCO2")
es = rest(volume + ec + eb + eg + rest(er + ed))
s.totals(w, es, ei)

# Heat and power.
h = vector(saturated("1.75"), "2794.45")
s.expect("steam-saturated", "heat-line[1]/HM_汽", h, "kJ/kg")
s.expect("steam-saturated", "heat-bought", heat(250000, h), "tCO2")
h = superheated("290", "2")
s.expect("steam-superheated", "heat-line[1]/HM_汽", h, "kJ/kg")
s.expect("steam-superheated", "heat-bought", heat(250000, h), "tCO2")
s.expect("steam-stated-first", "heat-bought", heat(250000, "2780.5", "0.098"), "tCO2")
s.expect("steam-kind-missing", "heat-bought", "absent")
out = heat(900000, saturated("1"))
s.expect("heat-exporter", "heat-bought", "not occurring")
s.expect("heat-exporter", "indirect", 20 * GRID - out, "tCO2")
s.expect("green-power-proved", "electricity-bought", 1000 * GRID, "tCO2")
s.expect("green-power-unproved", "electricity-bought", 150 * GRID, "tCO2")
s.expect("green-power-of-the-grid", "electricity-bought", 100 * GRID, "tCO2")
s.expect("power-exporter", "electricity-delivered", q("1500.5") * q("0.42"), "tCO2")
s.expect("power-exporter", "total", 1200 * GRID - q("1500.5") * q("0.42"), "tCO2")
s.expect("power-amount-missing", "total", "absent")

# Fuels.
every_fuel(s, F_GB, burn, figure="EFu")
s.expect("fuel-measured", "combustion", burn("烟煤", "1250.5", "21.347", "25.83", "96.5"), "tCO2")
content = rest(q("1250.5") * q("0.5514") * q("0.93") * CO2_C)
s.expect("fuel-content-first", "combustion", content, "tCO2")
s.expect("fuel-content-first", "direct", content, "tCO2")
s.expect("fuel-own", "combustion", burn("煤沥青", "80.5", "36.2", "23.6", "98"), "tCO2")
s.expect("fuel-missing", "combustion", "absent")
s.expect("fuel-missing", "total", "absent")
s.expect("fuel-zero", "direct", q("0"), "tCO2")

# Furnaces: x_ar = x_d (1 - M_ar) = x_ad (1 - M_ar) / (1 - M_ad).
COKE = ("760", q("0.986"), q("0.004"))
carbon, volatile = rest(q("0.884") * q("0.92")), rest(q("0.112") * q("0.92"))
s.expect("materials-from-dry", "material[生焦]/WFC", carbon, "tC/t@ar")
s.expect("materials-from-dry", "material[生焦]/WVar", volatile, "t/t@ar")
s.expect("materials-from-dry", "calcination-total", calcine([("1000", carbon, volatile)], [COKE]), "tCO2")
carbon, volatile = (rest(q(x) * q("0.92") / q("0.991")) for x in ("0.876", "0.111"))
s.expect("materials-from-air-dried", "material[生焦]/WFC", carbon, "tC/t@ar")
s.expect("materials-from-air-dried", "calcination-total",
         calcine([("1000", carbon, volatile)], [COKE]), "tCO2")
carbon, volatile = rest(q("0.9") * q("0.99")), rest(q("0.05") * q("0.99"))
s.expect("received-before-dry", "material[坯]/WFC", carbon, "tC/t@ar")
s.expect("received-before-dry", "material[坯]/WVar", volatile, "t/t@ar")
s.expect("received-before-dry", "material[生焦]/WFC", q("0.814"), "tC/t@ar")
s.expect("received-before-dry", "baking-total",
         balance([("10", q("0.814")), ("100", carbon)], [("20", q("0.814"))],
                 [("10", q("0.102")), ("100", volatile)]), "tCO2")
wet = rest(920 / q("0.92"))
s.expect("mass-from-dry", "furnace[1]/stream[1]/m", wet, "t@ar")
s.expect("mass-from-dry", "calcination-total",
         calcine([(wet, q("0.814"), q("0.102"))], [COKE]), "tCO2")
s.expect("basis-missing", "calcination-total", "absent")
two = [("600", q("0.985"), q("0.004")), ("200", q("0.975"), q("0.006"))]
s.expect("two-raw-two-calcined", "furnace[1]/WFC_C", q("0.9825"), "tC/t@ar")
s.expect("two-raw-two-calcined", "calcination-total",
         calcine([("800", q("0.86"), q("0.11")), ("200", q("0.94"), q("0.04"))], two, ("12.5", "3.2")), "tCO2")
s.expect("volatile-missing", "calcination-total", "absent")
s.expect("volatile-factor-stated", "baking-total",
         balance([("40", q("0.98")), ("1000", q("0.85"))], [("905", q("0.95"))],
                 [("40", q("0.01")), ("1000", q("0.11"))], "0.31"), "tCO2")
first = calcine([("1000", q("0.86"), q("0.105"))], [("800", q("0.986"), q("0.004"))])
second = balance([("40", q("0.986")), ("1000", q("0.85"))], [("905", q("0.95"))],
                 [("40", q("0.004")), ("1000", q("0.11"))])
s.expect("one-material-twice", "calcination-total", first, "tCO2")
s.expect("one-material-twice", "baking-total", second, "tCO2")
s.expect("one-material-twice", "direct", first + second, "tCO2")
ovens = [balance([("30", q("0.92")), ("500", q("0.96"))], [("490", q("0.995"))], [("30", q("0.015"))]),
         balance([("20", q("0.92")), ("300", q("0.96"))], [("295", q("0.995"))], [("20", q("0.015"))], "0.3")]
s.expect("two-furnaces", "furnace[2]/EG", ovens[1], "tCO2")
s.expect("two-furnaces", "graphitisation-total", total(ovens), "tCO2")
s.expect("closed-calciner", "calcination-total",
         calcine([("250", q("0.86"), q("0.105"))], [("200", q("0.986"), q("0.004"))]), "tCO2")

# Flue gas.
C2 = {"CaCO3": "0.440", "MgCO3": "0.522", "Na2CO3": "0.415", "NaHCO3": "0.524", "FeCO3": "0.380",
      "MnCO3": "0.383", "BaCO3": "0.223", "Li2CO3": "0.595", "K2CO3": "0.318", "SrCO3": "0.298",
      "CaMg(CO3)2": "0.477"}
for name, factor in C2.items():
    s.expect("every-carbonate", f"sorbent[{name}]/ED", 100 * q("0.9") * q(factor), "tCO2")
s.expect("every-carbonate", "desulphurisation-total", 90 * sum(map(q, C2.values())), "tCO2")
mixed = q("0.882") * q("0.440") + q("0.041") * q("0.522")
s.expect("sorbent-two-components", "desulphurisation-total", q("210.5") * q("0.96") * mixed, "tCO2")
s.expect("sorbent-two-shares-missing", "desulphurisation-total", "absent")
s.expect("carbonate-own", "desulphurisation-total", 50 * q("0.95") * q("0.255"), "tCO2")
s.expect("carbonate-unknown", "desulphurisation-total", "absent")
TAR = ("33.453", "0.022", 98)
s.expect("incinerators-two", "incineration-total",
         total([incinerate(52000, "86.5", *TAR, 331), incinerate(38000, "64.2", *TAR, "298.5")]), "tCO2")

s.expect("carbonate-stated", "desulphurisation-total", 50 * q("0.95") * q("0.4397"), "tCO2")
w = "bare-numbers"
s.expect(w, "incineration-total", incinerate(52000, "86.5", *TAR, 331), "tCO2")
s.expect(w, "heat-bought", heat(250000, "2780.5"), "tCO2")
s.expect(w, "electricity-bought", q("50"), "tCO2")
w = "several-lines"
s.expect(w, "electricity-bought", 100 * q("0.5") + 60 * q("0.45"), "tCO2")
s.expect(w, "electricity-delivered", 30 * q("0.4") + 8 * q("0.5"), "tCO2")
s.expect(w, "heat-bought", heat(100000, 2750) + heat(60000, 2750, "0.1"), "tCO2")
s.expect(w, "heat-delivered", heat(30000, 2750) + heat(8000, 2750, "0.09"), "tCO2")
s.expect("mass-on-both-bases", "calcination-total",
         calcine([("1000", q("0.814"), q("0.102"))], [COKE]), "tCO2")
w = "two-of-each"
s.expect(w, "calcination-total",
         total(calcine([(raw, q("0.86"), q("0.105"))], [(made, q("0.986"), q("0.004"))])
               for raw, made in (("1000", "800"), ("500", "398"))), "tCO2")
s.expect(w, "baking-total",
         total(balance([(raw, q("0.85"))], [(made, q("0.95"))], [(raw, q("0.11"))])
               for raw, made in (("1000", "872"), ("300", "260"))), "tCO2")
s.expect(w, "graphitisation-total",
         balance([("40", q("0.86")), ("15", q("0.98")), ("1000", q("0.95"))], [("950", q("0.99"))],
                 [("40", q("0.015")), ("15", q("0.003"))]), "tCO2")

# Two plants, every source.
w = "whole-enterprise"
fuel = total([burn("天然气", "412.6"), burn("柴油", "38.4")])
raw = ("48000", rest(q("0.879") * q("0.925")), rest(q("0.116") * q("0.925")))
calcined = calcine([raw], [("36500", q("0.986"), q("0.004"))], ("210", "95"))
baked = balance([("310", q("0.979")), ("9200", q("0.865"))], [("8420", q("0.958"))],
                [("310", q("0.008")), ("9200", q("0.104"))])
fume = incinerate(52000, 10, 30, "0.02", 98, 210)
lime = q("640.5") * q("0.9") * q("0.44")
power, sold = total([q("18650.5") * GRID, 9120 * GRID]), q("212.4") * GRID
warm, given = heat(3100000, superheated("260", "1")), heat(5200000, saturated("1"))
es = rest(fuel + calcined + baked + rest(fume + lime))
ei = rest(power + warm - sold - given)
s.expect(w, "combustion", fuel, "tCO2")
s.expect(w, "calcination-total", calcined, "tCO2")
s.expect(w, "baking-total", baked, "tCO2")
s.expect(w, "graphitisation-total", "not occurring")
s.expect(w, "flue-gas", fume + lime, "tCO2")
s.totals(w, es, ei)

if __name__ == "__main__":
    sys.exit(s.main())
