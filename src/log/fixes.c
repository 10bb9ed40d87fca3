/* fixes - what answers an entry, and which of them holds.
 *
 * Of two fixes that answer the same the greater hash holds, and a warning asks
 * for a third (settle.c). What the program ships yields to whoever else said
 * something, without a warning: an office that had named a place before a later
 * edition did keeps its name. Among shipped ones the later edition's holds. */
#include "fix.sql.h"
#include "log/inside.h"

struct rows fixes_of(struct db *db, struct id answers)
{
    struct rows r = db_rows(db, SQL_FIX_ANSWERING);

    db_bind_id(&r, 1, answers);
    db_bind_id(&r, 2, reference_device());
    return r;
}

bool fixes_any(struct db *db, int sql)
{
    struct rows r = db_rows(db, sql);
    bool any;

    db_bind_id(&r, 1, reference_device());
    any = db_next(&r);
    db_done(&r);
    return any;
}

/* A shipped fix is no tip: two offices that both say more of a place answer the
 * place, and so each other, whichever of them had the edition. */
struct id log_tip(struct db *db, struct id id)
{
    struct walk w = walk_start(id);

    for (;;) {
        struct rows r = fixes_of(db, id);
        bool more = db_next(&r) && !db_int(&r, FIX_SHIPPED);
        struct id next = more ? db_id(&r, 0) : ID_NONE;

        db_done(&r);
        if (!more || walk_circles(&w, next))
            return id;
        id = next;
    }
}
