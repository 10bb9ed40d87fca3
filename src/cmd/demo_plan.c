/* demo_plan - the programme before any of it is written: settlements, COs with
 * their members, VOs and LSOs, and what becomes of them in two years.
 *
 * What is rolled here is what the field sees: women's COs of one neighbourhood
 * in Sukkur, men's and mixed ones beside them in Rahim Yar Khan, families of a
 * clan together, most bodies steady and some not. */
#include <string.h>

#include "cmd/demo.h"

enum {
    COS_MOST = 11,
    PLACES_MOST = 3,
    SIZE_MOST = 34,
    GROUP_MOST = 12,
    WHOLE_AREA = 5 /* per cent; a smaller programme has fewer VOs in each */
};

/* ---- areas --------------------------------------------------------------*/

static void area_dehs(struct area *a, struct str keys, struct arena *arena)
{
    while (keys.n && a->dehs < (int)LEN(a->deh)) {
        struct str key = str_cut(&keys, '|');

        a->deh[a->dehs++] = arena_str(arena, key);
    }
    MUST(a->dehs);
}

static void areas_name(struct plan *p, struct arena *arena)
{
    struct data *s = data_open("demo/places.csv");

    while (data_next(s))
        for (int i = 0; i < p->areas; i++)
            for (int j = 0; j < p->area[i].dehs; j++)
                if (str_same(p->area[i].deh[j], data_cell(s, "key")))
                    p->area[i].deh_name[j] = arena_str(arena,
                                                       data_cell(s, "name"));
    data_close(s);
}

/* A smaller programme has fewer union councils; one of each RSP at least. */
static bool area_wanted(const struct demo *d, struct str rsp, int *nth)
{
    int i = str_same(rsp, S("SRSO")) ? 0 : 1, n = nth[i]++;

    return n == 0 || n * 100 < d->size * (i == 0 ? 13 : 8);
}

static void areas_read(struct demo *d, struct plan *p)
{
    struct data *s = data_open("demo/areas.csv");
    struct arena *a = &d->cmd->arena;
    int nth[2] = { 0 };

    while (data_next(s)) {
        struct area *x = &p->area[p->areas];
        int64_t vos;

        if (!area_wanted(d, data_cell(s, "rsp"), nth))
            continue;
        MUST(p->areas < (int)LEN(p->area));
        MUST(int_read(data_cell(s, "vos"), &vos));
        if (d->size < WHOLE_AREA)
            vos = (vos * d->size + WHOLE_AREA - 1) / WHOLE_AREA;
        *x = (struct area){ .uc = arena_str(a, data_cell(s, "uc")),
                            .rsp = arena_str(a, data_cell(s, "rsp")),
                            .unit = arena_str(a, data_cell(s, "unit")),
                            .project = arena_str(a, data_cell(s, "project")),
                            .vos = (int)vos };
        x->name.in[NAME_EN] = arena_str(a, data_cell(s, "name"));
        x->name.in[NAME_UR] = arena_str(a, data_cell(s, "name_ur"));
        x->name.in[NAME_SD] = arena_str(a, data_cell(s, "name_sd"));
        x->among = str_same(x->rsp, S("SRSO")) ? AMONG_SINDH : AMONG_PUNJAB;
        area_dehs(x, data_cell(s, "dehs"), a);
        p->areas++;
    }
    data_close(s);
    areas_name(p, a);
}

/* ---- settlements --------------------------------------------------------*/

/* The letters after the number of a chak name its canal. */
static const char *const canal[][SCRIPTS] = {
    { "P", "پی", "پي" },
    { "N.P.", "این پی", "اين پي" },
    { "NP", "این پی", "اين پي" },
};

/* "Chak No 031/P" is called "Chak 31/P". False: it is no chak. */
static bool chak_name(struct arena *a, struct str deh, struct spelt *name)
{
    static const char *const chak[SCRIPTS] = { "Chak ", "چک ", "چڪ " };
    struct str rest = str_from(deh, 8), number = str_cut(&rest, '/');

    if (!str_starts(deh, S("Chak No ")))
        return false;
    while (number.n && number.p[0] == '0')
        number = str_from(number, 1);
    for (size_t i = 0; i < LEN(canal); i++) {
        if (!str_same(str_of(canal[i][0]), rest))
            continue;
        for (int j = 0; j < SCRIPTS; j++) {
            struct buf b = buf_start(a);

            buf_z(&b, chak[j]);
            buf_add(&b, number);
            buf_char(&b, '/');
            buf_z(&b, canal[i][j]);
            name->in[j] = buf_str(&b);
        }
        return true;
    }
    return false;
}

