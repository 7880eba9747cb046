#!/usr/bin/env python3
"""Makes the hostile and mistaken files of this folder. Standard library only."""
import io
import os
import struct
import sys
import warnings
import zipfile

warnings.simplefilter("ignore")  # names that occur twice are wanted

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="xml" ContentType="application/xml"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
BOOK = ('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>')
BOOKRELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows, head=""):
    return f'{head}<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>'


def parts(body):
    return {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": BOOKRELS, "xl/worksheets/sheet1.xml": body}


def archive(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, body in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, body)
    return out.getvalue()


def write(name, data):
    with open(os.path.join(HERE, name), "wb") as f:
        f.write(data)


def book(body):
    return archive(parts(body).items())


def patch_sizes(data, name, unpacked):
    """States another unpacked size in the directory and the local header."""
    raw = bytearray(data)
    encoded = name.encode()
    for mark, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        start = 0
        while (start := raw.find(mark, start)) >= 0:
            offset = start + (46 if mark == b"PK\1\2" else 30)
            if raw[offset:offset + len(encoded)] == encoded:
                raw[start + place:start + place + 4] = struct.pack("<I", unpacked)
            start += 4
    return bytes(raw)


good = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
zeros = sheet("<row r=\"1\"><c r=\"A1\"><v>" + "0" * (12 << 20) + "</v></c></row>")
write("bomb.xlsx", book(zeros))
write("lying.xlsx", patch_sizes(book(zeros), "xl/worksheets/sheet1.xml", 1000))
write("slip.xlsx", archive(list(parts(good).items()) + [("../../etc/cron.d/x", "x")]))
write("absolute.xlsx", archive(list(parts(good).items()) + [("/etc/passwd", "x")]))
write("twice.xlsx", archive(list(parts(good).items()) + [("xl/WORKBOOK.xml", BOOK)]))
write("many.xlsx", archive(list(parts(good).items()) + [(f"x/{i}", "") for i in range(60)]))
write("good.xlsx", book(good))

raw = bytearray(book(good))
end = raw.rfind(b"PK\5\6")
start = struct.unpack("<I", raw[end + 16:end + 20])[0]
# The second entry of the directory points to the bytes of the first.
first = start
length = lambda p: 46 + sum(struct.unpack("<HHH", raw[p + 28:p + 34]))
second = first + length(first)
overlap = bytearray(raw)
overlap[second + 42:second + 46] = overlap[first + 42:first + 46]
write("overlap.xlsx", bytes(overlap))
locked = bytearray(raw)
locked[first + 8] |= 1
write("password.xlsx", bytes(locked))
write("truncated.xlsx", bytes(raw[:len(raw) // 2]))
write("tail.xlsx", bytes(raw[:-10]))
method = bytearray(raw)
method[first + 10] = 12
write("method.xlsx", bytes(method))
wrong = bytearray(raw)
body = wrong.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
wrong[body + 20] ^= 0xFF
write("garbled.xlsx", bytes(wrong))
write("empty.xlsx", b"")
write("old.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(504) + "Workbook".encode("utf-16-le"))
write("old-password.xlsx",
      b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
      + bytes(64))
write("text.xlsx", "设施,消耗量\r\n一厂,12\r\n".encode("gb18030"))
write("page.xlsx", "<html><body><table><tr><td>1</td></tr></table></body></html>".encode())
write("xml2003.xlsx", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')
write("noise.xlsx", bytes(range(256)) * 8)
write("open-document.xlsx",
      archive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
               ("content.xml", "<x/>")]))
write("binary.xlsx", archive([("xl/workbook.bin", "x")]))
write("document.xlsx", archive([("word/document.xml", "<x/>")]))
write("nothing.xlsx", archive([("a.xml", "<x/>")]))
write("no-sheet.xlsx", archive([(n, b) for n, b in parts(good).items() if "sheet1" not in n]))

laughs = '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>"
write("entities.xlsx",
      book(sheet('<row r="1"><c r="A1" t="str"><v>&j;</v></c></row>', '<?xml version="1.0"?>' + laughs)))
write("outside.xlsx",
      book(sheet('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>',
                 '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')))


def column(index):
    text = ""
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


write("wide.xlsx",
      book(sheet('<row r="1">' + "".join(f'<c r="{column(i)}1"><v>{i}</v></c>'
                                         for i in [*range(1, 11), *range(16_380, 65_537, 64)])
               + "</row>")))
write("low.xlsx",
      book(sheet('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
                 '<row r="1048577"><c r="A1048577"><v>8</v></c></row>'
                 '<row r="99999999999"><c r="A99999999999"><v>9</v></c></row>')))
write("deep.xlsx", book(sheet("<a>" * 300 + "</a>" * 300)))
write("ill-formed.xlsx", book(sheet('<row r="1"><c r="A1"><v>5</v></c></row><row>')[:-20]))
write("values.xlsx",
      book(sheet('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>abc</v></c>'
                 '<c r="C1" t="s"><v>4</v></c><c r="D1" t="e"><v>#DIV/0!</v></c>'
                 '<c r="E1"><f>1+1</f></c><c r="F1"><v>0.56999999999999995</v></c>'
                 '<c r="G1" t="b"><v>1</v></c><c r="H1" t="str"><f>A</f><v></v></c>'
                 '<c r="I1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r>'
                 '<rPh><t>jia</t></rPh></is></c><c r="J1"><v>123456789.12345679</v></c></row>')))


def line(row, texts, attributes=""):
    cells = "".join(
        f'<c r="{column(i + 1)}{row}"><f>1/2</f></c>' if text == "=" else
        f'<c r="{column(i + 1)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
        for i, text in enumerate(texts))
    return f'<row r="{row}"{attributes}>{cells}</row>'


# A filing for the small plan of ExchangeTests: a formula without result, a row that is hidden.
filing = parts(sheet(line(1, ["项目", "内容"]) + line(2, ["报告期", "2024"])))
filing["xl/workbook.xml"] = BOOK.replace(
    "</sheets>", '<sheet name="燃料" sheetId="2" r:id="rId2"/></sheets>').replace("表", "企业信息")
filing["xl/_rels/workbook.xml.rels"] = BOOKRELS.replace(
    "</Relationships>", BOOKRELS[BOOKRELS.index("<Relationship Id"):].replace(
        "rId1", "rId2").replace("sheet1", "sheet2"))
filing["xl/worksheets/sheet2.xml"] = sheet(
    line(1, ["设施", "燃料", "FC"]) + line(2, ["一厂", "烟煤", "="])
    + line(3, ["一厂", "天然气", "5"], ' hidden="1"'))
write("no-result.xlsx", archive(filing.items()))
sys.exit(0)
