/* need - what the registers know of households, as products ask for it. */
#include "report/need.h"

#include "log/log.h"
#include "need.sql.h"

enum { AGES_MOST = 200 };

static int64_t int_or(const struct rows *r, int col, int64_t otherwise)
{
    return db_null(r, col) ? otherwise : db_int(r, col);
}

/* ---- products -----------------------------------------------------------*/

bool product_read(struct db *db, struct id entry, struct arena *a,
                  struct product *out)
{
    return row_find(db, kind_find(S("product")), entry, a, out);
}

size_t products_read(struct db *db, day on, struct arena *a,
                     struct product_row **out)
{
    struct rows r = db_rows(db, SQL_PRODUCTS_ON);
    size_t n = 0;

    *out = arena_many(a, struct product_row, 200);
    db_bind_int(&r, 1, on);
    while (n < 200 && db_next(&r))
        (*out)[n++].entry = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        MUST(product_read(db, (*out)[i].entry, a, &(*out)[i].is) ||
             db_fault(db) != DB_FINE);
    return n;
}

/* ---- households ---------------------------------------------------------*/

/* -1 not known; a choice of two is 1 where the first holds. */
static int64_t first_of(const struct rows *r, int col)
{
    return db_null(r, col) ? -1 : db_int(r, col) == 0;
}

static void head_read(const struct rows *r, struct arena *a, struct need *n)
{
    *n = (struct need){ .household = db_id(r, 0),
                        .number = arena_str(a, db_str(r, 1)),
                        .place = db_id(r, 4),
                        .received = DAY_NONE };
    n->home.woman_headed = first_of(r, 2);
    n->home.landless = first_of(r, 3);
    n->home.women = n->home.cnic = n->home.disabled = -1;
    n->score.score = INT_NONE;
    n->score.taken = DAY_NONE;
    if (db_null(r, 5))
        return;
    n->score = (struct choice_score){ .id = db_id(r, 5),
                                      .card = arena_str(a, db_str(r, 6)),
                                      .score = db_int(r, 7),
                                      .taken = (day)db_int(r, 8) };
}

/* Whole years on a day; whoever was born on 29 February is a year older on the
 * 1st of March. */
static int64_t age_on(day born, day on)
{
    int y, m, d, ny, nm, nd;

    day_split(born, &y, &m, &d);
    day_split(on, &ny, &nm, &nd);
    return ny - y - (nm < m || (nm == m && nd < d));
}

/* What is known of one turns "not known" into a number. */
static void count_if(int64_t *n, bool known, bool holds)
{
    if (known && *n < 0)
        *n = 0;
    if (known)
        *n += holds;
}

enum { ADULT = 18, OLD = 65 };

static void person_add(const struct rows *r, day on, struct arena *a,
                       struct need *n)
{
    int64_t *age = (int64_t *)n->home.age;
    int64_t years = db_null(r, 2) ? -1 : age_on((day)db_int(r, 2), on);
    bool grown = years < 0 || years >= ADULT;

    if (!age)
        n->home.age = age = arena_many(a, int64_t, AGES_MOST);
    if (years >= 0 && n->home.ages < AGES_MOST)
        age[n->home.ages++] = years;
    n->dependants += years >= 0 && (years < ADULT || years > OLD);
    count_if(&n->home.women, true, db_int(r, 1) == 0 && years >= ADULT);
    count_if(&n->home.cnic, !db_null(r, 3), grown && db_int(r, 3) == 2);
    count_if(&n->home.disabled, !db_null(r, 4), db_int(r, 4) > 0);
}

static struct need *need_at(struct need *need, size_t n, struct id household)
{
    size_t low = 0;

    while (low < n) {
        size_t mid = low + (n - low) / 2;
        int order = id_order(need[mid].household, household);

        if (order == 0)
            return &need[mid];
        if (order < 0)
            low = mid + 1;
        else
            n = mid;
    }
    return NULL;
}

struct asked_needs {
    struct db *db;
    struct id of; /* a household or a place */
    day on;
    struct str code;
    struct arena *a;
    struct need *need;
    size_t n;
};

static struct rows asked(const struct asked_needs *q, int sql)
{
    struct rows r = db_rows(q->db, sql);

    db_bind_id(&r, 1, q->of);
    db_bind_int(&r, 2, q->on);
    return r;
}

static void people_read(struct asked_needs *q, int persons, int members,
                        int received)
{
    struct rows r = asked(q, persons);
    struct need *n;

    while (db_next(&r))
        if ((n = need_at(q->need, q->n, db_id(&r, 0))))
            person_add(&r, q->on, q->a, n);
    r = asked(q, members);
    while (db_next(&r))
        if ((n = need_at(q->need, q->n, db_id(&r, 0))))
            n->home.members = db_int(&r, 1);
    r = asked(q, received);
    db_bind_text(&r, 3, q->code);
    while (db_next(&r))
        if ((n = need_at(q->need, q->n, db_id(&r, 0))))
            n->received = (day)int_or(&r, 1, DAY_NONE);
}

