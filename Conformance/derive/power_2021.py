"""Cases of sectors/power/mee-2021."""

from fractions import Fraction as F

from power_cases import GOOD, Edition, daily, failing
from power_mee import Plant

E = "mee-2021"
EDITION = Edition(E)


def stated_before_default():
    """What is stated goes before what stands behind it in the guide's order of preference."""
    p = EDITION.gas_plant("gas-carbon-measured", "天然气热值和含碳量实测", "2021-05")
    p.run("G1", "2021-05", "230000", "4600", "35", {"GT1": "700"})
    p.burn("G1", "天然气", "2021-05", "4200", "385.27", "0.0151")
    p.finish()

    p = Plant(E, "daily-before-monthly", "日水分、日热值先于月值", "2021-03", "2021-03")
    p.unit("1")
    p.run("1", "2021-03", "150000", "8000", "120.5", {"#1": "620"})
    p.condensing("1")
    p.coal("1", "燃煤", "2021-03", daily=daily("2021-03", 1980, 9, 20), c_ad="56.37", m_ad="3.12")
    at = "unit[1]/coal[燃煤]/2021-03"
    p.case.put(f"{at}/M_ar月 = 12 %", f"{at}/NCV_月 = 19 GJ/t@ar")
    item = p.units["1"]["coal"]["燃煤"]["2021-03"]
    p.case.expect(f"{at}/M_ar", item["M_ar"])
    p.case.expect(f"{at}/NCV_ar", item["NCV"], "GJ/t@ar")
    p.finish()

    p = Plant(E, "one-member-stopped", "母管制，一台全月停运", "2021-04", "2021-04")
    p.unit("1-2", (("#1", "25"), ("#2", "50")))
    p.condensing("1-2")
    p.run("1-2", "2021-04", "16000", "1300", "15", {"#1": "690"})
    p.case.put('unit[1-2]/member[#2]/t_运行 not occurring "检修"')
    p.coal("1-2", "燃煤", "2021-04", ledger="9000", moisture="10", ncv="18.8", c_ad="52.80")
    p.finish(["2021-04"])

    EDITION.filed_on("2022-02", "2022-03-15", "monthly-filing", "-monthly", "650")


