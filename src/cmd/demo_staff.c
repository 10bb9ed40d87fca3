/* demo_staff - the offices of two RSPs and who works there. */
#include <string.h>

#include "cmd/demo.h"

enum { STAFF_MOST = 240, VOS_EACH = 3 };

/* ---- who there is -------------------------------------------------------*/

static struct spelt name_make(struct demo *d, const struct plan *p,
                              enum sex sex, enum among among, struct luck *l)
{
    struct spelt word[2] = {
        p->names->all[name_pick(
            p->names, l, sex == SEX_WOMEN ? POOL_WOMAN : POOL_MAN, among)],
        p->names->all[name_pick(p->names, l, POOL_CLAN, among)]
    };

    return spelt_join(&d->cmd->arena, word, 2, " ");
}

static bool login_taken(const struct plan *p, struct str login)
{
    for (int i = 0; i < p->staffs; i++)
        if (str_same(p->staff[i].login, login))
            return true;
    return false;
}

/* "Noor Khatoon Mahar" becomes noor.mahar, the next one noor.mahar2. */
static struct str login_make(struct demo *d, const struct plan *p,
                             struct str name)
{
    struct str rest = name, first = str_cut(&rest, ' '), last = rest;

    while (rest.n)
        last = str_cut(&rest, ' ');
    for (int i = 1;; i++) {
        struct buf b = buf_start(&d->cmd->arena);

        for (size_t j = 0; j < first.n; j++)
            buf_char(&b, (char)(first.p[j] | 0x20));
        buf_char(&b, '.');
        for (size_t j = 0; j < last.n; j++)
            buf_char(&b, (char)(last.p[j] | 0x20));
        if (i > 1)
            buf_int(&b, i);
        if (!login_taken(p, buf_str(&b)))
            return buf_str(&b);
    }
}

static struct staff *staff_add(struct demo *d, struct plan *p, const char *post,
                               struct str unit, struct str rsp, struct luck *l)
{
    struct staff *s = &p->staff[p->staffs];
    enum among among = str_same(rsp, S("SRSO")) ? AMONG_SINDH : AMONG_PUNJAB;

    MUST(p->staffs < STAFF_MOST);
    *s = (struct staff){ .id = demo_number(d, "staff", p->staffs),
                         .post = str_of(post),
                         .unit = unit,
                         .rsp = rsp,
                         .sex = luck_in(l, among == AMONG_SINDH ? 600 : 450) ?
                                    SEX_WOMEN :
                                    SEX_MEN,
                         .area = -1,
                         .taker = -1,
                         .gave = DAY_NONE };
    s->name = name_make(d, p, s->sex, among, l);
    s->since = month_first(d->since) - luck_between(l, 90, 2500);
    s->login = login_make(d, p, s->name.in[NAME_EN]);
    p->staffs++;
    return s;
}

static struct spelt user_name(const struct demo *d, struct str login)
{
    for (int i = 0; i < d->users; i++)
        if (str_same(d->user[i].login, login))
            return (struct spelt){ { d->user[i].name, d->user[i].name_ur,
                                     d->user[i].name_sd } };
    return (struct spelt){ { S("") } };
}

/* Who is among the sample's users keeps that login and name. */
static void staff_user(struct demo *d, struct plan *p, const char *post,
                       const char *role, const char *unit, struct str rsp,
                       struct luck *l)
{
    struct str login = demo_user(d, role, rsp);
    struct staff *s = staff_add(d, p, post, str_of(unit), rsp, l);

    s->login = login;
    s->name = user_name(d, login);
}

/* The first organiser of each RSP is somebody whom a visitor can sign in as. */
static void organiser_user(struct demo *d, const struct plan *p,
                           struct staff *s)
{
    struct str login = demo_user(d, "organiser", s->rsp);

    if (login_taken(p, login))
        return;
    s->login = login;
    s->sex = SEX_WOMEN;
    s->name = user_name(d, login);
}

static void area_staff(struct demo *d, struct plan *p, struct area *x,
                       bool first, struct luck *l)
{
    if (first)
        staff_add(d, p, "unit_in_charge", x->unit, x->rsp, l);
    x->organiser = p->staffs;
    for (int i = 0; i < x->vos; i += VOS_EACH) {
        struct staff *s = staff_add(d, p, "social_organiser", x->unit, x->rsp,
                                    l);

        s->area = (int)(x - p->area);
        organiser_user(d, p, s);
    }
}

/* One organiser of each RSP leaves her bodies to another. */
static void handover_plan(struct demo *d, struct plan *p, struct str rsp,
                          int nth, int months, struct luck *l)
{
    for (int i = 0; i < p->staffs; i++) {
        struct staff *s = &p->staff[i];

        if (s->area < 0 || !str_same(s->rsp, rsp) || nth-- > 0)
            continue;
        s->gave = month_first(d->since + months) + 9;
        s->taker = p->staffs;
        staff_add(d, p, "social_organiser", s->unit, s->rsp, l)->since =
            s->gave - 5;
        return;
    }
}

