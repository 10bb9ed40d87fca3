/* frames - the logical frameworks of projects beside what came about. */
#include "report/frames.h"

#include "frames.sql.h"
#include "log/log.h"
#include "report/inside.h"

enum { MEASURED_PLACE = 1, STEPS_MOST = 200, STONES_MOST = 600 };

const char *const frame_level[FRAME_LEVELS] = { "choice.goal", "choice.outcome",
                                                "choice.output",
                                                "choice.activity" };

struct stone { /* of whichever step */
    struct str code;
    struct frame_stone is;
};
struct frames {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
};

struct frames *frames_start(struct db *db, const struct question *q,
                            struct arena *a)
{
    struct frames *x = arena_new(a, struct frames);

    *x = (struct frames){ db, a, q, reference_read(db, a, q->lang) };
    return x;
}

static bool frame_next(struct frames *x, struct rows *r, struct frame *out)
{
    if (!db_next(r))
        return false;
    *out = (struct frame){ .entry = db_id(r, 0),
                           .project = db_id(r, 1),
                           .code = arena_str(x->a, db_str(r, 2)),
                           .name = name_in(r, 3, x->q->lang, x->a),
                           .rsp = db_id(r, 6),
                           .place = db_id(r, 7),
                           .version = db_int(r, 8) };
    return true;
}

size_t frames_read(struct frames *x, struct frame **out)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_ALL);
    struct frame *at = NULL, f;
    size_t n = 0, room = 0;

    db_bind_id(&r, 1, x->q->place);
    db_bind_id(&r, 2, x->q->rsp);
    db_bind_id(&r, 3, x->q->project);
    db_bind_int(&r, 4, month_end(x->q->as_of));
    while (frame_next(x, &r, &f)) {
        arena_room(x->a, at, n, room);
        at[n++] = f;
    }
    *out = at;
    return n;
}

bool frame_find(struct frames *x, struct id entry, struct frame *out)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_ONE);
    bool found;

    db_bind_id(&r, 1, entry);
    found = frame_next(x, &r, out);
    db_done(&r);
    return found;
}

/* ---- its steps ----------------------------------------------------------*/

static size_t stones_read(struct frames *x, struct id entry, struct stone *at)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_STONES);
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    while (n < STONES_MOST && db_next(&r)) {
        struct stone *s = &at[n++];

        *s = (struct stone){ .code = arena_str(x->a, db_str(&r, 0)),
                             .is = { .by = (month)db_int(&r, 1),
                                     .amount = db_int(&r, 2) } };
        s->is.due = s->is.by <= x->q->as_of;
    }
    db_done(&r);
    return n;
}

static size_t steps_read(struct frames *x, struct id entry,
                         struct frame_step *at)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_ROWS);
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    while (n < STEPS_MOST && db_next(&r)) {
        struct frame_step *s = &at[n++];

        *s = (struct frame_step){ .level = db_int(&r, 0),
                                  .code = arena_str(x->a, db_str(&r, 1)),
                                  .statement = arena_str(x->a, db_str(&r, 2)),
                                  .indicator = arena_str(x->a, db_str(&r, 3)),
                                  .all = int_in(&r, 4) == MEASURED_PLACE,
                                  .baseline = int_in(&r, 5),
                                  .amount = int_in(&r, 6),
                                  .ends = db_null(&r, 7) ? MONTH_NONE :
                                                           (month)db_int(&r, 7),
                                  .evidence = arena_str(x->a, db_str(&r, 8)),
                                  .assumption = arena_str(x->a, db_str(&r, 9)),
                                  .goal = arena_str(x->a, db_str(&r, 10)) };
        s->at = s->ends != MONTH_NONE && s->ends < x->q->as_of ? s->ends :
                                                                 x->q->as_of;
    }
    db_done(&r);
    return n;
}

static struct whose step_whose(const struct frame *f,
                               const struct frame_step *s)
{
    return (struct whose){ f->place, s->all ? ID_NONE : f->rsp,
                           s->all ? ID_NONE : f->project };
}

/* The level reached by the end of a month. */
static bool level_at(struct frames *x, const struct frame *f,
                     const struct frame_step *s, month at, int64_t *out)
{
    struct whose of = step_whose(f, s);
    bool said = number_whose(x->db, x->a, &x->ref, x->q, s->m, &of, &at, 1,
                             out);

    if (!s->all && s->baseline != INT_NONE)
        *out += s->baseline;
    return said;
}

static void step_fill(struct frames *x, const struct frame *f,
                      struct frame_step *s, const struct stone *stone, size_t n)
{
    s->stone = arena_many(x->a, struct frame_stone, n + 1);
    s->m = measure_find(&x->ref, s->indicator);
    if (s->m)
        s->said = level_at(x, f, s, s->at, &s->now);
    for (size_t i = 0; i < n; i++) {
        struct frame_stone *to;

        if (!str_same(stone[i].code, s->code))
            continue;
        to = &s->stone[s->stones++];
        *to = stone[i].is;
        if (s->m && to->due)
            to->said = level_at(x, f, s, to->by, &to->reached);
    }
}

size_t frame_steps(struct frames *x, const struct frame *f,
                   struct frame_step **out)
{
    struct stone *stone = arena_many(x->a, struct stone, STONES_MOST);
    size_t stones = stones_read(x, f->entry, stone), n;

    *out = arena_many(x->a, struct frame_step, STEPS_MOST);
    n = steps_read(x, f->entry, *out);
    for (size_t i = 0; i < n; i++)
        step_fill(x, f, &(*out)[i], stone, stones);
    return n;
}

/* ---- reading it ---------------------------------------------------------*/

int64_t frame_from(const struct frame_step *s, int64_t level)
{
    return level - (s->baseline == INT_NONE ? 0 : s->baseline);
}

struct str frame_link(struct frames *x, const struct frame *f,
                      const struct frame_step *s, month at)
{
    struct whose of = step_whose(f, s);
    struct question q = *x->q;

    q.project = of.project;
    return postings_link(x->a, &q, arena_z(x->a, s->indicator), of.place,
                         of.rsp, at, false);
}

int frame_scale(const struct frame_step *s)
{
    return s->m ? s->m->scale : 0;
}

struct str frame_measured(const struct frame_step *s)
{
    return s->m ? s->m->name : s->indicator;
}
