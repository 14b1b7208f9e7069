# `make help` lists the targets. Every target sets up first when the lock is newer than .venv.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/stamp
DESK := .venv/desk
KERNELS := .venv/kernels
READY := $(STAMP) $(KERNELS) $(DESK)
PYTEST := $(BIN)/python -m pytest
EGNATIA_REFERENCE_DATA ?= ../shared/data
NAMES := $(EGNATIA_REFERENCE_DATA)/names/everypolitician_names.csv
# A check starts hundreds of processes: what they compile is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE
CODE := $(wildcard src scripts tests benchmarks)

.PHONY: help setup demo check types house test cover bench screenshots format lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 12

setup: $(READY) ## make .venv from the lock file, and build the script and fonts of the desk

$(STAMP): requirements-dev.lock pyproject.toml scripts/setup.sh scripts/prerequisites.sh
	@sh scripts/setup.sh

# Kernels are compiled now, not at somebody's first question: about a minute, once, and again when their source changes.
$(KERNELS): $(STAMP) scripts/compile_kernels.py $(shell find src/egnatia -path '*/kernels/*.py')
	@$(BIN)/egnatia names compare Petar Петар >.venv/kernels.log
	@$(BIN)/python scripts/compile_kernels.py
	@touch $(KERNELS)

$(DESK): $(STAMP) package-lock.json scripts/desk.sh scripts/build_desk.mjs $(wildcard src/egnatia/web/scripts/*.ts)
	@sh scripts/desk.sh

demo: $(READY) ## a whole network on this machine, with real work in it; ARGS= passes options on
	@exec $(BIN)/egnatia demo run $(ARGS)

check: $(READY) ## the fast part: style, types, layers, docstrings, measures, unit tests
	@$(MAKE) --no-print-directory -j 2 types house
	HYPOTHESIS_PROFILE=quick $(PYTEST) tests/house tests/unit -q -m "not slow and not postgresql" -n auto

# Types take a core for as long as all the other rules of the house together: side by side.
types: $(READY)
	$(BIN)/mypy

house: $(READY)
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	@sh scripts/types.sh
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet src scripts
	$(BIN)/python scripts/measure.py

# What needs no browser, no ports and no town of nodes that all share; the rest has the machine to itself, in its order.
SIDE_BY_SIDE := tests/integration/authorisation tests/oracle tests/traffic

# What is run a second time with the stores of all nodes on a server; adapters, migrations and nodes in processes of their
# own have tests on both sorts of database anyway.
ON_A_SERVER := tests/unit/casework tests/integration/authorisation/test_insider.py \
               tests/integration/authorisation/test_handling.py

test: cover ## everything: unit tests with the coverage gate, all the others, use cases and rights on PostgreSQL
	$(PYTEST) $(SIDE_BY_SIDE) -q -n auto --dist loadscope
	$(PYTEST) tests --ignore=tests/unit $(addprefix --ignore=,$(SIDE_BY_SIDE))
	EGNATIA_TEST_STORES=postgresql HYPOTHESIS_PROFILE=quick $(PYTEST) $(ON_A_SERVER) -q -n auto

cover: $(READY) ## unit tests; branch coverage of each pure package must reach 95 %
	NUMBA_DISABLE_JIT=1 $(PYTEST) tests/unit -n auto --cov --cov-report=
	$(BIN)/coverage json --quiet -o .venv/coverage.json
	$(BIN)/python scripts/branches.py .venv/coverage.json

bench: $(STAMP) $(KERNELS) ## the figures, as JSON lines
	@for bench in $(wildcard benchmarks/*.py); do PYTHONPATH=. $(BIN)/python $$bench || exit 1; done
	@if [ -f "$(NAMES)" ]; then $(BIN)/egnatia bench register "$(NAMES)" --json; \
	    else echo "bench register: skipped, EGNATIA_REFERENCE_DATA has no names/everypolitician_names.csv" >&2; fi

screenshots: $(READY) ## pictures of the main screens, for the documents; needs Chromium
	$(BIN)/python -m scripts.screenshots docs/pictures

format: $(STAMP) ## bring the code into the one format
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

lock: $(STAMP) ## pin the newest allowed versions, with hashes and no addresses
	@sh scripts/lock.sh

clean: ## remove everything that was built here, .venv included
	rm -rf .venv .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .demo build dist node_modules src/egnatia/web/static/built
	find src tests scripts $(wildcard benchmarks) -name __pycache__ -type d -prune -exec rm -rf {} +
