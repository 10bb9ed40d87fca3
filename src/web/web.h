/* web - pages: who asks, may they, and what they are shown.
 *
 * Kernel: the same handlers answer the native server and the field app. A page
 * declares method, path and right; the gate has settled them before its body
 * begins. After a fault html() is mute and the gate answers 500, so nothing
 * half-made leaves. All memory is the request's arena. */
#ifndef SAATH_WEB_H
#define SAATH_WEB_H

#include "log/log.h"
#include "report/report.h"
#include "web/ask.h"
#include "web/request.h"

#define PAKISTAN_SECONDS (5 * 3600) /* ahead of UTC, all year */

/* ---- the host -----------------------------------------------------------*/

struct session {
    struct str login;
    enum lang lang;
    struct hash name; /* its row: SHA-256 of the token */
    int64_t ends;     /* seconds since 1970; 0: nobody says */
};

/* How this browser wants its pages: the cookie "look", see settings.c. */
enum look_theme { THEME_SYSTEM, THEME_LIGHT, THEME_DARK };
struct look {
    bool own;    /* the digits of the language, not 0 to 9 */
    bool lakh;   /* 12,34,567 */
    bool silent; /* keys of one letter do nothing */
    enum look_theme theme;
};

enum web_login {
    WEB_LOGIN_GOOD,
    WEB_LOGIN_BAD,
    WEB_LOGIN_LATER,
    WEB_LOGIN_BROKEN
};

/* What the importer says of a file, having written nothing. */
struct import_told {
    const char *trouble; /* word key, or NULL: it was read */
    struct str kind;
    int64_t rows, good, known, bad, queued;
    struct str *unknown; /* columns nobody understands */
    size_t unknowns;
    struct ask_reject *reject;
    size_t rejects;
    struct draft *draft; /* what would be kept, in order */
    size_t drafts;
};
/* The importer is native; a field app has none (NULL). All it gives lives in
 * the arena. */
struct web_importer {
    void *self;
    /* `kind` is a kind's name or "outreach", the network's workbook. */
    void (*look)(void *self, struct db *db, struct str kind, struct str file,
                 struct str bytes, struct str login, enum lang lang,
                 struct arena *a, struct import_told *out);
    /* Facts to keep once row n of the queue is that place: the alias, and a
     * fix for each filing that waited. Returns how many; 0: no such row. */
    size_t (*name)(void *self, struct db *db, int64_t n, struct id place,
                   struct arena *a, struct draft **out);
};

/* A part of a page that was drawn, and for what: see web/today.h. */
struct web_kept {
    struct hash key;
    bool private; /* see struct rq */
    size_t n;     /* 0: nothing yet */
    char bytes[12 << 10];
};

/* Whole answers that were given, for who asked and nobody else: see again.c. */
enum { WEB_AGAIN = 2048 }; /* at the most */
struct web_again {
    struct web_given {
        struct hash key;
        uint64_t at; /* in the order of putting; bytes[at % room] */
        uint32_t n;  /* 0: nothing yet */
        bool packed, private;
        char type[48], tag[36];
    } given[WEB_AGAIN];
    uint64_t put;
    size_t room;
    char *bytes; /* the host's */
};

/* What was written on a phone and is not at its site yet. */
struct web_unsent {
    int64_t n;  /* entries */
    day oldest; /* DAY_NONE: there are none */
};

struct web {
    struct db *db; /* for reading */
    void *self;
    int64_t (*now)(void *self); /* seconds since 1970 */
    bool secure;                /* people reach us by https */
    struct str print; /* SHA-256 of our certificate in hex; none: not ours */
    /* Who holds this token; NULL: look in the table session. */
    bool (*session)(void *self, struct str token, struct arena *a,
                    struct session *out);
    /* The login helper's question and its reply. */
    struct str (*password_ask)(struct arena *a, struct str user,
                               struct str password, struct str remote);
    enum web_login (*password_told)(struct str reply, int *wait_s);
    struct str (*xlsx)(const struct sheet *const *s, int n, enum lang lang,
                       struct arena *a); /* or NULL */
    const struct web_importer *importer; /* or NULL */
    const struct web_unsent *unsent;     /* NULL: this is no phone */
    /* Fewer bytes for an answer that is laid down packed; or NULL. */
    bool (*gzip)(struct str plain, struct arena *a, struct str *packed);
    bool paper;   /* ASK_PAPER reaches a helper that draws; see web/paper.h */
    bool picture; /* ASK_PAPER reaches a host that draws pictures alone */
    /* The bytes of an attachment's file, as a host's `file`; NULL: none lies
     * here. */
    enum host_file (*file)(void *self, struct hash name, struct arena *a,
                           struct str *out);
    /* A fault, for the log and nobody else; or NULL. */
    void (*note)(void *self, const char *path, const char *fault);
    uint64_t serial;           /* of ids made for forms */
    uint32_t mark;             /* of the files of app/; 0: not yet */
    uint64_t kernel_mark;      /* of the field app's kernel; 0: not yet */
    struct web_kept *kept;     /* of the host, zeroed; or NULL: none are kept */
    uint32_t kepts, kept_next; /* how many; which the next part takes */
    struct web_again *again;   /* of the host; or NULL: none is given again */
    int8_t sample;             /* rq_sample: 0 not looked for, 1 no, 2 yes */
    struct field_kept *chosen; /* of the last pack; web/field/pack.c */
};
/* Gives back what is kept between requests, before the database is closed. */
void web_forget(struct web *w);

