/* entry - one signed fact: what it says, who stands for it, what was found,
 * what answered it, and the bytes themselves. */
#include <string.h>

#include "log.sql.h"
#include "reversal.sql.h"
#include "slip.sql.h"
#include "web.sql.h"
#include "web/web.h"

struct shown {
    struct seen seen;
    const struct kind *kind;
    void *record; /* as signed; NULL when it does not read */
    struct str device, holder;
    int64_t stamp;  /* seq of the stamp that covers it; 0: none */
    bool reference; /* ships with the program, needs no stamp */
};

static void *record_of(struct rq *rq, const struct kind *k, struct str body)
{
    struct findings f = findings_start(rq->arena);
    size_t at;
    const struct json *j = json_read(body, rq->arena, &at);
    void *record;

    if (!k || !j || j->type != JSON_OBJECT)
        return NULL;
    record = arena_take(rq->arena, k->bytes);
    record_read(k, j, rq->arena, record, &f);
    return record;
}

static void device_read(struct rq *rq, struct shown *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DEVICE);

    db_bind_id(&r, 1, s->seen.entry.device);
    if (db_next(&r)) {
        s->device = arena_str(rq->arena, db_str(&r, 0));
        s->holder = arena_str(rq->arena, db_str(&r, 1));
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_STAMP_COVERING);
    db_bind_id(&r, 1, s->seen.entry.device);
    db_bind_int(&r, 2, s->seen.entry.seq);
    if (db_next(&r))
        s->stamp = db_int(&r, 0);
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_ROOT);
    db_bind_id(&r, 1, s->seen.entry.device);
    if (db_next(&r))
        s->reference = !db_null(&r, 1) && s->stamp == 0;
    db_done(&r);
}

static bool shown_read(struct rq *rq, struct id id, struct shown *s)
{
    *s = (struct shown){ .stamp = 0 };
    if (!log_see(rq->db, id, rq->arena, &s->seen))
        return false;
    s->kind = kind_find(s->seen.entry.kind);
    s->record = record_of(rq, s->kind, s->seen.entry.body);
    device_read(rq, s);
    return true;
}

static struct findings findings_of(struct rq *rq, struct id id)
{
    struct findings f = findings_start(rq->arena);
    struct rows r = db_rows(rq->db, SQL_FINDING_OF);

    db_bind_id(&r, 1, id);
    while (db_next(&r))
        tell_ab(&f, db_int(&r, 3) ? STOP : WARN, zstr(rq, db_str(&r, 2)),
                zstr(rq, db_str(&r, 4)), db_int(&r, 5), db_int(&r, 6));
    return f;
}

/* ---- the stamp's verdict ------------------------------------------------*/

static void verdict(struct rq *rq, const struct shown *s)
{
    const char *device = s->device.n ? zstr(rq, s->device) :
                                       id_text(rq, s->seen.entry.device);
    struct buf n = buf_start(rq->arena);

    buf_int(&n, s->stamp);
    if (s->reference)
        html(rq, "<p class=\"note good\">%s</p>",
             word_with(rq, "entry.reference", device, ""));
    else if (s->seen.covered)
        html(rq, "<p class=\"note good\">%s</p>",
             word_with(rq, "entry.covered", zstr(rq, buf_str(&n)), device));
    else
        html(rq, "<p class=\"note stop\">%s</p>",
             word_with(rq, "entry.uncovered", device, ""));
    if (s->seen.waits.n)
        html(rq, "<p class=\"note warn\">%s</p>",
             word_of(rq, "waits", s->seen.waits));
    else if (!s->seen.counts)
        html(rq, "<p class=\"note stop\">%s</p>",
             word(rq, "entry.does_not_count"));
}

