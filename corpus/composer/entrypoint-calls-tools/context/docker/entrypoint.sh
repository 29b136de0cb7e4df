#!/bin/sh
set -e

if [ ! -f /data/notes.sqlite ]; then
    sqlite3 /data/notes.sqlite < /usr/src/app/schema.sql
fi
envsubst '$SITE_NAME' < /usr/src/app/settings.php.dist > /usr/src/app/public/settings.php

exec docker-php-entrypoint "$@"
