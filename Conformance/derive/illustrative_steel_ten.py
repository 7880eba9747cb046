"""Cases of the example of ten steel processes: made-up works, digits from the formulas' text."""

from fractions import Fraction as F

from common import CO2_C, mean, rest, show
from power_lib import Case, days_of, months, total

FOLDER = "illustrative/steel-ten-processes"
MONTHS = months("2024-01", "2024-12")
GRID, HEAT = F("0.5"), F("0.11")

FUELS = {  # unit, NCV, carbon per heat, oxidation
    "烟煤": ("t", "19.570", "0.0261", "0.93"), "无烟煤": ("t", "26.7", "0.0274", "0.94"),
    "洗精煤": ("t", "26.334", "0.02541", "0.90"), "焦炭": ("t", "28.435", "0.0295", "0.93"),
    "焦油": ("t", "33.453", "0.022", "0.98"), "粗苯": ("t", "41.816", "0.0227", "0.98"),
    "天然气": ("万Nm3", "389.31", "0.0153", "0.99"),
    "焦炉煤气": ("万Nm3", "179.81", "0.01358", "0.99"),
    "高炉煤气": ("万Nm3", "33.00", "0.0708", "0.99"),
    "转炉煤气": ("万Nm3", "84.00", "0.0496", "0.99"),
}
GASES = ("焦炉煤气", "高炉煤气", "转炉煤气")

LINES = {  # type, yearly output base, power method
    "1#焦炉": ("焦化", 100000, 2), "1#烧结机": ("烧结", 260000, 1), "1#球团": ("球团", 60000, 1),
    "1#高炉": ("高炉炼铁", 120000, 2), "2#高炉": ("高炉炼铁", 90000, 2),
    "1#转炉": ("转炉炼钢", 200000, 1), "1#电炉": ("电炉炼钢", 30000, 1),
    "1#精炼炉": ("精炼", 180000, 1), "1#连铸机": ("连铸", 222000, 1),
    "热轧": ("钢压延加工", 215000, 1), "1#石灰窑": ("石灰", 25000, 1),
    "自备电厂": ("自备电厂", None, 2), "辅助": ("辅助生产", None, 1),
    "煤气柜": ("煤气管网", None, None), "火炬": ("放散火炬", None, None),
}
TEN = ("焦化", "烧结", "球团", "高炉炼铁", "转炉炼钢", "电炉炼钢", "精炼", "连铸", "钢压延加工", "石灰")

