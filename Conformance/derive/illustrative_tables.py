"""Cases of the made-up examples with tables, legs, steam, powers and samples."""

import sys
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction as F

from common import CO2_C, mean, rest
from power_lib import Case, total
from steam_tables import ROWS, SATURATED as TABLE, SUPERHEATED

WIDE = Context(prec=80)


def case(method, name, title, period, folder="cases"):
    c = Case(f"illustrative/{method}", name, title, period, folder)
    c.put('row facility[F1] "示例"')
    return c


def decimals(value, digits, mode=ROUND_HALF_EVEN):
    """A Decimal rounded to so many decimals, as a fraction."""
    return F(value.quantize(Decimal(1).scaleb(-digits), rounding=mode, context=WIDE))


def wide(value):
    value = F(value)
    return WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))


def power(base, exponent, digits):
    return decimals(WIDE.power(wide(base), wide(exponent)), digits)


GASES = {"C2F6": ("0.40", "0.90", "0.90", 9200), "c-C4F8": ("0.90", "0.90", "0.90", 8700),
         "HFC-32": (None, "0.90", "0.90", 650), "CF4": ("0.10", "0.90", "0.90", 6500)}
BYPRODUCTS = {("C2F6", "CF4"): "0.2", ("c-C4F8", "CF4"): "0.1", ("c-C4F8", "C2F6"): "0.1",
              ("HFC-32", "CF4"): "0.08"}


def etch(name, title, use, measured):
    c = case("etch-matrix", name, title, "2022")
    leak, made, missing = [], [], False
    for gas, amount in use.items():
        u, a, d, gwp = GASES[gas]
        c.cell(f"gas[{gas}]/FC", amount, f"t{gas}")
        if gas in measured:
            c.cell(f"gas[{gas}]/U", measured[gas], "%")
            u = F(measured[gas]) / 100
        else:
            c.put(f"gas[{gas}]/U@choice = default")
        if u is None:
            missing = True
            c.expect(f"gas[{gas}]/E_气", "absent")
        else:
            leak.append(rest(F("0.9") * F(amount) * (1 - F(u)) * (1 - F(a) * F(d)) * gwp))
            c.expect(f"gas[{gas}]/E_气", leak[-1], "tCO2e(sar)")
        for (origin, product), b in BYPRODUCTS.items():
            if origin == gas:
                _, pa, pd, pg = GASES[product]
                mass = rest(F("0.9") * F(b) * F(amount) * (1 - F(pa) * F(pd)))
                made.append(rest(mass * pg))
                c.expect(f"gas[{gas}]/product[{product}]/E_副", made[-1], "tCO2e(sar)")
    c.expect("by-product-total", total(made) if made else "absent", "tCO2e(sar)")
    c.expect("leakage", "absent" if missing else total(leak), "tCO2e(sar)")
    c.expect("total", "absent" if missing or not made else rest(total(leak) + total(made)),
             "tCO2e(sar)")
    c.save()


def etches():
    etch("three-by-two", "三种气体，两种副产品", {"C2F6": "1.2", "c-C4F8": "0.35", "HFC-32": "0.08"},
         {"HFC-32": "85"})
    etch("absent-utilisation", "HFC-32利用率表中没有：须实测，否则无结果",
         {"C2F6": "1.2", "c-C4F8": "0.35", "HFC-32": "0.08"}, {})
    etch("measured-utilisation", "C2F6利用率实测", {"C2F6": "2", "c-C4F8": "1"}, {"C2F6": "55"})
    c = case("etch-matrix", "utilisation-above-one", "利用率填成85而不是85%", "2022", "failing")
    c.cell("gas[C2F6]/FC", "1.2", "tC2F6")
    c.cell("gas[C2F6]/U", "8500", "%")
    c.put("finds check.utilisation-within-one at gas[C2F6]")
    c.save()
    c = case("etch-matrix", "other-gas", "把CF4的用量填到C2F6", "2022", "failing")
    c.cell("gas[C2F6]/FC", "1.2", "tCF4")
    c.cell("gas[C2F6]/U", "40", "%")
    c.put("finds intake.unit at gas[C2F6]/FC")
    c.save()