void plan_staff(struct demo *d, struct plan *p)
{
    static const char *const office[] = { "finance_officer", "field_engineer",
                                          "monitoring_officer", "trainer" };
    static const char *const district[][2] = { { "SRSO", "SRSO-SKR" },
                                               { "NRSP", "NRSP-DRY" } };
    static const char *const officer[] = { "complaint_officer",
                                           "safeguarding_officer" };
    struct luck l = luck_of(d->seed, "staff", 0);

    p->staff = arena_many(&d->cmd->arena, struct staff, STAFF_MOST);
    for (size_t i = 0; i < LEN(district); i++) {
        struct str rsp = str_of(district[i][0]), unit = str_of(district[i][1]);

        staff_user(d, p, "district_manager", "manager", district[i][1], rsp,
                   &l);
        staff_user(d, p, "data_operator", "operator", district[i][1], rsp, &l);
        for (size_t j = 0; j < LEN(office); j++)
            staff_add(d, p, office[j], unit, rsp, &l);
    }
    for (int i = 0; i < p->areas; i++)
        area_staff(d, p, &p->area[i],
                   i == 0 || !str_same(p->area[i].unit, p->area[i - 1].unit),
                   &l);
    handover_plan(d, p, S("SRSO"), 2, 9, &l);
    handover_plan(d, p, S("NRSP"), 1, 15, &l);
    l = luck_of(d->seed, "officers", 0);
    for (size_t i = 0; i < LEN(officer); i++)
        staff_user(d, p, "other", officer[i], district[0][1],
                   str_of(district[0][0]), &l);
}

const struct staff *staff_of(const struct plan *p, const struct body *b, day on)
{
    const struct staff *s = &p->staff[b->organiser];

    return s->taker >= 0 && on >= s->gave ? &p->staff[s->taker] : s;
}

/* ---- into the log -------------------------------------------------------*/

static void units_make(struct demo *d)
{
    struct data *s = data_open("demo/units.csv");

    while (data_next(s)) {
        struct buf b = fact_start(&d->arena);
        struct str parent = data_cell(s, "parent");

        fact_text(&b, "code", data_cell(s, "code"));
        fact_text(&b, "name", data_cell(s, "name"));
        fact_text(&b, "name_ur", data_cell(s, "name_ur"));
        fact_text(&b, "name_sd", data_cell(s, "name_sd"));
        fact_text(&b, "nature", data_cell(s, "nature"));
        if (parent.n)
            fact_id(&b, "parent", demo_id("unit", parent, S("")));
        fact_id(&b, "rsp", id_named(S("rsp"), data_cell(s, "rsp")));
        fact_id(&b, "place", id_named(S("place"), data_cell(s, "place")));
        demo_keep(d, "unit", demo_id("unit", data_cell(s, "code"), S("")),
                  S("hina"), S(""), fact_end(&b));
    }
    data_close(s);
}

struct str staff_said(struct demo *d, const struct staff *s, day until)
{
    struct buf b = fact_start(&d->arena);

    fact_text(&b, "login", s->login);
    fact_text(&b, "name", s->name.in[NAME_EN]);
    fact_text(&b, "name_ur", s->name.in[NAME_UR]);
    fact_text(&b, "name_sd", s->name.in[NAME_SD]);
    fact_text(&b, "post", s->post);
    fact_text(&b, "sex", s->sex == SEX_WOMEN ? S("women") : S("men"));
    fact_id(&b, "unit", demo_id("unit", s->unit, S("")));
    fact_id(&b, "rsp", id_named(S("rsp"), s->rsp));
    fact_day(&b, "since", s->since);
    fact_day(&b, "until", until);
    return fact_end(&b);
}

/* Organisers write where they work; without a password nobody signs in as
 * them until the manager gives one. */
static void access_make(struct demo *d, const struct staff *s, struct str place)
{
    struct buf b = fact_start(&d->arena);

    fact_text(&b, "login", s->login);
    fact_text(&b, "name", s->name.in[NAME_EN]);
    fact_text(&b, "role", S("organiser"));
    fact_id(&b, "place", id_named(S("place"), place));
    fact_id(&b, "rsp", id_named(S("rsp"), s->rsp));
    fact_day(&b, "since", s->since);
    demo_keep(d, "access", demo_id("access", s->login, S("")), S("admin"),
              S(""), fact_end(&b));
}

void staff_make(struct demo *d, const struct plan *p)
{
    units_make(d);
    for (int i = 0; i < p->staffs; i++) {
        const struct staff *s = &p->staff[i];

        demo_keep(d, "staff", s->id, S("hina"), S(""),
                  staff_said(d, s, DAY_NONE));
        if (str_same(s->post, S("social_organiser")))
            access_make(d, s,
                        str_same(s->rsp, S("SRSO")) ? S("pk723") : S("pk628"));
    }
}

/* ---- phrases ------------------------------------------------------------*/

struct phrases *phrases_read(struct arena *a)
{
    struct data *s = data_open("demo/phrases.csv");
    struct phrases *x = arena_new(a, struct phrases);

    while (data_next(s)) {
        MUST(x->n < (int)LEN(x->text));
        x->use[x->n] = arena_str(a, data_cell(s, "use"));
        x->text[x->n++] =
            (struct spelt){ { arena_str(a, data_cell(s, "text")),
                              arena_str(a, data_cell(s, "text_ur")),
                              arena_str(a, data_cell(s, "text_sd")) } };
    }
    data_close(s);
    return x;
}

struct str phrase_pick(const struct phrases *x, const char *use, int script,
                       struct luck *l)
{
    int fit[LEN(x->text)], n = 0;

    for (int i = 0; i < x->n; i++)
        if (str_same(x->use[i], str_of(use)))
            fit[n++] = i;
    return n ? x->text[fit[luck_below(l, n)]].in[script] : S("");
}
