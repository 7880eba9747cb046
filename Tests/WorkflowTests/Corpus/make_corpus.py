#!/usr/bin/env python3
"""Makes the workbooks of this folder from base.xlsx: the same filing in the habits of others.

base.xlsx is SampleData/other-industries as `mrv import … --out base.xlsx` writes it. Needs openpyxl,
and LibreOffice for one file. Every file has to import equal to the sample filing.

What the habits rest on: ECMA-376-1 (strict documents, 1904, inline strings, cells without
references), the doubles that Excel writes with 17 digits, and the ways in which people rearrange a
sheet.
"""
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = os.path.join(HERE, "base.xlsx")
EPOCH = (2020, 1, 1, 0, 0, 0)


def save(book, name):
    data = io.BytesIO()
    book.save(data)
    repack(data.getvalue(), name)


def repack(data, name, change=lambda part, text: text):
    """Writes a container anew with fixed times; `change` may replace the text of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            body = old.read(item.filename)
            if item.filename.endswith((".xml", ".rels")):
                body = change(item.filename, body.decode("utf-8")).encode("utf-8")
                if item.filename == "docProps/core.xml":
                    body = re.sub(rb"<dcterms:\w+ [^>]*>[^<]*</dcterms:\w+>", b"", body)
            info = zipfile.ZipInfo(item.filename, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, body)
    with open(os.path.join(HERE, name + ".xlsx"), "wb") as f:
        f.write(out.getvalue())


def load():
    book = openpyxl.load_workbook(BASE)
    # Long sheets that are only read by people.
    for name in ("缺省值", "填写说明"):
        if name in book.sheetnames:
            del book[name]
    return book


def data_sheets(book):
    return [s for s in book if s.sheet_state == "visible" and s.title not in ("缺省值", "填写说明")]


def base_bytes():
    with open(BASE, "rb") as f:
        return f.read()


def headings(sheet, row=3):
    return {str(c.value).split("\n")[0].split(" ")[0]: c.column for c in sheet[row] if c.value}


def moved_columns():
    book = load()
    for sheet in data_sheets(book):
        if sheet.title in ("企业信息", "登记表", "不涉及"):
            continue
        sheet.move_range(f"A3:A{sheet.max_row}", cols=sheet.max_column)
        sheet.insert_cols(2)
    save(book, "moved-columns")


def renamed_sheets():
    book = load()
    del book["mrv"]
    for number, sheet in enumerate(data_sheets(book)):
        sheet.title = f"Sheet{number + 1}"
    own = book.create_sheet("计算底稿")
    own["B2"] = "随手算"
    own["B3"] = 12
    save(book, "renamed-sheets")


def merged_headers():
    book = load()
    sheet = book["化石燃料品种"]
    width = sheet.max_column
    sheet.insert_rows(4)
    for column in range(1, width + 1):
        text = str(sheet.cell(3, column).value)
        if "\n[" in text:
            name, unit = text.split("\n")
            sheet.cell(3, column).value = "燃料数据"
            sheet.cell(4, column).value = f"{name}（{unit[1:-1]}）" if "按" not in unit else name
        else:
            sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    grouped = [c for c in range(1, width + 1) if sheet.cell(3, c).value == "燃料数据"]
    sheet.merge_cells(start_row=3, end_row=3, start_column=grouped[0], end_column=grouped[-1])
    # The same facility over neighbouring lines is written once.
    start = 5
    while start <= sheet.max_row:
        end = start
        while sheet.cell(start, 1).value and sheet.cell(end + 1, 1).value == sheet.cell(start, 1).value:
            end += 1
        if end > start:
            sheet.merge_cells(start_row=start, end_row=end, start_column=1, end_column=1)
        start = end + 1
    save(book, "merged-headers")


def days_of_1904():
    book = load()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    from datetime import date
    header = book["企业信息"]
    for row in header.iter_rows(min_row=4):
        if row[0].value == "填报日期":
            row[1].value = date.fromisoformat(row[1].value)
            row[1].number_format = "yyyy/m/d"
    sheet = book["检测报告"]
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", cell.value):
                cell.value = date.fromisoformat(cell.value)
                cell.number_format = 'yyyy"年"m"月"d"日"'
    save(book, "days-of-1904")


def full_width():
    book = load()
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    sheet = book["化石燃料品种"]
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, (int, float)):
                text = format(cell.value, cell.number_format.count("0") and
                              f".{max(0, len(cell.number_format) - 2)}f" or "")
                cell.value = text.translate(wide) if cell.row % 2 else f" {text} "
                cell.number_format = "@"
    sheet = book["设施"]
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, float):
                cell.value = f"{cell.value:,.3f}"
    save(book, "full-width-and-grouping")


def percent():
    book = load()
    for sheet in data_sheets(book):
        for heading in sheet[3]:
            if heading.value and str(heading.value).endswith("[%]"):
                for row in range(4, sheet.max_row + 1):
                    cell = sheet.cell(row, heading.column)
                    if isinstance(cell.value, (int, float)):
                        decimals = max(0, len(cell.number_format) - 2) if "." in cell.number_format else 0
                        cell.value = float(Decimal(str(cell.value)) / 100)
                        cell.number_format = "0." + "0" * decimals + "%" if decimals else "0%"
    save(book, "percent-cells")


def computed():
    """Formulas with the values that a spreadsheet stored beside them."""
    def change(part, text):
        if not part.startswith("xl/worksheets/"):
            return text
        return re.sub(r'<c ([^>]*?)><v>(\d+\.\d+)</v></c>', r'<c \1><f>\2+0</f><v>\2</v></c>', text)
    repack(base_bytes(), "formulas-with-results", lambda p, t: change(p, t.replace(' t="n"', "")))


def shortest_doubles():
    def change(part, text):
        if not part.startswith("xl/worksheets/"):
            return text
        return re.sub(r"<v>(\d+\.\d+)</v>", lambda m: "<v>%s</v>" % format(float(m[1]), ".17g"), text)
    repack(base_bytes(), "seventeen-digits", change)


def inline_strings():
    """No shared strings, runs of rich text, readings of characters."""
    data = base_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        shared = re.findall(r"<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode(), re.S)

    def change(part, text):
        if not part.startswith("xl/worksheets/"):
            return text

        def cell(match):
            head, index = match[1], int(match[2])
            body = shared[index]
            plain = re.search(r"<t[^>]*>(.*?)</t>", body, re.S)[1]
            if len(plain) > 3 and "&" not in plain and plain == plain.strip():
                body = (f'<r><t>{plain[:2]}</t></r><r><rPr><b/></rPr><t xml:space="preserve">'
                        f'{plain[2:]}</t></r><rPh sb="0" eb="1"><t>pin</t></rPh>')
            return f'<c {head} t="inlineStr"><is>{body}</is></c>'
        return re.sub(r'<c ([^>]*?) t="s"><v>(\d+)</v></c>', cell, text)
    repack(data, "inline-strings", change)


def prefixed():
    """Elements with a prefix, as some libraries write them."""
    def change(part, text):
        if not part.startswith("xl/worksheets/") or part.endswith(".rels"):
            return text
        text = re.sub(r"<(/?)(\w+)([ />])", r"<\1x:\2\3", text.replace("?>", "?>\n"))
        text = text.replace("<?x:xml", "<?xml")
        return text.replace('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
                            'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"')
    repack(base_bytes(), "prefixed-names", change)


def without_references():
    """Cells and rows that state no place follow each other; blank ones are written out."""
    def change(part, text):
        if not part.startswith("xl/worksheets/sheet") or part.endswith(".rels"):
            return text

        def row(match):
            head = re.sub(r' r="\d+"', "", match[1])
            cells = re.findall(r'<c r="([A-Z]+)\d+"([^>]*?)(/>|>.*?</c>)', match[2], re.S)
            out, column = [], 0
            for letters, attributes, rest in cells:
                own = openpyxl.utils.column_index_from_string(letters)
                out.append("<c/>" * (own - column - 1) + f"<c{attributes}{rest}")
                column = own
            return f"<row{head}>{''.join(out)}</row>"
        rows = re.findall(r'<row r="(\d+)"', text)
        if rows != [str(i + 1) for i in range(len(rows))]:
            return text
        return re.sub(r"<row([^>]*)>(.*?)</row>", row, text, flags=re.S)
    repack(base_bytes(), "without-references", change)


def strict():
    """The strict kind: other namespaces, days as ISO 8601."""
    from datetime import date
    book = load()
    header = book["企业信息"]
    for row in header.iter_rows(min_row=4):
        if row[0].value == "填报日期":
            row[1].value = date.fromisoformat(row[1].value)
    data = io.BytesIO()
    book.iso_dates = True
    book.save(data)

    def change(part, text):
        text = text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                            "http://purl.oclc.org/ooxml/spreadsheetml/main")
        return text.replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                            "http://purl.oclc.org/ooxml/officeDocument/relationships")
    repack(data.getvalue(), "strict", change)


def wps():
    """What WPS adds, and numbers kept as texts."""
    def change(part, text):
        if part == "xl/workbook.xml":
            return text.replace("<workbook ", '<workbook xmlns:etc="http://www.wps.cn/officeDocument/'
                                '2017/etCustomData" ', 1)
        if not part.startswith("xl/worksheets/sheet") or part.endswith(".rels"):
            return text
        text = re.sub(r'<c ([^>]*?)><v>(\d+\.\d+)</v></c>', r'<c \1 t="str"><v>\2</v></c>',
                      text.replace(' t="n"', ""))
        return text.replace("</worksheet>", '<extLst><ext uri="{E5D12A0C-7C5D-4B4B-8A5B-0D4F9D1B0F6A}">'
                            '<etc:x xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
                            '</ext></extLst></worksheet>')
    repack(base_bytes(), "numbers-as-texts", change)


def stale():
    """A template of an older state: other words in the headings, found through the stamp."""
    book = load()
    stamp = book["mrv"]
    names = {"购入电量": "外购电量合计", "低位发热量": "热值", "碳酸盐的纯度": "纯度"}
    for row in stamp.iter_rows():
        if row[0].value == "revision":
            row[1].value = "0"
        if row[0].value == "plan":
            row[1].value = "0" * 64
        if row[0].value == "column" and row[2].value:
            for new, old in names.items():
                if row[1].value.startswith(new):
                    unit = row[1].value[row[1].value.index("["):]
                    row[1].value = f"{old} {unit}"
    for sheet in data_sheets(book):
        for cell in sheet[3]:
            for new, old in names.items():
                if isinstance(cell.value, str) and cell.value.startswith(new):
                    cell.value = f"{old}\n" + cell.value.split("\n")[1]
    save(book, "stale-template")


def bracketed_units():
    """Headings as people write them, a line of units below, a title and a note above."""
    book = load()
    del book["mrv"]
    sheet = book["设施"]
    sheet.insert_rows(1)
    sheet["A1"] = "某公司 2024 年用电统计"
    for cell in sheet[4]:
        if isinstance(cell.value, str) and "\n[" in cell.value:
            name, unit = cell.value.split("\n")
            cell.value = f"{name.split(' ')[0]}（{unit[1:-1]}）"
    sheet = book["碳酸盐品种"]
    sheet.insert_rows(4)
    for cell in sheet[3]:
        if isinstance(cell.value, str) and "\n[" in cell.value:
            name, unit = cell.value.split("\n")
            cell.value = name.split(" ")[0]
            sheet.cell(4, cell.column).value = unit[1:-1]
    save(book, "units-in-brackets")


def libreoffice():
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", out, BASE],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(os.path.join(out, "base.xlsx"), "rb") as f:
            repack(f.read(), "libreoffice-saved")


if __name__ == "__main__":
    for make in (moved_columns, renamed_sheets, merged_headers, days_of_1904, full_width, percent,
                 computed, shortest_doubles, inline_strings, prefixed, without_references, strict, wps,
                 stale, bracketed_units, libreoffice):
        make()
    sys.exit(0)