CLASS = {"A330": "宽体", "A320": "窄体", "B737": "窄体", "B737F": "小型货机", "E190": "支线",
         "新舟60": "ARJ21与新舟60"}
LEGS = [  # name, date, type, purpose, origin, destination, fuel, payload, km
    ("1", "2022-01-03", "A330", "商业", "PEK", "SHA", "9.311", "28", "1178"),
    ("2", "2022-01-03", "A320", "商业", "SHA", "CAN", "4.205", "15.5", "1308"),
    ("3", "2022-01-31", "B737", "商业", "CAN", "XIY", "4.950", "14", "1300"),
    ("4", "2022-02-01", "B737", "商业", "XIY", "PEK", "3.120", "13", "934"),
    ("5", "2022-02-02", "A330", "商业", "PEK", "HKG", "14.2", "30", "1991"),
    ("6", "2022-02-02", "A320", "调机", "CAN", "SHA", "3.9", "0", "1308"),
    ("7", "2022-02-09", "A330", "专机", "PEK", "CAN", "12", "5", "1918"),
    ("8", "2022-02-11", "E190", "商业", "XIY", "CAN", "3.3", "9", "1300"),
    ("9", "2022-02-15", "新舟60", "商业", "XIY", "PEK", "1.1", "5", "934"),
    ("10", "2022-02-20", "B737F", "商业", "SHA", "XIY", "3.601", "18", "1274"),
    ("11", "2022-02-21", "A330", "商业", "PEK", "NRT", "15.75", "31", "2100"),
    ("12", "2022-02-28", "A320", "救援", "XIY", "CAN", "4", "3", "1300"),
]
JET = F("44.1") * F("0.0195") * CO2_C


def leg_lines(c, legs):
    for name, day, kind, purpose, origin, end, fuel, payload, km in legs:
        at = f"leg[{name}]"
        c.cell(f"{at}/日期", day)
        c.cell(f"{at}/机型", kind)
        c.cell(f"{at}/性质", purpose)
        c.cell(f"{at}/起飞", origin)
        c.cell(f"{at}/到达", end)
        c.cell(f"{at}/FC", fuel, "t")
        c.cell(f"{at}/M", payload, "t")
        c.cell(f"{at}/L", km, "km")
    for name in ("宽体", "窄体", "大型货机", "小型货机", "支线", "ARJ21与新舟60"):
        c.put(f"row class[{name}]")


def flights():
    for name, title, legs in (("exclusions-and-classes", "航段、除外飞行与六个分类", LEGS),
                              ("only-january", "只有一月的航段", LEGS[:3])):
        c = case("flight-legs", name, title, "2022-01..2022-02")
        leg_lines(c, legs)
        home = {"PEK", "SHA", "CAN", "XIY"}
        counted = [x for x in legs if x[3] == "商业" and x[4] in home and x[5] in home]
        for group in ("宽体", "窄体", "小型货机", "支线", "ARJ21与新舟60"):
            here = [x for x in counted if CLASS[x[2]] == group]
            if here:
                c.expect(f"class[{group}]/class-fuel", sum(F(x[6]) for x in here), "t")
                c.expect(f"class[{group}]/class-emission",
                         total([rest(F(x[6]) * JET) for x in here]), "tCO2")
                c.expect(f"class[{group}]/class-turnover",
                         total([F(x[7]) * F(x[8]) for x in here]), "t·km")
        for m in ("2022-01", "2022-02"):
            here = [x for x in counted if x[1].startswith(m)]
            if here:
                c.expect(f"{m}/month-emission", total([rest(F(x[6]) * JET) for x in here]), "tCO2")
        c.expect("legs-counted", F(len(counted)))
        c.expect("total", total([rest(F(x[6]) * JET) for x in counted]), "tCO2")
        c.save()
    for name, title, change, finds in (
        ("unknown-type", "机型不在表中", {2: "C919"}, "finds intake.choice at leg[1]/机型"),
        ("fuel-negative", "燃油为负", {6: "-1"}, "finds check.fuel-positive at leg[1]"),
        ("unknown-airport", "机场不在表中", {4: "XXX"}, "finds intake.choice at leg[1]/起飞"),
    ):
        c = case("flight-legs", name, title, "2022-01..2022-02", "failing")
        first = list(LEGS[0])
        for i, value in change.items():
            first[i] = value
        leg_lines(c, [tuple(first)] + LEGS[1:3])
        c.put(finds)
        c.save()


