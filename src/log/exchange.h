/* exchange - how two logs meet: what have you, here is what you lack.
 *
 * Pure: no file, no socket. What two sites say to each other is a row of
 * pieces, each whole in itself: who says it, to whom, a hash of its bytes, and
 * the signature of the sender's key. A message is pieces 1, 2, 3 ... and an
 * end. Pieces may be lost, doubled, late or cut at any byte: what is whole is
 * taken, the rest is named and said again. doc/format.md has the bytes. */
#ifndef SAATH_EXCHANGE_H
#define SAATH_EXCHANGE_H

#include "log/log.h"

/* ---- have: what is here, by device --------------------------------------*/

struct have_of {
    struct id device;
    int64_t seq;      /* 1 to seq are here, each once and each on the last */
    struct hash head; /* of the entry at seq */
    int64_t n;        /* entries here; more than seq: gaps or forks */
    int64_t stamps;   /* how many are here of it */
    struct hash sum;  /* of all entries, where n is not seq */
};
struct have {
    struct have_of *at; /* by device */
    size_t n;
    bool all; /* what is not listed is not here; else it is as you said */
};
enum { HAVE_DEVICES = 100000 }; /* most that are listened to */

/* Everything but what the program ships. In arena memory. */
void have_read(struct db *db, struct arena *a, struct have *out);
struct have_of have_one(struct db *db, struct id device);
/* Of the first entry there; zeros: none. */
struct hash have_hash(struct db *db, struct id device, int64_t seq);
const struct have_of *have_find(const struct have *h, struct id device);
/* A list of JSON, and back; false: it is none. */
void have_put(struct buf *b, const struct have *h);
bool have_take(const struct json *list, struct arena *a, struct have *out);
/* Entries here that whoever has `theirs` lacks, and when the first of them was
 * signed; 0, 0: none. */
int64_t have_waits(struct db *db, const struct have *theirs, int64_t *since);

/* Looks at so many entries after that arrival: one whose bytes are not its own
 * any more is marked, and said no longer to be here, so that a site that has it
 * says it again. The arrival that was looked at last; 0: there are no more.
 * *found grows by what is rotten. Inside a batch. */
int64_t keeper_look(struct keeper *k, int64_t after, int64_t most,
                    int64_t *found);

/* ---- peer: a site we exchange with --------------------------------------*/

/* Local to this site, not in the log: enrolled by its key. */
struct peer {
    struct id device;
    uint8_t key[32];
    struct str name, url, pin; /* pin: SHA-256 of its certificate, in hex */
    struct scope scope;        /* none: everything */
    bool names;                /* may have sealed parts within the scope */
    struct str heard;          /* what it had when it last spoke, as JSON */
    int64_t mark;              /* of `heard`: older words change nothing */
    int64_t met, tried;        /* seconds since 1970; 0: never */
    struct str trouble;        /* of the last try: a word's key, or "" */
    int64_t sent, got;         /* entries, all in all */
};
bool peer_find(struct db *db, struct id device, struct arena *a,
               struct peer *out);
size_t peer_all(struct db *db, struct arena *a, struct peer **out);
/* Local work, in a transaction of the caller's. */
void peer_put(struct db *db, const struct peer *p); /* as it is said now */
void peer_drop(struct db *db, struct id device);
/* How a try ended; `trouble` is "" when all went well. */
void peer_tried(struct db *db, const struct peer *p, int64_t at,
                struct str trouble, int64_t sent, int64_t got);
void peer_heard(struct db *db, const struct peer *p);
bool peer_has(const struct peer *p, struct arena *a, struct have *out);

/* ---- piece --------------------------------------------------------------*/

enum {
    PIECE_VERSION = 1,
    PIECE_HEAD = 1024,             /* most bytes of its first line */
    PIECE_PLAIN = 1 << 20,         /* most bytes it says */
    PIECE_WIRE = (1 << 20) + 4096, /* most bytes behind the first line */
    PIECE_USUAL = 256 << 10        /* what is aimed at */
};
enum piece_kind { PIECE_HAVE, PIECE_LINES, PIECE_PARTS, PIECE_WANT, PIECE_END };
enum { PIECE_PACKED = 1, PIECE_CLOSED = 2 }; /* forms */

