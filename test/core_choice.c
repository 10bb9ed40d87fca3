/* core_choice - whom a product is for: every edge of a window, ties, and a
 * random part that anybody can draw again. */
#include "../src/core/card.h"
#include "../src/core/choice.h"
#include "tap.h"

static struct choice_answer judge(struct arena *a, const struct product *p,
                                  int64_t score, day on)
{
    struct choice_ask q = { .product = p, .on = on, .received = DAY_NONE };

    q.home.women = q.home.cnic = q.home.disabled = -1;
    q.home.woman_headed = q.home.landless = -1;
    if (score != INT_NONE) {
        q.score = (struct choice_score){ .card = S("BISP-PMT-2009"),
                                         .score = score,
                                         .taken = 15000 };
        q.score.id.b[0] = 7;
    }
    return choice_judge(&q, a);
}

static struct product plain(int64_t least, int64_t upto)
{
    return (struct product){ .code = S("CIF"),
                             .title = S("A loan"),
                             .least = least,
                             .upto = upto,
                             .since = 14000,
                             .until = DAY_NONE,
                             .ceiling = INT_NONE };
}

static bool eligible(int64_t upto, int64_t score)
{
    struct arena a = { 0 };
    struct product p = plain(0, upto);
    bool is = judge(&a, &p, score, 16000).verdict == ELIGIBLE;

    arena_free(&a);
    return is;
}

TEST(a_whole_cut_off_holds_all_that_begins_with_it)
{
    CHECK(eligible(1100, 0));
    CHECK(eligible(1100, 1100));
    CHECK(eligible(1100, 1199));
    CHECK(!eligible(1100, 1200));
    CHECK(eligible(1800, 1200));
    CHECK(eligible(1800, 1617));
    CHECK(eligible(1800, 1899));
    CHECK(!eligible(1800, 1900));
    CHECK(eligible(2200, 2299)); /* "below 23" */
    CHECK(!eligible(2200, 2300));
    CHECK(eligible(4000, 4099));
    CHECK(!eligible(4000, 4100));
}

TEST(a_cut_off_with_decimals_is_the_last_that_is_in)
{
    CHECK(eligible(1617, 1616));
    CHECK(eligible(1617, 1617));
    CHECK(!eligible(1617, 1618));
    CHECK(!eligible(1617, 1699));
}

TEST(without_a_score_or_outside_its_days_nobody_is_eligible)
{
    struct arena a = { 0 };
    struct product p = plain(0, 1800);

    CHECK_INT(judge(&a, &p, INT_NONE, 16000).verdict, NOT_ELIGIBLE);
    CHECK_INT(judge(&a, &p, 900, 13999).verdict, NOT_ELIGIBLE);
    CHECK_INT(judge(&a, &p, 900, 14000).verdict, ELIGIBLE);
    p.until = 15999;
    CHECK_INT(judge(&a, &p, 900, 15999).verdict, ELIGIBLE);
    CHECK_INT(judge(&a, &p, 900, 16000).verdict, NOT_ELIGIBLE);
    p = plain(INT_NONE, INT_NONE); /* no window: no score is asked for */
    CHECK_INT(judge(&a, &p, INT_NONE, 16000).verdict, ELIGIBLE);
    p.card = S("SPS-PAK-2009-002");
    CHECK_INT(judge(&a, &p, 900, 16000).verdict, NOT_ELIGIBLE);
    p.card = S("BISP-PMT-2009");
    CHECK_INT(judge(&a, &p, 900, 16000).verdict, ELIGIBLE);
    arena_free(&a);
}

static int verdict_of(struct arena *a, const struct choice_ask *q)
{
    return (int)choice_judge(q, a).verdict;
}

TEST(conditions_are_met_not_met_or_still_to_be_seen)
{
    struct arena a = { 0 };
    struct product p = plain(INT_NONE, INT_NONE);
    struct term term[] = {
        { .need = TERM_SEEN,
          .least = INT_NONE,
          .most = INT_NONE,
          .text = S("Homeless") },
        { .need = TERM_CNIC, .least = INT_NONE, .most = INT_NONE }
    };
    struct choice_ask q = { .product = &p, .on = 16000, .received = DAY_NONE };

    p.terms = (struct list){ term, 2 };
    q.home.cnic = -1;
    CHECK_INT(verdict_of(&a, &q), WAITING);
    q.seen = 1;
    CHECK_INT(verdict_of(&a, &q), WAITING); /* nobody knows of a CNIC */
    q.seen = 3;
    CHECK_INT(verdict_of(&a, &q), ELIGIBLE);
    q.not_seen = 1;
    q.seen = 2;
    CHECK_INT(verdict_of(&a, &q), NOT_ELIGIBLE);
    q.seen = 3;
    q.not_seen = 0;
    q.home.cnic = 0; /* the register knows, and nobody's eyes outweigh it */
    CHECK_INT(verdict_of(&a, &q), NOT_ELIGIBLE);
    q.home.cnic = 1;
    CHECK_INT(verdict_of(&a, &q), ELIGIBLE);
    arena_free(&a);
}

