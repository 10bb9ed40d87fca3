/* demo_shares - what share of households answers what, by province and taluka,
 * out of data/demo/shares.csv, and the points of the card. */
#include "cmd/demo_people.h"

#include <string.h>

static const char *const share_name[SHARES] = { "q1",
                                                "q2",
                                                "q3",
                                                "q4",
                                                "q5",
                                                "q6",
                                                "q7",
                                                "q8",
                                                "q9",
                                                "q10",
                                                "many_children",
                                                "size",
                                                "school",
                                                "headed",
                                                "landless",
                                                "home",
                                                "head_education",
                                                "head_age" };

static int share_find(struct str what)
{
    for (int i = 0; i < SHARES; i++)
        if (str_same(str_of(share_name[i]), what))
            return i;
    return -1;
}

int marginal_find(const struct marginal *m, const char *answer)
{
    for (int i = 0; i < m->n; i++)
        if (str_same(m->answer[i], str_of(answer)))
            return i;
    return -1;
}

static void marginal_add(struct marginal *m, struct str answer, int64_t share)
{
    MUST(m->n < ANSWERS_MOST);
    m->answer[m->n] = answer;
    m->share[m->n++] = (int)share;
}

/* The card's choices, in their order, and what each gives. */
static void points_read(struct arena *a, struct shares *out, struct str answer)
{
    struct data *s = data_open("reference/choices.csv");

    while (data_next(s)) {
        int of = share_find(data_cell(s, "question"));
        struct marginal *m = &out->of[of >= 0 ? of : 0];
        int64_t points;

        if (!str_same(data_cell(s, "card"), S(CARD_ASKED)))
            continue;
        MUST(of >= 0 && of < QUESTIONS);
        MUST(int_read(data_cell(s, "points"), &points));
        marginal_add(m, arena_str(a, data_cell(s, "code")), 0);
        out->points[of][m->n - 1] = points * 100;
        if (of == OF_PROVINCE && str_same(data_cell(s, "code"), answer))
            m->share[m->n - 1] = SHARE_WHOLE;
    }
    data_close(s);
}

/* A taluka's own rows stand after its province's and replace them. */
static void share_row(struct arena *a, struct shares *out, struct str what,
                      struct str answer, int64_t share)
{
    int of = share_find(what);
    struct marginal *m;
    int at;

    if (of < 0) {
        out->households = share;
        return;
    }
    m = &out->of[of];
    for (at = 0; at < m->n; at++)
        if (str_same(m->answer[at], answer))
            break;
    MUST(at < m->n || of >= QUESTIONS);
    if (at == m->n)
        marginal_add(m, arena_str(a, answer), share);
    m->share[at] = (int)share;
}

/* "School": of 5 to 13 years. What the card asks follows from it. */
static void schooled(struct shares *out)
{
    const struct marginal *m = &out->of[OF_SCHOOL];
    struct marginal *q = &out->of[OF_SCHOOLED];

    MUST(m->n == SCHOOL_NO_CHILD + 1);
    q->share[0] = m->share[SCHOOL_NONE] + m->share[SCHOOL_SOME];
    q->share[1] = SHARE_WHOLE - q->share[0];
}

static void whole_judge(const struct shares *out)
{
    for (int i = 0; i < SHARES; i++) {
        int sum = 0;

        for (int j = 0; j < out->of[i].n; j++)
            sum += out->of[i].share[j];
        MUST(sum == SHARE_WHOLE);
    }
}

bool shares_read(struct arena *a, struct str province, struct str taluka,
                 struct shares *out)
{
    bool punjab = str_same(province, S("punjab"));
    struct data *s;

    *out = (struct shares){ 0 };
    if (!punjab && !str_same(province, S("sindh")))
        return false;
    points_read(a, out, punjab ? S("D") : S("C"));
    s = data_open("demo/shares.csv");
    while (data_next(s)) {
        struct str place = data_cell(s, "place");
        int64_t share;

        if (!str_same(place, province) && !str_same(place, taluka))
            continue;
        MUST(int_read(data_cell(s, "share"), &share));
        share_row(a, out, data_cell(s, "what"), data_cell(s, "answer"), share);
    }
    data_close(s);
    schooled(out);
    whole_judge(out);
    return true;
}

int marginal_at(const struct marginal *m, int rank, int *within)
{
    const int part = RANKS / SHARE_WHOLE;
    int from = 0;

    for (int i = 0; i < m->n; i++) {
        int wide = m->share[i] * part;

        if (rank < from + wide || i + 1 == m->n) {
            if (within)
                *within = wide ? (int)((int64_t)(rank - from) * RANKS / wide) :
                                 0;
            return i;
        }
        from += wide;
    }
    MUST(!"an answer");
    return 0;
}

int rank_draw(struct luck *l, int own, int of_thousand)
{
    int fresh = luck_below(l, RANKS);

    return luck_in(l, of_thousand) ? own : fresh;
}
