#!/usr/bin/env python3
"""Replays an explanation: recomputes every step of the tree from its leaves.

    replay.py EXPLANATION.json        (from `mrv explain … --json`); one tree a line

Leaves are inputs, constants, positions (keys, slot days) and table cells; what the tree says of
every other step must follow from its children. Prints the steps that do not, exit status 1, or
the number of steps replayed. Steps whose terms were left out (`omitted`) cannot be replayed.
Standard library only; the arithmetic is that of evaluate.py.
"""
import datetime
import json
import sys
from fractions import Fraction

sys.dont_write_bytecode = True
import evaluate  # noqa: E402

LEAVES = {"input", "constant", "key", "row", "slot-start", "slot-end"}
# What these give is one of their children: the last one that the tree shows.
TAKES_LAST = {"broadcast", "select", "occurs-where", "first-given", "choose", "follow", "shift"}


def value(step):
    """(state, value) as the tree says."""
    if step["state"] not in evaluate.HAS_VALUE:
        return step["state"], None
    raw = step["value"]
    if isinstance(raw, str):
        for read in (Fraction, datetime.date.fromisoformat):
            try:
                return evaluate.GIVEN, read(raw)
            except ValueError:
                pass
    return evaluate.GIVEN, raw


def looked_up(step, children):
    state = evaluate.strict([value(c) for c in children])
    if state != evaluate.GIVEN or not step.get("cells") or "value" not in step:
        return None
    cells = [(Fraction(c["weight"]), c["value"]) for c in step["cells"]]
    try:
        return evaluate.GIVEN, sum(w * Fraction(v) for w, v in cells)
    except ValueError:
        return evaluate.GIVEN, cells[0][1]


def reduced(step, children):
    by_place = {}
    for child in children:
        by_place.setdefault(child["place"], []).append(value(child))
    first = 0 if step["op"] in ("reduce", "window") else 1
    cells, weights = by_place.get(first, []), by_place.get(first + 1)
    if not cells or len(weights or cells) != len(cells):
        return None
    is_flag = all(isinstance(v, bool) for s, v in cells if s in evaluate.HAS_VALUE)
    result = evaluate.reduction(step["reduction"], cells, weights, False, is_flag)
    # Rows that are missing altogether are not in the tree.
    return None if step["state"] == evaluate.ABSENT and result[0] != evaluate.ABSENT else result


def replayed(step, known):
    """(state, value) from the children; None where the tree does not hold what is needed."""
    children = [known.get(c["id"], c) if c.get("repeated") else c
                for c in step.get("children", [])]
    children = [dict(c, place=o["place"]) for c, o in zip(children, step.get("children", []))]
    op = step["op"]
    if op in LEAVES or step.get("omitted") or step["state"] == evaluate.POISONED or not children:
        return looked_up(step, children) if op == "lookup" else None
    if op == "lookup":
        return looked_up(step, children)
    if op in TAKES_LAST:
        if step["state"] not in evaluate.HAS_VALUE:
            return None
        return value(children[-1])
    if op in ("reduce", "collect", "bucket", "window"):
        return reduced(step, children)
    # What other rows and alternatives say is not in the tree.
    if op in ("chosen", "match", "allocate", "state", "unique"):
        return None
    node = dict(step, args=[])
    machine = evaluate.Evaluation.__new__(evaluate.Evaluation)
    cells = [value(c) for c in sorted(children, key=lambda c: c["place"])]
    return machine.element(node, None, Cells(cells))


class Cells(list):
    """Operands given directly instead of by node and element."""


def element(self, node, e, cells):
    special = getattr(self, "at_" + node["op"].replace("-", "_"), None)
    try:
        if special is not None:
            return special(node, e, cells)
        state = evaluate.strict(cells)
        if state != evaluate.GIVEN:
            return state, None
        result = self.plain(node, e, [v for _, v in cells])
        return (evaluate.NOT_OCCURRING, None) if result is None else (evaluate.GIVEN, result)
    except evaluate.Poison:
        return evaluate.POISONED, None


evaluate.Evaluation.element = element


def steps(step):
    yield step
    for child in step.get("children", []):
        yield from steps(child)


def replay(tree):
    """(number of steps recomputed, those that do not follow)."""
    sys.setrecursionlimit(100_000)
    known = {step["id"]: step for step in steps(tree) if not step.get("repeated")}
    count, wrong = 0, []
    for step in known.values():
        result = replayed(step, known)
        if result is None:
            continue
        count += 1
        state, said = value(step)
        if result[0] != state or (state == evaluate.GIVEN and result[1] != said):
            wrong.append((step["id"], step["op"], step.get("value"), result))
    return count, wrong


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        count, wrong = 0, []
        for line in file:
            replayed_steps, differing = replay(json.loads(line))
            count, wrong = count + replayed_steps, wrong + differing
    for step in wrong:
        print("does not follow:", *step)
    print(f"{count} steps replayed, {len(wrong)} do not follow")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