SATURATED = {p: row for p, *row in map(str.split, TABLE.strip().splitlines())
             if p in ("0.50", "0.60", "0.80", "1.00", "1.10", "1.20", "1.40", "1.60", "2.00", "3.00")}
WATER = {(160, "1"), (160, "3"), (180, "3"), (200, "3"), (220, "3"), (400, "0.5")}  # or doubtful
PRINTED = {int(t): tuple(None if (int(t), p) in WATER else h for p, h in zip(("0.5", "1", "3"), row[2:5]))
           for t, *row in map(str.split, SUPERHEATED.strip().splitlines()[1:])
           if t in ("160", "180", "200", "220", "240", "260", "280", "300", "350", "400")}
HOT = {t: {F(1): row[3], F(3): row[4]} for t, row in ROWS if 200 <= t <= 280}


def bilinear(t, p):
    """The plain case: all four neighbours on the steam side of the boundary."""
    low, high = max(k for k in HOT if k <= t), min(k for k in HOT if k >= t)

    def along(row):
        return row[F(1)] + (row[F(3)] - row[F(1)]) * (p - 1) / 2

    if low == high:
        return along(HOT[low])
    return along(HOT[low]) + (along(HOT[high]) - along(HOT[low])) * (t - low) / (high - low)


def steam():
    c = case("steam", "superheated", "1.5 MPa（表压）260 ℃和270 ℃的过热蒸汽", "2022")
    heats = []
    for name, mass, gauge, temperature in (("A", "1200", "1.5", "260"), ("B", "300", "1.5", "270")):
        c.cell(f"stream[{name}]/Ma", mass, "t")
        c.cell(f"stream[{name}]/p_表", gauge, "MPa@g")
        c.cell(f"stream[{name}]/T", temperature, "°C")
        p = F("0.101325") + F(gauge)
        h = rest(bilinear(F(temperature), p))
        heats.append(rest(F(mass) * (h - F("83.74")) / 1000))
        c.expect(f"stream[{name}]/En", h, "kJ/kg")
    c.expect("heat-total", total(heats), "GJ")
    c.expect("total", rest(total(heats) * F("0.11")), "tCO2")
    c.save()

    c = case("steam", "on-a-grid-point", "表格结点：1 MPa（绝对）200 ℃", "2022")
    c.cell("stream[A]/Ma", "1000", "t")
    c.cell("stream[A]/p_表", "0.898675", "MPa@g")
    c.cell("stream[A]/T", "200", "°C")
    heat = rest(1000 * (F("2827.5") - F("83.74")) / 1000)
    c.expect("stream[A]/En", F("2827.5"), "kJ/kg")
    c.expect("total", rest(heat * F("0.11")), "tCO2")
    c.save()

    c = case("steam", "every-printed-cell", "过热表的每一个可用结点，饱和表的每一行", "2022")
    points = [(t, p, h) for t, row in PRINTED.items()
              for p, h in zip(("0.5", "1", "3"), row) if h]
    for i, (t, p, h) in enumerate(points):
        gauge = float(F(p) - F("0.101325"))
        c.put(f"stream[{i}]/Ma = 10 t", f"stream[{i}]/p_表 = {gauge:.6f} MPa@g",
              f"stream[{i}]/T = {t} °C")
        c.expect(f"stream[{i}]/En", F(h), "kJ/kg")
    heats = [rest(10 * (F(h) - F("83.74")) / 1000) for _, _, h in points]
    c.expect("heat-total", total(heats), "GJ")
    c.save()

    c = case("steam", "saturated-rows", "饱和表的每一行", "2022")
    for p, (t, h) in SATURATED.items():
        gauge = float(F(p) - F("0.101325"))
        c.put(f"stream[{p}]/Ma = 10 t", f"stream[{p}]/p_表 = {gauge:.6f} MPa@g",
              f"stream[{p}]/T = 300 °C")
        c.expect(f"stream[{p}]/t_饱", F(t), "°C")
        c.expect(f"stream[{p}]/h_饱", F(h), "kJ/kg")
    c.save()

    for name, title, gauge, temperature in (
        ("below-saturation", "1 MPa（表压）170 ℃：是水，不是蒸汽，拒绝插值", "1", "170"),
        ("misprinted-cell", "400 ℃、0.5 MPa的印刷值可疑，不得使用", "0.398675", "400"),
        ("outside-the-table", "超出表的范围", "1", "450"),
    ):
        c = case("steam", name, title, "2022", "failing")
        c.cell("stream[A]/Ma", "1000", "t")
        c.cell("stream[A]/p_表", gauge, "MPa@g")
        c.cell("stream[A]/T", temperature, "°C")
        if name == "below-saturation":
            c.put("finds lookup.below-boundary at stream[A]/En",
                  "finds check.dry-steam at stream[A]")
        elif name == "misprinted-cell":
            c.put("finds lookup.doubtful-cell at stream[A]/En")
        else:
            c.put("finds lookup.outside-table at stream[A]/En")
        c.save()


