/* demo_issue - what the network published of the RSPs: four issues of its
 * outreach table as filings, and one as it was issued. */
#include <stdio.h>
#include <string.h>

#include "cmd.sql.h"
#include "cmd/demo.h"

enum { QUARTER = 3, MILLION = 6 };

struct filing_text {
    struct buf b;
    bool any;
};

static struct filing_text filing_start(struct demo *d)
{
    struct filing_text t = { .b = buf_start(&d->arena) };

    buf_z(&t.b, "{\"values\":[");
    return t;
}

static void value_add(struct filing_text *t, const char *indicator,
                      struct str said, int scale)
{
    int64_t amount;
    bool inexact;

    if (!said.n)
        return;
    MUST(decimal_read(said, scale, &amount, &inexact));
    buf_z(&t->b, t->any ? ",{\"amount\":" : "{\"amount\":");
    buf_int(&t->b, amount);
    buf_z(&t->b, ",\"indicator\":");
    buf_json(&t->b, str_of(indicator));
    buf_char(&t->b, '}');
    t->any = true;
}

struct filed {
    struct str rsp, place, source;
    month as_of, issue;
    const char *part;
};

static void filing_keep(struct demo *d, struct filing_text *t,
                        const struct filed *f)
{
    struct buf what = buf_start(&d->arena);

    if (!t->any)
        return;
    buf_z(&t->b, "],\"as_of\":\"");
    month_put(&t->b, f->as_of);
    buf_z(&t->b, "\",\"issue\":\"");
    month_put(&t->b, f->issue);
    buf_z(&t->b, "\",\"place\":\"");
    id_put(&t->b, id_named(S("place"), f->place));
    buf_z(&t->b, "\",\"rsp\":\"");
    id_put(&t->b, id_named(S("rsp"), f->rsp));
    buf_z(&t->b, "\",\"source\":");
    buf_json(&t->b, f->source);
    buf_char(&t->b, '}');
    month_put(&what, f->issue);
    buf_char(&what, ' ');
    buf_add(&what, f->rsp);
    demo_keep(d, "filing", demo_id(f->part, buf_str(&what), f->place),
              S("hina"), S(""), buf_str(&t->b));
}

/* Base, as of the issue, and as of the quarter before: as the importer does
 * with the workbook's own rows. */
static void district_file(struct demo *d, const struct data *s, month issue,
                          bool base)
{
    struct buf source = buf_start(&d->arena);
    struct filed f = { .rsp = S("RSPN"),
                       .place = data_cell(s, "place"),
                       .as_of = issue,
                       .issue = issue,
                       .part = "base" };
    struct filing_text t = filing_start(d);

    buf_z(&source, "RSPN Outreach ");
    month_put(&source, issue);
    buf_z(&source, ", row ");
    buf_add(&source, data_cell(s, "row"));
    f.source = buf_str(&source);
    if (base) {
        value_add(&t, "uc_base", data_cell(s, "uc_base"), 0);
        value_add(&t, "hh_base", data_cell(s, "hh_base"), 6);
        filing_keep(d, &t, &f);
    }
    f.rsp = data_cell(s, "rsp");
    if (!f.rsp.n)
        return;
    t = filing_start(d);
    value_add(&t, "uc", data_cell(s, "uc_now"), 0);
    value_add(&t, "hh", data_cell(s, "hh_now"), 0);
    value_add(&t, "co", data_cell(s, "co_now"), 0);
    f.part = "now";
    filing_keep(d, &t, &f);
    t = filing_start(d);
    value_add(&t, "uc", data_cell(s, "uc_prev"), 0);
    value_add(&t, "hh", data_cell(s, "hh_prev"), 0);
    value_add(&t, "co", data_cell(s, "co_prev"), 0);
    f.part = "prev";
    f.as_of = issue - QUARTER;
    filing_keep(d, &t, &f);
}

/* Of several rows of a district the first without "(overlapping)" speaks for
 * its base; the first of all where each has it. */
struct base_row {
    struct str place;
    int row;
    bool overlapping;
};

static size_t bases_read(const char *file, struct arena *a,
                         struct base_row *base, size_t most)
{
    struct data *s = data_open(file);
    size_t n = 0;

