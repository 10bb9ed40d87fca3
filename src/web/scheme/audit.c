/* audit - the audit file of a scheme in one document: its papers gate by gate,
 * its estimate, measurements, money, committees, decisions and objections. */
#include "core/card.h"
#include "web/paper.h"
#include "web/scheme/works.h"
#include "works.sql.h"

static struct str word_str(struct rq *rq, const char *key)
{
    return str_of(word(rq, key));
}

static struct str named(struct rq *rq, const char *kind, struct id id)
{
    return id_none(id) ? S("") :
                         str_of(thing_name(rq, kind_find(str_of(kind)), id));
}

static struct str day_str(struct rq *rq, const struct rows *r, int col)
{
    return db_null(r, col) ? S("") : str_of(day_text(rq, (day)db_int(r, col)));
}

static struct str rupees_str(struct rq *rq, int64_t amount)
{
    return str_of(rupees(rq, amount));
}

static void pair(struct paper *p, const char *key, struct str value)
{
    if (value.n)
        paper_pair_word(p, key, value);
}

/* ---- the front ----------------------------------------------------------*/

static void front_put(struct rq *rq, const struct site_of *x, struct paper *p)
{
    const struct kind *k = x->kind;
    struct works_state s = x->s;

    pair(p, "kind.scheme", said_text(k, x->record, "title"));
    pair(p, "field.number", said_text(k, x->record, "number"));
    pair(p, "field.type", str_of(works_type(rq, x->type)));
    pair(p, "kind.body", named(rq, "body", said_id(k, x->record, "body")));
    pair(p, "field.place", named(rq, "place", said_id(k, x->record, "place")));
    pair(p, "field.rsp", named(rq, "rsp", said_id(k, x->record, "rsp")));
    pair(p, "field.fund", named(rq, "fund", said_id(k, x->record, "fund")));
    pair(p, "field.resolution",
         named(rq, "resolution", said_id(k, x->record, "resolution")));
    pair(p, "kind.need", named(rq, "need", said_id(k, x->record, "need")));
    pair(p, "field.stage", str_of(works_stage(rq, s.stage)));
    pair(p, "works.programme", rupees_str(rq, s.programme));
    pair(p, "works.community", rupees_str(rq, s.community));
    pair(p, "works.paid", rupees_str(rq, s.paid));
    pair(p, "works.contributed", rupees_str(rq, s.contributed));
    pair(p, "works.unspent", rupees_str(rq, works_unspent(&s)));
    pair(p, "works.done", str_of(works_percent(rq, s.progress)));
    paper_gap(p, 3);
}

/* ---- papers, gate by gate -----------------------------------------------*/

/* The first day on which a paper was there: as a sheet, or as a record. */
static day there_since(const struct site_of *x, struct str code)
{
    for (size_t i = 0; i < x->n; i++)
        if (works_has(x->f, x->n, code, DAY_NONE, x->f[i].on_day))
            return x->f[i].on_day;
    return DAY_NONE;
}

static void gate_put(struct rq *rq, const struct site_of *x, int gate,
                     struct paper *p)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct works_fact *f = &x->f[i];
        day since;

        if (f->what != WORKS_NEEDS || f->choice != gate)
            continue;
        since = there_since(x, f->code);
        paper_row(p, ROW_PLAIN,
                  (const struct str[]){ str_of(works_gate(rq, gate)),
                                        str_of(works_paper(rq, f->code)),
                                        since == DAY_NONE ?
                                            word_str(rq, "works.missing") :
                                            str_of(day_text(rq, since)) });
    }
}

static void gates_put(struct rq *rq, const struct site_of *x, struct paper *p)
{
    const struct paper_column c[] = {
        { word_str(rq, "field.gate"), S(""), 30, ALIGN_START },
        { word_str(rq, "field.paper"), S(""), 45, ALIGN_START },
        { word_str(rq, "works.there_since"), S(""), 25, ALIGN_START }
    };

    paper_heading(p, word_str(rq, "works.gates"));
    paper_table(p, c, (int)LEN(c), 0, 0);
    for (int gate = 0; gate < GATES; gate++)
        gate_put(rq, x, gate, p);
    paper_table_end(p);
}

/* ---- rows of the database as tables -------------------------------------*/

