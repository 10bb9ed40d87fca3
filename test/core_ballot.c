/* core_ballot - polls as they were published, and files of ballots. */
#include <stdlib.h>
#include <string.h>

#include "../src/core/count.h"
#include "tap.h"

/* ---- the published files, where they are --------------------------------*/

static struct str published(const char *name, struct arena *a)
{
    static const char *const near[] = { NULL, "../shared", "../../shared" };
    struct buf b = buf_start(a);
    FILE *f = NULL;
    int c;

    for (size_t i = 0; i < LEN(near) && !f; i++) {
        const char *at = i ? near[i] : getenv("SAATH_SHARED");
        char path[500];

        if (!at)
            continue;
        snprintf(path, sizeof path, "%s/data/elections/%s", at, name);
        f = fopen(path, "r");
    }
    if (!f) {
        skip("the published ballots are not here");
        return S("");
    }
    while ((c = getc(f)) != EOF)
        buf_char(&b, (char)c);
    fclose(f);
    return buf_str(&b);
}

static bool blt(struct str text, struct arena *a, struct ballots *b)
{
    struct ballots_trouble why = { "", 0 };

    if (!ballots_read_blt(text, a, b, &why)) {
        printf("# %s, line %d\n", why.what, (int)why.line);
        return CHECK(!"a file of ballots");
    }
    return true;
}

static struct poll_result decide(const struct poll_candidate *c, size_t n,
                                 enum poll_way way, size_t seats, int64_t valid,
                                 struct arena *a)
{
    return poll_decide(&(struct poll){ .way = way,
                                       .round = 1,
                                       .valid = valid,
                                       .seats = seats,
                                       .at = c,
                                       .n = n },
                       a);
}

static int64_t number(struct str s)
{
    int64_t n = -1;

    CHECK(int_read(str_trim(s), &n));
    return n;
}

/* "1:99 2:2395": candidates by number, and their first preferences. */
static int ward_same(const struct ballots *b, struct str want, struct arena *a)
{
    struct ballots_tally t = ballots_count(b, POLL_PLURALITY, NULL, a);
    int64_t sum = 0;
    int n = 0;

    while (want.n) {
        struct str pair = str_cut(&want, ' ');
        int64_t candidate = number(str_cut(&pair, ':'));

        CHECK_INT(candidate, ++n);
        CHECK_INT(t.votes[candidate - 1], number(pair));
        sum += t.votes[candidate - 1];
    }
    CHECK_INT(n, b->candidates);
    CHECK_INT(t.valid, sum);
    CHECK_INT(t.blank + t.unclear, 0);
    return n;
}

TEST(first_preferences_of_every_ward_are_the_published_ones)
{
    struct arena a = { 0 };
    struct str rest = published("stv-edinburgh2017/expected_winners.csv", &a);
    int wards = 0, candidates = 0;

    str_cut(&rest, '\n');
    while (rest.n) {
        struct str line = str_cut(&rest, '\n'), cell[11];
        struct ballots b;
        char path[200];

        for (size_t i = 0; i < LEN(cell); i++)
            cell[i] = str_cut(&line, ',');
        snprintf(path, sizeof path, "stv-edinburgh2017/%.*s", (int)cell[1].n,
                 cell[1].p);
        if (!blt(published(path, &a), &a, &b))
            return;
        CHECK_STR(b.title, str_trim(cell[10]));
        CHECK_INT(b.candidates, number(cell[2]));
        CHECK_INT(b.seats, number(cell[3]));
        CHECK_INT(b.sum, number(cell[4]));
        CHECK_INT(b.n, number(cell[5]));
        candidates += ward_same(&b, cell[9], &a);
        wards++;
    }
    if (!tap_skipped) {
        CHECK_INT(wards, 9);
        CHECK_INT(candidates, 61);
    }
    arena_free(&a);
}

/* Ward 1: Lang 6079, Hutchison 2395, Work 1971, Mitchell 1240. */
TEST(a_ward_as_a_plurality_poll_elects_the_four_with_most_first_choices)
{
    static const size_t want[] = { 3, 1, 8, 6 };
    struct arena a = { 0 };
    struct str text = published("stv-edinburgh2017/edinburgh_2017_ward01.blt",
                                &a);
    struct poll_candidate c[10] = { 0 };
    struct poll_result r;
    struct ballots b;

    if (!text.n || !blt(text, &a, &b))
        return;
    for (size_t i = 0; i < 10; i++)
        c[i].votes = ballots_count(&b, POLL_PLURALITY, NULL, &a).votes[i];
    r = decide(c, 10, POLL_PLURALITY, 4, 14207, &a);
    CHECK_INT(r.elected, 4);
    for (size_t i = 0; i < LEN(want); i++) {
        CHECK_INT(r.place[i].candidate, want[i]);
        CHECK_INT(r.place[i].by, POLL_VOTES);
    }
    CHECK_INT(r.place[4].by, POLL_NOT);
    arena_free(&a);
}

