/* seating_undo - after an annulment: offices, signatures and logins as they would
 * be without that election, from its day on. */
#include <string.h>

#include "seating.sql.h"
#include "web/vote/drafts.h"

static size_t ids_of(struct rq *rq, struct rows *r, struct id **out)
{
    struct id *to = arena_many(rq->arena, struct id, SEATING_MOST);
    size_t n = 0;

    while (n < SEATING_MOST && db_next(r))
        to[n++] = db_id(r, 0);
    db_done(r);
    *out = to;
    return n;
}

/* The day on which the elected took their offices; DAY_NONE: they never did. */
static day seated_on(struct rq *rq, const struct vote *v)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SEATING_BEGAN);
    day on;

    db_bind_id(&r, 1, v->entry);
    on = db_next(&r) && !db_null(&r, 0) ? (day)db_int(&r, 0) : DAY_NONE;
    db_done(&r);
    return on;
}

/* ---- terms ---------------------------------------------------------------*/

static void terms_undo(struct drafts *to, const struct vote *v)
{
    const struct kind *k = kind_find(S("term"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_DONE);
    struct id *id;
    size_t n;

    db_bind_id(&r, 1, v->entry);
    n = ids_of(to->rq, &r, &id);
    for (size_t i = 0; i < n; i++)
        drafts_fix(to, k, id[i], NULL, "seating.annulled");
    r = db_rows(to->rq->db, SQL_WEB_SEATING_ENDED);
    db_bind_id(&r, 1, v->body);
    db_bind_id(&r, 2, v->entry);
    n = ids_of(to->rq, &r, &id);
    for (size_t i = 0; i < n; i++) {
        void *x = drafts_stands(to->rq, k, id[i]);

        if (!x)
            continue;
        drafts_day(k, x, "ended", DAY_NONE);
        drafts_choice(k, x, "why", "");
        drafts_fix(to, k, id[i], x, "seating.annulled");
    }
}

/* ---- signatures ----------------------------------------------------------*/

/* Was it changed by the act that seated the elected? Then what it said before:
 * the entry, or the fix, that the act's own fix answers. */
static bool act_answered(struct rq *rq, const struct vote *v, struct id of,
                         struct id *before)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SEATING_ANSWERED);
    bool did;

    db_bind_id(&r, 1, seating_fix_id(rq, v, of));
    did = db_next(&r);
    if (did)
        *before = db_id(&r, 0);
    db_done(&r);
    return did;
}

struct signing {
    const struct field *list, *person, *since, *until;
};

static struct signing signing_of(const struct kind *k)
{
    const struct field *f = kind_field(k, S("signatories"));

    return (struct signing){ f, field_find(f->child, f->children, S("person")),
                             field_find(f->child, f->children, S("since")),
                             field_find(f->child, f->children, S("until")) };
}

static struct id row_person(const struct signing *s, const char *row)
{
    return *(const struct id *)(const void *)(row + s->person->at);
}

static day *row_day(const struct field *f, char *row)
{
    return (void *)(row + f->at);
}

static bool signs(const struct signing *s, const struct list *list,
                  struct id person)
{
    for (size_t i = 0; i < list->n; i++) {
        char *row = (char *)list->at + i * s->list->child_bytes;

        if (id_same(row_person(s, row), person) &&
            *row_day(s->until, row) == DAY_NONE)
            return true;
    }
    return false;
}

/* Who signs since the day of the act signs until that of the annulment; whose
 * signature ended with it signs from then on. True when anything changes. */
static bool signatories_undo(struct rq *rq, const struct kind *k, void *account,
                             day seated, day annulled)
{
    struct signing s = signing_of(k);
    struct list *list = (void *)((char *)account + s.list->at);
    size_t bytes = s.list->child_bytes, had = list->n, all = 0;
    char *row = arena_array(rq->arena, 2 * had + 1, bytes);
    struct list was = *list;
    bool changes = false;

    for (size_t i = 0; i < had; i++) {
        char *one = memcpy(row + all * bytes, (char *)was.at + i * bytes,
                           bytes);

        if (*row_day(s.since, one) == seated &&
            *row_day(s.until, one) == DAY_NONE) {
            changes = true;
            if (annulled <= seated)
                continue; /* she never signed */
            *row_day(s.until, one) = annulled;
        }
        all++;
    }
    for (size_t i = 0; i < had; i++) {
        char *old = (char *)was.at + i * bytes, *one = row + all * bytes;

        if (*row_day(s.until, old) != seated ||
            signs(&s, &was, row_person(&s, old)))
            continue;
        memcpy(one, old, bytes);
        *row_day(s.since, one) = annulled;
        *row_day(s.until, one) = DAY_NONE;
        all++;
        changes = true;
    }
    *list = (struct list){ row, all };
    return changes;
}

