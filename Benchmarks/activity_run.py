#!/usr/bin/env python3
"""Runs the long table once, ours and Polars, start of the process to written totals.

Usage: activity_run.py MRV FOLDER PYTHON      prints a line of JSON for each
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def timed(peer: str, folder: pathlib.Path, command: list, environment: dict) -> None:
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{peer}: exit status {status}")
    line = {
        "peer": peer, "workload": "activity", "seconds": wall,
        "cpu": used.ru_utime + used.ru_stime, "runs": 1,
        "elements": sum(1 for _ in (folder / "activity.csv").open("rb")) - 1,
        "memory": used.ru_maxrss * 1024,
    }
    print(json.dumps(line), flush=True)


def ours(program: str, folder: pathlib.Path) -> None:
    totals = folder / "totals.csv"
    timed(
        "mrv", folder,
        [
            program, "batch", "sectors/bench-activity/1", str(folder / "activity.csv"), "--out",
            str(totals), "--allow-recalled", "--methods", str(folder / "Methodologies"),
        ],
        dict(os.environ),
    )
    with totals.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    answers = folder / "answers" / "activity.mrv.csv"
    answers.write_text(
        "".join(sorted(f"{name}/{year},{total}\n" for name, year, total, *_ in rows)),
        encoding="utf-8",
    )


def main() -> None:
    program, folder, python = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    ours(program, folder)
    if subprocess.run([python, "-c", "import polars"], stderr=subprocess.DEVNULL).returncode == 0:
        peer = str(HERE / "peers" / "csv_polars.py")
        timed("polars", folder, [python, peer, str(folder)], dict(os.environ))


if __name__ == "__main__":
    main()