TEST(an_age_is_within_its_years_both_included)
{
    struct arena a = { 0 };
    struct product p = plain(INT_NONE, INT_NONE);
    struct term term = { .need = TERM_AGE, .least = 18, .most = 60 };
    int64_t age = 17;
    struct choice_ask q = { .product = &p, .on = 16000, .received = DAY_NONE };

    p.terms = (struct list){ &term, 1 };
    CHECK_INT(verdict_of(&a, &q), WAITING); /* no age is known */
    q.home.ages = 1;
    q.home.age = &age;
    CHECK_INT(verdict_of(&a, &q), NOT_ELIGIBLE);
    age = 18;
    CHECK_INT(verdict_of(&a, &q), ELIGIBLE);
    age = 60;
    CHECK_INT(verdict_of(&a, &q), ELIGIBLE);
    age = 61;
    CHECK_INT(verdict_of(&a, &q), NOT_ELIGIBLE);
    arena_free(&a);
}

TEST(what_comes_once_comes_once_and_a_ranked_list_decides)
{
    struct arena a = { 0 };
    struct product p = plain(INT_NONE, INT_NONE);
    struct choice_ask q = { .product = &p, .on = 16000, .received = 15900 };

    CHECK_INT(verdict_of(&a, &q), ELIGIBLE); /* a loan comes again */
    p.once = true;
    CHECK_INT(verdict_of(&a, &q), NOT_ELIGIBLE);
    q.received = DAY_NONE;
    CHECK_INT(verdict_of(&a, &q), ELIGIBLE);
    p.ranked = true;
    q.score.id.b[0] = 1;
    CHECK_INT(verdict_of(&a, &q), WAITING);
    q.place.state = PLACE_WAITING;
    CHECK_INT(verdict_of(&a, &q), WAITING);
    q.place.state = PLACE_CHOSEN;
    CHECK_INT(verdict_of(&a, &q), ELIGIBLE);
    arena_free(&a);
}

TEST(the_answer_is_kept_and_says_itself_in_three_languages)
{
    struct arena a = { 0 };
    struct product p = plain(0, 1617);
    struct choice_answer c = judge(&a, &p, 1617, 16000), back;
    struct buf b = buf_start(&a);
    struct str json = choice_json(&c, &a);

    CHECK(json_canonical(json, &a));
    CHECK(choice_read(json, &a, &back));
    CHECK_INT(back.verdict, ELIGIBLE);
    CHECK_STR(back.rule, S("CIF 2008-05-01"));
    CHECK(id_same(back.score, c.score));
    CHECK_INT(back.points, 1617);
    CHECK_INT(back.on, 16000);
    CHECK_INT(back.parts, c.parts);
    CHECK_STR(choice_json(&back, &a), json);
    for (size_t i = 0; i < back.parts; i++)
        for (int lang = 0; lang < 3; lang++) {
            b = buf_start(&a);
            choice_explain(&b, (enum lang)lang, &back.part[i]);
            CHECK(b.n > 4 && !str_starts(buf_str(&b), S("eligible.")));
        }
    b = buf_start(&a);
    choice_explain(&b, LANG_EN, &back.part[1]);
    CHECK_STR(buf_str(&b), S("Its score is 16.17."));
    CHECK(!choice_read(S("{}"), &a, &back));
    CHECK(!choice_read(S("[]"), &a, &back));
    CHECK(!choice_read(S(""), &a, &back));
    CHECK(!choice_read(S("{\"parts\":1,\"rule\":\"x\",\"score\":\"\"}"), &a,
                       &back));
    arena_free(&a);
}

/* ---- ranks --------------------------------------------------------------*/

static struct rank_row row(int n, int64_t score, int64_t dependants, day taken)
{
    struct rank_row r = { .score = score,
                          .dependants = dependants,
                          .taken = taken };

    r.household.b[15] = (uint8_t)n;
    return r;
}

TEST(the_poorest_first_and_every_tie_is_decided_whatever_order_they_came_in)
{
    static const int want[] = { 5, 4, 1, 2, 3, 6 };
    static const enum rank_by by[] = { RANK_FIRST, RANK_SCORE, RANK_DEPENDANTS,
                                       RANK_TAKEN, RANK_ID,    RANK_SCORE };
    uint64_t chance = 1;

    for (int round = 0; round < 50; round++) {
        struct rank_row r[] = { row(1, 1199, 3, 100), row(2, 1199, 3, 200),
                                row(3, 1199, 3, 200), row(4, 1199, 5, 300),
                                row(5, 0, 0, 400),    row(6, 1200, 9, 1) };

        for (size_t i = LEN(r); i > 1; i--) {
            size_t j;
            struct rank_row t;

            chance = chance * 6364136223846793005u + 1442695040888963407u;
            j = (size_t)(chance >> 33) % i;
            t = r[i - 1];
            r[i - 1] = r[j];
            r[j] = t;
        }
        rank_sort(r, LEN(r), 4);
        for (size_t i = 0; i < LEN(r); i++) {
            CHECK_INT(r[i].household.b[15], want[i]);
            CHECK_INT(r[i].rank, i + 1);
            CHECK_INT(r[i].waiting, i >= 4);
            CHECK_INT(r[i].by, by[i]);
        }
    }
}

