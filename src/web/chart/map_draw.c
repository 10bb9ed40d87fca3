/* map_draw - the picture of a map: borders of data/borders, made simple and
 * small by tools/borders.mjs, coloured by class. It is drawn here and not by a
 * script, so that it is there at once, prints, and opens by its links. */
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "web/chart/map.h"

enum { BORDERS_MOST = 1000, NARROW = 866 /* thousandths: cosine of 30 */ };

/* Units to a degree of the file for a level (tools/borders.mjs). */
static int64_t grid(int level)
{
    return level == 3 ? 100 : 500;
}

/* ---- borders ------------------------------------------------------------*/

struct border {
    struct id id;
    struct str key, rest; /* rest: "west,north,east,south,path" */
};

static int by_id(const void *a, const void *b)
{
    return id_order(((const struct border *)a)->id,
                    ((const struct border *)b)->id);
}

static size_t borders_read(struct rq *rq, int level, struct border **out)
{
    struct str all = data_find(level == 3 ? "borders/districts.csv" :
                                            "borders/talukas.csv");
    struct border *at = arena_many(rq->arena, struct border, BORDERS_MOST);
    size_t n = 0;

    str_cut(&all, '\n'); /* the heading */
    while (all.n && n < BORDERS_MOST) {
        struct str line = str_cut(&all, '\n'), key = str_cut(&line, ',');

        at[n++] = (struct border){ id_named(S("place"), key), key, line };
    }
    if (n)
        qsort(at, n, sizeof *at, by_id);
    *out = at;
    return n;
}

static int32_t whole(struct str s)
{
    int64_t v = 0;

    return int_read(s, &v) ? (int32_t)v : 0;
}

void map_borders(struct rq *rq, struct map *m)
{
    struct border *all;
    size_t n = borders_read(rq, m->level, &all);

    for (size_t i = 0; i < m->n; i++) {
        struct map_place *p = &m->at[i];
        struct border wanted = { .id = p->id }, *b;
        struct str rest;

        b = n ? bsearch(&wanted, all, n, sizeof *all, by_id) : NULL;
        p->key = b ? zstr(rq, b->key) : id_text(rq, p->id);
        if (!b)
            continue;
        rest = b->rest;
        for (int k = 0; k < 4; k++)
            p->box[k] = whole(str_cut(&rest, ','));
        p->path = rest;
    }
}

/* ---- classes ------------------------------------------------------------*/

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

void map_shades(struct map *m, struct arena *a)
{
    int64_t *v = arena_many(a, int64_t, m->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < m->n; i++)
        if (m->at[i].said)
            v[n++] = m->at[i].v;
    if (n)
        qsort(v, n, sizeof *v, by_number);
    m->classes = 0;
    for (int k = 0; k < MAP_CLASSES && n; k++) {
        int64_t top = v[(n * (size_t)(k + 1) - 1) / MAP_CLASSES];
        size_t from = 0;

        while (from < n && m->classes && v[from] <= m->most[m->classes - 1])
            from++;
        if (from == n || v[from] > top)
            continue; /* all of it is in the class before */
        m->least[m->classes] = v[from];
        m->most[m->classes++] = top;
    }
    for (size_t i = 0; i < m->n; i++)
        for (int k = m->classes; m->at[i].said && k > 0; k--)
            if (m->at[i].v <= m->most[k - 1])
                m->at[i].shade = k;
}

/* The first of few classes is not the palest: five are spread over the shades.
 */
static int shade_class(const struct map *m, int shade)
{
    return shade && m->classes > 1 ?
               1 + (shade - 1) * (MAP_CLASSES - 1) / (m->classes - 1) :
           shade ? MAP_CLASSES - 1 :
                   0;
}

/* ---- the picture --------------------------------------------------------*/

static bool frame_of(const struct map *m, int32_t *box)
{
    bool any = false;

    for (size_t i = 0; i < m->n; i++) {
        const int32_t *b = m->at[i].box;

        if (!m->at[i].path.n)
            continue;
        for (int k = 0; k < 4; k++)
            if (!any || (k < 2 ? b[k] < box[k] : b[k] > box[k]))
                box[k] = b[k];
        any = true;
    }
    return any;
}

static void places_draw(struct rq *rq, const struct map *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct map_place *p = &m->at[i];
        int shade = shade_class(m, p->shade);

        if (!p->path.n)
            continue;
        if (p->link)
            html(rq, "<a href=\"%s\" tabindex=\"-1\">", p->link);
        html(rq, "<path class=\"m%d\" d=\"%s\"><title>%s</title></path>", shade,
             zstr(rq, p->path), p->told);
        if (p->link)
            html(rq, "</a>");
    }
}

static void points_draw(struct rq *rq, const struct map *m, int32_t wide)
{
    int64_t g = grid(m->level);

    for (size_t i = 0; i < m->points; i++) {
        const struct map_point *p = &m->point[i];

        html(rq,
             "<a href=\"/scheme/%s\" tabindex=\"-1\"><circle cx=\"%lld\" "
             "cy=\"%lld\" r=\"%d\"><title>%s</title></circle></a>",
             id_text(rq, p->id),
             (long long)(p->lon * NARROW / 1000 * g / 1000000),
             (long long)(-p->lat * g / 1000000), wide / 130 + 1, p->name);
    }
}

static const char *bound(struct rq *rq, const struct map *m, int64_t v)
{
    struct buf b = buf_start(rq->arena);

    number_put(&b, v, m->scale, false);
    buf_z(&b, m->percent ? "%" : "");
    return zstr(rq, buf_str(&b));
}

static void legend_draw(struct rq *rq, const struct map *m)
{
    bool none = false;

    html(rq, "<figcaption><ul class=\"shades\">");
    for (int k = 0; k < m->classes; k++)
        html(rq,
             m->least[k] == m->most[k] ?
                 "<li><i class=\"m%d\"></i> <bdi>%s</bdi></li>" :
                 "<li><i class=\"m%d\"></i> <bdi>%s – %s</bdi></li>",
             shade_class(m, k + 1), bound(rq, m, m->least[k]),
             bound(rq, m, m->most[k]));
    for (size_t i = 0; i < m->n; i++)
        none |= m->at[i].path.n && !m->at[i].said;
    if (none)
        html(rq, "<li><i class=\"m0\"></i> %s</li>", word(rq, "map.unknown"));
    if (m->points)
        html(rq, "<li><i class=\"dot\"></i> %s</li>", word(rq, "kinds.scheme"));
    html(rq, "</ul></figcaption>");
}

void map_draw(struct rq *rq, const struct map *m, const char *title)
{
    int32_t box[4] = { 0 }, edge;

    if (!frame_of(m, box))
        return;
    chart_parts(rq);
    edge = (box[2] - box[0] + box[3] - box[1]) / 80 + 1;
    html(rq,
         "<figure class=\"map\"><svg viewBox=\"%d %d %d %d\" "
         "aria-hidden=\"true\"><title>%s</title>",
         box[0] - edge, box[1] - edge, box[2] - box[0] + 2 * edge,
         box[3] - box[1] + 2 * edge, title);
    places_draw(rq, m);
    points_draw(rq, m, box[2] - box[0]);
    html(rq, "</svg>");
    legend_draw(rq, m);
    html(rq, "</figure>");
}
