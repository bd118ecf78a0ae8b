# make demo    export an example profile, on a bare machine
# make test    run the tests, on a bare machine; with CI=true the slow ones as well
# make fuzz    try a hundred times as many inputs as the tests do: half an hour or more
# make check   check style, types, import rules, lock files and generated files
PYTHON ?= python3
BIN := .venv/bin
PROFILE ?= profiles/stuart-lau.yaml
# The slow tests run where CI is set.
PYTEST_OPTIONS ?= --numprocesses=auto --dist=worksteal $(if $(CI),,-m "not slow")
export PYTHON
# Without bytecode files, the libraries start two to three times slower.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-development pango demo test fuzz test-wheel check judge format docs site pictures bench lock fonts clean

help:
	@echo "make demo    set everything up, export $(PROFILE) as PDF, DOCX, HTML and text to out/, and show it"
	@echo "make test    set everything up and run the tests (CI=true make test: the slow ones as well)"
	@echo "make fuzz    try a hundred times as many inputs as the tests do (RESUME_FUZZ=10: ten times)"
	@echo "make check   run ruff and mypy; check import rules, lock files and generated files"
	@echo "make judge   check all themes and languages with veraPDF, Open XML SDK, LibreOffice and five readers (minutes)"
	@echo "make docs    regenerate the generated parts of the documentation"
	@echo "make site    build the site of the documentation into build/site"
	@echo "make bench   compare the speed with other tools and write docs/performance.md"
	@echo "make lock    regenerate the lock files (make fonts: the bundled fonts)"

setup:
	@scripts/setup.sh runtime

setup-development:
	@scripts/setup.sh development

pango:
	@scripts/pango.sh

demo: setup pango
	$(BIN)/resume export pdf,docx,html,text $(PROFILE) -l zh,en -o out/
	$(BIN)/resume show $(PROFILE) -l en

test: setup-development pango
	$(BIN)/pytest $(PYTEST_OPTIONS)

fuzz: setup-development pango
	RESUME_FUZZ=$${RESUME_FUZZ:-100} $(BIN)/pytest --hypothesis-seed=$$(date +%s) --numprocesses=auto --dist=worksteal tests/fuzz

check: setup-development
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/lock_fresh.py
	$(BIN)/python scripts/fonts.py --check

test-wheel: setup-development pango
	scripts/test-wheel.sh

judge: setup-development pango
	$(BIN)/python scripts/check_pdf.py
	$(BIN)/python scripts/check_docx.py
	$(BIN)/python scripts/check_html.py
	$(BIN)/python scripts/check_text.py

format: setup-development
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: setup-development pango
	$(BIN)/python scripts/docs.py
	$(BIN)/python scripts/wording.py
	$(BIN)/python scripts/import_recall.py

site:
	scripts/site.sh

pictures: setup-development pango
	$(BIN)/python scripts/pictures.py

bench: setup-development pango
	$(BIN)/python scripts/bench.py --batch 200 --peers --write

lock:
	scripts/lock.sh

fonts: setup-development
	$(BIN)/python scripts/fonts.py

clean:
	rm -rf .venv .venv-site build dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
