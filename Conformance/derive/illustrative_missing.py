"""Cases of the example of missing data: made-up works, digits from the formulas' text."""

from fractions import Fraction as F

from common import CO2_C, mean, rest, round_half_even
from power_lib import Case, months, total

FOLDER = "illustrative/missing-data"
FUELS = {"烟煤": ("22.5", "0.0262", "0.0014"), "燃料油": ("41.8", "0.0211", None)}
# Molar masses in whole numbers, as the guidelines print them.
PRODUCTS = {"乙烯": F(24, 28), "甲醇": F(12, 32), "副产油": F("0.86")}


def fuel_months(fuel, use, reports, accredited, choices):
    """(alternative, value, valid value) of each month, as the formula's alternatives say.

    `reports`: {month: value}; `accredited`: months whose report counts; `choices`: {month: id}.
    """
    order = ["measured", "recent", "highest", "default"]
    names = sorted(use)
    valid = [F(reports[m]) if m in reports and m in accredited else None for m in names]
    result = []
    for i, m in enumerate(names):
        known = [j for j in range(i) if valid[j] is not None]
        last = known[-3:]
        values = {
            "measured": valid[i],
            "recent": rest(mean([valid[j] for j in last], [F(use[names[j]]) for j in last]))
            if last else None,
            "highest": max(valid[j] for j in known[-12:]) if known else None,
            "default": F(FUELS[fuel][0]),
        }
        start = order.index(choices.get(m, "measured"))
        taken = next(k for k in order[start:] if values[k] is not None)
        result.append((taken, round_half_even(values[taken], 3), valid[i]))
    return result


def works(c, fuels, products):
    """Cells and expected values; fuels: {fuel: (use, reports, accredited, choices)}."""
    burnt, nitrous, fixed = [], [], []
    c.put('sample S1 report "R-1" accredited yes', 'sample S2 report "R-2" accredited no')
    expected = []
    for fuel, (use, reports, accredited, choices) in fuels.items():
        row = f"facility[F1]/fuel[{fuel}]"
        for m, amount in use.items():
            c.cell(f"{row}/{m}/FC", amount, "t")
        for m, value in reports.items():
            c.cell(f"{row}/{m}/NCV_报", value, "GJ/t")
            c.cell(f"{row}/{m}/NCV_报@sample", "S1" if m in accredited else "S2")
        for m, choice in choices.items():
            c.cell(f"{row}/{m}/NCV@choice", choice)
        history = []
        before = None
        for m, (taken, ncv, _) in zip(sorted(use), fuel_months(fuel, use, reports, accredited,
                                                               choices)):
            _, cc, n2o = FUELS[fuel]
            emission = rest(F(use[m]) * ncv * F(cc) * CO2_C)
            history.append(emission)
            running = sum(history[-13:], F(0))
            expected += [(f"fuel[{fuel}]/{m}/NCV", ncv, "GJ/t"),
                         (f"fuel[{fuel}]/{m}/NCV@choice", taken, ""),
                         (f"fuel[{fuel}]/{m}/E_燃", emission, "tCO2"),
                         (f"fuel[{fuel}]/{m}/E_累计", rest(running), "tCO2"),
                         (f"fuel[{fuel}]/{m}/跳变",
                          "not occurring" if before is None else rest(ncv / before), "")]
            before = ncv
            burnt.append(emission)
            if n2o:
                nitrous.append(rest(F(use[m]) * ncv * F(n2o)))
    for product, (opening, returned, shipped, closing) in products.items():
        row = f"facility[F1]/product[{product}]"
        for name, value in (("期初", opening), ("期末@prior", opening), ("退货", returned),
                            ("发运", shipped), ("期末", closing)):
            c.cell(f"{row}/{name}", value, "t")
        made = F(closing) + F(shipped) - F(returned) - F(opening)
        expected.append((f"product[{product}]/产量", made, "t"))
        fixed.append(rest(made * PRODUCTS[product] * CO2_C))
        expected.append((f"product[{product}]/R_品", fixed[-1], "tCO2"))
    for name, value, unit in expected:
        if name.endswith("@choice"):
            c.put(f"expect {name} = {value}")
        else:
            c.expect(name, value, unit)
    c.expect("combustion-total", total(burnt), "tCO2")
    c.expect("nitrous-total", total(nitrous), "kgN2O")
    c.expect("fixed-total", total(fixed), "tCO2")
    c.expect("total", rest(total(burnt) - total(fixed)), "tCO2")


