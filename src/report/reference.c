/* reference - what reports must know of indicators, organisations, places. */
#include <stdlib.h>

#include "core/data.h"
#include "figure_read.sql.h"
#include "report/inside.h"

struct str name_in(const struct rows *r, int english, enum lang lang,
                   struct arena *a)
{
    struct str s = db_str(r, english + (int)lang);

    return arena_str(a, s.n ? s : db_str(r, english));
}

/* The line of an indicator in the data that the program ships. */
struct ranked {
    struct str code;
    int line;
};
struct ranking {
    struct ranked *at;
    size_t n;
};

static int ranked_order(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int order = str_order(x->code, y->code);

    return order ? order : x->line - y->line;
}

static struct ranking ranking_read(struct arena *a)
{
    static const char *const file[] = { "reference/indicators.csv",
                                        "reference/register.csv" };
    struct ranking out = { 0 };
    size_t lines = 0;

    for (size_t i = 0; i < LEN(file); i++)
        for (struct str rest = data_find(file[i]); rest.n; lines++)
            str_cut(&rest, '\n');
    out.at = arena_many(a, struct ranked, lines);
    for (size_t i = 0; i < LEN(file); i++)
        for (struct str rest = data_find(file[i]); rest.n; out.n++) {
            struct str cells = str_cut(&rest, '\n');

            out.at[out.n] = (struct ranked){ str_cut(&cells, ','), (int)out.n };
        }
    qsort(out.at, out.n, sizeof *out.at, ranked_order);
    return out;
}

/* Those that an office added come after all others, by code. */
static int rank_of(const struct ranking *r, struct str code)
{
    size_t from = 0, to = r->n;

    while (from < to) {
        size_t at = from + (to - from) / 2;

        if (str_order(r->at[at].code, code) < 0)
            from = at + 1;
        else
            to = at;
    }
    return from < r->n && str_same(r->at[from].code, code) ? r->at[from].line :
                                                             (int)r->n;
}

static int measure_order(const void *a, const void *b)
{
    const struct measure *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return str_order(x->code, y->code);
}

static void measures_read(struct reference *ref, struct db *db, struct arena *a,
                          enum lang lang)
{
    struct ranking ranking = ranking_read(a);
    struct rows r = db_rows(db, SQL_REPORT_INDICATORS);
    size_t room = 0;

    while (db_next(&r)) {
        arena_room(a, ref->measure, ref->measures, room);
        ref->measure[ref->measures++] =
            (struct measure){ .code = arena_str(a, db_str(&r, 0)),
                              .name = name_in(&r, 1, lang, a),
                              .scale = (int)db_int(&r, 4),
                              .flow = db_int(&r, 5) == 1,
                              .across = (int)db_int(&r, 6),
                              .unit = (int)db_int(&r, 7),
                              .split_of = arena_str(a, db_str(&r, 8)),
                              .split = db_null(&r, 9) ? -1 : (int)db_int(&r, 9),
                              .rank = rank_of(&ranking, db_str(&r, 0)) };
    }
    if (ref->measures)
        qsort(ref->measure, ref->measures, sizeof *ref->measure, measure_order);
}

struct reference reference_read(struct db *db, struct arena *a, enum lang lang)
{
    struct reference ref = { .memo = memo_start(a) };
    struct rows r;
    size_t room = 0;

    measures_read(&ref, db, a, lang);
    r = db_rows(db, SQL_REPORT_RSPS);
    while (db_next(&r)) {
        arena_room(a, ref.runner, ref.runners, room);
        ref.runner[ref.runners++] = (struct runner){
            db_id(&r, 0), arena_str(a, db_str(&r, 1)), db_int(&r, 2) == 1
        };
    }
    return ref;
}

const struct measure *measure_find(const struct reference *r, struct str code)
{
    for (size_t i = 0; i < r->measures; i++)
        if (str_same(r->measure[i].code, code))
            return &r->measure[i];
    return NULL;
}

const struct measure *measure_kept(const struct reference *r, struct arena *a,
                                   struct str code)
{
    const struct measure *of = measure_find(r, code);
    struct str base = code;
    struct measure *m;

    if (of)
        return of;
    if (str_starts(base, S(KEPT)))
        base = str_from(base, sizeof KEPT - 1);
    of = measure_find(r, str_cut(&base, DETAIL));
    if (!of)
        return NULL;
    m = arena_new(a, struct measure);
    *m = *of;
    m->code = code;
    return m;
}

struct str measure_also(const struct question *q, struct str code)
{
    static const char *const pair[][2] = {
        { "co", "group" },
        { "member", "member.group" },
        { "member.women", "member.group.women" },
        { "member.men", "member.group.men" },
    };

    for (size_t i = 0; q->groups && i < LEN(pair); i++)
        if (str_same(code, str_of(pair[i][0])))
            return str_of(pair[i][1]);
    return S("");
}

const struct runner *runner_find(const struct reference *r, struct id id)
{
    for (size_t i = 0; i < r->runners; i++)
        if (id_same(r->runner[i].id, id))
            return &r->runner[i];
    return NULL;
}

/* ---- places -------------------------------------------------------------*/

static int id_compare(const void *a, const void *b)
{
    return id_order(*(const struct id *)a, *(const struct id *)b);
}

struct ids {
    struct id *at;
    size_t n;
};

static struct ids within_read(struct db *db, struct arena *a, struct id above,
                              int level, day on)
{
    struct rows r = db_rows(db, SQL_REPORT_WITHIN);
    struct ids found = { NULL, 0 };
    size_t room = 0;

    db_bind_id(&r, 1, above);
    db_bind_int(&r, 2, level);
    db_bind_int(&r, 3, on);
    while (db_next(&r)) {
        arena_room(a, found.at, found.n, room);
        found.at[found.n++] = db_id(&r, 0);
    }
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, id_compare);
    return found;
}

struct spots spots_read(struct db *db, struct arena *a, int level,
                        int home_level, struct id within, day on,
                        enum lang lang)
{
    struct ids allowed = { NULL, 0 };
    struct spots s = { NULL, 0 };
    struct rows r;
    size_t room = 0;

    if (!id_none(within))
        allowed = within_read(db, a, within, level, on);
    r = db_rows(db, SQL_REPORT_PLACES);
    db_bind_int(&r, 1, level);
    db_bind_int(&r, 2, home_level);
    db_bind_int(&r, 3, on);
    while (db_next(&r)) {
        struct id id = db_id(&r, 0);

        if (!id_none(within) &&
            (!allowed.n ||
             !bsearch(&id, allowed.at, allowed.n, sizeof id, id_compare)))
            continue;
        if (s.n && id_same(s.at[s.n - 1].id, id))
            continue; /* two homes: the first by id */
        arena_room(a, s.at, s.n, room);
        s.at[s.n++] = (struct spot){ id, db_id(&r, 4),
                                     name_in(&r, 1, lang, a) };
    }
    return s;
}

int place_level(struct db *db, struct id place, struct arena *a, enum lang lang,
                struct str *name)
{
    struct rows r = db_rows(db, SQL_REPORT_PLACE);
    int level = -1;

    *name = S("");
    db_bind_id(&r, 1, place);
    if (db_next(&r)) {
        level = (int)db_int(&r, 0);
        *name = name_in(&r, 1, lang, a);
    }
    db_done(&r);
    return level;
}
