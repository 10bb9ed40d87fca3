/* moment - one line of a timeline: the day, what it was, whose, and what tells
 * it from others of its kind.
 *
 * Scores, counts and what is sealed are not in a line: they stand on the page
 * it opens to, for whoever may see that. */
#include <string.h>

#include "web/term.h"
#include "web/timeline.h"

enum { PIECES_MOST = 6 };

/* What the lines on one page call things, asked for all at once. */
struct naming {
    const struct kind *kind[TIMELINE_ROWS * (PIECES_MOST + 2)];
    struct id id[TIMELINE_ROWS * (PIECES_MOST + 2)];
    const char *name[TIMELINE_ROWS * (PIECES_MOST + 2)];
    size_t n;
};

struct drawn {
    struct rq *rq;
    const struct timeline *t;
    const struct kind *subject;
    struct id id;
    size_t first, n;
    void *record[TIMELINE_ROWS]; /* NULL where it is not needed */
    struct naming naming;
};

/* ---- the records of a page ----------------------------------------------*/

static void records_some(struct drawn *d, const struct kind *k)
{
    struct columns c = { k->field, k->fields, k->bytes };
    struct buf sql = buf_start(d->rq->arena);
    struct id id[TIMELINE_ROWS] = { { { 0 } } };
    struct rows r;
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++)
        if (d->t->at[d->first + i].kind == k)
            id[n++] = d->t->at[d->first + i].entry;
    buf_fmt(&sql, "SELECT * FROM %s WHERE entry IN (", k->name);
    for (int i = 1; i <= TIMELINE_ROWS; i++)
        buf_fmt(&sql, i == 1 ? "$%d" : ", $%d", i);
    buf_char(&sql, ')');
    r = db_text_rows(d->rq->db, buf_str(&sql));
    for (int i = 0; i < TIMELINE_ROWS; i++)
        db_bind_id(&r, i + 1, id[i]);
    while (db_next(&r)) {
        void *record = arena_take(d->rq->arena, k->bytes);
        struct id entry = db_id(&r, 0);

        columns_read(&r, &c, d->rq->arena, record);
        for (size_t i = 0; i < d->n; i++)
            if (id_same(d->t->at[d->first + i].entry, entry))
                d->record[i] = record;
    }
}

static void records_read(struct drawn *d)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct moment *m = &d->t->at[d->first + i];
        bool known = m->money != NULL; /* a sum says it all */

        for (size_t j = 0; !known && j < i; j++)
            known = d->t->at[d->first + j].kind == m->kind &&
                    !d->t->at[d->first + j].money;
        if (!known)
            records_some(d, m->kind);
    }
}

/* ---- what of a record is told -------------------------------------------*/

/* Things that a line calls by their names. */
static bool is_named(const char *kind)
{
    static const char *const named[] = { "body", "household", "person",
                                         "meeting" };

    for (size_t i = 0; i < LEN(named); i++)
        if (!strcmp(named[i], kind))
            return true;
    return false;
}

static bool tells(const struct drawn *d, const struct field *f,
                  const void *record)
{
    const void *at = (const char *)record + f->at;

    if (f->flags & FIELD_SEALED || field_none(f, record))
        return false;
    switch (f->type) {
    case FIELD_CHOICE:
    case FIELD_MONEY:
    case FIELD_FLAG:
    case FIELD_CODE: return true;
    case FIELD_REF:
        return f->of && is_named(f->of) &&
               !id_same(*(const struct id *)at, d->id);
    default: return false;
    }
}

static struct id refers(const struct field *f, const void *record)
{
    const void *at = (const char *)record + f->at;

    return f->type == FIELD_REF ?
               *(const struct id *)at :
               id_named(str_of(f->of), *(const struct str *)at);
}

static void name_want(struct naming *n, const struct kind *k, struct id id)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->kind[i] == k && id_same(n->id[i], id))
            return;
    if (id_none(id) || !k || n->n == LEN(n->id))
        return;
    n->kind[n->n] = k;
    n->id[n->n++] = id;
}

