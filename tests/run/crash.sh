#!/usr/bin/env bash
# make crash: ROUNDS=20 (a thousand by hand), DB=sqlite|postgres|both, SEED=a number.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$ROOT/tests/run/tools.sh"
. "$ROOT/tests/run/postgres.sh"
. "$ROOT/tests/run/suites.sh"

cd "$ROOT"
need_rust
need_node
build_page
cargo build --release --package server
HEARTH_BIN="$(cargo_target)/release/hearth"
export HEARTH_BIN
arguments=(--rounds "${ROUNDS:-20}")
if [ -n "${SEED:-}" ]; then arguments+=(--seed "$SEED"); fi

case "${DB:-both}" in
sqlite | postgres | both) ;;
*) die "DB is sqlite, postgres or both, not ${DB}." ;;
esac
if [ "${DB:-both}" != postgres ]; then
    suite "crashes, SQLite" plain node tests/crash/crash.mjs "${arguments[@]}"
fi
if [ "${DB:-both}" != sqlite ]; then
    debian_packages postgresql
    trap postgres_stop EXIT
    trap 'exit 130' INT TERM
    postgres_start durable
    suite "crashes, PostgreSQL" plain env HEARTH_TEST_POSTGRES="$POSTGRES_URL" node tests/crash/crash.mjs "${arguments[@]}"
fi
suites_end
