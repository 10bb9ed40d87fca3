/* plans_people - whom the needs of a place serve: women, men, households by band
 * of poverty. */
#include <string.h>

#include "report/plans.h"

enum { P_WHERE, P_NEEDS, P_HOUSEHOLDS, P_WOMEN, P_MEN, P_BANDS };
static const struct column people_column[P_BANDS + 1] = {
    { "where", "plans.where", NULL, COLUMN_TEXT, 0 },
    { "needs", "need.leaves", NULL, COLUMN_NUMBER, 0 },
    { "households", "field.households", NULL, COLUMN_NUMBER, 0 },
    { "women", "field.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "field.men", NULL, COLUMN_NUMBER, 0 },
    { "band_unknown", "need.band_unknown", NULL, COLUMN_NUMBER, 0 },
};

static struct sheet people_start(const struct plans *p)
{
    size_t n = P_BANDS + p->bands.bands + 1;
    struct column *c = arena_many(p->a, struct column, n);
    struct str *label = arena_many(p->a, struct str, n);
    struct sheet s;

    memcpy(c, people_column, P_BANDS * sizeof *c);
    for (size_t i = 0; i < p->bands.bands; i++) {
        c[P_BANDS + i] = people_column[P_BANDS];
        c[P_BANDS + i].key = arena_z(p->a, p->bands.band[i].code);
        c[P_BANDS + i].over = "field.band.rows";
        label[P_BANDS + i] = p->bands.band[i].title;
    }
    c[n - 1] = people_column[P_BANDS];
    c[n - 1].over = "field.band.rows";
    s = plans_start(p, c, (int)n, "plans.people");
    s.label = label;
    return s;
}

/* "/needs?show=leaves&band=b12&place=.." opens the needs of that band there. */
static struct str band_path(const struct plans *p, const char *name,
                            struct id of, const struct scheme_band *band)
{
    struct buf b = buf_start(p->a);

    buf_z(&b, "/needs?show=leaves");
    if (band) {
        buf_z(&b, "&band=");
        buf_add(&b, band->code);
    }
    if (!id_none(of)) {
        buf_fmt(&b, "&%s=", name);
        id_put(&b, of);
    }
    return buf_str(&b);
}

static void people_put(const struct plans *p, struct sheet *s,
                       enum row_nature nature, struct str where,
                       const struct wants *w, const char *name, struct id of)
{
    struct sheet_row *row = sheet_add(s, nature);
    int n = (int)p->bands.bands;
    int64_t known = 0;

    cell_text(row, P_WHERE, where);
    cell_number(row, P_NEEDS, w->needs);
    cell_number(row, P_HOUSEHOLDS, w->households);
    cell_number(row, P_WOMEN, w->women);
    cell_number(row, P_MEN, w->men);
    for (int i = 0; i < n; i++) {
        cell_number(row, P_BANDS + i, w->band[i]);
        known += w->band[i];
        if (name && w->band[i])
            cell_link(row, P_BANDS + i,
                      band_path(p, name, of, &p->bands.band[i]));
    }
    cell_number(row, P_BANDS + n,
                w->households > known ? w->households - known : 0);
    if (name)
        cell_link(row, P_NEEDS, band_path(p, name, of, NULL));
}

/* By place, then by VO; the bands are those of the figures. */
void plans_people(const struct plans *p, struct sheet *out, int scope)
{
    struct spots names = spots_read(p->db, p->a, p->level, scope, p->q->place,
                                    p->on, p->q->lang);

    *out = people_start(p);
    cell_text(sheet_add(out, ROW_HEADING), P_WHERE,
              say(p->q->lang, "plans.by_place"));
    for (size_t j = 0; j < p->spots; j++) {
        struct str name = say(p->q->lang, "plans.no_place");

        for (size_t i = 0; i < names.n; i++)
            if (id_same(names.at[i].id, p->spot[j].id))
                name = names.at[i].name;
        people_put(p, out, ROW_PLAIN, name, &p->spot[j].w,
                   id_none(p->spot[j].id) ? NULL : "place", p->spot[j].id);
    }
    cell_text(sheet_add(out, ROW_HEADING), P_WHERE,
              say(p->q->lang, "plans.by_body"));
    for (size_t i = 0; i < p->bodies; i++)
        people_put(p, out, ROW_PLAIN, plans_body(p, p->body[i].id),
                   &p->body[i].w, NULL, ID_NONE);
    people_put(p, out, ROW_TOTAL, say(p->q->lang, "report.grand_total"),
               &p->in_all, "place", p->q->place);
    sheet_note(out, say(p->q->lang, "plans.note_bands"));
    if (p->more)
        sheet_note(out, say(p->q->lang, "plans.more"));
}
