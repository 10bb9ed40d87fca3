#!/usr/bin/env bash
# data - gathers what the program carries inside: reference data and web parts.
#
#     tools/data.sh MKDATA OUT.c native|wasm
#
# data/x/y.csv goes in as "x/y.csv". app/x.ts and app/x.css are entry points:
# bundled, minified, in as "app/x.js" and "app/x.css". app/static/y goes in
# as "app/y"; app/chart.ts as "app/chart.js.gz". The native program carries the
# field app's scripts, "app/field.js" and "app/sw.js" (app/field/), and the faces
# of its papers: "font/z.ttf".
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdata=$(realpath "$1") out=$(realpath -m "$2") host=${3:-native}
cd "$root"
shopt -s nullglob

args=()
for file in $(tools/sources.sh data); do
    # No sample there, no maps, nothing that is imported.
    case $host:$file in
    wasm:data/demo/* | wasm:data/borders/* | wasm:data/import/* | \
        wasm:data/outreach/*) continue ;;
    esac
    args+=("${file#data/}=$file")
done

entries=(app/*.ts app/*.css)
if [ ${#entries[@]} -gt 0 ]; then
    bundle=$out.d
    rm -rf "$bundle"
    if [ ! -x node_modules/.bin/esbuild ]; then
        echo "app: no esbuild; ./dev setup installs it" >&2
        exit 1
    fi
    node_modules/.bin/esbuild "${entries[@]}" --bundle --minify \
        --target=chrome90,firefox90,safari14 --log-level=warning \
        --legal-comments=none "--external:/app/*" --outdir="$bundle"
    # What draws charts is large: the native program carries it as it goes out,
    # packed (src/web/frame.c); the field app shows tables instead. Both carry
    # its mark: addresses change with it, and pages are the same on both.
    mv "$bundle/chart.js" "$bundle.chart.js"
    sha256sum <"$bundle.chart.js" >"$bundle/chart.mark"
    if [ "$host" = native ]; then
        gzip -9n <"$bundle.chart.js" >"$bundle/chart.js.gz"
    fi
    cat "$bundle"/*.{css,js} app/static/*.svg | sha256sum >"$bundle/saath.mark"
    # The field app's scripts: its kernel needs none of them, and has their mark
    # like those of the others. The mark in the worker changes with all that it
    # brings along, so that browsers see that there is another.
    mark=$(cat app/field/*.ts "$bundle"/*.{css,js,mark} words/phone.*.po | sha256sum |
        cut -c1-16)
    node_modules/.bin/esbuild app/field/field.ts app/field/sw.ts --bundle \
        --minify --target=chrome120 --log-level=warning \
        --define:MARK="\"$mark\"" --legal-comments=none --outdir="$bundle"
    cat "$bundle/field.js" "$bundle/sw.js" | sha256sum >"$bundle/field.mark"
    if [ "$host" != native ]; then rm "$bundle"/*.{css,js}; fi
    for file in "$bundle"/*; do args+=("app/${file##*/}=$file"); done
fi
for file in $(tools/sources.sh app); do
    case $file in
    app/static/*)
        if [ "$host" = native ]; then args+=("app/${file#app/static/}=$file"); fi ;;
    esac
done
# The face for Urdu and Sindhi comes from Debian's fonts-noto-core; where that
# is missing, browsers use one of their own, and so does a phone without signal.
for file in /usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf; do
    if [ "$host" = native ] && [ -f "$file" ]; then
        args+=("app/naskh.ttf=$file")
    fi
done
# Papers have no browser that would: Noto Sans and Noto Naskh Arabic for text, for
# titles Noto Nastaliq in Urdu (all of fonts-noto-core) and Lateef in Sindhi
# (fonts-sil-lateef). Under the Open Font License, as Debian ships them.
if [ "$host" = native ]; then
    noto=/usr/share/fonts/truetype/noto lateef=/usr/share/fonts/opentype/lateef
    for face in sans="$noto/NotoSans-Regular.ttf" \
        sans-bold="$noto/NotoSans-Bold.ttf" \
        naskh-bold="$noto/NotoNaskhArabic-Bold.ttf" \
        nastaliq="$noto/NotoNastaliqUrdu-Regular.ttf" \
        lateef-bold="$lateef/Lateef-Bold.ttf"; do
        if [ ! -f "${face#*=}" ]; then
            echo "data: no ${face#*=}; ./dev setup installs it" >&2
            exit 1
        fi
        args+=("font/${face%%=*}.ttf=${face#*=}")
    done
fi
exec "$mkdata" "$out" "${args[@]}"