static void origin(struct rq *rq, const struct shown *s)
{
    const struct entry *e = &s->seen.entry;

    html(rq, "<dl class=\"fields\"><dt>%s</dt><dd><bdi>%s</bdi></dd>",
         word(rq, "entry.author"), zstr(rq, e->author));
    if (e->took.n)
        html(rq, "<dt>%s</dt><dd><bdi>%s</bdi></dd>", word(rq, "entry.took"),
             zstr(rq, e->took));
    html(rq, "<dt>%s</dt><dd>%s</dd><dt>%s</dt><dd>", word(rq, "entry.signed"),
         time_text(rq, e->at), word(rq, "entry.device"));
    if (rq_sees_kind(rq, kind_find(S("device"))))
        html(rq, "<a href=\"/entry/%s\"><bdi>%s</bdi></a>",
             id_text(rq, e->device),
             s->device.n ? zstr(rq, s->device) : id_text(rq, e->device));
    else
        html(rq, "<bdi>%s</bdi>",
             s->device.n ? zstr(rq, s->device) : id_text(rq, e->device));
    html(rq, " <small>%s %lld</small></dd>", word(rq, "entry.seq"),
         (long long)e->seq);
    html(rq, "</dl>");
}

/* ---- what answered it ---------------------------------------------------*/

/* The fields that a fix changes, before and after. */
static void changes(struct rq *rq, const struct kind *k, const void *before,
                    const void *after)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><thead><tr><td></td>"
         "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>"
         "<tbody>",
         word(rq, "fix.before"), word(rq, "fix.after"));
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        const struct kind one = { .field = f, .fields = 1 };

        if (str_same(record_body(&one, before, rq->arena),
                     record_body(&one, after, rq->arena)))
            continue;
        html(rq, "<tr><th scope=\"row\">%s</th><td><del>", field_word(rq, f));
        if (f->type == FIELD_ROWS)
            html(rq, "%zu",
                 ((const struct list *)(const void *)((const char *)before +
                                                      f->at))
                     ->n);
        field_draw(rq, f, k->field, k->fields, before);
        html(rq, "</del></td><td><ins>");
        if (f->type == FIELD_ROWS)
            html(rq, "%zu",
                 ((const struct list *)(const void *)((const char *)after +
                                                      f->at))
                     ->n);
        field_draw(rq, f, k->field, k->fields, after);
        html(rq, "</ins></td></tr>");
    }
    html(rq, "</tbody></table></div>");
}

struct answer {
    struct id entry;
    struct str why, author, body;
    bool withdraw, counts;
    int64_t at;
};

/* All that answer `id`; the one that is followed stands first. */
static size_t answers_of(struct rq *rq, struct id id, struct answer *out,
                         size_t most)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FIXES);
    size_t n = 0;

    db_bind_id(&r, 1, id);
    db_bind_id(&r, 2, reference_device());
    while (n < most && db_next(&r))
        out[n++] = (struct answer){ .entry = db_id(&r, 0),
                                    .why = arena_str(rq->arena, db_str(&r, 1)),
                                    .withdraw = db_int(&r, 2) != 0,
                                    .body = arena_str(rq->arena, db_str(&r, 3)),
                                    .counts = db_int(&r, 4) == 1,
                                    .author = arena_str(rq->arena,
                                                        db_str(&r, 5)),
                                    .at = db_int(&r, 6) };
    db_done(&r);
    return n;
}

static void answer_draw(struct rq *rq, const struct shown *s,
                        const struct answer *a, const void **before)
{
    void *after;

    html(rq,
         "<li><a href=\"/entry/%s\">%s</a> <small><bdi>%s</bdi> · %s"
         "</small><p><q>%s</q></p>",
         id_text(rq, a->entry),
         word(rq, a->withdraw ? "fix.withdrawn" : "fix.restated"),
         zstr(rq, a->author), time_text(rq, a->at), zstr(rq, a->why));
    after = a->body.n ? record_of(rq, s->kind, a->body) : NULL;
    if (after && *before)
        changes(rq, s->kind, *before, after);
    if (after)
        *before = after;
    html(rq, "</li>");
}

static void fixes(struct rq *rq, const struct shown *s)
{
    const void *before = s->record;
    struct id at = s->seen.entry.id;
    struct answer a[20];
    size_t n = answers_of(rq, at, a, LEN(a));

    if (!n)
        return;
    html(rq, "<section class=\"card\"><h2>%s</h2><ol>",
         word(rq, "entry.fixes"));
    for (int deep = 0; n && deep < 50; deep++) {
        for (size_t i = n; i-- > 1;)
            answer_draw(rq, s, &a[i], &(const void *){ before });
        answer_draw(rq, s, &a[0], &before);
        at = a[0].entry;
        n = answers_of(rq, at, a, LEN(a));
    }
    html(rq, "</ol></section>");
}

