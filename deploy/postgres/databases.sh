#!/bin/sh
# At the first start of the cluster: a role and a database for each service, as scripts/system/databases.ts makes them.
set -eu
for name in product inventory sales customer cart order reporting; do
  password=$(printenv "$(echo "$name" | tr '[:lower:]' '[:upper:]')_PASSWORD")
  psql --set ON_ERROR_STOP=1 --username postgres --set name="$name" --set password="$password" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
done
