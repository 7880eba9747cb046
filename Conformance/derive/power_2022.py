"""Cases of sectors/power/mee-2022, with January to March 2022 under mee-2021."""

from fractions import Fraction as F

import power_2021
from power_mee import FUELS, Plant, annual_means, daily

E = "mee-2022"
ANNUAL = {"filed": "2023-03-20", "purpose": "annual-report"}
MONTHLY = {"filed": "2022-05-20", "purpose": "monthly-filing"}


def simple(name, title, month="2022-04", filing=ANNUAL, **coal):
    p = Plant(E, name, title, month, month, **filing)
    p.unit("1")
    p.run("1", month, "150000", "8000", "120.5", {"#1": "620"})
    p.condensing("1")
    p.coal("1", "燃煤", month, **coal)
    p.finish([month])


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
    annual_means(E, "2022-04", "2022-05", **ANNUAL)
    simple("both-bases", "空干基和干燥基都实测：先取空干基", ledger="63000", moisture="10",
           ncv="20.5", c_ad="57.60", c_d="62.5")
    january_to_april("january-to-april", "1-3月按2021年版、4月按2022年版，年度合计由2022年版给出",
                     ANNUAL, days=False)
    january_to_april("january-to-april-daily", "同上，逐日入炉煤", ANNUAL, days=True)
    january_to_april("january-to-april-filed-monthly", "同一数据按月度存证提交：电网因子0.5810",
                     MONTHLY, days=False)
    good = {"ledger": "63000", "moisture": "10", "ncv": "20.5", "c_ad": "57.60"}
    simple("report-on-day-40", "检测报告在月末后第40日出具", issued="2022-06-09", **good)
    simple("report-on-day-41", "检测报告在月末后第41日出具：缺省", issued="2022-06-10", **good)
    simple("laboratory-not-accredited", "检测机构无资质：缺省0.03085", accredited=False, **good)
    simple("nothing-measured", "均未实测：26.7 × 0.03085", ledger="63000")
    simple("dry-basis", "元素碳为干燥基", ledger="63000", moisture="12", ncv="20.5", c_d="62.5")
    simple("default-chosen", "有实测而选择缺省", choice="default", **good)
    simple("filed-monthly", "四月存证：电网因子0.5810", filing=MONTHLY, **good)
    simple("daily-coal", "逐日入炉煤、水分和热值", daily=daily("2022-04", 1980, 9, 20),
           c_ad="56.37", m_ad="3.12")

    p = Plant(E, "heat-and-power", "热电联产两个月，其中一月为2021年版", "2022-03", "2022-04", **ANNUAL)
    p.unit("1", (("#1", "135"),))
    for i, m in enumerate(p.months):
        p.run("1", m, str(70000 - 900 * i), "6300", "48.2", {"#1": "650"},
              (str(210000 - 30000 * i), "840000", "1100"))
        p.coal("1", "燃煤", m, ledger=str(45000 - 900 * i), moisture="9", ncv="21.2")
    p.finish(p.months)

    p = Plant(E, "every-fuel", "表中每一种燃油和燃气", "2022-05", "2022-05", **ANNUAL)
    p.unit("G1", (("GT1", "400"),), "燃气")
    p.condensing("G1")
    for m in p.months:
        p.run("G1", m, "230000", "4600", "35", {"GT1": "700"})
        for i, name in enumerate(FUELS):
            p.burn("G1", name, m, str(100 + 7 * i), "169.9" if name == "焦炉煤气" else None)
    p.finish()

    for name, day, purpose in (
            ("filed-2023-02-06", "2023-02-06", "annual-report"),
            ("filed-2023-02-07", "2023-02-07", "annual-report"),
            ("filed-2023-02-07-monthly", "2023-02-07", "monthly-filing")):
        p = Plant(E, name, f"{day}提交的电网因子", "2022-12", "2022-12", filed=day, purpose=purpose)
        p.unit("G1", (("GT1", "400"),), "燃气")
        p.condensing("G1")
        p.run("G1", "2022-12", "230000", "4600", "1000", {"GT1": "700"})
        p.burn("G1", "天然气", "2022-12", "4200")
        p.finish()

    dry = {"ledger": "63000", "moisture": "12", "ncv": "20.5", "c_d": "62.5"}
    simple("dry-basis-on-day-40", "干燥基，第40日出具", issued="2022-06-09", **dry)
    simple("dry-basis-on-day-41", "干燥基，第41日出具：缺省", issued="2022-06-10", **dry)
    simple("dry-basis-not-accredited", "干燥基，机构无资质：缺省", accredited=False, **dry)

    p = Plant(E, "biomass-two-coals-oil", "两种煤、点火油与生物质", "2022-11", "2022-11", **ANNUAL)
    p.unit("1", (("#1", "30"), ("#2", "60")), biomass="90")
    p.run("1", "2022-11", "48000", "4700", "9", {"#1": "640", "#2": "600"},
          ("160000", "720000", "300"))
    p.coal("1", "混煤", "2022-11", ledger="9900", moisture="10", ncv="20", c_ad="57.60")
    p.coal("1", "煤泥", "2022-11", ledger="4500", moisture="20", ncv="13")
    p.burn("1", "柴油", "2022-11", "30")
    p.burn("1", "燃料油", "2022-11", "12")
    p.finish(["2022-11"])

    p = Plant(E, "gas-unit", "燃气机组", "2022-04", "2022-05", **ANNUAL)
    p.unit("G1", (("GT1", "400"),), "燃气")
    p.condensing("G1")
    for m in p.months:
        p.run("G1", m, "230000", "4600", "35", {"GT1": "700"})
        p.burn("G1", "天然气", m, "4200", "385.27")
    p.finish()
    year_of_the_header_plant()


if __name__ == "__main__":
    passing()
    power_2021.failing(E, "2022-04", "2022-06-02", "monthly-filing")
    p = power_2021.plant("report-late", "检测报告逾期", {"issued": "2022-06-30", "choice": "measured-ad"},
                         month="2022-04", edition=E, filed="2022-06-02",
                         purpose="monthly-filing")
    p.fail("finds check.report-late at unit[1]/coal[燃煤]/2022-04",
           "finds check.alternative-coal-carbon at unit[1]/coal[燃煤]/2022-04")
