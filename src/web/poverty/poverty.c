/* poverty - the page that draws how poor a place is: its households by score,
 * those organised among those known, bands, and the rate by each line; another
 * place or month beside it. All of it stands in tables too. */
#include <string.h>

#include "core/card.h"
#include "poverty.sql.h"
#include "web.sql.h"
#include "web/web.h"

enum { CLASS = 5, CHILDREN_SHOWN = 200 };

struct poverty_side {
    struct question q;
    struct shape shape;
    bool said; /* there is such a place and a banding */
};
struct poverty_page {
    struct poverty_side side[2];
    int sides;
    int wide;     /* points of one bar: 1 or CLASS */
    int64_t most; /* of the scale: hundredths of a percent */
};

/* ---- what was asked -----------------------------------------------------*/

/* `with_` before a name asks of the second side; what it leaves out is as on
 * the first. */
static bool side_ask(struct rq *rq, struct poverty_side *s, const char *place,
                     const char *month_name, const struct poverty_side *first)
{
    struct str said = str_trim(rq_arg(rq, place)),
               at = str_trim(rq_arg(rq, month_name));

    s->q = (struct question){ .from = MONTH_NONE,
                              .lang = rq->lang,
                              .as_of = month_last(rq),
                              .figures = rq_figures(rq),
                              .banding = str_trim(rq_arg(rq, "banding")),
                              .card = str_trim(rq_arg(rq, "card")) };
    if (first) {
        s->q.place = first->q.place;
        s->q.as_of = first->q.as_of;
    }
    if (at.n && !month_read(at, &s->q.as_of))
        return false;
    return !said.n || thing_read(rq, "place", said, &s->q.place);
}

static int64_t class_of(const int64_t *of, int from, int wide)
{
    int64_t n = 0;

    for (int i = from; i < from + wide && i < SHAPE_POINTS; i++)
        n += of[i];
    return n;
}

/* Points of the bar that begins there; the last of five takes 100 too. */
static int wide_at(const struct poverty_page *p, int at)
{
    return p->wide > 1 && at + p->wide == SHAPE_POINTS - 1 ? p->wide + 1 :
                                                             p->wide;
}

/* Does a bar begin there? */
static bool begins(const struct poverty_page *p, int at)
{
    return p->wide == 1 || (at % p->wide == 0 && at < SHAPE_POINTS - 1);
}

/* Hundredths of a percent of all that were scored. */
static int64_t part_of(int64_t n, int64_t all)
{
    return all ? n * 10000 / all : 0;
}

/* The scale ends above the highest bar, on a number that four divide. */
static void scale_set(struct poverty_page *p)
{
    static const int64_t end[] = { 100,  200,  400,  800,  1200, 1600,
                                   2000, 2400, 3200, 4000, 6000, 8000 };
    int64_t most = 0;

    for (int i = 0; i < p->sides; i++) {
        const struct shape *s = &p->side[i].shape;

        for (int at = 0; at < SHAPE_POINTS; at += p->wide) {
            int64_t n = part_of(class_of(s->known, at, p->wide), s->households);

            most = n > most ? n : most;
        }
    }
    p->most = 10000;
    for (size_t i = LEN(end); i-- > 0;)
        if (end[i] >= most)
            p->most = end[i];
}

static bool page_read(struct rq *rq, struct poverty_page *p)
{
    p->wide = str_same(rq_arg(rq, "bars"), S("point")) ? 1 : CLASS;
    p->sides = rq_arg(rq, "with_place").n || rq_arg(rq, "with_as_of").n ? 2 : 1;
    if (!side_ask(rq, &p->side[0], "place", "as_of", NULL) ||
        (p->sides == 2 &&
         !side_ask(rq, &p->side[1], "with_place", "with_as_of", &p->side[0])))
        return false;
    for (int i = 0; i < p->sides; i++)
        p->side[i].said = shape_read(rq->db, &p->side[i].q, rq->arena,
                                     &p->side[i].shape);
    scale_set(p);
    return true;
}

/* ---- the picture --------------------------------------------------------*/

