#!/usr/bin/env bash
# make clean: removes everything that was built or fetched into this folder. Hearth's data is elsewhere and stays.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

cd "$ROOT"
if command -v cargo >/dev/null; then cargo clean; fi
rm -rf ui/dist ui/node_modules tests/*/node_modules tests/clients/python/.venv tests/output
