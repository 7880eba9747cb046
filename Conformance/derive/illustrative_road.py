"""Cases of the example of a road fleet: made-up data, digits from the formulas' text."""

from fractions import Fraction as F

from common import CO2_C, rest
from power_lib import Case, total

FOLDER = "illustrative/road-fleet"
FUELS = {"汽油": ("t", "44.80", "0.0189", "0.98"), "柴油": ("t", "43.33", "0.0202", "0.98"),
         "LPG": ("t", "47.31", "0.0172", "0.98"), "天然气": ("万Nm3", "389.31", "0.0153", "0.99")}
# fuel, fleet, class, stage, vehicles, km, fuel (or turnover, use a unit of it), N2O, CH4 in mg/km
# 国VI轿车 stands on the lower edge of its band, 国III客车 on the upper one.
FLEETS = [
    ("汽油", "国I轿车", "轿车", 1, 2, "8000", ("1.2",), 38, 45),
    ("汽油", "国IV轿车", "轿车", 4, 30, "15000", ("27.9",), 6, 57),
    ("汽油", "国VI轿车", "轿车", 6, 55, "18000", ("29.7",), 6, 57),
    ("汽油", "国III客车", "其他轻型车", 3, 12, "22000", ("47.52",), 36, 83),
    ("汽油", "重型", "重型车", 5, 3, "30000", ("18.9",), 6, 140),
    ("LPG", "出租", "轿车", 5, 100, "90000", ("630",), 9, 80),
    ("柴油", "国II轻卡", "其他轻型车", 2, 20, "35000", ("70.2",), 3, 6),
    ("柴油", "国V货车", "重型车", 5, 140, "85000", ("31200", "0.0955"), 30, 175),
]
GAS = ("天然气", "国V重卡", "重型车", 5, 10, "60000", ("21.6",), None, 900)
STOCK = {"汽油": ("5.2", "126.5", "6.3"), "LPG": ("12", "629", "10.5"),
         "柴油": ("88.5", "3060", "97.4"), "天然气": ("0", "21.6", "0")}


def write(c, fleets, stock=STOCK, both=False):
    """`both`: the metered amount beside turnover, without a choice; the meter goes first."""
    c.put('row facility[F1] "示例运输公司"')
    for fuel, name, kind, stage, count, km, use, _, _ in fleets:
        row = f"fuel[{fuel}]/fleet[{name}]"
        unit = FUELS[fuel][0]
        c.cell(f"{row}/车型", kind)
        c.cell(f"{row}/阶段", stage)
        c.cell(f"{row}/N", count)
        c.cell(f"{row}/里程", km, "km")
        if len(use) == 2:
            if both:
                c.cell(f"{row}/FC", both, unit)
            else:
                c.cell(f"{row}/FC@choice", "turnover")
            c.cell(f"{row}/周转量", use[0], "万t·km")
            c.cell(f"{row}/单耗", use[1], f"{unit}/(10^4t·km)")
        else:
            c.cell(f"{row}/FC", use[0], unit)
    for fuel in {f[0]: 0 for f in fleets}:
        opening, bought, closing = stock[fuel]
        unit = FUELS[fuel][0]
        c.cell(f"fuel[{fuel}]/罐初", opening, unit)
        c.cell(f"fuel[{fuel}]/罐末@prior", opening, unit)
        c.cell(f"fuel[{fuel}]/购入", bought, unit)
        c.cell(f"fuel[{fuel}]/罐末", closing, unit)
    c.cell("M_尿素", "96", "t")
    c.cell("P_尿素", "32.5", "%")
    c.cell("AD_电", "412.5", "MWh")


