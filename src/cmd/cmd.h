/* cmd - verbs of the command line. */
#ifndef SAATH_CMD_H
#define SAATH_CMD_H

#include "report/report.h"
#include "sys/site.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAULT = 3 };

struct cmd {
    int status;             /* what the program ends with */
    const char *db_address; /* -d, SAATH_DB or saath.db */
    struct str login;       /* --as USER; else the site's keeper */
    enum lang lang;
    int argc;
    char **argv; /* after the verb */
    struct arena arena;
};

struct command {
    const char *name;
    int (*run)(struct cmd *c);
};
/* The comment above is its help: its first sentence says what it does, lines
 * that are set in say how it is used. It returns the exit status; c->status
 * is the one of whoever failed on the way. */
#define COMMAND(x)                                                             \
    static int x##_run(struct cmd *c);                                         \
    extern const struct command verb_##x;                                      \
    const struct command verb_##x = { #x, x##_run };                           \
    static int x##_run(struct cmd *c)

extern const struct command *const command_index[]; /* generated, by name */
extern const int command_count;
extern const char *const command_about[];
struct str help_first(struct arena *a, const char *help); /* its sentence */

/* ---- the site that a verb works on (struct site is in sys/site.h) -------*/

/* False when it said on standard error what is wrong and set c->status. With
 * `write`, s->writer and s->local are there; s->login is who writes. */
bool site_open(struct cmd *c, struct site *s, bool write);
void site_close(struct site *s); /* also one that did not open */
/* With --as, what that user may not do is refused; without, all is allowed:
 * who can read the file needs nobody's leave. */
bool site_may(struct cmd *c, const struct site *s, enum right right);
/* One draft, kept strictly: its findings are shown, c->status is set. False
 * when it was refused or could not be written. */
bool site_keep(struct cmd *c, struct site *s, const struct draft *d,
               struct outcome *out);

bool login_good(struct str login); /* small letters, digits, . - _ */

/* ---- words after the verb -----------------------------------------------*/

/* The value of --name VALUE or --name=VALUE, taken out of c->argv; NULL when
 * it is not there. `name` is "--place" or "-o". */
const char *arg_value(struct cmd *c, const char *name);
bool arg_flag(struct cmd *c, const char *name); /* taken out */
/* What is left are between least and most words, none of them an option.
 * Otherwise says how the verb is used, sets EXIT_USAGE and returns false. */
bool args_end(struct cmd *c, const char *verb, int least, int most);
int usage(struct cmd *c, const char *verb); /* EXIT_USAGE */
/* Bad value of an option or argument: "where: sentence", EXIT_USAGE. */
int misused(struct cmd *c, const char *where, const char *key, const char *a);

/* ---- what a verb says ---------------------------------------------------*/

/* The words for `key` on standard error, {a} and {b} filled in; NULL: "". */
void note(struct cmd *c, const char *key, const char *a, const char *b);
int fault(struct cmd *c, const char *key, const char *a, const char *b);
/* EXIT_FAULT and the database's own trouble. */
int fault_db(struct cmd *c, const struct db *db);
/* Findings one a line, "[where: ]field: sentence"; `where` may be empty. */
void findings_show(struct cmd *c, struct str where, const struct findings *f);
void out_str(struct str s); /* standard output */
/* Standard output is written out. False, said and EXIT_FAULT else. */
bool out_end(struct cmd *c);

/* A bar on standard error, when that is a terminal; log_progress fits. */
struct bar {
    struct cmd *cmd;
    const char *key; /* words before it */
    int64_t shown_ms;
};
void bar_show(void *bar, int64_t done, int64_t of);
void bar_end(struct bar *b);

/* ---- sheets -------------------------------------------------------------*/

enum format {
    FORMAT_TEXT,
    FORMAT_CSV,
    FORMAT_JSON,
    FORMAT_HTML,
    FORMAT_XLSX,
    FORMAT_PDF
};
/* --format and -o, taken out of c->argv. False: said, and EXIT_USAGE. */
struct output {
    enum format format;
    const char *file; /* -o; NULL: standard output */
};
bool output_read(struct cmd *c, struct output *out);
/* The whole of "VERB list": its options, the site, the right, then `list`. */
int listing_run(struct cmd *c, const char *verb, enum right right,
                void (*list)(struct cmd *c, struct db *db,
                             const struct output *out));
enum { SHEETS_MOST = 8 };
/* Writes them out in that form (csv: the first); sets c->status when that
 * fails. A paper out of a site of samples says so; db may be NULL. */
void sheets_write(struct cmd *c, struct db *db, const struct output *out,
                  const struct sheet *s, int n);

/* What --as-of, --period, --place, --by, --rsp, --project, --sheet,
 * --figures and --publication ask, taken out of c->argv before the site is open ... */
struct asking {
    const char *as_of, *period, *place, *by, *rsp, *project, *sheet;
    const char *publication, *figures, *banding, *card, *line;
    const char *book, *fund, *head;
    bool lakh, groups;
};
void asking_take(struct cmd *c, struct asking *a);
/* ... and read once it is. False: said, and c->status is set. */
bool asking_read(struct cmd *c, struct db *db, const struct asking *a,
                 struct question *q);

/* The body of a publication: the answer as csv, and the chains' heads. */
struct str publication_body(struct db *db, const struct report *r,
                            const struct question *q, const struct sheet *s,
                            int n, struct arena *a);

/* ---- references ---------------------------------------------------------*/

/* A reference as a person writes it: an id in hex, "place:pk723" or
 * "rsp:SRSO" (kind and code), or the code alone where the kind is known. */
bool ref_read(struct db *db, struct str said, const char *kind, struct arena *a,
              struct id *out);
/* The same back: the code or the title of what it names, else the id. */
struct str ref_text(struct db *db, struct id id, const char *kind,
                    struct arena *a);

/* Searches the whole base for people who may be kept twice and makes the list of
 * page /twins anew. False after a fault of s->db, of the writer, or of neither:
 * a keeper that did not answer. */
bool twins_list(struct site *s, size_t *pairs, int64_t *persons);

#endif
