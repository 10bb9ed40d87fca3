/* ahead - what a batch will ask, asked at once of a far database.
 *
 * A thousand drafts of one kind ask a thousand times whether their id is new,
 * whether what they name is here, what their rule may know. Asked one by one,
 * each is a trip; asked ahead they are a few. Only for answers that nothing in
 * the batch can change: a draft that names another of its group waits. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

static void id_ahead(struct keeper *k, struct map *asked, struct id id)
{
    bool fresh;
    struct rows r;

    if (id_none(id) || map_find(&k->known, id.b))
        return;
    map_at(asked, id.b, &fresh);
    if (!fresh)
        return;
    r = db_rows(k->db, SQL_ENTRY_BY_ID);
    db_bind_blob(&r, 1, id.b, sizeof id.b);
    db_ahead(&r);
}

struct naming_of {
    struct keeper *k;
    struct map *asked, *group;
    bool inside; /* names another draft of the group */
};

static void fields_ahead(struct naming_of *n, const struct field *f, int fields,
                         const void *record)
{
    for (int i = 0; i < fields; i++) {
        const void *at = (const char *)record + f[i].at;
        const struct list *list = at;
        struct id id = ID_NONE;

        if (f[i].type == FIELD_REF)
            id = *(const struct id *)at;
        else if (f[i].type == FIELD_CODE && ((const struct str *)at)->n)
            id = id_named(str_of(f[i].of), *(const struct str *)at);
        for (size_t j = 0; f[i].type == FIELD_ROWS && j < list->n; j++)
            fields_ahead(n, f[i].child, f[i].children,
                         (const char *)list->at + j * f[i].child_bytes);
        if (map_find(n->group, id.b))
            n->inside = true;
        else
            id_ahead(n->k, n->asked, id);
    }
}

static void draft_ahead(struct keeper *k, const struct draft *d,
                        const struct kind *kind, struct map *asked,
                        struct map *group)
{
    struct naming_of n = { k, asked, group, false };
    struct findings none = findings_start(&k->batch);
    struct entry now = { .at = k->host->now(k->host->self) };
    const struct json *body;
    void *record;
    size_t at;

    id_ahead(k, asked, d->id);
    body = json_read(d->body, &k->batch, &at);
    if (!body || body->type != JSON_OBJECT)
        return;
    record = arena_take(&k->batch, kind->bytes);
    record_read(kind, body, &k->batch, record, &none);
    fields_ahead(&n, kind->field, kind->fields, record);
    if (!n.inside)
        view_ahead(k->db, keeper_manner(k, kind), kind, record, d->id,
                   entry_day(&now));
}

/* How many of these are of one kind. */
size_t drafts_alike(const struct draft *d, size_t n)
{
    size_t i = 1;

    while (i < n && str_same(d[i].kind, d[0].kind))
        i++;
    return i;
}

void drafts_ahead(struct keeper *k, const struct draft *d, size_t n)
{
    const struct kind *kind = kind_find(d->kind);
    struct map asked, group;
    bool fresh;

    if (n < 4 || !kind || !db_is_far(k->db))
        return;
    db_ahead_end(k->db);
    asked = map_of(sizeof(struct id), 0);
    group = map_of(sizeof(struct id), 0);
    for (size_t i = 0; i < n; i++)
        if (!id_none(d[i].id))
            map_at(&group, d[i].id.b, &fresh);
    for (size_t i = 0; i < n; i++) {
        struct arena_mark m = arena_mark(&k->batch);

        draft_ahead(k, &d[i], kind, &asked, &group);
        arena_back(&k->batch, m);
    }
    map_free(&asked);
    map_free(&group);
}
