"""The cases that the editions of the MEE power guides share, each with its own edition, months and day of filing."""

from power_mee import FUELS, Plant, days_of

GOOD = {"ledger": "63000", "moisture": "10", "ncv": "20.5", "c_ad": "57.60"}
GOOD_RUN = {"generation": "150000", "own": "8000", "purchased": "120", "hours": {"#1": "620"}}


def daily(month, start, water, heat):
    """A plausible month of days: amounts, moistures and heats that vary."""
    rows = []
    for i, _ in enumerate(days_of(month)):
        rows.append((str(start + 30 * (i % 7)), f"{water + i % 3}.{i % 10}",
                     f"{heat}.{100 + 37 * i % 800:03}"))
    return rows


class Edition:
    """The cases of one edition; `filing` is the filing date and purpose, where they are not those of 2021."""

    def __init__(self, name, **filing):
        self.name, self.filing = name, filing

    def plant(self, name, title, first, last=None, **filing):
        return Plant(self.name, name, title, first, last or first, **{**self.filing, **filing})

    def one_month(self, name, title, month, filing=None, kind="常规燃煤", **coal):
        """One condensing unit, one month, one coal."""
        p = self.plant(name, title, month, **(filing or {}))
        p.unit("1", kind=kind)
        p.run("1", month, "150000", "8000", "120.5", {"#1": "620"})
        p.condensing("1")
        p.coal("1", "燃煤", month, **coal)
        p.finish([month])

    def gas_plant(self, name, title, first, last=None, **filing):
        """A gas unit that has yet to run and burn."""
        p = self.plant(name, title, first, last, **filing)
        p.unit("G1", (("GT1", "400"),), "燃气")
        p.condensing("G1")
        return p

    def annual_means(self, first, last):
        """Two unequal months of one coal: the annual means are weighted by what was burnt."""
        p = self.plant("annual-means", "全年含碳量和热值按煤量加权", first, last)
        p.unit("1")
        p.condensing("1")
        for m, amount, heat, carbon in zip(p.months, ("63000", "21000"), ("20.5", "19.3"),
                                           ("57.60", "54.12")):
            p.run("1", m, str(int(amount) * 2), "8000", "120.5", {"#1": "620"})
            p.coal("1", "燃煤", m, ledger=amount, moisture="10", ncv=heat, c_ad=carbon)
        p.finish(annual=["1"])

    def every_fuel(self, month):
        p = self.gas_plant("every-fuel", "表中每一种燃油和燃气", month)
        p.run("G1", month, "230000", "4600", "35", {"GT1": "700"})
        for i, name in enumerate(FUELS):
            p.burn("G1", name, month, str(100 + 7 * i), "169.9" if name == "焦炉煤气" else None)
        p.finish()

    def filed_on(self, month, day, purpose, suffix="", hours="700"):
        """Power bought at the factor of the day of filing."""
        p = self.gas_plant(f"filed-{day}{suffix}", f"{day}{'存证' if hours == '650' else '提交'}的电网因子", month,
                           filed=day, purpose=purpose)
        p.run("G1", month, "230000", "4600", "1000", {"GT1": hours})
        p.burn("G1", "天然气", month, "4200")
        p.finish()

    def both_bases(self, month, filing=None):
        self.one_month("both-bases", "空干基和干燥基都实测：先取空干基", month, filing, c_d="62.5", **GOOD)

    def dry_basis(self, month, filing, day_40, day_41):
        """What is measured dry, in time and late."""
        dry = {"ledger": "63000", "moisture": "12", "ncv": "20.5", "c_d": "62.5"}
        self.one_month("dry-basis-on-day-40", "干燥基，第40日出具", month, filing, issued=day_40, **dry)
        self.one_month("dry-basis-on-day-41", "干燥基，第41日出具：缺省", month, filing, issued=day_41, **dry)
        self.one_month("dry-basis-not-accredited", "干燥基，机构无资质：缺省", month, filing,
                       accredited=False, **dry)

    def biomass_two_coals_oil(self, month):
        p = self.plant("biomass-two-coals-oil", "两种煤、点火油与生物质", month)
        p.unit("1", (("#1", "30"), ("#2", "60")), biomass="90")
        p.run("1", month, "48000", "4700", "9", {"#1": "640", "#2": "600"},
              ("160000", "720000", "300"))
        p.coal("1", "混煤", month, ledger="9900", moisture="10", ncv="20", c_ad="57.60")
        p.coal("1", "煤泥", month, ledger="4500", moisture="20", ncv="13")
        p.burn("1", "柴油", month, "30")
        p.burn("1", "燃料油", month, "12")
        p.finish([month])

    def heat_and_power(self, title, first, last, carbon, checked):
        """A unit that sells heat; the measured carbon of each month in `carbon`, None for the default."""
        p = self.plant("heat-and-power", title, first, last)
        p.unit("1", (("#1", "135"),))
        for i, m in enumerate(p.months):
            p.run("1", m, str(70000 - 900 * i), "6300", "48.2", {"#1": "650"},
                  (str(210000 - 30000 * i), "840000", "1100"))
            p.coal("1", "燃煤", m, ledger=str(45000 - 900 * i), moisture="9", ncv="21.2", c_ad=carbon(i))
        p.finish(checked)


GOOD = {"ledger": "63000", "moisture": "10", "ncv": "20.5", "c_ad": "57.60"}
GOOD_RUN = {"generation": "150000", "own": "8000", "purchased": "120", "hours": {"#1": "620"}}


def plant(name, title, coal=None, run=None, heat=None, month="2021-03", edition="mee-2021",
          filed="2022-03-31", purpose="annual-report", kind="常规燃煤", extra=()):
    """A filing of one unit, sound but for what is given."""
    p = Plant(edition, name, title, month, month, filed, purpose, failing=True)
    p.unit("1", kind=kind)
    p.run("1", month, heat=heat, **{**GOOD_RUN, **(run or {})})
    if not heat:
        p.condensing("1")
    p.coal("1", "燃煤", month, **{**GOOD, **(coal or {})})
    p.case.put(*extra)
    return p


def failing(edition="mee-2021", month="2021-03", filed="2022-03-31", purpose="annual-report"):
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


def report_late(edition, month, issued, filed):
    """A report that comes too late although the measured value is chosen."""
    p = plant("report-late", "检测报告逾期", {"issued": issued, "choice": "measured-ad"}, month=month,
              edition=edition, filed=filed, purpose="monthly-filing")
    p.fail(f"finds check.report-late at unit[1]/coal[燃煤]/{month}",
           f"finds check.alternative-coal-carbon at unit[1]/coal[燃煤]/{month}")
