# One word a task. A fresh machine needs Python 3.11 or newer, git and make; everything else goes into .venv.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Asked for only when .venv is made: the newest Python that the lock is meant for and that can make a virtual
# environment, else the newest of them all. Choose another with `make PYTHON=/path/to/python3 ...`.
PYTHON ?= $(shell \
	best=; \
	for name in python3.13 python3.12 python3.11 python3.14 python3; do \
		$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		$$name -c 'import ensurepip, venv' 2>/dev/null && { echo $$name; exit; }; \
		best=$${best:-$$name}; \
	done; \
	echo $$best)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Material for MkDocs prints a banner about MkDocs 2 otherwise.
export NO_MKDOCS_2_WARNING := 1

# Tests on several cores: whole files, since those of one share what they set up, and the longest first.
CORES := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help site test slow check format generate serve bench lock clean

help: ## list the tasks
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1	/p' Makefile | expand -t 18

site: $(STAMP) ## build the static site into site/
	$(BIN)/derivations build

test: check ## check, then run the tests (without those marked slow)
	$(BIN)/derivations generate --check
	$(BIN)/pytest $(CORES)

slow: $(STAMP) ## run the tests marked slow
	$(BIN)/pytest $(CORES) -m slow

check: $(STAMP) ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP) ## put the code into the common format, with what lint can mend by itself
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

generate: $(STAMP) ## write the generated pages and code again
	$(BIN)/derivations generate

serve: $(STAMP) ## show the site with live reload
	$(BIN)/derivations serve

bench: $(STAMP) ## measure the generated code against its peers
	$(BIN)/derivations bench

# uv and not pip: its universal lock has one set of versions for every Python that we support.
lock: $(STAMP) ## renew requirements.lock from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --fork-strategy fewest --extra dev \
		--no-header --no-annotate --no-emit-index-url --output-file requirements.lock pyproject.toml

clean: ## remove .venv, the built site and caches
	rm -rf $(VENV) site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache .site-*
	find docs derivations -name '.*.part' -type f -exec rm -f {} +
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(BIN)/python is no order-only prerequisite: where it is made anew, everything must be installed anew.
$(STAMP): requirements.lock pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(BIN)/python:
	@python="$(PYTHON)"; \
	if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "make: no Python 3.11 or newer; install one, or name it with: make PYTHON=/path/to/python3 ..." >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		if [ "$$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then \
			echo "make: $$python cannot make a virtual environment; on Debian run: apt-get install python3-venv" >&2; \
			exit 1; \
		fi; \
		apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y python3-venv || exit 1; \
	fi; \
	"$$python" -m venv --clear $(VENV)
