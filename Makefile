# Everything runs from .venv, which `make setup` makes and every other target makes when it is missing
# or older than pyproject.toml.

BIN := .venv/bin
READY := .venv/.ready
JOBS ?= 100000
FRAMES ?= 1000000

.DEFAULT_GOAL := help
.PHONY: help setup native demo test bench stress fuzz clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: native ## install what is missing: system packages (with sudo when not root), .venv, stockade

$(READY): pyproject.toml packaging/setup.sh
	@PYTHON='$(PYTHON)' packaging/setup.sh
	@touch $@

# Decides by itself whether there is anything to do: what the sources hold counts, not their dates.
native: $(READY) ## compile the C library of the worker, if it is of other sources
	@$(BIN)/python packaging/native.py

demo: native ## run an obfuscated dropper in a jail, as Windows Script Host, and show what it did
	$(BIN)/stockade run --persona wsh examples/dropper.js

test: native ## run every check: C warnings, lint, format, types, import contracts, tests
	$(BIN)/python packaging/native.py --check
	$(BIN)/clang-format --dry-run --Werror worker/stockade_worker/native/*.[ch]
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: native ## run every benchmark; each prints a table
	@for script in benchmarks/[!_]*.py; do $(BIN)/python "$$script" || exit 1; done

stress: native ## throw 100,000 jobs at a pool, most of them honest, and check what is left (JOBS=N)
	$(BIN)/stockade stress --jobs $(JOBS) $(if $(SEED),--seed $(SEED))

fuzz: native ## let a million frames of lies come over the border, twice: by a grammar, by coverage (FRAMES=N)
	$(BIN)/python -m tests.peer.fuzz_by_grammar --frames $(FRAMES)
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/pip install --quiet --editable '.[fuzz]'
	$(BIN)/python -m tests.peer.fuzz_by_coverage .fuzz -runs=$(FRAMES) -print_final_stats=1

clean: ## remove everything that make made, .venv too
	rm -rf .venv build dist .coverage .coverage.* htmlcov .hypothesis .fuzz
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -f worker/stockade_worker/native/*.so*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
