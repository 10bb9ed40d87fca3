/* grid_draw - the sheet as a page has it, from a field table. */
#include <string.h>

#include "web/form.h"
#include "web/grid_cell.h"

static const char *printed(struct rq *rq, const struct field *f,
                           const void *record)
{
    struct buf b = buf_start(rq->arena);

    if (record && !field_none(f, record))
        field_print(f, record, &b);
    return zstr(rq, buf_str(&b));
}

/* As it was typed, else as the record has it. */
static const char *value(struct rq *rq, const struct grid *g,
                         const struct grid_row *row,
                         const struct grid_column *c)
{
    if (g->posted)
        return zstr(rq, grid_said(rq, g, row, c));
    return printed(rq, c->field, row->record);
}

static const char *money(struct rq *rq, const struct field *f, int64_t v)
{
    struct buf b = buf_start(rq->arena);

    if (v != INT_NONE)
        decimal_put(&b, v, f->type == FIELD_MONEY ? 2 : 0);
    if (str_ends(buf_str(&b), S(".00")))
        b.n -= 3;
    return zstr(rq, buf_str(&b));
}

static int choices(const struct field *f)
{
    struct str rest = str_of(f->of);
    int n = 0;

    for (; rest.n; n++)
        str_cut(&rest, '|');
    return n;
}

static void radios(struct rq *rq, const struct grid_column *c, const char *name,
                   const char *now, const char *about)
{
    struct str rest = str_of(c->field->of);

    html(rq, "<span class=\"marks\" role=\"radiogroup\" aria-label=\"%s: %s\">",
         field_word(rq, c->field), about);
    for (int at = 0; rest.n; at++) {
        struct str one = str_cut(&rest, '|');

        html(rq, "<label><input type=\"radio\" name=\"%s\" value=\"%s\"", name,
             zstr(rq, one));
        if (at == c->confirms)
            html(rq, " data-confirms");
        if (str_same(one, str_of(now)))
            html(rq, " checked");
        html(rq, "><span>%s</span></label>", word_of(rq, "choice", one));
    }
    html(rq, "</span>");
}

/* How a sheet is drawn this time. */
struct drawing {
    bool wide;  /* with the columns that are `more` */
    bool grey;  /* one amount is agreed of every row that is drawn */
    bool later; /* blank amounts are left to the script until they are seen */
};

enum {
    GROUP = 10,   /* rows of one tbody */
    TEMPLATE = -1 /* the row of which cells are made when they are wanted */
};

static void amount_input(struct rq *rq, const struct grid *g,
                         const struct grid_row *row, int n,
                         const struct grid_column *c, const char *about,
                         const char *said)
{
    const struct field *f = c->field;

    html(rq, "<input name=\"%s\"", grid_cell(rq, g, n, f->name));
    if (said[0])
        html(rq, " value=\"%s\"", said);
    html(rq, " aria-label=\"%s: %s\"", field_word(rq, f), about);
    if (f->type == FIELD_TEXT)
        html(rq, " dir=\"auto\" placeholder=\"%s\"", field_word(rq, f));
    else
        html(rq, " dir=\"ltr\" class=\"n\" inputmode=\"decimal\"");
    if (c->agreed)
        html(rq, " data-sum");
    else if (f->type == FIELD_MONEY)
        html(rq, " data-adds=\"%s\"", f->name);
    if (c->due && row->due > 0)
        html(rq, " placeholder=\"%s\"", money(rq, f, row->due));
    if (c->agreed && row->agreed != INT_NONE)
        html(rq, " placeholder=\"%s\"", money(rq, f, row->agreed));
    html(rq, ">");
}

static void amount(struct rq *rq, const struct grid *g,
                   const struct drawing *how, const struct grid_row *row, int n,
                   const struct grid_column *c, const char *about)
{
    const char *said = value(rq, g, row, c);
    bool later = how->later && !said[0];

    if (later)
        html(rq, "<noscript>");
    amount_input(rq, g, row, n, c, about, said);
    if (later)
        html(rq, "</noscript>");
    if (c->agreed && row->agreed != INT_NONE && !how->grey)
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
             grid_cell(rq, g, n, "_agreed"), money(rq, c->field, row->agreed));
}

