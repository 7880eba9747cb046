"""What the derivations of the guidelines written by NCSC share: its tables, combustion by
carbon, flares by composition."""

from common import CO2_C, q, rest, total
from fuel_lists import F_NCSC

# tCO2 of a tonne of a carbonate.
CARBONATES = {"CaCO3": "0.43971", "MgCO3": "0.5220", "Na2CO3": "0.4149", "NaHCO3": "0.5237", "FeCO3": "0.3799",
              "MnCO3": "0.3829", "BaCO3": "0.2230", "Li2CO3": "0.5955", "K2CO3": "0.3184", "SrCO3": "0.2980",
              "CaMg(CO3)2": "0.4773"}
# tC of a tonne of a substance.
SUBSTANCES = {"乙腈": "0.5852", "丙烯腈": "0.6664", "丁二烯": "0.888", "炭黑": "0.970", "乙烯": "0.856",
              "二氯乙烷": "0.245", "乙二醇": "0.387", "环氧乙烷": "0.545", "氰化氢": "0.4444", "甲醇": "0.375",
              "甲烷": "0.749", "乙烷": "0.856", "丙烷": "0.817", "丙烯": "0.8563", "氯乙烯单体": "0.384", "尿素": "0.200",
              "碳酸氢铵": "0.1519", "标准电石（300L/kg）": "0.314"}
# 12 for each atom of carbon, molar mass; H 1, C 12, N 14, O 16, Cl 35.5.
MOLECULES = {"乙腈": (24, "41"), "丙烯腈": (36, "53"), "丁二烯": (48, "54"), "炭黑": (12, "12"),
             "乙烯": (24, "28"), "二氯乙烷": (24, "99"), "乙二醇": (24, "62"), "环氧乙烷": (24, "44"),
             "氰化氢": (12, "27"), "甲醇": (12, "32"), "甲烷": (12, "16"), "乙烷": (24, "30"),
             "丙烷": (36, "44"), "丙烯": (36, "42"), "氯乙烯单体": (24, "62.5"), "尿素": (12, "60"),
             "碳酸氢铵": (12, "79"), "二氧化碳": (12, "44")}


def carbon(name, ncv=None, cc=None, fuels=F_NCSC):
    """tC of one unit of a fuel: calorific value x carbon per heat (tC/TJ)."""
    d = fuels.get(name, (None, None, None))
    return rest(q(ncv or d[0]) * rest(q(cc or d[1]) / 1000))


def burn(name, fc, ncv=None, cc=None, of=None, content=None, fuels=F_NCSC):
    """tCO2 of an amount; a measured content in tC goes before the calorific value."""
    share = q(of if of is not None else fuels[name][2]) / 100
    per_unit = q(content) if content else carbon(name, ncv, cc, fuels)
    return rest(q(fc) * per_unit * share * CO2_C)


def part(share, atoms):
    """tC per 10^4 Nm3 of a component of a gas, 12 V CN 10/22.4; share in per cent."""
    return rest(12 * q(share) / 100 * q(atoms) * 10 / q("22.4"))


def flare(volume, gas, co2="0", of="0.98", content=None):
    """tCO2 of 10^4 Nm3: components (per cent, atoms of carbon) or a measured content, and CO2 in per cent."""
    cc = q(content) if content else total(part(v, n) for v, n in gas)
    return rest(q(volume) * (cc * q(of) * CO2_C + q(co2) / 100 * q("19.7")))
