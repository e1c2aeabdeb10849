#!/usr/bin/env bash
# make test: installs what the tests need, builds everything once, and runs every suite on SQLite and on PostgreSQL.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$ROOT/tests/run/tools.sh"
. "$ROOT/tests/run/postgres.sh"
. "$ROOT/tests/run/suites.sh"

cd "$ROOT"
rm -rf "$OUTPUT"
need_rust
need_node
debian_packages build-essential pkg-config postgresql python3-venv chromium fonts-noto-cjk fonts-noto-color-emoji
# What the desktop app is built with, and what its tests look at it with.
debian_packages libwebkit2gtk-4.1-dev libgtk-3-dev libayatana-appindicator3-dev \
    webkit2gtk-driver xvfb openbox xdotool dbus-x11 imagemagick
npm_install "$ROOT/tests/clients"
npm_install "$ROOT/tests/ui"
npm_install "$ROOT/tests/desktop"
python_drivers
build_page

say "Building Hearth and its tests"
cargo build --workspace --all-targets
HEARTH_BIN="$(cargo_target)/debug/hearth"
HEARTH_DESKTOP_BIN="$(cargo_target)/debug/hearth-desktop"
export HEARTH_BIN HEARTH_DESKTOP_BIN HEARTH_PYTHON

trap postgres_stop EXIT
trap 'exit 130' INT TERM
postgres_start fast
FAST=$POSTGRES_URL
postgres_start durable
DURABLE=$POSTGRES_URL
on_postgres() { env HEARTH_TEST_POSTGRES="$FAST" "$@"; }
page_parts() { npm --prefix ui run check && npm --prefix ui test; }
drivers() { node tests/run/with-hearth.mjs "$HEARTH_PYTHON" -m unittest discover -s tests/clients/python -v; }
drivers_on_postgres() { HEARTH_TEST_POSTGRES="$FAST" drivers; }

suite  "rules and API, SQLite"            cargo    cargo test --workspace --no-fail-fast
suite  "rules and API, PostgreSQL"        cargo    env TEST_DATABASE_URL="$FAST" cargo test --workspace --no-fail-fast
suite  "page, types and parts"            vitest   page_parts
suite  "JavaScript clients, SQLite"       node     npm --prefix tests/clients test
suite  "JavaScript clients, PostgreSQL"   node     on_postgres npm --prefix tests/clients test
suite  "Python drivers, SQLite"           unittest drivers
suite  "Python drivers, PostgreSQL"       unittest drivers_on_postgres
# People in a browser wait more than they work.
beside "page in Chromium, PostgreSQL"     node     on_postgres npm --prefix tests/ui test
suite  "page in Chromium, SQLite"         node     npm --prefix tests/ui test
suites_join
suite  "desktop app"                      node     npm --prefix tests/desktop test
suite  "crashes, SQLite"                  plain    node tests/crash/crash.mjs --rounds 20
suite  "crashes, PostgreSQL"              plain    env HEARTH_TEST_POSTGRES="$DURABLE" node tests/crash/crash.mjs --rounds 20
suites_end
