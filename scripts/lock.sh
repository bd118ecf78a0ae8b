#!/bin/sh
# Makes the two lock files again: every version, every hash, for every platform, and no registry's name.
#   scripts/lock.sh            keeps the locked versions where pyproject.toml still allows them
#   scripts/lock.sh --upgrade  takes the newest allowed
# uv comes from PATH or, when it is not there, from a throw-away environment.
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
# shellcheck disable=SC2086  # the words of $compile are meant to be split
$compile "$@" --group build --output-file requirements.lock pyproject.toml
# shellcheck disable=SC2086
$compile "$@" --all-extras --group dev --constraints requirements.lock --output-file requirements-dev.lock pyproject.toml
