"""Expected digits of sectors/iron-steel/cets-2024 (CETS-AG-03.01-V01-2024), from the formulas of the text.

A line: fuel in less fuel out, each V x NCV x CC x OF x 44/12 by month; power by method 1 (in less out,
each less direct and own non-fossil) or method 2 (total less direct, own non-fossil and self-generated);
heat (in less recovered and given) x 0.11. The company: bought + stock change - sold by month, fluxes,
electrodes, materials, net power less direct non-fossil, net heat, less carbon in products.
"""

import sys

from common import CO2_C, Fraction, Sheet, every_fuel, q, rest, total
from fuel_lists import F_GB

s = Sheet("sectors/iron-steel/cets-2024")


def factor(name, ncv=None, cc=None, of=None):
    """tCO2 of one unit of a fuel; carbon per heat in tC/TJ, oxidation in per cent."""
    d = F_GB.get(name, (None, None, None))
    return rest(q(ncv or d[0]) * rest(q(cc or d[1]) / 1000) * (q(of or d[2]) / 100) * CO2_C)


def co2(amount, name, **measured):
    return rest(q(amount) * factor(name, **measured))


every_fuel(s, F_GB, lambda name, amount: co2(amount, name), figure="2024-01/E_fuel")

m1, m2 = q("50") + q("1000.5") - q("20.25") - q("80"), q("80") + q("900") - q("0") - q("75.5")
e1, e2 = co2(m1, "烟煤", ncv="25.812"), co2(m2, "烟煤")
s.expect("company-ledger-two-months", "fuel[烟煤]/2024-01/FC", m1, "t")
s.expect("company-ledger-two-months", "fuel[烟煤]/2024-02/FC", m2, "t")
s.expect("company-ledger-two-months", "combustion", e1 + e2, "tCO2")
e = co2("1000", "焦炭", cc="29.1", of="96.5")
s.expect("carbon-and-oxidation-measured", "combustion", e, "tCO2")
own = co2("40", "轮胎油", ncv="40.12", cc="20.9", of="98")
s.expect("own-fuel-tyre-oil", "fuel[轮胎油]/2024-01/E_fuel", own, "tCO2")
s.expect("own-fuel-tyre-oil", "combustion", own, "tCO2")
s.expect("purchase-month-missing", "fuel[焦炭]/2024-02/FC", "absent")
s.expect("purchase-month-missing", "combustion", "absent")
s.expect("purchase-month-missing", "total", "absent")

# A coke oven gives more carbon to other lines than it burns: coal in, coke, gas and tar out.
into = co2("13500", "洗精煤")
out = total([co2("10000", "焦炭"), co2("430", "焦炉煤气"), co2("480", "焦油")])
s.expect("coke-oven-net", "line[焦炉]/2024-01/E_料入", into, "tCO2")
s.expect("coke-oven-net", "line[焦炉]/2024-01/E_料出", out, "tCO2")
s.expect("coke-oven-net", "line[焦炉]/2024-01/E_料净", into - out, "tCO2")
# A blast furnace burns coke and gives gas; one gas with one calorific value for all who burn it.
into = co2("10000", "焦炭")
gas = factor("高炉煤气", ncv="32.41")
s.expect("one-gas-one-calorific-value", "line[高炉]/2024-01/E_料净", into - rest(q("15000") * gas), "tCO2")
s.expect("one-gas-one-calorific-value", "line[热风炉群]/2024-01/E_料净", rest(q("6000") * gas), "tCO2")
s.expect("one-gas-one-calorific-value", "line[轧机]/2024-01/E_料净", rest(q("9000") * gas), "tCO2")

