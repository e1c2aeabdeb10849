#!/usr/bin/env bash
# make fuzz: random requests and frames on a fresh server; COUNT and SEED are taken from the environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export COUNT="${COUNT:-100000}"
export SEED="${SEED:-$RANDOM$RANDOM}"
exec cargo test --quiet -p hearth-tests --test fuzz
