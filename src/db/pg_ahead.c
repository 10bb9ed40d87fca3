/* pg_ahead - questions asked ahead, gathered until somebody reads.
 *
 * The questions of one statement travel as one: its text, asked for each row
 * of arrays that hold what was bound. Rows of the answer say whose they are;
 * whoever then asks takes its own. A handful of questions, or a text that is
 * no plain query, are asked one by one in the pipeline. */
#include <stdlib.h>
#include <string.h>

#include "db/pg.h"

enum {
    SET_LEAST = 8,   /* fewer are asked one by one */
    SET_MOST = 2048, /* then the set goes out, and is answered meanwhile */
    AHEAD_BUCKETS = 32768
};

struct pg_question {
    const struct statement *s;
    uint64_t key;
    struct str values;        /* as bound */
    struct pg_question *next; /* of the same bucket */
    int times;                /* asked and not yet taken */
    bool sent;
    struct pg_answer *answer; /* once it has come */
    int from, to, shift;      /* its rows there; columns that are not its own */
};

/* ---- a query for a set --------------------------------------------------*/

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Begins with these words, in capitals or not. */
static bool says(struct str text, struct str words)
{
    for (size_t i = 0; i < words.n; i++)
        if (i == text.n || upper(text.p[i]) != words.p[i])
            return false;
    return true;
}

static bool says_somewhere(struct str text, struct str words)
{
    for (; text.n; text = str_from(text, 1))
        if (says(text, words))
            return true;
    return false;
}

/* A query that only reads. */
static bool reads(struct str text)
{
    static const char *const other[] = { "INSERT", "UPDATE", "DELETE" };

    text = str_trim(text);
    if (!says(text, S("SELECT")) && !says(text, S("WITH")))
        return false;
    for (size_t i = 0; i < LEN(other); i++)
        if (says_somewhere(text, str_of(other[i])))
            return false;
    return true;
}

/* The query for each row of the set. Where it orders its rows they are
 * numbered, since a join need not keep them so. Columns get names of their
 * own: a query may name two alike. */
static char *set_text(const struct pg_statement *g)
{
    struct arena a = { .chunk_bytes = 4096 };
    struct buf b = buf_start(&a), text = buf_start(&a);
    char *z;

    pg_along(&text, g->s.text);
    buf_z(&b, "SELECT asked_.i, f_.* FROM ");
    pg_set_rows(&b, g);
    buf_z(&b, " WITH ORDINALITY AS asked_(");
    pg_set_columns(&b, "p", g->s.params);
    buf_z(&b, ", i) CROSS JOIN LATERAL (");
    if (g->ordered)
        buf_z(&b, "SELECT row_number() OVER (), g_.* FROM (");
    pg_set_text(&b, buf_str(&text));
    buf_char(&b, '\n');
    if (g->ordered) {
        buf_z(&b, ") AS g_(");
        pg_set_columns(&b, "c", g->s.columns);
        buf_char(&b, ')');
    }
    buf_z(&b, g->ordered ? ") AS f_(n, " : ") AS f_(");
    pg_set_columns(&b, "c", g->s.columns);
    buf_z(&b, g->ordered ? ") ORDER BY 1, 2" : ") ORDER BY 1");
    z = pg_text(&b);
    arena_free(&a);
    return z;
}

void pg_ahead_learn(struct pg_statement *g)
{
    g->sets = g->s.params > 0 && g->s.columns > 0 && reads(g->s.text);
    g->ordered = says_somewhere(g->s.text, S("ORDER BY"));
}

void pg_ahead_free(struct pg_statement *g)
{
    pg_set_free(&g->ask, g->s.params);
}

/* ---- asking -------------------------------------------------------------*/

/* Lengths and bytes of what is bound. */
static struct str values_of(const struct pg_statement *g, struct arena *a)
{
    size_t n = g->n + (size_t)g->s.params * sizeof(int);
    char *to = arena_take(a, n + 1), *at = to;

    for (int i = 0; i < g->s.params; i++) {
        const struct pg_param *p = &g->param[i];

        memcpy(at, &p->length, sizeof p->length);
        at += sizeof p->length;
        if (p->length <= 0)
            continue;
        memcpy(at, g->bytes + p->at, (size_t)p->length);
        at += p->length;
    }
    return (struct str){ to, (size_t)(at - to) };
}

static uint64_t key_of(const struct statement *s, struct str values)
{
    uint64_t h = (uint64_t)(uintptr_t)s * UINT64_C(0x9e3779b97f4a7c15), w;

    for (; values.n >= 8; values = str_from(values, 8)) {
        memcpy(&w, values.p, 8);
        h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 32;
    }
    w = 0;
    if (values.n)
        memcpy(&w, values.p, values.n);
    h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
    return h ^ h >> 32;
}

/* Where the question that is bound stands among those asked, or would. */
static struct pg_question **find(struct pg *p, const struct pg_statement *g,
                                 struct str values, uint64_t key)
{
    struct pg_question **at = &p->ahead[key % AHEAD_BUCKETS];

    while (*at && ((*at)->key != key || (*at)->s != &g->s ||
                   !str_same((*at)->values, values)))
        at = &(*at)->next;
    return at;
}

static void set_put(struct pg *p, struct pg_statement *g,
                    struct pg_question *one)
{
    if (!g->ask.rows) {
        g->question = arena_many(&p->questions, struct pg_question *, SET_MOST);
        g->next_ask = p->asking;
        p->asking = g;
    }
    g->question[g->ask.rows] = one;
    pg_set_add(&g->ask, g);
}

