# Eight verbs: setup run demo test check fix states shots. Everything goes into .venv, frontend/node_modules and DATA.

PYTHON ?= python3
DATA ?= data
PARALLEL ?= 2

export TAIZHANG_DATA := $(DATA)
export PYTHONDONTWRITEBYTECODE := 1

BIN := .venv/bin
DIST := taizhang/web/static/dist
ENVIRONMENT := .venv/.filled
MODULES := frontend/node_modules/.filled
BUILT := $(DIST)/.built
FONTS := taizhang/bulletin/fonts/SOURCES.txt
PO := $(wildcard taizhang/locale/*/LC_MESSAGES/django.po)
FRONTEND := $(wildcard frontend/src/*.ts frontend/src/css/*.css frontend/*.mjs) frontend/package.json
NODE_FITS := $(shell command -v npm >/dev/null 2>&1 && node -e 'process.exit(+process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null && echo yes)

.PHONY: setup run demo test check fix states shots
.DEFAULT_GOAL := run

setup:
	@$(MAKE) --no-print-directory --quiet -j2 $(ENVIRONMENT) $(BUILT) $(FONTS) $(PO:.po=.mo)

run: setup
	@test -n "$$DATABASE_URL" || test -e "$(DATA)/taizhang.sqlite3" || $(BIN)/taizhang demo
	@$(BIN)/taizhang serve

demo: setup
	@if test -e "$(DATA)"; then rm -rf "$(DATA).old" && mv "$(DATA)" "$(DATA).old" && echo "$(DATA) -> $(DATA).old"; fi
	@$(BIN)/taizhang demo

test: setup
	$(BIN)/python -m pytest -n $(PARALLEL) --dist loadgroup
	$(BIN)/python -m tests.run_on_postgres -n $(PARALLEL) --dist loadgroup --ignore=tests/journeys

check: export TAIZHANG_DATA := .check
check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint taizhang --lint --quiet
	$(BIN)/python manage.py check --fail-level WARNING
	TAIZHANG_HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py draw_states --check
	frontend/node.sh npm run --silent check

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

states: export TAIZHANG_DATA := .check
states: setup
	$(BIN)/python manage.py draw_states

shots: setup
	$(BIN)/python -m pytest tests/journeys --shots -p no:xdist

# --- what the verbs stand on -------------------------------------------------------------------------------------------

$(ENVIRONMENT): requirements/dev.lock requirements/uv.txt requirements/install.py pyproject.toml
	@echo "Filling .venv"
	@$(PYTHON) requirements/install.py .venv requirements/dev.lock
	@touch $@

# Without a Node of its own the machine gets one from PyPI, which needs .venv first; with one, both are filled at once.
$(MODULES): frontend/package-lock.json frontend/.npmrc $(if $(NODE_FITS),,$(ENVIRONMENT))
	@echo "Filling frontend/node_modules"
	@frontend/node.sh npm ci --ignore-scripts --no-progress --loglevel=error >/dev/null
	@touch $@

$(BUILT): $(MODULES) $(FRONTEND)
	@frontend/node.sh npm run --silent build
	@touch $@

$(FONTS): $(MODULES) $(ENVIRONMENT)
	@$(BIN)/python -m taizhang.bulletin.typesetting.fonts build frontend/node_modules $(@D) >/dev/null
	@touch $@

%.mo: %.po $(ENVIRONMENT)
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@
