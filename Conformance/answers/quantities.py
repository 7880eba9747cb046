#!/usr/bin/env python3
"""Writes Tests/QuantitiesTests/Answers/*.tsv: exact answers for the number and calendar tests.

Independent of the program: Python integers, fractions, decimal (80 digits) and datetime.
The seed is fixed; running it again gives the same files. Run from the root of the package.
"""

import datetime
import decimal
import math
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

OUT = Path("Tests/QuantitiesTests/Answers")
MODES = ["half-even", "half-up", "down", "up"]
EDGES = sorted(
    {s * (2**k + e) for k in (0, 31, 32, 62, 63, 64, 65, 126, 127, 128, 129, 192, 256)
     for e in (-2, -1, 0, 1, 2) for s in (1, -1)}
    | {0, 10**18, 10**19, -(10**19), 10**34, 10**38}
)


def write(name, rows):
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    (OUT / name).write_text(text, encoding="utf-8")


def whole(r, bits=700):
    """A random integer: an edge, a sparse or dense pattern of limbs, or plain random bits."""
    pick = r.random()
    if pick < 0.25:
        return r.choice(EDGES)
    if pick < 0.6:
        limbs = r.randint(1, 9)
        value = 0
        for _ in range(limbs):
            limb = r.choice([0, 1, 2**64 - 1, 2**63, 2**63 - 1, 2**32, r.getrandbits(64)])
            value = value << 64 | limb
        return r.choice([1, -1]) * value
    return r.choice([1, -1]) * r.getrandbits(r.randint(1, bits))


def integers(r):
    for _ in range(1200):
        a, b = whole(r), whole(r)
        if r.random() < 0.1:
            b = a * r.choice([1, -1, 2, 3]) + r.choice([0, 1, -1])
        if r.random() < 0.2:
            a = a * b + r.choice([0, 1, -1])
        quotient = remainder = "-"
        if b:
            quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
            remainder = a - quotient * b
        order = (a > b) - (a < b)
        yield a, b, a + b, a - b, a * b, quotient, remainder, math.gcd(a, b), order


def powers(r):
    for _ in range(200):
        a, n = whole(r, 100), r.randint(0, 12)
        shift = r.randint(0, 200)
        down = abs(a) >> shift
        yield a, n, a**n, shift, a << shift, down if a >= 0 else -down


def fraction(r):
    pick = r.random()
    if pick < 0.35:  # what people type
        return Fraction(r.randint(-(10**r.randint(1, 15)), 10**r.randint(1, 15)),
                        10 ** r.randint(0, 9))
    if pick < 0.7:  # around the limits of 64 bits
        n = r.choice(EDGES) + r.randint(-3, 3)
        d = abs(r.choice(EDGES) + r.randint(-3, 3)) or 1
        return Fraction(n, d)
    if pick < 0.9:
        return Fraction(r.randint(-(2**62), 2**62), r.randint(1, 2**r.randint(1, 63)))
    return Fraction(whole(r, 300), abs(whole(r, 300)) or 1)


def ft(x):
    return f"{x.numerator}/{x.denominator}"


def places(x):
    d = x.denominator
    twos = fives = 0
    while d % 2 == 0:
        d //= 2
        twos += 1
    while d % 5 == 0:
        d //= 5
        fives += 1
    return max(twos, fives) if d == 1 else None


def rationals(r):
    for _ in range(1500):
        a, b = fraction(r), fraction(r)
        if r.random() < 0.1:
            b = r.choice([a, -a, 1 / a if a else a])
        quotient = ft(a / b) if b else "-"
        order = (a > b) - (a < b)
        yield ft(a), ft(b), ft(a + b), ft(a - b), ft(a * b), quotient, order


def nearest(n, mode):
    """Whole number for the fraction n under a mode, from the definition."""
    low = math.floor(n)
    if n == low:
        return low
    if mode == "down":
        return low if n > 0 else low + 1
    if mode == "up":
        return low + 1 if n > 0 else low
    if n - low != Fraction(1, 2):
        return low if n - low < Fraction(1, 2) else low + 1
    if mode == "half-up":
        return low + 1 if n > 0 else low
    return low if low % 2 == 0 else low + 1


