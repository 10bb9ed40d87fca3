#!/usr/bin/env bash
# kernel - the field app's kernel, and beside it words.ur and words.sd, packed as
# they go out, for the program that serves them: by brotli, which every browser takes
# where there is a service worker.
#
#     tools/kernel.sh MKDATA OUT.c SAATH.wasm
set -euo pipefail
if ! command -v brotli >/dev/null; then
    echo "kernel: no brotli; ./dev setup all installs it" >&2
    exit 1
fi
mkdata=$1 out=$2
packed=()
for file in "$3" "$(dirname "$3")"/words.{ur,sd}; do
    brotli --quality=11 --lgwin=24 --stdout "$file" >"$out.${file##*/}.br"
    packed+=("app/${file##*/}.br=$out.${file##*/}.br")
done
exec "$mkdata" "$out" more "${packed[@]}"
