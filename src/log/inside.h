/* inside - what the files of log/ share with each other and with nobody else.
 *
 *   keep      lines and drafts into the log, begin and commit of a batch
 *   chain     which entries of a device are covered by its stamps; forks
 *   trust     which devices and grants count
 *   scope     what a right on a thing is judged by
 *   settle    one entry: may it count, what replaces it, its row, findings
 *   touch     what a change reaches: things, who read it, rights
 *   project   rows of projections, made from field tables
 *   home      a phone: its home site vouches for what it sends
 *   geo       place -> all places above it, dated
 *   part      what is sealed, beside the log
 *   card      questionnaires that rules read beside their view
 *   check     which entries need a second person's yes, and which have it
 *   derive    one thing's postings, written as the difference
 *   books     one thing's lines in books: closings, reversals, balances
 *   figure    sums of postings over places and months */
#ifndef SAATH_LOG_INSIDE_H
#define SAATH_LOG_INSIDE_H

#include "base/map.h"
#include "log/log.h"

/* ---- what each kind's statements are ------------------------------------*/

struct naming {
    struct str sql;
    const struct kind *by;
    struct naming *next;
};
struct manner {
    int view, facts, touch, moved; /* numbers of named SQL; -1 none */
    int alone, young; /* facts, where it has no x_alone, no x_young */
    struct str insert, delete, head;     /* composed; live with the keeper */
    struct str *row_insert, *row_delete; /* one for each ROWS field */
    int stir, beyond, scope, again, follow;
    bool after; /* its facts read what other things keep (x_kept) */
    bool many;  /* its facts may be asked of many things at once */
    struct str kept_put, kept_delete; /* of kind->kept */
    struct str kept_change;           /* or empty: of a row that is there */
    bool sealed;                      /* has a sealed part */
    struct str sealed_insert, sealed_delete;
    int things;                  /* how many THING fields */
    struct naming *named, *read; /* who names it; whose view reads it */
    struct naming *scoped;       /* whose x_scope reads it */
    struct naming *coded;        /* who names it by its code */
};

/* ---- trust --------------------------------------------------------------*/

struct trusted {
    struct id device;
    uint8_t key[32];
    int64_t last;      /* INT64_MAX while open */
    struct hash head;  /* of a built-in log, instead of a key */
    struct str holder; /* of a root, else empty */
};
struct role_state { /* what a role may do in some time */
    struct id role;
    unsigned rights;
    day since, until; /* DAY_NONE: open */
};
struct trust {
    struct arena arena;
    struct role_state *role;
    size_t roles, role_room;
    struct trusted *device;
    size_t devices;
    struct grant *grant;
    size_t grants, grant_room, device_room;
};

/* ---- check --------------------------------------------------------------*/

struct check_rule;
struct check {
    bool rules, verdicts, states; /* does any stand */
    struct map entry;             /* to be judged: id -> nothing */
    struct map verdict;           /* to be marked: id -> bool: itself changed */
    struct map kind;              /* number -> day: all signed from then on */
    struct map word;              /* verdict -> who said it last (cache) */
    struct arena words;           /* its texts */
    struct check_rule *rule;      /* of oversight, by kind (batch) */
    size_t rule_n;
};

/* ---- the keeper ---------------------------------------------------------*/

struct books { /* what was read of them, until one of them changes */
    struct arena arena;
    struct map booking;             /* event -> struct booked */
    struct map kind;                /* number of a kind that books -> nothing */
    struct map closing;             /* book -> struct closings * */
    struct map balance;             /* struct balance_key -> struct sum */
    struct map head;                /* head -> its number */
    bool read, reversals, closings; /* does any stand */
};

struct writing;
struct writings { /* postings to come, of the things derived last */
    struct writing *at;
    size_t n, room;
};

struct keeper {
    struct db *db;
    const struct host *host;
    struct arena life, batch;
    struct arena one;  /* of the things that are derived */
    struct arena many; /* facts that were asked together */
    struct writings writings;
    struct manner *manner; /* beside kind_index */
    struct trust trust;
    bool trust_changed;

