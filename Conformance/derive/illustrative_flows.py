"""Cases of the made-up examples with flows and allocation."""

from fractions import Fraction as F

from common import CO2_C, allocate, rest
from power_lib import Case, days_of, total


def case(method, name, title, period, folder="cases"):
    c = Case(f"illustrative/{method}", name, title, period, folder)
    c.put('row facility[F1] "示例厂"')
    return c


def header_plant(name, title, boilers, turbines, shared, period, loss="0"):
    """boilers: {k: {month: (t, C %, GJ)}}; turbines: {k: {month: (drawn, MWh, heat)}}."""
    c = case("header-plant", name, title, period)
    every = sorted({m for rows in boilers.values() for m in rows})
    for k, rows in boilers.items():
        for m, (amount, carbon, heat) in rows.items():
            c.cell(f"boiler[{k}]/{m}/FC", amount, "t@ar")
            c.cell(f"boiler[{k}]/{m}/C_ar", carbon, "%")
            c.cell(f"boiler[{k}]/{m}/Q_炉", heat, "GJ")
    for k, rows in turbines.items():
        gone = [m for m in every if m not in rows]
        if gone:
            c.put(f"row turbine[{k}] to {days_of(list(rows)[-1])[-1]}")
        for m, (drawn, power, heat) in rows.items():
            c.cell(f"turbine[{k}]/{m}/Q_机", drawn, "GJ")
            c.cell(f"turbine[{k}]/{m}/W", power, "MWh")
            c.cell(f"turbine[{k}]/{m}/Q_供", heat, "GJ")
    year = {k: [] for k in turbines}
    for m in every:
        c.cell(f"{m}/Q_损", loss, "GJ")
        c.cell(f"{m}/AD_公用", shared, "MWh")
        emission = total([F(r[m][0]) * F(r[m][1]) / 100 * CO2_C
                          for r in boilers.values() if m in r])
        here = {k: r[m] for k, r in turbines.items() if m in r}
        burnt = allocate(emission, {k: F(v[0]) for k, v in here.items()}, 2)
        power = allocate(F(shared), {k: F(1) for k in here}, 3, last=True)
        for k in here:
            year[k].append(rest(rest(burnt[k]) + rest(power[k]) * F("0.5")))
            c.expect(f"turbine[{k}]/{m}/E_机燃", burnt[k], "tCO2")
    totals = {k: total(v) for k, v in year.items()}
    for k, value in totals.items():
        c.expect(f"turbine[{k}]/turbine-year", value, "tCO2")
    c.expect("total", total(totals.values()), "tCO2")
    drawn = {k: sum(F(v[0]) for v in turbines[k].values()) for k in turbines}
    heat = {k: sum(F(v[2]) for v in turbines[k].values()) for k in turbines}
    parts = sum(rest(totals[k] * heat[k] / drawn[k]) for k in turbines)
    c.expect("heat-intensity", rest(parts / sum(heat.values())), "tCO2/GJ")
    c.save()


