"""Cases of illustrative/forest-removal, clothing-reuse and wetland: made-up tables, digits from the formulas' text."""

from datetime import date

from illustrative_reductions import down, years_of
from illustrative_tables import stand
from common import CO2_C as CARBON
from common import rest, round_half_even
from power_lib import Case, total
from reduction_lib import F, slot_end, start

CH4, N2O = 28, 265


def year_days(period):
    """Days of each calendar year within a period."""
    first, last = period.split("..") if ".." in period else (period + "-01", period + "-12")
    result = {}
    for y in years_of(period):
        a = max(date(int(y), 1, 1), start(first))
        result[y] = (min(date(int(y) + 1, 1, 1), slot_end(last)) - a).days
    return result


# The stand of illustrative/forest, less the stock of last time, growth without the project, fire, leakage, risk.
FOREST = "illustrative/forest-removal"
RISKS = {"低": 8, "中": 12, "高": 20}


def removal(name, title, period, before, risk="低", spread=1, plots=15, fires=(), scattered="no", moved="0", creditable="yes",
            finds=None, tenure="yes"):
    c = Case(FOREST, name, title, period, "failing" if finds else "cases")
    c.put('row facility[F1] "示例"')
    whole, error, rate = stand(c, spread, plots)
    c.cell("C_上期", before, "tCO2")
    c.cell("散生木", scattered)
    c.cell("外移采伐", moved, "tCO2")
    c.cell("风险等级", risk)
    c.cell("权属清晰", tenure)
    burnt = []
    for i, (when, matter) in enumerate(fires, 1):
        c.cell(f"fire[{i}]/火灾日", when)
        c.cell(f"fire[{i}]/过火干物质", matter, "t")
        burnt.append(rest(F(matter) * (F("0.0047") * CH4 + F("0.00026") * N2O)))
        c.expect(f"fire[{i}]/E_火", burnt[-1], "tCO2e(ar5)")
    if not fires:
        c.put('fire not occurring "没有火灾"')
    left = rest(whole * (1 - rate))
    change = rest(left - F(before))
    days = year_days(period)
    period_days = sum(days.values())
    growth = rest(F("0.0035") * (F("120.5") + F("64.2")) * period_days) if scattered == "yes" else F(0)
    results = []
    c.expect("C_末", left, "tCO2")
    c.expect("ΔC", change, "tCO2")
    for y, n in days.items():
        share = rest(F(n, period_days))
        project = rest(share * (change - (total(burnt) or 0)))
        base, leak = rest(share * growth), rest(share * F(moved))
        results.append(down((project - base - leak) * (1 - F(RISKS[risk]) / 100), 0))
        c.expect(f"{y}/份额", share)
        c.expect(f"{y}/project", project, "tCO2e(ar5)")
        c.expect(f"{y}/baseline", base, "tCO2")
        c.expect(f"{y}/leakage", leak, "tCO2")
        c.expect(f"{y}/reduction", results[-1], "tCO2e(ar5)")
        c.put(f"expect {y}/creditable = {creditable}")
    c.expect("total", total(results), "tCO2e(ar5)")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()
    return error


def two_sites():
    """A stratum each, their own last stock, fire, leakage; the higher risk of the two."""
    c = Case(FOREST, "two-sites", "两个林场，取较高的风险等级", "2020-01..2022-12")
    c.put('row facility[F1] "一场"', 'row facility[F2] "二场"')
    whole, _, rate = stand(c, 1, 15, {"S1": "facility[F1]/", "S2": "facility[F2]/"})
    burnt, growth, moved = F(0), F(0), F(0)
    period = year_days("2020-01..2022-12")
    days = sum(period.values())
    for site, before, scattered, away, risk, area, fire in (
            ("F1", "5000", "yes", "12.5", "中", "120.5", None), ("F2", "4100.25", "no", "30", "低", "64.2", "99")):
        row = f"facility[{site}]"
        for key, value in (("C_上期", f"{before} tCO2"), ("散生木", scattered), ("外移采伐", f"{away} tCO2"),
                           ("风险等级", risk), ("权属清晰", "yes")):
            c.cell(f"{row}/{key}", value)
        if fire:
            c.cell(f"{row}/fire[1]/火灾日", "2021-11-11")
            c.cell(f"{row}/fire[1]/过火干物质", fire, "t")
            burnt = rest(F(fire) * (F("0.0047") * CH4 + F("0.00026") * N2O))
        else:
            c.put(f'{row}/fire not occurring "没有火灾"')
        growth += rest(F("0.0035") * F(area) * days) if scattered == "yes" else 0
        moved += F(away)
    change = rest(rest(whole * (1 - rate)) - F("5000") - F("4100.25"))
    results = []
    for y, n in period.items():
        share = rest(F(n, days))
        project, base, leak = (rest(share * v) for v in (change - burnt, growth, moved))
        results.append(down((project - base - leak) * F("0.88"), 0))
        for name, value, unit in (("project", project, "tCO2e(ar5)"), ("baseline", base, "tCO2"), ("leakage", leak, "tCO2"),
                                  ("reduction", results[-1], "tCO2e(ar5)")):
            c.expect(f"{y}/{name}", value, unit)
    c.expect("total", total(results), "tCO2e(ar5)")
    c.save()


