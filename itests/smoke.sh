#!/bin/sh
# Starts the built distribution with the Java that JAVA_HOME names, waits for /health, fetches a page, stops it.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
home=$(mktemp -d)
port=${PORT:-28417}
"$root/distribution/target/sallyport/bin/sallyport" run --port "$port" --home "$home" --demo >"$home/out" 2>"$home/err" &
server=$!
finish() {
    kill "$server" 2>/dev/null || :
    wait "$server" 2>/dev/null || :
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 1' INT TERM
tries=0
until curl -fs -o "$home/health" "http://127.0.0.1:$port/health"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
        echo "smoke: /health was never 200 with ${JAVA_HOME:-the default Java}" >&2
        cat "$home/out" "$home/err" "$home"/log/*.log >&2 || :
        exit 1
    fi
    sleep 0.2
done
curl -fs "http://127.0.0.1:$port/" | grep -q 'autocomplete="current-password"'
[ ! -s "$home/err" ] || { echo "smoke: the start was not silent on standard error:" >&2; cat "$home/err" >&2; exit 1; }
kill "$server"
code=0
wait "$server" || code=$?
case $code in 0|143) ;; *) echo "smoke: stopping ended with $code" >&2; exit 1 ;; esac
echo "smoke: starts, serves and stops with ${JAVA_HOME:-the default Java}"
