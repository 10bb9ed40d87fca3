/* demo_home - one household, drawn so that many of them answer as their province
 * and taluka do. */
#include "cmd/demo_people.h"

/* Of a thousand draws, how many are by the household's own rank: what it owns
 * says more of it than how many children it has. */
enum { TOGETHER = 680, CHILDREN_TOGETHER = 400 };

static int draw(const struct shares *s, enum share_of of, int wealth,
                int together, struct luck *l)
{
    return marginal_at(&s->of[of], rank_draw(l, wealth, together), NULL);
}

/* Those without a child of 5 to 13 are those without any child, and of those
 * with one or two young ones as many as make up their share. */
static bool only_small_ones(const struct shares *s, const struct home *h,
                            struct luck *l)
{
    const struct marginal *kids = &s->of[OF_CHILDREN];
    int none = kids->share[kids->n - 1],
        few = kids->share[kids->n - 2] + kids->share[kids->n - 3],
        rest = s->of[OF_SCHOOL].share[SCHOOL_NO_CHILD] - none;

    return h->children <= 2 && rest > 0 &&
           luck_below(l, few) < (rest < few ? rest : few);
}

/* `within`: where the household stands among those with as many children. */
static int school_draw(const struct shares *s, const struct home *h, int within,
                       struct luck *l)
{
    const struct marginal *m = &s->of[OF_SCHOOL];
    int rank, with = SHARE_WHOLE - m->share[SCHOOL_NO_CHILD];

    if (!h->children || only_small_ones(s, h, l))
        return SCHOOL_NO_CHILD;
    rank = (int)((int64_t)rank_draw(l, within, TOGETHER) * with / RANKS);
    if (rank < m->share[SCHOOL_NONE])
        return SCHOOL_NONE;
    return rank < m->share[SCHOOL_NONE] + m->share[SCHOOL_SOME] ? SCHOOL_SOME :
                                                                  SCHOOL_ALL;
}

/* Grown-ups that there must be: who heads it, a wife, the labourers. */
static void size_draw(const struct shares *s, struct home *h, int rank,
                      struct luck *l)
{
    bool woman = h->answer[OF_WOMAN] != WOMAN_ABSENT;
    int least = h->labourers > 2 ? h->labourers : 1;
    const struct marginal *m = &s->of[OF_SIZE];
    int64_t size = 0;

    if (woman && h->headed != HEADED_WOMAN && least < 2)
        least = 2;
    for (int i = 0; i < 2 && size < h->children + least; i++)
        MUST(int_read(
            m->answer[marginal_at(m, i ? rank : rank_draw(l, rank, 930), NULL)],
            &size));
    h->size = (int)size;
    if (h->size < h->children + least)
        h->size = h->children + least;
}

static void children_draw(const struct shares *s, struct home *h,
                          struct luck *l)
{
    int within, rank = rank_draw(l, h->wealth, CHILDREN_TOGETHER);
    const struct marginal *many = &s->of[OF_MANY_CHILDREN];
    int64_t n;

    h->answer[OF_CHILDREN] = marginal_at(&s->of[OF_CHILDREN], rank, &within);
    h->children = 5 - h->answer[OF_CHILDREN];
    if (h->children == 5) {
        MUST(int_read(many->answer[marginal_at(many, within, NULL)], &n));
        h->children = (int)n;
    }
    h->school = school_draw(s, h, within, l);
    h->answer[OF_SCHOOLED] = h->school >= SCHOOL_ALL;
    h->labourers = 2 - h->answer[OF_LABOURERS];
    size_draw(s, h, rank, l);
}

/* A woman heads it only where there is one: their share is of all. */
static int headed_draw(const struct shares *s, const struct home *h,
                       struct luck *l)
{
    const struct marginal *m = &s->of[OF_HEADED];
    int with = SHARE_WHOLE - s->of[OF_WOMAN].share[WOMAN_ABSENT];

    return h->answer[OF_WOMAN] == WOMAN_ABSENT ||
           luck_below(l, with) >= m->share[HEADED_WOMAN];
}

void home_draw(const struct shares *s, int wealth, struct luck *l,
               struct home *h)
{
    *h = (struct home){ .wealth = wealth };
    h->answer[OF_PROVINCE] = marginal_at(&s->of[OF_PROVINCE], wealth, NULL);
    for (int i = OF_LABOURERS; i < QUESTIONS; i++)
        h->answer[i] = draw(s, (enum share_of)i, wealth, TOGETHER, l);
    h->headed = headed_draw(s, h, l);
    children_draw(s, h, l);
    h->landless = draw(s, OF_LANDLESS, wealth, TOGETHER, l);
    h->home = draw(s, OF_HOME, wealth, TOGETHER, l);
    h->education = draw(s, OF_EDUCATION, wealth, TOGETHER, l);
    h->age = draw(s, OF_AGE, wealth, 0, l);
}

/* One step up in so many of a thousand, one down in so many. */
static void step(const struct shares *s, struct home *h, enum share_of of,
                 int up, int down, struct luck *l)
{
    int roll = luck_below(l, 1000), *at = &h->answer[of];

    if (roll < up && *at + 1 < s->of[of].n)
        ++*at;
    else if (roll >= 1000 - down && *at > 0)
        --*at;
}

void home_later(const struct shares *s, struct luck *l, struct home *h)
{
    static const struct {
        enum share_of of;
        int up, down;
    } may[] = { { OF_CHILDREN, 190, 110 }, { OF_SCHOOLED, 120, 50 },
                { OF_LABOURERS, 110, 70 }, { OF_WATER, 200, 5 },
                { OF_TOILET, 170, 10 },    { OF_FRIDGE, 70, 12 },
                { OF_TELEVISION, 50, 25 }, { OF_VEHICLE, 60, 20 } };

    for (size_t i = 0; i < LEN(may); i++)
        step(s, h, may[i].of, may[i].up, may[i].down, l);
    if (h->answer[OF_CHILDREN] == s->of[OF_CHILDREN].n - 1)
        h->answer[OF_SCHOOLED] = 1; /* there is no child of that age */
}

int64_t home_score(const struct shares *s, const struct home *h)
{
    int64_t score = 0;

    for (int i = 0; i < QUESTIONS; i++)
        score += s->points[i][h->answer[i]];
    return score;
}

struct str home_answers(const struct shares *s, const struct home *h,
                        struct arena *a)
{
    static const int order[QUESTIONS] = { 0, 9, 1, 2, 3, 4, 5, 6, 7, 8 };
    struct buf b = buf_start(a);

    for (int i = 0; i < QUESTIONS; i++) {
        int of = order[i];

        buf_fmt(&b, "%s\"q%d\":\"", i ? "," : "{", of + 1);
        buf_add(&b, s->of[of].answer[h->answer[of]]);
        buf_char(&b, '"');
    }
    buf_char(&b, '}');
    return buf_str(&b);
}