    bool homed, vouching; /* a phone; it takes what its home site says */
    struct id home;       /* device of that site */
    uint8_t home_key[32];
    int64_t told_seq; /* see keeper_follow */
    struct hash told_head;
    bool has_own, in_batch;
    struct own own;
    struct id own_device;
    int64_t own_seq; /* of the last entry in the log */
    struct hash own_head;
    bool own_moved;   /* something to stamp */
    int64_t arrivals; /* number of the last entry kept */
    int64_t waiting;  /* rows in that table */
    size_t batch_n;
    char trouble[300];

    struct map work;  /* id -> struct work: to settle */
    struct id *queue; /* in the order they came */
    size_t queue_n, queue_room;
    bool rotten;          /* is anything marked, see rot.c */
    bool fixes;           /* has any fix but shipped ones ever counted here */
    bool erasures;        /* has any erasure */
    bool shred;           /* what was destroyed still lies on the disk */
    bool remarks;         /* does any timeline remark stand */
    bool quiet;           /* put nothing on the work list */
    bool anew;            /* a rebuild: derive at its end */
    bool untraced;        /* some of `touched` not yet */
    struct map touched;   /* device -> TOUCH bits: to trace */
    struct str split;     /* sealed part of the draft under way; or empty */
    struct map page;      /* when anew: id -> struct entry *, if said once */
    struct map thing;     /* struct thing_key -> struct thing */
    struct map moved;     /* place -> nothing: parents changed */
    struct map newborn;   /* ids nobody can have named before */
    struct map touching;  /* struct touch_key -> nothing */
    struct map near;      /* place -> struct above[] (cache) */
    struct map ahead;     /* in a rebuild: shipped fixes, settled first */
    struct map known;     /* id -> bool: admissible (cache) */
    struct map indicator; /* code -> its number (batch) */
    struct map figure;    /* struct figure_key -> struct sum */
    struct map placed;    /* the same, where it happened, not yet above */
    struct map months;    /* month -> int64: postings */
    struct map picked;    /* id that several say -> hash: who stands (batch) */
    struct map cards;     /* questionnaire -> struct card * (batch) */
    struct arena card_arena;
    struct check check;
    struct books books;
    int deep; /* of scope_judged: about, about, ... */
};
/* ---- rot: bytes of an entry that are not its own any more ------------------*/

bool entry_sound(struct str bytes, struct hash h);
struct rotten {
    int64_t n, first; /* entries of a device; seq of the first of them */
};
struct rotten rotten_of(struct db *db, struct id device);
/* A line that asks the keeper to look at one; false: it is no such line. */
struct str rot_line(struct id device, int64_t seq, struct hash h,
                    struct arena *a);
bool rot_line_take(struct keeper *k, struct str line);
/* Puts the bytes that came in the place of rotten ones; false: they were not. */
bool rot_mend(struct keeper *k, const struct entry *e);

struct work {
    bool queued;
};
enum { TOUCH_CONTESTED = 1, TOUCH_TRACED = 2 };
struct touch_key {
    struct id entry;
    int64_t sql;
};
struct thing_key {
    struct id thing;
    int64_t kind;
};
struct facts {
    void *at; /* kind->fact.bytes each */
    size_t n;
};
struct thing {
    month since;
    bool spoken; /* by more than its own entry, which is of this batch */
    bool own;    /* its kind says so itself, not only what names it */
    bool old;    /* it was here before this batch, or more is said of it than
                    x_young asks */
    bool read;   /* its facts, all of them, with those of others */
    struct facts facts;
};
struct above {
    struct id place;
    int32_t level;
    day since, until;
};
struct aboves {
    struct above *at;
    size_t n;
};

struct manner *keeper_manner(struct keeper *k, const struct kind *kind);

/* ---- make ---------------------------------------------------------------*/

void local_grow(struct db *db); /* tables of local state that are missing */

/* ---- chain --------------------------------------------------------------*/

/* A chain's seq where the home site's word stands in place of stamps. */
#define CHAIN_VOUCHED INT64_MAX
/* Bring the covered part of a device's chain up to date; entries that became
 * covered, or ceased to be, go to the work list. */
