"""Cases of sectors/power/mee-2022, with January to March 2022 under mee-2021."""

from fractions import Fraction as F

from power_cases import GOOD, Edition, daily, failing, report_late
from power_mee import Plant

E = "mee-2022"
ANNUAL = {"filed": "2023-03-20", "purpose": "annual-report"}
MONTHLY = {"filed": "2022-05-20", "purpose": "monthly-filing"}
EDITION = Edition(E, **ANNUAL)


def january_to_april(name, title, filing, days):
    """The cut across two editions: one annual total, owned by mee-2022."""
    p = Plant(E, name, title, "2022-01", "2022-04", **filing)
    p.unit("1")
    p.condensing("1")
    for i, m in enumerate(p.months):
        p.run("1", m, str(150000 - 1500 * i), "8000", "120.5", {"#1": str(640 - 5 * i)})
        common = {"c_ad": "57.60" if m != "2022-02" else None}
        if days:
            p.coal("1", "燃煤", m, daily=daily(m, 1980 + 30 * i, 9, 20), **common)
        else:
            p.coal("1", "燃煤", m, ledger=str(63000 - 900 * i), moisture="10", ncv="20.5",
                   **common)
    p.finish(p.months)


def year_of_the_header_plant():
    """Three boilers and two turbines on a header, 365 days, one late report, one unit that left."""
    p = Plant(E, "header-plant-year",
              "母管制全年：逐日煤量、一份报告迟到、生物质占比、五月十七日转让的机组、公用电量分摊",
              "2022-01", "2022-12", **ANNUAL)
    p.unit("母管", (("#1", "25"), ("#2", "50")), biomass="88")
    p.unit("3", (("#3", "100", "to 2022-05-17"),), valid=" to 2022-05-17")
    p.condensing("3")
    for i, m in enumerate(p.months):
        p.run("母管", m, str(33000 + 300 * i), "2700", "11.5",
              {"#1": str(600 + i), "#2": str(650 - 2 * i)},
              (str(90000 - 3000 * i), "560000", "400"))
        p.coal("母管", "燃煤", m, daily=daily(m, 600, 8, 21), m_ad="2.88",
               c_ad=f"5{6 + i % 3}.{10 + i}", issued="2022-10-15" if m == "2022-08" else None)
        p.shared[m] = F(100 + i)
        if m <= "2022-05":
            p.run("3", m, "62000" if m < "2022-05" else "33000", "4200", "3",
                  {"#3": "660" if m < "2022-05" else "380"})
            p.coal("3", "燃煤", m, ledger="27900" if m < "2022-05" else "14400", moisture="9.5",
                   ncv="20.2", c_ad="58.11", m_ad="3.4")
    p.finish(("2022-03", "2022-08"))


def passing():
    EDITION.annual_means("2022-04", "2022-05")
    month = "2022-04"
    EDITION.both_bases(month)
    january_to_april("january-to-april", "1-3月按2021年版、4月按2022年版，年度合计由2022年版给出",
                     ANNUAL, days=False)
    january_to_april("january-to-april-daily", "同上，逐日入炉煤", ANNUAL, days=True)
    january_to_april("january-to-april-filed-monthly", "同一数据按月度存证提交：电网因子0.5810",
                     MONTHLY, days=False)
    EDITION.one_month("report-on-day-40", "检测报告在月末后第40日出具", month, issued="2022-06-09", **GOOD)
    EDITION.one_month("report-on-day-41", "检测报告在月末后第41日出具：缺省", month, issued="2022-06-10",
                      **GOOD)
    EDITION.one_month("laboratory-not-accredited", "检测机构无资质：缺省0.03085", month,
                      accredited=False, **GOOD)
    EDITION.one_month("nothing-measured", "均未实测：26.7 × 0.03085", month, ledger="63000")
    EDITION.one_month("dry-basis", "元素碳为干燥基", month, ledger="63000", moisture="12", ncv="20.5",
                      c_d="62.5")
    EDITION.one_month("default-chosen", "有实测而选择缺省", month, choice="default", **GOOD)
    EDITION.one_month("filed-monthly", "四月存证：电网因子0.5810", month, MONTHLY, **GOOD)
    EDITION.one_month("daily-coal", "逐日入炉煤、水分和热值", month, daily=daily(month, 1980, 9, 20),
                      c_ad="56.37", m_ad="3.12")
    EDITION.heat_and_power("热电联产两个月，其中一月为2021年版", "2022-03", "2022-04", lambda i: None,
                           ["2022-03", "2022-04"])
    EDITION.every_fuel("2022-05")
    EDITION.filed_on("2022-12", "2023-02-06", "annual-report")
    EDITION.filed_on("2022-12", "2023-02-07", "annual-report")
    EDITION.filed_on("2022-12", "2023-02-07", "monthly-filing", "-monthly")
    EDITION.dry_basis(month, ANNUAL, "2022-06-09", "2022-06-10")
    EDITION.biomass_two_coals_oil("2022-11")

    p = EDITION.gas_plant("gas-unit", "燃气机组", "2022-04", "2022-05")
    for m in p.months:
        p.run("G1", m, "230000", "4600", "35", {"GT1": "700"})
        p.burn("G1", "天然气", m, "4200", "385.27")
    p.finish()
    year_of_the_header_plant()


if __name__ == "__main__":
    passing()
    failing(E, "2022-04", "2022-06-02", "monthly-filing")
    report_late(E, "2022-04", "2022-06-30", "2022-06-02")
