/* demo_survey - the steps of the sample's surveys: opened, asked again of a
 * random tenth, read out in the villages, validated with the district, and what
 * was decided on their scores. */
#include <stdlib.h>
#include <string.h>

#include "cmd/demo_people.h"
#include "core/choice.h"

enum {
    DAY_SECONDS = 86400,
    TENTH = 100,
    DRAWN_MOST = 5000,
    CHECK_DAYS = 5,
    A_CASE_SECONDS = 90
};
enum { /* steps; the days of asking again follow the last */
       STEP_OPEN,
       STEP_CLOSED,
       STEP_VERIFIED,
       STEP_READ_OUT,
       STEP_VALIDATED,
       STEP_LOCKED,
       STEP_DECIDED,
       STEP_CHECK
};

/* ---- when ---------------------------------------------------------------*/

/* Of the second round, the first one is done but for its lock, the other is
 * still being asked again. */
static int last_step(const struct survey *s, bool first)
{
    return s->round == 0 ? STEP_DECIDED : first ? STEP_VALIDATED : STEP_CLOSED;
}

void surveys_plan(struct diary *y)
{
    static const int after[] = {
        [STEP_CLOSED] = 1,     [STEP_VERIFIED] = 17, [STEP_READ_OUT] = 21,
        [STEP_VALIDATED] = 28, [STEP_LOCKED] = 45,   [STEP_DECIDED] = 60
    };
    const struct census *c = y->p->census;
    bool first = true;

    for (int i = 0; i < c->surveys; i++) {
        const struct survey *s = &c->survey[i];
        struct luck l = luck_of(y->d->seed, "survey", i);
        int checks = s->round && !first ? CHECK_DAYS - 2 : CHECK_DAYS;

        diary_put(y, (int64_t)s->since * DAY_SECONDS, EVENT_SURVEY, i,
                  STEP_OPEN);
        for (int step = STEP_CLOSED; step <= last_step(s, first); step++)
            diary_put(y, diary_moment(y->d, &l, s->until + after[step]),
                      EVENT_SURVEY, i, step);
        for (int n = 0; n < checks; n++)
            diary_put(y, diary_moment(y->d, &l, s->until + 3 + 2 * n),
                      EVENT_SURVEY, i, STEP_CHECK + n);
        first &= s->round == 0;
    }
}

/* ---- the survey and its stages ------------------------------------------*/

static struct str manager_of(const struct diary *y, const struct survey *s)
{
    return demo_user(y->d, "manager", y->p->area[s->area].rsp);
}

static day today_of(const struct demo *d)
{
    return (day)(d->at / DAY_SECONDS);
}

static void open_keep(struct diary *y, const struct survey *s)
{
    struct demo *d = y->d;
    const struct area *x = &y->p->area[s->area];
    struct buf out = fact_start(&d->arena), code = buf_start(&d->arena),
               title = buf_start(&d->arena);

    buf_add(&code, x->unit);
    buf_char(&code, '-');
    buf_add(&code, x->name.in[NAME_EN]);
    buf_fmt(&code, "-%d", s->round + 1);
    buf_fmt(&title, "Sample census, round %d, ", s->round + 1);
    buf_add(&title, x->name.in[NAME_EN]);
    fact_text(&out, "code", buf_str(&code));
    fact_text(&out, "title", buf_str(&title));
    fact_text(&out, "programme", S("sample"));
    fact_id(&out, "rsp", id_named(S("rsp"), x->rsp));
    fact_id(&out, "project", id_named(S("project"), x->project));
    fact_text(&out, "card", S(CARD_ASKED));
    fact_id(&out, "place", id_named(S("place"), x->uc));
    fact_day(&out, "since", s->since);
    fact_day(&out, "until", s->until);
    demo_keep(d, "survey", s->id, manager_of(y, s), S(""), fact_end(&out));
}