static void approval_ties(const struct poll_candidate *c, struct arena *a)
{
    struct poll_result r = decide(c, 16, POLL_APPROVAL, 7, 365, a);

    /* Mamere and Chevenement, 67 each, for the seventh seat */
    CHECK_INT(r.elected, 6);
    CHECK(r.tied && r.open == 1);
    CHECK(r.place[6].tied && r.place[7].tied && !r.place[8].tied);
    CHECK_INT(r.place[6].candidate + 1, 9);
    CHECK_INT(r.place[7].candidate + 1, 13);
    CHECK_INT(r.place[7].rank, 7);
    CHECK_INT(r.place[8].rank, 9);
    /* Megret and Besancenot, 62 each, for the tenth */
    r = decide(c, 16, POLL_APPROVAL, 10, 365, a);
    CHECK_INT(r.elected, 9);
    CHECK(r.place[9].tied && r.place[10].tied && !r.place[11].tied);
    CHECK_INT(r.place[9].candidate + 1, 1);
    CHECK_INT(r.place[10].candidate + 1, 16);
    /* a tie that no seat hangs on is none */
    r = decide(c, 16, POLL_APPROVAL, 8, 365, a);
    CHECK(!r.tied && r.elected == 8);
}

TEST(the_approval_election_and_its_two_ties)
{
    struct arena a = { 0 };
    struct str text = published("approval/00026-00000001_GylesNonains.csv", &a);
    struct str want = published("approval/expected_tally.csv", &a);
    struct poll_candidate c[16] = { 0 };
    struct ballots_trouble why;
    struct ballots_tally t;
    struct ballots b;

    if (!text.n || !want.n)
        return;
    CHECK(ballots_read_approvals(text, &a, &b, &why));
    CHECK_INT(b.sum, 365);
    CHECK_INT(b.n, 216);
    if (!CHECK_INT(b.candidates, 16))
        return;
    t = ballots_count(&b, POLL_APPROVAL, NULL, &a);
    str_cut(&want, '\n');
    for (int64_t i = 0; i < 16; i++) {
        struct str line = str_cut(&want, '\n');

        CHECK_INT(number(str_cut(&line, ',')), i + 1);
        str_cut(&line, ',');
        CHECK_INT(t.votes[i], number(line));
        c[i].votes = t.votes[i];
    }
    CHECK_INT(t.valid + t.blank, 365);
    approval_ties(c, &a);
    arena_free(&a);
}

/* ---- small files --------------------------------------------------------*/

#define POLLUX                                                                 \
    "3 2\n4 1 2 0\n2 3 0\n0\n\"Castor\"\n\"Pollux\"\n\"Helen\"\n\"Twins\"\n"