def header_plants():
    three = {"1": {"2022-01": ("9000", "54", "180000"), "2022-02": ("8400", "54", "168000")},
             "2": {"2022-01": ("6000", "51.3", "118000"), "2022-02": ("6300", "51.3", "124000")},
             "3": {"2022-01": ("3000", "55.2", "62000"), "2022-02": ("0", "55.2", "0")}}
    two = {"A": {"2022-01": ("210000", "15000", "60000"), "2022-02": ("172000", "12500", "52000")},
           "B": {"2022-01": ("150000", "11000", "30000"), "2022-02": ("120000", "9000", "21000")}}
    header_plant("three-boilers-two-turbines", "三炉两机", three, two, "101", "2022-01..2022-02")
    left = {"A": two["A"], "B": {"2022-01": two["B"]["2022-01"]}}
    fewer = {"1": three["1"], "2": {**three["2"], "2022-02": ("0", "51.3", "0")},
             "3": three["3"]}
    header_plant("turbine-left", "一台机二月起退出", fewer, left, "100", "2022-01..2022-02")

    # Numbers without unit are in the unit of the declaration; 100 in three parts leaves 0.001.
    c = case("header-plant", "three-equal-turbines", "三台机均分公用电量，余数归最后一台", "2022-01")
    c.put("boiler[1]/2022-01/FC = 9000", "boiler[1]/2022-01/C_ar = 54",
          "boiler[1]/2022-01/Q_炉 = 180000", "2022-01/Q_损 = 0", "2022-01/AD_公用 = 100")
    shares = allocate(F(100), {k: F(1) for k in "ABC"}, 3, last=True)
    for k in "ABC":
        c.put(f"turbine[{k}]/2022-01/Q_机 = 60000", f"turbine[{k}]/2022-01/W = 5000",
              f"turbine[{k}]/2022-01/Q_供 = 20000")
        c.expect(f"turbine[{k}]/2022-01/AD_机", shares[k], "MWh")
        c.expect(f"turbine[{k}]/2022-01/W", F(5000), "MWh")
        c.expect(f"turbine[{k}]/2022-01/Q_供", F(20000), "GJ")
    c.save()

    c = case("header-plant", "header-out-of-balance", "锅炉热量与汽机取用不符", "2022-01", "failing")
    for cell, value in (("boiler[1]/2022-01/FC", "9000 t@ar"),
                        ("boiler[1]/2022-01/C_ar", "54 %"),
                        ("boiler[1]/2022-01/Q_炉", "180000 GJ"),
                        ("turbine[A]/2022-01/Q_机", "150000 GJ"),
                        ("turbine[A]/2022-01/W", "12000 MWh"),
                        ("turbine[A]/2022-01/Q_供", "40000 GJ"),
                        ("2022-01/Q_损", "0 GJ"), ("2022-01/AD_公用", "10 MWh")):
        c.put(f"{cell} = {value}")
    c.put("finds check.header-balance at facility[F1]/2022-01")
    c.save()


CARRIERS = {"炼焦煤": ("t", "0.72"), "焦炭": ("t", "0.86"), "煤焦油": ("t", "0.92"),
            "焦炉煤气": ("万Nm3", "2.4"), "高炉煤气": ("万Nm3", "2.3"), "生铁": ("t", "0.045"),
            "动力煤": ("t", "0.55"), "钢材": ("t", "0.002")}
FLOWS = [  # carrier, name, from, to, month → quantity
    ("炼焦煤", "进厂", None, "焦炉", ("12000", "11400")),
    ("焦炭", "入炉", "焦炉", "高炉", ("7200", "6900")),
    ("焦炭", "外销", "焦炉", None, ("1500", "1200")),
    ("煤焦油", "外销", "焦炉", None, ("360", "330")),
    ("焦炉煤气", "入柜", "焦炉", "煤气柜", ("300", "285")),
    ("高炉煤气", "入柜", "高炉", "煤气柜", ("2200", "2100")),
    ("高炉煤气", "回炉", "煤气柜", "焦炉", ("600", "570")),
    ("高炉煤气", "轧钢", "煤气柜", "轧钢", ("500", "480")),
    ("高炉煤气", "电厂", "煤气柜", "自备电厂", ("900", "950")),
    ("高炉煤气", "放散", "煤气柜", "火炬", ("180", "120")),
    ("焦炉煤气", "轧钢", "煤气柜", "轧钢", ("290", "288")),
    ("生铁", "炼钢", "高炉", "轧钢", ("9000", "8700")),
    ("动力煤", "进厂", None, "自备电厂", ("3000", "3300")),
    ("钢材", "外销", "轧钢", None, ("9300", "9000")),
]
PROCESSES = ("焦炉", "高炉", "轧钢", "自备电厂", "煤气柜", "火炬")