# carrier, name, from, to, first month, step a month; None of the amount: what the grid has left
FLOWS = [
    ("洗精煤", "入炉", None, "1#焦炉", 135000, 120), ("焦炭", "全焦", "1#焦炉", None, 100000, 90),
    ("焦炭", "1#高炉入炉", None, "1#高炉", 48000, 50), ("焦炭", "2#高炉入炉", None, "2#高炉", 36000, 30),
    ("焦炭", "烧结", None, "1#烧结机", 9000, -20),
    ("焦油", "外销", "1#焦炉", None, 4300, 5), ("粗苯", "外销", "1#焦炉", None, 1200, 2),
    ("无烟煤", "1#喷煤", None, "1#高炉", 18000, 25), ("无烟煤", "2#喷煤", None, "2#高炉", 13500, 15),
    ("烟煤", "电厂", None, "自备电厂", 22000, -100), ("天然气", "电炉", None, "1#电炉", 60, 1),
    ("天然气", "热轧", None, "热轧", 35, 0), ("天然气", "辅助", None, "辅助", 4, 0),
    ("焦炉煤气", "入网", "1#焦炉", "煤气柜", 4200, 6), ("焦炉煤气", "自用", "煤气柜", "1#焦炉", 1500, 2),
    ("焦炉煤气", "热轧", "煤气柜", "热轧", 1400, 1), ("焦炉煤气", "球团", "煤气柜", "1#球团", 500, 1),
    ("焦炉煤气", "放散", "煤气柜", "火炬", 40, -2), ("焦炉煤气", "电厂", "煤气柜", "自备电厂", None, 0),
    ("高炉煤气", "1#入网", "1#高炉", "煤气柜", 19000, 30),
    ("高炉煤气", "2#入网", "2#高炉", "煤气柜", 14200, 20),
    ("高炉煤气", "热风炉1", "煤气柜", "1#高炉", 7000, 8), ("高炉煤气", "热风炉2", "煤气柜", "2#高炉", 5300, 6),
    ("高炉煤气", "焦炉", "煤气柜", "1#焦炉", 3000, 4), ("高炉煤气", "烧结", "煤气柜", "1#烧结机", 900, 1),
    ("高炉煤气", "热轧", "煤气柜", "热轧", 4000, 3), ("高炉煤气", "石灰", "煤气柜", "1#石灰窑", 600, 0),
    ("高炉煤气", "放散", "煤气柜", "火炬", 420, -7), ("高炉煤气", "电厂", "煤气柜", "自备电厂", None, 0),
    ("转炉煤气", "入网", "1#转炉", "煤气柜", 2100, 3), ("转炉煤气", "精炼", "煤气柜", "1#精炼炉", 150, 0),
    ("转炉煤气", "石灰", "煤气柜", "1#石灰窑", 700, 1), ("转炉煤气", "连铸", "煤气柜", "1#连铸机", 60, 0),
    ("转炉煤气", "放散", "煤气柜", "火炬", 90, -3), ("转炉煤气", "电厂", "煤气柜", "自备电厂", None, 0),
]
HOLDER = {"焦炉煤气": (8, 5), "高炉煤气": (15, -4), "转炉煤气": (6, 2)}  # opening, swing
LOSS = {"焦炉煤气": 12, "高炉煤气": 130, "转炉煤气": 7}
BOUGHT = {"洗精煤": 136000, "焦炭": 0, "无烟煤": 32000, "烟煤": 21500, "天然气": None}
MEASURED = {"高炉煤气": ("33.20", "0.0002"), "洗精煤": ("26.10", "0.01")}  # NCV, step a month
MATERIALS = {"石灰石": (41000, 10), "白云石": (18000, -5), "电极": (62, 1), "生铁": (0, 0),
             "高碳铬铁": (420, 3), "硅铁": (900, 0), "废钢": (34000, 40)}
FIXED = {"粗钢": (221000, 100), "焦油": (4300, 5), "粗苯": (1200, 2)}


def series(first, step):
    return [F(first + step * i) for i in range(12)]


def grid_levels(gas):
    """The holder at the end of each month: it swings and never empties."""
    opening, swing = HOLDER[gas]
    return [F(opening)] + [F(opening + swing * ((i % 3) - 1)) for i in range(12)]


