#!/bin/sh
# A correction and a kill as a wire sends them: each step is run, then history, changes and feed are shown.
set -eu
cd "$(dirname "$0")/../.."
WIREGLOT="${BIN:-.venv/bin}/wireglot"
OUT=build/replay
rm -rf "$OUT"

step() {
    echo; echo "== $1"
    "$WIREGLOT" run --plain "samples/replay/$1" --outputs "$OUT"
    "$WIREGLOT" list --outputs "$OUT"
}

step 1-first
step 2-corrected
"$WIREGLOT" history wireglot-sample-tren --outputs "$OUT"
"$WIREGLOT" diff wireglot-sample-tren --outputs "$OUT"
step 3-killed
"$WIREGLOT" history wireglot-sample-harbour --outputs "$OUT"
"$WIREGLOT" show wireglot-sample-harbour --outputs "$OUT"
echo; echo "== the feed"
sed -n '1,80p' "$OUT/feeds/all.atom"
"$WIREGLOT" verify --outputs "$OUT"
