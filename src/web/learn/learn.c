/* learn - what the pages of trainings, sessions and issues have in common. */
#include "web/learn/learn.h"

#include <stdlib.h>
#include <string.h>

#include "learn.sql.h"

/* ---- words --------------------------------------------------------------*/

const char *learn_title(struct rq *rq, const char *kind, struct str code)
{
    return thing_name(rq, kind_find(str_of(kind)),
                      id_named(str_of(kind), code));
}

const char *topic_title(struct rq *rq, struct str toolkit, struct str topic)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TOPIC);
    const char *title = zstr(rq, topic);

    db_bind_text(&r, 1, toolkit);
    db_bind_text(&r, 2, topic);
    if (db_next(&r)) {
        struct str said = db_str(&r, (int)rq->lang);

        title = zstr(rq, said.n ? said : db_str(&r, 0));
    }
    db_done(&r);
    return title;
}

struct str learn_code(const struct kind *k, const void *record, const char *f)
{
    const struct field *field = kind_field(k, str_of(f));

    MUST(field && field->type == FIELD_CODE);
    return *(const struct str *)(const void *)((const char *)record +
                                               field->at);
}

const char *learn_days(struct rq *rq, day since, day until)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, day_text(rq, since));
    if (until != DAY_NONE && until != since) {
        buf_z(&b, " – ");
        buf_z(&b, day_text(rq, until));
    }
    return zstr(rq, buf_str(&b));
}

const char *learn_number(struct rq *rq, int64_t n)
{
    return n == INT_NONE ? "" : number_text(rq, n, 0);
}

/* ---- who took part ------------------------------------------------------*/

static void head_read(struct rq *rq, struct attended *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRAINING);

    db_bind_id(&r, 1, x->training);
    if (db_next(&r)) {
        x->code = arena_str(rq->arena, db_str(&r, 0));
        x->kind = arena_str(rq->arena, db_str(&r, 1));
        x->title = arena_str(rq->arena, db_str(&r, 2));
        x->venue = arena_str(rq->arena, db_str(&r, 3));
        x->trainer = arena_str(rq->arena, db_str(&r, 4));
        x->place = db_id(&r, 5);
        x->rsp = db_id(&r, 6);
        x->body = db_id(&r, 7);
        x->staff = db_id(&r, 8);
        x->crp = db_id(&r, 9);
        x->since = day_in(&r, 10);
        x->until = day_in(&r, 11);
        x->days = int_in(&r, 12);
        x->attend = int_in(&r, 13);
        x->pass = int_in(&r, 14);
    }
    db_done(&r);
}

struct raw {
    struct learn_row *row;
    struct attendee *of; /* body and office of each, before they are sorted */
    size_t n, row_room, of_room;
};

static void raw_add(struct rq *rq, struct raw *all, const struct rows *r)
{
    bool staff = db_null(r, 2);

    arena_room(rq->arena, all->row, all->n, all->row_room);
    arena_room(rq->arena, all->of, all->n, all->of_room);
    all->row[all->n] =
        (struct learn_row){ .entry = db_id(r, 0),
                            .n = db_int(r, 1),
                            .who = db_id(r, staff ? 3 : 2),
                            .sex = db_null(r, 4) ? -1 : (int32_t)db_int(r, 4),
                            .on = day_in(r, 8),
                            .said = int_in(r, 7),
                            .present = db_int(r, 9) == 1,
                            .pre = int_in(r, 10),
                            .post = int_in(r, 11) };
    all->of[all->n] = (struct attendee){ .seat.who = db_id(r, staff ? 3 : 2),
                                         .staff = staff && !db_null(r, 3),
                                         .body = db_id(r, 5),
                                         .office = arena_str(rq->arena,
                                                             db_str(r, 6)) };
    all->n++;
}

/* What the rows say of her beside days and marks: the first that says it. */
static void beside(struct attendee *x, const struct attendee *of, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!id_same(of[i].seat.who, x->seat.who) || id_none(x->seat.who))
            continue;
        x->staff |= of[i].staff;
        if (id_none(x->body))
            x->body = of[i].body;
        if (!x->office.n)
            x->office = of[i].office;
    }
}

static void names_read(struct rq *rq, struct attended *x)
{
    struct id *id = arena_many(rq->arena, struct id, x->n + 1);
    const char **name = arena_many(rq->arena, const char *, x->n + 1);

    for (int staff = 0; staff < 2; staff++) {
        size_t n = 0;

        for (size_t i = 0; i < x->n; i++)
            if (!id_none(x->at[i].seat.who) && x->at[i].staff == staff)
                id[n++] = x->at[i].seat.who;
        thing_names(rq, kind_find(staff ? S("staff") : S("person")), id, n,
                    name);
        n = 0;
        for (size_t i = 0; i < x->n; i++)
            if (!id_none(x->at[i].seat.who) && x->at[i].staff == staff)
                x->at[i].name = name[n++];
    }
    for (size_t i = 0; i < x->n; i++)
        if (!x->at[i].name)
            x->at[i].name = word(rq, "training.stranger");
}

static int name_order(const void *a, const void *b)
{
    const struct attendee *x = a, *y = b;
    int order = id_none(x->seat.who) - id_none(y->seat.who);

    if (!order)
        order = strcmp(x->name, y->name);
    return order ? order : id_order(x->seat.who, y->seat.who);
}

struct attended attended_read(struct rq *rq, struct id training)
{
    struct attended x = { .training = training };
    struct rows r = db_rows(rq->db, SQL_WEB_TRAINING_ROWS);
    struct raw all = { 0 };
    struct learn_seat *seat;

    head_read(rq, &x);
    db_bind_id(&r, 1, training);
    while (db_next(&r))
        raw_add(rq, &all, &r);
    db_done(&r);
    x.n = learn_seats(all.row, all.n, rq->arena, &seat);
    x.at = arena_many(rq->arena, struct attendee, x.n + 1);
    for (size_t i = 0; i < x.n; i++) {
        x.at[i] = (struct attendee){ .seat = seat[i],
                                     .taught = learn_taught(seat[i].days,
                                                            x.days, x.attend) };
        beside(&x.at[i], all.of, all.n);
        x.strangers += id_none(seat[i].who);
    }
    names_read(rq, &x);
    qsort(x.at, x.n, sizeof *x.at, name_order);
    return x;
}
