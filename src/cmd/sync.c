/* sync - this log and another's meet: by a file on a stick, or over a line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "log/exchange.h"
#include "sys/dial.h"
#include "sys/sys.h"

enum {
    READ_BYTES = 64 << 10,
    WINDOW = PIECE_HEAD + PIECE_WIRE + READ_BYTES, /* of a file being read */
    MOST_LEAST = 8 << 10, /* bytes of a message on a line that breaks */
    MOST_USUAL = 64 << 10,
    MOST_LARGE = 1 << 20,
    CUTS = 40 /* in a row */
};

struct syncing {
    struct cmd *cmd;
    struct site site;
    struct exchange_site us;
    struct peer peer;
    struct talk talk;
    struct bar bar;
    bool fresh; /* this site had heard nobody */
};

static const char *number(struct cmd *c, int64_t n)
{
    struct buf b = buf_start(&c->arena);

    buf_int(&b, n);
    return arena_z(&c->arena, buf_str(&b));
}

static int64_t now(void)
{
    const struct host *h = site_host();

    return h->now(h->self);
}

static struct id chance_id(void)
{
    struct id id;

    chance_fill(id.b, sizeof id.b);
    return id;
}

/* ---- what is remembered of it -------------------------------------------*/

struct ending {
    struct syncing *s;
    struct str trouble, heard;
    int64_t mark;
};

static void ending_work(void *memo, struct db *db)
{
    struct ending *e = memo;
    struct peer p = e->s->peer;

    p.heard = e->heard;
    p.mark = e->mark;
    if (e->heard.n)
        peer_heard(db, &p);
    peer_tried(db, &p, now(), e->trouble, e->s->talk.sent, e->s->talk.sum.kept);
}

static bool ending_keep(struct syncing *s, const char *trouble,
                        const struct have *theirs, int64_t mark)
{
    struct cmd *c = s->cmd;
    struct ending e = { .s = s,
                        .trouble = str_of(trouble ? trouble : ""),
                        .mark = mark };
    struct buf b = buf_start(&c->arena);
    int64_t roots = 0;

    if (theirs) {
        have_put(&b, theirs);
        e.heard = buf_str(&b);
    }
    if (!s->site.local(s->site.self, ending_work, &e)) {
        fault(c, "cmd.keeper_lost", c->db_address, "");
        return false;
    }
    if (s->fresh && s->talk.sum.kept && !site_adopt(&s->site, &roots)) {
        fault(c, "cmd.keeper_lost", c->db_address, "");
        return false;
    }
    if (roots)
        note(c, "cmd.load.adopted", number(c, roots), "");
    return true;
}

static void counts_note(struct syncing *s)
{
    struct cmd *c = s->cmd;
    const struct exchange_counts *n = &s->talk.sum;

    bar_end(&s->bar);
    note(c, "cmd.sync.got", number(c, n->kept), number(c, n->known));
    if (n->refused)
        note(c, "cmd.sync.refused", number(c, n->refused), "");
    if (s->talk.rotten)
        note(c, "cmd.log.rotten", number(c, s->talk.rotten), "");
    note(c, "cmd.sync.sent", number(c, s->talk.sent),
         arena_z(&c->arena, s->peer.name));
}

static int refused(struct syncing *s, const char *where, const char *key)
{
    bar_end(&s->bar);
    note(s->cmd, "cmd.sync.trouble", where,
         arena_z(&s->cmd->arena, say(s->cmd->lang, key)));
    return s->cmd->status = EXIT_REFUSED;
}

/* ---- a file -------------------------------------------------------------*/

static bool file_put(void *self, struct str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, self) == bytes.n;
}

