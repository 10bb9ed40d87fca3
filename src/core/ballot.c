/* ballot - ballots out of a file, and what they say as votes. */
#include "core/count.h"

#include <string.h>

/* A ballot's count, so that sums of a file of any size stay far from the end
 * of an integer. */
enum { BALLOT_MOST = 1000000000 };

struct reading {
    struct str text;
    size_t at;
    int64_t line;
    struct arena *arena;
    struct ballots *out;
    struct ballots_trouble *why;
    size_t room;
    struct ballot_mark *mark;
    size_t marks, mark_room;
    bool *withdrawn;
    uint32_t *seen; /* of each candidate: the last ballot that names her */
    uint32_t number;
};

static bool refused(struct reading *r, const char *what)
{
    *r->why = (struct ballots_trouble){ what, r->line };
    return false;
}

/* ---- words --------------------------------------------------------------*/

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void blanks_skip(struct reading *r)
{
    for (; r->at < r->text.n; r->at++) {
        char c = r->text.p[r->at];

        if (c == '#')
            while (r->at + 1 < r->text.n && r->text.p[r->at + 1] != '\n')
                r->at++;
        else if (!blank(c))
            return;
        r->line += c == '\n';
    }
}

/* Up to a blank or a bracket; "[" and "]" are words. Empty at the end. */
static struct str word_next(struct reading *r)
{
    struct str w = { r->text.p, 0 };

    blanks_skip(r);
    w.p += r->at;
    while (r->at < r->text.n && !blank(r->text.p[r->at])) {
        bool bracket = r->text.p[r->at] == '[' || r->text.p[r->at] == ']';

        if (bracket && w.n)
            break;
        w.n++;
        r->at++;
        if (bracket)
            break;
    }
    return w;
}

/* In quotes, or the rest of the line. */
static bool name_next(struct reading *r, struct str *name)
{
    const char *end;
    bool quoted;

    blanks_skip(r);
    quoted = r->at < r->text.n && r->text.p[r->at] == '"';
    r->at += quoted;
    *name = str_from(r->text, r->at);
    end = name->n ? memchr(name->p, quoted ? '"' : '\n', name->n) : NULL;
    if (quoted && !end)
        return refused(r, "ballots.quote");
    if (end)
        name->n = (size_t)(end - name->p);
    if (memchr(name->p, '\n', name->n))
        return refused(r, "ballots.quote");
    r->at += name->n + quoted;
    *name = str_trim(*name);
    return true;
}

static bool number_read(struct str w, int64_t least, int64_t most, int64_t *out)
{
    return int_read(w, out) && *out >= least && *out <= most;
}

/* ---- piles --------------------------------------------------------------*/

static bool mark_add(struct reading *r, int64_t candidate, bool with)
{
    struct ballots *b = r->out;

    if (candidate < 1 || (size_t)candidate > b->candidates)
        return refused(r, "ballots.candidate");
    if (r->seen[candidate - 1] == r->number)
        return refused(r, "ballots.twice");
    r->seen[candidate - 1] = r->number;
    arena_room(r->arena, r->mark, r->marks, r->mark_room);
    r->mark[r->marks++] = (struct ballot_mark){ (uint16_t)(candidate - 1),
                                                with };
    return true;
}

static void pile_start(struct reading *r)
{
    r->marks = 0;
    r->number++;
}

static bool pile_add(struct reading *r, int64_t count)
{
    struct ballots *b = r->out;
    struct ballot_mark *mark = arena_many(r->arena, struct ballot_mark,
                                          r->marks + 1);

    arena_room(r->arena, b->at, b->n, r->room);
    if (r->marks)
        memcpy(mark, r->mark, r->marks * sizeof *mark);
    b->at[b->n++] = (struct ballot){ count, mark, r->marks };
    b->sum += count;
    return true;
}

/* ---- blt ----------------------------------------------------------------*/

static bool blt_withdraw(struct reading *r, int64_t candidate)
{
    if (candidate < 1 || (size_t)candidate > r->out->candidates)
        return refused(r, "ballots.candidate");
    r->withdrawn[candidate - 1] = true;
    return true;
}