one = q("5000.5") - q("300") - q("120") - (q("800") - q("50") - q("20"))
s.expect("power-method-1", "line[轧机]/2024-01/AD_工序电", one, "MWh")
s.expect("power-method-1", "line[轧机]/2024-01/E_工序电", one * q("0.5366"), "tCO2")
s.expect("power-method-1", "line[轧机]/2024-01/P_用", q("5000.5") - q("800"), "MWh")
two = q("4000") - q("100.5") - q("60") - q("5200")
s.expect("power-method-2-generates", "line[高炉]/2024-01/AD_工序电", two, "MWh")
s.expect("power-method-2-generates", "line[高炉]/2024-01/E_工序电", two * q("0.5366"), "tCO2")
s.expect("power-method-2-generates", "line[高炉]/2024-01/P_用", q("4000") - q("5200"), "MWh")
s.expect("power-method-missing", "line[高炉]/2024-01/AD_工序电", "absent")
s.expect("heat-recovered", "line[焦炉]/2024-01/AD_工序热", q("1200") - q("9600.5"), "GJ")
s.expect("heat-recovered", "line[焦炉]/2024-01/E_工序热", (q("1200") - q("9600.5")) * q("0.11"), "tCO2")
s.expect("heat-recovered", "process[焦化]/E_类", (q("1200") - q("9600.5")) * q("0.11"), "tCO2")
s.expect("stated-factors", "line[轧机]/2024-01/E_工序电", q("100") * q("0.6"), "tCO2")
s.expect("stated-factors", "line[轧机]/2024-01/E_工序热", q("100") * q("0.098"), "tCO2")
s.expect("stated-factors", "electricity", q("100") * q("0.6"), "tCO2")
s.expect("stated-factors", "heat", q("100") * q("0.098"), "tCO2")

# The same process on two lines; a line that stands still; one that closed on 31 January.
a, b = rest(q("100") * q("0.11")), rest(q("250.5") * q("0.11"))
s.expect("two-lines-of-a-process", "process[石灰]/Q_类", q("900") + q("1100"), "t")
s.expect("two-lines-of-a-process", "process[石灰]/E_类", a + b, "tCO2")
s.expect("two-lines-of-a-process", "process[石灰]/S", (a + b) / 2000, "tCO2/t")
s.expect("two-lines-of-a-process", "process[焦化]/E_类", "not occurring")
s.expect("two-lines-of-a-process", "ten-processes-total", a + b, "tCO2")
s.expect("line-stands-still", "process[石灰]/E_类", Fraction(0), "tCO2")
s.expect("line-stands-still", "process[石灰]/Q_类", Fraction(0), "t")
s.expect("line-stands-still", "process[石灰]/S", "not occurring")
s.expect("idle-line-takes-heat", "process[石灰]/E_类", q("1.1"), "tCO2")
s.expect("idle-line-takes-heat", "process[石灰]/S", "not occurring")
s.expect("line-closed", "process[石灰]/E_类", rest(q("100") * q("0.11")), "tCO2")
s.expect("line-closed", "line[旧窑]/2024-02/E_工序", "not occurring")
s.expect("auxiliary-is-no-process", "ten-processes-total", rest(q("100") * q("0.11")), "tCO2")
s.expect("auxiliary-is-no-process", "line[食堂浴室]/2024-01/E_工序", rest(q("40") * q("0.11")), "tCO2")

lime, dolo = rest(q("85000.5") * q("0.440")), rest(q("21000.25") * q("0.471"))
s.expect("fluxes", "flux-emissions", lime + dolo, "tCO2")
pair = rest(q("1000") * q("0.4285")), rest(q("500") * q("0.5011"))
s.expect("flux-measured-and-own", "flux-emissions", total(pair), "tCO2")
s.expect("electrodes", "electrode-emissions", q("812.35") * q("3.663"), "tCO2")
s.expect("electrodes-measured", "electrode-emissions", q("812.35") * q("3.601"), "tCO2")
MATERIALS = (("生铁", "0.172"), ("直接还原铁", "0.073"), ("镍铁", "0.037"), ("高碳铬铁", "0.348"),
             ("钼铁", "0.018"), ("硅铁", "0.007"), ("锰硅合金", "0.092"), ("低碳锰硅合金", "0.011"),
             ("高炉锰铁", "0.275"), ("电炉高碳锰铁", "0.275"), ("微碳锰铁", "0.004"), ("废钢", "0.037"))
for name, f in MATERIALS:
    s.expect("every-material", f"material[{name}]/E_material", 100 * q(f), "tCO2")
s.expect("every-material", "material-emissions", 100 * sum(q(f) for _, f in MATERIALS), "tCO2")
pair = rest(q("100") * q("0.03")), rest(q("50") * q("0.3"))
s.expect("material-measured-and-own", "material-emissions", total(pair), "tCO2")
PRODUCTS = (("生铁", "0.172"), ("粗钢", "0.037"), ("焦油", "2.699"), ("粗苯", "3.382"))
for name, f in PRODUCTS:
    s.expect("every-product", f"product[{name}]/R_product", 100 * q(f), "tCO2")