static void stage_keep(struct diary *y, const struct survey *s, int which,
                       const char *state)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);
    bool sindh = y->p->area[s->area].among != AMONG_PUNJAB;

    fact_id(&out, "survey", s->id);
    fact_text(&out, "state", str_of(state));
    fact_day(&out, "since", today_of(d));
    if (!strcmp(state, "validated"))
        fact_text(&out, "authority",
                  sindh ? S("Deputy Commissioner Sukkur (sample)") :
                          S("Deputy Commissioner Rahim Yar Khan (sample)"));
    demo_keep(d, "stage", demo_number(d, state, which), manager_of(y, s), S(""),
              fact_end(&out));
}

/* ---- a random tenth, asked again ----------------------------------------*/

static size_t tenth_draw(struct diary *y, const struct survey *s,
                         struct hash seed, struct draw_row **out)
{
    const struct census *c = y->p->census;
    struct arena *a = &y->d->arena;
    struct draw_row *row = arena_many(a, struct draw_row,
                                      (size_t)s->scores + 1);
    size_t n = 0;

    for (int i = 0; i < c->households; i++)
        if (census_asks(y->p, s, c->household[i]))
            row[n++] = (struct draw_row){
                .score = score_id(y->d, c->household[i], s->round),
                .enumerator =
                    y->p->staff[census_enumerator(y->p, c->household[i])].id
            };
    draw_sample(row, n, s->id, seed, TENTH, DRAWN_MOST, a);
    *out = row;
    return n;
}

/* A keeper's machine gives true chance; the sample's is made of its name. */
static struct hash seed_of(const struct survey *s)
{
    return sha_of((struct str){ (const char *)s->id.b, sizeof s->id.b });
}

static void sample_keep(struct diary *y, const struct survey *s, int which)
{
    struct demo *d = y->d;
    struct hash seed = seed_of(s);
    struct draw_row *row;
    size_t n = tenth_draw(y, s, seed, &row);
    struct buf out = fact_start(&d->arena), drawn = buf_start(&d->arena),
               hex = buf_start(&d->arena);

    buf_char(&drawn, '[');
    for (size_t i = 0; i < n; i++) {
        if (!row[i].drawn)
            continue;
        buf_z(&drawn, drawn.n > 1 ? ",{\"score\":\"" : "{\"score\":\"");
        id_put(&drawn, row[i].score);
        buf_z(&drawn, "\"}");
    }
    buf_char(&drawn, ']');
    hash_put(&hex, seed);
    fact_id(&out, "survey", s->id);
    fact_day(&out, "made", today_of(d));
    fact_int(&out, "share", TENTH);
    fact_int(&out, "scores", (int64_t)n);
    fact_text(&out, "seed", buf_str(&hex));
    fact_raw(&out, "drawn", arena_z(&d->arena, buf_str(&drawn)));
    demo_keep(d, "sample", demo_number(d, "sample", which), manager_of(y, s),
              S(""), fact_end(&out));
}

/* What a second visit hears: mostly the same. One enumerator of each ten was
 * careless. */
static void answers_again(const struct shares *s, int enumerator,
                          struct luck *l, struct home *h)
{
    int wrong = enumerator % 10 == 3 ? 110 : 25;

    for (int i = OF_CHILDREN; i < QUESTIONS; i++)
        if (luck_in(l, wrong))
            h->answer[i] = (h->answer[i] + 1) % s->of[i].n;
}

static void backcheck_keep(struct diary *y, const struct survey *s,
                           int household)
{
    struct demo *d = y->d;
    const struct shares *of = census_shares(y->p, household);
    struct luck l = luck_of(d->seed, "again", household * ROUNDS + s->round);
    int enumerator = census_enumerator(y->p, household);
    struct buf out = fact_start(&d->arena);
    struct home h;

    census_home(d, y->p, household, s->round, &h);
    answers_again(of, enumerator, &l, &h);
    fact_id(&out, "score", score_id(d, household, s->round));
    fact_id(&out, "survey", s->id);
    fact_day(&out, "held", today_of(d));
    fact_raw(&out, "answers",
             arena_z(&d->arena, home_answers(of, &h, &d->arena)));
    demo_keep(d, "backcheck",
              demo_number(d, "backcheck", household * ROUNDS + s->round),
              S("mehwish"), S(""), fact_end(&out));
}

