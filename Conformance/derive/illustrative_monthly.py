"""Cases of the example of monthly filings and the annual report; made-up activity data."""

from fractions import Fraction as F

from common import rest, round_half_even
from power_lib import Case, months, total

FOLDER = "illustrative/monthly-and-annual"
MONTHS = months("2022-01", "2022-12")
BURNT = [F(123456) + F(1013, 100) * i * i for i in range(12)]
POWER = [F("120.5") + F("3.25") * i for i in range(12)]


def filed(burnt, power, factor):
    """A month's emission, rounded to two decimals as the rule says."""
    return round_half_even(burnt + power * F(factor), 2)


def plain(x, n=2):
    return f"{float(x):.{n}f}"


def case(name, title, period, day, purpose, folder="cases"):
    c = Case(FOLDER, name, title, period, folder, day, purpose)
    c.put('row facility[F1] "示例电厂"')
    return c


def annual(c, burnt=BURNT):
    for m, b, p, then in zip(MONTHS, burnt, POWER, BURNT):
        c.cell(f"facility[F1]/{m}/E_燃", plain(b), "tCO2")
        c.cell(f"facility[F1]/{m}/AD_电", plain(p), "MWh")
        c.cell(f"facility[F1]/{m}/E_存证", plain(filed(then, p, "0.5810")), "tCO2")


if __name__ == "__main__":
    for name, title, i, day, factor in (
            ("january-filed", "一月存证：0.5810", 0, "2022-01-31", "0.5810"),
            ("april-filed", "四月存证：0.5810", 3, "2022-05-20", "0.5810"),
            ("december-filed", "十二月存证，二月底前：0.5810", 11, "2023-02-28", "0.5810"),
            ("december-filed-late", "十二月存证，三月一日：0.5703", 11, "2023-03-01", "0.5703")):
        c = case(name, title, MONTHS[i], day, "monthly-filing")
        c.cell(f"facility[F1]/{MONTHS[i]}/E_燃", plain(BURNT[i]), "tCO2")
        c.cell(f"facility[F1]/{MONTHS[i]}/AD_电", plain(POWER[i]), "MWh")
        value = filed(BURNT[i], POWER[i], factor)
        c.expect(f"facility[F1]/{MONTHS[i]}/E_月", value, "tCO2")
        c.expect("total", round_half_even(value, 0), "tCO2")
        c.expect("by-factor", "not occurring")
        c.save()

    c = case("two-plants", "两个厂，没有存证：不比较", "2022", "2023-03-20", "annual-report")
    c.put("row facility[F2]")
    whole = []
    for plant, share in (("F1", 1), ("F2", 3)):
        for m, b, p in zip(MONTHS, BURNT, POWER):
            c.cell(f"facility[{plant}]/{m}/E_燃", plain(b * share), "tCO2")
            c.cell(f"facility[{plant}]/{m}/AD_电", plain(p * share), "MWh")
            whole.append(filed(b * share, p * share, "0.5703"))
    c.expect("total", round_half_even(sum(whole), 0), "tCO2")
    c.expect("by-factor", rest(4 * sum(POWER) * (F("0.5703") - F("0.5810"))), "tCO2")
    c.expect("monthly-sum", "absent")
    c.save()

    for name, title, day, factor in (
            ("annual-report", "年度报告：0.5703，与存证之差由因子解释", "2023-02-07", "0.5703"),
            ("annual-report-early", "通知之前报年度报告：0.5810", "2023-02-06", "0.5810")):
        c = case(name, title, "2022", day, "annual-report")
        annual(c)
        year = [filed(b, p, factor) for b, p in zip(BURNT, POWER)]
        then = total([filed(b, p, "0.5810") for b, p in zip(BURNT, POWER)])
        c.expect("facility[F1]/2022-04/E_月", year[3], "tCO2")
        c.expect("total", round_half_even(sum(year), 0), "tCO2")
        c.expect("monthly-sum", then, "tCO2")
        c.expect("by-factor", rest(sum(POWER) * (F(factor) - F("0.5810"))), "tCO2")
        c.save()

    c = case("two-plants-first-day", "两个厂，因子生效当日报年度报告", "2022-01", "2022-03-15",
             "annual-report")
    then = []
    for plant, share in (("F1", 1), ("F2", 3)):
        value = filed(BURNT[0] * share, POWER[0] * share, "0.5810")
        then.append(value)
        c.cell(f"facility[{plant}]/{MONTHS[0]}/E_燃", plain(BURNT[0] * share), "tCO2")
        c.cell(f"facility[{plant}]/{MONTHS[0]}/AD_电", plain(POWER[0] * share), "MWh")
        c.cell(f"facility[{plant}]/{MONTHS[0]}/E_存证", plain(value), "tCO2")
    c.expect("monthly-sum", total(then), "tCO2")
    c.expect("total", round_half_even(sum(then), 0), "tCO2")
    c.save()

    c = case("changed-after-filing", "存证后改了七月的燃煤：差额不能由因子解释", "2022", "2023-03-20",
             "annual-report", "failing")
    annual(c, BURNT[:6] + [BURNT[6] + 50] + BURNT[7:])
    c.put("finds check.difference-explained")
    c.save()
