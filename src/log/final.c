/* final - what no fix restates: a record that said its last word, and one that
 * names whoever would restate it. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

bool final_says(const struct kind *k, const void *record)
{
    struct str rest = str_of(k->final ? k->final : "");
    const struct field *f = kind_field(k, str_cut(&rest, '='));

    return f && f->type == FIELD_CHOICE &&
           *(const int32_t *)(const void *)((const char *)record + f->at) ==
               choice_find(f->of, rest);
}

/* What the entry or the fix that is answered says of the record; NULL when it
 * withdraws it, or is not here. */
static struct str said_by(struct keeper *k, struct id answered)
{
    const struct kind *fix = kind_find(S("fix"));
    const struct field *body = kind_field(fix, S("body"));
    struct findings none = findings_start(&k->batch);
    struct entry e;
    void *record;
    size_t at;

    if (!entry_standing(k, answered, &e))
        return S("");
    if (!str_same(e.kind, S("fix")))
        return e.body;
    record = arena_take(&k->batch, fix->bytes);
    record_read(fix, json_read(e.body, &k->batch, &at), &k->batch, record,
                &none);
    return *(const struct str *)(const void *)((const char *)record + body->at);
}

/* Only what it answers itself decides, not what else answers that: so it is the
 * same in whichever order they come. */
static bool ended(struct keeper *k, const struct kind *of, struct id answered)
{
    struct findings none = findings_start(&k->batch);
    struct str said = said_by(k, answered);
    const struct json *j;
    void *record;
    size_t at;

    j = said.n ? json_read(said, &k->batch, &at) : NULL;
    if (!j || j->type != JSON_OBJECT)
        return false;
    record = arena_take(&k->batch, of->bytes);
    record_read(of, j, &k->batch, record, &none);
    return final_says(of, record);
}

static const struct kind *kind_answered(struct keeper *k, const void *record,
                                        struct id *root)
{
    struct entry e;

    *root = ref_of(kind_find(S("fix")), record, "answers");
    if (!id_none(*root))
        *root = fix_root(k, *root);
    return !id_none(*root) && entry_standing(k, *root, &e) ? kind_find(e.kind) :
                                                             NULL;
}

void final_judge(struct keeper *k, const struct kind *kind, const void *record,
                 struct findings *f)
{
    const struct kind *of;
    struct id root;

    if (strcmp(kind->name, "fix") != 0)
        return;
    of = kind_answered(k, record, &root);
    if (of && of->final && ended(k, of, ref_of(kind, record, "answers")))
        tell(f, STOP, "fix.final", "answers");
}

void named_judge(struct keeper *k, const struct kind *kind, const void *record,
                 struct str author, struct findings *f)
{
    const struct kind *of;
    struct id root;
    struct rows r;

    if (strcmp(kind->name, "fix") != 0)
        return;
    of = kind_answered(k, record, &root);
    if (!of || !of->bars)
        return;
    r = db_rows(k->db, SQL_LOG_BARRED);
    db_bind_id(&r, 1, root);
    db_bind_text(&r, 2, author);
    if (db_next(&r))
        tell(f, STOP, "fix.by_named", "answers");
    db_done(&r);
}