    while (data_next(s)) {
        struct base_row one = { arena_str(a, data_cell(s, "place")),
                                s->row.number,
                                str_same(data_cell(s, "overlapping"), S("1")) };
        size_t i = 0;

        while (i < n && !str_same(base[i].place, one.place))
            i++;
        MUST(i < most);
        if (i == n || (base[i].overlapping && !one.overlapping))
            base[i] = one;
        n += i == n;
    }
    data_close(s);
    return n;
}

static void districts_make(struct demo *d, const char *file, month issue)
{
    struct base_row base[256];
    struct arena a = { 0 };
    size_t n = bases_read(file, &a, base, LEN(base));
    struct data *s = data_open(file);

    while (data_next(s)) {
        bool is_base = false;

        for (size_t i = 0; i < n; i++)
            is_base |= base[i].row == s->row.number;
        district_file(d, s, issue, is_base);
        demo_step(d);
    }
    data_close(s);
    arena_free(&a);
}

/* Decimals of a number as printed there: rupees are in million. */
static int scale_of(struct db *db, struct str indicator)
{
    struct rows r = db_rows(db, SQL_DEMO_INDICATOR);
    int scale = -1;

    db_bind_text(&r, 1, indicator);
    if (db_next(&r))
        scale = (int)db_int(&r, 0) + (db_int(&r, 1) ? MILLION : 0);
    db_done(&r);
    MUST(scale >= 0 || db_fault(db));
    return scale < 0 ? 0 : scale;
}

/* One filing for each RSP, from its rows throughout the sheet. */
static void cumulative_make(struct demo *d, const char *file, month issue,
                            struct str rsp)
{
    struct filing_text t = filing_start(d);
    struct buf source = buf_start(&d->arena);
    struct filed f = { .rsp = arena_str(&d->arena, rsp),
                       .place = S("pk"),
                       .as_of = issue,
                       .issue = issue,
                       .part = "cumulative" };
    struct data *s = data_open(file);

    while (data_next(s)) {
        struct str code = data_cell(s, "indicator");

        if (str_same(data_cell(s, "rsp"), rsp))
            value_add(&t, arena_z(&d->arena, code), data_cell(s, "value"),
                      scale_of(d->site.db, code));
    }
    data_close(s);
    buf_z(&source, "RSPN Outreach ");
    month_put(&source, issue);
    buf_z(&source, ", cumulative progress");
    f.source = buf_str(&source);
    filing_keep(d, &t, &f);
}

static void issue_make(struct demo *d, const char *name)
{
    static const char *const rsp[] = { "AJKRSP", "AKRSP", "BRSP", "GBTI",
                                       "NRSP",   "PRSP",  "SGA",  "SRSO",
                                       "SRSP",   "TRDP" };
    char file[40];
    month issue;

    MUST(month_read(str_of(name), &issue));
    snprintf(file, sizeof file, "outreach/%s.csv", name);
    districts_make(d, file, issue);
    snprintf(file, sizeof file, "outreach/%s-rsp.csv", name);
    for (size_t i = 0; i < LEN(rsp); i++)
        cumulative_make(d, file, issue, str_of(rsp[i]));
    demo_step(d);
}

/* ---- a report that was issued -------------------------------------------*/

void publication_make(struct demo *d)
{
    const struct report *r = report_find(S("outreach"));
    struct findings f = findings_start(&d->cmd->arena);
    struct question q = { .from = MONTH_NONE, .by = BY_DISTRICT };
    struct sheet sheet[SHEETS_MOST];
    struct str body;
    int n;

    if (!r || d->failed)
        return;
    MUST(month_read(S("2014-12"), &q.as_of));
    db_begin(d->site.db);
    n = r->make(d->site.db, &q, &d->cmd->arena, sheet, &f);
    body = publication_body(d->site.db, r, &q, sheet, n, &d->cmd->arena);
    d->failed = db_fault(d->site.db) != DB_FINE;
    db_rollback(d->site.db);
    demo_keep(d, "publication",
              demo_id("publication", S("outreach"), S("2014-12")), S("hina"),
              S(""), body);
    demo_commit(d);
}

void issues_make(struct demo *d)
{
    static const char *const issue[] = { "2012-09", "2013-12", "2014-06",
                                         "2014-12" };

    for (size_t i = 0; i < LEN(issue); i++)
        issue_make(d, issue[i]);
    demo_commit(d);
}
