/* bundle - attachments between two offices, as files of a folder. */
#ifndef SAATH_BUNDLE_H
#define SAATH_BUNDLE_H

#include "sys/site.h"

struct bundle_count {
    int64_t copied, there; /* there: not copied again */
    int64_t left;          /* show people, and were not asked for */
    int64_t missing;       /* at neither place */
    int64_t broken;        /* other bytes than the name says */
};
/* Every attachment's file from one folder into the other; those that show
 * people only with `people`. What lies in `from` besides is not looked at.
 * False: `to` cannot be written, or the database has a fault. */
bool bundle_copy(struct db *db, const char *from, const char *to, bool people,
                 struct bundle_count *out);

#endif
