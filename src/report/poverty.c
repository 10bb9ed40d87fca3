/* poverty - how many are poor: scores of a card, a group's rate by its poverty
 * lines, how it changed, and whom a cut-off reaches. */
#include <string.h>

#include "report/spread.h"

struct poverty {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct str card;
    struct likelihood line;
    struct asked_place scope;
    month before;
    struct spread now; /* of the scope */
};

static int64_t share_ends(const struct poverty *p, size_t i)
{
    const struct share *s = p->line.shares.at;

    return i + 1 < p->line.shares.n ? s[i + 1].least : SCORE_MOST + POINT;
}

static struct sheet sheet_of(const struct poverty *p, const struct column *c,
                             int columns, const char *title)
{
    struct sheet s = sheet_start(p->a, c, columns);
    struct buf under = buf_start(p->a);

    s.title = say(p->q->lang, title);
    buf_add(&under, p->card);
    buf_z(&under, lang_comma(p->q->lang));
    buf_add(&under, p->line.line);
    buf_z(&under, lang_comma(p->q->lang));
    buf_add(&under, question_caption(p->db, p->q, p->a));
    s.subtitle = buf_str(&under);
    s.lakh = p->q->lakh;
    return s;
}

/* "10-14", with an en dash; both are in it. */
static struct str class_said(const struct poverty *p, size_t i)
{
    const struct share *s = p->line.shares.at;
    int64_t ends = share_ends(p, i);
    struct buf b = buf_start(p->a);

    number_exact(&b, s[i].least, 2);
    buf_z(&b, "\xe2\x80\x93");
    number_exact(&b, ends > SCORE_MOST ? SCORE_MOST : ends - POINT, 2);
    return buf_str(&b);
}

/* ---- the classes of score -----------------------------------------------*/

enum { D_CLASS, D_KNOWN, D_SHARE, D_HH, D_PERCENT, D_LIKELY, D_POOR, D_COLS };
static const struct column class_column[D_COLS] = {
    { "score", "poverty.score", NULL, COLUMN_TEXT, 0 },
    { "households", "coverage.scored", NULL, COLUMN_NUMBER, 0 },
    { "households_share", "coverage.share", NULL, COLUMN_RATIO, 0 },
    { "organised", "coverage.organised", NULL, COLUMN_NUMBER, 0 },
    { "organised_pct", "coverage.percent", NULL, COLUMN_RATIO, 0 },
    { "likelihood", "poverty.likelihood", NULL, COLUMN_NUMBER, 1 },
    { "poor", "poverty.poor", NULL, COLUMN_NUMBER, 1 },
};

/* From and up to, not with it, in hundredths of a point: "1000-1500". */
static struct str points_key(struct arena *a, int64_t least, int64_t ends)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "%lld-%lld", (long long)least, (long long)ends);
    return buf_str(&b);
}

static void class_numbers(const struct poverty *p, struct sheet_row *row,
                          int64_t least, int64_t ends)
{
    int64_t top = SCORE_MOST + POINT,
            n = spread_between(p->now.known, least, ends),
            organised = spread_between(p->now.organised, least, ends);

    cell_number(row, D_KNOWN, n);
    cell_ratio(row, D_SHARE, n, spread_between(p->now.known, 0, top));
    cell_number(row, D_HH, organised);
    cell_ratio(row, D_PERCENT, organised, n);
}

static void classes_sheet(const struct poverty *p, struct sheet *out)
{
    const struct share *s = p->line.shares.at;
    struct group all = spread_group(&p->line, p->now.known);
    struct sheet_row *row;

    *out = sheet_of(p, class_column, D_COLS, "poverty.scores");
    for (size_t i = 0; i < p->line.shares.n; i++) {
        int64_t ends = share_ends(p, i);

        row = sheet_add(out, ROW_PLAIN);
        row->key = points_key(p->a, s[i].least, ends);
        cell_text(row, D_CLASS, class_said(p, i));
        class_numbers(p, row, s[i].least, ends);
        cell_number(row, D_LIKELY, s[i].rate);
        cell_scaled(row, D_POOR,
                    spread_between(p->now.known, s[i].least, ends) * s[i].rate,
                    3);
    }
    row = sheet_add(out, ROW_TOTAL);
    row->key = points_key(p->a, 0, SCORE_MOST + POINT);
    cell_text(row, D_CLASS, say(p->q->lang, "coverage.scored"));
    class_numbers(p, row, 0, SCORE_MOST + POINT);
    cell_scaled(row, D_POOR, all.sum, 3);
    sheet_note(out, say(p->q->lang, "poverty.note.likelihood"));
    sheet_note(out, p->line.source);
}

