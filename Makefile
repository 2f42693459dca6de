# The two commands of the README are `make report` and `make test`; everything else is here for those who work on the project.
PYTHON ?= python3
STUDY ?= dprk-un
BIN := .venv/bin
export PYTHONHASHSEED := 0
export MPLBACKEND := Agg

.DEFAULT_GOAL := help
.PHONY: help setup report test unit notebooks lint lab lock benchmarks clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready  ## Create .venv and install everything from requirements.lock

# --no-build-isolation: the build backend (hatchling, editables) is in the lock too, so nothing unpinned is fetched.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "onrecord needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...")'
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

report: setup  ## Run the study to a report (STUDY=dprk-un)
	$(BIN)/onrecord run $(STUDY)

test: setup lint unit notebooks  ## Run all tests, the notebooks' checks included

unit: setup
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

# Serial: the cells of one notebook share a kernel. Only outputs that the prose relies on are compared (tagged cells).
notebooks: setup
	$(BIN)/python -m pytest -q -p no:cacheprovider -p no:xdist --nbval-lax --nbval-current-env --nbval-sanitize-with tests/nbval.cfg --override-ini addopts= notebooks

lint: setup  ## Check style and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/lint-imports

lab: setup  ## Open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

lock:  ## Resolve requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
	  --no-header --all-extras --no-annotate pyproject.toml -o requirements.lock

benchmarks: setup  ## Measure speed and size; figures go to benchmarks/
	$(BIN)/python benchmarks/speed.py

clean:  ## Remove what was built; reports stay
	rm -rf .venv .cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
