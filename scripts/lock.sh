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
