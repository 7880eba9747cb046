"""Cases of the illustrative reduction methods: made-up tables, digits from the formulas' text."""

from datetime import date, timedelta

from common import rest
from power_lib import Case, months, total
from reduction_lib import F, day, overlap, slot_end, start



def down(value, decimals):
    """Rounded towards zero."""
    scaled = F(value) * 10 ** decimals
    whole = abs(scaled.numerator) // scaled.denominator
    return F(whole if scaled >= 0 else -whole, 10 ** decimals)


def years_after(when, n):
    """The same day n years later, 29 February becoming 28."""
    try:
        return when.replace(year=when.year + n)
    except ValueError:
        return when.replace(year=when.year + n, day=28)


def year_span(year, period):
    """The days of a calendar year within the period, [first, last)."""
    first, last = period.split("..") if ".." in period else (period + "-01", period + "-12")
    return max(date(int(year), 1, 1), start(first)), min(date(int(year) + 1, 1, 1), slot_end(last))


def years_of(period):
    first, last = period.split("..") if ".." in period else (period, period)
    return [str(y) for y in range(int(first[:4]), int(last[:4]) + 1)]


def failing(method, name, title, lines):
    c = Case(method, name, title, "", "failing")
    c.lines = [lines[0], f"title {title}", *lines[1:]]
    c.save()


# Rooftop systems: (own + fed in) x window x (0.75 OM + 0.25 BM), by month.
SOLAR = "illustrative/rooftop-solar"
MARGINS = {"北网": (("0.82", "0.34"), ("0.78", "0.30")), "南网": (("0.71", "0.22"), ("0.69", "0.19"))}


def rooftop(name, title, period, sites, creditable="yes", finds=None, claimed="no"):
    """sites: {site: (grid, {system: dict(power, meter, since, own, fed, span, counts)})}; amounts by month or one."""
    c = Case(SOLAR, name, title, period, "failing" if finds else "cases")
    span = months(*period.split(".."))
    by_year = {y: [] for y in years_of(period)}
    power = F(0)
    later = []
    for site, (grid, systems) in sites.items():
        row = f"facility[{site}]"
        c.cell(f"{row}/电网", grid)
        c.cell(f"{row}/另行申报", claimed)
        for key, s in systems.items():
            cell = f"{row}/system[{key}]"
            if s.get("span"):
                c.put(f"row {cell} {s['span']}")
            c.cell(f"{cell}/P", s["power"], "kW")
            c.cell(f"{cell}/表号", f'"{s["meter"]}"')
            c.cell(f"{cell}/并网日", s["since"])
            counts = s.get("counts", True)
            c.put(f"expect {cell}/计入 = {'yes' if counts else 'no'}")
            if counts:
                power += F(s["power"])
            since = day(s["since"])
            end = years_after(since, 10)
            for m in span:
                own, fed = s["own"], s["fed"]
                if isinstance(own, dict):
                    if m not in own:
                        continue
                    own, fed = own[m], fed[m]
                c.cell(f"{cell}/{m}/EG_自用", own, "kWh")
                c.cell(f"{cell}/{m}/EG_上网", fed, "kWh")
                a, b = start(m), slot_end(m)
                on = overlap(a, b, since, b)
                share = rest(F(overlap(a, b, since, end), on)) if on else None
                om, bm = MARGINS[grid][m >= "2024-07"]
                made = rest((F(own) + F(fed)) * share / 1000)
                value = rest(made * (F("0.75") * F(om) + F("0.25") * F(bm)))
                later += [(f"{cell}/{m}/EG_计", made, "MWh"), (f"{cell}/{m}/BE_系统", value, "tCO2")]
                if counts:
                    by_year[m[:4]].append(value)
    results = []
    for y, values in by_year.items():
        be = total(values)
        results.append(down(be, 0))
        c.expect(f"{y}/baseline", be, "tCO2")
        c.expect(f"{y}/reduction", results[-1], "tCO2")
        c.put(f"expect {y}/creditable = {creditable}")
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("P_合计", power, "kW")
    c.expect("total", total(results), "tCO2")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()


