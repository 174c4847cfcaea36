# Every target sets itself up: python3 (3.11 or newer), git and make are all that must be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
RUN    := $(BIN)/python
SHOWN  := 2020-02-16-shabakat-al-ufuq

.PHONY: demo test check format bench gold clean

demo: MARSAD := MARSAD_DATABASE=demo/marsad.db $(RUN) -m marsad
demo: $(STAMP)            ## the ledger of the Idlib case from sample reports
	rm -f demo/marsad.db demo/marsad.db-wal demo/marsad.db-shm
	$(MARSAD) init
	$(MARSAD) add demo/reports
	$(MARSAD) add demo/corrections
	$(MARSAD) ledger idlib-2018 --quiet --output demo/ledger.txt
	$(MARSAD) ledger idlib-2018 --quiet --format html --output demo/ledger.html
	@echo; echo "From demo/ledger.txt: one commitment, the incidents, the ultimatums"
	@sed -n -e '/^S5 ·/,/^───/p' -e '/^Incidents:/,/^───/p' -e '/^Ultimatums,/,/^───/p' demo/ledger.txt
	$(MARSAD) matrix
	$(MARSAD) timeline --agreement idlib-2018
	@echo; echo "All that is known of one claim:"
	@$(MARSAD) show $$($(MARSAD) claims --document $(SHOWN) --format jsonl | sed 's/.*"id": "\([0-9a-f]*\)".*/\1/')
	$(MARSAD) search المهلة --limit 2
	$(MARSAD) verify
	@echo "The whole ledger: demo/ledger.txt; as a page: demo/ledger.html"

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
	rm -rf $(VENV) demo/ledger.html demo/ledger.txt demo/marsad.db demo/marsad.db-wal demo/marsad.db-shm

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
