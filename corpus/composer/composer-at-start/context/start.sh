#!/bin/sh
set -e
composer dump-autoload --optimize --no-dev
exec php -S 0.0.0.0:8080 -t public
