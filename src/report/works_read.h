/* works_read - what was said of one scheme, as core/works.h wants it. */
#ifndef SAATH_REPORT_WORKS_READ_H
#define SAATH_REPORT_WORKS_READ_H

#include "core/works.h"
#include "db/db.h"

struct works_said {
    struct works_fact *f; /* in their order */
    size_t n;
};
/* All facts of a scheme, those of later days too; in the arena. */
struct works_said works_read(struct db *db, struct arena *a, struct id scheme);

#endif
