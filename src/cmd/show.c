/* show - one record with all that is known of it: what it says, where it came
 * from, what answered it, what it counts for. */
#include <stdio.h>
#include <string.h>

#include "cmd.sql.h"
#include "cmd/cmd.h"
#include "log.sql.h"

#define PAKISTAN_SECONDS (5 * 3600)
enum { DEEP = 100 }; /* fixes of fixes that are shown */

struct showing {
    struct cmd *cmd;
    struct db *db;
    struct buf out;
    bool json;
};

static void line(struct showing *s, const char *key, struct str value)
{
    struct str word = say(s->cmd->lang, key);
    size_t wide = 0, at = 0;

    while (at < word.n) {
        utf8_next(word, &at);
        wide++;
    }
    buf_z(&s->out, "  ");
    buf_add(&s->out, word);
    for (; wide < 12; wide++)
        buf_char(&s->out, ' ');
    buf_char(&s->out, ' ');
    buf_add(&s->out, value);
    buf_char(&s->out, '\n');
}

static void heading(struct showing *s, const char *key)
{
    buf_char(&s->out, '\n');
    buf_add(&s->out, say(s->cmd->lang, key));
    buf_char(&s->out, '\n');
}

static struct str hex_of(struct showing *s, struct id id)
{
    struct buf b = buf_start(&s->cmd->arena);

    id_put(&b, id);
    return buf_str(&b);
}

static void two(struct buf *b, int64_t n)
{
    if (n < 10)
        buf_char(b, '0');
    buf_int(b, n);
}

/* "2014-12-31 15:04 +05:00": the day as the entry counts it. */
static struct str time_of(struct showing *s, const struct entry *e)
{
    int64_t sec = (e->at + PAKISTAN_SECONDS) % 86400;
    struct buf b = buf_start(&s->cmd->arena);

    if (sec < 0)
        sec += 86400;
    day_put(&b, entry_day(e));
    buf_char(&b, ' ');
    two(&b, sec / 3600);
    buf_char(&b, ':');
    two(&b, sec / 60 % 60);
    buf_z(&b, " +05:00");
    return buf_str(&b);
}

/* ---- what it says -------------------------------------------------------*/

static void field_show(struct showing *s, struct buf *b, const struct field *f,
                       const void *record)
{
    const void *at = (const char *)record + f->at;

    if (f->type == FIELD_REF) {
        struct id id = *(const struct id *)at;
        struct str text = ref_text(s->db, id, f->of, &s->cmd->arena);

        buf_add(b, text);
        if (!str_same(text, hex_of(s, id))) {
            buf_z(b, "  ");
            id_put(b, id);
        }
    } else {
        field_print(f, record, b);
    }
}

static void rows_show(struct showing *s, const struct field *f,
                      const struct list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *row = (const char *)list->at + i * f->child_bytes;
        struct buf b = buf_start(&s->cmd->arena);

        for (int j = 0; j < f->children; j++) {
            if (field_none(&f->child[j], row))
                continue;
            if (b.n)
                buf_z(&b, "  ");
            field_show(s, &b, &f->child[j], row);
        }
        line(s, f->name, buf_str(&b));
    }
}

static void record_show(struct showing *s, const struct kind *k,
                        const void *record)
{
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        struct buf b = buf_start(&s->cmd->arena);

        if (field_none(f, record))
            continue;
        if (f->type == FIELD_ROWS) {
            rows_show(s, f, (const void *)((const char *)record + f->at));
            continue;
        }
        field_show(s, &b, f, record);
        line(s, f->name, buf_str(&b));
    }
}

/* ---- where it came from -------------------------------------------------*/

static struct str verdict(struct showing *s, const struct seen *seen)
{
    struct buf key = buf_start(&s->cmd->arena);

    if (!seen->waits.n)
        return say(s->cmd->lang,
                   seen->counts ? "cmd.show.counts" : "cmd.show.stopped");
    buf_z(&key, "cmd.show.waits.");
    buf_add(&key, seen->waits);
    return say_str(s->cmd->lang, buf_str(&key));
}

