"""Cases of sectors/power/mee-2021."""

from fractions import Fraction as F

from power_mee import FUELS, Plant, annual_means, daily, months

E = "mee-2021"


def simple(name, title, month="2021-03", **coal):
    """One condensing unit, one month, one coal."""
    p = Plant(E, name, title, month, month)
    p.unit("1")
    p.run("1", month, "150000", "8000", "120.5", {"#1": "620"})
    p.condensing("1")
    p.coal("1", "燃煤", month, **coal)
    p.finish([month])


def stated_before_default():
    """What is stated goes before what stands behind it in the guide's order of preference."""
    p = Plant(E, "gas-carbon-measured", "天然气热值和含碳量实测", "2021-05", "2021-05")
    p.unit("G1", (("GT1", "400"),), "燃气")
    p.condensing("G1")
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

    p = Plant(E, "filed-2022-03-15-monthly", "2022-03-15存证的电网因子", "2022-02", "2022-02",
              filed="2022-03-15", purpose="monthly-filing")
    p.unit("G1", (("GT1", "400"),), "燃气")
    p.condensing("G1")
    p.run("G1", "2022-02", "230000", "4600", "1000", {"GT1": "650"})
    p.burn("G1", "天然气", "2022-02", "4200")
    p.finish()


def passing():
    stated_before_default()
    annual_means(E, "2021-03", "2021-04")
    simple("both-bases", "空干基和干燥基都实测：先取空干基", ledger="63000", moisture="10",
           ncv="20.5", c_ad="57.60", c_d="62.5")
    simple("one-month-ledger", "一机组一月，台账煤量，实测元素碳", ledger="63000", moisture="10",
           ncv="20.5", c_ad="57.60")
    simple("dry-basis", "元素碳为干燥基", ledger="63000", moisture="12", ncv="20.5", c_d="62.5")
    simple("laboratory-not-accredited", "检测机构无资质，落到缺省含碳量", ledger="63000",
           moisture="10", ncv="20.5", c_ad="57.60", accredited=False)
    simple("carbon-not-measured", "元素碳未实测", ledger="63000", moisture="10", ncv="21.3")
    simple("nothing-measured", "热值和元素碳均未实测：26.7 × 0.03356", ledger="63000")
    simple("default-chosen", "有实测而选择缺省", ledger="63000", moisture="10", ncv="20.5",
           c_ad="57.60", choice="default")
    simple("daily-coal", "逐日入炉煤、水分和热值", daily=daily("2021-03", 1980, 9, 20),
           c_ad="56.37", m_ad="3.12")
    simple("report-after-40-days", "2021年版不设40日期限：出具晚也用实测", ledger="63000",
           moisture="10", ncv="20.5", c_ad="57.60", issued="2021-06-30")

    p = Plant(E, "biomass-two-coals-oil", "两种煤、点火油与生物质", "2021-11", "2021-11")
    p.unit("1", (("#1", "30"), ("#2", "60")), biomass="90")
    p.run("1", "2021-11", "48000", "4700", "9", {"#1": "640", "#2": "600"},
          ("160000", "720000", "300"))
    p.coal("1", "混煤", "2021-11", ledger="9900", moisture="10", ncv="20", c_ad="57.60")
    p.coal("1", "煤泥", "2021-11", ledger="4500", moisture="20", ncv="13")
    p.burn("1", "柴油", "2021-11", "30")
    p.burn("1", "燃料油", "2021-11", "12")
    p.finish(["2021-11"])

    p = Plant(E, "gas-unit", "燃气机组，含碳量缺省", "2021-05", "2021-06")
    p.unit("G1", (("GT1", "400"),), "燃气")
    p.condensing("G1")
    for m, amount in (("2021-05", "4200"), ("2021-06", "3900")):
        p.run("G1", m, "230000", "4600", "35", {"GT1": "700"})
        p.burn("G1", "天然气", m, amount, "385.27" if m == "2021-06" else None)
    p.finish(["2021-05"])

    p = Plant(E, "every-fuel", "表中每一种燃油和燃气", "2021-05", "2021-05", **{"filed": "2022-03-31"})
    p.unit("G1", (("GT1", "400"),), "燃气")
    p.condensing("G1")
    for m in p.months:
        p.run("G1", m, "230000", "4600", "35", {"GT1": "700"})
        for i, name in enumerate(FUELS):
            p.burn("G1", name, m, str(100 + 7 * i), "169.9" if name == "焦炉煤气" else None)
    p.finish()

    for name, day, purpose in (
            ("filed-2022-03-14", "2022-03-14", "annual-report"),
            ("filed-2022-03-15", "2022-03-15", "annual-report")):
        p = Plant(E, name, f"{day}提交的电网因子", "2021-05", "2021-05", filed=day, purpose=purpose)
        p.unit("G1", (("GT1", "400"),), "燃气")
        p.condensing("G1")
        p.run("G1", "2021-05", "230000", "4600", "1000", {"GT1": "700"})
        p.burn("G1", "天然气", "2021-05", "4200")
        p.finish()

    p = Plant(E, "ignition-oil", "燃煤加点火柴油", "2021-01", "2021-02")
    p.unit("1")
    p.condensing("1")
    for m in p.months:
        p.run("1", m, "140000", "7500", "0", {"#1": "600"})
        p.coal("1", "燃煤", m, ledger="60300", moisture="10", ncv="20.1", c_ad="57.60")
        p.burn("1", "柴油", m, "12.6")
    p.finish()

    p = Plant(E, "heat-and-power", "热电联产一季度：供热比和两个强度", "2021-01", "2021-03")
    p.unit("1", (("#1", "135"),))
    for i, m in enumerate(p.months):
        p.run("1", m, str(70000 - 900 * i), "6300", "48.2", {"#1": "650"},
              (str(210000 - 30000 * i), "840000", "1100"))
        p.coal("1", "燃煤", m, ledger=str(45000 - 900 * i), moisture="9", ncv="21.2",
               c_ad="58.08")
    p.finish(["2021-02"])

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


