/* guard - what cannot be true of a grant beside what is kept already, said while
 * it is typed. */
#include <string.h>

#include "award.sql.h"
#include "log.sql.h"
#include "web/award/award.h"

enum { FIXES_DEEP = 64 }; /* fixes answer fixes; nobody answers so deep */

static bool is(const struct kind *k, const char *name)
{
    return !strcmp(k->name, name);
}

/* Any but this one; none is sixteen zeros, for NULL differs from nothing. */
static void bind_other(struct rows *r, struct id entry)
{
    db_bind_blob(r, 3, entry.b, sizeof entry.b);
}

/* A grant that comes once to a household: did it have it before? */
static void once_judge(struct rq *rq, const struct kind *k, const void *record,
                       struct id entry, struct findings *f)
{
    struct rows r = db_rows(rq->db, SQL_WEB_AWARDED);

    db_bind_id(&r, 1, said_id(k, record, "product"));
    db_bind_id(&r, 2, said_id(k, record, "household"));
    bind_other(&r, entry);
    if (db_next(&r))
        tell(f, STOP, "award.twice", "product");
    db_done(&r);
}

/* The sum that a thing may come to (first column), and comes to (second),
 * before this amount. */
static void sum_judge(struct rq *rq, int sql, struct id thing, paisa amount,
                      const char *what, struct findings *f)
{
    struct rows r = db_rows(rq->db, sql);

    db_bind_id(&r, 1, thing);
    if (db_next(&r) && amount != INT_NONE &&
        amount > db_int(&r, 0) - db_int(&r, 1))
        tell_ab(f, STOP, what, "amount", (db_int(&r, 1) + amount) / 100,
                db_int(&r, 0) / 100);
    db_done(&r);
}

/* Nothing is paid of a stage that nobody has seen and found good. */
static void seen_judge(struct rq *rq, const struct kind *k, const void *record,
                       struct findings *f)
{
    const struct field *good = kind_field(k, S("good"));
    bool now = *(const bool *)(const void *)((const char *)record + good->at);
    struct rows r;
    bool before;

    if (said_number(k, record, "amount") == INT_NONE ||
        (now && said_day(k, record, "inspected") != DAY_NONE))
        return;
    r = db_rows(rq->db, SQL_WEB_HOUSE_SEEN);
    db_bind_id(&r, 1, said_id(k, record, "house"));
    db_bind_text(&r, 2, said_text(k, record, "stage"));
    db_bind_int(&r, 3, said_day(k, record, "held"));
    before = db_next(&r);
    db_done(&r);
    if (!before)
        tell(f, STOP, "house_stage.not_inspected", "inspected");
}

static void members_judge(struct rq *rq, const struct kind *k,
                          const void *record, struct id entry,
                          struct findings *f)
{
    const struct field *rows = kind_field(k, S("members"));
    const struct list *list = (const void *)((const char *)record + rows->at);

    for (size_t i = 0; i < list->n; i++) {
        const struct id *person = (const void *)((const char *)list->at +
                                                 i * rows->child_bytes);
        struct rows r = db_rows(rq->db, SQL_WEB_COVERED_EVER);

        db_bind_id(&r, 1, said_id(k, record, "policy"));
        db_bind_id(&r, 2, *person);
        bind_other(&r, entry);
        if (!id_none(*person) && db_next(&r))
            tell_row(f, STOP, "insured.twice", "members", i, "person");
        db_done(&r);
    }
}

paisa claim_left(struct rq *rq, struct id policy, struct id person,
                 struct id entry, day on)
{
    enum { CLAIMS_MOST = 500 };
    struct claimed *c = arena_many(rq->arena, struct claimed, CLAIMS_MOST);
    struct rows r = db_rows(rq->db, SQL_WEB_CLAIMS_OF);
    paisa limit = INT_NONE;
    day since = DAY_NONE;
    size_t n = 0;