def case(name, title, folder="cases", period="2024-01..2024-06"):
    return Case(FOLDER, name, title, period, folder)


COAL = dict(zip(months("2024-01", "2024-06"), ("1000", "1200", "900", "1100", "1300.5", "950")))
OIL = dict(zip(months("2024-01", "2024-06"), ("10", "12", "0", "8", "9.5", "11")))
REPORTS = {"2024-01": "23.1", "2024-02": "22.4", "2024-03": "24.05", "2024-04": "21.9",
           "2024-06": "22.75"}
GOODS = {"乙烯": ("120", "5", "2000", "80"), "甲醇": ("40", "0", "310.5", "65"),
         "副产油": ("0", "0", "17", "3")}

if __name__ == "__main__":
    c = case("half-a-year", "半年：一月无资质报告，五月缺报告，六月按最高值申报")
    works(c, {
        "烟煤": (COAL, REPORTS, {"2024-02", "2024-03", "2024-04", "2024-06"},
               {"2024-06": "highest"}),
        "燃料油": (OIL, {"2024-04": "42.1"}, {"2024-04"}, {}),
    }, GOODS)
    c.save()

    c = case("every-month-measured", "每月都有有效报告")
    full = {**REPORTS, "2024-05": "23.3335"}
    works(c, {"烟煤": (COAL, full, set(full), {})}, {"乙烯": GOODS["乙烯"]})
    c.save()

    c = case("four-before", "第四次以前的有效值不再计入平均")
    reports = {m: v for m, v in REPORTS.items() if m != "2024-06"}
    works(c, {"烟煤": (COAL, reports, set(reports), {})}, {"甲醇": GOODS["甲醇"]})
    c.save()

    c = case("highest-with-nothing-before", "一月按最高值申报，此前没有有效值，只剩缺省值")
    reports = {"2024-01": "22.4", "2024-02": "23.15"}
    works(c, {"烟煤": (COAL, reports, {"2024-02"},
                    {"2024-01": "highest", "2024-03": "highest", "2024-05": "highest"})},
          {"乙烯": GOODS["乙烯"]})
    c.save()

    c = case("fourteen-months", "十四个月：第十三个月还看得到第一个月，第十四个月看不到", period="2023-11..2024-12")
    use = dict(zip(months("2023-11", "2024-12"),
                   ("800", "810", "820", "830", "840", "850", "860", "870", "880", "890", "900",
                    "910", "920", "930")))
    reports = {m: f"23.{i}" for i, m in enumerate(sorted(use))}
    reports["2023-11"] = "25.9"
    del reports["2024-11"], reports["2024-12"]
    works(c, {"烟煤": (use, reports, set(reports),
                    {"2024-11": "highest", "2024-12": "highest"})}, {"甲醇": GOODS["甲醇"]})
    c.save()

    c = case("consumption-missing", "二月无消耗量：二月起的累计都没有值", period="2024-01..2024-03")
    row = "facility[F1]/fuel[烟煤]"
    for m in ("2024-01", "2024-03"):
        c.cell(f"{row}/{m}/FC", COAL[m], "t")
    emission = {m: rest(F(COAL[m]) * F("22.5") * F("0.0262") * CO2_C) for m in ("2024-01", "2024-03")}
    c.expect("fuel[烟煤]/2024-01/E_累计", emission["2024-01"], "tCO2")
    c.expect("fuel[烟煤]/2024-02/E_燃", "absent")
    c.expect("fuel[烟煤]/2024-02/E_累计", "absent")
    c.expect("fuel[烟煤]/2024-03/E_燃", emission["2024-03"], "tCO2")
    c.expect("fuel[烟煤]/2024-03/E_累计", "absent")
    c.expect("combustion-total", "absent")
    c.save()

    c = case("default-without-reason", "上年实测，今年一月用缺省值而无理由", "failing")
    c.lines = ["like cases/half-a-year.case", "title 上年实测，今年一月用缺省值而无理由"]
    c.cell("facility[F1]/fuel[烟煤]/NCV@prior-choice", "measured")
    c.put("finds check.kept at facility[F1]/fuel[烟煤]")
    c.save()

    c = case("stock-not-last-years", "期初库存与上年期末不符", "failing")
    c.lines = ["like cases/half-a-year.case", "title 期初库存与上年期末不符"]
    c.cell("facility[F1]/product[乙烯]/期末@prior", "130", "t")
    c.put("finds check.balance-made at facility[F1]/product[乙烯]")
    c.save()
