"""Expected digits of sectors/power/ndrc-2013, computed by hand-written formulas."""

from fractions import Fraction as F

from common import CO2_C, GRID_2012, mean, rest
from power_lib import FUELS, Case, months, total

FOLDER = "sectors/power/ndrc-2013"
RANKS = {"无烟煤": "0.02749", "烟煤": "0.02618", "褐煤": "0.02797", "洗煤": "0.02541",
         "煤矸石": "0.02541", "煤泥": "0.02541"}
SORBENTS = {"CaCO3": "0.440", "MgCO3": "0.522", "Na2CO3": "0.415", "BaCO3": "0.223",
            "Li2CO3": "0.596", "K2CO3": "0.318", "SrCO3": "0.298"}
GRID_2011 = {"华北": "0.8967", "东北": "0.8189", "华东": "0.7129", "华中": "0.5955",
             "西北": "0.6860", "南方": "0.5748"}


def monthly(year, value):
    return {month: value for month in months(f"{year}-01", f"{year}-12")}


class Filing:
    """Lines of a filing beside the figures that follow from it."""

    def __init__(self, name, title, year=2013):
        self.case = Case(FOLDER, name, title, year)
        self.year = year
        self.case.put('row facility[F1] "一厂"')
        self.coal, self.fuel, self.sorbent, self.power = [], [], [], []

    def burn_coal(self, rank, consumption, ncv, cc=None, residues=None, efficiency=None):
        """consumption and ncv by month; residues: slag t, share, ash t, share."""
        row = f"coal[{rank}]"
        for month, amount in consumption.items():
            self.case.cell(f"{row}/{month}/FC_煤", amount, "t@ar")
            self.case.cell(f"{row}/{month}/NCV_煤", ncv[month], "GJ/t@ar")
        amounts = [F(v) for v in consumption.values()]
        fc = rest(sum(amounts))
        products = [rest(F(ncv[m]) * F(consumption[m])) for m in consumption]
        mean = rest(sum(products) / fc)
        self.case.stated(f"{row}/CC_煤", cc, "tC/GJ")
        carbon = F(cc or RANKS[rank])
        oxidation = F("0.98")
        if residues:
            slag, slag_share, ash, ash_share = residues
            self.case.cell(f"{row}/G_渣", slag, "t")
            self.case.cell(f"{row}/C_渣", slag_share, "%")
            self.case.cell(f"{row}/G_灰", ash, "t")
            self.case.cell(f"{row}/C_灰", ash_share, "%")
            self.case.stated(f"{row}/η_除尘", efficiency, "%")
            eta = F(efficiency or 99) / 100
            lost = F(slag) * F(slag_share) / 100 + F(ash) * F(ash_share) / 100 / eta
            oxidation = rest(1 - lost / (fc * mean * carbon))
        else:
            self.case.put(f"{row}/OF_煤@choice = default")
        emission = rest(fc * mean * carbon * oxidation * CO2_C)
        self.coal.append(emission)
        self.case.expect(f"{row}/OF_煤", oxidation)
        self.case.expect(f"{row}/E_煤", emission, "tCO2")

    def burn_fuel(self, name, amount, ncv=None, cc=None):
        row = f"fuel[{name}]"
        value, _ = self.case.burn(row, name, amount, ncv, cc)
        self.fuel.append(value)
        self.case.expect(f"{row}/E_油气", value, "tCO2")

    def desulphurise(self, name, amounts, content=None, conversion=None):
        row = f"sorbent[{name}]"
        for month, amount in amounts.items():
            self.case.cell(f"{row}/{month}/B", amount, "t")
        self.case.stated(f"{row}/I", content, "%")
        self.case.stated(f"{row}/TR", conversion, "%")
        used = rest(sum(F(v) for v in amounts.values()))
        share = F(content or 90) / 100
        value = rest(used * share * F(SORBENTS[name]) * F(conversion or 100) / 100)
        self.sorbent.append(value)

    def buy(self, amount, region, factor=None):
        self.case.cell("AD_电", amount, "MWh")
        self.case.cell("区域电网", region)
        self.power.append(rest(F(amount) * F(factor or GRID_2012[region])))

    def finish(self):
        for rows, name in ((self.coal, "coal"), (self.fuel, "fuel"), (self.sorbent, "sorbent")):
            if not rows:
                self.case.put(f'{name} not occurring "无"')
        parts = []
        for name, rows in (
            ("combustion-total", self.coal + self.fuel),
            ("desulphurisation-total", self.sorbent),
            ("power-emission", self.power),
        ):
            value = total(rows)
            parts.append(value)
            self.case.expect(name, "not occurring" if value is None else value, "tCO2")
        self.case.expect("total", total(parts), "tCO2")
        self.case.save()


