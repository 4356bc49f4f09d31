#!/bin/sh
# Kong in the foreground, told of each new file that kong-render writes: signers of tokens change their keys, and certificates live a day.
set -eu
version() { cksum <"$KONG_DECLARATIVE_CONFIG"; }

until [ -s "$KONG_DECLARATIVE_CONFIG" ]; do sleep 1; done
seen=$(version)
mkdir -p "$KONG_PREFIX"
KONG_NGINX_DAEMON=off kong start &
kong=$!
trap 'kong quit --wait 5; wait "$kong"; exit 0' TERM INT

while kill -0 "$kong" 2>/dev/null; do
  # In the background, so that a signal is heard at once.
  sleep 5 &
  wait $! || true
  now=$(version)
  # What cannot be loaded changes nothing, and is tried again.
  if [ "$now" != "$seen" ] && kong reload; then seen=$now; fi
done
wait "$kong"
