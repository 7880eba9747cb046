"""Bridges worked by hand: one cause after the other is exchanged and the total computed anew.

The rules are those of Tests/WorkflowTests/BridgeRulesText.swift, written down here a second time.
Without --check the answers are written, with it they are compared.
"""

import json
import sys
from copy import deepcopy
from fractions import Fraction as F
from pathlib import Path

from common import CO2_C, rest, round_half_even

ANSWERS = Path(__file__).resolve().parents[2] / "Tests/WorkflowTests/Answers/bridges.json"

EDITION_A = dict(
    ncv={"煤": F(20), "油": F(40), "气": F(48)}, carbon=F("0.025"), oxidation=F(1),
    grid={"annual": F("0.5"), "monthly": F("0.58")}, decimals=0)
EDITION_B = dict(
    ncv={"煤": F(20), "油": F(41), "气": F(48)}, carbon=F("0.026"), oxidation=F("0.98"),
    grid={"annual": F("0.6"), "monthly": F("0.6")}, decimals=1)


def emission(rules, key, fuel):
    amount, heat = fuel
    ncv = rules["ncv"][key] if heat is None else heat
    return rest(amount * ncv * rules["carbon"] * CO2_C * rules["oxidation"])


def combustion(rules, filing):
    return sum((emission(rules, k, v) for k, v in filing["fuels"].items()), F(0))


def electricity(rules, filing):
    return filing["power"] * rules["grid"][filing.get("purpose", "annual")]


def exact(rules, filing):
    return rest(rest(combustion(rules, filing)) + rest(electricity(rules, filing)))


def total(rules, filing):
    return round_half_even(
        round_half_even(combustion(rules, filing), 2) + round_half_even(electricity(rules, filing), 2),
        rules["decimals"])


def bridge(a, b, states):
    """states: names with what holds after each; the first state is A's."""
    (rules_a, filing_a), (rules_b, filing_b) = a, b
    start = value = exact(rules_a, filing_a)
    steps = []
    for name, rules, filing in states:
        now = exact(rules, filing)
        if now != value:
            steps.append([name, str(now - value)])
        value = now
    assert value == exact(rules_b, filing_b)
    first, second = total(rules_a, filing_a), total(rules_b, filing_b)
    rounding = (second - value) - (first - start)
    if rounding:
        steps.append(["rounding", str(rounding)])
    assert sum(F(s) for _, s in steps) == second - first
    return dict(first=str(first), second=str(second), steps=steps)


def two_years():
    a = dict(fuels={"煤": (F(1000), F("21.5")), "油": (F(10), None)}, power=F(200))
    b = dict(fuels={"煤": (F(1100), F("20.9")), "气": (F(5), None)}, power=F("180.3"))
    states, now = [], deepcopy(a)

    def after(name, change):
        change(now)
        states.append((name, EDITION_A, deepcopy(now)))

    after("came 气", lambda f: f["fuels"].update({"气": (F(5), None)}))
    after("gone 油", lambda f: f["fuels"].pop("油"))
    after("use 煤", lambda f: f["fuels"].update({"煤": (F(1100), F("21.5"))}))
    after("heat 煤", lambda f: f["fuels"].update({"煤": (F(1100), F("20.9"))}))
    after("power", lambda f: f.update(power=F("180.3")))
    return bridge((EDITION_A, a), (EDITION_A, b), states)


def measured_and_default():
    a = dict(fuels={"煤": (F(1000), F("21.5")), "油": (F(10), None)}, power=F(200))
    b = dict(fuels={"煤": (F(1000), None), "油": (F(10), None)}, power=F(200))
    return bridge((EDITION_A, a), (EDITION_A, b), [("heat 煤", EDITION_A, b)])


def two_editions():
    data = dict(fuels={"煤": (F(1000), F("21.5")), "油": (F(10), None)}, power=F(200))
    rules, states = deepcopy(EDITION_A), []

    def after(name, **change):
        rules.update(change)
        states.append((name, deepcopy(rules), data))

    after("carbon", carbon=EDITION_B["carbon"])
    after("heat 油", ncv=EDITION_B["ncv"])
    after("emission", oxidation=EDITION_B["oxidation"])
    after("power-co2", grid=EDITION_B["grid"])
    return bridge((EDITION_A, data), (EDITION_B, data), states)


def two_regimes():
    a = dict(fuels={"煤": (F(1000), F("21.5"))}, power=F(200), purpose="annual")
    b = dict(a, purpose="monthly")
    return bridge((EDITION_A, a), (EDITION_A, b), [("purpose", EDITION_A, b)])


def reported():
    """From what was reported to what is recomputed; the reported sum is wrong by one tonne."""
    data = dict(fuels={"煤": (F(1000), F("21.5")), "油": (F(10), None)}, power=F(200))
    burnt = round_half_even(combustion(EDITION_A, data), 2)
    current = round_half_even(electricity(EDITION_A, data), 2)
    said = dict(combustion=F("2000"), electricity=F("100"), total=F("2101"))
    steps = [
        ["combustion", str(round_half_even(burnt + current, 0)
                           - round_half_even(said["combustion"] + current, 0))],
        ["sum", str(round_half_even(said["combustion"] + said["electricity"], 0) - said["total"])],
    ]
    assert current == said["electricity"]
    whole = total(EDITION_A, data)
    assert sum(F(s) for _, s in steps) == whole - said["total"]
    return dict(first=str(said["total"]), second=str(whole), steps=steps)


answers = {
    "two-years": two_years(), "measured-and-default": measured_and_default(),
    "two-editions": two_editions(), "two-regimes": two_regimes(), "reported": reported(),
}
text = json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
if "--check" in sys.argv:
    sys.exit(0 if ANSWERS.read_text(encoding="utf-8") == text else 1)
ANSWERS.write_text(text, encoding="utf-8")
