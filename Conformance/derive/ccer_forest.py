"""Cases of the forest and mangrove methods of CCER: structures from memory, made-up stands.

Trees: A x mean growth x WD x BEF x (1 + R) x CF x 44/12, other pools beside; mangroves: A x (growth of biomass
carbon + soil rate x days) x 44/12. Less emissions, less baseline, times (1 - risk); divided over the
calendar years by days of the monitoring period.
"""

from datetime import date

from common import CO2_C as CARBON
from common import rest
from power_lib import Case, months, total
from reduction_lib import F, day, overlap

PLANTED = "ccer/afforestation/ccer-14-001-v01"
BEFORE = "ccer/afforestation/ar-cm-001-v01"
MANAGED = "ccer/forest-management/ar-cm-003-v01"
MANGROVE = "ccer/mangroves/ccer-14-002-v01"
RISK = {PLANTED, MANGROVE}
COMMON = {"另行申报": "no", "计入期始": "2020-03-01", "计入期止": "2050-03-01"}
ANSWERS = {
    PLANTED: {"造林类型": "乔木", "无林始": "2010-01-01", "项目开始日": "2020-03-01", "权属清晰": "yes", "湿地": "no",
              "移除散生木": "no", "灌竹移除": "12.5 %"},
    BEFORE: {"无林始": "2005-02-16"},
    MANAGED: {"森林经营": "yes"},
    MANGROVE: {"生境适宜": "yes", "权属清晰": "yes"},
}


def case(method, name, title, period, sites, span, creditable="yes", answers=None, finds=None):
    """sites: {site: dict(strata, baseline, emission, risk, parcels)}; span: first day, day after the last."""
    c = Case(method, name, title, period, "failing" if finds else "cases")
    years = sorted({m[:4] for m in months(*period.split(".."))})
    first, last = day(span[0]), day(span[1])
    whole = (last - first).days
    project, base, net = ({y: [] for y in years} for _ in range(3))
    later = []
    for site, s in sites.items():
        row = f"facility[{site}]"
        for key, value in {**COMMON, **ANSWERS[method], **(answers or {})}.items():
            if value is not None:
                c.cell(f"{row}/{key}", value)
        c.cell(f"{row}/监测期始", span[0])
        c.cell(f"{row}/监测期止", span[1])
        if method != MANGROVE:
            c.cell(f"{row}/相对误差", s.get("error", "8.5"), "%")
        if method == PLANTED:
            for i, area in enumerate(s.get("parcels", ["1200"]), 1):
                c.cell(f"{row}/parcel[{i}]/连续面积", area, "m2")
        pools = []
        for key, stratum in s["strata"].items():
            cell = f"{row}/stratum[{key}]"
            if method == MANGROVE:
                area, before, after, rate = stratum
                for n, v, u in (("A", area, "ha"), ("c_初", before, "tC/ha"), ("c_末", after, "tC/ha"),
                                ("r_土", rate, "tC/(ha·d)")):
                    c.cell(f"{cell}/{n}", v, u)
                value = rest(F(area) * (F(after) - F(before) + F(rate) * whole) * CARBON)
                later.append((f"{cell}/ΔC_层", value, "tCO2"))
                pools.append(value)
                continue
            area, wd, bef, r, cf, plots, other = stratum
            for n, v, u in (("A", area, "ha"), ("WD", wd, "t/m3"), ("BEF", bef, ""), ("R", r, ""), ("CF", cf, "tC/t"),
                            ("ΔC_其他", other, "tCO2")):
                c.cell(f"{cell}/{n}", v, u)
            for i, (a, b) in enumerate(plots, 1):
                c.cell(f"{cell}/plot[{i}]/V_初", a, "m3/ha")
                c.cell(f"{cell}/plot[{i}]/V_末", b, "m3/ha")
            growth = rest(sum((F(b) - F(a) for a, b in plots), F(0)) / len(plots))
            value = rest(F(area) * growth * F(wd) * F(bef) * (1 + F(r)) * F(cf) * CARBON)
            later += [(f"{cell}/ΔV均", growth, "m3/ha"), (f"{cell}/ΔC_林木", value, "tCO2")]
            pools += [value, F(other)]
        gained = rest(sum(pools, F(0)))
        c.cell(f"{row}/ΔC_BSL", s["baseline"], "tCO2")
        c.cell(f"{row}/GHG_E", s["emission"], "tCO2e")
        risk = F(s.get("risk", "10")) / 100 if method in RISK else F(0)
        if method in RISK:
            c.cell(f"{row}/K_RISK", s.get("risk", "10"), "%")
        later.append((f"{row}/ΔC_库", gained, "tCO2"))
        for y in years:
            share = rest(F(overlap(date(int(y), 1, 1), date(int(y) + 1, 1, 1), first, last), whole))
            later.append((f"{row}/{y}/年份额", share, ""))
            project[y].append(rest((gained - F(s["emission"])) * share))
            base[y].append(rest(F(s["baseline"]) * share))
            net[y].append(rest((gained - F(s["emission"]) - F(s["baseline"])) * (1 - risk) * share))
    results = []
    for y in years:
        p, b = total(project[y]), total(base[y])
        results.append(total(net[y]) if method in RISK else rest(p - b))
        c.expect(f"{y}/project", p, "tCO2e(ar5)")
        c.expect(f"{y}/baseline", b, "tCO2")
        c.expect(f"{y}/reduction", results[-1], "tCO2e(ar5)")
        if creditable:
            c.put(f"expect {y}/creditable " + ("absent" if creditable == "absent" else f"= {creditable}"))
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("total", total(results), "tCO2e(ar5)")
    if finds:
        c.put(*[f"finds check.{f}" for f in finds])
    c.save()


