"""Expected digits of sectors/electronics/ndrc-2015, from the formulas of the text.

E = fuel + sum (1-h) FC (1-U) (1-a d) GWP + sum (1-h) B FC (1-a_j d_j) GWP_j + net power + net heat; h 10 %."""

import sys

from common import SAR, percent, q, rest, total
from fuel_lists import F_GB_THIRD_BATCH
from heat_form import HeatForm

h = HeatForm("sectors/electronics/ndrc-2015", F_GB_THIRD_BATCH)
s = h.sheet
h.common_cases()

GAS = {"NF3": ("80", "90", "95"), "SF6": ("80", "90", "90"), "CF4": ("10", "90", "90"),
       "C2F6": ("40", "90", "90"), "C3F8": ("60", "90", "90"), "c-C4F8": ("90", "90", "90"),
       "HFC-23": ("60", "90", "90")}
BY = {"NF3": {"CF4": "0.09"}, "C2F6": {"CF4": "0.2"}, "C3F8": {"CF4": "0.1"}, "C4F6": {"C2F6": "0.2"},
      "c-C4F8": {"CF4": "0.1", "C2F6": "0.1"}, "C4F8O": {"C3F8": "0.04"}, "C5F8": {"C2F6": "0.04"},
      "HFC-23": {"CF4": "0.07"}, "HFC-32": {"CF4": "0.08"}}


def leak(gas, fc, u=None, a=None, d=None, gwp=None, heel="10"):
    du, da, dd = GAS.get(gas, (None, None, None))
    return rest((1 - percent(heel)) * q(fc) * (1 - percent(u or du)) * (1 - percent(a or da) * percent(d or dd))
                * q(gwp or SAR[gas]))


def mass(gas, product, fc, b=None, a=None, d=None, heel="10"):
    _, da, dd = GAS[product]
    return rest((1 - percent(heel)) * q(b or BY[gas][product]) * q(fc) * (1 - percent(a or da) * percent(d or dd)))


def product(gas, made, fc, **own):
    return rest(mass(gas, made, fc, **own) * SAR[made])


def made_of(gas, fc, **own):
    return [product(gas, p, fc, **own) for p in BY.get(gas, {})]


OWN = {"NF3": dict(gwp="8000"), "C4F6": dict(u="85", a="80", d="90", gwp="0.1"),
       "C4F8O": dict(u="80", a="80", d="90", gwp="8000"), "C5F8": dict(u="90", a="80", d="90", gwp="2"),
       "HFC-32": dict(u="90", a="80", d="90"), "HFC-41": dict(u="70", a="80", d="90")}
ALL = list(GAS) + [g for g in OWN if g not in GAS]
leaks, made = [], []
for g in ALL:
    e = leak(g, "2", **OWN.get(g, {}))
    leaks.append(e)
    s.expect("every-gas", f"gas[{g}]/E_EFC", e, "tCO2e(sar)")
    for p in BY.get(g, {}):
        m = mass(g, p, "2")
        made.append(product(g, p, "2"))
        s.expect("every-gas", f"gas[{g}]/product[{p}]/M_副", m, f"t{p}")
s.expect("every-gas", "leakage", total(leaks), "tCO2e(sar)")
s.expect("every-gas", "by-products", total(made), "tCO2e(sar)")
s.expect("every-gas", "etching-total", total(leaks) + total(made), "tCO2e(sar)")
s.expect("two-by-products", "gas[c-C4F8]/product[CF4]/E_BP", product("c-C4F8", "CF4", "0.35"), "tCO2e(sar)")
s.expect("two-by-products", "gas[c-C4F8]/product[C2F6]/E_BP", product("c-C4F8", "C2F6", "0.35"), "tCO2e(sar)")
s.expect("two-by-products", "leakage", leak("c-C4F8", "0.35"), "tCO2e(sar)")
s.expect("all-measured", "leakage", leak("C2F6", "1.2", "55", "75", "97", "9100", "8"), "tCO2e(sar)")
s.expect("all-measured", "by-products",
         product("C2F6", "CF4", "1.2", b="0.15", a="70", d="96", heel="8"), "tCO2e(sar)")
s.expect("no-abatement", "leakage", rest(q("0.9") * q("0.5") * q("0.2") * 23900), "tCO2e(sar)")
s.expect("nf3-without-gwp", "leakage", "absent")
s.expect("nf3-without-gwp", "by-products", product("NF3", "CF4", "3"), "tCO2e(sar)")
s.expect("nf3-without-gwp", "etching-total", "absent")
s.expect("c4f6-without-utilisation", "leakage", "absent")
s.expect("no-use", "etching-total", q("0"), "tCO2e(sar)")
s.expect("in-kilograms", "leakage", leak("CF4", "0.0125"), "tCO2e(sar)")
s.expect("use-missing", "etching-total", "absent")

# Two plants, every source.
w = "whole-enterprise"
fuel = [h.burn("天然气", "118.5"), h.burn("柴油", "12.5")]
gone = [leak("SF6", "0.42"), leak("CF4", "2.35"), leak("C2F6", "1.2")]
side = made_of("C2F6", "1.2")
power = [rest((q("93500") - q("120")) * q("0.5366")), rest(q("2100.5") * q("0.5366"))]
warm = [rest(q("1250") * q("0.11")), rest(q("-50") * q("0.11"))]
s.expect(w, "combustion", total(fuel), "tCO2")
s.expect(w, "leakage", total(gone), "tCO2e(sar)")
s.expect(w, "by-products", total(side), "tCO2e(sar)")
s.expect(w, "electricity", total(power), "tCO2")
s.expect(w, "heat", total(warm), "tCO2")
s.totals(w, total(fuel) + total(gone) + total(side),
         total(power) + total(warm), "tCO2e(sar)", "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
