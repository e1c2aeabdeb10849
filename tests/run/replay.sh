#!/usr/bin/env bash
# make replay: replays the recorded answers on a fresh server, on SQLite or on the PostgreSQL of TEST_DATABASE_URL.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec cargo test --quiet -p hearth-tests --test replay -- "$@"