/* Units of the view; text of ten units is read well on a phone. */
enum { WIDE = 400, TALL = 244, LEFT = 30, RIGHT = 6, TOP = 30, FOOT = 30 };
enum { PLOT_WIDE = WIDE - LEFT - RIGHT, PLOT_TALL = TALL - TOP - FOOT };

struct picture {
    struct rq *rq;
    const struct poverty_page *page;
    const struct poverty_side *side;
    bool mirrored; /* scores rise to the left */
    int nth;
};

/* Tenths of a unit from the start of the line, mirrored where people read from
 * right to left. */
static int across(const struct picture *p, int hundredths, int wide)
{
    int ends = SHAPE_POINTS * POINT,
        x = LEFT * 10 + hundredths * PLOT_WIDE * 10 / ends;

    return p->mirrored ? WIDE * 10 - x - wide : x;
}

static int width_of(int hundredths)
{
    return hundredths * PLOT_WIDE * 10 / (SHAPE_POINTS * POINT);
}

static int height_of(const struct picture *p, int64_t part)
{
    return (int)(part * PLOT_TALL * 10 / p->page->most);
}

#define TENTHS "%d.%d"
#define TENTHS_OF(x) (x) / 10, (x) % 10

/* "0–11": whole points, both in it. */
static const char *points_text(struct rq *rq, int64_t least, int64_t ends)
{
    struct buf b = buf_start(rq->arena);

    number_exact(&b, least, 2);
    buf_z(&b, "–");
    number_exact(&b, (ends > SCORE_MOST ? SCORE_MOST : ends - POINT), 2);
    return zstr(rq, buf_str(&b));
}

static int band_ends(const struct shape_band *b)
{
    return b->ends > SHAPE_POINTS * POINT ? SHAPE_POINTS * POINT : (int)b->ends;
}

/* Every other band is shaded, and its label stands lower: narrow ones lie side
 * by side. */
static void bands_shade(const struct picture *p)
{
    const struct shape *s = &p->side->shape;

    for (size_t i = 1; i < s->bands; i += 2) {
        int least = (int)s->band[i].least,
            wide = width_of(band_ends(&s->band[i]) - least);

        html(p->rq,
             "<rect class=\"band\" x=\"" TENTHS "\" y=\"%d\" width=\"" TENTHS
             "\" height=\"%d\"/>",
             TENTHS_OF(across(p, least, wide)), TOP - 26, TENTHS_OF(wide),
             PLOT_TALL + 26);
    }
    for (size_t i = 0; i < s->bands; i++) {
        int least = (int)s->band[i].least,
            wide = width_of(band_ends(&s->band[i]) - least);

        html(p->rq, "<text class=\"band\" x=\"" TENTHS "\" y=\"%d\">%s</text>",
             TENTHS_OF(across(p, least, wide) + wide / 2),
             i % 2 ? TOP - 6 : TOP - 16,
             points_text(p->rq, least, s->band[i].ends));
    }
}

static void scale_draw(const struct picture *p)
{
    int start = p->mirrored ? WIDE - LEFT : LEFT,
        end = p->mirrored ? RIGHT : WIDE - RIGHT;

    for (int i = 0; i <= 4; i++) {
        int64_t part = p->page->most * i / 4;
        int y = (TOP + PLOT_TALL) * 10 - height_of(p, part);

        html(p->rq,
             "<path class=\"rule\" d=\"M%d " TENTHS "H%d\"/><text x=\"%d\" "
             "y=\"" TENTHS "\" class=\"%s\">%s</text>",
             start, TENTHS_OF(y), end, p->mirrored ? WIDE - LEFT + 4 : LEFT - 4,
             TENTHS_OF(y + 35), p->mirrored ? "left" : "right",
             number_all(p->rq, part, 2));
    }
    for (int at = 0; at <= 100; at += 10)
        html(p->rq, "<text class=\"mid\" x=\"" TENTHS "\" y=\"%d\">%d</text>",
             TENTHS_OF(across(p, at * POINT, 0)), TALL - FOOT + 13, at);
    html(p->rq, "<text class=\"mid\" x=\"%d\" y=\"%d\">%s</text>", WIDE / 2,
         TALL - 3, word(p->rq, "poverty.score"));
}

