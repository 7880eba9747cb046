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

.PHONY: setup build lint test rules conformance report index bench oracles fuzz clean

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
	@$(STAGE) rules $(MAKE) --no-print-directory rules
	@$(STAGE) conformance $(MAKE) --no-print-directory conformance
	@swift test --skip-build $(FLAGS)

## rules: the worked examples of every methodology
rules:
	@$(MRV) test Methodologies

## conformance: the independent evaluator agrees with ours on every case
conformance:
	@python3 Conformance/check.py --mrv $(MRV)

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

## oracles: answers of tools that are not needed to run mrv, made anew and compared (needs PyPI)
oracles: build
	@Conformance/tools/oracles.sh

## fuzz: token mutation of rule files and filings for longer than in a test run
fuzz: setup
	@MRV_FUZZ_SECONDS=$${MRV_FUZZ_SECONDS:-600} swift test $(FLAGS) --filter Fuzz

## clean: everything that was made
clean:
	@rm -rf .build out Benchmarks/.build Benchmarks/data