/* http_handler, http_resume and http_room; self is the struct web. */
void web_answer(void *self, const struct http_request *q,
                struct http_answer *out);
void web_resume(void *self, const struct http_request *q, void *memo, bool told,
                uint32_t type, struct str reply, struct http_answer *out);
int64_t web_room(void *self, const struct http_request *q);

/* ---- a request being answered -------------------------------------------*/

enum { RQ_HEADERS = 16, RQ_STEPS = 3 };

struct rq {
    struct web *web;
    struct db *db;
    struct arena *arena;
    const struct http_request *q;
    struct http_answer *out;
    const struct page *page;
    struct str step[RQ_STEPS]; /* what the path's "*" stand for */
    struct buf body;
    int status;
    const char *type; /* Content-Type */
    struct http_pair header[RQ_HEADERS];
    int headers;
    bool json;         /* the asker wants JSON */
    bool charted;      /* chart_parts has been here */
    int files;         /* tables that the page makes files of: file_links */
    bool fresh;        /* of this moment or this asking: never given again */
    bool private;      /* of what only some may see: no browser lays it down */
    bool packed;       /* the body is gzip */
    struct hash again; /* what it would be given again for; see again.c */
    bool phone;        /* the field app's own script goes with this page */
    bool compiles;     /* its script may compile the kernel */
    enum lang lang;
    struct look look;
    bool in_tag;        /* the markup drawn so far ends within a tag */
    int hints;          /* descriptions of fields on this page: see hint.c */
    int hint;           /* of the control that is drawn next; 0: none */
    int hint_rows;      /* the last before those of the rows being drawn */
    struct session who; /* login empty: nobody */
    const char *csrf;   /* of this session; "" without one */
    int64_t now;        /* seconds since 1970 */
    day today;          /* in Pakistan */
    bool asked;         /* rq_ask was called */
    const struct kind *counted; /* by seek_many, which says so again: */
    bool many;
    bool granted, root;  /* grants were read; holds a root's key */
    struct grant *grant; /* of the asker, those that stand today */
    size_t grants;
    size_t listing_from; /* where the rows of the last listing_open begin */
    int listing_columns;
};

/* ---- pages --------------------------------------------------------------*/

enum page_method { PAGE_GET, PAGE_POST };
struct page {
    const char *name;
    enum page_method method;
    const char *path; /* a star stands for one step */
    enum right right; /* RIGHT_NONE: for everybody */
    void (*draw)(struct rq *rq);
};
/* The comment above is its help; the first line says what it is. */
#define PAGE(x, meth, at, needs)                                               \
    static void x##_page(struct rq *rq);                                       \
    extern const struct page page_##x;                                         \
    const struct page page_##x = { #x, PAGE_##meth, at, needs, x##_page };     \
    static void x##_page(struct rq *rq)

extern const struct page *const page_index[]; /* generated, by name */
extern const int page_count;
extern const char *const page_about[];

/* ---- drawing ------------------------------------------------------------*/

/* The format is the markup and must be a literal; every %s is escaped, for
 * text and for quoted attributes. Also %d, %u, %ld, %lld, %zu, %%: between tags
 * in the digits that were chosen, in attributes 0 to 9. There is no raw print,
 * so markup cannot arrive in a variable. */
void html(struct rq *rq, const char *markup, ...)
    __attribute__((format(printf, 2, 3)));
/* A table in a box that scrolls sideways, and its headings: words by their keys,
 * parted by a blank; "n:KEY" over numbers, "-" over nothing. Where no row came
 * between, listing_close says so. */
