/* pack - what one person on one phone may read of this site: every row that the
 * pages would show her, and what belongs to it. The keeper signs it, and judges
 * whose names go along. */
#include <stdlib.h>
#include <string.h>

#include "field.sql.h"
#include "log.sql.h"
#include "web/field/field.h"
#include "web/field/phones.h"

enum {
    PACK_WIDEST = 400000, /* entries; who may read more needs no phone for it */
    KEPT_S = 60           /* a choice is good so long when nothing came */
};

/* ---- which rows ---------------------------------------------------------------*/

static bool has_ref(const struct kind *k, const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    return f && f->type == FIELD_REF;
}

/* Whoever sees figures sees those of the whole country; a phone takes what lies
 * where its people are, and what lies nowhere. */
static void near_where(struct rq *rq, const struct kind *k, struct buf *sql,
                       int *n)
{
    bool self = !strcmp(k->name, "place"), any = false;
    const char *column = self ? "t.entry" : "t.place";

    if (!self && !has_ref(k, "place"))
        return;
    for (size_t i = 0; i < rq->grants; i++)
        any |= id_none(rq->grant[i].scope.place);
    if (any || rq->root)
        return;
    buf_fmt(sql, self ? " AND (1 = 0" : " AND (%s IS NULL", column);
    for (size_t i = 0; i < rq->grants; i++)
        buf_fmt(sql, " OR %s IN (SELECT place FROM area WHERE above = $%d)",
                column, ++*n);
    buf_char(sql, ')');
}

static void kind_choose(struct rq *rq, const struct kind *k, struct chosen *c)
{
    struct buf sql = buf_start(rq->arena);
    bool scoped = kind_scoped(k);
    struct rows r;
    int n = 0;

    if (!rq_sees_kind(rq, k))
        return;
    /* coalesce: nobody is to look for rows of t by all there is in entry */
    buf_fmt(&sql,
            "SELECT " CHOSEN_COLUMNS " FROM %s t JOIN entry e ON "
            "e.id = coalesce(t.entry, t.entry) " CHOSEN_FROM " WHERE 1 = 1",
            k->name);
    if (scoped)
        reach_kind(rq, k, &sql, 1);
    else
        near_where(rq, k, &sql, &n);
    r = db_text_rows(rq->db, buf_str(&sql));
    if (scoped)
        reach_bind(rq, kind_reads(k), &r, 1);
    for (size_t i = 0; i < (size_t)n; i++)
        db_bind_id(&r, (int)i + 1, rq->grant[i].scope.place);
    chosen_rows(c, &r);
}

struct chosen *field_choose(struct rq *rq, struct id device)
{
    struct chosen *c = chosen_start(rq->db);

    rq_may(rq, RIGHT_SEE); /* reads her grants */
    for (int i = 0; i < kind_count; i++)
        kind_choose(rq, kind_index[i], c);
    chosen_want(c, device);
    chosen_login(c, rq->who.login);
    return c;
}

/* ---- kept between answers -----------------------------------------------------*/

/* A first pack is asked for in many answers, and nothing has come between them:
 * what was chosen last stays. It follows from the database alone, but for a stamp
 * that came without an entry, which is seen a minute later. */
struct field_kept {
    struct chosen *chosen;
    const struct chosen_entry *at;
    size_t n;
    struct hash who; /* login, device, scope */
    int64_t upto, made;
};

