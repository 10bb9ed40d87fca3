/* demo_roster - who lives in a household of the sample: those whom the plan put
 * into COs, and around them whoever its answers speak of. */
#include <string.h>

#include "cmd/demo_people.h"

enum { CHILD_MOST = 13, GROWN = 18 };

/* ---- persons ------------------------------------------------------------*/

struct rostering {
    const struct plan *p;
    const struct household *house;
    struct luck l;
    struct roster *r;
    enum among among;
};

/* Sisters have names of their own, as far as luck goes. */
static uint16_t new_name(struct rostering *x, enum sex sex)
{
    enum pool pool = sex == SEX_WOMEN ? POOL_WOMAN : POOL_MAN;
    uint16_t name = name_pick(x->p->names, &x->l, pool, x->among);

    for (int tries = 0; tries < 6; tries++)
        for (int i = 0; i < x->r->n; i++)
            if (x->r->at[i].name == name) {
                name = name_pick(x->p->names, &x->l, pool, x->among);
                break;
            }
    return name;
}

static struct dweller *dweller_add(struct rostering *x, enum relation relation,
                                   enum sex sex, int age)
{
    struct dweller *w;

    if (x->r->n == DWELLERS_MOST)
        return NULL;
    w = &x->r->at[x->r->n++];
    *w = (struct dweller){ .person = -1,
                           .sex = sex,
                           .relation = relation,
                           .age = age,
                           .father = x->house->head,
                           .name = 0 };
    w->name = new_name(x, sex);
    return w;
}

static int age_between(struct rostering *x, int least, int most)
{
    return most <= least ? least : luck_between(&x->l, least, most);
}

static uint16_t some_man(struct rostering *x)
{
    return name_pick(x->p->names, &x->l, POOL_MAN, x->among);
}

/* ---- who heads it -------------------------------------------------------*/

static int head_age(struct rostering *x)
{
    static const int from[] = { 19, 25, 35, 45, 55, 65 },
                     upto[] = { 24, 34, 44, 54, 64, 79 };

    return age_between(x, from[x->r->home.age], upto[x->r->home.age]);
}

static void heads_add(struct rostering *x)
{
    const struct home *h = &x->r->home;
    int age = head_age(x), wife = age - age_between(x, 1, 8);
    struct dweller *head;

    if (h->headed == HEADED_WOMAN) {
        head = dweller_add(x, RELATION_HEAD, SEX_WOMEN, age < 28 ? 28 : age);
        head->husband = luck_in(&x->l, 800);
        return;
    }
    head = dweller_add(x, RELATION_HEAD, SEX_MEN, age);
    head->name = x->house->head;
    head->father = some_man(x);
    if (h->answer[OF_WOMAN] != WOMAN_ABSENT) {
        head = dweller_add(x, RELATION_SPOUSE, SEX_WOMEN,
                           wife < GROWN ? GROWN : wife);
        head->husband = true;
    }
}

/* ---- the others ---------------------------------------------------------*/

/* Children are of the head, or of a son where the head is old. */
static void children_add(struct rostering *x)
{
    const struct home *h = &x->r->home;
    int age = x->r->at[0].age, first = age_between(x, 3, CHILD_MOST);
    bool grand = age > 58;
    int schoolable = 0;

    for (int i = 0; i < h->children; i++) {
        bool young = h->school == SCHOOL_NO_CHILD;
        int years = young  ? luck_below(&x->l, 5) :
                    i == 0 ? (first < 5 ? 5 + first : first) :
                             luck_below(&x->l, CHILD_MOST + 1);
        struct dweller *w =
            dweller_add(x, grand ? RELATION_GRANDCHILD : RELATION_CHILD,
                        luck_in(&x->l, 485) ? SEX_WOMEN : SEX_MEN, years);

        if (!w)
            return;
        schoolable += years >= 5;
        w->education = "never";
        if (years < 5 || h->school == SCHOOL_NONE ||
            (h->school == SCHOOL_SOME && schoolable % 2))
            continue;
        w->occupation = "student";
        w->education = years < 12 ? "to_class_5" : "to_class_10";
    }
}

static void bride_add(struct rostering *x, const struct dweller *groom)
{
    int least = groom->age - 5 < GROWN ? GROWN : groom->age - 5;
    uint16_t husband = groom->name;
    struct dweller *w = dweller_add(x, RELATION_CHILD_IN_LAW, SEX_WOMEN,
                                    age_between(x, least, groom->age + 2));

    if (!w)
        return;
    w->husband = true;
    w->father = husband;
}

static void grown_one(struct rostering *x, int i, int eldest)
{
    const struct dweller *last = &x->r->at[x->r->n - 1];
    enum sex sex = luck_in(&x->l, 480) ? SEX_WOMEN : SEX_MEN;
    int age = x->r->at[0].age;

    if (i > 0 && last->relation == RELATION_CHILD && last->sex == SEX_MEN &&
        last->age >= 21 && luck_in(&x->l, 500))
        bride_add(x, last);
    else if (eldest >= 14 && i <= eldest - 13)
        dweller_add(x, RELATION_CHILD, sex, age_between(x, 14, eldest));
    else if (i % 4 < 2 && age < 50)
        dweller_add(x, RELATION_PARENT, i % 4 ? SEX_MEN : SEX_WOMEN,
                    age + age_between(x, 19, 30));
    else
        dweller_add(x, RELATION_SIBLING, sex,
                    age_between(x, 14, age > 15 ? age : 15));
}

/* Sons, daughters and who married in; the parents of a young head. */
static void grown_add(struct rostering *x)
{
    const struct home *h = &x->r->home;
    int left = h->size - h->children - x->r->n, eldest = x->r->at[0].age - 20;

    for (int i = 0; i < left && x->r->n < DWELLERS_MOST; i++)
        grown_one(x, i, eldest);
}

