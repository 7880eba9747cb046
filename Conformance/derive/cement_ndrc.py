"""Expected digits of sectors/cement/ndrc-2013 (水泥, NDRC 2013), from the formulas of the text.

Entered monthly, evaluated for the year: amounts summed, calorific value as the annual mean weighted
by consumption, oxides as annual means weighted by clinker output, per kiln.
E1 = sum AD x EF, AD = NCV x FC, EF = CC x OF x 44/12; E2 = sum Q x HV x EF x alpha;
P1 = (Q + ckd + bpd) x [(FR1 - FR10) x 44/56 + (FR2 - FR20) x 44/40]; P2 = raw meal x FR0 x 44/12.
"""

import sys

from common import CO2_C, Fraction, Sheet, mean, q, rest, round_half_even, total
from fuel_lists import F_CER

s = Sheet("sectors/cement/ndrc-2013")
CAO, MGO = Fraction(44, 56), Fraction(44, 40)


def fuel(fc, ncv, cc_tj, of):
    """Lists of months; tC/TJ and per cent for the year."""
    fc, ncv = [q(x) for x in fc], [q(x) for x in ncv]
    activity = rest(sum(fc) * mean(ncv, fc))
    factor = rest(q(cc_tj) / 1000 * q(of) / 100 * CO2_C)
    return activity, rest(activity * factor)


def kiln(q_, fr1, fr2, fr10=None, fr20=None, ckd=0, bpd=0):
    """Lists of months, oxides in per cent."""
    out = [q(x) for x in q_]

    def share(xs):
        return mean([q(x) / 100 for x in xs], out) if xs else Fraction(0)

    amount = sum(out) + q(ckd) + q(bpd)
    return rest(amount * ((share(fr1) - share(fr10)) * CAO + (share(fr2) - share(fr20)) * MGO))


def raw(amount, fr0):
    return rest(q(amount) * q(fr0) * CO2_C)


# Synthetic golden: 1 t clinker, 65 % CaO, 1.5 % MgO.
golden = kiln(["1"], ["65"], ["1.5"])
assert round_half_even(golden, 6) == q("0.527214")
s.expect("golden-one-tonne", "kiln[K1]/E_calcination", golden, "tCO2")
s.expect("golden-one-tonne", "kiln[K1]/E_raw", raw("1.6", "0.001"), "tCO2")

out = ["60000", "55000", "40000"]
cao, mgo = ["65.12", "65.40", "64.88"], ["1.52", "1.48", "1.61"]
year = kiln(out, cao, mgo, ckd="120", bpd="45.5")
s.expect("kiln-three-months", "calcination", year, "tCO2")
monthly = total(
    [kiln([a], [b], [c]) for a, b, c in zip(out, cao, mgo)])
assert year != monthly  # the year's weighted means are not the months' products

other = kiln(out, cao, mgo, ["2.10", "0", "1.05"], ["0.20", "0", "0.10"])
s.expect("kiln-with-carbide-residue", "kiln[K1]/E_calcination", other, "tCO2")
s.expect("kiln-with-carbide-residue", "calcination", other, "tCO2")

two = kiln(["30000", "0", "28000"], cao, mgo)
s.expect("two-kilns-one-stands-still", "kiln[K2]/E_calcination", two, "tCO2")
s.expect("two-kilns-one-stands-still", "calcination", total([kiln(out, cao, mgo), two]), "tCO2")

s.expect("two-kilns-one-stands-still", "raw-meal-carbon",
         total([raw("248000", "0.001"), raw("92800", "0.001")]), "tCO2")

# A measured share goes before the rule for kilns without such materials.
stated = kiln(["1000"], ["65"], ["1.5"], ["0.5"], ["0.2"])
s.expect("non-carbonate-share-stated", "kiln[K1]/E_calcination", stated, "tCO2")

s.expect("kiln-zero-production", "kiln[K1]/E_calcination", "not occurring")
s.expect("kiln-zero-production", "calcination", "not occurring")
s.expect("kiln-zero-production", "raw-meal-carbon", Fraction(0), "tCO2")
s.expect("kiln-zero-production", "total", Fraction(0), "tCO2")

s.expect("month-missing", "kiln[K1]/E_calcination", "absent")
s.expect("month-missing", "total", "absent")

s.expect("raw-meal-with-gangue", "raw-meal-carbon", raw("250000", "0.003"), "tCO2")
# A measured content goes before either default.
s.expect("raw-meal-measured-with-gangue", "raw-meal-carbon", raw("250000", "0.0024"), "tCO2")
s.expect("raw-meal-measured", "raw-meal-carbon", raw("250000", "0.00217"), "tCO2")

