/* phones - what phones ask of a site: to be let in, a pack, to bring what they
 * kept. Pure; both the pages and the keeper read the question. */
#ifndef WEB_FIELD_PHONES_H
#define WEB_FIELD_PHONES_H

#include "log/exchange.h"
#include "web/ask.h"

/* ---- a question of a phone -------------------------------------------------*/

/* One line of JSON, the device's signature over it in hex, and a rest: with
 * "form":1 packed as the bytes of a piece are, "size" bytes when it is open. */
struct phone_asks {
    struct str line, rest;
    const struct json *said; /* the line; an object */
    uint8_t sig[64];
};
/* Slices borrow from the body. False: it is none. */
bool phone_asks_read(struct str body, struct arena *a, struct phone_asks *out);
/* What was signed: of the question to that path. */
struct str phone_text(const char *path, struct str line, struct arena *a);
struct str phone_said(const struct phone_asks *q, const char *key,
                      struct arena *a); /* a text of it; or "" */
bool phone_said_id(const struct phone_asks *q, const char *key, struct id *out);

/* Six digits by which two people see that they mean the same key. */
struct str phone_number(const uint8_t key[32], struct arena *a);

/* ---- what is known of one --------------------------------------------------*/

enum phone_state {
    PHONE_UNKNOWN,
    PHONE_WAITS,
    PHONE_IN,
    PHONE_REFUSED,
    PHONE_ENDED
};
struct phone {
    struct id device;
    uint8_t key[32];
    struct str name;
    enum phone_state state;
    int64_t asked, seen;    /* seconds since 1970; 0: never */
    int64_t unsent, oldest; /* as it last told */
    int64_t last;           /* the last entry that is trusted; INT_NONE: open */
    int64_t seq;            /* covered here */
    struct hash head;
};
bool phone_find(struct db *db, struct id device, struct arena *a,
                struct phone *out);
size_t phone_all(struct db *db, struct arena *a, struct phone **out);
/* Is this the token of that person on that phone? */
bool phone_token_good(struct db *db, struct id device, struct str login,
                      struct str token);

/* ---- the keeper's side ------------------------------------------------------*/

/* ASK_PHONE: a word, a line feed, and what belongs to it:
 *
 *   code LOGIN             -> a new code of eight letters, once
 *   refuse LOGIN DEVICE    -> ""
 *   enrol, person, send, file
 *                          the phone's question as it came
 *   receipt DEVICE         -> what is covered now, signed
 *   pack                   the question, a line feed, struct phone_pick's
 *
 * The reply: "!" and a word's key where it is refused. */
enum {
    PHONE_CODE_S = 600,  /* a code is good so long */
    PHONE_GUESSES = 20,  /* wrong codes in that time, then none is taken */
    PHONE_PICKS = 40000, /* entries of one answer, at most */
    PHONE_MOST = 8 << 20 /* bytes of it */
};
struct phone_pick { /* goes as it lies, between processes of one program */
    int64_t count, more, upto, n, fresh;
    uint8_t sum[8];
};
struct str phone_pack_ask(struct arena *a, struct str body,
                          const struct phone_pick *p, const int64_t *n);

struct phones {
    const struct exchange_site *site; /* key, host, db */
    struct keeper *keeper;
    struct str name; /* of the site */
    /* Puts more of an attachment's file, as files_add of sys.h; NULL: there is
     * no place for files. */
    int64_t (*file_add)(const void *files, struct hash name, int64_t bytes,
                        int64_t at, struct str more);
    const void *files;
    int64_t guessed; /* when the first of the wrong codes came */
    int guesses;
};
/* Inside a batch. In the arena. */
struct str phones_answer(struct phones *p, struct str payload, struct arena *a);

#endif
