#!/bin/bash
set -euo pipefail

GREETING=$(jq -r .greeting <<<"${SETTINGS}")
PORT=$(jq -r .port <<<"${SETTINGS}")
export GREETING PORT

if [ -n "${WAIT_FOR:-}" ]; then
  until nc -z "${WAIT_FOR%%:*}" "${WAIT_FOR##*:}"; do sleep 1; done
fi

if [ "${1:-}" = "node" ]; then
  node scripts/migrate.js
fi

exec "$@"