bool need_read(struct db *db, struct id household, struct str code, day on,
               struct arena *a, struct need *out)
{
    struct asked_needs q = { db, household, on, code, a, out, 1 };
    struct rows r = asked(&q, SQL_NEED_OF);
    bool found = db_next(&r);

    if (found)
        head_read(&r, a, out);
    db_done(&r);
    if (found)
        people_read(&q, SQL_NEED_PERSONS_OF, SQL_NEED_MEMBERS_OF,
                    SQL_NEED_RECEIVED_OF);
    return found;
}

size_t needs_read(struct db *db, struct id place, struct str code, day on,
                  struct arena *a, struct need **out, bool *more)
{
    struct asked_needs q = { db, place, on, code, a, NULL, 0 };
    struct rows r = asked(&q, SQL_NEEDS_IN);
    size_t room = 0;

    *more = false;
    db_bind_int(&r, 3, NEEDS_MOST + 1);
    while (db_next(&r)) {
        if (q.n == NEEDS_MOST) {
            *more = true;
            break;
        }
        arena_room(a, q.need, q.n, room);
        head_read(&r, a, &q.need[q.n++]);
    }
    db_done(&r);
    *out = q.need;
    people_read(&q, SQL_NEED_PERSONS_IN, SQL_NEED_MEMBERS_IN,
                SQL_NEED_RECEIVED_IN);
    return q.n;
}

/* ---- selections ---------------------------------------------------------*/

enum { SELECTED_MOST = 100000 };

/* As many who wait move up, in their order, as refused a place. */
static void refused_fill(struct selected *s, size_t n)
{
    size_t free_places = 0;

    for (size_t i = 0; i < n; i++)
        free_places += !s[i].waiting && s[i].refused;
    for (size_t i = 0; i < n && free_places; i++)
        if (s[i].waiting && !s[i].refused) {
            s[i].moved_up = true;
            free_places--;
        }
}

size_t selection_read(struct db *db, struct id first, struct arena *a,
                      struct selected **out)
{
    struct rows r = db_rows(db, SQL_SELECTION_ROWS);
    size_t n = 0, room = 0;
    struct selected *s = NULL;

    db_bind_id(&r, 1, first);
    db_bind_int(&r, 2, SELECTED_MOST);
    while (db_next(&r)) {
        arena_room(a, s, n, room);
        s[n++] = (struct selected){ .household = db_id(&r, 0),
                                    .score = db_id(&r, 1),
                                    .rank = db_int(&r, 2),
                                    .waiting = db_int(&r, 3) == 1,
                                    .refused = db_int(&r, 4) == 1 };
    }
    db_done(&r);
    refused_fill(s, n);
    *out = s;
    return n;
}

struct choice_place selection_place(struct db *db, struct id household,
                                    struct str code, day on, struct arena *a)
{
    struct rows r = db_rows(db, SQL_SELECTION_OF);
    struct id first = ID_NONE;
    struct selected *s;
    size_t n;

    db_bind_id(&r, 1, household);
    db_bind_text(&r, 2, code);
    db_bind_int(&r, 3, on);
    if (db_next(&r))
        first = db_id(&r, 0);
    db_done(&r);
    n = id_none(first) ? 0 : selection_read(db, first, a, &s);
    for (size_t i = 0; i < n; i++)
        if (id_same(s[i].household, household))
            return (struct choice_place){ .state = s[i].waiting &&
                                                           !s[i].moved_up ?
                                                       PLACE_WAITING :
                                                       PLACE_CHOSEN,
                                          .rank = s[i].rank };
    return (struct choice_place){ .state = PLACE_NONE };
}

/* ---- back-checks --------------------------------------------------------*/

enum { CHECKED_MOST = 20000 };

static void bind_or_null(struct rows *r, int n, struct id id)
{
    if (id_none(id))
        db_bind_null(r, n);
    else
        db_bind_id(r, n, id);
}

size_t checked_read(struct db *db, struct id survey, struct id place,
                    struct arena *a, struct checked **out)
{
    struct rows r = db_rows(db, SQL_CHECKED_ROWS);
    size_t n = 0, room = 0;
    struct checked *c = NULL;

    bind_or_null(&r, 1, survey);
    bind_or_null(&r, 2, place);
    db_bind_int(&r, 3, CHECKED_MOST);
    while (db_next(&r)) {
        struct checked *one;

        arena_room(a, c, n, room);
        one = &c[n++];
        *one = (struct checked){ .survey = db_id(&r, 0),
                                 .score = db_id(&r, 1),
                                 .backcheck = db_id(&r, 2),
                                 .enumerator = db_id(&r, 3),
                                 .card = arena_str(a, db_str(&r, 4)) };
        one->questions = recheck_compare(arena_str(a, db_str(&r, 5)),
                                         arena_str(a, db_str(&r, 6)), a,
                                         &one->question);
    }
    db_done(&r);
    *out = c;
    return n;
}
