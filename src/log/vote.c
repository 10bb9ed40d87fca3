/* vote - elections as the log has them: read, drawn, checked. */
#include "log/vote.h"

#include <string.h>

#include "election.sql.h"
#include "log/inside.h"
#include "vote.sql.h"

struct vote *vote_find(struct db *db, struct id election, day on,
                       struct arena *a)
{
    const struct kind *k = kind_find(S("election"));
    struct rows r = db_rows(db, SQL_ELECTION_FACTS);
    struct vote_fact *fact = NULL;
    size_t n = 0, room = 0;
    struct vote *v;

    db_bind_id(&r, 1, election);
    db_bind_int(&r, 2, 0); /* all of them */
    while (db_next(&r)) {
        arena_room(a, fact, n, room);
        columns_read(&r, &k->fact, a, &fact[n++]);
    }
    db_done(&r);
    v = vote_read(fact, n, a);
    if (v)
        vote_judge(v, on);
    return v;
}

/* ---- the roll, drawn ----------------------------------------------------*/

static int64_t already(const struct vote_voter *v, size_t n, struct id body)
{
    int64_t sent = 0;

    for (size_t i = 0; i < n; i++)
        sent += v[i].eligible && id_same(v[i].body, body);
    return sent;
}

static bool drawn_before(const struct vote_voter *v, size_t n, struct id who)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(v[i].person, who))
            return true;
    return false;
}

int64_t vote_late(struct db *db, struct id person, day on)
{
    struct rows r = db_rows(db, SQL_VOTE_LATE);
    int64_t months = INT_NONE;
    int y, m, from, to;

    db_bind_id(&r, 1, person);
    db_bind_int(&r, 2, on);
    if (db_next(&r) && !db_null(&r, 0)) {
        day since = (day)db_int(&r, 0);

        day_split(since, &y, &m, &from);
        day_split(on, &y, &m, &to);
        months = month_of(on) - month_of(since) - (to < from);
    }
    db_done(&r);
    return months;
}

/* By the by-law, which says after how many months. */
static bool is_late(struct db *db, const struct vote *v, struct id person,
                    day on)
{
    int64_t months = v->number[CLAUSE_ARREARS_MONTHS];
    int64_t late = months == INT_NONE ? INT_NONE : vote_late(db, person, on);

    return late != INT_NONE && late >= months;
}

enum { STANDING_DORMANT = 2 }; /* and dissolved, merged, split after it */

/* Why she may not vote; INT_NONE: she may (6.2: delegates of bodies in good
 * standing, themselves still members). */
static int64_t bar_of(struct rows *r, const struct vote *v,
                      const struct vote_voter *drawn, size_t n,
                      struct id sender)
{
    int64_t most = str_same(v->said[CLAUSE_GENERAL_BODY], S("delegates")) ?
                       v->number[CLAUSE_PER_MEMBER_BODY] :
                       INT_NONE;

    if (db_int(r, 5) == 1)
        return BAR_DIED;
    if (db_int(r, 4) != 1)
        return BAR_SEAT_FALLEN;
    if (!db_null(r, 6) && db_int(r, 6) >= STANDING_DORMANT)
        return BAR_BODY_NOT_WORKING;
    if (most != INT_NONE && !id_none(sender) &&
        already(drawn, n, sender) >= most)
        return BAR_TOO_MANY;
    return INT_NONE;
}

size_t vote_draw(struct db *db, const struct vote *v, day on, struct arena *a,
                 struct vote_voter **out)
{
    struct vote_voter *to = arena_many(a, struct vote_voter, VOTERS_MOST);
    struct rows r = db_rows(db, SQL_VOTE_SEATS);
    size_t n = 0;

    db_bind_id(&r, 1, v->body);
    db_bind_int(&r, 2, on);
    while (n < VOTERS_MOST && db_next(&r)) {
        struct vote_voter one = { .person = db_id(&r, 0),
                                  .body = db_id(&r, 1),
                                  .delegate = db_id(&r, 2),
                                  .member = db_id(&r, 3),
                                  .stands = db_int(&r, 4) };

        if (drawn_before(to, n, one.person))
            continue;
        one.bar = bar_of(&r, v, to, n, one.body);
        if (one.bar == INT_NONE && is_late(db, v, one.person, on))
            one.bar = BAR_ARREARS;
        one.eligible = one.bar == INT_NONE;
        to[n++] = one;
    }
    db_done(&r);
    *out = to;
    return n;
}

/* ---- a notice, checked --------------------------------------------------*/

/* The first digest beyond all that begin so; false when there is none. */
static bool beyond(const uint8_t code[SHORT_BYTES], uint8_t out[SHORT_BYTES])
{
    memcpy(out, code, SHORT_BYTES);
    for (int i = SHORT_BYTES; i-- > 0;)
        if (++out[i])
            return true;
    return false;
}

/* The declaration whose digest begins so: of several that one which counts. */
static bool declared_find(struct db *db, const uint8_t code[SHORT_BYTES],
                          struct vote_check *c, bool *counts)
{
    struct rows r = db_rows(db, SQL_VOTE_DECLARED);
    uint8_t last[33] = { 0 };
    size_t n = SHORT_BYTES;
    bool there;

    if (!beyond(code, last)) { /* longer than any digest that begins so */
        memset(last, 0xff, sizeof last);
        n = sizeof last;
    }
    db_bind_blob(&r, 1, code, SHORT_BYTES);
    db_bind_blob(&r, 2, last, n);
    there = db_next(&r);
    if (there) {
        struct str digest = db_str(&r, 3);

        c->declaration = db_id(&r, 0);
        c->election = db_id(&r, 1);
        c->held = (day)db_int(&r, 2);
        if (digest.n == sizeof c->digest.b)
            memcpy(c->digest.b, digest.p, digest.n);
        *counts = db_int(&r, 4) == 1;
    }
    db_done(&r);
    return there;
}

/* The bytes in the log are still those whose hash was signed. */
static bool bytes_stand(struct db *db, struct vote_check *c, struct arena *a)
{
    struct seen seen;

    if (!log_see(db, c->declaration, a, &seen))
        return false;
    c->entry = seen.entry.hash;
    c->covered = seen.covered;
    return hash_same(sha_of(seen.entry.bytes), seen.entry.hash);
}

struct vote_check vote_check(struct db *db, struct str said, day on,
                             struct arena *a)
{
    struct vote_check c = { .says = NOTICE_UNKNOWN, .held = DAY_NONE };
    uint8_t code[SHORT_BYTES] = { 0 };
    bool counts = false, same;

    if (!vote_short_read(said, code, a)) {
        c.says = NOTICE_NOT_A_CODE;
        return c;
    }
    if (!declared_find(db, code, &c, &counts))
        return c;
    c.v = vote_find(db, c.election, on, a);
    same = c.v && c.v->declarations &&
           id_same(c.v->declaration->entry, c.declaration) &&
           hash_same(c.v->digest, c.digest);
    c.says = !bytes_stand(db, &c, a)     ? NOTICE_ALTERED :
             !counts || !c.v             ? NOTICE_RETURNED :
             c.v->state == VOTE_ANNULLED ? NOTICE_ANNULLED :
             same                        ? NOTICE_STANDS :
                                           NOTICE_ALTERED;
    return c;
}
