/* core - the law: field tables, entries, findings, postings, rights, words.
 *
 * Pure. A record is said once, as a struct and a table beside it; form, list,
 * JSON, database, import and help all read that table. */
#ifndef SAATH_CORE_H
#define SAATH_CORE_H

#include "base/base.h"

/* ---- findings: what a rule says of a fact -------------------------------*/

enum level { WARN, STOP };

/* `what` is a name such as "filing.in_future"; its sentence stands in words/
 * under "finding.filing.in_future", with {a} and {b} for the two numbers, or
 * {a.2} and {b.2} where they are hundredths. */
struct finding {
    const char *what;
    enum level level;
    struct str path; /* "value[3].amount", "" for all */
    int64_t a, b;
};
struct findings {
    struct arena *arena; /* where paths and the list live */
    struct finding *at;
    size_t n, room;
};

struct findings findings_start(struct arena *a);
void tell(struct findings *f, enum level level, const char *what,
          const char *path);
void tell_ab(struct findings *f, enum level level, const char *what,
             const char *path, int64_t a, int64_t b);
/* The same about one row of a ROWS field: "value[3].amount". */
void tell_row(struct findings *f, enum level level, const char *what,
              const char *rows, size_t row, const char *path);
bool findings_stop(const struct findings *f); /* is there any STOP */

/* ---- fields -------------------------------------------------------------*/

enum field_type {
    FIELD_TEXT,   /* struct str */
    FIELD_CHOICE, /* int32_t, index into choices; -1 none */
    FIELD_COUNT,  /* int64_t; INT_NONE when not said */
    FIELD_MONEY,  /* paisa; INT_NONE when not said */
    FIELD_DAY,    /* day */
    FIELD_DATE,   /* struct date: day, month or year */
    FIELD_MONTH,  /* month */
    FIELD_FLAG,   /* bool; false is left out of the entry */
    FIELD_REF,    /* struct id of a thing of kind `of` */
    FIELD_CODE,   /* struct str: a thing of kind `of` by its code */
    FIELD_HASH,   /* struct hash */
    FIELD_OBJECT, /* struct str: canonical JSON of an object */
    FIELD_ROWS    /* struct list of a child struct */
};
enum {
    FIELD_NEED = 1,      /* must be said */
    FIELD_KEY = 2,       /* part of the natural key that import matches */
    FIELD_THING = 4,     /* part of what this is one fact about */
    FIELD_FIND = 8,      /* indexed */
    FIELD_SEALED = 16,   /* TEXT that identifies a person: see "parts" */
    FIELD_SECRET = 32,   /* sealed, and encrypted where it lies: CNIC, phone */
    FIELD_NAME = 64,     /* sealed, a person's name: found as it sounds */
    FIELD_POINTS = 128,  /* a COUNT of hundredths: people write "12.5" */
    FIELD_DEGREES = 256, /* a COUNT of millionths: people write "27.824552" */
    FIELD_EXCHANGE = 512 /* a COUNT of hundred-thousandths: "301.55125" */
};

struct list {
    void *at;
    size_t n;
};
struct field {
    const char *name; /* also the JSON key, the column, the word key */
    enum field_type type;
    unsigned flags;
    uint32_t at;         /* offset in the struct */
    int64_t least, most; /* of a number; text: bytes; rows: how many */
    const char *of;      /* kind of a REF or CODE; "a|b|c" of a CHOICE */
    const struct field *child;
    int children;
    uint32_t child_bytes;
};

/* A member of another type than the field says does not compile. */
#define FIELD_AT(rec, member, ctype)                                           \
    (uint32_t)(                                                                \
        offsetof(struct rec, member) +                                         \
        0 * sizeof(char[_Generic(((struct rec *)0)->member, ctype : 1)]))
#define TEXT(rec, m, max, fl)                                                  \
    {                                                                          \
#m, FIELD_TEXT, fl, FIELD_AT(rec, m, struct str), 0, max, 0, 0, 0, 0   \
    }
#define CHOICE(rec, m, choices, fl)                                            \
    {                                                                          \
#m, FIELD_CHOICE, fl, FIELD_AT(rec, m, int32_t), 0, 0, choices, 0, 0,  \
            0                                                                  \
    }
#define COUNT(rec, m, lo, hi, fl)                                              \
    {                                                                          \
#m, FIELD_COUNT, fl, FIELD_AT(rec, m, int64_t), lo, hi, 0, 0, 0, 0     \
    }
