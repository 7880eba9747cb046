#!/usr/bin/env bash
# Makes the checked-in answers of independent programs anew; a difference is an error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
for script in Conformance/answers/*.py; do
  echo "$script"
  python3 "$script"
done
for script in Conformance/*.sh; do
  [[ -e $script ]] || continue
  echo "$script"
  bash "$script"
done
git diff --exit-code --stat -- Tests Conformance
