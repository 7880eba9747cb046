"""What the derivations of the power guides and of the examples share: months, and cases written as a whole."""

import os
import sys
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction as F

import common
from common import CO2_C, expectation, rest

# Oils and gases of every power guide: unit, GJ per unit, tC/GJ, share oxidised.
FUELS = {
    "原油": ("t", "41.816", "0.02008", "0.98"),
    "燃料油": ("t", "41.816", "0.02110", "0.98"),
    "柴油": ("t", "42.652", "0.02020", "0.98"),
    "汽油": ("t", "43.070", "0.01890", "0.98"),
    "煤油": ("t", "43.070", "0.01960", "0.98"),
    "液化石油气": ("t", "50.179", "0.01720", "0.98"),
    "炼厂干气": ("t", "45.998", "0.01820", "0.99"),
    "焦炉煤气": ("万Nm3", None, "0.01358", "0.99"),
    "天然气": ("万Nm3", "389.31", "0.01532", "0.99"),
    "其他煤气": ("万Nm3", "52.270", "0.01220", "0.99"),
}
ROOT = os.path.normpath(os.path.join(os.path.dirname(__file__), "..", ".."))


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
    values = [v for v in values if v is not None]
    return common.total(values) if values else None


class Case:
    """The text of one case."""

    def __init__(self, method, name, title, period, folder="cases", filed=None, purpose=None):
        self.path = os.path.join(ROOT, "Methodologies", method, folder, name + ".case")
        self.lines = [f"title {title}", f"method {method}", f"period {period}"]
        if filed:
            self.lines.append(f"filing date {filed}")
        if purpose:
            self.lines.append(f"filing purpose {purpose}")

    def put(self, *lines):
        self.lines.extend(lines)

    def cell(self, address, value, unit=""):
        self.lines.append(f"{address} = {value}{' ' + unit if unit else ''}")

    def stated(self, address, value, unit=""):
        """A cell, or the choice of the default where nothing is stated."""
        if value:
            self.cell(address, value, unit)
        else:
            self.put(f"{address}@choice = default")

    def burn(self, row, fuel, amount, ncv=None, carbon=None):
        """Files an oil or a gas; its t CO2, FC x NCV x CC x OF x 44/12, and its GJ."""
        unit, default, cc, of = FUELS[fuel]
        self.cell(f"{row}/FC_油气", amount, unit)
        self.stated(f"{row}/NCV_油气", ncv, f"GJ/{unit}")
        self.stated(f"{row}/CC_油气", carbon, "tC/GJ")
        heat = F(amount) * F(ncv or default)
        return rest(heat * F(carbon or cc) * F(of) * CO2_C), rest(heat)

    def expect(self, address, value, unit=""):
        self.put(expectation(address, value, unit))

    def save(self):
        self.lines.append(f"derived Conformance/derive/{os.path.basename(sys.argv[0])}")
        body = "\n".join(self.lines) + "\n"
        if "--check" in sys.argv:
            with open(self.path, encoding="utf-8") as file:
                if file.read() != body:
                    sys.exit(f"{self.path} differs")
            common.checked(self.path)
            return
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(body)