def rooftops():
    home = {"power": "30", "meter": "A1", "since": "2020-03-15", "own": "1500", "fed": "900.5"}
    rooftop("one-year", "一年，年中换因子", "2024-01..2024-12", {"F1": ("北网", {"甲": home})})
    rooftop("two-years", "跨年，两个电网", "2023-10..2024-08", {
        "F1": ("北网", {"甲": home, "乙": {**home, "meter": "A2", "power": "300", "own": "12000.25"}}),
        "F2": ("南网", {"丙": {**home, "meter": "B1", "fed": "0"}})})
    rooftop("window-ends", "十年窗口在月中结束，此后不计", "2024-03..2024-05", {"F1": ("南网", {
        "甲": {**home, "since": "2014-04-11"}, "乙": {**home, "meter": "A2"}})})
    rooftop("first-month", "因子表的第一个月，两个电网", "2020-01..2020-02", {
        "F1": ("北网", {"甲": {**home, "since": "2019-05-01"}}), "F2": ("南网", {"丙": {**home, "meter": "B1", "since": "2019-05-01"}})})
    new = months("2024-02", "2024-04")
    rooftop("joins-on-leap-day", "二月二十九日并网", "2024-01..2024-04", {"F1": ("北网", {
        "甲": home, "乙": {**home, "meter": "A2", "since": "2024-02-29", "span": "from 2024-02-29",
                        "own": dict.fromkeys(new, "100"), "fed": dict.fromkeys(new, "50")}})})
    rooftop("below-a-tonne", "不足一吨，向下取整为零", "2024-01..2024-01", {"F1": ("南网", {
        "甲": {**home, "own": "500", "fed": "100"}})})
    rooftop("too-large", "大于400 kW的系统不计", "2024-01..2024-02", {"F1": ("北网", {
        "甲": home, "厂": {**home, "meter": "A2", "power": "400.5", "counts": False}})}, finds=["system-counts at facility[F1]/system[厂]"])
    rooftop("same-meter", "同一电能表报了两次：两个都不计", "2024-01..2024-02", {"F1": ("北网", {
        "甲": home, "乙": {**home, "meter": "A9", "counts": False}, "丙": {**home, "meter": "A9", "counts": False}})},
        finds=["system-counts at facility[F1]/system[乙]", "system-counts at facility[F1]/system[丙]"])
    rooftop("too-small", "装机合计不足20 kW", "2024-01..2024-02", {"F1": ("北网", {"甲": {**home, "power": "19.5"}})}, "no",
            ["large-enough"])
    rooftop("claimed-elsewhere", "在其他机制申报", "2024-01..2024-02", {"F1": ("北网", {"甲": home})}, "no",
            ["not-claimed-elsewhere at facility[F1]"], "yes")


# Appliances: days in the window x (baseline - label) / 365 x factor; what is sold on leaks.
AIR = "illustrative/appliance-replacement"
CLASSES = {"挂机": (("2020", "620"), ("2023", "560")), "柜机": (("2020", "1180"), ("2023", "1060"))}
LIFE = {"挂机": 6, "柜机": 8}
LEAK = {"拆解": 0, "转售": 40, "去向不明": 100}


