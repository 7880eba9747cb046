"""Writes the tables and lines of a report with python-docx and openpyxl: documents_python.py FOLDER.

The peer of `mrv report`: report.json of FOLDER says what stands in the report; the same headings,
lines and tables go into peer.docx, the tables and figures into peer.xlsx. It computes nothing, and
writes two of the formats that mrv writes. Prints seconds of the processor without starting Python.
"""

import json
import pathlib
import sys
import time

import docx
import openpyxl


def blocks(items):
    """Headings, lines and tables in order, those inside other blocks too."""
    for item in items:
        if item["type"] in ("heading", "paragraph", "table"):
            yield item["type"], item
        elif item["type"] == "list":
            for point in item.get("points", item.get("items", [])):
                yield "paragraph", point if isinstance(point, dict) else {"text": point}
        elif isinstance(item.get("content"), list):
            yield from blocks(item["content"])


def main():
    folder = pathlib.Path(sys.argv[1])
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    start = time.process_time()
    document = docx.Document()
    book = openpyxl.Workbook()
    tables = 0
    for kind, item in blocks(report["content"]):
        if kind == "heading":
            document.add_heading(item["text"])
        elif kind == "paragraph":
            document.add_paragraph(item["text"])
        else:
            rows = [[c["text"] for c in row] for row in item["head"] + item["rows"]]
            width = max((len(r) for r in rows), default=0)
            if not width:
                continue
            tables += 1
            table = document.add_table(len(rows), width)
            sheet = book.create_sheet(f"T{tables}")
            for row, line in zip(table.rows, rows):
                for cell, text in zip(row.cells, line):
                    cell.text = text
                sheet.append(line)
    sheet = book.create_sheet("figures")
    for figure in report["figures"]:
        sheet.append([figure.get(k) for k in ("address", "title", "symbol", "value", "unit")])
    document.save(folder / "peer.docx")
    book.save(folder / "peer.xlsx")
    print(f"{time.process_time() - start:.3f} {tables}")


if __name__ == "__main__":
    main()