class Works:
    """The data of a year and what follows from them."""

    def __init__(self, closed=None, last=12):
        """`closed` is a line that runs in the first `last` months only."""
        self.closed, self.last = closed, last
        self.flow = {}
        for carrier, name, start, end, first, step in FLOWS:
            if first is not None:
                values = series(first, step)
                if closed in (start, end):
                    values = values[:last] + [F(0)] * (12 - last)
                self.flow[carrier, name] = (start, end, values)
        for gas in GASES:
            level = grid_levels(gas)
            into = [sum(v[i] for (c, _), (_, e, v) in self.flow.items()
                        if c == gas and e == "煤气柜") for i in range(12)]
            out = [sum(v[i] for (c, _), (s, _, v) in self.flow.items()
                       if c == gas and s == "煤气柜") for i in range(12)]
            rest_of = [level[i] + into[i] - out[i] - level[i + 1] - LOSS[gas] for i in range(12)]
            self.flow[gas, "电厂"] = ("煤气柜", "自备电厂", rest_of)
        self.level = {g: grid_levels(g) for g in GASES}
        self.ncv = {}
        for c, (_, ncv, _, _) in FUELS.items():
            first, step = MEASURED.get(c, (ncv, "0"))
            self.ncv[c] = [F(first) + F(step) * i for i in range(12)]
        self.bought = {c: series(0, 0) for c in FUELS}
        self.sold = {c: series(0, 0) for c in FUELS}
        self.opening = {c: F(0) for c in FUELS}
        self.closing = {c: F(0) for c in FUELS}
        for c in FUELS:
            use = sum((sum(v) for (k, _), (s, _, v) in self.flow.items() if k == c and s is None),
                      F(0))
            made = sum((sum(v) for (k, _), (_, e, v) in self.flow.items() if k == c and e is None),
                       F(0))
            if c in GASES:
                self.opening[c], self.closing[c] = self.level[c][0], self.level[c][-1]
                continue
            if c in ("焦油", "粗苯"):
                self.sold[c] = self.flow[c, "外销"][2]
            elif c == "焦炭":
                self.sold[c] = series(6800, 0)
            elif c == "天然气":
                self.bought[c] = [sum(v[i] for (k, _), (_, _, v) in self.flow.items() if k == c)
                                  for i in range(12)]
            else:
                self.bought[c] = series(BOUGHT[c], 0)
            stock = sum(self.bought[c]) - sum(self.sold[c]) + made - use
            self.opening[c] = F(20000) if c not in ("天然气", "焦油", "粗苯") else F(0)
            self.closing[c] = self.opening[c] + stock
        self.power = {}
        for n, (line, (kind, output, method)) in enumerate(LINES.items()):
            if method == 1:
                first = 1000 + 700 * n
                self.power[line] = {
                    "P_入": series(first, 11), "P_入直供": series(40 if n == 9 else 0, 1 if n == 9 else 0),
                    "P_入自用": series(25, 0), "P_出": series(90 if n == 5 else 0, 0),
                    "P_出直供": series(3 if n == 5 else 0, 0), "P_出自用": series(5 if n == 5 else 0, 0)}
            elif method == 2:
                first = 3000 + 650 * n
                self.power[line] = {
                    "P_总": series(first, 7), "P_直供": series(15, 1), "P_自用": series(30, 0),
                    "P_自产": series(2500 if kind == "高炉炼铁" else 800 if kind == "焦化" else 0, 3)}
        self.heat = {line: (series(300 + 50 * n, 2), series(500 if v[0] in ("焦化", "转炉炼钢") else 0, 1))
                     for n, (line, v) in enumerate(LINES.items()) if v[2]}
        if closed:
            for values in self.power[closed].values():
                values[last:] = [F(0)] * (12 - last)
        self.used = {line: [p["P_入"][i] - p["P_出"][i] if "P_入" in p else p["P_总"][i] - p["P_自产"][i]
                            for i in range(12)] for line, p in self.power.items()}
        self.captive = series(42000, 10)
        self.clean = series(420, 1)
        self.sent = series(300, 0)
        need = [sum(u[i] for u in self.used.values()) for i in range(12)]
        self.bill = [need[i] + 900 + self.sent[i] - self.captive[i] - self.clean[i]
                     for i in range(12)]
        self.heat_bought = series(2000, 4)


