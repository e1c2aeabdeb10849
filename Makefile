# Hearth: what a person says to it. `make` alone lists the commands.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test replay fuzz status crash bench clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

setup: ## checks for Rust and Node.js and fetches the page's packages
	@tests/run/setup.sh

run: ## builds Hearth and starts it here, on SQLite (ARGS="--listen 127.0.0.1:8065" for more)
	@tests/run/start.sh $(ARGS)

test: ## everything: rules, API, others' clients, page, desktop app, crashes; on SQLite and on PostgreSQL
	@tests/run/test.sh

replay: ## recorded answers of a server of this API, compared (ARGS="posts,threads --misses 30", --raise keeps what is reached)
	@tests/run/replay.sh $(ARGS)

fuzz: ## random requests to every route, random frames to the websocket (COUNT=100000 SEED=…)
	@tests/run/fuzz.sh

status: ## writes tests/contract/STATUS.md: what is served and what is not yet
	@WRITE_STATUS=1 cargo test --quiet -p hearth-tests --test main -- every_route_is_served

crash: ## kills Hearth under load and looks for every acknowledged post (ROUNDS=20 DB=sqlite|postgres|both SEED=1)
	@tests/run/crash.sh

bench: ## measures Hearth on this machine and prints a table
	@tests/run/bench.sh

clean: ## removes what was built and fetched
	@tests/run/clean.sh
