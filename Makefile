# make run   the main job, then a workspace to try    make test   every check, with one summary
# make fmt   tidy the code and the documents        make lock   choose the newest libraries again
# make docs  write the generated documents anew     make bench  measure     make clean  remove what was made
# Needs Python 3.11 to 3.14 and make, nothing else: the libraries go into .venv, at the versions of the lock files.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-input
RUN := $(VENV)/installed-run
DEV := $(VENV)/installed-dev
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
RIGHT_PYTHON := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
WEB := sayso/editor/web
BUILT := $(WEB)/dist/built-from
SCRIPTS := $(wildcard $(WEB)/src/*.* $(WEB)/src/*/*.*) $(WEB)/build.js $(WEB)/icons.json $(WEB)/package-lock.json
LOCK := $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
.PHONY: run test fmt bench grammar docs lock clean

run: $(RUN) $(BUILT)
	@$(PY) -m sayso story
	@[ "$(SERVE)" = 0 ] || [ -e "$${SAYSO_HOME:-sayso-data}/workspace.toml" ] || $(PY) -m sayso demo
	@[ "$(SERVE)" = 0 ] || exec $(PY) -m sayso serve

test: $(DEV) $(BUILT)
	@$(PY) -m tests.house.check $(ARGS)

fmt: $(DEV)
	@$(PY) -m ruff check --quiet --fix . ; $(PY) -m ruff format .
	@$(PY) -m docs.generate

grammar: $(RUN)
	@$(PY) -c 'from sayso.dsl.grammar import packed_table; open("sayso/grammar/flow.table.json", "wb").write(packed_table())'

docs: $(RUN)
	@$(PY) -m docs.generate

bench: $(RUN)
	@$(PY) -m bench

lock: $(PY)
	@$(PIP) install uv
	@$(LOCK) --group build --output-file requirements.lock
	@$(LOCK) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	@rm -rf $(VENV) dist $(WEB)/dist $(WEB)/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Only a changed lock or pyproject.toml installs again; what is linked, not copied, is the project itself.
$(RUN): requirements.lock pyproject.toml | $(PY)
	@echo "Installing the libraries ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Installing builds this too; here only after a change of the sources.
$(BUILT): $(SCRIPTS) | $(RUN)
	@echo "Building the scripts of the pages ..."
	@$(PY) hatch_build.py

$(DEV): requirements-dev.lock $(RUN)
	@echo "Installing the tools for the tests ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(PY):
	@for python in $(PYTHONS); do "$$python" -c '$(RIGHT_PYTHON)' >/dev/null 2>&1 && break; python=; done; \
	if [ -z "$$python" ]; then \
		echo "Sayso needs Python 3.11 to 3.14. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! "$$python" -m venv --clear $(VENV) >/dev/null 2>&1 || ! $(PY) -m pip --version >/dev/null 2>&1; then \
		rm -rf $(VENV); \
		echo "$$python cannot make a virtual environment with pip. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	fi