s.expect("every-product", "fixed-carbon", 100 * sum(q(f) for _, f in PRODUCTS), "tCO2")
s.expect("every-product", "by-products-fixed", 100 * (q("2.699") + q("3.382")), "tCO2")
s.expect("product-measured-and-own", "fixed-carbon",
         total([q("100") * q("0.0154"), q("10") * q("1.375")]), "tCO2")

net = q("10000") - q("1500.5") - q("200") + q("9000") - q("1400")
s.expect("company-power-less-direct", "facility[F1]/AD_电", net, "MWh")
s.expect("company-power-less-direct", "electricity", net * q("0.5366"), "tCO2")
s.expect("company-power-less-direct", "green-power", q("3000") + q("2000.5"), "MWh")
s.expect("company-exporter", "electricity", (q("100") - q("900")) * q("0.5366"), "tCO2")
s.expect("company-exporter", "heat", (q("50") - q("8050.5")) * q("0.11"), "tCO2")
s.expect("company-exporter", "total", (q("100") - q("900")) * q("0.5366")
         + (q("50") - q("8050.5")) * q("0.11"), "tCO2")

# Tar at the company level: sold as a fuel closes exactly; as a product (2.699) leaves 0.0545 a tonne.
coal, tar = co2("13500", "洗精煤"), co2("480", "焦油")
coke = co2("10000", "焦炭")
s.expect("tar-as-fuel", "combustion", coal - coke - tar, "tCO2")
s.expect("tar-as-fuel", "reconciliation", Fraction(0), "tCO2")
s.expect("tar-as-fuel", "processes-fuel", coal - coke - tar, "tCO2")
held = rest(q("480") * q("2.699"))
s.expect("tar-as-product", "combustion", coal - coke, "tCO2")
s.expect("tar-as-product", "by-products-fixed", held, "tCO2")
s.expect("tar-as-product", "reconciliation", tar - held, "tCO2")
s.expect("tar-as-product", "total", coal - coke - held, "tCO2")

# A small works, two months. Streams: fuel, from, to, January, February ("-" = outside).
STREAMS = """
洗精煤 - 焦炉 13500 12800.5
焦炭 焦炉 高炉 9600 9000
焦炭 焦炉 烧结机 400 380.25
焦炭 - 高炉 1200.5 900
焦炉煤气 焦炉 管网 430 405
焦炉煤气 管网 焦炉 190 182
焦炉煤气 管网 轧机 150 143
焦炉煤气 管网 电厂 89 79.5
高炉煤气 高炉 管网 9200 8100
高炉煤气 高炉 管网 6000 6000
高炉煤气 管网 高炉 6300 5900
高炉煤气 管网 轧机 2500 2300.5
高炉煤气 管网 电厂 6250 5700
高炉煤气 管网 火炬 100 160
转炉煤气 转炉 管网 900 840
转炉煤气 管网 石灰窑 400 380
转炉煤气 管网 电厂 497 462
烟煤 - 高炉 1650 1500
烟煤 - 电厂 800 900.75
柴油 - 辅助 30.5 28
天然气 - 电炉 12.25 11
焦油 焦炉 - 300 285
焦油 焦炉 - 180 170
"""
HOLDERS = {"焦炉煤气": (("2", "3"), ("3", "3")), "高炉煤气": (("20", "65"), ("65", "100")),
           "转炉煤气": (("5", "8"), ("8", "5"))}
LEDGER = {  # opening, bought, sold, closing of each month
    "洗精煤": (("9000", "13000", "0", "8500"), ("8500", "12500.5", "0", "8200")),
    "焦炭": (("700", "1500.5", "0", "1000"), ("1000", "850", "0", "950")),
    "烟煤": (("2000", "2600", "0", "2150"), ("2150", "2300.75", "0", "2050")),
    "柴油": (("10", "30", "0", "9.5"), ("9.5", "30.5", "0", "12")),
    "天然气": (("0", "12.25", "0", "0"), ("0", "11", "0", "0")),
    "焦油": (("100", "0", "500", "80"), ("80", "0", "430", "105")),
}
LEDGER |= {n: tuple((a, "0", "0", b) for a, b in months) for n, months in HOLDERS.items()}
MEASURED = {"洗精煤": ("27.012", "26.904"), "烟煤": ("25.812", "25.640"), "焦炭": ("28.105", "28.211"),
            "高炉煤气": ("32.41", "32.78"), "焦炉煤气": ("178.20", "179.03"), "转炉煤气": ("83.10", "84.22")}