static void accounts_undo(struct drafts *to, const struct vote *v, day seated)
{
    const struct kind *k = kind_find(S("account"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_ACCOUNTS);
    struct id *account, before;
    size_t n;

    db_bind_id(&r, 1, v->body);
    n = ids_of(to->rq, &r, &account);
    for (size_t i = 0; i < n; i++) {
        void *x = drafts_stands(to->rq, k, account[i]);

        if (x && act_answered(to->rq, v, account[i], &before) &&
            signatories_undo(to->rq, k, x, seated, v->annulled))
            drafts_fix(to, k, account[i], x, "seating.annulled");
    }
}

/* ---- logins --------------------------------------------------------------*/

/* It ends on the day before the annulment; one that began no sooner is
 * withdrawn. */
static void given_undo(struct drafts *to, const struct vote *v, day seated)
{
    const struct kind *k = kind_find(S("access"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_GIVEN);
    struct id id[SEATING_LOGINS];
    size_t n = 0;

    db_bind_int(&r, 1, seated);
    db_bind_int(&r, 2, v->annulled);
    while (n < LEN(id) && db_next(&r))
        if (id_same(db_id(&r, 0), seating_login_id(to->rq, v, db_str(&r, 1))))
            id[n++] = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        void *x = drafts_stands(to->rq, k, id[i]);

        if (!x)
            continue;
        drafts_day(k, x, "until", v->annulled - 1);
        drafts_fix(to, k, id[i], seated >= v->annulled ? NULL : x,
                   "seating.annulled");
    }
}

/* Until when it was given before the act ended it: as the entry or the fix says
 * that the act answered. */
static bool until_before(struct rq *rq, const struct kind *k, struct id before,
                         day *until)
{
    struct findings none = findings_start(rq->arena);
    void *was = arena_take(rq->arena, k->bytes);
    const struct json *j;
    struct seen seen;
    size_t at;

    record_blank(k->field, k->fields, was);
    if (!log_see(rq->db, before, rq->arena, &seen))
        return false;
    j = json_read(seen.entry.body, rq->arena, &at);
    if (j && str_same(seen.entry.kind, S("fix")))
        j = json_member(j, "body");
    if (!j || j->type != JSON_OBJECT)
        return false;
    record_read(k, j, rq->arena, was, &none);
    *until = *(day *)drafts_member(k, was, "until", FIELD_DAY);
    return true;
}

static void ended_undo(struct drafts *to, const struct vote *v, day seated)
{
    const struct kind *k = kind_find(S("access"));
    struct rows r = db_rows(to->rq->db, SQL_WEB_SEATING_CUT);
    struct id *id, before;
    size_t n;
    day until;

    db_bind_int(&r, 1, seated - 1);
    n = ids_of(to->rq, &r, &id);
    for (size_t i = 0; i < n; i++) {
        void *x = drafts_stands(to->rq, k, id[i]);

        if (!x || !act_answered(to->rq, v, id[i], &before) ||
            !until_before(to->rq, k, before, &until))
            continue;
        drafts_day(k, x, "until", until);
        drafts_fix(to, k, id[i], x, "seating.annulled");
    }
}

/* ---- the act -------------------------------------------------------------*/

size_t seating_undo(struct rq *rq, const struct vote *v, struct draft **out)
{
    struct drafts to = { rq, arena_many(rq->arena, struct draft, SEATING_MOST),
                         0 };
    day seated = seated_on(rq, v);

    *out = to.at;
    if (seated == DAY_NONE || v->annulled == DAY_NONE)
        return 0;
    terms_undo(&to, v);
    accounts_undo(&to, v, seated);
    if (rq_may(rq, RIGHT_ADMIN)) {
        given_undo(&to, v, seated);
        ended_undo(&to, v, seated);
    }
    return to.n;
}