/* Who wrote it; false and *why: nobody we know. *ours: we did. */
static bool writer_find(struct syncing *s, struct str head, bool *ours,
                        const char **why)
{
    struct arena *a = &s->cmd->arena;
    struct piece p;
    size_t used;

    *ours = false;
    if (piece_read(head, a, &p, &used, why) == PIECE_BAD)
        return false;
    if (!head.n || !memchr(head.p, '\n', head.n)) {
        *why = "exchange.cut";
        return false;
    }
    *ours = id_same(p.from, s->talk.device);
    *why = "exchange.stranger";
    return peer_find(s->site.db, *ours ? p.to : p.from, a, &s->peer);
}

/* All of it, a window at a time. */
static void file_hear(struct syncing *s, FILE *in)
{
    char *window = malloc(WINDOW);
    size_t n = 0, used = 1, got;
    int64_t done = 0, size;

    MUST(window);
    fseek(in, 0, SEEK_END);
    size = ftell(in);
    rewind(in);
    while (!s->talk.trouble && (got = fread(window + n, 1, WINDOW - n, in))) {
        n += got;
        used = talk_hear(&s->talk, (struct str){ window, n });
        memmove(window, window + used, n - used);
        n -= used;
        bar_show(&s->bar, done += (int64_t)used, size);
    }
    if (!s->talk.trouble && (!s->talk.ended || n))
        s->talk.trouble = n && s->talk.ended ? "exchange.order" :
                                               "exchange.cut";
    free(window);
}

/* Beside it, then in its place: a stick pulled out leaves the old or the new. */
static bool file_answer(struct syncing *s, const char *name)
{
    struct buf b = buf_start(&s->cmd->arena);
    const char *beside;
    FILE *out;
    bool good;

    buf_fmt(&b, "%s.new", name);
    beside = arena_z(&s->cmd->arena, buf_str(&b));
    out = fopen(beside, "wb");
    s->talk.turn = chance_id();
    good = out && talk_say(&s->talk, true, SIZE_MAX, file_put, out) &&
           fflush(out) == 0 && fsync(fileno(out)) == 0;
    if (out && fclose(out) != 0)
        good = false;
    if (good && rename(beside, name) == 0)
        return true;
    fault(s->cmd, "backup.unwritten", name, strerror(errno));
    if (out)
        unlink(beside);
    return false;
}

static bool peer_named(struct syncing *s, const char *said)
{
    struct peer *all;
    size_t n = peer_all(s->site.db, &s->cmd->arena, &all), hits = 0;
    struct id id = ID_NONE;

    if (said)
        id_read(str_of(said), &id);
    for (size_t i = 0; i < n; i++)
        if (said ? str_same(all[i].name, str_of(said)) ||
                       id_same(all[i].device, id) :
                   n == 1) {
            s->peer = all[i];
            hits++;
        }
    if (hits == 1)
        return true;
    refused(s, said ? said : "--to", "cmd.sync.which");
    return false;
}

/* What is in it for us is taken; then it holds what the other lacks. A file
 * that is not for us stays as it is. */
static int file_sync(struct syncing *s, const char *name, const char *to)
{
    FILE *in = fopen(name, "rb");
    char head[PIECE_HEAD];
    size_t n = in ? fread(head, 1, sizeof head, in) : 0;
    const char *why = NULL, *trouble;
    bool ours = true, known, good;

    talk_start(&s->talk, &s->us, &s->peer, ID_NONE);
    known = n ? writer_find(s, (struct str){ head, n }, &ours, &why) :
                peer_named(s, to);
    if (!known && n)
        refused(s, name, why);
    if (known && !ours)
        file_hear(s, in);
    if (in)
        fclose(in);
    trouble = s->talk.trouble;
    if (!known || (trouble && (!strcmp(trouble, "exchange.not_for_us") ||
                               !strcmp(trouble, "exchange.forged"))))
        return known ? refused(s, name, trouble) : s->cmd->status;
    good = file_answer(s, name);
    if (!ending_keep(s, trouble,
                     s->talk.heard && s->talk.theirs.all ? &s->talk.theirs :
                                                           NULL,
                     s->talk.mark) ||
        !good)
        return s->cmd->status;
    counts_note(s);
    return trouble ? refused(s, name, trouble) : EXIT_DONE;
}

