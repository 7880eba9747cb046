#!/usr/bin/env python3
"""Times the whole program, reading and writing included: whole.py MRV FOLDER.

MRV is the program built for release; large filings are made in FOLDER.
"""

import pathlib
import resource
import subprocess
import sys
import time

import filings

LIBRARY = pathlib.Path(__file__).resolve().parent.parent / "Methodologies"
LEGS = LIBRARY / "illustrative" / "flight-legs" / "cases"


def timed(name: str, command: list) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:34} {used:8.3f} s of processors {wall:8.3f} s on the wall, exit {done.returncode}")


def main() -> None:
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    filings.legs(folder / "legs", 300_000)
    common = ["--methods", str(LIBRARY)]
    recalled = common + ["--allow-recalled"]
    case = str(sorted(LEGS.glob("*.case"))[0])
    timed("test, all cases and examples", [program, "test", *common])
    timed("explain a total", [program, "explain", case, "E", *recalled])
    timed("calculate 300,000 legs from CSV", [program, "calculate", str(folder / "legs"), *recalled])


if __name__ == "__main__":
    main()