def write(c, w):
    """All cells of the works."""
    c.put('row facility[F1] "示例钢铁厂"')
    end = f" to {days_of(MONTHS[w.last - 1])[-1]}" if w.closed else ""
    for line, (kind, output, method) in LINES.items():
        c.put(f"row line[{line}]{end if line == w.closed else ''}")
        month = MONTHS[:w.last] if line == w.closed else MONTHS
        c.cell(f"line[{line}]/类型", kind)
        if output:
            for m, v in zip(month, series(output, 37)):
                c.cell(f"line[{line}]/{m}/Q", show(v), "t")
        else:
            c.put(f'line[{line}]/Q not occurring "无产品"')
        if not method:
            for source in ("P_入 P_总 P_自产 P_出 计电方法 H_入 H_出".split()):
                c.put(f'line[{line}]/{source} not occurring "不用电和热"')
            continue
        c.cell(f"line[{line}]/计电方法", f"方法{'一二'[method - 1]}")
        c.cell(f"line[{line}]/计电方法@prior", f"方法{'一二'[method - 1]}")
        for name, values in w.power[line].items():
            for m, v in zip(month, values):
                c.cell(f"line[{line}]/{m}/{name}", show(v), "MWh")
        for name, values in zip(("H_入", "H_出"), w.heat[line]):
            for m, v in zip(month, values):
                c.cell(f"line[{line}]/{m}/{name}", show(v), "GJ")
    c.put('sample S1 report "R-1" laboratory "示例检测中心" accredited yes')
    for carrier, (unit, _, _, _) in FUELS.items():
        row = f"carrier[{carrier}]"
        if carrier in MEASURED:
            for m, v in zip(MONTHS, w.ncv[carrier]):
                c.cell(f"{row}/{m}/NCV", show(v), f"GJ/{unit}")
                c.cell(f"{row}/{m}/NCV@sample", "S1")
        else:
            c.cell(f"{row}/NCV@choice", "default")
        c.cell(f"{row}/CC@choice", "default")
        c.cell(f"{row}/OF@choice", "default")
        for i, m in enumerate(MONTHS):
            if carrier in GASES:
                if i == 0:
                    c.cell(f"{row}/柜末@prior", show(w.level[carrier][0]), unit)
                c.cell(f"{row}/{m}/柜末", show(w.level[carrier][i + 1]), unit)
            c.cell(f"{row}/{m}/购入", show(w.bought[carrier][i]), unit)
            c.cell(f"{row}/{m}/外销", show(w.sold[carrier][i]), unit)
        if carrier not in GASES:
            c.put(f'{row}/柜末 not occurring "不是煤气"')
        c.cell(f"{row}/库初", show(w.opening[carrier]), unit)
        c.cell(f"{row}/库末@prior", show(w.opening[carrier]), unit)
        c.cell(f"{row}/库末", show(w.closing[carrier]), unit)
    for (carrier, name), (start, end_, values) in w.flow.items():
        row = f"carrier[{carrier}]/flow[{name}]"
        month = MONTHS
        if w.closed in (start, end_) and w.closed:
            month = MONTHS[:w.last]
            c.put(f"row {row}{end}")
        if start:
            c.cell(f"{row}/来自", start)
        if end_:
            c.cell(f"{row}/去向", end_)
        for m, v in zip(month, values):
            c.cell(f"{row}/{m}/V", show(v), FUELS[carrier][0])
    for rows, cell, data in (("material", "M", MATERIALS), ("product", "AD_固", FIXED)):
        for key, (first, step) in data.items():
            if rows == "material":
                c.cell(f"material[{key}]/EF_原@choice", "default")
            for m, v in zip(MONTHS, series(first, step)):
                c.cell(f"{rows}[{key}]/{m}/{cell}", show(v), "t")
    for name, values, unit in (
            ("P_购", w.bill, "MWh"), ("P_售", w.sent, "MWh"), ("P_自备", w.captive, "MWh"),
            ("P_非化石", w.clean, "MWh"), ("P_绿电", series(1000, 5), "MWh"),
            ("H_购", w.heat_bought, "GJ")):
        for m, v in zip(MONTHS, values):
            c.cell(f"facility[F1]/{m}/{name}", show(v), unit)