def appliances(name, title, period, sites, factors, creditable="yes", finds=None, programme="yes"):
    """sites: {site: {key: (class, serial, installed, scrapped, grade, label, old, counts)}}."""
    c = Case(AIR, name, title, period, "failing" if finds else "cases")
    years = years_of(period)
    before, after, leaks = ({y: [] for y in years} for _ in range(3))
    later = []
    number = 0
    for site, rows in sites.items():
        c.cell(f"facility[{site}]/换新计划有效", programme)
        for y in years:
            c.cell(f"facility[{site}]/{y}/EF", factors[y], "kgCO2/kWh")
        for key, (kind, serial, since, until, grade, label, old, counts) in rows.items():
            cell = f"facility[{site}]/appliance[{key}]"
            for n, v in (("类别", kind), ("机号", f'"{serial}"'), ("安装日", since), ("停用日", until), ("能效等级", grade),
                         ("EC", f"{label} kWh/a"), ("旧机去向", old)):
                if v:
                    c.cell(f"{cell}/{n}", v)
            c.put(f"expect {cell}/计入 = {'yes' if counts else 'no'}")
            number += counts
            end = years_after(day(since), LIFE[kind])
            if until:
                end = min(end, day(until))
            base = [b for y0, b in CLASSES[kind] if y0 <= since[:4]][-1]
            for y in years:
                a, b = year_span(y, period)
                days = overlap(a, b, day(since), end)
                be = rest(F(base) * days / 365 * F(factors[y]))
                pe = rest(F(label) * days / 365 * F(factors[y]))
                le = rest((be - pe) * LEAK[old] / 100)
                later += [(f"{cell}/{y}/D", F(days), "d"), (f"{cell}/{y}/BE_机", be, "kgCO2"),
                          (f"{cell}/{y}/PE_机", pe, "kgCO2"), (f"{cell}/{y}/LE_机", le, "kgCO2")]
                if counts:
                    before[y].append(be)
                    after[y].append(pe)
                    leaks[y].append(le)
    results = []
    for y in years:
        be, pe, le = (rest(total(v[y]) / 1000) for v in (before, after, leaks))
        results.append(down(be - pe - le, 3))
        for n, v in (("baseline", be), ("project", pe), ("leakage", le), ("reduction", results[-1])):
            c.expect(f"{y}/{n}", v, "tCO2")
        c.put(f"expect {y}/creditable = {creditable}")
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("participants", F(number))
    c.expect("total", total(results), "tCO2")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()


def replacements():
    wall = ("挂机", "S1", "2022-07-15", None, "1", "430", "拆解", True)
    factors = {str(y): v for y, v in zip(range(2021, 2033), ("0.6", "0.58", "0.57", "0.55", "0.54", "0.5", "0.49", "0.48",
                                                             "0.47", "0.46", "0.45", "0.44"))}
    appliances("first-years", "安装当年按天数，次年整年", "2022-01..2024-12", {"F1": {"1": wall}}, factors)
    appliances("every-kind", "两类、两个安装年份、三种旧机去向", "2023-01..2024-12", {"F1": {
        "1": wall, "2": ("挂机", "S2", "2023-01-01", None, "2", "430", "转售", True),
        "3": ("柜机", "S3", "2022-12-31", None, "1", "800.5", "去向不明", True),
        "4": ("柜机", "S4", "2023-06-01", None, "2", "800.5", "拆解", True)}}, factors)
    appliances("window-ends", "六年与八年窗口结束", "2028-01..2031-12", {"F1": {
        "1": wall, "2": ("柜机", "S2", "2022-07-15", None, "1", "900", "拆解", True)}}, factors)
    appliances("scrapped", "提前停用", "2023-01..2024-12", {"F1": {
        "1": ("挂机", "S1", "2022-07-15", "2024-03-01", "1", "430", "拆解", True),
        "2": ("柜机", "S2", "2021-02-28", "2023-11-11", "1", "900", "转售", True)}}, factors)
    appliances("scrapped-after-window", "窗口结束以后才停用", "2027-01..2030-12", {"F1": {
        "1": ("挂机", "S1", "2022-07-15", "2029-03-01", "1", "430", "拆解", True),
        "2": ("柜机", "S2", "2021-02-28", "2029-12-31", "1", "900", "转售", True)}}, factors)
    appliances("scrapped-in-the-seventh-year", "柜机第七年停用", "2027-01..2029-12", {"F1": {
        "1": ("柜机", "S1", "2021-02-28", "2028-04-10", "1", "900", "拆解", True)}}, factors)
    appliances("leap-day", "二月二十九日安装", "2024-01..2030-12", {"F1": {
        "1": ("挂机", "S1", "2024-02-29", None, "1", "430", "拆解", True)}}, factors)
    appliances("two-sites", "两个申报主体", "2023-04..2023-09", {"F1": {"1": wall}, "F2": {
        "1": ("柜机", "S2", "2023-05-20", None, "2", "1000", "转售", True)}}, {**factors, "2023": "0.61"})
    appliances("grade-three", "三级能效不计", "2023-01..2023-12", {"F1": {
        "1": wall, "2": ("挂机", "S2", "2022-01-01", None, "3", "600", "转售", False)}}, factors,
        finds=["appliance-counts at facility[F1]/appliance[2]"])
    appliances("same-serial", "两处申报同一台：都不计", "2023-01..2023-12", {"F1": {
        "1": wall, "2": ("挂机", "S9", "2022-01-01", None, "1", "500", "拆解", False)}, "F2": {
        "3": ("挂机", "S9", "2022-01-01", None, "1", "500", "拆解", False)}}, factors,
        finds=["appliance-counts at facility[F1]/appliance[2]", "appliance-counts at facility[F2]/appliance[3]"])
    appliances("outside-programme", "不在换新计划之内", "2023-01..2023-12", {"F1": {"1": wall}}, factors, "no",
               ["within-programme at facility[F1]"], "no")


