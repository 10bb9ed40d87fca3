/* posts - how many posts lie in one hand, and in one family. A post is an
 * office of a body, or an appointment as activist or CRP. No name is in it:
 * codes and numbers, which open for who may read them. */
#include <stdlib.h>

#include "posts.sql.h"
#include "report/spread.h"

enum { CLASSES = 4, LISTED = 200 }; /* 1, 2, 3, 4 posts and more */

struct hand { /* a person or a household */
    struct id id;
    int64_t persons, offices, appointments;
};
struct hands {
    struct hand *at;
    size_t n, room;
};

static int64_t posts_of(const struct hand *h)
{
    return h->offices + h->appointments;
}

static struct hand *hand_add(struct arena *a, struct hands *h, struct id id)
{
    if (h->n && id_same(h->at[h->n - 1].id, id))
        return &h->at[h->n - 1];
    arena_room(a, h->at, h->n, h->room);
    h->at[h->n] = (struct hand){ .id = id };
    return &h->at[h->n++];
}

static void hands_read(struct db *db, const struct question *q, struct arena *a,
                       struct hands *person, struct hands *household)
{
    struct rows r = db_rows(db, SQL_POSTS_HELD);

    db_bind_id(&r, 1, scope_place(db, q));
    db_bind_int(&r, 2, month_end(q->as_of));
    db_bind_id(&r, 3, q->rsp);
    while (db_next(&r)) {
        struct hand *h = hand_add(a, household, db_id(&r, 0)),
                    *p = hand_add(a, person, db_id(&r, 1));

        h->persons++;
        h->offices += db_int(&r, 2);
        h->appointments += db_int(&r, 3);
        p->offices = db_int(&r, 2);
        p->appointments = db_int(&r, 3);
    }
    db_done(&r);
}

/* Most posts first. */
static int hand_order(const void *a, const void *b)
{
    const struct hand *x = a, *y = b;
    int64_t m = posts_of(x), n = posts_of(y);

    return m != n ? (m < n) - (m > n) : id_order(x->id, y->id);
}

/* ---- by how many --------------------------------------------------------*/

enum { C_POSTS, C_PERSONS, C_P_SHARE, C_HOUSEHOLDS, C_H_SHARE, C_COLS };
static const struct column class_column[C_COLS] = {
    { "posts", "posts.class", NULL, COLUMN_TEXT, 0 },
    { "persons", "coverage.persons", NULL, COLUMN_NUMBER, 0 },
    { "persons_posts_pct", "posts.share", NULL, COLUMN_RATIO, 0 },
    { "households", "posts.households", NULL, COLUMN_NUMBER, 0 },
    { "households_posts_pct", "posts.share", NULL, COLUMN_RATIO, 0 },
};
static const char *const class_word[CLASSES] = { "posts.one", "posts.two",
                                                 "posts.three", "posts.four" };

struct classes {
    int64_t hands[CLASSES], posts[CLASSES], all;
};

static struct classes classes_of(const struct hands *h)
{
    struct classes c = { .all = 0 };

    for (size_t i = 0; i < h->n; i++) {
        int64_t n = posts_of(&h->at[i]);
        int64_t class = n > CLASSES ? CLASSES - 1 : n - 1;

        c.hands[class]++;
        c.posts[class] += n;
        c.all += n;
    }
    return c;
}

static void classes_sheet(struct db *db, const struct question *q,
                          struct arena *a, const struct hands *person,
                          const struct hands *household, struct sheet *s)
{
    struct classes p = classes_of(person), h = classes_of(household);

    *s = sheet_start(a, class_column, C_COLS);
    s->title = say(q->lang, "posts.report");
    s->subtitle = question_caption(db, q, a);
    s->lakh = q->lakh;
    for (int i = 0; i < CLASSES; i++) {
        struct sheet_row *row = sheet_add(s, ROW_PLAIN);

        cell_text(row, C_POSTS, say(q->lang, class_word[i]));
        cell_number(row, C_PERSONS, p.hands[i]);
        cell_ratio(row, C_P_SHARE, p.posts[i], p.all);
        cell_number(row, C_HOUSEHOLDS, h.hands[i]);
        cell_ratio(row, C_H_SHARE, h.posts[i], h.all);
    }
    sheet_note(s, say(q->lang, "posts.note"));
}

/* ---- the most -----------------------------------------------------------*/

enum { M_WHO, M_PLACE, M_POSTS, M_OFFICES, M_NAMED, M_PERSONS, M_COLS };
static const struct column most_column[M_COLS] = {
    { "who", "posts.who", NULL, COLUMN_TEXT, 0 },
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "posts", "posts.posts", NULL, COLUMN_NUMBER, 0 },
    { "offices", "posts.offices", NULL, COLUMN_NUMBER, 0 },
    { "appointments", "posts.appointments", NULL, COLUMN_NUMBER, 0 },
    { "persons", "coverage.persons", NULL, COLUMN_NUMBER, 0 },
};

struct listing {
    const char *title, *room; /* "/household/" */
    int sql, columns;
};

static void most_row(struct db *db, const struct question *q, struct arena *a,
                     const struct listing *l, const struct hand *h,
                     struct sheet *s)
{
    struct rows r = db_rows(db, l->sql);
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct buf link = buf_start(a);

    db_bind_id(&r, 1, h->id);
    if (db_next(&r)) {
        struct str name = db_str(&r, 0);

        cell_text(row, M_WHO, name.n ? arena_str(a, name) : S("-"));
        cell_text(row, M_PLACE, name_in(&r, 1, q->lang, a));
    }
    db_done(&r);
    buf_z(&link, l->room);
    id_put(&link, h->id);
    cell_link(row, M_WHO, buf_str(&link));
    cell_number(row, M_POSTS, posts_of(h));
    cell_number(row, M_OFFICES, h->offices);
    cell_number(row, M_NAMED, h->appointments);
    if (l->columns > M_PERSONS)
        cell_number(row, M_PERSONS, h->persons);
}

/* Those with more than one, the most first. */
static void most_sheet(struct db *db, const struct question *q, struct arena *a,
                       const struct listing *l, struct hands *h,
                       struct sheet *s)
{
    *s = sheet_start(a, most_column, l->columns);
    s->title = say(q->lang, l->title);
    s->subtitle = question_caption(db, q, a);
    if (h->n)
        qsort(h->at, h->n, sizeof *h->at, hand_order);
    for (size_t i = 0; i < h->n && i < LISTED && posts_of(&h->at[i]) > 1; i++)
        most_row(db, q, a, l, &h->at[i], s);
}

/* How many posts one person and one household hold: offices of organisations,
 * activists, CRPs. By number of posts, and those who hold more than one. */
REPORT(posts, RIGHT_REGISTER)
{
    static const struct listing household = { "posts.households_most",
                                              "/household/",
                                              SQL_POSTS_HOUSEHOLD, M_COLS };
    static const struct listing person = { "posts.persons_most", "/person/",
                                           SQL_POSTS_PERSON, M_PERSONS };
    struct hands persons = { 0 }, households = { 0 };

    if (!question_good(db, q, a, f))
        return 0;
    hands_read(db, q, a, &persons, &households);
    classes_sheet(db, q, a, &persons, &households, &out[0]);
    most_sheet(db, q, a, &household, &households, &out[1]);
    most_sheet(db, q, a, &person, &persons, &out[2]);
    return 3;
}