struct scored {
    struct id id;
    int household;
};

static int scored_order(const void *a, const void *b)
{
    return id_order(((const struct scored *)a)->id,
                    ((const struct scored *)b)->id);
}

/* Households by the ids of their scores. */
static size_t scored_list(struct diary *y, const struct survey *s,
                          struct scored **out)
{
    const struct census *c = y->p->census;
    struct scored *at = arena_many(&y->d->arena, struct scored,
                                   (size_t)s->scores + 1);
    size_t n = 0;

    for (int i = 0; i < c->households; i++)
        if (census_asks(y->p, s, c->household[i]))
            at[n++] = (struct scored){
                score_id(y->d, c->household[i], s->round), c->household[i]
            };
    qsort(at, n, sizeof *at, scored_order);
    *out = at;
    return n;
}

static void checks_keep(struct diary *y, const struct survey *s, int nth)
{
    struct draw_row *row;
    struct scored *list;
    size_t n = tenth_draw(y, s, seed_of(s), &row);
    int drawn = 0;

    scored_list(y, s, &list);
    for (size_t i = 0; i < n; i++) {
        struct scored key = { .id = row[i].score }, *of;

        if (!row[i].drawn || drawn++ % CHECK_DAYS != nth)
            continue;
        of = bsearch(&key, list, n, sizeof *list, scored_order);
        MUST(of);
        backcheck_keep(y, s, of->household);
    }
}

/* ---- read out in the villages -------------------------------------------*/

static void objection_keep(struct diary *y, const struct survey *s,
                           int household, struct luck *l)
{
    struct demo *d = y->d;
    bool disputed = luck_in(l, 650);
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "survey", s->id);
    fact_id(&out, "household", demo_number(d, "household", household));
    fact_day(&out, "held", today_of(d));
    fact_text(&out, "says", disputed ? S("disputed") : S("confirmed"));
    fact_text(&out, "why",
              phrase_pick(y->phrases, disputed ? "dispute" : "confirm", NAME_EN,
                          l));
    demo_keep(d, "objection",
              demo_number(d, "objection", household * ROUNDS + s->round),
              diary_operator(y, s->area), S(""), fact_end(&out));
}

static void read_out(struct diary *y, const struct survey *s)
{
    const struct census *c = y->p->census;

    for (int i = 0; i < c->households; i++) {
        struct luck l = luck_of(y->d->seed, "read out",
                                c->household[i] * ROUNDS + s->round);

        if (census_asks(y->p, s, c->household[i]) && luck_in(&l, 12))
            objection_keep(y, s, c->household[i], &l);
    }
}

/* ---- what was decided ---------------------------------------------------*/

struct deciding {
    struct product product;
    struct id entry;
};

/* The CIF loan of PPRP, as it is shipped. */
static void product_read(struct arena *a, struct deciding *out)
{
    struct data *s = data_open("reference/products.csv");
    struct product *p = &out->product;
    struct term *member = arena_new(a, struct term);
    struct buf key = buf_start(a);

    *member = (struct term){ TERM_MEMBER, INT_NONE, INT_NONE,
                             S(""),       S(""),    S("") };
    *p = (struct product){ .until = DAY_NONE, .ceiling = INT_NONE };
    while (data_next(s)) {
        if (!str_same(data_cell(s, "code"), S("CIF-PPRP")))
            continue;
        p->code = arena_str(a, data_cell(s, "code"));
        p->title = arena_str(a, data_cell(s, "title"));
        MUST(int_read(data_cell(s, "least"), &p->least) &&
             int_read(data_cell(s, "upto"), &p->upto) &&
             day_read(data_cell(s, "since"), &p->since));
        p->whom = WHOM_WOMAN;
        p->terms = (struct list){ member, 1 };
        buf_add(&key, p->code);
        buf_char(&key, '|');
        buf_add(&key, data_cell(s, "since"));
    }
    data_close(s);
    MUST(p->code.n);
    out->entry = id_named(S("product"), buf_str(&key));
}

