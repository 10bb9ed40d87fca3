/* request - one HTTP request and its answer, as plain data.
 *
 * Pure: nothing here belongs to a host. The native server fills these
 * structs from a socket, the field app's service worker from a fetch, and
 * pages never learn which. */
#ifndef SAATH_REQUEST_H
#define SAATH_REQUEST_H

#include "base/base.h"

struct http_pair {
    struct str name, value;
};
/* One field of a form. What is not a file has an empty filename and type. */
struct http_part {
    struct str name, bytes, filename, type;
};

enum {
    REQUEST_ARGS = 256,  /* most query arguments */
    REQUEST_PARTS = 4096 /* most fields of one form */
};

/* Everything lives until the answer has left; `arena` is the request's own.
 * The host has checked the shape: see request_target. */
struct http_request {
    struct str method;   /* GET or POST; a HEAD comes as GET */
    struct str path;     /* decoded and safe: no "..", no control byte */
    struct str raw_path; /* as it was sent */
    struct str query;    /* as it was sent, without the "?" */
    const struct http_pair *header;
    int headers;
    const struct http_pair *arg; /* the decoded query */
    int args;
    struct str body;              /* whole; a big one is a mapped file */
    const struct http_part *part; /* fields, when the body is a form */
    int parts;
    struct str remote; /* the peer's address, without the port */
    struct arena *arena;
};

/* A question to another process, to be answered before the page is. */
enum http_whom { ASK_NOBODY, ASK_KEEPER, ASK_LOGIN, ASK_PAPER };
struct http_ask {
    enum http_whom whom;
    uint32_t type; /* of the frame; the asked one knows what it is */
    struct str payload;
    void *memo; /* comes back with the reply */
};

struct http_answer {
    int status;      /* 200 ... 599 */
    struct str type; /* Content-Type */
    struct str body;
    const struct http_pair *header;
    int headers;
    bool stands; /* a host may give it again; see again.h */
    /* Not ASK_NOBODY: all the above is ignored, the request sleeps without
     * holding up others, and http_resume is called with the reply. */
    struct http_ask ask;
    /* More text after `body`, a piece at a time; false after the last. Pieces
     * are cleared between calls, so a long export needs little memory. */
    bool (*more)(void *self, void *memo, struct buf *piece);
    void *memo;
};

/* `out` comes zeroed. What it points to must live as long as the request. */
typedef void http_handler(void *self, const struct http_request *q,
                          struct http_answer *out);
/* The reply to out->ask. `told` is false when there is none: the other side
 * is down, did not answer in time or could not commit. Then nothing is known
 * of what was asked, and asking once more is refused with 503. */
typedef void http_resume(void *self, const struct http_request *q, void *memo,
                         bool told, uint32_t type, struct str reply,
                         struct http_answer *out);
/* Most body bytes this request may carry, asked before the body is read and
 * with `body` still empty. 0: none. */
typedef int64_t http_room(void *self, const struct http_request *q);

/* ---- looking into a request ---------------------------------------------*/

/* The first of that name, or the empty string. Header names in any case. */
struct str request_header(const struct http_request *q, const char *name);
struct str request_arg(const struct http_request *q, const char *name);
struct str request_cookie(const struct http_request *q, const char *name);
/* Does the asker unpack "gzip" or "br"? "gzip;q=0" says that it does not. */
bool request_takes(const struct http_request *q, const char *coding);
/* NULL when the form has no such field. */
const struct http_part *request_part(const struct http_request *q,
                                     const char *name);

/* ---- filling one --------------------------------------------------------*/

/* Path and arguments from what stood in the request line. False for anything
 * but a plain "/path?query": control bytes or NUL (also as %00), bad %xx, bad
 * UTF-8, "..", ".", "//", a backslash or an encoded slash, too many
 * arguments. */
bool request_target(struct http_request *q, struct str raw);
/* Fields of a urlencoded or multipart body by the Content-Type; true and no
 * fields for any other type. False when the body is not what it says. */
bool request_form(struct http_request *q);
/* A name that may stand before the colon, a value that may stand behind. */
bool request_header_good(struct str name, struct str value);

#endif
