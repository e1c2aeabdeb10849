#!/usr/bin/env bash
# make bench: builds the program as it is shipped, and measures it on SQLite and on a PostgreSQL that waits for the disk; then its page,
# in a browser.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$ROOT/tests/run/tools.sh"
. "$ROOT/tests/run/postgres.sh"

cd "$ROOT"
need_rust
build_page
debian_packages postgresql chromium fonts-noto-cjk fonts-noto-color-emoji
npm_install "$ROOT/tests/ui"
cargo build --release --package server --package hearth-bench
# A thousand sockets on each side.
ulimit -n "$(ulimit -Hn)"
trap postgres_stop EXIT
trap 'exit 130' INT TERM
postgres_start durable
"$(cargo_target)/release/hearth-bench" "$(cargo_target)/release/hearth" "$POSTGRES_URL"
HEARTH_BIN="$(cargo_target)/release/hearth" node tests/ui/bench/page.mjs
