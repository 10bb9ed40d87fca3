/* shape - how the households of a place lie along the points of a card: the
 * numbers that a picture is drawn of. The same that the reports add up. */
#include "report/spread.h"
#include "shape.sql.h"

enum { LINES_MOST = 40 };

static void bands_take(const struct scheme *s, struct arena *a,
                       struct shape *out)
{
    struct shape_band *band = arena_many(a, struct shape_band, s->bands + 1);

    for (size_t i = 0; i < s->bands; i++)
        band[i] = (struct shape_band){ s->band[i].code, s->band[i].title,
                                       s->band[i].least, scheme_ends(s, i) };
    out->band = band;
    out->bands = s->bands;
}

static void line_take(struct db *db, struct str name, struct arena *a,
                      struct shape *out, struct shape_line *line)
{
    struct likelihood l;
    struct group g;

    *line = (struct shape_line){ .line = name,
                                 .rate = INT_NONE,
                                 .width = INT_NONE };
    if (!line_read(db, out->card, name, a, &l))
        return;
    g = spread_group(&l, out->known);
    line->households = g.n;
    line->rate = group_rate(g);
    line->width = rate_half_width(line->rate, g.n, l.alpha, Z_90);
}

static void lines_take(struct db *db, struct arena *a, struct shape *out)
{
    struct shape_line *line = arena_many(a, struct shape_line, LINES_MOST);
    struct str name[LINES_MOST];
    struct rows r = db_rows(db, SQL_SHAPE_LINES);
    size_t n = 0;

    db_bind_text(&r, 1, out->card);
    while (n < LINES_MOST && db_next(&r))
        name[n++] = arena_str(a, db_str(&r, 0));
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        line_take(db, name[i], a, out, &line[i]);
    out->line = line;
    out->lines = n;
}

bool shape_read(struct db *db, const struct question *q, struct arena *a,
                struct shape *out)
{
    struct findings f = findings_start(a);
    struct scheme scheme;
    struct asked_place scope;
    struct spread s;

    *out = (struct shape){ 0 };
    if (!question_good(db, q, a, &f) || !scheme_read(db, q, a, &scheme))
        return false;
    out->card = scheme.card;
    out->banding = scheme.code;
    out->programme = scheme.programme;
    bands_take(&scheme, a, out);
    scope = scope_alone(db, q, a);
    s = spread_scope(db, q, scheme.card, &scope, q->as_of, a);
    for (int i = 0; i < SHAPE_POINTS; i++) {
        out->known[i] = s.known[i];
        out->organised[i] = s.organised[i];
        out->households += s.known[i];
        out->members += s.organised[i];
    }
    lines_take(db, a, out);
    return true;
}

struct str shape_code(struct arena *a, const struct shape *s, bool organised,
                      int point)
{
    return spread_code(a, organised ? HH : HH_KNOWN, s->card, point);
}