static const char *name_of(const struct naming *n, const struct kind *k,
                           struct id id)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->kind[i] == k && id_same(n->id[i], id))
            return n->name[i];
    return "";
}

static void names_want(struct drawn *d, size_t i)
{
    const struct moment *m = &d->t->at[d->first + i];
    const struct kind *k = m->kind;

    name_want(&d->naming, kind_find(S("person")), m->person);
    name_want(&d->naming, kind_find(S("body")), m->body);
    for (int f = 0; d->record[i] && f < k->fields; f++)
        if ((k->field[f].type == FIELD_REF || k->field[f].type == FIELD_CODE) &&
            tells(d, &k->field[f], d->record[i]))
            name_want(&d->naming, kind_find(str_of(k->field[f].of)),
                      refers(&k->field[f], d->record[i]));
}

static void names_read(struct drawn *d)
{
    struct naming *n = &d->naming;
    bool *done = arena_many(d->rq->arena, bool, n->n + 1);

    memset(done, 0, n->n + 1);
    for (size_t i = 0; i < n->n; i++) {
        struct id *id = arena_many(d->rq->arena, struct id, n->n);
        const char **name = arena_many(d->rq->arena, const char *, n->n);
        size_t some = 0, at = 0;

        for (size_t j = i; !done[i] && j < n->n; j++)
            if (n->kind[j] == n->kind[i])
                id[some++] = n->id[j];
        thing_names(d->rq, n->kind[i], id, some, name);
        for (size_t j = i; some && j < n->n; j++)
            if (n->kind[j] == n->kind[i]) {
                n->name[j] = name[at++];
                done[j] = true;
            }
    }
}

/* ---- drawing ------------------------------------------------------------*/

static void link_put(struct drawn *d, const struct kind *k, struct id id)
{
    html(d->rq, "<a href=\"%s\"><bdi>%s</bdi></a>", thing_path(d->rq, k, id),
         name_of(&d->naming, k, id));
}

static void piece_put(struct drawn *d, const struct kind *k,
                      const struct field *f, const void *record)
{
    struct rq *rq = d->rq;

    html(rq, " · ");
    if (f->type == FIELD_REF || f->type == FIELD_CODE)
        link_put(d, kind_find(str_of(f->of)), refers(f, record));
    else if (f->type == FIELD_FLAG)
        html(rq, "%s", field_word(rq, f));
    else if (f->type == FIELD_MONEY)
        html(rq, "%s <bdi>%s</bdi>", field_word(rq, f),
             rupees_text(rq,
                         *(const paisa *)(const void *)((const char *)record +
                                                        f->at)));
    else
        field_draw(rq, f, k->field, k->fields, record);
}

static void pieces_put(struct drawn *d, const struct moment *m,
                       const void *record)
{
    const struct kind *k = m->kind;
    const struct field *title = k->title ? kind_field(k, str_of(k->title)) :
                                           NULL;
    bool past = false;
    int n = 0;

    for (int i = 0; i < k->fields && n < PIECES_MOST; i++) {
        const struct field *f = &k->field[i];

        past |= f->type == FIELD_DATE && !strcmp(f->name, "ended");
        if (past && !m->ends && f->type == FIELD_CHOICE)
            continue; /* why it ended */
        if (!tells(d, f, record) ||
            (f->type == FIELD_REF && id_same(refers(f, record), m->person)))
            continue;
        piece_put(d, k, f, record);
        n++;
    }
    if (title && title->type == FIELD_TEXT && !(title->flags & FIELD_SEALED) &&
        !field_none(title, record)) {
        html(d->rq, " · ");
        field_draw(d->rq, title, k->field, k->fields, record);
    }
}

