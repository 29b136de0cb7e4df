#!/bin/bash
set -euo pipefail

LEDGER_TITLE="$(jq -r .title /app/settings.json)"
export LEDGER_TITLE
if [[ ! -d /var/ledger/.git ]]; then
  mkdir -p /var/ledger
  git -c init.defaultBranch=ledger init -q /var/ledger
fi
exec "$@"
