#!/usr/bin/env bash
# kernel - the field app's kernel, packed as it goes out, for the program that
# serves it.
#
#     tools/kernel.sh MKDATA OUT.c SAATH.wasm
set -euo pipefail
gzip -9n <"$3" >"$2.gz"
exec "$1" "$2" more "app/saath.wasm.gz=$2.gz"
