/* backlog_sheet - some months of an old register as a sheet: read and drawn. */
#include <string.h>

#include "web/body/law.h"
#include "web/meeting/backlog.h"
#include "web/register.h"

static const char *cell_name(struct rq *rq, int row, int column)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "cell.%d.%d", row, column);
    return zstr(rq, buf_str(&b));
}

/* Whose row it is. */
static const char *key_name(struct rq *rq, int row)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "cell.%d.member", row);
    return zstr(rq, buf_str(&b));
}

static const char *month_name(struct rq *rq, int column, const char *what)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "month.%d.%s", column, what);
    return zstr(rq, buf_str(&b));
}

static const char *month_path(struct rq *rq, int column, const char *what)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "month[%d].%s", column, what);
    return zstr(rq, buf_str(&b));
}

static const char *cell_path(struct rq *rq, int row, int column)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "cell[%d][%d]", row, column);
    return zstr(rq, buf_str(&b));
}

/* Rows of newcomers are of the other sheet. */
static bool is_member(const struct grid_row *row)
{
    return row->label != NULL;
}

/* ---- reading ------------------------------------------------------------*/

/* Rows are known by the hidden id beside them: the list may have changed since
 * it was drawn. Which row of the roster the n-th typed one is; -1. */
static int row_typed(struct rq *rq, const struct backlog *b, int n)
{
    struct str key = rq_part(rq, key_name(rq, n));

    for (int i = 0; i < b->s->grid.n; i++)
        if (is_member(&b->s->grid.row[i]) &&
            str_same(str_of(b->s->grid.row[i].key), key))
            return i;
    return -1;
}

static void *field_at(const struct backlog *b, void *record, const char *name)
{
    return (char *)record + kind_field(b->s->kind, str_of(name))->at;
}

/* The sums of one column, by sex; false: somebody's sex is not known. */
struct sums {
    int64_t came[2];
    paisa saved;
    bool unknown;
};

static void cell_take(const struct backlog *b, const struct grid_row *who,
                      const struct cell *cell, struct list *rows,
                      struct sums *sums)
{
    const struct field *f = kind_field(b->s->kind, S("attendance"));
    char *row = (char *)rows->at + rows->n++ * f->child_bytes;

    record_blank(f->child, f->children, row);
    memcpy(row + field_find(f->child, f->children, S("member"))->at, &who->id,
           sizeof who->id);
    memcpy(row + field_find(f->child, f->children, S("present"))->at,
           &cell->present, sizeof cell->present);
    memcpy(row + field_find(f->child, f->children, S("saved"))->at,
           &cell->saved, sizeof cell->saved);
    if (cell->saved != INT_NONE)
        sums->saved += cell->saved;
    if (cell->present != 0)
        return;
    if (who->sex == 0 || who->sex == 1)
        sums->came[who->sex]++;
    else
        sums->unknown = true;
}

static void cells_take(struct rq *rq, struct backlog *b, int column,
                       struct sums *sums)
{
    struct month_column *c = &b->column[column];
    const struct field *f = kind_field(b->s->kind, S("attendance"));
    struct list *rows = field_at(b, c->record, "attendance");

    rows->at = arena_array(rq->arena, (size_t)b->s->grid.n + 1, f->child_bytes);
    for (int n = 0; n < b->s->grid.n; n++) {
        struct str typed = rq_part(rq, cell_name(rq, n, column));
        int at = str_trim(typed).n ? row_typed(rq, b, n) : -1;
        struct cell cell;

        if (!str_trim(typed).n)
            continue;
        c->said = true;
        if (at < 0)
            tell(&b->found, STOP, "grid.not_on_the_list",
                 cell_path(rq, n, column));
        else if (!cell_read(typed, &cell))
            tell(&b->found, STOP, "backlog.not_understood",
                 cell_path(rq, n, column));
        else
            cell_take(b, &b->s->grid.row[at], &cell, rows, sums);
    }
}

/* What stands at the head and foot of a column: the day, the book's own sum,
 * why there was no meeting. */
