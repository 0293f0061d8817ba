# Each target sets up what it needs (setup.sh).
.DEFAULT_GOAL := help
.PHONY: help ready setup run replay neural test faults quick lint eval bench
SHELL := /bin/sh
BIN := .venv/bin

# Two OpenMP threads on busy cores cost 4.5 times as much: one per process.
export OMP_NUM_THREADS := 1

help:           ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:          ## set up what a run needs: Debian packages, virtual environment, Python packages
	@./setup.sh

ready:          ## set up what development needs: also linters, tests, the neural engines and Dask
	@./setup.sh dev,neural,dask

# The newspapers of the demo, served on this machine while a run reads them.
DEMO_PORT ?= 8417
NEWSPAPERS := http://127.0.0.1:$(DEMO_PORT)

run: setup      ## fetch light models if online, run samples and demo through the Prefect flow
	@$(BIN)/wireglot models pull --for samples --if-online
	@$(BIN)/python demo/serve.py --port $(DEMO_PORT) $(BIN)/wireglot run samples $(NEWSPAPERS)/feeds.opml \
		$(NEWSPAPERS)/kustbladet/biblioteket-raddas.html demo/agency demo/archive.warc.gz --allow 127.0.0.1

replay: setup   ## a correction and a kill, step by step: history, changes and feed after each
	@BIN=$(BIN) samples/replay/replay.sh

neural:         ## install the neural engines, pull models for the samples (sizes first), run them
	@./setup.sh neural
	@$(BIN)/wireglot models pull --for samples --engine opus
	@$(BIN)/wireglot run samples

# Each file on one worker, which pays once for its fixtures; in the order of tests/conftest.py. Three workers also on two
# cores: tests of servers wait most of their time.
test: lint      ## all tests
	@$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder --durations=25

faults: ready   ## everything killed, damaged, full, hanging or away, at full counts: an hour
	@WIREGLOT_FAULTS=full $(BIN)/python -m pytest -q -s tests/faults tests/flows/prefect/test_serve.py

quick: ready    ## the tests that start no process and score no corpus, in seconds
	@$(BIN)/python -m pytest -q -n 2 -m "not process and not evaluation" --ignore=tests/flows/prefect

lint: ready     ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

eval: ready     ## the quality floors, on WIREGLOT_DATA where it is set
	@$(BIN)/python -m pytest -q -m evaluation

bench: ready    ## the benchmarks, as tables of ratios
	@for name in extract changes outputs site pipeline feeds; do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done
