"""Cases of ccer/solar-thermal/ccer-01-001-v01 and ccer/offshore-wind/ccer-01-002-v01.

From the text: BE = EG x EF; EG = export - import; EF = OM x w_OM + BM x w_BM; PE = sum of FC x NCV x CC x
OF x 44/12; ER = BE - PE. Meters out of class: x (1 -+ |error|); not calibrated or late: x (1 -+ permissible
error) on the days of it. Made-up projects.
"""

from common import CO2_C as CARBON
from reduction_lib import FUEL, POWER, Case, F, Meter, day, fuel, months, power, rest, total, wire, year_slots

SOLAR, WIND = "ccer/solar-thermal/ccer-01-001-v01", "ccer/offshore-wind/ccer-01-002-v01"
FAR = [("2023-06-01", "2024-06-01", "2024-05-28", "0.05"), ("2024-05-28", "2025-05-28", None, None)]


DATES = {"计入期始": "2023-11-01", "计入期止": "2033-11-01", "监测期始": "2024-01-01", "监测期止": "2024-03-01",
         "另行申报": "no", "合规": "yes", "并网发电日": "2023-10-15", "寿命止": "2048-10-15"}
SUN = {"项目类型": "独立光热"}
SEA = {"离岸距离": "35 km", "水深": "22 m"}
CREDITABLE = [
    ("creditable", "全部条件成立", {}, "yes"),
    ("eleven-years", "计入期十一年：不可核证", {"计入期止": "2034-11-01"}, "no"),
    ("monitored-before-crediting", "监测期早于计入期", {"监测期始": "2023-10-31", "计入期始": "2023-11-01"}, "no"),
    ("claimed-twice", "另行申报", {"另行申报": "yes"}, "no"),
    ("not-answered", "是否另行申报未答：未定", {"另行申报": None}, None),
    ("hybrid-metered-apart", "一体化项目，光热单独计量", {"项目类型": "光热一体化", "单独计量": "yes"}, "yes"),
    ("hybrid-not-metered", "一体化项目，光热没有单独计量", {"项目类型": "光热一体化", "单独计量": "no"}, "no"),
    ("near-but-deep", "离岸不足而水深够", {"离岸距离": "12 km", "水深": "30.5 m"}, "yes"),
    ("near-and-shallow", "离岸30公里、水深30米都不够", {"离岸距离": "30 km", "水深": "30 m"}, "no"),
    ("depth-not-known", "离岸够远，水深未填", {"离岸距离": "62.5 km", "水深": None}, "yes"),
]

STOPS = {"eleven-years": "crediting-ten-years", "monitored-before-crediting": "monitoring-in-crediting-period",
         "claimed-twice": "no-double-claim", "hybrid-not-metered": "applies-to-project",
         "near-and-shallow": "applies-to-project"}


