"""Cases of the carbon-benefit methods of Guangdong (structures from memory): made-up participants.

Photovoltaics: what the systems made x a factor; the revision of 2022 takes 0.75 x 0.8042 + 0.25 x 0.2135.
Air conditioners: N x (baseline - efficient) kWh x factor. Heat pumps: N x heat x (factor / efficiency of the
replaced heater - grid factor / coefficient of performance), heat = water x 4.1868 MJ/(t K) x warming.
"""

import sys

from common import rest
from power_lib import Case, months, total
from reduction_lib import F

PV = "carbon-benefit/guangdong-distributed-pv"
AIR = "carbon-benefit/guangdong-air-conditioner/2017004-v01"
HEAT = "carbon-benefit/guangdong-heat-pump"
FINE = ("省内 = yes", "申报资格 = yes", "普惠 = yes", "额外 = yes", "另行申报 = no")


def conditions(c, row="facility[F1]", begin="2018-01-01", end="2019-01-01", lines=FINE):
    """The common conditions, all given."""
    c.cell(f"{row}/核算期始", begin)
    c.cell(f"{row}/核算期止", end)
    for line in lines:
        c.put(f"{row}/{line}")


def photovoltaic(edition, name, title, period, sites, factors=None, lines=FINE, creditable="yes"):
    """sites: {site: {system: {month: MWh} and optional span}}; factors by year, or None for the revision."""
    c = Case(f"{PV}/{edition}", name, title, period)
    span = months(*period.split("..")) if ".." in period else months(period + "-01", period + "-12")
    years = sorted({m[:4] for m in span})
    end = f"{int(span[-1][:4]) + (span[-1][5:] == '12')}-{int(span[-1][5:]) % 12 + 1:02}-01"
    made = {y: [] for y in years}
    missing = False
    for site, systems in sites.items():
        row = f"facility[{site}]"
        if lines:
            conditions(c, row, span[0] + "-01", end, lines)
        power = {y: [] for y in years}
        for system, readings in systems.items():
            if readings.get("span"):
                c.put(f"row {row}/system[{system}] {readings['span']}")
            for m in span:
                if m in readings:
                    c.cell(f"{row}/system[{system}]/{m}/EG_系统", readings[m], "MWh")
                    power[m[:4]].append(F(readings[m]))
                elif not readings.get("span"):
                    missing = True
        for y in years:
            if factors:
                c.cell(f"{row}/{y}/EF_grid", factors[y], "tCO2/MWh")
            factor = F(factors[y]) if factors else F("0.75") * F("0.8042") + F("0.25") * F("0.2135")
            if not missing:
                c.expect(f"{row}/{y}/EG_y", total(power[y]), "MWh")
            if not factors:
                c.expect(f"{row}/{y}/EF_grid", rest(factor), "tCO2/MWh")
            made[y].append(rest(total(power[y]) * rest(factor)))
    for y in years:
        if not missing:
            c.expect(f"{y}/baseline", total(made[y]), "tCO2")
            c.expect(f"{y}/reduction", total(made[y]), "tCO2")
        if creditable:
            c.put(f"expect {y}/creditable " + ("absent" if creditable == "absent" else f"= {creditable}"))
    c.expect("total", "absent" if missing else total([total(made[y]) for y in years]), "" if missing else "tCO2")
    c.save()