struct piece {
    int64_t version, n, size, bytes, form;
    enum piece_kind kind;
    struct id from, to, turn;
    struct hash hash; /* of the bytes as they travel */
    uint8_t sig[64];
    struct str payload;
};
enum piece_came { PIECE_WHOLE, PIECE_SHORT, PIECE_BAD };
/* The piece in front; *used bytes of it. SHORT: more must come. BAD: *why is a
 * finding's name, and nothing after it can be found. */
enum piece_came piece_read(struct str in, struct arena *a, struct piece *p,
                           size_t *used, const char **why);
/* What it says, in the arena. False: *why. */
bool piece_open(const struct piece *p, const struct host *host,
                const uint8_t key[32], struct arena *a, struct str *plain,
                const char **why);
/* As it travels. `to_key` closes it for that key alone; NULL leaves it open. */
void piece_make(struct piece *p, const struct host *host, struct str plain,
                const uint8_t *to_key, struct buf *out);

/* ---- talk: one exchange with one peer -----------------------------------*/

struct exchange_counts {
    int64_t kept, known, refused;
};
/* This site. Lines are entries, stamps and parts for the keeper, in one
 * transaction; false: nothing of them happened. */
struct exchange_site {
    struct db *db; /* for reading */
    const struct host *host;
    uint8_t key[32];
    void *self;
    bool (*take)(void *self, const struct str *line, size_t n,
                 struct exchange_counts *c);
};

/* A place in a pass over what the other lacks: after this entry. */
struct exchange_place {
    struct id device; /* none: the pass is done, or has not begun */
    int64_t seq;
    struct hash hash;
};

struct talk {
    const struct exchange_site *us;
    struct id device; /* ours */
    const struct peer *peer;
    struct id turn;      /* of both sides' messages; none: theirs is taken */
    const char *trouble; /* the first; NULL */
    struct exchange_counts sum; /* of all messages */
    int64_t sent;               /* entries */
    int64_t rotten;             /* not sent, since the disk has spoilt them */

    /* their last message */
    struct arena arena;
    int64_t came; /* pieces, in their order */
    bool heard, ended;
    struct have theirs;
    size_t have_room;
    struct exchange_place from, stopped; /* where we go on; where they do */
    struct hash *want;
    size_t wants, want_room;
    int64_t mark, said_kept;
    struct exchange_counts now;

    /* ours */
    int64_t said, n; /* messages; pieces of the last */
    struct exchange_place next;
    bool asks;
    struct hash asking; /* our wants that they dealt with */
    struct hash dealt;  /* their wants that we dealt with */
};
/* Borrows `us` and `p`. */
void talk_start(struct talk *t, const struct exchange_site *us,
                const struct peer *p, struct id turn);
void talk_end(struct talk *t);
/* Their bytes, as far as they are whole; how many were used. After trouble
 * nothing is taken any more, and nothing that was taken is lost. */
size_t talk_hear(struct talk *t, struct str in);
/* Before the next message of theirs. */
void talk_turn(struct talk *t);
typedef bool talk_put(void *self, struct str bytes);
/* What we have (all, or what differs from what they said), and of what they
 * lack as many bytes of lines as `most`. False: put was. */
bool talk_say(struct talk *t, bool all, size_t most, talk_put *put, void *self);
/* Is there anything left to say after their answer? */
bool talk_goes_on(const struct talk *t);

/* ---- home: a phone, and the site that vouches for what it sends -----------*/

/* What of others is held, shipped facts and the phone's own chain aside, so
 * that site and phone can see whether they speak of the same. In buckets by
 * hash as well, for the one that differs. */
enum { PACK_BUCKETS = 4096 };
struct pack_sums {
    int64_t n;
    uint8_t sum[8];
    uint8_t bucket[2 * PACK_BUCKETS];
};
size_t pack_bucket(struct hash entry); /* where its two bytes begin */
void pack_sum(struct pack_sums *s, struct hash entry);

