/* desk - the keeper's side of what pages and verbs ask of it.
 *
 * Inside src/sys only. web/ask.h says how pages ask; the types here are for
 * the command line. */
#ifndef SAATH_DESK_H
#define SAATH_DESK_H

#include "sys/site.h"
#include "sys/sys.h"
#include "web/ask.h"

#define ASK_LINES                                                              \
    (FRAME_BULK | 64u) /* lines -> "kept known\n" and then
                                             "n what\n" for each bad one */
#define ASK_IS_NEW 65u /* {} -> "1" or "0" */
#define ASK_ADOPT 66u  /* {} -> how many roots */

/* In the keeper's own process: opens the database as its keeper, the lock
 * being held by the parent. */
bool desk_open(const char *address, struct keeper_host *h,
               struct site_trouble *t);

/* Of site.c: the same as site_hold without taking the lock. */
bool site_hold_locked(struct site *s, const char *address,
                      struct site_trouble *t);
void site_trouble_note(const struct site_trouble *t); /* by sys_note */

#endif