#define MONEY(rec, m, lo, hi, fl)                                              \
    {                                                                          \
#m, FIELD_MONEY, fl, FIELD_AT(rec, m, paisa), lo, hi, 0, 0, 0, 0       \
    }
#define DAY(rec, m, fl)                                                        \
    {                                                                          \
#m, FIELD_DAY, fl, FIELD_AT(rec, m, day), 0, 0, 0, 0, 0, 0             \
    }
#define DATE(rec, m, fl)                                                       \
    {                                                                          \
#m, FIELD_DATE, fl, FIELD_AT(rec, m, struct date), 0, 0, 0, 0, 0, 0    \
    }
#define MONTH(rec, m, fl)                                                      \
    {                                                                          \
#m, FIELD_MONTH, fl, FIELD_AT(rec, m, month), 0, 0, 0, 0, 0, 0         \
    }
#define FLAG(rec, m, fl)                                                       \
    {                                                                          \
#m, FIELD_FLAG, fl, FIELD_AT(rec, m, bool), 0, 0, 0, 0, 0, 0           \
    }
#define REF(rec, m, kind, fl)                                                  \
    {                                                                          \
#m, FIELD_REF, fl, FIELD_AT(rec, m, struct id), 0, 0, kind, 0, 0, 0    \
    }
#define CODE(rec, m, kind, fl)                                                 \
    {                                                                          \
#m, FIELD_CODE, fl, FIELD_AT(rec, m, struct str), 0, 60, kind, 0, 0, 0 \
    }
#define HASH(rec, m, fl)                                                       \
    {                                                                          \
#m, FIELD_HASH, fl, FIELD_AT(rec, m, struct hash), 0, 0, 0, 0, 0, 0    \
    }
#define OBJECT(rec, m, fl)                                                     \
    {                                                                          \
#m, FIELD_OBJECT, fl, FIELD_AT(rec, m, struct str), 0, 0, 0, 0, 0, 0   \
    }
#define ROWS(rec, m, row, max, fl)                                             \
    {                                                                          \
#m, FIELD_ROWS, fl, FIELD_AT(rec, m, struct list), 0, max, 0,          \
            row##_field, (int)LEN(row##_field), (uint32_t)sizeof(struct row)   \
    }

/* Columns that a named statement fills into a struct, matched by name. They
 * are what a rule may know of the world, and what its postings are made of. */
struct columns {
    const struct field *field;
    int fields;
    uint32_t bytes;
};
#define COLUMNS(type)                                                          \
    {                                                                          \
        type##_field, (int)LEN(type##_field), (uint32_t)sizeof(struct type)    \
    }

/* ---- postings -----------------------------------------------------------*/

/* What one thing adds to figures; amount is in the indicator's own scale. */
struct posting {
    struct id entry;
    struct str indicator;
    struct id place, rsp, project;
    month month;
    int64_t amount;
};
struct postings {
    struct arena *arena;
    struct posting *at;
    size_t n, room;
    /* What the thing's whole timeline says of one of its entries. */
    struct remark {
        struct id entry;
        struct finding finding;
    } * remark;
    size_t remarks, remark_room;
    struct movement *movement; /* money that moved: core/books.h */
    size_t movements, movement_room;
    const void *kept; /* the thing as it stands: rows of kind->kept, or NULL */
    size_t kepts;     /* of a kind that keeps one row a thing: 1 */
};
void post(struct postings *p, const struct posting *posting);
/* What a register adds. Registers count in a district from the month `since` in
 * which their RSP runs Saath there (record cutover). A level that they hold in
 * full (a body, a member) stands from then on: what is dated before is posted
 * in that month. A `flow` of the years before was filed: it is left out. Before
 * anybody signed (MONTH_NONE) it all goes to "kept.INDICATOR", at its own
 * month, for the page that lays filings and registers side by side. */
void post_kept(struct postings *p, const struct posting *posting, month since,
               bool flow);
void remark(struct postings *p, struct id entry, enum level level,
            const char *what, const char *path, int64_t a, int64_t b);

/* A fact that holds a level up for some months: a membership its household, a
 * body its union council. */
#define HOLD_OPEN INT32_MAX
struct hold {
    struct id opens, closes; /* the entries that say so */
    struct id rsp, project;
    struct id who;      /* for post_heads */
    month since, until; /* at the end of `until` no more; HOLD_OPEN */
    month cutover;      /* of (RSP, place, indicator), for post_kept */
};
/* From one day to another, or to the day on which what it hangs on closed;
 * DAY_NONE: still. RSP, project and cutover are the caller's. */