def steel_lines(c, flows, stock):
    for p in PROCESSES:
        opening, closing = stock.get(p, ("0", "0"))
        c.cell(f"process[{p}]/S_初", opening, "tC")
        c.cell(f"process[{p}]/S_末", closing, "tC")
    for carrier, name, start, end, amounts in flows:
        row = f"carrier[{carrier}]/flow[{name}]"
        if start:
            c.cell(f"{row}/来自", start)
        if end:
            c.cell(f"{row}/去向", end)
        for m, amount in zip(("2022-01", "2022-02"), amounts):
            c.cell(f"{row}/{m}/V", amount, CARRIERS[carrier][0])


def mini_steel():
    # The holder takes in what it gives out and what its stock grew by.
    gas_in = F("2.4") * 585 + F("2.3") * 4300
    gas_out = F("2.4") * 578 + F("2.3") * (1170 + 980 + 1850 + 300)
    grown = gas_in - gas_out
    stock = {"煤气柜": ("20", f"{float(20 + grown):g}")}
    c = case("mini-steel", "closes-to-zero", "煤气网两个月：工序之和等于企业层级", "2022-01..2022-02")
    steel_lines(c, FLOWS, stock)
    carbon = {}
    for carrier, name, start, end, amounts in FLOWS:
        carbon[carrier, name] = (start, end,
                                 rest(sum(map(F, amounts)) * F(CARRIERS[carrier][1])))
    whole, carbons = [], []
    for p in PROCESSES:
        opening, closing = map(F, stock.get(p, ("0", "0")))
        released = (opening + sum(v for _, e, v in carbon.values() if e == p)
                    - sum(v for s, _, v in carbon.values() if s == p) - closing)
        carbons.append(rest(released))
        whole.append(rest(carbons[-1] * CO2_C))
        c.expect(f"process[{p}]/E_工序", whole[-1], "tCO2")
    bought = sum(v for s, _, v in carbon.values() if s is None)
    sold = sum(v for _, e, v in carbon.values() if e is None)
    company = rest((bought - sold - grown) * CO2_C)
    processes = rest(sum(carbons) * CO2_C)
    c.expect("process-total", processes, "tCO2")
    c.expect("total", company, "tCO2")
    c.expect("residue", company - processes, "tCO2")
    c.save()

    c = case("mini-steel", "two-works", "两厂：企业层级为两厂之和", "2022-01")
    c.put('row facility[F2] "二厂"')
    sums = []
    for works, coal, coke in (("F1", "12000", "7000"), ("F2", "5000", "3000.5")):
        row = f"facility[{works}]"
        for cell, value, unit in (("process[焦炉]/S_初", "0", "tC"), ("process[焦炉]/S_末", "1.5", "tC"),
                                  ("carrier[炼焦煤]/flow[进厂]/去向", "焦炉", ""),
                                  ("carrier[炼焦煤]/flow[进厂]/2022-01/V", coal, "t"),
                                  ("carrier[焦炭]/flow[外销]/来自", "焦炉", ""),
                                  ("carrier[焦炭]/flow[外销]/2022-01/V", coke, "t")):
            c.cell(f"{row}/{cell}", value, unit)
        sums.append(rest((F(coal) * F("0.72") - F(coke) * F("0.86") - F("1.5")) * CO2_C))
        c.expect(f"{row}/process[焦炉]/E_工序", sums[-1], "tCO2")
    c.expect("process-total", total(sums), "tCO2")
    c.expect("total", total(sums), "tCO2")
    c.expect("residue", 0, "tCO2")
    c.save()

    c = case("mini-steel", "gas-flow-lost", "高炉煤气流向漏填：两个层级不闭合", "2022-01..2022-02",
             "failing")
    lost = [f for f in FLOWS if (f[0], f[1]) != ("高炉煤气", "电厂")]
    lost.append(("高炉煤气", "电厂", "不存在", "自备电厂", ("900", "950")))
    steel_lines(c, lost, stock)
    c.put("finds intake.unknown-row at carrier[高炉煤气]/flow[电厂]/来自")
    c.save()

    c = case("mini-steel", "more-out-than-in", "高炉流出的碳多于流入", "2022-01..2022-02", "failing")
    doubled = [f if (f[0], f[1]) != ("生铁", "炼钢") else
               ("生铁", "炼钢", "高炉", "轧钢", ("90000", "87000")) for f in FLOWS]
    steel_lines(c, doubled, stock)
    c.put("finds check.never-negative at process[高炉]")
    c.save()


