# labkit's commands. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help course test lab lint bench bench-survey bench-building bench-grading bench-large coverage clean
SHELL := /bin/bash

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# All days that are there, or the one that DAY names: make course DAY=day3
DAYS := $(if $(DAY),$(DAY),$(sort $(notdir $(patsubst %/,%,$(dir $(wildcard solutions/day*/*.ipynb))))))

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1 \t/' | expand -t 16

course: .venv/.course ## set up, build the lessons, release the exercises, prove that they grade as they should
	@$(BIN)/labkit doctor
	@$(BIN)/labkit build $(DAY)
	@for day in $(DAYS); do $(BIN)/labkit release $$day && $(BIN)/labkit prove $$day || exit 1; done
	@echo
	@echo "The course is ready."
	@echo "  Read the lessons:          build/index.html (open it in a browser; no network needed)"
	@echo "  Teach and try them live:   make lab"
	@echo "  Give trainees:             the folders in exercises/"
	@echo "  Put hand-ins into:         class/submitted/<trainee>/day2/, then $(BIN)/labkit grade day2"

lab: .venv/.course ## open JupyterLab on the trainees' lessons
	@$(BIN)/labkit lab

test: .venv/.dev lint ## set up and run all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/.dev ## style and types only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: bench-survey bench-grading bench-building ## how fast labkit is, as ratios measured side by side (half an hour)

bench-survey: .venv/.dev ## how fast estimates are, beside numpy and other packages (minutes)
	@$(BIN)/python benchmarks/survey.py

bench-building: .venv/.dev ## how fast lessons are built, beside papermill alone (a quarter of an hour)
	@$(BIN)/python benchmarks/building.py

bench-grading: .venv/.dev ## how fast a class is graded, beside nbgrader alone, and for 1,000 hand-ins (ten minutes)
	@$(BIN)/python benchmarks/grading.py --many 1000

bench-large: .venv/.dev ## 10 and 100 million records from Parquet through DuckDB (minutes, and some space on the disk)
	@$(BIN)/python benchmarks/large.py

coverage: .venv/.course ## how often intervals cover the truth, over 200 samples of the bundled survey (some minutes)
	@$(BIN)/python benchmarks/coverage.py

clean: ## remove what the commands made (not the class folder, not .venv)
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache

# The environment. A stamp says that it is complete; it is made again when the requirements change.
.venv/.course: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing the course's packages into .venv (a few minutes the first time) ..."
	@$(PIP) install --constraint constraints.txt --editable '.[course,brief]'
	@touch $@

.venv/.dev: .venv/.course
	@echo "Installing the packages for tests into .venv ..."
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "labkit needs Python 3.11 or later, and '$(PYTHON)' is not that."; \
	  echo "  try: install it, then: make course PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python could not make a virtual environment."; \
	  echo "  try, on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
