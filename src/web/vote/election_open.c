/* election_open - an election as its pages read it: judged as of today, with
 * everybody who is named in it. */
#include "web/vote/election.h"

#include <stdlib.h>

#include "election.sql.h"
#include "report/symbol.h"

/* ---- who is named in it -------------------------------------------------*/

static int id_of(const void *p, const void *q)
{
    return id_order(*(const struct id *)p, *(const struct id *)q);
}

static void named(struct election_page *e, struct id id)
{
    if (!id_none(id))
        e->person[e->persons++] = id;
}

static void winners_named(struct election_page *e, const struct vote_winner *w,
                          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        named(e, w[i].person);
        named(e, w[i].outgoing);
    }
}

static size_t named_most(const struct vote *v)
{
    size_t n = v->wardens + v->protests + v->appeals + 3 * v->nominations +
               2 * v->winners + 1;

    for (size_t i = 0; i < v->rolls; i++)
        n += v->roll[i].voters;
    for (size_t i = 0; i < v->declarations; i++)
        n += 2 * v->declaration[i].winners;
    for (size_t i = 0; i < v->sheets; i++)
        n += v->sheet[i].tally.rows;
    return n;
}

static void names_read(struct rq *rq, struct election_page *e)
{
    const struct vote *v = e->v;
    size_t once = 0;

    e->person = arena_many(rq->arena, struct id, named_most(v));
    for (size_t i = 0; i < v->wardens; i++)
        named(e, v->warden[i].person);
    for (size_t i = 0; i < v->rolls; i++)
        for (size_t j = 0; j < v->roll[i].voters; j++)
            named(e, v->roll[i].voter[j].person);
    for (size_t i = 0; i < v->protests; i++)
        named(e, v->protest[i].person);
    for (size_t i = 0; i < v->appeals; i++)
        named(e, v->appeal[i].person);
    for (size_t i = 0; i < v->nominations; i++) {
        named(e, v->nomination[i].person);
        named(e, v->nomination[i].proposer);
        named(e, v->nomination[i].seconder);
    }
    winners_named(e, v->winner, v->winners);
    for (size_t i = 0; i < v->declarations; i++)
        winners_named(e, v->declaration[i].winner, v->declaration[i].winners);
    for (size_t i = 0; i < v->sheets; i++)
        for (size_t j = 0; j < v->sheet[i].tally.rows; j++)
            named(e, v->sheet[i].tally.row[j].person);
    if (e->persons)
        qsort(e->person, e->persons, sizeof *e->person, id_of);
    for (size_t i = 0; i < e->persons; i++)
        if (!i || !id_same(e->person[i], e->person[once - 1]))
            e->person[once++] = e->person[i];
    e->persons = once;
    e->name = arena_many(rq->arena, const char *, once + 1);
    thing_names(rq, kind_find(S("person")), e->person, once, e->name);
}

static const struct id *named_at(const struct election_page *e,
                                 struct id person)
{
    return e->persons ?
               bsearch(&person, e->person, e->persons, sizeof person, id_of) :
               NULL;
}

const char *election_who(struct rq *rq, const struct election_page *e,
                         struct id person)
{
    const struct id *at = named_at(e, person);

    if (id_none(person))
        return "–";
    return at ? e->name[at - e->person] :
                thing_name(rq, kind_find(S("person")), person);
}

const char *election_father(struct rq *rq, struct election_page *e,
                            struct id person)
{
    const struct id *at = named_at(e, person);

    if (!e->father) {
        e->father = arena_many(rq->arena, const char *, e->persons + 1);
        father_names(rq, e->person, e->persons, e->father);
    }
    return at ? e->father[at - e->person] : "";
}

static void symbols_read(struct rq *rq, struct election_page *e)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ELECTION_SYMBOLS);

    e->symbol = arena_many(rq->arena, struct election_symbol,
                           e->v->nominations + 1);
    db_bind_id(&r, 1, e->id);
    while (db_next(&r))
        if (e->symbols < e->v->nominations)
            e->symbol[e->symbols++] = (struct election_symbol){
                db_id(&r, 0), arena_str(rq->arena, db_str(&r, 1))
            };
    db_done(&r);
}

struct str election_symbol(const struct election_page *e, struct id nomination)
{
    for (size_t i = 0; i < e->symbols; i++)
        if (id_same(e->symbol[i].entry, nomination))
            return e->symbol[i].symbol;
    return S("");
}

void symbol_draw(struct rq *rq, struct str name)
{
    const struct symbol *s = symbol_find(name);

    if (!s)
        return;
    symbol_svg(&rq->body, s);
    html(rq, " <small>%s</small>", word_of(rq, "symbol", name));
}

/* ---- opening ------------------------------------------------------------*/

struct election_page *election_open(struct rq *rq)
{
    struct election_page *e = arena_new(rq->arena, struct election_page);
    const struct kind *body = kind_find(S("body"));
    void *of;

    e->kind = kind_find(S("election"));
    e->record = register_open(rq, e->kind, &e->id);
    if (!e->record)
        return NULL;
    e->v = vote_find(rq->db, e->id, rq->today, rq->arena);
    if (!e->v) { /* it was withdrawn, or does not count */
        not_here(rq);
        return NULL;
    }
    e->body = e->v->body;
    of = arena_take(rq->arena, body->bytes);
    e->nature = row_find(rq->db, body, e->body, rq->arena, of) ?
                    said_choice(body, of, "nature") :
                    -1;
    e->keeps = register_may(rq, RIGHT_KEEP, e->kind, e->id);
    e->checks = register_may(rq, RIGHT_CHECK, e->kind, e->id);
    e->offices = office_kinds(rq);
    names_read(rq, e);
    symbols_read(rq, e);
    return e;
}

struct election_page *election_open_to_write(struct rq *rq)
{
    struct election_page *e = election_open(rq);

    if (e && !e->keeps) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    return e;
}