def exponent(x):
    """The e with 10^e <= |x| < 10^(e+1), by counting."""
    x, e = abs(x), 0
    e = len(str(x.numerator)) - len(str(x.denominator))
    while Fraction(10) ** e > x:
        e -= 1
    while Fraction(10) ** (e + 1) <= x:
        e += 1
    return e


def rounded(x, mode, kind, count, step):
    if x == 0:
        return x
    p = count if kind == "decimals" else count - 1 - exponent(x)
    unit = Fraction(step) / Fraction(10) ** p
    return nearest(x / unit, mode) * unit


def roundings(r):
    for _ in range(4000):
        mode, step = r.choice(MODES), r.choice([1, 1, 1, 2, 5])
        kind = r.choice(["decimals", "digits"])
        count = r.randint(-6, 20) if kind == "decimals" else r.choice([1, 2, 3, 4, 5, 9, 16, 34])
        if r.random() < 0.5:
            # On a tie, beside one, and on multiples.
            if kind == "decimals":
                unit = Fraction(step) / Fraction(10) ** count
                x = (Fraction(r.randint(-999, 999)) + Fraction(r.choice([0, 1]), 2)) * unit
            else:
                top = r.randint(10 ** (count - 1), 10**count - 1) // step * step or step
                x = (Fraction(top) + Fraction(r.choice([0, step]), 2)) * r.choice([1, -1])
                x *= Fraction(10) ** r.randint(-25, 12)
            if r.random() < 0.4:
                x += Fraction(r.choice([1, -1]), 10 ** r.randint(20, 60))
        else:
            x = fraction(r)
        yield ft(x), mode, kind, count, step, ft(rounded(x, mode, kind, count, step))


def fixed(x, p):
    """Exactly p decimals of a multiple of 10^-p."""
    n = abs(x) * 10**p
    assert n.denominator == 1
    s = str(n.numerator).rjust(p + 1, "0")
    s = s if p == 0 else s[:-p] + "." + s[-p:]
    return "-" + s if x < 0 else s


def texts(r):
    for _ in range(1500):
        x = fraction(r)
        if r.random() < 0.5:
            x = Fraction(x.numerator, 2 ** r.randint(0, 30) * 5 ** r.randint(0, 30))
        p = places(x)
        exact = fixed(x, p) if p is not None else ft(x)
        decimals, digits = r.randint(-4, 12), r.randint(1, 20)
        by_place = fixed(rounded(x, "half-even", "decimals", decimals, 1), max(0, decimals))
        y = rounded(x, "half-even", "digits", digits, 1)
        by_digit = "0" if y == 0 else fixed(y, max(0, digits - 1 - exponent(y)))
        yield ft(x), p if p is not None else "-", exact, decimals, by_place, digits, by_digit


def parses(r):
    for _ in range(600):
        whole_part = "".join(r.choices("0123456789", k=r.randint(1, 30)))
        text = whole_part
        if r.random() < 0.7:
            text += "." + "".join(r.choices("0123456789", k=r.randint(1, 30)))
        if r.random() < 0.4:
            text += r.choice("eE") + r.choice(["", "+", "-"]) + str(r.randint(0, 60))
        sign = r.choice(["", "+", "-", "\u2212"])
        value = Fraction(text) * (-1 if sign in ("-", "\u2212") else 1)
        yield sign + text, ft(value)


