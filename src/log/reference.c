/* reference - the facts the program ships, as a log of their own.
 *
 * The files of data/reference become entries of one device that has no key:
 * the program knows the head of its chain, because it has just made it. Every
 * site of one edition so holds the same bytes, and two sites that exchange
 * their logs find nothing new in them.
 *
 * The chain only grows at its end. reference/editions.csv says in which order
 * rows were ever shipped: a line takes so many more rows of a file, as of a
 * day. A new row goes to the end of its file and into a new last line there; a
 * site of an older edition gets what it lacks when it is opened. */
#include <string.h>

#include "core/data.h"
#include "log.sql.h"
#include "log/inside.h"

#define REFERENCE_FIRST 20758          /* 2026-11-01, the first edition's day */
#define NAMED_WHY "names · نام · نالا" /* read in any language */

struct sheet;
struct maker {
    struct db *db;
    struct arena arena;
    struct id device;
    struct hash head; /* of the last entry made */
    int64_t seq;
    day on;                 /* when the row was shipped */
    int64_t stood;          /* entries that the site trusts already ... */
    struct hash stood_head; /* ... up to this one */
    bool grows;             /* they are the beginning of what is made */
    bool write;             /* what comes after them */
    struct sheet *places;   /* as far as names were given them; or NULL */
    struct keeper *mends;   /* what the disk has spoilt of them; or NULL */
    reference_see *see;     /* only shown, not made */
    void *self;
    int64_t arrivals;
};

static struct hash reference_key(void)
{
    return sha_of(S("saath reference device 1"));
}

struct id reference_device(void)
{
    static struct id id; /* asked for with every fix that is looked for */
    struct arena a = { 0 };
    struct hash key = reference_key();
    struct buf b = buf_start(&a);

    if (id_none(id)) {
        buf_hex(&b, key.b, sizeof key.b);
        id = id_named(S("device"), buf_str(&b));
        arena_free(&a);
    }
    return id;
}

bool reference_fixes(const struct kind *k)
{
    return strcmp(k->name, "place") == 0;
}

static bool entry_here(struct maker *m, int64_t seq, struct hash h)
{
    struct rows r = db_rows(m->db, SQL_ENTRY_HERE);
    bool here;

    db_bind_id(&r, 1, m->device);
    db_bind_int(&r, 2, seq);
    db_bind_blob(&r, 3, h.b, sizeof h.b);
    here = db_next(&r);
    db_done(&r);
    return here;
}

static void entry_write(struct maker *m, const struct entry *e)
{
    struct rows r;

    if (entry_here(m, e->seq, e->hash)) /* it came with another site's log */
        return;
    r = db_rows(m->db, SQL_ENTRY_PUT);
    db_bind_int(&r, 1, ++m->arrivals);
    db_bind_blob(&r, 2, e->hash.b, sizeof e->hash.b);
    db_bind_blob(&r, 3, e->id.b, sizeof e->id.b);
    db_bind_blob(&r, 4, e->device.b, sizeof e->device.b);
    db_bind_int(&r, 5, e->seq);
    db_bind_blob(&r, 6, e->prev.b, sizeof e->prev.b);
    db_bind_text(&r, 7, e->kind);
    db_bind_text(&r, 8, e->author);
    db_bind_int(&r, 9, e->at);
    db_bind_id(&r, 10, entry_answers(e, &m->arena));
    db_bind_blob(&r, 11, e->bytes.p, e->bytes.n);
    db_run(&r);
}

static void entry_make(struct maker *m, const char *kind, struct id id,
                       struct str body)
{
    struct entry e = { .id = id,
                       .device = m->device,
                       .seq = ++m->seq,
                       .prev = m->head,
                       .kind = str_of(kind),
                       .author = S(REFERENCE_HOLDER),
                       .at = (int64_t)m->on * 86400,
                       .body = body };

    entry_seal(&e, &m->arena);
    m->head = e.hash;
    if (m->mends)
        rot_mend(m->mends, &e);
    if (m->seq == m->stood)
        m->grows = hash_same(m->head, m->stood_head);
    else if (m->seq > m->stood && m->grows && m->write)
        entry_write(m, &e);
}

