#!/usr/bin/env bash
# Builds the benchmark, makes its data, runs ours and the peers in turn, compares results and then
# times: run.sh [FACILITIES] [ROUNDS] [LINES]. The peers are taken from PyPI into .build/venv.
# BENCH_BUILD names another folder than .build; MRV the program built for release, which is then
# timed as a whole. Where MRV is not given it is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
facilities=${1:-2000}
rounds=${2:-5}
lines=${3:-5000000}
data=data
build=${BENCH_BUILD:-.build}
venv=$build/venv

swift build -c release --scratch-path "$build/bench"
bench=$(swift build -c release --scratch-path "$build/bench" --show-bin-path)/Bench
if [[ -z ${MRV:-} ]]; then
  swift build -c release --package-path .. --product mrv --scratch-path "$build/mrv"
  MRV=$(swift build -c release --package-path .. --scratch-path "$build/mrv" --show-bin-path)/mrv
fi
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
# The same versions everywhere; where there is no network, what needs them is left out.
"$venv/bin/pip" install --quiet -r peers/requirements.txt ||
  echo "run.sh: no Polars, no OpenFisca: their comparison is left out" >&2
python=$venv/bin/python

stamp="$facilities $lines $(cksum generate.py activity.py participants.py Methodologies/sectors/*/1/*.xml | cksum)"
if [[ ! -f $data/stamp || $(<"$data/stamp") != "$stamp" ]]; then
  python3 generate.py "$data" "$facilities"
  python3 activity.py "$data" "$lines"
  python3 participants.py "$data" $((lines / 5))
  python3 peers/csv_python.py "$data"
  printf '%s\n' "$stamp" >"$data/stamp"
fi

has() { "$python" -c "import $1" 2>/dev/null; }
find "$data/answers" -name '*.csv' ! -name activity.python.csv \
  ! -name participants.python.csv -delete 2>/dev/null || true
: >"$data/times.jsonl"
for ((round = 0; round < rounds; round++)); do
  for workload in facility daily legs batch plain rest; do
    "$bench" "$data" "$workload" 5 >>"$data/times.jsonl"
    [[ $workload != batch ]] || "$bench" "$data" batch 5 2 >>"$data/times.jsonl"
    python3 peers/python_decimal.py "$data" "$workload" 2 >>"$data/times.jsonl"
    if [[ $workload != rest ]] && has polars; then
      "$python" peers/polars_decimal.py "$data" "$workload" 5 >>"$data/times.jsonl"
    fi
    if [[ $workload == facility || $workload == batch ]] && has openfisca_core; then
      "$python" peers/openfisca.py "$data" "$workload" 5 >>"$data/times.jsonl"
    fi
  done
  python3 activity_run.py "$MRV" "$data" "$python" >>"$data/times.jsonl"
done
python3 compare.py "$data"
python3 participants_run.py "$MRV" "$data" "$python"
documents=()
has docx && has openpyxl && documents=("$python")
python3 whole.py "$MRV" "$data" "${documents[@]}"
