/* count - a file of ballots, counted without a site. */
#include <string.h>

#include "cmd/cmd.h"
#include "core/count.h"
#include "sys/sys.h"

enum { BALLOTS_BYTES = 256 * 1024 * 1024 }; /* largest file */

struct counting {
    struct cmd *cmd;
    const char *path;
    struct ballots ballots;
    enum poll_way way;
    enum poll_tie tie;
    struct str seed, about;
    size_t *casting;
    size_t castings;
};

/* ---- what was asked -----------------------------------------------------*/

/* "two-round" is written with a line, as options are. */
static int choice_read(struct cmd *c, const char *choices, const char *said)
{
    char *name = (char *)arena_take(&c->arena, strlen(said) + 1);

    strcpy(name, said);
    for (char *p = name; *p; p++)
        if (*p == '-')
            *p = '_';
    return choice_find(choices, str_of(name));
}

/* "4,2,7": numbers of candidates, each in the order that a tie is broken by. */
static bool order_read(struct counting *k, const char *said)
{
    struct str rest = str_of(said);
    size_t room = k->ballots.candidates;

    k->casting = arena_many(&k->cmd->arena, size_t, room);
    while (rest.n) {
        struct str word = str_trim(str_cut(&rest, ','));
        int64_t n;

        if (!int_read(word, &n) || n < 1 || (size_t)n > room ||
            k->castings == room) {
            misused(k->cmd, "--order", "cmd.count.no_candidate",
                    arena_z(&k->cmd->arena, word));
            return false;
        }
        k->casting[k->castings++] = (size_t)n - 1;
    }
    return true;
}

static bool seats_read(struct counting *k, const char *said)
{
    int64_t n;

    if (said && (!int_read(str_of(said), &n) || n < 1 || n > SEATS_MOST)) {
        misused(k->cmd, "--seats", "cmd.count.no_seats", said);
        return false;
    }
    if (said)
        k->ballots.seats = (size_t)n;
    return true;
}

/* ---- the file -----------------------------------------------------------*/

static bool file_count(struct counting *k)
{
    struct cmd *c = k->cmd;
    struct ballots_trouble why = { NULL, 0 };
    struct str bytes;
    enum file_trouble t = file_read(k->path, BALLOTS_BYTES, &c->arena, &bytes);
    bool csv = str_ends(str_of(k->path), S(".csv"));

    if (t) {
        fault(c, "import.unreadable", k->path, file_trouble_text(t));
        return false;
    }
    if (!(csv ? ballots_read_approvals : ballots_read_blt)(bytes, &c->arena,
                                                           &k->ballots, &why)) {
        struct findings f = findings_start(&c->arena);
        struct buf where = buf_start(&c->arena);

        tell(&f, STOP, why.what, "");
        buf_fmt(&where, "%s:%lld", k->path, (long long)why.line);
        findings_show(c, buf_str(&where), &f);
        c->status = EXIT_REFUSED;
        return false;
    }
    return true;
}

/* ---- the poll -----------------------------------------------------------*/

/* What came from a file cannot steer the terminal, or part a line in two. */
static void name_put(struct buf *b, struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        buf_char(b, (unsigned char)name.p[i] < ' ' || name.p[i] == 127 ?
                        ' ' :
                        name.p[i]);
}

static void line_out(struct counting *k, const char *head, size_t candidate)
{
    struct buf b = buf_start(&k->cmd->arena);

    buf_fmt(&b, "%s: ", head);
    name_put(&b, k->ballots.name[candidate]);
    buf_char(&b, '\n');
    out_str(buf_str(&b));
}

static void votes_out(struct counting *k, const struct ballots_tally *t,
                      const bool *standing)
{
    for (size_t i = 0; i < k->ballots.candidates; i++) {
        struct buf b = buf_start(&k->cmd->arena);

        if (!standing[i])
            continue;
        name_put(&b, k->ballots.name[i]);
        buf_fmt(&b, ": %lld\n", (long long)t->votes[i]);
        out_str(buf_str(&b));
    }
}

static void ballots_note(struct counting *k, const struct ballots_tally *t)
{
    struct buf valid = buf_start(&k->cmd->arena);
    struct buf not = buf_start(&k->cmd->arena);

    buf_int(&valid, t->valid);
    buf_int(&not, t->blank + t->unclear);
    note(k->cmd, "cmd.count.ballots", arena_z(valid.arena, buf_str(&valid)),
         arena_z(not .arena, buf_str(&not )));
}

/* One round among those who stand; who is elected in it, or has to stand again,
 * is marked in `standing` for the next one. */
