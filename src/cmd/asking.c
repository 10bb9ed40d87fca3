/* asking - what a report is asked: as of when, where, whose, for which time. */
#include <string.h>

#include "book.sql.h"
#include "cmd.sql.h"
#include "cmd/cmd.h"
#include "log.sql.h"

void asking_take(struct cmd *c, struct asking *a)
{
    *a = (struct asking){
        .as_of = arg_value(c, "--as-of"),
        .period = arg_value(c, "--period"),
        .place = arg_value(c, "--place"),
        .by = arg_value(c, "--by"),
        .rsp = arg_value(c, "--rsp"),
        .project = arg_value(c, "--project"),
        .sheet = arg_value(c, "--sheet"),
        .publication = arg_value(c, "--publication"),
        .figures = arg_value(c, "--figures"),
        .banding = arg_value(c, "--banding"),
        .card = arg_value(c, "--card"),
        .line = arg_value(c, "--line"),
        .book = arg_value(c, "--book"),
        .fund = arg_value(c, "--fund"),
        .head = arg_value(c, "--head"),
        .lakh = arg_flag(c, "--lakh"),
        .groups = arg_flag(c, "--groups"),
    };
    if (!a->card) /* the same, as those call it who ask for its answers */
        a->card = arg_value(c, "--questionnaire");
}

static bool refuse(struct cmd *c, const char *option, const char *what)
{
    struct findings f = findings_start(&c->arena);

    tell(&f, STOP, what, "");
    findings_show(c, str_of(option), &f);
    c->status = EXIT_REFUSED;
    return false;
}

/* Figures are known by the month: of them a day would promise more than there
 * is (report_knows). */
static bool month_ask(struct cmd *c, const char *option, const char *said,
                      struct question *q)
{
    struct date d;

    if (!date_read(str_of(said), &d) || d.grain == GRAIN_YEAR) {
        misused(c, option, "cmd.month", said);
        return false;
    }
    if (d.grain == GRAIN_DAY)
        q->on = d.on;
    q->as_of = month_of(d.on);
    return true;
}

/* Without --as-of: the last month of which there are figures. */
static month last_month(struct db *db)
{
    struct rows r = db_rows(db, SQL_FIGURE_MONTH_ENDS);
    const struct host *host = site_host();
    struct entry now = { .at = host->now(host->self) };
    month m = month_of(entry_day(&now));

    if (db_next(&r) && !db_null(&r, 1) && (month)db_int(&r, 1) < m)
        m = (month)db_int(&r, 1);
    db_done(&r);
    return m;
}

/* The month in which the donor's year begins; 0 where nobody said. */
static int year_begins(struct db *db, struct id project)
{
    struct rows r = db_rows(db, SQL_PROJECT_YEAR);
    int begins = 0;

    db_bind_id(&r, 1, project);
    if (db_next(&r) && !db_null(&r, 0))
        begins = (int)db_int(&r, 0);
    db_done(&r);
    return begins;
}

static bool period_read(struct cmd *c, struct db *db, const char *said,
                        struct question *q)
{
    if (!said)
        return true;
    if (!strcmp(said, "project") && id_none(q->project))
        return refuse(c, "--period", "report.which_project");
    if (question_period(q, str_of(said), year_begins(db, q->project)))
        return true;
    misused(c, "--period", "cmd.period", said);
    return false;
}

static bool thing_read(struct cmd *c, struct db *db, const char *option,
                       const char *said, const char *kind, struct id *out)
{
    if (!said || ref_read(db, str_of(said), kind, &c->arena, out))
        return true;
    return refuse(c, option, "field.not_here");
}

static bool sheet_read(struct cmd *c, const char *said, struct question *q)
{
    int64_t n = 0;

    if (said && (!int_read(str_of(said), &n) || n < 1 || n > SHEETS_MOST)) {
        misused(c, "--sheet", "cmd.number", said);
        return false;
    }
    q->sheet = (int)n;
    return true;
}

/* "own" is what lies in no fund. */
static bool fund_read(struct cmd *c, struct db *db, const char *said,
                      struct question *q)
{
    q->own = said && !strcmp(said, "own");
    return q->own || thing_read(c, db, "--fund", said, "fund", &q->fund);
}

/* A code that only one body has. */
static bool body_by_code(struct db *db, struct str code, struct id *out)
{
    struct rows r = db_rows(db, SQL_BOOK_BY_CODE);
    int n = 0;

    db_bind_text(&r, 1, code);
    while (db_next(&r)) {
        *out = db_id(&r, 0);
        n++;
    }
    db_done(&r);
    return n == 1;
}

/* A body or an RSP, by its code or id. */
static bool book_read(struct cmd *c, struct db *db, const char *said,
                      struct question *q)
{
    if (!said || ref_read(db, str_of(said), "rsp", &c->arena, &q->book) ||
        body_by_code(db, str_of(said), &q->book))
        return true;
    return refuse(c, "--book", "field.not_here");
}

bool asking_read(struct cmd *c, struct db *db, const struct asking *a,
                 struct question *q)
{
    *q = (struct question){ .from = MONTH_NONE,
                            .lang = c->lang,
                            .lakh = a->lakh,
                            .groups = a->groups,
                            .banding = str_of(a->banding ? a->banding : ""),
                            .card = str_of(a->card ? a->card : ""),
                            .line = str_of(a->line ? a->line : ""),
                            .head = str_of(a->head ? a->head : "") };
    if (!a->as_of)
        q->as_of = last_month(db);
    else if (!month_ask(c, "--as-of", a->as_of, q))
        return false;
    q->by = a->by ? choice_find(REPORT_BY, str_of(a->by)) : BY_DEFAULT;
    if (q->by < 0) {
        misused(c, "--by", "cmd.by", a->by);
        return false;
    }
    q->figures = a->figures ? choice_find(REPORT_FIGURES, str_of(a->figures)) :
                              FIGURES_ALL;
    if (q->figures < 0) {
        misused(c, "--figures", "cmd.figures", a->figures);
        return false;
    }
    return book_read(c, db, a->book, q) && fund_read(c, db, a->fund, q) &&
           thing_read(c, db, "--place", a->place, "place", &q->place) &&
           thing_read(c, db, "--rsp", a->rsp, "rsp", &q->rsp) &&
           thing_read(c, db, "--project", a->project, "project", &q->project) &&
           thing_read(c, db, "--publication", a->publication, "publication",
                      &q->publication) &&
           sheet_read(c, a->sheet, q) && period_read(c, db, a->period, q);
}
