#!/bin/bash
# extract.sh OUT.pot: the messages of the shop's pages, from its code and its templates. After a change:
#   server/web/po/extract.sh /tmp/shop.pot && msgmerge -U --backup=none server/web/po/es.po /tmp/shop.pot
set -euo pipefail
cd "$(dirname "$0")/../.."
templates=$(mktemp --suffix=.cpp)
trap 'rm -f "$templates"' EXIT
# As Words::translated() finds them, over line ends too; the quotes of C around each.
awk -v RS='[{][{]/t[}][}]' 'sub(/.*[{][{]#t[}][}]/, "") {
    gsub(/[\\"]/, "\\\\&"); gsub(/\n/, "\\n"); print "say(\"" $0 "\");" }' web/templates/*.html >"$templates"
xgettext --from-code=UTF-8 --language=C++ --no-location --package-name='Ace Tickets' -o "$1" \
    --keyword=say --keyword=word --keyword=counted:1,2 shop/src/*.cpp web/src/*.cpp "$templates"
