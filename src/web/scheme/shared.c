/* shared - what the pages of schemes have in common. */
#include "core/card.h"
#include "report/works_read.h"
#include "web/scheme/works.h"
#include "works.sql.h"

bool works_open(struct rq *rq, struct site_of *x)
{
    struct works_said said;

    *x = (struct site_of){ .kind = kind_find(S("scheme")) };
    x->record = register_open(rq, x->kind, &x->id);
    if (!x->record)
        return false;
    said = works_read(rq->db, rq->arena, x->id);
    x->f = said.f;
    x->n = said.n;
    for (size_t i = 0; i < x->n; i++)
        if (x->f[i].what == WORKS_SELF)
            x->type = x->f[i].code;
    x->s = works_state(x->f, x->n, rq->today);
    return true;
}

const char *works_paper(struct rq *rq, struct str code)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_TITLE);
    const char *title = NULL;

    db_bind_text(&r, 1, code);
    if (db_next(&r))
        title = zstr(rq, own_text(rq->lang, db_str(&r, 0), db_str(&r, 1),
                                  db_str(&r, 2)));
    db_done(&r);
    return title ? title : zstr(rq, code);
}

const char *works_type(struct rq *rq, struct str code)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_TYPE);
    const char *title = NULL;

    db_bind_text(&r, 1, code);
    if (db_next(&r))
        title = zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                  db_str(&r, 3)));
    db_done(&r);
    return title ? title : zstr(rq, code);
}

const char *works_choice(struct rq *rq, const char *choices, int64_t at)
{
    return at < 0 || at == INT_NONE ?
               "" :
               word_of(rq, "choice", choice_name(choices, (int)at));
}

const char *works_stage(struct rq *rq, int stage)
{
    return word_of(rq, "works.stage", choice_name(WORKS_STAGES, stage));
}

const char *works_step(struct rq *rq, int64_t step)
{
    return step < 0 || step == INT_NONE ?
               "" :
               word_of(rq, "works.stage", choice_name(WORKS_STEPS, (int)step));
}

const char *works_gate(struct rq *rq, int64_t gate)
{
    return word_of(rq, "works.gate", choice_name(WORKS_GATES, (int)gate));
}

void works_chip(struct rq *rq, int stage)
{
    html(rq,
         stage >= AT_COMPLETED && stage < ROAD ?
             "<span class=\"chip good\">%s</span>" :
         stage >= ROAD ? "<span class=\"chip stop\">%s</span>" :
                         "<span class=\"chip\">%s</span>",
         works_stage(rq, stage));
}

const char *works_percent(struct rq *rq, int64_t hundredths)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, number_all(rq, hundredths, 2));
    buf_z(&b, " %");
    return zstr(rq, buf_str(&b));
}

const char *works_money_word(struct rq *rq, int64_t what)
{
    static const char *const key[] = {
        "kind.scheme_tranche",  "kind.contribution",  "kind.wage",
        "kind.scheme_spending", "kind.scheme_return", "kind.om_collection"
    };

    return word(rq, key[what < 0 || what > M_FEES ? 0 : what]);
}

int works_next_gate(const struct site_of *x, day *since)
{
    *since = DAY_NONE;
    if (x->s.stage >= ROAD && x->s.stage != AT_RETURNED)
        return -1;
    if (x->s.road == AT_TERMS)
        return GATE_INITIATED;
    if (x->s.road == AT_INITIATED || x->s.road == AT_IN_PROGRESS) {
        *since = x->s.paid_on;
        return x->s.paid < x->s.programme ? GATE_TRANCHE : GATE_COMPLETED;
    }
    return works_gate_of(x->s.road + 1);
}

struct findings works_tranche_stops(struct rq *rq, const struct site_of *x)
{
    struct works_fact *f = arena_many(rq->arena, struct works_fact, x->n + 1);
    struct findings all = findings_start(rq->arena),
                    some = findings_start(rq->arena);

    for (size_t i = 0; i < x->n; i++)
        f[i] = x->f[i];
    f[x->n] = (struct works_fact){ .what = WORKS_TRANCHE,
                                   .on_day = rq->today,
                                   .amount = 1,
                                   .a = INT_NONE,
                                   .one = x->id, /* in some meeting */
                                   .also = DAY_NONE };
    works_judge(f, x->n, &f[x->n], &all);
    for (size_t i = 0; i < all.n; i++)
        if (str_starts(str_of(all.at[i].what), S("scheme_tranche.")))
            tell_ab(&some, STOP, all.at[i].what, "", all.at[i].a, all.at[i].b);
    return some;
}
