/* demo_census - the census of some union councils of the sample: every
 * household of theirs, those in no CO among them, who lives in it and what it
 * scored, once before the RSPs ran Saath and in some places two years later. */
#include <string.h>

#include "cmd/demo_people.h"

enum {
    EVERY = 8,          /* so manieth union council of an RSP is asked */
    PART_SIZE = 5,      /* per cent; below it only some settlements are */
    PART = 2,           /* so many */
    LINES = 32,         /* persons of a household have numbers of their own */
    POOREST = 150,      /* of a thousand; more of them are in no CO */
    LEFT_OUT = 380,     /* of a thousand households, about */
    LEFT_POOREST = 240, /* of a thousand left out, how many of the poorest */
    DAY_SECONDS = 86400
};

/* ---- where --------------------------------------------------------------*/

static int area_of(const struct plan *p, int household)
{
    return p->settlement[p->household[household].settlement].area;
}

static int asked_at(const struct plan *p, int household)
{
    const struct census *c = p->census;
    const struct household *h = &p->household[household];

    for (int i = 0; i < c->areas; i++)
        if (c->area[i] == area_of(p, household))
            return h->settlement < c->upto[i] ? i : -1;
    return -1;
}

const struct shares *census_shares(const struct plan *p, int household)
{
    int at = asked_at(p, household);

    return at < 0 ? NULL : &p->census->shares[at];
}

/* "uc-pk72302-hingoro" lies in taluka pk72302. */
static void area_ask(struct demo *d, struct plan *p, int area)
{
    struct census *c = p->census;
    const struct area *x = &p->area[area];
    bool sindh = x->among != AMONG_PUNJAB;
    struct str taluka = str_from(x->uc, 3);
    int last = -1, n = 0;

    MUST(c->areas < CENSUS_AREAS);
    MUST(shares_read(&d->cmd->arena, sindh ? S("sindh") : S("punjab"),
                     str_cut(&taluka, '-'), &c->shares[c->areas]));
    for (int i = 0; i < p->settlements; i++)
        if (p->settlement[i].area == area &&
            (d->size >= PART_SIZE || n++ < PART))
            last = i;
    c->area[c->areas] = area;
    c->upto[c->areas++] = last + 1;
}

static void areas_ask(struct demo *d, struct plan *p)
{
    int nth[2] = { 0 };

    for (int i = 0; i < p->areas; i++) {
        int rsp = str_same(p->area[i].rsp, S("SRSO"));

        if (nth[rsp]++ % EVERY == 0)
            area_ask(d, p, i);
    }
}

/* ---- who is in no CO ----------------------------------------------------*/

static void left_add(struct demo *d, struct plan *p, int settlement, int number)
{
    const struct settlement *s = &p->settlement[settlement];
    struct luck l = luck_of(d->seed, "left out", p->households);
    int roll = luck_below(&l, 100);

    MUST(p->households < p->household_room);
    p->household[p->households++] =
        (struct household){ .settlement = settlement,
                            .number = (uint16_t)number,
                            .clan = s->clan[roll < 60 ? 0 :
                                            roll < 85 ? 1 :
                                                        2],
                            .head = name_pick(p->names, &l, POOL_MAN, s->among),
                            .first = -1 };
}

/* Their numbers follow those of the settlement's households in COs. */
static void left_out_add(struct demo *d, struct plan *p)
{
    int *in = arena_many(&d->cmd->arena, int, (size_t)p->settlements + 1);
    int before = p->households;

    for (int i = 0; i < before; i++)
        if (census_shares(p, i))
            in[p->household[i].settlement]++;
    for (int i = 0; i < p->settlements; i++) {
        struct luck l = luck_of(d->seed, "others", i);
        int more = in[i] * luck_between(&l, 430, 800) / 1000;

        for (int n = 1; n <= more; n++)
            left_add(d, p, i, in[i] + n);
    }
}

static void asked_list(struct demo *d, struct plan *p)
{
    struct census *c = p->census;

    c->household = arena_many(&d->cmd->arena, int, (size_t)p->households + 1);
    for (int i = 0; i < p->households; i++)
        if (census_shares(p, i))
            c->household[c->households++] = i;
}

/* ---- what they answer ---------------------------------------------------*/

/* Households in no CO are more often among the poorest; all of them together
 * are spread evenly. */
static int wealth_of(const struct household *h, struct luck *l)
{
    const int in_cos = (POOREST * 1000 - LEFT_OUT * LEFT_POOREST) /
                       (1000 - LEFT_OUT);
    bool poorest = luck_in(l, h->first < 0 ? LEFT_POOREST : in_cos);
    const int edge = RANKS / 1000 * POOREST;

    return poorest ? luck_below(l, edge) : luck_between(l, edge, RANKS - 1);
}

void census_home(struct demo *d, const struct plan *p, int household, int round,
                 struct home *out)
{
    const struct shares *s = census_shares(p, household);
    struct luck l = luck_of(d->seed, "home", household);

