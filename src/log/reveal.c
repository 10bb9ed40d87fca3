/* reveal - CNIC and phone of somebody, told together with the entry that says
 * who read them and why, or not at all. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

static const struct kind *kind_said(struct db *db, struct id about)
{
    struct rows r = db_rows(db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, about);
    if (db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    return k;
}

static struct id about_of(struct str body, struct arena *a)
{
    struct id id = ID_NONE;
    size_t at;
    const struct json *j = json_read(body, a, &at);

    j = json_member(j, "about");
    if (!j || j->type != JSON_TEXT || !id_read(j->raw, &id))
        return ID_NONE;
    return id;
}

/* First the texts, then the entry: what cannot be told is not logged either. */
void *keeper_reveal(struct keeper *k, const struct draft *d,
                    const struct kind *kind, struct arena *a,
                    struct outcome *out)
{
    struct id about = about_of(d->body, a);
    void *record = arena_take(a, kind->bytes);
    struct draft strict = *d;

    out->kept = KEPT_REFUSED;
    out->id = ID_NONE;
    out->found = findings_start(a);
    if (!str_same(d->kind, S("reveal")) || id_none(about) ||
        kind_said(k->db, about) != kind || kind->hushed ||
        !row_find(k->db, kind, about, a, record) ||
        !row_secrets(k->db, k->host, kind, a, record)) {
        tell(&out->found, STOP, "reveal.not_here", "about");
        return NULL;
    }
    strict.strict = true;
    out->kept = keeper_draft(k, &strict, &out->found, &out->id);
    return out->kept == KEPT ? record : NULL;
}
