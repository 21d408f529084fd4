# Run `make` for the list of targets. Works with GNU make 3.81 and later, on Debian and macOS.

SWIFT ?= swift
SOURCES = Package.swift $(wildcard Sources Tests Examples Benchmarks Interop)

# Homebrew keeps these two out of the default search path. Folders that do not exist do no harm.
ifeq ($(shell uname -s),Darwin)
export PKG_CONFIG_PATH := $(PKG_CONFIG_PATH):/opt/homebrew/opt/sqlite/lib/pkgconfig:/opt/homebrew/opt/openssl@3/lib/pkgconfig:/usr/local/opt/sqlite/lib/pkgconfig:/usr/local/opt/openssl@3/lib/pkgconfig
endif
export SWIFT

# Tests run a few at a time: all at once, each waits for all others, and on a small machine outlives its own time-outs.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 4

.PHONY: help setup demo test scaffold lint format bench docs test-interop test-soak test-crashes test-sanitizers

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: ## Installs SQLite and OpenSSL development files where they are missing
	@scripts/setup

demo: setup ## Asks the agent about this repository's documents and verifies the recording
	@scripts/demo

test: setup ## Builds and runs all tests
	$(SWIFT) test

test-interop: setup ## Tests the network code against curl, openssl, Python and Autobahn
	@scripts/test-interop

test-soak: setup ## Loads a server with wrk and misbehaving clients, and looks for leaks
	@scripts/test-soak

test-crashes: setup ## Kills agents with real effects at 500 random instants and finishes their work
	@scripts/test-crashes

test-sanitizers: setup ## Runs the network tests under the thread sanitizer, damaged inputs under the address sanitizer
	@scripts/test-sanitizers

scaffold: setup ## Makes a package from each template of init, builds it, runs it and runs its tests
	@scripts/test-scaffold

lint: ## Checks format, layers and house rules
	@scripts/lint $(SOURCES)

format: ## Formats every Swift file in place
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

bench: ## Runs the benchmarks in release, beside the peers that they name
	@scripts/setup bench
	@scripts/setup-peers
	$(SWIFT) run --configuration release --package-path Benchmarks benchmarks

docs: setup ## Writes the command table and one documentation archive for each product to .build/docs
	@scripts/docs