/* ---- a line -------------------------------------------------------------*/

struct letter {
    struct arena arena;
    struct buf text;
};

static bool letter_put(void *self, struct str bytes)
{
    struct letter *l = self;

    buf_add(&l->text, bytes);
    return true;
}

/* Pieces of the reply as they come: what is whole is taken before the rest is
 * here. */
struct reply {
    struct syncing *s;
    char *window;
    size_t n;
    char said[160]; /* a refusal instead of pieces */
};

static bool reply_came(void *self, struct str bytes)
{
    struct reply *r = self;

    while (bytes.n && !r->s->talk.trouble) {
        size_t take = WINDOW - r->n < bytes.n ? WINDOW - r->n : bytes.n, used;

        memcpy(r->window + r->n, bytes.p, take);
        bytes = str_from(bytes, take);
        r->n += take;
        if (r->window[0] == '!')
            return true;
        used = talk_hear(&r->s->talk, (struct str){ r->window, r->n });
        memmove(r->window, r->window + used, r->n - used);
        r->n -= used;
    }
    return !r->s->talk.trouble;
}

/* One message and its answer. False: the line broke. */
static bool message(struct syncing *s, struct dial *d, bool all, size_t most)
{
    struct letter l = { .arena = { .chunk_bytes = 1 << 20 } };
    struct reply r = { .s = s, .window = malloc(WINDOW) };
    bool good;

    MUST(r.window);
    l.text = buf_start(&l.arena);
    talk_say(&s->talk, all, most, letter_put, &l);
    talk_turn(&s->talk);
    good = dial_post(d, "/exchange", buf_str(&l.text), reply_came, &r);
    if (good && r.n && r.window[0] == '!' && r.n < 120) {
        struct str key = { r.window + 1, r.n - 1 };

        s->talk.trouble = arena_z(&s->cmd->arena, key);
    } else if (!s->talk.ended) {
        good = false;
    }
    free(r.window);
    arena_free(&l.arena);
    return good;
}

/* A turn of theirs, so that nothing said before can be said again. */
static bool turn_take(struct syncing *s, struct dial *d)
{
    struct letter l = { .arena = { 0 } };
    struct str said;
    bool good;

    l.text = buf_start(&l.arena);
    good = dial_post(d, "/exchange", S(""), letter_put, &l);
    said = buf_str(&l.text);
    if (good && said.n && said.p[0] == '!')
        s->talk.trouble = arena_z(&s->cmd->arena, str_from(said, 1));
    else
        good = good && id_read(said, &s->talk.turn);
    arena_free(&l.arena);
    return good;
}

/* From the start: what each has, then what each lacks, until neither knows
 * anything new. *most grows on a good line and shrinks on one that breaks. */
static bool line_talk(struct syncing *s, struct dial *d, size_t *most,
                      bool *moved)
{
    int64_t before = s->talk.sum.kept + s->talk.sent;
    bool first = true, good;

    s->talk.said = 0;
    s->talk.stopped = s->talk.next = (struct exchange_place){ .seq = 0 };
    if (!turn_take(s, d))
        return false;
    do {
        good = message(s, d, first, first ? 0 : *most);
        first = false;
        *moved |= s->talk.sum.kept + s->talk.sent > before;
        if (good && *most < MOST_LARGE)
            *most *= 2;
        bar_show(&s->bar, s->talk.sum.kept + s->talk.sent, 0);
    } while (good && talk_goes_on(&s->talk));
    if (!good && *most > MOST_LEAST)
        *most /= 2;
    return good;
}

