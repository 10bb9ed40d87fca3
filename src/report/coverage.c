/* coverage - who is organised: households of each place, and of each band of
 * poverty, against all that are known there. */
#include <stdlib.h>
#include <string.h>

#include "report/ladder.h"

enum { C_PLACE, C_KNOWN, C_HH, C_PERCENT, C_WOMEN, C_MEN, C_SCORED, C_BANDS };
enum { B_KNOWN, B_HH, B_PERCENT, B_COLS };
static const struct column coverage_column[C_BANDS] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "known", "coverage.known", NULL, COLUMN_NUMBER, 0 },
    { "organised", "coverage.organised", NULL, COLUMN_NUMBER, 0 },
    { "organised_pct", "coverage.percent", NULL, COLUMN_RATIO, 0 },
    { "through_women", "coverage.women", NULL, COLUMN_NUMBER, 0 },
    { "through_men", "coverage.men", NULL, COLUMN_NUMBER, 0 },
    { "scored", "coverage.scored", NULL, COLUMN_NUMBER, 0 },
};
static const struct column band_column[B_COLS] = {
    { "known", "coverage.known", NULL, COLUMN_NUMBER, 0 },
    { "organised", "coverage.organised", NULL, COLUMN_NUMBER, 0 },
    { "pct", "coverage.percent", NULL, COLUMN_RATIO, 0 },
};

/* Whole numbers of households, in the order of their columns. */
enum { WHOLE_KNOWN, WHOLE_HH, WHOLE_WOMEN, WHOLE_MEN, WHOLES };
static const char *const whole_code[WHOLES] = { HH_KNOWN, HH, "hh.women",
                                                "hh.men" };
static const int whole_column[WHOLES] = { C_KNOWN, C_HH, C_WOMEN, C_MEN };

struct coverage {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct scheme scheme;
    struct asked_place scope;
    int level;
    struct spots spots;
    struct figures whole[WHOLES];
    struct spreads spreads;
    struct sheet *sheet;
};

/* ---- numbers ------------------------------------------------------------*/

static struct figures code_read(struct coverage *c, const char *code, int which,
                                int level, struct id place)
{
    struct figure_ask ask = { .indicator = str_of(code),
                              .level = level,
                              .place = place,
                              .project = which == WHOLE_KNOWN ? ID_NONE :
                                                                c->q->project,
                              .on = c->scope.on,
                              .at = &c->q->as_of,
                              .points = 1,
                              .figures = c->q->figures };

    return figures_read(c->db, c->a, &ask);
}

static int by_place(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    int order = id_order(x->place, y->place);

    return order ? order : id_order(x->rsp, y->rsp);
}

/* Both in order of (place, rsp); of one of both, what registers give. */
static struct figures figures_join(struct arena *a, const struct figures *filed,
                                   const struct figures *kept)
{
    struct figures all = { arena_many(a, struct figure, filed->n + kept->n + 1),
                           0 };
    size_t i = 0, j = 0;

    while (i < filed->n || j < kept->n) {
        int order = i == filed->n ? 1 : j == kept->n ? -1 : 0;

        if (!order)
            order = id_order(filed->at[i].place, kept->at[j].place);
        if (!order)
            order = id_order(filed->at[i].rsp, kept->at[j].rsp);
        all.at[all.n++] = order < 0 || (!order && !kept->at[j].at[0]) ?
                              filed->at[i] :
                              kept->at[j];
        i += order <= 0;
        j += order >= 0;
    }
    return all;
}

/* Where registers do not count yet, what they give stands in for the filing:
 * it is of the same households as the base. */
static struct figures organised_read(struct coverage *c, int level,
                                     struct id place)
{
    struct figures f = code_read(c, HH, WHOLE_HH, level, place),
                   kept = code_read(c, KEPT HH, WHOLE_HH, level, place);

    return figures_join(c->a, &f, &kept);
}

static bool any_of(const struct figures *f, struct id place)
{
    struct figures own = figures_of(f, place);

    for (size_t i = 0; i < own.n; i++)
        if (own.at[i].at[0])
            return true;
    return false;
}

/* Above districts only those count in which households are known: what was
 * filed elsewhere has no base here. `place` none: all of the level. */
static struct figures organised_above(struct coverage *c, int level,
                                      struct id place)
{
    struct figures known = code_read(c, HH_KNOWN, WHOLE_KNOWN, LEVEL_DISTRICT,
                                     ID_NONE),
                   f = organised_read(c, LEVEL_DISTRICT, ID_NONE), all;
    struct spots d = spots_read(c->db, c->a, LEVEL_DISTRICT, level, c->q->place,
                                c->scope.on, c->q->lang);

    all = (struct figures){ arena_many(c->a, struct figure, f.n + 1), 0 };
    for (size_t i = 0; i < d.n; i++) {
        struct figures own = figures_of(&f, d.at[i].id);

        if (!any_of(&known, d.at[i].id))
            continue;
        for (size_t j = 0; j < own.n; j++) {
            all.at[all.n] = own.at[j];
            all.at[all.n++].place = level && id_none(place) ? d.at[i].home :
                                                              place;
        }
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_place);
    return all;
}

