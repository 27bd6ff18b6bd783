#!/bin/sh
# Packs all that installs shixian on a machine without network:
#
#   deploy/offline/pack.sh PROGRAM ARCH VERSION PARTS OUT
#
# PROGRAM is the executable for ARCH; PARTS is a folder with shixian.cdx.json (the list of
# parts, SBOM) and licenses (their texts), which make sbom and make licenses make. It
# writes OUT/shixian-VERSION-linux-ARCH.tar.gz, the same for the same input.
set -eu
program=$1 arch=$2 version=$3 parts=$(cd "$4" && pwd) out=$(cd "$5" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
name=shixian-$version-linux-$arch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
to=$work/$name

mkdir -p "$to/docs/deploy"
install -m 0755 "$program" "$to/shixian"
install -m 0755 "$root/deploy/offline/install.sh" "$to/install.sh"
for part in systemd haproxy postgres prometheus grafana logs; do
	cp -r "$root/deploy/$part" "$to/docs/deploy/"
done
cp "$root"/deploy/README*.md "$to/docs/deploy/"
mkdir "$to/docs/docs"
cp -r "$root"/docs/*.md "$root"/docs/checkpoint.py "$root/docs/swagger.json" "$to/docs/docs/"
for part in operations decisions screenshots examples clients; do
	cp -r "$root/docs/$part" "$to/docs/docs/"
done
rm -rf "$to"/docs/docs/clients/*/node_modules "$to"/docs/docs/clients/go/api
cp "$root"/*.md "$root/LICENSE" "$to/docs/"
mkdir -p "$to/docs/deadlines/rules" "$to/docs/holidays/data"
cp "$root"/deadlines/rules/*.md "$root"/deadlines/rules/*.yaml "$to/docs/deadlines/rules/"
cp -r "$root"/holidays/data/*.md "$root"/holidays/data/*.yaml "$root"/holidays/data/CN* "$to/docs/holidays/data/"
find "$to/docs/deploy" -name '*.go' -delete
cp -r "$parts/shixian.cdx.json" "$parts/licenses" "$to/"
chmod -R u=rwX,go=rX "$to"
(cd "$to" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work" -cf - "$name" | gzip -n >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"
