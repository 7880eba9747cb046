"""What the derivation scripts share: exact numbers, values at rest, printing and comparing.

A derivation computes expected digits from the text of a guideline, with the numbers typed in again.
It never reads a rule file, a plan or a result of the program.
"""

import argparse
import pathlib
import re
from fractions import Fraction

DIGITS = 34


def q(text):
    """An exact number from decimal text."""
    return Fraction(str(text))


def round_half_even(x, decimals):
    """x rounded to this many decimals, ties to even."""
    scale = Fraction(10) ** decimals
    return Fraction(round(x * scale)) / scale


def magnitude(x):
    """The exponent e with 10^e <= |x| < 10^(e+1)."""
    x = abs(x)
    e = len(str(x.numerator)) - len(str(x.denominator))
    while Fraction(10) ** e > x:
        e -= 1
    while Fraction(10) ** (e + 1) <= x:
        e += 1
    return e


def rest(x):
    """A named value at rest: 34 significant digits, half-even (Semantics.md, 1.2)."""
    x = Fraction(x)
    if x == 0:
        return x
    return round_half_even(x, DIGITS - 1 - magnitude(x))


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
    """The decimal text of a value at rest."""
    x = rest(x)
    sign = "-" if x < 0 else ""
    x = abs(x)
    decimals = 0
    while (x * Fraction(10) ** decimals).denominator != 1:
        decimals += 1
    digits = str((x * Fraction(10) ** decimals).numerator).rjust(decimals + 1, "0")
    return sign + (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits)


CO2_C = Fraction(44, 12)


def every_fuel(sheet, table, burn, amount=10):
    """The case that burns an amount of each fuel of a table with all defaults."""
    terms = []
    for name in table:
        terms.append(burn(name, amount))
        sheet.expect("every-fuel-default", f"fuel[{name}]/E_fuel", terms[-1], "tCO2")
    sheet.expect("every-fuel-default", "combustion", total(terms), "tCO2")


class Sheet:
    """Collects the expected values of the cases of one methodology."""

    def __init__(self, folder):
        self.folder = folder
        self.lines = {}

    def expect(self, case, address, value, unit=""):
        """One expected value, or a state such as `absent`."""
        text = value if isinstance(value, str) else f"= {show(value)} {unit}".rstrip()
        self.lines.setdefault(case, []).append(f"expect {address} {text}")

    def main(self):
        """Prints all expected lines; with --check compares them with the case files."""
        parser = argparse.ArgumentParser(description="expected digits, from the text of the method")
        parser.add_argument("--check", action="store_true", help="compare with the case files")
        if not parser.parse_args().check:
            for case, lines in self.lines.items():
                print(f"# {case}.case", *lines, sep="\n")
            return 0
        root = pathlib.Path(__file__).resolve().parents[2] / "Methodologies" / self.folder / "cases"
        wrong = 0
        for case, lines in self.lines.items():
            text = (root / f"{case}.case").read_text(encoding="utf-8")
            found = [re.sub(r"\s+", " ", l.split(" #")[0]).strip() for l in text.splitlines()]
            found = [l for l in found if l.startswith("expect ")]
            if sorted(found) != sorted(lines):
                wrong += 1
                print(f"{case}: file says {found}, the text gives {lines}")
        cases = {p.stem for p in root.glob("*.case")}
        for case in sorted(cases - set(self.lines)):
            wrong += 1
            print(f"{case}: no derivation")
        return 1 if wrong else 0