/* ---- the rate of each place ---------------------------------------------*/

enum {
    R_PLACE,
    R_N,
    R_RATE,
    R_WIDTH,
    R_THEN_N,
    R_THEN,
    R_CHANGE,
    R_CHANGE_WIDTH,
    R_COLS
};
static const struct column rate_column[R_COLS] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "households", "coverage.scored", NULL, COLUMN_NUMBER, 0 },
    { "rate", "poverty.rate", NULL, COLUMN_RATIO, 0 },
    { "plus_minus", "poverty.width", NULL, COLUMN_NUMBER, 2 },
    { "before_households", "poverty.scored_before", NULL, COLUMN_NUMBER, 0 },
    { "before_rate", "poverty.rate_before", NULL, COLUMN_RATIO, 0 },
    { "change", "poverty.change", NULL, COLUMN_NUMBER, 2 },
    { "change_plus_minus", "poverty.width", NULL, COLUMN_NUMBER, 2 },
};

static void width_cell(struct sheet_row *row, int col, int64_t thousandths)
{
    if (thousandths != INT_NONE)
        cell_scaled(row, col, thousandths, 3);
}

/* All that were scored in a place. */
static struct str place_key(struct arena *a, struct id place)
{
    struct buf b = buf_start(a);

    id_put(&b, place);
    return buf_str(&b);
}

static void rate_row(const struct poverty *p, struct sheet *out,
                     enum row_nature nature, struct id place, struct str name,
                     const struct spread *now, const struct spread *then)
{
    static const struct spread nobody;
    struct group g = spread_group(&p->line, (now ? now : &nobody)->known),
                 h = spread_group(&p->line, (then ? then : &nobody)->known);
    struct sheet_row *row;

    if (!g.n && !h.n)
        return;
    row = sheet_add(out, nature);
    row->key = place_key(p->a, place);
    cell_text(row, R_PLACE, name);
    cell_number(row, R_N, g.n);
    cell_number(row, R_THEN_N, h.n);
    if (g.n) {
        cell_ratio(row, R_RATE, g.sum, g.n * 1000);
        width_cell(row, R_WIDTH,
                   rate_half_width(group_rate(g), g.n, p->line.alpha, Z_90));
    }
    if (h.n)
        cell_ratio(row, R_THEN, h.sum, h.n * 1000);
    if (g.n && h.n) {
        cell_number(row, R_CHANGE, group_change(h, g));
        width_cell(row, R_CHANGE_WIDTH,
                   change_half_width(h, g, p->line.alpha, Z_90));
    }
}

static void rates_sheet(const struct poverty *p, struct sheet *out)
{
    int level = spread_level(p->q, p->scope.level);
    struct spots spots = spots_read(p->db, p->a, level, p->scope.level,
                                    p->q->place, p->scope.on, p->q->lang);
    struct spreads now = spreads_read(p->db, p->q, p->card, level, ID_NONE,
                                      p->q->as_of, p->a),
                   then = spreads_read(p->db, p->q, p->card, level, ID_NONE,
                                       p->before, p->a);
    struct spread all = spread_scope(p->db, p->q, p->card, &p->scope, p->before,
                                     p->a);

    *out = sheet_of(p, rate_column, R_COLS, "poverty.rates");
    for (size_t i = 0; i < spots.n; i++)
        rate_row(p, out, ROW_PLAIN, spots.at[i].id, spots.at[i].name,
                 spread_of(&now, spots.at[i].id),
                 spread_of(&then, spots.at[i].id));
    rate_row(p, out, ROW_TOTAL, scope_place(p->db, p->q),
             say(p->q->lang, "report.grand_total"), &p->now, &all);
    sheet_note(out, say(p->q->lang, "poverty.note.rate"));
    sheet_note(out, words_join(p->a, say(p->q->lang, "poverty.note.before"),
                               month_said(p->a, p->before)));
    sheet_note(out, say(p->q->lang, "poverty.note.change"));
}

/* ---- whom a cut-off reaches ---------------------------------------------*/