def cement(name, title, altitude, batches, clinker):
    """batches: (id, date, t, NCV, accredited); clinker: (month, t, CaO, MgO)."""
    c = case("altitude-cement", name, title, "2022-01..2022-02")
    c.cell("kiln[K1]/海拔", altitude, "m")
    emissions, by_month = [], {}
    for key, day, amount, ncv, accredited in batches:
        at = f"kiln[K1]/batch[{key}]"
        c.cell(f"{at}/日期", day)
        c.cell(f"{at}/FC", amount, "t@ar")
        used = F("26.7")
        if ncv:
            c.cell(f"{at}/NCV", ncv, "GJ/t@ar")
            c.put(f'sample {key} report "R-{key}" laboratory "化验室" '
                  f'accredited {"yes" if accredited else "no"} issued {day}',
                  f"{at}/NCV@sample = {key}")
            if accredited:
                used = F(ncv)
        emissions.append(rest(F(amount) * used * F("0.02618") * F("0.98") * CO2_C))
        by_month[day[:7]] = by_month.get(day[:7], 0) + F(amount)
        c.expect(f"{at}/E_批", emissions[-1], "tCO2")
    ratio = power(1 - F(altitude) / 44300, F("5.256"), 6)
    k = decimals(WIDE.sqrt(wide(ratio)), 4) if F(altitude) > 1500 else F(1)
    c.expect("kiln[K1]/P比", ratio)
    c.expect("kiln[K1]/K", k)
    burnt = rest(k * total(emissions))
    for m, amount, cao, mgo in clinker:
        c.cell(f"kiln[K1]/{m}/Q", amount, "t")
        c.cell(f"kiln[K1]/{m}/FR1", cao, "%")
        c.cell(f"kiln[K1]/{m}/FR2", mgo, "%")
    q = sum(F(x[1]) for x in clinker)
    fr = [rest(sum(rest(F(x[1]) * F(x[i]) / 100) for x in clinker) / q) for i in (2, 3)]
    # Molar masses from IUPAC: C 12.011, O 15.999, Ca 40.078, Mg 24.305 are not used here;
    # guides print 44/56 and 44/40.
    process = rest(q * (fr[0] * F(44, 56) + fr[1] * F(44, 40)))
    for m, value in sorted(by_month.items()):
        c.expect(f"kiln[K1]/{m}/coal-by-month", value, "t@ar")
    c.expect("combustion-total", burnt, "tCO2")
    c.expect("process-total", process, "tCO2")
    c.expect("total", rest(burnt + process), "tCO2")
    c.save()


