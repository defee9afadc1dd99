#!/bin/sh
# Measures the built distribution on loopback: how long a cold start takes to the first sign-in page, and how much
# memory is resident after the start and after many sign-ins.
#   itests/measure.sh [STARTS [SIGN-INS]]      (7 starts, 1000 sign-ins)
# Needs curl and Linux's /proc. Times include what curl itself costs.
set -eu
starts=${1:-7}
sign_ins=${2:-1000}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
product=$root/distribution/target/sallyport
port=${SALLYPORT_MEASURE_PORT:-28471}
url=http://127.0.0.1:$port
work=$(mktemp -d)
pid=''

finish() {
    stop
    rm -rf "$work"
}

stop() {
    [ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait "$pid" || true; }
    pid=''
}

fail() {
    echo "measure.sh: $1" >&2
    exit 1
}

now() {
    date +%s%N
}

resident() {
    awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$pid/status"
}

# Starts on the same home each time and leaves the milliseconds to the first page in $took.
start() {
    began=$(now)
    "$product/bin/sallyport" run --home "$work/home" --port "$port" "$@" > "$work/said" 2>&1 &
    pid=$!
    until curl -sf -m 5 -o "$work/page" "$url/" && grep -q 'name="csrf"' "$work/page"; do
        kill -0 "$pid" 2>/dev/null || fail "it did not start: $(cat "$work/said")"
        [ $(( ($(now) - began) / 1000000000 )) -lt 60 ] || fail "no sign-in page after a minute: $(cat "$work/said")"
        sleep 0.01
    done
    took=$(( ($(now) - began) / 1000000 ))
}

hidden_csrf() {
    sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$1" | head -n 1
}

# One sign-in as a browser does it: the form, then the form sent back with its cookie.
sign_in() {
    rm -f "$work/cookies"
    curl -sf -m 30 -c "$work/cookies" -o "$work/form" "$url/" || return 1
    status=$(curl -s -m 30 -b "$work/cookies" -c "$work/cookies" -o /dev/null -w '%{http_code}' \
        --data-urlencode "username=$1" --data-urlencode "password=$2" --data-urlencode "csrf=$(hidden_csrf "$work/form")" \
        "$url/signin")
    [ "$status" = 303 ] || [ "$status" = 302 ]
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : int((value[NR / 2] + value[NR / 2 + 1]) / 2) }'
}

command -v curl >/dev/null || fail "curl is needed"
[ -x "$product/bin/sallyport" ] || fail "there is no built distribution; run ./run.sh --help first"
trap finish EXIT
trap 'exit 130' INT TERM

# The first start loads the sample accounts and, at its end, leaves the archive of classes: it is not counted.
start --demo
until grep -q 'ready' "$work/said"; do sleep 0.05; done
grep '^demo account:' "$work/said" > "$work/accounts" || fail "no demo accounts were printed"
first=$took
stop

i=0
while [ "$i" -lt "$starts" ]; do
    start
    echo "$took" >> "$work/times"
    resident >> "$work/resident"
    echo >> "$work/resident"
    stop
    i=$((i + 1))
done

start
signed_in=0
began=$(now)
while [ "$signed_in" -lt "$sign_ins" ]; do
    while read -r _ _ name password _ && [ "$signed_in" -lt "$sign_ins" ]; do
        sign_in "$name" "$password" || fail "sign-in $signed_in, of $name, was refused with status ${status:-none}"
        signed_in=$((signed_in + 1))
    done < "$work/accounts"
done
seconds=$(( ($(now) - began) / 1000000000 ))
after=$(resident)

printf '%-44s %s\n' 'very first start to the sign-in page' "$first ms"
printf '%-44s %s\n' "cold start to the sign-in page, median of $starts" "$(median < "$work/times") ms"
printf '%-44s %s\n' 'resident after the start, median' "$(median < "$work/resident") MB"
printf '%-44s %s\n' "resident after $signed_in sign-ins (${seconds} s, one client)" "$after MB"
