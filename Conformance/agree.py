#!/usr/bin/env python3
"""Compares the engine with the independent evaluator on every case of every methodology.

    mrv test --export CASES.jsonl
    agree.py CASES.jsonl

Every element of every named value must have the same state and, to the last digit, the same value.
"""
import json
import sys

import evaluate


def main(path):
    agreed = differing = values = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            theirs = evaluate.answer(case["plan"], case["data"])["named"]
            wrong = []
            for name, column in case["named"].items():
                values += len(column)
                for place, (mine, other) in enumerate(zip(column, theirs[name], strict=True)):
                    if mine != list(other):
                        wrong.append(f"{name}[{place}]: engine {mine}, evaluator {list(other)}")
            if wrong:
                differing += 1
                print(f"DIFFERS {case['case']}")
                for text in wrong[:10]:
                    print(f"    {text}")
            else:
                agreed += 1
    print(f"{values} values compared")
    print(f"{agreed} passed, {differing} failed")
    return 1 if differing or not agreed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1]))