def all_grids(folder, name, title, month):
    """One plant in each grid, nothing but power, unequal amounts."""
    case = Case(FOLDER, name, title, month, folder)
    for i, grid in enumerate(GRID_2012):
        case.put(f'row facility[F{i + 1}] "{grid}厂"',
                 f"facility[F{i + 1}]/AD_电 = {1000 + 100 * i} MWh",
                 f"facility[F{i + 1}]/区域电网 = {grid}")
    case.put(*[f'{name} not occurring "无"' for name in ("coal", "fuel", "sorbent")])
    return case


NATIONAL = F("0.6101")  # row 5.2.2 of the sheet


def captive(name, title, second=True, filed="2019-03-20"):
    """A coal unit with heat and a gas unit without; the sheet beside the guide's own boundary."""
    case = Case(FOLDER, name, title, "2018", filed=filed)
    case.put('row facility[1号] "1号机组（热电联产）"')
    if second:
        case.put('row facility[2号] "2号燃气机组"')
    coal_use, coal_heat = monthly(2018, "21500.5"), monthly(2018, "19.85")
    for month, amount in coal_use.items():
        case.cell(f"facility[1号]/coal[烟煤]/{month}/FC_煤", amount, "t@ar")
        case.cell(f"facility[1号]/coal[烟煤]/{month}/NCV_煤", coal_heat[month], "GJ/t@ar")
    case.put("facility[1号]/coal[烟煤]/CC_煤@choice = default",
             "facility[1号]/coal[烟煤]/OF_煤@choice = default")
    for month, amount in monthly(2018, "310").items():
        case.cell(f"facility[1号]/sorbent[CaCO3]/{month}/B", amount, "t")
    case.put("facility[1号]/sorbent[CaCO3]/I@choice = default",
             "facility[1号]/sorbent[CaCO3]/TR@choice = default")
    oil, _ = case.burn("facility[1号]/fuel[柴油]", "柴油", "86.4")
    case.put("facility[1号]/燃料类型 = 燃煤", "facility[1号]/P_机组 = 50 MW",
             "facility[1号]/压力参数 = 高压，循环流化床", "facility[1号]/冷却方式 = 闭式循环",
             "facility[1号]/AD_电 = -1250.5 MWh", "facility[1号]/区域电网 = 华北",
             "facility[1号]/AD_购用 = 1820.25 MWh", "facility[1号]/W_发电 = 310250 MWh",
             "facility[1号]/W_供电 = 281400.5 MWh", "facility[1号]/Q_供热 = 1650200 GJ",
             "facility[1号]/α_供热 = 42.5 %")
    used = rest(sum(F(v) for v in coal_use.values()))
    coal = rest(used * F("19.85") * F("0.02618") * F("0.98") * CO2_C)
    bought = rest(F("1820.25") * NATIONAL)
    first = rest(rest(coal + oil) + bought)
    case.expect("facility[1号]/E_表燃烧", rest(coal + oil), "tCO2")
    lime = rest(F("3720") * F("0.9") * F("0.440"))
    power = [rest(F("-1250.5") * F("0.8843"))]
    units = [first]
    if second:
        case.put('facility[2号]/coal not occurring "燃气"', 'facility[2号]/sorbent not occurring "无"')
        gas, _ = case.burn("facility[2号]/fuel[天然气]", "天然气", "6120.5")
        case.put("facility[2号]/燃料类型 = 燃气", "facility[2号]/P_机组 = 60 MW",
                 "facility[2号]/压力参数 = B级", "facility[2号]/AD_电 = 420 MWh",
                 "facility[2号]/区域电网 = 华北", "facility[2号]/AD_购用 = 420 MWh",
                 "facility[2号]/W_发电 = 251000 MWh", "facility[2号]/W_供电 = 246100 MWh")
        other = rest(gas + rest(F("420") * NATIONAL))
        units.append(other)
        power.append(rest(F("420") * F("0.8843")))
        case.expect("facility[2号]/E_表燃烧", gas, "tCO2")
        case.expect("facility[2号]/E_表", other, "tCO2")
        case.expect("facility[2号]/I_供电", rest(other / F("246100")), "tCO2/MWh")
        case.expect("facility[2号]/I_供热", "not occurring")
    else:
        gas = F(0)
    case.expect("facility[1号]/E_表购电", bought, "tCO2")
    case.expect("facility[1号]/E_表", first, "tCO2")
    case.expect("facility[1号]/I_供电", rest(first * (1 - F("0.425")) / F("281400.5")), "tCO2/MWh")
    case.expect("facility[1号]/I_供热", rest(first * F("0.425") / F("1650200")), "tCO2/GJ")
    case.expect("sheet-total", total(units), "tCO2")
    case.expect("total", rest(coal + oil + gas + lime + sum(power)), "tCO2")
    return case