static void ends_take(struct rq *rq, struct backlog *b, int column)
{
    struct month_column *c = &b->column[column];
    const struct field *f = kind_field(b->s->kind, S("not_held"));
    struct str why = str_trim(rq_part(rq, month_name(rq, column, "not_held")));
    bool inexact = false;
    int64_t n;

    c->day_said = str_trim(rq_part(rq, month_name(rq, column, "day")));
    c->total_said = str_trim(rq_part(rq, month_name(rq, column, "total")));
    c->not_held = why.n ? choice_find(f->of, why) : -1;
    c->said = c->day_said.n || c->total_said.n || why.n;
    if (why.n && c->not_held < 0)
        tell(&b->found, STOP, "field.not_understood",
             month_path(rq, column, "not_held"));
    if (c->total_said.n &&
        (!decimal_read(c->total_said, 2, &c->total, &inexact) || inexact))
        tell(&b->found, STOP, "field.not_understood",
             month_path(rq, column, "total"));
    if (!c->day_said.n)
        return;
    if (!decimal_read(c->day_said, 0, &n, &inexact) || inexact || n < 1 ||
        n > month_end(c->month) - month_first(c->month) + 1)
        tell(&b->found, STOP, "backlog.no_such_day",
             month_path(rq, column, "day"));
    else
        c->held = (day)(month_first(c->month) + n - 1);
}

/* Women and men are sums; so is the total, and the book's own must be it. */
static void sums_put(struct rq *rq, struct backlog *b, int column,
                     const struct sums *sums)
{
    struct month_column *c = &b->column[column];
    const struct list *rows = field_at(b, c->record, "attendance");
    int64_t *total = field_at(b, c->record, "total");

    *total = c->total;
    if (!rows->n)
        return;
    *total = sums->saved;
    if (!sums->unknown) {
        *(int64_t *)field_at(b, c->record, "women") = sums->came[0];
        *(int64_t *)field_at(b, c->record, "men") = sums->came[1];
    }
    if (c->total != INT_NONE && c->total != sums->saved)
        tell_ab(&b->found, STOP, "backlog.sum_differs",
                month_path(rq, column, "total"), sums->saved, c->total);
}

static void column_take(struct rq *rq, struct backlog *b, int column)
{
    struct month_column *c = &b->column[column];
    struct sums sums = { 0 };

    c->record = arena_take(rq->arena, b->s->kind->bytes);
    record_blank(b->s->kind->field, b->s->kind->fields, c->record);
    ends_take(rq, b, column);
    cells_take(rq, b, column, &sums);
    if (!c->said)
        return;
    if (!id_none(c->there)) {
        c->said = false;
        tell(&b->found, STOP, "backlog.there", month_path(rq, column, "day"));
        return;
    }
    if (c->held == DAY_NONE && !c->day_said.n)
        tell(&b->found, STOP, "field.missing", month_path(rq, column, "day"));
    for (int i = column - column % b->each; i < column; i++)
        if (c->held != DAY_NONE && b->column[i].held == c->held)
            tell(&b->found, STOP, "backlog.day_twice",
                 month_path(rq, column, "day"));
    *(struct id *)field_at(b, c->record, "body") = b->s->hall.id;
    *(day *)field_at(b, c->record, "held") = c->held;
    *(int32_t *)field_at(b, c->record, "nature") = 0;
    *(int32_t *)field_at(b, c->record, "not_held") = c->not_held;
    sums_put(rq, b, column, &sums);
    law_cite(rq, b->s->kind, c->record);
}

/* Is something typed in a row below the last that was drawn? */
static void strangers_tell(struct rq *rq, struct backlog *b)
{
    for (int i = 0; i < rq->q->parts; i++) {
        struct str rest = rq->q->part[i].name;
        int64_t row;

        if (str_same(str_cut(&rest, '.'), S("cell")) &&
            int_read(str_cut(&rest, '.'), &row) && row >= b->s->grid.n &&
            !str_same(rest, S("member")) && str_trim(rq->q->part[i].bytes).n) {
            tell(&b->found, STOP, "grid.not_on_the_list", "");
            return;
        }
    }
}