static struct spelt settlement_name(struct arena *a, const struct plan *p,
                                    const struct settlement *s, bool first,
                                    struct luck *l)
{
    const struct spelt goth = spelt_of("Goth", "گوٹھ", "ڳوٺ"),
                       basti = spelt_of("Basti", "بستی", "بستي"),
                       haji = spelt_of("Haji", "حاجی", "حاجي");
    const struct area *x = &p->area[s->area];
    struct spelt word[4], chak;
    bool is_chak = x->among == AMONG_PUNJAB &&
                   chak_name(a, x->deh_name[s->deh], &chak);
    int n = 0;

    if (is_chak && first)
        return chak;
    word[n++] = x->among == AMONG_PUNJAB ? basti : goth;
    if (!is_chak && luck_in(l, 850)) {
        if (s->among != AMONG_THAR && luck_in(l, 120))
            word[n++] = haji;
        word[n++] = p->names->all[name_pick(p->names, l, POOL_MAN, s->among)];
    }
    word[n++] = p->names->all[s->clan[0]];
    if (is_chak)
        word[n++] = chak;
    return spelt_join(a, word, n, " ");
}

static bool settlement_named(const struct plan *p, const struct settlement *s)
{
    for (int i = p->settlements - 1; i >= 0; i--)
        if (p->settlement[i].area != s->area)
            break;
        else if (str_same(p->settlement[i].name.in[0], s->name.in[0]))
            return true;
    return false;
}

static bool deh_first(const struct plan *p, const struct settlement *s)
{
    for (int i = p->settlements - 1; i >= 0; i--)
        if (p->settlement[i].area == s->area && p->settlement[i].deh == s->deh)
            return false;
    return true;
}

static int settlement_add(struct demo *d, struct plan *p, int area)
{
    struct luck l = luck_of(d->seed, "settlement", p->settlements);
    struct settlement *s = &p->settlement[p->settlements];
    const struct area *x = &p->area[area];
    bool first;

    *s = (struct settlement){ .id = demo_number(d, "settlement",
                                                p->settlements),
                              .area = area,
                              .deh = luck_below(&l, x->dehs),
                              .among = x->among };
    if (x->among == AMONG_SINDH && luck_in(&l, 40))
        s->among = AMONG_THAR;
    first = deh_first(p, s);
    do {
        for (size_t i = 0; i < LEN(s->clan); i++)
            s->clan[i] = name_pick(p->names, &l, POOL_CLAN, s->among);
        s->name = settlement_name(&d->cmd->arena, p, s, first, &l);
        first = false;
    } while (settlement_named(p, s));
    return p->settlements++;
}

/* ---- households and persons ---------------------------------------------*/

static int household_add(struct plan *p, int settlement, int first,
                         struct luck *l)
{
    const struct settlement *s = &p->settlement[settlement];
    int roll = luck_below(l, 100);

    p->household[p->households] =
        (struct household){ .settlement = settlement,
                            .number = (uint16_t)(p->households - first + 1),
                            .clan = s->clan[roll < 65 ? 0 :
                                            roll < 90 ? 1 :
                                                        2],
                            .head = name_pick(p->names, l, POOL_MAN, s->among),
                            .first = -1 };
    return p->households++;
}

/* Husband and wife may be in two COs, and now and then two women of a house. */
static int household_pick(struct plan *p, const struct body *b, int first,
                          enum sex sex, struct luck *l)
{
    int share = sex == SEX_MEN ? 550 : b->sex == SEX_WOMEN ? 70 : 150;
    int known = p->households - first;

    if (known > 0 && luck_in(l, share))
        for (int i = luck_below(l, known), n = 0; n < 40 && i < known;
             i++, n++) {
            const struct household *h = &p->household[first + i];

            if (h->women + h->men == 1 &&
                (sex == SEX_MEN ? h->men == 0 : luck_in(l, 300)))
                return first + i;
        }
    return household_add(p, b->settlement, first, l);
}