/* ---- those in COs -------------------------------------------------------*/

static bool fits(const struct dweller *w, const struct person *x, bool head)
{
    return w->person < 0 && w->sex == x->sex && w->age >= GROWN &&
           (head || w->relation != RELATION_HEAD || w->sex == SEX_WOMEN);
}

/* Takes the place of somebody of her sex; a man that of the head only where he
 * bears his name. */
static void person_seat(struct rostering *x, int person)
{
    const struct person *of = &x->p->person[person];
    bool head = of->sex == SEX_MEN && of->name == x->house->head;
    struct dweller *w = NULL;

    for (int i = 0; i < x->r->n && !w; i++)
        if (fits(&x->r->at[i], of, head))
            w = &x->r->at[i];
    if (!w)
        w = dweller_add(x, RELATION_OTHER, of->sex, age_between(x, 20, 45));
    if (!w)
        return;
    w->person = person;
    w->name = of->name;
    if (w->relation == RELATION_CHILD_IN_LAW && of->father == x->house->head)
        w->relation = RELATION_CHILD;
    if (w->relation == RELATION_SPOUSE && of->father != x->house->head)
        w->relation = RELATION_CHILD_IN_LAW;
    w->father = of->father;
    w->husband = of->sex == SEX_WOMEN && (w->relation == RELATION_SPOUSE ||
                                          w->relation == RELATION_HEAD ||
                                          w->relation == RELATION_CHILD_IN_LAW);
}

/* In the order of the plan: the first woman is the wife. */
static void persons_seat(struct rostering *x)
{
    int order[64], n = 0;

    for (int i = x->house->first; i >= 0 && n < (int)LEN(order);
         i = x->p->person[i].next)
        order[n++] = i;
    while (n > 0)
        person_seat(x, order[--n]);
}

/* ---- what they do -------------------------------------------------------*/

static const char *learned(int roll)
{
    return roll < 0   ? "never" :
           roll < 500 ? "to_class_5" :
           roll < 850 ? "to_class_10" :
                        "above_class_10";
}

static const char *labour(struct rostering *x)
{
    return luck_in(&x->l, 600) ? "farm_labour" : "day_labour";
}

static const char *trade(struct rostering *x, bool man)
{
    static const char *const poor[] = { "tenant_farm", "livestock",   "trade",
                                        "tenant_farm", "private_job", "other" };
    static const char *const better[] = { "own_farm",       "trade",
                                          "government_job", "business",
                                          "own_farm",       "private_job" };

    if (!man)
        return luck_in(&x->l, 80) ? "livestock" : "housework";
    return (x->r->home.landless == 0 ? poor : better)[luck_below(&x->l, 6)];
}

/* As many do elementary work as was answered, men first. */
static void works_say(struct rostering *x)
{
    int left = x->r->home.labourers;

    for (int sex = SEX_MEN; sex >= SEX_WOMEN; sex--)
        for (int i = 0; i < x->r->n; i++) {
            struct dweller *w = &x->r->at[i];

            if ((int)w->sex != sex || w->occupation || w->age < 14)
                continue;
            if (w->age < GROWN && luck_in(&x->l, 400)) {
                w->occupation = "student";
                w->education = "to_class_10";
            } else if (left > 0 && w->age < 66) {
                w->occupation = labour(x);
                left--;
            } else {
                w->occupation = w->age > 65 ? "none" : trade(x, sex == SEX_MEN);
            }
        }
}

static void schools_say(struct rostering *x)
{
    static const char *const of[] = { "never", "to_class_5", "to_class_10",
                                      "above_class_10" };
    const struct home *h = &x->r->home;

    for (int i = 0; i < x->r->n; i++) {
        struct dweller *w = &x->r->at[i];
        bool wife = w->sex == SEX_WOMEN && (w->relation == RELATION_HEAD ||
                                            w->relation == RELATION_SPOUSE);
        int roll = luck_below(&x->l, 1000);

        if (w->age < 5 || w->education)
            continue;
        if (wife)
            w->education = learned(
                h->answer[OF_WOMAN] == WOMAN_SCHOOLED ? roll : -1);
        else if (w->relation == RELATION_HEAD)
            w->education = of[h->education];
        else
            w->education = learned(
                roll < (w->sex == SEX_WOMEN ? 650 : 450) ? -1 : roll);
    }
}

static void disabled_say(struct rostering *x)
{
    static const char *const what[] = { "seeing", "hearing", "moving",
                                        "moving", "mind",    "other" };

    for (int i = 0; i < x->r->n; i++)
        x->r->at[i].disability = luck_in(&x->l,
                                         x->r->at[i].age > 60 ? 90 : 18) ?
                                     what[luck_below(&x->l, 6)] :
                                     "none";
}

static const char *faith_of(struct rostering *x)
{
    if (x->among == AMONG_THAR)
        return luck_in(&x->l, 650) ? "scheduled_caste" : "hindu";
    if (x->among == AMONG_PUNJAB && luck_in(&x->l, 12))
        return luck_in(&x->l, 600) ? "christian" : "hindu";
    return "muslim";
}

void roster_draw(struct demo *d, const struct plan *p, int household,
                 struct roster *out)
{
    struct rostering x = {
        .p = p,
        .house = &p->household[household],
        .l = luck_of(d->seed, "roster", household),
        .r = out,
        .among = p->settlement[p->household[household].settlement].among
    };

    out->n = 0;
    census_home(d, p, household, 0, &out->home);
    out->faith = faith_of(&x);
    heads_add(&x);
    grown_add(&x);
    children_add(&x);
    persons_seat(&x);
    works_say(&x);
    schools_say(&x);
    disabled_say(&x);
}
