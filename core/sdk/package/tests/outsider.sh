#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# outsider.sh BUILD: follows the guide "first plugin" as somebody does who has never seen our source: in an empty
# folder, every "sh" block as it stands, in its order.
set -euo pipefail
build=$1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir sdk work
export ACE_BUILD=$build ACE_SDK=$folder/sdk
unset ACE_PLUGIN_PATH CMAKE_PREFIX_PATH

# The guide comes with the SDK; its first block, which installs that, is the one thing that is read beforehand.
guide=$(dirname "${BASH_SOURCE[0]}")/../../guide/first-plugin.md
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$guide" >steps.sh
[[ -s steps.sh ]] || { echo "$guide has no steps"; exit 1; }
start=$SECONDS
cd work
bash -euxo pipefail ../steps.sh 2>&1 | tee ../told.txt
cmp "$guide" "$ACE_SDK/share/doc/ace-sdk/first-plugin.md"
grep -q '1 story holds' ../told.txt || { echo "no scan event reached a verdict"; exit 1; }
echo "An outsider's first scan after $((SECONDS - start)) s"
