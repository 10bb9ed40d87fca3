/* site - one database with its key, its keeper and its doors.
 *
 * A verb that writes becomes the keeper when none runs, and otherwise sends
 * what it wants kept to the one that does; `struct site` hides which. */
#ifndef SAATH_SITE_H
#define SAATH_SITE_H

#include "log/log.h"

struct house;         /* what stands behind a site */
struct exchange_site; /* of log/exchange.h */

struct site {
    struct db *db;        /* for reading */
    struct writer writer; /* our own keeper, or the one that
                                             runs; at most some hundred drafts
                                             a call are one transaction */
    struct str login;     /* who writes, unless --as says else */
    void *self;
    /* Work on local tables (see local_schema), in one transaction. False: it
     * did not happen. */
    bool (*local)(void *self, void (*work)(void *memo, struct db *db),
                  void *memo);
    struct house *house;
};

/* Why something did not open, for people: the key of words and what {a} and
 * {b} in them stand for. */
struct site_trouble {
    const char *key; /* NULL: all is well */
    char a[256], b[256];
};

/* An address as it may be shown: without the password it may hold. */
const char *site_shown(const char *address, struct arena *a);

/* A new database with its key, of which `holder` is the keeper. */
bool site_make(const char *address, struct str name, struct str holder,
               struct site_trouble *t);
/* The same out of a copy of another site: its log, its state, a key of its
 * own. Nothing is left behind when it fails. */
struct site_source {
    struct str name, holder;
    const char *seal; /* file of the copied site's seal; NULL: a new one */
    struct copy_source copy;
};
bool site_remake(const char *address, const struct site_source *from,
                 struct site_trouble *t);
/* The key that signs for the site in hex, and the device it is. False and none
 * when it cannot be read. */
bool site_public(const char *address, struct arena *a, struct str *hex,
                 struct id *device);
/* For reading. A database of an earlier version is brought up to date first,
 * when nobody else has it. */
bool site_read(struct site *s, const char *address, struct site_trouble *t);
/* For writing too: by a keeper of our own, or by the one that runs. */
bool site_write(struct site *s, const char *address, struct site_trouble *t);
/* Only as the keeper. */
bool site_hold(struct site *s, const char *address, struct site_trouble *t);
void site_end(struct site *s); /* also zeroed ones, and twice */

struct keeper *site_keeper(struct site *s); /* NULL: another one runs */
/* From now on our own keeper signs as at that moment; 0: by the clock again.
 * For samples, whose entries are of other days. */
void site_at(struct site *s, int64_t at);
/* The connection that our own keeper writes on, or that local work beside
 * another one used; else NULL. For its fault. */
struct str site_name(const struct site *s);
struct db *site_writer_db(struct site *s);
const struct host *site_host(void); /* clock and crypto, no key */
/* The file of the signing key: DB.key, or for a server's address a file named
 * by its hash in $XDG_STATE_HOME/saath or ~/.local/state/saath. NULL without
 * such a folder. */
const char *site_key_place(const char *address, struct arena *a);
/* The file of a certificate made here, with its key: DB.tls. */
const char *site_tls_place(const char *address, struct arena *a);
/* The file of the key of sealed parts, beside it: DB.seal. */
const char *site_seal_place(const char *address, struct arena *a);

/* The folder of attachments: DB.files, beside the key for a server's address,
 * or what SAATH_FILES names. NULL as above. */
const char *site_files_place(const char *address, struct arena *a);

/* The world outside with the site's own door to its files and, where `sealed`,
 * with its key of sealed parts: for a reader that may. False: that key cannot
 * be used (never without `sealed`). Lives as long as the site. */
bool site_host_of(struct site *s, bool sealed, const struct host **host,
                  struct site_trouble *t);

/* A file and its attachment, to whichever keeper. False: it did not happen. */
bool site_attach(struct site *s, const struct draft *d, struct str bytes,
                 struct arena *a, struct outcome *out);

/* Lines of another log, to whichever keeper. They are committed in pieces; a
 * false answer means that those of this call did not happen. `refused` is
 * called for each bad one, with its number among the lines given. */
typedef void site_refused(void *self, size_t line, const struct findings *f);
struct site_counts {
    int64_t kept, known, refused;
};
bool site_lines(struct site *s, const struct str *line, size_t n,
                struct site_counts *counts, site_refused *refused, void *self);
/* This site as one side of an exchange: with its key and its seal, reading its
 * own connection, writing by whichever keeper. Lives as long as the site. */
bool site_exchange(struct site *s, struct exchange_site *us,
                   struct site_trouble *t);
bool site_is_new(struct site *s, bool *is_new);
bool site_adopt(struct site *s, int64_t *roots);

/* The password of a login, as argon2id in `credential`. */
bool site_password(struct site *s, struct str login, struct str password);

/* Serves until SIGTERM; `ready` is told the address. SERVE_... of sys.h. */
struct site_serving {
    const char *address, *listen;
    int web;                     /* processes; 0: the usual number */
    bool https;                  /* a proxy before us speaks it */
    const char *print;           /* SHA-256 of the certificate, hex; or NULL */
    const char *cert, *cert_key; /* PEM: we speak it; NULL */
    int visit_s; /* between two exchanges with every peer; 0: none by itself */
    void *self;
    void (*ready)(void *self, const char *address);
};
int site_serve(const struct site_serving *p, struct site_trouble *t);

#endif
