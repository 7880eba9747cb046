"""Cases of ccer/grid-renewables/cm-001-v01: general knowledge of ACM0002, made-up projects.

BE = EG x EF; EG of a new plant is its export, of another its export less the historical mean and one
deviation, or what the new unit exports by its own meter; EF = w_OM OM + w_BM BM. Project: reservoirs of 4 to
10 W/m2 90 kg a MWh generated; geothermal (w_CO2 + 21 w_CH4) x steam; fossil fuel.
"""

from common import CO2_C as CARBON
from common import rest
from power_lib import Case, months, total
from reduction_lib import F

METHOD = "ccer/grid-renewables/cm-001-v01"
WEIGHTS = {("风电", 1): ("0.75", "0.25"), ("风电", 2): ("0.75", "0.25"), ("光伏", 1): ("0.75", "0.25"),
           ("光伏", 2): ("0.75", "0.25"), ("水电", 1): ("0.5", "0.5"), ("水电", 2): ("0.25", "0.75"),
           ("地热", 1): ("0.5", "0.5"), ("地热", 2): ("0.25", "0.75"), ("潮汐", 1): ("0.5", "0.5"),
           ("潮汐", 2): ("0.25", "0.75")}
PERIODS = {1: "第一计入期", 2: "以后计入期"}


def case(name, title, sites, period="2024-01..2024-02", total_is=None):
    """sites: {name: dict}; all months carry the same amounts."""
    c = Case(METHOD, name, title, period)
    span = months(*period.split(".."))
    years = sorted({m[:4] for m in span})
    base = {y: [] for y in years}
    extra = {y: [] for y in years}
    fires = {y: [] for y in years}
    later = []
    for key, s in sites.items():
        row = f"facility[{key}]"
        kind, number = s["kind"], s.get("number", 1)
        c.cell(f"{row}/技术", kind)
        c.cell(f"{row}/项目类别", s.get("work", "新建"))
        c.cell(f"{row}/计入期序", PERIODS[number])
        for m in span:
            c.cell(f"{row}/{m}/EG_facility", s["export"], "MWh")
            if "new" in s:
                c.cell(f"{row}/{m}/EG_新增", s["new"], "MWh")
        for name_, value in (("EG_historical", s.get("past")), ("σ_historical", s.get("sigma"))):
            if value:
                c.cell(f"{row}/{name_}", value, "MWh")
        om, bm = s.get("factors", ("0.9", "0.4"))
        wom, wbm = map(F, WEIGHTS[kind, number])
        if kind == "水电":
            c.cell(f"{row}/有水库", "yes" if "dam" in s else "no")
        if "dam" in s:
            cap, cap0, area, area0 = s["dam"]
            for n, v, u in (("Cap_PJ", cap, "MW"), ("Cap_BL", cap0, "MW"), ("A_PJ", area, "m2"), ("A_BL", area0, "m2")):
                c.cell(f"{row}/{n}", v, u)
            for m in span:
                c.cell(f"{row}/{m}/TEG", s["made"], "MWh")
            density = rest((F(cap) - F(cap0)) * 10 ** 6 / (F(area) - F(area0)))
            later.append((f"{row}/PD", density, "W/m2"))
        if kind == "地热":
            for m in span:
                c.cell(f"{row}/{m}/M_steam", s["steam"][0], "t")
        if not s.get("fuels"):
            c.put(f'{row}/fuel not occurring "不消耗"')
        for y in years:
            n = sum(m.startswith(y) for m in span)
            c.cell(f"{row}/{y}/EF_OM", om, "tCO2/MWh")
            c.cell(f"{row}/{y}/EF_BM", bm, "tCO2/MWh")
            export = F(s["export"]) * n
            if s.get("work", "新建") == "新建":
                net = export
            elif s.get("work") == "扩容" and "new" in s:
                net = F(s["new"]) * n
            else:
                net = export - F(s.get("past", 0)) - F(s.get("sigma", 0))
            factor = rest(F(om) * wom + F(bm) * wbm)
            base[y].append(rest(rest(net) * factor))
            later += [(f"{row}/{y}/EG_PJ", rest(net), "MWh"), (f"{row}/{y}/EF_CM", factor, "tCO2/MWh")]
            if "dam" in s:
                out = rest(F(s["made"]) * n * 90 / 1000) if density <= 10 else F(0)
                extra[y].append(out)
                later.append((f"{row}/{y}/PE_HP", out, "tCO2e(sar)"))
            if kind == "地热":
                steam, co2, ch4 = s["steam"]
                c.cell(f"{row}/{y}/w_CO2", co2, "tCO2/t")
                c.cell(f"{row}/{y}/w_CH4", ch4, "tCH4/t")
                out = rest((F(co2) + F(ch4) * 21) * F(steam) * n)
                extra[y].append(out)
                later.append((f"{row}/{y}/PE_GP", out, "tCO2e(sar)"))
            for fuel, (unit, fc, ncv, cc, of) in s.get("fuels", {}).items():
                f = f"{row}/fuel[{fuel}]/{y}"
                c.cell(f"{f}/FC", fc, unit)
                c.cell(f"{f}/NCV", ncv, f"GJ/{unit}")
                c.cell(f"{f}/CC", cc, "tC/GJ")
                c.cell(f"{f}/OF", of, "%")
                fires[y].append(rest(F(fc) * F(ncv) * F(cc) * F(of) / 100 * CARBON))
                later.append((f"{f}/PE_FF", fires[y][-1], "tCO2"))
    if total_is:
        c.expect("total", total_is)
        return c.save()
    results = []
    for y in years:
        be = total(base[y])
        has = extra[y] or fires[y]
        pe = rest(sum(extra[y] + fires[y], F(0)))
        results.append(rest(be - pe))
        c.expect(f"{y}/baseline", be, "tCO2")
        c.expect(f"{y}/project", pe if has else "not occurring", "tCO2e(sar)")
        c.expect(f"{y}/reduction", results[-1], "tCO2e(sar)")
    for n, v, u in later:
        c.expect(n, v, u)
    c.expect("total", total(results), "tCO2e(sar)")
    c.save()


