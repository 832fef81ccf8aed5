# `make` alone prints this menu. Needs Python 3.11 or newer and make, nothing else.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench coverage messages demo-reset lock

help: ## Print this menu
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(INSTALLED) ## Start the demo on 127.0.0.1 (PORT=8000) and print its logins
	@PORT=$(PORT) $(MANAGE) demo --port $(PORT)

test: $(INSTALLED) ## Run the suite on SQLite, then PostgreSQL, then in a browser
	@$(BIN)/python -m tests.legs $(ARGS)

lint: $(INSTALLED) ## Check style, types, templates and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=.:site $(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check

format: $(INSTALLED) ## Put Python and templates into their one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2

bench: $(INSTALLED) ## Measure, as ratios against references of the same run
	@$(BIN)/python -m tests.benchmarks

coverage: $(INSTALLED) ## Run the suite on SQLite and tell what it never reached
	$(BIN)/python -m pytest -m "not browser" --cov --cov-report=term-missing:skip-covered

messages: $(INSTALLED) ## Collect and compile translations (needs gettext)
	$(MANAGE) makemessages --locale zh_Hans --no-location --no-wrap \
		--ignore var --ignore .venv --ignore tests
	$(MANAGE) compilemessages --locale zh_Hans --locale mn_Mong --ignore .venv

demo-reset: $(INSTALLED) ## Throw the demo's data away and load the season around today
	rm -rf var/demo.sqlite3 var/demo.sqlite3-shm var/demo.sqlite3-wal var/media
	@$(MANAGE) demo --no-server

lock: ## Pin the newest versions the ranges of pyproject.toml allow
	PYTHON=$(PYTHON) deploy/lock.sh

$(INSTALLED): requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON to one.")'
	@echo "Installing what requirements.txt pins. The first time takes a minute or two."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@