# Trips: capped distance x (baseline of the year - mode), then the rider's cap of 60 kg a year.
TRAVEL = "illustrative/green-travel"
MODES = {"步行": ("0", "5", "0.5", "9"), "骑行": ("0", "12", "0.5", "28"), "公交": ("48", "40", "1", "80"),
         "地铁": ("31", "60", "1", "110")}


def baseline_factor(year):
    return F("124.5") if year >= "2025" else F("128") if year >= "2024" else F("135")


def travel(name, title, period, riders, creditable="yes", finds=None, claimed="no"):
    """riders: {name: (consent, [(number, date, mode, km, minutes, counts)])}."""
    c = Case(TRAVEL, name, title, period, "failing" if finds else "cases")
    years = years_of(period)
    sums = {y: {"BE": [], "PE": [], "ER": []} for y in years}
    c.cell("facility[F1]/另行申报", claimed)
    later = []
    for rider, (consent, trips) in riders.items():
        row = f"facility[F1]/rider[{rider}]"
        c.cell(f"{row}/授权", consent)
        parts = {y: ([], []) for y in years}
        for i, (number, when, mode, km, minutes, counts) in enumerate(trips, 1):
            cell = f"{row}/trip[{i}]"
            for n, v in (("行程号", f'"{number}"'), ("日期", when), ("方式", mode), ("里程", f"{km} km"),
                         ("时长", f"{minutes} min")):
                c.cell(f"{cell}/{n}", v)
            project, cap, _, _ = MODES[mode]
            length = min(F(km), F(cap))
            be, pe = rest(length * baseline_factor(when[:4])), rest(length * F(project))
            later += [(f"{cell}/计程", length, "km"), (f"{cell}/BE_程", be, "gCO2"), (f"{cell}/PE_程", pe, "gCO2")]
            c.put(f"expect {cell}/计入 = {'yes' if counts else 'no'}")
            if counts:
                parts[when[:4]][0].append(be)
                parts[when[:4]][1].append(pe)
        for y in years:
            if not parts[y][0]:
                later.append((f"{row}/{y}/ER_人", "not occurring", ""))
                continue
            be, pe = (rest(total(v) / 1000) for v in parts[y])
            er = rest(min(be - pe, F(60)))
            later.append((f"{row}/{y}/ER_人", er, "kgCO2"))
            if consent == "yes":
                for key, value in (("BE", be), ("PE", pe), ("ER", er)):
                    sums[y][key].append(value)
    results = []
    for y in years:
        be, pe, er = (rest(total(sums[y][k]) / 1000) if sums[y][k] else None for k in ("BE", "PE", "ER"))
        for n, v in (("baseline", be), ("project", pe), ("reduction", er),
                     ("over-cap", None if be is None else rest(be - pe - er))):
            c.expect(f"{y}/{n}", "not occurring" if v is None else v, "tCO2")
        c.put(f"expect {y}/creditable = {creditable}")
        if er is not None:
            results.append(er)
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("total", down(total(results), 3), "tCO2")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()