/* ---- our own csv: commas, quotes, no line breaks inside -----------------*/

static struct str cell_next(struct str *line, struct arena *a)
{
    struct buf b;
    size_t i = 1;

    if (!line->n || line->p[0] != '"')
        return str_cut(line, ',');
    b = buf_start(a);
    for (; i < line->n; i++) {
        if (line->p[i] == '"' && (i + 1 == line->n || line->p[++i] != '"'))
            break;
        buf_char(&b, line->p[i]);
    }
    *line = str_from(*line, i + 1);
    return buf_str(&b);
}

#define CELLS 48
struct sheet {
    struct str rest, name[CELLS], cell[CELLS];
    int columns;
};

static struct sheet sheet_open(struct str name, struct arena *a)
{
    struct buf file = buf_start(a);
    struct sheet s;
    struct str line;

    buf_z(&file, "reference/");
    buf_add(&file, name);
    buf_z(&file, ".csv");
    s = (struct sheet){ .rest = data_find(arena_z(a, buf_str(&file))) };
    line = str_cut(&s.rest, '\n');
    MUST(line.n);
    while (line.n && s.columns < CELLS)
        s.name[s.columns++] = cell_next(&line, a);
    MUST(!line.n); /* a column that is not read would be lost */
    return s;
}

static bool sheet_next(struct sheet *s, struct arena *a)
{
    struct str line = str_cut(&s->rest, '\n');

    if (!line.n)
        return false;
    for (int i = 0; i < s->columns; i++)
        s->cell[i] = cell_next(&line, a);
    return true;
}

static struct str cell(const struct sheet *s, const char *name)
{
    for (int i = 0; i < s->columns; i++)
        if (str_same(s->name[i], str_of(name)))
            return s->cell[i];
    MUST(!"a column of the reference data");
    return S("");
}

/* ---- rows to bodies -----------------------------------------------------*/

static void *blank(struct maker *m, const struct kind *k)
{
    void *record = arena_take(&m->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    return record;
}

static void set(struct maker *m, const struct kind *k, void *record,
                const char *field, struct str value)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f);
    MUST(field_parse(f, value, &m->arena, record));
}

static void set_named(const struct kind *k, void *record, const char *field,
                      const char *kind, struct str key)
{
    const struct field *f = kind_field(k, str_of(field));

    MUST(f && f->type == FIELD_REF);
    if (key.n)
        *(struct id *)(void *)((char *)record + f->at) = id_named(str_of(kind),
                                                                  key);
}

/* The i-th row of a ROWS field, from a list parted by '|'. */
static void set_rows(struct maker *m, const struct kind *k, void *record,
                     const char *field, struct str values, const char *of)
{
    const struct field *f = kind_field(k, str_of(field));
    struct list *list = (void *)((char *)record + f->at);
    struct str rest = values;
    size_t n = values.n > 0;

    for (size_t i = 0; i < values.n; i++)
        n += values.p[i] == '|';
    list->at = arena_array(&m->arena, n, f->child_bytes);
    while (rest.n) {
        struct str one = str_cut(&rest, '|');
        char *row = (char *)list->at + list->n++ * f->child_bytes;

        record_blank(f->child, f->children, row);
        if (of)
            *(struct id *)(void *)(row + f->child[0].at) = id_named(str_of(of),
                                                                    one);
        else
            MUST(field_parse(&f->child[0], one, &m->arena, row));
    }
}

static void make(struct maker *m, const struct kind *k, const void *record,
                 struct id id)
{
    if (m->see)
        m->see(m->self, k, record);
    else
        entry_make(m, k->name, id, record_body(k, record, &m->arena));
}

/* Copies the cells whose columns are named like fields of the kind. */
static void set_same(struct maker *m, const struct kind *k, void *record,
                     const struct sheet *s)
{
    for (int i = 0; i < s->columns; i++) {
        const struct field *f = kind_field(k, s->name[i]);

        if (f && f->type != FIELD_REF && f->type != FIELD_ROWS)
            MUST(field_parse(f, s->cell[i], &m->arena, record));
    }
}

