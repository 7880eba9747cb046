"""Expected digits of sectors/machinery/ndrc-2015, from the formulas of the text.

E = fuel + sum (IB + AC - IE - DI) x GWP + sum W x P_CO2 x 44 / sum (P M) + net power + net heat;
DI = MM - E_L or MB - ME - E_L, E_L = sum of fillings x 0.342 mol x molar mass."""

import sys

from common import SAR, q, rest, total
from fuel_lists import F_GB_THIRD_BATCH
from heat_form import HEAT, HeatForm

h = HeatForm("sectors/machinery/ndrc-2015", F_GB_THIRD_BATCH)
s = h.sheet
h.common_cases()

WEIGHT = {"C": 12, "H": 1, "F": 19, "S": 32}
ATOMS = {"SF6": dict(S=1, F=6), "HFC-32": dict(C=1, H=2, F=2), "HFC-125": dict(C=2, H=1, F=5),
         "HFC-134a": dict(C=2, H=2, F=4), "HFC-143a": dict(C=2, H=3, F=3),
         "HFC-152a": dict(C=2, H=4, F=2), "HFC-227ea": dict(C=3, H=1, F=7),
         "HFC-236fa": dict(C=3, H=2, F=6), "HFC-245fa": dict(C=3, H=3, F=5),
         "CF4": dict(C=1, F=4), "C2F6": dict(C=2, F=6), "C3F8": dict(C=3, F=8)}
GWP = {gas: SAR[gas] for gas in ATOMS if gas in SAR} | {"HFC-245fa": 1030}
MOLAR = {"CO2": 44, "Ar": 40, "O2": 32, "N2": 28, "He": 4, "H2": 2}


def fillings(gas, count):
    """t of gas lost at the connections, default factor."""
    molar = sum(WEIGHT[a] * n for a, n in ATOMS[gas].items())
    return q(count) * rest(q("0.342") * molar / 10**6)


def gone(opening, bought, closing, delivered):
    return q(opening) + q(bought) - q(closing) - q(delivered)


def leak(gas, *stock):
    return gone(*stock) * GWP[gas]


def weld(used, *parts):
    """t CO2 of a mixture; parts are (gas, per cent) or (gas, per cent, molar mass)."""
    share = total(q(p[1]) / 100 for p in parts if p[0] == "CO2")
    molar = total(q(p[1]) / 100 * q(p[2] if len(p) > 2 else MOLAR[p[0]]) for p in parts)
    return rest(q(used) * share * 44 / molar)


CO2E = "tCO2e(sar)"
loss = fillings("SF6", 4200) + fillings("SF6", 4150)
s.expect("filling-metered", "gas[SF6]/E_L", loss, "tSF6")
s.expect("filling-metered", "gas[SF6]/DI", q("17.5") - loss, "tSF6")
s.expect("filling-metered", "gas[SF6]/M_TD", gone("1.25", "18.6", "2.05", q("17.5") - loss), "tSF6")
s.expect("filling-metered", "equipment", leak("SF6", "1.25", "18.6", "2.05", q("17.5") - loss), CO2E)
loss = fillings("HFC-134a", 51800)
filled = q("27.055") - q("1.12") - loss
s.expect("filling-weighed", "gas[HFC-134a]/DI", filled, "tHFC-134a")
s.expect("filling-weighed", "gas[HFC-134a]/M_TD", gone("0.84", "26.4", "1.12", filled), "tHFC-134a")
s.expect("filling-weighed", "total", leak("HFC-134a", "0.84", "26.4", "1.12", filled), CO2E)
s.expect("filling-recorded", "equipment", leak("HFC-32", 2, 30, "1.5", "30.32"), CO2E)
s.expect("meter-before-scales", "gas[SF6]/DI", q("8.9") - fillings("SF6", 1000), "tSF6")
s.expect("scales-before-ledger", "gas[SF6]/DI", q("8.91") - fillings("SF6", 1000), "tSF6")
s.expect("only-one-weighing", "gas[SF6]/DI", q("8.95"), "tSF6")
s.expect("only-one-weighing", "equipment", leak("SF6", 1, 10, 2, "8.95"), CO2E)
s.expect("filling-not-recorded", "equipment", "absent")
s.expect("no-filling-leaks", "gas[HFC-134a]/E_L", "not occurring")
s.expect("no-filling-leaks", "equipment", leak("HFC-134a", "0.5", 4, "0.25", "4.2"), CO2E)
s.expect("leak-measured", "gas[SF6]/E_L", q("0.03125"), "tSF6")
s.expect("leak-measured", "equipment", leak("SF6", 1, 10, 2, 9 - q("0.03125")), CO2E)
s.expect("stock-falls", "gas[SF6]/M_TD", q("0.2"), "tSF6")
s.expect("stock-falls", "equipment", q("4780"), CO2E)
s.expect("nothing-leaks", "equipment", q("0"), CO2E)
s.expect("nothing-bought", "equipment",
         leak("SF6", "1.5", 0, "0.4", q("1.08") - fillings("SF6", 240)), CO2E)
