#!/bin/sh
# Makes the environment .venv from a lock file, with nothing but Python's own venv and pip.
#   scripts/setup.sh runtime        what the command needs (requirements.lock)
#   scripts/setup.sh development    that, and what the tests and checks need (requirements-dev.lock)
# Every package is checked against its hash. An environment that fits the lock already is left alone.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-runtime}
python=${PYTHON:-python3}
case $kind in
    runtime) lock=requirements.lock ;;
    development) lock=requirements-dev.lock ;;
    *) echo "setup: '$kind' is neither runtime nor development" >&2; exit 2 ;;
esac

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "setup: Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..." >&2
    exit 69
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "setup: Python's venv is missing; on Debian: apt-get install python3-venv" >&2
    exit 69
fi

# A copy of each lock and of the project's own metadata is kept when it has been installed; equal means done.
installed=.venv/installed
if cmp -s "$lock" "$installed/$lock" && cmp -s pyproject.toml "$installed/pyproject.toml"; then
    exit 0
fi

echo "setup: making .venv from $lock" >&2
[ -x .venv/bin/python ] || "$python" -m venv .venv
install=".venv/bin/python -m pip --quiet --disable-pip-version-check install"
if ! cmp -s "$lock" "$installed/$lock"; then
    $install --require-hashes --requirement "$lock"
fi
$install --no-deps --no-build-isolation --editable .

mkdir -p "$installed"
cp "$lock" pyproject.toml "$installed/"
# The development lock is made upon the runtime one and holds all of it.
[ "$kind" = runtime ] || cp requirements.lock "$installed/"