    db_bind_id(&r, 1, policy);
    db_bind_id(&r, 2, person);
    bind_other(&r, entry);
    while (n < CLAIMS_MOST && db_next(&r))
        c[n++] = (struct claimed){ day_in(&r, 0), int_in(&r, 1) };
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_POLICY);
    db_bind_id(&r, 1, policy);
    if (db_next(&r)) {
        since = day_in(&r, 2);
        limit = int_in(&r, 5);
    }
    db_done(&r);
    return limit_left(limit, since, on, c, n);
}

bool claim_covered(struct rq *rq, struct id policy, struct id person, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_COVERED);
    bool covered;

    db_bind_id(&r, 1, policy);
    db_bind_id(&r, 2, person);
    db_bind_int(&r, 3, on);
    covered = db_next(&r);
    db_done(&r);
    return covered;
}

/* Insured on that day, and within the limit of her year (12, 34 and 35). */
static void claim_judge(struct rq *rq, const struct kind *k, const void *record,
                        struct id entry, struct findings *f)
{
    struct id policy = said_id(k, record, "policy"),
              person = said_id(k, record, "person");
    day on = said_day(k, record, "admitted");
    paisa paid = said_number(k, record, "paid"), left;

    if (id_none(policy) || id_none(person) || on == DAY_NONE)
        return;
    if (!claim_covered(rq, policy, person, on) &&
        said_choice(k, record, "refused") < 0)
        tell(f, STOP, "claim.not_insured", "admitted");
    left = claim_left(rq, policy, person, entry, on);
    if (paid != INT_NONE && left != INT_NONE && paid > left)
        tell_ab(f, STOP, "claim.above_limit", "paid", paid / 100, left / 100);
}

static void kind_guard(struct rq *rq, const struct kind *k, const void *record,
                       struct id entry, struct findings *f)
{
    if (is(k, "award") || is(k, "house"))
        once_judge(rq, k, record, entry, f);
    else if (is(k, "delivery"))
        sum_judge(rq, SQL_WEB_DELIVERED, said_id(k, record, "award"),
                  said_number(k, record, "amount"), "delivery.beyond_award", f);
    else if (is(k, "insured"))
        members_judge(rq, k, record, entry, f);
    else if (is(k, "claim"))
        claim_judge(rq, k, record, entry, f);
    if (!is(k, "house_stage"))
        return;
    sum_judge(rq, SQL_WEB_HOUSE_PAID, said_id(k, record, "house"),
              said_number(k, record, "amount"), "house_stage.above_cost", f);
    seen_judge(rq, k, record, f);
}

/* The kind of the thing that an entry is, or answers: *id is the thing's. */
static const struct kind *thing_answered(struct rq *rq, struct id *id)
{
    for (int deep = 0; deep < FIXES_DEEP; deep++) {
        struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
        const struct kind *k = NULL;
        struct id answers = ID_NONE;

        db_bind_id(&r, 1, *id);
        if (db_next(&r)) {
            k = kind_find(db_str(&r, 0));
            answers = db_id(&r, 1);
        }
        db_done(&r);
        if (!k || !is(k, "fix"))
            return k;
        *id = answers;
    }
    return NULL;
}

/* A fix restates a thing: what may not be said of it may not be restated. */
static void fix_guard(struct rq *rq, const struct kind *fix, const void *record,
                      struct findings *f)
{
    struct id id = said_id(fix, record, "answers");
    const struct kind *k = thing_answered(rq, &id);
    const struct field *restated = kind_field(fix, S("body"));
    struct str body = *(const struct str *)(const void *)((const char *)record +
                                                          restated->at);
    struct findings read = findings_start(rq->arena);
    const struct json *j;
    void *as;
    size_t at;

    if (!k || !body.n)
        return;
    j = json_read(body, rq->arena, &at);
    if (!j || j->type != JSON_OBJECT)
        return;
    as = arena_take(rq->arena, k->bytes);
    record_blank(k->field, k->fields, as);
    record_read(k, j, rq->arena, as, &read);
    kind_guard(rq, k, as, id, f);
}

void award_guard(struct rq *rq, const struct kind *k, const void *record,
                 struct id entry, struct findings *f)
{
    if (is(k, "fix"))
        fix_guard(rq, k, record, f);
    else
        kind_guard(rq, k, record, entry, f);
}