TEST(files_of_ballots_are_read_as_they_are_written)
{
    static const struct {
        const char *text;
        enum poll_way way;
        int64_t votes[4], valid, blank, unclear;
    } told[] = {
        { POLLUX, POLL_PLURALITY, { 4, 0, 2 }, 6, 0, 0 },
        { POLLUX, POLL_BLOCK, { 4, 4, 2 }, 6, 0, 0 },
        /* names without quotes, no line end, remarks, a mark of order */
        { "\xef\xbb\xbf"
          "2 1 # two\n3 2 1 0 2 0\n0\nA B (C)\nPo#ll\nTitle",
          POLL_PLURALITY,
          { 0, 3 },
          3,
          2,
          0 },
        /* who withdrew is passed over, in both ways of saying it */
        { "3 1\n-1\n5 1 2 0\n1 3 0\n2 1 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"",
          POLL_PLURALITY,
          { 0, 5, 1 },
          6,
          2,
          0 },
        { "3 1\n[withdrawn 1 3 ]\n[tie 3 1 2]\n5 1 2 0 1 3 0 0\nA\nB\nC\nT",
          POLL_PLURALITY,
          { 0, 5, 0 },
          5,
          1,
          0 },
        /* two at the first place are no clear choice, but two approvals */
        { "3 1\n5 1=2 3 0\n1 - 3 0\n0\nA\nB\nC\nT",
          POLL_PLURALITY,
          { 0, 0, 1 },
          1,
          0,
          5 },
        { "3 1\n5 1=2 3 0\n1 - 3 0\n0\nA\nB\nC\nT",
          POLL_APPROVAL,
          { 5, 5, 6 },
          6,
          0,
          0 },
        /* of two votes the second would be two: the first counts */
        { "3 2\n5 1 2=3 0\n0\nA\nB\nC\nT", POLL_BLOCK, { 5, 0, 0 }, 5, 0, 0 },
        { "3 2\n5 1=2 3 0\n0\nA\nB\nC\nT", POLL_BLOCK, { 5, 5, 0 }, 5, 0, 0 },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct ballots_tally t;
        struct ballots b;

        if (!blt(str_of(told[i].text), &a, &b))
            continue;
        t = ballots_count(&b, told[i].way, NULL, &a);
        for (size_t j = 0; j < b.candidates; j++)
            CHECK_INT(t.votes[j], told[i].votes[j]);
        if (!CHECK_INT(t.valid, told[i].valid) ||
            !CHECK_INT(t.blank, told[i].blank) ||
            !CHECK_INT(t.unclear, told[i].unclear))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}

TEST(names_and_order_of_a_file)
{
    struct arena a = { 0 };
    struct ballots b;

    if (!blt(S("2 1 [tie 2 1] 3 2 1 0\n0\n\"Hélen\" Pøl lux \r\n\"The title\""),
             &a, &b))
        return;
    CHECK_STR(b.name[0], S("Hélen"));
    CHECK_STR(b.name[1], S("Pøl lux"));
    CHECK_STR(b.title, S("The title"));
    CHECK(b.order && b.order[0] == 1 && b.order[1] == 0);
    arena_free(&a);
}

TEST(what_is_no_file_of_ballots_is_told_with_its_line)
{
    static const struct {
        const char *text, *what;
        int line;
    } told[] = {
        { "", "ballots.head", 1 },
        { "0 1\n0\n", "ballots.head", 1 },
        { "1001 1\n0\n", "ballots.head", 1 },
        { "3\nx", "ballots.head", 2 },
        { "3 101\n", "ballots.head", 1 },
        { "99999999999999999999 1\n", "ballots.head", 1 },
        { "2 1\n1 3 0\n0\nA\nB\nT", "ballots.candidate", 2 },
        { "2 1\n1 1 -2 0\n0\nA\nB\nT", "ballots.candidate", 2 },
        { "2 1\n-3\n0\nA\nB\nT", "ballots.candidate", 2 },
        { "2 1\n1 1 0\n1 2 1 2 0\n0\nA\nB\nT", "ballots.twice", 3 },
        { "2 1\n1 1=1 0\n0\nA\nB\nT", "ballots.twice", 2 },
        { "2 1\n1 1= 0\n0\nA\nB\nT", "ballots.mark", 2 },
        { "2 1\n1 A 0\n0\nA\nB\nT", "ballots.mark", 2 },
        { "2 1\n1 1 0\n-1\n0\nA\nB\nT", "ballots.count", 3 },
        { "2 1\n1.5 1 0\n0\nA\nB\nT", "ballots.count", 2 },
        { "2 1\n1000000001 1 0\n0\nA\nB\nT", "ballots.count", 2 },
        { "2 1\n1 1 2", "ballots.end", 2 },
        { "2 1\n1 1 2 0\n", "ballots.end", 3 },
        { "2 1\n[droop x]\n0\nA\nB\nT", "ballots.option", 2 },
        { "2 1\n[tie 1]\n0\nA\nB\nT", "ballots.option", 2 },
        { "2 1\n[tie 1 1]\n0\nA\nB\nT", "ballots.twice", 2 },
        { "2 1\n[tie 1 2 1]\n0\nA\nB\nT", "ballots.option", 2 },
        { "2 1\n[withdrawn 1\n0\nA\nB\nT", "ballots.candidate", 3 },
        { "2 1\n1 1 0\n0\nA\n", "ballots.name", 5 },
        { "2 1\n1 1 0\n0\n\"A\nB\"\n\"C\"", "ballots.quote", 4 },
        { "2 1\n1 1 0\n0\nA\n\"B", "ballots.quote", 5 },
        { "2 1\n1 1 0\n0\nA\nB\nT\nmore", "ballots.after", 7 },
        { "2 1\n1 1 0\n0\nA\xff\nB\nT", "ballots.not_utf8", 1 },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct ballots_trouble why = { "", 0 };
        struct arena a = { 0 };
        struct ballots b;

        CHECK(!ballots_read_blt(str_of(told[i].text), &a, &b, &why));
        if (!CHECK_STR(str_of(why.what), str_of(told[i].what)) ||
            !CHECK_INT(why.line, told[i].line))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}

TEST(what_is_no_file_of_approvals_is_told_with_its_line)
{
    static const struct {
        const char *text, *what;
        int line;
    } told[] = {
        { "", "ballots.head", 1 },
        { "count,approved\n", "ballots.head", 1 },
        { "number,approved\n1,2\n", "ballots.head", 1 },
        { "count,approved\n0,2\n", "ballots.count", 2 },
        { "count,approved\n3,\nx,2\n", "ballots.count", 3 },
        { "count,approved\n3,1 x\n", "ballots.mark", 2 },
        { "count,approved\n3,1 2 1\n", "ballots.twice", 2 },
        { "count,approved\n3,1001\n", "ballots.candidate", 2 },
        { "count,approved\n3,0\n", "ballots.candidate", 2 },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct ballots_trouble why = { "", 0 };
        struct arena a = { 0 };
        struct ballots b;

        CHECK(!ballots_read_approvals(str_of(told[i].text), &a, &b, &why));
        if (!CHECK_STR(str_of(why.what), str_of(told[i].what)) ||
            !CHECK_INT(why.line, told[i].line))
            printf("# case %zu\n", i);
        arena_free(&a);
    }
}