void listing_open(struct rq *rq, const char *heads);
void listing_close(struct rq *rq);
const char *zstr(struct rq *rq, struct str s);    /* for a %s */
const char *word(struct rq *rq, const char *key); /* in their language */
/* A word with {a} and {b} in it for two texts; escaped where it is drawn. */
const char *word_with(struct rq *rq, const char *key, const char *a,
                      const char *b);
/* The word "group.name", or the name itself where there is none. */
const char *word_of(struct rq *rq, const char *group, struct str name);
const char *url_part(struct rq *rq, struct str s); /* percent-encoded */
const char *id_text(struct rq *rq, struct id id);
const char *day_text(struct rq *rq, day d);       /* "3 June 2014" */
const char *month_text(struct rq *rq, month m);   /* "June 2014" */
const char *month_iso(struct rq *rq, month m);    /* "2014-06" */
const char *time_text(struct rq *rq, int64_t at); /* day and hour there */
const char *number_text(struct rq *rq, int64_t v, int scale); /* rounded */
const char *number_all(struct rq *rq, int64_t v, int scale);  /* every digit */
/* The digit 0 as numbers are shown here: '0', or that of Urdu or Sindhi. */
uint32_t digit_zero(const struct rq *rq);
/* What was written with 0 to 9, in these digits. */
const char *digits_text(struct rq *rq, struct str said);
/* Digits by lakh and crore: asked for here (?digits=lakh), else as settled. */
bool rq_lakh(struct rq *rq);
struct look look_read(struct str said); /* of the cookie; "" is how it begins */
/* "Rs 1,250.00", as the language says it: where no heading says what it is. */
const char *rupees_text(struct rq *rq, paisa amount);
/* The last month that has postings, or this one. */
month month_last(struct rq *rq);
/* A sheet as a table in its own scrolling box. */
void sheet_draw(struct rq *rq, const struct sheet *s);

/* True when the answer is a file of that format: csv, json, text, xlsx, pdf;
 * `what` is its name without an ending. */
bool sheets_file(struct rq *rq, const char *what, struct str format,
                 const struct sheet *s, int n);
/* Is a table asked for as a file (?format=csv or xlsx) that we can make? */
bool file_asked(struct rq *rq);
/* Links to files that the page makes of a table itself, PATH?format=csv and so
 * on; `formats` of csv, json, xlsx, pdf, parted by blanks, without those that
 * cannot be made here. `sheet`: which of its tables, from 1; 0: it has one.
 * `args` goes behind: "&place=...". */
void file_links(struct rq *rq, const char *path, const char *formats, int sheet,
                const char *args);
/* Those of the query's arguments, `names` parted by blanks, as they go behind
 * others: "&on=2014-06-30&place=...", or "". */
const char *args_again(struct rq *rq, const char *names);
/* A report as a page with its filter, or as a file: what was asked stands in
 * the address. `more` (or NULL) draws below the sheets of the page. */
typedef void report_more(struct rq *rq, const struct question *q);
void report_show(struct rq *rq, const struct report *r, report_more *more);
/* Links to the pages of a long list; nothing when there is one. */
void pager_draw(struct rq *rq, int64_t page, int64_t of);

/* log_sample, once a process: each page and each paper says so. */
bool rq_sample(struct rq *rq);
/* How much is not sent yet, on every page of a phone; else nothing. */
void phone_line(struct rq *rq);
/* Everything around a page's own content. `title` is escaped. */
void frame_open(struct rq *rq, const char *title);
void frame_close(struct rq *rq);
/* Address of a file of app/, which changes with the files. */
const char *asset_path(struct rq *rq, const char *name);
/* Does this program carry that one, packed? A field app does not. */
bool asset_here(struct rq *rq, const char *name);

/* The files that belong to an entry, those that the asker may see; with
 * `keeps` the way to add one. */
void attachments_draw(struct rq *rq, struct id about, bool keeps);

/* ---- other answers ------------------------------------------------------*/

void not_here(struct rq *rq);                            /* 404 */
void refuse(struct rq *rq, int status, const char *key); /* with words */
void rq_header(struct rq *rq, const char *name, struct str value);
void rq_cookie(struct rq *rq, const char *name, const char *value,
               int64_t seconds, bool hidden);
/* 303 to a path of ours; anything else goes to "/". */
void rq_goto(struct rq *rq, const char *path);
void rq_bytes(struct rq *rq, const char *type, struct str bytes);
void rq_download(struct rq *rq, const char *type, const char *file,
                 struct str bytes);

