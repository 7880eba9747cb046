#!/usr/bin/env python3
"""Puts faults into rule files and cases and watches what the program does with them.

Usage: fuzz.py MRV [--seconds N] [--seed N]

Each round copies the rule library, changes one file (tokens swapped, dropped, doubled, replaced;
bytes flipped; the file cut), and runs `mrv lint` or `mrv test` on it. Whatever the fault, the
program ends by itself within a time limit with one of its exit codes and not 70. What breaks that
is kept in out/fuzz/ with the command that shows it. The seed makes a run repeatable.
"""

import argparse
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "Methodologies"
LIMIT_SECONDS = 60
EXIT_CODES = {0, 1, 2, 3}
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
STRANGE = [
    "×", "÷", "−", "^", "(", ")", "sum over ", "of ", "this ", "if ", "\"", "<", ">", "&", "]]>",
    "0", "-1", "1e999", "9" * 400, "1 ÷ 0", "\u0000", "\u202e", "\ufeff", "％", "tCO2", "GJ/t@ar",
    "absent", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;", "（", "{", "}",
    "2024-13-40", "facility[", "(" * 200, "- " * 200,
]


def mutate(text: str, rng: random.Random) -> bytes:
    """The text with one to three faults."""
    tokens = TOKEN.findall(text)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(tokens)) if tokens else 0
        kind = rng.randrange(7)
        if not tokens or kind == 0:
            tokens.insert(at, rng.choice(STRANGE))
        elif kind == 1:
            del tokens[at]
        elif kind == 2:
            tokens.insert(at, tokens[at])
        elif kind == 3:
            other = rng.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 4:
            tokens[at] = rng.choice(tokens)
        elif kind == 5:
            tokens[at] = rng.choice(STRANGE)
        else:
            start, end = sorted((at, rng.randrange(len(tokens) + 1)))
            tokens[start:end] = tokens[start:end] * 2 if rng.random() < 0.5 else []
    data = bytearray("".join(tokens).encode("utf-8", "surrogatepass"))
    if data and rng.random() < 0.2:
        data[rng.randrange(len(data))] = rng.randrange(256)
    if data and rng.random() < 0.05:
        del data[rng.randrange(len(data)):]
    return bytes(data)


def command(mrv: str, library: pathlib.Path, path: pathlib.Path) -> list:
    """What is run on a library with a fault in this file."""
    parts = path.parts
    verb = "test" if path.suffix == ".case" else "lint"
    depth = 2 if parts[0] == "illustrative" else 3
    own = LIBRARY / pathlib.Path(*parts[:depth]) / "methodology.xml"
    is_own = len(parts) > depth and own.exists()
    names = ["/".join(parts[:depth])] if is_own else []
    return [mrv, verb, *names, "--methods", str(library)]


def main() -> int:
    parser = argparse.ArgumentParser(description="faults in rule files")
    parser.add_argument("mrv")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    mrv = str(pathlib.Path(options.mrv).resolve())
    files = sorted(
        path.relative_to(LIBRARY)
        for path in LIBRARY.rglob("*")
        if path.suffix in (".xml", ".case")
    )
    rounds = broken = 0
    slowest = 0.0
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as folder:
        library = pathlib.Path(folder) / "Methodologies"
        shutil.copytree(LIBRARY, library)
        while time.monotonic() < end:
            path = rng.choice(files)
            original = (LIBRARY / path).read_bytes()
            fault = mutate(original.decode("utf-8"), rng)
            (library / path).write_bytes(fault)
            line = command(mrv, library, path)
            start = time.monotonic()
            try:
                done = subprocess.run(
                    line, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_SECONDS
                )
                code, output = done.returncode, done.stderr
            except subprocess.TimeoutExpired:
                code, output = "no end", b""
            slowest = max(slowest, time.monotonic() - start)
            (library / path).write_bytes(original)
            rounds += 1
            if code not in EXIT_CODES:
                broken += 1
                kept = ROOT / "out" / "fuzz" / f"{options.seed}-{rounds}"
                kept.mkdir(parents=True, exist_ok=True)
                (kept / path.name).write_bytes(fault)
                (kept / "README").write_text(
                    f"{path}\n{' '.join(line)}\nexit {code}\n\n"
                    + output[-4000:].decode("utf-8", "replace"),
                    encoding="utf-8",
                )
                print(f"round {rounds}: {path}: exit {code}; kept in {kept.relative_to(ROOT)}")
    print(f"{rounds} faults, {broken} broke the program, the slowest took {slowest:.1f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
