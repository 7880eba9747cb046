#!/usr/bin/env bash
# The expected digits of all cases are those of the derivations in Conformance/derive, and a case that
# names a derivation is one that this derivation checks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=0
checked=""
for script in Conformance/derive/*.py; do
  if out=$(python3 "$script" --check); then
    checked+=$(printf '%s\n' "$out" | sed -n "s|^checked \(.*\)|\1 $script|p")$'\n'
  else
    echo "$script: the cases differ from it; see python3 $script --check" >&2
    failed=1
  fi
done
named=$(grep -rE '^derived ' --include='*.case' Methodologies | sed -E 's/:derived +([^ ]+).*/ \1/')
if ! unchecked=$(printf '%s\n' "$named" | grep -vxF -f <(printf '%s' "$checked" | sed '/^$/d')); then
  exit "$failed"
fi
printf '%s\n' "$unchecked" | sed 's/ / names, but is not checked by, /' >&2
exit 1