void backlog_take(struct rq *rq, struct backlog *b)
{
    if (b->posted)
        strangers_tell(rq, b);
    for (int i = 0; b->posted && i < b->columns; i++)
        column_take(rq, b, i);
}

/* ---- drawing ------------------------------------------------------------*/

static const char *typed_of(struct rq *rq, const struct backlog *b,
                            const char *name)
{
    return b->posted ? zstr(rq, rq_part(rq, name)) : "";
}

static void heads_draw(struct rq *rq, const struct backlog *b)
{
    html(rq, "<thead><tr><th scope=\"col\">%s</th>",
         word(rq, "meeting.member"));
    for (int i = 0; i < b->columns; i++) {
        const struct month_column *c = &b->column[i];

        html(rq, "<th scope=\"col\" class=\"n\">%s", month_text(rq, c->month));
        if (!id_none(c->there))
            html(rq, "<br><a href=\"/meeting/%s\">%s</a></th>",
                 id_text(rq, c->there), day_text(rq, c->held));
        else
            html(rq,
                 "<label><small>%s</small><input name=\"%s\" value=\"%s\" "
                 "inputmode=\"numeric\" dir=\"ltr\" class=\"n\" "
                 "autocomplete=\"off\"></label>",
                 word(rq, "backlog.day"), month_name(rq, i, "day"),
                 typed_of(rq, b, month_name(rq, i, "day")));
        form_findings(rq, &b->found, month_path(rq, i, "day"));
        html(rq, "</th>");
    }
    html(rq, "</tr></thead>");
}

static void cell_draw(struct rq *rq, const struct backlog *b, int n, int column,
                      const char *about)
{
    if (!id_none(b->column[column].there)) {
        html(rq, "<td class=\"off\"></td>");
        return;
    }
    html(rq,
         "<td class=\"amount\"><input name=\"%s\" value=\"%s\" "
         "aria-label=\"%s: %s\" dir=\"ltr\" class=\"n\" "
         "autocomplete=\"off\" data-column=\"%d\">",
         cell_name(rq, n, column), typed_of(rq, b, cell_name(rq, n, column)),
         month_text(rq, b->column[column].month), about, column);
    form_findings(rq, &b->found, cell_path(rq, n, column));
    html(rq, "</td>");
}

static void rows_draw(struct rq *rq, const struct backlog *b)
{
    int n = 0;

    for (int i = 0; i < b->s->grid.n; i++) {
        const struct grid_row *row = &b->s->grid.row[i];

        if (!is_member(row) || row->off)
            continue;
        html(rq,
             "<tr data-key=\"%s\"><th scope=\"row\"><input type=\"hidden\" "
             "name=\"%s\" value=\"%s\"><bdi>%s</bdi> <small>%s</small></th>",
             row->key, key_name(rq, n), row->key, row->label, row->hint);
        for (int c = 0; c < b->columns; c++)
            cell_draw(rq, b, n, c, row->label);
        html(rq, "</tr>");
        n++;
    }
}

/* The column's own sum, and the one in the book. */
static void total_draw(struct rq *rq, const struct backlog *b, int column)
{
    const char *name = month_name(rq, column, "total");

    html(rq,
         "<output class=\"n\" data-column-sum=\"%d\"></output><input "
         "name=\"%s\" value=\"%s\" inputmode=\"decimal\" dir=\"ltr\" "
         "class=\"n\" autocomplete=\"off\" data-book=\"%d\" "
         "aria-label=\"%s: %s\">",
         column, name, typed_of(rq, b, name), column,
         month_text(rq, b->column[column].month), word(rq, "backlog.total"));
}

