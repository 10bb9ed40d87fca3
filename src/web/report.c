/* report - the pages of reports: what to ask, and the sheets that answer. */
#include <string.h>

#include "web.sql.h"
#include "web/chart/chart.h"
#include "web/paper.h"
#include "web/register.h"

/* What was asked, as it was said and as it was understood. */
struct asked {
    struct question q;
    struct str place, rsp, project, period, by;
};

static bool month_asked(struct rq *rq, month *out)
{
    struct str said = str_trim(rq_arg(rq, "as_of"));

    *out = month_last(rq);
    return !said.n || month_read(said, out);
}

static int year_begins(struct rq *rq, struct id project)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PROJECT_YEAR);
    int begins = 0;

    db_bind_id(&r, 1, project);
    if (db_next(&r) && !db_null(&r, 0))
        begins = (int)db_int(&r, 0);
    db_done(&r);
    return begins;
}

static void asked_read(struct rq *rq, struct asked *a, struct findings *f)
{
    int by;

    *a = (struct asked){ .q = { .from = MONTH_NONE, .lang = rq->lang },
                         .place = rq_arg(rq, "place"),
                         .rsp = rq_arg(rq, "rsp"),
                         .project = rq_arg(rq, "project"),
                         .period = rq_arg(rq, "period"),
                         .by = rq_arg(rq, "by") };
    if (!month_asked(rq, &a->q.as_of))
        tell(f, STOP, "ask.month", "as_of");
    if (!rq_on(rq, &a->q))
        tell(f, STOP, "ask.day", "on");
    if (!thing_read(rq, "place", a->place, &a->q.place))
        tell(f, STOP, "ask.unknown", "place");
    if (!thing_read(rq, "rsp", a->rsp, &a->q.rsp))
        tell(f, STOP, "ask.unknown", "rsp");
    if (!thing_read(rq, "project", a->project, &a->q.project))
        tell(f, STOP, "ask.unknown", "project");
    by = a->by.n ? choice_find(REPORT_BY, a->by) : 0;
    if (by < 0)
        tell(f, STOP, "ask.unknown", "by");
    else
        a->q.by = by;
    a->q.lakh = rq_lakh(rq);
    a->q.figures = rq_figures(rq);
    a->q.groups = rq_arg(rq, "groups").n > 0;
    a->q.banding = str_trim(rq_arg(rq, "banding"));
    a->q.card = str_trim(rq_arg(rq, "card"));
    a->q.line = str_trim(rq_arg(rq, "line"));
    a->q.sheet = (int)rq_int(rq, "sheet", 0, REPORT_SHEETS, 0);
    if (a->period.n &&
        !question_period(&a->q, a->period, year_begins(rq, a->q.project)))
        tell(f, STOP, "ask.period", "period");
}

/* ---- the filter ---------------------------------------------------------*/

static void options(struct rq *rq, const char *kind, struct id now)
{
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_fmt(
        &sql,
        "SELECT entry, code, name, name_ur, name_sd FROM %s WHERE counts = 1 "
        "ORDER BY code, entry LIMIT 500",
        kind);
    r = db_text_rows(rq->db, buf_str(&sql));
    html(rq, "<option value=\"\">%s</option>", word(rq, "ask.all"));
    while (db_next(&r))
        html(rq,
             id_same(db_id(&r, 0), now) ?
                 "<option value=\"%s\" selected>%s – %s</option>" :
                 "<option value=\"%s\">%s – %s</option>",
             zstr(rq, db_str(&r, 1)), zstr(rq, db_str(&r, 1)),
             zstr(rq, own_text(rq->lang, db_str(&r, 2), db_str(&r, 3),
                               db_str(&r, 4))));
}

static void provinces(struct rq *rq, const struct asked *a)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLACES_OF_LEVEL);
    bool seen = id_none(a->q.place);
    int col = rq->lang;

    db_bind_int(&r, 1, 1);
    html(rq, "<option value=\"\">%s</option>", word(rq, "ask.everywhere"));
    while (db_next(&r)) {
        bool same = id_same(db_id(&r, 3), a->q.place);
        struct str name = db_str(&r, db_str(&r, col).n ? col : 0);

        seen |= same;
        html(rq,
             same ? "<option value=\"%s\" selected>%s</option>" :
                    "<option value=\"%s\">%s</option>",
             id_text(rq, db_id(&r, 3)), zstr(rq, name));
    }
    if (!seen)
        html(rq, "<option value=\"%s\" selected>%s</option>",
             id_text(rq, a->q.place), place_name(rq, a->q.place));
}