/* What a fix answers, so that one finds the way back. */
static void answered(struct rq *rq, const struct shown *s)
{
    const struct field *f = s->kind ? kind_field(s->kind, S("answers")) : NULL;

    if (f && s->record && !field_none(f, s->record))
        html(rq, "<p><a href=\"/entry/%s\">%s</a></p>",
             id_text(rq, *(const struct id *)(const void *)((const char *)
                                                                s->record +
                                                            f->at)),
             word(rq, "entry.answers"));
}

/* ---- postings, bytes ----------------------------------------------------*/

static void adds(struct rq *rq, const struct shown *s)
{
    struct rows r;
    bool any = false;

    if (!s->kind || !s->kind->posts || !s->record)
        return;
    r = db_rows(rq->db, SQL_WEB_POSTINGS_OF_ENTRY);
    db_bind_id(&r, 1, s->seen.entry.id);
    db_bind_id(&r, 2, record_thing(s->kind, s->record, s->seen.entry.id));
    while (db_next(&r)) {
        struct gauge g = { .name = zstr(rq, db_str(&r, 0)) };

        if (!any)
            html(rq,
                 "<details class=\"card\"><summary>%s</summary><div "
                 "class=\"box\" tabindex=\"0\"><table><tbody>",
                 word(rq, "entry.adds"));
        any = true;
        gauge_find(rq, db_str(&r, 0), &g);
        html(rq,
             "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"n\">%s"
             "</td></tr>",
             g.name, month_text(rq, (month)db_int(&r, 1)),
             number_all(rq, db_int(&r, 4), g.scale));
    }
    if (any)
        html(rq, "</tbody></table></div></details>");
}

static void bytes(struct rq *rq, const struct shown *s)
{
    const struct entry *e = &s->seen.entry;
    struct buf hash = buf_start(rq->arena), prev = buf_start(rq->arena);

    hash_put(&hash, e->hash);
    hash_put(&prev, e->prev);
    html(rq,
         "<details class=\"card\" open><summary>%s</summary><dl "
         "class=\"fields\"><dt>%s</dt><dd><code>%s</code></dd><dt>%s</dt><dd>"
         "<code>%s</code></dd><dt>%s</dt><dd><code>%s</code></dd></dl>",
         word(rq, "entry.bytes"), word(rq, "entry.id"), id_text(rq, e->id),
         word(rq, "entry.hash"), zstr(rq, buf_str(&hash)),
         word(rq, "entry.prev"), zstr(rq, buf_str(&prev)));
    html(rq, "<pre dir=\"ltr\" tabindex=\"0\">%s</pre></details>",
         zstr(rq, e->bytes));
}

static void entry_json(struct rq *rq, const struct shown *s)
{
    struct findings f = findings_of(rq, s->seen.entry.id);
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"arrival\":%lld,\"counts\":%s,\"covered\":%s,\"device\":",
            (long long)s->seen.arrival, s->seen.counts ? "true" : "false",
            s->seen.covered ? "true" : "false");
    buf_json(b, s->device);
    buf_z(b, ",\"entry\":");
    buf_add(b, s->seen.entry.bytes);
    buf_z(b, ",\"findings\":");
    findings_json(rq, &f);
    buf_z(b, ",\"hash\":\"");
    hash_put(b, s->seen.entry.hash);
    buf_fmt(b, "\",\"stamp\":%lld,\"waits\":", (long long)s->stamp);
    buf_json(b, s->seen.waits);
    buf_z(b, "}\n");
}

/* Has it said its last word, as it stands? */
static bool is_final(struct rq *rq, const struct kind *k, struct id id)
{
    void *record;

    if (!k->final)
        return false;
    record = arena_take(rq->arena, k->bytes);
    record_blank(k->field, k->fields, record);
    return row_find(rq->db, k, id, rq->arena, record) && final_says(k, record);
}