/* Entries that belong together, each once. */
struct chosen_entry {
    int64_t n; /* its arrival here */
    struct hash hash;
    struct id device;
};
struct chosen;
struct chosen *chosen_start(struct db *db);
/* All rows of a cursor with these columns, where "e" is an entry, CHOSEN_FROM
 * joined to what it is about. */
#define CHOSEN_COLUMNS "e.n, e.id, e.hash, e.device, e.author, e.kind, e.bytes"
#define CHOSEN_FROM                                                            \
    "JOIN chain chosen_c ON chosen_c.device = e.device"                        \
    " AND chosen_c.seq >= e.seq"                                               \
    " AND NOT EXISTS (SELECT 1 FROM outcast o WHERE o.hash = e.hash)"
void chosen_rows(struct chosen *c, struct rows *r);
void chosen_want(struct chosen *c, struct id id);
void chosen_login(struct chosen *c, struct str login); /* her grants */
/* With everything they need, by arrival; lives until the end. Once. */
size_t chosen_all(struct chosen *c, const struct chosen_entry **at);
void chosen_end(struct chosen *c);

/* Names these grants: who has others is told other things. */
struct str pack_scope(const struct grant *g, size_t n, bool root,
                      struct arena *a);
/* What a site says to a phone. */
struct pack {
    struct id to;     /* the phone's device */
    struct str scope; /* names the grants that all this is for */
    bool fresh;       /* say only that it should begin anew */
    int64_t mark;     /* how far the phone says it is; 0: it has nothing */
    const int64_t *n; /* arrivals to be sent, ascending */
    size_t count;
    bool more;    /* of which there are more than these */
    int64_t upto; /* arrivals that were looked at */
    size_t most;  /* bytes of lines in this answer, or a few more */
    const struct pack_sums *sums; /* of all that such a phone holds */
    /* Whose names go along: of what these grants cover with RIGHT_NAMES. */
    const struct grant *grant;
    size_t grants;
    bool root;
    struct str login; /* see `bars` of a kind */
};
/* May the parts of this one go along? */
bool pack_names(struct db *db, const struct pack *p, const struct kind *kind,
                struct id id);
/* Pieces: roots, entries with their parts, the end. False: put was. */
bool pack_say(const struct exchange_site *us, const struct pack *pack,
              talk_put *put, void *self);

/* Makes this database a phone's: from now on it takes what the site of that key
 * says, and entries of its own device; nothing else. Inside a batch, before
 * anything has come; false: it has another home, or has heard others. */
bool keeper_home(struct keeper *k, const uint8_t key[32]);
/* The device's chain stands here, for what it wrote before this database began
 * may not be in it. Outside a batch; less than what is here
 * already changes nothing. */
void keeper_follow(struct keeper *k, int64_t seq, struct hash head);
/* One piece of a pack, in a batch of its own; how many bytes it had. 0: it is
 * not whole yet or, with `trouble`, is nothing to go on with. */
struct heard {
    const char *trouble; /* a word's key; NULL */
    struct exchange_counts counts;
    bool ended; /* that was the end of an answer: */
    bool more;  /* ask again, there is more to come */
    bool fresh; /* begin with an empty database: the people's rights are others
                   now, or what is here does not agree with the site */
    bool same;  /* all is here */
};
size_t keeper_hear(struct keeper *k, struct str in, struct heard *out);
/* What a phone says that it has, as a JSON object, for the next question. */
void keeper_has(struct keeper *k, struct buf *out);
/* Ids that entries here wait for, as a JSON list. */
void keeper_wants(struct keeper *k, struct buf *out);
/* Lines of the own chain after that seq: entries, each with its part, and the
 * stamp over the last. */
bool keeper_unsent(struct keeper *k, int64_t after, log_put *put, void *self);
struct own_said {
    int64_t seq; /* of the last entry of the own chain, here or told */
    struct hash head;
    int64_t n,
        oldest; /* entries here after that seq; when the first of them was
                          signed, seconds since 1970; 0: none */
};
struct own_said keeper_own(struct keeper *k, int64_t after);

#endif
