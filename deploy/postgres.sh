#!/bin/sh
# First start of the PostgreSQL container: a role that owns two databases and migrates them,
# and one with fewer rights that Attune connects as: on audit entries it may only add and read (audit_rights).
# The key store is its own database so that a dump of the main one holds no key.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set=password="$(cat "$ATTUNE_DATABASE_PASSWORD_FILE")" \
    --set=app_password="$(cat "$ATTUNE_APP_PASSWORD_FILE")" <<'SQL'
CREATE ROLE attune LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE ROLE attune_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
CREATE DATABASE attune OWNER attune;
CREATE DATABASE attune_keystore OWNER attune;
REVOKE ALL ON DATABASE attune, attune_keystore FROM PUBLIC;
SQL