enum { AUDIT_COLUMNS = 6 };
struct table {
    const char *heading, *word[AUDIT_COLUMNS];
    int wide[AUDIT_COLUMNS]; /* shares of the width */
    int columns;
    bool last_is_number;
    int sql;
    void (*row)(struct rq *rq, const struct rows *r, struct str *cell);
};

static void paper_cells_of(struct rq *rq, const struct rows *r,
                           struct str *cell)
{
    cell[0] = day_str(rq, r, 2);
    cell[1] = str_of(works_paper(rq, arena_str(rq->arena, db_str(r, 1))));
    cell[2] = arena_str(rq->arena, db_str(r, 3));
    cell[3] = word_str(rq, db_null(r, 4) ? "works.no_file" : "works.file");
}

static void line_cells(struct rq *rq, const struct rows *r, struct str *cell)
{
    cell[0] = arena_str(rq->arena, db_str(r, 0));
    cell[1] = arena_str(rq->arena, db_str(r, 1));
    cell[2] = db_null(r, 3) ? S("") : str_of(number_all(rq, db_int(r, 3), 2));
    cell[3] = rupees_str(rq, int_in(r, 4));
    cell[4] = word_str(rq, db_int(r, 6) == 1 ? "choice.community" :
                                               "choice.programme");
    cell[5] = rupees_str(rq, int_in(r, 5));
}

static void measured_cells(struct rq *rq, const struct rows *r,
                           struct str *cell)
{
    cell[0] = day_str(rq, r, 0);
    cell[1] = arena_str(rq->arena, db_str(r, 1));
    cell[2] = arena_str(rq->arena, db_str(r, 2));
    cell[3] = arena_str(rq->arena, db_str(r, 8));
    cell[4] = str_of(number_all(rq, db_int(r, 7), 2));
}

static void money_cells(struct rq *rq, const struct rows *r, struct str *cell)
{
    cell[0] = day_str(rq, r, 2);
    cell[1] = str_of(works_money_word(rq, db_int(r, 0)));
    cell[2] = arena_str(rq->arena, db_str(r, 4));
    cell[3] = db_int(r, 8) ? word_str(rq, "award.taken_back") : S("");
    cell[4] = rupees_str(rq, int_in(r, 3));
}

static void seat_cells(struct rq *rq, const struct rows *r, struct str *cell)
{
    cell[0] = str_of(works_choice(rq, WORKS_ROLES, db_int(r, 0)));
    cell[1] = named(rq, "person", db_id(r, 4));
    cell[2] = str_of(works_choice(rq, "head|secretary|member", int_in(r, 5)));
    cell[3] = db_int(r, 6) ? word_str(rq, "field.treasurer") : S("");
}

static void decision_cells(struct rq *rq, const struct rows *r,
                           struct str *cell)
{
    static const char *const kind[] = {
        "kind.scheme_step", "kind.scheme_environment", "kind.estimate",
        "kind.measurement", "kind.certificate",        "kind.scheme_handover",
        "kind.scheme_check"
    };
    int64_t what = db_int(r, 0);

    cell[0] = day_str(rq, r, 2);
    cell[1] = what == 0 ? str_of(works_step(rq, int_in(r, 3))) :
                          word_str(rq, kind[what]);
    cell[2] = what == 6 ?
                  str_of(works_choice(rq, WORKS_FUNCTION, int_in(r, 3))) :
                  arena_str(rq->arena, db_str(r, 4));
    cell[3] = db_null(r, 5) ?
                  db_null(r, 6) ? S("") : named(rq, "person", db_id(r, 6)) :
                  named(rq, "staff", db_id(r, 5));
}

static void objection_cells(struct rq *rq, const struct rows *r,
                            struct str *cell)
{
    cell[0] = day_str(rq, r, 1);
    cell[1] = arena_str(rq->arena, db_str(r, 2));
    cell[2] = arena_str(rq->arena, db_str(r, 6));
    cell[3] = db_null(r, 5) ? word_str(rq, "works.open") : day_str(rq, r, 5);
}

static void checklist_cells(struct rq *rq, const struct rows *r,
                            struct str *cell)
{
    cell[0] = arena_str(rq->arena, own_text(rq->lang, db_str(r, 0),
                                            db_str(r, 1), db_str(r, 2)));
    cell[1] = word_str(rq, !db_null(r, 3) && db_int(r, 3) ? "choice.yes" :
                                                            "choice.no");
    cell[2] = arena_str(rq->arena, db_str(r, 4));
}