void pg_ahead_put(struct db *db, struct pg_statement *g)
{
    struct pg *p = pg(db);
    struct arena_mark mark = arena_mark(&p->questions);
    struct str values = values_of(g, &p->questions);
    uint64_t key = key_of(&g->s, values);
    struct pg_question *one;

    if (!p->ahead)
        p->ahead = calloc(AHEAD_BUCKETS, sizeof *p->ahead);
    MUST(p->ahead);
    one = *find(p, g, values, key);
    if (one && !one->sent) {
        one->times++;
        p->aheads++;
        arena_back(&p->questions, mark);
        return;
    }
    one = arena_new(&p->questions, struct pg_question);
    *one = (struct pg_question){ .s = &g->s,
                                 .key = key,
                                 .values = values,
                                 .times = 1,
                                 .next = p->ahead[key % AHEAD_BUCKETS] };
    p->ahead[key % AHEAD_BUCKETS] = one;
    p->aheads++;
    set_put(p, g, one);
    if (g->ask.rows == SET_MOST)
        pg_ahead_send(db);
}

/* ---- sending ------------------------------------------------------------*/

static int number_at(const PGresult *r, int row)
{
    const unsigned char *u = (const unsigned char *)PQgetvalue(r, row, 0);

    MUST(PQgetlength(r, row, 0) == 8);
    return (int)((uint32_t)u[4] << 24 | (uint32_t)u[5] << 16 |
                 (uint32_t)u[6] << 8 | u[7]);
}

/* What was asked has come. */
static void answered(struct pg_asked *asked, PGresult *r)
{
    struct pg_answer *a = pg_answer_new(r, asked->n);
    int rows = PQntuples(r);

    for (int i = 0; i < asked->n; i++) {
        struct pg_question *q = asked->question[i];

        q->answer = a;
        q->to = asked->whole ? 0 : rows;
        if (asked->whole)
            q->shift = ((const struct pg_statement *)q->s)->ordered ? 2 : 1;
    }
    for (int row = 0; asked->whole && row < rows; row++) {
        int n = number_at(r, row);
        struct pg_question *q;

        MUST(n >= 1 && n <= asked->n);
        q = asked->question[n - 1];
        if (!q->to)
            q->from = row;
        q->to = row + 1;
    }
}

static void asked_note(struct db *db, struct pg_question **question, int n,
                       bool whole)
{
    struct pg *p = pg(db);
    struct pg_asked *asked = arena_new(&p->questions, struct pg_asked);

    *asked = (struct pg_asked){ answered, question, n, whole };
    for (int i = 0; i < n; i++)
        question[i]->sent = true;
    if (p->waiting && !db->trouble)
        p->asked[p->waiting - 1] = asked;
}

static void ask_send(struct db *db, struct pg_statement *g)
{
    if (g->sets && g->ask.rows >= SET_LEAST) {
        if (!g->ask.text)
            g->ask.text = set_text(g);
        pg_set_send(db, &g->ask, g);
        asked_note(db, g->question, g->ask.rows, true);
        return;
    }
    pg_set_start(&g->ask, g->s.params);
    for (int i = 0; i < g->ask.rows; i++) {
        pg_set_send_next(db, &g->ask, g);
        asked_note(db, &g->question[i], 1, false);
    }
}

void pg_ahead_send(struct db *db)
{
    struct pg *p = pg(db);

    if (!p->asking)
        return;
    while (p->asking) {
        struct pg_statement *g = p->asking;

        p->asking = g->next_ask;
        ask_send(db, g);
        pg_set_clear(&g->ask, g->s.params);
    }
    if (!db->trouble)
        pg_flush(db); /* the server begins now */
}

/* ---- answers ------------------------------------------------------------*/

/* The server may still be busy with those asked after it. */
static void answer_await(struct db *db, const struct pg_question *one)
{
    while (!one->answer && !db->trouble && pg_collect(db))
        continue;
    if (!one->answer)
        PQclear(pg_settle(db));
}

bool pg_ahead_take(struct db *db, struct pg_statement *g)
{
    struct pg *p = pg(db);
    struct pg_question **at, *one;
    struct arena_mark mark;
    struct str values;

    if (!p->aheads)
        return false;
    mark = arena_mark(&p->questions);
    values = values_of(g, &p->questions);
    at = find(p, g, values, key_of(&g->s, values));
    arena_back(&p->questions, mark);
    one = *at;
    if (!one)
        return false;
    if (!one->answer) {
        pg_ahead_send(db);
        answer_await(db, one);
    }
    g->answer = one->answer ? one->answer : pg_answer_new(NULL, 0);
    g->answer->users++;
    g->row = one->from;
    g->end = one->to;
    g->shift = one->shift;
    p->aheads--;
    if (!--one->times) {
        *at = one->next;
        pg_answer_drop(one->answer);
    }
    return true;
}

void pg_ahead_end(struct db *db)
{
    struct pg *p = pg(db);

    while (p->asking) {
        struct pg_statement *g = p->asking;

        p->asking = g->next_ask;
        pg_set_clear(&g->ask, g->s.params);
    }
    for (int i = 0; i < p->waiting; i++)
        p->asked[i] = NULL; /* its answer will be dropped */
    for (int b = 0; p->aheads && b < AHEAD_BUCKETS; b++) {
        for (struct pg_question *q = p->ahead[b]; q; q = q->next)
            pg_answer_drop(q->answer);
        p->ahead[b] = NULL;
    }
    p->aheads = 0;
    arena_free(&p->questions);
}