class Project:
    """A project site of a case: meters, factors by year, weights, fuels."""

    def __init__(self, c, period, name="F1"):
        self.c, self.row = c, f"facility[{name}]"
        self.years = year_slots(*(period.split("..") if ".." in period else
                                  (period, period) if "-" in period else
                                  (period + "-01", period + "-12")))
        self.power = {y: [] for y in self.years}
        self.fuel = {y: [] for y in self.years}
        self.later = []
        self.watched = (None, None)

    def watch(self, first, last):
        """The monitoring period: what lies outside of it is not metered."""
        self.watched = (day(first), day(last))
        self.c.cell(f"{self.row}/监测期始", first)
        self.c.cell(f"{self.row}/监测期止", last)

    def meter(self, key, direction, meter, span=""):
        """A power meter; direction 上网, 下网 or 备表, which counts for nothing."""
        meter.watched = self.watched
        row = f"{self.row}/power-meter[{key}]"
        if span:
            self.c.put(f"row {row} {span}")
        self.c.cell(f"{row}/计量方向", direction)
        wire(self.c, row, meter, POWER, "MWh")
        sign = -1 if direction == "上网" else 1
        for year, span in self.years.items():
            for m in span:
                if m in meter.readings:
                    value = power(meter, m, sign)
                    self.power[year].append((direction, value))
                    late, loose, off = meter.month(m)
                    if off or late:
                        self.later += [(f"{row}/{m}/D_未", F(late), ""), (f"{row}/{m}/EG_未", loose, "MWh"),
                                       (f"{row}/{m}/EG_校", value, "MWh")]

    def factors(self, om, bm, wom="0.75", wbm="0.25"):
        """Factors, one for all years or by year, and weights."""
        self.om = om if isinstance(om, dict) else dict.fromkeys(self.years, om)
        self.bm = bm if isinstance(bm, dict) else dict.fromkeys(self.years, bm)
        self.wom, self.wbm = wom, wbm
        for year in self.years:
            self.c.cell(f"{self.row}/{year}/EF_OM", self.om[year], "tCO2/MWh")
            self.c.cell(f"{self.row}/{year}/EF_BM", self.bm[year], "tCO2/MWh")
        self.c.cell(f"{self.row}/ω_OM", wom)
        self.c.cell(f"{self.row}/ω_BM", wbm)

    def burn(self, name, unit, ncv, cc, of, meters, own=False):
        """A fuel with its meters {key: meter}; one of the filer's own states its unit."""
        row = f"{self.row}/fuel[{name}]"
        if own:
            self.c.put(f"{row}/unit = {unit}")
        for year in self.years:
            self.c.cell(f"{row}/{year}/NCV", ncv, f"GJ/{unit}")
            self.c.cell(f"{row}/{year}/CC", cc, "tC/GJ")
            self.c.cell(f"{row}/{year}/OF", of, "%")
        for key, meter in meters.items():
            meter.watched = self.watched
            wire(self.c, f"{row}/fuel-meter[{key}]", meter, FUEL, unit)
        for year, span in self.years.items():
            amounts = [fuel(meter, m) for meter in meters.values() for m in span if m in meter.readings]
            used = total(amounts)
            factor = rest(F(ncv) * F(cc) * F(of) / 100 * CARBON)
            self.fuel[year].append(rest(used * factor))
            self.later += [(f"{row}/{year}/FC", used, unit),
                           (f"{row}/{year}/COEF", factor, f"tCO2/{unit}"),
                           (f"{row}/{year}/PE_i", self.fuel[year][-1], "tCO2")]

    def no_fuel(self):
        self.c.put(f'{self.row}/fuel not occurring "不消耗化石燃料"')

    def baseline(self, year):
        """BE of a year, with its steps."""
        out = total([v for d, v in self.power[year] if d == "上网"])
        back = total([v for d, v in self.power[year] if d == "下网"])
        net = rest((out or 0) - (back or 0))
        factor = rest(F(self.om[year]) * F(self.wom) + F(self.bm[year]) * F(self.wbm))
        result = rest(net * factor)
        for name, value, unit in (("EG_export", out, "MWh"), ("EG_import", back, "MWh"), ("EG_PJ", net, "MWh"),
                                  ("EF_CM", factor, "tCO2/MWh"), ("BE_y", result, "tCO2")):
            if value is not None:
                self.later.append((f"{self.row}/{year}/{name}", value, unit))
        return result


def finish(c, projects, with_fuel=True):
    """Expected lines of all projects and the totals."""
    results = []
    for year in projects[0].years:
        be = total([p.baseline(year) for p in projects])
        burnt = [v for p in projects for v in p.fuel[year]]
        pe = total(burnt) if burnt else None
        er = rest(be - (pe or 0))
        c.expect(f"{year}/baseline", be, "tCO2")
        c.expect(f"{year}/project", F(0) if not with_fuel else "not occurring" if pe is None else pe, "tCO2")
        c.expect(f"{year}/reduction", er, "tCO2")
        results.append(er)
    for p in projects:
        for name, value, unit in p.later:
            c.expect(name, value, unit)
    c.expect("total", total(results), "tCO2")
    c.save()


def flat(period, value):
    """The same reading every month."""
    return dict.fromkeys(months(*period.split("..")), value)


def case(method, name, title, period="2024-01..2024-02"):
    c = Case(method, name, title, period)
    return c, Project(c, period)


def simple(method, name, title, export, imported=None, om="0.8", bm="0.4", wom="0.75", wbm="0.25",
           period="2024-01..2024-02", burn=None, **more):
    """One export meter, one import meter, no fuel unless given."""
    c, p = case(method, name, title, period)
    p.meter("1", "上网", export)
    p.meter("2", "下网", imported or Meter(flat(period, "12"), "0.5", FAR))
    p.factors(om, bm, wom, wbm)
    if method == SOLAR:
        burn(p) if burn else p.no_fuel()
    finish(c, [p], method == SOLAR)