GOOD = {"ledger": "63000", "moisture": "10", "ncv": "20.5", "c_ad": "57.60"}
GOOD_RUN = {"generation": "150000", "own": "8000", "purchased": "120", "hours": {"#1": "620"}}


def plant(name, title, coal=None, run=None, heat=None, month="2021-03", edition=E,
          filed="2022-03-31", purpose="annual-report", kind="常规燃煤", extra=()):
    p = Plant(edition, name, title, month, month, filed, purpose, failing=True)
    p.unit("1", kind=kind)
    p.run("1", month, heat=heat, **{**GOOD_RUN, **(run or {})})
    if not heat:
        p.condensing("1")
    p.coal("1", "燃煤", month, **{**GOOD, **(coal or {})})
    p.case.put(*extra)
    return p


def failing(edition=E, month="2021-03", filed="2022-03-31", purpose="annual-report"):
    """The checks that all editions share."""
    def make(*arguments, **named):
        return plant(*arguments, month=month, edition=edition, filed=filed, purpose=purpose,
                     **named)

    unit, coal = f"unit[1]/{month}", f"unit[1]/coal[燃煤]/{month}"
    make("net-instead-of-purchased", "购入使用电量填成净购入（负数）",
         run={"purchased": "-142000"}).fail(f"finds check.purchased-not-net at {unit}")
    p = make("balanced-by-hand", "台账与日入炉煤之和不一致",
             coal={"ledger": None, "moisture": None, "ncv": None,
                   "daily": daily(month, 1980, 9, 20), "m_ad": "3.12", "c_ad": "56.37"},
             extra=[f"unit[1]/coal[燃煤]/{month}/FC_台账 = 64000 t@ar"])
    p.case.expect(f"{coal}/FC", p.units["1"]["coal"]["燃煤"][month]["FC"], "t@ar")
    p.fail(f"finds check.daily-equals-ledger at {coal}")
    make("carbon-not-converted", "空干基水分与收到基水分填反，含碳量异常",
         coal={"c_ad": "74.40", "moisture": "4", "ncv": "20.5", "m_ad": "10"}).fail(
        f"finds check.carbon-per-heat-band at {coal}")
    make("elements-above-whole", "碳氢硫水分之和大于100%",
         coal={"c_ad": "57.60", "others": ("7.9", "35")}).fail(
        f"finds check.elements-within-whole at {coal}",
        f"finds intake.plausible at {coal}/S_ad")
    make("hours-above-month", "运行小时数超过当月", run={"hours": {"#1": "745"},
                                               "generation": "200000"}).fail(
        f"finds check.hours-within-month at unit[1]/member[#1]/{month}")
    make("load-factor-above-one", "发电量与容量不符", run={"generation": "250000"}).fail(
        f"finds check.load-factor-within-one at {unit}")
    make("supply-above-generation", "厂用电为负", run={"own": "-8000"}).fail(
        f"finds check.supplied-not-above-generated at {unit}")
    make("heat-ratio-above-one", "供热量大于锅炉产热量", heat=("900000", "840000", "8000")).fail(
        f"finds check.heat-ratio-within-one at {unit}")
    make("coal-not-as-received", "煤量按空干基填报",
         extra=[f"unit[1]/coal[燃煤]/{month}-01/FC_日 = 2000 t@ad"]).fail(
        f"finds intake.unit at unit[1]/coal[燃煤]/{month}-01/FC_日")
    p = make("power-in-tonnes", "购入电量单位错误")
    p.case.lines = [line.replace("AD_电 = 120 MWh", "AD_电 = 120 tCO2") for line in p.case.lines]
    p.fail(f"finds intake.unit at {unit}/AD_电")
    p = make("ncv-repeated", "热值连日相同",
             coal={"ledger": None, "moisture": None, "ncv": None,
                   "daily": [(a, b, "20.500") for a, b, _ in daily(month, 1980, 9, 20)],
                   "m_ad": "3.12", "c_ad": "56.37"})
    p.fail("finds check.ncv-repeated at unit[1]/coal[燃煤]")
    p = make("two-reports", "元素碳与水分不在同一份报告")
    p.case.lines = [line for line in p.case.lines if "M_ad@sample" not in line]
    p.case.put(f'sample S2 report "R-other" laboratory "省煤炭质检站" accredited yes '
               f"received {month}-28 issued {month}-28",
               f"{coal}/M_ad@sample = S2")
    p.fail(f"finds check.same-report at {coal}")


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
