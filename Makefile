# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The folder of the labelled sets that `make quality` scores; they do not ship with the project.
DATA ?= dev-sets
# The folder of the corpora in which this project has labelled words for race; left out where it is empty.
CORPORA ?=

# The PyTorch that `make test-formats` installs. The CPU is enough; where pip takes a build for CUDA all the same, give
# TORCH='torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu'.
TORCH ?= torch==2.13.0

# What `make speed` and `make reference` read: names and files of texts, such as "imdb=reviews.parquet news=news.jsonl".
TEXTS ?=

.PHONY: demo test test-formats test-engines test-pages test-crash lint types unit quality speed reference soak format clean

demo: $(VENV)/.installed
	$(BIN)/python -m cda.data.sample demo-out/sample.jsonl
	$(BIN)/cda augment demo-out/sample.jsonl -o demo-out/dataset --id-column id --overwrite
	$(BIN)/cda diff demo-out/dataset -n 12

test: $(VENV)/.tested lint types unit

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.tested
	$(BIN)/mypy

unit: $(VENV)/.tested
	$(BIN)/pytest -n auto --dist loadfile

# Trains on what is exported, with TRL, on the CPU and offline.
test-formats: $(VENV)/.formatted
	HF_HUB_OFFLINE=1 $(BIN)/pytest tests/export tests/consumers

# One suite over all engines; Spark needs Java 17 or newer.
test-engines: $(VENV)/.engined
	$(BIN)/pytest tests/run/test_engines.py tests/run/test_tables.py

# Pages in the Chromium of the system: apt-get install chromium.
test-pages: $(VENV)/.browsed
	$(BIN)/pytest tests/page tests/report tests/audit

# Runs that are killed at each of their steps, and at random.
test-crash: $(VENV)/.engined
	$(BIN)/pytest -m soak tests/crash

quality: $(VENV)/.benched
	$(BIN)/python benchmarks/quality.py --data $(DATA) $(if $(CORPORA),--corpora $(CORPORA)) --out benchmarks/out/quality.json --page benchmarks/QUALITY.md

# Megabytes a second beside other ways, then time and memory of whole processes.
speed: $(VENV)/.benched
	$(BIN)/python benchmarks/throughput.py $(TEXTS) --out benchmarks/out/throughput.json
	$(BIN)/python benchmarks/whole_process.py $(word 2,$(subst =, ,$(firstword $(TEXTS)))) --out benchmarks/out/whole_process.json

# The fast rewriter held against the slow and obvious one, on rows of these texts.
reference: $(VENV)/.benched
	$(BIN)/python benchmarks/reference.py $(foreach text,$(TEXTS),$(word 2,$(subst =, ,$(text))))

# Tens of thousands of texts that are made to break it, whether time grows with the length of a text, and how a run
# grows with its rows, up to 2 GB: some hours.
soak: $(VENV)/.tested
	$(BIN)/pytest -m soak
	$(BIN)/python benchmarks/linear.py
	$(BIN)/python benchmarks/linear.py --sizes 100K,1M --ways names,race,neutral,joint
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/scale.py --rows 20000 --gigabytes 2 --people 0.1

format: $(VENV)/.tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) demo-out benchmarks/out

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

$(VENV)/.formatted: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,formats]'
	touch $@

$(VENV)/.engined: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,ray,spark]'
	touch $@

$(VENV)/.browsed: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,browser]'
	touch $@

$(VENV)/.benched: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	touch $@
