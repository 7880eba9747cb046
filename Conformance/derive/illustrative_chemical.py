"""Cases of the example of a chemical works: made-up data, digits from the formulas' text."""

from fractions import Fraction as F

from common import CO2_C, allocate, mean, rest
from power_lib import Case, months, total

FOLDER = "illustrative/chemical-balance"
MONTHS = months("2022-01", "2022-03")
DEFAULT = {"乙烯": "0.856", "环氧乙烷": "0.545", "乙二醇": "0.387", "甲醇": "0.375", "尿素": "0.200"}
MOLECULE = {"乙烯": F(24, 28), "环氧乙烷": F(24, 44), "乙二醇": F(24, 62), "甲醇": F(12, 32)}
# workshop, substance, direction, months, opening, closing, carbon: default | measured | purity
STREAMS = [
    ("甲醇", "甲醇", "产品", (4500, 4600, 4400), 800, 950, "measured", ("37.4", "37.5", "37.3")),
    ("甲醇", "废液", "废物", (120, 115, 118), 0, 0, "measured", ("6.1", "5.8", "6.0")),
    ("乙二醇", "乙烯", "原料", (3100, 3000, 3200), 400, 350, "purity", ("99.9", "99.8", "99.95")),
    ("乙二醇", "环氧乙烷", "产品", (900, 880, 910), 60, 75, "default", None),
    ("乙二醇", "乙二醇", "产品", (3800, 3700, 3900), 500, 420, "purity", ("99.5", "99.6", "99.4")),
    ("乙二醇", "重组分残渣", "废物", (40, 38, 42), 3, 5, "measured", ("51", "52", "50.5")),
]
ACIDS = [  # workshop, process, factor, months, abatements in series: name, η %, stated, μ %
    ("硝酸", "硝酸双加压法", "0.0080", (9000, 8800, 9100),
     [("非选择性催化还原NSCR", "85", None, "96"), ("氧化铁末级", "60", "60", "90")]),
    ("硝酸", "硝酸高压法（无NSCR）", "0.0139", (2000, 2100, 1900), []),
    ("己二酸", "己二酸硝酸氧化法", "0.300", (1500, 1450, 1520), [("热去除", "98", "98", "99.1")]),
]
GAS = {  # use, purpose, workshop, sub-meter
    "重整炉原料": ("原料", "甲醇", ("310.2", "312.7", "301.1")),
    "重整炉燃料": ("燃料", "甲醇", ("120.4", "121", "118.8")),
    "锅炉": ("燃料", None, ("33.3", "35.1", "30.9")),
}
METER = ("466.6667", "470.0001", "452.3333")
WORKSHOPS = {"甲醇": ((2100, 2000, 2050), (9000, 8800, 9100)),
             "乙二醇": ((1500, 1400, 1450), (15000, 14800, 15100)),
             "硝酸": ((800, 820, 790), (0, 0, 0)), "己二酸": ((300, 310, 290), (4000, 3900, 4100))}
FUELS = {"烟煤": ("23.204", "0.02618", "0.93", (1200, 1150, 1180)),
         "柴油": ("43.33", "0.0202", "0.98", (3, 2, 4))}
RECOVERED = ((12, 11, 12), ("99", "99.2", "99.1"))


def write(c, gas=GAS, eta="98", meter=METER, acids=ACIDS, methanol=STREAMS[0], content=None):
    c.put('row facility[F1] "示例化工厂"')
    for w, (power, heat) in WORKSHOPS.items():
        for m, p, h in zip(MONTHS, power, heat):
            c.cell(f"workshop[{w}]/{m}/AD_电", p, "MWh")
            c.cell(f"workshop[{w}]/{m}/AD_热", h, "GJ")
    for w, s, direction, amounts, opening, closing, way, values in [methanol] + STREAMS[1:]:
        row = f"workshop[{w}]/stream[{s}]"
        c.cell(f"{row}/方向", direction)
        c.cell(f"{row}/库初", opening, "t")
        c.cell(f"{row}/库末", closing, "t")
        for m, v in zip(MONTHS, amounts):
            c.cell(f"{row}/{m}/AD", v, "t")
        c.cell(f"{row}/CC@choice", way)
        for m, v in zip(MONTHS, values or ()):
            c.cell(f"{row}/{m}/{'PUR' if way == 'purity' else 'CC'}", v, "%")
    for w in ("硝酸", "己二酸"):
        c.put(f'workshop[{w}]/stream not occurring "无含碳原料"')
    for w in ("甲醇", "乙二醇"):
        c.put(f'workshop[{w}]/acid not occurring "不产硝酸、己二酸"')
    for w, a, _, amounts, steps in acids:
        row = f"workshop[{w}]/acid[{a}]"
        for m, v in zip(MONTHS, amounts):
            c.cell(f"{row}/{m}/AD_酸", v, "t")
        for name, _, stated, rate in steps:
            if stated:
                c.cell(f"{row}/abatement[{name}]/η", eta if name == "热去除" else stated, "%")
            else:
                c.cell(f"{row}/abatement[{name}]/η@choice", "default")
            c.cell(f"{row}/abatement[{name}]/μ", rate, "%")
        if not steps:
            c.put(f'{row}/abatement not occurring "无尾气处理"')
    for m, v in zip(MONTHS, meter):
        c.cell(f"facility[F1]/{m}/V_总表", v, "万Nm3")
    if content:
        for m, v in zip(MONTHS, content):
            c.cell(f"facility[F1]/{m}/CC_气", v, "tC/万Nm3")
    else:
        c.cell("facility[F1]/CC_气@choice", "default")
    for use, (purpose, workshop, values) in gas.items():
        c.cell(f"gas-use[{use}]/用途", purpose)
        if workshop:
            c.cell(f"gas-use[{use}]/车间", workshop)
        for m, v in zip(MONTHS, values):
            c.cell(f"gas-use[{use}]/{m}/V_分表", v, "万Nm3")
    for fuel, (_, _, _, values) in FUELS.items():
        for m, v in zip(MONTHS, values):
            c.cell(f"fuel[{fuel}]/{m}/FC", v, "t")
    for m, v, p in zip(MONTHS, *RECOVERED):
        c.cell(f"facility[F1]/{m}/Q_回收", v, "万Nm3")
        c.cell(f"facility[F1]/{m}/PUR_回收", p, "%")