static void choices(struct rq *rq, const char *group, const char *all,
                    struct str now)
{
    struct str rest = str_of(all);

    while (rest.n) {
        struct str one = str_cut(&rest, '|');
        bool none = str_same(one, S("default")) || str_same(one, S("none"));
        struct str value = none ? S("") : one;

        html(rq,
             str_same(value, now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, value), word_of(rq, group, one));
    }
    if (now.n && choice_find(all, now) < 0)
        html(rq, "<option value=\"%s\" selected>%s</option>", zstr(rq, now),
             zstr(rq, now));
}

/* Bands of every programme, poverty lines of every card. */
static void names(struct rq *rq, const char *name, const char *key, int sql,
                  struct str now)
{
    struct rows r = db_rows(rq->db, sql);

    html(rq, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
         word(rq, key), name, word(rq, "ask.usual"));
    while (db_next(&r)) {
        struct str code = db_str(&r, 0), title = db_str(&r, 1);

        html(rq,
             str_same(code, now) ?
                 "<option value=\"%s\" selected>%s%s%s</option>" :
                 "<option value=\"%s\">%s%s%s</option>",
             zstr(rq, code), zstr(rq, code), title.n ? " – " : "",
             zstr(rq, title));
    }
    html(rq, "</select></label>");
}

static void filter(struct rq *rq, const struct report *of,
                   const struct asked *a)
{
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input "
         "type=\"month\" name=\"as_of\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\" placeholder=\"2014-12\"></label>",
         word(rq, "ask.as_of"), month_iso(rq, a->q.as_of));
    if (of->days)
        on_input(rq, &a->q);
    html(rq, "<label>%s<select name=\"period\">", word(rq, "ask.period"));
    choices(rq, "period", "none|month|quarter|fy|project", a->period);
    html(rq, "</select></label><label>%s<select name=\"place\">",
         word(rq, "ask.place"));
    provinces(rq, a);
    html(rq, "</select></label><label>%s<select name=\"rsp\">",
         word(rq, "ask.rsp"));
    options(rq, "rsp", a->q.rsp);
    html(rq, "</select></label>");
    if (thing_count(rq, kind_find(S("project")), 1)) {
        html(rq, "<label>%s<select name=\"project\">", word(rq, "ask.project"));
        options(rq, "project", a->q.project);
        html(rq, "</select></label>");
    }
    html(rq, "<label>%s<select name=\"by\">", word(rq, "ask.by"));
    choices(rq, "by", REPORT_BY, a->by);
    html(rq, "</select></label>");
    if (of->bands) {
        names(rq, "banding", "ask.banding", SQL_WEB_BANDINGS, a->q.banding);
        names(rq, "card", "ask.card", SQL_WEB_CARDS, a->q.card);
    }
    if (of->lines)
        names(rq, "line", "ask.line", SQL_WEB_LINES, a->q.line);
    html(rq,
         a->q.groups ? "<label class=\"tick\"><input type=\"checkbox\" "
                       "name=\"groups\" value=\"1\" checked> %s</label>" :
                       "<label class=\"tick\"><input type=\"checkbox\" "
                       "name=\"groups\" value=\"1\"> %s</label>",
         word(rq, "ask.groups"));
    if (a->q.figures == FIGURES_CHECKED)
        html(rq, "<input type=\"hidden\" name=\"figures\" value=\"checked\">");
    if (of->apart)
        html(rq, "<input type=\"hidden\" name=\"sheet\" value=\"%d\">",
             a->q.sheet);
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
    figures_switch(rq);
}

/* ---- sheets -------------------------------------------------------------*/

/* What was asked, for links to the same in another form. */
#define ASKED                                                                  \
    "as_of on period place rsp project by digits figures groups banding card " \
    "line"

/* Numbers that are made of things open their list: the same question, and
 * which row and column. Only for who may read the register there. */