static int64_t arrivals(struct db *db)
{
    struct rows r = db_rows(db, SQL_ENTRY_LAST);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

void web_forget(struct web *w)
{
    if (w->chosen && w->chosen->chosen)
        chosen_end(w->chosen->chosen);
    free(w->chosen);
    w->chosen = NULL;
}

static const struct field_kept *choice(struct rq *rq, struct id device,
                                       struct str scope)
{
    struct field_kept *kept = rq->web->chosen;
    struct buf b = buf_start(rq->arena);
    int64_t upto = arrivals(rq->db);
    struct hash who;

    rq->fresh = true;
    buf_add(&b, rq->who.login);
    buf_char(&b, '\n');
    id_put(&b, device);
    buf_add(&b, scope);
    who = sha_of(buf_str(&b));
    if (kept && kept->upto == upto && hash_same(kept->who, who) &&
        rq->now - kept->made < KEPT_S && rq->now >= kept->made)
        return kept;
    web_forget(rq->web);
    kept = calloc(1, sizeof *kept);
    MUST(kept);
    *kept = (struct field_kept){ .chosen = field_choose(rq, device),
                                 .who = who,
                                 .upto = upto,
                                 .made = rq->now };
    kept->n = chosen_all(kept->chosen, &kept->at);
    if (db_fault(rq->db) != DB_FINE) {
        kept->made = -KEPT_S; /* what is half read is not good again */
        kept->n = 0;
    }
    rq->web->chosen = kept;
    return kept;
}

/* ---- of these, what the phone lacks ---------------------------------------------*/

static void sums_of(const struct field_kept *k, struct id device,
                    struct pack_sums *s)
{
    *s = (struct pack_sums){ .n = 0 };
    for (size_t i = 0; i < k->n; i++)
        if (!id_same(k->at[i].device, device))
            pack_sum(s, k->at[i].hash);
}

static bool bucket_differs(const uint8_t *theirs, const struct pack_sums *ours,
                           struct hash h)
{
    size_t at = pack_bucket(h);

    return theirs && memcmp(theirs + at, ours->bucket + at, 2) != 0;
}

static const uint8_t *sums_said(struct rq *rq, const struct json *have)
{
    const struct json *j = json_member(have, "sums");
    uint8_t *sums = arena_take(rq->arena, 2 * PACK_BUCKETS);

    return j && j->type == JSON_TEXT &&
                   hex_read(j->raw, sums, 2 * PACK_BUCKETS) ?
               sums :
               NULL;
}

static int64_t *picks(struct rq *rq, const struct field_kept *k,
                      const struct json *have, const struct pack_sums *sums,
                      int64_t mark, struct phone_pick *p)
{
    int64_t *n = arena_many(rq->arena, int64_t, PHONE_PICKS);
    const uint8_t *theirs = sums_said(rq, have);

    for (size_t i = 0; i < k->n && !p->more; i++) {
        if (k->at[i].n <= mark && !bucket_differs(theirs, sums, k->at[i].hash))
            continue;
        p->more = p->n == PHONE_PICKS;
        if (!p->more)
            n[p->n++] = k->at[i].n;
    }
    return n;
}

/* ---- the page --------------------------------------------------------------------*/

static void pack_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    (void)memo;
    if (app_told(rq, told, reply))
        rq_bytes(rq, "application/vnd.saath.pack", reply);
}

/* Whom the question is for, when the phone and the word it holds are good: all
 * that can be known here without the keeper. */
static const char *person_of(struct rq *rq, const struct phone_asks *q,
                             struct id *device)
{
    struct str login = phone_said(q, "login", rq->arena);
    struct phone x;

    if (!phone_said_id(q, "device", device) ||
        !phone_find(rq->db, *device, rq->arena, &x))
        return "app.unknown";
    if (x.state != PHONE_IN)
        return x.state == PHONE_ENDED   ? "app.revoked" :
               x.state == PHONE_REFUSED ? "app.refused" :
                                          "app.waits";
    if (!phone_token_good(rq->db, *device, login,
                          phone_said(q, "token", rq->arena)))
        return "app.token";
    rq->who = (struct session){ .login = login };
    rq->granted = false;
    return rq_may(rq, RIGHT_SEE) ? NULL : "app.token";
}

static void pack_ask(struct rq *rq, const struct phone_asks *q,
                     struct id device)
{
    const struct json *have = json_member(q->said, "have"), *said;
    struct str scope = pack_scope(rq->grant, rq->grants, rq->root, rq->arena);
    struct pack_sums *sums = arena_new(rq->arena, struct pack_sums);
    const struct field_kept *k = choice(rq, device, scope);
    struct phone_pick p = { .upto = k->upto };
    int64_t mark = 0, *n;

    if (k->n > PACK_WIDEST) {
        app_refuse(rq, "app.wide");
        return;
    }
    if (!have || have->type != JSON_OBJECT ||
        !json_int(json_member(have, "mark"), &mark))
        mark = 0;
    said = have && have->type == JSON_OBJECT ? json_member(have, "scope") :
                                               NULL;
    p.fresh = mark > k->upto || (said && said->type == JSON_TEXT &&
                                 said->raw.n && !str_same(said->raw, scope));
    sums_of(k, device, sums);
    p.count = sums->n;
    memcpy(p.sum, sums->sum, sizeof p.sum);
    n = picks(rq, k, have, sums, mark, &p);
    rq_ask(rq, ASK_KEEPER, ASK_PHONE | ASK_BULK,
           phone_pack_ask(rq->arena, rq->q->body, &p, n), pack_told, NULL);
}

/* What a person on a phone may read and the phone lacks, as pieces that the
 * site's key signs. */
PAGE(app_pack, POST, "/app/pack", RIGHT_NONE)
{
    struct phone_asks q;
    struct id device;
    const char *why = "app.forged";

    if (phone_asks_read(rq->q->body, rq->arena, &q))
        why = person_of(rq, &q, &device);
    if (why)
        app_refuse(rq, why);
    else
        pack_ask(rq, &q, device);
}
