#!/usr/bin/env python3
"""Makes the table of participants and the exact answers: the same bytes on every machine.

Usage: participants.py FOLDER [ROWS]

participants.csv          one project: participant, first and last day, kilometres (1,000,000 lines by
                          default, about 40 MB); one in fifty has less than a kilometre
participants-wrong.csv    the same with seven lines that cannot be read, and one participant twice
answers/participants.python.csv   the reduction of each calendar year, in exact fractions
"""

import datetime
import pathlib
import random
import sys
from fractions import Fraction

SEED = 20261121
FIRST, LAST = datetime.date(2024, 7, 1), datetime.date(2025, 6, 30)
HEAD = "项目,参与者,起,止,AD [km]"
YEARS = {year: (datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)) for year in (2024, 2025)}


def half_even(value: Fraction, decimals: int) -> int:
    """The value in units of the last decimal."""
    scaled = value * 10**decimals
    whole, rest = scaled.numerator // scaled.denominator, scaled - scaled.__floor__()
    return whole + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1))


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    (folder / "answers").mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    span = (LAST - FIRST).days
    sums, counted = dict.fromkeys(YEARS, 0), 0
    lines = []
    for number in range(count):
        begins = FIRST + datetime.timedelta(rng.randrange(span - 30))
        days = rng.randrange(1, (LAST - begins).days + 2)
        ends = begins + datetime.timedelta(days - 1)
        metres = rng.randrange(1000) if rng.randrange(50) == 0 else rng.randrange(1000, 60_000 * days)
        hundredths = metres // 10
        kilometres = f"{hundredths // 100}.{hundredths % 100:02d}"
        lines.append(f"P1,U{number:08d},{begins},{ends},{kilometres}\n")
        if hundredths < 100:
            continue
        counted += 1
        capped = min(Fraction(hundredths, 100), Fraction(40 * days))
        after = ends + datetime.timedelta(1)
        for year, (start, end) in YEARS.items():
            shared = max(0, (min(after, end) - max(begins, start)).days)
            sums[year] += half_even(capped * shared / days * Fraction(15, 100), 3)
    with (folder / "participants.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD + "\n")
        file.writelines(lines)
    wrong = list(lines)
    for place, text in enumerate(["abc", "1.2.3", "12 kg", "?", "1e", "七", "--"]):
        line = place * count // 8 + 3
        wrong[line] = wrong[line].rsplit(",", 1)[0] + f",{text}\n"
    wrong[-1] = lines[0]
    with (folder / "participants-wrong.csv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD + "\n")
        file.writelines(wrong)
    answers = [f"{year},{Fraction(total, 10**6)}\n" for year, total in sums.items()]
    answers.append(f"participants,{counted}\n")
    (folder / "answers" / "participants.python.csv").write_text("".join(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