static void entry_show(struct showing *s, const struct seen *seen)
{
    const struct entry *e = &seen->entry;
    struct buf b = buf_start(&s->cmd->arena), h = b;

    heading(s, "cmd.show.entry");
    line(s, "cmd.show.id", hex_of(s, e->id));
    line(s, "cmd.show.author", e->author);
    if (e->took.n)
        line(s, "cmd.show.took", e->took);
    line(s, "cmd.show.at", time_of(s, e));
    buf_add(&b, ref_text(s->db, e->device, "device", &s->cmd->arena));
    buf_fmt(&b, "  %lld", (long long)e->seq);
    line(s, "cmd.show.device", buf_str(&b));
    hash_put(&h, e->hash);
    line(s, "cmd.show.hash", buf_str(&h));
    line(s, "cmd.show.stamp",
         say(s->cmd->lang,
             seen->covered ? "cmd.show.covered" : "cmd.show.uncovered"));
    line(s, "cmd.show.state", verdict(s, seen));
}

static void findings_of(struct showing *s, struct id id)
{
    struct rows r = db_rows(s->db, SQL_FINDING_OF);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        struct finding f = { .what = arena_z(&s->cmd->arena, db_str(&r, 2)),
                             .level = db_int(&r, 3) ? STOP : WARN,
                             .path = arena_str(&s->cmd->arena, db_str(&r, 4)),
                             .a = db_int(&r, 5),
                             .b = db_int(&r, 6) };
        struct buf b = buf_start(&s->cmd->arena);

        if (!any)
            heading(s, "cmd.show.findings");
        any = true;
        if (f.path.n) {
            buf_add(&b, f.path);
            buf_z(&b, ": ");
        }
        finding_say(&b, s->cmd->lang, &f);
        line(s, f.level == STOP ? "cmd.show.stop" : "cmd.show.warn",
             buf_str(&b));
    }
}

/* ---- what answered it ---------------------------------------------------*/

static size_t answers_of(struct showing *s, struct id id, struct id *out,
                         size_t most)
{
    struct rows r = db_rows(s->db, SQL_ENTRY_ANSWERING);
    size_t n = 0;

    db_bind_id(&r, 1, id);
    while (n < most && db_next(&r))
        out[n++] = db_id(&r, 0);
    db_done(&r);
    return n;
}

static void answer_show(struct showing *s, const struct seen *seen)
{
    const struct entry *e = &seen->entry;

    line(s, "cmd.show.id", hex_of(s, e->id));
    line(s, "cmd.show.author", e->author);
    line(s, "cmd.show.at", time_of(s, e));
    line(s, "cmd.show.body", e->body);
    line(s, "cmd.show.state", verdict(s, seen));
}

static void answers_show(struct showing *s, struct id root)
{
    struct id queue[DEEP];
    size_t n = answers_of(s, root, queue, DEEP);

    if (n)
        heading(s, "cmd.show.fixes");
    for (size_t i = 0; i < n; i++) {
        struct seen seen;

        if (i)
            buf_char(&s->out, '\n');
        if (log_see(s->db, queue[i], &s->cmd->arena, &seen))
            answer_show(s, &seen);
        n += answers_of(s, queue[i], queue + n, DEEP - n);
    }
}

/* ---- what it counts for -------------------------------------------------*/

static void postings_show(struct showing *s, struct id id)
{
    struct rows r = db_rows(s->db, SQL_POSTINGS_OF_ENTRY);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        struct arena *a = &s->cmd->arena;
        struct buf b = buf_start(a);

        if (!any)
            heading(s, "cmd.show.postings");
        any = true;
        month_put(&b, (month)db_int(&r, 0));
        buf_z(&b, "  ");
        buf_add(&b, ref_text(s->db, db_id(&r, 2), "place", a));
        buf_z(&b, "  ");
        buf_add(&b, ref_text(s->db, db_id(&r, 3), "rsp", a));
        buf_z(&b, "  ");
        buf_int(&b, db_int(&r, 5));
        line(s, arena_z(a, db_str(&r, 1)), buf_str(&b));
    }
}