def removals():
    two_sites()
    removal("precise", "精度合格，五年", "2018-01..2022-12", "9000.5")
    removal("one-year", "一年，中等风险", "2022-01..2022-12", "14000", "中")
    removal("part-years", "跨两年，各计其天数", "2021-07..2022-06", "12000", "高", plots=16)
    removal("fires", "两处火灾", "2020-01..2022-12", "10000", fires=(("2020-04-05", "350.5"), ("2022-02-10", "80")))
    removal("scattered-trees", "有散生木，计基线增长与泄漏", "2020-01..2022-12", "10000", scattered="yes", moved="120.75")
    removal("loss", "碳储量减少：负值也是结果", "2022-01..2022-12", "17000")
    removal("precision-failed", "精度不足，按表扣减", "2018-01..2022-12", "9000.5", spread=9, finds=["precision"])
    removal("few-plots", "每层五个样地", "2018-01..2022-12", "9000.5", "中", 6, 5, finds=["precision"])
    removal("too-imprecise", "相对误差大于30%：不可核证", "2018-01..2022-12", "9000.5", spread=15, plots=3, creditable="no",
            finds=["precision", "precise-enough"])
    removal("tenure-unclear", "权属不清", "2022-01..2022-12", "14000", tenure="no", creditable="no",
            finds=["tenure-clear at facility[F1]"])


# Clothes: what each destination replaces, less sorting, collection, haulage and leakage; by the day of sorting.
CLOTHES = "illustrative/clothing-reuse"
FIBRES = {"棉": ("11.5", "2.4"), "涤纶": ("13.2", "3.9"), "混纺": ("12.4", "3.1")}
WAYS = {"境内二次穿着": ("30", "0", "0.08", "0"), "出口二次穿着": ("30", "0", "0.08", "50"),
        "再生纤维": ("0", "70", "0.55", "0"), "填埋焚烧": ("0", "0", "0.02", "0")}


def clothes(name, title, period, sites, creditable="yes", finds=None, traceable="yes"):
    """sites: {site: {batch: (day, fibre, collected, km, {destination: tonnes})}}."""
    c = Case(CLOTHES, name, title, period, "failing" if finds else "cases")
    years = years_of(period)
    sums = {y: ([], [], []) for y in years}
    collected, reused = [], []
    later = []
    for site, batches in sites.items():
        c.cell(f"facility[{site}]/可追溯", traceable)
        for key, (when, fibre, mass, km, sent) in batches.items():
            cell = f"facility[{site}]/batch[{key}]"
            for n, v in (("分拣日", when), ("种类", fibre), ("M_收", f"{mass} t"), ("运距", f"{km} km")):
                c.cell(f"{cell}/{n}", v)
            made, yarn = map(F, FIBRES[fibre])
            be, pe, le = [], [], []
            for way, tonnes in sent.items():
                clothes_, yarns, process, leak = map(F, WAYS[way])
                c.cell(f"{cell}/destination[{way}]/M_去", tonnes, "t")
                be.append(rest(F(tonnes) * (clothes_ / 100 * made + yarns / 100 * yarn)))
                pe.append(rest(F(tonnes) * process))
                le.append(rest(be[-1] * leak / 100))
                later.append((f"{cell}/destination[{way}]/BE_去", be[-1], "tCO2"))
                if way != "填埋焚烧":
                    reused.append(F(tonnes))
            hauled = rest(F(mass) * (F("0.035") + F(km) * F("0.0001")))
            later.append((f"{cell}/PE_收", hauled, "tCO2"))
            collected.append(F(mass))
            for bucket, value in zip(sums[when[:4]], (total(be), rest(hauled + total(pe)), total(le))):
                bucket.append(value)
    results = []
    for y in years:
        if not sums[y][0]:
            for n in ("baseline", "project", "leakage", "reduction"):
                c.expect(f"{y}/{n}", "not occurring")
            continue
        be, pe, le = (total(v) for v in sums[y])
        results.append(round_half_even(be - pe - le, 2))
        for n, v in (("baseline", be), ("project", pe), ("leakage", le), ("reduction", results[-1])):
            c.expect(f"{y}/{n}", v, "tCO2")
        c.put(f"expect {y}/creditable = {creditable}")
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("reuse-rate", rest(total(reused) / total(collected)) * 100 if reused else F(0), "%")
    c.expect("total", total(results), "tCO2")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()


