#!/bin/sh
# Build the documentation site in build/site, treating warnings as errors.
#   scripts/site.sh               install MkDocs into .venv-site from requirements-site.lock, and build
#   scripts/site.sh --optional    print one line and succeed if MkDocs cannot be installed
set -eu
cd "$(dirname "$0")/.."

lock=requirements-site.lock
if ! cmp -s "$lock" ".venv-site/$lock"; then
    rm -rf .venv-site
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    if ! { ${PYTHON:-python3} -m venv .venv-site && .venv-site/bin/python -m pip --quiet --disable-pip-version-check \
        install --require-hashes --requirement "$lock"; } >"$log" 2>&1; then
        [ "${1:-}" = --optional ] || { cat "$log" >&2; exit 69; }
        echo "site: not built, since MkDocs could not be installed"
        exit 0
    fi
    cp "$lock" .venv-site/
fi

${PYTHON:-python3} scripts/site_pages.py
NO_MKDOCS_2_WARNING=1 .venv-site/bin/mkdocs build --strict --quiet
${PYTHON:-python3} scripts/site_pages.py --check
