"""What the peers share: reading, timing, and the form of their answers."""

import csv
import json
import pathlib
import time
from decimal import Decimal


def rows(folder: pathlib.Path, name: str):
    """The rows of a table without its head."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


def answer(folder: pathlib.Path, peer: str, workload: str, results: dict) -> None:
    """Writes the figures, sorted, without trailing zeros, so that answers compare as bytes."""
    out = folder / "answers"
    out.mkdir(exist_ok=True)
    with (out / f"{workload}.{peer}.csv").open("w", encoding="utf-8") as file:
        for key in sorted(results):
            value = Decimal(str(results[key]))
            text = f"{value:f}"
            if "." in text:
                text = text.rstrip("0").rstrip(".")
            file.write(f"{key},{text}\n")


def report(peer: str, workload: str, seconds: list, elements: int) -> None:
    """One line for the driver: the best run, from typed values in memory to figures."""
    line = {
        "peer": peer,
        "workload": workload,
        "seconds": min(wall for wall, _ in seconds),
        "cpu": min(cpu for _, cpu in seconds),
        "runs": len(seconds),
        "elements": elements,
    }
    print(json.dumps(line))


def measure(work, runs: int):
    """The seconds of each run, on the wall and of all threads together, and the last result."""
    seconds = []
    result = None
    for _ in range(runs):
        start, cpu = time.perf_counter(), time.process_time()
        result = work()
        seconds.append((time.perf_counter() - start, time.process_time() - cpu))
    return seconds, result