static void flag(struct rq *rq, const char *name, const char *now,
                 const struct grid_column *c, const char *about)
{
    html(rq,
         now[0] ? "<label class=\"flag\"><input type=\"checkbox\" "
                  "name=\"%s\" value=\"1\" aria-label=\"%s: %s\" checked>"
                  "<span>%s</span></label>" :
                  "<label class=\"flag\"><input type=\"checkbox\" "
                  "name=\"%s\" value=\"1\" aria-label=\"%s: %s\"><span>%s"
                  "</span></label>",
         name, field_word(rq, c->field), about, field_word(rq, c->field));
}

static const char *cell_class(const struct grid_column *c)
{
    static const char *const name[] = { "amount", "amount more", "mark",
                                        "mark more" };

    return name[2 * (grid_choice(c) || grid_flag(c)) + c->more];
}

/* On a phone there is no head over the columns: what is not seen every time
 * carries its own. */
static void cell_open(struct rq *rq, const struct grid_column *c)
{
    html(rq, "<td class=\"%s\"", cell_class(c));
    if (c->more)
        html(rq, " data-label=\"%s\"", field_word(rq, c->field));
    html(rq, ">");
}

static void cell(struct rq *rq, const struct grid *g, const struct drawing *how,
                 const struct grid_row *row, int n, const struct grid_column *c)
{
    const struct field *f = c->field;
    const char *about = row->label ? row->label : word(rq, "grid.new_row");

    cell_open(rq, c);
    if (grid_flag(c))
        flag(rq, grid_cell(rq, g, n, f->name), value(rq, g, row, c), c, about);
    else if (grid_choice(c) && choices(f) <= GRID_CHOICES)
        radios(rq, c, grid_cell(rq, g, n, f->name), value(rq, g, row, c),
               about);
    else if (grid_choice(c))
        form_input(rq, f, grid_cell(rq, g, n, f->name), value(rq, g, row, c));
    else
        amount(rq, g, how, row, n, c, about);
    if (c->due && g->beside && n != TEMPLATE)
        g->beside(rq, g, n);
    if (g->found && row->at >= 0)
        form_findings(rq, g->found, grid_path(rq, g, row, f->name));
    html(rq, "</td>");
}

static void head(struct rq *rq, const struct grid *g, int n)
{
    const struct grid_row *row = &g->row[n];

    html(rq,
         "<th scope=\"row\"><input type=\"hidden\" name=\"%s\" value=\"%s\">",
         grid_cell(rq, g, n, g->key->name), row->key);
    if (row->label) {
        html(rq, "<bdi>%s</bdi>", row->label);
        if (row->hint[0])
            html(rq, " <small>%s</small>", row->hint);
    } else if (g->head) {
        g->head(rq, g, n);
    }
    if (g->found && row->at >= 0)
        form_findings(rq, g->found, grid_path(rq, g, row, g->key->name));
    html(rq, "</th>");
}

static bool drawn(const struct grid *g, const struct grid_row *row)
{
    return !row->off || (g->posted ? row->at >= 0 : row->record != NULL);
}

static void row_draw(struct rq *rq, const struct grid *g,
                     const struct drawing *how, int n)
{
    const struct grid_row *row = &g->row[n];
    static const char *const sex[] = { "", "women", "men" };

    html(rq,
         row->label ? "<tr data-key data-sex=\"%s\">" :
                      "<tr data-key data-sex=\"%s\" class=\"new\">",
         sex[row->sex >= 0 && row->sex < 2 ? row->sex + 1 : 0]);
    head(rq, g, n);
    for (int i = 0; i < g->columns; i++)
        if (how->wide || !g->column[i].more)
            cell(rq, g, how, row, n, &g->column[i]);
    html(rq, "</tr>");
}

/* Does any row say something in a column that waits to be asked for? */
static bool column_said(struct rq *rq, const struct grid *g,
                        const struct grid_column *c)
{
    for (int i = 0; i < g->n; i++)
        if (g->posted ?
                grid_said(rq, g, &g->row[i], c).n > 0 :
                g->row[i].record && !field_none(c->field, g->row[i].record))
            return true;
    return false;
}

/* "attendance[3].fined" is about the column of fines. */
static bool column_found(const struct grid *g, const struct grid_column *c)
{
    for (size_t i = 0; g->found && i < g->found->n; i++) {
        struct str path = g->found->at[i].path;

        if (str_same(str_cut(&path, '['), str_of(g->rows->name))) {
            str_cut(&path, '.');
            if (str_same(path, str_of(c->field->name)))
                return true;
        }
    }
    return false;
}

static bool agreed_alike(const struct grid *g)
{
    int64_t all = INT_NONE;

    for (int i = 0; i < g->n; i++) {
        if (!drawn(g, &g->row[i]))
            continue;
        if (g->row[i].agreed == INT_NONE ||
            (all != INT_NONE && all != g->row[i].agreed))
            return false;
        all = g->row[i].agreed;
    }
    return all != INT_NONE;
}

