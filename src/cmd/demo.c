/* demo - a site with a sample programme, to look around in.
 *
 * Everything comes from files that the program carries. Ids are hashes of what
 * a row is, so a demo that was broken off goes on where it stopped. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "core/data.h"
#include "import/table.h"
#include "sql.h"
#include "sys/sys.h"

enum { CHUNK = 500, LOGINS = 16, COLUMNS = 24, QUARTER = 3, MILLION = 6 };

struct sample_user {
    struct str login, role, name;
};
struct demo {
    struct cmd *cmd;
    struct site site;
    struct arena arena; /* of one chunk */
    struct draft draft[CHUNK];
    size_t n;
    struct outcome out[CHUNK];
    int64_t seed, done, of;
    struct sample_user user[LOGINS];
    int users;
    struct bar bar;
    bool failed;
};

/* ---- keeping ------------------------------------------------------------*/

static void chunk_send(struct demo *d)
{
    struct writer *w = &d->site.writer;

    if (d->failed || !d->n)
        return;
    d->failed = !w->keep(w->self, d->draft, d->n, &d->arena, d->out);
    for (size_t i = 0; !d->failed && i < d->n; i++)
        if (d->out[i].kept == KEPT_REFUSED) {
            findings_show(d->cmd, d->draft[i].kind, &d->out[i].found);
            d->cmd->status = EXIT_REFUSED;
        }
    d->done += (int64_t)d->n;
    d->n = 0;
    arena_free(&d->arena);
    bar_show(&d->bar, d->done < d->of ? d->done : d->of, d->of);
}

static void keep(struct demo *d, const char *kind, struct id id,
                 const char *author, struct str body)
{
    d->draft[d->n++] = (struct draft){ .kind = str_of(kind),
                                       .id = id,
                                       .author = str_of(author),
                                       .body = body,
                                       .strict = true };
    if (d->n == CHUNK)
        chunk_send(d);
}

/* ---- sheets -------------------------------------------------------------*/

struct data {
    struct arena arena;
    struct table *table;
    struct str name[COLUMNS];
    int columns;
    struct row row;
};

static bool data_next(struct data *s)
{
    do
        if (!table_next(s->table, &s->row))
            return false;
    while (!s->row.n);
    return true;
}

static struct data *data_open(const char *file)
{
    static struct data s;
    struct table_trouble why;

    s = (struct data){ 0 };
    s.table = table_open(data_find(file), str_of(file), &s.arena, &why);
    MUST(s.table && table_rows(s.table, 0) && data_next(&s));
    MUST(s.row.n <= COLUMNS);
    for (s.columns = 0; s.columns < s.row.n; s.columns++)
        s.name[s.columns] = arena_str(&s.arena, s.row.cell[s.columns].text);
    return &s;
}

static void data_close(struct data *s)
{
    MUST(!table_trouble(s->table));
    table_close(s->table);
    arena_free(&s->arena);
}

/* Empty when the row ends before it; a column that no sheet has is a bug. */
static struct str cell(const struct data *s, const char *name)
{
    for (int i = 0; i < s->columns; i++)
        if (str_same(s->name[i], str_of(name)))
            return i < s->row.n ? s->row.cell[i].text : S("");
    MUST(!"a column of the sample data");
    return S("");
}

static struct id id_of(const char *what, struct str a, struct str b)
{
    struct arena arena = { .chunk_bytes = 1024 };
    struct buf text = buf_start(&arena);
    struct id id;

    buf_z(&text, what);
    buf_char(&text, '/');
    buf_add(&text, a);
    buf_char(&text, '/');
    buf_add(&text, b);
    id = id_named(S("demo"), buf_str(&text));
    arena_free(&arena);
    return id;
}

/* ---- records whose columns are their fields -----------------------------*/