def trips():
    def many(rider, n, mode, km, minutes, first):
        day0 = date.fromisoformat(first)
        return [(f"{rider}-{i}", str(day0 + timedelta(days=i)), mode, km, minutes, True) for i in range(n)]

    travel("four-modes", "四种方式", "2024-01..2024-12", {"甲": ("yes", [
        ("A-1", "2024-03-01", "步行", "2.4", "30", True), ("A-2", "2024-03-01", "骑行", "3.25", "15", True),
        ("A-3", "2024-03-02", "公交", "11.5", "40", True), ("A-4", "2024-12-31", "地铁", "24.8", "45", True)])})
    travel("capped-before-the-sum", "单次封顶在相加之前", "2024-01..2024-12", {"甲": ("yes", [
        ("A-1", "2024-03-01", "骑行", "14", "60", True), ("A-2", "2024-03-02", "骑行", "2", "10", True),
        ("A-3", "2024-03-03", "步行", "5", "40", True), ("A-4", "2024-03-04", "公交", "55.5", "60", True),
        ("A-5", "2024-03-05", "地铁", "60", "60", True)])})
    travel("years", "跨三年，基准逐年更新", "2023-12..2025-01", {"甲": ("yes", [
        ("A-1", "2023-12-31", "骑行", "3", "12", True), ("A-2", "2024-01-01", "骑行", "3", "12", True),
        ("A-3", "2025-01-01", "骑行", "3", "12", True)]), "乙": ("yes", [
            ("B-1", "2024-06-30", "地铁", "20", "40", True)])})
    travel("year-without-trips", "有一年没有行程", "2023-12..2024-12", {"甲": ("yes", [
        ("A-1", "2024-05-01", "骑行", "3", "12", True)])})
    travel("rider-cap", "个人年度封顶", "2024-01..2024-12", {
        "甲": ("yes", many("A", 60, "地铁", "18", "40", "2024-02-01")), "乙": ("yes", many("B", 12, "骑行", "4", "18", "2024-02-01"))})
    travel("no-consent", "没有授权的出行者不计", "2024-01..2024-12", {
        "甲": ("yes", many("A", 2, "骑行", "4", "18", "2024-02-01")), "乙": ("no", many("B", 2, "公交", "4", "18", "2024-02-01"))},
        finds=["rider-counts at facility[F1]/rider[乙]"])
    travel("short-fast-and-twice", "过短、过快、重复的行程不计", "2024-01..2024-12", {
        "甲": ("yes", [("A-1", "2024-03-01", "骑行", "0.45", "5", False), ("A-2", "2024-03-01", "骑行", "15", "20", False),
                      ("A-3", "2024-03-02", "公交", "8", "30", False), ("A-4", "2024-03-02", "公交", "8", "30", True)]),
        "乙": ("yes", [("A-3", "2024-03-02", "公交", "8", "30", False)])},
        finds=["trip-counts at facility[F1]/rider[甲]/trip[1]", "trip-counts at facility[F1]/rider[甲]/trip[2]",
               "trip-counts at facility[F1]/rider[甲]/trip[3]", "trip-counts at facility[F1]/rider[乙]/trip[1]"])
    travel("other-platform", "在其他平台申报", "2024-01..2024-12", {"甲": ("yes", many("A", 2, "骑行", "4", "18", "2024-02-01"))},
           "no", ["not-claimed-elsewhere at facility[F1]"], "yes")
    failing(TRAVEL, "trip-outside-period", "行程不在核算期", [
        "like cases/four-modes.case", "facility[F1]/rider[甲]/trip[1]/日期 = 2023-12-31", "finds period.outside", "finds period.outside"])


if __name__ == "__main__":
    rooftops()
    replacements()
    trips()