def passing():
    captive("captive-sheet", "自备电厂补充数据表：热电机组与燃气机组，外供电而有购入电").save()
    # A unit with two coals and two oils, beside an office that has no unit.
    case = Case(FOLDER, "captive-sheet-two-coals", "两种煤、两种油；办公楼不是机组", "2018",
                filed="2019-03-20")
    case.put('row facility[1号] "1号机组"', 'row facility[楼] "办公楼"')
    burnt = []
    for rank, amount, heat in (("烟煤", "9000", "20.1"), ("褐煤", "6000", "13.4")):
        for month in months("2018-01", "2018-12"):
            case.cell(f"facility[1号]/coal[{rank}]/{month}/FC_煤", amount, "t@ar")
            case.cell(f"facility[1号]/coal[{rank}]/{month}/NCV_煤", heat, "GJ/t@ar")
        case.put(f"facility[1号]/coal[{rank}]/CC_煤@choice = default",
                 f"facility[1号]/coal[{rank}]/OF_煤@choice = default")
        used = F(amount) * 12
        burnt.append(rest(used * F(heat) * F(RANKS[rank]) * F("0.98") * CO2_C))
    for name, amount in (("柴油", "86.4"), ("燃料油", "41.25")):
        burnt.append(case.burn(f"facility[1号]/fuel[{name}]", name, amount)[0])
    case.put('facility[1号]/sorbent not occurring "干法"', "facility[1号]/AD_电 = 0 MWh",
             "facility[1号]/区域电网 = 华北", "facility[1号]/AD_购用 = 100 MWh",
             'facility[楼]/coal not occurring "无"', 'facility[楼]/fuel not occurring "无"',
             'facility[楼]/sorbent not occurring "无"', "facility[楼]/AD_电 = 50 MWh",
             "facility[楼]/区域电网 = 华北", 'facility[楼]/AD_购用 not occurring "不是机组"')
    case.expect("facility[1号]/E_表燃烧", total(burnt), "tCO2")
    case.expect("facility[楼]/E_表", "not occurring")
    case.expect("sheet-total", total(burnt) + rest(100 * NATIONAL), "tCO2")
    case.put("finds check.desulphurisation-for-coal at facility[1号]")
    case.save()
    captive("captive-sheet-filed-late", "2018年的表在2022年补报：因子仍为表上印的0.6101", filed="2022-09-20",
            second=False).save()
    captive("captive-sheet-one-unit", "一台机组：表内不含脱硫，电力不减外供", second=False).save()

    f = Filing("coal-measured-oxidation", "燃煤，炉渣飞灰实测碳氧化率")
    f.burn_coal("烟煤", monthly(2013, "30000"), monthly(2013, "20.5"), None,
                ("54000", "4.5", "216000", "2.2"), "99.5")
    f.desulphurise("CaCO3", monthly(2013, "600"))
    f.buy("1200.5", "华东")
    f.finish()

    f = Filing("coal-default-oxidation", "燃煤，碳氧化率缺省98%")
    f.burn_coal("烟煤", monthly(2013, "12000"), monthly(2013, "21"))
    f.buy("0", "华北")
    f.finish()

    f = Filing("coal-ncv-weighted", "各月热值不同，按消耗量加权")
    amounts = {m: str(9000 + 300 * i) for i, m in enumerate(months("2013-01", "2013-12"))}
    ncv = {m: f"{19 + (5 + i) // 10}.{(5 + i) % 10}"
           for i, m in enumerate(months("2013-01", "2013-12"))}
    f.burn_coal("无烟煤", amounts, ncv)
    f.buy("300", "南方")
    f.finish()

    f = Filing("collector-default", "除尘效率取缺省99%", 2014)
    f.burn_coal("褐煤", monthly(2014, "45000"), monthly(2014, "13.5"), None,
                ("60000", "3", "240000", "1.5"))
    f.buy("800", "华东")
    f.finish()

    f = Filing("coal-carbon-measured", "单位热值含碳量实测")
    f.burn_coal("烟煤", monthly(2013, "6000"), monthly(2013, "22.35"), "0.02601")
    f.buy("100", "华东")
    f.finish()

    f = Filing("gas-plant", "天然气电厂，全部缺省")
    f.burn_fuel("天然气", "36000")
    f.buy("2500", "华东")
    f.finish()

    f = Filing("oil-ignition", "燃煤加点火用柴油")
    f.burn_coal("烟煤", monthly(2013, "3000"), monthly(2013, "20"))
    f.burn_fuel("柴油", "150")
    f.burn_fuel("燃料油", "75.5", ncv="41.2")
    f.buy("60", "华北")
    f.finish()

    f = Filing("two-sorbents", "两种脱硫剂，一种实测含量与转化率")
    f.burn_coal("煤泥", monthly(2013, "9000"), monthly(2013, "12.5"))
    f.desulphurise("CaCO3", monthly(2013, "120"), "92.5", "97")
    f.desulphurise("MgCO3", monthly(2013, "15"))
    f.buy("10", "华东")
    f.finish()

    f = Filing("net-exporter", "净购入电量为负的企业")
    f.burn_fuel("天然气", "1200", ncv="385.2")
    f.buy("-4500", "华东")
    f.finish()

    f = Filing("grid-of-2011", "2011年数据用2011年区域因子", 2011)
    f.burn_fuel("天然气", "900")
    f.buy("1000", "华北", "0.8967")
    f.finish()

    f = Filing("every-fuel", "表中每一种燃油和燃气")
    for i, name in enumerate(FUELS):
        f.burn_fuel(name, str(100 + 7 * i), ncv="169.9" if name == "焦炉煤气" else None)
    f.buy("0", "华东")
    f.finish()

    f = Filing("every-coal-and-sorbent", "表中每一种煤和每一种脱硫剂")
    for i, name in enumerate(RANKS):
        f.burn_coal(name, monthly(2013, str(900 + 30 * i)), monthly(2013, f"1{i + 3}.5"))
    for i, name in enumerate(SORBENTS):
        f.desulphurise(name, {"2013-01": str(50 + i)}
                       | {m: "0" for m in months("2013-02", "2013-12")})
    f.buy("0", "华东")
    f.finish()

    for year, factors in ((2011, GRID_2011), (2012, GRID_2012)):
        for code, region in zip(("north", "northeast", "east", "central", "northwest", "south"),
                                factors):
            f = Filing(f"grid-{code}-{year}", f"{region}区域{year}年", year)
            f.buy("1000", region, factors[region])
            f.finish()

    # The first and the last month of each list of factors.
    for month, factors in (("2011-01", GRID_2011), ("2011-12", GRID_2011),
                           ("2012-01", GRID_2012), ("2019-12", GRID_2012)):
        case = all_grids("cases", f"every-grid-{month}", f"{month}各区域电网的因子", month)
        power = [rest(F(1000 + 100 * i) * F(factors[grid])) for i, grid in enumerate(factors)]
        case.expect("power-emission", total(power), "tCO2")
        case.save()

    case = Case(FOLDER, "two-plants", "两个厂，分属两个区域电网", "2013")
    case.put('row facility[F1] "东厂"', 'row facility[F2] "北厂"')
    burnt, power = [], []
    for plant, gas, amount, region in (("F1", "1200", "300", "华东"), ("F2", "900", "-45", "华北")):
        at = f"facility[{plant}]"
        case.put(f'{at}/coal not occurring "无"', f'{at}/sorbent not occurring "无"')
        burnt.append(case.burn(f"{at}/fuel[天然气]", "天然气", gas)[0])
        case.put(f"{at}/AD_电 = {amount} MWh", f"{at}/区域电网 = {region}")
        power.append(rest(F(amount) * F(GRID_2012[region])))
    case.expect("combustion-total", total(burnt), "tCO2")
    case.expect("power-emission", total(power), "tCO2")
    case.expect("total", total([total(burnt), total(power)]), "tCO2")
    case.save()

    f = Filing("only-power", "只有外购电")
    f.buy("3210.987", "南方")
    f.finish()

    f = Filing("other-gas-measured", "其他煤气实测热值和含碳量")
    f.burn_fuel("其他煤气", "4800", ncv="61.35", cc="0.0131")
    f.buy("0", "华东")
    f.finish()