/* A woman of the household who is in a CO by then; -1: none. */
static int woman_member(const struct diary *y, int household)
{
    const struct plan *p = y->p;

    for (int i = p->household[household].first; i >= 0; i = p->person[i].next)
        if (p->person[i].sex == SEX_WOMEN && p->person[i].kept)
            return i;
    return -1;
}

static void decision_keep(struct diary *y, const struct survey *s,
                          const struct deciding *of, int household, int woman,
                          struct luck *l)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);
    struct choice_answer said;
    struct choice_ask ask = { .product = &of->product,
                              .home = { .women = 1,
                                        .cnic = -1,
                                        .members = 1,
                                        .disabled = -1,
                                        .woman_headed = -1,
                                        .landless = -1 },
                              .on = today_of(d),
                              .received = DAY_NONE };
    struct home h;

    census_home(d, y->p, household, s->round, &h);
    ask.score = (struct choice_score){
        score_id(d, household, s->round), S(CARD_ASKED),
        home_score(census_shares(y->p, household), &h),
        (day)(census_moment(d, s, household) / DAY_SECONDS)
    };
    said = choice_judge(&ask, &d->arena);
    fact_id(&out, "product", of->entry);
    fact_id(&out, "household", demo_number(d, "household", household));
    fact_id(&out, "person", demo_number(d, "person", woman));
    fact_day(&out, "made", today_of(d));
    fact_id(&out, "score", ask.score.id);
    fact_text(&out, "verdict", choice_name(VERDICTS, (int)said.verdict));
    fact_raw(&out, "why", arena_z(&d->arena, choice_json(&said, &d->arena)));
    if (said.verdict == ELIGIBLE)
        fact_int(&out, "amount", luck_between(l, 16, 40) * INT64_C(50000));
    demo_keep(d, "decision", demo_number(d, "decision", household),
              diary_operator(y, s->area), S(""), fact_end(&out));
}

/* Of a thousand: a loan for the poor is asked for by the poor. */
static int applies(const struct diary *y, const struct survey *s, int household)
{
    struct home h;

    census_home(y->d, y->p, household, s->round, &h);
    return home_score(census_shares(y->p, household), &h) < 2400 ? 400 : 20;
}

static void decide(struct diary *y, const struct survey *s)
{
    const struct census *c = y->p->census;
    struct deciding of;

    product_read(&y->d->arena, &of);
    for (int i = 0; i < c->households; i++) {
        int household = c->household[i], woman = woman_member(y, household);
        struct luck l = luck_of(y->d->seed, "decided", household);

        if (census_asks(y->p, s, household) && woman >= 0 &&
            luck_in(&l, applies(y, s, household))) {
            decision_keep(y, s, &of, household, woman, &l);
            y->d->at += A_CASE_SECONDS;
        }
    }
}

void step_keep(struct diary *y, int survey, int step)
{
    const struct survey *s = &y->p->census->survey[survey];

    switch (step) {
    case STEP_OPEN: open_keep(y, s); break;
    case STEP_CLOSED:
        stage_keep(y, s, survey, "closed");
        sample_keep(y, s, survey);
        break;
    case STEP_VERIFIED: stage_keep(y, s, survey, "verified"); break;
    case STEP_READ_OUT: read_out(y, s); break;
    case STEP_VALIDATED: stage_keep(y, s, survey, "validated"); break;
    case STEP_LOCKED: stage_keep(y, s, survey, "locked"); break;
    case STEP_DECIDED: decide(y, s); break;
    default: checks_keep(y, s, step - STEP_CHECK); break;
    }
}
