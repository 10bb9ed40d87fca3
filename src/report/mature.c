/* mature - how mature the bodies of a place are: the last published assessment
 * of each, the one before, and the dimension that drags. */
#include "core/card.h"
#include "mature.sql.h"
#include "report/gauge.h"
#include "report/inside.h"
#include "report/spread.h"

enum { ROWS_MOST = 2000, YARDS_MOST = 40 };
enum {
    M_BODY,
    M_NATURE,
    M_HELD,
    M_TOTAL,
    M_GRADE,
    M_BEFORE,
    M_CHANGE,
    M_DRAG,
    M_DRAG_PCT,
    M_NEXT,
    M_COLS
};
static const struct column mature_column[M_COLS] = {
    { "body", "kind.body", NULL, COLUMN_TEXT, 0 },
    { "nature", "field.nature", NULL, COLUMN_TEXT, 0 },
    { "made", "field.made", NULL, COLUMN_DAY, 0 },
    { "score", "field.score", NULL, COLUMN_NUMBER, 2 },
    { "grade", "field.grade", NULL, COLUMN_TEXT, 0 },
    { "before", "maturity.before", NULL, COLUMN_NUMBER, 2 },
    { "change", "maturity.change", NULL, COLUMN_NUMBER, 2 },
    { "drag", "maturity.drag", NULL, COLUMN_TEXT, 0 },
    { "drag_pct", "maturity.of_hundred", NULL, COLUMN_NUMBER, 2 },
    { "next_due", "field.next_due", NULL, COLUMN_DAY, 0 },
};
enum { G_NATURE, G_GRADE, G_BODIES, G_SHARE, G_COLS };
static const struct column grade_column[G_COLS] = {
    { "nature", "field.nature", NULL, COLUMN_TEXT, 0 },
    { "grade", "field.grade", NULL, COLUMN_TEXT, 0 },
    { "bodies", "maturity.bodies", NULL, COLUMN_NUMBER, 0 },
    { "pct", "maturity.share", NULL, COLUMN_RATIO, 0 },
};

struct mature {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct mature_row {
        struct id body, assessment, before;
        struct str name, yardstick, grade;
        int nature;
        day held, next_on;
        int64_t total;
    } * row;
    size_t n;
    struct {
        struct str code;
        const struct yardstick *is;
    } yard[YARDS_MOST];
    size_t yards;
};

static void bind_or_null(struct rows *r, int n, struct id id)
{
    if (id_none(id))
        db_bind_null(r, n);
    else
        db_bind_id(r, n, id);
}

static void rows_read(struct mature *m)
{
    struct rows r = db_rows(m->db, SQL_MATURE_BODIES);

    m->row = arena_many(m->a, struct mature_row, ROWS_MOST);
    db_bind_id(&r, 1, scope_place(m->db, m->q));
    db_bind_int(&r, 2, month_end(m->q->as_of));
    bind_or_null(&r, 3, m->q->rsp);
    bind_or_null(&r, 4, m->q->project);
    while (m->n < ROWS_MOST && db_next(&r))
        m->row[m->n++] = (struct mature_row){
            .body = db_id(&r, 0),
            .name = arena_str(m->a, own_text(m->q->lang, db_str(&r, 1),
                                             db_str(&r, 10), db_str(&r, 11))),
            .nature = (int)db_int(&r, 2),
            .assessment = db_id(&r, 3),
            .yardstick = arena_str(m->a, db_str(&r, 4)),
            .held = (day)db_int(&r, 5),
            .total = db_int(&r, 6),
            .grade = arena_str(m->a, db_str(&r, 7)),
            .next_on = db_null(&r, 8) ? DAY_NONE : (day)db_int(&r, 8),
            .before = db_id(&r, 9),
        };
    db_done(&r);
}

static const struct yardstick *yard_of(struct mature *m, struct str code)
{
    for (size_t i = 0; i < m->yards; i++)
        if (str_same(m->yard[i].code, code))
            return m->yard[i].is;
    if (m->yards == YARDS_MOST)
        return NULL;
    m->yard[m->yards].code = code;
    return m->yard[m->yards++].is = yardstick_find(m->db, code, m->a);
}

static int64_t total_before(struct mature *m, struct id assessment)
{
    struct rows r;
    int64_t total = INT_NONE;

    if (id_none(assessment))
        return INT_NONE;
    r = db_rows(m->db, SQL_MATURE_ONE);
    db_bind_id(&r, 1, assessment);
    if (db_next(&r) && !db_null(&r, 0))
        total = db_int(&r, 0);
    db_done(&r);
    return total;
}

static struct str grade_text(const struct mature *m, const struct yardstick *y,
                             struct str code)
{
    const struct yard_grade *g = y ? y->grades.at : NULL;
    struct buf b = buf_start(m->a);

