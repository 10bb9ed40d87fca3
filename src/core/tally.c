/* tally - the numbers of a count sheet, and whether two of them agree. */
#include "core/count.h"

static const struct {
    const char *name;
    size_t at;
    bool compared, paper; /* keyed by each counter; asked of ballots only */
} figure[] = {
    { "roll", offsetof(struct tally, roll), false, false },
    { "present", offsetof(struct tally, present), true, false },
    { "printed", offsetof(struct tally, printed), true, true },
    { "issued", offsetof(struct tally, issued), true, true },
    { "unused", offsetof(struct tally, unused), true, true },
    { "valid", offsetof(struct tally, valid), true, false },
    { "rejected", offsetof(struct tally, rejected), true, true },
    { "spoiled", offsetof(struct tally, spoiled), true, true },
    { "not_returned", offsetof(struct tally, not_returned), true, false },
    { "undervotes", offsetof(struct tally, undervotes), true, false },
};

static int64_t figure_of(const struct tally *t, size_t i)
{
    return *(const int64_t *)(const void *)((const char *)t + figure[i].at);
}

/* Numbers beyond this are no count of people; sums of them cannot overflow. */
enum { TALLY_MOST = 1000000000 };

static bool number_good(int64_t n)
{
    return n >= 0 && n <= TALLY_MOST;
}

/* ---- what must hold -----------------------------------------------------*/

static bool tally_said(const struct tally *t, struct findings *f)
{
    size_t before = f->n;

    for (size_t i = 0; i < LEN(figure); i++) {
        int64_t n = figure_of(t, i);

        if (n != INT_NONE && !number_good(n))
            tell(f, STOP, "tally.number", figure[i].name);
        else if (n == INT_NONE && (t->paper || !figure[i].paper) &&
                 figure[i].at != offsetof(struct tally, undervotes))
            tell(f, STOP, "tally.not_said", figure[i].name);
    }
    return f->n == before;
}

static void differs(struct findings *f, const char *what, const char *path,
                    int64_t is, int64_t should)
{
    if (is != should)
        tell_ab(f, STOP, what, path, is, should);
}

static void exceeds(struct findings *f, const char *what, const char *path,
                    int64_t is, int64_t most)
{
    if (is > most)
        tell_ab(f, STOP, what, path, is, most);
}

static void ballots_tell(const struct tally *t, struct findings *f)
{
    differs(f, "tally.issued", "issued", t->issued,
            t->valid + t->rejected + t->spoiled + t->not_returned);
    differs(f, "tally.printed", "printed", t->printed, t->issued + t->unused);
    exceeds(f, "tally.present", "present", t->issued, t->present);
}

static bool row_before(const struct tally *t, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (id_same(t->row[j].person, t->row[i].person))
            return true;
    return false;
}

/* Who may tick many need not tick all: what was left is counted, or else the
 * votes are only not too many. */
static void sum_tell(const struct tally *t, int64_t sum, struct findings *f)
{
    int64_t most = t->valid * t->votes_each;

    if (t->undervotes == INT_NONE && t->votes_each > 1)
        exceeds(f, "tally.votes", "valid", sum, most);
    else if (t->undervotes == INT_NONE || number_good(t->undervotes))
        differs(f, "tally.votes", "valid", sum,
                most - (t->undervotes == INT_NONE ? 0 : t->undervotes));
}

static void votes_tell(const struct tally *t, struct findings *f)
{
    int64_t sum = 0;
    bool good = true;

    for (size_t i = 0; i < t->rows; i++) {
        int64_t votes = t->row[i].votes;

        if (row_before(t, i))
            tell_row(f, STOP, "tally.twice", "tally", i, "person");
        if (votes == INT_NONE)
            tell_row(f, STOP, "tally.not_said", "tally", i, "votes");
        else if (!number_good(votes))
            tell_row(f, STOP, "tally.number", "tally", i, "votes");
        else if (t->valid != INT_NONE && votes > t->valid)
            tell_row(f, STOP, "tally.row", "tally", i, "votes");
        good &= number_good(votes);
        sum += number_good(votes) ? votes : 0;
    }
    if (good && number_good(t->valid))
        sum_tell(t, sum, f);
}

void tally_tell(const struct tally *t, struct findings *f)
{
    MUST(t->votes_each >= 0 && t->votes_each <= CANDIDATES_MOST);
    votes_tell(t, f);
    if (!tally_said(t, f))
        return;
    if (t->paper)
        ballots_tell(t, f);
    else
        differs(f, "tally.hands", "present", t->valid + t->not_returned,
                t->present);
    exceeds(f, "tally.roll", "roll", t->present, t->roll);
}

/* ---- two who counted ----------------------------------------------------*/

static int64_t votes_of(const struct tally *t, struct id person)
{
    for (size_t i = 0; i < t->rows; i++)
        if (id_same(t->row[i].person, person))
            return t->row[i].votes;
    return INT_NONE;
}

static size_t rows_differ(const struct tally *a, const struct tally *b,
                          bool turned, struct tally_difference *out)
{
    size_t n = 0;

    for (size_t i = 0; i < a->rows; i++) {
        struct id person = a->row[i].person;
        int64_t said = votes_of(b, person), votes = a->row[i].votes;

        if (turned ? said == INT_NONE && votes != INT_NONE : said != votes)
            out[n++] = (struct tally_difference){ "votes", person,
                                                  turned ? said : votes,
                                                  turned ? votes : said };
    }
    return n;
}

size_t tally_differ(const struct tally *a, const struct tally *b,
                    struct tally_difference *out)
{
    size_t n = 0;

    for (size_t i = 0; i < LEN(figure); i++)
        if (figure[i].compared && figure_of(a, i) != figure_of(b, i))
            out[n++] = (struct tally_difference){ figure[i].name, ID_NONE,
                                                  figure_of(a, i),
                                                  figure_of(b, i) };
    n += rows_differ(a, b, false, out + n);
    n += rows_differ(b, a, true, out + n);
    return n;
}