def expect(c, fleets, both=None):
    n2o = ch4 = F(0)
    use = {}
    for fuel, name, _, _, count, km, amount, n, m in fleets:
        way = F(amount[0]) * F(amount[1]) if len(amount) == 2 else F(amount[0])
        way = F(both) if both and len(amount) == 2 else way
        use.setdefault(fuel, []).append(rest(way))
        length = rest(count * F(km))
        row = f"fuel[{fuel}]/fleet[{name}]"
        if n is None:
            c.expect(f"{row}/E_N2O", "absent")
            n2o = None
        else:
            c.expect(f"{row}/E_N2O", rest(length * n / 10**9), "tN2O")
            n2o += rest(length * n / 10**9)
        c.expect(f"{row}/E_CH4", rest(length * m / 10**9), "tCH4")
        ch4 += rest(length * m / 10**9)
    burnt = {}
    for fuel, amounts in use.items():
        _, ncv, cc, of = FUELS[fuel]
        burnt[fuel] = rest(total(amounts) * F(ncv) * F(cc) * F(of) * CO2_C)
        c.expect(f"fuel[{fuel}]/E_燃", burnt[fuel], "tCO2")
    urea = rest(F(96) * F("0.325") * F(12, 60) * CO2_C)
    power = rest(F("412.5") * F("0.6"))
    co2 = total(burnt.values())
    c.expect("co2", co2, "tCO2")
    c.expect("ch4", rest(ch4), "tCH4")
    c.expect("urea-total", urea, "tCO2")
    if n2o is None:
        c.expect("n2o", "absent")
        c.expect("total", "absent")
        return
    c.expect("n2o", rest(n2o), "tN2O")
    c.expect("total", rest(co2 + rest(n2o) * 310 + rest(ch4) * 21 + urea + power), "tCO2e(sar)")


def case(name, title, folder="cases"):
    return Case(FOLDER, name, title, "2022", folder)


if __name__ == "__main__":
    c = case("eight-fleets", "八个车队：阶段取不高于车辆的最近一级，货车按周转量")
    write(c, FLEETS)
    expect(c, FLEETS)
    c.save()

    c = case("metered-before-turnover", "计量与周转量都有：取计量")
    write(c, FLEETS, both="3011.5")
    expect(c, FLEETS, "3011.5")
    c.save()

    c = case("gas-truck-without-n2o-factor", "天然气重卡没有N2O因子：不当作零，总量待定")
    write(c, FLEETS + [GAS])
    expect(c, FLEETS + [GAS])
    c.save()

    c = case("two-companies", "两家运输公司：尿素与电力相加")
    urea, power = [], []
    for name, mass, share, bought in (("F1", "96", "32.5", "412.5"), ("F2", "10.5", "40", "80.25")):
        row = f"facility[{name}]"
        c.put(f'row {row} "{name}"', f'{row}/fuel not occurring "无"')
        c.cell(f"{row}/M_尿素", mass, "t")
        c.cell(f"{row}/P_尿素", share, "%")
        c.cell(f"{row}/AD_电", bought, "MWh")
        urea.append(rest(F(mass) * F(share) / 100 * F(12, 60) * CO2_C))
        power.append(rest(F(bought) * F("0.6")))
    c.expect("urea-total", total(urea), "tCO2")
    c.expect("power-total", total(power), "tCO2")
    c.expect("total", total(urea) + total(power), "tCO2e(sar)")
    c.save()

    c = case("mileage-in-wan", "里程少填一位：与油料不一致", "failing")
    write(c, [f if f[1] != "国VI轿车" else f[:5] + ("1800",) + f[6:] for f in FLEETS])
    c.put("finds check.use-in-band at fuel[汽油]/fleet[国VI轿车]")
    c.save()

    c = case("diesel-lost", "柴油购入少记一车：两套油料数据不闭合", "failing")
    write(c, FLEETS, dict(STOCK, 柴油=("88.5", "2900", "97.4")))
    c.put("finds check.fuel-reconciled at fuel[柴油]")
    c.save()

    c = case("diesel-car-before-stage-one", "国I以前的轿车：表中没有", "failing")
    write(c, [f if f[1] != "国I轿车" else f[:3] + (0,) + f[4:] for f in FLEETS])
    c.put("finds lookup.outside-table at fuel[汽油]/fleet[国I轿车]")
    c.save()
