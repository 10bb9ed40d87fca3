/* demo_life - what happens to a few households and women of the sample's census:
 * they move, split and merge, are written twice, agree to be written at all;
 * and a donor asks bodies with a form of its own. */
#include "cmd/demo_people.h"

enum { DAY_SECONDS = 86400, TWINS = 5, CONSENT_EACH = 25, FORM_EACH = 3 };
enum {
    LIFE_MIGRATED,
    LIFE_SPLIT,
    LIFE_MERGED,
    LIFE_TWIN,
    LIFE_SAME,
    LIFE_CONSENT,
    LIFE_FORM,
    LIFE_RESPONSE
};

#define FORM_CODE "SAMPLE-WASH-1"

/* ---- when ---------------------------------------------------------------*/

static void life_put(struct diary *y, const char *what, day on, int which,
                     int step)
{
    struct luck l = luck_of(y->d->seed, what, which);

    diary_put(y, diary_moment(y->d, &l, on), EVENT_LIFE, which, step);
}

static void consents_plan(struct diary *y)
{
    const struct census *c = y->p->census;

    for (int i = 0; i < c->households; i += CONSENT_EACH)
        for (int j = i; j < c->households && j < i + CONSENT_EACH; j++)
            if (y->p->household[c->household[j]].first >= 0) {
                life_put(y, "consent", month_first(y->d->since) + 40,
                         c->household[j], LIFE_CONSENT);
                break;
            }
}

static void responses_plan(struct diary *y)
{
    const struct plan *p = y->p;

    for (int i = 0; i < p->bodies; i += FORM_EACH)
        if (p->body[i].nature == NATURE_VO && p->body[i].kept_at)
            life_put(y, "response", y->d->today - 50, i, LIFE_RESPONSE);
}

void lives_plan(struct diary *y)
{
    const struct census *c = y->p->census;
    day since = month_first(y->d->since);

    for (int i = 0; i < TWINS; i++)
        life_put(y, "twin", since + 200 + 30 * i, i, LIFE_TWIN);
    life_put(y, "same", since + 420, TWINS - 1, LIFE_SAME);
    consents_plan(y);
    life_put(y, "form", y->d->today - 90, 0, LIFE_FORM);
    responses_plan(y);
    if (c->households < GONE_ROOM)
        return;
    life_put(y, "migrated", since + 150, c->household[GONE_MIGRATED],
             LIFE_MIGRATED);
    life_put(y, "split", since + 260, c->household[GONE_SPLIT], LIFE_SPLIT);
    life_put(y, "merged", since + 330, c->household[GONE_MERGED], LIFE_MERGED);
}

/* ---- households ---------------------------------------------------------*/

static day today_of(const struct demo *d)
{
    return (day)(d->at / DAY_SECONDS);
}

static struct str writer_of(const struct diary *y, int household)
{
    const struct plan *p = y->p;

    return diary_operator(
        y, p->settlement[p->household[household].settlement].area);
}

static void fate_keep(struct diary *y, int household, const char *state,
                      struct id successor)
{
    struct demo *d = y->d;
    struct luck l = luck_of(d->seed, state, household);
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "household", demo_number(d, "household", household));
    fact_text(&out, "state", str_of(state));
    fact_day(&out, "since", today_of(d));
    fact_id(&out, "successor", successor);
    fact_text(&out, "why", phrase_pick(y->phrases, state, NAME_EN, &l));
    demo_keep(d, "fate", demo_number(d, "fate", household),
              writer_of(y, household), S(""), fact_end(&out));
}

/* A household beside others of the same settlement: "12-A". */
static struct id household_more(struct diary *y, int beside, char letter,
                                struct str head)
{
    struct demo *d = y->d;
    const struct household *h = &y->p->household[beside];
    struct buf out = fact_start(&d->arena), number = buf_start(&d->arena);
    char what[] = { 'h', 'o', 'm', 'e', ' ', letter, 0 };
    struct id id = demo_number(d, what, beside);

