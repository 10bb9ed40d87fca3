/* demo_register - bodies, people and members of the sample, as registers are
 * typed in when an RSP begins to run Saath, and what changes in them later. */
#include <string.h>

#include "cmd/demo_people.h"

enum { DAY_SECONDS = 86400, TAKE_OVER_DAYS = 60, A_LINE_SECONDS = 40 };

/* ---- when ---------------------------------------------------------------*/

static bool is_new(const struct demo *d, const struct body *b)
{
    return b->formed >= month_first(d->since) - TAKE_OVER_DAYS;
}

/* Old registers in the two months before; a new body some days after it was
 * formed. */
static void body_plan(struct diary *y, int body)
{
    struct demo *d = y->d;
    struct body *b = &y->p->body[body];
    struct luck l = luck_of(d->seed, "register", body);
    day from = month_first(d->since) - TAKE_OVER_DAYS;

    if (is_new(d, b))
        b->kept_at = diary_moment(d, &l, b->formed + luck_between(&l, 3, 20));
    else if (b->nature == NATURE_CO || b->nature == NATURE_GROUP)
        b->kept_at = diary_moment(d, &l, from + luck_between(&l, 4, 50));
    else
        b->kept_at = diary_moment(d, &l, from - luck_between(&l, 2, 8));
    diary_put(y, b->kept_at, EVENT_BODY, body, 0);
}

static day day_of_moment(int64_t at)
{
    return (day)(at / DAY_SECONDS);
}

/* Those who were in when the register came, one line after the other; the
 * others some days after they joined. */
static void member_plan(struct diary *y, int member)
{
    struct demo *d = y->d;
    struct member *m = &y->p->member[member];
    const struct body *b = &y->p->body[m->body];
    struct luck l = luck_of(d->seed, "joined", member);
    int64_t at = b->kept_at + (int64_t)m->number * A_LINE_SECONDS;

    if (!b->kept_at)
        return;
    if (m->joined >= day_of_moment(b->kept_at))
        at = diary_moment(d, &l, m->joined + luck_between(&l, 2, 15));
    m->kept_at = at;
    diary_put(y, at, EVENT_MEMBER, member, 0);
    if (at && m->ended != DAY_NONE && m->ended >= day_of_moment(at))
        diary_put(y, diary_moment(d, &l, m->ended + luck_between(&l, 2, 25)),
                  EVENT_LEFT, member, 0);
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* A body that is older than the one above it joined that later. */
static bool is_linked(const struct plan *p, const struct body *b)
{
    return b->parent >= 0 && b->formed < p->body[b->parent].formed;
}

static void link_plan(struct diary *y, int body)
{
    const struct body *b = &y->p->body[body];

    if (b->kept_at && is_linked(y->p, b))
        diary_put(y, later(b->kept_at, y->p->body[b->parent].kept_at) + 20,
                  EVENT_LINK, body, 0);
}

static void standing_plan(struct diary *y, int body)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct luck l = luck_of(d->seed, "state", body);
    int nth = b->mood == MOOD_IRREGULAR ? luck_between(&l, 4, 12) :
              b->mood == MOOD_DORMANT   ? b->stops + 6 :
                                          b->stops + 1;

    if (b->mood == MOOD_STEADY || !b->kept_at)
        return;
    diary_put(y,
              diary_moment(d, &l,
                           month_first(d->since + nth) +
                               luck_between(&l, 6, 20)),
              EVENT_STANDING, body, nth);
    if (b->revives < DEMO_MONTHS)
        diary_put(y,
                  diary_moment(d, &l, month_first(d->since + b->revives) + 28),
                  EVENT_STANDING, body, b->revives);
}

