# What people run. `make report` shows what mrv makes; `make test` is what CI runs, and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

# Every build checks that targets import only what they declare: Documentation/Structure.md.
FLAGS := --explicit-target-dependency-import-check error
MRV := .build/debug/mrv
STAGE := .ci/stage
SAMPLE := SampleData/other-industries
OUT := out

.PHONY: setup build test report index bench oracles fuzz clean

## setup: system packages (Debian, Ubuntu); does nothing where they are already there
setup:
	@$(STAGE) setup .ci/packages

## build: the command line, for development
build: setup
	@$(STAGE) build swift build $(FLAGS)

## test: everything that must hold before a change is merged; ends in the summary of swift test
test: setup
	@$(STAGE) lint swift format lint --strict --parallel --recursive Package.swift Sources Tests
	@$(STAGE) build swift build --build-tests $(FLAGS)
	@$(STAGE) digits Conformance/tools/digits.sh
	@mkdir -p $(OUT)
	@$(STAGE) rules $(MRV) test --export $(OUT)/cases.jsonl
	@$(STAGE) conformance python3 Conformance/agree.py $(OUT)/cases.jsonl
	@swift test --skip-build $(FLAGS)

## report: all documents of a sample enterprise, into out/
report: build
	@mkdir -p $(OUT)
	@$(STAGE) calculate $(MRV) calculate $(SAMPLE) --out $(OUT)
	@$(STAGE) report $(MRV) report $(SAMPLE) --out $(OUT)
	@echo "$(OUT)/:"; ls -1 $(OUT)

## index: the generated pages of Documentation/
index:
	@python3 Conformance/tools/findings_index.py

## bench: our times beside Python's and Polars's, results compared before times (a few minutes)
bench:
	@Benchmarks/run.sh

## oracles: the checked-in answers of independent programs, made anew and compared
oracles:
	@Conformance/tools/oracles.sh
	@MRV_CONFORMANCE=200 swift test $(FLAGS) --filter ConformanceTests

## fuzz: rule files and cases with faults put in, for ten minutes or FUZZ_SECONDS
FUZZ_SECONDS := 600
fuzz: build
	@python3 Conformance/tools/fuzz.py $(MRV) --seconds $(FUZZ_SECONDS)
	@Conformance/fuzz/run.sh $(FUZZ_SECONDS)

## clean: everything that was made
clean:
	@rm -rf .build out Benchmarks/.build Benchmarks/data
