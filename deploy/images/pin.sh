#!/bin/sh
# Pins the images that files name by tag, in Dockerfiles (FROM) and in compose files
# and manifests (image:), to the digests that the registry has for these tags now:
#
#   deploy/images/pin.sh Dockerfile deploy/compose.yaml
#
# The tag stays beside the digest, for those who read it. An image that has a digest
# already gets the tag's present one; one from a variable or built here is passed
# over. It needs the network, and crane or docker buildx.
set -eu

digest() { # digest IMAGE:TAG
	if command -v crane >/dev/null 2>&1; then
		crane digest "$1"
	else
		docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$1"
	fi
}

for file in "$@"; do
	sed -n -E 's/^[[:space:]]*(FROM|(- )?image:)[[:space:]]+"?([^[:space:]"]+).*/\3/p' "$file" | sort -u | while read -r image; do
		tagged=${image%@*}
		case $tagged in
		*'$'* | scratch | shixian | shixian:*) continue ;;
		esac
		case ${tagged##*/} in
		*:*) ;;
		*) continue ;; # another stage of the same file
		esac
		sum=$(digest "$tagged")
		case $sum in
		sha256:*) ;;
		*) echo "$tagged: no digest: $sum" >&2 && exit 1 ;;
		esac
		escaped=$(printf '%s' "$image" | sed 's/[.[\*^$/]/\\&/g')
		sed -E -i "s|^([[:space:]]*(FROM\|(- )?image:)[[:space:]]+\"?)$escaped(\"?([[:space:]].*)?)\$|\\1$tagged@$sum\\4|" "$file"
		echo "$file: $tagged@$sum"
	done
done