def photovoltaics():
    """Both editions."""
    year = dict(zip(months("2018-01", "2018-12"), ("0.31", "0.295", "0.402", "0.4415", "0.52", "0.498", "0.5605", "0.5301",
                                                   "0.477", "0.43", "0.3555", "0.3009")))
    fixed = {"2018": "0.7"}
    photovoltaic("2017003-v01", "one-year", "一年，三套系统", "2018", {"F1": {
        "甲": year, "乙": dict.fromkeys(year, "0.4"), "丙": dict.fromkeys(year, "1.25")}}, fixed)
    photovoltaic("2017003-v01", "two-years", "跨年：每年的因子各自填报", "2017-11..2018-02", {"F1": {
        "甲": dict(zip(months("2017-11", "2018-02"), ("0.4", "0.35", "0.3", "0.33")))}}, {"2017": "0.7", "2018": "0.65"})
    photovoltaic("2017003-v01", "joined-in-june", "六月十二日并网的系统", "2018", {"F1": {
        "甲": year, "新": {"span": "from 2018-06-12", **dict.fromkeys(months("2018-06", "2018-12"), "2.05")}}}, fixed)
    photovoltaic("2017003-v01", "two-sites", "两个项目", "2018", {"F1": {"甲": year}, "F2": {
        "乙": dict.fromkeys(year, "12.5")}}, fixed)
    photovoltaic("2017003-v01", "standing-still", "全年停用，零是数值", "2018", {"F1": {"甲": dict.fromkeys(year, "0")}}, fixed)
    photovoltaic("2017003-v01", "month-missing", "缺一个月", "2018", {"F1": {
        "甲": {m: v for m, v in year.items() if m != "2018-07"}}}, fixed, creditable=None)
    photovoltaic("2017003-v01", "conditions-undecided", "条件未答：是否可核证未定", "2018", {"F1": {"甲": year}}, fixed,
                 lines=(), creditable="absent")
    c = Case(f"{PV}/2017003-v01", "factor-missing", "没有因子就没有结果：本版无缺省", "2018-01..2018-02")
    for m in ("2018-01", "2018-02"):
        c.cell(f"facility[F1]/system[甲]/{m}/EG_系统", "0.5", "MWh")
    c.expect("2018/baseline", "absent")
    c.expect("total", "absent")
    c.save()
    later = {m.replace("2018", "2023"): v for m, v in year.items()}
    photovoltaic("2022-revision", "one-year", "一年，2019年度因子", "2023", {"F1": {
        "甲": later, "丙": dict.fromkeys(later, "1.25")}})
    photovoltaic("2022-revision", "two-years", "跨年，同一因子", "2022-11..2023-02", {"F1": {
        "甲": dict(zip(months("2022-11", "2023-02"), ("0.4", "0.35", "0.3", "0.33")))}})
    photovoltaic("2022-revision", "two-sites", "两个项目", "2023", {"F1": {"甲": later}, "F2": {
        "乙": dict.fromkeys(later, "12.5")}})
    for name, title, line, check in (("claimed-elsewhere", "在其他机制申报", "另行申报 = yes", "no-double-claim"),
                                     ("outside-province", "不在省内", "省内 = no", "in-region")):
        for edition in ("2017003-v01", "2022-revision"):
            failing(f"{PV}/{edition}", name, title, ["like cases/one-year.case", f"facility[F1]/{line}",
                                                   f"finds check.{check} at facility[F1]"])


def failing(method, name, title, lines):
    """A filing that must leave findings."""
    c = Case(method, name, title, "", "failing")
    c.lines = [lines[0], f"title {title}", *lines[1:]]
    c.save()


def finish(c, years, before, after):
    """Totals by year from the terms of rows."""
    gain = []
    for y in years:
        be, pe = total(before[y]), total(after[y])
        gain.append(rest(be - pe))
        c.expect(f"{y}/baseline", be, "tCO2")
        c.expect(f"{y}/project", pe, "tCO2")
        c.expect(f"{y}/reduction", gain[-1], "tCO2")
    c.expect("total", total(gain), "tCO2")


def conditioners():
    """Air conditioners."""
    def case(name, title, sites, factors, period="2018"):
        c = Case(AIR, name, title, period)
        years = sorted(factors)
        before, after = ({y: [] for y in years} for _ in range(2))
        for site, models in sites.items():
            conditions(c, f"facility[{site}]", f"{years[0]}-01-01", f"{int(years[-1]) + 1}-01-01")
            for y in years:
                c.cell(f"facility[{site}]/{y}/EF_grid", factors[y], "tCO2/MWh")
            for model, by_year in models.items():
                for y in years:
                    row = f"facility[{site}]/model[{model}]/{y}"
                    n, bl, pj = by_year[y] if isinstance(by_year, dict) else by_year
                    for key, value, unit in (("N", n, ""), ("EC_BL", bl, "kWh"), ("EC_PJ", pj, "kWh")):
                        c.cell(f"{row}/{key}", value, unit)
                    before[y].append(rest(F(n) * F(bl) / 1000 * F(factors[y])))
                    after[y].append(rest(F(n) * F(pj) / 1000 * F(factors[y])))
                    c.expect(f"{row}/BE_k", before[y][-1], "tCO2")
                    c.expect(f"{row}/PE_k", after[y][-1], "tCO2")
        finish(c, years, before, after)
        for y in years:
            c.put(f"expect {y}/creditable = yes")
        c.save()

    case("one-model", "一个型号", {"F1": {"A": ("1200", "620.5", "455")}}, {"2018": "0.8"})
    case("three-models", "三个型号", {"F1": {"A": ("1200", "620.5", "455"), "B": ("35", "1120", "890.75"),
                                        "C": ("0", "500", "400")}}, {"2018": "0.75"})
    case("two-years", "两年，台数与因子不同", {"F1": {"A": {"2018": ("1000", "620", "450"), "2019": ("1500", "620", "450")}}},
         {"2018": "0.8", "2019": "0.78"}, "2018-01..2019-12")
    case("two-applicants", "两个申报主体", {"F1": {"A": ("10", "620", "450")}, "F2": {"B": ("20", "600", "500")}}, {"2018": "0.8"})
    case("no-better", "与基准相同：减排量为零", {"F1": {"A": ("10", "500", "500")}}, {"2018": "0.8"})
    failing(AIR, "worse-than-baseline", "耗电高于基准", [
        "like cases/one-model.case", "facility[F1]/model[A]/2018/EC_PJ = 700 kWh",
        "finds check.more-efficient at facility[F1]/model[A]/2018"])
    failing(AIR, "not-authorised", "没有授权", [
        "like cases/one-model.case", "facility[F1]/申报资格 = no", "finds check.entitled at facility[F1]"])