KINDS = {"焦炉": "焦化", "烧结机": "烧结", "高炉": "高炉炼铁", "转炉": "转炉炼钢", "电炉": "电炉炼钢",
         "轧机": "钢压延加工", "石灰窑": "石灰", "电厂": "自备电厂", "火炬": "放散火炬",
         "管网": "煤气管网", "辅助": "辅助生产"}
OUTPUT = {"焦炉": ("10000", "9380.25"), "烧结机": ("32000", "30000"), "高炉": ("24000", "22300.5"),
          "转炉": ("25500", "23600"), "电炉": ("3000", "2800"), "轧机": ("27000", "25500"),
          "石灰窑": ("2100", "2000")}
# Method, then for each month: total, direct, own, self-generated (method 2) or in and out (method 1).
POWER = {"焦炉": (2, ("900", "0", "0", "650"), ("880", "0", "0", "630")),
         "烧结机": (2, ("1500", "0", "40", "300"), ("1420", "0", "38", "290")),
         "高炉": (2, ("2600", "0", "0", "900"), ("2400", "0", "0", "850")),
         "转炉": (1, ("1100", "0"), ("1020", "0")), "电炉": (1, ("1300", "0"), ("1210", "0")),
         "轧机": (1, ("2700", "150"), ("2550", "140")), "石灰窑": (1, ("80", "0"), ("75", "0")),
         "电厂": (1, ("210", "0"), ("205", "0")), "辅助": (1, ("120", "0"), ("118", "0"))}
HEAT = {"焦炉": (("2500", "8000"), ("2400", "7600")), "烧结机": (("600", "3000"), ("580", "2900")),
        "轧机": (("1500", "0"), ("1400", "0")), "辅助": (("900.5", "0"), ("1000", "0"))}
COMPANY = {"flux": {"石灰石": ("5200", "5000"), "白云石": ("1500", "1450.5")},
           "electrode": ("9.5", "8.75"), "material": {"废钢": ("4000", "3800"), "生铁": ("300", "0")},
           "product": {"粗钢": ("28200", "26150"), "生铁": ("0", "120")},
           "power": (("9500", "0", "300", "0"), ("9000", "0", "280", "0")),
           "heat": (("0", "1000"), ("0", "1200"))}


