#!/usr/bin/env bash
# kernel - the field app's kernel, packed as it goes out, for the program that
# serves it: by brotli, which every browser takes where there is a service worker.
#
#     tools/kernel.sh MKDATA OUT.c SAATH.wasm
set -euo pipefail
if ! command -v brotli >/dev/null; then
    echo "kernel: no brotli; ./dev setup all installs it" >&2
    exit 1
fi
brotli --quality=11 --lgwin=24 --stdout "$3" >"$2.br"
exec "$1" "$2" more "app/saath.wasm.br=$2.br"
