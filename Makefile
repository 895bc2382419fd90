# Each target is a command of scripts/dev.py, which also runs where there is no make.
DEV := python3 scripts/dev.py
APP ?= examples/dashboard.py

.PHONY: help setup serve test test-fast test-browser lint format types frontend bench bench-check clean

help:
	@$(DEV) --help

setup test test-fast test-browser lint format types frontend bench bench-check clean:
	@$(DEV) $@

serve:
	@$(DEV) serve $(APP)