    buf_fmt(&number, "%d-%c", (int)h->number, letter);
    fact_text(&out, "number", buf_str(&number));
    fact_id(&out, "place", y->p->settlement[h->settlement].id);
    fact_day(&out, "since", today_of(d));
    fact_text(&out, "head", head);
    demo_keep(d, "household", id, writer_of(y, beside), S(""), fact_end(&out));
    return id;
}

static void residence_keep(struct diary *y, struct id person, struct id to,
                           const char *why, struct str author)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), key = buf_start(&d->arena);

    id_put(&key, person);
    fact_id(&out, "person", person);
    fact_id(&out, "household", to);
    fact_day(&out, "since", today_of(d));
    fact_text(&out, "why", str_of(why));
    demo_keep(d, "residence", demo_id("residence", str_of(why), buf_str(&key)),
              author, S(""), fact_end(&out));
}

static struct str head_name(struct diary *y, const struct roster *r,
                            int household, int at)
{
    const struct household *h = &y->p->household[household];
    struct luck l = luck_of(y->d->seed, "head", household);

    return person_name(y, SEX_MEN, r->at[at].name, h->clan,
                       y->p->settlement[h->settlement].among, &l)
        .in[NAME_EN];
}

/* The head stays with the first half of it, the others go to the second. */
static void split_keep(struct diary *y, int household)
{
    struct roster r;
    struct id one, other;
    int half;

    roster_draw(y->d, y->p, household, &r);
    half = (r.n + 1) / 2;
    one = household_more(y, household, 'A', head_name(y, &r, household, 0));
    other = household_more(y, household, 'B',
                           head_name(y, &r, household, half % r.n));
    fate_keep(y, household, "split", one);
    for (int i = 0; i < r.n; i++)
        residence_keep(y, dweller_id(y->d, &r, household, i),
                       i < half ? one : other, "split",
                       writer_of(y, household));
}

/* Into the household before it in the list, its neighbour. */
static void merged_keep(struct diary *y, int household)
{
    struct id into = demo_number(y->d, "household", household - 1);
    struct roster r;

    roster_draw(y->d, y->p, household, &r);
    fate_keep(y, household, "merged", into);
    for (int i = 0; i < r.n; i++)
        residence_keep(y, dweller_id(y->d, &r, household, i), into, "merged",
                       writer_of(y, household));
}

/* ---- written twice ------------------------------------------------------*/

/* As another clerk would spell it: Zareena for Zarina, Khadija for Khadeeja. */
static struct str respelt(struct str name, struct arena *a)
{
    struct buf b = buf_start(a);

    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i], next = i + 1 < name.n ? name.p[i + 1] : 0;

        if (c == 'e' && next == 'e') {
            buf_char(&b, 'i');
            i++;
        } else if (c == 'o' && next == 'o') {
            buf_char(&b, 'u');
            i++;
        } else if (c == 'i' && next >= 'a' && next != 'a') {
            buf_z(&b, "ee");
        } else if (c == next && c >= 'a') {
            buf_char(&b, c);
            i++;
        } else {
            buf_char(&b, c);
        }
    }
    return buf_str(&b);
}

/* The nth woman of a women's CO whose settlement has another one after it. */
static bool twin_find(const struct diary *y, int nth, int *member, int *body)
{
    const struct plan *p = y->p;
    int n = 0;

    for (int i = 0; i + 1 < p->bodies; i++) {
        const struct body *b = &p->body[i], *next = &p->body[i + 1];

        if (b->nature != NATURE_CO || b->sex != SEX_WOMEN ||
            next->nature != NATURE_CO || next->sex != SEX_WOMEN ||
            next->settlement != b->settlement || !b->kept_at ||
            !next->kept_at || b->kept_at > y->d->at ||
            next->kept_at > y->d->at || b->mood != MOOD_STEADY ||
            next->mood != MOOD_STEADY)
            continue;
        if (n++ < nth)
            continue;
        *member = b->first + 4;
        *body = i + 1;
        return p->person[p->member[*member].person].kept &&
               p->household[p->person[p->member[*member].person].household]
                       .first >= 0;
    }
    return false;
}

