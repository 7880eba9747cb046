"""Expected digits of sectors/cement/cets-2024 (CETS-AG-02.01-V01-2024), from the formulas of the text.

Combustion FC x C x OF x 44/12 (C measured, else NCV x carbon per heat), entered monthly and evaluated
for the year with means weighted by consumption; process = sum clinker x factor - sum substitutes x
deduction, per line; consumed electricity less direct and own non-fossil power; heat 0.11.
Each source is rounded to two decimals (half-even), totals add the rounded figures.
"""

import sys

from common import CO2_C, Fraction, Sheet, mean, q, rest, round_half_even, total
from fuel_lists import F_GB

s = Sheet("sectors/cement/cets-2024")


def two(x):
    return round_half_even(x, 2)


def burn(fc, carbon, of):
    """Monthly lists of amount and carbon content; per cent."""
    fc, carbon = [q(x) for x in fc], [rest(q(x)) for x in carbon]
    return rest(sum(fc) * mean(carbon, fc) * (q(of) / 100) * CO2_C)


fc = ["7000", "6500", "5000"]
# Default of 烟煤: 19.570 GJ/t x 26.1 tC/TJ, 93 %.
by_default = q("19.570") * q("0.0261")
e = burn(fc, [by_default] * 3, "93")
s.expect("coal-defaults", "fuel[烟煤]/E_fuel", e, "tCO2")
s.expect("coal-defaults", "combustion", two(e), "tCO2")
e = burn(fc, ["0.5912", "0.6033", "0.5878"], "93")
s.expect("coal-measured-carbon", "combustion", two(e), "tCO2")
e = burn(fc, ["0.5912", q("22.831") * q("0.0261"), "0.5878"], "93")
s.expect("coal-one-month-by-heat", "fuel[烟煤]/E_fuel", e, "tCO2")
s.expect("coal-one-month-by-heat", "combustion", two(e), "tCO2")
e = burn(["12", "0", "8.5"], ["0.8521", "0.8521", "0.8521"], "98")
s.expect("own-fuel-tyre-oil", "fuel[轮胎油]/E_fuel", e, "tCO2")
s.expect("coal-zero-consumption", "fuel[烟煤]/E_fuel", "not occurring")
s.expect("coal-zero-consumption", "combustion", "not occurring")

clinker = q("60000") + q("55000") + q("40000.25")
grey = rest(clinker * q("0.535"))
s.expect("clinker-only", "kiln[K1]/E_kiln", grey, "tCO2")
s.expect("clinker-only", "process", two(grey), "tCO2")
cut = [rest(q("3000.5") * q("0.480")), rest(q("1800") * q("0.215")), rest(q("950") * q("0.055"))]
s.expect("substitutes", "kiln[K1]/substitute[电石渣]/D_sub", cut[0], "tCO2")
s.expect("substitutes", "kiln[K1]/E_kiln", grey - total(cut), "tCO2")
s.expect("substitutes", "process", two(grey - total(cut)), "tCO2")
white = rest(q("2100") * q("0.550"))
s.expect("two-kinds-of-clinker", "kiln[K1]/clinker[白色硅酸盐水泥熟料]/E_clinker", white, "tCO2")
s.expect("two-kinds-of-clinker", "process", two(grey + white), "tCO2")
kinds = [rest(q("100") * q(f)) for f in ("0.535", "0.550", "0.413", "0.292")]
s.expect("all-kinds-of-clinker", "process", two(total(kinds)), "tCO2")
s.expect("two-lines", "process", two(grey + rest(q("9000") * q("0.535"))), "tCO2")
s.expect("clinker-month-missing", "process", "absent")
s.expect("clinker-month-missing", "total", "absent")
s.expect("clinker-zero", "process", Fraction(0), "tCO2")

