#!/bin/sh
# Create the environment .venv from a lock file, using only Python's own venv and pip.
#   scripts/setup.sh runtime        install what the command needs (requirements.lock)
#   scripts/setup.sh development    also install what the tests and checks need (requirements-dev.lock)
# Every package is verified against its hash. An environment that already matches the lock file is left unchanged.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-runtime}
python=${PYTHON:-python3}
case $kind in
    runtime) lock=requirements.lock ;;
    development) lock=requirements-dev.lock ;;
    *) echo "setup: expected runtime or development, found '$kind'" >&2; exit 2 ;;
esac

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "setup: Python 3.11 or newer is required; choose one with: make PYTHON=python3.12 ..." >&2
    exit 69
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "setup: Python's venv module is missing; on Debian, run: apt-get install python3-venv" >&2
    exit 69
fi

# Copies of the lock files and of pyproject.toml record what is installed; if they match, there is nothing to do.
installed=.venv/installed
if cmp -s "$lock" "$installed/$lock" && cmp -s pyproject.toml "$installed/pyproject.toml"; then
    exit 0
fi

echo "setup: creating .venv from $lock" >&2
[ -x .venv/bin/python ] || "$python" -m venv .venv
install=".venv/bin/python -m pip --quiet --disable-pip-version-check install"
if ! cmp -s "$lock" "$installed/$lock"; then
    $install --require-hashes --requirement "$lock"
fi
$install --no-deps --no-build-isolation --editable .

mkdir -p "$installed"
cp "$lock" pyproject.toml "$installed/"
# The development lock file is built on the runtime one and contains all of it.
[ "$kind" = runtime ] || cp requirements.lock "$installed/"