static const char *bar_link(const struct picture *p, int point)
{
    const struct question *q = &p->side->q;
    struct buf b = buf_start(p->rq->arena);

    if (p->page->wide > 1) {
        buf_fmt(&b, "#p%d-%d", p->nth, point);
        return zstr(p->rq, buf_str(&b));
    }
    buf_fmt(&b, "/postings?indicator=%s&as_of=%s",
            url_part(p->rq,
                     shape_code(p->rq->arena, &p->side->shape, false, point)),
            month_iso(p->rq, q->as_of));
    if (!id_none(q->place))
        buf_fmt(&b, "&place=%s", id_text(p->rq, q->place));
    buf_z(&b, figures_arg(p->rq));
    return zstr(p->rq, buf_str(&b));
}

static void bar_draw(const struct picture *p, int point)
{
    const struct shape *s = &p->side->shape;
    int wide = wide_at(p->page, point);
    int64_t known = class_of(s->known, point, wide),
            organised = class_of(s->organised, point, wide);
    int w = width_of(wide * POINT), gap = wide > 1 ? 8 : 3,
        x = across(p, point * POINT, w) + gap / 2, y = (TOP + PLOT_TALL) * 10,
        tall = height_of(p, part_of(known, s->households)),
        solid = height_of(p, part_of(organised, s->households));

    if (!known)
        return;
    html(p->rq, "<a href=\"%s\"><title>%s %s: %s %s, %s %s</title>",
         bar_link(p, point), word(p->rq, "poverty.score"),
         points_text(p->rq, point * POINT, (point + wide) * POINT),
         number_text(p->rq, known, 0), word(p->rq, "poverty.known"),
         number_text(p->rq, organised, 0), word(p->rq, "coverage.organised"));
    html(p->rq,
         "<rect class=\"known\" x=\"" TENTHS "\" y=\"" TENTHS
         "\" width=\"" TENTHS "\" height=\"" TENTHS "\"/>",
         TENTHS_OF(x), TENTHS_OF(y - tall), TENTHS_OF(w - gap),
         TENTHS_OF(tall));
    html(p->rq,
         "<rect class=\"organised\" x=\"" TENTHS "\" y=\"" TENTHS
         "\" width=\"" TENTHS "\" height=\"" TENTHS "\"/></a>",
         TENTHS_OF(x), TENTHS_OF(y - solid), TENTHS_OF(w - gap),
         TENTHS_OF(solid));
}

static void picture_draw(const struct picture *p)
{
    struct rq *rq = p->rq;
    const struct shape *s = &p->side->shape;

    html(rq,
         "<svg class=\"shape\" viewBox=\"0 0 %d %d\" role=\"group\" "
         "aria-labelledby=\"shape%d\"><title id=\"shape%d\">%s: %s, %s; %s %s, "
         "%s %s</title>",
         WIDE, TALL, p->nth, p->nth, word(rq, "poverty.picture"),
         id_none(p->side->q.place) ? word(rq, "ask.everywhere") :
                                     place_name(rq, p->side->q.place),
         month_text(rq, p->side->q.as_of), number_text(rq, s->households, 0),
         word(rq, "poverty.known"), number_text(rq, s->members, 0),
         word(rq, "coverage.organised"));
    html(rq,
         "<desc>%s</desc><defs><pattern id=\"hatch%d\" width=\"4\" "
         "height=\"4\" patternUnits=\"userSpaceOnUse\" "
         "patternTransform=\"rotate(45)\"><path d=\"M0 0V4\"/></pattern>"
         "</defs>",
         word(rq, "poverty.picture_note"), p->nth);
    bands_shade(p);
    scale_draw(p);
    html(rq, "<g fill=\"url(#hatch%d)\">", p->nth);
    for (int at = 0; at < SHAPE_POINTS; at++)
        if (begins(p->page, at))
            bar_draw(p, at);
    html(rq, "</g></svg>");
    html(rq,
         "<p class=\"key\"><span class=\"organised\"></span> %s "
         "<span class=\"known\"></span> %s <small>%s</small></p>",
         word(rq, "coverage.organised"), word(rq, "poverty.known_only"),
         word(rq, "poverty.percent"));
}

