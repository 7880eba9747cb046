#!/usr/bin/env bash
# Builds the benchmark, makes its data, runs ours and the peers in turn, compares results and then
# times: run.sh [FACILITIES] [ROUNDS]. Polars is taken from PyPI into a folder of its own.
# BENCH_BUILD and BENCH_VENV name other folders than .build and .venv; MRV the program built for
# release, which is then timed as a whole.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
facilities=${1:-2000}
rounds=${2:-5}
data=data
build=${BENCH_BUILD:-.build}
venv=${BENCH_VENV:-.venv}

swift build -c release --scratch-path "$build"
bench=$(swift build -c release --scratch-path "$build" --show-bin-path)/Bench
stamp="$facilities $(cksum generate.py Methodologies/sectors/*/1/*.xml | cksum)"
if [[ ! -f $data/stamp || $(<"$data/stamp") != "$stamp" ]]; then
  python3 generate.py "$data" "$facilities"
  printf '%s\n' "$stamp" >"$data/stamp"
fi
python=python3
if ! python3 -c 'import polars' 2>/dev/null; then
  [[ -x $venv/bin/python ]] || python3 -m venv "$venv"
  "$venv/bin/python" -c 'import polars' 2>/dev/null ||
    "$venv/bin/pip" install --quiet 'polars>=1.30' || true
  ! "$venv/bin/python" -c 'import polars' 2>/dev/null || python=$venv/bin/python
fi

rm -rf "$data/answers"
: >"$data/times.jsonl"
for ((round = 0; round < rounds; round++)); do
  for workload in facility daily legs batch plain rest; do
    "$bench" "$data" "$workload" 5 >>"$data/times.jsonl"
    [[ $workload != batch ]] || "$bench" "$data" batch 5 2 >>"$data/times.jsonl"
    python3 peers/python_decimal.py "$data" "$workload" 2 >>"$data/times.jsonl"
    if [[ $workload != rest ]] && "$python" -c 'import polars' 2>/dev/null; then
      "$python" peers/polars_decimal.py "$data" "$workload" 5 >>"$data/times.jsonl"
    fi
  done
done
python3 compare.py "$data"
if [[ -n ${MRV:-} ]]; then python3 whole.py "$MRV" "$data"; fi