JAN_FEB = {"2024-01": "3100", "2024-02": "2900"}


def both(method):
    """The cases that both methods have."""
    simple(method, "in-time", "按期校准、误差合格：不作校正", Meter(JAN_FEB, "0.2", FAR))
    simple(method, "late-by-days", "校准延迟十一天，按天数拆分", Meter(
        JAN_FEB, "0.2", [("2023-01-21", "2024-01-21", "2024-02-01", "0.1"),
                         ("2024-02-01", "2025-02-01", None, None)]))
    simple(method, "late-by-reading", "校准延迟，按该时段首末读数", Meter(
        JAN_FEB, "0.2", [("2023-01-21", "2024-01-21", "2024-02-01", "0.1"),
                         ("2024-02-01", "2025-02-01", None, None)], part={"2024-01": "1204.5"}))
    simple(method, "out-of-class", "及时校准而超差：按实际基本误差", Meter(
        JAN_FEB, "0.2", [("2023-02-15", "2024-02-15", "2024-02-11", "-0.35"),
                         ("2024-02-11", "2025-02-11", None, None)]))
    simple(method, "error-at-the-limit", "误差恰等于最大允许误差：不校正", Meter(
        JAN_FEB, "0.2", [("2023-02-15", "2024-02-15", "2024-02-11", "-0.2"),
                         ("2024-02-11", "2025-02-11", None, None)]))
    simple(method, "late-and-out-of-class", "延迟校准又超差", Meter(
        JAN_FEB, "0.5", [("2023-02-01", "2024-02-01", "2024-02-20", "0.8"),
                         ("2024-02-20", "2025-02-20", None, None)]))
    simple(method, "two-cycles-out-of-class", "同一个月两个周期误差不同", Meter(
        JAN_FEB, "0.2", [("2023-01-30", "2024-01-30", "2024-01-11", "0.3"),
                         ("2024-01-11", "2025-01-11", "2024-02-15", "0.5"),
                         ("2024-02-15", "2025-02-15", None, None)]))
    simple(method, "never-calibrated", "没有任何校准报告", Meter(JAN_FEB, "0.5", []))
    simple(method, "not-calibrated-since", "到期后一直没有校准", Meter(
        JAN_FEB, "0.5", [("2023-02-11", "2024-02-11", None, None)]))
    simple(method, "gap", "两个周期之间有空当", Meter(
        JAN_FEB, "0.5", [("2023-05-01", "2024-05-01", "2024-01-10", "0.1"),
                         ("2024-01-20", "2025-01-20", None, None)]))
    simple(method, "import-late", "下网电能表延迟校准：加上误差", Meter(JAN_FEB, "0.2", FAR), Meter(
        {"2024-01": "155", "2024-02": "58"}, "1",
        [("2023-01-11", "2024-01-11", "2024-02-01", "1.5"), ("2024-02-01", "2025-02-01", None, None)]))
    simple(method, "import-exceeds-export", "下网多于上网：减排量为负", Meter(
        {"2024-01": "10", "2024-02": "0"}, "0.2", FAR), Meter({"2024-01": "40.5", "2024-02": "60"}, "0.5", FAR))
    simple(method, "standstill", "全月停运，零是数值", Meter({"2024-01": "0", "2024-02": "0"}, "0.2", FAR),
           Meter({"2024-01": "0", "2024-02": "0"}, "0.5", FAR))
    simple(method, "weights-half", "权重各半", Meter(JAN_FEB, "0.2", FAR), om="0.8042", bm="0.2135",
           wom="0.5", wbm="0.5")

    c, p = case(method, "meter-replaced", "五月十七日换表")
    c.lines[2] = "period 2024-05"
    p = Project(c, "2024-05")
    p.meter("旧", "上网", Meter({"2024-05": "1200"}, "0.2", [("2023-05-10", "2024-05-10", None, None)],
                             removed="2024-05-17"), "to 2024-05-16")
    p.meter("新", "上网", Meter({"2024-05": "1100.25"}, "0.2", [("2024-05-17", "2025-05-17", None, None)],
                             installed="2024-05-17"), "from 2024-05-17")
    p.meter("下", "下网", Meter({"2024-05": "20"}, "0.5", FAR))
    p.factors("0.8", "0.4")
    if method == SOLAR:
        p.no_fuel()
    finish(c, [p], method == SOLAR)

    c, p = case(method, "backup-meter", "备表读数不计入")
    p.meter("1", "上网", Meter(JAN_FEB, "0.2", FAR))
    p.meter("备", "备表", Meter(JAN_FEB, "0.2", FAR))
    p.meter("2", "下网", Meter(flat("2024-01..2024-02", "12"), "0.5", FAR))
    p.factors("0.8", "0.4")
    if method == SOLAR:
        p.no_fuel()
    finish(c, [p], method == SOLAR)

    c, p = case(method, "monitored-from-mid-month", "月中开始、月中结束的监测期：天数只算监测期内")
    p.watch("2024-01-11", "2024-02-21")
    p.meter("1", "上网", Meter(JAN_FEB, "0.2", [("2023-01-21", "2024-01-21", "2024-02-16", "0.3"),
                                               ("2024-02-16", "2025-02-16", None, None)]))
    p.meter("2", "下网", Meter(flat("2024-01..2024-02", "12"), "0.5", [("2023-01-06", "2024-01-06", None, None)]))
    p.factors("0.8", "0.4")
    if method == SOLAR:
        p.burn("天然气", "万Nm3", "389.31", "0.0153", "99", {"1": Meter({"2024-01": "1.25", "2024-02": "2.5"}, "1.5", [
            ("2023-01-16", "2024-01-16", "2024-02-06", "2"), ("2024-02-06", "2025-02-06", None, None)])})
    finish(c, [p], method == SOLAR)

    c, p = case(method, "two-sites", "两期项目，电网不同")
    second = Project(c, "2024-01..2024-02", "F2")
    for project, amount, om, bm in ((p, "3100", "0.8922", "0.4407"), (second, "999.9", "0.9419", "0.4819")):
        project.meter("1", "上网", Meter(flat("2024-01..2024-02", amount), "0.2", FAR))
        project.meter("2", "下网", Meter(flat("2024-01..2024-02", "5"), "0.5", FAR))
        project.factors(om, bm)
        if method == SOLAR:
            project.no_fuel()
    finish(c, [p, second], method == SOLAR)

    period = "2024-11..2025-02"
    c, p = case(method, "two-years", "跨年监测期：逐年的因子，跨年的延迟校准", period)
    p.meter("1", "上网", Meter(dict(zip(months(*period.split("..")), ("3000", "3100", "2800.5", "2700"))), "0.2", [
        ("2023-12-21", "2024-12-21", "2025-01-11", "0.1"), ("2025-01-11", "2026-01-11", None, None)]))
    p.meter("2", "下网", Meter(flat(period, "9"), "0.5", [("2024-03-01", "2025-03-01", None, None)]))
    p.factors({"2024": "0.8", "2025": "0.77"}, {"2024": "0.4", "2025": "0.35"})
    if method == SOLAR:
        p.burn("天然气", "万Nm3", "389.31", "0.0153", "99", {"1": Meter(flat(period, "1.5"), "1.5", [
            ("2023-12-21", "2024-12-21", "2024-12-20", "0.4"), ("2024-12-20", "2025-12-20", None, None)])})
    finish(c, [p], method == SOLAR)

    for name, title, changed, creditable in CREDITABLE:
        if method == WIND and name in ("hybrid-metered-apart", "hybrid-not-metered"):
            continue
        if method == SOLAR and name in ("near-but-deep", "near-and-shallow", "depth-not-known"):
            continue
        c, p = case(method, name, title)
        if creditable == "no":
            c.path = c.path.replace("/cases/", "/failing/")
        p.meter("1", "上网", Meter(JAN_FEB, "0.2", FAR))
        p.meter("2", "下网", Meter(flat("2024-01..2024-02", "12"), "0.5", FAR))
        p.factors("0.8", "0.4")
        if method == SOLAR:
            p.no_fuel()
        if creditable == "no":
            c.put(f"finds check.{STOPS[name]} at facility[F1]")
        answers = {**DATES, **(SUN if method == SOLAR else SEA), **changed}
        for key, value in answers.items():
            if value:
                c.cell(f"facility[F1]/{key}", value)
        c.put("expect 2024/creditable " + ("absent" if creditable is None else f"= {creditable}"))
        finish(c, [p], method == SOLAR)

    c, p = case(method, "month-missing", "缺二月读数")
    p.meter("1", "上网", Meter({"2024-01": "3100"}, "0.2", FAR))
    p.meter("2", "下网", Meter(JAN_FEB, "0.5", FAR))
    p.factors("0.8", "0.4")
    if method == SOLAR:
        p.no_fuel()
    c.expect("total", "absent")
    c.save()

    c, p = case(method, "weights-missing", "没有权重就没有结果：无缺省")
    p.meter("1", "上网", Meter(JAN_FEB, "0.2", FAR))
    p.meter("2", "下网", Meter(JAN_FEB, "0.5", FAR))
    c.cell("facility[F1]/EF_OM", "0.8", "tCO2/MWh")
    c.cell("facility[F1]/EF_BM", "0.4", "tCO2/MWh")
    if method == SOLAR:
        p.no_fuel()
    c.expect("facility[F1]/EG_PJ", F(0), "MWh")
    c.expect("total", "absent")
    c.save()