void chain_trace(struct keeper *k, struct id device);
int64_t chain_covered(struct keeper *k, struct id device);
bool chain_outcast(struct keeper *k, struct hash entry);

/* ---- keep ---------------------------------------------------------------*/

/* A keeper that has read nothing yet, and what it then reads. */
struct keeper *keeper_new(struct db *db, const struct host *host,
                          const struct own *own);
void keeper_read(struct keeper *k);
void entry_append(struct keeper *k, const struct entry *e);
struct id entry_answers(const struct entry *e, struct arena *a); /* of a fix */
void device_touch(struct keeper *k, struct id device, bool contested);
void settle_batch(struct keeper *k);
void batch_forget(struct keeper *k);
/* Of this kind are what its fixes answer, and of no other. */
bool reference_fixes(const struct kind *k);
/* Puts what this edition ships and the site lacks at the end of that device's
 * chain. False, and nothing, when the site holds another chain of it. */
bool reference_put(struct db *db);
bool reference_stands(struct db *db);  /* is all of it there */
void reference_mend(struct keeper *k); /* those of it that are rotten */
void reference_shape(struct buf *b);   /* whose change means another edition */

/* ---- home ---------------------------------------------------------------*/

void home_read(struct keeper *k);
bool home_has(struct db *db); /* is this a phone's */
/* May this entry come in here by itself? False: it is for the home site to
 * say. */
bool home_takes(struct keeper *k, const struct entry *e);

/* ---- trust --------------------------------------------------------------*/

void trust_load(struct keeper *k);
const struct trusted *trust_device(const struct keeper *k, struct id device);
/* May this author write this kind on that day, somewhere in this scope?
 * -1: no grant, 0: a grant, but not for this place; 1 yes. */
int trust_writes(struct keeper *k, struct str author, const struct kind *kind,
                 day on, const struct scope *scope);
/* May this author write this kind wherever it is? Then its scope need not be
 * looked for. */
bool trust_anywhere(struct keeper *k, struct str author,
                    const struct kind *kind, day on);
/* May this author write this kind anywhere? */
bool trust_somewhere(struct keeper *k, struct str author,
                     const struct kind *kind, day on);
/* Recompute after device or access entries; re-settles whom it changes. */
void trust_renew(struct keeper *k);
void charter_put(struct keeper *k, const struct entry *e, struct id answers);

/* ---- touch --------------------------------------------------------------*/

struct head;
/* What a row that is about to go, or to change, has a part in; what one that
 * has come has (other things than its own wait for touch_all). */
void touch_before(struct keeper *k, const struct kind *kind, struct id entry,
                  const struct head *h);
void touch_after(struct keeper *k, const struct kind *kind, struct id entry,
                 const void *record);
void touch_all(struct keeper *k); /* once geography is settled */
/* Everything that a row has a part in is derived again. */
void entry_touch(struct keeper *k, const struct kind *kind, struct id entry);
/* Several say this id: who took it back, and what follows from that, is asked
 * anew. */
void reversals_again(struct keeper *k, struct id id);
/* Entries that name this id go to the work list: those whose rule read what it
 * says, or, when it is gone, all. The same of those that name it by the code
 * that its row still has: asked before the row changes, and after. */
void dependents_put(struct keeper *k, const struct kind *of, struct id id,
                    bool gone);
void coded_put(struct keeper *k, const struct kind *of, struct id id);
/* Around a change of what lies above a place: before it, other things that
 * facts at this place have a part in are touched as they stand; after it, all
 * that names the place is settled again. */
void place_before(struct keeper *k, struct id place);
void place_again(struct keeper *k, struct id place);
/* A row is here for the first time, or says something else: who waited for a
 * right that hangs on it, or on what hangs on it, may have it now. */
void scope_came(struct keeper *k, const struct kind *kind, struct id id);
/* Rights that hang on a row are judged again: of what reads its place through
 * it; of fixes, attachments and reveals about it. */
