#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# install.sh BUILD PREFIX SOURCE: installs the SDK anew. Nothing in it may know where it was made.
set -euo pipefail
build=$1 prefix=$2 source=$3

rm -rf "$prefix"
cmake --install "$build" --component AceSdk --prefix "$prefix" >/dev/null
for file in bin/ace-plugin-check bin/ace-plugin-new bin/ace-plugin-host lib/libace_sdk_values.a \
    lib/cmake/AceSdk/{AceSdkConfig,AceSdkConfigVersion,AceSdkTargets,AceAddPlugin}.cmake lib/cmake/AceSdk/plugin.map \
    include/ace/sdk/{Plugin,BuildTag}.h include/ace/sdk/abi/plugin.h share/doc/ace-sdk/first-plugin.md; do
    [[ -e $prefix/$file ]] || { echo "$file is not installed"; exit 1; }
done
[[ ! -e $prefix/include/ace/sdk/storage ]] || { echo "storage is no part of the SDK"; exit 1; }

# The programs may name source files in the text of an assertion; they are moved all the same.
for folder in "$source" "$build" "$prefix"; do
    if grep --recursive --fixed-strings --files-with-matches "$folder" "$prefix" --exclude-dir=bin; then
        echo "these know the folder $folder"
        exit 1
    fi
done
for program in "$prefix"/bin/*; do
    if readelf --dynamic "$program" | grep -E 'RPATH|RUNPATH'; then
        echo "$program looks for libraries in a folder of its own"
        exit 1
    fi
done