/* The place of a row, as a record. */
static void *place_read(struct maker *m, const struct kind *k,
                        const struct sheet *s)
{
    const struct field *codes = kind_field(k, S("codes"));
    void *p = blank(m, k);
    struct list *list = (void *)((char *)p + codes->at);
    char *row;

    set_same(m, k, p, s);
    set_named(k, p, "lg", "place", cell(s, "lg"));
    set_named(k, p, "revenue", "place", cell(s, "revenue"));
    if (cell(s, "code").n) {
        row = arena_array(&m->arena, 1, codes->child_bytes);
        record_blank(codes->child, codes->children, row);
        for (int i = 0; i < codes->children; i++)
            MUST(field_parse(&codes->child[i], cell(s, codes->child[i].name),
                             &m->arena, row));
        *list = (struct list){ row, 1 };
    }
    return p;
}

static void place_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("place"));

    make(m, k, place_read(m, k, s), id_named(S("place"), cell(s, "key")));
}

/* Moves and aliases have no key of their own: their words make it. */
static struct id id_of_words(const char *kind, struct str a, struct str b,
                             struct arena *arena)
{
    struct buf words = buf_start(arena);

    buf_add(&words, a);
    buf_char(&words, '|');
    buf_add(&words, b);
    return id_named(str_of(kind), buf_str(&words));
}

/* The row of a place. Names come in the order of places, so the search goes on
 * from the last one, and only a later edition's begins again. */
static const struct sheet *place_row(struct maker *m, struct str key)
{
    for (int turn = 0; turn < 2; turn++) {
        while (m->places && sheet_next(m->places, &m->arena))
            if (str_same(cell(m->places, "key"), key))
                return m->places;
        m->places = arena_new(&m->arena, struct sheet);
        *m->places = sheet_open(S("places"), &m->arena);
    }
    MUST(!"a place that is named");
    return NULL;
}

/* A place that was shipped without these names is restated with them. */
static void name_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("place")), *fix = kind_find(S("fix"));
    void *p = place_read(m, k, place_row(m, cell(s, "place")));
    void *x = blank(m, fix);
    struct buf on = buf_start(&m->arena);

    set(m, k, p, "name_ur", cell(s, "name_ur"));
    set(m, k, p, "name_sd", cell(s, "name_sd"));
    set_named(fix, x, "answers", "place", cell(s, "place"));
    set(m, fix, x, "body", record_body(k, p, &m->arena));
    set(m, fix, x, "why", S(NAMED_WHY));
    buf_fmt(&on, "%d", m->on);
    make(m, fix, x,
         id_of_words("fix", cell(s, "place"), buf_str(&on), &m->arena));
}

static void move_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("move"));
    void *p = blank(m, k);

    set(m, k, p, "since", cell(s, "since"));
    set_named(k, p, "place", "place", cell(s, "place"));
    set_named(k, p, "lg", "place", cell(s, "lg"));
    make(m, k, p,
         id_of_words("move", cell(s, "place"), cell(s, "since"), &m->arena));
}

static void alias_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("alias"));
    void *p = blank(m, k);

    set(m, k, p, "name", cell(s, "alias"));
    set_named(k, p, "place", "place", cell(s, "place"));
    make(m, k, p,
         id_of_words("alias", cell(s, "place"), cell(s, "alias"), &m->arena));
}

static void rsp_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("rsp"));
    void *p = blank(m, k);

    set_same(m, k, p, s);
    set(m, k, p, "nature", cell(s, "kind"));
    set_rows(m, k, p, "also", cell(s, "aliases"), NULL);
    make(m, k, p, id_named(S("rsp"), cell(s, "code")));
}

static void indicator_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("indicator"));
    void *p = blank(m, k);

    set_same(m, k, p, s);
    make(m, k, p, id_named(S("indicator"), cell(s, "code")));
}

