#!/usr/bin/env bash
# The expected digits of all cases are those of the derivations in Conformance/derive.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../derive"
failed=0
for script in *.py; do
  python3 "$script" --check >/dev/null || {
    echo "$script: the cases differ from it; see python3 Conformance/derive/$script --check" >&2
    failed=1
  }
done
exit "$failed"