/* Sleeps until there is a reply; then `then` goes on with a new rq of the same
 * request. Not told: nobody knows whether it happened. */
typedef void rq_then(struct rq *rq, void *memo, bool told, struct str reply);
void rq_ask(struct rq *rq, enum http_whom whom, uint32_t type,
            struct str payload, rq_then *then, void *memo);

/* ---- what was asked -----------------------------------------------------*/

struct str rq_arg(struct rq *rq, const char *name);  /* of the query */
struct str rq_part(struct rq *rq, const char *name); /* of the form; or "" */
bool rq_id(struct rq *rq, int step, struct id *out); /* a step that is an id */
/* A month from the query, or `otherwise`. */
month rq_month(struct rq *rq, const char *name, month otherwise);
/* A day from the query (?on=) into the question, with its month, when it is
 * said. False: that is no day. */
bool rq_on(struct rq *rq, struct question *q);
/* Where it is asked for, in a filter. */
void on_input(struct rq *rq, const struct question *q);
int64_t rq_int(struct rq *rq, const char *name, int64_t least, int64_t most,
               int64_t otherwise);
bool rq_may(struct rq *rq, enum right right);
bool rq_writes(struct rq *rq, const struct kind *k);

/* ---- how far somebody reaches -------------------------------------------*/

/* What is seen within the asker's grants only: registers and whoever works
 * there. Figures, places and organisations are for everybody with the right. */
bool kind_scoped(const struct kind *k);
/* May the asker, in this scope? NULL: anywhere at all. */
bool rq_may_in(struct rq *rq, enum right right, const struct scope *scope);
/* The place that all her grants with this right lie in; none: she has it
 * everywhere, in several places, or nowhere. */
struct id rq_place(struct rq *rq, enum right right);
/* By its own fields, x_scope, or what it is about. */
struct scope thing_scope(struct rq *rq, const struct kind *k, struct id id);
/* May the asker see this one? When not, answer not_here: as if it were not. */
bool rq_sees(struct rq *rq, const struct kind *k, struct id id);
bool rq_sees_kind(struct rq *rq, const struct kind *k); /* any of it at all */
bool rq_sees_entry(struct rq *rq, struct id id); /* the same, whatever it is */
/* May the asker write such a thing as this one, there? */
bool rq_writes_it(struct rq *rq, const struct kind *k, struct id id);
/* May the asker read what is sealed of this one (RIGHT_NAMES there)? */
bool rq_names(struct rq *rq, const struct kind *k, struct id id);

/* SQL expressions for what a row of a list is judged by: "t.place". NULL rsp:
 * of no RSP, no RSP limit applies; NULL project or place: a grant that is
 * limited to one reaches nothing. */
struct reach_columns {
    const char *place, *rsp, *project;
};
/* Appends " AND (...)": nothing when a grant is unlimited, " AND 1 = 0" when
 * there is none. Uses parameters from $first on; returns the next number.
 * reach_bind binds the same ones to the statement. */
int reach_where(struct rq *rq, enum right right, const struct reach_columns *c,
                struct buf *sql, int first);
int reach_bind(struct rq *rq, enum right right, struct rows *r, int first);
/* The same for the rows `t` of a kind, found by its fields or x_scope; binds
 * with reach_bind and kind_reads(k). */
int reach_kind(struct rq *rq, const struct kind *k, struct buf *sql, int first);
/* Are its rows judged through that reference alone (NULL: by their own place)?
 */
bool reach_through(const struct kind *k, const struct field *by);

/* ---- checks -------------------------------------------------------------*/

/* Which figures the asker wants (?figures=checked): enum report_figures. */
int rq_figures(struct rq *rq);
/* "&figures=checked", or "": for links to other figures. */
const char *figures_arg(struct rq *rq);
/* All, or checked: links to this page with the other; and what it is now.
 * Nothing where no record needs a check. */
void figures_switch(struct rq *rq);
/* How an entry stands that must be checked: verdicts, who may. */
void checks_draw(struct rq *rq, const struct kind *k, struct id entry,
                 day signed_on);
/* What was returned to the asker with a no, and not fixed since; the latest
 * first, at most 200. */
struct returned {
    const struct kind *kind;
    struct id entry, verdict;
    day signed_on, on; /* on: of the no */
    struct str by, why;
};
size_t returned_to(struct rq *rq, struct returned *out, size_t most);

/* ---- sessions -----------------------------------------------------------*/

