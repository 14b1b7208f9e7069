# `make help` lists the targets. Every target sets up first when the lock is newer than .venv.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/stamp

.PHONY: help setup lock

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 12

setup: $(STAMP) ## make .venv from the lock file

$(STAMP): requirements-dev.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh

lock: $(STAMP) ## pin the newest allowed versions, with hashes and no addresses
	@sh scripts/lock.sh
