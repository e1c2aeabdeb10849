#!/usr/bin/env bash
# make setup: what building Hearth needs.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$ROOT/tests/run/tools.sh"

need_rust
need_node
npm_install "$ROOT/ui"
echo "Ready: make run starts Hearth, make test checks it."