def failing():
    """Filings in which one thing is wrong; only the finding is expected."""
    amounts, ncv = {}, {}
    for i, m in enumerate(months("2013-01", "2013-12")):
        amounts[m] = str(8000 + 10 * i)
        ncv[m] = "20.1"

    def write(name, title, lines, finds, sorbent=True):
        case = Case(FOLDER, name, title, "2013", "failing")
        case.put('row facility[F1] "一厂"')
        case.put('fuel not occurring "无"')
        known = {line.split(" = ")[0] for line in lines}
        for cell, value in (("区域电网", "华东"), ("AD_电", "10 MWh")):
            if cell not in known:
                case.put(f"{cell} = {value}")
        for m in amounts:
            for cell, value in ((f"coal[烟煤]/{m}/FC_煤", f"{amounts[m]} t@ar"),
                                (f"coal[烟煤]/{m}/NCV_煤", f"{ncv[m]} GJ/t@ar")):
                if cell not in known:
                    case.put(f"{cell} = {value}")
            if sorbent:
                case.put(f"sorbent[CaCO3]/{m}/B = {100 + int(m[-2:])} t")
        if sorbent:
            for cell in ("I", "TR"):
                if f"sorbent[CaCO3]/{cell}" not in known:
                    case.put(f"sorbent[CaCO3]/{cell} = {'92' if cell == 'I' else '98'} %")
        else:
            case.put('sorbent not occurring "无"')
        for cell, value in (("CC_煤", "0.0262 tC/GJ"), ("η_除尘", "99.2 %"), ("G_渣", "4000 t"),
                            ("C_渣", "4 %"), ("G_灰", "16000 t"), ("C_灰", "2 %")):
            if f"coal[烟煤]/{cell}" not in known:
                case.put(f"coal[烟煤]/{cell} = {value}")
        case.put(*[line for line in lines if not line.endswith("= -")])
        case.put(*finds)
        case.save()

    write("oxidation-low", "飞灰含碳量2%填成200%：碳氧化率异常",
          ["coal[烟煤]/C_灰 = 200 %"], ["finds check.oxidation-low at coal[烟煤]",
                                    "finds intake.plausible at coal[烟煤]/C_灰"])
    write("oxidation-above-one", "灰渣含碳量为负", ["coal[烟煤]/C_灰 = -2 %",
          "coal[烟煤]/C_渣 = -4 %"], ["finds check.oxidation-within-one at coal[烟煤]",
           "finds intake.plausible at coal[烟煤]/C_灰",
           "finds intake.plausible at coal[烟煤]/C_渣"])
    write("sorbent-content-above-one", "脱硫剂含量92填成920%", ["sorbent[CaCO3]/I = 920 %"],
          ["finds check.sorbent-content-range at sorbent[CaCO3]",
           "finds intake.plausible at sorbent[CaCO3]/I"])
    write("ash-without-carbon", "有飞灰产量，无飞灰含碳量", ["coal[烟煤]/C_灰 = -"],
          ["finds check.ash-with-carbon at coal[烟煤]"])
    write("no-desulphurisation", "年用煤十万吨以上，无脱硫剂",
          [f"coal[烟煤]/{m}/FC_煤 = {20000 + int(m[-2:])} t@ar" for m in amounts],
          ["finds check.desulphurisation-for-coal at facility[F1]"], sorbent=False)
    write("coal-repeated", "三个月煤量相同",
          [f"coal[烟煤]/2013-0{m}/FC_煤 = 8100 t@ar" for m in (4, 5, 6)],
          ["finds check.coal-repeated at coal[烟煤]"])
    write("unknown-grid", "区域电网填错", ["区域电网 = 西南"], ["finds intake.choice at 区域电网"])
    write("power-as-tonnes", "电量单位填成吨", ["AD_电 = 10 t"], ["finds intake.unit at AD_电"])
    write("ncv-kj-per-kg", "热值单位填成kJ/kg以外的单位", [
          "coal[烟煤]/2013-03/NCV_煤 = 20.1 GJ/MWh"],
          ["finds intake.unit at coal[烟煤]/2013-03/NCV_煤"])
    write("coal-air-dried", "煤量按空干基填报", ["coal[烟煤]/2013-05/FC_煤 = 8040 t@ad"],
          ["finds intake.unit at coal[烟煤]/2013-05/FC_煤"])
    write("unknown-sorbent", "脱硫剂名称不在表中", ["sorbent[石灰]/2013-01/B = 10 t"],
          ["finds intake.unknown-key at sorbent[石灰]"])

    # After the last year of the guide no factor holds any more.
    case = all_grids("failing", "grid-of-2020", "2020年数据没有区域因子", "2020-01")
    case.put(*[f"finds lookup.key-not-found at facility[F{i + 1}]/E_电"
               for i in range(len(GRID_2012))])
    case.save()


if __name__ == "__main__":
    passing()
    failing()