def solar():
    """The cases with fuel."""
    exports, period = Meter(JAN_FEB, "0.2", FAR), "2024-01..2024-02"
    gas = {"2024-01": "1.25", "2024-02": "2.5"}
    for name, title, meter in (
            ("gas", "辅助天然气，计量装置合格", Meter(gas, "1.5", FAR)),
            ("gas-late", "流量计延迟校准：消耗量加上误差",
             Meter(gas, "1.5", [("2023-01-21", "2024-01-21", "2024-02-11", "0.4"),
                                ("2024-02-11", "2025-02-11", None, None)])),
            ("gas-late-by-reading", "流量计延迟校准，按读数",
             Meter(gas, "1.5", [("2023-01-21", "2024-01-21", "2024-02-01", "0.4"),
                                ("2024-02-01", "2025-02-01", None, None)], part={"2024-01": "0.3"})),
            ("gas-out-of-class", "流量计超差：按实际误差加",
             Meter(gas, "1.5", [("2023-02-15", "2024-02-15", "2024-02-11", "-2"),
                                ("2024-02-11", "2025-02-11", None, None)])),
            ("gas-error-at-the-limit", "流量计误差恰等于最大允许误差",
             Meter(gas, "1.5", [("2023-02-15", "2024-02-15", "2024-02-11", "1.5"),
                                ("2024-02-11", "2025-02-11", None, None)])),
            ("gas-late-and-out-of-class", "流量计延迟校准又超差",
             Meter(gas, "1.5", [("2023-02-10", "2024-02-10", "2024-02-20", "2.5"),
                                ("2024-02-20", "2025-02-20", None, None)], part={"2024-02": "1.5"})),
            ("gas-meter-never-calibrated", "流量计没有校准报告", Meter(gas, "1.5", []))):
        simple(SOLAR, name, title, exports, burn=lambda p, m=meter: p.burn(
            "天然气", "万Nm3", "389.31", "0.0153", "99", {"1": m}))

    def two(p):
        p.burn("天然气", "万Nm3", "389.31", "0.0153", "99", {"1": Meter(gas, "1.5", FAR)})
        p.burn("柴油", "t", "43.33", "0.0202", "98", {"油1": Meter(gas, "0.5", FAR),
                                                       "油2": Meter({"2024-01": "0.4", "2024-02": "0"}, "1", [])})
    simple(SOLAR, "two-fuels", "两种燃料，柴油两台流量计", exports, burn=two)
    simple(SOLAR, "other-fuel", "表外的燃料，自报计量单位", exports, burn=lambda p: p.burn(
        "炼厂干气", "万Nm3", "215.5", "0.0155", "99.5", {"1": Meter(gas, "1.5", FAR)}, own=True))
    simple(SOLAR, "fuel-outweighs", "停运月仍耗燃料：减排量为负", Meter({"2024-01": "0", "2024-02": "5"}, "0.2", FAR),
           burn=lambda p: p.burn("天然气", "万Nm3", "389.31", "0.0153", "99", {"1": Meter(gas, "1.5", FAR)}))

    c, p = case(SOLAR, "fuel-factor-missing", "缺低位发热量：无缺省")
    p.meter("1", "上网", exports)
    p.meter("2", "下网", Meter(flat(period, "12"), "0.5", FAR))
    p.factors("0.8", "0.4")
    row = "facility[F1]/fuel[柴油]"
    c.cell(f"{row}/CC", "0.0202", "tC/GJ")
    c.cell(f"{row}/OF", "98", "%")
    wire(c, f"{row}/fuel-meter[1]", Meter(gas, "0.5", FAR), FUEL, "t")
    c.expect("2024/baseline", p.baseline("2024"), "tCO2")
    c.expect("total", "absent")
    c.save()

    c, p = case(SOLAR, "whole-year", "全年：下半年一块表延迟校准，燃气与柴油", "2024-01..2024-12")
    sun = dict(zip(months("2024-01", "2024-12"), ("9120.4", "9870", "12650.5", "14020", "15880.25", "16010", "15230",
                                                  "14999", "13210.75", "11860", "9540", "8705")))
    p.meter("主1", "上网", Meter(sun, "0.2", [("2023-09-12", "2024-09-12", "2024-10-08", "0.15"),
                                            ("2024-10-08", "2025-10-08", None, None)]))
    p.meter("主2", "上网", Meter(dict.fromkeys(sun, "2500.5"), "0.2",
                               [("2023-09-12", "2024-09-12", "2024-09-10", "-0.24"),
                                ("2024-09-10", "2025-09-10", None, None)]))
    p.meter("下网", "下网", Meter(flat("2024-01..2024-12", "182.5"), "0.5",
                                [("2023-11-20", "2024-11-20", "2024-12-05", "0.2"),
                                 ("2024-12-05", "2025-12-05", None, None)]))
    p.factors("0.8922", "0.4407")
    p.burn("天然气", "万Nm3", "389.31", "0.0153", "99", {"1": Meter(flat("2024-01..2024-12", "3.2"), "1.5", [
        ("2023-12-01", "2024-12-01", None, None)])})
    p.burn("柴油", "t", "43.33", "0.0202", "98", {"1": Meter(flat("2024-01..2024-12", "1.1"), "0.5", [
        ("2023-12-15", "2024-12-15", "2024-12-14", "0.7"), ("2024-12-14", "2025-12-14", None, None)])})
    finish(c, [p])