def works(case, streams=STREAMS):
    """Both levels of the small works."""
    month_factor = {n: [factor(n, ncv=MEASURED[n][m]) if n in MEASURED else factor(n) for m in (0, 1)]
                    for n in LEDGER}
    net = {line: [Fraction(0), Fraction(0)] for line in KINDS}
    for row in streams.strip().splitlines():
        name, source, target, *v = row.split()
        for m in (0, 1):
            e = rest(q(v[m]) * month_factor[name][m])
            if target != "-":
                net[target][m] += e
            if source != "-":
                net[source][m] -= e
    s.expect(case, "fuel[烟煤]/2024-01/V_外来", q("1650") + q("800"), "t")
    s.expect(case, "fuel[焦油]/2024-01/V_外去", q("300") + q("180"), "t")
    s.expect(case, "fuel[高炉煤气]/2024-02/V_入网", q("8100") + q("6000"), "万Nm3")
    used = Fraction(0)
    for method, january, _ in POWER.values():
        used += q(january[0]) - q(january[3] if method == 2 else january[1])
    s.expect(case, "facility[F1]/2024-01/P_差", q("9500") - q("300") - used, "MWh")
    ten = others = ten_fuel = Fraction(0)
    by_kind = {}
    for line, kind in KINDS.items():
        if kind == "煤气管网":
            continue
        for m in (0, 1):
            power = heat = Fraction(0)
            if line in POWER:
                method, *months = POWER[line]
                x = [q(v) for v in months[m]]
                power = (x[0] - x[1] - x[2] - x[3] if method == 2 else x[0] - x[1]) * q("0.5366")
            if line in HEAT:
                heat = (q(HEAT[line][m][0]) - q(HEAT[line][m][1])) * q("0.11")
            one = rest(net[line][m]) + rest(power) + rest(heat)
            if kind in ("自备电厂", "放散火炬", "辅助生产"):
                others += net[line][m]
            else:
                by_kind[kind] = by_kind.get(kind, 0) + one
                ten += one
                ten_fuel += net[line][m]
    for line in ("焦炉", "高炉", "电厂"):
        for m in (0, 1):
            s.expect(case, f"line[{line}]/2024-0{m + 1}/E_料净", net[line][m], "tCO2")
    for kind in sorted(by_kind):
        s.expect(case, f"process[{kind}]/E_类", by_kind[kind], "tCO2")
    out = sum(q(v) for v in OUTPUT["焦炉"])
    s.expect(case, "process[焦化]/Q_类", out, "t")
    s.expect(case, "process[焦化]/S", rest(by_kind["焦化"]) / out, "tCO2/t")
    s.expect(case, "ten-processes-total", ten, "tCO2")
    burnt = Fraction(0)
    for name, months in LEDGER.items():
        for m in (0, 1):
            opening, bought, sold, closing = (q(x) for x in months[m])
            burnt += rest((opening + bought - sold - closing) * month_factor[name][m])
    loss = Fraction(0)
    for name, months in HOLDERS.items():
        for m in (0, 1):
            v = {"in": Fraction(0), "out": Fraction(0)}
            for row in streams.strip().splitlines():
                n, source, target, *amounts = row.split()
                if n == name and target == "管网":
                    v["in"] += q(amounts[m])
                if n == name and source == "管网":
                    v["out"] += q(amounts[m])
            gap = q(months[m][0]) + v["in"] - v["out"] - q(months[m][1])
            loss += rest(gap * month_factor[name][m])
    c = COMPANY

    def year(kind, **factors):
        return sum(rest(sum(map(q, c[kind][n])) * q(f)) for n, f in factors.items())

    flux = year("flux", 石灰石="0.440", 白云石="0.471")
    rods = rest(sum(map(q, c["electrode"])) * q("3.663"))
    mats = year("material", 废钢="0.037", 生铁="0.172")
    held = year("product", 粗钢="0.037", 生铁="0.172")
    power = rest(sum(q(m[0]) - q(m[1]) - q(m[2]) for m in c["power"]) * q("0.5366"))
    warm = rest(sum(q(m[0]) - q(m[1]) for m in c["heat"]) * q("0.11"))
    s.expect(case, "combustion", burnt, "tCO2")
    s.expect(case, "flux-emissions", flux, "tCO2")
    s.expect(case, "electrode-emissions", rods, "tCO2")
    s.expect(case, "material-emissions", mats, "tCO2")
    s.expect(case, "fixed-carbon", held, "tCO2")
    s.expect(case, "electricity", power, "tCO2")
    s.expect(case, "heat", warm, "tCO2")
    s.expect(case, "total", burnt + flux + rods + mats + power + warm - held, "tCO2")
    s.expect(case, "processes-fuel", ten_fuel, "tCO2")
    s.expect(case, "other-fuel", others, "tCO2")
    s.expect(case, "grid-loss-emission", loss, "tCO2")
    s.expect(case, "reconciliation", burnt - ten_fuel - others - loss, "tCO2")


works("small-works")

# Two works.
a, b = co2("100", "焦炭"), co2("20", "天然气")
d = co2("3", "柴油")
s.expect("two-works", "combustion", a + b + d, "tCO2")
s.expect("two-works", "flux-emissions", q("10") * q("0.44") + q("5") * q("0.44"), "tCO2")
s.expect("two-works", "electrode-emissions", q("3") * q("3.663"), "tCO2")
s.expect("two-works", "material-emissions", q("30") * q("0.037"), "tCO2")
s.expect("two-works", "fixed-carbon", q("300") * q("0.037"), "tCO2")
s.expect("two-works", "electricity", q("300") * q("0.5366"), "tCO2")
s.expect("two-works", "heat", q("300") * q("0.11"), "tCO2")
s.expect("two-works", "green-power", q("30"), "MWh")
s.expect("two-works", "ten-processes-total", a + b + 2 * q("10") * q("0.11"), "tCO2")
s.expect("two-works", "processes-fuel", a + b, "tCO2")
s.expect("two-works", "other-fuel", d, "tCO2")
s.expect("two-works", "fuel-drawn", a + b + d, "tCO2")
s.expect("two-works", "reconciliation", rest(a + b + d) - rest(a + b) - d, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
