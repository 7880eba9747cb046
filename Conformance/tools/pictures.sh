#!/usr/bin/env bash
# Makes the pictures of Documentation/Guides anew from what mrv writes: pictures.sh [MRV].
# Needs LibreOffice, Chromium, pdftoppm and ImageMagick: tools of people who write, not of `make test`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
mrv=$(realpath "${1:-.build/debug/mrv}")
export MRV_METHODS=$root/Methodologies
pictures=$root/Documentation/Guides/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Fewer colours and no time of making: small files that are the same again.
small() { # FROM NAME GEOMETRY-OF-CROP
  convert "$1" ${3:+-crop "$3" +repage} -resize '900x>' +dither -colors 48 -strip \
    -define png:exclude-chunk=date,tIME "$pictures/$2.png"
}
# The page from its heading number N on, with the first value of it opened, as a browser shows it.
screen() { # HTML NAME WIDTH HEIGHT
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --screenshot="$work/$2.png" --window-size="$3,$4" "file://$1" >/dev/null 2>&1
}

# The form, in LibreOffice: the sheet of fuels.
"$mrv" template sectors/other-industries/2015 --period 2025 --out form.xlsx >/dev/null
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to pdf form.xlsx >/dev/null 2>&1
page=$(for n in $(seq 1 "$(pdfinfo form.pdf | sed -n 's/^Pages: *//p')"); do
  if pdftotext -f "$n" -l "$n" form.pdf - | grep -q '低位发热量'; then echo "$n"; break; fi
done)
pdftoppm -r 330 -png -f "${page:-1}" -l "${page:-1}" form.pdf form
convert form-*.png -trim +repage form.png
small form.png template '1500x680+0+0'

# The report: totals, chart, the year before.
"$mrv" report "$root/SampleData/other-industries-2025" --previous "$root/SampleData/other-industries" \
  --out report --format pdf,html >/dev/null 2>&1
page=$(for n in $(seq 1 12); do
  if pdftotext -f "$n" -l "$n" report/report.pdf - | grep -q '与上一期比较'; then echo "$n"; break; fi
done)
pdftoppm -r 100 -png -f "$page" -l "$page" report/report.pdf report
convert report-*.png -trim +repage -bordercolor white -border 20 report.png
small report.png report

# A value of the report, opened.
python3 - report/report.html opened.html <<'PY'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
start = page.index("<main>") + len("<main>")
totals = page.index("<h2", page.index("温室气体排放量</h2>") - 60)
rest = page[totals:]
place = rest.index("净购入电力的CO<sub>2</sub>排放量</th>")
card = rest.index('<details class="card"', place)
rest = rest[:card] + '<details open class="card"' + rest[card + len('<details class="card"'):]
open(sys.argv[2], "w", encoding="utf-8").write(page[:start] + rest)
PY
screen "$work/opened.html" opened 1100 900
small opened.png explanation

# The verifier's tables.
"$mrv" checklist "$root/SampleData/cement/2024" --out review --format pdf >/dev/null 2>&1
page=$(for n in $(seq 1 12); do
  if pdftotext -f "$n" -l "$n" review/checklist.pdf - | grep -q '文件评审记录'; then echo "$n"; break; fi
done)
pdftoppm -r 100 -png -f "$page" -l "$page" review/checklist.pdf review
convert review-*.png -trim +repage -bordercolor white -border 20 review.png
small review.png checklist
samples=(aluminium cement/2024 chemicals coking electronics grid iron-steel/2023 land-transport
  oil-gas other-industries petrochemicals power/2023)
"$mrv" checklist "${samples[@]/#/$root/SampleData/}" --out twelve --format pdf >/dev/null 2>&1
pdftoppm -r 90 -png -f 1 -l 1 twelve/summary.pdf summary
convert summary-*.png -trim +repage -bordercolor white -border 20 summary.png
small summary.png summary

# The page of a methodology.
"$mrv" doc sectors/grid/ndrc-2013 --out page >/dev/null
screen "$work/page/sectors_grid_ndrc-2013.html" method 1100 900
small method.png method
ls -l "$pictures"