void scoped_again(struct keeper *k, const struct kind *kind, struct id id);
void judged_again(struct keeper *k, const struct kind *kind, struct id id);

/* ---- settle -------------------------------------------------------------*/

void work_put(struct keeper *k, struct id id);
void settle_all(struct keeper *k); /* until the list is empty */
/* The same for a draft, judged already, that nobody can have heard of yet. */
void settle_fresh(struct keeper *k, const struct entry *e,
                  const struct kind *kind, const void *record,
                  struct findings *f);
void record_judge(struct keeper *k, const struct kind *kind,
                  const struct entry *e, const void *record,
                  struct findings *f);
void refs_judge(struct keeper *k, const struct kind *kind, const void *record,
                struct findings *f);
/* -1 no grant, 0 a grant for elsewhere, 1 yes. */
int right_judge(struct keeper *k, const struct entry *e,
                const struct kind *kind, const void *record);
/* The entry that stands for an id; false when none is admissible. */
bool entry_standing(struct keeper *k, struct id id, struct entry *e);
void wait_put(struct keeper *k, struct id entry, struct id want,
              const char *why);
/* Who waits for this id goes to the work list: it came, or it has gone. */
void wait_wake(struct keeper *k, struct id want);
void wait_gone(struct keeper *k, struct id gone);
/* What a record names in that field; none when it has no such REF. */
/* A fix answers no record that said its last word (kind->final). */
void final_judge(struct keeper *k, const struct kind *kind, const void *record,
                 struct findings *f);
/* Nor, here, is it written by whom the record names (kind->bars). From another
 * log it is, and marked on the record. */
void named_judge(struct keeper *k, const struct kind *kind, const void *record,
                 struct str author, struct findings *f);
struct id ref_of(const struct kind *kind, const void *record, const char *name);
bool id_admissible(struct keeper *k, struct id id);
struct id code_id(const struct kind *kind, const void *record);
/* Fixes may answer each other in a circle, when their ids were chosen so. A
 * walk remembers one place and sees whether it comes by again (Brent). */
struct walk {
    struct id mark;
    int64_t steps, until;
};
struct walk walk_start(struct id id);
bool walk_circles(struct walk *w, struct id at);
/* Is there any that the program did not ship: FIX_ANY, or ENTRY_ANY_ANSWER
 * before there are rows of them. */
bool fixes_any(struct db *db, int sql);
/* The entry at the root of a fix; none when fixes answer in a circle. */
struct id fix_root(struct keeper *k, struct id id);

/* What the law of money says of a fix beside its own rule. */
void books_judge(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct findings *f);

/* ---- ahead --------------------------------------------------------------*/

/* What these drafts of one kind will ask, asked at once of a far database. */
void drafts_ahead(struct keeper *k, const struct draft *d, size_t n);
size_t drafts_alike(const struct draft *d, size_t n);

/* ---- part ---------------------------------------------------------------*/

void sealed_create(struct buf *b, const struct kind *k); /* CREATE TABLE */
void part_manner(struct keeper *k, const struct kind *kind, struct manner *m);
/* Takes what a draft says sealed into a part of its own and puts its hash into
 * the record; the texts stay in the record. */
void part_split(struct keeper *k, const struct kind *kind, void *record);
/* The same for the fact that a fix of `root` restates. What it does not say
 * again stays as it was. */
void part_split_fix(struct keeper *k, struct id root, struct str *body);
/* Does such a fix say nothing that does not stand already. */
bool part_fix_idle(struct keeper *k, struct id root, struct str body);
void part_split_keep(struct keeper *k); /* once the draft is an entry */
/* Which part an entry of that kind, or a fix, names. False: none. */
bool part_named(const struct kind *kind, struct str bytes, struct hash *out);
bool part_open(struct db *db, const struct host *host, struct hash hash,
               struct arena *a, struct str *part);
/* False when it was here already, or was destroyed. */
bool part_arrive(struct keeper *k, struct str part);
/* What lies open of an entry's part, for reading. */
void sealed_put(struct keeper *k, const struct kind *kind, struct id entry,
                const void *record, bool fresh);
