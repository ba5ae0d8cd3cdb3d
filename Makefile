# The targets are the README's. `make demo` and `make test` need only Python 3.11+ and git.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test setup lint format types check floors train bench-attribution bench-relations bench-dates bench-speed clean

$(BIN)/verbale: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q ".[parquet]"
	@touch $@

$(VENV)/.test: $(BIN)/verbale
	$(BIN)/pip install -q -e ".[test]"
	@touch $@

setup: $(VENV)/.test        ## a virtual environment with everything the tests need

demo: $(BIN)/verbale        ## set up, read the sample articles and show what is in them
	$(BIN)/verbale demo

test: $(VENV)/.test         ## set up and run every check: style, types, tests, accuracy floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: test

lint: $(VENV)/.test         ## style only
	$(BIN)/ruff check .

format: $(VENV)/.test       ## write the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.test        ## types only
	$(BIN)/mypy

floors: $(VENV)/.test       ## accuracy on the project's own articles against the floors
	$(BIN)/python -m pytest tests/floors

bench-attribution: $(VENV)/.test   ## POLNEAR=path/to/polnear-dev.jsonl.gz
	$(BIN)/python -m benchmarks.attribution $(POLNEAR)

bench-relations: $(VENV)/.test     ## PLV=path/to/plv.tsv
	$(BIN)/python -m benchmarks.relations $(PLV)

bench-dates: $(VENV)/.test         ## DATES=path/to/timeml.tar.xz
	$(BIN)/python -m benchmarks.dates $(DATES)

bench-speed: $(VENV)/.test         ## POLNEAR=path/to/polnear-dev.jsonl.gz
	$(BIN)/pip install -q "spacy>=3.7"
	$(BIN)/python -m benchmarks.speed $(POLNEAR)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
