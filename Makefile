# Works on a machine with Python 3.10 or newer and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: site serve test check bench clean

site: $(VENV)/site.installed
	$(RUN) -m mkdocs build --strict

serve: $(VENV)/site.installed
	$(RUN) -m mkdocs serve

test: $(VENV)/test.installed
	$(RUN) scripts/ensure_chromium.py
	$(RUN) -m pytest

check: $(VENV)/check.installed
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	npx --yes --package=typescript@5.9.3 -- tsc --project jsconfig.json

# BENCH=full builds 50,000 cards as well; BENCH_OPTIONS are options of scripts/bench.
bench: $(VENV)/bench.installed
	$(RUN) -m scripts.bench $(if $(filter full,$(BENCH)),--full) $(BENCH_OPTIONS)

clean:
	rm -rf $(VENV) .cache site

$(VENV)/site.installed: pyproject.toml
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --editable .
	touch $@

$(VENV)/test.installed: $(VENV)/site.installed
	$(RUN) -m pip install --quiet --editable '.[test]'
	touch $@

$(VENV)/check.installed: $(VENV)/test.installed
	$(RUN) -m pip install --quiet --editable '.[test,check]'
	touch $@

$(VENV)/bench.installed: $(VENV)/site.installed
	$(RUN) -m pip install --quiet --editable '.[bench]'
	touch $@
