#!/bin/sh
# Runs a command in this folder with Node 18 or newer: the system's, or else one from PyPI put into .venv.
set -eu
cd "$(dirname "$0")"
bin="$(cd .. && pwd)/.venv/bin"

# A mirror inside an office often has the office's own certificate, which the system knows and Node does not.
system=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$system" ]; then
    export NODE_EXTRA_CA_CERTS="$system"
fi

fits() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(+process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null
}

if ! fits; then
    PATH="$bin:$PATH"
    export PATH
    fits || "$bin/python" ../requirements/install.py --add ../requirements/node.lock
fi
exec "$@"
