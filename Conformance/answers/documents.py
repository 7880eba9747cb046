#!/usr/bin/env python3
"""What independent programs read in the documents that mrv makes of the sample filings.

Reads PDF with poppler, DOCX with python-docx, XLSX with openpyxl after LibreOffice has computed
every formula anew, XML with lxml against its RELAX NG schema, JSON with jsonschema, HTML with axe
in Chromium. Writes documents.json beside this script; a difference to what is checked in is an
error of `make oracles`. Nothing in the answers depends on widths of fonts.

Needs from PyPI: openpyxl python-docx lxml jsonschema playwright axe-playwright-python; from
Debian: poppler-utils libreoffice-calc chromium.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import jsonschema
import openpyxl
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
MRV = os.environ.get("MRV", str(ROOT / ".build/debug/mrv"))
# A filing of the year, one with mistakes, one by months.
SAMPLES = ["other-industries", "other-industries-wrong", "power/2022-01-to-04"]
# Pages of one style sheet: axe, which takes minutes, looks at those of a few.
BROWSED = {"other-industries"}
NAMESPACE = {"d": "urn:mrv:document:1"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def pdf(path, headings):
    """Pages, metadata, and whether each heading is found in the text, in order."""
    info = dict(line.split(":", 1) for line in run("pdfinfo", path).splitlines() if ":" in line)
    fonts = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    pages = run("pdftotext", "-layout", path, "-").split("\f")[:-1]
    text = re.sub(r"\s+", "", "".join(pages))
    place = -1
    for heading in headings:
        place = text.find(re.sub(r"\s+", "", heading), place + 1)
        assert place >= 0, f"{path}: {heading} is not in the text, or not in its place"
    return {
        "title": info["Title"].strip(),
        "created": run("pdfinfo", "-isodates", path).split("CreationDate:")[1].split()[0],
        "headings found": len(headings),
        "all fonts embedded": all("yes" in font[-5:-4] for font in fonts),
        "families": sorted({re.sub(r"^[A-Z]+\+|-(Regular|Bold).*", "", font[0]) for font in fonts}),
        "pages without mark": sum("试算稿" not in page for page in pages),
        "pages without number": sum(not re.search(r"—\s*\d+\s*—", page) for page in pages),
        "missing glyphs": text.count("〓") + text.count("\ufffd"),
    }


def word(path):
    document = docx.Document(path)
    heads = [row for table in document.tables for row in table.rows[:1]
             if row._tr.xpath("./w:trPr/w:tblHeader")]
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    return {
        "title": document.core_properties.title,
        "created": document.core_properties.created.isoformat(),
        "headings": [p.text for p in document.paragraphs if p.style.name.startswith("Heading")],
        "tables": len(document.tables),
        "tables with repeated head": len(heads),
        "sections on their side": sum(s.orientation == 1 for s in document.sections),
        "header": document.sections[0].header.paragraphs[0].text,
        "odd and even pages differ": document.settings.odd_and_even_pages_header_footer,
        "styles": sorted(styles),
    }


def sheets(path, folder):
    """Every formula computed anew by LibreOffice, against the value that stood beside it."""
    book = openpyxl.load_workbook(path)
    cached = openpyxl.load_workbook(path, data_only=True)
    # Saved by openpyxl, formulas have no values: nothing can be taken from what was there.
    bare = folder / "bare.xlsx"
    book.save(bare)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(RECALCULATE)
    run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(bare))
    computed = openpyxl.load_workbook(folder / "out/bare.xlsx", data_only=True)
    formulas, different = 0, []
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                continue
            formulas += 1
            was = cached[sheet.title][cell.coordinate].value
            now = computed[sheet.title][cell.coordinate].value
            if not same(was, now, cell.number_format):
                different.append(f"{sheet.title}!{cell.coordinate}: {was} {now}")
    return {"sheets": book.sheetnames, "formulas": formulas, "different": different}


def same(was, now, form):
    """Equal as printed; nine digits where nothing says how it is printed."""
    if was == now or not all(isinstance(x, (int, float)) for x in (was, now)):
        return was == now
    places = re.match(r"0(?:\.(0+))?", form)
    if not places:
        return abs(was - now) <= 1e-9 * abs(was)
    digits = len(places.group(1) or "") + (2 if form.endswith("%") else 0)
    return abs(was - now) <= 0.5000001 * 10**-digits


def machine(folder):
    tree = etree.parse(str(folder / "report.xml"))
    grammar = etree.RelaxNG(etree.parse(str(ROOT / "Documentation/schema/document.rng")))
    grammar.assertValid(tree)
    data = json.loads((folder / "report.json").read_text())
    schema = json.loads((ROOT / "Documentation/schema/document.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(data)
    ours = {f.get("address"): f.get("value") for f in tree.iterfind(".//d:figure", NAMESPACE)}
    assert ours == {f["address"]: f.get("value") for f in data["figures"]}
    totals = {f["symbol"]: f.get("value") for f in data["figures"] if f["role"] == "total"}
    return {"figures": len(ours), "totals": totals}


def axe(browser, path):
    page = browser.new_page()
    page.set_default_timeout(600_000)
    page.goto(f"file://{path}")
    # Contrast is a matter of the style sheet, the same on each page, and slow on long ones.
    options = {"runOnly": {"type": "tag", "values": RULES}}
    if path.stat().st_size > 1_500_000:
        options["rules"] = {"color-contrast": {"enabled": False}}
    result = Axe().run(page, options=options).response
    closed = page.evaluate(
        "[...document.querySelectorAll('summary')].filter(s => s.tabIndex < 0).length")
    page.close()
    return {"violations": [v["id"] for v in result["violations"]], "out of reach by Tab": closed}


def main():
    answers = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for sample in SAMPLES:
            folder = Path(temporary) / sample
            for command in ("report", "checklist"):
                done = subprocess.run(
                    [MRV, "--methods", str(ROOT / "Methodologies"), command,
                     str(ROOT / "SampleData" / sample), "--out", str(folder)],
                    capture_output=True, text=True)
                assert done.returncode in (0, 3), done.stderr
            read = word(folder / "report.docx")
            answers[sample] = {
                "docx": read,
                "pdf": pdf(folder / "report.pdf", read["headings"]),
                "xlsx": sheets(folder / "report.xlsx", folder),
                "machine": machine(folder),
            }
            if sample in BROWSED:
                pages = sorted(folder.glob("*.html"))
                answers[sample]["html"] = {page.name: axe(browser, page) for page in pages}
            print(f"  {sample}", file=sys.stderr)
        browser.close()
    path = Path(__file__).with_name("documents.json")
    path.write_text(json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
