#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# headers.sh INCLUDE CXX CC: every header of the installed SDK compiles alone, as C++20; those of abi/ as C11 too.
set -euo pipefail
include=$1 cxx=$2 cc=$3

command -v "$cxx" >/dev/null && command -v "$cc" >/dev/null || { echo "SKIP: no $cxx here"; exit 77; }
strict=(-fsyntax-only -Wall -Wextra -Wpedantic -Werror -I "$include")
count=0
failed=0
while read -r header; do
    count=$((count + 1))
    printf '#include <%s>\n' "$header" | "$cxx" -std=c++20 "${strict[@]}" -x c++ - ||
        { echo "$header does not compile alone with $cxx"; failed=1; }
    [[ $header == ace/sdk/abi/* ]] || continue
    printf '#include <%s>\n' "$header" | "$cc" -std=c11 "${strict[@]}" -x c - ||
        { echo "$header does not compile alone with $cc"; failed=1; }
done < <(cd "$include" && find . -name '*.h' -printf '%P\n' | sort)
echo "$count headers with $cxx"
((count > 30 && failed == 0))