def cements():
    clinker = [("2022-01", "60000", "65.1", "1.5"), ("2022-02", "54000", "65.4", "1.6")]
    batches = [("b1", "2022-01-05", "3000", "22.5", True), ("b2", "2022-01-29", "2700", None, False),
               ("b3", "2022-02-10", "3300", "21.9", True)]
    cement("high", "海拔2600米，一个批次无热值", "2600", batches, clinker)
    cement("low", "海拔800米：不修正", "800", batches, clinker)
    cement("at-threshold", "海拔正好1500米：不修正", "1500", batches[:1], clinker)
    cement("not-accredited", "化验室无资质的批次取26.7", "2600",
           [("b1", "2022-01-05", "3000", "22.5", False)], clinker)
    cement("just-above", "海拔1500.5米：修正", "1500.5", batches[:1], clinker)
    cement("lhasa", "海拔3650米", "3650", batches[:1], clinker)

    c = case("altitude-cement", "two-kilns", "两座窑", "2022-01..2022-01")
    burnt, process = [], []
    for key, coal, output in (("K1", "3000", "60000"), ("K2", "1000", "20000")):
        c.put(f"kiln[{key}]/海拔 = 800 m", f"kiln[{key}]/batch[b1]/日期 = 2022-01-05",
              f"kiln[{key}]/batch[b1]/FC = {coal} t@ar",
              f"kiln[{key}]/batch[b1]/NCV@choice = default",
              f"kiln[{key}]/2022-01/Q = {output} t", f"kiln[{key}]/2022-01/FR1 = 65 %",
              f"kiln[{key}]/2022-01/FR2 = 1.5 %")
        burnt.append(rest(F(coal) * F("26.7") * F("0.02618") * F("0.98") * CO2_C))
        process.append(rest(F(output) * (F("0.65") * F(44, 56) + F("0.015") * F(44, 40))))
    c.expect("combustion-total", total(burnt), "tCO2")
    c.expect("process-total", total(process), "tCO2")
    c.expect("total", total([total(burnt), total(process)]), "tCO2")
    c.save()

    c = case("altitude-cement", "altitude-in-feet", "海拔填成英尺数", "2022-01..2022-02", "failing")
    c.cell("kiln[K1]/海拔", "8530", "m")
    c.put("kiln[K1]/batch[b1]/日期 = 2022-01-05", "kiln[K1]/batch[b1]/FC = 3000 t@ar",
          "kiln[K1]/batch[b1]/NCV@choice = default")
    for m, amount, cao, mgo in clinker:
        c.put(f"kiln[K1]/{m}/Q = {amount} t", f"kiln[K1]/{m}/FR1 = {cao} %",
              f"kiln[K1]/{m}/FR2 = {mgo} %")
    c.put("finds check.altitude-plausible at kiln[K1]")
    c.save()


