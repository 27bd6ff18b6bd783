#!/bin/sh
# 在没有网络的机器上安装或升级时限；在解开的离线安装包里以 root 运行：
# Installs or upgrades shixian on a machine without network; run as root in the unpacked
# package:
#
#   ./install.sh
#
# 装程序、systemd 单元和文档；已有的设置和令牌不动，不启动也不停止任何服务。单元被改动过就什么也不装：改动写进
# /etc/systemd/system/shixian.service.d。设了 DESTDIR 就装到那个文件夹里。
# It installs the program, systemd units and documents. Settings and tokens that are there
# stay; nothing is started or stopped. If a unit was changed by hand it installs nothing:
# changes belong into /etc/systemd/system/shixian.service.d. With DESTDIR it installs into
# that folder.
set -eu
cd "$(dirname "$0")"
dest=${DESTDIR:-}

sha256sum --quiet --strict -c SHA256SUMS || {
	echo "文件与 SHA256SUMS 不符，什么也没有安装 / a file is not as SHA256SUMS says; nothing was installed" >&2
	exit 1
}
./shixian version >/dev/null 2>&1 || {
	echo "程序在这台机器（$(uname -m)）上不能运行，请取对应处理器的离线安装包 / the program does not run on this machine ($(uname -m)); take the package for its processor" >&2
	exit 1
}

etc=$dest/etc/shixian units=$dest/etc/systemd/system share=$dest/usr/local/share/doc/shixian
changed() { # changed PACKAGED INSTALLED: whether it was changed after it was installed
	[ -e "$1" ] && [ -e "$2" ] && ! cmp -s "$1" "$2"
}
for unit in "$share"/deploy/systemd/*.service "$share"/deploy/systemd/*.timer; do
	name=${unit##*/}
	if changed "$unit" "$units/$name"; then
		echo "$name 被改动过，什么也没有安装。把改动写进 $units/$name.d/local.conf，再 cp $unit $units/ / $name was changed by hand; nothing was installed. Write the change into $units/$name.d/local.conf, then cp $unit $units/" >&2
		exit 1
	fi
done

install -d -m 0755 "$dest/usr/local/bin" "$etc" "$units" "${share%/*}"
install -m 0755 shixian "$dest/usr/local/bin/shixian.new"
mv -f "$dest/usr/local/bin/shixian.new" "$dest/usr/local/bin/shixian" # a running program stays as it is
for unit in docs/deploy/systemd/*.service docs/deploy/systemd/*.timer; do
	install -m 0644 "$unit" "$units/"
done
keep() { # keep FILE MODE NAME
	if [ -e "$etc/$3" ]; then
		echo "保留 / kept: /etc/shixian/$3"
	else
		install -m "$2" "$1" "$etc/$3"
	fi
}
keep docs/deploy/systemd/shixian.env 0644 shixian.env
keep docs/deploy/systemd/replicas.env 0644 replicas.env
keep /dev/null 0644 tokens # hashes of tokens, one a line
for file in haproxy.cfg busy.lua; do
	if changed "$share/deploy/haproxy/$file" "$etc/$file"; then
		echo "保留改动过的 / kept, as it was changed: /etc/shixian/$file；新的在 / the new one is /usr/local/share/doc/shixian/deploy/haproxy/$file"
	else
		install -m 0644 "docs/deploy/haproxy/$file" "$etc/$file"
	fi
done
rm -rf "$share"
cp -r docs "$share"
cp -r licenses shixian.cdx.json SHA256SUMS "$share/"

if [ -z "$dest" ] && command -v systemctl >/dev/null 2>&1; then
	systemctl daemon-reload
	[ "$(systemctl --version | sed -n '1s/[^0-9]*\([0-9]*\).*/\1/p')" -ge 251 ] ||
		echo "systemd 低于 251：shixian@.service 和 optional/ 里的文件不能用，见 docs/xinchuang.md / systemd is older than 251: shixian@.service and the files of optional/ cannot be used, see docs/xinchuang.en.md" >&2
fi
echo "已安装 / installed: shixian $("$dest/usr/local/bin/shixian" version | head -1)"
echo "接下来 / next: /usr/local/share/doc/shixian/deploy/README.md#systemd"
