#!/bin/sh
# Installs what the tests need, builds, and runs them all. './test.sh --help' says what else it can do.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

help() {
    cat <<'TEXT'
usage: ./test.sh [--quick]

Without an option: everything. Unit and contract tests, the shipped bundles in a container, the directories
at OpenLDAP and Samba servers, the running product as a process, and a browser with independent authenticator programs.
About a quarter of an hour on two cores.

  --quick   unit and contract tests only: needs a JDK and Maven, about two minutes
  --help    this
TEXT
}

refuse() {
    echo "test.sh: $1" >&2
    exit 1
}

quick=false
for argument in "$@"; do
    case $argument in
        --quick) quick=true ;;
        --help|-h) help; exit 0 ;;
        *) echo "test.sh: '$argument' is not an option; --quick and --help are" >&2; exit 2 ;;
    esac
done

# What a command needs, as Debian packages; nothing is installed that is there.
packages=''
need() {
    command -v "$1" >/dev/null 2>&1 || packages="$packages $2"
}
need javac openjdk-17-jdk-headless
need mvn maven
if ! $quick; then
    need node nodejs
    need npm npm
    need chromium chromium
    need oathtool oathtool
    need zbarimg zbar-tools
    need keepassxc-cli keepassxc
    need strace strace
    need /usr/sbin/nginx nginx
    need /usr/sbin/haproxy haproxy
    need caddy caddy
    need curl curl
    need jq jq
    need openssl openssl
    need unshare util-linux
    need useradd passwd
    need pgrep procps
    need xauth xauth
    need shellcheck shellcheck
    need zsh zsh
    need /usr/sbin/sshd openssh-server
    need ssh openssh-client
    need /usr/sbin/xrdp xrdp
    [ -e /usr/lib/xorg/modules/drivers/xrdpdev_drv.so ] || packages="$packages xorgxrdp"
    need xfreerdp freerdp2-x11
    need Xvfb xvfb
    need /usr/sbin/rsyslogd rsyslog
    need /usr/sbin/slapd slapd
    need /usr/sbin/winbindd winbind
    [ -d /usr/lib/python3/dist-packages/prometheus_client ] || packages="$packages python3-prometheus-client"
    # Of the rest of a domain controller only these files tell that it is there.
    [ -e /usr/share/samba/setup/provision.ldif ] && [ -d /usr/lib/python3/dist-packages/samba ] ||
        packages="$packages samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba"
fi
if [ -n "$packages" ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        refuse "these are needed; on Debian: sudo apt-get install --no-install-recommends$packages"
    fi
    echo "Installing:$packages"
    # The servers among them are started by the tests, where they need them, and not by the installation.
    policy=''
    startable() {
        [ -z "$policy" ] || rm -f "$policy"
    }
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        policy=/usr/sbin/policy-rc.d
        trap startable EXIT
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod 755 "$policy"
    fi
    # shellcheck disable=SC2086 # the packages are words
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 -qq install -y \
        --no-install-recommends $packages; } >/dev/null || refuse "apt-get could not install:$packages"
    trap - EXIT
    startable
fi

cd "$root"
if $quick; then
    exec mvn -B -ntp -pl '!itests/container,!itests/server,!itests/karaf,!itests/directories,!itests/unix,!itests/rdp' verify
fi

mvn -B -ntp verify

# The other JDKs of this machine at least start it, serve a page and stop.
for jdk in /usr/lib/jvm/*/bin/javac; do
    [ -x "$jdk" ] || continue
    home=$(dirname "$(dirname "$(readlink -f "$jdk")")")
    case ${seen:=} in *"|$home|"*) continue ;; esac
    seen="$seen|$home|"
    JAVA_HOME=$home "$root/itests/smoke.sh"
done

cd "$root/itests/browser"
npm ci --no-audit --no-fund --silent
npm test
