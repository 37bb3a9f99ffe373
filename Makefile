# The two commands are `make run` and `make test`; the others serve them.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
COMPILE := uv pip compile -q --universal --python-version 3.11 --generate-hashes
.DEFAULT_GOAL := help
.PHONY: help run test test-fast histories faults lint format bench accuracy settings mutants audit lock clean

help:
	@echo "make run      start the review desk with its demo newsroom (http://127.0.0.1:8000)"
	@echo "make test     everything the tests need, and the whole suite"
	@echo "make histories N=10000   so many lives of stories, told at random (DB=postgres, SEED=1)"
	@echo "make faults   old faults put back one at a time, each to be found in its shortest history and at random"
	@echo "make lint     ruff and the format check;  make format mends what can be mended"
	@echo "make bench    how fast the engine reads, what hostile files cost;  make accuracy GOLD=FILE how well"
	@echo "make settings  every labelled story wrapped, quoted, listed, marked: the same is asked"
	@echo "make mutants  which single changes of what decides no test notices (SEED, SAMPLE)"
	@echo "make audit    is any locked requirement known to be unsafe (asks PyPI; says so when it is offline)"
	@echo "make lock     compile the locked requirements again"

run: .venv/.run
	@NEWSROOM_DEMO=$${NEWSROOM_DEMO-1} exec $(BIN)/python manage.py serve --with-parent

# Compiled tests are kept: three processes read them twice, and each child that a test starts reads the product.
test test-fast histories faults: export PYTHONDONTWRITEBYTECODE :=

test: .venv/.test
	@$(BIN)/python -m tests.machine chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal
	$(BIN)/python -m tests.machine postgres $(BIN)/python -m pytest -n 2 --dist worksteal -m postgres

test-fast: .venv/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser and not worker"

# Lives of stories, told at random; one that fails is printed with its seed.
TELL := $(BIN)/python -m pytest -n 2 -rP -k promise tests/flows/histories
histories: export HISTORIES := $(or $(N),300)
histories: export SEED := $(or $(SEED),$(shell date +%s))
histories: .venv/.test
	@echo "SEED=$$SEED, on $(or $(DB),sqlite)"
	$(if $(filter postgres,$(DB)),$(BIN)/python -m tests.machine postgres) $(TELL)

faults: export FAULTS := 1
faults: .venv/.test
	$(BIN)/python -m pytest -n 2 -rP -k the_fault tests/flows/histories

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.test
	$(BIN)/python -m tests.benchmarks.speed
	$(BIN)/python -m tests.benchmarks.uploads

accuracy: .venv/.test
	$(BIN)/python -m tests.benchmarks.accuracy $(GOLD)

# Every gold story in every setting; the suite takes the few with most to ask.
settings: export ALL_SETTINGS := 1
settings: .venv/.test
	$(BIN)/python -m pytest -n 2 tests/analysis/test_transformations.py

mutants: .venv/.test
	$(BIN)/python -m tests.benchmarks.mutants $(if $(SEED),--seed $(SEED)) $(if $(SAMPLE),--sample $(SAMPLE))

audit: .venv/.made
	@$(BIN)/python -m tests.audit

lock:
	$(COMPILE) -o requirements.txt requirements.in
	$(COMPILE) -c requirements.txt -o tests/requirements.txt tests/requirements.in

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis

# The environment, made again only when a lock file is newer than its stamp.
.venv/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. Name one: make PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/python || $(if $(UV),uv venv -q --python $(PYTHON) .venv,$(PYTHON) -m venv .venv) || \
		{ echo "The virtual environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"; rm -rf .venv; exit 1; }
	@touch $@

.venv/.run: requirements.txt | .venv/.made
	@echo "Installing the locked requirements ..."
	@$(call install,requirements.txt)
	@touch $@

.venv/.test: tests/requirements.txt requirements.txt | .venv/.made
	@echo "Installing the locked requirements for tests ..."
	@$(call install,tests/requirements.txt)
	@touch .venv/.run $@

define install
$(if $(UV),uv pip install -q --python $(BIN)/python --require-hashes -r $(1),\
{ $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; } && \
$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1))
endef