def expect(c, heat_factor="0.11", content=None):
    gas_carbon = [F(v) for v in content or [F("389.31") * F("0.0153")] * 3]
    shares = [allocate(F(METER[i]), {k: F(v[2][i]) for k, v in GAS.items()}, 4) for i in range(3)]
    gas = {k: [rest(shares[i][k] * gas_carbon[i]) for i in range(3)] for k in GAS}
    for k in GAS:
        c.expect(f"gas-use[{k}]/2022-02/V_用", shares[1][k], "万Nm3")
    carbon = {w: [] for w in WORKSHOPS}
    for w, s, direction, amounts, opening, closing, way, values in STREAMS:
        if way == "default":
            content = F(DEFAULT[s])
        else:
            factor = rest(MOLECULE[s]) if way == "purity" else 1
            content = mean([rest(F(v) / 100 * factor) for v in values], list(map(F, amounts)))
        amount = sum(amounts) + (opening - closing if direction == "原料" else closing - opening)
        carbon[w].append(rest((1 if direction == "原料" else -1) * amount * content))
    carbon["甲醇"].append(total(gas["重整炉原料"]))
    n2o = {w: [] for w in WORKSHOPS}
    for w, a, factor, amounts, steps in ACIDS:
        left = F(1)
        for _, eta, _, rate in steps:
            left *= rest(1 - F(eta) / 100 * F(rate) / 100)
        n2o[w].append(rest(sum(amounts) * F(factor) * rest(left)))
        c.expect(f"workshop[{w}]/acid[{a}]/E_酸", n2o[w][-1], "tN2O")
    whole = []
    for w, (power, heat) in WORKSHOPS.items():
        value = F(0)
        if carbon[w]:
            balance = rest(sum(carbon[w]) * CO2_C)
            c.expect(f"workshop[{w}]/E_碳平衡", balance, "tCO2")
            value += balance
        else:
            c.expect(f"workshop[{w}]/E_碳平衡", "not occurring")
        value += (total(n2o[w]) or 0) * 310
        value += sum(power) * F("0.6") + sum(heat) * F(heat_factor)
        whole.append(rest(value))
        c.expect(f"workshop[{w}]/E_车间", whole[-1], "tCO2e(sar)")
    c.expect("n2o-total", total([total(n2o[w]) for w in WORKSHOPS if n2o[w]]), "tN2O")
    fuel = sum([rest(sum(v[3]) * F(v[0]) * F(v[1]) * F(v[2]) * CO2_C) for v in FUELS.values()])
    burnt = rest(sum([x for k, v in GAS.items() if v[0] == "燃料" for x in gas[k]])
                 * F("0.99") * CO2_C)
    c.expect("combustion-total", rest(fuel + burnt), "tCO2")
    amounts, purities = RECOVERED
    purity = mean([F(p) / 100 for p in purities], list(map(F, amounts)))
    recovered = rest(sum(amounts) * purity * F("19.7"))
    c.expect("recovered-total", recovered, "tCO2")
    c.expect("total", rest(rest(fuel + burnt) + sum(whole) - recovered), "tCO2e(sar)")


def case(name, title, folder="cases"):
    return Case(FOLDER, name, title, f"{MONTHS[0]}..{MONTHS[-1]}", folder)