# Fuels: default NCV of 烟煤 22.3, carbon 25.6 tC/TJ, kiln 99 %.
fc = ["7000", "6500", "5000"]
a, e = fuel(fc, ["22.3"] * 3, "25.6", "99")
s.expect("coal-in-kiln-defaults", "fuel[烟煤]/AD_fuel", a, "GJ")
s.expect("coal-in-kiln-defaults", "combustion", e, "tCO2")
a, e = fuel(fc, ["23.115", "22.94", "23.402"], "25.6", "99")
s.expect("coal-measured-every-month", "fuel[烟煤]/AD_fuel", a, "GJ")
s.expect("coal-measured-every-month", "combustion", e, "tCO2")
a, e = fuel(fc, ["23.115", "22.3", "23.402"], "25.6", "99")
s.expect("coal-one-month-without-measurement", "fuel[烟煤]/AD_fuel", a, "GJ")
s.expect("coal-one-month-without-measurement", "combustion", e, "tCO2")
a, e = fuel(fc, ["23.115", "26.7", "23.402"], "25.6", "99")
s.expect("coal-one-month-form-value-at-2600-m", "combustion", e, "tCO2")
# Measured carbon and oxidation go before the defaults.
own = fuel(["500"], ["22.3"], "25.9", "97.5")[1]
s.expect("coal-carbon-and-oxidation-measured", "fuel[烟煤]/EF_fuel",
         q("0.0259") * q("0.975") * CO2_C, "tCO2/GJ")
s.expect("coal-carbon-and-oxidation-measured", "combustion", own, "tCO2")


def altitude(h):
    """K = (1 - h/44300)^2.628 to four decimals, with 60-digit decimals."""
    from decimal import Decimal, getcontext
    getcontext().prec = 60
    x = 1 - Decimal(h) / Decimal(44300)
    return Fraction(str((Decimal("2.628") * x.ln()).exp().quantize(Decimal("0.0001"))))


k = altitude("2600")
s.expect("coal-one-month-form-value-at-2600-m", "altitude-factor", k, "")
s.expect("coal-one-month-form-value-at-2600-m", "supplementary-combustion", e * k, "tCO2")

solid = fuel(["120", "130", "110"], ["22.3"] * 3, "25.6", "95")[1]
oil = fuel(["3.5", "0", "2.25"], ["42.7"] * 3, "20.2", "98")[1]
in_kiln = fuel(fc, ["22.3"] * 3, "25.6", "99")[1]
s.expect("boiler-and-kiln", "combustion", total([in_kiln, solid, oil]), "tCO2")
s.expect("boiler-and-kiln", "equipment[锅炉]/fuel[烟煤]/E_fuel", solid, "tCO2")
s.expect("boiler-and-kiln", "equipment[窑]/fuel[柴油]/E_fuel", oil, "tCO2")

# Alternative fuels: Q x HV x EF x fossil share.
tyre = rest((q("300") + q("280") + q("310")) * q("31.4") * q("0.085") * q("0.2"))
s.expect("alternative-fuel-tyres", "alternative-fuel[废轮胎]/E_alt", tyre, "tCO2")
rdf_q = [q("100"), q("90"), q("0")]
rdf = rest(sum(rdf_q) * mean([q("15.2"), q("14.8"), q("15")], rdf_q) * q("0.09") * q("0.55"))
s.expect("alternative-fuels-two", "alternative-fuel[RDF]/E_alt", rdf, "tCO2")
s.expect("alternative-fuels-two", "alternative-combustion", total([tyre, rdf]), "tCO2")
measured = rest(q("300") * q("32.1") * q("0.0838") * q("0.18"))
s.expect("alternative-fuel-measured", "alternative-fuel[废轮胎]/E_alt", measured, "tCO2")

# The whole enterprise.
burnt = fuel(fc, ["23.115", "22.94", "23.402"], "25.6", "99")[1]
meal = raw("248000", "0.001")
power = (q("12500.5") - q("300.5")) * q("0.5810")
warm = q("800") * q("0.11")
s.expect("whole-enterprise", "combustion", burnt, "tCO2")
s.expect("whole-enterprise", "alternative-combustion", tyre, "tCO2")
s.expect("whole-enterprise", "process", year + meal, "tCO2")
s.expect("whole-enterprise", "power-and-heat", power + warm, "tCO2")
s.expect("whole-enterprise", "direct", burnt + tyre + year + meal, "tCO2")
s.expect("whole-enterprise", "total", burnt + tyre + year + meal + rest(power + warm), "tCO2")
s.expect("whole-enterprise", "clinker-output-total", q("155000"), "t")
s.expect("whole-enterprise", "process-intensity", year / 155000, "tCO2/t")