def reuse():
    mixed = {"境内二次穿着": "3.2", "出口二次穿着": "2.5", "再生纤维": "3.1", "填埋焚烧": "1.2"}
    one = ("2024-03-08", "棉", "10", "120", mixed)
    clothes("one-batch", "一批棉衣，四个去向", "2024-01..2024-12", {"F1": {"1": one}})
    clothes("every-fibre", "三个种类", "2024-01..2024-12", {"F1": {
        "1": one, "2": ("2024-06-01", "涤纶", "8.5", "45.5", {"境内二次穿着": "2", "再生纤维": "6.5"}),
        "3": ("2024-12-31", "混纺", "4.02", "300", {"出口二次穿着": "4", "填埋焚烧": "0.02"})}})
    clothes("over-new-year", "按分拣日归入年份", "2023-10..2024-03", {"F1": {
        "1": ("2023-12-31", "棉", "10", "120", mixed), "2": ("2024-01-01", "涤纶", "10", "120", mixed)}})
    clothes("year-without-batches", "一年没有批次", "2023-10..2024-03", {"F1": {"1": one}})
    clothes("two-collectors", "两个回收企业", "2024-01..2024-12", {"F1": {"1": one}, "F2": {
        "1": ("2024-05-05", "混纺", "6", "10", {"境内二次穿着": "3", "再生纤维": "3"})}})
    clothes("far-and-poor", "运距远、多为再生：减排量小", "2024-01..2024-12", {"F1": {
        "1": ("2024-05-05", "棉", "6", "2500", {"再生纤维": "3.1", "填埋焚烧": "2.9"})}})
    clothes("rounding-tie", "修约：四舍六入五成双", "2024-01..2024-12", {"F1": {
        "1": ("2024-05-05", "棉", "1", "0", {"境内二次穿着": "1"})}})
    clothes("mostly-burnt", "大部分填埋焚烧：减排量为负，不可核证", "2024-01..2024-12", {"F1": {
        "1": ("2024-05-05", "棉", "6", "2500", {"再生纤维": "0.1", "填埋焚烧": "5.9"})}}, "no", ["mostly-reused"])
    clothes("batch-open", "去向不齐", "2024-01..2024-12", {"F1": {
        "1": ("2024-05-05", "棉", "10", "20", {"境内二次穿着": "6", "再生纤维": "3.5"})}}, finds=["batch-closes at facility[F1]/batch[1]"])
    clothes("not-traceable", "去向没有凭证", "2024-01..2024-12", {"F1": {"1": one}}, "no",
            ["destinations-traceable at facility[F1]"], "no")


# Wetland: area counted = before + half of what is new; carbon, gases, ponds avoided, storms, leakage, exposure.
WETLAND = "illustrative/wetland"
PLANTS = {"红树": ("0.0075", "0.0044", "0.021", "0.0009", "48"), "盐沼": ("0.0021", "0.0032", "0.034", "0.0012", "9.5"),
          "海草": ("0.0011", "0.0037", "0.004", None, "2.4")}
USES = {"养殖塘": "0.0162", "裸滩": "0", "围垦农田": "0.0105"}
EXPOSED = {"背风": 5, "迎风": 15}