/* ---- as JSON ------------------------------------------------------------*/

static void entry_json(struct showing *s, const struct seen *seen)
{
    buf_z(&s->out, "{\"counts\":");
    buf_z(&s->out, seen->counts ? "true" : "false");
    buf_z(&s->out, ",\"covered\":");
    buf_z(&s->out, seen->covered ? "true" : "false");
    buf_z(&s->out, ",\"entry\":");
    buf_add(&s->out, seen->entry.bytes);
    buf_z(&s->out, ",\"hash\":\"");
    hash_put(&s->out, seen->entry.hash);
    buf_z(&s->out, "\",\"waits\":");
    buf_json(&s->out, seen->waits);
    buf_char(&s->out, '}');
}

static void json_show(struct showing *s, const struct seen *seen,
                      const struct kind *k, const void *record)
{
    struct id queue[DEEP];
    size_t n = answers_of(s, seen->entry.id, queue, DEEP);
    struct seen one;

    buf_z(&s->out, "{\"fixes\":[");
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(&s->out, ',');
        if (log_see(s->db, queue[i], &s->cmd->arena, &one))
            entry_json(s, &one);
        n += answers_of(s, queue[i], queue + n, DEEP - n);
    }
    buf_z(&s->out, "],\"record\":");
    if (record)
        buf_add(&s->out, record_body(k, record, &s->cmd->arena));
    else
        buf_z(&s->out, "null");
    buf_z(&s->out, ",\"seen\":");
    entry_json(s, seen);
    buf_z(&s->out, "}\n");
}

static int show(struct showing *s, struct id id)
{
    struct cmd *c = s->cmd;
    const struct kind *k;
    struct seen seen;
    void *record;

    if (!log_see(s->db, id, &c->arena, &seen)) {
        if (db_fault(s->db))
            return fault_db(c, s->db);
        note(c, "cmd.not_here", c->argv[0], "");
        return EXIT_REFUSED;
    }
    k = kind_find(seen.entry.kind);
    record = k ? arena_take(&c->arena, k->bytes) : NULL;
    if (k && !row_find(s->db, k, id, &c->arena, record))
        record = NULL;
    if (s->json) {
        json_show(s, &seen, k, record);
    } else {
        buf_add(&s->out, seen.entry.kind);
        buf_char(&s->out, '\n');
        if (record)
            record_show(s, k, record);
        else
            line(s, "cmd.show.body", seen.entry.body);
        entry_show(s, &seen);
        findings_of(s, id);
        answers_show(s, id);
        postings_show(s, id);
    }
    if (db_fault(s->db))
        return fault_db(c, s->db);
    out_str(buf_str(&s->out));
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

/* Shows one record with its history: the fact as it stands after its fixes,
 * the entry behind it and the stamp's verdict, findings, fixes, postings.
 *
 *     saath [-d DB] show ID [--format text|json]
 *
 * ID is an entry's id or a kind and a code: rsp:SRSO, place:pk723. */
COMMAND(show)
{
    const char *format = arg_value(c, "--format");
    struct showing s = { .cmd = c, .out = buf_start(&c->arena) };
    struct site site;
    struct id id;

    if (!args_end(c, "show", 1, 1))
        return EXIT_USAGE;
    if (format && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
        return misused(c, "--format", "cmd.format", format);
    s.json = format && !strcmp(format, "json");
    if (!site_open(c, &site, false))
        return c->status;
    s.db = site.db;
    if (!site_may(c, &site, RIGHT_SEE))
        ;
    else if (!ref_read(site.db, str_of(c->argv[0]), NULL, &c->arena, &id)) {
        note(c, "cmd.not_here", c->argv[0], "");
        c->status = EXIT_REFUSED;
    } else {
        c->status = show(&s, id);
    }
    site_close(&site);
    return c->status;
}
