#!/bin/sh
# Makes .venv from the lock file: an interpreter, uv, everything pinned by hash, the project itself.
# Run by `make`; a stamp in .venv tells make when it is out of date.
set -eu
cd "$(dirname "$0")/.."
. scripts/prerequisites.sh

# uv does not read pip's settings: hand over the index and certificate that pip uses, if any.
borrow_from_pip() {
    index=$(.venv/bin/python -m pip config get :env:.index-url 2>/dev/null) ||
        index=$(.venv/bin/python -m pip config get global.index-url 2>/dev/null) || index=
    cert=$(.venv/bin/python -m pip config get :env:.cert 2>/dev/null) ||
        cert=$(.venv/bin/python -m pip config get global.cert 2>/dev/null) || cert=
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
    if [ -n "$cert" ] && [ -z "${SSL_CERT_FILE:-}" ]; then
        export SSL_CERT_FILE="$cert"
    fi
}

# uv itself comes from the lock too, by pip, with the same hashes.
install_uv() {
    pinned=.venv/uv.requirements
    awk '/^uv==/ {on=1} on && /^[^ ]/ && !/^uv==/ {exit} on && !/^ *#/' requirements-dev.lock >"$pinned"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps -r "$pinned"
}

python=$(find_python) || { say_missing python; exit 1; }
command -v make >/dev/null 2>&1 || { say_missing make; exit 1; }
if ! .venv/bin/python -c "$fits" >/dev/null 2>&1; then
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "setup: $(.venv/bin/python --version) in .venv" >&2
borrow_from_pip
wanted=$(sed -n 's/^uv==\([^ ]*\).*/uv \1/p' requirements-dev.lock)
case "$(.venv/bin/uv --version 2>/dev/null || true)" in "$wanted"*) ;; *) install_uv ;; esac
.venv/bin/uv pip install --quiet --python .venv/bin/python --compile-bytecode --require-hashes -r requirements-dev.lock
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
# Where the environment forbids to write bytecode, every command would compile everything anew: four seconds each.
.venv/bin/python -m compileall -q src
touch .venv/stamp