static int person_add(struct plan *p, const struct body *b, int first,
                      enum sex sex, struct luck *l)
{
    int house = household_pick(p, b, first, sex, l);
    struct household *h = &p->household[house];
    enum among among = p->settlement[b->settlement].among;
    struct person *x = &p->person[p->persons];

    *x = (struct person){
        .household = house, .next = h->first, .sex = sex, .father = h->head
    };
    h->first = p->persons;
    if (sex == SEX_WOMEN) {
        x->name = name_pick(p->names, l, POOL_WOMAN, among);
        if (h->women++)
            x->father = name_pick(p->names, l, POOL_MAN, among);
    } else if (h->men++ == 0 && luck_in(l, 700)) {
        x->name = h->head;
        x->father = name_pick(p->names, l, POOL_MAN, among);
    } else {
        x->name = name_pick(p->names, l, POOL_MAN, among);
    }
    return p->persons++;
}

/* ---- members ------------------------------------------------------------*/

static const char *why_pick(enum sex sex, struct luck *l)
{
    int roll = luck_below(l, 100);

    if (roll < 38)
        return "moved";
    if (roll < 62)
        return "resigned";
    if (roll < 75)
        return "died";
    if (roll < 96)
        return sex == SEX_WOMEN ? "married" : "resigned";
    return "other";
}

static struct member *member_add(struct demo *d, struct plan *p, int body,
                                 int person, day joined)
{
    struct body *b = &p->body[body];
    struct member *m = &p->member[p->members];

    MUST(b->first + b->members == p->members);
    *m = (struct member){ .id = demo_number(d, "member", p->members),
                          .body = body,
                          .person = person,
                          .number = (uint16_t)++b->members,
                          .joined = joined,
                          .ended = DAY_NONE,
                          .saving = INT_NONE };
    p->members++;
    return m;
}

static day day_between(struct luck *l, day least, day most)
{
    return most <= least ? least : luck_between(l, least, most);
}

/* Of a hundred: ninety founded it or came early; some came late, some left. */
static void member_fate(const struct demo *d, const struct plan *p,
                        const struct body *b, struct member *m, struct luck *l)
{
    day taken = month_first(d->since), last = d->today - 40;
    int roll = luck_below(l, 1000);

    if (roll < 150)
        m->joined = day_between(l, b->formed, taken - 60);
    else if (roll < 200)
        m->joined = day_between(l, taken > b->formed ? taken : b->formed, last);
    roll = luck_below(l, 1000);
    if (roll < 85) {
        day least = roll < 25 ? m->joined + 60 : taken;

        if (least <= m->joined + 30)
            least = m->joined + 30;
        if (least < last) {
            m->ended = day_between(l, least, roll < 25 ? taken - 30 : last);
            m->why = why_pick(p->person[m->person].sex, l);
        }
    }
    if (b->mood == MOOD_DISSOLVED) {
        day end = month_first(d->since + b->stops) - 1;

        if (m->joined > end)
            m->joined = b->formed;
        if (m->ended > end)
            m->ended = DAY_NONE;
    }
    if (luck_in(l, 30))
        m->saving = b->saving * 2;
}

static int size_pick(struct luck *l)
{
    int roll = luck_below(l, 1000);

    if (roll < 8)
        return 11;
    if (roll < 30)
        return luck_between(l, 12, 14);
    if (roll < 60)
        return luck_between(l, 26, 32);
    return 16 + luck_below(l, 6) + luck_below(l, 5);
}

/* Mistakes of every register: a woman who stands in the next lane's CO too, a
 * man written into a women's CO. */
static void members_mistaken(struct demo *d, struct plan *p, int body,
                             int first, struct luck *l)
{
    struct body *b = &p->body[body];
    const struct body *next = body > 0 ? &p->body[body - 1] : NULL;

    if (luck_in(l, 20) && next && next->settlement == b->settlement &&
        next->sex == b->sex && next->nature == NATURE_CO)
        member_add(d, p, body, p->member[next->first + 3].person, b->formed);
    if (luck_in(l, 4) && b->sex == SEX_WOMEN)
        member_add(d, p, body, person_add(p, b, first, SEX_MEN, l), b->formed);
}

static void co_fill(struct demo *d, struct plan *p, int body, int first,
                    struct luck *l)
{
    struct body *b = &p->body[body];