bool session_find(struct rq *rq, struct str token, struct session *out);
const char *session_csrf(struct arena *a, struct str token);
bool session_csrf_good(struct rq *rq);
/* Refuses what another site made this browser send. */
bool session_same_site(struct rq *rq);

/* ---- things by name -----------------------------------------------------*/

/* What people call it, in their language; its id where it is not known. */
const char *thing_name(struct rq *rq, const struct kind *k, struct id id);
/* The same for many of a kind at once; out[i] is never NULL. */
void thing_names(struct rq *rq, const struct kind *k, const struct id *id,
                 size_t n, const char **out);
/* Each one's father or husband; "" where nobody said, or where the asker may not
 * read names. */
void father_names(struct rq *rq, const struct id *person, size_t n,
                  const char **out);
/* Page of a thing: /place/ID, /body/ID ..., else /entry/ID. */
const char *thing_path(struct rq *rq, const struct kind *k, struct id id);
struct found {
    struct id id;
    struct str code, name, hint; /* hint: what lies above a place */
};
/* Things whose name, code or alias holds the words; best first. */
size_t thing_find(struct rq *rq, const struct kind *k, struct str words,
                  size_t most, struct found **out);
int64_t thing_count(struct rq *rq, const struct kind *k, int64_t most);
/* A condition on the names, codes and spellings of table `t`; $1 is the words,
 * $2 their pattern. False and nothing when the kind has no name. */
bool thing_where(struct buf *b, const struct kind *k);
/* Small ASCII letters between `before` and `after`; with an `after`, LIKE's
 * own signs are taken literally (ESCAPE '!'). */
struct str thing_pattern(struct rq *rq, struct str s, const char *before,
                         const char *after);
/* The first text after all that begin so: for "f >= a AND f < b". */
struct str thing_beyond(struct rq *rq, struct str prefix);
/* A place's name, as a short way of saying it. */
const char *place_name(struct rq *rq, struct id place);
const char *rsp_name(struct rq *rq, struct id rsp);
/* Place, RSP or project by id or code ("pk723", "SRSO"); none for "". */
bool thing_read(struct rq *rq, const char *kind, struct str said,
                struct id *out);

/* ---- fields -------------------------------------------------------------*/

const char *kind_word(struct rq *rq, const struct kind *k);  /* "Place" */
const char *kind_words(struct rq *rq, const struct kind *k); /* "Places" */
const char *field_word(struct rq *rq, const struct field *f);
/* What belongs in a field: from which paper, in what unit, why (hint.c); ""
 * where no word says it. Lives in the table of words. */
struct str hint_say(struct arena *a, enum lang lang, const struct field *f);
const char *choice_say(struct rq *rq, const struct field *f, struct str name);
/* The kind of an entry that they may see; NULL: of none, or not for them. */
const struct kind *entry_kind(struct rq *rq, struct id id);
/* The hash of a sealed part: it says nothing to people, the entry has it. */
bool field_is_seal(const struct field *f);
/* A field's value as people read it, with links. `all` are the fields beside
 * it: an amount is in the scale of the indicator beside it. */
void field_draw(struct rq *rq, const struct field *f, const struct field *all,
                int n, const void *record);
/* All fields that say something, as a list of terms; rows as tables. */
void record_draw(struct rq *rq, const struct kind *k, const void *record);
bool field_is_month(const char *name); /* "m07": of a plan's year */
/* A row as it is to be read: one that names no indicator has that of the row of
 * the same code in another list of the record (a milestone that of its step). The
 * row itself, or a copy in the arena. */
const void *row_gauged(struct rq *rq, const struct kind *k, const void *record,
                       const struct field *rows, const void *row);
int field_scale(struct rq *rq, const struct field *f, const struct field *all,
                int n, const void *record);
/* A finding as a sentence, with its mark. */
/* A finding's sentence, with dots where its numbers would stand. */
const char *finding_name(struct rq *rq, struct str what);
void finding_draw(struct rq *rq, const struct finding *f);
void findings_json(struct rq *rq, const struct findings *f);
/* "text", "choice" ...: also the word key "type.text". */
const char *field_type_name(const struct field *f);
/* A field table as JSON: what a program must send to make such a record. */
void fields_json(struct rq *rq, const struct field *f, int n);
/* An indicator's name and scale by its code; false when there is none. */
struct gauge {
    const char *name;
    int scale;
    bool widest; /* RSPs share a place, the largest counts */
};
bool gauge_find(struct rq *rq, struct str code, struct gauge *out);

#endif
