#!/bin/sh
# Installs, on Debian, the programs that the tests and the load script use:
# real servers and a load tool. Elsewhere it says what is missing. What checks the
# description of the API comes from npm (test/openapi/npm, by its lock file).
set -eu

missing=""
need() { # need PROGRAM PACKAGE
	command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need gcc gcc
need curl curl
need fish fish
need zsh zsh
need openssl openssl
need fc-list fontconfig
need redis-server redis-server
need haproxy haproxy
need python3 python3
need prometheus prometheus
need promtool prometheus
need taskset util-linux
need wrk wrk
need systemd-analyze systemd
[ -x /usr/sbin/logrotate ] || missing="$missing logrotate"
[ -x /usr/sbin/rsyslogd ] || missing="$missing rsyslog"
[ -x /usr/sbin/pgbouncer ] || missing="$missing pgbouncer" # not in the PATH of everybody
need chromium chromium
need node nodejs
need npm npm
need javac default-jdk-headless
[ -e /usr/share/java/jackson-databind.jar ] || missing="$missing libjackson2-databind-java"
[ -e /usr/lib/chromium/locales/zh-CN.pak ] || missing="$missing chromium-l10n"
fc-list ":lang=zh-cn" 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"

# Installs what the lock file names, unless it is there already.
packages() {
	cd "$(dirname "$0")/../test/openapi/npm"
	cmp -s package-lock.json node_modules/.installed && return
	npm ci --ignore-scripts --no-audit --no-fund --loglevel error
	cp package-lock.json node_modules/.installed
}

if [ -z "$missing" ]; then
	packages
	exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
	echo "missing:$missing" >&2
	exit 1
fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
echo "installing:$missing"
$sudo apt-get update -qq

# The tests start servers of their own. So that the packages' services do not start
# beside them now (they do with the machine, unless disabled), a policy says no for
# the time of the installation, if there is none.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
	trap '$sudo rm -f "$policy"' EXIT
	printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
	$sudo chmod 755 "$policy"
fi
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
packages