static void coverage_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("coverage"));
    void *p = blank(m, k);

    set(m, k, p, "since", cell(s, "since"));
    set(m, k, p, "stated", cell(s, "count"));
    set(m, k, p, "unit", cell(s, "unit"));
    set(m, k, p, "source", cell(s, "source"));
    set_named(k, p, "rsp", "rsp", cell(s, "rsp"));
    set_rows(m, k, p, "places", S(""), "place");
    make(m, k, p,
         id_of_words("coverage", cell(s, "rsp"), cell(s, "count"), &m->arena));
}

static void role_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("role"));
    void *p = blank(m, k);

    set_same(m, k, p, s);
    set_rows(m, k, p, "rights", cell(s, "rights"), NULL);
    make(m, k, p, id_named(S("role"), cell(s, "code")));
}

/* The rows of a ROWS field: the lines of another file whose first `keys` cells
 * are the same as those of this line. */
static void set_children(struct maker *m, const struct kind *k, void *record,
                         const char *field, const char *file,
                         const struct sheet *s, int keys)
{
    const struct field *f = kind_field(k, str_of(field));
    struct list *list = (void *)((char *)record + f->at);
    struct sheet all = sheet_open(str_of(file), &m->arena);
    size_t room = 0;

    for (size_t i = 0; i < all.rest.n; i++)
        room += all.rest.p[i] == '\n';
    list->at = arena_array(&m->arena, room, f->child_bytes);
    while (sheet_next(&all, &m->arena)) {
        char *row = (char *)list->at + list->n * f->child_bytes;
        bool same = true;

        for (int i = 0; i < keys; i++)
            same &= str_same(all.cell[i], s->cell[i]);
        if (!same)
            continue;
        record_blank(f->child, f->children, row);
        for (int i = keys; i < all.columns; i++) {
            const struct field *g = field_find(f->child, f->children,
                                               all.name[i]);

            MUST(g && field_parse(g, all.cell[i], &m->arena, row));
        }
        list->n++;
    }
}

struct lists { /* of a kind: "field=file", parted by blanks */
    const char *kind, *said;
};

/* A kind whose rows are named by their code. */
static void coded_make(struct maker *m, const struct sheet *s,
                       const struct lists *as)
{
    const struct kind *k = kind_find(str_of(as->kind));
    void *p = blank(m, k);
    struct str rest = str_of(as->said);

    set_same(m, k, p, s);
    while (rest.n) {
        struct str file = str_cut(&rest, ' '), field = str_cut(&file, '=');

        set_children(m, k, p, arena_z(&m->arena, field),
                     arena_z(&m->arena, file), s, 1);
    }
    make(m, k, p,
         id_named(str_of(k->name), cell(s, k->code ? k->code : "code")));
}

static void likelihood_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("likelihood"));
    void *p = blank(m, k);

    set_same(m, k, p, s);
    set_children(m, k, p, "shares", "shares", s, 2);
    set_children(m, k, p, "targets", "targets", s, 2);
    make(m, k, p,
         id_of_words("likelihood", cell(s, "card"), cell(s, "line"),
                     &m->arena));
}

static void ledger_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("ledger"));
    void *p = blank(m, k);

    set_same(m, k, p, s);
    make(m, k, p, id_named(S("ledger"), cell(s, "indicator")));
}

/* What serves a goal has no key of its own: the two make it. */
static void goal_link_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("goal_link"));
    struct str of = cell(s, "indicator");
    void *p = blank(m, k);

    set_same(m, k, p, s);
    make(m, k, p,
         id_of_words("goal_link", cell(s, "goal"),
                     of.n ? of : cell(s, "sector"), &m->arena));
}

/* Conditions parted by '|', each "need;least;most;text;text_ur;text_sd". */
static void terms_set(struct maker *m, const struct field *f, void *record,
                      struct str said)
{
    static const char *const part[] = { "need", "least",   "most",
                                        "text", "text_ur", "text_sd" };
    struct list *list = (void *)((char *)record + f->at);

