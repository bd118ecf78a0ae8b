#!/bin/sh
# Make sure that Pango is installed, the one dependency of the PDF export that pip cannot install.
# If it is missing and installing is permitted (as root, with sudo and no password, or with Homebrew on macOS), print and
# run the commands. Otherwise only print the command to run and exit with 69. NO_SYSTEM_PACKAGES=1 forbids installing.
set -eu
python=${PYTHON:-python3}

present() {
    "$python" - <<'PYTHON'
import ctypes
import sys

WANTED = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
FORMS = ("lib{}.so.0", "lib{}.so.1", "lib{}.0.dylib", "lib{}.1.dylib",
         "/opt/homebrew/lib/lib{}.0.dylib", "/opt/homebrew/lib/lib{}.1.dylib")


def loads(form):
    try:
        ctypes.CDLL(form)
    except OSError:
        return False
    return True


sys.exit(not all(any(loads(form.format(name)) for form in FORMS) for name in WANTED))
PYTHON
}

if present; then
    exit 0
fi

if command -v apt-get >/dev/null 2>&1; then
    install="apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    prepare="apt-get update"
elif command -v brew >/dev/null 2>&1; then
    install="brew install pango"
    prepare=
elif command -v dnf >/dev/null 2>&1; then
    install="dnf install --assumeyes pango"
    prepare=
elif command -v apk >/dev/null 2>&1; then
    install="apk add pango"
    prepare=
else
    echo "pango: not found; install Pango 1.44 or newer with your system's package manager" >&2
    exit 69
fi

if [ "${install%% *}" = brew ] || [ "$(id -u)" = 0 ]; then
    raise=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    raise="sudo -n "
else
    raise=refused
fi
if [ "$raise" = refused ] || [ -n "${NO_SYSTEM_PACKAGES:-}" ]; then
    [ "${install%% *}" = brew ] || install="sudo $install"
    echo "pango: not found. Install it with this command, then run make again:" >&2
    echo "    $install" >&2
    exit 69
fi

for command in "$prepare" "$install"; do
    [ -n "$command" ] || continue
    echo "pango: not found; running: $raise$command" >&2
    DEBIAN_FRONTEND=noninteractive $raise$command >&2
done
if ! present; then
    echo "pango: still not found after '$raise$install'" >&2
    exit 69
fi