/* ---- tables beside it ---------------------------------------------------*/

static void row_draw(struct rq *rq, const struct picture *p, int at)
{
    const struct shape *s = &p->side->shape;
    int wide = wide_at(p->page, at);
    int64_t known = class_of(s->known, at, wide),
            organised = class_of(s->organised, at, wide);

    html(rq,
         "<tr id=\"p%d-%d\"><th scope=\"row\" class=\"n\"><span "
         "class=\"n\">%s</span></th><td class=\"n\">",
         p->nth, at,
         wide > 1 ? points_text(rq, at * POINT, (at + wide) * POINT) :
                    number_text(rq, at, 0));
    if (wide == 1)
        html(rq, "<a href=\"%s\">%s</a>", bar_link(p, at),
             number_text(rq, known, 0));
    else
        html(rq, "%s", number_text(rq, known, 0));
    html(rq, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         number_text(rq, organised, 0),
         known ? number_all(rq, part_of(organised, known) / 10, 1) : "–");
}

static void classes_draw(struct rq *rq, const struct picture *p)
{
    const struct shape *s = &p->side->shape;

    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><caption>%s</caption>"
         "<thead><tr><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
         "class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s</th><th "
         "scope=\"col\" class=\"n\">%s</th></tr></thead><tbody>",
         word(rq, "poverty.scores"), word(rq, "poverty.score"),
         word(rq, "coverage.scored"), word(rq, "coverage.organised"),
         word(rq, "coverage.percent"));
    for (int at = 0; at < SHAPE_POINTS; at++)
        if (begins(p->page, at) &&
            class_of(s->known, at, wide_at(p->page, at)) > 0)
            row_draw(rq, p, at);
    html(rq, "</tbody></table></div>");
}

static void bands_draw(struct rq *rq, const struct shape *s)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><caption>%s</caption>"
         "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">"
         "%s</th><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
         "class=\"n\">%s</th></tr></thead><tbody>",
         word(rq, "poverty.bands"), word(rq, "poverty.band"),
         word(rq, "coverage.scored"), word(rq, "coverage.organised"),
         word(rq, "coverage.percent"));
    for (size_t i = 0; i < s->bands; i++) {
        int from = (int)(s->band[i].least / POINT),
            wide = (int)(s->band[i].ends / POINT) - from;
        bool whole = s->band[i].least % POINT == 0 &&
                     s->band[i].ends % POINT == 0;
        int64_t known = class_of(s->known, from, wide),
                organised = class_of(s->organised, from, wide);

        html(rq, "<tr><th scope=\"row\">%s <small>%s</small></th>",
             zstr(rq, s->band[i].title), zstr(rq, s->band[i].code));
        if (whole)
            html(rq,
                 "<td class=\"n\">%s</td><td class=\"n\">%s</td><td "
                 "class=\"n\">%s</td></tr>",
                 number_text(rq, known, 0), number_text(rq, organised, 0),
                 known ? number_all(rq, part_of(organised, known) / 10, 1) :
                         "–");
        else
            html(rq, "<td class=\"n\" colspan=\"3\">–</td></tr>");
    }
    html(rq, "</tbody></table></div>");
}

static void lines_draw(struct rq *rq, const struct shape *s)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><caption>%s</caption>"
         "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">"
         "%s</th><th scope=\"col\" class=\"n\">%s</th></tr></thead><tbody>",
         word(rq, "poverty.by_line"), word(rq, "ask.line"),
         word(rq, "poverty.rate"), word(rq, "poverty.width"));
    for (size_t i = 0; i < s->lines; i++)
        html(rq,
             "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td "
             "class=\"n\">%s</td></tr>",
             word_of(rq, "line", s->line[i].line),
             s->line[i].rate == INT_NONE ? "–" :
                                           number_all(rq, s->line[i].rate, 2),
             s->line[i].width == INT_NONE ?
                 "–" :
                 number_all(rq, (s->line[i].width + 5) / 10, 2));
    html(rq, "</tbody></table></div>");
}

/* ---- the filter ---------------------------------------------------------*/