static void tools(struct rq *rq, const struct shown *s)
{
    if (!s->kind || !strcmp(s->kind->name, "fix") ||
        !rq_writes_it(rq, s->kind, s->seen.entry.id) ||
        is_final(rq, s->kind, s->seen.entry.id))
        return;
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/edit/%s/%s\">%s"
         "</a></p>",
         s->kind->name, id_text(rq, s->seen.entry.id), word(rq, "entry.edit"));
}

/* What moved money has a slip to hand over. */
static void slip_link(struct rq *rq, struct id entry)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SLIP_ANY);
    bool booked;

    db_bind_id(&r, 1, entry);
    booked = db_next(&r);
    db_done(&r);
    if (booked && rq_may(rq, RIGHT_REGISTER))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/slip/%s\">%s</a>"
             "</p>",
             id_text(rq, entry), word(rq, "slip.title"));
}

/* Money is taken back by a second person: never by who signed it, once. */
static void reversal_link(struct rq *rq, const struct shown *s)
{
    const struct kind *k = kind_find(S("reversal"));
    struct rows r;
    struct id by = ID_NONE;

    if (!s->kind || !s->kind->posted || s->kind == k || !s->seen.counts)
        return;
    r = db_rows(rq->db, SQL_REVERSAL_OF);
    db_bind_id(&r, 1, s->seen.entry.id);
    if (db_next(&r))
        by = db_id(&r, 0);
    db_done(&r);
    if (!id_none(by))
        html(rq, "<p class=\"note warn\">%s <a href=\"/entry/%s\">%s</a></p>",
             word(rq, "entry.taken_back"), id_text(rq, by),
             thing_name(rq, k, by));
    else if (!str_same(s->seen.entry.author, rq->who.login) &&
             rq_writes_it(rq, s->kind, s->seen.entry.id) && rq_writes(rq, k))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/new/reversal?reverses=%s\">%s</a></p>",
             id_text(rq, s->seen.entry.id), word(rq, "entry.take_back"));
}

static bool keeps_here(struct rq *rq, const struct kind *k, struct id id)
{
    struct scope scope = thing_scope(rq, k, id);

    return strcmp(k->name, "attachment") != 0 &&
           rq_may_in(rq, RIGHT_KEEP, &scope);
}

/* One entry: its fields in words, who signed it and when, what was found, what
 * answered it later, and the signed bytes with their hash. What lies beyond
 * the asker's grants is not there. */
PAGE(entry, GET, "/entry/*", RIGHT_SEE)
{
    struct findings f;
    struct shown s;
    struct id id;

    if (!rq_id(rq, 0, &id) || !rq_sees_entry(rq, id) ||
        !shown_read(rq, id, &s)) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        entry_json(rq, &s);
        return;
    }
    frame_open(rq,
               s.kind ? kind_word(rq, s.kind) : zstr(rq, s.seen.entry.kind));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "entry.kept"));
    verdict(rq, &s);
    f = findings_of(rq, id);
    for (size_t i = 0; i < f.n; i++)
        finding_draw(rq, &f.at[i]);
    answered(rq, &s);
    html(rq, "<section class=\"card\">");
    if (s.record && kind_sealed(s.kind) && rq_names(rq, s.kind, id)) {
        row_names(rq->db, s.kind, id, rq->arena, s.record);
        row_masks(rq->db, s.kind, id, rq->arena, s.record);
    }
    if (s.record)
        record_draw(rq, s.kind, s.record);
    tools(rq, &s);
    slip_link(rq, id);
    reversal_link(rq, &s);
    html(rq, "</section><section class=\"card\"><h2>%s</h2>",
         word(rq, "entry.origin"));
    origin(rq, &s);
    html(rq, "</section>");
    attachments_draw(rq, id, s.kind && keeps_here(rq, s.kind, id));
    fixes(rq, &s);
    checks_draw(rq, s.kind, id, entry_day(&s.seen.entry));
    adds(rq, &s);
    bytes(rq, &s);
    frame_close(rq);
}