    b->first = p->members;
    for (int i = size_pick(l); i > 0; i--) {
        enum sex sex = b->sex == SEX_MIXED ?
                           (luck_in(l, 450) ? SEX_WOMEN : SEX_MEN) :
                           b->sex;
        int person = person_add(p, b, first, sex, l);
        struct member *m = member_add(d, p, body, person, b->formed);

        member_fate(d, p, b, m, l);
    }
    members_mistaken(d, p, body, first, l);
}

/* ---- bodies -------------------------------------------------------------*/

static int body_add(struct demo *d, struct plan *p, enum nature nature,
                    int area, struct luck *l)
{
    struct body *b = &p->body[p->bodies];

    *b = (struct body){ .id = demo_number(d, "body", p->bodies),
                        .nature = nature,
                        .area = area,
                        .settlement = -1,
                        .parent = -1,
                        .organiser = -1,
                        .first = p->members,
                        .saving = INT_NONE,
                        .word = name_pick(p->names, l, POOL_WORD,
                                          p->area[area].among),
                        .meets_on = luck_between(l, 1, 25),
                        .stops = DEMO_MONTHS,
                        .revives = DEMO_MONTHS };
    return p->bodies++;
}

static void co_fate(struct body *b, struct luck *l)
{
    int roll = luck_below(l, 1000);

    b->late = luck_in(l, 50);
    b->rows = luck_in(l, 500);
    b->mood = roll < 840 ? MOOD_STEADY :
              roll < 925 ? MOOD_IRREGULAR :
              roll < 975 ? MOOD_DORMANT :
                           MOOD_DISSOLVED;
    if (b->mood == MOOD_DORMANT || b->mood == MOOD_DISSOLVED)
        b->stops = luck_between(l, 3, 14);
    if (b->mood == MOOD_DORMANT && luck_in(l, 350))
        b->revives = b->stops + luck_between(l, 7, 9);
}

static enum sex sex_pick(enum among among, struct luck *l)
{
    int roll = luck_below(l, 100);

    if (among == AMONG_PUNJAB)
        return roll < 55 ? SEX_WOMEN : roll < 90 ? SEX_MEN : SEX_MIXED;
    return roll < 95 ? SEX_WOMEN : SEX_MEN;
}

static paisa saving_pick(enum among among, struct luck *l)
{
    static const int sindh[] = { 50, 50, 100, 100, 100, 100, 150, 200 };
    static const int punjab[] = { 50, 100, 100, 100, 200, 200, 200, 300 };

    return 100 * (among == AMONG_PUNJAB ? punjab[luck_below(l, 8)] :
                                          sindh[luck_below(l, 8)]);
}

/* Most are years old; one in twelve is formed within the two years. */
static day co_formed(const struct demo *d, day vo, struct luck *l)
{
    day taken = month_first(d->since);

    if (luck_in(l, 80))
        return day_between(l, taken + 20, d->today - 120);
    if (luck_in(l, 100))
        return day_between(l, vo + 10, taken - 90);
    return day_between(l, vo - 900, vo - 25);
}

static void co_make(struct demo *d, struct plan *p, int vo, int settlement,
                    int first)
{
    struct luck l = luck_of(d->seed, "co", p->bodies);
    int area = p->body[vo].area, at = body_add(d, p, NATURE_CO, area, &l);
    struct body *b = &p->body[at];

    b->parent = vo;
    b->organiser = p->body[vo].organiser;
    b->settlement = settlement;
    b->sex = sex_pick(p->settlement[settlement].among, &l);
    b->formed = co_formed(d, p->body[vo].formed, &l);
    b->saving = saving_pick(p->area[area].among, &l);
    co_fate(b, &l);
    if (b->formed > month_first(d->since)) {
        b->mood = MOOD_STEADY;
        b->stops = b->revives = DEMO_MONTHS;
    }
    co_fill(d, p, at, first, &l);
}

/* Two of each body below sit in the one above: president and manager. */
static void upper_fill(struct demo *d, struct plan *p, int body,
                       enum nature below)
{
    struct body *b = &p->body[body];

    b->first = p->members;
    for (int i = 0; i < p->bodies; i++) {
        const struct body *x = &p->body[i];

        if (x->parent != body || x->nature != below)
            continue;
        for (int j = 0, n = 0; j < x->members && n < 2; j++) {
            const struct member *m = &p->member[x->first + j];

            if (m->ended != DAY_NONE)
                continue;
            if (p->person[m->person].sex == SEX_MEN)
                b->sex = SEX_MIXED;
            member_add(d, p, body, m->person,
                       b->formed > m->joined ? b->formed : m->joined);
            n++;
        }
    }
}

