#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# options.sh PREFIX: what an author asks of CMake reaches a plugin that is built with the installed SDK.
set -euo pipefail
prefix=$1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$prefix/bin/ace-plugin-new" --capability cash-drawer --id org.example.mine "$folder/mine" >/dev/null

configure() # NAME OPTION...
{
    cmake -G Ninja -S "$folder/mine" -B "$folder/$1" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
        "${@:2}" >/dev/null
}
fail()
{
    echo "$1"
    exit 1
}

# C++20 is the least, not the most.
for standard in default 17 23; do
    options=()
    [[ $standard == default ]] || options=(-DCMAKE_CXX_STANDARD=$standard)
    expected=20
    [[ $standard != 23 ]] || expected=23
    configure "$standard" "${options[@]}"
    used=$(grep 'src/mine.cpp"' -B 2 "$folder/$standard/compile_commands.json" | grep -o -e '-std=[a-z+0-9]*')
    # The compiler of CMake 3.25 calls C++23 by its draft's name.
    [[ ${used/2b/23} == "-std=c++$expected" ]] || fail "with the standard $standard the plugin is compiled with \"$used\""
done

# The installed check has no sanitizer and cannot load what has one: it is skipped, aloud.
told=$(ctest --test-dir "$folder/default" -N -V -R check.mine)
grep -q 'Test command: .*/bin/ace-plugin-check' <<<"$told" || fail "$told"
configure sanitized -DCMAKE_CXX_FLAGS=-fsanitize=address
told=$(ctest --test-dir "$folder/sanitized" -R check.mine 2>&1) || fail "$told"
grep -q 'check.mine .*Skipped' <<<"$told" || fail "$told"
grep -q '^SKIP: .*Check a build without' "$folder/sanitized/Testing/Temporary/LastTest.log" || fail "no reason is told"
