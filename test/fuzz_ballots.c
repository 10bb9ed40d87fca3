/* Any bytes as a file of ballots: refused with a line, or counted so that no
 * candidate has more votes than there are ballots, and each seat has an end. */
#include <string.h>

#include "../src/core/count.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void count_all(const struct ballots *b, enum poll_way way,
                      struct arena *a)
{
    struct ballots_tally t = ballots_count(b, way, NULL, a);
    struct poll_candidate *c = arena_many(a, struct poll_candidate,
                                          b->candidates);
    struct poll p = { .way = way,
                      .round = 1,
                      .valid = t.valid,
                      .seats = b->seats,
                      .at = c,
                      .tie = TIE_LOT };
    struct poll_result r;
    size_t elected = 0;

    MUST(t.valid + t.blank + t.unclear == b->sum);
    for (size_t i = 0; i < b->candidates; i++) {
        MUST(t.votes[i] >= 0 && t.votes[i] <= t.valid);
        MUST(b->name[i].n && utf8_good(b->name[i]));
        if (!b->withdrawn[i])
            c[p.n++] = (struct poll_candidate){ b->name[i], t.votes[i],
                                                DAY_NONE };
    }
    r = poll_decide(&p, a);
    for (size_t i = 0; i < r.n; i++) {
        MUST(r.place[i].by == POLL_NOT || !r.place[i].again);
        elected += r.place[i].by != POLL_NOT;
    }
    MUST(elected == r.elected && elected + r.open == b->seats);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = { (const char *)data, n };
    struct ballots_trouble why = { NULL, 0 };
    struct arena a = { 0 };
    struct ballots b;

    if (str_starts(text, S("count,")) ?
            ballots_read_approvals(text, &a, &b, &why) :
            ballots_read_blt(text, &a, &b, &why)) {
        MUST(!why.what && b.candidates >= 1);
        for (int way = POLL_PLURALITY; way <= POLL_APPROVAL; way++)
            count_all(&b, (enum poll_way)way, &a);
    } else {
        MUST(why.what && why.line >= 1);
    }
    arena_free(&a);
    return 0;
}