static size_t round_count(struct counting *k, int round, size_t seats,
                          bool *standing, struct poll_result *r)
{
    struct arena *a = &k->cmd->arena;
    struct ballots_tally t = ballots_count(&k->ballots, k->way, standing, a);
    struct poll_candidate *at = arena_many(a, struct poll_candidate,
                                           k->ballots.candidates);
    size_t *who = arena_many(a, size_t, k->ballots.candidates);
    size_t *casting = arena_many(a, size_t, k->castings + 1);
    struct poll p = { .way = k->way,
                      .round = round,
                      .valid = t.valid,
                      .seats = seats,
                      .at = at,
                      .tie = k->tie,
                      .seed = k->seed,
                      .about = k->about,
                      .casting = casting };

    for (size_t i = 0; i < k->ballots.candidates; i++) {
        struct buf key = buf_start(a);

        buf_int(&key, (int64_t)i + 1);
        if (standing[i]) {
            who[p.n] = i;
            at[p.n++] = (struct poll_candidate){ buf_str(&key), t.votes[i],
                                                 DAY_NONE };
        }
    }
    for (size_t i = 0; i < k->castings; i++)
        for (size_t j = 0; j < p.n; j++)
            if (who[j] == k->casting[i])
                casting[p.castings++] = j;
    votes_out(k, &t, standing);
    ballots_note(k, &t);
    *r = poll_decide(&p, a);
    for (size_t i = 0; i < r->n; i++) {
        r->place[i].candidate = who[r->place[i].candidate];
        standing[r->place[i].candidate] = r->place[i].again;
    }
    return r->open;
}

static void places_out(struct counting *k, const struct poll_result *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->place[i].by != POLL_NOT)
            line_out(k, "elected", r->place[i].candidate);
    for (size_t i = 0; i < r->n; i++)
        if (r->place[i].tied)
            line_out(k, "tied", r->place[i].candidate);
}

static void seats_count(struct counting *k)
{
    struct arena *a = &k->cmd->arena;
    bool *standing = arena_many(a, bool, k->ballots.candidates);
    struct poll_result first, second;
    struct buf open = buf_start(a);
    size_t left;

    for (size_t i = 0; i < k->ballots.candidates; i++)
        standing[i] = !k->ballots.withdrawn[i];
    left = round_count(k, 1, k->ballots.seats, standing, &first);
    if (first.again) {
        out_str(S("round: 2\n"));
        left = round_count(k, 2, left, standing, &second);
        places_out(k, &first);
        places_out(k, &second);
    } else {
        places_out(k, &first);
    }
    if (left) {
        buf_int(&open, (int64_t)left);
        note(k->cmd, "cmd.count.open", arena_z(a, buf_str(&open)), "");
        k->cmd->status = EXIT_REFUSED;
    }
}

/* A file may bring its own order for ties; what is asked for goes before it. */
static bool tie_read(struct counting *k, const char *tie, const char *order)
{
    int at = tie ? choice_read(k->cmd, POLL_TIES, tie) : TIE_REPOLL;

    if (at < 0) {
        misused(k->cmd, "--tie", "cmd.count.no_tie", tie);
        return false;
    }
    k->tie = (enum poll_tie)at;
    if (!tie && k->ballots.order) {
        k->tie = TIE_CASTING;
        k->casting = arena_many(&k->cmd->arena, size_t, k->ballots.candidates);
        memcpy(k->casting, k->ballots.order,
               k->ballots.candidates * sizeof *k->casting);
        k->castings = k->ballots.candidates;
    }
    if (k->tie == TIE_AGE)
        k->tie = TIE_CASTING; /* no file of ballots knows when one was born */
    if (order ? at != TIE_AGE && at != TIE_CASTING :
                tie && (at == TIE_AGE || at == TIE_CASTING)) {
        usage(k->cmd, "count");
        return false;
    }
    if ((k->tie == TIE_LOT) != (k->seed.n > 0)) {
        usage(k->cmd, "count");
        return false;
    }
    return !order || order_read(k, order);
}

/* Counts a file of ballots into seats.
 *
 *     saath count FILE.blt --method plurality|block|two-round|approval
 *                 [--seats N] [--tie repoll|lot|age|casting]
 *                 [--seed TEXT] [--about TEXT] [--order N,N...]
 *
 * FILE is a BLT file, or csv with the columns count and approved. Prints
 * "NAME: VOTES" for each candidate who stands, in the file's order, and
 * "elected: NAME" for each seat, the most votes first. plurality and two-round
 * take the first choice of a ballot, block as many as there are seats, approval
 * all. In two-round whoever has more than half of the valid ballots is elected;
 * after a line "round: 2" the two highest for each seat left are counted again.
 * A tie for the last seat is broken by the file's own order, if it has one, or
 * by --tie: a lot by the number that SHA-256 gives of the lines "saath lot 1",
 * --seed, --about and the candidate's number, the least first; age and the
 * casting vote as --order says, numbers of candidates, the first one first.
 * Else the seat stays open: "tied: NAME" for each, and exit status 1. Needs no
 * database. */
COMMAND(count)
{
    struct counting k = { .cmd = c };
    const char *method = arg_value(c, "--method");
    const char *seats = arg_value(c, "--seats");
    const char *tie = arg_value(c, "--tie"), *order = arg_value(c, "--order");
    int way;

    k.seed = str_of(arg_value(c, "--seed"));
    k.about = str_of(arg_value(c, "--about"));
    if (!args_end(c, "count", 1, 1))
        return EXIT_USAGE;
    if (!method)
        return usage(c, "count");
    way = choice_read(c, POLL_WAYS, method);
    if (way < 0)
        return misused(c, "--method", "cmd.count.no_method", method);
    k.way = (enum poll_way)way;
    k.path = c->argv[0];
    if (!file_count(&k) || !seats_read(&k, seats) || !tie_read(&k, tie, order))
        return c->status;
    seats_count(&k);
    return out_end(c) ? c->status : EXIT_FAULT;
}
