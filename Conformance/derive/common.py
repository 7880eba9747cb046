"""What the derivation scripts share: exact numbers, values at rest, printing and comparing.

A derivation computes expected digits from the text of a guideline, with the numbers typed in again.
It never reads a rule file, a plan or a result of the program.
"""

import argparse
import pathlib
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN)
ROOT = pathlib.Path(__file__).resolve().parents[2]
STATES = ("absent", "poisoned", "not occurring")


def q(text):
    """An exact number from decimal text."""
    return Fraction(str(text))


def round_half_even(x, decimals):
    """x rounded to this many decimals, ties to even."""
    scale = Fraction(10) ** decimals
    return Fraction(round(x * scale)) / scale


def decimal(x):
    """The nearest decimal of 34 significant digits, ties to even (Semantics.md, 1.2)."""
    x = Fraction(x)
    return CONTEXT.divide(Decimal(x.numerator), Decimal(x.denominator))


def rest(x):
    """A named value at rest: 34 significant digits, half-even."""
    return Fraction(decimal(x))


def total(terms):
    """A sum: each term rests, the addition is exact, the result rests."""
    return rest(sum((rest(t) for t in terms), Fraction(0)))


def mean(values, weights=None):
    """A mean over slots; with weights each product rests (Semantics.md, 1.3)."""
    values = list(values)
    if weights is None:
        return rest(sum(rest(v) for v in values) / len(values))
    weights = list(weights)
    return rest(sum(rest(v * w) for v, w in zip(values, weights)) / sum(weights))


def show(x):
    """The shortest plain decimal text of a value at rest."""
    text = format(decimal(x), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def expectation(address, value, unit=""):
    """One line of a case: a value with its unit, a state, or the id of what was taken."""
    if value in STATES:
        return f"expect {address} {value}"
    shown = value if isinstance(value, str) else show(value)
    return f"expect {address} = {shown} {unit}".rstrip()


def allocate(whole, keys, decimals, last=False):
    """Shares by key, cut to so many decimals; what is left goes to the largest key or to the last."""
    scale, everything = 10 ** decimals, sum(keys.values())
    shares = {k: Fraction(int(whole * v / everything * scale), scale) for k, v in keys.items()}
    heir = list(keys)[-1] if last else max(keys, key=lambda k: keys[k])
    shares[heir] += whole - sum(shares.values())
    return shares


CO2_C = Fraction(44, 12)
# Regional averages of 2012, tCO2/MWh.
GRID_2012 = {"华北": "0.8843", "东北": "0.7769", "华东": "0.7035", "华中": "0.5257",
             "西北": "0.6671", "南方": "0.5271"}
# Potentials of the second assessment report.
SAR = {"SF6": 23900, "HFC-23": 11700, "HFC-32": 650, "HFC-41": 150, "HFC-125": 2800, "HFC-134a": 1300,
       "HFC-143a": 3800, "HFC-152a": 140, "HFC-227ea": 2900, "HFC-236fa": 6300, "CF4": 6500,
       "C2F6": 9200, "C3F8": 7000, "c-C4F8": 8700}


def percent(x):
    """Per cent as a fraction."""
    return q(x) / 100


def every_fuel(sheet, table, burn, amount=10, figure="E_fuel"):
    """The case that burns an amount of each fuel of a table with all defaults."""
    terms = []
    for name in table:
        terms.append(burn(name, amount))
        sheet.expect("every-fuel-default", f"fuel[{name}]/{figure}", terms[-1], "tCO2")
    sheet.expect("every-fuel-default", "combustion", total(terms), "tCO2")


def checked(path):
    """Names a case whose file agrees: digits.sh compares them with the cases that name the script."""
    print("checked", pathlib.Path(path).resolve().relative_to(ROOT))


class Sheet:
    """Collects the expected values of the cases of one methodology."""

    def __init__(self, folder):
        self.folder = folder
        self.lines = {}

    def expect(self, case, address, value, unit=""):
        """One expected value."""
        self.lines.setdefault(case, []).append(expectation(address, value, unit))

    def totals(self, case, direct, indirect, unit="tCO2", of_indirect=None):
        """Direct and indirect emissions and their sum."""
        self.expect(case, "direct", direct, unit)
        self.expect(case, "indirect", indirect, of_indirect or unit)
        self.expect(case, "total", direct + indirect, unit)

    def main(self):
        """Prints all expected lines; with --check compares them with the case files."""
        parser = argparse.ArgumentParser(description="expected digits, from the text of the method")
        parser.add_argument("--check", action="store_true", help="compare with the case files")
        if not parser.parse_args().check:
            for case, lines in self.lines.items():
                print(f"# {case}.case", *lines, sep="\n")
            return 0
        root = ROOT / "Methodologies" / self.folder / "cases"
        wrong = 0
        for case, lines in self.lines.items():
            text = (root / f"{case}.case").read_text(encoding="utf-8")
            found = [re.sub(r"\s+", " ", l.split(" #")[0]).strip() for l in text.splitlines()]
            found = [l for l in found if l.startswith("expect ")]
            if sorted(found) != sorted(lines):
                wrong += 1
                print(f"{case}: file says {found}, the text gives {lines}")
            else:
                checked(root / f"{case}.case")
        cases = {p.stem for p in root.glob("*.case")}
        for case in sorted(cases - set(self.lines)):
            wrong += 1
            print(f"{case}: no derivation")
        return 1 if wrong else 0
