"""Cases of sectors/power/mee-2022-12."""

from fractions import Fraction as F

from power_cases import GOOD, Edition, daily, failing, plant, report_late
from power_mee import Plant

E = "mee-2022-12"
MONTHLY = {"filed": "2023-05-20", "purpose": "monthly-filing"}
ANNUAL = {"filed": "2023-12-20", "purpose": "annual-report"}
EDITION = Edition(E, **ANNUAL)


def simple(name, title, filing=MONTHLY, **coal):
    EDITION.one_month(name, title, "2023-04", filing, **coal)


def passing():
    EDITION.annual_means("2023-04", "2023-05")
    EDITION.both_bases("2023-04", MONTHLY)
    simple("one-month-ledger", "一机组一月，实测元素碳", **GOOD)
    simple("daily-coal", "逐日入炉煤、水分和热值", daily=daily("2023-04", 1980, 9, 20),
           c_ad="56.37", m_ad="3.12")
    simple("dry-basis", "元素碳为干燥基", ledger="63000", moisture="12", ncv="20.5", c_d="62.5")
    simple("conventional-default", "常规燃煤机组缺省0.03085", ledger="63000", moisture="10",
           ncv="20.5")
    simple("unconventional-default", "非常规燃煤机组缺省0.02858", kind="非常规燃煤",
           ledger="90000", moisture="18", ncv="11.7")
    simple("unconventional-measured", "非常规燃煤机组实测", kind="非常规燃煤", ledger="90000",
           moisture="18", ncv="11.7", c_ad="36.00")
    simple("unconventional-nothing-measured", "非常规燃煤机组均未实测：26.7 × 0.02858",
           kind="非常规燃煤", ledger="90000")
    simple("report-on-day-40", "检测报告在月末后第40日出具", issued="2023-06-09", **GOOD)
    simple("report-on-day-41", "检测报告在月末后第41日出具", issued="2023-06-10", **GOOD)
    simple("laboratory-not-accredited", "检测机构无资质", accredited=False, **GOOD)
    simple("default-chosen", "有实测而选择缺省", choice="default", **GOOD)
    simple("annual-report", "年度报告用0.5703", filing=ANNUAL, **GOOD)

    EDITION.every_fuel("2023-05")
    EDITION.filed_on("2023-01", "2023-02-28", "monthly-filing", "-monthly")
    EDITION.filed_on("2023-01", "2023-03-01", "monthly-filing", "-monthly")
    EDITION.dry_basis("2023-04", MONTHLY, "2023-06-09", "2023-06-10")
    EDITION.biomass_two_coals_oil("2023-05")

    p = Plant(E, "gas-and-oil", "燃气机组备用柴油，焦炉煤气实测热值", "2023-01", "2023-03", **ANNUAL)
    p.unit("G1", (("GT1", "180"),), "燃气")
    p.condensing("G1")
    for i, m in enumerate(p.months):
        p.run("G1", m, str(90000 + 500 * i), "2100", "12", {"GT1": "600"})
        p.burn("G1", "天然气", m, str(1500 + 30 * i))
        p.burn("G1", "焦炉煤气", m, "600", "170.5")
        p.burn("G1", "柴油", m, "1.5")
    p.finish(["2023-02"])

    EDITION.heat_and_power("热电联产半年", "2023-01", "2023-06", lambda i: f"5{7 + i % 2}.{60 + 3 * i}",
                           ["2023-02", "2023-06"])

    p = Plant(E, "header-plant", "母管制合并与公用电量分摊", "2023-02", "2023-03", **ANNUAL)
    p.unit("母管", (("#1", "25"), ("#2", "50")), biomass="88")
    p.unit("3", (("#3", "100"),))
    p.condensing("3")
    for i, m in enumerate(p.months):
        p.run("母管", m, str(33000 + 300 * i), "2700", "11.5", {"#1": "600", "#2": "650"},
              ("90000", "560000", "400"))
        p.run("3", m, "62000", "4200", "3", {"#3": "640"})
        p.coal("母管", "燃煤", m, ledger="18000", moisture="10", ncv="21", c_ad="57.60")
        p.coal("3", "燃煤", m, ledger="27900", moisture="10", ncv="20.2", c_ad="55.68")
        p.shared[m] = F(100 + i)
    p.finish(["2023-02"])

    p = Plant(E, "unit-sold-in-may", "五月十七日转让的机组", "2023-04", "2023-06", **ANNUAL)
    p.unit("1", valid=" to 2023-05-17", members=(("#1", "300", "to 2023-05-17"),))
    p.condensing("1")
    for m, amount in (("2023-04", "63000"), ("2023-05", "31500")):
        p.run("1", m, str(int(amount) * 2), "4000", "20", {"#1": "300"})
        p.coal("1", "燃煤", m, ledger=amount, moisture="10", ncv="20.5", c_ad="57.60")
    p.finish(["2023-04"])


if __name__ == "__main__":
    passing()
    failing(E, "2023-04", "2023-05-20", "monthly-filing")
    report_late(E, "2023-04", "2023-06-30", "2023-05-20")
    p = plant("report-incomplete", "检测报告缺氢和硫", month="2023-04", edition=E,
                         filed="2023-05-20", purpose="monthly-filing")
    p.case.lines = [line for line in p.case.lines
                    if "/H_ad" not in line and "/S_ad" not in line]
    p.fail("finds check.report-complete at unit[1]/coal[燃煤]/2023-04")
    for purpose in ("annual-report", "monthly-filing"):
        p = plant(f"filed-2024-01-01-{purpose}", "2024年提交：没有电网因子", month="2023-05",
                             edition=E, filed="2024-01-01", purpose=purpose)
        p.fail("finds lookup.key-not-found at EF_电")
