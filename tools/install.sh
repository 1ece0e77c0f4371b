# shellcheck shell=bash
# Shared by ./run and ./test: puts what Guyub needs into .venv, and says plainly what the machine lacks.
# Nothing outside this folder is changed, except that root's apt-get may be asked for a system package.

say() { printf '%s\n' "$*"; }

loud() { printf '\n*** %s\n\n' "$*" >&2; }

stop() {
    loud "$*"
    exit 1
}

# Runs quietly; shows what was said only when it went wrong.
quietly() {
    local output
    if ! output=$("$@" 2>&1); then
        printf '%s\n' "$output" >&2
        return 1
    fi
}

# system_package NAME...: installs from the distribution when we may, otherwise fails so that the caller can explain.
system_package() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "Installing $* with apt-get …"
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-get update || true
    quietly apt-get install --yes --no-install-recommends "$@"
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    if .venv/bin/python -c 'import pip' 2>/dev/null && [ "$(cat .venv/.made-in 2>/dev/null)" = "$PWD" ]; then
        return
    fi
    local python package
    if ! python=$(find_python); then
        system_package python3 python3-venv && python=$(find_python) ||
            stop "Guyub needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt-get install python3 python3-venv"
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package="$python-venv"
        system_package "$package" ||
            stop "Python is here but cannot make a folder for packages. On Debian or Ubuntu: sudo apt-get install $package"
    fi
    say "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
    printf '%s' "$PWD" >.venv/.made-in
}

# install_requirements FILE: exactly what FILE locks, and Guyub itself. Quick when FILE has not changed since.
install_requirements() {
    local wanted stamp=".venv/.installed-$1"
    wanted=$(cat requirements-uv.txt "$1" pyproject.toml | sha256sum)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    say "Installing the packages of $1 into .venv …"
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}" UV_NO_CONFIG=1 UV_LINK_MODE="${UV_LINK_MODE:-copy}"
    export PIP_DISABLE_PIP_VERSION_CHECK=1
    [ -w "${HOME:-/nowhere}" ] || export UV_CACHE_DIR="$PWD/.venv/cache" PIP_NO_CACHE_DIR=1
    local help="The packages could not be fetched. Is there a way to the Internet? What was installed stays; try again."
    quietly .venv/bin/python -m pip install --require-hashes --requirement requirements-uv.txt || stop "$help"
    quietly .venv/bin/uv pip install --python .venv/bin/python --require-hashes --requirement "$1" \
        --build-constraints "$1" || stop "$help"
    quietly .venv/bin/uv pip install --python .venv/bin/python --no-build-isolation --no-deps --editable . || stop "$help"
    printf '%s' "$wanted" >"$stamp"
}

install_guyub() {
    make_venv
    install_requirements "$1"
}
