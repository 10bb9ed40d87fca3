/* core_hold - a level that several facts hold up counts once, and the sum over
 * projects counts it once too. */
#include "../src/core/core.h"
#include "tap.h"

static struct id id_of(uint8_t n)
{
    return (struct id){ { n } };
}

static struct hold hold(uint8_t entry, uint8_t project, month since,
                        month until)
{
    return (struct hold){ .opens = id_of(entry),
                          .closes = id_of((uint8_t)(entry + 100)),
                          .rsp = id_of(1),
                          .project = project ? id_of(project) : ID_NONE,
                          .since = since,
                          .until = until,
                          .cutover = MONTH_NONE };
}

/* The level at the end of a month: of one project (0: none named), or of all
 * of them together (-1). */
static int64_t level(const struct postings *p, int project, month at)
{
    int64_t sum = 0;

    for (size_t i = 0; i < p->n; i++)
        if (p->at[i].month <= at &&
            (project < 0 ||
             id_same(p->at[i].project,
                     project ? id_of((uint8_t)project) : ID_NONE)))
            sum += p->at[i].amount;
    return sum;
}

static struct postings posted(struct arena *a, const struct hold *h, size_t n)
{
    struct postings p = { .arena = a };

    post_holds(&p, &(struct posting){ .indicator = S("member") }, h, n);
    return p;
}

TEST(what_holds_twice_counts_once)
{
    struct arena a = { 0 };
    struct hold h[] = { hold(2, 0, 10, 20), hold(3, 0, 15, 30) };
    struct postings p = posted(&a, h, 2);

    CHECK_INT(level(&p, -1, 9), 0);
    CHECK_INT(level(&p, -1, 10), 1);
    CHECK_INT(level(&p, -1, 20), 1);
    CHECK_INT(level(&p, -1, 30), 0);
    CHECK_INT(p.n, 2);
    arena_free(&a);
}

TEST(of_one_project_it_is_posted_there_and_nowhere_else)
{
    struct arena a = { 0 };
    struct hold h[] = { hold(2, 7, 10, HOLD_OPEN) };
    struct postings p = posted(&a, h, 1);

    CHECK_INT(p.n, 1);
    CHECK_INT(level(&p, 7, 10), 1);
    CHECK_INT(level(&p, 0, 10), 0);
    arena_free(&a);
}

TEST(in_two_projects_it_counts_in_each_and_once_in_all)
{
    struct arena a = { 0 };
    struct hold h[] = { hold(2, 7, 10, 40), hold(3, 8, 20, 30),
                        hold(4, 0, 5, 25) };
    struct postings p = posted(&a, h, 3);

    for (month m = 4; m <= 45; m++) {
        CHECK_INT(level(&p, -1, m), m >= 5 && m < 40);
        CHECK_INT(level(&p, 7, m), m >= 10 && m < 40);
        CHECK_INT(level(&p, 8, m), m >= 20 && m < 30);
    }
    arena_free(&a);
}

TEST(no_two_postings_have_one_key)
{
    struct arena a = { 0 };
    struct hold h[] = { hold(2, 7, 10, 40), hold(2, 8, 10, 40),
                        hold(2, 0, 10, 40) };
    struct postings p = posted(&a, h, 3);

    for (size_t i = 0; i < p.n; i++)
        for (size_t j = 0; j < i; j++)
            CHECK(p.at[i].month != p.at[j].month ||
                  !id_same(p.at[i].project, p.at[j].project) ||
                  !id_same(p.at[i].entry, p.at[j].entry));
    CHECK_INT(level(&p, -1, 10), 1);
    arena_free(&a);
}
