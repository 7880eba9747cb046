"""Shared arithmetic for the derivations of reduction methods: meters with calibration, days, years.

Written from CCER-01-001-V01 and CCER-01-002-V01, 6.3 and 7.3.4. Dates are days; an interval [a, b) holds
its first day and not its last.
"""

from datetime import date
from fractions import Fraction as F

from common import rest, show
from power_lib import Case, months, slot_end, total

__all__ = ["Case", "F", "FUEL", "POWER", "Meter", "day", "fuel", "months", "overlap", "power",
           "rest", "slot_end", "start", "total", "wire", "year_slots"]

ZERO = F(0)


def day(text):
    """A date from its text; None stays."""
    return date.fromisoformat(text) if text else None


def start(month):
    """The first day of a month."""
    return date.fromisoformat(month + "-01")


def overlap(a, b, c, d):
    """The days that [a, b) and [c, d) share."""
    return max(0, (min(b, d) - max(a, c)).days)


def year_slots(first, last):
    """(year, its months) of a span of months."""
    result = {}
    for month in months(first, last):
        result.setdefault(month[:4], []).append(month)
    return result


class Meter:
    """A power or fuel meter: readings by month, calibrations (start, due, done, error in %)."""

    def __init__(self, readings, allowed, calibrations, part=None, installed=None, removed=None):
        self.readings = readings
        self.allowed = F(allowed) / 100
        self.calibrations = calibrations
        self.part = part or {}
        self.installed, self.removed = day(installed), day(removed)

    watched = (None, None)

    def month(self, month):
        """(days not calibrated, quantity of them, what the correction adds or takes)."""
        a, b = start(month), slot_end(month)
        first, last = self.watched
        a = max(a, self.installed) if self.installed and self.installed > a else max(a, first or a)
        b = min(b, self.removed) if self.removed and self.removed < b else min(b, last or b)
        days = (b - a).days
        good = 0
        bad = ZERO
        for begun, due, done, error in self.calibrations:
            end = min(day(due), day(done)) if done else day(due)
            share = overlap(a, b, day(begun), end)
            good += share
            if error is not None and abs(F(error)) / 100 > self.allowed:
                bad += share * abs(F(error)) / 100
        reading = F(self.readings[month])
        late = days - good
        loose = F(self.part[month]) if month in self.part else rest(reading * late / days)
        off = loose * self.allowed + ((reading - loose) * bad / good if good else 0)
        return late, loose, off


def power(meter, month, sign):
    """Corrected power of a month: sign -1 for export, +1 for import; the correction is a named value."""
    return rest(F(meter.readings[month]) + sign * rest(meter.month(month)[2]))


def fuel(meter, month):
    """Corrected fuel of a month; the correction is part of the formula."""
    return rest(F(meter.readings[month]) + meter.month(month)[2])


def wire(c, row, meter, names, unit):
    """The cells of a meter; names: reading, allowed, part, installed, removed, rows, start, due, done, error."""
    reading, allowed, part, installed, removed, rows, begun, due, done, error = names
    c.cell(f"{row}/{allowed}", show(meter.allowed * 100), "%")
    for month, value in meter.readings.items():
        c.cell(f"{row}/{month}/{reading}", value, unit)
    for month, value in meter.part.items():
        c.cell(f"{row}/{month}/{part}", value, unit)
    if meter.installed:
        c.cell(f"{row}/{installed}", meter.installed)
    if meter.removed:
        c.cell(f"{row}/{removed}", meter.removed)
    for i, (a, b, d, e) in enumerate(meter.calibrations, 1):
        c.cell(f"{row}/{rows}[{i}]/{begun}", a)
        c.cell(f"{row}/{rows}[{i}]/{due}", b)
        if d:
            c.cell(f"{row}/{rows}[{i}]/{done}", d)
        if e is not None:
            c.cell(f"{row}/{rows}[{i}]/{error}", e, "%")
    if not meter.calibrations:
        c.put(f'{row}/{rows} not occurring "没有校准报告"')


POWER = ("EG_表", "δ_允", "EG_未读", "投运日", "拆除日", "calibration", "周期始", "应校日", "实校日", "δ_实")
FUEL = ("FC_表", "ε_允", "FC_未读", "装置投运日", "装置拆除日", "fuel-calibration", "装置周期始", "装置应校日",
        "装置实校日", "ε_实")
