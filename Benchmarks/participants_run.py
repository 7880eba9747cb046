#!/usr/bin/env python3
"""A reduction over a million participants, ours and Polars: results first, then times and memory.

Usage: participants_run.py MRV FOLDER PYTHON      prints a line for each

Fails where ours differs from exact fractions, or where the table with eight wrong lines does not
name each of them by its line.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import time
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent


def timed(command: list) -> tuple:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    return os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss


def batch(program: str, folder: pathlib.Path, name: str) -> list:
    return [
        program, "batch", "sectors/bench-participants/1", str(folder / name), "--period",
        "2024-07..2025-06", "--allow-recalled", "--methods", str(folder / "Methodologies"),
    ]


def report(peer: str, wall: float, cpu: float, memory: int, note: str) -> None:
    print(f"{peer:8}{wall:8.2f} s wall{cpu:8.2f} s processors{memory / 1024:8.0f} MB  {note}")


def main() -> None:
    program, folder, python = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    answers = folder / "answers" / "participants.python.csv"
    expected = dict(line.split(",") for line in answers.read_text(encoding="utf-8").split())
    totals = folder / "participants-totals.csv"
    code, wall, cpu, memory = timed(
        [*batch(program, folder, "participants.csv"), "--out", str(totals)])
    if code != 0:
        sys.exit(f"mrv: exit status {code}")
    with totals.open(encoding="utf-8-sig", newline="") as file:
        head, row = list(csv.reader(file))
    for name, key in (("ER 2024", "2024"), ("ER 2025", "2025"), ("人数", "participants")):
        got = next(value for title, value in zip(head, row) if name in title)
        if Fraction(got) != Fraction(expected[key]):
            sys.exit(f"mrv: {name} is {got}, not {expected[key]}")
    report("mrv", wall, cpu, memory, "exact")
    told = subprocess.run(
        [*batch(program, folder, "participants-wrong.csv"), "--json"], capture_output=True,
        text=True)
    findings = json.loads(told.stdout)["findings"]
    lines = {finding["origin"]["row"] for finding in findings if finding["severity"] == "error"}
    count = sum(1 for _ in (folder / "participants.csv").open("rb")) - 1
    wanted = {place * count // 8 + 3 + 2 for place in range(7)} | {count + 1}
    if lines != wanted:
        sys.exit(f"mrv: wrong lines {sorted(lines)}, not {sorted(wanted)}")
    print("mrv     the eight wrong lines are told by their rows")
    if subprocess.run([python, "-c", "import polars"], stderr=subprocess.DEVNULL).returncode == 0:
        peer = [python, str(HERE / "peers" / "participants_polars.py"), str(folder)]
        _, wall, cpu, memory = timed(peer)
        text = (folder / "answers" / "participants.polars.csv").read_text(encoding="utf-8")
        other = dict(line.split(",") for line in text.split())
        differs = [key for key in expected if Fraction(other[key]) != Fraction(expected[key])]
        report("polars", wall, cpu, memory, f"differs in {differs}" if differs else "exact")


if __name__ == "__main__":
    main()