def heaters():
    """Heat pump water heaters, both editions."""
    def case(edition, name, title, models, grid, gas=None, year="2018"):
        years = year if isinstance(year, tuple) else (year,)
        method = f"{HEAT}/{edition}"
        c = Case(method, name, title, f"{years[0]}-01..{years[-1]}-12" if years[1:] else years[0])
        conditions(c, "facility[F1]", f"{years[0]}-01-01", f"{int(years[-1]) + 1}-01-01")
        before, after = ({y: [] for y in years} for _ in range(2))
        for y in years:
            c.cell(f"facility[F1]/{y}/EF_grid", grid, "tCO2/MWh")
            if gas:
                c.cell(f"facility[F1]/{y}/EF_gas", gas, "tCO2/GJ")
        for model, (kind, n, water, hot, cold, eta, cop) in models.items():
            row = f"facility[F1]/model[{model}]"
            c.cell(f"{row}/基准热水器", kind)
            for i, y in enumerate(years):
                units = str(int(n) + 100 * i)
                for key, value, unit in (("N", units, ""), ("m_水", water, "t"), ("T_出", hot, "°C"), ("T_进", cold, "°C"),
                                         ("η_BL", eta, "%"), ("COP", cop, "")):
                    c.cell(f"{row}/{y}/{key}", value, unit)
                heat = rest(F(water) * F("4.1868") * (F(hot) - F(cold)) / 1000)
                electric = heat / F("3.6")
                if kind == "电热水器":
                    before[y].append(rest(F(units) * electric / (F(eta) / 100) * F(grid)))
                else:
                    before[y].append(rest(F(units) * heat / (F(eta) / 100) * F(gas)))
                after[y].append(rest(F(units) * electric / F(cop) * F(grid)))
                c.expect(f"{row}/{y}/Q_台", heat, "GJ")
                c.expect(f"{row}/{y}/BE_k", before[y][-1], "tCO2")
                c.expect(f"{row}/{y}/PE_k", after[y][-1], "tCO2")
        finish(c, years, before, after)
        for y in years:
            c.put(f"expect {y}/creditable = yes")
        c.save()

    case("2017005-v01", "two-years", "两年，台数增加", {"A": ("电热水器", "500", "36.5", "55", "21.5", "90", "3.6")}, "0.8",
         year=("2018", "2019"))
    case("2017005-v02", "two-years", "两年，台数增加", {"A": ("燃气热水器", "500", "36.5", "55", "21.5", "88", "3.6")}, "0.7",
         "0.0561", ("2020", "2021"))
    for edition, year in (("2017005-v01", "2018"), ("2017005-v02", "2020")):
        case(edition, "electric", "替代电热水器", {"A": ("电热水器", "500", "36.5", "55", "21.5", "90", "3.6")}, "0.8", year=year)
        case(edition, "gas", "替代燃气热水器", {"A": ("燃气热水器", "500", "36.5", "55", "21.5", "88", "3.6")}, "0.8",
             "0.0561", year)
        case(edition, "both", "两种基准，两个型号", {"A": ("电热水器", "500", "36.5", "55", "21.5", "90", "3.6"),
                                              "B": ("燃气热水器", "120", "40.25", "50", "20", "86.5", "4.1")}, "0.65", "0.056", year)
        case(edition, "negative", "性能系数低，替代燃气反而增排", {"A": ("燃气热水器", "10", "36.5", "55", "21.5", "95", "1.6")},
             "0.95", "0.0561", year)
        failing(f"{HEAT}/{edition}", "colder-than-cold", "热水低于冷水", [
            "like cases/electric.case", f"facility[F1]/model[A]/{year}/T_出 = 15 °C",
            f"finds check.warmer-out-than-in at facility[F1]/model[A]/{year}"])


if __name__ == "__main__":
    photovoltaics()
    conditioners()
    heaters()
    sys.exit(0)