enum {
    T_UPTO,
    T_HOUSEHOLDS,
    T_SHARE,
    T_POOR,
    T_REACHED,
    T_PRINTED,
    T_PRINTED_POOR,
    T_PRINTED_REACHED,
    T_COLS
};
static const struct column target_column[T_COLS] = {
    { "score_upto", "poverty.upto", NULL, COLUMN_TEXT, 0 },
    { "households", "coverage.scored", "poverty.here", COLUMN_NUMBER, 0 },
    { "targeted", "poverty.targeted", "poverty.here", COLUMN_RATIO, 0 },
    { "poor", "poverty.poor_among", "poverty.here", COLUMN_RATIO, 0 },
    { "reached", "poverty.poor_reached", "poverty.here", COLUMN_RATIO, 0 },
    { "published_targeted", "poverty.targeted", "poverty.published",
      COLUMN_NUMBER, 1 },
    { "published_poor", "poverty.poor_among", "poverty.published",
      COLUMN_NUMBER, 1 },
    { "published_reached", "poverty.poor_reached", "poverty.published",
      COLUMN_NUMBER, 1 },
};

/* Those scored below `ends` as a group. */
static struct group group_below(const struct poverty *p, int64_t ends)
{
    int64_t of[SPREAD_POINTS] = { 0 };

    for (int i = 0; i < SPREAD_POINTS && (int64_t)i * POINT < ends; i++)
        of[i] = p->now.known[i];
    return spread_group(&p->line, of);
}

static void published_cells(const struct poverty *p, struct sheet_row *row,
                            int64_t ends)
{
    const struct targeting *t = target_of(&p->line, ends);
    struct reached r;

    if (!t || t->upto != ends)
        return;
    r = target_reach(t);
    cell_number(row, T_PRINTED, r.households);
    cell_number(row, T_PRINTED_POOR, r.poor);
    cell_number(row, T_PRINTED_REACHED, r.of_poor);
}

static void targets_sheet(const struct poverty *p, struct sheet *out)
{
    struct group all = spread_group(&p->line, p->now.known);

    *out = sheet_of(p, target_column, T_COLS, "poverty.targeting");
    for (size_t i = 0; i < p->line.shares.n; i++) {
        int64_t ends = share_ends(p, i);
        struct group g = group_below(p, ends);
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);

        cell_text(row, T_UPTO, class_said(p, i));
        cell_number(row, T_HOUSEHOLDS, g.n);
        cell_ratio(row, T_SHARE, g.n, all.n);
        cell_ratio(row, T_POOR, g.sum, g.n * 1000);
        cell_ratio(row, T_REACHED, g.sum, all.sum);
        published_cells(p, row, ends);
    }
    sheet_note(out, say(p->q->lang, "poverty.note.targeting"));
    sheet_note(out, say(p->q->lang, "poverty.note.published"));
}

/* Of a class, or of a place; those organised, or all that were scored. What it
 * was the year before is not asked for. */
static bool poverty_behind(struct db *db, const struct question *q,
                           struct str row, struct str key, struct arena *a,
                           struct opened *out)
{
    bool organised = str_starts(key, S("organised"));
    struct id place = ID_NONE;
    struct scheme scheme;
    struct str rest = row;
    int64_t least = 0, ends = SCORE_MOST + POINT;

    if ((!organised && !str_starts(key, S("households")) &&
         !str_same(key, S("rate"))) ||
        !scheme_read(db, q, a, &scheme))
        return false;
    if (!id_read(row, &place)) {
        place = scope_place(db, q);
        if (!int_read(str_cut(&rest, '-'), &least) || !int_read(rest, &ends) ||
            least < 0 || ends > SCORE_MOST + POINT)
            return false;
    }
    out->kind = "household";
    spread_behind(db, q,
                  &(struct spread_ask){ scheme.card, place, least, ends,
                                        organised },
                  a, out);
    return true;
}

/* Poverty by a card's likelihoods: classes of score, the rate of each place
 * with its interval and its change since the year before (or since a period
 * began), and whom a cut-off reaches. --line CODE is the poverty line,
 * --banding CODE chooses the card. */
REPORT(poverty, RIGHT_SEE, .bands = true, .lines = true,
       .opens = "households|households_share|organised|organised_pct|rate",
       .behind = poverty_behind)
{
    struct poverty p = { .db = db, .a = a, .q = q };
    struct scheme scheme;

    if (!question_good(db, q, a, f))
        return 0;
    if (!scheme_read(db, q, a, &scheme)) {
        tell(f, STOP, "report.no_banding", "banding");
        return 0;
    }
    p.card = scheme.card;
    if (!line_read(db, p.card, q->line, a, &p.line)) {
        tell(f, STOP, "report.no_line", "line");
        return 0;
    }
    p.before = q->from == MONTH_NONE ? q->as_of - 12 : q->from - 1;
    p.scope = scope_alone(db, q, a);
    p.now = spread_scope(db, q, p.card, &p.scope, q->as_of, a);
    classes_sheet(&p, &out[0]);
    rates_sheet(&p, &out[1]);
    targets_sheet(&p, &out[2]);
    return 3;
}
