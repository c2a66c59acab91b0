#!/bin/sh
# Make the secrets of a new installation in the given folder. Never overwrites one that is there.
# The folder is closed to others; the files in it can be read, because each container, under its own user,
# is handed only the files it needs.
set -eu
folder="${1:?usage: deploy/secrets.sh FOLDER}"
mkdir -p -m 0700 "$folder"
umask 022

random() { python3 -c 'import secrets; print(secrets.token_urlsafe(48))'; }
keep() { [ -s "$folder/$1" ] || cat > "$folder/$1"; }

random | keep secret_key
random | keep database_password
random | keep app_password
random | keep postgres_password
random | keep s3_access_key
random | keep s3_secret_key
redis_password="$(random)"
if [ ! -s "$folder/redis_auth" ]; then
    echo "requirepass $redis_password" | keep redis_auth
    echo "redis://:$redis_password@redis:6379/0" | keep broker_url
fi
keep s3_identities <<JSON
{"identities": [{"name": "attune",
  "credentials": [{"accessKey": "$(cat "$folder/s3_access_key")", "secretKey": "$(cat "$folder/s3_secret_key")"}],
  "actions": ["Read:attune", "Write:attune", "List:attune", "Tagging:attune", "Admin:attune"]}]}
JSON
chmod 0700 "$folder"
echo "Secrets are in $folder. Put tls_certificate and tls_key beside them."
