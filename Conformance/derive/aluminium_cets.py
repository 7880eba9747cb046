"""Expected digits of sectors/aluminium/cets-2024, from the formulas of the text, month by month.

E = anodes x (1 - 15.18 %) x (1 - 2 % - 0.4 %) x 44/12 + output x (0.02 x 6630 + 0.0011 x 11100) / 1000
+ (current - direct - own non-fossil) x national factor."""

import sys

from common import CO2_C, Sheet, q, rest, total

s = Sheet("sectors/aluminium/cets-2024")
GRID = q("0.5366")
E = "tCO2e(ar5)"


def anodes(*amounts):
    """t CO2."""
    return total(q(a) * (1 - q("0.1518")) * (1 - q("0.02") - q("0.004")) * CO2_C for a in amounts)


def effects(*outputs):
    """t CF4, t C2F6, t CO2e."""
    methane = total(q(p) * q("0.02") / 1000 for p in outputs)
    ethane = total(q(p) * q("0.0011") / 1000 for p in outputs)
    return methane, ethane, rest(methane * 6630 + ethane * 11100)


def all_of(case, outputs, burnt, power=0):
    """The figures of a case."""
    s.expect(case, "anode-emissions", anodes(*burnt), "tCO2")
    s.expect(case, "anode-effect-emissions", effects(*outputs)[2], E)
    s.expect(case, "total", anodes(*burnt) + effects(*outputs)[2] + power, E)


s.expect("one-tonne", "anode-effect-emissions", q("0.14481"), E)
s.expect("one-tonne", "anode-emissions", anodes("0.4691"), "tCO2")
s.expect("one-tonne", "direct-intensity", anodes("0.4691") + q("0.14481"), E + "/t")
outputs, burnt = ("21050.4", "19633.25", "20988"), ("9874.2", "9215.75", "9850.1")
s.expect("quarter", "potline[1]/2024-02/E_potline_阳极", anodes(burnt[1]), "tCO2")
s.expect("quarter", "perfluoromethane", effects(*outputs)[0], "tCF4")
s.expect("quarter", "perfluoroethane", effects(*outputs)[1], "tC2F6")
s.expect("quarter", "output", total(q(p) for p in outputs), "t")
all_of("quarter", outputs, burnt)
all_of("stands-still", ("0", "0"), ("0", "0"))
all_of("one-month-idle", ("20000", "0"), ("9400", "0"))
s.expect("month-missing", "anode-emissions", anodes("9400", "9300"), "tCO2")
s.expect("month-missing", "output", "absent")
s.expect("month-missing", "anode-effect-emissions", "absent")
s.expect("month-missing", "total", "absent")
s.expect("anodes-missing", "anode-emissions", "absent")
s.expect("anodes-missing", "anode-effect-emissions", effects("20000", "19000")[2], E)
s.expect("anodes-missing", "direct", "absent")
all_of("two-potlines", ("20000", "19000", "8000", "7900"), ("9400", "8900", "3800", "3700"))
all_of("potline-closed-in-january", ("20000", "19000", "8000"), ("9400", "8900", "3800"))
all_of("potline-started-in-february", ("20000", "19000", "8000"), ("9400", "8900", "3800"))
all_of("two-plants", ("20000", "19000", "8000", "7900"), ("9400", "8900", "3800", "3700"))
current = q("270000.5") + q("251000")
s.expect("power", "electricity", current * GRID, "tCO2")
s.expect("power", "total", anodes("9400", "8900") + effects("20000", "19000")[2] + current * GRID, E)
less = current - q("30000") - q("28000.25") - q("1200.4") - q("1100")
s.expect("power-less-non-fossil", "potline[1]/2024-01/AD_电",
         q("270000.5") - q("30000") - q("1200.4"), "MWh")
s.expect("power-less-non-fossil", "electricity", less * GRID, "tCO2")
s.expect("power-all-non-fossil", "electricity", q("0"), "tCO2")
s.expect("power-notified-factor", "electricity", current * q("0.5306"), "tCO2")
s.expect("power-direct-missing", "electricity", "absent")
s.expect("power-direct-missing", "total", "absent")
s.expect("power-two-plants", "facility[F1]/E_facility_电", q("521000") * GRID, "tCO2")
s.expect("power-two-plants", "facility[F2]/E_facility_电", q("210000") * GRID, "tCO2")
s.expect("power-two-plants", "electricity", q("731000") * GRID, "tCO2")
# Power is declared 不涉及 for the second of two potlines; its anodes and effects count.
made, burnt = ("20000", "19000", "8000", "7900"), ("9400", "8900", "3800", "3700")
all_of("captive-potline", made, burnt, q("521000") * GRID)
s.expect("captive-potline", "electricity", q("521000") * GRID, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
