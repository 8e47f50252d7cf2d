# ogpqa: `make ask q="…"` on a fresh clone does everything it needs. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV ?= .venv
INDEX ?= index
PORT ?= 8000
HOST ?= 127.0.0.1
bin := $(VENV)/bin

# A question reaches the recipe through the environment and unexpanded: quotes, apostrophes and dollar signs stay.
export ASK_QUESTION := $(value q)
unexport q
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help ask question serve test check format docs lock index evaluate golden bench install install-dev clean FORCE

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ask: question $(INDEX)/.built ## answer one question: make ask q="Who is Seoul's contact?"
	@$(bin)/ogpqa ask --index $(INDEX) -- "$$ASK_QUESTION"

question:  # said before anything is installed
	@if [ -z "$$ASK_QUESTION" ]; then echo 'Ask something: make ask q="Who is Seoul'"'"'s contact?"' >&2; exit 2; fi

serve: $(INDEX)/.built ## the web page and the API on http://127.0.0.1:8000 (HOST=… PORT=…)
	@exec $(bin)/ogpqa serve --index $(INDEX) --host $(HOST) --port $(PORT)

index: $(VENV)/.run ## bring the index up to date with corpus/
	@$(bin)/ogpqa index build --index $(INDEX) $(if $(CORPUS),--corpus $(CORPUS))
	@touch $(INDEX)/.built

test: $(VENV)/.dev ## every test; those in a browser need Debian's chromium
	@command -v chromium >/dev/null || echo 'No chromium: the tests in a browser are skipped (apt-get install chromium).'
	@$(bin)/python -m pytest $(args)

check: $(VENV)/.dev ## lint, format, types, generated docs
	@$(bin)/ruff check --quiet --output-format concise .
	@$(bin)/ruff format --check --quiet .
	@$(bin)/mypy --no-error-summary
	@$(bin)/python scripts/reference.py --check
	@echo 'check: clean'

format: $(VENV)/.dev ## let ruff mend what it can
	@$(bin)/ruff check --fix .
	@$(bin)/ruff format .

docs: $(VENV)/.dev ## write docs/reference anew from the code
	@$(bin)/python scripts/reference.py

lock: ## pin in requirements*.txt what is installed
	@$(bin)/python scripts/lock.py

evaluate: $(VENV)/.dev ## golden questions; with COLLECTIONS=folder of BEIR folders, retrieval against the committed scores
	@$(bin)/python -m pytest -q tests/golden
	@$(if $(COLLECTIONS),$(bin)/python benchmarks/retrieval.py $(COLLECTIONS) --check)

golden: $(VENV)/.dev ## write the golden answers anew, for review as a diff
	@$(bin)/python -m tests.golden.update

bench: $(VENV)/.dev ## measure, tables go to benchmarks/results; retrieval with COLLECTIONS=folder of BEIR folders
	@$(bin)/python benchmarks/search_scale.py
	@$(if $(COLLECTIONS),$(bin)/python benchmarks/retrieval.py $(COLLECTIONS))

clean: ## remove what was built, the index too; the environment stays
	@rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find $(INDEX) -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	@find src tests scripts -name __pycache__ -prune -exec rm -rf {} +

install: $(VENV)/.run ## what building and serving need
install-dev: $(VENV)/.dev ## what testing needs, on top

$(VENV)/.run: requirements.txt pyproject.toml hatch_build.py
	@./scripts/environment $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@./scripts/environment $(VENV) requirements-dev.txt
	@touch $@

# The index is old when a page is newer, or what reads and encodes pages.
index_inputs := $(shell find corpus $(addprefix src/ogpqa/,corpus records encoder index questions passages.py types.py) \
	-type f \( -path 'corpus/*' -o -name '*.py' -o -name '*.toml' -o -name '*.sql' \) 2>/dev/null)
ifeq ($(wildcard $(INDEX)/current),)
$(INDEX)/.built: FORCE
endif
$(INDEX)/.built: $(index_inputs) | $(VENV)/.run
	@$(bin)/ogpqa index build --index $(INDEX)
	@touch $@