static struct figures whole_read(struct coverage *c, int which, int level,
                                 struct id place)
{
    if (which != WHOLE_HH)
        return code_read(c, whole_code[which], which, level, place);
    return level < LEVEL_DISTRICT ? organised_above(c, level, place) :
                                    organised_read(c, level, place);
}

/* Organisations add up, as the network publishes them; what is known of a place
 * is nobody's but the place's. */
static bool whole_of(const struct figures *f, int which, struct id rsp,
                     int64_t *out)
{
    bool said = false;

    *out = 0;
    for (size_t i = 0; i < f->n; i++)
        if (which == WHOLE_KNOWN || id_none(rsp) ||
            id_same(rsp, f->at[i].rsp)) {
            *out += f->at[i].at[0];
            said |= f->at[i].said;
        }
    return said;
}

/* ---- the table by place -------------------------------------------------*/

static const char *band_key(struct arena *a, const struct scheme_band *b,
                            const char *what)
{
    struct buf key = buf_start(a);

    buf_add(&key, b->code);
    buf_char(&key, '_');
    buf_z(&key, what);
    buf_char(&key, 0);
    return buf_str(&key).p;
}

/* "Chronically poor (12-18): organised" */
static struct str band_label(struct coverage *c, size_t band, const char *word)
{
    struct buf b = buf_start(c->a);

    buf_add(&b, c->scheme.band[band].title);
    buf_z(&b, ": ");
    buf_add(&b, say(c->q->lang, word));
    return buf_str(&b);
}

static void columns_make(struct coverage *c, struct sheet *out)
{
    int n = C_BANDS + (int)c->scheme.bands * B_COLS;
    struct column *col = arena_many(c->a, struct column, (size_t)n);
    struct str *label = arena_many(c->a, struct str, (size_t)n);

    memcpy(col, coverage_column, sizeof coverage_column);
    for (size_t i = 0; i < c->scheme.bands; i++)
        for (size_t j = 0; j < B_COLS; j++) {
            size_t at = C_BANDS + i * B_COLS + j;

            col[at] = band_column[j];
            col[at].key = band_key(c->a, &c->scheme.band[i],
                                   band_column[j].key);
            label[at] = band_label(c, i, band_column[j].word);
        }
    *out = sheet_start(c->a, col, n);
    out->label = label;
}

static void bands_fill(struct coverage *c, struct sheet_row *row,
                       const struct spread *s)
{
    static const struct spread nobody;
    const struct spread *of = s ? s : &nobody;

    for (size_t i = 0; i < c->scheme.bands; i++) {
        int at = C_BANDS + (int)i * B_COLS;
        int64_t least = c->scheme.band[i].least,
                ends = scheme_ends(&c->scheme, i),
                known = spread_between(of->known, least, ends),
                organised = spread_between(of->organised, least, ends);

        if (!scheme_whole(&c->scheme, i))
            continue;
        cell_number(row, at + B_KNOWN, known);
        cell_number(row, at + B_HH, organised);
        cell_ratio(row, at + B_PERCENT, organised, known);
    }
    cell_number(row, C_SCORED,
                spread_between(of->known, 0, SCORE_MOST + POINT));
}

static void place_row(struct coverage *c, enum row_nature nature,
                      struct str name, struct id place,
                      const struct figures whole[WHOLES], struct id rsp,
                      const struct spread *s)
{
    struct sheet_row *row;
    int64_t v[WHOLES];
    bool said[WHOLES], any = false;

    for (int i = 0; i < WHOLES; i++)
        any |= said[i] = whole_of(&whole[i], i, rsp, &v[i]);
    if (!any && !s)
        return;
    said[WHOLE_HH] |= said[WHOLE_KNOWN];
    row = sheet_add(c->sheet, nature);
    cell_text(row, C_PLACE, name);
    for (int i = 0; i < WHOLES; i++) {
        if (!said[i])
            continue;
        cell_number(row, whole_column[i], v[i]);
        cell_link(row, whole_column[i],
                  postings_link(c->a, c->q, whole_code[i], place,
                                i == WHOLE_KNOWN ? ID_NONE : rsp, c->q->as_of,
                                false));
    }
    if (said[WHOLE_KNOWN])
        cell_ratio(row, C_PERCENT, v[WHOLE_HH], v[WHOLE_KNOWN]);
    bands_fill(c, row, s);
}

static void place_rows(struct coverage *c)
{
    for (int i = 0; i < WHOLES; i++)
        c->whole[i] = whole_read(c, i, c->level, ID_NONE);
    c->spreads = spreads_read(c->db, c->q, c->scheme.card, c->level, ID_NONE,
                              c->q->as_of, c->a);
    for (size_t i = 0; i < c->spots.n; i++) {
        const struct spot *at = &c->spots.at[i];
        struct figures whole[WHOLES];

        for (int j = 0; j < WHOLES; j++)
            whole[j] = figures_of(&c->whole[j], at->id);
        place_row(c, ROW_PLAIN, at->name, at->id, whole, c->q->rsp,
                  spread_of(&c->spreads, at->id));
    }
}