static void charges_plan(struct diary *y)
{
    struct demo *d = y->d;
    struct luck l = luck_of(d->seed, "charges", 0);

    for (int i = 0; i < y->p->staffs; i++) {
        const struct staff *s = &y->p->staff[i];

        if (s->area >= 0)
            diary_put(y, diary_moment(d, &l, month_first(d->since) - 4),
                      EVENT_CHARGE, i, -1);
        if (s->taker >= 0)
            diary_put(y, diary_moment(d, &l, s->gave - 1), EVENT_HANDOVER, i,
                      0);
    }
    for (int i = 0; i < y->p->bodies; i++)
        if (y->p->body[i].kept_at && is_new(d, &y->p->body[i]))
            diary_put(y, y->p->body[i].kept_at + 2 * 3600, EVENT_CHARGE, -1, i);
}

void register_plan(struct diary *y)
{
    for (int i = 0; i < y->p->bodies; i++)
        body_plan(y, i);
    for (int i = 0; i < y->p->bodies; i++) {
        link_plan(y, i);
        standing_plan(y, i);
    }
    for (int i = 0; i < y->p->members; i++)
        member_plan(y, i);
    charges_plan(y);
}

/* ---- bodies -------------------------------------------------------------*/

static struct spelt body_name(struct diary *y, const struct body *b)
{
    const struct plan *p = y->p;
    struct spelt word[3], name;
    struct arena *a = &y->d->arena;
    int n = 0;

    if (b->nature == NATURE_VO)
        word[n++] = spelt_of("VO", "وی او", "وي او");
    if (b->nature == NATURE_LSO)
        word[n++] = spelt_of("LSO", "ایل ایس او", "ايل ايس او");
    word[n++] = p->names->all[b->word];
    name = spelt_join(a, word, n, " ");
    if (b->nature == NATURE_LSO)
        return spelt_join(a, (struct spelt[]){ name, p->area[b->area].name }, 2,
                          " ");
    return spelt_join(a,
                      (struct spelt[]){ name,
                                        p->settlement[b->settlement].name },
                      2, " - ");
}

static struct str body_code(struct diary *y, int body)
{
    static const char *const nature[] = { "CO", "VO", "LSO", "GR" };
    const struct body *b = &y->p->body[body];
    struct str unit = y->p->area[b->area].unit;
    struct buf out = buf_start(&y->d->arena);
    int number = body + 1;

    buf_add(&out, str_from(unit, 5));
    buf_fmt(&out, "-%s-", nature[b->nature]);
    for (int i = 1000; i > number; i /= 10)
        buf_char(&out, '0');
    buf_int(&out, number);
    return buf_str(&out);
}

static void body_place(const struct diary *y, const struct body *b,
                       struct buf *out)
{
    fact_id(out, "place",
            b->settlement >= 0 ? y->p->settlement[b->settlement].id :
                                 id_named(S("place"), y->p->area[b->area].uc));
}

void body_keep(struct diary *y, int body)
{
    static const char *const nature[] = { "co", "vo", "lso", "group" },
                             *const sex[] = { "women", "men", "mixed" };
    struct demo *d = y->d;
    const struct plan *p = y->p;
    const struct body *b = &p->body[body];
    const struct area *x = &p->area[b->area];
    struct luck l = luck_of(d->seed, "purpose", body);
    struct spelt name = body_name(y, b);
    struct buf out = fact_start(&d->arena);

    fact_text(&out, "nature", str_of(nature[b->nature]));
    fact_text(&out, "sex", str_of(sex[b->sex]));
    fact_text(&out, "code", body_code(y, body));
    fact_text(&out, "name", name.in[NAME_EN]);
    fact_text(&out, "name_ur", name.in[NAME_UR]);
    fact_text(&out, "name_sd", name.in[NAME_SD]);
    fact_id(&out, "rsp", id_named(S("rsp"), x->rsp));
    fact_id(&out, "project", id_named(S("project"), x->project));
    body_place(y, b, &out);
    if (b->parent >= 0 && !is_linked(p, b))
        fact_id(&out, "parent", p->body[b->parent].id);
    fact_day(&out, "formed", b->formed);
    if (b->saving != INT_NONE)
        fact_int(&out, "saving", b->saving);
    fact_text(&out, "meets",
              b->nature == NATURE_GROUP ? S("quarterly") : S("monthly"));
    if (b->nature == NATURE_GROUP)
        fact_text(&out, "purpose",
                  phrase_pick(y->phrases, "group", NAME_EN, &l));
    demo_keep(d, "body", b->id, diary_operator(y, b->area), S(""),
              fact_end(&out));
}