/* The same woman in the register of the next lane's CO: another number of the
 * house, another spelling, now and then another script. */
static void twin_keep(struct diary *y, int nth)
{
    struct demo *d = y->d;
    const struct plan *p = y->p;
    int member, body, household;
    struct buf out = fact_start(&d->arena), said = fact_start(&d->arena),
               year = buf_start(&d->arena);
    const struct spelt *name, *father, *clan;
    struct spelt full, of;
    struct id home;

    if (!twin_find(y, nth * 2, &member, &body))
        return;
    household = p->person[p->member[member].person].household;
    name = &p->names->all[p->person[p->member[member].person].name];
    father = &p->names->all[p->person[p->member[member].person].father];
    clan = &p->names->all[p->household[household].clan];
    full = spelt_join(&d->arena, (struct spelt[]){ *name, *clan }, 2, " ");
    of = spelt_join(&d->arena, (struct spelt[]){ *father, *clan }, 2, " ");
    home = household_more(y, household, 'T', of.in[NAME_EN]);
    fact_id(&out, "household", home);
    fact_text(&out, "sex", S("women"));
    buf_fmt(&year, "\"%d\"", 1982 + nth);
    if (nth % 2)
        fact_raw(&out, "born", arena_z(&d->arena, buf_str(&year)));
    fact_text(&out, "father_is", S("husband"));
    fact_text(&out, "name",
              nth % 2 ? respelt(full.in[NAME_EN], &d->arena) :
                        full.in[NAME_SD]);
    fact_text(&out, "father",
              nth % 2 ? respelt(of.in[NAME_EN], &d->arena) : of.in[NAME_SD]);
    demo_keep(d, "person", demo_number(d, "twin", nth), writer_of(y, household),
              S(""), fact_end(&out));
    fact_id(&said, "body", p->body[body].id);
    fact_id(&said, "person", demo_number(d, "twin", nth));
    fact_int(&said, "number", p->body[body].members + 1);
    fact_day(&said, "joined", today_of(d) - 10);
    demo_keep(d, "member", demo_number(d, "twin member", nth),
              writer_of(y, household), S(""), fact_end(&said));
}

static void same_keep(struct diary *y, int nth)
{
    struct demo *d = y->d;
    struct luck l = luck_of(d->seed, "same", nth);
    struct buf out = fact_start(&d->arena);
    int member, body;

    if (!twin_find(y, nth * 2, &member, &body))
        return;
    fact_id(&out, "person", demo_number(d, "twin", nth));
    fact_id(&out, "same_as",
            demo_number(d, "person", y->p->member[member].person));
    fact_day(&out, "since", today_of(d));
    fact_text(&out, "why", phrase_pick(y->phrases, "same_woman", NAME_EN, &l));
    demo_keep(d, "merger", demo_number(d, "merger", nth),
              writer_of(y, y->p->person[y->p->member[member].person].household),
              S(""), fact_end(&out));
}

/* ---- consent ------------------------------------------------------------*/

static void consent_keep(struct diary *y, int household)
{
    static const char *const way[] = { "thumb", "thumb", "signed", "spoken" };
    struct demo *d = y->d;
    struct luck l = luck_of(d->seed, "agrees", household);
    int person = y->p->household[household].first;
    bool given = luck_in(&l, 950);
    struct buf out = fact_start(&d->arena);

    if (!y->p->person[person].kept)
        return;
    fact_id(&out, "person", demo_number(d, "person", person));
    fact_day(&out, "since", today_of(d));
    fact_text(&out, "purpose", luck_in(&l, 700) ? S("survey") : S("loan"));
    fact_text(&out, "given", given ? S("given") : S("refused"));
    fact_day(&out, "until", given ? today_of(d) + 5 * 365 : DAY_NONE);
    fact_text(&out, "way", str_of(way[luck_below(&l, 4)]));
    demo_keep(d, "consent", demo_number(d, "consent", person),
              writer_of(y, household), S(""), fact_end(&out));
}

/* ---- a donor's form -----------------------------------------------------*/