def functions(r):
    decimal.getcontext().prec = 80
    decimal.getcontext().Emax = decimal.MAX_EMAX
    decimal.getcontext().Emin = decimal.MIN_EMIN

    def rule():
        kind = r.choice(["decimals", "digits"])
        count = r.randint(-2, 20) if kind == "decimals" else r.choice([1, 3, 8, 16, 34])
        return r.choice(MODES), kind, count, r.choice([1, 1, 2, 5])

    def settle(value, rule):
        """Rounds an 80-digit value; None where its last digits would decide."""
        exact = Fraction(value)
        slack = abs(exact) / 10**75
        low, high = (rounded(exact + s, *rule) for s in (-slack, slack))
        return low if low == high else None

    def argument(low, high):
        scale = r.randint(0, 12)
        return Fraction(r.randint(low * 10**scale, high * 10**scale), 10**scale)

    def dec(x):
        with decimal.localcontext() as c:
            c.prec = 200
            return Decimal(x.numerator) / Decimal(x.denominator)

    for _ in range(1600):
        name, the_rule = r.choice(["sqrt", "ln", "exp", "power"]), rule()
        y = Fraction(0)
        if name == "sqrt":
            x = abs(argument(0, 10 ** r.randint(1, 12)))
            if r.random() < 0.3:
                x = x * x
        elif name == "ln":
            x = abs(argument(0, 10 ** r.randint(1, 12))) or Fraction(1)
            if r.random() < 0.3:
                x = 1 + Fraction(r.choice([1, -1]), 10 ** r.randint(3, 25))
        elif name == "exp":
            x = argument(-60, 60)
            if r.random() < 0.2:
                x = Fraction(r.choice([1, -1]), 10 ** r.randint(10, 25))
        else:
            x = abs(argument(0, 10 ** r.randint(1, 4))) or Fraction(2)
            y = argument(-9, 9)
            if r.random() < 0.3:
                y = Fraction(r.randint(-20, 20), r.choice([2, 3, 4]))
            if r.random() < 0.2:  # a perfect power
                x, y = x ** 2, Fraction(r.randint(-5, 5), 2)
        root2 = None
        if name == "sqrt" or (name == "power" and y.denominator == 2):
            n, d = math.isqrt(x.numerator), math.isqrt(x.denominator)
            if n * n == x.numerator and d * d == x.denominator:
                root2 = Fraction(n, d)
        if name == "power" and y.denominator == 1:
            answer = rounded(x ** y.numerator, *the_rule)
        elif root2 is not None:
            answer = rounded(root2 ** (1 if name == "sqrt" else y.numerator), *the_rule)
        elif name in ("ln", "exp") and x == (1 if name == "ln" else 0):
            answer = rounded(Fraction(0 if name == "ln" else 1), *the_rule)
        else:
            if name == "power":
                with decimal.localcontext() as c:
                    c.prec = 140
                    value = (dec(x).ln() * dec(y)).exp()
            else:
                value = getattr(dec(x), name)()
            answer = settle(value, the_rule)
        if answer is None:
            continue
        mode, kind, count, step = the_rule
        yield name, ft(x), ft(y), mode, kind, count, step, ft(answer)


def days(r):
    epoch = datetime.date(1970, 1, 1)
    edges = [datetime.date(y, m, d) for y in (1, 4, 100, 400, 1600, 1900, 1970, 2000, 2024, 9999)
             for m, d in ((1, 1), (2, 28), (3, 1), (12, 31))]
    some = [datetime.date.fromordinal(r.randint(1, datetime.date.max.toordinal()))
            for _ in range(600)]
    for day in edges + some:
        yield (day - epoch).days, day.year, day.month, day.day, day.isoformat()


def periods(r):
    for _ in range(60):
        y, m, n = r.randint(1990, 2040), r.randint(1, 12), r.choice([1, 2, 3, 4, 7, 12, 12, 20])
        months = [(y + (m - 1 + i) // 12, (m - 1 + i) % 12 + 1) for i in range(n)]
        begin = datetime.date(y, m, 1)
        ly, lm = months[-1]
        end = datetime.date(ly + lm // 12, lm % 12 + 1, 1)
        every = [begin + datetime.timedelta(i) for i in range((end - begin).days)]

        def quarter(d):
            return f"{d.year:04}-Q{(d.month + 2) // 3}"

        quarters = list(dict.fromkeys(quarter(d) for d in every))
        of_day = [quarters.index(quarter(d)) for d in every]
        names = [f"{a:04}-{b:02}" for a, b in months]
        of_month = [names.index(d.isoformat()[:7]) for d in every]
        cuts = []
        for q in quarters:
            inside = [d for d in every if quarter(d) == q]
            cuts.append(f"{inside[0]}..{inside[-1]}")
        yield (names[0], names[-1], len(every), " ".join(quarters), " ".join(cuts),
               "".join(map(str, of_day)), " ".join(map(str, of_month)))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, make in [("integers", integers), ("powers", powers), ("rationals", rationals),
                       ("roundings", roundings), ("texts", texts), ("parses", parses),
                       ("functions", functions), ("days", days), ("periods", periods)]:
        write(f"{name}.tsv", make(random.Random(f"mrv {name} 1")))


if __name__ == "__main__":
    main()
