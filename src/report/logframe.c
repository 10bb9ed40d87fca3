/* logframe - the logical frameworks of projects beside what came about. */
#include "log/log.h"
#include "report/inside.h"
#include "workplan.sql.h"

enum {
    F_LEVEL,
    F_CODE,
    F_STATEMENT,
    F_INDICATOR,
    F_BASELINE,
    F_STONE_AT,
    F_STONE,
    F_NOW,
    F_TARGET,
    F_ENDS,
    F_PCT,
    F_EVIDENCE,
    F_ASSUMPTION,
    F_GOAL,
    F_COLS
};
static const struct column logframe_column[F_COLS] = {
    { "level", "field.level", NULL, COLUMN_TEXT, 0 },
    { "code", "report.code", NULL, COLUMN_TEXT, 0 },
    { "statement", "field.statement", NULL, COLUMN_TEXT, 0 },
    { "indicator", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "baseline", "field.baseline", NULL, COLUMN_NUMBER, 0 },
    { "milestone_month", "field.by_month", "logframe.milestone", COLUMN_TEXT,
      0 },
    { "milestone", "targets.target", "logframe.milestone", COLUMN_NUMBER, 0 },
    { "now", "logframe.now", NULL, COLUMN_NUMBER, 0 },
    { "target", "targets.target", "logframe.target", COLUMN_NUMBER, 0 },
    { "ends", "field.by_month", "logframe.target", COLUMN_TEXT, 0 },
    { "achieved_pct", "progress.achieved_pct", NULL, COLUMN_RATIO, 0 },
    { "evidence", "field.evidence", NULL, COLUMN_TEXT, 0 },
    { "assumption", "field.assumption", NULL, COLUMN_TEXT, 0 },
    { "goal", "goals.goal", NULL, COLUMN_TEXT, 0 },
};

struct frame {
    struct id entry, project, rsp, place;
    struct str code, name;
};
struct frame_step {
    int64_t level, measure, baseline, amount;
    month ends;
    struct str code, statement, indicator, evidence, assumption, goal;
};
struct stone {
    struct str code;
    month by;
    int64_t amount;
};
struct frames {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
    struct sheet *out;
};
enum { MEASURED_PLACE = 1, STEPS_MOST = 200, STONES_MOST = 600 };

static size_t frames_read(struct frames *x, struct frame **out)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_ALL);
    const struct id said[] = { x->q->place, x->q->rsp, x->q->project };
    struct frame *at = NULL;
    size_t n = 0, room = 0;

    for (int i = 0; i < (int)LEN(said); i++)
        if (id_none(said[i]))
            db_bind_null(&r, i + 1);
        else
            db_bind_id(&r, i + 1, said[i]);
    db_bind_int(&r, 4, month_end(x->q->as_of));
    while (db_next(&r)) {
        if (n == room) {
            struct frame *more = arena_many(x->a, struct frame,
                                            room = 2 * room + 16);

            for (size_t i = 0; i < n; i++)
                more[i] = at[i];
            at = more;
        }
        at[n++] = (struct frame){ .entry = db_id(&r, 0),
                                  .project = db_id(&r, 1),
                                  .code = arena_str(x->a, db_str(&r, 2)),
                                  .name = name_in(&r, 3, x->q->lang, x->a),
                                  .rsp = db_id(&r, 6),
                                  .place = db_id(&r, 7) };
    }
    *out = at;
    return n;
}

static size_t steps_read(struct frames *x, struct id entry,
                         struct frame_step *at)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_ROWS);
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    while (n < STEPS_MOST && db_next(&r))
        at[n++] = (struct frame_step){
            .level = db_int(&r, 0),
            .code = arena_str(x->a, db_str(&r, 1)),
            .statement = arena_str(x->a, db_str(&r, 2)),
            .indicator = arena_str(x->a, db_str(&r, 3)),
            .measure = int_in(&r, 4),
            .baseline = int_in(&r, 5),
            .amount = int_in(&r, 6),
            .ends = db_null(&r, 7) ? MONTH_NONE : (month)db_int(&r, 7),
            .evidence = arena_str(x->a, db_str(&r, 8)),
            .assumption = arena_str(x->a, db_str(&r, 9)),
            .goal = arena_str(x->a, db_str(&r, 10))
        };
    db_done(&r);
    return n;
}

static size_t stones_read(struct frames *x, struct id entry, struct stone *at)
{
    struct rows r = db_rows(x->db, SQL_LOGFRAME_STONES);
    size_t n = 0;

    db_bind_id(&r, 1, entry);
    db_bind_int(&r, 2, x->q->as_of);
    while (n < STONES_MOST && db_next(&r))
        at[n++] = (struct stone){ arena_str(x->a, db_str(&r, 0)),
                                  (month)db_int(&r, 1), db_int(&r, 2) };
    db_done(&r);
    return n;
}

