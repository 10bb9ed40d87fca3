/* ask - what a page asks of the keeper, as one JSON text each way.
 *
 * Pure, and used by both sides: a page makes the question and reads the
 * reply, the keeper reads the question and makes the reply. What is read here
 * came over a socket and is checked; what is made always reads back. */
#ifndef SAATH_WEB_ASK_H
#define SAATH_WEB_ASK_H

#include "log/log.h"

/* Types of frames. The bulk ones may wait for others; the bit is the one that
 * sys calls FRAME_BULK. */
#define ASK_BULK UINT32_C(0x80000000)
enum ask_type {
    ASK_DRAFTS = 16,   /* facts to be kept, in one transaction */
    ASK_SESSION_MAKE,  /* {"lang","login"} -> {"token"} */
    ASK_SESSION_END,   /* {"session"} -> {} */
    ASK_RUN,           /* one import, for the list of imports -> {} */
    ASK_NAMED,         /* a name of the queue was settled -> {} */
    ASK_PASSWORD,      /* to the login helper; its own format */
    ASK_REVEAL = 32,   /* why -> CNIC and phone of a person, once */
    ASK_RESET,         /* {"by","login"} -> a new password */
    ASK_MARKED,        /* {"login","said"} -> whose CNIC or phone it is */
    ASK_SAID,          /* a member's complaint; see web/saving/said.h */
    ASK_CHANCE,        /* {} -> 64 hex digits of the keeper's own chance */
    ASK_EXCHANGE = 40, /* pieces of another site -> pieces for it; bulk */
    ASK_PHONE,         /* see web/field/phones.h; bulk where it may be long */
    ASK_FILE = 48,     /* a file and the attachment that names it; bulk */
    ASK_PRINT          /* to the paper helper: a document of report/paper.h */
};
enum {
    ASK_DRAFTS_MOST = 500 /* drafts of one question */
};

/* ---- facts --------------------------------------------------------------*/

/* {"drafts":[{"body","id","kind","strict","took"}],"login"}. All drafts are of
 * that login; their `author` is not asked. */
struct str ask_drafts(struct arena *a, struct str login, const struct draft *d,
                      size_t n);
/* False when it is not such a question. Everything lives in the arena. */
bool ask_drafts_read(struct str payload, struct arena *a, struct str *login,
                     struct draft **d, size_t *n);

/* The question of one draft, a line feed, the bytes of its file. The reply is
 * one outcome. */
struct str ask_file(struct arena *a, struct str login, const struct draft *d,
                    struct str bytes);
bool ask_file_read(struct str payload, struct arena *a, struct draft **d,
                   struct str *bytes);

/* {"outcomes":[{"findings":[{"a","b","level","path","what"}],"id","kept"}]} */
struct str ask_outcomes(struct arena *a, const struct outcome *o, size_t n);
/* Exactly n outcomes, or false. */
bool ask_outcomes_read(struct str reply, struct arena *a, struct outcome *o,
                       size_t n);

/* ---- sessions -----------------------------------------------------------*/

#define SESSION_SECONDS (12 * 3600) /* one working day */

/* The session's token is 32 random bytes in hex, told once to the browser; the
 * table keeps SHA-256 of those 64 characters. */
struct str ask_session_make(struct arena *a, struct str login, enum lang lang);
bool ask_session_make_read(struct str payload, struct arena *a,
                           struct str *login, enum lang *lang);
struct str ask_session_made(struct arena *a, struct str token);
bool ask_session_made_read(struct str reply, struct arena *a,
                           struct str *token);
struct str ask_session_end(struct arena *a, struct hash session);
bool ask_session_end_read(struct str payload, struct arena *a,
                          struct hash *session);

/* ---- what the keeper alone can tell ---------------------------------------*/

/* One draft of a `reveal`, asked as ask_drafts asks it. The reply: its outcome,
 * a line feed and, when it was kept, the sealed texts of the person as a JSON
 * object. They are told with the entry that says who read them, or not. */
struct str ask_revealed(struct arena *a, const struct outcome *o,
                        const struct kind *k, const void *record_or_null);
/* False: no such reply. Without texts *said is NULL. The texts stand in
 * `record`, all else of it blank. */
bool ask_revealed_read(struct str reply, struct arena *a, struct outcome *o,
                       const struct kind *k, void *record, bool *said);

/* A new password for `login`, made by the keeper for `by`, who stands beside
 * her; all her sessions end. Without a password the right is not there. */
struct str ask_reset(struct arena *a, struct str by, struct str login);
bool ask_reset_read(struct str payload, struct arena *a, struct str *by,
                    struct str *login);
struct str ask_reset_told(struct arena *a, struct str password);
bool ask_reset_told_read(struct str reply, struct arena *a,
                         struct str *password);

/* Whose CNIC or phone `said` is: the keeper alone can mark it. Nobody is told
 * more than who already had the number in hand; it is no reveal and no entry.
 * The asker shows those within reach. None for who may neither keep a register
 * nor read CNICs. */
enum { ASK_MARKED_MOST = 20 };
struct str ask_marked(struct arena *a, struct str login, struct str said);
bool ask_marked_read(struct str payload, struct arena *a, struct str *login,
                     struct str *said);
struct str ask_marked_told(struct arena *a, const struct id *id, size_t n);
bool ask_marked_told_read(struct str reply, struct arena *a,
                          struct id out[ASK_MARKED_MOST], size_t *n);

/* ---- imports and names --------------------------------------------------*/

/* A row that was not taken, with its cells as they stood in the file. */
struct ask_reject {
    struct str sheet;
    int64_t line;
    struct str field, reason, cells;
};
struct ask_run {
    struct str login, file, kind;
    struct hash hash; /* of the file's bytes */
    int64_t good, known, bad, queued;
    struct ask_reject *reject;
    size_t rejects;
};
struct str ask_run(struct arena *a, const struct ask_run *run);
bool ask_run_read(struct str payload, struct arena *a, struct ask_run *run);

struct ask_named {
    struct str login;
    int64_t n; /* row of the table naming */
    struct id place;
};
struct str ask_named(struct arena *a, const struct ask_named *named);
bool ask_named_read(struct str payload, struct arena *a,
                    struct ask_named *named);

#endif
