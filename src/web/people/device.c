/* device - what one device brought here, the newest first: the audit page of a
 * phone, of an office, of the site itself. */
#include "web.sql.h"
#include "web/web.h"

enum { ENTRIES = 100 };

struct device_told {
    struct id id;
    struct str name, holder;
    int64_t known; /* entries of its chain here, from the first on */
    int64_t last;  /* INT_NONE: trusted without an end */
    bool forked;
};

static bool device_find(struct rq *rq, struct device_told *d)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DEVICE_TOLD);
    bool found;

    db_bind_id(&r, 1, d->id);
    found = db_next(&r);
    if (found) {
        d->name = arena_str(rq->arena, db_str(&r, 0));
        d->holder = arena_str(rq->arena, db_str(&r, 1));
        d->last = db_null(&r, 2) ? INT_NONE : db_int(&r, 2);
        d->known = db_null(&r, 3) ? 0 : db_int(&r, 3);
        d->forked = db_int(&r, 4) == 1;
    }
    db_done(&r);
    return found;
}

static struct rows entries_from(struct rq *rq, const struct device_told *d,
                                int64_t upto)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DEVICE_ENTRIES);

    db_bind_id(&r, 1, d->id);
    db_bind_int(&r, 2, upto);
    db_bind_int(&r, 3, ENTRIES);
    return r;
}

static void entry_row(struct rq *rq, struct rows *r)
{
    html(rq,
         "<tr><td class=\"n\">%s</td><th scope=\"row\"><a "
         "href=\"/entry/%s\">%s</a></th><td><bdi>%s</bdi></td><td>%s</td>"
         "<td>%s</td></tr>",
         number_text(rq, db_int(r, 1), 0), id_text(rq, db_id(r, 0)),
         word_of(rq, "kind", db_str(r, 2)), zstr(rq, db_str(r, 3)),
         time_text(rq, db_int(r, 4)),
         db_null(r, 5) ? "" : word_of(rq, "waits", db_str(r, 5)));
}

static void device_json(struct rq *rq, const struct device_told *d,
                        struct rows *r)
{
    const char *comma = "";

    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"covered\":%lld,\"entries\":[", (long long)d->known);
    while (db_next(r)) {
        buf_fmt(&rq->body, "%s{\"at\":%lld,\"author\":", comma,
                (long long)db_int(r, 4));
        buf_json(&rq->body, db_str(r, 3));
        buf_fmt(&rq->body,
                ",\"id\":\"%s\",\"kind\":", id_text(rq, db_id(r, 0)));
        buf_json(&rq->body, db_str(r, 2));
        buf_fmt(&rq->body, ",\"seq\":%lld", (long long)db_int(r, 1));
        if (!db_null(r, 5)) {
            buf_z(&rq->body, ",\"waits\":");
            buf_json(&rq->body, db_str(r, 5));
        }
        buf_char(&rq->body, '}');
        comma = ",";
    }
    buf_fmt(&rq->body, "],\"ended\":%s,\"forked\":%s,\"holder\":",
            d->last == INT_NONE ? "false" : "true",
            d->forked ? "true" : "false");
    buf_json(&rq->body, d->holder);
    buf_z(&rq->body, ",\"name\":");
    buf_json(&rq->body, d->name);
    buf_z(&rq->body, "}\n");
}

static void device_draw(struct rq *rq, const struct device_told *d,
                        struct rows *r)
{
    int64_t oldest = 0;

    frame_open(rq, zstr(rq, d->name));
    html(rq,
         "<p class=\"lead\">%s <bdi>%s</bdi> · %s %s · %s</p>"
         "<p class=\"tools\"><a class=\"button\" href=\"/entry/%s\">%s</a> "
         "<a class=\"button\" href=\"/devices\">%s</a></p>",
         word(rq, "field.holder"), zstr(rq, d->holder),
         word(rq, "devices.covered"), number_text(rq, d->known, 0),
         word(rq, d->forked           ? "devices.forked" :
                  d->last == INT_NONE ? "devices.open" :
                                        "devices.ended"),
         id_text(rq, d->id), word(rq, "devices.let_in"),
         word(rq, "nav.devices"));
    listing_open(rq, "n:field.number devices.brought entry.author entry.signed "
                     "devices.waits");
    while (db_next(r)) {
        entry_row(rq, r);
        oldest = db_int(r, 1);
    }
    listing_close(rq);
    if (!oldest)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    if (oldest > 1)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/device/%s?upto=%lld\">%s</a></p>",
             id_text(rq, d->id), (long long)(oldest - 1),
             word(rq, "devices.older"));
    frame_close(rq);
}

/* What a device brought: each entry of its chain with its place there, whose it
 * is, when it was signed, and why it does not count yet. ?upto=N begins at
 * entry N. Contents are for who may open the entry. */
PAGE(device, GET, "/device/*", RIGHT_SEE_LOG)
{
    struct device_told d = { .last = INT_NONE };
    int64_t upto;
    struct rows r;

    if (!rq_id(rq, 0, &d.id) || !device_find(rq, &d)) {
        not_here(rq);
        return;
    }
    if (!int_read(rq_arg(rq, "upto"), &upto) || upto < 1)
        upto = INT64_MAX;
    r = entries_from(rq, &d, upto);
    if (rq->json)
        device_json(rq, &d, &r);
    else
        device_draw(rq, &d, &r);
    db_done(&r);
}
