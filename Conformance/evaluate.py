#!/usr/bin/env python3
"""The independent evaluator: plan JSON + data set JSON -> JSON of named values.

Written from Documentation/Semantics.md, not from the Swift engine; the two are compared on every
case and on random plans. Standard library only; exact fractions throughout; no attention to speed.

    evaluate.py PLAN.json DATA.json            the named values
    evaluate.py --nodes PLAN.json DATA.json    every node
    evaluate.py --batch < LINES                one {"plan": …, "data": …} a line, one answer a line
"""
import datetime
import decimal
import json
import sys
from fractions import Fraction

GIVEN, SUBSTITUTED, NOT_OCCURRING, ABSENT, POISONED = (
    "given", "substituted", "not-occurring", "absent", "poisoned")
HAS_VALUE = {GIVEN, SUBSTITUTED}
GRAINS = ["year", "calendar-year", "quarter", "month", "day"]
REST = {"mode": "half-even", "digits": 34, "step": 1}


class Poison(Exception):
    """The element is poisoned."""


# ---------------------------------------------------------------- numbers

def divide_rounded(value, mode):
    """The whole number that a fraction goes to."""
    sign, size = (-1 if value < 0 else 1), abs(value)
    whole, rest = size.numerator // size.denominator, size - size.numerator // size.denominator
    if mode == "up":
        whole += rest > 0
    elif mode == "half-up":
        whole += rest >= Fraction(1, 2)
    elif mode == "half-even":
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    return sign * whole


def magnitude_of(value):
    """e with 10^(e-1) <= |value| < 10^e."""
    exponent = len(str(abs(value.numerator))) - len(str(value.denominator)) + 1
    while abs(value) < Fraction(10) ** (exponent - 1):
        exponent -= 1
    while abs(value) >= Fraction(10) ** exponent:
        exponent += 1
    return exponent


def rounded(value, rule):
    if value == 0:
        return value
    decimals = rule.get("decimals")
    if decimals is None:
        decimals = rule["digits"] - magnitude_of(value)
    unit = rule.get("step", 1) * Fraction(10) ** (-decimals)
    return divide_rounded(value / unit, rule["mode"]) * unit


def rest(value):
    return rounded(value, REST)


def irrational(name, values, rule):
    x = values[0]
    decimal.getcontext().prec = 200
    decimal.getcontext().Emax, decimal.getcontext().Emin = decimal.MAX_EMAX, decimal.MIN_EMIN
    as_decimal = lambda f: decimal.Decimal(f.numerator) / decimal.Decimal(f.denominator)
    if name == "sqrt":
        if x < 0:
            raise Poison
        result = as_decimal(x).sqrt()
    elif name == "ln":
        if x <= 0:
            raise Poison
        result = as_decimal(x).ln()
    elif name == "exp":
        result = as_decimal(x).exp()
    else:
        if x <= 0:
            raise Poison
        result = (as_decimal(values[1]) * as_decimal(x).ln()).exp()
    # 150 digits decide: exact results differ from them by less than 10^-180.
    return rounded(rounded(Fraction(result), {"mode": "half-even", "digits": 150}), rule)


def later(day, number, years):
    """A day so many days or years on; 28 February where the year has no 29th."""
    if number.denominator != 1:
        raise Poison
    try:
        if not years:
            return day + datetime.timedelta(int(number))
        year = day.year + int(number)
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if (day.month, day.day) == (2, 29) and not leap:
            return datetime.date(year, 2, 28)
        return datetime.date(year, day.month, day.day)
    except (OverflowError, ValueError):
        raise Poison


# ---------------------------------------------------------------- rows and slots

