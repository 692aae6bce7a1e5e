# `make site` and `make test` do all set-up themselves; see the README.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Debian's packages whose programs the tests drive, and those of them that are missing here.
TEST_PACKAGES := chromium fonts-liberation nginx-light libreoffice-calc libreoffice-writer poppler-utils
MISSING := $(shell for package in $(TEST_PACKAGES); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done)

.PHONY: site test test-long fuzz check preview screenshots bench lock clean
.DELETE_ON_ERROR:

site: $(VENV)/.site-ready
	$(BIN)/diaban build

check: $(VENV)/.site-ready
	$(BIN)/diaban check

preview: $(VENV)/.site-ready
	$(BIN)/diaban preview

test: $(VENV)/.test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 2 --dist worksteal

# Minutes of kills, publishes and pages beyond what `make test` samples of them.
test-long: $(VENV)/.test-ready
	$(BIN)/pytest -q -n 2 --dist worksteal -m long

# Takes the screenshots of the guide anew, of the sample (Debian's pngquant packs them).
screenshots: $(VENV)/.test-ready
	$(BIN)/python -m tests.screenshots

# Two targets, so many seconds each; what crashes a reader is kept and named.
SECONDS ?= 300
fuzz: $(VENV)/.fuzz-ready
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

# Our builds beside other programs, which it installs into build/peers; `BENCH="--all"` and more: see --help.
BENCH ?=
bench: $(VENV)/.test-ready
	$(BIN)/python -m tests.benchmarks --json build/bench.json $(BENCH)

# Writes the locks anew from pyproject.toml (hashes of every file, no address of any registry).
lock: $(VENV)/bin/python
	$(PYTHON) -m pip install --quiet uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra fuzz pyproject.toml -o requirements-fuzz.lock

clean:
	rm -rf $(VENV) site .diaban-cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

# Compiled once here: where Python may not write, as in many containers, each start would do it.
$(VENV)/.site-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q build_tools schemas
	touch $@

$(VENV)/.test-ready: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
ifneq ($(MISSING),)
	@if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends $(MISSING); \
	else echo "install Debian's packages, or tests fail: $(MISSING)"; fi
endif
	touch $@

$(VENV)/.fuzz-ready: requirements-fuzz.lock pyproject.toml $(VENV)/.site-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	touch $@