    buf_add(&b, code);
    for (size_t i = 0; y && i < y->grades.n; i++)
        if (str_same(g[i].code, code)) {
            buf_char(&b, ' ');
            buf_add(&b, own_text(m->q->lang, g[i].title, g[i].title_ur,
                                 g[i].title_sd));
        }
    return buf_str(&b);
}

static void drag_put(struct mature *m, const struct mature_row *x,
                     const struct yardstick *y, struct sheet_row *row)
{
    const struct yard_dimension *d = y->dimensions.at;
    struct assessed_marks marks = assessed_marks(m->db, y, x->assessment, m->a);
    struct maturity is = maturity_of(y, marks.mark);

    if (is.drag < 0)
        return;
    d += is.drag;
    cell_text(row, M_DRAG,
              own_text(m->q->lang, d->title, d->title_ur, d->title_sd));
    cell_number(row, M_DRAG_PCT, is.dimension[is.drag]);
}

static struct str day_iso(struct arena *a, day d)
{
    struct buf b = buf_start(a);

    if (d != DAY_NONE)
        day_put(&b, d);
    return buf_str(&b);
}

static struct str nature_text(const struct mature *m, int nature)
{
    const struct field *f = kind_field(kind_find(S("body")), S("nature"));
    struct buf b = buf_start(m->a);

    buf_z(&b, "short.");
    buf_add(&b, choice_name(f->of, nature));
    return say_str(m->q->lang, buf_str(&b));
}

static struct str path_to(struct arena *a, const char *before, struct id id)
{
    struct buf b = buf_start(a);

    buf_z(&b, before);
    id_put(&b, id);
    return buf_str(&b);
}

static void body_row(struct mature *m, const struct mature_row *x,
                     struct sheet *out)
{
    const struct yardstick *y = yard_of(m, x->yardstick);
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    int64_t before = total_before(m, x->before);

    cell_text(row, M_BODY, x->name);
    cell_link(row, M_BODY, path_to(m->a, "/maturity/", x->body));
    cell_text(row, M_NATURE, nature_text(m, x->nature));
    cell_text(row, M_HELD, day_iso(m->a, x->held));
    cell_link(row, M_HELD, path_to(m->a, "/assessment/", x->assessment));
    cell_number(row, M_TOTAL, x->total);
    cell_text(row, M_GRADE, grade_text(m, y, x->grade));
    if (before != INT_NONE) {
        cell_number(row, M_BEFORE, before);
        cell_number(row, M_CHANGE, x->total - before);
    }
    if (y)
        drag_put(m, x, y, row);
    cell_text(row, M_NEXT, day_iso(m->a, x->next_on));
}

static void caption(const struct mature *m, struct sheet *s, const char *title)
{
    s->title = say(m->q->lang, title);
    s->subtitle = question_caption(m->db, m->q, m->a);
    s->lakh = m->q->lakh;
}

/* How many of a nature have which grade, the weakest first. */
static void grades_sheet(struct mature *m, struct sheet *out)
{
    *out = sheet_start(m->a, grade_column, G_COLS);
    caption(m, out, "maturity.grades");
    for (size_t i = 0; i < m->n; i++) {
        int64_t same = 0, all = 0;
        bool before = false;
        struct sheet_row *row;

        for (size_t j = 0; j < m->n; j++) {
            bool is = m->row[j].nature == m->row[i].nature &&
                      str_same(m->row[j].grade, m->row[i].grade);

            before |= is && j < i;
            same += is;
            all += m->row[j].nature == m->row[i].nature;
        }
        if (before)
            continue;
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, G_NATURE, nature_text(m, m->row[i].nature));
        cell_text(row, G_GRADE,
                  grade_text(m, yard_of(m, m->row[i].yardstick),
                             m->row[i].grade));
        cell_number(row, G_BODIES, same);
        cell_ratio(row, G_SHARE, same, all);
    }
}

/* Whether institutions mature: the last published assessment of each body, its
 * grade, the one before by the same yardstick, and the dimension that drags
 * it down. */
REPORT(maturity, RIGHT_REGISTER)
{
    struct mature m = { .db = db, .a = a, .q = q };

    if (!question_good(db, q, a, f))
        return 0;
    rows_read(&m);
    out[0] = sheet_start(a, mature_column, M_COLS);
    caption(&m, &out[0], "maturity.title");
    for (size_t i = 0; i < m.n; i++)
        body_row(&m, &m.row[i], &out[0]);
    sheet_note(&out[0], say(q->lang, "maturity.note"));
    if (m.n == ROWS_MOST)
        sheet_note(&out[0], say(q->lang, "maturity.note_more"));
    grades_sheet(&m, &out[1]);
    return 2;
}