/* References are written as codes; the others as people type them. */
static void *record_of(struct demo *d, const struct data *s,
                       const struct kind *k)
{
    void *record = arena_take(&d->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    for (int i = 0; i < s->columns && i < s->row.n; i++) {
        const struct field *f = kind_field(k, s->name[i]);
        struct str text = s->row.cell[i].text;

        if (!f || f->type == FIELD_ROWS || !text.n)
            continue;
        if (f->type == FIELD_REF)
            *(struct id *)(void *)((char *)record +
                                   f->at) = id_named(str_of(f->of), text);
        else
            MUST(field_parse(f, text, &d->arena, record));
    }
    return record;
}

/* A slug that the sample made up is no code. */
static void place_code(struct demo *d, const struct data *s,
                       const struct kind *k, void *record)
{
    const struct field *codes = kind_field(k, S("codes"));
    struct list *list = (void *)((char *)record + codes->at);
    char *row;

    if (!cell(s, "code").n || str_same(cell(s, "scheme"), S("demo")))
        return;
    row = arena_array(&d->arena, 1, codes->child_bytes);
    record_blank(codes->child, codes->children, row);
    for (int i = 0; i < codes->children; i++)
        MUST(field_parse(&codes->child[i], cell(s, codes->child[i].name),
                         &d->arena, row));
    *list = (struct list){ row, 1 };
}

static void places_make(struct demo *d)
{
    struct data *s = data_open("demo/places.csv");
    const struct kind *k = kind_find(S("place"));

    while (data_next(s)) {
        void *record = record_of(d, s, k);

        place_code(d, s, k, record);
        keep(d, "place", id_named(S("place"), cell(s, "key")), "admin",
             record_body(k, record, &d->arena));
    }
    data_close(s);
}

static void projects_make(struct demo *d)
{
    struct data *s = data_open("demo/projects.csv");
    const struct kind *k = kind_find(S("project"));

    while (data_next(s))
        keep(d, "project", ID_NONE, "hina",
             record_body(k, record_of(d, s, k), &d->arena));
    data_close(s);
}

static void targets_make(struct demo *d)
{
    struct data *s = data_open("demo/targets.csv");
    const struct kind *k = kind_find(S("target"));

    while (data_next(s)) {
        struct buf what = buf_start(&d->arena);

        buf_add(&what, cell(s, "project"));
        buf_char(&what, '/');
        buf_add(&what, cell(s, "indicator"));
        keep(d, "target", id_of("target", buf_str(&what), cell(s, "place")),
             "hina", record_body(k, record_of(d, s, k), &d->arena));
    }
    data_close(s);
}

/* ---- users --------------------------------------------------------------*/

/* Easy to type, and the same whenever the demo starts again. */
static struct str password_of(struct demo *d, struct str login)
{
    static const char consonant[] = "bdfgklmnprstvz", vowel[] = "aeiou";
    struct buf b = buf_start(&d->cmd->arena);
    struct hash h;

    buf_fmt(&b, "demo %lld ", (long long)d->seed);
    buf_add(&b, login);
    h = sha_of(buf_str(&b));
    b = buf_start(&d->cmd->arena);
    for (int i = 0; i < 4; i++) {
        buf_char(&b, consonant[h.b[2 * i] % (sizeof consonant - 1)]);
        buf_char(&b, vowel[h.b[2 * i + 1] % (sizeof vowel - 1)]);
        if (i == 1)
            buf_char(&b, '-');
    }
    buf_fmt(&b, "-%d%d", h.b[8] % 10, h.b[9] % 10);
    return buf_str(&b);
}

static void users_read(struct demo *d)
{
    struct data *s = data_open("demo/users.csv");
    struct arena *a = &d->cmd->arena;

    while (data_next(s)) {
        MUST(d->users < LOGINS);
        d->user[d->users++] = (struct sample_user){
            arena_str(a, cell(s, "login")), arena_str(a, cell(s, "role")),
            arena_str(a, cell(s, "name"))
        };
    }
    data_close(s);
}

static void users_make(struct demo *d)
{
    struct data *s = data_open("demo/users.csv");
    const struct kind *k = kind_find(S("access"));

    while (data_next(s)) {
        void *record = record_of(d, s, k);
        const struct field *since = kind_field(k, S("since"));

        MUST(field_parse(since, S("2012-07-01"), &d->arena, record));
        keep(d, "access", id_of("access", cell(s, "login"), S("")), "admin",
             record_body(k, record, &d->arena));
    }
    data_close(s);
    chunk_send(d);
    for (int i = 0; !d->failed && i < d->users; i++)
        d->failed = !site_password(&d->site, d->user[i].login,
                                   password_of(d, d->user[i].login));
}

/* ---- filings ------------------------------------------------------------*/

struct filing_text {
    struct buf b;
    bool any;
};

static struct filing_text filing_start(struct demo *d)
{
    struct filing_text t = { .b = buf_start(&d->arena) };

    buf_z(&t.b, "{\"values\":[");
    return t;
}

static void value_add(struct filing_text *t, const char *indicator,
                      struct str said, int scale)
{
    int64_t amount;
    bool inexact;

    if (!said.n)
        return;
    MUST(decimal_read(said, scale, &amount, &inexact));
    buf_z(&t->b, t->any ? ",{\"amount\":" : "{\"amount\":");
    buf_int(&t->b, amount);
    buf_z(&t->b, ",\"indicator\":");
    buf_json(&t->b, str_of(indicator));
    buf_char(&t->b, '}');
    t->any = true;
}

struct filed {
    struct str rsp, place, source;
    month as_of, issue;
    const char *part;
};

static void filing_keep(struct demo *d, struct filing_text *t,
                        const struct filed *f)
{
    struct buf what = buf_start(&d->arena);

    if (!t->any)
        return;
    buf_z(&t->b, "],\"as_of\":\"");
    month_put(&t->b, f->as_of);
    buf_z(&t->b, "\",\"issue\":\"");
    month_put(&t->b, f->issue);
    buf_z(&t->b, "\",\"place\":\"");
    id_put(&t->b, id_named(S("place"), f->place));
    buf_z(&t->b, "\",\"rsp\":\"");
    id_put(&t->b, id_named(S("rsp"), f->rsp));
    buf_z(&t->b, "\",\"source\":");
    buf_json(&t->b, f->source);
    buf_char(&t->b, '}');
    month_put(&what, f->issue);
    buf_char(&what, ' ');
    buf_add(&what, f->rsp);
    keep(d, "filing", id_of(f->part, buf_str(&what), f->place), "hina",
         buf_str(&t->b));
}

/* Base, as of the issue, and as of the quarter before: as the importer does
 * with the workbook's own rows. */
static void district_file(struct demo *d, const struct data *s, month issue,
                          bool base)
{
    struct buf source = buf_start(&d->arena);
    struct filed f = { .rsp = S("RSPN"),
                       .place = cell(s, "place"),
                       .as_of = issue,
                       .issue = issue,
                       .part = "base" };
    struct filing_text t = filing_start(d);

    buf_z(&source, "RSPN Outreach ");
    month_put(&source, issue);
    buf_z(&source, ", row ");
    buf_add(&source, cell(s, "row"));
    f.source = buf_str(&source);
    if (base) {
        value_add(&t, "uc_base", cell(s, "uc_base"), 0);
        value_add(&t, "hh_base", cell(s, "hh_base"), 6);
        filing_keep(d, &t, &f);
    }
    f.rsp = cell(s, "rsp");
    if (!f.rsp.n)
        return;
    t = filing_start(d);
    value_add(&t, "uc", cell(s, "uc_now"), 0);
    value_add(&t, "hh", cell(s, "hh_now"), 0);
    value_add(&t, "co", cell(s, "co_now"), 0);
    f.part = "now";
    filing_keep(d, &t, &f);
    t = filing_start(d);
    value_add(&t, "uc", cell(s, "uc_prev"), 0);
    value_add(&t, "hh", cell(s, "hh_prev"), 0);
    value_add(&t, "co", cell(s, "co_prev"), 0);
    f.part = "prev";
    f.as_of = issue - QUARTER;
    filing_keep(d, &t, &f);
}

/* Of several rows of a district the first without "(overlapping)" speaks for
 * its base; the first of all where each has it. */
struct base_row {
    struct str place;
    int row;
    bool overlapping;
};

static size_t bases_read(const char *file, struct arena *a,
                         struct base_row *base, size_t most)
{
    struct data *s = data_open(file);
    size_t n = 0;

    while (data_next(s)) {
        struct base_row one = { arena_str(a, cell(s, "place")), s->row.number,
                                str_same(cell(s, "overlapping"), S("1")) };
        size_t i = 0;

        while (i < n && !str_same(base[i].place, one.place))
            i++;
        MUST(i < most);
        if (i == n || (base[i].overlapping && !one.overlapping))
            base[i] = one;
        n += i == n;
    }
    data_close(s);
    return n;
}

static void districts_make(struct demo *d, const char *file, month issue)
{
    struct base_row base[256];
    struct arena a = { 0 };
    size_t n = bases_read(file, &a, base, LEN(base));
    struct data *s = data_open(file);

    while (data_next(s)) {
        bool is_base = false;

        for (size_t i = 0; i < n; i++)
            is_base |= base[i].row == s->row.number;
        district_file(d, s, issue, is_base);
    }
    data_close(s);
    arena_free(&a);
}

/* Decimals of a number as printed there: rupees are in million. */
static int scale_of(struct db *db, struct str indicator)
{
    struct rows r = db_rows(db, SQL_DEMO_INDICATOR);
    int scale = -1;

    db_bind_text(&r, 1, indicator);
    if (db_next(&r))
        scale = (int)db_int(&r, 0) + (db_int(&r, 1) ? MILLION : 0);
    db_done(&r);
    MUST(scale >= 0 || db_fault(db));
    return scale < 0 ? 0 : scale;
}

/* One filing for each RSP, from its rows throughout the sheet. */
static void cumulative_make(struct demo *d, const char *file, month issue,
                            struct str rsp)
{
    struct filing_text t = filing_start(d);
    struct buf source = buf_start(&d->arena);
    struct filed f = { .rsp = arena_str(&d->arena, rsp),
                       .place = S("pk"),
                       .as_of = issue,
                       .issue = issue,
                       .part = "cumulative" };
    struct data *s = data_open(file);

    while (data_next(s)) {
        struct str code = cell(s, "indicator");

        if (str_same(cell(s, "rsp"), rsp))
            value_add(&t, arena_z(&d->arena, code), cell(s, "value"),
                      scale_of(d->site.db, code));
    }
    data_close(s);
    buf_z(&source, "RSPN Outreach ");
    month_put(&source, issue);
    buf_z(&source, ", cumulative progress");
    f.source = buf_str(&source);
    filing_keep(d, &t, &f);
}

static void issue_make(struct demo *d, const char *name)
{
    static const char *const rsp[] = { "AJKRSP", "AKRSP", "BRSP", "GBTI",
                                       "NRSP",   "PRSP",  "SGA",  "SRSO",
                                       "SRSP",   "TRDP" };
    char file[40];
    month issue;

    MUST(month_read(str_of(name), &issue));
    snprintf(file, sizeof file, "outreach/%s.csv", name);
    districts_make(d, file, issue);
    snprintf(file, sizeof file, "outreach/%s-rsp.csv", name);
    for (size_t i = 0; i < LEN(rsp); i++)
        cumulative_make(d, file, issue, str_of(rsp[i]));
}

/* ---- a report that was issued -------------------------------------------*/

static void publication_make(struct demo *d)
{
    const struct report *r = report_find(S("outreach"));
    struct findings f = findings_start(&d->cmd->arena);
    struct question q = { .from = MONTH_NONE, .by = BY_DISTRICT };
    struct sheet sheet[SHEETS_MOST];
    struct str body;
    int n;

    if (!r || d->failed)
        return;
    MUST(month_read(S("2014-12"), &q.as_of));
    db_begin(d->site.db);
    n = r->make(d->site.db, &q, &d->cmd->arena, sheet, &f);
    body = publication_body(d->site.db, r, &q, sheet, n, &d->cmd->arena);
    d->failed = db_fault(d->site.db) != DB_FINE;
    db_rollback(d->site.db);
    keep(d, "publication", id_of("publication", S("outreach"), S("2014-12")),
         "hina", body);
    chunk_send(d);
}

/* ---- all of it ----------------------------------------------------------*/

struct mark {
    struct str name, value;
};

static void mark_write(void *memo, struct db *db)
{
    const struct mark *m = memo;
    struct rows r = db_rows(db, SQL_META_PUT);

    db_bind_text(&r, 1, m->name);
    db_bind_text(&r, 2, m->value);
    db_run(&r);
}

static bool mark_read(struct demo *d, struct str name, struct str *out)
{
    struct rows r = db_rows(d->site.db, SQL_META_FIND);
    bool there;

    db_bind_text(&r, 1, name);
    there = db_next(&r);
    if (there)
        *out = arena_str(&d->cmd->arena, db_str(&r, 0));
    db_done(&r);
    return there;
}

static bool mark_put(struct demo *d, struct str name, struct str value)
{
    struct mark m = { name, value };

    return d->site.local(d->site.self, mark_write, &m);
}

static void fill(struct demo *d)
{
    static const char *const issue[] = { "2012-09", "2013-12", "2014-06",
                                         "2014-12" };

    d->of = 9800; /* near enough for a bar */
    users_make(d);
    places_make(d);
    projects_make(d);
    targets_make(d);
    for (size_t i = 0; i < LEN(issue); i++)
        issue_make(d, issue[i]);
    chunk_send(d);
    publication_make(d);
    bar_end(&d->bar);
}

static void logins_print(struct demo *d)
{
    out_str(say(d->cmd->lang, "cmd.demo.logins"));
    out_str(S("\n"));
    for (int i = 0; i < d->users; i++) {
        struct sample_user *u = &d->user[i];
        struct str p = password_of(d, u->login);

        printf("  %-8.*s  %-14.*s %-14.*s %.*s\n", (int)u->login.n, u->login.p,
               (int)p.n, p.p, (int)u->role.n, u->role.p, (int)u->name.n,
               u->name.p);
    }
    fflush(stdout);
}

static void ready(void *self, const char *address)
{
    struct demo *d = self;

    printf("\n  %s\n\n", address);
    logins_print(d);
}

/* A database that is no demo is served as it is, and nothing is added. */
static bool prepare(struct demo *d, bool *sample)
{
    struct cmd *c = d->cmd;
    struct site_trouble t = { 0 };
    struct buf seed = buf_start(&c->arena);
    struct str said;

    if (!site_write(&d->site, c->db_address, &t)) {
        fault(c, t.key ? t.key : "site.broken", t.a, t.b);
        return false;
    }
    *sample = mark_read(d, S("demo.seed"), &said) && int_read(said, &d->seed);
    if (!*sample || mark_read(d, S("demo.done"), &said))
        return true;
    buf_int(&seed, d->seed);
    fill(d);
    if (!d->failed && c->status == EXIT_DONE &&
        mark_put(d, S("demo.done"), buf_str(&seed)))
        return true;
    if (c->status == EXIT_DONE)
        fault_db(c, db_fault(d->site.db) || !site_writer_db(&d->site) ?
                        d->site.db :
                        site_writer_db(&d->site));
    return false;
}

static bool make(struct demo *d)
{
    struct cmd *c = d->cmd;
    struct site_trouble t = { 0 };
    struct buf seed = buf_start(&c->arena);
    bool good = site_make(c->db_address, S("Saath demo"), S("admin"), &t);

    if (!good && t.key && !strcmp(t.key, "site.exists"))
        return true;
    buf_int(&seed, d->seed);
    good = good && site_write(&d->site, c->db_address, &t) &&
           mark_put(d, S("demo.seed"), buf_str(&seed));
    site_end(&d->site);
    if (!good)
        fault(c, t.key ? t.key : "site.broken", t.a, t.b);
    return good;
}

static int demo(struct demo *d, const char *listen, bool serve)
{
    struct cmd *c = d->cmd;
    struct site_serving p = { .address = c->db_address,
                              .listen = listen,
                              .self = d };
    struct site_trouble t = { 0 };
    bool sample = false, good = make(d) && prepare(d, &sample);

    site_end(&d->site);
    if (!good)
        return c->status;
    if (!sample) {
        d->users = 0;
        note(c, "cmd.demo.not_sample", site_shown(c->db_address, &c->arena),
             "");
    }
    if (!serve) {
        if (sample)
            logins_print(d);
        return out_end(c) ? EXIT_DONE : EXIT_FAULT;
    }
    p.ready = ready;
    switch (site_serve(&p, &t)) {
    case SERVE_DONE: return EXIT_DONE;
    case SERVE_HELD: return fault(c, "site.held", c->db_address, "");
    default: return fault(c, t.key ? t.key : "cmd.serve.failed", t.a, t.b);
    }
}

/* Makes a site with a sample programme, and serves it.
 *
 *     saath [-d DB] demo [--listen ADDR:PORT] [--seed N] [--no-serve]
 *
 * The places of sixteen districts, ten RSPs with what the network published of
 * them in four issues, invented projects, targets and people. Prints the
 * address and the sample logins; N gives other passwords. One that is there
 * already is served again. */
COMMAND(demo)
{
    const char *listen = arg_value(c, "--listen"), *seed;
    bool serve = !arg_flag(c, "--no-serve");
    struct demo *d = arena_new(&c->arena, struct demo);

    seed = arg_value(c, "--seed");
    if (!args_end(c, "demo", 0, 0))
        return EXIT_USAGE;
    d->cmd = c;
    d->seed = 1;
    d->bar = (struct bar){ .cmd = c, .key = "cmd.demo.bar" };
    if (seed && (!int_read(str_of(seed), &d->seed) || d->seed < 0))
        return misused(c, "--seed", "cmd.number", seed);
    users_read(d);
    c->status = demo(d, listen ? listen : "127.0.0.1:8080", serve);
    arena_free(&d->arena);
    return c->status;
}