static void sum_put(struct drawn *d, const struct moment *m)
{
    html(d->rq, " · %s <bdi>%s</bdi> · ", field_word(d->rq, m->money),
         rupees_text(d->rq, m->sum));
    link_put(d, kind_find(S("body")), m->body);
}

static void moment_put(struct drawn *d, size_t i)
{
    const struct moment *m = &d->t->at[d->first + i];
    struct rq *rq = d->rq;

    html(rq, "<li><time>%s</time> <a href=\"%s\">%s%s%s</a> <small>",
         m->money ? month_text(rq, month_of(m->on.on)) : date_text(rq, m->on),
         thing_path(rq, m->kind, m->entry), kind_word(rq, m->kind),
         m->ends ? ": " : "", m->ends ? word(rq, "timeline.ended") : "");
    if (!id_none(m->person) && !id_same(m->person, d->id))
        link_put(d, kind_find(S("person")), m->person);
    if (m->money)
        sum_put(d, m);
    else if (d->record[i])
        pieces_put(d, m, d->record[i]);
    html(rq, "</small></li>");
}

static void some_put(struct drawn *d)
{
    records_read(d);
    for (size_t i = 0; i < d->n; i++)
        names_want(d, i);
    names_read(d);
    for (size_t i = 0; i < d->n; i++)
        moment_put(d, i);
}

void timeline_lines(struct rq *rq, const struct timeline *t,
                    const struct kind *subject, struct id id, size_t first,
                    size_t most)
{
    size_t end = t->n < first + most ? t->n : first + most;

    html(rq, "<ol class=\"moments\">");
    for (; first < end; first += TIMELINE_ROWS) {
        struct drawn *d = arena_new(rq->arena, struct drawn);

        *d = (struct drawn){ .rq = rq, .t = t, .subject = subject, .id = id };
        d->first = first;
        d->n = end - first < TIMELINE_ROWS ? end - first : TIMELINE_ROWS;
        some_put(d);
    }
    html(rq, "</ol>");
}

static int64_t pages_of(const struct timeline *t)
{
    return (int64_t)(t->n + TIMELINE_ROWS - 1) / TIMELINE_ROWS;
}

static size_t page_first(struct rq *rq, const struct timeline *t)
{
    int64_t of = pages_of(t);

    return (size_t)(rq_int(rq, "page", 1, of > 1 ? of : 1, 1) - 1) *
           TIMELINE_ROWS;
}

void timeline_card(struct rq *rq, const struct timeline *t,
                   const struct kind *subject, struct id id)
{
    size_t first = page_first(rq, t);

    card_open(rq, "register.timeline");
    if (!t->n)
        html(rq, "<p>%s</p>", word(rq, "timeline.none"));
    else
        timeline_lines(rq, t, subject, id, first, TIMELINE_ROWS);
    pager_draw(rq, (int64_t)first / TIMELINE_ROWS + 1, pages_of(t));
    if (t->more && first + TIMELINE_ROWS >= t->n)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "timeline.more"));
    card_close(rq);
}

void timeline_json(struct rq *rq, const struct timeline *t)
{
    size_t first = page_first(rq, t);

    buf_char(&rq->body, '[');
    for (size_t i = first; i < t->n && i < first + TIMELINE_ROWS; i++) {
        const struct moment *m = &t->at[i];
        struct keys k;

        if (i > first)
            buf_char(&rq->body, ',');
        k = keys_open(rq);
        key_id(&k, "entry", m->entry);
        key_text(&k, "kind", str_of(m->kind->name));
        key_text(&k, "on", str_of(day_iso(rq, m->on.on)));
        key_text(&k, "what", m->ends ? S("ended") : S("was"));
        key_id(&k, "person", m->person);
        if (m->money) {
            key_text(&k, "summed", str_of(m->money->name));
            key_int(&k, "sum", m->sum);
            key_int(&k, "of", m->n);
        }
        keys_close(&k);
    }
    buf_char(&rq->body, ']');
}
