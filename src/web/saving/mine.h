/* mine - a member's own pages, by the code in her passbook (/mine/CODE) and her
 * PIN. There is no session: each form brings the PIN along. */
#ifndef SAATH_WEB_MINE_H
#define SAATH_WEB_MINE_H

#include "web/web.h"

enum { MINE_TOKEN = 32 }; /* hex digits of a code */
bool mine_token_good(struct str token);

/* Whose code stands in the address; none: nobody's, or it was revoked. */
struct id mine_member(struct rq *rq);
/* Does the PIN of the form open it? One of the two is called, now or when the
 * login helper has said so; `shut` with a status and the word of the reason. */
typedef void mine_open(struct rq *rq, void *memo, struct id member);
typedef void mine_shut(struct rq *rq, void *memo, int status, const char *key);
void mine_ask(struct rq *rq, mine_open *open, mine_shut *shut, void *memo);

/* Nothing of this answer stays on the telephone. */
void mine_private(struct rq *rq);
/* A recording of these words in her language, where the site carries one:
 * app/static/say-KEY-LANG.ogg. */
void mine_spoken(struct rq *rq, const char *what);
/* A picture of lines, 24 by 24; and a mouth that speaks. */
#define MINE_SPEAKS "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5"
void mine_picture(struct rq *rq, const char *path);

#endif
