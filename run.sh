#!/bin/sh
# Builds Sallyport where a build is due, and starts it: './run.sh --help' lists the options.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
product=$root/distribution/target/sallyport
built=$root/distribution/target/built

refuse() {
    echo "run.sh: $1" >&2
    exit 1
}

# Whether any source is newer than the last build, which began when the marker was touched.
build_is_due() {
    [ -x "$product/bin/sallyport" ] && [ -e "$built" ] || return 0
    [ -n "$(find "$root/pom.xml" "$root"/bundles/pom.xml "$root"/bundles/*/pom.xml "$root"/bundles/*/src \
        "$root/distribution/pom.xml" "$root/distribution/src" "$root/cli/pom.xml" "$root/cli/src" "$root/LICENSE" -newer "$built" 2>/dev/null | head -n 1)" ]
}

has_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        javac=$JAVA_HOME/bin/javac
    else
        javac=$(command -v javac) || return 1
    fi
    [ -x "$javac" ] || return 1
    major=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [ "${major:-0}" -ge 17 ]
}

install_tools() {
    packages=''
    has_jdk || packages=openjdk-17-jdk-headless
    command -v mvn >/dev/null 2>&1 || packages="$packages maven"
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        refuse "a JDK 17 or later and Maven are needed; on Debian: sudo apt-get install openjdk-17-jdk-headless maven"
    fi
    echo "Installing: $packages" >&2
    # shellcheck disable=SC2086 # the packages are words
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 -qq install -y \
        --no-install-recommends $packages; } >/dev/null || refuse "apt-get could not install: $packages"
    has_jdk || refuse "the JDK that is found first is older than 17; set JAVA_HOME to a newer one"
}

# A run that ends leaves an archive of its classes for the next: one short run now, and the first real start is quick.
warm_up() {
    home=$(mktemp -d)
    "$product/bin/sallyport" run --home "$home" --port 0 > "$home/said" 2>&1 &
    pid=$!
    for _ in $(seq 150); do
        if grep -q ready "$home/said" || ! kill -0 "$pid" 2>/dev/null; then break; fi
        sleep 0.2
    done
    kill "$pid" 2>/dev/null || true
    wait "$pid" || true
    rm -rf "$home"
}

if build_is_due; then
    install_tools
    echo "Building (a few minutes the first time, while Maven fetches what it needs) ..." >&2
    mkdir -p "$root/distribution/target"
    touch "$built.begun"
    mvn -q -B -f "$root/pom.xml" -pl distribution -am -Dmaven.test.skip=true package >&2 || refuse "the build failed"
    # Maven ends on colour codes without a line's end; what the product prints begins a line of its own.
    printf "\nBuilt.\n" >&2
    mv "$built.begun" "$built"
    warm_up
fi

SALLYPORT_HOME=${SALLYPORT_HOME:-$root/home}
export SALLYPORT_HOME
exec "$product/bin/sallyport" run "$@"