PINE = ("120.5", "0.42", "1.6", "0.25", "0.51", [("12.5", "41"), ("10", "38.25"), ("14.2", "44.4")], "150.5")
OAK = ("64.2", "0.6", "1.45", "0.3", "0.49", [("8", "20.1"), ("9.5", "22")], "-12")
SITE = {"strata": {"松": PINE, "栎": OAK}, "baseline": "210.5", "emission": "35"}
FIVE = ("2020-03-01", "2025-03-01")


def trees(method):
    """The cases of the three methods by expansion factors."""
    case(method, "five-years", "五年监测期，两个碳层", "2020-03..2025-02", {"F1": SITE}, FIVE)
    case(method, "one-year", "一年监测期", "2024-01..2024-12", {"F1": SITE}, ("2024-01-01", "2025-01-01"))
    case(method, "mid-month", "月中开始与结束的监测期", "2023-06..2024-09", {"F1": SITE}, ("2023-06-16", "2024-09-11"))
    case(method, "two-sites", "两个项目区", "2020-03..2025-02", {"F1": SITE, "F2": {
        "strata": {"松": ("10", *PINE[1:])}, "baseline": "0", "emission": "0", "risk": "20"}}, FIVE)
    case(method, "burnt", "林火：净碳汇量为负", "2020-03..2025-02", {"F1": {
        "strata": {"栎": OAK}, "baseline": "500", "emission": "2100.75"}}, FIVE)
    case(method, "shrinking", "蓄积减少", "2020-03..2025-02", {"F1": {
        "strata": {"松": (*PINE[:5], [("40", "31.5")], "0")}, "baseline": "0", "emission": "0"}}, FIVE)
    case(method, "imprecise", "相对误差大于10%", "2020-03..2025-02", {"F1": {**SITE, "error": "14"}}, FIVE,
         finds=["sampling-precision"])
    case(method, "claimed-elsewhere", "另行申报：不可核证", "2020-03..2025-02", {"F1": SITE}, FIVE, "no",
         {"另行申报": "yes"}, ["no-double-claim"])
    case(method, "not-answered", "是否另行申报未答", "2020-03..2025-02", {"F1": SITE}, FIVE, "absent", {"另行申报": None})


if __name__ == "__main__":
    for edition in (PLANTED, BEFORE, MANAGED):
        trees(edition)
    case(PLANTED, "small-parcel", "一个地块不足400 m2", "2020-03..2025-02", {"F1": {**SITE, "parcels": ["1200", "399.5"]}}, FIVE,
         "no", None, ["parcel-large-enough"])
    case(PLANTED, "started-2019", "2019年开始的项目，地块667 m2", "2020-03..2025-02", {"F1": {**SITE, "parcels": ["667"]}}, FIVE,
         "yes", {"项目开始日": "2019-12-31"})
    case(BEFORE, "bare-too-late", "2005年2月17日起无林", "2020-03..2025-02", {"F1": SITE}, FIVE, "no",
         {"无林始": "2005-02-17"}, ["bare-since-2005"])
    case(MANAGED, "planting", "不是森林经营", "2020-03..2025-02", {"F1": SITE}, FIVE, "no", {"森林经营": "no"}, ["managed-forest"])
    shore = {"strata": {"秋茄": ("35.5", "2.1", "18.4", "0.0041"), "桐花": ("12", "0", "6.25", "0.0052")}, "baseline": "20",
             "emission": "41.5", "risk": "5"}
    case(MANGROVE, "five-years", "五年监测期，两个碳层", "2020-03..2025-02", {"F1": shore}, FIVE)
    case(MANGROVE, "one-year", "一年监测期", "2024-01..2024-12", {"F1": shore}, ("2024-01-01", "2025-01-01"))
    case(MANGROVE, "mid-month", "月中开始与结束", "2023-06..2024-09", {"F1": shore}, ("2023-06-16", "2024-09-11"))
    case(MANGROVE, "two-sites", "两处", "2020-03..2025-02", {"F1": shore, "F2": {
        "strata": {"秋茄": ("5", "0", "3", "0.004")}, "baseline": "0", "emission": "0", "risk": "10"}}, FIVE)
    case(MANGROVE, "washed-away", "风暴毁损：净碳汇量为负", "2020-03..2025-02", {"F1": {
        "strata": {"秋茄": ("35.5", "18", "1.5", "0")}, "baseline": "20", "emission": "0", "risk": "5"}}, FIVE)
    case(MANGROVE, "wrong-habitat", "不在潮滩", "2020-03..2025-02", {"F1": shore}, FIVE, "no", {"生境适宜": "no"}, ["habitat"])
    case(MANGROVE, "crediting-too-long", "计入期四十年零一天", "2020-03..2025-02", {"F1": shore}, FIVE, "no",
         {"计入期止": "2060-03-02"}, ["crediting-span-years"])