void sealed_remove(struct keeper *k, const struct kind *kind, struct id entry);
/* Has a statement about that hash a row: PART_HAS, ERASED_HAS. */
bool part_known(struct keeper *k, int sql, struct hash hash);
int64_t parts_verify(struct db *db, const struct host *host, log_put *put,
                     void *self);

/* ---- erase --------------------------------------------------------------*/

void parts_erase(struct keeper *k, struct id about);
/* An entry is in the log now: does an erasure wait for it. */
void part_appended(struct keeper *k, struct id id, struct id answers);
void shred_read(struct keeper *k);

/* ---- copy ----------------------------------------------------------------*/

/* A line of log_copy into tables that are empty. False: it is none. */
bool copy_in(struct keeper *k, enum copy what, struct str line);

/* ---- table, manner, project ---------------------------------------------*/

#define COLUMNS_FIXED 5           /* entry, thing, counts, signed, author */
void table_script(struct buf *b); /* all CREATE TABLE, then all views */
void table_drop(struct buf *b);
/* Has the field a column in its record's own table. */
bool field_stored(const struct field *f);
/* How many fields name the thing that this is a fact about. */
int kind_things(const struct kind *k);
void manner_start(struct keeper *k);
/* "%1" and "%2" are two constant names; everything else stays as it is. */
struct str compose(struct arena *a, const char *format, const char *one,
                   const char *two);
struct head {
    bool there, counts;
    struct id thing;
    month dated;
};
struct head project_head(struct keeper *k, const struct kind *kind,
                         struct id entry);
void project_put(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct id thing,
                 bool counts, bool fresh);
void project_remove(struct keeper *k, const struct kind *kind, struct id entry);
void findings_put(struct db *db, struct id entry, const char *origin,
                  const struct findings *f, bool fresh);
/* The view of a rule, with arguments from the record. NULL: no view. */
void *view_read(struct db *db, const struct manner *m, const struct kind *kind,
                const void *record, struct id entry, day today,
                struct arena *a);
void view_ahead(struct db *db, const struct manner *m, const struct kind *kind,
                const void *record, struct id entry, day today);
/* Place, RSP and project by a kind's x_scope; what it does not know stays. */
void scope_read(struct db *db, int sql, const struct kind *kind,
                const void *record, struct scope *s);
/* By its own fields and x_scope; see log_scope. */
struct scope scope_fields(struct db *db, const struct kind *k,
                          const void *record);
/* Binds the named arguments of statement `sql`; `row` is for what it asks of
 * each row (log/limit.c). False: there is no such row. */
bool arguments_bind(struct rows *r, int sql, const struct kind *kind,
                    const void *record, struct id entry, day today,
                    int64_t row);
/* Asks kind->limit of a draft, by x_limit or x_bound; see log/limit.c. */
void limit_judge(struct db *db, const struct kind *kind, const void *record,
                 struct id entry, day today, struct findings *f);
month record_dated(const struct kind *kind, const void *record);

/* ---- card ---------------------------------------------------------------*/

struct card;
/* NULL: no questionnaire of that code counts. */
struct card *card_read(struct db *db, struct str code, struct arena *a);
/* The card that a view names, into the view; without a keeper, and from what
 * the batch has read already. */
void view_card(struct db *db, const struct kind *kind, void *view,
               struct arena *a);
void cards_view(struct keeper *k, const struct kind *kind, void *view);
struct card *cards_find(struct keeper *k, struct str code);
void cards_changed(struct keeper *k, const struct kind *kind);
void cards_forget(struct keeper *k);
void score_fill(struct keeper *k, const struct kind *kind, void *record,
                struct findings *f);

/* ---- check --------------------------------------------------------------*/