static void option(struct rq *rq, struct id place, struct id now)
{
    html(rq,
         id_same(place, now) ? "<option value=\"%s\" selected>%s</option>" :
                               "<option value=\"%s\">%s</option>",
         id_text(rq, place), place_name(rq, place));
}

static void options_of(struct rq *rq, struct rows *r, int col, struct id now)
{
    struct id place[CHILDREN_SHOWN];
    int n = 0;

    while (n < CHILDREN_SHOWN && db_next(r))
        place[n++] = db_id(r, col);
    db_done(r);
    for (int i = 0; i < n; i++)
        option(rq, place[i], now);
}

/* Those above it, itself, those below it; without a place the provinces. */
static void places_offer(struct rq *rq, const char *name, const char *label,
                         const char *none, const struct question *q,
                         struct id now)
{
    struct rows r;

    html(rq, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
         label, name, none);
    if (id_none(q->place)) {
        r = db_rows(rq->db, SQL_WEB_PLACES_OF_LEVEL);
        db_bind_int(&r, 1, 1);
        options_of(rq, &r, 3, now);
    } else {
        r = db_rows(rq->db, SQL_WEB_POVERTY_ABOVE);
        db_bind_id(&r, 1, q->place);
        db_bind_int(&r, 2, month_end(q->as_of));
        options_of(rq, &r, 0, now);
        option(rq, q->place, now);
        r = db_rows(rq->db, SQL_WEB_CHILDREN);
        db_bind_id(&r, 1, q->place);
        db_bind_int(&r, 2, month_end(q->as_of));
        options_of(rq, &r, 0, now);
    }
    html(rq, "</select></label>");
}

static void codes_offer(struct rq *rq, const char *name, const char *key,
                        int sql)
{
    struct rows r = db_rows(rq->db, sql);
    struct str now = str_trim(rq_arg(rq, name));

    html(rq, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
         word(rq, key), name, word(rq, "ask.usual"));
    while (db_next(&r))
        html(rq,
             str_same(db_str(&r, 0), now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, db_str(&r, 0)), zstr(rq, db_str(&r, 0)));
    html(rq, "</select></label>");
}

static void month_offer(struct rq *rq, const char *name, const char *label,
                        const char *now)
{
    html(rq,
         "<label>%s<input type=\"month\" name=\"%s\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label>",
         label, name, now);
}

static void filter_draw(struct rq *rq, const struct poverty_page *p)
{
    const struct question *q = &p->side[0].q, *with = &p->side[1].q;
    bool two = p->sides == 2;

    html(rq, "<form class=\"filter\" method=\"get\">");
    places_offer(rq, "place", word(rq, "ask.place"), word(rq, "ask.everywhere"),
                 q, q->place);
    month_offer(rq, "as_of", word(rq, "ask.as_of"), month_iso(rq, q->as_of));
    codes_offer(rq, "banding", "ask.banding", SQL_WEB_BANDINGS);
    codes_offer(rq, "card", "ask.card", SQL_WEB_CARDS);
    html(rq,
         "<label>%s<select name=\"bars\"><option value=\"\">%s</option>"
         "<option value=\"point\"%s>%s</option></select></label>",
         word(rq, "poverty.bars"), word(rq, "poverty.of_five"),
         p->wide == 1 ? " selected" : "", word(rq, "poverty.of_one"));
    places_offer(rq, "with_place", word(rq, "poverty.with_place"),
                 word(rq, "poverty.same_place"), two ? with : q,
                 two && rq_arg(rq, "with_place").n ? with->place : ID_NONE);
    month_offer(rq, "with_as_of", word(rq, "poverty.with_month"),
                two && rq_arg(rq, "with_as_of").n ? month_iso(rq, with->as_of) :
                                                    "");
    if (q->figures == FIGURES_CHECKED)
        html(rq, "<input type=\"hidden\" name=\"figures\" value=\"checked\">");
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
    figures_switch(rq);
}

/* ---- the page -----------------------------------------------------------*/