/* "[tie 3 2 1 ]": all of them, each once. */
static bool blt_order(struct reading *r)
{
    size_t *order = arena_many(r->arena, size_t, r->out->candidates);

    pile_start(r);
    for (size_t i = 0; i < r->out->candidates; i++) {
        int64_t n = 0;

        if (!int_read(word_next(r), &n))
            return refused(r, "ballots.option");
        if (!mark_add(r, n, false))
            return false;
        order[i] = (size_t)n - 1;
    }
    r->out->order = order;
    return str_same(word_next(r), S("]")) || refused(r, "ballots.option");
}

static bool blt_option(struct reading *r)
{
    struct str w = word_next(r);
    int64_t n;

    if (str_same(w, S("tie")))
        return blt_order(r);
    if (!str_same(w, S("withdrawn")))
        return refused(r, "ballots.option");
    for (w = word_next(r); int_read(w, &n); w = word_next(r))
        if (!blt_withdraw(r, n))
            return false;
    return str_same(w, S("]")) || refused(r, "ballots.option");
}

static bool blt_head(struct reading *r)
{
    struct ballots *b = r->out;
    int64_t candidates, seats;

    if (!number_read(word_next(r), 1, CANDIDATES_MOST, &candidates) ||
        !number_read(word_next(r), 1, SEATS_MOST, &seats))
        return refused(r, "ballots.head");
    b->candidates = (size_t)candidates;
    b->seats = (size_t)seats;
    b->withdrawn = r->withdrawn = arena_many(r->arena, bool, b->candidates);
    r->seen = arena_many(r->arena, uint32_t, b->candidates);
    return true;
}

/* "3", "1=2" or "-", a place left out. */
static bool blt_mark(struct reading *r, struct str w)
{
    bool with = false;

    if (str_same(w, S("-")))
        return true;
    for (;; with = true) {
        bool more = w.n && memchr(w.p, '=', w.n);
        int64_t n = 0;

        if (!int_read(str_cut(&w, '='), &n))
            return refused(r, "ballots.mark");
        if (!mark_add(r, n, with))
            return false;
        if (!more)
            return true;
    }
}

static bool blt_pile(struct reading *r, int64_t count)
{
    pile_start(r);
    for (;;) {
        struct str w = word_next(r);

        if (!w.n)
            return refused(r, "ballots.end");
        if (str_same(w, S("0")))
            return pile_add(r, count);
        if (!blt_mark(r, w))
            return false;
    }
}

static bool blt_piles(struct reading *r)
{
    bool begun = false;

    for (;;) {
        struct str w = word_next(r);
        int64_t n = 0;

        if (!w.n)
            return refused(r, "ballots.end");
        if (!begun && str_same(w, S("["))) {
            if (!blt_option(r))
                return false;
            continue;
        }
        if (!number_read(w, begun ? 0 : -CANDIDATES_MOST, BALLOT_MOST, &n))
            return refused(r, "ballots.count");
        if (n == 0)
            return true;
        if (n < 0 ? !blt_withdraw(r, -n) : !blt_pile(r, n))
            return false;
        begun |= n > 0;
    }
}

static bool blt_names(struct reading *r)
{
    struct str *name = arena_many(r->arena, struct str, r->out->candidates);

    for (size_t i = 0; i < r->out->candidates; i++) {
        if (!name_next(r, &name[i]))
            return false;
        if (!name[i].n)
            return refused(r, "ballots.name");
    }
    r->out->name = name;
    if (!name_next(r, &r->out->title))
        return false;
    blanks_skip(r);
    return r->at == r->text.n || refused(r, "ballots.after");
}

static struct reading reading_start(struct str text, struct arena *a,
                                    struct ballots *out,
                                    struct ballots_trouble *why)
{
    *out = (struct ballots){ .seats = 1 };
    if (str_starts(text, S("\xef\xbb\xbf")))
        text = str_from(text, 3);
    return (struct reading){
        .text = text, .line = 1, .arena = a, .out = out, .why = why
    };
}

bool ballots_read_blt(struct str text, struct arena *a, struct ballots *out,
                      struct ballots_trouble *why)
{
    struct reading r = reading_start(text, a, out, why);