static void foot_draw(struct rq *rq, const struct backlog *b, bool total)
{
    const struct field *f = kind_field(b->s->kind, S("not_held"));
    const char *what = total ? "total" : "not_held";

    html(rq, "<tr><th scope=\"row\">%s</th>",
         total ? word(rq, "backlog.total") : field_word(rq, f));
    for (int i = 0; i < b->columns; i++) {
        const char *name = month_name(rq, i, what);

        html(rq, "<td class=\"amount\">");
        if (id_none(b->column[i].there) && total)
            total_draw(rq, b, i);
        else if (id_none(b->column[i].there)) {
            html(rq, "<label><span class=\"unseen\">%s</span>",
                 month_text(rq, b->column[i].month));
            form_input(rq, f, name, typed_of(rq, b, name));
            html(rq, "</label>");
        }
        form_findings(rq, &b->found, month_path(rq, i, what));
        html(rq, "</td>");
    }
    html(rq, "</tr>");
}

static void sheet_form(struct rq *rq, const struct backlog *b)
{
    struct buf title = buf_start(rq->arena), draft = buf_start(rq->arena);

    buf_fmt(&title, "%s · %s · %s", b->s->hall.name, word(rq, "backlog.title"),
            month_text(rq, b->from));
    buf_add(&draft, rq->q->path);
    buf_fmt(&draft, "?from=%s&months=%d&each=%d", month_iso(rq, b->from),
            b->months, b->each);
    form_open(rq, "fact", zstr(rq, buf_str(&draft)), zstr(rq, buf_str(&title)),
              b->s->id);
    html(
        rq,
        "<input type=\"hidden\" name=\"from\" value=\"%s\"><input "
        "type=\"hidden\" name=\"months\" value=\"%d\"><input type=\"hidden\" "
        "name=\"each\" value=\"%d\"><p class=\"lead\">%s</p><div class=\"sheetlike months\" data-grid=\"cell\" "
        "data-down><div class=\"box\" tabindex=\"0\"><table>",
        month_iso(rq, b->from), b->months, b->each, word(rq, "backlog.keys"));
    heads_draw(rq, b);
    html(rq, "<tbody>");
    rows_draw(rq, b);
    html(rq, "</tbody><tfoot>");
    foot_draw(rq, b, true);
    foot_draw(rq, b, false);
    html(rq,
         "</tfoot></table></div></div><p class=\"tools\"><button "
         "class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
}

static void window_draw(struct rq *rq, const struct backlog *b)
{
    html(
        rq,
        "<form class=\"filter\"><label><span>%s</span><input type=\"month\" "
        "name=\"from\" value=\"%s\"></label><label><span>%s</span><input "
        "name=\"months\" inputmode=\"numeric\" value=\"%d\" class=\"n\"></label>"
        "<label><span>%s</span><input name=\"each\" inputmode=\"numeric\" "
        "value=\"%d\" class=\"n\"></label><button>%s</button></form>",
        word(rq, "backlog.from"), month_iso(rq, b->from),
        word(rq, "backlog.months"), b->months, word(rq, "backlog.each"),
        b->each, word(rq, "backlog.show"));
}

/* Findings that stand at no cell. */
static void general(struct rq *rq, const struct backlog *b)
{
    if (findings_stop(&b->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < b->found.n; i++) {
        struct str path = b->found.at[i].path;

        if (!str_starts(path, S("cell[")) && !str_ends(path, S("].day")) &&
            !str_ends(path, S("].total")) && !str_ends(path, S("].not_held")))
            finding_draw(rq, &b->found.at[i]);
    }
}

void backlog_draw(struct rq *rq, const struct backlog *b)
{
    const struct hall *hall = &b->s->hall;

    frame_open(rq, word(rq, "backlog.title"));
    html(rq,
         "<p class=\"lead\"><a href=\"/body/%s\"><bdi>%s</bdi></a> · %s</p>",
         id_text(rq, hall->id), hall->name, place_name(rq, hall->scope.place));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s %s</p>",
             zstr(rq, rq_arg(rq, "kept")), word(rq, "backlog.kept"));
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/backlog/%s/next\">%s"
         "</a><a class=\"button\" href=\"/backlog\">%s</a></p>",
         id_text(rq, hall->id), word(rq, "backlog.next"),
         word(rq, "backlog.list"));
    window_draw(rq, b);
    general(rq, b);
    sheet_form(rq, b);
    frame_close(rq);
}
