"""Shared arithmetic and case writing for the derivations of the power guides.

Exact fractions; a named value rests at 34 significant digits, half-even, as
Documentation/Semantics.md says. Nothing here reads the program's own output.
"""

import os
import sys
from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction as F

CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN)
CARBON = F(44, 12)
ROOT = os.path.normpath(os.path.join(os.path.dirname(__file__), "..", ".."))


def rest(value):
    """A named value at rest: 34 digits, half-even."""
    value = F(value)
    return F(CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator)))


def text(value):
    """The shortest plain decimal of a value at rest."""
    value = rest(value)
    digits = CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    plain = format(digits, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain


def months(first, last):
    """Months from `2022-01` to `2022-04`, inclusive."""
    year, month = map(int, first.split("-"))
    result = []
    while f"{year}-{month:02}" <= last:
        result.append(f"{year}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return result


def days_of(month):
    """The days of a month."""
    year, number = map(int, month.split("-"))
    return [f"{month}-{day:02}" for day in range(1, monthrange(year, number)[1] + 1)]


def slot_end(month):
    """The day after a month."""
    return date.fromisoformat(days_of(month)[-1]) + timedelta(days=1)


def total(values):
    """A sum whose terms are at rest; None where nothing occurs."""
    values = [rest(v) for v in values if v is not None]
    return rest(sum(values, F(0))) if values else None


def weighted(values, weights):
    """A mean by weight, each product at rest."""
    products = [rest(v * w) for v, w in zip(values, weights)]
    whole = sum((rest(w) for w in weights), F(0))
    return rest(sum(products, F(0)) / whole)


class Case:
    """The text of one case."""

    def __init__(self, folder, name, title, method, period, script, filed=None, purpose=None):
        self.path = os.path.join(ROOT, "Methodologies", folder, name + ".case")
        self.lines = [f"title {title}", f"method {method}", f"period {period}"]
        if filed:
            self.lines.append(f"filing date {filed}")
        if purpose:
            self.lines.append(f"filing purpose {purpose}")
        self.script = script

    def put(self, *lines):
        self.lines.extend(lines)

    def cell(self, address, value, unit=""):
        self.lines.append(f"{address} = {value}{' ' + unit if unit else ''}")

    def expect(self, name, value, unit=""):
        shown = value if isinstance(value, str) else text(value)
        if shown in ("absent", "poisoned", "not occurring"):
            self.lines.append(f"expect {name} {shown}")
        else:
            self.lines.append(f"expect {name} = {shown}{' ' + unit if unit else ''}")

    def save(self):
        self.lines.append(f"derived Conformance/derive/{self.script}")
        body = "\n".join(self.lines) + "\n"
        if "--check" in sys.argv:
            with open(self.path, encoding="utf-8") as file:
                if file.read() != body:
                    sys.exit(f"{self.path} differs")
            return
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(body)
