# `make run` and `make test` each do all their own set-up, on a fresh machine too.

PORT ?= 8501

# The first Python that is new enough and really runs: a version manager's shim may be found and still refuse.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo $$python && break; done)

# Where Python is told not to keep what it has compiled, every process that a test starts would compile the app anew.
unexport PYTHONDONTWRITEBYTECODE

INSTALL = .venv/bin/pip install -qq --disable-pip-version-check
LOCK = .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --extra export --custom-compile-command "make lock" $(UPGRADE)

.PHONY: help run test check browser office bench docs lock clean

help:           ## this list
	@sed -n 's/^\([a-z]*:\) *.*## /\1\t/p' Makefile

run: .venv/run  ## start the app and print its address: make run PORT=8501
	.venv/bin/streamlit run app.py --server.port $(PORT)

test: browser office check  ## every check and every test, the browser's included
	.venv/bin/pytest -n 2 --dist worksteal -m "not alone"
	.venv/bin/pytest -m alone tests/browser

check: .venv/dev  ## style, types, import contracts, generated docs
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/python -m tools.docs --check

browser:        ## Chromium, for the tests
	@tools/need.sh browser

office:         ## LibreOffice, for the tests that recalculate a workbook and show slides
	@tools/need.sh office

bench: .venv/dev  ## speed, as ratios measured in one run
	.venv/bin/python -m benchmarks

docs: .venv/run  ## write the docs that are generated from declarations
	.venv/bin/python -m tools.docs

lock: .venv/run  ## pin every dependency: make lock UPGRADE=--upgrade for the newest
	$(INSTALL) uv
	$(LOCK) --output-file requirements.txt
	$(LOCK) --output-file requirements-dev.txt --group dev --extra bench --extra scale --constraint requirements.txt

clean:          ## remove what make made
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info

# The virtual environment, made anew whenever its pins change.

.venv/run: requirements.txt
	@test -n "$(PYTHON)" || { echo "Bowtie needs Python 3.11 or newer, with venv (Debian: apt-get install python3 python3-venv)." \
		"If yours has another name: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making .venv with $(PYTHON): a minute or two, once."
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) --require-hashes -r requirements.txt
	.venv/bin/python -m ui.vega
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
