#!/bin/sh
# Writes Conformance/random anew: requests from the Swift generator, answers from evaluate.py.
set -eu
cd "$(dirname "$0")/.."
MRV_CONFORMANCE=record swift test --filter 'EngineTests.ConformanceTests/live' "$@"
for request in Conformance/random/*.request.json; do
  python3 Conformance/evaluate.py --batch < "$request" > "${request%.request.json}.answer.json"
done
