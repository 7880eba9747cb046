"""Expected digits of the MEE power facility guides of 2021, 2022 and 2022-12."""

from datetime import date, timedelta
from fractions import Fraction as F

import power_lib
from common import CO2_C, allocate, mean, rest, show
from power_lib import Case, days_of, months, slot_end, total

CC_DEFAULT = {"mee-2021": "0.03356", "mee-2022": "0.03085", "mee-2022-12": "0.03085"}
CC_UNCONVENTIONAL = "0.02858"
NCV_DEFAULT = "26.7"
OF_COAL = F("0.99")
FUELS = {name: power_lib.FUELS[name] for name in (
    "柴油", "燃料油", "汽油", "煤油", "液化石油气", "炼厂干气", "原油",
    "其他煤气", "天然气", "焦炉煤气")}
GRID = [  # purpose, first and last day of filing, tCO2/MWh
    ("annual-report", "2017-01-01", "2022-03-14", "0.6101"),
    ("annual-report", "2022-03-15", "2023-02-06", "0.5810"),
    ("annual-report", "2023-02-07", "2023-12-31", "0.5703"),
    ("monthly-filing", "2022-03-15", "2023-02-28", "0.5810"),
    ("monthly-filing", "2023-03-01", "2023-12-31", "0.5703"),
]


def grid_factor(purpose, day):
    """The factor of the notice in force on the day of filing (None after the last); ISO days
    sort as text."""
    found = (F(f) for p, first, last, f in GRID if p == purpose and first <= day <= last)
    return next(found, None)


def edition_of(month):
    if month <= "2022-03":
        return "mee-2021"
    return "mee-2022" if month <= "2022-12" else "mee-2022-12"


