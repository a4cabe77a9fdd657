# Everything runs in .venv/ of this checkout. `make` alone lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
NAME   := deir-ez-zor-2016
DATA   ?= ../shared/bench

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz crash check format eval bench docs dev lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

# The stamps make a second run work without a network: nothing is installed unless a lock or the project changed.
$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Crossbearing needs Python 3.11 or newer; name one with PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.runtime ## build the example case and its dossier
	@rm -rf $(NAME).case $(NAME)-dossier.html
	$(BIN)/crossbearing build examples/$(NAME)/reports --case $(NAME).case
	$(BIN)/crossbearing findings $(NAME).case
	$(BIN)/crossbearing report $(NAME).case -o $(NAME)-dossier.html
	@echo
	@echo "The case:    $(CURDIR)/$(NAME).case"
	@echo "The dossier: $(CURDIR)/$(NAME)-dossier.html  (open it in any browser; it needs no network)"

# Commands are run as processes by the hundred: each would compile all modules anew where none may be kept compiled.
test: $(VENV)/.dev ## run all tests, a file at a time on each core
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile

fuzz: $(VENV)/.dev ## try every parser on damaged files, FUZZ_SECONDS (60) a format
	FUZZ_SECONDS=$(or $(FUZZ_SECONDS),60) $(BIN)/python -m pytest --timeout=0 tests/collect/test_fuzz.py

crash: $(VENV)/.dev ## kill builds, judgements, exports and migrations CRASHES (500) times
	CRASHES=$(or $(CRASHES),500) $(BIN)/python -m pytest --timeout=0 tests/e2e/test_crash.py

check: $(VENV)/.dev ## lint, types, import rules, the pages' types and unit tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python hatch_build.py

format: $(VENV)/.dev ## put the code into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(VENV)/.dev ## score reading on labelled data: make eval DATA=DIR
	$(BIN)/python -m evals --data $(DATA)

bench: $(VENV)/.dev ## measure speed as ratios
	$(BIN)/python -m benchmarks --data $(DATA)

docs: $(VENV)/.dev ## write the generated parts of docs/ anew
	$(BIN)/python scripts/reference.py

dev: $(VENV)/.dev ## build the example case and keep its dossier fresh while you edit
	$(BIN)/python scripts/watch.py

lock: $(VENV)/.created ## pin all dependencies anew, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --group build -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --group build --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove the environment and what the demo made
	rm -rf $(VENV) $(NAME).case $(NAME)-dossier.html