WEIGHTS = {"合成氨": (F(1), F(1), F(1)), "甲醇": (F("1.06"), F("0.8"), F("1.06"))}


def joint(name, title, ammonia, methanol, feed, power, heat, factor=None, entered=True, beside=None):
    """`beside`: an entered factor that stands beside the external one, which goes first."""
    c = case("ammonia-methanol", name, title, "2018")
    c.cell("E_料", feed, "tCO2")
    c.cell("AD_电", power, "MWh")
    c.cell("AD_热", heat, "GJ")
    if factor and entered:
        c.cell("EF_自备", factor, "tCO2/GJ")
    elif factor:
        c.put(f"external illustrative/header-plant#heat-intensity = {factor} tCO2/GJ")
    if beside:
        c.cell("EF_自备", beside, "tCO2/GJ")
    output = {"合成氨": F(ammonia), "甲醇": F(methanol)}
    for product, amount in (("合成氨", ammonia), ("甲醇", methanol)):
        c.cell(f"product[{product}]/Q", amount, "t")
    shares = [allocate(F(v), {p: output[p] * WEIGHTS[p][i] for p in output}, d)
              for i, (v, d) in enumerate(((feed, 2), (power, 3), (heat, 2)))]
    emissions = {}
    for p in output:
        emissions[p] = rest(shares[0][p] + shares[1][p] * F("0.6101")
                            + shares[2][p] * F(factor or "0.11"))
        c.expect(f"product[{p}]/E_料分", shares[0][p], "tCO2")
        c.expect(f"product[{p}]/AD_电分", shares[1][p], "MWh")
        c.expect(f"product[{p}]/product-intensity", rest(emissions[p] / output[p]), "tCO2/t")
    c.expect("total", total(emissions.values()), "tCO2")
    c.save()


def misfiled(name, title, finding, cells, ammonia, methanol):
    """A case with a value in a unit that its cell does not take."""
    c = case("ammonia-methanol", name, title, "2018", "failing")
    for cell, value in (*cells, ("product[合成氨]/Q", ammonia), ("product[甲醇]/Q", methanol)):
        c.cell(cell, value)
    c.put(f"finds {finding}")
    c.save()


def ammonia_methanol():
    joint("fallback-heat-factor", "无自备电厂强度：供热因子取0.11", "100000", "20000", "150000",
          "90000", "1200000")
    joint("captive-plant-factor", "供热因子取自备电厂的供热碳排放强度", "100000", "20000", "150000",
          "90000", "1200000", "0.1032")
    joint("captive-plant-external", "供热因子取自另一方法学的结果", "100000", "20000", "150000",
          "90000", "1200000", "0.0987", entered=False)
    joint("captive-plant-both", "另一方法学的结果与填报的强度都有：取前者", "100000", "20000", "150000",
          "90000", "1200000", "0.0987", entered=False, beside="0.1032")
    joint("odd-shares", "分摊有余数", "70001", "30007", "99999.99", "12345.678", "98765.43")
    misfiled("power-in-tonnes", "电量单位错误", "intake.unit at AD_电",
             [("E_料", "10 tCO2"), ("AD_电", "10 t"), ("AD_热", "5 GJ")], "10 t", "5 t")
    misfiled("heat-factor-per-tonne", "外部供热因子的单位写成吨", "intake.external-unit",
             [("E_料", "150000 tCO2"), ("AD_电", "90000 MWh"), ("AD_热", "1200000 GJ"),
              ("external illustrative/header-plant#heat-intensity", "0.0987 tCO2/t")],
             "100000 t", "20000 t")


if __name__ == "__main__":
    header_plants()
    mini_steel()
    ammonia_methanol()
