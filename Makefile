# Everything a newcomer needs, from a bare checkout:
#
#   make demo      install, build the sample study and walk through it
#   make test      run the tests
#   make check     formatting, lint, types, and the arrows between the rooms
#   make bench     measure what is claimed to be fast
#   make fuzz      read thousands of damaged files, each must give documents or one clear sentence; work at random, and undo it
#   make messages  bring the catalogue of sentences up to date with the sources
#   make reference write docs/reference.md from the commands' own help
#   make clean     remove what the above made
#
# Another Python than the first in the path: make PYTHON=python3.12 demo

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
BENCHMARKS = $(filter-out benchmarks/generated.py,$(shell grep -l __main__ benchmarks/*.py))

.PHONY: install demo test check bench fuzz messages reference clean

install: $(VENV)/installed

demo: install
	@$(BIN)/qualcode demo demo
	@if [ -t 0 ] && [ -t 1 ]; then \
		printf '\nOpen the sample study in the workbench? [Y/n] '; read -r answer; \
		case "$$answer" in [nN]*) ;; *) cd demo && $(CURDIR)/$(BIN)/qualcode open ;; esac; \
	fi

test: $(VENV)/installed-for-work
	$(BIN)/python -m pytest -n 2

check: $(VENV)/installed-for-work
	$(BIN)/ruff format --check src tests tools benchmarks migrations
	$(BIN)/ruff check src tests tools benchmarks migrations
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/installed-for-work
	@failed=; for benchmark in $(BENCHMARKS); do \
		echo; echo "== $$benchmark"; $(BIN)/python $$benchmark || failed="$$failed $$benchmark"; \
	done; if [ -n "$$failed" ]; then echo; echo "Failed:$$failed"; exit 1; fi

fuzz: $(VENV)/installed-for-work
	$(BIN)/python tests/fuzz/trials.py --cases 5000
	QUALCODE_TEST_DEPTH=20 $(BIN)/python -m pytest -n 2 --timeout 3600 tests/store/test_random_work.py tests/actions/test_undo_of_texts.py

messages: $(VENV)/installed-for-work
	$(BIN)/python tools/messages.py
	@$(BIN)/python tools/messages.py --check

reference: $(VENV)/installed-for-work
	$(BIN)/python tools/reference.py

clean:
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say what the environment holds; they are made anew when what is asked for changes.
$(VENV)/installed: $(VENV)/made pyproject.toml constraints.txt
	@echo 'Installing qualcode into $(VENV) …'
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-for-work: $(VENV)/made pyproject.toml constraints.txt
	@echo 'Installing qualcode and what its tests need into $(VENV) …'
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'qualcode needs Python 3.11 or newer, and $(PYTHON) is not. Name another: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo 'This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	@touch $@