def failing(method):
    """Filings that must leave findings."""
    fail("calibrations-overlap", "校准周期重叠", [
        "like cases/in-time.case",
        "facility[F1]/power-meter[1]/calibration[1]/应校日 = 2024-03-01",
        "facility[F1]/power-meter[1]/calibration[1]/周期始 = 2023-06-01",
        "facility[F1]/power-meter[1]/calibration[2]/周期始 = 2024-02-01",
        "facility[F1]/power-meter[1]/calibration[2]/应校日 = 2025-01-31",
        "facility[F1]/power-meter[1]/calibration[1]/实校日 = 2024-02-10",
        "finds check.calibration-overlap at facility[F1]/power-meter[1]/2024-02"], method)
    fail("weights-one-and-a-half", "权重之和不为1", [
        "like cases/in-time.case", "facility[F1]/ω_BM = 0.75", "finds check.weights-add-up at facility[F1]"], method)
    fail("fault-too-long", "故障后四十天才校准", [
        "like cases/in-time.case",
        "facility[F1]/power-meter[1]/meter-fault[1]/发现日 = 2024-01-05",
        "facility[F1]/power-meter[1]/meter-fault[1]/处置日 = 2024-02-14",
        "finds check.fault-within-30-days at facility[F1]/power-meter[1]/meter-fault[1]"], method)
    fail("reading-in-kilowatt-hours", "电量单位写成千克", [
        "like cases/in-time.case", "facility[F1]/power-meter[1]/2024-01/EG_表 = 3100 kg",
        "finds intake.unit at facility[F1]/power-meter[1]/2024-01/EG_表"], method)
    fail("no-import-meter", "没有下网电量", [
        "like cases/in-time.case", "without facility[F1]/power-meter[2]",
        "finds check.import-metered at facility[F1]"], method)


def fail(name, title, lines, method):
    c = Case(method, name, title, "", "failing")
    c.lines = [lines[0], f"title {title}", *lines[1:]]
    c.save()


if __name__ == "__main__":
    for edition in (SOLAR, WIND):
        both(edition)
        failing(edition)
    solar()
