#!/bin/sh
# Each service's database, in PostgreSQL's own form (pg_restore reads it); the newest thirty nights stay.
set -eu
folder=/backups/$(date -u +%Y-%m-%dT%H%M%SZ)
mkdir "$folder.part"
for name in product inventory sales customer cart order reporting; do
  url=$(printenv "$(echo "$name" | tr '[:lower:]' '[:upper:]')_DATABASE_URL")
  pg_dump --dbname="$url" --format=custom --file="$folder.part/$name.dump"
  # A dump that was cut short has no table of contents.
  pg_restore --list "$folder.part/$name.dump" >/dev/null
done
# What has its name is whole.
mv "$folder.part" "$folder"
find /backups -mindepth 1 -maxdepth 1 -name '*Z' | sort | head -n -30 | xargs -r rm -rf
