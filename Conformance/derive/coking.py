"""Expected digits of sectors/coking/ndrc-2014 (独立焦化, 2014), from the formulas of the text.

Conventional and semi-coke ovens burn gas, sum AD x CC x OF x 44/12; heat-recovery ovens (coal x CC - coke
x CC) x 44/12. Coking = [sum PM x CC - K x CC - COG x CC - sum BY x CC] x 44/12. Other processes by carbon
balance, other devices by fuel; recovered CO2 = Q x PUR x 19.7; net power and heat.
"""

import sys

from common import CO2_C, Fraction, Sheet, every_fuel, q, rest, total
from fuel_lists import F_NCSC
from ncsc_lib import burn, carbon

s = Sheet("sectors/coking/ndrc-2014")
TABLE = [n for n in F_NCSC if n not in ("水煤浆", "煤粉")]
every_fuel(s, TABLE, burn)
for name in TABLE:
    s.expect("every-oven-gas-default", f"oven-gas[{name}]/E_气", burn(name, 10), "tCO2")
s.expect("every-oven-gas-default", "oven-combustion-total", total(burn(n, 10) for n in TABLE), "tCO2")

gas = burn("焦炉煤气", "10250.5")
s.expect("conventional-oven-burns-gas", "oven[1号]/E_炉燃", gas, "tCO2")
s.expect("conventional-oven-burns-gas", "oven-combustion-total", gas, "tCO2")
gas = total([burn("焦炉煤气", "5200", ncv="171.5"), burn("高炉煤气", "8800", content="2.31", of="98.5")])
s.expect("two-gases-measured", "oven[1号]/E_炉燃", gas, "tCO2")

coal = rest(q("1250000") * carbon("洗精煤"))
coke = q("780000") * carbon("焦炭")
cog = q("41250") * carbon("焦炉煤气")
tar, benzol = rest(q("42500") * carbon("焦油")), rest(q("12800") * carbon("粗苯"))
e = rest((coal - coke - cog - (tar + benzol)) * CO2_C)
s.expect("coking-defaults", "oven[1号]/E_炉过程", e, "tCO2")
s.expect("coking-defaults", "coking-process", e, "tCO2")
s.expect("coking-defaults", "by-product[煤焦油]/C_BY", tar, "tC")
s.expect("coking-defaults", "by-product[粗（轻）苯]/C_BY", benzol, "tC")
coal = rest(q("98000.5") * q("0.7315")), rest(q("12000") * q("0.7102"))
e = rest((sum(coal) - q("83000") * q("0.8412") - q("3380") * q("2.105") - rest(q("3300") * q("0.86"))) * CO2_C)
s.expect("coking-measured", "oven[1号]/E_炉过程", e, "tCO2")
for name in ("洗精煤", "无烟煤", "烟煤"):
    s.expect("every-coal-default", f"coal[{name}]/CC_PM", carbon(name), "tC/t")
s.expect("every-coal-default", "coal[烟煤]/C_PM", 10 * carbon("烟煤"), "tC")
s.expect("coal-calorific-value-measured", "coal[洗精煤]/CC_PM", carbon("洗精煤", ncv="27.105"), "tC/t")
s.expect("dry-coal-not-measured", "coking-process", "absent")
s.expect("dry-coal-not-measured", "total", "absent")
e = rest((rest(q("100") * q("0.6815")) - q("55") * q("0.81") - q("5.5") * q("1.9")
          - rest(q("6") * q("0.8"))) * CO2_C)
s.expect("semi-coke-oven", "oven[兰炭炉]/E_炉过程", e, "tCO2")

e = rest((rest(q("120000") * q("0.7208")) + rest(q("1000") * q("0.61")) - q("88000") * q("0.8455")) * CO2_C)
s.expect("heat-recovery-oven", "oven[热回收]/E_炉燃", e, "tCO2")
s.expect("heat-recovery-oven", "oven[热回收]/E_炉过程", "not occurring")
s.expect("heat-recovery-oven", "oven-combustion-total", e, "tCO2")
s.expect("heat-recovery-oven", "coking-process", "not occurring")
s.expect("heat-recovery-oven", "combustion-all", e, "tCO2")
s.expect("heat-recovery-oven", "process", "not occurring")
s.expect("heat-recovery-oven", "coke-total", q("88000"), "t")
s.expect("coke-missing", "oven[热回收]/E_炉燃", "absent")
s.expect("oven-closed-in-march", "oven-combustion-total", burn("焦炉煤气", "800"), "tCO2")
s.expect("all-stand-still", "oven-combustion-total", Fraction(0), "tCO2")
s.expect("all-stand-still", "coking-process", Fraction(0), "tCO2")
s.expect("all-stand-still", "total", Fraction(0), "tCO2")
s.expect("all-stand-still", "coke-intensity", "not occurring")

s.expect("idle-plant-takes-power", "total", q("570.3"), "tCO2")
s.expect("idle-plant-takes-power", "coke-intensity", "not occurring")