struct hold hold_of(struct id entry, struct date from, struct date until,
                    day closed);
/* Joins those of each RSP, in place, each with the RSP's least cutover; returns
 * how many are left. */
size_t holds_by_rsp(struct hold *h, size_t n);
/* One for each RSP while any of them holds, with project none; and, apart from
 * that, one for each of its projects. `like` has the indicator and the place.*/
void post_holds(struct postings *p, const struct posting *like,
                const struct hold *holds, size_t n);
/* The same for each `who` by itself, added up. Over the RSPs each counts once:
 * who holds in two of them is taken off where no RSP is named. */
void post_heads(struct postings *p, const struct posting *like,
                const struct hold *holds, size_t n);

/* ---- rights -------------------------------------------------------------*/

/* What a page or a kind of record asks for. Roles are data: record `role`
 * names the rights of each. */
enum right {
    RIGHT_NONE,
    RIGHT_SEE,      /* figures, places, organisations */
    RIGHT_REGISTER, /* bodies, members and meetings, without names */
    RIGHT_NAMES,    /* what is sealed: names, photographs of people */
    RIGHT_REVEAL,   /* CNIC and phone, each time with a logged reason */
    RIGHT_SEE_LOG,  /* entries as they were signed */
    RIGHT_WRITE,    /* filings, targets, places */
    RIGHT_KEEP,     /* the register: bodies, households, members, meetings */
    RIGHT_CHECK,    /* a second person's yes or no */
    RIGHT_MANAGE,   /* staff, units, who is in charge of which bodies */
    RIGHT_IMPORT,
    RIGHT_ISSUE,    /* publications, the switch to registers */
    RIGHT_PASSWORD, /* a new password for somebody who is there in person */
    RIGHT_ADMIN,    /* users, devices, roles, what is counted */
    RIGHT_HEAR,     /* complaints, and what is done about them */
    RIGHT_SHIELD,   /* those that are sensitive: harassment, fraud */
    RIGHT_BOOK,     /* the RSP's own books, funds, agreements, products */
    RIGHTS
};
#define RIGHT_CHOICES                                                          \
    "none|see|register|names|reveal|see_log|write|keep|check|manage|import|"   \
    "issue|password|admin|hear|shield|book"

/* ---- kinds --------------------------------------------------------------*/

/* Named SQL of kind x, all optional, arguments bound from the record's own
 * fields by name (and from `entry`, the entry's id, `today`, its day, `thing`):
 *   x_view    what the rule may know of the world (one row)
 *   x_facts   (thing, since) the facts of one thing along its timeline
 *   x_alone   (thing, since) the same facts, asked more cheaply, of a thing of
 *             which nothing but its own entry says anything yet
 *   x_young   (thing, since) the same, of a thing that came with this batch and
 *             that only its own entry and kinds of kind->young speak of
 *   x_touch   (entry) other things whose postings this entry may change, each
 *             with the month from which they may
 *   x_stir    (entry) the same, found through what names this entry: not asked
 *             for one that nobody can have named yet
 *   x_beyond  (entry) the same, found through what else is said of the thing that
 *             the field kind->via names: not asked where that came with the
 *             same batch, for then whatever names it came with it too
 *   x_scope   place, rsp and project that a right on it is judged by, where it
 *             has no such fields itself. Its arguments are references of x to
 *             one kind each, and nothing else: the first of them that is said
 *             decides, by what its own scope is (a place by itself). Lists are
 *             limited from the arguments alone, see web/reach.c
 *   x_limit   (as x_view) rows of kind->fact for kind->limit
 *   x_views   a script of views that other kinds' statements read, and
 *             x_views_drop to be rid of them
 *   x_moved   (entry) places whose parents it may change
 *   x_benefit (place, day, household) what of it the households of a place on a
 *             day, or one household, or a person of it got: entry,
 *             on_day, programme, amount (paisa, or NULL), household; see
 *             web/poverty/benefit.h */