static void table_put(struct rq *rq, const struct table *t, struct id scheme,
                      struct paper *p)
{
    struct paper_column c[AUDIT_COLUMNS];
    struct rows r = db_rows(rq->db, t->sql);
    bool any = false;

    for (int i = 0; i < t->columns; i++)
        c[i] = (struct paper_column){
            word_str(rq, t->word[i]), S(""), t->wide[i],
            t->last_is_number && i + 1 == t->columns ? ALIGN_END : ALIGN_START
        };
    db_bind_id(&r, 1, scheme);
    for (; db_next(&r); any = true) {
        struct str cell[AUDIT_COLUMNS];

        if (!any) {
            paper_heading(p, word_str(rq, t->heading));
            paper_table(p, c, t->columns, 0, 0);
        }
        t->row(rq, &r, cell);
        paper_row(p, ROW_PLAIN, cell);
    }
    db_done(&r);
    if (any)
        paper_table_end(p);
}

static void tables_put(struct rq *rq, struct id scheme, struct paper *p)
{
    const struct table t[] = {
        { "works.papers",
          { "field.held", "field.paper", "field.number", "works.file" },
          { 18, 44, 20, 18 },
          4,
          false,
          SQL_WEB_WORKS_PAPERS,
          paper_cells_of },
        { "kind.scheme_environment",
          { "kind.environment_question", "works.answer", "field.how" },
          { 50, 14, 36 },
          3,
          false,
          SQL_WEB_WORKS_CHECKLIST,
          checklist_cells },
        { "kind.estimate",
          { "field.code", "works.item", "works.quantity", "works.rate",
            "works.payer", "field.amount" },
          { 8, 38, 12, 12, 16, 14 },
          6,
          true,
          SQL_WEB_WORKS_LINES,
          line_cells },
        { "works.committees",
          { "works.part", "kind.person", "field.role", "works.treasurer" },
          { 24, 34, 20, 22 },
          4,
          false,
          SQL_WEB_WORKS_SEATS,
          seat_cells },
        { "works.decisions",
          { "field.held", "works.what", "field.note", "works.who" },
          { 18, 26, 32, 24 },
          4,
          false,
          SQL_WEB_WORKS_STEPS,
          decision_cells },
        { "kinds.measurement",
          { "field.held", "field.page", "field.code", "field.note",
            "works.quantity" },
          { 18, 12, 12, 44, 14 },
          5,
          true,
          SQL_WEB_WORKS_MEASURED,
          measured_cells },
        { "works.money",
          { "field.held", "works.what", "field.note", "works.undone",
            "award.rupees" },
          { 18, 24, 30, 14, 14 },
          5,
          true,
          SQL_WEB_WORKS_MONEY,
          money_cells },
        { "kinds.scheme_objection",
          { "field.held", "works.says", "works.answer", "field.settled" },
          { 18, 34, 30, 18 },
          4,
          false,
          SQL_WEB_WORKS_OBJECTIONS,
          objection_cells },
    };

    for (size_t i = 0; i < LEN(t); i++)
        table_put(rq, &t[i], scheme, p);
}

/* The audit file of a scheme, in one document: every paper its gates want and
 * since when it is there, the estimate, the measurement book, all money, who sat
 * on which committee, what was decided and objected. */
PAGE(scheme_audit, GET, "/scheme/*/audit.pdf", RIGHT_REGISTER)
{
    struct site_of x;
    struct paper_plan plan;
    struct paper p;

    rq->lang = rq_paper_lang(rq);
    if (!works_open(rq, &x))
        return;
    plan = (struct paper_plan){ .size = rq_paper_size(rq, PAPER_A4),
                                .title = word_str(rq, "works.audit"),
                                .head = said_text(x.kind, x.record, "number"),
                                .on = rq->today };
    p = paper_start(rq->arena, rq->lang, &plan);
    paper_title(&p, plan.title);
    front_put(rq, &x, &p);
    gates_put(rq, &x, &p);
    tables_put(rq, x.id, &p);
    rq_paper(rq, "audit.pdf", &p);
}
