# Every target sets itself up: python3 (3.11 or newer), git and make are all that must be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
RUN    := $(BIN)/python

.PHONY: demo test check format bench gold clean

demo: $(STAMP)            ## the ledger of the Idlib case from sample reports
	rm -f demo/marsad.db demo/marsad.db-wal demo/marsad.db-shm
	$(RUN) -m marsad add demo/reports --database demo/marsad.db
	$(RUN) -m marsad add demo/corrections --database demo/marsad.db
	$(RUN) -m marsad ledger idlib-2018 --database demo/marsad.db
	$(RUN) -m marsad matrix --database demo/marsad.db
	$(RUN) -m marsad timeline --database demo/marsad.db
	$(RUN) -m marsad search المهلة --database demo/marsad.db
	$(RUN) -m marsad verify --database demo/marsad.db
	$(RUN) -m marsad ledger idlib-2018 --database demo/marsad.db --format html --output demo/ledger.html
	@echo "The same ledger as a page: demo/ledger.html"

test: $(STAMP)            ## the tests
	$(RUN) -m pytest -n auto

check: $(STAMP)           ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(RUN) -m pytest -n auto

format: $(STAMP)          ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)           ## speed and memory
	$(RUN) benchmarks/read.py

gold: $(STAMP)            ## accuracy on the development gold, where it lies beside the project
	$(RUN) benchmarks/gold.py
	$(RUN) benchmarks/corpus_gold.py

clean:
	rm -rf $(VENV) demo/ledger.html demo/marsad.db demo/marsad.db-wal demo/marsad.db-shm

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
