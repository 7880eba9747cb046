"""What the derivations of the guidelines written by NCSC share: combustion by carbon, flares by composition."""

from common import CO2_C, q, rest, total
from fuel_lists import F_NCSC


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