def expect(c, w):
    """The figures, level by level as the formulas name them."""
    factor = {k: [rest(w.ncv[k][i] * F(v[2]) * F(v[3]) * CO2_C) for i in range(12)]
              for k, v in FUELS.items()}
    stream = {k: [rest(v[2][i] * factor[k[0]][i]) for i in range(12)] for k, v in w.flow.items()}
    net, whole = {}, {}
    for line, (kind, _, method) in LINES.items():
        into = [total([stream[k][i] for k, v in w.flow.items() if v[1] == line]) for i in range(12)]
        out = [total([stream[k][i] for k, v in w.flow.items() if v[0] == line]) for i in range(12)]
        net[line] = [None if a is None and b is None else rest((a or 0) - (b or 0))
                     for a, b in zip(into, out)]
        whole[line] = []
        for i in range(w.last if line == w.closed else 12):
            power = heat = F(0)
            if method:
                p = w.power[line]
                clean = ((p["P_入直供"][i] + p["P_入自用"][i] - p["P_出直供"][i] - p["P_出自用"][i])
                         if method == 1 else p["P_直供"][i] + p["P_自用"][i])
                power = rest((w.used[line][i] - clean) * GRID)
                heat = rest((w.heat[line][0][i] - w.heat[line][1][i]) * HEAT)
            whole[line].append(rest((net[line][i] or 0) + power + heat))
    by_type = {}
    for kind in TEN:
        lines = [n for n, v in LINES.items() if v[0] == kind]
        by_type[kind] = total([x for n in lines for x in whole[n]])
        made = sum(sum(series(LINES[n][1], 37)[:w.last if n == w.closed else 12]) for n in lines)
        c.expect(f"process[{kind}]/process-type-emission", by_type[kind], "tCO2")
        c.expect(f"process[{kind}]/process-intensity", rest(by_type[kind] / made), "tCO2/t")
    c.expect("line[1#高炉]/2024-07/E_工序", whole["1#高炉"][6], "tCO2")
    c.expect("line[1#焦炉]/2024-12/E_料净", net["1#焦炉"][11], "tCO2")
    c.expect("ten-processes-total", total([x for n, v in LINES.items() if v[0] in TEN
                                           for x in whole[n]]), "tCO2")
    use = []
    for k in FUELS:
        flows = [sum(v[2][i] for key, v in w.flow.items() if key[0] == k) for i in range(12)]
        average = mean(factor[k], flows)
        amount = rest(w.opening[k] + sum(w.bought[k]) - sum(w.sold[k]) - w.closing[k])
        use.append(rest(amount * average))
    burnt = total(use)
    c.expect("company-combustion", burnt, "tCO2")
    kinds = {"石灰石": "flux", "白云石": "flux", "电极": "electrodes"}
    factors = {"石灰石": "0.440", "白云石": "0.471", "电极": "3.663", "生铁": "0.172",
               "高碳铬铁": "0.348", "硅铁": "0.007", "废钢": "0.037"}
    parts = {}
    for k, (first, step) in MATERIALS.items():
        parts.setdefault(kinds.get(k, "raw-materials"), []).append(
            rest(sum(series(first, step)) * F(factors[k])))
    for name in ("flux", "electrodes", "raw-materials"):
        c.expect(name, total(parts[name]), "tCO2")
    fixed = total([sum(series(*FIXED[k])) * F(f)
                   for k, f in (("粗钢", "0.037"), ("焦油", "2.699"), ("粗苯", "3.382"))])
    c.expect("fixed-total", fixed, "tCO2")
    power = rest((sum(w.bill) - sum(w.sent)) * GRID)
    heat = rest(sum(w.heat_bought) * HEAT)
    c.expect("company-power", power, "tCO2")
    c.expect("company-heat", heat, "tCO2")
    c.expect("green-power", sum(series(1000, 5)), "MWh")
    c.expect("total", rest(burnt + sum(total(p) for p in parts.values()) + power + heat - fixed),
             "tCO2")
    ten = total([x for n, v in LINES.items() if v[0] in TEN for x in net[n]])
    other = total([x for n in ("自备电厂", "辅助", "火炬") for x in net[n]])
    loss = total([F(LOSS[g]) * factor[g][i] for g in GASES for i in range(12)])
    c.expect("processes-fuel", ten, "tCO2")
    c.expect("other-fuel", other, "tCO2")
    c.expect("grid-loss-emission", loss, "tCO2")
    c.expect("reconciliation", rest(burnt - ten - other - loss), "tCO2")
    c.expect("facility[F1]/2024-06/P_差", F(900), "MWh")


def case(name, title, folder="cases", like=None):
    c = Case(FOLDER, name, title, "2024", folder)
    if like:
        # What is filed is that of the other case, but for the lines that follow.
        c.lines = [f"like cases/{like}.case", f"title {title}"]
    return c


