/* demo - a site with a sample programme, to look around in.
 *
 * Everything comes from files that the program carries, and from a seed. Ids
 * are hashes of what a row is, so a demo that was broken off goes on where it
 * stopped. */
#include "cmd/demo.h"

#include <stdio.h>
#include <string.h>

#include "log.sql.h"
#include "sys/sys.h"

enum {
    BATCH = 8000, /* entries of one transaction */
    SETUP_DAYS = 80,
    MORNING = 4 * 3600, /* nine in Pakistan */
    PAKISTAN = 5 * 3600,
    EVENING = 18 * 3600
};

/* ---- keeping ------------------------------------------------------------*/

void demo_commit(struct demo *d)
{
    if (d->n && !d->failed)
        d->failed = !keeper_commit(d->keeper);
    d->done += (int64_t)d->n;
    d->n = 0;
    arena_free(&d->arena);
    bar_show(&d->bar, d->done < d->of ? d->done : d->of, d->of);
}

void demo_step(struct demo *d)
{
    if (d->n >= BATCH)
        demo_commit(d);
}

void demo_keep(struct demo *d, const char *kind, struct id id,
               struct str author, struct str took, struct str body)
{
    struct draft draft = { .kind = str_of(kind),
                           .id = id,
                           .author = author,
                           .took = took,
                           .body = body,
                           .strict = true };
    struct findings found = findings_start(&d->arena);
    struct id kept;

    if (d->failed)
        return;
    if (!d->n)
        keeper_begin(d->keeper);
    d->n++;
    site_at(&d->site, d->at++);
    if (keeper_draft(d->keeper, &draft, &found, &kept) == KEPT_REFUSED) {
        findings_show(d->cmd, draft.kind, &found);
        d->cmd->status = EXIT_REFUSED;
    }
}

struct id demo_id(const char *what, struct str a, struct str b)
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

struct id demo_number(const struct demo *d, const char *what, int number)
{
    struct arena a = { .chunk_bytes = 256 };
    struct buf seed = buf_start(&a), at = buf_start(&a);
    struct id id;

    buf_int(&seed, d->seed);
    buf_int(&at, number);
    id = demo_id(what, buf_str(&seed), buf_str(&at));
    arena_free(&a);
    return id;
}

struct str demo_user(const struct demo *d, const char *role, struct str rsp)
{
    for (int i = 0; i < d->users; i++)
        if (str_same(d->user[i].role, str_of(role)) &&
            str_same(d->user[i].rsp, rsp))
            return d->user[i].login;
    MUST(!"a user of the sample data");
    return S("");
}

/* ---- sheets -------------------------------------------------------------*/

bool data_next(struct data *s)
{
    do
        if (!table_next(s->table, &s->row))
            return false;
    while (!s->row.n);
    return true;
}

struct data *data_open(const char *file)
{
    static struct data s;
    struct table_trouble why;

    s = (struct data){ 0 };
    s.table = table_open(sys_data(file, &s.arena), str_of(file), &s.arena,
                         &why);
    MUST(s.table && table_rows(s.table, 0) && data_next(&s));
    MUST(s.row.n <= DEMO_COLUMNS);
    for (s.columns = 0; s.columns < s.row.n; s.columns++)
        s.name[s.columns] = arena_str(&s.arena, s.row.cell[s.columns].text);
    return &s;
}

void data_close(struct data *s)
{
    MUST(!table_trouble(s->table));
    table_close(s->table);
    arena_free(&s->arena);
}

/* Empty when the row ends before it; a column that no sheet has is a bug. */
struct str data_cell(const struct data *s, const char *name)
{
    for (int i = 0; i < s->columns; i++)
        if (str_same(s->name[i], str_of(name)))
            return i < s->row.n ? s->row.cell[i].text : S("");
    MUST(!"a column of the sample data");
    return S("");
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

