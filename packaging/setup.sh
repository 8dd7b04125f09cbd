#!/usr/bin/env bash
# Makes .venv and installs stockade into it, with the system packages that its dependencies need.
# `make setup` calls it; PYTHON=/path/to/python chooses another interpreter than the first one on PATH
# that is new enough. Running it again repairs what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*"; }
die() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# A name on PATH is not enough: version managers leave names there that only say "not active".
find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        if is_new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        die "this host lacks what Debian calls: $*" \
            "install these with its own package manager, then run 'make setup' again"
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "not root, and no sudo; as root, run: apt-get install $*"
        as_root=(sudo)
    fi
    say "installing with apt-get: $*"
    "${as_root[@]}" apt-get -qq update || say "apt-get update failed; trying with the lists that are there"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --yes --no-install-recommends "$@" >/dev/null ||
        die "apt-get could not install: $*"
}

# 1. An interpreter.
if [ -n "${PYTHON:-}" ]; then
    python=$PYTHON
    is_new_enough "$python" || die "PYTHON=$python does not run, or is older than Python 3.11"
else
    python=$(find_python)
    if [ -z "$python" ]; then
        found=$(python3 --version 2>/dev/null || echo "no python3")
        say "Python 3.11 or later is needed, and PATH has $found"
        install_packages python3 python3-venv python3-dev
        python=$(find_python)
        [ -n "$python" ] || die \
            "this system's python3 is older than 3.11 (Debian 12 and Ubuntu 24.04 have a new enough one)" \
            "install Python 3.11 or later and run: make setup PYTHON=/path/to/python3.11"
    fi
fi

# 2. System packages. The worker's C library is compiled (gcc, the headers of libc), python-prctl too
#    (those of libcap and Python besides), and pyseccomp loads libseccomp when it is imported.
probe() { "$python" -c "$1" >/dev/null 2>&1; }
has_header() { printf '#include <%s>\n' "$1" | cpp >/dev/null 2>&1; }
version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')

missing=()
command -v gcc >/dev/null && command -v cpp >/dev/null || missing+=(gcc)
has_header sys/prctl.h || missing+=(libc6-dev)
has_header sys/capability.h || missing+=(libcap-dev)
probe 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("seccomp"))' ||
    missing+=(libseccomp2)
headers='import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
if probe 'import sys; sys.exit(sys.base_prefix != "/usr")'; then
    probe "$headers" || missing+=("$version-dev")
    probe 'import ensurepip, venv' || missing+=("$version-venv")
else
    # Not the system's: no package can complete it.
    probe "$headers" || die "$python has no Python.h, so nothing can be compiled for it" \
        "choose another: make setup PYTHON=/path/to/python3.11"
    probe 'import ensurepip, venv' || die "$python cannot make virtual environments" \
        "choose another: make setup PYTHON=/path/to/python3.11"
fi
[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"

# 3. The environment.
if ! is_new_enough .venv/bin/python; then
    say "making .venv with $("$python" --version) ($python)"
    "$python" -m venv --clear .venv
fi
say "installing stockade and its development tools into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' ||
    die "pip could not install the dependencies: its message is above" \
        "if it names python-prctl, the compiler or a header is missing: gcc, libcap-dev, $version-dev" \
        "if it could not download, check the network or pip's index settings (pip config list)"
say "done; .venv/bin/stockade doctor tells which walls hold on this host"