# Every default once, the list of ceramics; solid fuels burn to 91 % in "other" equipment.
FUELS = {name.removeprefix("一般"): row for name, row in F_CER.items() if name != "其他煤气"}
SOLID = ("无烟煤", "烟煤", "褐煤", "型煤", "焦炭")
for name, (ncv, cc, of) in FUELS.items():
    of = "91" if name in SOLID else of
    s.expect("every-fuel-default", f"fuel[{name}]/E_fuel", fuel(["10"], [ncv], cc, of)[1], "tCO2")
s.expect("every-fuel-default", "fuel[水煤气]/E_fuel", "poisoned")
ALTERNATIVES = """
废油 40.2 0.074 1
废轮胎 31.4 0.085 0.2
塑料 50.8 0.075 1
废溶剂 51.5 0.074 0.8
废皮革 29.0 0.11 0.2
废玻璃钢 32.6 0.083 1
"""
for line in ALTERNATIVES.split("\n")[1:-1]:
    name, hv, ef, share = line.split()
    s.expect("every-alternative-fuel", f"alternative-fuel[{name}]/E_alt",
             10 * q(hv) * q(ef) * q(share), "tCO2")
s.expect("water-gas-measured", "fuel[水煤气]/E_fuel", fuel(["10"], ["104"], "12.2", "99")[1], "tCO2")
for name in SOLID:
    ncv, cc, of = FUELS[name]
    s.expect("solid-fuel-default-oxidation", f"fuel[{name}]/E_fuel",
             fuel(["10"], [ncv], cc, of)[1], "tCO2")
for name in ("无烟煤", "烟煤", "褐煤"):
    s.expect("form-value-of-each-coal", f"fuel[{name}]/AD_fuel", q("267"), "GJ")
s.expect("form-value-of-each-coal", "altitude-factor", Fraction(1), "")
s.expect("altitude-at-threshold", "altitude-factor", Fraction(1), "")
for h in ("2269", "3604"):
    s.expect(f"altitude-{h}", "altitude-factor", altitude(h), "")
s.expect("altitude-just-above", "altitude-factor", altitude("1500.5"), "")
s.expect("altitude-last-digit-of-scale", "altitude-factor", altitude("3001"), "")
s.expect("altitude-last-digit-of-exponent", "altitude-factor", altitude("3035"), "")

# The supplementary sheet: equipment of the clinker section, altitude by works, power by source.
def one(fc, ncv, cc, of):
    return fuel([fc], [ncv], cc, of)[1]


plain = total([one("7000", "23.115", "25.6", "99"), one("3.5", "42.7", "20.2", "98")])
# The sum of the section stands inside the formula: its terms rest, it does not.
high = ((rest(one("5000", "23.402", "25.6", "99")) + rest(one("80", "22.3", "25.6", "91")))
        * altitude("2600"))
lime = total([kiln(["60000"], ["65.12"], ["1.52"]), kiln(["40000"], ["64.88"], ["1.61"])])
grid = q("0.6101")
power = total([q("3120.5") * grid, q("1980.25") * grid, q("300") * grid])
S = "supplementary-sheet"
s.expect(S, "facility[F1]/K_altitude", Fraction(1), "")
s.expect(S, "facility[F2]/K_altitude", altitude("2600"), "")
s.expect(S, "facility[F1]/E_燃烧_工段", plain, "tCO2")
s.expect(S, "facility[F2]/E_燃烧_工段", high, "tCO2")
s.expect(S, "supplementary-combustion", plain + rest(high), "tCO2")
s.expect(S, "supplementary-power", power, "tCO2")
s.expect(S, "supplementary-total", rest(plain + rest(high)) + lime + power, "tCO2")
s.expect(S, "supplementary-intensity",
         rest(rest(plain + rest(high)) + lime + power) / 100000, "tCO2/t")
s.expect(S, "calcination", lime, "tCO2")
power = total([q("3120.5") * q("0.5810"), q("1980.25") * grid, q("300") * grid])
S = "supplementary-power-notified"
s.expect(S, "supplementary-combustion", high, "tCO2")
s.expect(S, "supplementary-power", power, "tCO2")
s.expect(S, "supplementary-total", rest(high) + lime + power, "tCO2")
# Data of 2021 filed in September 2022: 0.5810; power of two months.
bought = (q("3120.5") + q("2890")) * q("0.5810")
s.expect("supplementary-power-2021", "clinker-power[电网购入]/E_熟电", bought, "tCO2")
s.expect("supplementary-power-2021", "clinker-power[余热发电]/E_熟电", Fraction(0), "tCO2")
s.expect("supplementary-power-2021", "supplementary-power", bought, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
