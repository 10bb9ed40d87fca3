/* logframe - the report of the logical frameworks of projects. */
#include "report/frames.h"
#include "report/inside.h"

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
    { "ends", "field.by_month", "logframe.target", COLUMN_DAY, 0 },
    { "achieved_pct", "progress.achieved_pct", NULL, COLUMN_RATIO, 0 },
    { "evidence", "field.evidence", NULL, COLUMN_TEXT, 0 },
    { "assumption", "field.assumption", NULL, COLUMN_TEXT, 0 },
    { "goal", "goals.goal", NULL, COLUMN_TEXT, 0 },
};

static void numbers_put(struct frames *x, struct sheet_row *row,
                        const struct frame *f, const struct frame_step *s)
{
    cell_text(row, F_INDICATOR, frame_measured(s));
    if (!s->m)
        return;
    if (s->baseline != INT_NONE)
        cell_scaled(row, F_BASELINE, s->baseline, s->m->scale);
    if (s->amount != INT_NONE)
        cell_scaled(row, F_TARGET, s->amount, s->m->scale);
    if (!s->said)
        return;
    cell_scaled(row, F_NOW, s->now, s->m->scale);
    cell_link(row, F_NOW, frame_link(x, f, s, s->at));
    if (s->amount != INT_NONE)
        cell_ratio_scaled(row, F_PCT, frame_from(s, s->now),
                          frame_from(s, s->amount), s->m->scale);
}

/* Of the milestones that are due the last one counts. */
static void stone_put(struct arena *a, struct sheet_row *row,
                      const struct frame_step *s)
{
    const struct frame_stone *last = NULL;

    for (size_t i = 0; i < s->stones; i++)
        if (s->stone[i].due)
            last = &s->stone[i];
    if (!last || !s->m)
        return;
    cell_text(row, F_STONE_AT, month_said(a, last->by));
    cell_scaled(row, F_STONE, last->amount, s->m->scale);
}

static void frame_rows(struct frames *x, const struct question *q,
                       struct arena *a, const struct frame *f,
                       struct sheet *out)
{
    struct buf path = buf_start(a);
    struct frame_step *step;
    size_t steps = frame_steps(x, f, &step);

    buf_z(&path, "/logframe/");
    id_put(&path, f->entry);
    cell_text(sheet_add(out, ROW_HEADING), F_LEVEL,
              words_join(a, f->code, f->name));
    for (size_t i = 0; i < steps; i++) {
        const struct frame_step *s = &step[i];
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);

        if (s->level >= 0 && s->level < FRAME_LEVELS)
            cell_text(row, F_LEVEL, say(q->lang, frame_level[s->level]));
        cell_text(row, F_CODE, s->code);
        cell_text(row, F_STATEMENT, s->statement);
        cell_link(row, F_STATEMENT, buf_str(&path));
        cell_text(row, F_EVIDENCE, s->evidence);
        cell_text(row, F_ASSUMPTION, s->assumption);
        cell_text(row, F_GOAL, s->goal);
        if (s->ends != MONTH_NONE)
            cell_text(row, F_ENDS, month_said(a, s->ends));
        if (!s->indicator.n)
            continue;
        numbers_put(x, row, f, s);
        stone_put(a, row, s);
    }
}

/* The logical frameworks of projects: goal, outcomes, outputs and activities
 * with baseline, milestone, target, what is reached, and evidence. */
REPORT(logframe, RIGHT_REGISTER)
{
    struct frames *x;
    struct frame *frame;
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    x = frames_start(db, q, a);
    *out = sheet_start(a, logframe_column, F_COLS);
    out->title = say(q->lang, "kinds.logframe");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    n = frames_read(x, &frame);
    for (size_t i = 0; i < n; i++)
        frame_rows(x, q, a, &frame[i], out);
    sheet_note(out, say(q->lang, "logframe.note.level"));
    sheet_note(out, say(q->lang, "report.note.rupees"));
    return 1;
}