/* The level reached by the month asked for, or by the step's end: of all in the
 * place, or the baseline and what the project added there. */
static bool step_level(struct frames *x, const struct frame *f,
                       const struct frame_step *s, const struct measure *m,
                       int64_t *out)
{
    month at = s->ends != MONTH_NONE && s->ends < x->q->as_of ? s->ends :
                                                                x->q->as_of;
    bool all = s->measure == MEASURED_PLACE;
    struct whose of = { f->place, all ? ID_NONE : f->rsp,
                        all ? ID_NONE : f->project };
    bool said = number_whose(x->db, x->a, &x->ref, x->q, m, &of, &at, 1, out);

    if (!all && s->baseline != INT_NONE)
        *out += s->baseline;
    return said;
}

static void numbers_put(struct frames *x, struct sheet_row *row,
                        const struct frame *f, const struct frame_step *s)
{
    const struct measure *m = measure_find(&x->ref, s->indicator);
    int64_t base = s->baseline == INT_NONE ? 0 : s->baseline, now;

    cell_text(row, F_INDICATOR, m ? m->name : s->indicator);
    if (!m)
        return;
    if (s->baseline != INT_NONE)
        cell_scaled(row, F_BASELINE, s->baseline, m->scale);
    if (s->amount != INT_NONE)
        cell_scaled(row, F_TARGET, s->amount, m->scale);
    if (!step_level(x, f, s, m, &now))
        return;
    cell_scaled(row, F_NOW, now, m->scale);
    if (s->amount != INT_NONE)
        cell_ratio_scaled(row, F_PCT, now - base, s->amount - base, m->scale);
}

/* Of the milestones that are due the last one counts. */
static void stone_put(struct frames *x, struct sheet_row *row,
                      const struct frame_step *s, const struct stone *stone,
                      size_t n)
{
    const struct measure *m = measure_find(&x->ref, s->indicator);
    const struct stone *last = NULL;

    for (size_t i = 0; i < n; i++)
        if (str_same(stone[i].code, s->code))
            last = &stone[i];
    if (!last || !m)
        return;
    cell_text(row, F_STONE_AT, month_said(x->a, last->by));
    cell_scaled(row, F_STONE, last->amount, m->scale);
}

static void frame_rows(struct frames *x, const struct frame *f)
{
    static const char *const level[] = { "choice.goal", "choice.outcome",
                                         "choice.output", "choice.activity" };
    struct frame_step *step = arena_many(x->a, struct frame_step, STEPS_MOST);
    struct stone *stone = arena_many(x->a, struct stone, STONES_MOST);
    size_t steps = steps_read(x, f->entry, step),
           stones = stones_read(x, f->entry, stone);

    cell_text(sheet_add(x->out, ROW_HEADING), F_LEVEL,
              words_join(x->a, f->code, f->name));
    for (size_t i = 0; i < steps; i++) {
        const struct frame_step *s = &step[i];
        struct sheet_row *row = sheet_add(x->out, ROW_PLAIN);

        if (s->level >= 0 && s->level < (int64_t)LEN(level))
            cell_text(row, F_LEVEL, say(x->q->lang, level[s->level]));
        cell_text(row, F_CODE, s->code);
        cell_text(row, F_STATEMENT, s->statement);
        cell_text(row, F_EVIDENCE, s->evidence);
        cell_text(row, F_ASSUMPTION, s->assumption);
        cell_text(row, F_GOAL, s->goal);
        if (s->ends != MONTH_NONE)
            cell_text(row, F_ENDS, month_said(x->a, s->ends));
        if (!s->indicator.n)
            continue;
        numbers_put(x, row, f, s);
        stone_put(x, row, s, stone, stones);
    }
}

/* The logical frameworks of projects: goal, outcomes, outputs and activities
 * with baseline, milestone, target, what is reached, and evidence. */
REPORT(logframe, RIGHT_REGISTER)
{
    struct frames x = { .db = db, .a = a, .q = q, .out = out };
    struct frame *frame;
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    x.ref = reference_read(db, a, q->lang);
    *out = sheet_start(a, logframe_column, F_COLS);
    out->title = say(q->lang, "kinds.logframe");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    n = frames_read(&x, &frame);
    for (size_t i = 0; i < n; i++)
        frame_rows(&x, &frame[i]);
    sheet_note(out, say(q->lang, "logframe.note.level"));
    sheet_note(out, say(q->lang, "report.note.rupees"));
    return 1;
}