static void group_make(struct demo *d, struct plan *p, int vo, int settlement)
{
    struct luck l = luck_of(d->seed, "group", p->bodies);
    int at = body_add(d, p, NATURE_GROUP, p->body[vo].area, &l);
    struct body *b = &p->body[at];
    int most = luck_between(&l, 8, GROUP_MOST);

    b->parent = vo;
    b->organiser = p->body[vo].organiser;
    b->settlement = settlement;
    b->formed = day_between(&l, month_first(d->since) - 300, d->today - 200);
    for (int i = vo + 1; i < at && b->members < most; i++) {
        const struct body *x = &p->body[i];

        if (x->nature != NATURE_CO || x->sex != SEX_WOMEN ||
            x->settlement != settlement)
            continue;
        for (int j = 2; j < x->members && b->members < most; j += 3)
            if (p->member[x->first + j].ended == DAY_NONE &&
                p->member[x->first + j].joined < b->formed)
                member_add(d, p, at, p->member[x->first + j].person, b->formed);
    }
}

static void vo_make(struct demo *d, struct plan *p, int lso, int nth)
{
    struct luck l = luck_of(d->seed, "vo", p->bodies);
    int area = p->body[lso].area, vo = body_add(d, p, NATURE_VO, area, &l);
    int cos = luck_between(&l, 8, 10), places = luck_between(&l, 2, 3);
    struct body *b = &p->body[vo];

    b->parent = lso;
    b->sex = p->area[area].among == AMONG_PUNJAB ? SEX_MIXED : SEX_WOMEN;
    b->organiser = p->area[area].organiser + nth / 3;
    b->formed = day_between(&l, p->body[lso].formed - 700,
                            p->body[lso].formed - 30);
    for (int i = 0; i < places; i++) {
        int at = settlement_add(d, p, area), first = p->households;

        if (i == 0)
            p->body[vo].settlement = at;
        for (int n = cos * (i + 1) / places - cos * i / places; n > 0; n--)
            co_make(d, p, vo, at, first);
    }
    upper_fill(d, p, vo, NATURE_CO);
    if (nth % 3 == 1)
        group_make(d, p, vo, p->body[vo].settlement);
}

static void area_make(struct demo *d, struct plan *p, int area)
{
    struct luck l = luck_of(d->seed, "lso", area);
    int lso = body_add(d, p, NATURE_LSO, area, &l);
    day taken = month_first(d->since);

    p->area[area].lso = lso;
    p->body[lso].sex = p->area[area].among == AMONG_PUNJAB ? SEX_MIXED :
                                                             SEX_WOMEN;
    p->body[lso].organiser = p->area[area].organiser;
    p->body[lso].formed = day_between(&l, taken - 1800, taken - 240);
    for (int i = 0; i < p->area[area].vos; i++)
        vo_make(d, p, lso, i);
    upper_fill(d, p, lso, NATURE_VO);
}

/* ---- all of it ----------------------------------------------------------*/

static void room_take(struct demo *d, struct plan *p)
{
    struct arena *a = &d->cmd->arena;
    size_t vos = 0, most;

    for (int i = 0; i < p->areas; i++)
        vos += (size_t)p->area[i].vos;
    most = vos * (COS_MOST * SIZE_MOST + 2 * COS_MOST + GROUP_MOST + 2);
    p->settlement = arena_many(a, struct settlement, vos * PLACES_MOST);
    p->body = arena_many(a, struct body,
                         vos * (COS_MOST + 2) + (size_t)p->areas);
    p->household = arena_many(a, struct household, most);
    p->household_room = (int)most;
    p->person = arena_many(a, struct person, most);
    p->member = arena_many(a, struct member, most);
}

struct plan *plan_make(struct demo *d)
{
    struct plan *p = arena_new(&d->cmd->arena, struct plan);

    p->names = names_read(&d->cmd->arena);
    areas_read(d, p);
    room_take(d, p);
    plan_staff(d, p);
    for (int i = 0; i < p->areas; i++)
        area_make(d, p, i);
    return p;
}