power = rest((q("3000.5") + q("2800") + q("2650.25") - q("150") - q("420.75")) * q("0.5366"))
s.expect("electricity-less-non-fossil", "facility[F1]/AD_电", q("7880"), "MWh")
s.expect("electricity-less-non-fossil", "electricity", two(power), "tCO2")
warm = rest((q("100") + q("120.5") + q("90")) * q("0.11"))
s.expect("heat-consumed", "heat", two(warm), "tCO2")

e = burn(fc, ["0.5912", "0.6033", "0.5878"], "93")
process = two(grey - total(cut))
s.expect("whole-line", "combustion", two(e), "tCO2")
s.expect("whole-line", "process", process, "tCO2")
s.expect("whole-line", "electricity", two(power), "tCO2")
s.expect("whole-line", "heat", two(warm), "tCO2")
s.expect("whole-line", "direct", two(e) + process, "tCO2")
s.expect("whole-line", "total", two(e) + process + two(power) + two(warm), "tCO2")
s.expect("whole-line", "direct-intensity", (two(e) + process) / clinker, "tCO2/t")

# Every default once.
for name, (ncv, cc, of) in F_GB.items():
    s.expect("every-fuel-default", f"fuel[{name}]/E_fuel",
             burn(["10"], [q(ncv) * q(cc) / 1000], of), "tCO2")
DEDUCTIONS = """
0.600 脱硫粉剂（氢氧化钙） 熟石灰
0.480 电石渣 镁渣
0.375 造纸白泥 氟化钙污泥 磷渣
0.305 钒钛渣 氮渣 飞灰 铁合金炉渣
0.245 脱硫石膏 磷石膏 钛石膏 氟石膏 硼石膏 模型石膏 柠檬酸渣
0.215 钢渣 镍渣
0.135 锰渣 锌渣 锡渣
0.055 市政污泥 铝渣 硫酸渣 铜渣 铅锌渣 粉煤灰 赤泥
"""
for line in DEDUCTIONS.split("\n")[1:-1]:
    factor, *names = line.split()
    for name in names:
        s.expect("every-substitute", f"substitute[{name}]/D_sub", 10 * q(factor), "tCO2")
for name, factor in (("硅酸盐水泥熟料", "0.535"), ("白色硅酸盐水泥熟料", "0.550"),
                     ("硫（铁）铝酸盐水泥熟料", "0.413"), ("铝酸盐水泥熟料", "0.292")):
    s.expect("all-kinds-of-clinker", f"clinker[{name}]/E_clinker", 100 * q(factor), "tCO2")
s.expect("electricity-all-non-fossil", "electricity", Fraction(0), "tCO2")

# A stated carbon per heat goes before the default of the table.
e = burn(fc, [q("19.570") * q("0.0259")] * 3, "93")
s.expect("carbon-per-heat-measured", "fuel[烟煤]/E_fuel", e, "tCO2")
s.expect("carbon-per-heat-measured", "combustion", two(e), "tCO2")

# Two plants; the first states its factors of power and heat, the second takes 0.5366 and 0.11.
plants = [burn(["700"], ["0.5912"], "93"), burn(["300"], ["0.6033"], "93")]
power = [rest(q("1000") * q("0.6011")), rest((q("500") - q("20")) * q("0.5366"))]
warm = [rest(q("100") * q("0.098")), rest(q("50.5") * q("0.11"))]
for i in (0, 1):
    s.expect("two-plants", f"facility[F{i + 1}]/fuel[烟煤]/E_fuel", plants[i], "tCO2")
    s.expect("two-plants", f"facility[F{i + 1}]/E_facility_电", power[i], "tCO2")
    s.expect("two-plants", f"facility[F{i + 1}]/E_facility_热", warm[i], "tCO2")
s.expect("two-plants", "combustion", two(total(plants)), "tCO2")
s.expect("two-plants", "electricity", two(total(power)), "tCO2")
s.expect("two-plants", "heat", two(total(warm)), "tCO2")
s.expect("two-plants", "total",
         two(total(plants)) + two(total(power)) + two(total(warm)), "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
