# Attune. `make run` is all a newcomer needs; `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT
# Every program that is started would read a thousand modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-dev run test check bench format lock translations migrations states papers parts clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## install what running needs
	@$(PYTHON) tools/install.py

run: setup ## start Attune with a demonstration caseload on http://localhost:8000 (PORT=…)
	@$(BIN)/python -m tools.demo

setup-dev: ## install what working on it needs
	@$(PYTHON) tools/install.py dev

test: setup-dev ## run every test on SQLite, then again on PostgreSQL and Redis
	@$(BIN)/python -m tools.suite

check: setup-dev ## lint, types, import direction, templates, migrations, production settings
	@$(BIN)/python -m tools.check

bench: setup-dev ## measure what films cost, as ratios; writes bench.json
	@$(BIN)/python -m tools.bench

format: setup-dev ## put code and templates into the house form
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@find templates -name '*.html' -not -path '*/django/*' -exec $(BIN)/djangofmt check --fix --quiet {} +
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

lock: setup-dev ## write requirements/*.txt anew from pyproject.toml
	@$(BIN)/python -m tools.lock

translations: setup-dev ## bring new words of the pages into the translations
	@$(BIN)/python -m tools.translations

migrations: setup-dev ## write missing migrations
	@ATTUNE_MODE=test ATTUNE_SECRET_KEY=x $(BIN)/python manage.py makemigrations

states: setup-dev ## draw docs/states.md anew from the tables in the code
	@ATTUNE_MODE=test ATTUNE_SECRET_KEY=x $(BIN)/python -m tools.states

papers: setup-dev ## write the pages for information governance anew: data map, processing record, hazards, security
	@ATTUNE_MODE=test ATTUNE_SECRET_KEY=x $(BIN)/python -m tools.papers

parts: setup-dev ## list what the product is made of, with licences, as CycloneDX; writes build/parts.json
	@$(BIN)/python -m tools.parts

clean: ## remove what was installed and built; keeps data/
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .import_linter_cache