    list->at = arena_array(&m->arena, (size_t)f->most, f->child_bytes);
    while (said.n) {
        struct str one = str_cut(&said, '|');
        char *row = (char *)list->at + list->n++ * f->child_bytes;

        MUST((int64_t)list->n <= f->most);
        record_blank(f->child, f->children, row);
        for (size_t i = 0; i < LEN(part); i++) {
            const struct field *c = field_find(f->child, f->children,
                                               str_of(part[i]));

            MUST(c && field_parse(c, str_cut(&one, ';'), &m->arena, row));
        }
    }
}

static void product_make(struct maker *m, const struct sheet *s)
{
    const struct kind *k = kind_find(S("product"));
    void *p = blank(m, k);

    set_same(m, k, p, s);
    terms_set(m, kind_field(k, S("terms")), p, cell(s, "terms"));
    make(m, k, p,
         id_of_words("product", cell(s, "code"), cell(s, "since"), &m->arena));
}

/* ---- the files, in the order in which their rows were shipped -----------*/

static const struct shelf {
    const char *file;
    void (*make)(struct maker *m, const struct sheet *row); /* or coded_make: */
    struct lists as;
} shelf[] = {
    { "places", place_make, { NULL, NULL } },
    { "moves", move_make, { NULL, NULL } },
    { "aliases", alias_make, { NULL, NULL } },
    { "rsps", rsp_make, { NULL, NULL } },
    { "indicators", indicator_make, { NULL, NULL } },
    { "coverage", coverage_make, { NULL, NULL } },
    { "register", indicator_make, { NULL, NULL } },
    { "roles", role_make, { NULL, NULL } },
    { "ledger", ledger_make, { NULL, NULL } },
    { "questionnaires",
      NULL,
      { "questionnaire", "questions=questions choices=choices" } },
    { "likelihoods", likelihood_make, { NULL, NULL } },
    { "bandings", NULL, { "banding", "bands=bands" } },
    { "products", product_make, { NULL, NULL } },
    { "redress",
      NULL,
      { "redress", "channels=redress_channels limits=redress_limits" } },
    { "yardsticks",
      NULL,
      { "yardstick",
        "dimensions=yard_dimensions indicators=yard_indicators grades=yard_grades" } },
    { "offices", NULL, { "office", "" } },
    { "bylaws", NULL, { "bylaw", "clauses=clauses" } },
    { "pathways", NULL, { "pathway", "stages=stages" } },
    { "duties", NULL, { "duty", "" } },
    { "rhythms", NULL, { "rhythm", "" } },
    { "vigils", NULL, { "vigil", "" } },
    { "hand_limits", NULL, { "hand_limit", "" } },
    { "chart", NULL, { "account_head", "" } },
    { "bookings", NULL, { "booking", "" } },
    { "loan_products", NULL, { "loan_product", "" } },
    { "loan_classes", NULL, { "loan_class", "grades=loan_grades" } },
    { "house_plans", NULL, { "house_plan", "stages=house_stages" } },
    { "goals", NULL, { "goal", "" } },
    { "goal_links", goal_link_make, { NULL, NULL } },
    { "agencies", NULL, { "agency", "" } },
    { "training_kinds", NULL, { "training_kind", "" } },
    { "toolkits", NULL, { "toolkit", "topics=toolkit_topics" } },
    { "feasible_gates", NULL, { "feasible_gate", "" } },
    { "scheme_documents", NULL, { "scheme_document", "" } },
    { "environment_questions", NULL, { "environment_question", "" } },
    { "scheme_types", NULL, { "scheme_type", "paper=scheme_papers" } },
    { "activity_kinds", NULL, { "activity_kind", "" } },
    { "names", name_make, { NULL, NULL } },
};

static size_t shelf_find(struct str file)
{
    for (size_t i = 0; i < LEN(shelf); i++)
        if (str_same(file, str_of(shelf[i].file)))
            return i;
    MUST(!"a file of the reference data");
    return 0;
}