/* Now and then a CO is written under the VO of the next union council. */
void link_keep(struct diary *y, int body)
{
    const struct plan *p = y->p;
    const struct body *b = &p->body[body];
    struct luck l = luck_of(y->d->seed, "link", body);
    struct buf out = fact_start(&y->d->arena);
    int parent = b->parent, next = b->area + 1;

    if (b->nature == NATURE_CO && luck_in(&l, 3) && next < p->areas &&
        str_same(p->area[next].rsp, p->area[b->area].rsp))
        parent = p->area[next].lso + 1;
    fact_id(&out, "body", b->id);
    fact_id(&out, "parent", p->body[parent].id);
    fact_day(&out, "since", p->body[b->parent].formed);
    demo_keep(y->d, "link", demo_number(y->d, "link", body),
              diary_operator(y, b->area), S(""), fact_end(&out));
}

/* The state was found in that month. */
void standing_keep(struct diary *y, int body, int nth)
{
    static const char *const state[] = { "active", "irregular", "dormant",
                                         "dissolved" };
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct luck l = luck_of(d->seed, "standing", body * 64 + nth);
    bool revived = nth == b->revives;
    const char *now = state[revived ? MOOD_STEADY : b->mood];
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", b->id);
    fact_day(&out, "since", month_first(d->since + nth) + (revived ? 5 : 0));
    fact_text(&out, "state", str_of(now));
    fact_text(&out, "why",
              phrase_pick(y->phrases, revived ? "revived" : now, NAME_EN, &l));
    demo_keep(d, "standing", demo_number(d, "standing", body * 64 + nth),
              staff_of(y->p, b, month_first(d->since + nth))->login, S(""),
              fact_end(&out));
}

/* ---- people -------------------------------------------------------------*/

static struct spelt full_name(struct diary *y, uint16_t name, uint16_t last)
{
    const struct names *n = y->p->names;

    return spelt_join(&y->d->arena,
                      (struct spelt[]){ n->all[name], n->all[last] }, 2, " ");
}

void household_keep(struct diary *y, int household)
{
    struct household *h = &y->p->household[household];
    const struct settlement *s = &y->p->settlement[h->settlement];
    struct buf out = fact_start(&y->d->arena), number = buf_start(&y->d->arena);
    uint16_t head;

    if (h->kept)
        return;
    h->kept = true;
    buf_int(&number, h->number);
    fact_text(&out, "number", buf_str(&number));
    fact_id(&out, "place", s->id);
    head = household_said(&out, y->d, y->p, household);
    fact_text(&out, "head", full_name(y, head, h->clan).in[NAME_EN]);
    demo_keep(y->d, "household", demo_number(y->d, "household", household),
              diary_operator(y, s->area), S(""), fact_end(&out));
}

static struct spelt woman_style(struct diary *y, const struct spelt *name,
                                const char *const style[SCRIPTS])
{
    struct spelt word[2] = { *name, spelt_of(style[NAME_EN], style[NAME_UR],
                                             style[NAME_SD]) };

    return spelt_join(&y->d->arena, word, 2, " ");
}

/* A woman goes by her name and Khatoon, Bibi or Mai, or by the clan's. */
struct spelt person_name(struct diary *y, enum sex sex, uint16_t first,
                         uint16_t last, enum among among, struct luck *l)
{
    static const char *const after[AMONGS][2][SCRIPTS] = {
        { { "Khatoon", "خاتون", "خاتون" }, { "Begum", "بیگم", "بيگم" } },
        { { "Bibi", "بی بی", "بي بي" }, { "Mai", "مائی", "مائي" } },
        { { "Bai", "بائی", "ٻائي" }, { "Devi", "دیوی", "ديوي" } }
    };
    const struct spelt *name = &y->p->names->all[first];

    if (sex == SEX_MEN || luck_in(l, 450) ||
        str_ends(name->in[NAME_EN], S("Khatoon")))
        return full_name(y, first, last);
    return woman_style(y, name, after[among][luck_in(l, 250)]);
}