# Gas to methanol; tar and benzol processing.
c_in = rest(q("15200") * carbon("焦炉煤气"))
c_out = rest(q("88000.5") * q("0.375"))
e = rest((c_in - c_out) * CO2_C)
s.expect("gas-to-methanol", "workshop[甲醇]/E_车间", e, "tCO2")
s.expect("gas-to-methanol", "feed-emissions", e, "tCO2")
s.expect("gas-to-methanol", "process", e, "tCO2")
c_in = rest(q("30000") * q("0.915"))
c_out = rest(q("16000") * q("0.93")), rest(q("3000") * rest(q("0.952") * 120 / 128))
e = rest((c_in - sum(c_out) - rest(q("250") * q("0.6"))) * CO2_C)
s.expect("tar-processing", "workshop[焦油加工]/E_车间", e, "tCO2")
c_in = rest(q("10000") * carbon("粗苯"))
pure = {"苯": ("7000", "72", "78"), "甲苯": ("1500", "84", "92"), "二甲苯": ("400", "96", "106")}
c_out = [rest(q(a) * rest(q("0.99") * q(c) / q(m))) for a, c, m in pure.values()]
for (name, (a, c, m)), out in zip(pure.items(), c_out):
    s.expect("benzol-refining", f"carbon-product[{name}]/C_p", out, "tC")
s.expect("benzol-refining", "feed-emissions", rest((c_in - sum(c_out)) * CO2_C), "tCO2")
for name, cc in (("焦炉煤气", carbon("焦炉煤气")), ("煤焦油", carbon("焦油")), ("粗（轻）苯", carbon("粗苯")),
                 ("液化天然气", carbon("液化天然气")), ("天然气", carbon("天然气")), ("甲醇", q("0.375"))):
    s.expect("every-substance-default", f"feed[{name}]/C_r", 10 * cc, "tC")

s.expect("boiler-coal-measured", "combustion", burn("烟煤", 1000, content="0.5123", of="95"), "tCO2")
s.expect("carbon-dioxide-recovery", "carbon-dioxide-recovered", q("30.5") * q("0.995") * q("19.7"), "tCO2")
s.expect("power-exporter", "electricity", (q("100") - q("52100.5")) * q("0.8843"), "tCO2")
s.expect("heat-exporter", "heat", -q("50000") * q("0.11"), "tCO2")

# Two plants, every source.
ovens = burn("焦炉煤气", "20100")
boiler = burn("烟煤", "8500", ncv="22.31"), burn("柴油", "310.5")
coal = rest(q("1250000") * q("0.7331"))
made = coal - q("912000") * q("0.8401") - q("41250") * q("2.21") - total([rest(q("42500") * q("0.73")), rest(q("12800") * q("0.91"))])
coking = rest(made * CO2_C)
recovery = rest((rest(q("300000") * q("0.7208")) - q("220000") * q("0.8455")) * CO2_C)
chem = rest((rest(q("15200") * q("2.21")) - rest(q("78000") * q("0.3741"))) * CO2_C)
back = rest(q("120") * q("0.99") * q("19.7"))
power = rest((q("31234.5") - q("61023.4")) * q("0.5703")), rest((q("100") - q("350")) * q("0.5703"))
warm = rest(q("-5600.5") * q("0.11")), rest(q("1200") * q("0.11"))
w = "whole-enterprise"
s.expect(w, "oven-combustion-total", ovens + recovery, "tCO2")
s.expect(w, "combustion", total(boiler), "tCO2")
s.expect(w, "combustion-all", ovens + recovery + total(boiler), "tCO2")
s.expect(w, "coking-process", coking, "tCO2")
s.expect(w, "feed-emissions", chem, "tCO2")
s.expect(w, "process", coking + chem, "tCO2")
s.expect(w, "carbon-dioxide-recovered", back, "tCO2")
s.expect(w, "electricity", total(power), "tCO2")
s.expect(w, "heat", total(warm), "tCO2")
direct = ovens + recovery + total(boiler) + coking + chem - back
s.totals(w, direct, total(power) + total(warm))
s.expect(w, "coke-total", q("1132000"), "t")
s.expect(w, "coke-intensity", (direct + total(power) + total(warm)) / q("1132000"), "tCO2/t")
a, b = burn("焦炉煤气", "100"), burn("焦炉煤气", "50")
s.expect("two-plants-two-ovens", "oven-combustion-total", a + b, "tCO2")
one = rest((q("700") - q("595") * q("0.85") - q("35") * q("2.2") - q("3") * q("0.9")) * CO2_C)
two = rest((q("350") - q("300") * q("0.85") - q("17") * q("2.2") - q("1") * q("0.9")) * CO2_C)
s.expect("two-plants-two-ovens", "coking-process", one + two, "tCO2")
s.expect("two-plants-two-ovens", "coke-total", q("895"), "t")

if __name__ == "__main__":
    sys.exit(s.main())
