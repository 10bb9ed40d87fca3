/* limit - what only a form or an import may refuse: asked of drafts, never of
 * what was signed elsewhere.
 *
 * x_limit is asked of a draft as the world stands. x_bound is asked of a fix
 * that restates as well: what may not be said of a thing may not be restated.
 * An argument "rows_field" asks the statement once for each row; "row" is then
 * its number. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

enum { FIXES_DEEP = 64 }; /* fixes answer fixes; nobody answers so deep */

static void rows_read(struct rows *r, const struct kind *kind, struct arena *a,
                      struct facts *facts, size_t *room)
{
    uint32_t each = kind->fact.bytes;

    while (db_next(r)) {
        facts->at = arena_more(a, facts->at, facts->n, room, each);
        columns_read(r, &kind->fact, a, (char *)facts->at + facts->n++ * each);
    }
}

static bool args_say(int sql, struct str name)
{
    struct str rest = str_of(db_named_get(sql)->args);

    while (rest.n)
        if (str_same(str_cut(&rest, ','), name))
            return true;
    return false;
}

static void limit_ask(struct db *db, int sql, const struct kind *kind,
                      const void *record, struct id entry, day today,
                      struct findings *f)
{
    bool each = args_say(sql, S("row")), more = true;
    struct facts facts = { 0 };
    size_t room = 0;

    for (int64_t row = 0; more; row++) {
        struct rows r = db_rows(db, sql);

        more = arguments_bind(&r, sql, kind, record, entry, today, row);
        if (more)
            rows_read(&r, kind, f->arena, &facts, &room);
        db_done(&r);
        more &= each;
    }
    kind->limit(facts.at, facts.n, f);
}

/* The kind of the thing that an entry is, or answers: *id is the thing's. */
static const struct kind *thing_answered(struct db *db, struct id *id)
{
    for (int deep = 0; deep < FIXES_DEEP; deep++) {
        struct rows r = db_rows(db, SQL_ENTRY_KIND);
        const struct kind *k = NULL;
        struct id answers = ID_NONE;

        db_bind_id(&r, 1, *id);
        if (db_next(&r)) {
            k = kind_find(db_str(&r, 0));
            answers = db_id(&r, 1);
        }
        db_done(&r);
        if (!k || strcmp(k->name, "fix") != 0)
            return k;
        *id = answers;
    }
    return NULL;
}

static void fix_judge(struct db *db, const struct kind *fix, const void *record,
                      day today, struct findings *f)
{
    const char *at = record;
    struct id id = *(
        const struct id *)(const void *)(at +
                                         kind_field(fix, S("answers"))->at);
    struct str body = *(
        const struct str *)(const void *)(at + kind_field(fix, S("body"))->at);
    const struct kind *k = body.n ? thing_answered(db, &id) : NULL;
    int sql = k && k->limit ? db_named_find(k->name, "_bound") : -1;
    struct findings read = findings_start(f->arena);
    const struct json *j;
    void *as;
    size_t end;

    if (sql < 0)
        return;
    j = json_read(body, f->arena, &end);
    if (!j || j->type != JSON_OBJECT)
        return;
    as = arena_take(f->arena, k->bytes);
    record_blank(k->field, k->fields, as);
    record_read(k, j, f->arena, as, &read);
    limit_ask(db, sql, k, as, id, today, f);
}

void limit_judge(struct db *db, const struct kind *kind, const void *record,
                 struct id entry, day today, struct findings *f)
{
    int sql = kind->limit ? db_named_find(kind->name, "_limit") : -1;

    if (kind->limit && sql < 0)
        sql = db_named_find(kind->name, "_bound");
    if (sql >= 0)
        limit_ask(db, sql, kind, record, entry, today, f);
    else if (!strcmp(kind->name, "fix"))
        fix_judge(db, kind, record, today, f);
}
