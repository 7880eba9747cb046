#!/usr/bin/env bash
# Runs the libFuzzer targets: run.sh SECONDS [READER…]; each reader gets the seconds for itself.
# Crashers stay in .build-fuzz/<reader>/; replay one with: swift run targets READER FILE
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
seconds=${1:-600}
shift || true
readers=("$@")
[ ${#readers[@]} -gt 0 ] || readers=(rules formula csv case xlsx json xml)

cd "$here"
# The sanitizer comes by the command line: in Package.swift it would break plain builds.
swift build -c release --product targets --sanitize=fuzzer \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -DFUZZ -Xswiftc -parse-as-library \
  -Xlinker -fuse-ld=lld --scratch-path .build-fuzz
# On a crash the backtracer can hang for ever.
export SWIFT_BACKTRACE=enable=no
# Statics of nested enums, whose pointers carry tags, are told as leaked when the run ends.
export ASAN_OPTIONS=detect_leaks=0

for reader in "${readers[@]}"; do
  corpus=.build-fuzz/$reader
  mkdir -p "$corpus/corpus" "$corpus/found"
  case $reader in
    rules) find "$root/Methodologies" "$root/Tests/Failing" -name '*.xml' -size -32k ;;
    formula) find "$root/Tests/RuleLanguageTests" -name 'ParserTests.swift' ;;
    csv) find "$root/SampleData" "$root/Tests" -name '*.csv' -size -16k ;;
    xlsx) find "$root/Tests" -name '*.xlsx' -size -16k ;;
    case) find "$root/Methodologies" -name '*.case' -size -16k ;;
    json | xml) find "$root/SampleData/formats" -name "*.$reader" ;;
  esac | while read -r file; do
    cp "$file" "$corpus/corpus/$(echo "${file#"$root"/}" | tr '/' '-')"
  done
  if [ "$reader" = formula ]; then
    # One formula a file.
    python3 "$here/formulas.py" "$root/Methodologies" "$corpus/corpus"
  fi
  if [ "$reader" = xlsx ]; then
    # The sheets by themselves: a container that is changed rarely gets past its checksums.
    find "$root/Tests" -name '*.xlsx' -size +1k | while read -r book; do
      for part in $(unzip -Z1 "$book" 'xl/worksheets/*.xml' 2>/dev/null); do
        unzip -p "$book" "$part" | head -c 16384 \
          >"$corpus/corpus/$(basename "$book" .xlsx)-$(basename "$part")"
      done
    done
  fi
  echo "== $reader, $seconds seconds"
  MRV_FUZZ_READER=$reader .build-fuzz/release/targets "$corpus/found" "$corpus/corpus" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 \
    -print_final_stats=1 -artifact_prefix="$corpus/" 2>&1 | tail -n 20
done