    MUST(s);
    home_draw(s, wealth_of(&p->household[household], &l), &l, out);
    if (round)
        home_later(s, &l, out);
}

int census_enumerator(const struct plan *p, int household)
{
    const struct area *x = &p->area[area_of(p, household)];

    return x->organiser + household % ((x->vos + 2) / 3);
}

struct id score_id(const struct demo *d, int household, int round)
{
    return demo_number(d, "score", household * ROUNDS + round);
}

bool census_asks(const struct plan *p, const struct survey *s, int household)
{
    return area_of(p, household) == s->area &&
           !(s->round && census_gone(p, household));
}

bool census_gone(const struct plan *p, int household)
{
    const struct census *c = p->census;

    return c->households >= GONE_ROOM &&
           (household == c->household[GONE_MIGRATED] ||
            household == c->household[GONE_SPLIT] ||
            household == c->household[GONE_MERGED]);
}

/* ---- surveys ------------------------------------------------------------*/

/* The second round is asked in the first union council of each RSP. */
static void surveys_add(struct demo *d, struct plan *p)
{
    struct census *c = p->census;
    bool again[2] = { false };

    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < c->areas; i++) {
            int rsp = str_same(p->area[c->area[i]].rsp, S("SRSO"));
            day since = round ? d->today - 75 : month_first(d->since) - 40;

            if (round && again[rsp])
                continue;
            again[rsp] = round > 0;
            c->survey[c->surveys] = (struct survey){
                .id = demo_number(d, "survey", c->area[i] * ROUNDS + round),
                .area = c->area[i],
                .round = round,
                .since = since,
                .until = since + (round ? 40 : 60)
            };
            c->surveys++;
        }
    for (int i = 0; i < c->surveys; i++)
        for (int j = 0; j < c->households; j++)
            c->survey[i].scores += census_asks(p, &c->survey[i],
                                               c->household[j]);
}

void census_plan(struct demo *d, struct plan *p)
{
    p->census = arena_new(&d->cmd->arena, struct census);
    areas_ask(d, p);
    left_out_add(d, p);
    asked_list(d, p);
    surveys_add(d, p);
}

static const struct survey *survey_of(const struct plan *p, int household,
                                      int round)
{
    const struct census *c = p->census;

    for (int i = 0; i < c->surveys; i++)
        if (c->survey[i].round == round &&
            census_asks(p, &c->survey[i], household))
            return &c->survey[i];
    return NULL;
}

int64_t census_moment(const struct demo *d, const struct survey *s,
                      int household)
{
    struct luck l = luck_of(d->seed, "asked", household * ROUNDS + s->round);
    day on = luck_between(&l, s->since + 1, s->until - 2);

    return diary_moment(d, &l, on);
}

void census_days(struct diary *y)
{
    const struct census *c = y->p->census;

    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < c->households; i++) {
            int household = c->household[i];
            const struct survey *s = survey_of(y->p, household, round);

            if (s)
                diary_put(y, census_moment(y->d, s, household), EVENT_CENSUS,
                          household, round);
        }
}

/* ---- into the log -------------------------------------------------------*/

static struct id household_id(const struct demo *d, int household)
{
    return demo_number(d, "household", household);
}

/* Within a few kilometres of the settlement's middle, in microdegrees. */
static void point_say(struct buf *out, struct demo *d, const struct plan *p,
                      int household)
{
    const struct household *h = &p->household[household];
    bool sindh = p->area[area_of(p, household)].among != AMONG_PUNJAB;
    struct luck at = luck_of(d->seed, "point", h->settlement),
                l = luck_of(d->seed, "at", household);
    int lat = (sindh ? 27680000 : 28500000) + luck_below(&at, 180000),
        lon = (sindh ? 68950000 : 70450000) + luck_below(&at, 200000);

    if (!luck_in(&l, 700))
        return;
    fact_int(out, "lat", lat + luck_below(&l, 6000));
    fact_int(out, "lon", lon + luck_below(&l, 6000));
}

uint16_t household_said(struct buf *out, struct demo *d, const struct plan *p,
                        int household)
{
    const struct shares *s = census_shares(p, household);
    struct roster r;

    if (!s)
        return p->household[household].head;
    roster_draw(d, p, household, &r);
    point_say(out, d, p, household);
    fact_text(out, "headed", s->of[OF_HEADED].answer[r.home.headed]);
    fact_text(out, "landless", s->of[OF_LANDLESS].answer[r.home.landless]);
    fact_text(out, "home", s->of[OF_HOME].answer[r.home.home]);
    fact_text(out, "faith", str_of(r.faith));
    return r.at[0].name;
}

struct id dweller_id(const struct demo *d, const struct roster *r,
                     int household, int at)
{
    return r->at[at].person >= 0 ?
               demo_number(d, "person", r->at[at].person) :
               demo_number(d, "dweller", household * LINES + at);
}

enum { BORN_BEFORE = 9 }; /* months */

