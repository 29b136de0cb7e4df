#!/bin/bash
set -e
allowed=(REACT_APP_API_URL)
envsubst "\$${allowed[0]}" < /etc/site/env.tpl > /usr/share/nginx/html/env.js
exec "$@"
