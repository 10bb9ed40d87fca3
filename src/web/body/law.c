/* law - the version of the by-law that an act of a body cites. */
#include "web/body/law.h"

#include "law.sql.h"
#include "web/register.h"

/* Whose by-law, and which day of the act (institutions.md 14.2, 9). */
static const struct act {
    const char *kind, *body, *on;
} acts[] = {
    { "committee", "body", "formed" },  { "delegate", "parent", "since" },
    { "formation", "body", "held" },    { "meeting", "body", "held" },
    { "resolution", "body", "passed" }, { "term", "body", "since" },
};

static const struct act *act_find(const struct kind *k)
{
    for (size_t i = 0; i < LEN(acts); i++)
        if (str_same(str_of(acts[i].kind), str_of(k->name)) &&
            kind_field(k, S("bylaw")))
            return &acts[i];
    return NULL;
}

bool law_fills(const struct kind *k)
{
    return act_find(k) != NULL;
}

static void *field_in(const struct kind *k, void *record, const char *name)
{
    return (char *)record + kind_field(k, str_of(name))->at;
}

static struct id one_id(struct rows *r)
{
    struct id id = db_next(r) ? db_id(r, 0) : ID_NONE;

    db_done(r);
    return id;
}

struct id law_on(struct rq *rq, struct id body, day on)
{
    struct rows r;

    if (id_none(body) || on == DAY_NONE)
        return ID_NONE;
    r = db_rows(rq->db, SQL_WEB_LAW_ON);
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, on);
    return one_id(&r);
}

static struct id template_on(struct rq *rq, int64_t nature, day on)
{
    struct rows r;

    if (nature < 0 || on == DAY_NONE)
        return ID_NONE;
    r = db_rows(rq->db, SQL_WEB_LAW_TEMPLATE);
    db_bind_int(&r, 1, nature);
    db_bind_int(&r, 2, on);
    return one_id(&r);
}

void law_cite(struct rq *rq, const struct kind *k, void *record)
{
    const struct act *a = act_find(k);
    struct id *law = a ? field_in(k, record, "bylaw") : NULL;

    if (law && id_none(*law))
        *law = law_on(rq, *(struct id *)field_in(k, record, a->body),
                      *(day *)field_in(k, record, a->on));
}

void law_cite_new(struct rq *rq, const struct kind *k, void *record,
                  int64_t nature)
{
    const struct act *a = act_find(k);
    struct id *law = a ? field_in(k, record, "bylaw") : NULL;

    if (law && id_none(*law))
        *law = template_on(rq, nature, *(day *)field_in(k, record, a->on));
}

const char *law_name(struct rq *rq, struct id bylaw)
{
    struct rows r;
    struct buf b = buf_start(rq->arena);

    if (id_none(bylaw))
        return "";
    r = db_rows(rq->db, SQL_WEB_LAW_ONE);
    db_bind_id(&r, 1, bylaw);
    if (db_next(&r)) {
        if (db_str(&r, 0).n) {
            buf_add(&b, db_str(&r, 0));
            buf_char(&b, ' ');
        }
        buf_fmt(&b, "%s %s", word(rq, "field.version"),
                number_text(rq, db_int(&r, 1), 0));
        if (!db_null(&r, 2))
            buf_fmt(&b, " · %s", day_text(rq, (day)db_int(&r, 2)));
    }
    db_done(&r);
    return zstr(rq, buf_str(&b));
}

void law_cited(struct rq *rq, struct id bylaw)
{
    const char *name = law_name(rq, bylaw);

    if (*name)
        html(rq, " <small>%s: <a href=\"/entry/%s\"><bdi>%s</bdi></a></small>",
             word(rq, "field.bylaw"), id_text(rq, bylaw), name);
}
