#!/usr/bin/env bash
# Disks that are full or may not be written.
# database: none
. "$(dirname "$0")/walk_lib.sh"
run -d a.db init
file_hh a 2014-12 37757

# ---- read-only --------------------------------------------------------------

# Root may write anything, so somebody else tries.
other() {
    status=0
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups \
            "$SAATH" "$@" >out 2>err </dev/null || status=$?
    else
        "$SAATH" "$@" >out 2>err </dev/null || status=$?
    fi
}
chmod 755 .
mkdir ro
cp a.db ro/a.db
chmod 444 ro/a.db
chmod 555 ro
other help
if [ "$status" = 0 ]; then
    other -d ro/a.db list filing --format csv
    is "a file that may not be written can be read" "$status:$(wc -l < out)" 0:2
    other -d ro/a.db report outreach --as-of 2014-12
    is "and reported from" "$status" 0
    other -d ro/a.db add project code=X name=x nature=core rsp=SRSO since=2014
    is "but not written" "$status" 3
    told "which is said" "ro/a.db"
    chmod 777 ro
    other -d ro/a.db add project code=X name=x nature=core rsp=SRSO since=2014
    is "nor in a folder that may" "$status" 3
    told "which is said too" "may not be written"
    cmp -s a.db ro/a.db
    ok $? "and it stays as it was"
else
    skip "a file that may not be written" "nobody else can run the program"
fi

# ---- full -------------------------------------------------------------------

# A site is written twice, to its log and its file, and then some pages more.
room=$(($(stat -c %s a.db) / 1024 * 2 + 4096))
mkdir full
if mount -t tmpfs -o "size=${room}k" tmpfs full 2>/dev/null; then
    trap 'umount full' EXIT
    run -d full/a.db init
    is "a site on a small disk" "$status" 0
    stopped=0 last=
    for i in $(seq 400); do
        run -d full/a.db add project "code=P$i" nature=core rsp=SRSO \
            since=2014 "name=$i" "donor=$(printf '%0110d' "$i")"
        if [ "$status" != 0 ]; then stopped=$i; break; fi
        last=$(cat out)
        [ "$i" != 5 ] || dd if=/dev/zero of=full/fill bs=1k 2>/dev/null
    done
    is "when it is full, add is a fault" "$status" 3
    told "that says so" "disk is full"
    [ "$stopped" -gt 5 ]
    ok $? "what came before was kept"
    run -d full/a.db show "$last"
    is "and is still there" "$status" 0
    run -d full/a.db verify
    is "and verifies" "$status" 0
    rm full/fill
    run -d full/a.db add project code=LATER nature=core rsp=SRSO since=2014 \
        name=later
    is "with room again it goes on" "$status" 0
    run -d full/a.db verify
    is "and verifies" "$status" 0
    dd if=/dev/zero of=full/fill bs=1k 2>/dev/null
    run -d full/b.db init
    is "no site is made on a full disk" "$status" 3
    [ ! -e full/b.db ] && [ ! -e full/b.db.key ]
    ok $? "and nothing of it stays"
else
    skip "a full disk" "no right to mount one"
fi
run -d a.db list rsp --format csv
"$SAATH" -d a.db list place --limit 0 --format csv >/dev/full 2>err
is "an output that is full is a fault" "$?" 3
"$SAATH" -d a.db log 2>/dev/null | head -1 >/dev/null
ok 0 "a reader that leaves is no harm"
done_testing