void check_open(struct keeper *k);
void check_close(struct keeper *k);
void check_forget(struct keeper *k); /* what a batch touched */
void check_read(struct keeper *k);   /* does any stand */
/* Around each change of a row: before it and after it. */
void check_touch(struct keeper *k, const struct kind *kind, struct id entry);
/* Grants of a login changed: what it checked is judged anew. */
void check_author(struct keeper *k, struct str login);
/* A verdict drafted here must count for all it is about: else STOPs. */
void check_judge(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct findings *f);
/* All that was touched, once everything is settled; before derive_all. */
void check_all(struct keeper *k);
void check_again(struct keeper *k); /* the same for all there is */
/* Does it wait for a check, or was it returned? */
bool check_is_open(struct keeper *k, struct id entry);

/* ---- books --------------------------------------------------------------*/

/* Does any booking name it: its postings are always made of all its facts. */
bool books_kind(struct keeper *k, const struct kind *kind);
/* What these facts move, with the indicators of the bookings among the
 * postings. Where some of them were taken back, or came after their month was
 * closed, the kind is asked again, without them and with them. The lines are
 * put in the order in which they are kept. */
struct book_lines {
    struct line *at;
    size_t n, room;
};
struct book_lines books_lines(struct keeper *k, const struct kind *kind,
                              const struct facts *facts, struct postings *now);
struct book_lines books_standing(struct keeper *k, struct id thing);
/* The lines that a thing's entries make, anew; with k->one. */
struct book_lines derive_lines(struct keeper *k, const struct kind *kind,
                               struct id thing);
/* Does the row of an entry say what the entry, with its fixes, says? */
bool settle_stands(struct keeper *k, const struct kind *kind, struct id id);
/* Lines that do not balance, sums that are not those of lines, rows and lines
 * that are not what the entries say: a line for each; how many. */
int64_t audit_verify(struct db *db, const struct host *host, log_put *put,
                     void *self);
void books_ahead(struct keeper *k, const struct kind *kind, struct id thing);
void books_difference(struct keeper *k, struct id thing,
                      const struct book_lines *was,
                      const struct book_lines *now);
/* The first day of month on which this entry may still be booked in a book. */
month books_open_month(struct keeper *k, struct id book, struct id entry,
                       month m);
/* Is this entry, to be signed or signed, too late to change what was booked
 * there in that month? */
bool books_shut(struct keeper *k, const struct entry *e, struct id book,
                month m);
void books_changed(struct keeper *k, const struct kind *kind);
void books_start(struct keeper *k);
void books_end(struct keeper *k);
void books_flush(struct keeper *k);
void books_forget(struct keeper *k); /* what was read may be otherwise now */
void books_rest(struct keeper *k);   /* at the end of a batch */
struct str kept_table(const struct kind *k, struct arena *a);
/* How many fields name a row of kind->kept; 0: a thing keeps one. */
int kept_keys(const struct kind *k);
/* What stands of the thing (now->kept), instead of what stood. `anew`: nothing
 * stood. */
void kept_write(struct keeper *k, const struct kind *kind, struct id thing,
                const struct postings *now, bool anew);

/* ---- geo, derive, figure ------------------------------------------------*/

void geo_renew(struct keeper *k); /* places in `moved` */
const struct aboves *geo_above(struct keeper *k, struct id place);
void thing_put(struct keeper *k, const struct kind *kind, struct id thing,
               month since);
/* The same, because another entry names it: as what it should be; `sql` is the
 * statement that says so. */
void thing_touched(struct keeper *k, const struct kind *kind, struct id thing,
                   month since, int sql);
/* The same of one whose own entry has come, that nobody can have named before;
 * whatever else is said of it says thing_put. */
void thing_born(struct keeper *k, const struct kind *kind, struct id thing,
                month since);
void derive_all(struct keeper *k);
int posting_order(const void *a, const void *b); /* but for the amount */
#define INDICATOR_BYTES 72 /* a code of 60, with "kept." or "open." */
void figure_add(struct keeper *k, const struct posting *p, int64_t amount,
                int64_t n);
/* The same when all places have settled: what lies above is added at the end. */
void figure_put(struct keeper *k, const struct posting *p, int64_t amount,
                int64_t n);
/* So many postings more, or fewer, in a month. */
void figure_month_add(struct keeper *k, month m, int64_t n);
void figure_flush(struct keeper *k);
void figure_forget(struct keeper *k);

#endif
