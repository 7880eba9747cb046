#!/usr/bin/env python3
"""Writes every formula of the rule files below a folder to a file of its own: formulas.py FROM TO"""

import pathlib
import re
import sys

ATTRIBUTE = re.compile(r'(?:holds|when|applies)="([^"]+)"')
TEXT = re.compile(r"<(?:formula|figure|alternative)\b[^>]*>([^<]+)<|</title>\s*([^<\s][^<]*)<")

source, target = map(pathlib.Path, sys.argv[1:3])
formulas = set()
for path in source.rglob("*.xml"):
    text = path.read_text(encoding="utf-8")
    found = ATTRIBUTE.findall(text) + [a or b for a, b in TEXT.findall(text)]
    formulas |= {formula.strip() for formula in found if formula.strip()}
for number, formula in enumerate(sorted(formulas)):
    (target / f"formula-{number}").write_text(formula, encoding="utf-8")