struct kind {
    const char *name;
    const struct field *field;
    int fields;
    uint32_t bytes;
    /* Pure: no clock, no database. Never stops at the first trouble. */
    void (*rule)(const void *record, const void *view, struct findings *f);
    struct columns view;
    struct columns fact;
    /* Postings of months >= since (all when MONTH_NONE). The facts begin with
     * the last ones before since; false asks for the whole timeline. */
    bool (*posts)(const void *fact, size_t n, month since,
                  struct postings *out);
    /* What only a form may refuse, of the world as it stands there and now: a
     * fund's cash, a budget line, another live loan. It is asked of drafts, and
     * never of what was signed elsewhere; there x_posts remarks it. */
    void (*limit)(const void *fact, size_t n, struct findings *f);
    const char *via;     /* the REF field of x_beyond */
    const char *young;   /* "a|b": kinds whose x_touch leaves x_young true */
    bool bare;           /* of such a thing there are no facts at all */
    const char *dated;   /* the MONTH field that places it on a timeline */
    const char *along;   /* "a, b": fields indexed together, in this order */
    const char *code;    /* the TEXT field a CODE names it by, or NULL */
    const char *title;   /* the TEXT field that lists show */
    const char *group;   /* room of the menu: a word key */
    enum right right;    /* who writes it; RIGHT_NONE means RIGHT_WRITE */
    enum right reads;    /* who sees it; RIGHT_NONE means RIGHT_SEE */
    const char *amount;  /* the MONEY field that a check's limit is about */
    size_t card;         /* where its view holds the `const struct card *` that
                           the view's column `card` names; 0: none */
    bool hushed;         /* its secrets are the keeper's alone: in no form, and
                           revealed to nobody */
    struct columns kept; /* what of a thing is kept as it stands, for lists that
                           read a million of them: table x_kept, a row a thing.
                           Where its first fields are FIELD_KEY a thing keeps
                           any number of rows: the table lies in their order */
    bool posted;         /* money that was paid: answered by a reversal (record
                           `reversal`), never by a fix */
    const char *final;   /* "FIELD=CHOICE": a record that says so is restated by
                           no fix */
    bool bars; /* whom one names by their login neither sees nor writes
                           it, whatever their rights: view `barred` */
};

/* RECORD(x) needs struct x, x_field[] and x_view_field[] or no view, and
 * declares the rule, so a record without a law does not link. */
#define RECORD(x, ...)                                                         \
    struct x##_view;                                                           \
    static void x##_rule(const struct x *, const struct x##_view *,            \
                         struct findings *);                                   \
    static void x##_judge(const void *r, const void *v, struct findings *f)    \
    {                                                                          \
        x##_rule(r, v, f);                                                     \
    }                                                                          \
    extern const struct kind kind_##x;                                         \
    const struct kind kind_##x = { .name = #x,                                 \
                                   .field = x##_field,                         \
                                   .fields = (int)LEN(x##_field),              \
                                   .bytes = (uint32_t)sizeof(struct x),        \
                                   .rule = x##_judge,                          \
                                   __VA_ARGS__ }

extern const struct kind *const kind_index[]; /* generated, by name */
extern const int kind_count;
extern const char *const kind_about[];

const struct kind *kind_find(struct str name); /* NULL when unknown */
enum right kind_right(const struct kind *k);   /* to write it */
enum right kind_reads(const struct kind *k);   /* to see it */
bool kind_sealed(const struct kind *k);        /* has it a sealed part */
/* May its sheets name people: a register's may. What such a sheet says is kept
 * nowhere beside the entries. NULL: no. */
bool kind_private(const struct kind *k);
const struct field *kind_field(const struct kind *k, struct str name);
const struct field *field_find(const struct field *f, int n, struct str name);

/* ---- records as structs and as canonical JSON ---------------------------*/

/* Every field as if nothing were said. */
void record_blank(const struct field *f, int n, void *record);
/* From an entry's body. Says what is missing, unknown, of another type or out
 * of bounds; the rest is filled in all the same. Slices borrow from `a`. */
void record_read(const struct kind *k, const struct json *body, struct arena *a,
                 void *record, struct findings *f);
/* All that is said, as canonical JSON: what forms and imports hand over. */
struct str record_body(const struct kind *k, const void *record,
                       struct arena *a);
/* The same without what is sealed: what an entry says in the open. */
struct str record_open(const struct kind *k, const void *record,
                       struct arena *a);
/* Forgets the sealed texts: rules judge an entry as if nobody knew them, so
 * that findings are the same wherever its part is, or is no more. */
void record_close(const struct kind *k, void *record);
/* One field from what a person typed, and back as a person reads it (dates
 * ISO, money in rupees, choices by name, references by id). */
bool field_parse(const struct field *f, struct str typed, struct arena *a,
                 void *record);
void field_print(const struct field *f, const void *record, struct buf *b);
bool field_none(const struct field *f, const void *record);
/* Decimals with which people write it: 2 of money and points, 5 of exchange, 6 of
 * degrees. */
