"""What the derivations of the guidelines written by NCSC share: the general fuel table, combustion."""

from common import CO2_C, q, rest

TABLE = """
无烟煤 24.515 27.49 94
烟煤 23.204 26.18 93
褐煤 14.449 28.00 96
洗精煤 26.344 25.40 93
其他洗煤 15.373 25.40 90
型煤 17.46 33.60 90
水煤浆 19.854 33.60 90
煤粉 24.010 33.60 90
焦炭 28.446 29.40 93
原油 42.62 20.10 98
燃料油 40.19 21.10 98
汽油 44.80 18.90 98
柴油 43.33 20.20 98
一般煤油 44.75 19.60 98
喷气煤油 44.75 19.60 98
石脑油 41.031 20.00 98
石油焦 31.00 27.50 98
其他石油制品 40.19 20.00 98
焦油 33.453 22.00 98
粗苯 41.816 22.70 98
炼厂干气 46.05 18.20 99
液化石油气 47.31 17.20 99
液化天然气 41.868 15.30 99
天然气 389.31 15.30 99
焦炉煤气 173.854 13.60 99
高炉煤气 37.69 70.80 99
转炉煤气 79.54 49.60 99
密闭电石炉炉气 111.19 39.51 99
其他煤气 52.34 12.20 99
"""
FUELS = {r.split()[0]: r.split()[1:] for r in TABLE.strip().splitlines()}


def carbon(name, ncv=None, cc=None):
    """tC of one unit of a fuel: calorific value x carbon per heat (tC/TJ)."""
    d = FUELS.get(name, (None, None, None))
    return rest(q(ncv or d[0]) * rest(q(cc or d[1]) / 1000))


def burn(name, fc, ncv=None, cc=None, of=None, content=None):
    """tCO2 of an amount; a measured content in tC goes before the calorific value."""
    share = q(of if of is not None else FUELS[name][2]) / 100
    return rest(q(fc) * (q(content) if content else carbon(name, ncv, cc)) * share * CO2_C)


def every_fuel(sheet, case="every-fuel-default", table=None, burn_one=burn):
    """Ten units of each fuel with all defaults."""
    terms = []
    for name in table or FUELS:
        e = burn_one(name, 10)
        terms.append(e)
        sheet.expect(case, f"fuel[{name}]/E_fuel", e, "tCO2")
    sheet.expect(case, "combustion", rest(sum(terms)), "tCO2")
