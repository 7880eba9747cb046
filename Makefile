# What people run. `make report` shows what mrv makes; `make test` is what CI runs, and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

# Every build checks that targets import only what they declare: Documentation/Structure.md.
FLAGS := --explicit-target-dependency-import-check error
MRV := .build/debug/mrv
STAGE := .ci/stage
# The three sectors, the largest first: they are made two at a time.
SAMPLES := power/2023-group cement/2024 other-industries-2025
WRONG := other-industries-wrong
OUT := out

.PHONY: setup build test report index pictures bench oracles fuzz clean

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
	@$(STAGE) tables python3 Conformance/tables/compare.py
	@mkdir -p $(OUT)
	@$(STAGE) layout $(MRV) fmt --check
	@$(STAGE) rules $(MRV) test --export $(OUT)/cases.jsonl
	@$(STAGE) conformance python3 Conformance/agree.py $(OUT)/cases.jsonl
	@swift test --skip-build $(FLAGS)

## report: figures, report, checklist and plan of the sample filings, into out/; two at a time
report: build
	@printf '%s\n' $(SAMPLES) | \
	  xargs -P $$(nproc) -I SAMPLE $(STAGE) SAMPLE .ci/sample $(MRV) SampleData/SAMPLE $(OUT)/SAMPLE
	@mkdir -p $(OUT)/$(WRONG); code=0; \
	$(MRV) calculate SampleData/$(WRONG) > $(OUT)/$(WRONG)/messages.txt || code=$$?; \
	test $$code -eq 3 # findings of severity error, and nothing else
	@echo "Open these:"; find $(OUT) -name '*.html' -o -name '*.pdf' -o -name '*.docx' -o -name '*.xlsx' -o -path '$(OUT)/*.txt' | sort | sed 's/^/  /'

## index: the generated pages of Documentation/
index: build
	@python3 Conformance/tools/findings_index.py
	@mkdir -p $(OUT)
	@$(MRV) methods --coverage --scores Conformance/mutation.json > $(OUT)/Coverage.md
	@mv $(OUT)/Coverage.md Documentation/Coverage.md

## pictures: those of the guides, from what mrv writes
pictures: build
	@Conformance/tools/pictures.sh $(MRV)

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