    if (!utf8_good(r.text))
        return refused(&r, "ballots.not_utf8");
    return blt_head(&r) && blt_piles(&r) && blt_names(&r);
}

/* ---- approvals as csv ---------------------------------------------------*/

static bool approvals_names(struct reading *r, size_t highest)
{
    struct str *name = arena_many(r->arena, struct str, highest);

    for (size_t i = 0; i < highest; i++) {
        struct buf b = buf_start(r->arena);

        buf_int(&b, (int64_t)i + 1);
        name[i] = buf_str(&b);
    }
    r->out->name = name;
    r->out->candidates = highest;
    r->out->withdrawn = arena_many(r->arena, bool, highest);
    return highest > 0 || refused(r, "ballots.head");
}

static bool approvals_pile(struct reading *r, struct str line, size_t *highest)
{
    int64_t count = 0;

    if (!number_read(str_trim(str_cut(&line, ',')), 1, BALLOT_MOST, &count))
        return refused(r, "ballots.count");
    pile_start(r);
    for (line = str_trim(line); line.n; line = str_trim(line)) {
        int64_t n = 0;

        if (!int_read(str_cut(&line, ' '), &n))
            return refused(r, "ballots.mark");
        if (!mark_add(r, n, r->marks > 0))
            return false;
        *highest = (size_t)n > *highest ? (size_t)n : *highest;
    }
    return pile_add(r, count);
}

bool ballots_read_approvals(struct str text, struct arena *a,
                            struct ballots *out, struct ballots_trouble *why)
{
    struct reading r = reading_start(text, a, out, why);
    struct str rest = r.text;
    size_t highest = 0;

    if (!utf8_good(rest))
        return refused(&r, "ballots.not_utf8");
    if (!str_same(str_trim(str_cut(&rest, '\n')), S("count,approved")))
        return refused(&r, "ballots.head");
    out->candidates = CANDIDATES_MOST;
    r.seen = arena_many(a, uint32_t, CANDIDATES_MOST);
    while (rest.n) {
        struct str line = str_trim(str_cut(&rest, '\n'));

        r.line++;
        if (line.n && !approvals_pile(&r, line, &highest))
            return false;
    }
    return approvals_names(&r, highest);
}

/* ---- what they say ------------------------------------------------------*/

/* How many marks share the place that begins at i. */
static size_t place_marks(const struct ballot *b, size_t i)
{
    size_t n = 1;

    while (i + n < b->marks && b->mark[i + n].with)
        n++;
    return n;
}

static size_t place_stands(const struct ballot *b, size_t i, size_t n,
                           const bool *standing)
{
    size_t stand = 0;

    for (size_t j = i; j < i + n; j++)
        stand += standing[b->mark[j].candidate];
    return stand;
}

static void ballot_count(const struct ballot *b, size_t most,
                         const bool *standing, struct ballots_tally *t)
{
    size_t used = 0, n, stand = 0;

    for (size_t i = 0; i < b->marks && used < most; i += n) {
        n = place_marks(b, i);
        stand = place_stands(b, i, n, standing);
        if (stand > most - used)
            break;
        for (size_t j = i; j < i + n; j++)
            if (standing[b->mark[j].candidate])
                t->votes[b->mark[j].candidate] += b->count;
        used += stand;
    }
    if (used)
        t->valid += b->count;
    else if (stand)
        t->unclear += b->count;
    else
        t->blank += b->count;
}

struct ballots_tally ballots_count(const struct ballots *b, enum poll_way way,
                                   const bool *standing, struct arena *a)
{
    struct ballots_tally t = { .votes = arena_many(a, int64_t, b->candidates) };
    bool *stands = arena_many(a, bool, b->candidates);
    size_t most = (size_t)poll_votes_each(way, b->seats, b->candidates);

    for (size_t i = 0; i < b->candidates; i++)
        stands[i] = standing ? standing[i] : !b->withdrawn[i];
    for (size_t i = 0; i < b->n; i++)
        ballot_count(&b->at[i], most, stands, &t);
    return t;
}
