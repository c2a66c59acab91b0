#!/bin/sh
# Bring a new or updated installation to where the web server and the workers can start. Safe to repeat.
set -eu
python manage.py migrate --noinput
python manage.py migrate --noinput --database=keystore
python manage.py audit_rights attune_app
python manage.py create_master_key
python manage.py create_bucket
python manage.py reapply_erasures