def wetland(name, title, period, sites, creditable="yes", finds=None, bare="yes", planted="2015-04-01"):
    """sites: {site: (exposure, {stratum: (plant, use, prior area, {year: (area, lost, moved)})})}."""
    c = Case(WETLAND, name, title, period, "failing" if finds else "cases")
    days = year_days(period)
    base, project, leak, net = ({y: [] for y in days} for _ in range(4))
    later = []
    for site, (exposure, strata) in sites.items():
        row = f"facility[{site}]"
        c.cell(f"{row}/暴露", exposure)
        c.cell(f"{row}/原无植被", bare)
        c.cell(f"{row}/种植日", planted)
        here = {y: ([], [], []) for y in days}
        for key, (plant, use, prior, by_year) in strata.items():
            cell = f"{row}/stratum[{key}]"
            c.cell(f"{cell}/植被", plant)
            c.cell(f"{cell}/原用途", use)
            c.cell(f"{cell}/A@prior", prior, "ha")
            before = F(prior)
            for y, n in days.items():
                area, lost, moved = by_year[y]
                for k, v in (("A", area), ("A_毁", lost), ("A_移", moved)):
                    c.cell(f"{cell}/{y}/{k}", v, "ha")
                biomass, soil, ch4, n2o, stock = PLANTS[plant]
                counted = rest(before + (F(area) - before) / 2)
                gain = rest(counted * n * (F(biomass) + F(soil)) * CARBON)
                gone = rest(F(lost) * F(stock) * CARBON)
                methane = rest(counted * n * F(ch4) / 1000)
                nitrous = rest(counted * n * F(n2o) / 1000) if n2o else None
                pe = rest(gone + methane * CH4 + (nitrous or 0) * N2O - gain)
                be = rest(counted * n * F(USES[use]))
                le = rest(F(moved) * n * F("0.0081"))
                for bucket, value in zip(here[y], (be, pe, le)):
                    bucket.append(value)
                later += [(f"{cell}/{y}/A_计", counted, "ha"), (f"{cell}/{y}/ΔC", gain, "tCO2"),
                          (f"{cell}/{y}/PE_层", pe, "tCO2e(ar5)"), (f"{cell}/{y}/LE_层", le, "tCO2e(ar5)")]
                before = F(area)
        for y in days:
            be, pe, le = (sum(v, F(0)) for v in here[y])
            net[y].append(rest((be - pe - le) * (1 - F(EXPOSED[exposure]) / 100)))
            base[y] += here[y][0]
            project[y] += here[y][1]
            leak[y] += here[y][2]
    results = []
    for y in days:
        results.append(down(total(net[y]), 1))
        for n, v in (("baseline", total(base[y])), ("project", total(project[y])), ("leakage", total(leak[y])),
                     ("reduction", results[-1])):
            c.expect(f"{y}/{n}", v, "tCO2e(ar5)")
        c.put(f"expect {y}/creditable = {creditable}")
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("total", total(results), "tCO2e(ar5)")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()


def wetlands():
    grown = ("红树", "养殖塘", "10", {"2022": ("16", "0", "0"), "2023": ("20", "0", "0")})
    wetland("grows", "面积逐年增加，当年新增减半", "2022-01..2023-12", {"F1": ("背风", {"1": grown})})
    wetland("every-plant", "三类植被、三种原用途、两处", "2022-01..2023-12", {
        "F1": ("背风", {"1": grown, "2": ("盐沼", "围垦农田", "5.5", {"2022": ("5.5", "0", "1"), "2023": ("6", "0", "0.5")})}),
        "F2": ("迎风", {"1": ("海草", "裸滩", "30", {"2022": ("31", "0", "0"), "2023": ("31", "0", "0")})})})
    wetland("storm", "风暴毁损：当年为负", "2023-01..2023-12", {"F1": ("迎风", {
        "1": ("红树", "裸滩", "20", {"2023": ("15", "5", "0")})})})
    wetland("part-of-a-year", "半年", "2023-07..2023-12", {"F1": ("背风", {
        "1": ("盐沼", "养殖塘", "8", {"2023": ("9", "0.5", "0.25")})})})
    wetland("first-year", "第一年从零开始", "2023", {"F1": ("背风", {"1": ("红树", "养殖塘", "0", {"2023": ("4", "0", "0")})})},
            planted="2023-01-01")
    wetland("lost-more", "毁损大于原有面积", "2023", {"F1": ("背风", {"1": ("红树", "养殖塘", "3", {"2023": ("1", "3.5", "0")})})},
            finds=["loss-within-area at facility[F1]/stratum[1]/2023"])
    wetland("natural-before", "恢复前已有植被", "2023", {"F1": ("背风", {"1": ("红树", "裸滩", "3", {"2023": ("3", "0", "0")})})}, "no",
            ["no-vegetation-before at facility[F1]"], "no")
    wetland("after-thirty-years", "种植三十年以后", "2023", {"F1": ("背风", {"1": ("红树", "裸滩", "3", {"2023": ("3", "0", "0")})})},
            "no", ["within-thirty-years at facility[F1]"], planted="1993-06-30")


if __name__ == "__main__":
    removals()
    reuse()
    wetlands()