/* Every row of every file stands in exactly one line. */
static void rows_make(struct maker *m)
{
    struct sheet editions = sheet_open(S("editions"), &m->arena);
    struct sheet file[LEN(shelf)];

    for (size_t i = 0; i < LEN(shelf); i++)
        file[i] = sheet_open(str_of(shelf[i].file), &m->arena);
    while (sheet_next(&editions, &m->arena)) {
        size_t at = shelf_find(cell(&editions, "file"));
        int64_t rows = 0;

        MUST(int_read(cell(&editions, "rows"), &rows));
        MUST(day_read(cell(&editions, "on"), &m->on));
        for (; rows > 0; rows--) {
            MUST(sheet_next(&file[at], &m->arena));
            if (shelf[at].make)
                shelf[at].make(m, &file[at]);
            else
                coded_make(m, &file[at], &shelf[at].as);
        }
    }
    for (size_t i = 0; i < LEN(shelf); i++)
        MUST(!sheet_next(&file[i], &m->arena));
}

static void device_make(struct maker *m)
{
    struct buf b = buf_start(&m->arena);
    struct hash key = reference_key();

    buf_z(&b, "{\"holder\":\"" REFERENCE_HOLDER "\",\"key\":\"");
    hash_put(&b, key);
    buf_z(&b, "\",\"name\":\"Saath reference data\"}");
    entry_make(m, "device", m->device, buf_str(&b));
}

static int64_t last_arrival(struct db *db)
{
    struct rows r = db_rows(db, SQL_ENTRY_LAST);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

/* What the site holds of it, as far as it was pinned. */
static void stood_read(struct maker *m)
{
    struct rows r = db_rows(m->db, SQL_ROOT_ALL);

    while (db_next(&r)) {
        if (!id_same(db_id(&r, 0), m->device) || db_null(&r, 3))
            continue;
        m->stood = db_int(&r, 3);
        m->stood_head = db_hash(&r, 4);
    }
}

static void root_pin(struct maker *m)
{
    struct hash key = reference_key();
    struct rows r = db_rows(m->db, SQL_ROOT_PUT);

    db_bind_id(&r, 1, m->device);
    db_bind_blob(&r, 2, key.b, sizeof key.b);
    db_bind_text(&r, 3, S(REFERENCE_HOLDER));
    db_bind_int(&r, 4, m->seq);
    db_bind_blob(&r, 5, m->head.b, sizeof m->head.b);
    db_run(&r);
    r = db_rows(m->db, SQL_ROOT_HEAD);
    db_bind_id(&r, 1, m->device);
    db_bind_int(&r, 2, m->seq);
    db_bind_blob(&r, 3, m->head.b, sizeof m->head.b);
    db_run(&r);
}

/* Makes all of the chain; what the site lacks is written where `write`. True
 * when all of it stands there then. */
static bool reference_make(struct db *db, bool write)
{
    struct maker m = { .db = db,
                       .device = reference_device(),
                       .on = REFERENCE_FIRST,
                       .arrivals = last_arrival(db),
                       .write = write };
    bool stands;

    stood_read(&m);
    m.grows = m.stood == 0;
    device_make(&m);
    rows_make(&m);
    if (m.seq < m.stood) /* a site of a newer edition */
        stands = entry_here(&m, m.seq, m.head);
    else
        stands = m.grows && (write || m.seq == m.stood);
    if (write && m.seq > m.stood && m.grows)
        root_pin(&m);
    arena_free(&m.arena);
    return stands;
}

void reference_each(struct arena *a, reference_see *see, void *self)
{
    struct maker m = { .arena = *a, .see = see, .self = self };

    rows_make(&m);
    *a = m.arena;
}

bool reference_put(struct db *db)
{
    return reference_make(db, true);
}

void reference_mend(struct keeper *k)
{
    struct maker m = { .db = k->db,
                       .device = reference_device(),
                       .on = REFERENCE_FIRST,
                       .mends = k };

    device_make(&m);
    rows_make(&m);
    arena_free(&m.arena);
}

bool reference_stands(struct db *db)
{
    return reference_make(db, false);
}

void reference_shape(struct buf *b)
{
    for (int i = 0; i < data_count; i++)
        if (str_starts(str_of(data_table[i].name), S("reference/")))
            buf_add(b, data_find(data_table[i].name));
}