class Plant:
    """A filing and, beside it, what follows from it."""

    def __init__(self, edition, name, title, first, last, filed="2022-03-31",
                 purpose="annual-report", failing=False):
        self.edition = edition
        self.months = months(first, last)
        period = first if first == last else f"{first}..{last}"
        if first.endswith("-01") and last == first[:4] + "-12":
            period = first[:4]
        self.case = Case(f"sectors/power/{edition}", name, title, period,
                         "failing" if failing else "cases", filed, purpose)
        self.grid = grid_factor(purpose, filed)
        self.case.put('row facility[F1] "电厂"')
        self.units = {}
        self.shared = {}
        self.samples = 0

    # Entering ---------------------------------------------------------------------------

    def unit(self, key, members=(("#1", "300"),), kind="常规燃煤", valid="", biomass=None):
        """Declares a reporting unit; members as (name, MW[, from to])."""
        self.case.put(f"row unit[{key}]{valid}")
        self.case.cell(f"unit[{key}]/机组类别", kind)
        self.case.cell(f"unit[{key}]/掺烧生物质", "yes" if biomass else "no")
        if biomass:
            self.case.cell(f"unit[{key}]/η_锅炉", biomass, "%")
        for name, size, *rest_of in members:
            dates = f" {rest_of[0]}" if rest_of else ""
            self.case.put(f"row unit[{key}]/member[{name}]{dates}")
            self.case.cell(f"unit[{key}]/member[{name}]/P_e", size, "MW")
        self.units[key] = {
            "P": {m[0]: F(m[1]) for m in members}, "kind": kind, "hours": {}, "prod": {},
            "coal": {}, "fuel": {}, "eta": F(biomass) / 100 if biomass else None,
        }
        return key

    def run(self, key, month, generation, own, purchased, hours, heat=None):
        """heat: (supplied, boiler, own use for heat)."""
        at = f"unit[{key}]/{month}"
        for symbol, value, unit in (("W_fd", generation, "MWh"), ("W_cy", own, "MWh"),
                                    ("AD_电", purchased, "MWh")):
            self.case.cell(f"{at}/{symbol}", value, unit)
        if heat:
            for symbol, value, unit in (("Q_gr", heat[0], "GJ"), ("Q_cr", heat[1], "GJ"),
                                        ("W_rcy", heat[2], "MWh")):
                self.case.cell(f"{at}/{symbol}", value, unit)
        for name, value in hours.items():
            self.case.cell(f"unit[{key}]/member[{name}]/{month}/t_运行", value, "h")
        unit = self.units[key]
        unit["hours"][month] = {n: F(v) for n, v in hours.items()}
        unit["prod"][month] = {
            "W_fd": F(generation), "W_cy": F(own), "AD": F(purchased),
            "heat": tuple(map(F, heat)) if heat else None,
        }

    def condensing(self, *keys):
        for key in keys:
            for symbol in ("Q_gr", "Q_cr", "W_rcy"):
                self.case.put(f'unit[{key}]/{symbol} not occurring "纯凝机组"')

    def coal(self, key, coal, month, ledger=None, moisture=None, ncv=None, daily=None,
             c_ad=None, m_ad="4", c_d=None, accredited=True, issued=None, others=("3.2", "0.6"),
             choice=None):
        """One coal in one month; shares in percent, daily as [(t, moisture, GJ/t)]."""
        at = f"unit[{key}]/coal[{coal}]"
        item = {"c_ad": c_ad, "m_ad": m_ad, "c_d": c_d, "accredited": accredited,
                "choice": choice}
        if daily:
            for day, (amount, water, heat) in zip(days_of(month), daily):
                self.case.cell(f"{at}/{day}/FC_日", amount, "t@ar")
                self.case.cell(f"{at}/{day}/M_ar日", water, "%")
                self.case.cell(f"{at}/{day}/NCV_日", heat, "GJ/t@ar")
            amounts = [F(d[0]) for d in daily]
            item["FC"] = rest(sum(amounts))
            item["M_ar"] = mean([F(d[1]) / 100 for d in daily], amounts)
            item["NCV"] = mean([F(d[2]) for d in daily], amounts)
        else:
            self.case.cell(f"{at}/{month}/FC_台账", ledger, "t@ar")
            item["FC"] = F(ledger)
            item["M_ar"] = None
            if moisture:
                self.case.cell(f"{at}/{month}/M_ar月", moisture, "%")
                item["M_ar"] = F(moisture) / 100
            item["NCV"] = F(ncv or NCV_DEFAULT)
            if ncv:
                self.case.cell(f"{at}/{month}/NCV_月", ncv, "GJ/t@ar")
        issued = issued or (slot_end(month) + timedelta(days=14)).isoformat()
        item["issued"] = date.fromisoformat(issued)
        if c_ad or c_d:
            self.samples += 1
            name = f"S{self.samples}"
            received = (slot_end(month) + timedelta(days=3)).isoformat()
            self.case.put(
                f'sample {name} report "R-{month}-{self.samples}" laboratory "省煤炭质检站" '
                f'accredited {"yes" if accredited else "no"} received {received} issued {issued}')
            cells = []
            if c_ad:
                cells += [("C_ad", c_ad), ("M_ad", m_ad), ("H_ad", others[0]),
                          ("S_ad", others[1])]
            if c_d:
                cells += [("C_d", c_d)]
            for symbol, value in cells:
                self.case.cell(f"{at}/{month}/{symbol}", value, "%")
                self.case.put(f"{at}/{month}/{symbol}@sample = {name}")
        if choice:
            self.case.put(f"{at}/{month}/C_ar@choice = {choice}")
        self.units[key]["coal"].setdefault(coal, {})[month] = item

    def burn(self, key, fuel, month, amount, ncv=None, carbon=None):
        burnt = self.case.burn(f"unit[{key}]/fuel[{fuel}]/{month}", fuel, amount, ncv, carbon)
        self.units[key]["fuel"].setdefault(fuel, {})[month] = burnt

    # Deriving ---------------------------------------------------------------------------

    def carbon(self, unit, item, month):
        edition = self.edition if self.edition == "mee-2022-12" else edition_of(month)
        if self.edition == "mee-2021":
            edition = "mee-2021"
        in_time = edition == "mee-2021" or (item["issued"] - slot_end(month)).days < 40
        good = item["accredited"] and in_time and item["choice"] != "default"
        if item["c_ad"] and good and item["choice"] != "measured-d":
            dry = (1 - item["M_ar"]) / (1 - F(item["m_ad"]) / 100)
            return rest(F(item["c_ad"]) / 100 * dry)
        if item["c_d"] and good:
            return rest(F(item["c_d"]) / 100 * (1 - item["M_ar"]))
        default = CC_DEFAULT[edition]
        if edition == "mee-2022-12" and unit["kind"] == "非常规燃煤":
            default = CC_UNCONVENTIONAL
        return rest(item["NCV"] * F(default))

    def combustion(self, key, month):
        """Emission and heat of one unit and month; None where nothing is burnt."""
        unit = self.units[key]
        coal, heat = [], []
        for rows in unit["coal"].values():
            if month in rows:
                item = rows[month]
                c_ar = self.carbon(unit, item, month)
                coal.append(rest(item["FC"] * c_ar * OF_COAL * CO2_C))
                heat.append(rest(item["FC"] * item["NCV"]))
        oil = [rows[month] for rows in unit["fuel"].values() if month in rows]
        values = [v for v in (total(coal), total([o[0] for o in oil])) if v is not None]
        return (rest(sum(values)) if values else None,
                rest(sum(heat) + sum(o[1] for o in oil)))

    def expect_price(self, key, month):
        """What a month without measured carbon would have cost (2022-12 only)."""
        if self.edition != "mee-2022-12":
            return
        unit = self.units[key]
        for coal, rows in unit["coal"].items():
            if month in rows:
                item = rows[month]
                default = CC_UNCONVENTIONAL if unit["kind"] == "非常规燃煤" else CC_DEFAULT[
                    self.edition]
                more = item["NCV"] * F(default) - self.carbon(unit, item, month)
                self.case.expect(f"unit[{key}]/coal[{coal}]/{month}/unmeasured-price",
                                 item["FC"] * more * OF_COAL * CO2_C, "tCO2")

    def shares(self, month):
        """AD_公用 divided by running members: rounded down to 3 decimals, residue to the largest."""
        if month not in self.shared:
            return {}
        counts = {k: len(u["hours"].get(month, {})) for k, u in self.units.items()}
        return allocate(self.shared[month], counts, 3)

    def derive(self):
        """Every figure, by id and unit."""
        result = {"units": {}}
        burnt, power = [], []
        for key, unit in self.units.items():
            figures = {"month": {}}
            emissions, burn_heat = [], []
            for month in self.months:
                if month not in unit["prod"]:
                    continue
                prod = unit["prod"][month]
                burn, heat = self.combustion(key, month)
                bought = prod["AD"] + self.shares(month).get(key, 0)
                electricity = rest(rest(bought) * self.grid)
                emission = rest((burn or 0) + electricity)
                emissions.append(emission)
                burn_heat.append(heat)
                burnt.append(burn)
                power.append(electricity)
                alpha = rest(prod["heat"][0] / prod["heat"][1]) if prod["heat"] else F(0)
                own_heat = prod["heat"][2] if prod["heat"] else F(0)
                supplied = rest(prod["W_fd"] - (prod["W_cy"] - own_heat) * (1 - alpha))
                hours = unit["hours"][month]
                load = sum(rest(unit["P"][n] * t) for n, t in hours.items())
                size = sum(unit["P"][n] for n in hours)
                figures["month"][month] = {
                    "E": emission, "W_gd": supplied, "X": rest(prod["W_fd"] / load),
                    "t": rest(load / size), "load": load, "alpha": alpha}
            year = total(emissions)
            prods = list(unit["prod"].values())
            supplied = total([m["W_gd"] for m in figures["month"].values()])
            figures["E"] = year
            figures["W_gd"] = supplied
            figures["X"] = rest(sum(p["W_fd"] for p in prods)
                                / sum(m["load"] for m in figures["month"].values()))
            if any(p["heat"] for p in prods):
                q = sum(p["heat"][0] for p in prods)
                boiler = sum(p["heat"][1] for p in prods)
                alpha = rest(q / boiler)
                figures["S_gr"] = rest(year * alpha / q) if q else None
                figures["boiler"] = boiler
            else:
                alpha, figures["S_gr"] = F(0), None
            figures["S_gd"] = rest(year * (1 - alpha) / supplied)
            if unit["eta"]:
                gross = figures["boiler"] / unit["eta"]
                figures["P"] = rest((gross - total(burn_heat)) / gross)
            result["units"][key] = figures
        result["combustion-total"] = total(burnt)
        result["power-total"] = total(power)
        result["total"] = total([f["E"] for f in result["units"].values()])
        return result

    def expect_annual(self, key):
        """The memo figures of the year: means of the months, weighted by the coal burnt."""
        for coal, rows in self.units[key]["coal"].items():
            burnt = [rows[m]["FC"] for m in rows]
            carbon = [self.carbon(self.units[key], rows[m], m) for m in rows]
            at = f"unit[{key}]/coal[{coal}]"
            self.case.expect(f"{at}/annual-carbon", mean(carbon, burnt), "tC/t@ar")
            self.case.expect(f"{at}/annual-ncv", mean([rows[m]["NCV"] for m in rows], burnt),
                             "GJ/t@ar")

    def close(self):
        """Shared power, and what does not occur."""
        for month, amount in self.shared.items():
            self.case.cell(f"{month}/AD_公用", show(amount), "MWh")
        if not self.shared:
            self.case.put('AD_公用 not occurring "全部分机组计量"')
        for kind in ("coal", "fuel"):
            for key, unit in self.units.items():
                if not unit[kind]:
                    self.case.put(f'unit[{key}]/{kind} not occurring "无"')

    def finish(self, monthly=(), annual=()):
        """Declares what does not occur, writes the expected figures, saves."""
        self.close()
        figures = self.derive()
        for key, unit in figures["units"].items():
            at = f"unit[{key}]"
            for month in monthly:
                if month in unit["month"]:
                    self.case.expect(f"{at}/{month}/unit-emission", unit["month"][month]["E"],
                                     "tCO2")
                    self.case.expect(f"{at}/{month}/t_机组", unit["month"][month]["t"], "h")
                    self.case.expect(f"{at}/{month}/X", unit["month"][month]["X"])
                    self.expect_price(key, month)
            self.case.expect(f"{at}/unit-emission-year", unit["E"], "tCO2")
            self.case.expect(f"{at}/W_gd年", unit["W_gd"], "MWh")
            self.case.expect(f"{at}/load-factor-figure", unit["X"])
            self.case.expect(f"{at}/power-intensity", unit["S_gd"], "tCO2/MWh")
            self.case.expect(f"{at}/heat-intensity",
                             "not occurring" if unit["S_gr"] is None else unit["S_gr"],
                             "tCO2/GJ")
            if "P" in unit:
                self.case.expect(f"{at}/biomass-memo", unit["P"])
            if key in annual:
                self.expect_annual(key)
        for name in ("combustion-total", "power-total", "total"):
            self.case.expect(name, figures[name], "tCO2")
        self.case.save()

    def fail(self, *finds):
        """A filing that must leave exactly these findings."""
        self.close()
        self.case.put(*finds)
        self.case.save()
