# ChurnVoice on one machine. Nothing but Python 3.11 needs to be installed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
UV := $(BIN)/uv
TESTS_VAR := $(CURDIR)/var/tests

.PHONY: run serve stop test bench lint shots admin lock messages
.DEFAULT_GOAL := run

run: .venv/installed ## the whole way once, with sample data: customers, letters, answers, reasons, follow-ups
	@$(BIN)/python -m churnvoice.local prepare
	@$(BIN)/python manage.py demo

serve: .venv/installed ## the whole system in this terminal, until Ctrl-C
	@$(BIN)/python -m churnvoice.local serve

stop: .venv/installed ## whatever runs in this folder
	@$(BIN)/python -m churnvoice.local stop
	@[ ! -d "$(TESTS_VAR)" ] || CHURNVOICE_VAR="$(TESTS_VAR)" $(BIN)/python -m churnvoice.local stop >/dev/null

admin: .venv/installed ## a new one-time administrator password
	@$(BIN)/python -m churnvoice.local with $(BIN)/python manage.py one_time_password

test: .venv/installed-dev ## every test, against real servers
	@CHURNVOICE_VAR="$(TESTS_VAR)" $(BIN)/python -m churnvoice.local with $(BIN)/python -m pytest -n 2

bench: .venv/installed-dev ## how fast it is on this machine
	@$(BIN)/python -m tests.benchmarks

lint: .venv/installed-dev ## style, types, templates, migrations
	@$(BIN)/python -m churnvoice.local prepare
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	@$(BIN)/python -m churnvoice.local with $(BIN)/python manage.py makemigrations --check --dry-run

shots: .venv/installed-dev ## screenshots of the main pages, into docs/
	@$(BIN)/python -m tests.shots

messages: .venv/installed ## new words into the Swedish catalogue, and the catalogue compiled; needs GNU gettext, as only translators do
	@$(BIN)/python -m churnvoice.local prepare
	@$(BIN)/python manage.py makemessages -l sv --no-obsolete --no-location --no-wrap \
		-i .venv -i var -i staticfiles -i node_modules -i tests
	@$(BIN)/python manage.py compilemessages -l sv -i .venv

lock: .venv/ready ## pin what requirements*.in ask for
	@for name in requirements requirements-dev; do \
		$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes $$name.in -o $$name.txt || exit 1; done

# Stamps: nothing is installed twice. uv is a faster pip; without it pip does the same work.
.venv/ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ChurnVoice needs Python 3.11 or newer; $(PYTHON) is older. Set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: install its venv package (Debian: apt install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv cannot be installed; going on with pip."
	@touch $@

.venv/installed: requirements.txt .venv/ready
	@echo "Installing what ChurnVoice needs ..."
	@$(call install,requirements.txt)
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what tests and checks need ..."
	@$(call install,requirements-dev.txt)
	@touch $@

install = if [ -x $(UV) ]; then $(UV) pip sync --quiet --require-hashes --python $(BIN)/python $(1); \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
