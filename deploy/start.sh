#!/usr/bin/env bash
# Starts the site in production from its own folder. Settings come from the environment
# (deploy/environment.example); a missing or malformed one ends here with one sentence.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=ulanmuqi.settings.production
export PYTHONPATH="$PWD:$PWD/site"

# Also refuses to start on a database whose guard against double bookings is missing.
.venv/bin/python manage.py check --database default

exec .venv/bin/granian --interface wsgi --no-ws ulanmuqi.wsgi:application \
	--host "${HOST:-127.0.0.1}" --port "${PORT:-8000}" \
	--workers "${WORKERS:-2}" --blocking-threads "${THREADS:-4}" \
	--respawn-failed-workers --workers-kill-timeout 30s
