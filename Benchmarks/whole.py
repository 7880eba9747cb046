#!/usr/bin/env python3
"""Times the whole program, reading and writing included: whole.py MRV FOLDER [PYTHON].

MRV is the program built for release; large filings are made in FOLDER. PYTHON has python-docx and
openpyxl; without it the report has no peer.
"""

import pathlib
import resource
import subprocess
import sys
import time

import filings

LIBRARY = pathlib.Path(__file__).resolve().parent.parent / "Methodologies"
SAMPLES = LIBRARY.parent / "SampleData"
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
    for sample in ("other-industries", "cement/2024", "power/2023-group"):
        out = folder / "documents" / sample
        out.mkdir(parents=True, exist_ok=True)
        filing = str(SAMPLES / sample)
        timed(f"report {sample}", [program, "report", filing, "--out", str(out), *common])
        timed(f"checklist {sample}", [program, "checklist", filing, "--out", str(out), *common])
        if len(sys.argv) > 3:
            peer = pathlib.Path(__file__).parent / "peers" / "documents_python.py"
            timed("  its tables by python-docx, openpyxl", [sys.argv[3], str(peer), str(out)])


if __name__ == "__main__":
    main()
