# The commands of the project. Each also works without make: see the README.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := bot/preview.lock
DATA ?=
ARGS ?=
# In the order of their names: by number of tests, the few long ones of tests/e2e would be left for the end.
PARALLEL := --numprocesses auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test lint types ask bench eval coverage fuzz pictures lock clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Clipdesk needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $@

$(VENV)/.dev: $(VENV)/.run tests/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@

$(VENV)/.bench: $(VENV)/.run tests/bench/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev tests/fuzz/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.lock
	@touch $@

run: $(VENV)/.run ## index seeds/ if there is no index, then start the bot (on Discord with a token, else in a browser page)
	$(BIN)/python -m bot run

ask: $(VENV)/.run ## answer one question: make ask Q="..."
	@test -n "$$Q" || { echo 'Usage: make ask Q="your question"'; exit 2; }
	@test -n "$$($(BIN)/python -m index status 2>/dev/null)" || $(BIN)/python -m index build seeds
	@$(BIN)/python -m index ask -- "$$Q" || test $$? -eq 1

test: lint types $(VENV)/.dev ## lint, types and all tests
	$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

coverage: $(VENV)/.dev ## branches covered by the tests: at least 95% of index/, 90% of bot/
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report= $(ARGS)
	$(BIN)/python -m coverage report --include="index/*" --fail-under=95
	$(BIN)/python -m coverage report --include="bot/*" --fail-under=90

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

eval: $(VENV)/.run ## quality on a BEIR-style folder: make eval DATA=dir
	@test -n "$(DATA)" || { echo 'Usage: make eval DATA=folder'; exit 2; }
	$(BIN)/python -m index eval "$(DATA)" $(ARGS)

bench: $(VENV)/.bench ## speed beside peers: make bench ARGS="--passages 100000"
	$(BIN)/python -m tests.bench $(ARGS)

fuzz: $(VENV)/.fuzz ## look for input that breaks a promise: make fuzz ARGS="reader --seconds 600"
	$(BIN)/python -m tests.fuzz $(ARGS)

pictures: $(VENV)/.dev ## take the pictures of the docs anew (needs Chromium or Chrome)
	$(BIN)/python -m tests.pictures

lock: $(VENV)/.dev ## pin every dependency anew
	$(BIN)/python tests/lock.py

clean: ## remove what make made (data/ stays)
	rm -rf $(VENV) .fuzz .pytest_cache .mypy_cache .ruff_cache .hypothesis