static void behind_links(struct rq *rq, const struct report *of,
                         const struct asked *a, struct sheet *s, int n)
{
    struct scope scope = { .place = a->q.place,
                           .rsp = a->q.rsp,
                           .project = a->q.project };
    const char *same = args_again(rq, ASKED);

    if (!of->behind || !rq_may_in(rq, RIGHT_REGISTER, &scope))
        return;
    for (int i = 0; i < n; i++)
        for (size_t j = 0; j < s[i].rows; j++) {
            struct sheet_row *row = &s[i].row[j];

            for (int c = 0; c < s[i].columns && row->key.n; c++) {
                struct buf b = buf_start(rq->arena);

                if (!row->cell[c].said || !row->cell[c].number ||
                    row->cell[c].link.n || row->cell[c].more ||
                    choice_find(of->opens, str_of(s[i].column[c].key)) < 0)
                    continue;
                buf_fmt(&b, "/report/%s/behind?row=%s&column=%s", of->name,
                        url_part(rq, row->key), s[i].column[c].key);
                buf_z(&b, same);
                cell_link(row, c, buf_str(&b));
            }
        }
}

/* All sheets of a report whose sheets are read one at a time; else those that
 * stand below. */
static void tabs(struct rq *rq, const struct report *of, const struct asked *a,
                 const struct sheet *s, int n)
{
    struct str rest = str_of(of->apart ? of->apart : "");

    if (n < 2 && !rest.n)
        return;
    html(rq, "<nav class=\"tabs\" aria-label=\"%s\"><ul>",
         word(rq, "sheets.title"));
    for (int i = 1; rest.n; i++) {
        struct str title = say(rq->lang,
                               arena_z(rq->arena, str_cut(&rest, '|')));

        html(rq,
             i == a->q.sheet ? "<li><a href=\"?sheet=%d%s\" "
                               "aria-current=\"page\">%s</a></li>" :
                               "<li><a href=\"?sheet=%d%s\">%s</a></li>",
             i, args_again(rq, ASKED), zstr(rq, title));
    }
    for (int i = 0; i < n && !of->apart; i++)
        html(rq, "<li><a href=\"#sheet%d\">%s</a></li>", i + 1,
             zstr(rq, s[i].title));
    html(rq, "</ul></nav>");
}

static void sheets_draw(struct rq *rq, const struct report *of,
                        const struct asked *a, const struct sheet *s, int n)
{
    int first = a->q.sheet ? a->q.sheet : 1;

    tabs(rq, of, a, s, n);
    for (int i = 0; i < n; i++) {
        struct buf b = buf_start(rq->arena);
        const char *id;

        buf_fmt(&b, "sheet%d", first + i);
        id = zstr(rq, buf_str(&b));
        html(rq, "<section class=\"sheets\" id=\"%s\">", id);
        chart_of_report(rq, of, first + i - 1, &s[i], id);
        sheet_draw(rq, &s[i]);
        html(rq, "<p class=\"forms\">");
        file_links(rq, "", "csv json xlsx pdf", first + i,
                   args_again(rq, ASKED));
        html(rq, "</p></section>");
    }
}

static void refused(struct rq *rq, const struct findings *f)
{
    rq->status = 400;
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"findings\":");
        findings_json(rq, f);
        buf_z(&rq->body, "}\n");
        return;
    }
    for (size_t i = 0; i < f->n; i++)
        finding_draw(rq, &f->at[i]);
}

/* Figures are for everybody who may see them; what is read out of registers
 * only for who may read these in the place that is asked for. */
static bool reaches(struct rq *rq, const struct report *r,
                    const struct asked *a)
{
    struct scope scope = { .place = a->q.place,
                           .rsp = a->q.rsp,
                           .project = a->q.project };

    return r->right <= RIGHT_SEE || rq_may_in(rq, r->right, &scope);
}

/* Who may not read the register everywhere means her own reach by what she does
 * not say: a place alone is what her RSP does there. Who asks for an RSP asks
 * for all of it. */
