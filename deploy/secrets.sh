#!/bin/sh
# Makes the secrets of compose.yaml, with random passwords, in the folder secrets
# beside this file. What is there already is left as it is.
#
# The folder is closed to all but its owner (0700). The files in it can be read by
# all (0444), because Compose mounts them as they are and the services run as users
# of their own; on the host nobody gets as far as to them.
set -eu
umask 077
dir=${1:-$(dirname "$0")/secrets}
mkdir -p "$dir"
chmod 0700 "$dir"

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
put() { # put NAME TEXT
	[ ! -e "$dir/$1" ] || return 0
	printf '%s\n' "$2" >"$dir/$1.new"
	chmod 0444 "$dir/$1.new"
	mv "$dir/$1.new" "$dir/$1"
	echo "made $1"
}

put database_password "$(random)"
put database_url "postgres://shixian:$(cat "$dir/database_password")@postgres:5432/shixian?sslmode=disable"
put redis_password "$(random)"
put redis.conf "requirepass $(cat "$dir/redis_password")
save \"\"
appendonly no
maxmemory 128mb
maxmemory-policy allkeys-lru"
put redis_url "redis://default:$(cat "$dir/redis_password")@redis:6379/0"
put session_key "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"
put signing_key "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"
put snapshot_key "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"
put grafana_password "$(random)"
put tokens "# Tokens: name:role:sha256, made with: shixian token new --name NAME --role ROLE"
chmod 0644 "$dir/tokens" # lines are appended to it
