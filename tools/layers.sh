#!/usr/bin/env bash
# layers - calls go one way; so do includes. A file may include its own folder
# and those below: cmd > sys > web > report, import > log > db > record > core
# > base. `record` is reached only through its index, so nobody includes it.
# A style sheet knows no left and right, but where numbers stand under numbers:
# Urdu and Sindhi mirror by themselves.
set -euo pipefail
cd "$(dirname "$0")/.."

if grep -nE '(^|[;{ ])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom|inset|(min-|max-)?(width|height)|float): ' \
    app/*.css | grep -vE '@media|float: *inline-|inset: 0;'; then
    echo "app/*.css: error: a direction that does not mirror" >&2
    exit 1
fi

grep -rnE --include='*.[ch]' '^#include "[a-z]+/' src | awk '
    BEGIN {
        n = split("base core record db log import report web sys cmd", name)
        for (i = 1; i <= n; i++)
            rank[name[i]] = i
        rank["import"] = rank["report"]
        rank["wasm"] = rank["sys"]
    }
    {
        split($0, part, ":")
        split(part[1], path, "/")
        from = path[2]
        to = part[3]
        sub(/^#include "/, "", to)
        sub(/\/.*/, "", to)
        seen++
        if (!(from in rank) || !(to in rank))
            why = "a folder without a layer"
        else if (from == to)
            next
        else if (to == "record")
            why = "record is reached through its index"
        else if (rank[to] >= rank[from])
            why = from " may not call " to
        else
            next
        printf "%s:%s: error: %s\n", part[1], part[2], why
        bad = 1
    }
    END { exit bad || !seen }'