static int line_sync(struct syncing *s, const char *url)
{
    struct cmd *c = s->cmd;
    struct have ours;
    size_t most = MOST_USUAL;
    int cuts = 0;
    bool good = false;
    const char *why = NULL;

    talk_start(&s->talk, &s->us, &s->peer, ID_NONE);
    while (!good && !s->talk.trouble && cuts < CUTS) {
        struct dial *d = dial_open(url, arena_z(&c->arena, s->peer.pin), &why);
        bool moved = false;

        talk_turn(&s->talk);
        good = d && line_talk(s, d, &most, &moved);
        dial_close(d);
        if (!d && cuts >= 3)
            break;
        cuts = moved ? 0 : cuts + 1;
        if (!good && !s->talk.trouble)
            dial_wait(cuts);
    }
    if (s->talk.trouble)
        why = s->talk.trouble;
    else if (good)
        why = NULL;
    else if (!why)
        why = "exchange.line";
    have_read(s->site.db, &c->arena, &ours);
    if (!ending_keep(s, why, why ? NULL : &ours, s->talk.mark))
        return c->status;
    counts_note(s);
    return why ? refused(s, url, why) : EXIT_DONE;
}

/* Every peer that has an address. */
static int all_sync(struct syncing *s)
{
    struct peer *all;
    size_t n = peer_all(s->site.db, &s->cmd->arena, &all);
    int worst = EXIT_DONE, one;

    for (size_t i = 0; i < n; i++) {
        if (!all[i].url.n)
            continue;
        s->peer = all[i];
        one = line_sync(s, arena_z(&s->cmd->arena, all[i].url));
        talk_end(&s->talk);
        worst = one > worst ? one : worst;
    }
    return worst;
}

static bool is_url(const char *s)
{
    return str_starts(str_of(s), S("http://")) ||
           str_starts(str_of(s), S("https://"));
}

static bool peer_at(struct syncing *s, const char *url, const char *to)
{
    struct peer *all;
    size_t n = peer_all(s->site.db, &s->cmd->arena, &all);

    for (size_t i = 0; !to && i < n; i++)
        if (str_same(all[i].url, str_of(url))) {
            s->peer = all[i];
            return true;
        }
    return peer_named(s, to);
}

static int sync_with(struct syncing *s, const char *to)
{
    struct cmd *c = s->cmd;
    struct site_trouble t = { 0 };
    const char *what = c->argc ? c->argv[0] : NULL;

    if (!site_may(c, &s->site, RIGHT_ADMIN))
        return c->status;
    if (!site_exchange(&s->site, &s->us, &t))
        return fault(c, t.key, t.a, t.b);
    if (!site_is_new(&s->site, &s->fresh))
        return fault(c, "cmd.keeper_lost", c->db_address, "");
    if (!what)
        return all_sync(s);
    if (!is_url(what))
        return file_sync(s, what, to);
    return peer_at(s, what, to) ? line_sync(s, what) : c->status;
}

/* Exchanges with another site: what either lacks, it has afterwards.
 *
 *     saath [-d DB] sync FILE [--to PEER]
 *     saath [-d DB] sync URL [--to PEER]
 *     saath [-d DB] sync
 *
 * Both sites name each other first, with `saath peer add`. FILE lies on a
 * stick: what is in it for this site is taken, and then it holds what the other
 * site lacks, as far as that is known. Carry it to and fro; three ways bring
 * both to the same. A new FILE needs --to where there are several peers. URL is
 * the address of a site that is served. A line that breaks is dialled again,
 * and what was whole before is not sent twice. Without either, every peer that
 * has an address is asked in turn, as `saath serve --sync` does. */
COMMAND(sync)
{
    const char *to = arg_value(c, "--to");
    struct syncing s = { .cmd = c };
    int status;

    if (!args_end(c, "sync", 0, 1))
        return EXIT_USAGE;
    s.bar = (struct bar){ .cmd = c, .key = "cmd.sync.bar" };
    if (!site_open(c, &s.site, true))
        return c->status;
    status = sync_with(&s, to);
    talk_end(&s.talk);
    site_close(&s.site);
    return status;
}