static struct drawing drawing_of(struct rq *rq, const struct grid *g)
{
    struct drawing how = { .wide = grid_whole(rq) };

    for (int i = 0; i < g->columns; i++) {
        const struct grid_column *c = &g->column[i];

        how.grey |= c->agreed && agreed_alike(g);
        if (c->more && !how.wide)
            how.wide = column_said(rq, g, c) || column_found(g, c);
    }
    return how;
}

static void titles(struct rq *rq, const struct grid *g, bool all)
{
    static const char *const name[] = { "n", "n more", "", "more" };

    html(rq, "<thead><tr><th scope=\"col\">%s</th>", g->title);
    for (int i = 0; i < g->columns; i++) {
        const struct grid_column *c = &g->column[i];
        bool words = grid_choice(c) || grid_flag(c);

        if (all || !c->more || column_said(rq, g, c))
            html(rq, "<th scope=\"col\" class=\"%s\">%s</th>",
                 name[2 * words + (all && c->more)], field_word(rq, c->field));
    }
    html(rq, "</tr></thead>");
}

static void sum(struct rq *rq, const char *words, const char *name,
                const char *value_now)
{
    html(rq,
         "<span>%s <output data-total=\"%s\" class=\"n\">%s</output></span>",
         words, name, value_now);
}

static void sum_more(struct rq *rq, const struct field *f, int64_t now)
{
    html(rq,
         "<span class=\"more\">%s <output data-total=\"%s\" class=\"n\">%s"
         "</output></span>",
         field_word(rq, f), f->name, number_all(rq, now, 2));
}

static void column_sum(struct rq *rq, const struct grid_column *c, int64_t now)
{
    if (c->field->type != FIELD_MONEY || c->agreed)
        return;
    if (c->more)
        sum_more(rq, c->field, now);
    else
        sum(rq, field_word(rq, c->field), c->field->name,
            number_all(rq, now, 2));
}

static const char *amount_word(struct rq *rq, const struct grid *g)
{
    for (int i = 0; i < g->columns; i++)
        if (g->column[i].agreed)
            return field_word(rq, g->column[i].field);
    return NULL;
}

/* The way to the columns that are not needed every time: the script shows
 * it. */
static void more_columns(struct rq *rq, const struct grid *g, bool wide)
{
    html(rq,
         wide ? "<label class=\"check\" hidden><input type=\"checkbox\" "
                "data-columns checked> %s</label>" :
                "<label class=\"check\" hidden><input type=\"checkbox\" "
                "data-columns> %s</label>",
         g->more);
    grid_unscripted(rq);
}

bool grid_whole(struct rq *rq)
{
    return rq_part(rq, "_whole").n > 0;
}

bool grid_whole_asked(struct rq *rq)
{
    return str_same(rq_part(rq, "_whole"), S("draw"));
}

void grid_unscripted(struct rq *rq)
{
    if (grid_whole(rq))
        html(rq, "<input type=\"hidden\" name=\"_whole\" value=\"1\">");
    else
        html(rq,
             "<noscript><button name=\"_whole\" value=\"draw\" "
             "formnovalidate>%s</button></noscript>",
             word(rq, "grid.whole"));
}

/* Rows that are drawn of what is known before. */
static int known(const struct grid *g)
{
    int rows = 0;

    for (int i = 0; i < g->n; i++)
        rows += g->row[i].label && drawn(g, &g->row[i]);
    return rows;
}

/* What stays in sight below the sheet: the sums, and two buttons. */
static void bar(struct rq *rq, const struct grid *g, bool wide)
{
    struct grid_sums s = grid_sums_drawn(g);

    html(rq, "<div class=\"sums\" role=\"status\">");
    if (!g->things) {
        sum(rq, word(rq, "choice.women"), "women", number_text(rq, s.women, 0));
        sum(rq, word(rq, "choice.men"), "men", number_text(rq, s.men, 0));
    }
    html(rq,
         "<span>%s <bdi dir=\"ltr\"><output data-total=\"marked\" "
         "class=\"n\">%s</output><small>/%d</small></bdi></span>",
         word(rq, "grid.marked"), number_text(rq, s.marked, 0), known(g));
    if (amount_word(rq, g))
        sum(rq, amount_word(rq, g), "amount", number_all(rq, s.amount, 2));
    for (int i = 0; i < g->columns; i++)
        column_sum(rq, &g->column[i], s.sum[i]);
    if (g->more)
        more_columns(rq, g, wide);
    html(rq,
         "<button name=\"_all\" value=\"%s\" formnovalidate>%s</button>"
         "<button type=\"button\" data-undo hidden disabled>%s</button></div>",
         g->rows->name, word(rq, g->things ? "grid.all_things" : "grid.all"),
         word(rq, "grid.undo"));
}