if __name__ == "__main__":
    case("wind", "新建风电", {"F1": {"kind": "风电", "export": "8000.5"}})
    case("technologies", "五种技术，第一计入期", {
        "风": {"kind": "风电", "export": "100"}, "光": {"kind": "光伏", "export": "200"},
        "水": {"kind": "水电", "export": "400"}, "潮": {"kind": "潮汐", "export": "800"},
        "热": {"kind": "地热", "export": "1600", "steam": ("1000", "0.004", "0.0002")}})
    case("technologies-later", "五种技术，以后计入期", {
        "风": {"kind": "风电", "export": "100", "number": 2}, "光": {"kind": "光伏", "export": "200", "number": 2},
        "水": {"kind": "水电", "export": "400", "number": 2}, "潮": {"kind": "潮汐", "export": "800", "number": 2},
        "热": {"kind": "地热", "export": "1600", "number": 2, "steam": ("1000", "0.004", "0.0002")}})
    case("two-years", "跨年监测期，逐年因子", {"F1": {"kind": "光伏", "export": "1000", "factors": ("0.8042", "0.2135")}},
         "2023-11..2024-03")
    case("enlarged-metered", "扩容，新机组单独计量",
         {"F1": {"kind": "风电", "work": "扩容", "export": "900", "new": "300.25", "past": "1000", "sigma": "55.5"}})
    case("enlarged-historical", "扩容，减历史平均与标准差",
         {"F1": {"kind": "水电", "work": "扩容", "export": "900", "past": "1000", "sigma": "55.5"}})
    case("refurbished", "改造", {"F1": {"kind": "风电", "work": "改造", "export": "900", "new": "111", "past": "1500", "sigma": "20"}})
    case("replaced-negative", "替代后发电不如从前：减排量为负",
         {"F1": {"kind": "风电", "work": "替代", "export": "500", "past": "1200", "sigma": "20"}})
    case("history-missing", "改造项目缺历史电量", {"F1": {"kind": "风电", "work": "改造", "export": "900"}},
         total_is="absent")
    for name, title, cap in (("reservoir-thin", "功率密度7 W/m2：计水库排放", "70"),
                             ("reservoir-ten", "功率密度恰为10 W/m2：仍计", "100"),
                             ("reservoir-dense", "功率密度大于10 W/m2：不计", "100.1")):
        case(name, title, {"F1": {"kind": "水电", "export": "9000", "made": "9100.5",
                                  "dam": (cap, "0", "10000000", "0")}})
    case("reservoir-enlarged", "扩大水库的功率密度按增量", {"F1": {
        "kind": "水电", "work": "扩容", "export": "9000", "past": "4000", "sigma": "10", "made": "9100.5",
        "dam": ("90", "40", "18000000", "9000000")}})
    case("geothermal-fuel", "地热并燃柴油、天然气", {"F1": {
        "kind": "地热", "export": "5000", "steam": ("42000", "0.0031", "0.00012"),
        "fuels": {"柴油": ("t", "12.5", "43.33", "0.0202", "98"), "天然气": ("万Nm3", "1.2", "389.31", "0.0153", "99")}}})
    dam = {"kind": "水电", "export": "9000", "made": "9100.5", "dam": ("70", "0", "10000000", "0")}
    case("two-reservoirs", "两座水库", {"F1": dam, "F2": {**dam, "made": "2000"}})
    field = {"kind": "地热", "export": "5000", "steam": ("42000", "0.0031", "0.00012")}
    case("two-fields", "两处地热", {"F1": field, "F2": {**field, "steam": ("1000", "0.005", "0.0001")}})
    case("other-fuel", "其他化石燃料", {"F1": {
        "kind": "光伏", "export": "10", "fuels": {"其他化石燃料（吨）": ("t", "10", "40.5", "0.021", "97")}}})
    for name, title, lines in (
            ("biomass", "生物质直燃不适用", ["like cases/wind.case", "facility[F1]/技术 = 生物质直燃",
                                     "finds check.no-biomass at facility[F1]", "finds lookup.key-not-found"]),
            ("reservoir-too-thin", "功率密度不大于4 W/m2", [
                "like cases/reservoir-thin.case", "facility[F1]/Cap_PJ = 40 MW",
                "finds check.reservoir-dense-enough at facility[F1]"])):
        c = Case(METHOD, name, title, "", "failing")
        c.lines = [lines[0], f"title {title}", *lines[1:]]
        c.save()