class World:
    """Rows, slots and what belongs to what."""

    def __init__(self, plan, data):
        self.plan, self.data = plan, data
        first, last = ([int(p) for p in m.split("-")] for m in data["period"])
        months, (year, month) = [], first
        while [year, month] <= last:
            months.append((year, month))
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        start = datetime.date(*months[0], 1)
        end = datetime.date(year, month, 1)
        days = [start + datetime.timedelta(n) for n in range((end - start).days)]
        # A slot is the set of its days, given by the first day and the day after the last.
        groups = {
            "year": lambda d: 0, "calendar-year": lambda d: d.year,
            "quarter": lambda d: (d.year, (d.month - 1) // 3),
            "month": lambda d: (d.year, d.month), "day": lambda d: d}
        self.slot_of_day, self.slots = {}, {}
        for grain, name in groups.items():
            names = sorted({name(d) for d in days})
            places = {n: i for i, n in enumerate(names)}
            self.slot_of_day[grain] = {d: places[name(d)] for d in days}
            members = [[] for _ in names]
            for d in days:
                members[places[name(d)]].append(d)
            self.slots[grain] = [(m[0], m[-1] + datetime.timedelta(1)) for m in members]

    def rows(self, row_set):
        return len(self.data["rows"][row_set]["keys"])

    def elements(self, shape):
        return [(r, s) for r in range(self.rows(shape["rows"]))
                for s in range(len(self.slots[shape["grain"]]))]

    def parent(self, row_set):
        return self.plan["rowSets"][row_set].get("parent")

    def chain(self, row_set):
        chain = [row_set]
        while self.parent(chain[-1]) is not None:
            chain.append(self.parent(chain[-1]))
        return chain

    def parent_row(self, row_set, row):
        return 0 if self.parent(row_set) == 0 else self.data["rows"][row_set]["parents"][row]

    def ancestor(self, row_set, row, target):
        while row_set != target:
            row, row_set = self.parent_row(row_set, row), self.parent(row_set)
        return row

    def slot(self, grain, slot, coarser):
        return self.slot_of_day[coarser][self.slots[grain][slot][0]]

    def up(self, element, shape, upper):
        """The element of the coarser shape in which an element of the finer one lies."""
        return (self.ancestor(shape["rows"], element[0], upper["rows"]),
                self.slot(shape["grain"], element[1], upper["grain"]))

    def common(self, row_set, target):
        """Where references from one row set to another look."""
        chain = self.chain(row_set)
        if target in chain:
            return self.parent(target) or 0
        return next(a for a in self.chain(target) if a in chain)

    def lacks_rows(self, row_set, upper_set, upper_row):
        """Whether some row on the way down has no rows of the next set, undeclared."""
        chain = self.chain(row_set)
        path = chain[:chain.index(upper_set) + 1]
        rows = [upper_row]
        for child in reversed(path[:-1]):
            below = []
            for row in rows:
                own = [r for r in range(self.rows(child)) if self.parent_row(child, r) == row]
                none = self.data["rows"][child].get("declaredNone", [])
                if not own and not (row < len(none) and none[row]):
                    return True
                below += own
            rows = below
        return False


# ---------------------------------------------------------------- states

def strict(cells):
    """The state of a result that needs all operands."""
    states = [state for state, _ in cells]
    for state in (POISONED, ABSENT, NOT_OCCURRING):
        if state in states:
            return state
    return GIVEN


def three_valued(cells, decisive):
    states = [state for state, _ in cells]
    if POISONED in states:
        return POISONED, None
    if any(state in HAS_VALUE and value == decisive for state, value in cells):
        return GIVEN, decisive
    for state in (ABSENT, NOT_OCCURRING):
        if state in states:
            return state, None
    return GIVEN, not decisive


COMPARISONS = {
    "=": lambda a, b: a == b, "≠": lambda a, b: a != b, "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b, ">": lambda a, b: a > b, "≥": lambda a, b: a >= b}


def reduction(name, cells, weights, lacks, is_flag):
    """One value of many; cells and weights in row-major order."""
    states = [state for state, _ in cells]
    if name == "count":
        if POISONED in states:
            return POISONED, None
        return GIVEN, Fraction(sum(
            1 for state, value in cells if state in HAS_VALUE and (value or not is_flag)))
    if name in ("any", "all"):
        return three_valued(cells, name == "any")
    if name == "last":
        if POISONED in states:
            return POISONED, None
        values = [value for state, value in cells if state in HAS_VALUE]
        if values:
            return GIVEN, values[-1]
        return (ABSENT if lacks or ABSENT in states else NOT_OCCURRING), None
    if weights is not None:
        cells = [(strict([c, w]), (c[1], w[1])) for c, w in zip(cells, weights)]
        states = [state for state, _ in cells]
    if POISONED in states:
        return POISONED, None
    if ABSENT in states or lacks:
        return ABSENT, None
    values = [value for state, value in cells if state in HAS_VALUE]
    if not values:
        return (GIVEN, Fraction(1)) if name == "product" else (NOT_OCCURRING, None)
    if name == "min":
        return GIVEN, min(values)
    if name == "max":
        return GIVEN, max(values)
    if name == "sum":
        return GIVEN, sum(rest(v) for v in values)
    if name == "product":
        result = Fraction(1)
        for value in values:
            result *= value
        return GIVEN, result
    if name == "variance":
        if len(values) < 2:
            return ABSENT, None
        mean = Fraction(sum(values), len(values))
        return GIVEN, sum((v - mean) ** 2 for v in values) / (len(values) - 1)
    if weights is None:
        return GIVEN, sum(rest(v) for v in values) / len(values)
    total = sum(rest(w) for _, w in values)
    if total == 0:
        return NOT_OCCURRING, None
    return GIVEN, sum(rest(v * w) for v, w in values) / total


# ---------------------------------------------------------------- tables

def scalar(json_value):
    (kind, value), = json_value.items()
    if kind == "number":
        return Fraction(value)
    return datetime.date.fromisoformat(value) if kind == "date" else value


def neighbours(keys, sought):
    """{key: share}: the key itself, or the two around it."""
    if sought in keys:
        return {sought: Fraction(1)}
    below = [k for k in keys if k < sought]
    above = [k for k in keys if k > sought]
    if not below or not above:
        raise Poison
    low, high = max(below), min(above)
    share = (sought - low) / (high - low)
    return {low: 1 - share, high: share}


def cell_value(cell):
    content = cell["value"]
    if content is None:
        return ABSENT, None
    if "doubtful" in content:
        return POISONED, None
    if "not-occurring" in content:
        return NOT_OCCURRING, None
    return GIVEN, scalar(content)


def weighted(cells):
    """The value of (share, (state, value)) pairs; poisoned before absent."""
    state = strict([cell for _, cell in cells])
    if state != GIVEN:
        return state, None
    if len(cells) == 1 and cells[0][0] == 1:
        return cells[0][1]
    return GIVEN, sum(share * value for share, (_, value) in cells)


def look_up(plan, number, column, keys):
    table = plan["tables"][number]
    rows = list(table["rows"])
    kinds = [key["match"] for key in table["keys"]]
    if table["dating"] != "undated":
        day = keys[len(kinds)]
        iso = datetime.date.fromisoformat
        rows = [r for r in rows if ("from" not in r or iso(r["from"]) <= day)
                and ("to" not in r or day < iso(r["to"]))]
    for place, kind in enumerate(kinds):
        if kind == "exact":
            rows = [r for r in rows if scalar(r["keys"][place]) == keys[place]]
    if not rows and table.get("extensible"):
        return ABSENT, None
    for place, kind in enumerate(kinds):
        if kind == "at-most":
            known = [scalar(r["keys"][place]) for r in rows]
            known = [k for k in known if k <= keys[place]]
            if not known:
                raise Poison
            rows = [r for r in rows if scalar(r["keys"][place]) == max(known)]
    linear = [place for place, kind in enumerate(kinds) if kind == "linear"]
    if not linear:
        if len(rows) != 1:
            raise Poison
        return cell_value(rows[0]["cells"][column])
    if len(linear) == 1:
        by_key = {scalar(r["keys"][linear[0]]): r for r in rows}
        shares = neighbours(list(by_key), keys[linear[0]])
        return weighted([(s, cell_value(by_key[k]["cells"][column])) for k, s in shares.items()])
    return surface(plan, table, rows, linear, column, keys)


def surface(plan, table, rows, linear, column, keys):
    """Two linear keys, with or without a phase boundary."""
    x, y = keys[linear[0]], keys[linear[1]]
    lines = {}
    for r in rows:
        place = scalar(r["keys"][linear[0]])
        lines.setdefault(scalar(r["keys"][linear[1]]), {})[place] = r["cells"][column]
    curve = {}
    if table.get("boundary"):
        other, position, value = table["boundary"]
        for r in plan["tables"][other]["rows"]:
            state, place = cell_value(r["cells"][position])
            if state == GIVEN:
                curve[scalar(r["keys"][0])] = (place, r["cells"][value])

    def boundary(at):
        """(place, cells in proportion) or None above the curve's end."""
        if not curve or at > max(curve):
            return None
        shares = neighbours(list(curve), at)
        return (sum(s * curve[k][0] for k, s in shares.items()),
                [(s, cell_value(curve[k][1])) for k, s in shares.items()])

    outer = neighbours(list(lines), y)
    edge = boundary(y)
    if edge is not None and x < edge[0]:
        raise Poison
    result = []
    for ordinate, weight in outer.items():
        points = {place: [(Fraction(1), cell_value(cell))]
                  for place, cell in lines[ordinate].items()}
        edge = boundary(ordinate)
        if edge is not None:
            if x < edge[0]:
                points = {x: edge[1]}
            else:
                points = {place: cells for place, cells in points.items() if place > edge[0]}
                points[edge[0]] = edge[1]
        for place, share in neighbours(list(points), x).items():
            result += [(weight * share * s, cell) for s, cell in points[place]]
    return weighted(result)


# ---------------------------------------------------------------- the program

class Evaluation:
    def __init__(self, plan, data):
        self.plan, self.data, self.world = plan, data, World(plan, data)
        self.columns = []
        for node in plan["nodes"]:
            method = getattr(self, "op_" + node["op"].replace("-", "_"), None)
            shape = node["shape"]
            if method is not None:
                column = method(node)
            else:
                column = {e: self.element(node, e) for e in self.world.elements(shape)}
            self.settle_declared(len(self.columns), shape["rows"], column)
            self.columns.append(column)

    def settle_declared(self, index, own, column):
        """Absent values of a source that is declared not to occur do not occur there."""
        sources = {v.get("source") for v in self.plan["named"] if v["node"] == index}
        if len(sources) != 1:
            return
        for rows in range(len(self.plan["rowSets"])):
            declared = {d["row"] for d in self.data.get("declaredSources", [])
                        if d["source"] in sources and d["rows"] == rows}
            if not declared:
                continue
            for e, (state, _) in column.items():
                if rows in self.world.chain(own):
                    covered = self.world.ancestor(own, e[0], rows) in declared
                elif own in self.world.chain(rows):
                    below = {r for r in range(self.world.rows(rows))
                             if self.world.ancestor(rows, r, own) == e[0]}
                    covered = below and below <= declared
                else:
                    covered = False
                if covered and state == ABSENT:
                    column[e] = NOT_OCCURRING, None

    def shape(self, index):
        return self.plan["nodes"][index]["shape"]

    # Element by element: every operand at the same element.
    def element(self, node, e):
        cells = [self.columns[a].get(e) for a in node["args"]]
        special = getattr(self, "at_" + node["op"].replace("-", "_"), None)
        try:
            if special is not None:
                return special(node, e, cells)
            state = strict(cells)
            if state != GIVEN:
                return state, None
            result = self.plain(node, e, [value for _, value in cells])
            return (NOT_OCCURRING, None) if result is None else (GIVEN, result)
        except Poison:
            return POISONED, None

    def plain(self, node, e, v):
        """Operations that need all their operands; None stands for not occurring."""
        op = node["op"]
        if op == "constant":
            return scalar(node["value"])
        if op == "key":
            return self.data["rows"][node["shape"]["rows"]]["keys"][e[0]]
        if op == "row":
            return e[0]
        if op in ("slot-start", "slot-end"):
            return self.world.slots[node["shape"]["grain"]][e[1]][op == "slot-end"]
        if op == "multiply":
            return v[0] * v[1]
        if op == "divide":
            if v[1] == 0:
                if v[0] == 0:
                    return None
                raise Poison
            return v[0] / v[1]
        if op == "negate":
            return -v[0]
        if op == "magnitude":
            return abs(v[0])
        if op == "power":
            if v[0] == 0 and node["exponent"] < 0:
                raise Poison
            return v[0] ** node["exponent"]
        if op == "irrational":
            return irrational(node["function"], v, node["rounding"])
        if op == "round":
            return rounded(v[0], node["rounding"])
        if op == "least":
            return min(v)
        if op == "greatest":
            return max(v)
        if op == "compare":
            return COMPARISONS[node["comparison"]](*v)
        if op == "not":
            return not v[0]
        if op == "days":
            return Fraction((v[1] - v[0]).days)
        if op == "overlap":
            return Fraction(max(0, (min(v[1], v[3]) - max(v[0], v[2])).days))
        if op in ("days-after", "years-after"):
            return later(v[0], v[1], op == "years-after")
        if op == "year-of":
            return Fraction(v[0].year)
        raise ValueError("unknown operation " + op)

    def at_unique(self, node, e, cells):
        state, value = cells[0]
        if state not in HAS_VALUE:
            return state, None
        column = self.columns[node["args"][0]]
        return GIVEN, not any(
            row != e[0] and slot == e[1] and other in HAS_VALUE and same == value
            for (row, slot), (other, same) in column.items())

    def at_add(self, node, e, cells, sign=1):
        states = [state for state, _ in cells]
        for state in (POISONED, ABSENT):
            if state in states:
                return state, None
        if states == [NOT_OCCURRING, NOT_OCCURRING]:
            return NOT_OCCURRING, None
        a, b = (value if state in HAS_VALUE else 0 for state, value in cells)
        return GIVEN, Fraction(a + sign * b)

    def at_subtract(self, node, e, cells):
        return self.at_add(node, e, cells, sign=-1)

    def at_and(self, node, e, cells):
        return three_valued(cells, False)

    def at_or(self, node, e, cells):
        return three_valued(cells, True)

    def at_state(self, node, e, cells):
        return GIVEN, cells[0][0] in node["states"]

    @staticmethod
    def taken(cell):
        """A chosen value; that it was substituted stays with its origin."""
        return (GIVEN, cell[1]) if cell[0] in HAS_VALUE else (cell[0], None)

    def at_select(self, node, e, cells):
        if cells[0][0] not in HAS_VALUE:
            return cells[0][0], None
        return self.taken(cells[1] if cells[0][1] else cells[2])

    def at_occurs_where(self, node, e, cells):
        if cells[0][0] not in HAS_VALUE:
            return cells[0][0], None
        return self.taken(cells[1]) if cells[0][1] else (NOT_OCCURRING, None)

    def at_first_given(self, node, e, cells):
        for cell in cells:
            if cell[0] in HAS_VALUE or cell[0] == POISONED:
                return self.taken(cell)
        return self.taken(cells[-1])

    def at_choose(self, node, e, cells, named=False):
        stated, names = cells[0], node["alternatives"]
        if stated[0] == POISONED:
            return POISONED, None
        first = 0
        if stated[0] in HAS_VALUE:
            if stated[1] not in names:
                return POISONED, None
            first = names.index(stated[1])
        left = ABSENT
        for place in range(first, len(names)):
            condition, value = cells[1 + 2 * place], cells[2 + 2 * place]
            if value[0] == NOT_OCCURRING:
                left = NOT_OCCURRING
            if condition[0] not in HAS_VALUE or not condition[1]:
                continue
            if value[0] in HAS_VALUE:
                return (GIVEN, names[place]) if named else self.taken(value)
            if value[0] == POISONED:
                return POISONED, None
        return left, None

    def at_chosen(self, node, e, cells):
        return self.at_choose(node, e, cells, named=True)

    def at_lookup(self, node, e, cells):
        state = strict(cells)
        if state != GIVEN:
            return state, None
        return look_up(self.plan, node["table"], node["column"], [value for _, value in cells])

    def at_match(self, node, e, cells):
        state = strict(cells)
        if state != GIVEN:
            return state, None
        own, target = node["shape"]["rows"], node["target"]
        common = self.world.common(own, target)
        here = self.world.ancestor(own, e[0], common)
        found = [row for row, key in enumerate(self.data["rows"][target]["keys"])
                 if key == cells[0][1] and self.world.ancestor(target, row, common) == here]
        if len(found) > 1:
            return POISONED, None
        return (GIVEN, found[0]) if found else (ABSENT, None)

    def at_follow(self, node, e, cells):
        state, row = cells[0]
        if state not in HAS_VALUE:
            return state, None
        if row < 0:
            return ABSENT, None
        shape = self.shape(node["args"][1])
        slot = self.world.slot(node["shape"]["grain"], e[1], shape["grain"])
        return self.columns[node["args"][1]][(row, slot)]

    # Whole columns.
    def op_input(self, node):
        column = self.data["columns"][node["input"]]
        elements = self.world.elements(node["shape"])
        states = column.get("states") or [GIVEN] * len(elements)
        read = {"number": Fraction, "date": datetime.date.fromisoformat}.get(
            node["kind"], lambda value: value)
        return {e: (s, read(v) if s in HAS_VALUE else None)
                for e, v, s in zip(elements, column["values"], states)}

    def op_broadcast(self, node):
        source = self.columns[node["args"][0]]
        upper = self.shape(node["args"][0])
        return {e: source[self.world.up(e, node["shape"], upper)]
                for e in self.world.elements(node["shape"])}

    def reduced(self, node, source, groups, marks, lacks):
        """Groups: result element -> source elements in order."""
        weights = node["args"][node["args"].index(source) + 1:]
        is_flag = self.plan["nodes"][source]["kind"] == "flag"
        result = {}
        for e in self.world.elements(node["shape"]):
            members = groups.get(e, [])
            if marks.get(e) == POISONED:
                result[e] = POISONED, None
                continue
            cells = [self.columns[source][m] for m in members]
            shares = [self.columns[weights[0]][m] for m in members] if weights else None
            missing = lacks(e) or marks.get(e) == ABSENT
            result[e] = reduction(node["reduction"], cells, shares, missing, is_flag)
        return result

    def op_reduce(self, node):
        source = node["args"][0]
        fine = self.shape(source)
        groups = {}
        for e in self.world.elements(fine):
            groups.setdefault(self.world.up(e, fine, node["shape"]), []).append(e)
        lacks = lambda e: self.world.lacks_rows(fine["rows"], node["shape"]["rows"], e[0])
        return self.reduced(node, source, groups, {}, lacks)

    def op_collect(self, node):
        references, source = node["args"][0], node["args"][1]
        fine, upper = self.shape(source), node["shape"]
        groups, marks = {}, {}
        for e in self.world.elements(fine):
            slot = self.world.slot(fine["grain"], e[1], upper["grain"])
            at = (e[0], self.world.slot(fine["grain"], e[1], self.shape(references)["grain"]))
            state, row = self.columns[references][at]
            if state == POISONED:
                common = self.world.common(fine["rows"], upper["rows"])
                here = self.world.ancestor(fine["rows"], e[0], common)
                for target in range(self.world.rows(upper["rows"])):
                    if self.world.ancestor(upper["rows"], target, common) == here:
                        marks[(target, slot)] = POISONED
            elif state in HAS_VALUE and row >= 0:
                groups.setdefault((row, slot), []).append(e)
        return self.reduced(node, source, groups, marks, lambda e: False)

    def op_bucket(self, node):
        dates, source = node["args"][0], node["args"][1]
        fine, upper = self.shape(source), node["shape"]
        groups, marks = {}, {}
        slots = range(len(self.world.slots[upper["grain"]]))
        for e in self.world.elements(fine):
            if self.columns[source][e][0] == NOT_OCCURRING:
                continue
            state, day = self.columns[dates][e]
            row = self.world.ancestor(fine["rows"], e[0], upper["rows"])
            if state == NOT_OCCURRING:
                continue
            slot = self.world.slot_of_day[upper["grain"]].get(day)
            if state in HAS_VALUE and slot is not None:
                groups.setdefault((row, slot), []).append(e)
                continue
            mark = ABSENT if state == ABSENT else POISONED
            for slot in slots:
                if marks.get((row, slot)) != POISONED:
                    marks[(row, slot)] = mark
        lacks = lambda e: self.world.lacks_rows(fine["rows"], upper["rows"], e[0])
        return self.reduced(node, source, groups, marks, lacks)

    def op_shift(self, node):
        source = self.columns[node["args"][0]]
        result = {(row, slot): source.get((row, slot - node["slots"]), (ABSENT, None))
                  for row, slot in self.world.elements(node["shape"])}
        if len(node["args"]) > 1:
            # What the period before left; what does not occur, and was not stated, had none.
            closing = self.columns[node["args"][1]]
            for row in range(self.world.rows(node["shape"]["rows"])):
                before = closing[row, 0]
                if before[0] in (ABSENT, NOT_OCCURRING) and source[row, 0][0] == NOT_OCCURRING:
                    before = NOT_OCCURRING, None
                result[row, 0] = before
        return result

    def op_window(self, node):
        """At each slot, the slots before it as a reduction of their own."""
        operands = [self.columns[a] for a in node["args"]]
        name, result = node["reduction"], {}
        is_flag = self.plan["nodes"][node["args"][0]]["kind"] == "flag"
        for row, slot in self.world.elements(node["shape"]):
            before = [(row, s) for s in range(slot)]
            if node["given"]:
                taken = []
                for e in reversed(before):
                    states = [column[e][0] for column in operands]
                    if POISONED in states:
                        taken.append(e)
                        break
                    if all(state in HAS_VALUE for state in states):
                        taken.append(e)
                    if len(taken) == node["slots"]:
                        break
                before = taken[::-1]
            else:
                before = before[-node["slots"]:]
            if not before and name in ("mean", "min", "max", "last", "variance"):
                result[row, slot] = ABSENT, None
                continue
            cells = [operands[0][e] for e in before]
            weights = [operands[1][e] for e in before] if len(operands) > 1 else None
            result[row, slot] = reduction(name, cells, weights, False, is_flag)
        return result

    def op_allocate(self, node):
        whole, keys = self.columns[node["args"][0]], self.columns[node["args"][1]]
        upper = self.shape(node["args"][0])
        groups, result = {}, {}
        for e in self.world.elements(node["shape"]):
            groups.setdefault(self.world.up(e, node["shape"], upper), []).append(e)
        for group, members in groups.items():
            states = [keys[m][0] for m in members] + [whole[group][0]]
            receivers = [m for m in members if keys[m][0] in HAS_VALUE]
            state = next((s for s in (POISONED, ABSENT) if s in states), GIVEN)
            if state == GIVEN and whole[group][0] == NOT_OCCURRING:
                state = NOT_OCCURRING
            for m in members:
                result[m] = (state, None) if state != GIVEN else (NOT_OCCURRING, None)
            if state == GIVEN and receivers:
                self.share_out(node, whole[group][1], receivers, keys, result)
        return result

    @staticmethod
    def share_out(node, amount, receivers, keys, result):
        values = [keys[m][1] for m in receivers]
        if min(values) < 0 or (sum(values) == 0 and amount != 0):
            for m in receivers:
                result[m] = POISONED, None
            return
        if sum(values) == 0:
            return
        rule = {"mode": "down", "decimals": node["decimals"]}
        shares = [rounded(amount * v / sum(values), rule) for v in values]
        receiver = values.index(max(values)) if node["residue"] == "largest" else len(values) - 1
        shares[receiver] += amount - sum(shares)
        for m, share in zip(receivers, shares):
            result[m] = GIVEN, share


# ---------------------------------------------------------------- answers

def written(cell, kind):
    """[state, value]; a fraction as n or n/d in lowest terms."""
    state, value = cell
    if state not in HAS_VALUE:
        return [state]
    if kind == "number":
        value = str(Fraction(value))
    elif kind == "date":
        value = value.isoformat()
    return [state, value]


def answer(plan, data, all_nodes=False):
    evaluation = Evaluation(plan, data)

    def column(index):
        node = plan["nodes"][index]
        return [written(evaluation.columns[index][e], node["kind"])
                for e in evaluation.world.elements(node["shape"])]

    if all_nodes:
        return {"nodes": [column(index) for index in range(len(plan["nodes"]))]}
    return {"named": {value["id"]: column(value["node"]) for value in plan["named"]}}


def main(arguments):
    if arguments == ["--batch"]:
        for line in sys.stdin:
            case = json.loads(line)
            print(json.dumps(answer(case["plan"], case["data"], True)), flush=True)
        return 0
    all_nodes = "--nodes" in arguments
    paths = [a for a in arguments if a != "--nodes"]
    if len(paths) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(paths[0], encoding="utf-8") as plan, open(paths[1], encoding="utf-8") as data:
        print(json.dumps(answer(json.load(plan), json.load(data), all_nodes), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
