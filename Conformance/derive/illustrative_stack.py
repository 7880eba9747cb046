"""Cases of the example of a measured stack: made-up hours, digits from the formulas' text."""

from fractions import Fraction as F

from common import CO2_C, rest, show
from power_lib import Case, months, total

FOLDER = "illustrative/stack-measurement"
MONTHS = ("2024-01", "2024-02")
FUELS = {"烟煤": ("0.55", "0.98"), "石油焦": ("0.85", "0.98"), "木屑": ("0.45", "0.98")}
# kiln: outlet, limestone by month, fuels by month
KILNS = {
    "1#窑": ("甲", (1500, 1430), {"烟煤": (340, 312), "石油焦": (12, 11), "木屑": (60, 55)}),
    "2#窑": ("甲", (1180, 1240), {"石油焦": (180, 188)}),
    "3#窑": ("乙", (400, 420), {"烟煤": (95, 99)}),
    "4#窑": (None, (300, 310), {"烟煤": (70, 72), "木屑": (5, 0)}),
}
BIOGENIC = {"甲": ("3.5", "3.2"), "乙": ("0", "0")}


def hours(stack, scale=1, good=False):
    """Rows of a stack: name, month, day, valid, concentration, flow; batches of whole days."""
    rows = []
    days, every = (6, 20) if stack == "甲" else (2, 2)
    for i, month in enumerate(MONTHS):
        for day in range(1, days + 1):
            for hour in range(24):
                n = (day - 1) * 24 + hour
                bad = n % every == 7 if (stack, i) != ("甲", 1) else n % 10 < 3
                if stack == "乙":
                    bad = not good and (n % 4 == 3 if i == 0 else n % 4 != 1)
                flow = (97000 + 210 * hour - 90 * day + 400 * i) * scale
                rows.append((f"{month[5:]}{day:02}-{hour:02}", i, f"{month}-{day:02}", not bad,
                             F(310 + (n * 7) % 23) / 2, F(flow)))
    return rows


class Stacks:
    def __init__(self, scale=1, claimed=("甲", "乙"), good=False):
        self.rows = {"甲": hours("甲", scale), "乙": hours("乙", 1 if not good else F(24, 5), good)}
        self.claimed = claimed

    def write(self, c):
        c.put('row facility[F1] "示例厂"')
        for s, rows in self.rows.items():
            c.cell(f"stack[{s}]/采用实测", "yes" if s in self.claimed else "no")
            for m, b in zip(MONTHS, BIOGENIC[s]):
                c.cell(f"stack[{s}]/{m}/b_生", b, "%")
            for name, _, day, valid, conc, flow in rows:
                row = f"stack[{s}]/hour[{name}]"
                c.cell(f"{row}/日期", day)
                c.cell(f"{row}/有效", "yes" if valid else "no")
                if valid:
                    c.cell(f"{row}/c", f"{float(conc):g}", "gCO2/Nm3")
                    c.cell(f"{row}/q", show(flow), "Nm3/h")
        for k, (outlet, stone, fuels) in KILNS.items():
            if outlet:
                c.cell(f"kiln[{k}]/排口", outlet)
            for m, v in zip(MONTHS, stone):
                c.cell(f"kiln[{k}]/{m}/M_石", v, "t")
            for f, values in fuels.items():
                for m, v in zip(MONTHS, values):
                    c.cell(f"kiln[{k}]/fuel[{f}]/{m}/FC", v, "t")

    def expect(self, c):
        measured, enough = {}, {}
        for s, rows in self.rows.items():
            months, run, good = [], 0, 0
            for i, m in enumerate(MONTHS):
                here = [r for r in rows if r[1] == i]
                mass = [rest(r[4] * r[5] / 10**6) for r in here if r[3]]
                run, good = run + len(here), good + len(mass)
                rate = rest(F(len(mass), len(here)))
                fill = rest(sum(mass) / len(mass) if rate >= F(3, 4) else max(mass))
                months.append(rest(sum(mass) + (len(here) - len(mass)) * fill))
                c.expect(f"stack[{s}]/{m}/n_有效", F(len(mass)), "h")
                c.expect(f"stack[{s}]/{m}/m_替", fill, "tCO2/h")
                c.expect(f"stack[{s}]/{m}/E_烟道", months[-1], "tCO2")
            enough[s] = s in self.claimed and good >= F(3, 4) * run
            measured[s] = total([v * (1 - F(b) / 100) for v, b in zip(months, BIOGENIC[s])])
        burnt, process, biogenic, proof = [], [], [], {"甲": [], "乙": []}
        for k, (outlet, stone, fuels) in KILNS.items():
            fossil, wood = [], []
            for i in range(2):
                parts = {f: rest(v[i] * F(FUELS[f][0]) * F(FUELS[f][1]) * CO2_C)
                         for f, v in fuels.items()}
                fossil.append(rest(sum(v for f, v in parts.items() if f != "木屑")))
                wood += [v for f, v in parts.items() if f == "木屑"]
            lime = [rest(v * F("0.44")) for v in stone]
            biogenic += wood
            if outlet:
                proof[outlet] += [rest(a + b) for a, b in zip(fossil, lime)]
            if outlet and enough[outlet]:
                c.expect(f"kiln[{k}]/E_燃", "not occurring")
                c.expect(f"kiln[{k}]/E_过程", "not occurring")
            else:
                burnt.append(total(fossil))
                process.append(total(lime))
                c.expect(f"kiln[{k}]/E_燃", burnt[-1], "tCO2")
        for s in ("甲", "乙"):
            c.expect(f"stack[{s}]/E_佐证", total(proof[s]), "tCO2")
            if enough[s]:
                c.expect(f"stack[{s}]/E_实", measured[s], "tCO2")
                c.expect(f"stack[{s}]/差率", 
                         100 * rest((measured[s] - total(proof[s])) / total(proof[s])), "%")
            else:
                c.expect(f"stack[{s}]/E_实", "not occurring")
        everything = total([v for s, v in measured.items() if enough[s]])
        c.expect("combustion-total", total(burnt), "tCO2")
        c.expect("process-total", total(process), "tCO2")
        if everything is None:
            c.expect("measured-total", "not occurring")
        else:
            c.expect("measured-total", everything, "tCO2")
        c.expect("biogenic-total", total(biogenic), "tCO2")
        c.expect("total", rest(total(burnt) + total(process) + (everything or 0)), "tCO2")


def case(name, title, folder="cases"):
    return Case(FOLDER, name, title, "2024-01..2024-02", folder)


if __name__ == "__main__":
    c, s = case("one-stack-for-two-kilns", "甲烟道实测代替两座窑的燃烧和过程；乙、无烟道的按计算"), Stacks(
        claimed=("甲",))
    s.write(c)
    s.expect(c)
    c.save()

    c, s = case("two-stacks", "两个烟道都实测"), Stacks(good=True)
    s.write(c)
    s.expect(c)
    c.save()

    c, s = case("all-computed", "都按计算法"), Stacks(claimed=())
    s.write(c)
    s.expect(c)
    c.save()

    c, s = case("validity-too-low", "乙烟道有效率不足：不得采用实测", "failing"), Stacks()
    s.write(c)
    s.expect(c)
    c.put("finds check.validity-too-low at stack[乙]")
    c.save()

    c, s = case("not-corroborated", "流量计读数偏大：与计算不符", "failing"), Stacks(2, ("甲",))
    s.write(c)
    s.expect(c)
    c.put("finds check.corroborated at stack[甲]")
    c.save()
