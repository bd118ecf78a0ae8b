#!/bin/sh
# Prove that `make demo` and `make test` work on a bare Debian 12, with Python, venv, git and make but without Pango,
# fonts or a compiler. Create such a system in a folder, clone the latest commit into it, and run both commands there.
#
#   sudo scripts/bare-root.sh                   use a new system in a temporary folder, and remove it afterwards
#   sudo scripts/bare-root.sh --keep FOLDER     use FOLDER (and the system in it, if there is one), and keep it
#   sudo scripts/bare-root.sh --only setup|demo|test
#
# Needs root, debootstrap and about 3 GB of disk space. The new system gets this machine's own configuration of apt and
# pip, including certificates and proxies; none of it is stored in this repository.
set -eu
project=$(cd "$(dirname "$0")/.." && pwd)

folder=
keep=
steps="setup demo test"
while [ $# -gt 0 ]; do
    case $1 in
        --keep) keep=yes; folder=$2; shift 2 ;;
        --only) steps=$2; shift 2 ;;
        *) echo "usage: bare-root.sh [--keep FOLDER] [--only setup|demo|test]" >&2; exit 2 ;;
    esac
done
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "bare-root: needs root and debootstrap (apt-get install debootstrap)" >&2
    exit 69
fi
if [ -z "${BARE_ROOT_UNSHARED:-}" ]; then
    # The mounts made below disappear with this process, however it ends.
    BARE_ROOT_UNSHARED=yes exec unshare --mount "$0" --only "$steps" ${keep:+--keep "$folder"}
fi
[ -n "$folder" ] || folder=$(mktemp -d "${TMPDIR:-/var/tmp}/bare-root.XXXXXX")

say() { printf '\nbare-root: %s\n' "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }

finish() {
    for name in dev/shm dev proc; do
        umount "$folder/debian/$name" 2>/dev/null || true
    done
    if [ -z "$keep" ]; then
        rm -rf --one-file-system "$folder"
    fi
}
trap finish EXIT

make_root() {
    mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
        awk '$2 == "bookworm" { print $1; exit }')}
    [ -n "$mirror" ] || fail "apt on this machine has no source for Debian 12: set MIRROR=..."
    say "running debootstrap: minimal variant with python3 python3-venv git make"
    debootstrap --variant=minbase --include=python3,python3-venv,git,make bookworm "$folder/debian" "$mirror" \
        >"$folder/debootstrap.log" 2>&1 || { tail -n 20 "$folder/debootstrap.log" >&2; fail debootstrap; }
}

hand_over_configuration() {
    for path in /etc/apt/apt.conf /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/apt/sources.list \
        /etc/apt/sources.list.d /etc/apt/keyrings /etc/resolv.conf /etc/hosts /etc/ssl/certs; do
        [ -e "$path" ] || continue
        mkdir -p "$folder/debian$(dirname "$path")"
        rm -rf "$folder/debian$path"
        cp -rL "$path" "$folder/debian$path" 2>/dev/null || true
    done
    # Hooks of this machine's apt may need programs that the new system lacks.
    rm -f "$folder/debian/etc/apt/apt.conf.d/"*packagekit* "$folder/debian/etc/apt/apt.conf.d/"*appstream*
    # Several files may configure pip; later ones take precedence, as in pip itself. Only what says how packages are
    # reached is handed over: constraints, folders of wheels and the like name files of this machine.
    files=$(python3 -m pip config debug | sed -n 's/^ *\(\/.*\), exists: True$/\1/p')
    # shellcheck disable=SC2086  # one word for each file
    python3 - $files >"$folder/debian/etc/pip.conf" <<'PYTHON'
import configparser
import sys

settings = configparser.RawConfigParser(strict=False)
settings.read(sys.argv[1:])
reached = {"index-url", "extra-index-url", "trusted-host", "cert", "proxy", "timeout", "default-timeout", "retries"}
for section in settings.sections():
    for name, value in settings.items(section):
        urls = [url for url in value.split() if not url.startswith("file:")]
        settings.set(section, name, " ".join(urls))
        if name.replace("_", "-") not in reached or not urls:
            settings.remove_option(section, name)
settings.write(sys.stdout)
PYTHON
}

clone() {
    rm -rf "$folder/debian/src"
    git clone --quiet "file://$project" "$folder/debian/src"
    say "cloned $(git -C "$folder/debian/src" log -1 --format='%h %s')"
}

mount_basics() {
    mount -t proc proc "$folder/debian/proc"
    mount --rbind /dev "$folder/debian/dev"
    mkdir -p "$folder/debian/dev/shm"
}

# Run a command inside the new system, with only those environment variables that configure package downloads.
inside() {
    settings=$(env | sed -n -E 's/^((PIP|SSL|REQUESTS|http|https|no|HTTP|HTTPS|NO|all|ALL)(_[A-Za-z_]+)=)(.*)$/\1\4/p' |
        grep -v -e ' ' -e '^PIP_[A-Z]*CONSTRAINT=' -e '^PIP_FIND_LINKS=' || true)
    # shellcheck disable=SC2086  # each line of the settings is one word
    chroot "$folder/debian" env -i HOME=/home PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb $settings \
        sh -c "cd /src && $1"
}

check_bare() {
    for name in pango fontconfig harfbuzz; do
        if ls "$folder/debian/usr/lib/"*/lib$name* >/dev/null 2>&1; then
            fail "the new system is not bare: it contains $name"
        fi
    done
    if [ -d "$folder/debian/usr/share/fonts" ]; then
        fail "the new system is not bare: it contains fonts"
    fi
    say "the new system is bare: no Pango, no fonts"
    # Without the rights to install, make pango must print a command and change nothing.
    status=0
    message=$(inside "setpriv --reuid=65534 --clear-groups make pango" 2>&1) || status=$?
    case $message in
        *"sudo apt-get install --yes --no-install-recommends libpango-1.0-0 "*) say "without rights, make pango prints the command" ;;
        *) fail "make pango printed no command: $message" ;;
    esac
    [ "$status" != 0 ] || fail "make pango reported success"
}

check_demo() {
    for language in zh en; do
        for suffix in pdf docx html txt; do
            file=$folder/debian/src/out/stuart-lau-$language.$suffix
            [ -s "$file" ] || fail "make demo did not write out/stuart-lau-$language.$suffix"
        done
        [ "$(head -c 5 "$folder/debian/src/out/stuart-lau-$language.pdf")" = "%PDF-" ] || fail "no PDF ($language)"
        [ "$(head -c 2 "$folder/debian/src/out/stuart-lau-$language.docx")" = "PK" ] || fail "no DOCX ($language)"
    done
    grep -q "Stuart Lau" "$folder/demo.log" || fail "make demo did not print the terminal view"
    say "make demo wrote eight files and printed the terminal view"
}

mkdir -p "$folder"
if [ ! -x "$folder/debian/usr/bin/make" ]; then
    make_root
    fresh=yes
fi
hand_over_configuration
clone
mount_basics
if [ "${fresh:-no}" = yes ]; then
    check_bare
fi
for step in $steps; do
    say "make $step"
    case $step in
        setup) inside "make setup" || fail "make setup" ;;
        demo)
            inside "make demo" >"$folder/demo.log" 2>&1 || { cat "$folder/demo.log" >&2; fail "make demo"; }
            check_demo
            ;;
        test) inside "make test" || fail "make test" ;;
    esac
done
say "passed: $steps"