/* ---- drawn at random ----------------------------------------------------*/

enum { SCORES = 500 };

static size_t draw(struct arena *a, struct draw_row *r, size_t n, uint8_t seed,
                   int enumerators, size_t most)
{
    struct id survey = { { 9 } };
    struct hash h = { { seed } };

    for (size_t i = 0; i < n; i++) {
        r[i] = (struct draw_row){ .drawn = false };
        r[i].score.b[0] = (uint8_t)(i >> 8);
        r[i].score.b[1] = (uint8_t)i;
        r[i].score.b[2] = 1;
        r[i].enumerator.b[0] = (uint8_t)((int)i % enumerators + 1);
    }
    return draw_sample(r, n, survey, h, 100, most, a);
}

static bool drawn_of(const struct draw_row *r, size_t n, struct id score)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(r[i].score, score))
            return r[i].drawn;
    return false;
}

TEST(a_tenth_is_drawn_at_least_one_of_each_enumerator)
{
    struct arena a = { 0 };
    struct draw_row one[SCORES], again[SCORES], other[SCORES];
    size_t n = draw(&a, one, SCORES, 1, 7, 5000), same = 0;

    CHECK_INT(n, 50);
    for (int e = 1; e <= 7; e++) {
        size_t of = 0;

        for (size_t i = 0; i < SCORES; i++)
            of += one[i].drawn && one[i].enumerator.b[0] == e;
        CHECK(of > 0);
    }
    CHECK_INT(draw(&a, again, SCORES, 1, 7, 5000), 50);
    CHECK_INT(draw(&a, other, SCORES, 2, 7, 5000), 50);
    for (size_t i = 0; i < SCORES; i++) {
        CHECK_INT(drawn_of(again, SCORES, one[i].score), one[i].drawn);
        same += one[i].drawn && drawn_of(other, SCORES, one[i].score);
    }
    CHECK(same < 25); /* another seed, another tenth */
    CHECK_INT(draw(&a, one, 101, 1, 1, 5000), 11); /* rounded up */
    CHECK_INT(draw(&a, one, 40, 1, 9, 5000), 9);   /* more than a tenth */
    CHECK_INT(draw(&a, one, SCORES, 1, 7, 20), 20);
    CHECK_INT(draw(&a, one, 1, 1, 1, 5000), 1);
    CHECK_INT(draw(&a, one, 0, 1, 1, 5000), 0);
    arena_free(&a);
}

/* Over many seeds each score is drawn about as often as any other. */
TEST(the_draw_favours_nobody)
{
    struct arena a = { 0 };
    struct draw_row r[50];
    int often[50] = { 0 };

    for (int seed = 0; seed < 200; seed++) {
        draw(&a, r, 50, (uint8_t)seed, 1, 5000);
        for (size_t i = 0; i < 50; i++)
            often[r[i].score.b[1]] += r[i].drawn;
        arena_free(&a);
    }
    for (int i = 0; i < 50; i++)
        CHECK(often[i] >= 6 && often[i] <= 36); /* 20 on the average */
}

/* ---- asked twice --------------------------------------------------------*/

static int differing(const char *first, const char *second, int of)
{
    struct arena a = { 0 };
    struct recheck *r;
    size_t n = recheck_compare(str_of(first), str_of(second), &a, &r);
    int differ = 0;

    CHECK_INT(n, of);
    for (size_t i = 0; i < n; i++)
        differ += !r[i].same;
    arena_free(&a);
    return differ;
}

TEST(answers_differ_by_question)
{
    CHECK_INT(differing("{\"tv\":\"yes\"}", "{\"tv\":\"yes\"}", 1), 0);
    CHECK_INT(differing("{\"tv\":\"yes\"}", "{\"tv\":\"no\"}", 1), 1);
    CHECK_INT(differing("{\"n\":3,\"tv\":\"yes\"}", "{\"tv\":\"yes\"}", 2), 1);
    CHECK_INT(differing("{}", "{\"tv\":\"yes\"}", 1), 1);
    CHECK_INT(differing("{\"n\":3}", "{\"n\":\"3\"}", 1), 1);
    CHECK_INT(differing("{\"m\":[\"a\",\"b\"]}", "{\"m\":[\"b\",\"a\"]}", 1),
              0);
    CHECK_INT(differing("{\"m\":[\"a\"]}", "{\"m\":[\"a\",\"b\"]}", 1), 1);
    CHECK_INT(differing("", "{}", 0), 0);
}