/* No district has the number 80000 and no operator 0350: both are marked as
 * sample for whoever knows the numbers. */
void person_secrets(struct buf *out, enum sex sex, bool held, int number,
                    struct luck *l, struct arena *a)
{
    struct buf cnic = buf_start(a), phone = buf_start(a);
    int last = 2 * luck_below(l, 4) + (sex == SEX_WOMEN ? 2 : 1);

    buf_fmt(&cnic, "80000-%d-%d", 1000000 + number, last);
    buf_fmt(&phone, "0350-%d", 1000000 + number);
    if (held && luck_in(l, 300))
        fact_text(out, "cnic", buf_str(&cnic));
    if (luck_in(l, 150))
        fact_text(out, "phone", buf_str(&phone));
}

/* Of the census what is known of her; else a year of birth. */
static void person_said(struct buf *out, struct diary *y, int person,
                        struct luck *l)
{
    const struct person *x = &y->p->person[person];
    int age = luck_between(l, 19, 38) + luck_below(l, 26);
    struct roster r;

    if (!census_shares(y->p, x->household)) {
        struct buf year = buf_start(&y->d->arena);

        buf_fmt(&year, "\"%d\"", 2024 - age);
        fact_raw(out, "born", arena_z(&y->d->arena, buf_str(&year)));
        return;
    }
    roster_draw(y->d, y->p, x->household, &r);
    for (int i = 0; i < r.n; i++)
        if (r.at[i].person == person)
            dweller_said(out, y->d, y->p, x->household, &r, i);
}

void person_keep(struct diary *y, int person)
{
    struct demo *d = y->d;
    struct person *x = &y->p->person[person];
    const struct household *h = &y->p->household[x->household];
    const struct settlement *s = &y->p->settlement[h->settlement];
    struct luck l = luck_of(d->seed, "person", person);
    struct buf out = fact_start(&d->arena);
    struct spelt name, father;
    int roll = luck_below(&l, 100), held = x->sex == SEX_WOMEN ? 66 : 88;

    household_keep(y, x->household);
    if (x->kept)
        return;
    x->kept = true;
    name = person_name(y, x->sex, x->name, h->clan, s->among, &l);
    fact_id(&out, "household", demo_number(d, "household", x->household));
    fact_text(&out, "sex", x->sex == SEX_WOMEN ? S("women") : S("men"));
    person_said(&out, y, person, &l);
    fact_text(&out, "cnic_state",
              roll < held     ? S("held") :
              roll < held + 6 ? S("applied") :
                                S("none"));
    fact_text(&out, "name", name.in[NAME_EN]);
    fact_text(&out, "name_ur", name.in[NAME_UR]);
    fact_text(&out, "name_sd", name.in[NAME_SD]);
    father = full_name(y, x->father, h->clan);
    fact_text(&out, "father", father.in[NAME_EN]);
    fact_text(&out, "father_ur", father.in[NAME_UR]);
    fact_text(&out, "father_sd", father.in[NAME_SD]);
    person_secrets(&out, x->sex, roll < held, person, &l, &d->arena);
    demo_keep(d, "person", demo_number(d, "person", person),
              diary_operator(y, s->area), S(""), fact_end(&out));
}

/* ---- members ------------------------------------------------------------*/

static struct str member_said(struct diary *y, const struct member *m,
                              bool ended)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", y->p->body[m->body].id);
    fact_id(&out, "person", demo_number(d, "person", m->person));
    fact_int(&out, "number", m->number);
    fact_day(&out, "joined", m->joined);
    if (ended) {
        fact_day(&out, "ended", m->ended);
        fact_text(&out, "why", str_of(m->why));
    }
    if (m->saving != INT_NONE)
        fact_int(&out, "saving", m->saving);
    return fact_end(&out);
}