    if (!data_cell(s, "code").n || str_same(data_cell(s, "scheme"), S("demo")))
        return;
    row = arena_array(&d->arena, 1, codes->child_bytes);
    record_blank(codes->child, codes->children, row);
    for (int i = 0; i < codes->children; i++)
        MUST(field_parse(&codes->child[i], data_cell(s, codes->child[i].name),
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
        demo_keep(d, "place", id_named(S("place"), data_cell(s, "key")),
                  S("admin"), S(""), record_body(k, record, &d->arena));
        demo_step(d);
    }
    data_close(s);
}

static void projects_make(struct demo *d)
{
    struct data *s = data_open("demo/projects.csv");
    const struct kind *k = kind_find(S("project"));

    while (data_next(s))
        demo_keep(d, "project", ID_NONE, S("hina"), S(""),
                  record_body(k, record_of(d, s, k), &d->arena));
    data_close(s);
}

static void targets_make(struct demo *d)
{
    struct data *s = data_open("demo/targets.csv");
    const struct kind *k = kind_find(S("target"));

    while (data_next(s)) {
        struct buf what = buf_start(&d->arena);

        buf_add(&what, data_cell(s, "project"));
        buf_char(&what, '/');
        buf_add(&what, data_cell(s, "indicator"));
        demo_keep(d, "target",
                  demo_id("target", buf_str(&what), data_cell(s, "place")),
                  S("hina"), S(""),
                  record_body(k, record_of(d, s, k), &d->arena));
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
        MUST(d->users < DEMO_LOGINS);
        d->user[d->users++] =
            (struct sample_user){ arena_str(a, data_cell(s, "login")),
                                  arena_str(a, data_cell(s, "role")),
                                  arena_str(a, data_cell(s, "name")),
                                  arena_str(a, data_cell(s, "name_ur")),
                                  arena_str(a, data_cell(s, "name_sd")),
                                  arena_str(a, data_cell(s, "rsp")) };
    }
    data_close(s);
}

static void access_keep(struct demo *d, struct data *s)
{
    const struct kind *k = kind_find(S("access"));
    void *record = record_of(d, s, k);

    MUST(field_parse(kind_field(k, S("since")), S("2012-07-01"), &d->arena,
                     record));
    demo_keep(d, "access", demo_id("access", data_cell(s, "login"), S("")),
              S("admin"), S(""), record_body(k, record, &d->arena));
}

/* The first user makes the places, where others work. */
static void founder_make(struct demo *d)
{
    struct data *s = data_open("demo/users.csv");

    MUST(data_next(s));
    access_keep(d, s);
    data_close(s);
}

static void users_make(struct demo *d)
{
    struct data *s = data_open("demo/users.csv");

    MUST(data_next(s));
    while (data_next(s))
        access_keep(d, s);
    data_close(s);
    demo_commit(d);
    for (int i = 0; !d->failed && i < d->users; i++)
        d->failed = !site_password(&d->site, d->user[i].login,
                                   password_of(d, d->user[i].login));
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

/* What a year holds of work is signed in its time: the sample's clock begins
 * some weeks before the RSPs run Saath, and ends today. */
static void fill(struct demo *d)
{
    d->keeper = site_keeper(&d->site);
    d->since = month_of(d->today) - DEMO_MONTHS;
    d->at = (month_first(d->since) - SETUP_DAYS) * INT64_C(86400) + MORNING;
    d->of = 24000 + 2700 * d->size; /* near enough for a bar */
    founder_make(d);
    places_make(d);
    users_make(d);
    projects_make(d);
    targets_make(d);
    issues_make(d);
    publication_make(d);
    programme_make(d);
    phones_make(d);
    site_at(&d->site, 0);
    bar_end(&d->bar);
}

static void logins_print(struct demo *d)
{
    out_str(say(d->cmd->lang, "cmd.demo.logins"));
    out_str(S("\n"));
    for (int i = 0; i < d->users; i++) {
        struct sample_user *u = &d->user[i];
        struct str p = password_of(d, u->login);

        printf("  %-8.*s  %-14.*s %-20.*s %.*s\n", (int)u->login.n, u->login.p,
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
    int64_t on = 0, persons = 0;
    size_t pairs = 0;

    if (!site_write(&d->site, c->db_address, &t)) {
        fault(c, t.key ? t.key : "site.broken", t.a, t.b);
        return false;
    }
    *sample = mark_read(d, S("demo.seed"), &said) && int_read(said, &d->seed);
    if (!*sample || mark_read(d, S("demo.done"), &said))
        return true;
    if (mark_read(d, S("demo.size"), &said))
        int_read(said, &d->size);
    if (mark_read(d, S("demo.day"), &said) && int_read(said, &on))
        d->today = (day)on;
    if (!site_keeper(&d->site)) {
        fault(c, "site.held", c->db_address, "");
        return false;
    }
    buf_int(&seed, d->seed);
    fill(d);
    if (!d->failed && c->status == EXIT_DONE &&
        twins_list(&d->site, &pairs, &persons) &&
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
    struct buf size = buf_start(&c->arena), on = buf_start(&c->arena);
    bool good = site_make(c->db_address, S("Saath demo"), S("admin"), &t);

    if (!good && t.key && !strcmp(t.key, "site.exists"))
        return true;
    buf_int(&seed, d->seed);
    buf_int(&size, d->size);
    buf_int(&on, d->today);
    good = good && site_write(&d->site, c->db_address, &t) &&
           mark_put(d, S("demo.size"), buf_str(&size)) &&
           mark_put(d, S("demo.day"), buf_str(&on)) &&
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
 *     saath [-d DB] demo [--listen ADDR:PORT] [--seed N] [--size PERCENT]
 *                        [--no-serve]
 *
 * The places of sixteen districts, ten RSPs with what the network published of
 * them in four issues, and two years of an invented programme in Sukkur and in
 * Rahim Yar Khan: COs, VOs and LSOs with their members, meetings and staff, and
 * a census of some union councils with scores, surveys and what followed.
 * Prints the address and the sample logins. N gives other people and other
 * passwords, PERCENT a smaller programme. One that is there already is served
 * again. */
COMMAND(demo)
{
    const char *listen = arg_value(c, "--listen"), *seed, *size;
    bool serve = !arg_flag(c, "--no-serve");
    struct demo *d = arena_new(&c->arena, struct demo);

    seed = arg_value(c, "--seed");
    size = arg_value(c, "--size");
    if (!args_end(c, "demo", 0, 0))
        return EXIT_USAGE;
    d->cmd = c;
    d->seed = 1;
    d->size = 100;
    /* The last day whose work is done: nobody signs ahead of the clock. */
    d->today = (day)((site_host()->now(NULL) + PAKISTAN - EVENING) / 86400);
    d->arena.chunk_bytes = 1 << 20;
    d->bar = (struct bar){ .cmd = c, .key = "cmd.demo.bar" };
    if (seed && (!int_read(str_of(seed), &d->seed) || d->seed < 0))
        return misused(c, "--seed", "cmd.number", seed);
    if (size &&
        (!int_read(str_of(size), &d->size) || d->size < 1 || d->size > 100))
        return misused(c, "--size", "cmd.number", size);
    users_read(d);
    c->status = demo(d, listen ? listen : "127.0.0.1:8080", serve);
    arena_free(&d->arena);
    return c->status;
}