def own_fuel():
    c = case("own-fuel", "tyre-oil", "表外燃料轮胎油：单位、热值、含碳量、氧化率均实测", "2022")
    c.put("fuel[轮胎油]/FC = 120 t", "fuel[轮胎油]/NCV = 40.25 GJ/t",
          "fuel[轮胎油]/CC = 0.0207 tC/GJ", "fuel[轮胎油]/OF = 98 %",
          "fuel[烟煤]/FC = 1000 t", "fuel[烟煤]/NCV@choice = default",
          "fuel[烟煤]/CC@choice = default", "fuel[烟煤]/OF@choice = default")
    tyre = rest(120 * F("40.25") * F("0.0207") * F("0.98") * CO2_C)
    coal = rest(1000 * F("19.570") * F("0.0261") * F("0.93") * CO2_C)
    c.expect("fuel[轮胎油]/E_燃", tyre, "tCO2")
    c.expect("fuel[烟煤]/E_燃", coal, "tCO2")
    c.expect("total", total([tyre, coal]), "tCO2")
    c.save()

    c = case("own-fuel", "every-fuel", "表中的每一种燃料", "2022")
    emissions = []
    for name, unit, ncv, cc, of in (("烟煤", "t", "19.570", "0.0261", "0.93"),
                                    ("柴油", "t", "42.652", "0.0202", "0.98"),
                                    ("天然气", "万Nm3", "389.31", "0.0153", "0.99")):
        c.cell(f"fuel[{name}]/FC", "30", unit)
        c.put(*[f"fuel[{name}]/{x}@choice = default" for x in ("NCV", "CC", "OF")])
        emissions.append(rest(30 * F(ncv) * F(cc) * F(of) * CO2_C))
        c.expect(f"fuel[{name}]/E_燃", emissions[-1], "tCO2")
    c.expect("total", total(emissions), "tCO2")
    c.save()

    c = case("own-fuel", "coal-measured", "烟煤，热值和含碳量实测", "2022")
    c.put("fuel[烟煤]/FC = 1000 t", "fuel[烟煤]/NCV = 21.3 GJ/t",
          "fuel[烟煤]/CC = 0.0257 tC/GJ")
    c.expect("total", rest(1000 * F("21.3") * F("0.0257") * F("0.93") * CO2_C), "tCO2")
    c.save()

    c = case("own-fuel", "tyre-oil-not-measured", "表外燃料没有缺省值：无结果", "2022")
    c.put("fuel[轮胎油]/FC = 120 t", "fuel[轮胎油]/NCV@choice = default",
          "fuel[轮胎油]/CC = 0.0207 tC/GJ", "fuel[轮胎油]/OF = 98 %")
    c.expect("total", "absent")
    c.save()

    c = case("own-fuel", "own-gas", "表外气体燃料，单位为万标立方米", "2022")
    c.put("fuel[沼气]/FC = 30 万Nm3", "fuel[沼气]/NCV = 215 GJ/万Nm3",
          "fuel[沼气]/CC = 0.0149 tC/GJ", "fuel[沼气]/OF = 99 %")
    c.expect("total", rest(30 * F(215) * F("0.0149") * F("0.99") * CO2_C), "tCO2")
    c.save()

    c = case("own-fuel", "oxidation-98", "碳氧化率98%填成98", "2022", "failing")
    c.put("fuel[柴油]/FC = 10 t", "fuel[柴油]/NCV@choice = default", "fuel[柴油]/CC@choice = default",
          "fuel[柴油]/OF = 9800 %", "finds check.oxidation-within-one at fuel[柴油]")
    c.save()

    c = case("own-fuel", "gas-in-tonnes", "天然气按吨填报", "2022", "failing")
    c.put("fuel[天然气]/FC = 10 t", "fuel[天然气]/NCV@choice = default",
          "fuel[天然气]/CC@choice = default", "fuel[天然气]/OF@choice = default",
          "finds intake.unit at fuel[天然气]/FC")
    c.save()


SPECIES = {"示例松": ("0.0672", "1.9845", "0.6219", "0.5"),
           "示例栎": ("0.0893", "2.0517", "0.5103", "0.49")}
DEDUCTIONS = [(F("0.30"), F("0.15")), (F("0.20"), F("0.11")), (F("0.10"), F("0.06")), (F(0), F(0))]
STUDENT = [(30, "1.697"), (28, "1.701"), (25, "1.708"), (20, "1.725"), (15, "1.753"),
           (10, "1.812"), (5, "2.015"), (1, "6.314")]