void member_keep(struct diary *y, int member)
{
    const struct member *m = &y->p->member[member];
    bool ended = m->ended != DAY_NONE && m->ended < day_of_moment(y->d->at);

    person_keep(y, m->person);
    demo_keep(y->d, "member", m->id,
              diary_operator(y, y->p->body[m->body].area), S(""),
              member_said(y, m, ended));
}

void member_leave(struct diary *y, int member)
{
    struct demo *d = y->d;
    const struct member *m = &y->p->member[member];
    const struct body *b = &y->p->body[m->body];
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "answers", m->id);
    fact_raw(&out, "body", arena_z(&d->arena, member_said(y, m, true)));
    fact_text(&out, "why", S("left the body"));
    demo_keep(d, "fix", demo_number(d, "left", member),
              diary_operator(y, b->area), staff_of(y->p, b, m->ended)->login,
              fact_end(&out));
}

/* ---- who is in charge ---------------------------------------------------*/

static void bodies_said(struct buf *out, struct diary *y, int staff, int64_t at)
{
    struct buf rows = buf_start(&y->d->arena);

    buf_char(&rows, '[');
    for (int i = 0; i < y->p->bodies; i++) {
        const struct body *b = &y->p->body[i];

        if (b->organiser != staff || !b->kept_at || b->kept_at > at)
            continue;
        buf_z(&rows, rows.n > 1 ? ",{\"body\":\"" : "{\"body\":\"");
        id_put(&rows, b->id);
        buf_z(&rows, "\"}");
    }
    buf_char(&rows, ']');
    fact_raw(out, "bodies", arena_z(&y->d->arena, buf_str(&rows)));
}

void charge_keep(struct diary *y, int staff, int body)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);
    const struct staff *s = staff >= 0 ? &y->p->staff[staff] :
                                         staff_of(y->p, &y->p->body[body],
                                                  day_of_moment(d->at));

    fact_id(&out, "taker", s->id);
    fact_day(&out, "since",
             body < 0 ? month_first(d->since) : day_of_moment(d->at));
    if (body < 0) {
        bodies_said(&out, y, staff, d->at);
    } else {
        struct buf row = buf_start(&d->arena);

        buf_z(&row, "[{\"body\":\"");
        id_put(&row, y->p->body[body].id);
        buf_z(&row, "\"}]");
        fact_raw(&out, "bodies", arena_z(&d->arena, buf_str(&row)));
    }
    demo_keep(d, "charge",
              body < 0 ? demo_number(d, "charge", staff) :
                         demo_number(d, "charge of", body),
              demo_user(d, "manager", s->rsp), S(""), fact_end(&out));
}

/* All of it in one act; then the staff entry of who gave it ends. */
void handover_keep(struct diary *y, int staff)
{
    struct demo *d = y->d;
    const struct staff *s = &y->p->staff[staff];
    struct luck l = luck_of(d->seed, "handover", staff);
    struct str why = phrase_pick(y->phrases, "handover", NAME_EN, &l);
    struct buf out = fact_start(&d->arena), fix = fact_start(&d->arena);

    fact_id(&out, "taker", y->p->staff[s->taker].id);
    fact_id(&out, "giver", s->id);
    fact_day(&out, "since", s->gave);
    bodies_said(&out, y, staff, d->at);
    fact_text(&out, "why", why);
    demo_keep(d, "charge", demo_number(d, "handover", staff),
              demo_user(d, "manager", s->rsp), S(""), fact_end(&out));
    fact_id(&fix, "answers", s->id);
    fact_raw(&fix, "body", arena_z(&d->arena, staff_said(d, s, s->gave)));
    fact_text(&fix, "why", why);
    demo_keep(d, "fix", demo_number(d, "staff left", staff), S("hina"), S(""),
              fact_end(&fix));
}