int field_decimals(const struct field *f);
int choice_find(const char *choices, struct str name); /* -1 none */
struct str choice_name(const char *choices, int at);
/* The thing this is a fact about: a hash of its THING fields; its own id when
 * it has none. */
struct id record_thing(const struct kind *k, const void *record, struct id own);
/* The id of what a code names: the same at every site. */
struct id id_named(struct str kind, struct str code);

/* ---- parts --------------------------------------------------------------*/

/* What is sealed of a record (its SEALED texts) is no part of its entry: it
 * lies beside the log as canonical JSON with a salt, and the entry holds only
 * the hash of that, in its HASH field `sealed`. Without the part, or after its
 * destruction, chain, projections and figures stay as they are. */
struct hash part_hash(struct str part);
/* The part of a record that says something sealed; empty when it does not. */
struct str part_make(const struct kind *k, const void *record,
                     const uint8_t salt[16], struct arena *a);
/* Fills the sealed texts of a record from a part. False: not a part. */
bool part_read(const struct kind *k, struct str part, struct arena *a,
               void *record);
/* A SECRET text, CNIC or phone. Its digits in Latin, without what people write
 * between them; empty when there is anything else. The same text for the same
 * number however it was typed (a phone without 0, 92 or 0092): what is marked
 * and compared. And as pages show it, "*****-*******-1": all but the last digit
 * are stars. */
struct str secret_digits(struct str said, struct arena *a);
struct str secret_same(struct str said, struct arena *a);
struct str secret_mask(struct str said, struct arena *a);
struct str part_line(struct str part, struct arena *a); /* for a log */
/* The part in a line of a log, canonical; false when it holds none. */
bool part_line_read(struct str line, struct arena *a, struct str *part);

/* ---- entries ------------------------------------------------------------*/

#define ENTRY_MAX (256 * 1024) /* bytes of one entry */

struct entry {
    struct id id, device;
    int64_t seq;      /* from 1 in the device's chain */
    struct hash prev; /* of the device's previous entry */
    struct str kind, author;
    struct str took;  /* who took the fact, where another */
    int64_t at;       /* seconds since 1970, as signed */
    struct str body;  /* canonical JSON object */
    struct str bytes; /* all of it, as signed */
    struct hash hash; /* SHA-256 of bytes */
};

/* False when the bytes are no canonical entry; slices borrow from bytes and a.*/
bool entry_read(struct str bytes, struct arena *a, struct entry *e);
/* Fills e->bytes and e->hash from the rest. */
void entry_seal(struct entry *e, struct arena *a);
day entry_day(const struct entry *e); /* in Pakistan, UTC+5 */

/* What a stamp's signature signs. */
struct stamp {
    struct id device;
    int64_t seq;
    struct hash head;
    uint8_t sig[64];
};
struct str stamp_text(const struct stamp *s, struct arena *a);
struct str stamp_line(const struct stamp *s, struct arena *a); /* JSON */
bool stamp_read(struct str line, struct arena *a, struct stamp *s);

/* ---- roles --------------------------------------------------------------*/

/* Rights as a set: one bit each, RIGHT_NONE none. */
unsigned right_bit(enum right right);
bool rights_hold(unsigned rights, enum right right); /* RIGHT_NONE: always */
unsigned rights_read(struct str name); /* the bit of a name; 0 when unknown */

/* ---- words --------------------------------------------------------------*/

enum lang { LANG_EN, LANG_UR, LANG_SD };
struct word_entry {
    const char *key;
    const char *text[3];
};
extern const struct word_entry *const word_table; /* generated, by key */
extern const int word_count;
/* The words for a key; English where a language has none, the key itself where
 * there are none at all. */
struct str say(enum lang lang, const char *key);
struct str say_str(enum lang lang, struct str key);
bool lang_read(struct str s, enum lang *out);
const char *lang_name(enum lang lang); /* "en", "ur", "sd" */
bool lang_right_to_left(enum lang lang);
/* Between two words of a line, with its blank: ", " or "، ". */
const char *lang_comma(enum lang lang);
/* A text in the reader's language; in English where that lacks it. */
struct str own_text(enum lang lang, struct str en, struct str ur,
                    struct str sd);
/* "3 June 2014" and "June 2014", by the months of that language. */
void words_day(struct buf *b, enum lang lang, day d);
void words_month(struct buf *b, enum lang lang, month m);
/* A finding as a sentence. */
void finding_say(struct buf *b, enum lang lang, const struct finding *f);

#endif