static void side_draw(struct rq *rq, const struct poverty_page *page, int nth)
{
    const struct poverty_side *side = &page->side[nth];
    struct picture p = { rq, page, side, lang_right_to_left(rq->lang), nth };

    html(rq, "<section class=\"card\"><h2>%s, %s</h2>",
         id_none(side->q.place) ? word(rq, "ask.everywhere") :
                                  place_name(rq, side->q.place),
         month_text(rq, side->q.as_of));
    if (!side->said || !side->shape.households) {
        html(rq, "<p>%s</p></section>", word(rq, "poverty.none"));
        return;
    }
    html(rq, "<p class=\"lead\">%s, %s %s</p>", zstr(rq, side->shape.card),
         zstr(rq, side->shape.banding), zstr(rq, side->shape.programme));
    picture_draw(&p);
    bands_draw(rq, &side->shape);
    lines_draw(rq, &side->shape);
    html(rq, "<details%s><summary>%s</summary>", page->wide == 1 ? "" : " open",
         word(rq, "poverty.scores"));
    classes_draw(rq, &p);
    html(rq, "</details></section>");
}

static void numbers_json(struct buf *b, const char *name, const int64_t *of)
{
    buf_fmt(b, ",\"%s\":[", name);
    for (int i = 0; i < SHAPE_POINTS; i++)
        buf_fmt(b, "%s%lld", i ? "," : "", (long long)of[i]);
    buf_char(b, ']');
}

static void side_json(struct rq *rq, const struct poverty_side *s)
{
    struct buf *b = &rq->body;
    const struct shape *x = &s->shape;

    buf_fmt(b, "{\"place\":\"%s\",\"as_of\":\"%s\",\"card\":",
            id_none(s->q.place) ? "" : id_text(rq, s->q.place),
            month_iso(rq, s->q.as_of));
    buf_json(b, x->card);
    buf_z(b, ",\"banding\":");
    buf_json(b, x->banding);
    numbers_json(b, "known", x->known);
    numbers_json(b, "organised", x->organised);
    buf_z(b, ",\"lines\":[");
    for (size_t i = 0; i < x->lines; i++) {
        buf_z(b, i ? ",{\"line\":" : "{\"line\":");
        buf_json(b, x->line[i].line);
        if (x->line[i].rate != INT_NONE)
            buf_fmt(b, ",\"rate\":%lld,\"width\":%lld",
                    (long long)x->line[i].rate, (long long)x->line[i].width);
        buf_char(b, '}');
    }
    buf_z(b, "]}");
}

static void page_json(struct rq *rq, const struct poverty_page *p)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"sides\":[");
    for (int i = 0; i < p->sides; i++) {
        buf_z(&rq->body, i ? "," : "");
        side_json(rq, &p->side[i]);
    }
    buf_z(&rq->body, "]}\n");
}

/* Households of a place by score, drawn: bars of one point or of five, those
 * organised within those known, the bands behind them, and the poverty rate by
 * each line of the card. Another place or month can stand beside it. */
PAGE(poverty, GET, "/poverty", RIGHT_SEE)
{
    struct poverty_page *p = arena_new(rq->arena, struct poverty_page);

    if (!page_read(rq, p)) {
        refuse(rq, 400, "poverty.bad");
        return;
    }
    if (rq->json) {
        page_json(rq, p);
        return;
    }
    frame_open(rq, word(rq, "report.poverty"));
    filter_draw(rq, p);
    html(rq, "<div class=\"%s\">", p->sides == 2 ? "shapes" : "shapes one");
    for (int i = 0; i < p->sides; i++)
        side_draw(rq, p, i);
    html(rq,
         "</div><p>%s</p><p class=\"tools\"><a class=\"button\" "
         "href=\"/report/poverty?place=%s&amp;as_of=%s\">%s</a>",
         word(rq, "poverty.note.rate"),
         id_none(p->side[0].q.place) ? "" : id_text(rq, p->side[0].q.place),
         month_iso(rq, p->side[0].q.as_of), word(rq, "poverty.tables"));
    html(rq,
         "<a class=\"button\" href=\"/report/coverage?place=%s&amp;as_of=%s\">"
         "%s</a></p>",
         id_none(p->side[0].q.place) ? "" : id_text(rq, p->side[0].q.place),
         month_iso(rq, p->side[0].q.as_of), word(rq, "report.coverage"));
    frame_close(rq);
}