/* What a row gets when somebody asks for the other columns: the script puts in
 * its number and whose it is. */
static void cells_template(struct rq *rq, const struct grid *g,
                           const struct drawing *how)
{
    static const struct grid_row blank = {
        .label = "", .agreed = INT_NONE, .sex = -1, .from = -1, .at = -1
    };

    html(rq, "<template data-cells=\"%s\">", word(rq, "grid.new_row"));
    for (int i = 0; i < g->columns; i++)
        if (g->column[i].more)
            cell(rq, g, how, &blank, TEMPLATE, &g->column[i]);
    html(rq, "</template>");
}

static void grey_draw(struct rq *rq, const struct grid *g)
{
    int i = 0;

    while (!drawn(g, &g->row[i]))
        i++;
    for (int c = 0; c < g->columns; c++)
        if (g->column[c].agreed)
            html(rq, "<input type=\"hidden\" name=\"%s._agreed\" value=\"%s\">",
                 g->rows->name,
                 money(rq, g->column[c].field, g->row[i].agreed));
}

/* A phone lays out only the groups of rows that are seen: saath.css knows how
 * high they are. Chrome's autofill has every text field of a form laid out as the
 * page opens, so the blank ones below the first group stand in a <noscript>, out
 * of which part/sheet.ts takes them before they are seen or used. */
static void rows_draw(struct rq *rq, const struct grid *g,
                      const struct drawing *how)
{
    struct drawing now = *how;
    int rows = known(g), at = 0;

    html(rq, "<tbody>");
    for (int i = 0; i < g->n; i++) {
        if (!drawn(g, &g->row[i]))
            continue;
        if (at && at % GROUP == 0 && rows - at >= GROUP && g->row[i].label) {
            html(rq, "</tbody><tbody>");
            now.later = !grid_whole(rq);
        }
        if (!g->row[i].label)
            now.later = false;
        row_draw(rq, g, &now, i);
        at += g->row[i].label != NULL;
    }
    html(rq, "</tbody>");
}

void grid_draw(struct rq *rq, const struct grid *g)
{
    struct drawing how = drawing_of(rq, g);

    hint_rows(rq, g->rows, g->key);
    html(rq,
         how.wide ? "<div class=\"sheetlike wide\" data-grid=\"%s\">" :
                    "<div class=\"sheetlike\" data-grid=\"%s\">",
         g->rows->name);
    if (how.grey)
        grey_draw(rq, g);
    html(rq, "<table class=\"cells\">");
    titles(rq, g, true);
    rows_draw(rq, g, &how);
    html(rq, "</table>");
    if (g->more && !how.wide)
        cells_template(rq, g, &how);
    if (g->found)
        form_findings(rq, g->found, g->rows->name);
    bar(rq, g, how.wide);
    html(rq, "</div>");
}

static void row_show(struct rq *rq, const struct grid *g,
                     const struct grid_row *row)
{
    html(rq, "<tr><th scope=\"row\"><bdi>%s</bdi> <small>%s</small>",
         row->label ? row->label : "", row->hint);
    if (g->found)
        form_findings(rq, g->found, grid_path(rq, g, row, g->key->name));
    html(rq, "</th>");
    for (int i = 0; i < g->columns; i++) {
        const struct field *f = g->column[i].field;

        if (g->column[i].more && !column_said(rq, g, &g->column[i]))
            continue;
        html(rq, grid_choice(&g->column[i]) ? "<td>" : "<td class=\"n\">");
        field_draw(rq, f, g->rows->child, g->rows->children, row->record);
        if (g->found)
            form_findings(rq, g->found, grid_path(rq, g, row, f->name));
        html(rq, "</td>");
    }
    html(rq, "</tr>");
}

void grid_show(struct rq *rq, const struct grid *g)
{
    html(rq, "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\">");
    titles(rq, g, false);
    html(rq, "<tbody>");
    for (int i = 0; i < g->n; i++)
        if (g->row[i].record)
            row_show(rq, g, &g->row[i]);
    html(rq, "</tbody></table></div>");
}