def stand(c, spread, plots, places=None):
    """Two strata of plots, at places: cells, expected values; (stock, relative error, deduction)."""
    places = places or {}
    stock, biomass, variance, count = [], [], [], 0
    for stratum, species, area, stems, diameter, height in (
        ("S1", "示例松", "120.5", 1500, 124, 98), ("S2", "示例栎", "64.2", 1100, 155, 112),
    ):
        here = places.get(stratum, "") + f"stratum[{stratum}]"
        a, b, cc, cf = map(F, SPECIES[species])
        c.cell(f"{here}/A", area, "ha")
        c.cell(f"{here}/树种", species)
        values = []
        for i in range(plots):
            n = stems + (i * 37 % 11 - 5) * spread * 8
            d = F(diameter + (i * 53 % 13 - 6) * spread, 10)
            h = F(height + (i * 29 % 7 - 3) * spread, 10)
            at = f"{here}/plot[{i + 1}]"
            c.cell(f"{at}/N", str(n), "1/ha")
            c.cell(f"{at}/D", f"{float(d):.1f}", "cm")
            c.cell(f"{at}/H", f"{float(h):.1f}", "m")
            if i == 0:
                c.expect(f"{at}/D幂", power(d, b, 6))
            tree = decimals(wide(a * power(d, b, 6) * power(h, cc, 6)), 3)
            values.append(rest(n * tree / 1000))
        mean = rest(sum(values) / plots)
        squares = rest(sum((v - sum(values) / plots) ** 2 for v in values) / (plots - 1))
        layer = rest(F(area) * mean)
        biomass.append(layer)
        variance.append(rest(F(area) ** 2 * squares / plots))
        stock.append(rest(layer * cf * CO2_C))
        count += plots
        c.expect(f"{here}/b均", mean, "t/ha")
        c.expect(f"{here}/C_层", stock[-1], "tCO2")
    free = count - 2
    t = next(F(v) for df, v in STUDENT if df <= free)
    ratio = wide(total(variance) / total(biomass) ** 2)
    error = rest(t * decimals(WIDE.sqrt(ratio), 6))
    rate = next(r for e, r in DEDUCTIONS if e <= error)
    whole = total(stock)
    c.expect("stock", whole, "tCO2")
    c.expect("error-figure", error)
    return whole, error, rate


def forest(name, title, spread, plots=15):
    c = case("forest", name, title, "2022")
    whole, error, rate = stand(c, spread, plots)
    c.expect("total", F(int(whole * (1 - rate))), "tCO2")
    c.save()
    return error, rate


def forests():
    forest("precise", "两个碳层三十个样地，精度合格", 1)
    forest("precision-failed", "精度不足，按表扣减", 9)
    forest("few-plots", "样地少，精度不足", 6, 5)
    for plots, spread in ((3, 5), (4, 6), (6, 8), (9, 7), (11, 9), (13, 9), (14, 9), (16, 9)):
        error, rate = forest(f"plots-{2 * plots}", f"每层{plots}个样地", spread, plots)
        if "-v" in sys.argv:
            print(plots, float(error), float(rate))
    c = case("forest", "too-few-plots", "一个碳层只有两个样地", "2022", "failing")
    for s, species in (("S1", "示例松"), ("S2", "示例栎")):
        c.put(f"stratum[{s}]/A = 50 ha", f"stratum[{s}]/树种 = {species}")
        for i in range(2 if s == "S1" else 4):
            c.put(f"stratum[{s}]/plot[{i}]/N = {1000 + i} 1/ha",
                  f"stratum[{s}]/plot[{i}]/D = 12.{i} cm", f"stratum[{s}]/plot[{i}]/H = 9.{i} m")
    c.put("finds check.plots-enough at stratum[S1]")
    c.save()
    c = case("forest", "diameter-in-metres", "胸径单位错填", "2022", "failing")
    for s, species in (("S1", "示例松"), ("S2", "示例栎")):
        c.put(f"stratum[{s}]/A = 50 ha", f"stratum[{s}]/树种 = {species}")
        for i in range(5):
            unit = "m" if (s, i) == ("S1", 0) else "cm"
            c.put(f"stratum[{s}]/plot[{i}]/N = {1000 + i} 1/ha",
                  f"stratum[{s}]/plot[{i}]/D = 12.{i} {unit}",
                  f"stratum[{s}]/plot[{i}]/H = 9.{i} m")
    c.put("finds intake.plausible at stratum[S1]/plot[0]/D",
          "finds check.precision at facility[F1]")
    c.save()


if __name__ == "__main__":
    etches()
    flights()
    steam()
    cements()
    own_fuel()
    forests()