/* One row of data/demo/form.csv; texts may be empty, numbers too. */
static void form_row(const struct data *s, struct buf *list)
{
    static const char *const text[] = { "question", "code", "type",
                                        "at_most",  "text", "text_ur",
                                        "text_sd" },
                             *const number[] = { "least", "most" };
    struct buf row = fact_start(list->arena);
    int64_t n;

    for (size_t i = 0; i < LEN(text); i++)
        fact_text(&row, text[i], data_cell(s, text[i]));
    for (size_t i = 0; i < LEN(number); i++)
        if (int_read(data_cell(s, number[i]), &n))
            fact_int(&row, number[i], n);
    if (data_cell(s, "need").n)
        fact_raw(&row, "need", "true");
    buf_char(list, list->n ? ',' : '[');
    buf_add(list, fact_end(&row));
}

static void form_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), questions = buf_start(&d->arena),
               choices = buf_start(&d->arena);
    struct data *s = data_open("demo/form.csv");

    while (data_next(s))
        form_row(s, str_same(data_cell(s, "part"), S("choice")) ? &choices :
                                                                  &questions);
    data_close(s);
    buf_char(&questions, ']');
    buf_char(&choices, ']');
    fact_text(&out, "code", S(FORM_CODE));
    fact_text(&out, "title", S("Water and latrines of the village (sample)"));
    fact_text(&out, "title_ur", S("گاؤں کا پانی اور بیت الخلا (نمونہ)"));
    fact_text(&out, "title_sd", S("ڳوٺ جو پاڻي ۽ ڪاڪوس (نمونو)"));
    fact_text(&out, "purpose", S("form"));
    fact_text(&out, "about", S("body"));
    fact_text(&out, "access", S("open"));
    fact_text(&out, "source", S("Sample: a donor's extra form, invented"));
    fact_raw(&out, "questions", arena_z(&d->arena, buf_str(&questions)));
    fact_raw(&out, "choices", arena_z(&d->arena, buf_str(&choices)));
    demo_keep(d, "questionnaire", demo_id("questionnaire", S(FORM_CODE), S("")),
              S("mehwish"), S(""), fact_end(&out));
}

static void response_keep(struct diary *y, int body)
{
    static const char *const lacks[] = { "[\"taps\"]", "[\"drains\",\"taps\"]",
                                         "[\"drains\"]", "[\"soap\"]" };
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct luck l = luck_of(d->seed, "form", body);
    struct buf out = fact_start(&d->arena), said = buf_start(&d->arena);
    int pumps = luck_between(&l, 3, 24);

    buf_fmt(&said, "{\"lacks\":%s,\"latrines\":%d,\"pumps\":%d",
            lacks[luck_below(&l, 4)], luck_below(&l, 12), pumps);
    buf_fmt(&said, ",\"tested\":\"%s\",\"working\":%d}",
            luck_in(&l, 300) ? "yes" : "no", luck_between(&l, 2, pumps));
    fact_text(&out, "questionnaire", S(FORM_CODE));
    fact_id(&out, "body", b->id);
    fact_day(&out, "held", today_of(d));
    fact_text(&out, "round", S("1"));
    fact_raw(&out, "answers", arena_z(&d->arena, buf_str(&said)));
    fact_id(&out, "enumerator", staff_of(y->p, b, today_of(d))->id);
    demo_keep(d, "response", demo_number(d, "response", body),
              diary_operator(y, b->area), S(""), fact_end(&out));
}

void life_keep(struct diary *y, int which, int step)
{
    switch (step) {
    case LIFE_MIGRATED: fate_keep(y, which, "migrated", ID_NONE); break;
    case LIFE_SPLIT: split_keep(y, which); break;
    case LIFE_MERGED: merged_keep(y, which); break;
    case LIFE_TWIN: twin_keep(y, which); break;
    case LIFE_SAME: same_keep(y, which); break;
    case LIFE_CONSENT: consent_keep(y, which); break;
    case LIFE_FORM: form_keep(y); break;
    default: response_keep(y, which); break;
    }
}
