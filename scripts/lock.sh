#!/bin/sh
# Regenerate the lock files, with versions and hashes for every platform and without naming a package index.
#   scripts/lock.sh            keep the locked versions where pyproject.toml still allows them
#   scripts/lock.sh --upgrade  use the newest versions that pyproject.toml allows
# uv is taken from PATH, or else installed into a temporary environment.
set -eu
cd "$(dirname "$0")/.."

if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet uv
    uv="$folder/bin/uv"
fi

compile="$uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate"
# shellcheck disable=SC2086  # splitting $compile into words is intended
$compile "$@" --group build --output-file requirements.lock pyproject.toml
# shellcheck disable=SC2086
$compile "$@" --all-extras --group dev --constraints requirements.lock --output-file requirements-dev.lock pyproject.toml
# The site is built in a separate environment.
# shellcheck disable=SC2086
$compile "$@" --group site --output-file requirements-site.lock
