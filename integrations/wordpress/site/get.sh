#!/usr/bin/env bash
# Gets what the test needs into a folder: WordPress and a theme from Debian's packages, and from an npm package the
# driver with which WordPress needs no database server. Nothing of it ships.
set -euo pipefail
folder="$1"
download="$(mktemp -d)"
trap 'rm -rf "$download"' EXIT
chmod 755 "$download"
cd "$download"

apt-get download --quiet=2 wordpress wordpress-theme-twentytwentythree
for package in *.deb; do dpkg-deb --extract "$package" files; done
npm pack --silent @wp-playground/cli@3.1.56 >/dev/null
tar -xzf wp-playground-cli-*.tgz
python3 -m zipfile -e package/sqlite-database-integration.zip driver

rm -rf "$folder/wordpress" "$folder/sqlite"
mkdir -p "$folder"
cp -r files/usr/share/wordpress "$folder/wordpress"
cp -r driver/plugin-sqlite-database-integration "$folder/sqlite"
# The configuration of Debian, and links to packages that are not installed.
rm -f "$folder/wordpress/wp-config.php"
find "$folder" -xtype l -delete
test -f "$folder/wordpress/wp-content/themes/twentytwentythree/style.css"