every = []
for g in GWP:
    every.append(leak(g, "0.1", 2, "0.15", q("1.9") - fillings(g, 1000)))
    s.expect("every-gas", f"gas[{g}]/E_TD_i", every[-1], CO2E)
s.expect("every-gas", "equipment", total(every), CO2E)
s.expect("in-kilograms", "equipment", leak("SF6", "0.12", "0.9", "0.0855", "0.9213"), CO2E)
s.expect("count-missing", "equipment", "absent")
s.expect("closing-missing", "equipment", "absent")
s.expect("closing-missing", "total", "absent")
s.expect("opening-is-last-closing", "equipment", leak("SF6", 1, 10, 2, "8.9"), CO2E)

used = q(2) + q("60.5") - q("1.5")
s.expect("welding-pure", "shielding-gas[1]/W", used, "t")
s.expect("welding-pure", "welding-total", used, "tCO2")
mag = weld(45, ("Ar", 80), ("CO2", 20))
s.expect("welding-mixture", "shielding-gas[MAG]/W", q(45), "t")
s.expect("welding-mixture", "shielding-gas[MAG]/M_混", q("40.8"), "g/mol")
s.expect("welding-mixture", "total", mag, CO2E)
s.expect("welding-two-gases", "welding-total", mag + used, "tCO2")
three = weld(q("12.1"), ("Ar", 80), ("CO2", 15), ("O2", 5))
s.expect("welding-three", "shielding-gas[氩]/E_WD_i", "not occurring")
s.expect("welding-three", "welding-total", three, "tCO2")
s.expect("welding-argon-only", "welding-total", "not occurring")
s.expect("welding-argon-only", "total", "not occurring")
s.expect("welding-helium", "welding-total",
         weld(8, ("He", 45), ("CO2", 30), ("N2", 20), ("H2", 5)), "tCO2")
s.expect("welding-own-component", "welding-total",
         weld("7.5", ("Ne", 10, "20.18"), ("CO2", 90)), "tCO2")
s.expect("welding-molar-stated", "welding-total",
         weld("7.5", ("Ar", 82, "39.95"), ("CO2", 18)), "tCO2")
s.expect("welding-none-used", "welding-total", q("0"), "tCO2")
s.expect("components-missing", "welding-total", "absent")

# Two plants, every source; net power 18650.5 - 212.4 and 4120 MWh.
w = "whole-enterprise"
fuel = [h.burn("天然气", "212.6"), h.burn("柴油", "38.4"), h.burn("液化石油气", "9.75")]
leaks = [leak("SF6", "1.25", "18.6", "2.05", q("17.5") - fillings("SF6", 4200)),
         leak("HFC-32", 0, "15.5", "0.62", q("15.4") - q("0.62") - fillings("HFC-32", 16200))]
power = [rest((q("18650.5") - q("212.4")) * q("0.5366")), rest(q("4120") * q("0.5366"))]
warm = rest(q("8400") * HEAT)
s.expect(w, "combustion", total(fuel), "tCO2")
s.expect(w, "equipment", total(leaks), CO2E)
s.expect(w, "process", total(leaks) + mag, CO2E)
s.expect(w, "electricity", total(power), "tCO2")
s.totals(w, total(fuel) + rest(total(leaks) + mag), total(power) + warm, CO2E, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