if __name__ == "__main__":
    c = case("four-workshops", "四个车间：碳平衡、两级尾气处理、一表两用")
    write(c)
    expect(c)
    c.save()

    c = case("captive-heat", "供热因子取自备电厂的供热碳排放强度，天然气含碳量实测")
    measured = ("6.02", "5.98", "6.11")
    write(c, content=measured)
    c.put("external illustrative/header-plant#heat-intensity = 0.0987 tCO2/GJ")
    expect(c, "0.0987", measured)
    c.save()

    c = case("other-molecules", "含碳量：实测先于纯度，纯度先于缺省值；表中各分子")
    c.put('row facility[F1] "示例化工厂"')
    feed = [("乙烯", F(24, 28), 900), ("环氧乙烷", F(24, 44), 400), ("甲醇", F(12, 32), 700),
            ("尿素", F(12, 60), 500), ("丙烯腈", F(36, 53), 600), ("炭黑", None, 50)]
    carbon = []
    for s, content, amount in feed:
        row = f"workshop[合成]/stream[{s}]"
        c.cell(f"{row}/方向", "原料")
        c.cell(f"{row}/库初", 10, "t")
        c.cell(f"{row}/库末", 4, "t")
        for m in MONTHS:
            c.cell(f"{row}/{m}/AD", amount, "t")
            if s == "乙烯":
                c.cell(f"{row}/{m}/CC", "83.7", "%")
            if content:
                c.cell(f"{row}/{m}/PUR", 98, "%")
        if content is None:
            c.cell(f"{row}/CC@choice", "default")
            content = F("0.970")
        elif s == "乙烯":
            content = F("0.837")
        else:
            content = mean([rest(F("0.98") * rest(content))] * 3, [F(amount)] * 3)
            if s != "尿素":  # nothing stated: purity goes before the default
                c.cell(f"{row}/CC@choice", "purity")
        carbon.append(rest((3 * amount + 6) * content))
        c.expect(f"{row}/C_流", carbon[-1], "tC")
    c.put('workshop[合成]/acid not occurring "不产硝酸"', 'combustion not occurring "无"',
          'recovery not occurring "无"', 'gas-use not occurring "无"', 'V_总表 not occurring "无"',
          'CC_气 not occurring "无"')
    for m in MONTHS:
        c.cell(f"workshop[合成]/{m}/AD_电", 0, "MWh")
        c.cell(f"workshop[合成]/{m}/AD_热", 0, "GJ")
    c.expect("workshop[合成]/E_碳平衡", rest(sum(carbon) * CO2_C), "tCO2")
    c.expect("total", rest(sum(carbon) * CO2_C), "tCO2e(sar)")
    c.save()

    c = case("two-works", "两厂：燃气与回收各自计算后相加")
    burnt, back = [], []
    for works, gas, content, volume, purity in (("F1", "10.5", "5.95", "3", "99"),
                                                ("F2", "20.25", "6.05", "4.5", "98.5")):
        row = f"facility[{works}]"
        c.put(f'row {row} "{works}"', f'{row}/workshop not occurring "无"', f'{row}/fuel not occurring "无"')
        c.cell(f"{row}/gas-use[锅炉]/用途", "燃料")
        for m in MONTHS:
            c.cell(f"{row}/{m}/V_总表", gas, "万Nm3")
            c.cell(f"{row}/{m}/CC_气", content, "tC/万Nm3")
            c.cell(f"{row}/gas-use[锅炉]/{m}/V_分表", gas, "万Nm3")
            c.cell(f"{row}/{m}/Q_回收", volume, "万Nm3")
            c.cell(f"{row}/{m}/PUR_回收", purity, "%")
        burnt.append(rest(3 * F(gas) * F(content) * F("0.99") * CO2_C))
        back.append(rest(3 * F(volume) * F(purity) / 100 * F("19.7")))
    c.expect("combustion-total", total(burnt), "tCO2")
    c.expect("recovered-total", total(back), "tCO2")
    c.expect("total", rest(total(burnt) - total(back)), "tCO2e(sar)")
    c.save()

    c = case("submeters-apart", "分表之和与总表相差5%", "failing")
    write(c, meter=("466.6667", "497.1", "452.3333"))
    c.put("finds check.submeters-near at 2022-02")
    c.save()

    c = case("eta-above-range", "去除率高于该技术的范围", "failing")
    write(c, eta="99.8")
    c.put("finds check.eta-in-range at workshop[己二酸]/acid[己二酸硝酸氧化法]/abatement[热去除]")
    c.save()

    c = case("carbon-made", "甲醇产量填成十倍：产出的碳多于投入", "failing")
    write(c, methanol=("甲醇", "甲醇", "产品", (50000, 51000, 49000)) + STREAMS[0][4:])
    c.put("finds check.carbon-not-made at workshop[甲醇]")
    c.save()