def passing():
    stated_before_default()
    EDITION.annual_means("2021-03", "2021-04")
    month = "2021-03"
    EDITION.both_bases(month)
    EDITION.one_month("one-month-ledger", "一机组一月，台账煤量，实测元素碳", month, **GOOD)
    EDITION.one_month("dry-basis", "元素碳为干燥基", month, ledger="63000", moisture="12", ncv="20.5",
                      c_d="62.5")
    EDITION.one_month("laboratory-not-accredited", "检测机构无资质，落到缺省含碳量", month,
                      accredited=False, **GOOD)
    EDITION.one_month("carbon-not-measured", "元素碳未实测", month, ledger="63000", moisture="10",
                      ncv="21.3")
    EDITION.one_month("nothing-measured", "热值和元素碳均未实测：26.7 × 0.03356", month, ledger="63000")
    EDITION.one_month("default-chosen", "有实测而选择缺省", month, choice="default", **GOOD)
    EDITION.one_month("daily-coal", "逐日入炉煤、水分和热值", month, daily=daily(month, 1980, 9, 20),
                      c_ad="56.37", m_ad="3.12")
    EDITION.one_month("report-after-40-days", "2021年版不设40日期限：出具晚也用实测", month,
                      issued="2021-06-30", **GOOD)
    EDITION.biomass_two_coals_oil("2021-11")

    p = EDITION.gas_plant("gas-unit", "燃气机组，含碳量缺省", "2021-05", "2021-06")
    for m, amount in (("2021-05", "4200"), ("2021-06", "3900")):
        p.run("G1", m, "230000", "4600", "35", {"GT1": "700"})
        p.burn("G1", "天然气", m, amount, "385.27" if m == "2021-06" else None)
    p.finish(["2021-05"])

    EDITION.every_fuel("2021-05")
    for day in ("2022-03-14", "2022-03-15"):
        EDITION.filed_on("2021-05", day, "annual-report")

    p = Plant(E, "ignition-oil", "燃煤加点火柴油", "2021-01", "2021-02")
    p.unit("1")
    p.condensing("1")
    for m in p.months:
        p.run("1", m, "140000", "7500", "0", {"#1": "600"})
        p.coal("1", "燃煤", m, ledger="60300", moisture="10", ncv="20.1", c_ad="57.60")
        p.burn("1", "柴油", m, "12.6")
    p.finish()

    EDITION.heat_and_power("热电联产一季度：供热比和两个强度", "2021-01", "2021-03", lambda i: "58.08",
                           ["2021-02"])

    p = Plant(E, "header-plant", "母管制两台合并：小时数和负荷系数按容量加权", "2021-04", "2021-05")
    p.unit("1-2", (("#1", "25"), ("#2", "50")))
    p.condensing("1-2")
    p.run("1-2", "2021-04", "38000", "2900", "15", {"#1": "600", "#2": "660"})
    p.run("1-2", "2021-05", "30000", "2500", "18", {"#1": "0", "#2": "720"})
    for m in p.months:
        p.coal("1-2", "燃煤", m, ledger="27000", moisture="10", ncv="18.8", c_ad="52.80")
    p.finish(p.months)

    p = Plant(E, "shared-power", "公用购入电量按运行机组台数分摊", "2021-07", "2021-07")
    p.unit("1", (("#1", "25"), ("#2", "50")))
    p.unit("3", (("#3", "100"),))
    p.condensing("1", "3")
    p.run("1", "2021-07", "40000", "3000", "5", {"#1": "650", "#2": "700"})
    p.run("3", "2021-07", "60000", "4100", "7", {"#3": "690"})
    for k in ("1", "3"):
        p.coal(k, "燃煤", "2021-07", ledger="26100", moisture="10", ncv="19.9", c_ad="57.60")
    p.shared["2021-07"] = F(100)
    p.finish(["2021-07"])

    p = Plant(E, "two-coals", "两种煤，一种实测，一种缺省", "2021-08", "2021-09")
    p.unit("1")
    p.condensing("1")
    for m in p.months:
        p.run("1", m, "150000", "8100", "20", {"#1": "630"})
        p.coal("1", "混煤", m, ledger="36000", moisture="10", ncv="20.5", c_ad="57.60")
        p.coal("1", "煤泥", m, ledger="9000", moisture="25", ncv="13.2")
    p.finish(["2021-08"])

    p = Plant(E, "biomass-share", "掺烧生物质：热量占比备查，不扣减排放", "2021-10", "2021-10")
    p.unit("1", (("#1", "30"),), biomass="90")
    p.run("1", "2021-10", "18000", "1700", "9", {"#1": "640"}, ("60000", "270000", "300"))
    p.coal("1", "燃煤", "2021-10", ledger="9900", moisture="10", ncv="20", c_ad="57.60")
    p.finish()

    p = Plant(E, "commissioned-in-may", "五月十七日投产的机组", "2021-04", "2021-06")
    p.unit("1", valid=" from 2021-05-17", members=(("#1", "300", "from 2021-05-17"),))
    p.condensing("1")
    for m, amount in (("2021-05", "27000"), ("2021-06", "63000")):
        p.run("1", m, str(int(amount) * 2), "4000", "200", {"#1": "330"})
        p.coal("1", "燃煤", m, ledger=amount, moisture="10", ncv="20.5", c_ad="57.60")
    p.finish(["2021-05"])

    p = Plant(E, "year-2020", "2020年数据，2021年3月提交：电网因子0.6101", "2020-12", "2020-12",
              filed="2021-03-31")
    p.unit("1")
    p.condensing("1")
    p.run("1", "2020-12", "150000", "8000", "1000", {"#1": "620"})
    p.coal("1", "燃煤", "2020-12", ledger="63000", moisture="10", ncv="20.5", c_ad="57.60")
    p.finish()


if __name__ == "__main__":
    passing()
    failing()
    p = Plant(E, "carbon-repeated", "元素碳连续三月相同", "2021-01", "2021-03", failing=True)
    p.unit("1")
    p.condensing("1")
    for m in p.months:
        p.run("1", m, "150000", "8000", "120", {"#1": "620"})
        p.coal("1", "燃煤", m, ledger="63000", moisture="10", ncv="20.5", c_ad="57.60")
    p.fail("finds check.carbon-repeated at unit[1]/coal[燃煤]")