static void total_row(struct coverage *c, const struct spread *all)
{
    struct figures whole[WHOLES];

    for (int i = 0; i < WHOLES; i++)
        whole[i] = whole_read(c, i, c->scope.level, c->q->place);
    place_row(c, ROW_TOTAL, say(c->q->lang, "report.grand_total"), c->q->place,
              whole, c->q->rsp, all);
}

static void places_sheet(struct coverage *c, const struct spread *all,
                         struct sheet *out)
{
    columns_make(c, out);
    c->sheet = out;
    out->title = say(c->q->lang, "coverage.title");
    out->subtitle = question_caption(c->db, c->q, c->a);
    out->lakh = c->q->lakh;
    place_rows(c);
    total_row(c, all);
    sheet_note(out, say(c->q->lang, "coverage.note.base"));
    sheet_note(out, say(c->q->lang, "coverage.note.sex"));
    sheet_note(out, say(c->q->lang, "coverage.note.score"));
}

/* ---- the table by band --------------------------------------------------*/

enum { S_BAND, S_KNOWN, S_SHARE, S_HH, S_HH_SHARE, S_PERCENT, S_COLS };
static const struct column bands_column[S_COLS] = {
    { "band", "coverage.band", NULL, COLUMN_TEXT, 0 },
    { "known", "coverage.known", NULL, COLUMN_NUMBER, 0 },
    { "known_share", "coverage.share", NULL, COLUMN_RATIO, 0 },
    { "organised", "coverage.organised", NULL, COLUMN_NUMBER, 0 },
    { "organised_share", "coverage.share_organised", NULL, COLUMN_RATIO, 0 },
    { "organised_pct", "coverage.percent", NULL, COLUMN_RATIO, 0 },
};

static void band_row(struct sheet *out, enum row_nature nature, struct str name,
                     const struct spread *all, int64_t least, int64_t ends)
{
    struct sheet_row *row = sheet_add(out, nature);
    int64_t top = SCORE_MOST + POINT,
            known = spread_between(all->known, least, ends),
            organised = spread_between(all->organised, least, ends);

    cell_text(row, S_BAND, name);
    cell_number(row, S_KNOWN, known);
    cell_ratio(row, S_SHARE, known, spread_between(all->known, 0, top));
    cell_number(row, S_HH, organised);
    cell_ratio(row, S_HH_SHARE, organised,
               spread_between(all->organised, 0, top));
    cell_ratio(row, S_PERCENT, organised, known);
}

static void bands_sheet(struct coverage *c, const struct spread *all,
                        struct sheet *out)
{
    *out = sheet_start(c->a, bands_column, S_COLS);
    out->title = say(c->q->lang, "coverage.bands");
    out->subtitle = words_join(c->a, c->scheme.programme,
                               question_caption(c->db, c->q, c->a));
    out->lakh = c->q->lakh;
    for (size_t i = 0; i < c->scheme.bands; i++) {
        struct str title = c->scheme.band[i].title;

        if (scheme_whole(&c->scheme, i))
            band_row(out, ROW_PLAIN, title, all, c->scheme.band[i].least,
                     scheme_ends(&c->scheme, i));
        else
            cell_text(sheet_add(out, ROW_PLAIN), S_BAND, title);
    }
    band_row(out, ROW_TOTAL, say(c->q->lang, "coverage.scored"), all, 0,
             SCORE_MOST + POINT);
    sheet_note(out, say(c->q->lang, "coverage.note.included"));
}

/* ---- leaders beside members ---------------------------------------------*/

static void leaders_sheet(struct coverage *c, struct sheet *out)
{
    static const enum rung beside[] = { RUNG_MEMBER, RUNG_CO, RUNG_VO,
                                        RUNG_LSO };
    struct ladder l = ladder_read(c->db, c->q, &c->scheme, &c->scope, false,
                                  c->a);

    *out = ladder_sheet(c->a, c->q, &c->scheme, &l, beside, LEN(beside));
    out->title = say(c->q->lang, "coverage.leaders");
    out->subtitle = question_caption(c->db, c->q, c->a);
    sheet_note(out, say(c->q->lang, "coverage.note.leaders"));
}

/* Households organised against all households known there, by place and by band
 * of poverty. Distinct households; --by province, district, taluka or uc,
 * --banding CODE for another programme's bands. */
REPORT(coverage, RIGHT_SEE, .bands = true)
{
    struct coverage c = { .db = db, .a = a, .q = q };
    struct spread all;

    if (!question_good(db, q, a, f))
        return 0;
    if (!scheme_read(db, q, a, &c.scheme) && q->banding.n) {
        tell(f, STOP, "report.no_banding", "banding");
        return 0;
    }
    c.scope = scope_alone(db, q, a);
    c.level = spread_level(q, c.scope.level);
    c.spots = spots_read(db, a, c.level, c.scope.level, q->place, c.scope.on,
                         q->lang);
    all = spread_scope(db, q, c.scheme.card, &c.scope, q->as_of, a);
    places_sheet(&c, &all, &out[0]);
    bands_sheet(&c, &all, &out[1]);
    leaders_sheet(&c, &out[2]);
    return 3;
}