static void asked_own(struct rq *rq, const struct report *r, struct asked *a)
{
    bool all = !a->place.n && (a->rsp.n || a->project.n);

    for (size_t i = 0; !all && i < rq->grants && !reaches(rq, r, a); i++) {
        const struct scope *own = &rq->grant[i].scope;
        struct asked mine = *a;

        if (!rights_hold(rq->grant[i].rights, r->right))
            continue;
        if (!a->place.n)
            mine.q.place = own->place;
        if (!a->rsp.n)
            mine.q.rsp = own->rsp;
        if (!a->project.n)
            mine.q.project = own->project;
        if (reaches(rq, r, &mine))
            *a = mine;
    }
}

/* A report of one book has its own page there. */
static void book_goto(struct rq *rq, const struct report *r)
{
    struct id book = ID_NONE;
    struct buf to = buf_start(rq->arena);

    buf_z(&to, "/books");
    if (id_read(rq_arg(rq, "book"), &book) ||
        (thing_read(rq, "rsp", rq_arg(rq, "book"), &book) && !id_none(book)))
        buf_fmt(&to, "/%s/%s", id_text(rq, book),
                strcmp(r->name, "cashbook") ? r->name : "cash");
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

void report_show(struct rq *rq, const struct report *r, report_more *more)
{
    struct sheet s[REPORT_SHEETS];
    struct findings f = findings_start(rq->arena);
    struct asked a;
    int n = 0;

    if (!rq_may(rq, r->right)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (r->book) {
        book_goto(rq, r);
        return;
    }
    asked_read(rq, &a, &f);
    asked_own(rq, r, &a);
    if (!reaches(rq, r, &a)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (r->apart && !a.q.sheet && !rq->json && !rq_arg(rq, "format").n)
        a.q.sheet = 1; /* files hold all of them */
    if (!findings_stop(&f))
        n = report_knows(r, &a.q, &f) ?
                r->make(rq->db, &a.q, rq->arena, s, &f) :
                0;
    if (!findings_stop(&f) &&
        sheets_file(rq, r->name, rq_arg(rq, "format"), s, n))
        return;
    if (rq->json) {
        refused(rq, &f);
        return;
    }
    behind_links(rq, r, &a, s, n);
    frame_open(rq, word_of(rq, "report", str_of(r->name)));
    filter(rq, r, &a);
    if (findings_stop(&f))
        refused(rq, &f);
    else
        sheets_draw(rq, r, &a, s, n);
    if (more && !findings_stop(&f))
        more(rq, &a.q);
    frame_close(rq);
}

/* ---- what a number is made of -------------------------------------------*/

/* Who it is about, where the kind says so: the borrower of a loan. */
static const char *person_of(struct rq *rq, const struct kind *k, struct id id)
{
    const struct field *f = kind_field(k, S("person"));
    char *record = arena_many(rq->arena, char, k->bytes);

    record_blank(k->field, k->fields, record);
    if (!f || f->type != FIELD_REF ||
        !row_find(rq->db, k, id, rq->arena, record))
        return "";
    return thing_name(rq, kind_find(S("person")),
                      *(struct id *)(void *)(record + f->at));
}

static void behind_json(struct rq *rq, const struct opened *b)
{
    struct keys k = keys_open(rq);

    rq->type = "application/json";
    key_text(&k, "kind", str_of(b->kind));
    key_int(&k, "of", b->of);
    key_list(&k, "things");
    for (size_t i = 0; i < b->n; i++) {
        struct keys one = key_item(rq, i);

        if (b->at[i].amount != INT_NONE)
            key_int(&one, "amount", b->at[i].amount);
        key_id(&one, "id", b->at[i].id);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void behind_draw(struct rq *rq, const struct report *r,
                        const struct opened *b)
{
    const struct kind *k = kind_find(str_of(b->kind));
    bool amounts = b->n && b->at[0].amount != INT_NONE;
    const char **name = arena_many(rq->arena, const char *, b->n + 1);
    struct id *id = arena_many(rq->arena, struct id, b->n + 1);

    for (size_t i = 0; i < b->n; i++)
        id[i] = b->at[i].id;
    thing_names(rq, k, id, b->n, name);
    frame_open(rq, word_of(rq, "report", str_of(r->name)));
    html(rq, "<p class=\"lead\">%s: <b class=\"n\">%lld</b>", kind_words(rq, k),
         (long long)b->of);
    if (amounts)
        html(rq, " · %s", rupees_text(rq, b->sum));
    if (b->of > (int64_t)b->n)
        html(rq, " · %s %zu", word(rq, "behind.first"), b->n);
    html(rq, "</p>");
    listing_open(rq, amounts ? "field.name n:field.amount" : "field.name");
    for (size_t i = 0; i < b->n; i++) {
        html(rq, "<tr><td><a href=\"%s\"><bdi>%s</bdi></a> <bdi>%s</bdi></td>",
             thing_path(rq, k, id[i]), name[i], person_of(rq, k, id[i]));
        if (amounts)
            html(rq, "<td class=\"n\">%s</td>",
                 number_all(rq, b->at[i].amount, 2));
        html(rq, "</tr>");
    }
    listing_close(rq);
    frame_close(rq);
}

/* What a number of a report is made of, by name: the members of an age, the
 * loans that are late, the households of a score. */
PAGE(report_behind, GET, "/report/*/behind", RIGHT_REGISTER)
{
    const struct report *r = report_find(rq->step[0]);
    struct findings f = findings_start(rq->arena);
    struct opened b = { 0 };
    struct scope scope;
    struct asked a;

    if (!r || !r->behind || choice_find(r->opens, rq_arg(rq, "column")) < 0) {
        not_here(rq);
        return;
    }
    asked_read(rq, &a, &f);
    asked_own(rq, r, &a);
    scope = (struct scope){ .place = a.q.place,
                            .rsp = a.q.rsp,
                            .project = a.q.project };
    if (!reaches(rq, r, &a) || !rq_may_in(rq, RIGHT_REGISTER, &scope)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (findings_stop(&f) || !report_knows(r, &a.q, &f) ||
        !r->behind(rq->db, &a.q, rq_arg(rq, "row"), rq_arg(rq, "column"),
                   rq->arena, &b)) {
        not_here(rq);
        return;
    }
    if (rq->json)
        behind_json(rq, &b);
    else
        behind_draw(rq, r, &b);
}

/* The network's outreach table: districts, organisations and provinces, and
 * the cumulative indicators. Choose the month, a period, a place, an
 * organisation or a project; each figure opens to its postings. */
PAGE(outreach, GET, "/outreach", RIGHT_SEE)
{
    const struct report *r = report_find(S("outreach"));

    if (r)
        report_show(rq, r, NULL);
    else
        not_here(rq);
}

/* Any report by its name, as a page or a file (?format=csv, json, xlsx, pdf). */
PAGE(report, GET, "/report/*", RIGHT_SEE)
{
    const struct report *r = report_find(rq->step[0]);

    if (r)
        report_show(rq, r, NULL);
    else
        not_here(rq);
}

/* Some have a page of their own, where more can be done. */
static const char *report_path(struct rq *rq, const char *name)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/%s", name);
    for (int i = 0; i < page_count; i++)
        if (page_index[i]->method == PAGE_GET &&
            str_same(str_of(page_index[i]->path), buf_str(&b)))
            return page_index[i]->path;
    b = buf_start(rq->arena);
    buf_fmt(&b, "/report/%s", name);
    return zstr(rq, buf_str(&b));
}

/* All reports there are, and what each is for. */
PAGE(reports, GET, "/reports", RIGHT_SEE)
{
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"reports\":[");
        for (int i = 0; i < report_count; i++) {
            buf_z(&rq->body, i ? "," : "");
            buf_json(&rq->body, str_of(report_index[i]->name));
        }
        buf_z(&rq->body, "]}\n");
        return;
    }
    frame_open(rq, word(rq, "nav.reports"));
    html(rq, "<ul class=\"links big\">");
    for (int i = 0; i < report_count; i++)
        if (rq_may(rq, report_index[i]->right))
            html(rq, "<li><a href=\"%s\">%s</a> <small>%s</small></li>",
                 report_path(rq, report_index[i]->name),
                 word_of(rq, "report", str_of(report_index[i]->name)),
                 word_of(rq, "reports", str_of(report_index[i]->name)));
    html(rq, "</ul>");
    frame_close(rq);
}
