#!/usr/bin/env python3
"""Compares the answers of all peers, then their times: compare.py FOLDER.

Exits with 1 where an exact peer and the Python reference differ: a time of wrong figures means
nothing.
"""

import collections
import json
import pathlib
import platform
import sys
from decimal import Decimal

ORDER = ["facility", "batch", "plain", "rest", "daily", "legs", "activity"]
# Peers whose binary floating point is expected to give other figures.
INEXACT = {"openfisca"}
REFERENCE = "python"


def figures(path: pathlib.Path) -> dict:
    pairs = (line.rsplit(",", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {key: None if value == "none" else Decimal(value) for key, value in pairs}


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    best = collections.defaultdict(dict)
    processor = collections.defaultdict(dict)
    elements = {}
    memory = {}
    for line in (folder / "times.jsonl").read_text().splitlines():
        run = json.loads(line)
        times = best[run["workload"]]
        times[run["peer"]] = min(run["seconds"], times.get(run["peer"], run["seconds"]))
        used = processor[run["workload"]]
        used[run["peer"]] = min(run["cpu"], used.get(run["peer"], run["cpu"]))
        elements[run["workload"]] = run["elements"]
        if "memory" in run:
            key = (run["workload"], run["peer"])
            memory[key] = max(run["memory"], memory.get(key, 0))
    wrong = False
    print(f"{platform.machine()}, best of all runs, typed values in memory to figures (activity: the")
    print("whole process, CSV to totals); processor time of all threads, in brackets on the wall")
    for workload in ORDER:
        if workload not in best:
            continue
        times = best[workload]
        used = processor[workload]
        ours = used["mrv"]
        reference = figures(folder / "answers" / f"{workload}.{REFERENCE}.csv")
        print(f"\n{workload}: {elements[workload]} rows, {len(reference)} figures")
        for peer, time in sorted(used.items(), key=lambda item: item[1]):
            found = figures(folder / "answers" / f"{workload}.{peer}.csv")
            differing = sum(found.get(key) != value for key, value in reference.items())
            differing += len(found.keys() - reference.keys())
            wrong |= peer not in INEXACT and differing > 0
            each = time / elements[workload] * 1e9
            print(
                f"  {peer:14} {time * 1000:10.3f} ms ({times[peer] * 1000:.3f} ms) {each:8.1f} ns/row"
                f"  {time / ours:7.2f} × ours  {differing} figures differ"
                + (f"  {memory[workload, peer] / 1e6:.0f} MB" if (workload, peer) in memory else "")
            )
        if workload in ("batch", "plain", "rest"):
            for peer, time in used.items():
                speed = elements[workload] / 240 / time
                print(f"  {peer:14} {speed:10.0f} facilities per second of a core")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