void dweller_said(struct buf *out, const struct demo *d, const struct plan *p,
                  int household, const struct roster *r, int at)
{
    static const char *const relation[] = {
        "head",   "spouse",        "child",   "child_in_law", "grandchild",
        "parent", "parent_in_law", "sibling", "other"
    };
    const struct dweller *w = &r->at[at];
    struct arena *a = out->arena;
    struct buf born = buf_start(a), code = buf_start(a);
    const char *learned = w->education ? w->education : "";

    /* A year alone stands for its middle: that lies behind the census. */
    buf_fmt(&born, "\"%d\"", 1970 + (d->since - BORN_BEFORE) / 12 - w->age);
    buf_fmt(&code, "%d-%d", (int)p->household[household].number, at + 1);
    fact_raw(out, "born", arena_z(a, buf_str(&born)));
    fact_text(out, "code", buf_str(&code));
    fact_text(out, "relation", str_of(relation[w->relation]));
    fact_text(out, "education", str_of(learned));
    if (w->education)
        fact_text(out, "literacy",
                  strcmp(learned, "never") != 0 ? S("reads_writes") :
                                                  S("none"));
    if (w->occupation)
        fact_text(out, "occupation", str_of(w->occupation));
    if (w->disability)
        fact_text(out, "disability", str_of(w->disability));
    fact_text(out, "father_is", w->husband ? S("husband") : S("father"));
    fact_text(out, "faith", str_of(r->faith));
}

static void dweller_keep(struct diary *y, int household, const struct roster *r,
                         int at)
{
    struct demo *d = y->d;
    const struct household *h = &y->p->household[household];
    const struct settlement *s = &y->p->settlement[h->settlement];
    const struct dweller *w = &r->at[at];
    struct luck l = luck_of(d->seed, "dweller", household * LINES + at);
    int roll = luck_below(&l, 100), held = w->sex == SEX_WOMEN ? 62 : 86;
    struct buf out = fact_start(&d->arena);
    struct spelt name = person_name(y, w->sex, w->name, h->clan, s->among, &l),
                 father = person_name(y, SEX_MEN, w->father, h->clan, s->among,
                                      &l);

    fact_id(&out, "household", household_id(d, household));
    fact_text(&out, "sex", w->sex == SEX_WOMEN ? S("women") : S("men"));
    dweller_said(&out, d, y->p, household, r, at);
    if (w->age >= 18)
        fact_text(&out, "cnic_state",
                  roll < held     ? S("held") :
                  roll < held + 6 ? S("applied") :
                                    S("none"));
    fact_text(&out, "name", name.in[NAME_EN]);
    fact_text(&out, "name_ur", name.in[NAME_UR]);
    fact_text(&out, "name_sd", name.in[NAME_SD]);
    fact_text(&out, "father", father.in[NAME_EN]);
    fact_text(&out, "father_ur", father.in[NAME_UR]);
    fact_text(&out, "father_sd", father.in[NAME_SD]);
    if (w->age >= 18)
        person_secrets(&out, w->sex, roll < held,
                       100000 + household * LINES + at, &l, &d->arena);
    demo_keep(d, "person", dweller_id(d, r, household, at),
              diary_operator(y, s->area), S(""), fact_end(&out));
}

static void score_keep(struct diary *y, int household, int round,
                       struct id respondent)
{
    struct demo *d = y->d;
    const struct shares *s = census_shares(y->p, household);
    struct luck l = luck_of(d->seed, "sat", household * ROUNDS + round);
    struct buf out = fact_start(&d->arena);
    struct home h;

    census_home(d, y->p, household, round, &h);
    fact_id(&out, "household", household_id(d, household));
    fact_id(&out, "survey", survey_of(y->p, household, round)->id);
    fact_text(&out, "card", S(CARD_ASKED));
    fact_day(&out, "held", (day)(d->at / DAY_SECONDS));
    fact_raw(&out, "answers",
             arena_z(&d->arena, home_answers(s, &h, &d->arena)));
    fact_int(&out, "score", home_score(s, &h));
    fact_text(&out, "source", S("computed"));
    fact_id(&out, "enumerator",
            y->p->staff[census_enumerator(y->p, household)].id);
    fact_id(&out, "respondent", respondent);
    fact_int(&out, "began", d->at - luck_between(&l, 900, 1800));
    fact_int(&out, "ended", d->at - luck_between(&l, 60, 500));
    demo_keep(d, "score", score_id(d, household, round),
              diary_operator(y, area_of(y->p, household)), S(""),
              fact_end(&out));
}

void census_keep(struct diary *y, int household, int round)
{
    struct roster r;

    roster_draw(y->d, y->p, household, &r);
    household_keep(y, household);
    for (int i = 0; i < r.n && !round; i++)
        if (r.at[i].person < 0)
            dweller_keep(y, household, &r, i);
        else
            person_keep(y, r.at[i].person);
    score_keep(y, household, round, dweller_id(y->d, &r, household, r.n > 1));
}
