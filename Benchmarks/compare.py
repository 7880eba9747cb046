#!/usr/bin/env python3
"""Compares the answers of all peers, then their times: compare.py FOLDER.

Exits with 1 where ours and the Python reference differ: a time of wrong figures means nothing.
"""

import collections
import json
import pathlib
import platform
import sys
from decimal import Decimal

ORDER = ["facility", "batch", "daily", "legs"]
REFERENCE = "python"


def figures(path: pathlib.Path) -> dict:
    pairs = (line.rsplit(",", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {key: None if value == "none" else Decimal(value) for key, value in pairs}


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    best = collections.defaultdict(dict)
    elements = {}
    for line in (folder / "times.jsonl").read_text().splitlines():
        run = json.loads(line)
        times = best[run["workload"]]
        times[run["peer"]] = min(run["seconds"], times.get(run["peer"], run["seconds"]))
        elements[run["workload"]] = run["elements"]
    wrong = False
    print(f"{platform.machine()}, best of all runs, typed values in memory to figures")
    for workload in ORDER:
        times = best[workload]
        ours = min(time for peer, time in times.items() if peer.startswith("mrv"))
        reference = figures(folder / "answers" / f"{workload}.{REFERENCE}.csv")
        print(f"\n{workload}: {elements[workload]} rows, {len(reference)} figures")
        for peer, time in sorted(times.items(), key=lambda item: item[1]):
            found = figures(folder / "answers" / f"{workload}.{peer}.csv")
            differing = sum(found.get(key) != value for key, value in reference.items())
            differing += len(found.keys() - reference.keys())
            wrong |= peer.startswith("mrv") and differing > 0
            each = time / elements[workload] * 1e9
            print(
                f"  {peer:14} {time * 1000:10.3f} ms {each:8.1f} ns/row"
                f"  {time / ours:7.2f} × ours  {differing} figures differ"
            )
        if workload == "batch":
            for peer, time in times.items():
                print(f"  {peer:14} {elements[workload] / 240 / time:10.0f} facilities/s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
