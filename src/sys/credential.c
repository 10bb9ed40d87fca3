/* credential - a new password, and the end of what the old one opened. */
#include "db/db.h"
#include "site.sql.h"
#include "sys/sys.h"

void credential_keep(struct db *db, struct str login, const char *hash,
                     int64_t now)
{
    static const int out[] = { SQL_SESSION_END_LOGIN, SQL_PHONE_PERSON_END };
    struct rows r = db_rows(db, SQL_CREDENTIAL_PUT);

    db_bind_text(&r, 1, login);
    db_bind_text(&r, 2, str_of(hash));
    db_bind_int(&r, 3, now);
    db_run(&r);
    for (size_t i = 0; i < LEN(out); i++) {
        r = db_rows(db, out[i]);
        db_bind_text(&r, 1, login);
        db_run(&r);
    }
}
