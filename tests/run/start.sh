#!/usr/bin/env bash
# make run: the page, the program, and then the program itself, which prints its address. Arguments go to `hearth serve`.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$ROOT/tests/run/tools.sh"

need_rust
build_page
say "Building Hearth: some minutes the first time"
cargo build --manifest-path "$ROOT/Cargo.toml" --release --package server
exec "$(cargo_target)/release/hearth" serve "$@"