if __name__ == "__main__":
    c, w = case("twelve-months", "十道工序十二个月：两个层级闭合"), Works()
    write(c, w)
    expect(c, w)
    c.expect("carrier[高炉煤气]/2024-01/柜初", F(HOLDER["高炉煤气"][0]), "万Nm3")
    c.expect("carrier[高炉煤气]/2024-03/柜初", w.level["高炉煤气"][2], "万Nm3")
    c.expect("carrier[烟煤]/2024-01/柜初", "not occurring")
    c.save()

    c = case("method-changed-with-reason", "转炉改用方法二的上年方法，说明了理由", like="twelve-months")
    c.cell("line[1#转炉]/计电方法@prior", "方法二")
    c.cell("line[1#转炉]/变更理由", "更换进线电表")
    expect(c, w)
    c.save()

    c = Case(FOLDER, "two-works", "两厂相加；有资质的检测值、实测氧化率和实测因子先于缺省值", "2024-01")
    c.put('sample S1 report "R-1" laboratory "示例检测中心" accredited yes',
          'sample S2 report "R-2" laboratory "厂内化验室" accredited no')
    parts = {k: [] for k in ("raw-materials", "electrodes", "fixed-total", "company-power", "company-heat", "green-power")}
    for works, iron, measured, steel, power, heat, green in (
            ("F1", "1000", "0.16", "500", "9000", "800", "100"), ("F2", "310.5", None, "70.25", "120.5", "33", "20")):
        row = f"facility[{works}]"
        c.put(f'row {row} "{works}"')
        c.cell(f"{row}/material[生铁]/2024-01/M", iron, "t")
        if measured:
            c.cell(f"{row}/material[生铁]/EF_原", measured, "tCO2/t")
        c.cell(f"{row}/material[电极]/2024-01/M", green, "t")
        c.cell(f"{row}/product[粗钢]/2024-01/AD_固", steel, "t")
        for name, value, unit in (("P_购", power, "MWh"), ("P_售", "0", "MWh"), ("P_绿电", green, "MWh"),
                                  ("H_购", heat, "GJ")):
            c.cell(f"{row}/2024-01/{name}", value, unit)
        parts["raw-materials"].append(rest(F(iron) * F(measured or "0.172")))
        parts["electrodes"].append(rest(F(green) * F("3.663")))
        parts["fixed-total"].append(rest(F(steel) * F("0.037")))
        parts["company-power"].append(rest(F(power) * GRID))
        parts["company-heat"].append(rest(F(heat) * HEAT))
        parts["green-power"].append(F(green))
    for sample, content, oxidation in (("S1", "0.0258", "0.95"), ("S2", "0.0261", "0.93")):
        row = f"facility[F{sample[1]}]/carrier[烟煤]"
        c.cell(f"{row}/2024-01/CC", "0.0258", "tC/GJ")
        c.cell(f"{row}/2024-01/CC@sample", sample)
        if sample == "S1":
            c.cell(f"{row}/2024-01/OF", "95", "%")
        c.expect(f"{row}/2024-01/EF_料",
                 rest(F("19.570") * F(content) * F(oxidation) * CO2_C), "tCO2/t")
    for name, values in parts.items():
        c.expect(name, total(values), "MWh" if name == "green-power" else "tCO2")
    c.save()

    c = case("method-changed", "电量核算方法与上年不同而无理由", "failing", like="twelve-months")
    c.cell("line[1#转炉]/计电方法@prior", "方法二")
    c.put("finds check.method-kept at line[1#转炉]")
    c.save()

    c = case("gas-grid-open", "高炉煤气送电厂的流量漏填：管网不闭合", "failing", like="twelve-months")
    c.put("without carrier[高炉煤气]/flow[电厂]")
    for m in MONTHS:
        c.put(f"finds check.grid-closes at carrier[高炉煤气]/{m}")
    c.save()

    c, closed = case("furnace-closed", "2#高炉六月底关停：其后不填报，管网仍闭合"), Works("2#高炉", 6)
    write(c, closed)
    expect(c, closed)
    c.expect("line[2#高炉]/2024-07/E_工序", "not occurring")
    c.save()

    c = case("purchase-twice", "洗精煤购入重复入账：两个层级不闭合", "failing", like="twelve-months")
    for m, v in zip(MONTHS, w.bought["洗精煤"]):
        c.cell(f"carrier[洗精煤]/{m}/购入", show(2 * v), "t")
    c.put("finds check.company-closes")
    c.save()
